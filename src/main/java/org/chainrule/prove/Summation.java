package org.chainrule.prove;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Sums and products over an index in normal form: term by term, with what is free of the index in
 * front, deltas contracted, single values of the index apart, and ranges from their full ends.
 */
final class Summation {
  /** Longer ranges of numbers are not written out. */
  private static final int LONGEST = 16;

  private final Normalizer normalizer;
  private final Setting setting;
  private final Algebra algebra;
  private final Elementaries elementaries;

  Summation(Normalizer normalizer, Setting setting, Algebra algebra, Elementaries elementaries) {
    this.normalizer = normalizer;
    this.setting = setting;
    this.algebra = algebra;
    this.elementaries = elementaries;
  }

  private Binder.Opened opened(Binder binder) {
    return binder.open(setting.indexOf(binder));
  }

  /** What has to be in normal form before a sum or product is. */
  List<Expr> dependencies(Reduction reduction) {
    List<Expr> values = values(reduction);
    if (values != null) {
      return values;
    }
    List<Expr> dependencies = new ArrayList<>(List.of(reduction.lower(), reduction.upper()));
    dependencies.add(opened(reduction).body());
    return dependencies;
  }

  /** The terms of a sum over a few numbers, or null. */
  private static @Nullable List<Expr> values(Reduction reduction) {
    if (!(reduction.lower() instanceof RationalNumber first)
        || !(reduction.upper() instanceof RationalNumber last)
        || last.value().minus(first.value()).compareTo(Rational.of(LONGEST)) > 0) {
      return null;
    }
    List<Expr> values = new ArrayList<>();
    for (Rational each = first.value();
        each.compareTo(last.value()) <= 0;
        each = each.plus(Rational.ONE)) {
      Expr holds = reduction.conditionAt(Expr.of(each));
      if (holds == Logical.TRUE) {
        values.add(reduction.bodyAt(Expr.of(each)));
      } else if (holds != Logical.FALSE) {
        return null;
      }
    }
    return values;
  }

  Fraction of(Reduction reduction) {
    boolean isSum = reduction.operator() == Reduction.Operator.SUM;
    if (!reduction.isOfTerms()) {
      return extremum(reduction);
    }
    List<Expr> values = values(reduction);
    if (values != null) {
      Fraction total = isSum ? Fraction.ZERO : Fraction.ONE;
      for (Expr each : values) {
        Fraction value = normalizer.of(each);
        total = isSum ? algebra.plus(total, value) : algebra.times(total, value);
      }
      return total;
    }
    Binder.Opened inside = opened(reduction);
    Range range =
        new Range(
            inside.index(),
            normalizer.of(reduction.lower()).toExpr(),
            normalizer.of(reduction.upper()).toExpr(),
            inside.condition());
    Fraction body = normalizer.of(inside.body());
    return isSum ? sum(range, body) : product(range, body);
  }

  /** What an index goes through. */
  private record Range(Symbol index, Expr lower, Expr upper, Expr condition) {
    Range over(Expr first, Expr last) {
      return new Range(index, first, last, condition);
    }

    Range where(Expr other) {
      return new Range(index, lower, upper, other);
    }

    boolean isWhole() {
      return condition == Logical.TRUE;
    }
  }

  private Fraction extremum(Reduction reduction) {
    if (values(reduction) != null) {
      throw new UnprovedException("the largest of numbered elements");
    }
    Binder.Opened inside = opened(reduction);
    Expr kernel =
        Reduction.of(
            reduction.operator(),
            inside.index(),
            normalizer.of(reduction.lower()).toExpr(),
            normalizer.of(reduction.upper()).toExpr(),
            inside.condition(),
            normalizer.of(inside.body()).toExpr());
    return kernel instanceof Reduction ? Fraction.of(kernel) : normalizer.anew(kernel);
  }

  private static boolean isOf(Symbol index, Expr kernel) {
    return Occurrence.of(index, kernel);
  }

  private static boolean isOf(Symbol index, Polynomial factor) {
    return factor.kernels().stream().anyMatch(each -> isOf(index, each));
  }

