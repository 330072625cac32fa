package org.chainrule.prove;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * What is 0 where expressions change their ways: where cases meet, where functions have kinks and
 * jumps, where indices are equal. Given a sign of each, an expression has one way only.
 */
final class Loci {
  /** More are not told apart. */
  private static final int MOST = 5;

  private final Normalizer normalizer;
  private final Algebra algebra;
  private final Summation summation;
  private final List<Locus> loci = new ArrayList<>();

  /** The difference of the sides of a relation: a number times a locus. */
  private record Multiple(int locus, int sign) {}

  private final Map<Expr, Multiple> known = new HashMap<>();

  /**
   * One of them.
   *
   * @param fraction what is 0 there
   * @param isWhole whether it is a whole number always
   * @param isJump whether an expression may jump there or have a value of its own
   */
  record Locus(Expr expression, Fraction fraction, boolean isWhole, boolean isJump) {}

  Loci(Normalizer normalizer, Algebra algebra, Summation summation) {
    this.normalizer = normalizer;
    this.algebra = algebra;
    this.summation = summation;
  }

  List<Locus> all() {
    return loci;
  }

  /** Whether it has cases outside of sums and products. */
  static boolean hasCases(Expr expression) {
    return outside(expression).stream()
        .anyMatch(node -> node instanceof Piecewise piecewise && !isNothing(piecewise));
  }

  /** Whether there is no value, since no case is left. */
  static boolean hasNoValue(Expr expression) {
    return outside(expression).stream()
        .anyMatch(node -> node instanceof Piecewise piecewise && isNothing(piecewise));
  }

  private static boolean isNothing(Piecewise piecewise) {
    return piecewise.branches().isEmpty() && piecewise.otherwise().isEmpty();
  }

  /** The nodes outside of sums and products. */
  private static Collection<Expr> outside(Expr root) {
    Set<Expr> seen = new LinkedHashSet<>();
    List<Expr> pending = new ArrayList<>(List.of(root));
    while (!pending.isEmpty()) {
      Expr node = pending.remove(pending.size() - 1);
      if (seen.add(node) && !(node instanceof Binder)) {
        pending.addAll(node.children());
      }
    }
    return seen;
  }

  /** Adds what an expression has. */
  void add(Expr expression) {
    for (Expr node : outside(expression)) {
      if (node instanceof Piecewise piecewise) {
        piecewise.branches().forEach(each -> addConditions(each.condition()));
      } else if (node instanceof KroneckerDelta delta) {
        add(delta.left().minus(delta.right()), true, true);
      } else if (node instanceof Apply apply && !apply.function().takesArray()) {
        for (Function.Singularity each : apply.function().singularities(apply.arguments())) {
          if (!each.everyInteger()) {
            add(each.locus(), each.kind() == Function.Break.JUMP, false);
          }
        }
      }
    }
  }

  private void addConditions(Expr condition) {
    for (Expr node : outside(condition)) {
      if (node instanceof Relation relation) {
        add(relation.right().minus(relation.left()), true, false);
      }
    }
  }

  private void add(Expr difference, boolean isJump, boolean isOfIndices) {
    Fraction fraction = normalizer.apply(difference);
    if (fraction.isZero() || fraction.isPolynomial() && fraction.above().number().isPresent()) {
      return;
    }
    for (int i = 0; i < loci.size(); i++) {
      Rational ratio = ratio(fraction, loci.get(i).fraction());
      if (ratio != null) {
        known.put(difference, new Multiple(i, ratio.signum()));
        if (isJump && !loci.get(i).isJump()) {
          Locus old = loci.get(i);
          loci.set(i, new Locus(old.expression(), old.fraction(), old.isWhole(), true));
        }
        return;
      }
    }
    if (loci.size() == MOST) {
      throw new UnprovedException("too many cases");
    }
    known.put(difference, new Multiple(loci.size(), 1));
    loci.add(new Locus(difference, fraction, isOfIndices || summation.isWhole(fraction), isJump));
  }

