package org.chainrule.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.PassedConditions;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.notation.Convention;
import org.chainrule.number.Rational;
import org.chainrule.parse.SourceText;
import org.chainrule.syntax.RelationOperator;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/** The pass that makes expressions of the syntax trees of one text, with a stack of its own. */
final class LoweringPass {
  private final LoweringContext context;
  private final String text;
  private final LoweringCalls calls;
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final List<Expr> values = new ArrayList<>();

  /** A constructor of a node from the values of its parts. */
  @FunctionalInterface
  interface Combination {
    Expr of(List<Expr> parts);
  }

  LoweringPass(LoweringContext context, String text) {
    this.context = context;
    this.text = text;
    this.calls = new LoweringCalls(context, this);
  }

  /**
   * The expression of a tree.
   *
   * @throws ParseException at the node that has no value or no meaning
   */
  Expr lower(Syntax root, LoweringScope scope) {
    enter(root, scope);
    while (!steps.isEmpty()) {
      Interruption.poll();
      steps.pop().run();
    }
    return values.remove(values.size() - 1);
  }

  ParseException refusal(Span span, String problem, @Nullable String suggestion) {
    return new SourceText(text).refusal(span, problem, suggestion);
  }

  private void enter(Syntax node, LoweringScope scope) {
    steps.push(() -> expand(node, scope));
  }

  /** Lowers the parts, each in its scope, and then combines them. */
  void combine(
      Syntax node, List<Syntax> parts, List<LoweringScope> scopes, Combination combination) {
    steps.push(
        () -> {
          List<Expr> own = values.subList(values.size() - parts.size(), values.size());
          List<Expr> given = List.copyOf(own);
          own.clear();
          values.add(guarded(node, given, combination));
        });
    for (int i = parts.size() - 1; i >= 0; i--) {
      enter(parts.get(i), scopes.get(i));
    }
  }

  void combine(Syntax node, List<Syntax> parts, LoweringScope scope, Combination combination) {
    combine(node, parts, java.util.Collections.nCopies(parts.size(), scope), combination);
  }

  /** What the constructors refuse is refused at the node that was to be constructed. */
  private Expr guarded(Syntax node, List<Expr> parts, Combination combination) {
    try {
      return combination.of(parts);
    } catch (DomainException exception) {
      String message = exception.getMessage();
      throw refusal(node.span(), message == null ? "there is no value" : message, null);
    }
  }

  private void expand(Syntax node, LoweringScope scope) {
    if (node instanceof Syntax.NumberLiteral number) {
      values.add(RationalNumber.of(number.value()));
    } else if (node instanceof Syntax.Constant constant) {
      values.add(constant(constant));
    } else if (node instanceof Syntax.Name name) {
      values.add(name(name, scope));
    } else if (node instanceof Syntax.Subscripted subscripted) {
      expandSubscripted(subscripted, scope);
    } else if (node instanceof Syntax.Element element) {
      expandElement(element, scope);
    } else if (node instanceof Syntax.Negate negate) {
      combine(node, List.of(negate.operand()), scope, parts -> parts.get(0).negate());
    } else if (node instanceof Syntax.Binary binary) {
      expandBinary(binary, scope);
    } else if (node instanceof Syntax.Call call) {
      calls.expand(call, scope);
    } else if (node instanceof Syntax.Reduction reduction) {
      expandReduction(reduction, scope);
    } else if (node instanceof Syntax.Cases cases) {
      expandCases(cases, scope);
    } else if (node instanceof Syntax.Derivative derivative) {
      expandDerivative(derivative, scope);
    } else if (node instanceof Syntax.Delta delta) {
      combine(
          delta,
          delta.children(),
          scope.scalar(),
          parts -> KroneckerDelta.of(parts.get(0), parts.get(1)));
    } else {
      expandCondition(node, scope);
    }
  }

  private static Expr constant(Syntax.Constant constant) {
    return switch (constant.kind()) {
      case PI -> NamedConstant.PI;
      case E -> NamedConstant.E;
      case INFINITY -> NamedConstant.INFINITY;
    };
  }

