package org.chainrule.print;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.chainrule.expr.Function;
import org.chainrule.expr.NamedConstant;
import org.chainrule.notation.Convention;
import org.chainrule.notation.Greek;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.notation.Precedence;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** A writer of plain notation. */
class TextWriter extends Writer {
  private static final Pattern DECORATION = Pattern.compile("(\\^\\[\\w+])?(_\\w+)?$");

  TextWriter(Spelling spelling, Set<String> names) {
    super(spelling, names);
  }

  @Override
  Precedence level(Layout layout) {
    Precedence level = super.level(layout);
    return level == Precedence.OPERAND && isQuotient(layout) ? Precedence.PREFIX : level;
  }

  @Override
  void expand(Layout layout, boolean tight) {
    if (layout instanceof Layout.Numeral number) {
      push(number(number.value()));
    } else if (layout instanceof Layout.Filled number) {
      push(filled(number));
    } else if (layout instanceof Layout.Constant constant) {
      push(constant(constant.kind()));
    } else if (layout instanceof Layout.Name name) {
      push(name(symbol(name.name())));
    } else if (layout instanceof Layout.Index index) {
      push(name(index(index)));
    } else if (layout instanceof Layout.Element element) {
      List<Object> parts = new ArrayList<>();
      parts.add(name(element.family()));
      if (element.indices().size() > 1 || !isBare(element.indices().get(0))) {
        addSubscripts(element.family(), element.indices(), false, parts);
      }
      push(parts);
    } else if (layout instanceof Layout.Sum sum) {
      expandSum(sum, tight);
    } else if (layout instanceof Layout.Product product) {
      expandProduct(product);
    } else if (layout instanceof Layout.Power power) {
      expandPower(power);
    } else if (layout instanceof Layout.Root root) {
      push(root(), whole(root.radicand()), ")");
    } else if (layout instanceof Layout.Exponential exponential) {
      push(name(function("exp")) + "(", whole(exponential.argument()), ")");
    } else if (layout instanceof Layout.Call call) {
      expandCall(call);
    } else if (layout instanceof Layout.Reduction reduction) {
      expandReduction(reduction);
    } else if (layout instanceof Layout.Total total) {
      expandTotal(total);
    } else if (layout instanceof Layout.Vector vector) {
      expandVector(vector);
    } else if (layout instanceof Layout.Delta delta) {
      Part left = new Part(delta.left(), Precedence.SUM, true);
      Part right = new Part(delta.right(), Precedence.SUM, true);
      push(name("delta") + "(", left, ",", right, ")");
    } else if (layout instanceof Layout.Cases cases) {
      expandCases(cases);
    } else if (layout instanceof Layout.Relation relation) {
      String sign = " " + relation(relation.sign()) + " ";
      push(part(relation.left(), Precedence.SUM), sign, part(relation.right(), Precedence.SUM));
    } else if (layout instanceof Layout.Connective connective) {
      expandConnective(connective);
    } else if (layout instanceof Layout.Derivative derivative) {
      expandDerivative(derivative);
    } else if (layout instanceof Layout.Chain chain) {
      expandChain(chain);
    } else if (layout instanceof Layout.Hadamard product) {
      expandHadamard(product);
    } else if (layout instanceof Layout.Transpose transpose) {
      push(part(transpose.operand(), Precedence.OPERAND), transposed());
    } else if (layout instanceof Layout.ElementPower power) {
      Part exponent = part(power.exponent(), Precedence.POWER);
      push(part(power.base(), Precedence.OPERAND), ".^", exponent);
    } else if (layout instanceof Layout.Operation operation) {
      expandOperation(operation);
    } else {
      throw new IllegalStateException("not spelt: " + layout);
    }
  }

  String name(String name) {
    return name;
  }

  String constant(NamedConstant.Kind kind) {
    return switch (kind) {
      case E -> isEulerNamed() ? "e" : name(function("exp")) + "(1)";
      case PI -> names.contains("pi") ? "acos(-1)" : "pi";
      case INFINITY -> "inf";
    };
  }

  String times() {
    return "*";
  }

  String root() {
    return function("sqrt") + "(";
  }

  String relation(String sign) {
    return sign;
  }

  private void expandSum(Layout.Sum sum, boolean tight) {
    List<Object> parts = new ArrayList<>();
    for (Layout term : sum.terms()) {
      boolean negative = term.isNegative();
      if (!parts.isEmpty()) {
        String sign = negative ? "-" : "+";
        parts.add(tight ? sign : " " + sign + " ");
      } else if (negative) {
        parts.add("-");
      }
      Layout positive = negative ? Layout.scaled(Rational.MINUS_ONE, term) : term;
      parts.add(new Part(positive, Precedence.PRODUCT, tight));
    }
    push(parts);
  }

