package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Facts;

/** Expressions by cases as a reader would write them: one list of cases, each value once. */
final class Cases {
  private static final int MOST_BRANCHES = 12;

  /** More branches are not made of two expressions by cases. */
  private static final int MOST_CROSSED = 4;

  private Cases() {}

  /** The cases inside cases as one list, and cases with the same value as one. */
  static Expr flattened(Piecewise cases, Facts facts) {
    return flattenedOf(withoutOtherwise(cases), facts);
  }

  private static Expr flattenedOf(Piecewise cases, Facts facts) {
    List<Piecewise.Branch> branches = new ArrayList<>();
    List<Piecewise.Branch> given = cases.branches();
    for (int i = 0; i < given.size(); i++) {
      Piecewise.Branch branch = given.get(i);
      if (!(branch.value() instanceof Piecewise inner)
          || inner.otherwise().isEmpty() && !isAlone(branch, i, cases)) {
        branches.add(branch);
        continue;
      }
      for (Piecewise.Branch each : inner.branches()) {
        Expr both = both(branch.condition(), each.condition(), facts);
        if (both != Logical.FALSE) {
          branches.add(new Piecewise.Branch(each.value(), both));
        }
      }
      inner
          .otherwise()
          .ifPresent(value -> branches.add(new Piecewise.Branch(value, branch.condition())));
    }
    if (branches.size() > MOST_BRANCHES) {
      return cases;
    }
    return Piecewise.of(grouped(branches), cases.otherwise().orElse(null));
  }

  /**
   * Cases whose last one says when it holds, where cases within them leave something open that it
   * must not take, and the conditions say which numbers are equal or differ, as of indices.
   */
  private static Piecewise withoutOtherwise(Piecewise cases) {
    List<Piecewise.Branch> branches = new ArrayList<>(cases.branches());
    boolean isOpen =
        branches.stream()
            .anyMatch(
                each -> each.value() instanceof Piecewise inner && inner.otherwise().isEmpty());
    boolean areRelations =
        branches.stream()
            .allMatch(
                each ->
                    each.condition() instanceof Relation relation
                        && relation.operator().isSymmetric());
    if (cases.otherwise().isEmpty() || !isOpen || !areRelations) {
      return cases;
    }
    List<Expr> negated =
        branches.stream().map(each -> ((Relation) each.condition()).negated()).toList();
    branches.add(
        new Piecewise.Branch(cases.otherwise().get(), Logical.of(Logical.Operator.AND, negated)));
    return Piecewise.of(branches, null) instanceof Piecewise result ? result : cases;
  }

  /** Whether what the inner cases leave open does not fall to a later case. */
  private static boolean isAlone(Piecewise.Branch branch, int position, Piecewise cases) {
    return cases.otherwise().isEmpty()
        && cases.branches().stream()
            .skip(position + 1L)
            .allMatch(later -> exclude(branch.condition(), later.condition()));
  }

  /** The conjunction without what follows from the rest. */
  private static Expr both(Expr outer, Expr inner, Facts facts) {
    Optional<Boolean> outerHolds = facts.with(inner).decide(outer);
    Optional<Boolean> innerHolds = facts.with(outer).decide(inner);
    if (outerHolds.isPresent()) {
      return outerHolds.get() ? inner : Logical.FALSE;
    }
    if (innerHolds.isPresent()) {
      return innerHolds.get() ? outer : Logical.FALSE;
    }
    return Logical.and(inner, outer);
  }

  /** Brings the cases of one value together where no order among the cases matters. */
  private static List<Piecewise.Branch> grouped(List<Piecewise.Branch> branches) {
    boolean anyOrder = areExclusive(branches);
    Map<Expr, Expr> conditions = new LinkedHashMap<>();
    List<Piecewise.Branch> result = new ArrayList<>();
    if (anyOrder) {
      branches.forEach(each -> conditions.merge(each.value(), each.condition(), Logical::or));
      conditions.forEach((value, when) -> result.add(new Piecewise.Branch(value, when)));
      return result;
    }
    for (Piecewise.Branch branch : branches) {
      int last = result.size() - 1;
      if (last >= 0 && result.get(last).value() == branch.value()) {
        Expr either = Logical.or(result.get(last).condition(), branch.condition());
        result.set(last, new Piecewise.Branch(branch.value(), either));
      } else {
        result.add(branch);
      }
    }
    return result;
  }