  private Expr name(Syntax.Name name, LoweringScope scope) {
    Symbol inner = scope.value(name.name());
    if (inner != null) {
      return inner;
    }
    if (context.isFunction(name.name())) {
      throw refusal(
          name.span(),
          "`" + name.spelling() + "` is a function",
          "write " + name.spelling() + "(x)");
    }
    if (!context.families().isFamily(name.name())) {
      return Symbol.named(name.name());
    }
    Expr element = scope.element();
    if (element == null) {
      throw refusal(name.span(), notOneNumber(name), context.families().suggestion(name.name()));
    }
    if (context.families().axes(name.name()) != 1) {
      throw refusal(
          name.span(),
          "`" + name.spelling() + "` has more than one index, and one is needed here",
          null);
    }
    return IndexedSymbol.of(name.name(), element);
  }

  private String notOneNumber(Syntax.Name name) {
    return context
        .families()
        .notOneNumber(name.name(), new FamilyInference.Place(name.span(), text));
  }

  private void expandSubscripted(Syntax.Subscripted subscripted, LoweringScope scope) {
    String family = subscripted.family().name();
    if (scope.value(family) != null) {
      throw refusal(
          subscripted.span(),
          "`%s` is %s here and has no elements"
              .formatted(
                  subscripted.family().spelling(),
                  scope.isParameter(family) ? "a parameter of the function" : "a bound index"),
          null);
    }
    combine(
        subscripted,
        subscripted.indices(),
        scope.scalar(),
        indices -> {
          checkLengths(subscripted, scope);
          return element(subscripted, indices);
        });
  }

  /** The name of the last value of a sum's index where the index begins with 1. */
  private @Nullable String last(Syntax.Reduction reduction) {
    if (reduction.lower() == null || reduction.upper() == null) {
      IndexRange range = context.declaredRange(reduction.index().name());
      return range == null ? null : last(range);
    }
    boolean isCounted =
        reduction.lower() instanceof Syntax.NumberLiteral first && first.value().isOne();
    return isCounted && reduction.upper() instanceof Syntax.Name last ? last.name() : null;
  }

  private static @Nullable String last(IndexRange range) {
    return range.lower().isOne() && range.upper() instanceof Symbol last ? last.name() : null;
  }

  /** Refuses an index that runs over one declared length for an axis of another. */
  private void checkLengths(Syntax.Subscripted subscripted, LoweringScope scope) {
    List<IndexRange> declared = context.declaredRanges(subscripted.family().name());
    for (int axis = 0; axis < Math.min(declared.size(), subscripted.indices().size()); axis++) {
      String length = last(declared.get(axis));
      if (length == null || !(subscripted.indices().get(axis) instanceof Syntax.Name index)) {
        continue;
      }
      IndexRange range = context.declaredRange(index.name());
      String last =
          scope.value(index.name()) != null
              ? scope.lastOf(index.name())
              : range == null ? null : last(range);
      if (last != null && !last.equals(length) && context.isDeclaredLength(last)) {
        throw refusal(
            subscripted.span(),
            "two lengths for one range: `%s` runs over 1..%s, and index %s of `%s` over 1..%s"
                .formatted(
                    index.spelling(), last, axis + 1, subscripted.family().spelling(), length),
            "declare them alike, or give another index");
      }
    }
  }

  private Expr element(Syntax.Subscripted subscripted, List<Expr> indices) {
    String family = subscripted.family().name();
    List<IndexRange> declared = context.declaredRanges(family);
    for (int axis = 0; axis < Math.min(declared.size(), indices.size()); axis++) {
      Optional<String> missed = declared.get(axis).missedBy(indices.get(axis));
      if (missed.isPresent()) {
        throw refusal(
            subscripted.span(),
            "`%s` %s, and its element %s is asked for"
                .formatted(subscripted.family().spelling(), missed.get(), indices.get(axis)),
            null);
      }
    }
    return IndexedSymbol.of(family, indices);
  }

  /** An element of a vector is made of the elements of the families in it. */
  private void expandElement(Syntax.Element element, LoweringScope scope) {
    if (element.vector() instanceof Syntax.Call call && calls.isOfMatrix(call)) {
      calls.expandOfMatrix(call, element, element.indices(), scope);
      return;
    }
    if (element.indices().size() > 1) {
      throw refusal(element.span(), "a vector has one index, found several", null);
    }
    checkDepth(element, scope);
    steps.push(
        () -> {
          Expr index = values.remove(values.size() - 1);
          enter(element.vector(), scope.element(index));
        });
    enter(element.indices().get(0), scope.scalar());
  }