  private @Nullable Rational ratio(Fraction one, Fraction other) {
    Rational first = one.above().leading();
    Rational second = other.above().leading();
    Rational ratio = first.dividedBy(second);
    for (Rational each : List.of(ratio, ratio.negate())) {
      if (algebra.isSame(one, other.times(each))) {
        return each;
      }
    }
    return null;
  }

  /** The sign of the difference of two sides, if it is one of these; null where it is open. */
  private @Nullable Integer sign(Expr difference, int[] signs) {
    Multiple multiple = known.get(difference);
    if (multiple == null) {
      Fraction fraction = normalizer.apply(difference);
      if (fraction.isPolynomial() && fraction.above().number().isPresent()) {
        return fraction.above().number().get().signum();
      }
      for (int i = 0; i < loci.size() && multiple == null; i++) {
        Rational ratio = ratio(fraction, loci.get(i).fraction());
        if (ratio != null) {
          multiple = new Multiple(i, ratio.signum());
        }
      }
      if (multiple == null) {
        return null;
      }
      known.put(difference, multiple);
    }
    return signs[multiple.locus()] * multiple.sign();
  }

  /** An expression where each of these has a sign. */
  Expr resolved(Expr expression, int[] signs) {
    return new Resolution(signs).apply(expression);
  }

  /** The pass that decides relations, signs and deltas; what stands within sums stays. */
  private final class Resolution extends Rewriter {
    private final int[] signs;

    Resolution(int[] signs) {
      this.signs = signs;
    }

    @Override
    protected @Nullable Expr shortcut(Expr node) {
      return node instanceof Binder ? node : null;
    }

    @Override
    protected List<Expr> dependencies(Expr node) {
      return node instanceof Relation || node instanceof KroneckerDelta
          ? List.of()
          : super.dependencies(node);
    }

    @Override
    public Expr visit(Relation relation) {
      Integer sign = sign(relation.right().minus(relation.left()), signs);
      if (sign == null) {
        return relation;
      }
      return Logical.of(
          switch (relation.operator()) {
            case EQUAL -> sign == 0;
            case NOT_EQUAL -> sign != 0;
            case LESS -> sign > 0;
            case LESS_OR_EQUAL -> sign >= 0;
          });
    }

    @Override
    public Expr visit(KroneckerDelta delta) {
      Integer sign = sign(delta.left().minus(delta.right()), signs);
      return sign == null ? delta : sign == 0 ? RationalNumber.ONE : RationalNumber.ZERO;
    }

    @Override
    public Expr visit(Apply apply) {
      Function function = apply.function();
      Expr first = apply.arguments().get(0);
      if (function == Functions.SIGN || function == Functions.STEP || function == Functions.ABS) {
        Integer sign = sign(first, signs);
        if (sign != null) {
          Expr argument = result(first);
          return function == Functions.SIGN
              ? Expr.of(sign)
              : function == Functions.STEP
                  ? Expr.of(sign < 0 ? 0 : 1)
                  : argument.times(sign < 0 ? -1 : 1);
        }
      }
      return super.visit(apply);
    }
  }

  /** The signs of primitive polynomials that follow where each of these has a sign. */
  Map<Expr, Integer> known(int[] signs) {
    Map<Expr, Integer> result = new LinkedHashMap<>();
    for (int i = 0; i < signs.length; i++) {
      if (signs[i] != 0) {
        Fraction fraction = loci.get(i).fraction();
        note(signs[i] > 0 ? fraction : fraction.negate(), algebra, result);
      }
    }
    return result;
  }