  private Fraction sum(Range range, Fraction body) {
    Map<Polynomial, Integer> free = new HashMap<>();
    Map<Polynomial, Integer> within = new HashMap<>();
    body.below()
        .forEach(
            (factor, times) -> (isOf(range.index(), factor) ? within : free).put(factor, times));
    Map<Monomial, Map<Monomial, Rational>> terms = new LinkedHashMap<>();
    for (Map.Entry<Monomial, Rational> term : body.above().ordered()) {
      Map<Expr, Rational> inside = new HashMap<>();
      Map<Expr, Rational> outside = new HashMap<>();
      term.getKey()
          .exponents()
          .forEach(
              (kernel, exponent) ->
                  (isOf(range.index(), kernel) ? inside : outside).put(kernel, exponent));
      terms
          .computeIfAbsent(new Monomial(outside), each -> new LinkedHashMap<>())
          .put(new Monomial(inside), term.getValue());
    }
    Fraction total = Fraction.ZERO;
    for (Map.Entry<Monomial, Map<Monomial, Rational>> each : terms.entrySet()) {
      Fraction summed = Fraction.ZERO;
      for (Map.Entry<Monomial, Rational> inside : each.getValue().entrySet()) {
        summed =
            algebra.plus(summed, single(range, inside.getKey(), within).times(inside.getValue()));
      }
      Fraction front = Fraction.of(Polynomial.of(each.getKey(), Rational.ONE));
      total = algebra.plus(total, algebra.times(front, summed));
    }
    return algebra.times(total, new Fraction(Polynomial.ONE, free));
  }

  /** The sum of one product, of which every factor holds the index. */
  private Fraction single(Range range, Monomial product, Map<Polynomial, Integer> below) {
    for (Expr kernel : product.exponents().keySet()) {
      if (kernel instanceof KroneckerDelta delta) {
        return contracted(range, product, below, delta);
      }
    }
    Fraction term = new Fraction(Polynomial.of(product, Rational.ONE), below);
    Optional<Expr> left = leftOut(range);
    if (left.isPresent() && isSmooth(product, below)) {
      Range rest = range.where(without(range, left.get()));
      Fraction one = algebra.times(inside(rest, left.get()), at(range.index(), left.get(), term));
      return algebra.minus(single(rest, product, below), one);
    }
    if (range.isWhole() && isSmooth(product, below)) {
      Expr shift = offset(range.upper());
      Expr full = range.upper().minus(shift);
      if (!shift.isZero() && !(full instanceof RationalNumber)) {
        Optional<Fraction> ended = ended(range, product, below, full, shift);
        if (ended.isPresent()) {
          return ended.get();
        }
      }
    }
    if (product.isOne() && below.isEmpty()) {
      return count(range);
    }
    Expr kernel =
        Reduction.of(
            Reduction.Operator.SUM,
            range.index(),
            range.lower(),
            range.upper(),
            range.condition(),
            term.toExpr());
    if (!(kernel instanceof Reduction)) {
      return normalizer.anew(kernel);
    }
    return assumed(kernel).map(normalizer::anew).orElseGet(() -> Fraction.of(kernel));
  }

  private static Expr offset(Expr bound) {
    return bound instanceof Sum sum ? Expr.of(sum.constant()) : RationalNumber.ZERO;
  }

  /** A sum whose end is moved by a few numbers, as the one to the end with the rest. */
  private Optional<Fraction> ended(
      Range range, Monomial product, Map<Polynomial, Integer> below, Expr full, Expr shift) {
    Rational by = ((RationalNumber) shift).value();
    if (by.abs().compareTo(Rational.of(3)) > 0 || !by.isInteger()) {
      return Optional.empty();
    }
    Fraction term = new Fraction(Polynomial.of(product, Rational.ONE), below);
    Fraction total = single(range.over(range.lower(), full), product, below);
    int steps = by.intValueExact();
    // The shorter of the two ranges, and one step beyond it, must lie at or above the start.
    Expr first = steps < 0 ? range.upper().plus(1) : full.plus(1);
    if (!setting.isBelow(range.lower(), first)) {
      return Optional.empty();
    }
    for (int i = 0; i < Math.abs(steps); i++) {
      Fraction each = at(range.index(), first.plus(i), term);
      total = steps < 0 ? algebra.minus(total, each) : algebra.plus(total, each);
    }
    return Optional.of(total);
  }