  void checkDepth(Syntax node, LoweringScope scope) {
    if (scope.depth() > Limit.SUM_NESTING.most()) {
      throw Limit.SUM_NESTING.refusal(
          refusal(node.span(), "sums and vectors are nested too deep here", null));
    }
  }

  /** The refusal of what has a meaning for matrices and vectors only, and comes here as such. */
  private ParseException withoutShapes(Syntax node) {
    return refusal(
        node.span(),
        "this is for matrices and vectors, and nothing here is one",
        "declare what is, as in `A : R^{m x n}` or `x : R^n`");
  }

  private static boolean isSum(Syntax node) {
    return node instanceof Syntax.Binary binary
        && (binary.operator() == Syntax.Binary.Operator.ADD
            || binary.operator() == Syntax.Binary.Operator.SUBTRACT);
  }

  /** A chain of sums is one sum, whose terms are collected at once. */
  private void expandSum(Syntax.Binary sum, LoweringScope scope) {
    List<Syntax> terms = new ArrayList<>();
    List<Rational> signs = new ArrayList<>();
    Syntax rest = sum;
    while (isSum(rest) && rest instanceof Syntax.Binary binary) {
      terms.add(binary.right());
      boolean added = binary.operator() == Syntax.Binary.Operator.ADD;
      signs.add(added ? Rational.ONE : Rational.MINUS_ONE);
      rest = binary.left();
    }
    terms.add(rest);
    signs.add(Rational.ONE);
    combine(
        sum,
        terms,
        scope,
        parts -> {
          Sum.Builder builder = new Sum.Builder();
          for (int i = parts.size() - 1; i >= 0; i--) {
            builder.add(signs.get(i), parts.get(i));
          }
          return builder.build();
        });
  }

  private void expandBinary(Syntax.Binary binary, LoweringScope scope) {
    if (isSum(binary)) {
      expandSum(binary, scope);
      return;
    }
    combine(
        binary,
        List.of(binary.left(), binary.right()),
        scope,
        parts -> {
          Expr left = parts.get(0);
          Expr right = parts.get(1);
          collect(binary, left, right, scope);
          return switch (binary.operator()) {
            case ADD -> left.plus(right);
            case SUBTRACT -> left.minus(right);
            case MULTIPLY -> left.times(right);
            case DIVIDE -> left.dividedBy(right);
            case POWER -> Power.of(left, right);
            case MATRIX_MULTIPLY, ELEMENTWISE_MULTIPLY, ELEMENTWISE_DIVIDE, ELEMENTWISE_POWER ->
                throw withoutShapes(binary);
          };
        });
  }

  private static void collect(Syntax.Binary binary, Expr left, Expr right, LoweringScope scope) {
    if (binary.operator() == Syntax.Binary.Operator.DIVIDE && right != NamedConstant.INFINITY) {
      scope.found(SideCondition.of(SideCondition.Kind.DIVISION, null, List.of(right)));
    } else if (binary.operator() == Syntax.Binary.Operator.POWER
        && !SideCondition.isOfAnyBase(right)) {
      scope.found(SideCondition.of(SideCondition.Kind.POWER, null, List.of(left, right)));
    }
  }