  private void expandProduct(Layout.Product product) {
    List<Object> parts = new ArrayList<>();
    Rational coefficient = product.coefficient();
    if (coefficient.signum() < 0) {
      parts.add("-");
    }
    Spelling.Quotient quotient = spelling.quotient(coefficient.abs());
    Rational divisor = quotient.below();
    String number = number(quotient.above());
    boolean divided = !product.below().isEmpty() || !divisor.isOne();
    boolean first = true;
    if (!number.equals("1") || product.above().isEmpty()) {
      parts.add(number);
      first = false;
    }
    for (Layout factor : product.above()) {
      if (!first) {
        parts.add(times());
      }
      boolean bracketed = divided && isQuotient(factor);
      parts.add(part(factor, bracketed ? Precedence.OPERAND : Precedence.PREFIX));
      first = false;
    }
    if (divided) {
      addDivisor(divisor, product.below(), parts);
    }
    push(parts);
  }

  private void addDivisor(Rational divisor, List<Layout> below, List<Object> parts) {
    int size = below.size() + (divisor.isOne() ? 0 : 1);
    Layout first = below.isEmpty() ? new Layout.Numeral(divisor) : below.get(0);
    boolean bracketed = size > 1 || startsLikeDifferential(first);
    parts.add(bracketed ? "/(" : "/");
    if (!divisor.isOne()) {
      parts.add(number(divisor));
    }
    for (Layout factor : below) {
      if (!divisor.isOne() || factor != first) {
        parts.add(times());
      }
      parts.add(part(factor, isQuotient(factor) ? Precedence.OPERAND : Precedence.PREFIX));
    }
    if (bracketed) {
      parts.add(")");
    }
  }

  /** Whether this, directly after a slash, could be taken for the foot of a derivative. */
  private boolean startsLikeDifferential(Layout layout) {
    Layout first = layout instanceof Layout.Power power ? power.base() : layout;
    String name = "";
    if (first instanceof Layout.Name symbol) {
      name = symbol.name();
    } else if (first instanceof Layout.Element element) {
      name = element.family();
    }
    return name.length() > 1 && name.charAt(0) == 'd';
  }

  void expandPower(Layout.Power power) {
    push(part(power.base(), Precedence.OPERAND), "^", part(power.exponent(), Precedence.POWER));
  }

  private void expandCall(Layout.Call call) {
    Function function = call.function();
    List<Object> parts = new ArrayList<>();
    parts.add(name(function(function.name())));
    List<Integer> orders = function.derivativeOrders();
    if (orders.size() == 1) {
      parts.add("'".repeat(orders.get(0)));
    } else if (orders.stream().anyMatch(order -> order > 0)) {
      parts.clear();
      parts.add("D" + places(orders) + name(function.name()));
    }
    parts.add("(");
    addAll(call.arguments(), Precedence.DISJUNCTION, false, ", ", parts);
    parts.add(")");
    if (!call.subscripts().isEmpty()) {
      addSubscripts("", call.subscripts(), true, parts);
    }
    push(parts);
  }

  /** Whether a family's name has a word below it, behind which no further subscript is read. */
  static boolean hasWord(String family) {
    int label = family.indexOf("^[");
    return (label < 0 ? family : family.substring(0, label)).indexOf('_') > 0;
  }

  /** The arguments by which a function is differentiated, counted from 1, each as often. */
  static String places(List<Integer> orders) {
    StringJoiner places = new StringJoiner(",", "[", "]");
    for (int i = 0; i < orders.size(); i++) {
      for (int each = 0; each < orders.get(i); each++) {
        places.add(String.valueOf(i + 1));
      }
    }
    return places.toString();
  }

  /**
   * Adds subscripts: by an underscore where that reads back as an index, else in brackets.
   *
   * @param anyName whether every name is an index here
   */
  private void addSubscripts(
      String family, List<Layout> indices, boolean anyName, List<Object> parts) {
    boolean all = anyName || spelling.families().contains(family);
    boolean hasWord = hasWord(family);
    if (indices.size() == 1 && !hasWord) {
      Layout only = indices.get(0);
      boolean digits = only instanceof Layout.Numeral number && isNatural(number.value());
      String word = word(only);
      if (digits || word != null && (all || isIndex(word))) {
        parts.add(subscript(only, word));
        return;
      }
    }
    boolean delta = family.equals("delta") && indices.size() == 2 && !all;
    boolean braced =
        !delta
            && !hasWord
            && indices.stream().allMatch(each -> isArithmetic(each, indices.size() > 1))
            && !isWord(indices, all);
    parts.add(braced ? "_{" : "[");
    addAll(indices, Precedence.SUM, true, ",", parts);
    parts.add(braced ? "}" : "]");
  }