  private static boolean areExclusive(List<Piecewise.Branch> branches) {
    for (int i = 0; i < branches.size(); i++) {
      for (int j = i + 1; j < branches.size(); j++) {
        if (!exclude(branches.get(i).condition(), branches.get(j).condition())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether two conditions are seen never to hold together. */
  private static boolean exclude(Expr first, Expr second) {
    if (first instanceof Logical logical
        && (logical.operator() == Logical.Operator.OR || !(second instanceof Logical))) {
      Stream<Expr> operands = logical.operands().stream();
      return logical.operator() == Logical.Operator.AND
          ? operands.anyMatch(each -> exclude(each, second))
          : operands.allMatch(each -> exclude(each, second));
    }
    if (second instanceof Logical other) {
      return first instanceof Logical both && other.operator() == Logical.Operator.AND
          ? both.operands().stream().anyMatch(each -> exclude(each, second))
          : exclude(second, first);
    }
    return Facts.none().with(first).decide(second).equals(Optional.of(false));
  }

  /**
   * A sum in which terms by cases with the same conditions are one; empty where there are no two.
   */
  static Optional<Expr> merged(Expr expression) {
    if (!(expression instanceof Sum sum)) {
      return Optional.empty();
    }
    List<Sum.Term> terms = sum.terms();
    for (int i = 0; i < terms.size(); i++) {
      for (int j = i + 1; j < terms.size(); j++) {
        Optional<Expr> joined = joined(terms.get(i), terms.get(j));
        if (joined.isPresent()) {
          Sum.Builder rest = new Sum.Builder().add(sum).add(joined.get());
          rest.add(terms.get(i).toExpr().negate()).add(terms.get(j).toExpr().negate());
          return Optional.of(rest.build());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Expr> joined(Sum.Term first, Sum.Term second) {
    if (!(first.expression() instanceof Piecewise one)
        || !(second.expression() instanceof Piecewise other)
        || one.branches().size() != other.branches().size()
        || one.otherwise().isPresent() != other.otherwise().isPresent()) {
      return Optional.empty();
    }
    boolean sameOrder = true;
    List<Piecewise.Branch> branches = new ArrayList<>();
    for (int i = 0; i < one.branches().size(); i++) {
      Expr condition = one.branches().get(i).condition();
      Optional<Piecewise.Branch> partner =
          other.branches().stream().filter(each -> isSame(each.condition(), condition)).findFirst();
      if (partner.isEmpty()) {
        return Optional.empty();
      }
      sameOrder &= other.branches().get(i) == partner.get();
      Expr value =
          new Sum.Builder()
              .add(first.coefficient(), one.branches().get(i).value())
              .add(second.coefficient(), partner.get().value())
              .build();
      branches.add(new Piecewise.Branch(value, condition));
    }
    if (!sameOrder && !areExclusive(one.branches())) {
      return Optional.empty();
    }
    Expr otherwise =
        one.otherwise().isEmpty()
            ? null
            : new Sum.Builder()
                .add(first.coefficient(), one.otherwise().get())
                .add(second.coefficient(), other.otherwise().orElseThrow())
                .build();
    return Optional.of(Piecewise.of(branches, otherwise));
  }

  /**
   * A sum or product of two expressions by cases as one, in the order of the first and then of the
   * second; empty where that leaves more cases than a reader would want.
   */
  static Optional<Piecewise> crossed(Expr node, Facts facts) {
    List<Piecewise> found = new ArrayList<>();
    if (node instanceof Sum sum) {
      for (Sum.Term term : sum.terms()) {
        if (term.expression() instanceof Piecewise cases
            && scaled(term.coefficient(), cases) instanceof Piecewise scaled) {
          found.add(scaled);
        }
      }
    } else if (node instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        if (factor.base() instanceof Piecewise cases && factor.exponent().isOne()) {
          found.add(cases);
        }
      }
    }
    if (found.size() != 2) {
      return Optional.empty();
    }
    Piecewise first = found.get(0);
    Piecewise second = found.get(1);
    boolean isSum = node instanceof Sum;
    Expr others = isSum ? node : ((Product) node).lowered(first);
    others =
        isSum
            ? Sum.of(node, first.negate(), second.negate())
            : others instanceof Product rest ? rest.lowered(second) : RationalNumber.ONE;
    List<Piecewise.Branch> branches = new ArrayList<>();
    for (Piecewise.Branch one : withLast(first)) {
      for (Piecewise.Branch other : withLast(second)) {
        Expr condition = both(one.condition(), other.condition(), facts);
        if (condition != Logical.FALSE) {
          Expr value =
              isSum
                  ? Sum.of(others, one.value(), other.value())
                  : Product.of(others, one.value(), other.value());
          branches.add(new Piecewise.Branch(value, condition));
        }
      }
    }
    return branches.size() <= MOST_CROSSED
            && Piecewise.of(branches, null) instanceof Piecewise result
        ? Optional.of(result)
        : Optional.empty();
  }

  /** Cases with a coefficient in them. */
  private static Expr scaled(Rational coefficient, Piecewise cases) {
    List<Piecewise.Branch> branches = new ArrayList<>();
    for (Piecewise.Branch each : cases.branches()) {
      branches.add(
          new Piecewise.Branch(Product.scaled(coefficient, each.value()), each.condition()));
    }
    return Piecewise.of(
        branches, cases.otherwise().map(last -> Product.scaled(coefficient, last)).orElse(null));
  }

  /** The branches, with what holds otherwise as the last of them. */
  private static List<Piecewise.Branch> withLast(Piecewise cases) {
    List<Piecewise.Branch> branches = new ArrayList<>(cases.branches());
    cases.otherwise().ifPresent(last -> branches.add(new Piecewise.Branch(last, Logical.TRUE)));
    return branches;
  }

  /** Whether two conditions are the same however their sides are arranged. */
  private static boolean isSame(Expr first, Expr second) {
    if (first == second) {
      return true;
    }
    if (first instanceof Relation one && second instanceof Relation other) {
      Expr difference = Sum.of(one.right(), one.left().negate());
      Expr same = Sum.of(other.right(), other.left().negate());
      return one.operator() == other.operator()
          && (difference == same || one.operator().isSymmetric() && difference == same.negate());
    }
    return false;
  }

  /** A sum with its only term by cases, with the other terms in the branches. */
  static Optional<Piecewise> absorbed(Expr expression) {
    if (!(expression instanceof Sum sum)) {
      return Optional.empty();
    }
    List<Sum.Term> found =
        sum.terms().stream().filter(each -> each.expression() instanceof Piecewise).toList();
    if (found.size() != 1) {
      return Optional.empty();
    }
    Piecewise cases = (Piecewise) found.get(0).expression();
    Expr others = Sum.of(sum, found.get(0).toExpr().negate());
    List<Piecewise.Branch> branches = new ArrayList<>();
    for (Piecewise.Branch branch : cases.branches()) {
      // What the other terms are may differ between the alternatives of a condition.
      for (Expr condition : alternatives(branch.condition())) {
        Expr value =
            new Sum.Builder()
                .add(withDeltas(others, condition))
                .add(found.get(0).coefficient(), branch.value())
                .build();
        branches.add(new Piecewise.Branch(value, condition));
      }
    }
    Expr otherwise =
        cases
            .otherwise()
            .map(
                value ->
                    new Sum.Builder().add(others).add(found.get(0).coefficient(), value).build())
            .orElse(null);
    return Piecewise.of(branches, otherwise) instanceof Piecewise result
        ? Optional.of(result)
        : Optional.empty();
  }

  /** An expression with the deltas replaced of which a condition says what they are. */
  private static Expr withDeltas(Expr expression, Expr condition) {
    Facts facts = Facts.none().with(condition);
    return new Rewriter() {
      @Override
      public Expr visit(KroneckerDelta delta) {
        return facts
            .decide(Relation.equal(delta.left(), delta.right()))
            .map(equal -> (Expr) (equal ? RationalNumber.ONE : RationalNumber.ZERO))
            .orElse(delta);
      }
    }.apply(expression);
  }

  private static List<Expr> alternatives(Expr condition) {
    return condition instanceof Logical logical && logical.operator() == Logical.Operator.OR
        ? logical.operands()
        : List.of(condition);
  }

  /** The product with its other factors in the branches of the one that is by cases. */
  static Optional<Expr> multiplied(Expr node) {
    if (!(node instanceof Product product)) {
      return Optional.empty();
    }
    for (Product.Factor factor : product.factors()) {
      if (factor.base() instanceof Piecewise cases && factor.exponent().isOne()) {
        Expr others = product.lowered(cases);
        List<Piecewise.Branch> branches = new ArrayList<>();
        for (Piecewise.Branch branch : cases.branches()) {
          branches.add(
              new Piecewise.Branch(Product.of(branch.value(), others), branch.condition()));
        }
        Expr otherwise = cases.otherwise().map(value -> Product.of(value, others)).orElse(null);
        return Optional.of(Piecewise.of(branches, otherwise));
      }
    }
    return Optional.empty();
  }

  /** A relation between a multiple of one term and a number, with the term alone on its side. */
  static Expr solved(Relation relation) {
    Optional<Expr> split = split(relation);
    if (split.isPresent()) {
      return split.get();
    }
    Expr difference = Sum.of(relation.right(), relation.left().negate());
    if (!(difference instanceof Sum sum)) {
      boolean negative =
          difference instanceof Product product && product.coefficient().signum() < 0;
      return difference instanceof RationalNumber number
          ? Logical.of(holds(relation.operator(), number.value().signum()))
          : negative
              ? Relation.of(relation.operator(), positive(difference), RationalNumber.ZERO)
              : Relation.of(relation.operator(), RationalNumber.ZERO, positive(difference));
    }
    if (sum.size() != 1) {
      return relation;
    }
    Sum.Term term = sum.terms().get(0);
    Expr bound = Expr.of(sum.constant().dividedBy(term.coefficient()).negate());
    return term.coefficient().signum() > 0
        ? Relation.of(relation.operator(), bound, term.expression())
        : Relation.of(relation.operator(), term.expression(), bound);
  }

  /** Whether a relation holds whose right side is larger by a number of a sign. */
  private static boolean holds(Relation.Operator operator, int sign) {
    return switch (operator) {
      case LESS -> sign > 0;
      case LESS_OR_EQUAL -> sign >= 0;
      case EQUAL -> sign == 0;
      case NOT_EQUAL -> sign != 0;
    };
  }

  /** The term without its number. */
  private static Expr positive(Expr term) {
    return term instanceof Product product ? product.withoutCoefficient() : term;
  }

  /** An inequality with the larger or smaller of several as inequalities with each of them. */
  private static Optional<Expr> split(Relation relation) {
    if (relation.operator().isSymmetric()) {
      return Optional.empty();
    }
    boolean onLeft = isExtreme(relation.left());
    if (!onLeft && !isExtreme(relation.right())) {
      return Optional.empty();
    }
    Apply extreme = (Apply) (onLeft ? relation.left() : relation.right());
    boolean all = extreme.function().isMaximum() == onLeft;
    List<Expr> each = new ArrayList<>();
    for (Expr argument : extreme.arguments()) {
      each.add(
          onLeft
              ? Relation.of(relation.operator(), argument, relation.right())
              : Relation.of(relation.operator(), relation.left(), argument));
    }
    return Optional.of(Logical.of(all ? Logical.Operator.AND : Logical.Operator.OR, each));
  }

  private static boolean isExtreme(Expr side) {
    return side instanceof Apply apply
        && apply.function().extremum().isPresent()
        && apply.arguments().stream().anyMatch(each -> each instanceof RationalNumber);
  }
}