  private void expandReduction(Syntax.Reduction reduction, LoweringScope scope) {
    checkDepth(reduction, scope);
    if (LoweringOrders.isOver(reduction)) {
      combine(
          reduction,
          LoweringOrders.terms(reduction, text),
          scope,
          parts -> LoweringOrders.total(reduction, parts));
      return;
    }
    Syntax lower = reduction.lower();
    Syntax upper = reduction.upper();
    Syntax condition = reduction.condition();
    Symbol index = scope.fresh();
    List<SideCondition> needed = new ArrayList<>();
    LoweringScope bound = scope.bind(reduction.index().name(), last(reduction));
    LoweringScope inside = scope.needs() == null ? bound : bound.collecting(needed);
    List<Syntax> parts = new ArrayList<>();
    List<LoweringScope> scopes = new ArrayList<>();
    parts.add(reduction.body());
    scopes.add(inside);
    if (condition != null) {
      parts.add(condition);
      scopes.add(inside.scalar());
    }
    if (lower != null && upper != null) {
      parts.addAll(List.of(lower, upper));
      scopes.addAll(List.of(scope.scalar(), scope.scalar()));
    }
    combine(
        reduction,
        parts,
        scopes,
        given -> {
          int bounds = condition == null ? 1 : 2;
          IndexRange range =
              lower == null || upper == null
                  ? usualRange(reduction)
                  : new IndexRange(given.get(bounds), given.get(bounds + 1));
          Symbol name = Symbol.named(reduction.index().name());
          Expr taken = condition == null ? Logical.TRUE : given.get(1);
          needed.forEach(each -> scope.found(each.within(taken).outside(index, name, range)));
          return Reduction.of(
              operator(reduction.operator()),
              index,
              range.lower(),
              range.upper(),
              condition == null ? Logical.TRUE : given.get(1),
              given.get(0));
        });
  }

  /** The range of an index without bounds, which ends at n unless n is an index itself. */
  private IndexRange usualRange(Syntax.Reduction reduction) {
    Syntax.Name index = reduction.index();
    IndexRange range = context.rangeOf(index.name());
    boolean endsAtIndex =
        range == IndexRange.CONVENTIONAL && context.declaredRange(Convention.LENGTH) != null;
    if (endsAtIndex) {
      throw refusal(
          index.span(),
          "the index %s has no range, since n is declared as an index".formatted(index.spelling()),
          "declare it, as in `%s in 1..m`".formatted(index.spelling()));
    }
    return range;
  }

  private static Reduction.Operator operator(Syntax.Reduction.Operator operator) {
    return switch (operator) {
      case SUM -> Reduction.Operator.SUM;
      case PRODUCT -> Reduction.Operator.PRODUCT;
      case MAXIMUM -> Reduction.Operator.MAXIMUM;
      case MINIMUM -> Reduction.Operator.MINIMUM;
    };
  }

  /** The vector of an argument's elements over the range of the families in it. */
  void expandVector(Syntax argument, LoweringScope scope, Combination combination) {
    checkDepth(argument, scope);
    IndexRange range = null;
    for (String family : context.families().vector(argument)) {
      for (IndexRange each : context.ranges(family, 0)) {
        if (range != null && !range.equals(each)) {
          throw rangeNotKnown(argument.span(), family, "R^n");
        }
        range = each;
      }
    }
    IndexRange over = range == null ? IndexRange.CONVENTIONAL : range;
    Symbol index = scope.fresh();
    List<SideCondition> needed = new ArrayList<>();
    LoweringScope inside =
        scope.needs() == null ? scope.vector() : scope.vector().collecting(needed);
    combine(
        argument,
        List.of(argument),
        inside,
        parts -> {
          needed.forEach(each -> scope.found(each.outside(index, each.freeLetter(), over)));
          return combination.of(
              List.of(Elements.of(index, over.lower(), over.upper(), parts.get(0))));
        });
  }

  ParseException rangeNotKnown(Span span, String family, String space) {
    return refusal(
        span,
        "the range of `%s` is not known: two different ones are implied".formatted(family),
        "declare it, as in `%s : %s`".formatted(family, space));
  }

  /** What a branch needs is needed only where the branch is taken. */
  private void expandCases(Syntax.Cases cases, LoweringScope scope) {
    List<SideCondition> needs = scope.needs();
    List<LoweringScope> scopes = new ArrayList<>();
    List<List<SideCondition>> found = new ArrayList<>();
    List<Syntax> children = cases.children();
    for (int i = 0; i < children.size(); i++) {
      List<SideCondition> own = new ArrayList<>();
      found.add(own);
      scopes.add(needs == null ? scope : scope.collecting(own));
    }
    combine(
        cases,
        children,
        scopes,
        parts -> {
          if (needs != null) {
            guard(parts, found, needs);
          }
          return cases(cases, parts);
        });
  }

