package org.chainrule.print;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.expr.Apply;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.expr.Visitor;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The pass that decides how each node is set, each once.
 *
 * <p>Binders stay closed: a bound index is known by its binder's height, which no binder inside
 * has, so the layouts of shared parts do not depend on where they stand.
 */
final class LayoutPass extends Pass<LayoutPass.Laid> implements Visitor<LayoutPass.Laid> {
  /** A node's layout with its rank. */
  record Laid(Layout layout, Rank rank) {}

  private final VectorForms vectors;
  private final Map<Expr, Rational> filled;
  private final WrittenOrder order;
  private final Set<String> names = new TreeSet<>();

  /**
   * A pass for a format.
   *
   * @param anyVector whether the format can write the elements of every vector
   */
  LayoutPass(Spelling spelling, boolean anyVector) {
    vectors = new VectorForms(spelling, anyVector);
    filled = spelling.filled();
    order = new WrittenOrder(spelling.order());
  }

  /** The layout of a whole expression. */
  Layout layOut(Expr root) {
    vectors.look(root);
    return apply(root).layout();
  }

  /** The names of symbols, families and functions met so far. */
  Set<String> names() {
    return names;
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Power power) {
      return parts(Product.Factor.of(power));
    } else if (node instanceof Product product) {
      return product.factors().stream().flatMap(factor -> parts(factor).stream()).toList();
    } else if (node instanceof Apply apply && vectors.definition(apply) != null) {
      return List.of(vectors.definition(apply));
    }
    return node.children();
  }

  private static List<Expr> parts(Product.Factor factor) {
    return exponential(factor)
        .map(exponential -> List.of(exponential.argument()))
        .orElseGet(factor::parts);
  }

  /** The exponent that exp is taken of, and whether that is below the bar. */
  private record Exponent(Expr argument, boolean below) {}

  /**
   * A power of e or of an exponential as one exponential; it stands below the bar where its
   * argument with the sign changed would be read as another power.
   */
  private static Optional<Exponent> exponential(Product.Factor factor) {
    Optional<Expr> argument = factor.asExponential();
    boolean changes =
        argument.isPresent()
            && argument.get() instanceof Sum
            && factor.base() instanceof Apply apply
            && factor.exponent() instanceof RationalNumber number
            && number.value().signum() < 0
            && Apply.of(apply.function(), argument.get()) != factor.toExpr();
    return changes
        ? factor.inverse().asExponential().map(above -> new Exponent(above, true))
        : argument.map(above -> new Exponent(above, false));
  }

  @Override
  protected Laid compute(Expr node) {
    return node.accept(this);
  }

  private List<Layout> layouts(List<Expr> nodes) {
    List<Layout> layouts = new ArrayList<>(nodes.size());
    for (Expr node : nodes) {
      layouts.add(result(node).layout());
    }
    return layouts;
  }

  private Layout layout(Expr node) {
    return result(node).layout();
  }

  /** A rank from those of the parts. */
  private Rank rank(Rank.Kind kind, String head, List<Expr> parts) {
    StringBuilder signature = new StringBuilder(head).append('(');
    long weight = 1;
    for (Expr part : parts) {
      Rank rank = result(part).rank();
      weight = Math.min(weight + rank.weight(), Long.MAX_VALUE / 2);
      if (signature.length() < Rank.SIGNATURE) {
        signature.append(rank.signature()).append(',');
      }
    }
    return Rank.of(kind, weight, signature.toString());
  }

  private static String signature(Rational value) {
    String digits = value.abs().numerator().toString();
    return value.signum() < 0 || !value.isInteger()
        ? value.toString()
        : (char) ('/' + Math.min(digits.length(), 9)) + digits;
  }

  @Override
  public Laid visit(RationalNumber number) {
    return new Laid(
        new Layout.Numeral(number.value()),
        Rank.of(Rank.Kind.NUMBER, 1, signature(number.value())));
  }

  @Override
  public Laid visit(NamedConstant constant) {
    return new Laid(
        new Layout.Constant(constant.kind()), Rank.of(Rank.Kind.NUMBER, 1, constant.kind().text()));
  }

  @Override
  public Laid visit(Symbol symbol) {
    names.add(symbol.name());
    return new Laid(
        placed(symbol, new Layout.Name(symbol.name())),
        new Rank(Rank.Kind.NAME, 1, 1, 1, symbol.name()));
  }

  /** What stands in the place of a name: itself, or a number. */
  private Layout placed(Expr name, Layout itself) {
    Rational number = filled.get(name);
    return number == null ? itself : new Layout.Filled(number);
  }

  @Override
  public Laid visit(BoundIndex index) {
    return new Laid(
        new Layout.Index(index.height()),
        new Rank(Rank.Kind.NAME, 1, 1, 1, "!" + signature(Rational.of(index.height()))));
  }

  @Override
  public Laid visit(IndexedSymbol indexed) {
    names.add(indexed.family());
    Rank rank = rank(Rank.Kind.ELEMENT, indexed.family(), indexed.indices());
    return new Laid(
        placed(indexed, new Layout.Element(indexed.family(), layouts(indexed.indices()))),
        new Rank(rank.kind(), 1, 1, rank.weight(), rank.signature()));
  }

  @Override
  public Laid visit(Sum sum) {
    List<SumOrder.Term> terms = new ArrayList<>();
    Map<SumOrder.Term, Expr> expressions = new IdentityHashMap<>();
    for (Sum.Term term : sum.terms()) {
      Laid laid = result(term.expression());
      Layout layout =
          term.toExpr() instanceof Product product && !RootForms.of(product).joined().isEmpty()
              ? visit(product).layout()
              : Layout.scaled(term.coefficient(), laid.layout());
      terms.add(new SumOrder.Term(layout, laid, term.coefficient().signum()));
      expressions.put(terms.get(terms.size() - 1), term.expression());
    }
    List<SumOrder.Term> ordered =
        order.sorted(
            sum,
            SumOrder.of(terms, sum.constant()),
            each -> expressions.getOrDefault(each, RationalNumber.ZERO));
    StringBuilder signature = new StringBuilder("+");
    long weight = 1;
    for (SumOrder.Term term : ordered) {
      weight = Math.min(weight + term.laid().rank().weight(), Long.MAX_VALUE / 2);
      if (signature.length() < Rank.SIGNATURE) {
        signature.append(term.laid().rank().signature()).append('+');
      }
    }
    List<Layout> layouts = ordered.stream().map(SumOrder.Term::layout).toList();
    return new Laid(
        new Layout.Sum(layouts), Rank.of(Rank.Kind.BRACKET, weight, signature.toString()));
  }

  @Override
  public Laid visit(Product product) {
    List<ProductOrder.Factor> above = new ArrayList<>();
    List<ProductOrder.Factor> below = new ArrayList<>();
    RootForms roots = RootForms.of(product);
    for (Product.Factor factor : product.factors()) {
      if (!roots.holds(factor)) {
        ProductOrder.Factor laid = factor(factor.base(), factor.exponent());
        (laid.below() ? below : above).add(laid);
      }
    }
    for (RootForms.Root root : roots.joined()) {
      (root.below() ? below : above).add(root(root));
    }
    List<ProductOrder.Factor> numerator = sorted(product, ProductOrder.of(above));
    List<ProductOrder.Factor> denominator = sorted(product, ProductOrder.of(below));
    Rank rank = ProductOrder.rank(product.coefficient(), numerator, denominator);
    return new Laid(
        Layout.product(
            roots.coefficient(),
            ProductOrder.layouts(numerator),
            ProductOrder.layouts(denominator)),
        rank);
  }

  private List<ProductOrder.Factor> sorted(Product product, List<ProductOrder.Factor> factors) {
    return order.sorted(product, factors, ProductOrder.Factor::base);
  }

  /** A root of a number, perhaps times a name or over one, as a factor. */
  private ProductOrder.Factor root(RootForms.Root root) {
    Expr partner = root.partner();
    Layout radicand =
        partner == null
            ? new Layout.Numeral(root.number())
            : root.partnerBelow()
                ? Layout.product(root.number(), List.of(), List.of(layout(partner)))
                : Layout.product(root.number(), List.of(layout(partner)), List.of());
    String signature = "sqrt(" + signature(root.number());
    Rank.Kind kind =
        partner == null || partner instanceof NamedConstant ? Rank.Kind.NUMBER : Rank.Kind.FUNCTION;
    return new ProductOrder.Factor(
        partner == null ? RationalNumber.of(root.number()) : partner,
        root.below(),
        new Layout.Root(radicand),
        Rank.of(kind, 2, signature),
        null);
  }

  @Override
  public Laid visit(Power power) {
    ProductOrder.Factor factor = factor(power.base(), power.exponent());
    if (!factor.below()) {
      return new Laid(factor.layout(), factor.rank());
    }
    return new Laid(
        Layout.product(Rational.ONE, List.of(), List.of(factor.layout())),
        ProductOrder.rank(Rational.ONE, List.of(), List.of(factor)));
  }

  /** A power as a factor above or below the bar. */
  private ProductOrder.Factor factor(Expr base, Expr exponent) {
    Optional<Exponent> exponential = exponential(new Product.Factor(base, exponent));
    if (exponential.isPresent() && !(base == NamedConstant.E && exponent.isOne())) {
      Expr argument = exponential.get().argument();
      Rank rank = rank(Rank.Kind.FUNCTION, "exp", List.of(argument));
      Layout layout = new Layout.Exponential(layout(argument));
      return new ProductOrder.Factor(base, exponential.get().below(), layout, rank, null);
    } else if (exponential.isPresent()) {
      Rank rank = Rank.of(Rank.Kind.NUMBER, 1, "e");
      Layout layout = new Layout.Constant(NamedConstant.Kind.E);
      return new ProductOrder.Factor(base, false, layout, rank, null);
    }
    Laid laid = result(base);
    Sum sum = base instanceof Sum inner ? inner : null;
    if (exponent instanceof RationalNumber number) {
      Rational power = number.value().abs();
      return new ProductOrder.Factor(
          base,
          number.value().signum() < 0,
          power(laid.layout(), power),
          powerRank(laid.rank(), power),
          sum);
    }
    Laid raised = result(exponent);
    Rank rank =
        Rank.of(
            Rank.Kind.FUNCTION,
            1 + laid.rank().weight() + raised.rank().weight(),
            laid.rank().signature() + "^" + raised.rank().signature());
    return new ProductOrder.Factor(
        base, false, new Layout.Power(laid.layout(), raised.layout()), rank, null);
  }

  private static Layout power(Layout base, Rational exponent) {
    if (exponent.isOne()) {
      return base;
    }
    return exponent.equals(Rational.HALF)
        ? new Layout.Root(base)
        : new Layout.Power(base, new Layout.Numeral(exponent));
  }

  private static Rank powerRank(Rank base, Rational exponent) {
    if (exponent.isOne()) {
      return base;
    }
    if (base.isMonomial() && exponent.isInteger()) {
      double power = exponent.doubleValue();
      int repeated = (int) Math.min(power, Rank.SIGNATURE / 2);
      return new Rank(
          base.kind(), power, power, base.weight() + 1, (base.signature() + " ").repeat(repeated));
    }
    Rank.Kind kind =
        base.kind() == Rank.Kind.NUMBER || base.kind() == Rank.Kind.BRACKET && exponent.isInteger()
            ? base.kind()
            : Rank.Kind.FUNCTION;
    return Rank.of(kind, base.weight() + 1, base.signature() + "^" + signature(exponent));
  }

  @Override
  public Laid visit(Apply apply) {
    Function function = apply.function();
    Expr definition = vectors.definition(apply);
    if (definition != null) {
      return new Laid(
          layout(definition), rank(Rank.Kind.FUNCTION, function.name(), List.of(definition)));
    }
    names.add(function.name());
    Rank rank =
        rank(
            Rank.Kind.FUNCTION,
            function.name() + (function.isDeclared() ? function.derivativeOrders() : ""),
            apply.arguments());
    if (function.isExponential()) {
      return new Laid(new Layout.Exponential(layout(apply.arguments().get(0))), rank);
    }
    List<Layout> arguments = new ArrayList<>();
    List<Layout> subscripts = new ArrayList<>();
    for (int i = 0; i < apply.arguments().size(); i++) {
      int parameter = Math.min(i, function.parameters().size() - 1);
      boolean index = function.parameters().get(parameter) == Function.Parameter.INDEX;
      (index ? subscripts : arguments).add(layout(apply.arguments().get(i)));
    }
    return new Laid(new Layout.Call(function, arguments, subscripts), rank);
  }

  @Override
  public Laid visit(Reduction reduction) {
    boolean conditional = reduction.condition() != Logical.TRUE;
    Layout layout =
        new Layout.Reduction(
            reduction,
            layout(reduction.lower()),
            layout(reduction.upper()),
            conditional ? layout(reduction.condition()) : null,
            layout(reduction.body()));
    String head = reduction.operator().text();
    return new Laid(layout, rank(Rank.Kind.REDUCTION, head, reduction.children()));
  }

  @Override
  public Laid visit(Elements elements) {
    String family = vectors.family(elements);
    if (family != null) {
      return new Laid(
          new Layout.Name(family), rank(Rank.Kind.FUNCTION, family, elements.children()));
    }
    Layout layout =
        new Layout.Vector(
            elements,
            vectors.isBare(elements),
            layout(elements.lower()),
            layout(elements.upper()),
            layout(elements.body()));
    return new Laid(layout, rank(Rank.Kind.FUNCTION, "", elements.children()));
  }

  @Override
  public Laid visit(KroneckerDelta delta) {
    boolean swapped = isAfter(delta.left(), delta.right());
    Layout left = layout(swapped ? delta.right() : delta.left());
    Layout right = layout(swapped ? delta.left() : delta.right());
    return new Laid(
        new Layout.Delta(left, right), rank(Rank.Kind.FUNCTION, "delta", delta.children()));
  }

  /** Whether the left of two sides that may be exchanged belongs on the right. */
  private boolean isAfter(Expr left, Expr right) {
    Rank first = result(left).rank();
    Rank second = result(right).rank();
    boolean number = first.kind() == Rank.Kind.NUMBER;
    if (number != (second.kind() == Rank.Kind.NUMBER)) {
      return number;
    }
    return Comparator.comparing(Rank::weight).thenComparing(Rank::signature).compare(first, second)
        > 0;
  }

  @Override
  public Laid visit(Piecewise piecewise) {
    if (piecewise.isRestriction()) {
      return result(piecewise.shown());
    }
    List<Layout> values = new ArrayList<>();
    List<Layout> conditions = new ArrayList<>();
    for (Piecewise.Branch branch : piecewise.branches()) {
      values.add(layout(branch.value()));
      conditions.add(layout(branch.condition()));
    }
    @Nullable Layout otherwise = piecewise.otherwise().map(this::layout).orElse(null);
    return new Laid(
        new Layout.Cases(values, conditions, otherwise),
        rank(Rank.Kind.FUNCTION, "cases", piecewise.children()));
  }

  @Override
  public Laid visit(Relation relation) {
    boolean symmetric = relation.operator().isSymmetric();
    boolean leftNumber = result(relation.left()).rank().kind() == Rank.Kind.NUMBER;
    boolean rightNumber = result(relation.right()).rank().kind() == Rank.Kind.NUMBER;
    boolean swapped =
        symmetric ? isAfter(relation.left(), relation.right()) : leftNumber && !rightNumber;
    String sign = relation.operator().text();
    return new Laid(
        new Layout.Relation(
            swapped ? sign.replace('<', '>') : sign,
            layout(swapped ? relation.right() : relation.left()),
            layout(swapped ? relation.left() : relation.right())),
        rank(Rank.Kind.FUNCTION, sign, relation.children()));
  }

  @Override
  public Laid visit(Logical logical) {
    return new Laid(
        new Layout.Connective(logical.operator(), layouts(logical.operands())),
        rank(Rank.Kind.FUNCTION, logical.operator().text(), logical.operands()));
  }

  @Override
  public Laid visit(DerivativeTerm derivative) {
    List<DerivativeTerm.Variable> variables = new ArrayList<>(derivative.by());
    variables.sort(Comparator.comparing(each -> result(each.variable()).rank().signature()));
    return new Laid(
        new Layout.Derivative(
            layout(derivative.body()),
            layouts(variables.stream().map(DerivativeTerm.Variable::variable).toList()),
            variables.stream().map(DerivativeTerm.Variable::order).toList()),
        rank(Rank.Kind.DERIVATIVE, "diff", derivative.children()));
  }
}
