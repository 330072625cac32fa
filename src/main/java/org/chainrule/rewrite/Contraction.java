package org.chainrule.rewrite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.chainrule.trace.Rule;
import org.chainrule.trace.TraceStep;

/**
 * The contraction of sums over an index in which Kronecker deltas collapse: {@code sum_k
 * a_k*delta(k,j)} is {@code a_j} where j is in the range, 0 where it is not, and both by cases
 * where that is not known.
 */
public final class Contraction {
  private final Symbols bound;
  private final Facts facts;
  private final Uses uses;

  /** The bound index and its range. */
  private record Symbols(Expr index, Expr lower, Expr upper, Expr condition) {}

  /** The rule and the conditions of a contraction, for whoever is told of it. */
  private static final class Uses {
    private Rule rule = Rule.LINEARITY;
    private final List<Expr> conditions = new ArrayList<>();
    private final boolean areTold;

    Uses(boolean areTold) {
      this.areTold = areTold;
    }

    /** Notes a rule, unless one that says more was used. */
    void add(Rule used) {
      rule = used.compareTo(rule) < 0 ? used : rule;
    }

    TraceStep step(Expr before, Expr after) {
      return new TraceStep(rule, "", before, after, conditions, List.of());
    }
  }

  private Contraction(Symbols bound, Facts facts, Uses uses) {
    this.bound = bound;
    this.facts = facts;
    this.uses = uses;
  }

  /** The sum of a body over an index, split by terms, with factors free of the index in front. */
  public static Expr sum(
      Expr index, Expr lower, Expr upper, Expr condition, Expr body, Facts facts) {
    return sum(index, lower, upper, condition, body, facts, SweepRecorder.NONE);
  }

  /** The same, told to a sweep as a step from the sum as it is given. */
  public static Expr sum(
      Expr index,
      Expr lower,
      Expr upper,
      Expr condition,
      Expr body,
      Facts facts,
      SweepRecorder sweep) {
    Expr needed = facts.shortest(condition);
    Uses uses = new Uses(sweep.isListening());
    Expr result = new Contraction(new Symbols(index, lower, upper, needed), facts, uses).sum(body);
    if (sweep.isListening()) {
      Reduction.Operator operator = Reduction.Operator.SUM;
      sweep.add(uses.step(Reduction.of(operator, index, lower, upper, condition, body), result));
    }
    return result;
  }

  /**
   * The product of a body over an index, a power where the body is free of the index; told to a
   * sweep as a step from the product as it is given.
   */
  public static Expr product(
      Expr index,
      Expr lower,
      Expr upper,
      Expr condition,
      Expr body,
      Facts facts,
      SweepRecorder sweep) {
    Contraction contraction =
        new Contraction(new Symbols(index, lower, upper, condition), facts, new Uses(false));
    Optional<Expr> count = contraction.contains(body) ? Optional.empty() : contraction.count();
    Reduction.Operator operator = Reduction.Operator.PRODUCT;
    if (count.isEmpty()) {
      return Reduction.of(operator, index, lower, upper, condition, body);
    }
    Expr result = Power.of(body, count.get());
    if (sweep.isListening()) {
      Expr product = Reduction.of(operator, index, lower, upper, condition, body);
      sweep.add(TraceStep.of(Rule.COUNT, product, result));
    }
    return result;
  }