  private static void guard(
      List<Expr> parts, List<List<SideCondition>> found, List<SideCondition> needs) {
    PassedConditions passed = new PassedConditions();
    for (int i = 0; i < parts.size(); i += 2) {
      boolean branch = i + 1 < parts.size();
      Expr condition = branch ? parts.get(i + 1) : Logical.TRUE;
      if (!found.get(i).isEmpty()) {
        Expr reached = passed.and(condition);
        found.get(i).forEach(each -> needs.add(each.within(reached)));
      }
      if (branch) {
        needs.addAll(found.get(i + 1));
        passed.add(condition);
      }
    }
  }

  private static Expr cases(Syntax.Cases cases, List<Expr> parts) {
    List<Piecewise.Branch> branches = new ArrayList<>();
    for (int i = 0; i < cases.cases().size(); i++) {
      branches.add(new Piecewise.Branch(parts.get(2 * i), parts.get(2 * i + 1)));
    }
    return Piecewise.of(branches, cases.otherwise() == null ? null : parts.get(parts.size() - 1));
  }

  private void expandDerivative(Syntax.Derivative derivative, LoweringScope scope) {
    for (Syntax variable : derivative.variables()) {
      if (variable instanceof Syntax.Name name) {
        checkVariable(name, scope);
      }
    }
    List<Syntax> parts = new ArrayList<>();
    parts.add(derivative.body());
    parts.addAll(derivative.variables());
    combine(
        derivative,
        parts,
        scope,
        given -> {
          List<DerivativeTerm.Variable> variables = new ArrayList<>();
          for (int i = 1; i < given.size(); i++) {
            variables.add(
                new DerivativeTerm.Variable(given.get(i), derivative.orders().get(i - 1)));
          }
          Expr term = DerivativeTerm.of(given.get(0), variables);
          scope.found(SideCondition.of(SideCondition.Kind.DERIVATIVE, null, List.of(term)));
          return term;
        });
  }

  private void checkVariable(Syntax.Name name, LoweringScope scope) {
    boolean index =
        scope.isBoundIndex(name.name())
            || !scope.isParameter(name.name()) && context.isIndex(name.name());
    if (index) {
      throw refusal(
          name.span(),
          "`" + name.spelling() + "` is an index, and a derivative by an index has no meaning",
          null);
    }
    if (context.families().isFamily(name.name())) {
      throw refusal(
          name.span(),
          "`" + name.spelling() + "` is a family, and a derivative is by one of its elements",
          "write " + name.spelling() + "_j");
    }
  }

  private void expandCondition(Syntax node, LoweringScope scope) {
    if (node instanceof Syntax.Comparison comparison) {
      combine(node, comparison.operands(), scope, parts -> chain(comparison, parts));
    } else if (node instanceof Syntax.Logical logical) {
      Logical.Operator operator =
          logical.operator() == Syntax.Logical.Operator.AND
              ? Logical.Operator.AND
              : Logical.Operator.OR;
      combine(node, logical.operands(), scope, parts -> Logical.of(operator, parts));
    } else if (node instanceof Syntax.Transpose
        || node instanceof Syntax.MatrixLiteral
        || node instanceof Syntax.Array) {
      throw withoutShapes(node);
    } else {
      Syntax.Not not = (Syntax.Not) node;
      combine(node, List.of(not.operand()), scope, parts -> Logical.not(parts.get(0)));
    }
  }

  private static Expr chain(Syntax.Comparison comparison, List<Expr> operands) {
    List<Expr> relations = new ArrayList<>();
    for (int i = 0; i < comparison.operators().size(); i++) {
      relations.add(relation(comparison.operators().get(i), operands.get(i), operands.get(i + 1)));
    }
    return Logical.of(Logical.Operator.AND, relations);
  }

  private static Expr relation(RelationOperator operator, Expr left, Expr right) {
    return switch (operator) {
      case EQUAL -> Relation.equal(left, right);
      case NOT_EQUAL -> Relation.notEqual(left, right);
      case LESS -> Relation.less(left, right);
      case LESS_OR_EQUAL -> Relation.lessOrEqual(left, right);
      case GREATER -> Relation.greater(left, right);
      case GREATER_OR_EQUAL -> Relation.greaterOrEqual(left, right);
    };
  }

  /** Gives a value without parts to lower. */
  void give(Expr value) {
    values.add(value);
  }
}