  /** A subscript that is one number or one name. */
  Object subscript(Layout index, @Nullable String word) {
    return "_" + (word == null ? number(((Layout.Numeral) index).value()) : name(word));
  }

  private static boolean isNatural(Rational value) {
    return value.isInteger() && value.signum() >= 0;
  }

  private @Nullable String word(Layout layout) {
    if (layout instanceof Layout.Index index) {
      return index(index);
    }
    return layout instanceof Layout.Name name && name.name().matches("[#A-Za-z][A-Za-z0-9]*")
        ? symbol(name.name())
        : null;
  }

  private boolean isIndex(String word) {
    return Convention.isIndex(word) || isBound(word) || spelling.indices().contains(word);
  }

  /** Whether braces would hold a single name, which would be read as part of the name. */
  private boolean isWord(List<Layout> indices, boolean all) {
    return indices.size() == 1 && !all && word(indices.get(0)) != null;
  }

  /**
   * Whether this is made of numbers, indices and arithmetic, one or two deep.
   *
   * @param listed whether it stands in a list, where every name is an index
   */
  private boolean isArithmetic(Layout layout, boolean listed) {
    return isSimple(layout, listed)
        || layout instanceof Layout.Sum sum
            && sum.terms().stream().allMatch(term -> isTerm(term, listed))
        || isTerm(layout, listed);
  }

  private boolean isTerm(Layout layout, boolean listed) {
    return isSimple(layout, listed)
        || layout instanceof Layout.Product product
            && product.above().stream().allMatch(factor -> isSimple(factor, listed))
            && product.below().stream().allMatch(factor -> isSimple(factor, listed));
  }

  private boolean isSimple(Layout layout, boolean listed) {
    if (layout instanceof Layout.Numeral number) {
      return number.value().isInteger();
    }
    String word = word(layout);
    return word != null && (listed || isIndex(word));
  }

  void expandReduction(Layout.Reduction reduction) {
    List<Object> end = new ArrayList<>();
    String index = beginScope(reduction.node(), end, false);
    List<Object> parts = new ArrayList<>();
    parts.add(reduction(reduction.node().operator()) + "(" + name(index) + "=");
    parts.add(tight(reduction.lower()));
    parts.add("..");
    parts.add(tight(reduction.upper()));
    parts.add(", ");
    if (reduction.condition() != null) {
      parts.add(whole(reduction.condition()));
      parts.add(", ");
    }
    parts.add(whole(reduction.body()));
    parts.add(")");
    parts.addAll(end);
    push(parts);
  }

  private void expandTotal(Layout.Total total) {
    String sum = reduction(org.chainrule.expr.Reduction.Operator.SUM);
    List<Object> parts = new ArrayList<>();
    parts.add(sum + "(" + name(total.index()) + "=");
    parts.add(tight(total.lower()));
    parts.add("..");
    parts.add(tight(total.upper()));
    parts.add(", ");
    if (total.condition() != null) {
      parts.add(whole(total.condition()));
      parts.add(", ");
    }
    parts.add(whole(total.body()));
    parts.add(")");
    push(parts);
  }

  String reduction(org.chainrule.expr.Reduction.Operator operator) {
    return operator.text();
  }

  private void expandVector(Layout.Vector vector) {
    List<Object> end = new ArrayList<>();
    if (vector.body() instanceof Layout.Vector row) {
      List<Object> parts = new ArrayList<>();
      parts.add("array(");
      for (Layout.Vector each : List.of(vector, row)) {
        parts.add(name(beginScope(each.node(), end, false)) + "=");
        parts.add(tight(each.lower()));
        parts.add("..");
        parts.add(tight(each.upper()));
        parts.add(", ");
      }
      parts.add(part(row.body(), Precedence.DISJUNCTION));
      parts.add(")");
      Collections.reverse(end);
      parts.addAll(end);
      push(parts);
      return;
    }
    String index = beginScope(vector.node(), end, vector.bare());
    List<Object> parts = new ArrayList<>();
    if (vector.bare()) {
      parts.add(whole(vector.body()));
    } else {
      parts.add("(");
      parts.add(whole(vector.body()));
      parts.add(")_{" + name(index) + "=");
      parts.add(tight(vector.lower()));
      parts.add("..");
      parts.add(tight(vector.upper()));
      parts.add("}");
    }
    parts.addAll(end);
    push(parts);
  }

  private void expandCases(Layout.Cases cases) {
    List<Object> parts = new ArrayList<>();
    parts.add("cases(");
    for (int i = 0; i < cases.values().size(); i++) {
      parts.add(i > 0 ? ", " : "");
      parts.add(part(cases.values().get(i), Precedence.SUM));
      parts.add(" if ");
      parts.add(whole(cases.conditions().get(i)));
    }
    Layout otherwise = cases.otherwise();
    if (otherwise != null) {
      parts.add(", ");
      parts.add(part(otherwise, Precedence.SUM));
      parts.add(" otherwise");
    } else if (cases.values().isEmpty()) {
      parts.add("0 if 1 < 0");
    }
    parts.add(")");
    push(parts);
  }