  private Expr sum(Expr body) {
    List<Expr> pending = new ArrayList<>(List.of(body));
    Sum.Builder result = new Sum.Builder();
    Sum.Builder rest = new Sum.Builder();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr term = pending.remove(pending.size() - 1);
      Optional<Expr> unit = unit(term);
      if (unit.isPresent()) {
        result.add(unit.get());
      } else if (!hasDelta(term)) {
        rest.add(term);
      } else if (term instanceof Sum sum) {
        pending.addAll(sum.addends());
      } else if (collapse(term).map(result::add).isEmpty()) {
        List<Expr> parts = distribute(term);
        if (parts.isEmpty()) {
          rest.add(term);
        }
        pending.addAll(parts);
      }
    }
    return result.add(plainSum(rest.build())).build();
  }

  /**
   * A product in which an element of an inverse meets one of the matrix, {@code inv(X)_{i,k}*
   * X_{k,j}}, summed up: a delta.
   */
  private Optional<Expr> unit(Expr term) {
    if (term instanceof Product product && bound.condition() == Logical.TRUE) {
      for (Product.Factor factor : product.factors()) {
        if (factor.base() instanceof Apply inverse
            && inverse.function().isInverse()
            && inverse.arguments().get(0) instanceof Elements matrix
            && !contains(matrix)) {
          Expr others = product.lowered(inverse);
          for (int axis = 0; axis < 2; axis++) {
            // The second index of the inverse meets the first of the matrix, and the other way.
            Optional<Expr> unit =
                inverse.arguments().get(axis + 1) == bound.index()
                    ? unit(matrix, axis, inverse.arguments().get(2 - axis), others)
                    : Optional.empty();
            if (unit.isPresent()) {
              return unit;
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The sum of the elements of an inverse, times others that may be the matrix's.
   *
   * @param axis that of the inverse on which the index stands
   * @param free what stands on its other axis
   */
  private Optional<Expr> unit(Elements matrix, int axis, Expr free, Expr others) {
    IndexRange range = matrix.ranges().get(0);
    boolean isWhole =
        matrix.ranges().get(1).equals(range)
            && range.lower() == bound.lower()
            && range.upper() == bound.upper()
            && !contains(free);
    if (!isWhole) {
      return Optional.empty();
    }
    for (Expr other : indices(others)) {
      Expr element =
          matrix.at(axis == 0 ? List.of(other, bound.index()) : List.of(bound.index(), other));
      Expr rest = element.isZero() ? others : others.dividedBy(element);
      if (!contains(rest) && isInRange(other, range)) {
        uses.add(Rule.INVERSE);
        return Optional.of(rest.times(KroneckerDelta.of(free, other)));
      }
    }
    return Optional.empty();
  }

  private boolean isInRange(Expr index, IndexRange range) {
    return isKnown(Relation.lessOrEqual(range.lower(), index))
        && isKnown(Relation.lessOrEqual(index, range.upper()));
  }

  /** The indices in the factors of a term that are free of the bound one. */
  private Set<Expr> indices(Expr term) {
    Set<Expr> indices = new LinkedHashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(term));
    Set<Expr> seen = new HashSet<>();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (seen.add(node) && contains(node)) {
        if (node instanceof IndexedSymbol || node instanceof KroneckerDelta) {
          node.children().stream().filter(each -> !contains(each)).forEach(indices::add);
        }
        node.children().forEach(pending::push);
      }
    }
    return indices;
  }

  private boolean contains(Expr expression) {
    return Occurrence.of(bound.index(), expression);
  }

  /** Whether a delta that holds the index stands as a factor or inside a factor that is a sum. */
  private boolean hasDelta(Expr expression) {
    if (expression instanceof KroneckerDelta) {
      return contains(expression);
    }
    if (expression instanceof Sum sum) {
      return sum.terms().stream().anyMatch(term -> hasDelta(term.expression()));
    }
    if (expression instanceof Piecewise cases) {
      return SharedDeltas.ofTotal(cases).stream().anyMatch(this::contains);
    }
    return expression instanceof Product product
        && product.factors().stream()
            .anyMatch(factor -> factor.exponent().isOne() && hasDelta(factor.base()));
  }

  /** The term with its first delta put into effect; empty where no delta is a factor. */
  private Optional<Expr> collapse(Expr term) {
    if (term instanceof KroneckerDelta delta) {
      return solve(delta).map(value -> guarded(value, RationalNumber.ONE));
    }
    if (term instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        if (factor.base() instanceof KroneckerDelta delta && contains(delta)) {
          Optional<Expr> value = solve(delta);
          if (value.isPresent()) {
            Expr others = product.lowered(delta);
            Expr at = Substitution.of(bound.index(), value.get()).apply(others);
            return Optional.of(guarded(value.get(), at));
          }
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The value of the index at which the delta is 1, where it enters with the coefficient 1 or -1.
   */
  private Optional<Expr> solve(KroneckerDelta delta) {
    Expr difference = Sum.of(delta.left(), delta.right().negate());
    Rational coefficient =
        difference instanceof Sum sum ? sum.coefficientOf(bound.index()) : Rational.ZERO;
    if (difference instanceof Product product && product.withoutCoefficient() == bound.index()) {
      coefficient = product.coefficient();
    }
    if (difference == bound.index()) {
      coefficient = Rational.ONE;
    }
    if (!coefficient.isUnit()) {
      return Optional.empty();
    }
    Expr others =
        new Sum.Builder().add(difference).add(coefficient.negate(), bound.index()).build();
    Expr value = Sum.distributed(coefficient.negate(), others);
    return contains(value) ? Optional.empty() : Optional.of(value);
  }

  /** The value where the index is in its range; 0 where it is not. */
  private Expr guarded(Expr value, Expr result) {
    uses.add(Rule.DELTA);
    List<Expr> open = new ArrayList<>();
    List<Expr> wanted = new ArrayList<>();
    if (!isInfinite(bound.lower())) {
      wanted.add(Relation.greaterOrEqual(value, bound.lower()));
    }
    if (!isInfinite(bound.upper())) {
      wanted.add(Relation.lessOrEqual(value, bound.upper()));
    }
    wanted.add(Substitution.of(bound.index(), value).apply(bound.condition()));
    for (Expr condition : wanted) {
      Optional<Boolean> decided = facts.decide(condition);
      if (decided.isPresent() && uses.areTold && condition != Logical.TRUE) {
        uses.conditions.add(decided.get() ? condition : Logical.not(condition));
      }
      if (decided.isPresent() && !decided.get()) {
        return RationalNumber.ZERO;
      }
      if (decided.isEmpty()) {
        open.add(condition);
      }
    }
    if (open.isEmpty() || result.isZero()) {
      return result;
    }
    Expr condition = Logical.of(Logical.Operator.AND, open);
    return Piecewise.of(List.of(new Piecewise.Branch(result, condition)), RationalNumber.ZERO);
  }

  private static boolean isInfinite(Expr bound) {
    return bound == NamedConstant.INFINITY
        || bound instanceof Product product
            && product.withoutCoefficient() == NamedConstant.INFINITY;
  }

  /** Multiplies out the one factor that is a sum with a delta in it. */
  private List<Expr> distribute(Expr term) {
    List<Expr> parts = new ArrayList<>();
    if (term instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        if (factor.base() instanceof Sum sum && factor.exponent().isOne() && hasDelta(sum)) {
          Expr others = product.lowered(sum);
          for (Expr addend : sum.addends()) {
            parts.add(Product.of(addend, others));
          }
          return parts;
        }
        if (factor.base() instanceof Piecewise cases && factor.exponent().isOne()) {
          SharedDeltas.inFront(cases)
              .ifPresent(apart -> parts.add(Product.of(apart, product.lowered(cases))));
          if (!parts.isEmpty()) {
            return parts;
          }
        }
      }
    } else if (term instanceof Piecewise cases) {
      SharedDeltas.inFront(cases).ifPresent(parts::add);
    }
    return parts;
  }

  /** A sum without deltas: factors that do not depend on the index stand in front. */
  private Expr plainSum(Expr body) {
    Optional<Expr> narrowed = narrowed(body);
    if (narrowed.isPresent()) {
      return narrowed.get();
    }
    Product.Builder outside = new Product.Builder();
    Expr inside = body;
    if (body instanceof Product product) {
      outside.multiply(product.coefficient());
      Product.Builder kept = new Product.Builder();
      for (Product.Factor factor : product.factors()) {
        Expr power = factor.toExpr();
        if (contains(power)) {
          kept.multiply(power);
        } else {
          outside.multiply(power);
        }
      }
      inside = kept.build();
    } else if (body instanceof Sum terms) {
      Rational content = content(terms);
      outside.multiply(content);
      inside = Sum.distributed(content.reciprocal(), terms);
    }
    if (isTotal(inside)) {
      uses.add(Rule.TOTAL);
      return outside.build();
    }
    Optional<Expr> count = contains(inside) ? Optional.empty() : count();
    if (count.isPresent()) {
      uses.add(Rule.COUNT);
      return outside.multiply(inside).multiply(count.get()).build();
    }
    Expr sum =
        Reduction.of(
            Reduction.Operator.SUM,
            bound.index(),
            bound.lower(),
            bound.upper(),
            bound.condition(),
            inside);
    return outside.multiply(sum).build();
  }

  /** Whether the body is an element of a distribution, and the range that of all its elements. */
  private boolean isTotal(Expr body) {
    return body instanceof Apply apply
        && apply.function().isDistribution()
        && apply.arguments().size() == 2
        && apply.arguments().get(0) instanceof Elements vector
        && apply.arguments().get(1) == bound.index()
        && !contains(vector)
        && vector.lower() == bound.lower()
        && vector.upper() == bound.upper()
        && bound.condition() == Logical.TRUE;
  }

  /**
   * The sum of what is 0 where a condition on the index does not hold, over the part of the range
   * where it holds; empty where the body is not of this kind.
   */
  private Optional<Expr> narrowed(Expr body) {
    if (!(factorWithCases(body) instanceof Piecewise cases)
        || cases.branches().size() != 1
        || !cases.otherwise().map(Expr::isZero).orElse(false)) {
      return Optional.empty();
    }
    uses.add(Rule.NARROWED);
    Piecewise.Branch branch = cases.branches().get(0);
    Expr others = body instanceof Product product ? product.lowered(cases) : RationalNumber.ONE;
    Expr inside = Product.of(others, branch.value());
    if (!contains(branch.condition())) {
      // Each term is 0 or none is.
      Piecewise.Branch whole = new Piecewise.Branch(plainSum(inside), branch.condition());
      return Optional.of(Piecewise.of(List.of(whole), RationalNumber.ZERO));
    }
    return part(branch.condition()).map(part -> new Contraction(part, facts, uses).sum(inside));
  }

  private static Expr factorWithCases(Expr body) {
    if (body instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        if (factor.base() instanceof Piecewise && factor.exponent().isOne()) {
          return factor.base();
        }
      }
    }
    return body;
  }

  /** The part of the range where a condition on the index holds, if that is a range too. */
  private Optional<Symbols> part(Expr condition) {
    if (condition instanceof Logical logical && logical.operator() == Logical.Operator.AND) {
      Optional<Symbols> part = Optional.of(bound);
      for (Expr operand : logical.operands()) {
        part = part.flatMap(each -> new Contraction(each, facts, uses).part(operand));
      }
      return part;
    }
    if (!(condition instanceof Relation relation)) {
      return Optional.empty();
    }
    Expr index = bound.index();
    if (relation.operator() == Relation.Operator.NOT_EQUAL) {
      boolean isApart =
          relation.left() == index && !contains(relation.right())
              || relation.right() == index && !contains(relation.left());
      return isApart ? Optional.of(where(relation)) : Optional.empty();
    }
    if (relation.operator() == Relation.Operator.LESS) {
      boolean isOrder = isNames(relation.left()) && isNames(relation.right());
      return isOrder ? Optional.of(where(relation)) : Optional.empty();
    }
    if (relation.operator() != Relation.Operator.LESS_OR_EQUAL) {
      return Optional.empty();
    }
    Expr difference = relation.right().minus(relation.left());
    Expr rest = difference.minus(index);
    if (!contains(rest)) {
      Expr lower = rest.negate();
      return isKnown(Relation.lessOrEqual(bound.lower(), lower))
          ? Optional.of(new Symbols(index, lower, bound.upper(), bound.condition()))
          : Optional.empty();
    }
    Expr upper = Sum.of(difference, index);
    return !contains(upper) && isKnown(Relation.lessOrEqual(upper, bound.upper()))
        ? Optional.of(new Symbols(index, bound.lower(), upper, bound.condition()))
        : Optional.empty();
  }

  /** The range with one more condition. */
  private Symbols where(Expr relation) {
    Expr both = facts.shortest(Logical.and(bound.condition(), relation));
    return new Symbols(bound.index(), bound.lower(), bound.upper(), both);
  }

  /** Whether there are only names of numbers in an expression, and numbers. */
  private static boolean isNames(Expr side) {
    return side instanceof Symbol || side instanceof RationalNumber;
  }

  private boolean isKnown(Expr relation) {
    return facts.decide(relation).equals(Optional.of(true));
  }

  private static Rational content(Sum sum) {
    List<Rational> numbers = new ArrayList<>(List.of(sum.constant()));
    sum.terms().forEach(term -> numbers.add(term.coefficient()));
    return Rational.content(numbers);
  }

  /** How many numbers the index goes through, where that is known. */
  private Optional<Expr> count() {
    if (isInfinite(bound.lower()) || isInfinite(bound.upper())) {
      return Optional.empty();
    }
    Expr steps = bound.upper().minus(bound.lower());
    if (bound.condition() == Logical.TRUE) {
      Expr count = steps.plus(RationalNumber.ONE);
      return facts.isNotNegative(count) ? Optional.of(count) : Optional.empty();
    }
    return bound.condition() instanceof Relation relation
            && relation.operator() == Relation.Operator.NOT_EQUAL
            && (relation.left() == bound.index() && isInRange(relation.right())
                || relation.right() == bound.index() && isInRange(relation.left()))
        ? Optional.of(steps)
        : Optional.empty();
  }

  /** Whether another index is known to be one of the numbers that this one goes through. */
  private boolean isInRange(Expr other) {
    return other != bound.index()
        && facts.rangeOf(other).isPresent()
        && isKnown(Relation.lessOrEqual(bound.lower(), other))
        && isKnown(Relation.lessOrEqual(other, bound.upper()));
  }
}