  /** Notes the sign of the one factor of a fraction above 0 of which it is not known. */
  static void note(Fraction positive, Algebra algebra, Map<Expr, Integer> signs) {
    int sign = 1;
    List<Polynomial> factors = new ArrayList<>(List.of(positive.above()));
    positive
        .below()
        .forEach(
            (factor, times) -> {
              if (times % 2 != 0) {
                factors.add(factor);
              }
            });
    Set<Expr> open = new LinkedHashSet<>();
    for (Polynomial factor : factors) {
      Algebra.Parts parts = algebra.parts(factor);
      sign *= parts.coefficient().signum();
      List<Polynomial> primitive = new ArrayList<>(List.of(parts.primitive()));
      for (Map.Entry<Expr, Rational> each : parts.content().exponents().entrySet()) {
        boolean isPositive =
            Kernels.is(each.getKey(), Kernels.EXP)
                || Kernels.is(each.getKey(), Kernels.MAGNITUDE)
                || each.getValue().isEven();
        if (!isPositive) {
          primitive.add(Polynomial.of(each.getKey()));
        }
      }
      for (Polynomial each : primitive) {
        Polynomial value = algebra.sign(each);
        Rational number = value.number().orElse(null);
        if (number != null) {
          sign *= number.signum();
        } else if (!open.add(each.toExpr())) {
          return;
        }
      }
    }
    if (open.size() == 1) {
      Expr only = open.iterator().next();
      if (Symbol.largestOpened(only) == 0) {
        signs.put(only, sign);
      }
    }
  }

  /** Whether a name occurs in an expression, or an element of its family that it may be. */
  static boolean holds(Expr name, Expr expression) {
    return Occurrence.of(name, expression)
        || name instanceof IndexedSymbol element && hasFamily(element.family(), expression);
  }

  boolean dependsOn(int locus, Expr variable) {
    return holds(variable, loci.get(locus).expression());
  }

  /** The names and elements in an expression. */
  static Set<Expr> names(Expr expression) {
    Set<Expr> names = new LinkedHashSet<>();
    for (Expr node : outside(expression)) {
      if (node instanceof Symbol || node instanceof IndexedSymbol) {
        names.add(node);
      } else if (node instanceof Binder) {
        // What is summed is not looked through.
        names.add(node);
      }
    }
    return names;
  }

  private static boolean hasFamily(String family, Expr expression) {
    return new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof IndexedSymbol element && element.family().equals(family)
            || dependencies(node).stream().anyMatch(this::result);
      }
    }.apply(expression);
  }

  /** Whether signs cannot be those of any point: one is known, or two or three contradict. */
  boolean isContradictory(int[] signs, Setting setting) {
    Normalizer inside = new Normalizer(setting, new Algebra(known(signs), setting.facts()));
    List<Bound> bounds = new ArrayList<>();
    for (int i = 0; i < signs.length; i++) {
      Fraction locus = inside.apply(resolved(loci.get(i).expression(), signs));
      if (isKnownOtherwise(i, signs[i], setting)) {
        return true;
      }
      if (signs[i] >= 0) {
        bounds.add(new Bound(locus, signs[i] != 0));
      }
      if (signs[i] <= 0) {
        bounds.add(new Bound(locus.negate(), signs[i] != 0));
      }
    }
    for (int i = 0; i < bounds.size(); i++) {
      Bound one = bounds.get(i);
      if (one.isImpossible() || one.isStrict() && inside.isPositive(one.fraction().negate())) {
        return true;
      }
      for (int j = i + 1; j < bounds.size(); j++) {
        Bound two = one.plus(bounds.get(j), inside.algebra());
        if (two.isImpossible()) {
          return true;
        }
        for (int k = j + 1; k < bounds.size(); k++) {
          if (two.plus(bounds.get(k), inside.algebra()).isImpossible()) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** What is not below 0, or above 0 where it is strict. */
  private record Bound(Fraction fraction, boolean isStrict) {
    Bound plus(Bound other, Algebra algebra) {
      return new Bound(algebra.plus(fraction, other.fraction), isStrict || other.isStrict);
    }

    boolean isImpossible() {
      Rational number = fraction.isPolynomial() ? fraction.above().number().orElse(null) : null;
      return number != null && (number.signum() < 0 || isStrict && number.isZero());
    }
  }

  private boolean isKnownOtherwise(int place, int sign, Setting setting) {
    Expr locus = loci.get(place).expression();
    Expr relation =
        sign == 0
            ? Relation.equal(locus, RationalNumber.ZERO)
            : sign > 0
                ? Relation.less(RationalNumber.ZERO, locus)
                : Relation.less(locus, RationalNumber.ZERO);
    return Boolean.FALSE.equals(setting.decide(relation));
  }
}