  private Fraction count(Range range) {
    if (!range.isWhole() || !setting.isBelow(range.lower(), range.upper().plus(1))) {
      Expr kernel =
          Reduction.of(
              Reduction.Operator.SUM,
              range.index(),
              range.lower(),
              range.upper(),
              range.condition(),
              RationalNumber.ONE);
      return kernel instanceof Reduction ? Fraction.of(kernel) : normalizer.anew(kernel);
    }
    return normalizer.anew(range.upper().minus(range.lower()).plus(1));
  }

  /** The value of the index that a condition leaves out. */
  private static Optional<Expr> leftOut(Range range) {
    return parts(range.condition()).stream()
        .filter(Relation.class::isInstance)
        .map(Relation.class::cast)
        .filter(each -> each.operator() == Relation.Operator.NOT_EQUAL)
        .flatMap(each -> solved(range.index(), each.left().minus(each.right())).stream())
        .findFirst();
  }

  private static List<Expr> parts(Expr condition) {
    return condition instanceof Logical all && all.operator() == Logical.Operator.AND
        ? all.operands()
        : List.of(condition);
  }

  /** The condition without the part that leaves a value out. */
  private static Expr without(Range range, Expr left) {
    List<Expr> rest = new ArrayList<>();
    for (Expr each : parts(range.condition())) {
      boolean isIt =
          each instanceof Relation relation
              && relation.operator() == Relation.Operator.NOT_EQUAL
              && solved(range.index(), relation.left().minus(relation.right()))
                  .equals(Optional.of(left));
      if (!isIt) {
        rest.add(each);
      }
    }
    return Logical.of(Logical.Operator.AND, rest);
  }