  private void expandConnective(Layout.Connective connective) {
    boolean and = connective.operator() == org.chainrule.expr.Logical.Operator.AND;
    if (connective.operands().isEmpty()) {
      push(and ? "0 < 1" : "1 < 0");
      return;
    }
    List<Object> parts = new ArrayList<>();
    Precedence operand = and ? Precedence.RELATION : Precedence.CONJUNCTION;
    addAll(connective.operands(), operand, false, and ? " and " : " or ", parts);
    push(parts);
  }

  /** Whether this is written as {@code dh_{t-1}/dw_1}. */
  private boolean isQuotient(Layout layout) {
    return layout instanceof Layout.Derivative derivative
        && derivative.variables().size() == 1
        && derivative.orders().get(0) == 1
        && isDifferentiable(derivative.body())
        && isDifferentiable(derivative.variables().get(0));
  }

  /** Whether a d before this makes a differential: a letter, perhaps with plain subscripts. */
  boolean isDifferentiable(Layout layout) {
    if (layout instanceof Layout.Name symbol) {
      return isLetter(symbol(symbol.name()));
    }
    return layout instanceof Layout.Element element
        && isLetter(element.family())
        && !element.family().equals("delta")
        && element.indices().stream()
            .allMatch(each -> isArithmetic(each, element.indices().size() > 1));
  }

  /**
   * Whether a name is a letter, perhaps with a layer's label and a subscript of several letters, or
   * one that the problem knows.
   */
  private boolean isLetter(String whole) {
    String name = DECORATION.matcher(whole).replaceFirst("");
    boolean single = name.length() == 1 && Character.isLetter(name.charAt(0));
    boolean isName = single || Greek.isName(name) || spelling.defined().contains(whole);
    return isName && !names.contains("d" + whole);
  }

  String differential() {
    return "d";
  }

  private void expandDerivative(Layout.Derivative derivative) {
    Layout body = derivative.body();
    List<Object> parts = new ArrayList<>();
    if (isQuotient(derivative)) {
      Part variable = whole(derivative.variables().get(0));
      push(differential(), whole(body), "/" + differential(), variable);
      return;
    }
    parts.add("diff(");
    parts.add(whole(body));
    for (int i = 0; i < derivative.variables().size(); i++) {
      int order = derivative.orders().get(i);
      parts.add(", ");
      parts.add(whole(derivative.variables().get(i)));
      parts.add(order == 1 ? "" : ", " + order);
    }
    parts.add(")");
    push(parts);
  }

  /** A product of matrices; a number that only divides stands behind it. */
  private void expandChain(Layout.Chain chain) {
    List<Object> parts = new ArrayList<>();
    Layout scalar = chain.scalar();
    boolean isDivided = isDivisor(scalar);
    if (isDivided) {
      parts.add(scalar.isNegative() ? "-" : "");
    } else if (isMinusOne(scalar)) {
      parts.add("-");
    } else if (!isOne(scalar)) {
      parts.add(part(scalar, Precedence.PRODUCT));
      parts.add(times());
    }
    addMatrices(chain.matrices(), parts);
    if (isDivided) {
      addDivisor(Rational.ONE, ((Layout.Product) scalar).below(), parts);
    }
    push(parts);
  }

  private void addMatrices(List<Layout> matrices, List<Object> parts) {
    for (int i = 0; i < matrices.size(); i++) {
      parts.add(i > 0 ? times() : "");
      parts.add(part(matrices.get(i), Precedence.PREFIX));
    }
  }

  private void expandHadamard(Layout.Hadamard product) {
    List<Object> parts = new ArrayList<>();
    if (product.above().isEmpty()) {
      parts.add("1");
    }
    addAll(product.above(), Precedence.POWER, false, " " + elementwise() + " ", parts);
    for (Layout divisor : product.below()) {
      parts.add(" ./ ");
      parts.add(part(divisor, Precedence.POWER));
    }
    push(parts);
  }

  String elementwise() {
    return ".*";
  }

  String transposed() {
    return "^T";
  }

  void expandOperation(Layout.Operation operation) {
    List<Object> parts = new ArrayList<>();
    parts.add(operation.function().plainName());
    if (operation.function() == MatrixFunction.IDENTITY) {
      if (!operation.arguments().isEmpty()) {
        addSubscripts("", operation.arguments(), true, parts);
      }
    } else {
      parts.add("(");
      addAll(operation.arguments(), Precedence.DISJUNCTION, false, ", ", parts);
      parts.add(")");
    }
    push(parts);
  }
}