  /** The value of the index at which a difference is 0, if it has the coefficient 1 or -1. */
  private static Optional<Expr> solved(Symbol index, Expr difference) {
    for (Expr each : List.of(difference, difference.negate())) {
      Expr value = index.minus(each);
      if (!Occurrence.of(index, value)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private Fraction contracted(
      Range range, Monomial product, Map<Polynomial, Integer> below, KroneckerDelta delta) {
    Expr value =
        solved(range.index(), delta.left().minus(delta.right()))
            .orElseThrow(() -> new UnprovedException("a delta of a multiple of an index"));
    Fraction rest = new Fraction(Polynomial.of(product.without(delta), Rational.ONE), below);
    Fraction inside = inside(range, value);
    return inside.isZero() ? Fraction.ZERO : algebra.times(inside, at(range.index(), value, rest));
  }

  /** What a term is at a value of the index. */
  private Fraction at(Symbol index, Expr value, Fraction term) {
    return normalizer.anew(Substitution.of(index, value).apply(term.toExpr()));
  }

  /** 1 where a value is in a range, else 0. */
  private Fraction inside(Range range, Expr value) {
    List<Expr> conditions =
        new ArrayList<>(
            List.of(
                Relation.lessOrEqual(range.lower(), value),
                Relation.lessOrEqual(value, range.upper())));
    Expr more = Substitution.of(range.index(), value).apply(range.condition());
    Fraction holds = Fraction.ONE;
    conditions.addAll(parts(more));
    for (Expr each : conditions) {
      holds = algebra.times(holds, indicator(each));
    }
    return holds;
  }

  /** 1 where a condition on whole numbers holds, else 0. */
  Fraction indicator(Expr condition) {
    Boolean known = condition instanceof Logical ? null : setting.decide(condition);
    if (known != null) {
      return known ? Fraction.ONE : Fraction.ZERO;
    }
    if (condition instanceof Relation relation) {
      Expr left = normalizer.anew(relation.left()).toExpr();
      Expr right = normalizer.anew(relation.right()).toExpr();
      return switch (relation.operator()) {
        case EQUAL -> delta(left, right);
        case NOT_EQUAL -> algebra.minus(Fraction.ONE, delta(left, right));
        case LESS -> above(right.minus(left));
        case LESS_OR_EQUAL -> above(right.minus(left).plus(1));
      };
    }
    if (condition instanceof Logical logical) {
      boolean isAnd = logical.operator() == Logical.Operator.AND;
      Fraction total = Fraction.ONE;
      for (Expr each : logical.operands()) {
        Fraction holds = indicator(each);
        total = algebra.times(total, isAnd ? holds : algebra.minus(Fraction.ONE, holds));
      }
      return isAnd ? total : algebra.minus(Fraction.ONE, total);
    }
    throw new UnprovedException("a condition of another kind");
  }

  /** 1 where a whole number is above 0; below, its opposite is above by one. */
  Fraction above(Expr whole) {
    if (whole instanceof RationalNumber number) {
      return number.value().signum() > 0 ? Fraction.ONE : Fraction.ZERO;
    }
    Boolean known = setting.decide(Relation.less(RationalNumber.ZERO, whole));
    if (known != null) {
      return known ? Fraction.ONE : Fraction.ZERO;
    }
    if (normalizer.anew(whole).above().leading().signum() < 0) {
      Expr other = RationalNumber.ONE.minus(whole);
      return algebra.minus(Fraction.ONE, Fraction.of(Kernels.make(Kernels.ABOVE, other)));
    }
    return Fraction.of(Kernels.make(Kernels.ABOVE, whole));
  }

  Fraction delta(Fraction left, Fraction right) {
    return delta(left.toExpr(), right.toExpr());
  }

  private Fraction delta(Expr left, Expr right) {
    Boolean known = left == right ? Boolean.TRUE : setting.decide(Relation.equal(left, right));
    if (known != null) {
      return known ? Fraction.ONE : Fraction.ZERO;
    }
    Expr difference = left.minus(right);
    if (difference instanceof RationalNumber number) {
      return number.isZero() ? Fraction.ONE : Fraction.ZERO;
    }
    for (Expr each : names(difference)) {
      Optional<Expr> value =
          each instanceof Symbol symbol ? solved(symbol, difference) : Optional.empty();
      if (value.isPresent()) {
        Expr delta = KroneckerDelta.of(each, value.get());
        return delta instanceof KroneckerDelta ? Fraction.of(delta) : normalizer.anew(delta);
      }
    }
    Expr delta = KroneckerDelta.of(left, right);
    return delta instanceof KroneckerDelta ? Fraction.of(delta) : normalizer.anew(delta);
  }

  private static List<Expr> names(Expr difference) {
    List<Expr> names = new ArrayList<>(difference.children());
    names.sort(Comparator.comparingInt(Expr::hashCode));
    return names;
  }

  /** Whether a difference is one of whole numbers: of indices and lengths. */
  boolean isWhole(Fraction difference) {
    return difference.isPolynomial()
        && difference.above().terms().values().stream().allMatch(Rational::isInteger)
        && !difference.above().kernels().isEmpty()
        && difference.above().kernels().stream()
            .allMatch(each -> each instanceof Symbol symbol && setting.isWhole(symbol));
  }

  /**
   * Whether a term has a value for all values of its names: it may be added and taken away again.
   */
  private static boolean isSmooth(Monomial product, Map<Polynomial, Integer> below) {
    return below.isEmpty()
        && product.exponents().entrySet().stream()
            .allMatch(each -> isSmooth(each.getKey(), each.getValue()));
  }

  private static boolean isSmooth(Expr kernel, Rational exponent) {
    if (!exponent.isInteger() && !Kernels.isUnit(kernel)) {
      return false;
    }
    Pass<Boolean> search =
        new Pass<>() {
          @Override
          protected Boolean compute(Expr node) {
            boolean isOpen =
                Kernels.is(node, Kernels.LOG)
                    || Kernels.is(node, Kernels.POWER)
                    || Kernels.is(node, Kernels.SIGN)
                    || node instanceof Power power
                        && !(power.exponent() instanceof RationalNumber number
                            && number.value().signum() > 0
                            && number.value().isInteger())
                        && !Kernels.isUnit(power.base())
                    || node instanceof Product product
                        && product.factors().stream()
                            .anyMatch(
                                each ->
                                    !(each.exponent() instanceof RationalNumber number
                                            && number.value().signum() > 0
                                            && number.value().isInteger())
                                        && !Kernels.isUnit(each.base()))
                    || node instanceof Apply apply
                        && !Kernels.isFormal(apply.function())
                        && !apply.arguments().isEmpty()
                        && !apply.function().domain(apply.arguments()).isEmpty();
            return !isOpen && dependencies(node).stream().allMatch(this::result);
          }
        };
    return search.apply(kernel);
  }

  private Fraction product(Range range, Fraction body) {
    Fraction total = Fraction.ONE;
    Fraction above = Fraction.of(body.above());
    if (body.above().size() == 1) {
      Map.Entry<Monomial, Rational> only = body.above().terms().entrySet().iterator().next();
      above = Fraction.ONE;
      total = counted(range, Fraction.of(only.getValue()));
      for (Map.Entry<Expr, Rational> each : only.getKey().exponents().entrySet()) {
        total = algebra.times(total, product(range, each.getKey(), each.getValue()));
      }
    }
    if (!above.equals(Fraction.ONE)) {
      total = algebra.times(total, factor(range, above));
    }
    for (Map.Entry<Polynomial, Integer> each : body.below().entrySet()) {
      Fraction factor = factor(range, Fraction.of(each.getKey()));
      total = algebra.times(total, algebra.power(factor, -each.getValue()));
    }
    return total;
  }

  private Fraction product(Range range, Expr kernel, Rational exponent) {
    if (Kernels.is(kernel, Kernels.EXP)) {
      Fraction argument = normalizer.anew(Kernels.argument(kernel)).times(exponent);
      return elementaries.exp(sum(range, argument));
    }
    if (exponent.isInt()) {
      return algebra.power(factor(range, Fraction.of(kernel)), exponent.intValueExact());
    }
    return factor(range, Fraction.of(Polynomial.of(Monomial.of(kernel, exponent), Rational.ONE)));
  }

  private Fraction counted(Range range, Fraction number) {
    return number.equals(Fraction.ONE) ? number : factor(range, number);
  }

  /** The product of one factor. */
  private Fraction factor(Range range, Fraction factor) {
    Expr body = factor.toExpr();
    Optional<Expr> left = leftOut(range);
    Range whole = left.isPresent() ? range.where(without(range, left.get())) : range;
    if (left.isPresent() && inside(whole, left.get()).equals(Fraction.ONE)) {
      Fraction at = at(range.index(), left.get(), factor);
      if (!at.above().kernels().stream().anyMatch(Kernels::mayVanish) && !at.isZero()) {
        algebra.requireNonzero(at.above());
        return algebra.times(factor(whole, factor), algebra.inverse(at));
      }
    }
    if (!Occurrence.of(range.index(), body) && range.isWhole()) {
      Fraction count = sum(range, Fraction.ONE);
      return normalizer.isPositive(factor)
          ? elementaries.exponential(factor, count)
          : elementaries.power(factor, count);
    }
    Expr kernel =
        Reduction.of(
            Reduction.Operator.PRODUCT,
            range.index(),
            range.lower(),
            range.upper(),
            range.condition(),
            body);
    return kernel instanceof Reduction ? Fraction.of(kernel) : normalizer.anew(kernel);
  }

  /** What is assumed to be equal to a kernel. */
  Optional<Expr> assumed(Expr kernel) {
    for (Setting.Assumed each : setting.assumed()) {
      for (Map<Expr, Expr> values : instances(each, kernel)) {
        Expr instance =
            values.isEmpty() ? each.kernel() : Substitution.of(values).apply(each.kernel());
        if (instance == kernel) {
          Expr value =
              values.isEmpty() ? each.value() : Substitution.of(values).apply(each.value());
          return Optional.of(value);
        }
      }
    }
    return Optional.empty();
  }

  /** Values for the general indices of an equality, of those that stand in a kernel. */
  private static List<Map<Expr, Expr>> instances(Setting.Assumed assumed, Expr kernel) {
    List<Map<Expr, Expr>> instances = new ArrayList<>(List.of(Map.of()));
    if (assumed.general().isEmpty() || assumed.kernel().getClass() != kernel.getClass()) {
      return instances;
    }
    Set<Expr> candidates = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof IndexedSymbol element) {
          candidates.addAll(element.indices());
        }
        return true;
      }
    }.apply(kernel);
    candidates.removeIf(each -> each instanceof BoundIndex);
    for (Symbol general : assumed.general()) {
      List<Map<Expr, Expr>> more = new ArrayList<>();
      for (Map<Expr, Expr> known : instances) {
        for (Expr value : candidates) {
          Map<Expr, Expr> values = new LinkedHashMap<>(known);
          values.put(general, value);
          more.add(values);
        }
      }
      instances = more;
    }
    return instances.size() > 64 ? List.of() : instances;
  }

  /** The range that an index goes through by what is known of it. */
  Optional<IndexRange> rangeOf(Expr index) {
    return setting.facts().rangeOf(index);
  }
}
