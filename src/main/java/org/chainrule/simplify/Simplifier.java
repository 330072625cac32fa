package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Contraction;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.RangedRewriter;

/**
 * The form of an expression that is cheapest to read. From the leaves up, each small sum, product
 * and power is put into its rational normal form, factored and multiplied out, its exponentials are
 * replaced by functions that are rational in them, and identities are applied; the cheapest form is
 * kept. A budget bounds the work, so that every call returns.
 */
public final class Simplifier {
  private static final int MOST_UNROLLED = 8;

  private final long mostRounds = Limit.SIMPLIFYING_ROUNDS.most();
  private final long mostImprovements = Limit.SIMPLIFYING_STEPS.most();
  private final long dearestNode = Limit.SIMPLIFIED_COST.most();
  private final long dearestCases = Limit.SIMPLIFIED_CASES_COST.most();
  private final long deepestCases = Limit.SIMPLIFIED_CASES_NESTING.most();

  private final Facts given;
  private final Identities identities;
  private final Cost cost = new Cost();

  /** How many conditions of cases surround what is simplified. */
  private final int depth;

  /** What is known where the sweep is, of the indices of the binders around too. */
  private Facts known;

  private int improvements;

  public Simplifier(Facts facts) {
    this(facts, StandardIdentities.ALL);
  }

  /** A simplifier with identities of the caller's. */
  public Simplifier(Facts facts, Identities identities) {
    this(facts, identities, 0);
  }

  private Simplifier(Facts facts, Identities identities, int depth) {
    given = facts;
    known = facts;
    this.identities = identities;
    this.depth = depth;
  }

  /** An equal expression, equal wherever the given one has a value, that costs no more. */
  public Expr simplify(Expr expression) {
    Expr current = expression;
    for (int round = 0; round < mostRounds; round++) {
      Expr next = new Round().apply(current);
      if (next == current || improvements >= mostImprovements) {
        return next;
      }
      current = next;
    }
    Limit.SIMPLIFYING_ROUNDS.stop();
    return current;
  }

  /** One sweep from the leaves to the root. */
  private final class Round extends RangedRewriter {
    Round() {
      // Inside cases the indices of the binders around are free, and known by their ranges.
      super(given, depth == 0 ? 0 : given.openedInUse());
      known = given;
    }

    @Override
    protected List<Expr> dependencies(Expr node) {
      List<Expr> dependencies = super.dependencies(node);
      known = facts();
      return dependencies;
    }

    @Override
    protected Expr compute(Expr node) {
      return improve(super.compute(node));
    }

    @Override
    public Expr visit(Relation relation) {
      return super.visit(relation) instanceof Relation changed
          ? solved(changed)
          : super.visit(relation);
    }

    @Override
    public Expr visit(Logical logical) {
      return known.shortest(super.visit(logical));
    }

    @Override
    public Expr visit(Piecewise piecewise) {
      if (piecewise.isRestriction()) {
        // What is told beside an answer changes nothing in it, and stays as it was told.
        Piecewise.Branch only = piecewise.branches().get(0);
        Expr value = result(only.value());
        return value == only.value()
            ? piecewise
            : Piecewise.restriction(value, only.condition(), result(piecewise.shown()));
      }
      Expr result = super.visit(piecewise);
      return result instanceof Piecewise changed ? byCases(changed) : result;
    }

    @Override
    public Expr visit(KroneckerDelta delta) {
      return known
          .decide(Relation.equal(delta.left(), delta.right()))
          .map(equal -> (Expr) (equal ? RationalNumber.ONE : RationalNumber.ZERO))
          .orElseGet(() -> super.visit(delta));
    }

    @Override
    public Expr visit(Reduction reduction) {
      Binder.Opened inside = opened(reduction);
      if (reduction.operator() == Reduction.Operator.PRODUCT) {
        return Contraction.product(
            inside.index(),
            result(reduction.lower()),
            result(reduction.upper()),
            result(inside.condition()),
            result(inside.body()),
            known);
      }
      if (reduction.operator() != Reduction.Operator.SUM) {
        return super.visit(reduction);
      }
      return Contraction.sum(
          inside.index(),
          result(reduction.lower()),
          result(reduction.upper()),
          result(inside.condition()),
          result(inside.body()),
          known);
    }
  }

  /** A relation as short as can be, by the difference of its sides where that is shorter. */
  private Expr solved(Relation relation) {
    Expr solved = Cases.solved(relation);
    if (!(solved instanceof Relation open)
        || open.left() instanceof RationalNumber
        || open.right() instanceof RationalNumber
        || isTooDear(open)) {
      return solved;
    }
    Expr difference = Sum.of(open.right(), open.left().negate());
    Expr best = solved;
    try {
      RationalForm form = new RationalForm();
      Fraction fraction = form.fraction(difference);
      if (fraction.denominator().isEmpty()) {
        Expr apart = apart(open.operator(), form.expanded(fraction));
        Expr shorter = apart instanceof Relation relative ? Cases.solved(relative) : apart;
        best = cost.of(shorter) < cost.of(best) ? shorter : best;
      }
    } catch (BudgetException tooMuch) {
      tooMuch.stop();
      return solved;
    } catch (DomainException | ArithmeticException impossible) {
      return solved;
    }
    return best;
  }

  /** That a difference is above 0, or is 0, with the terms below 0 on the other side. */
  private static Expr apart(Relation.Operator operator, Expr difference) {
    if (!(difference instanceof Sum sum) || !sum.constant().isZero()) {
      return Relation.of(operator, RationalNumber.ZERO, difference);
    }
    Sum.Builder left = new Sum.Builder();
    Sum.Builder right = new Sum.Builder();
    for (Sum.Term term : sum.terms()) {
      boolean isBelow = term.coefficient().signum() < 0;
      (isBelow ? left : right).add(term.coefficient().abs(), term.expression());
    }
    return Relation.of(operator, left.build(), right.build());
  }

  /** The cases as one list, each value simplified by what holds where its condition does. */
  private Expr byCases(Piecewise given) {
    if (!(decided(given) instanceof Piecewise cases)) {
      return decided(given);
    }
    if (!(Cases.flattened(cases, known) instanceof Piecewise flat) || areTooDear(flat)) {
      return Cases.flattened(cases, known);
    }
    List<Piecewise.Branch> branches = new ArrayList<>();
    for (Piecewise.Branch branch : flat.branches()) {
      Simplifier inside = new Simplifier(known.with(branch.condition()), identities, depth + 1);
      branches.add(new Piecewise.Branch(inside.simplify(branch.value()), branch.condition()));
    }
    Expr result =
        Piecewise.of(branches, flat.otherwise().map(last -> last(last, flat)).orElse(null));
    return result instanceof Piecewise changed && changed != cases
        ? Cases.flattened(changed, known)
        : result;
  }

  /** The value of what is otherwise, where none of the conditions holds. */
  private Expr last(Expr value, Piecewise cases) {
    Facts none = known;
    for (Piecewise.Branch branch : cases.branches()) {
      none = none.with(Logical.not(branch.condition()));
    }
    return new Simplifier(none, identities, depth + 1).simplify(value);
  }

  /** The cases without conditions that are known to hold or not, inside others' conditions. */
  private Expr decided(Piecewise cases) {
    List<Piecewise.Branch> branches = new ArrayList<>();
    for (Piecewise.Branch branch : cases.branches()) {
      Expr condition = known.decide(branch.condition()).map(Logical::of).orElse(branch.condition());
      branches.add(new Piecewise.Branch(branch.value(), condition));
    }
    return Piecewise.of(branches, cases.otherwise().orElse(null));
  }

  /** Whether the values of cases are not simplified again under their conditions. */
  private boolean areTooDear(Piecewise cases) {
    if (depth >= deepestCases) {
      Limit.SIMPLIFIED_CASES_NESTING.stop();
      return true;
    }
    if (cost.of(cases) > dearestCases) {
      Limit.SIMPLIFIED_CASES_COST.stop();
      return true;
    }
    return false;
  }

  private Expr improve(Expr node) {
    Expr best = node;
    boolean improved = true;
    while (improved) {
      Interruption.poll();
      improved = false;
      if (!isWorthwhile(best)) {
        return best;
      }
      if (improvements >= mostImprovements) {
        Limit.SIMPLIFYING_STEPS.stop();
        return best;
      }
      improvements++;
      for (Expr candidate : candidates(best)) {
        if (cost.of(candidate) < cost.of(best)) {
          best = candidate;
          improved = true;
        }
      }
    }
    return best;
  }

  private boolean isWorthwhile(Expr node) {
    return (node instanceof Sum
            || node instanceof Product
            || node instanceof Power
            || node instanceof Apply)
        && !isTooDear(node);
  }

  /** Whether a node is left as it is; its parts have been simplified. */
  private boolean isTooDear(Expr node) {
    if (cost.of(node) > dearestNode) {
      Limit.SIMPLIFIED_COST.stop();
      return true;
    }
    return false;
  }

  private List<Expr> candidates(Expr node) {
    List<Expr> candidates = new ArrayList<>();
    try {
      RationalForm form = new RationalForm();
      Fraction fraction = form.fraction(node);
      candidates.add(form.factored(fraction));
      candidates.add(form.expanded(fraction));
      candidates.add(form.withExponentials(fraction));
      candidates.add(form.together(fraction));
      byNumerator(form, fraction).ifPresent(candidates::add);
      SharedFactors.addCollected(node, cost, candidates);
      SharedFactors.addWithSquares(node, candidates);
      SharedFactors.addTurned(node, candidates);
      if (node instanceof Product product) {
        SharedFactors.withDecimals(product).ifPresent(candidates::add);
      }
      for (Expr kernel : form.kernels()) {
        if (kernel instanceof Apply apply) {
          Replacement.add(node, apply, form, fraction, candidates);
        } else if (kernel instanceof Power root && form.divides(kernel, fraction)) {
          Replacement.addForRoot(node, root, candidates);
        }
      }
      EvenPowers.takenOut(node).ifPresent(candidates::add);
      MissingFactor.quotient(node, known).ifPresent(candidates::add);
      identities.addRewritten(node, known, candidates);
      MirroredArguments.aligned(node)
          .ifPresent(aligned -> identities.addRewritten(aligned, known, candidates));
      unrolled(node).ifPresent(candidates::add);
      Cases.multiplied(node).ifPresent(candidates::add);
      Cases.merged(node).ifPresent(candidates::add);
      Cases.crossed(node, known).ifPresent(cases -> candidates.add(byCases(cases)));
      Cases.absorbed(node).ifPresent(cases -> candidates.add(byCases(cases)));
      MergedSums.of(node).ifPresent(candidates::add);
      MergedSums.withoutSign(node).ifPresent(candidates::add);
    } catch (BudgetException tooMuch) {
      tooMuch.stop();
      return candidates;
    } catch (DomainException | ArithmeticException impossible) {
      // A candidate that cannot be made is none; those made before stand.
      return candidates;
    }
    return candidates;
  }

  /** The fraction with identities applied to its numerator when that is multiplied out. */
  private Optional<Expr> byNumerator(RationalForm form, Fraction fraction) {
    if (fraction.denominator().isEmpty()) {
      return Optional.empty();
    }
    Expr numerator = form.numerator(fraction);
    Expr best = numerator;
    boolean improved = true;
    while (improved) {
      improved = false;
      List<Expr> rewritten = new ArrayList<>();
      identities.addRewritten(best, known, rewritten);
      for (Expr candidate : rewritten) {
        if (cost.of(candidate) < cost.of(best)) {
          best = candidate;
          improved = true;
        }
      }
    }
    if (best == numerator) {
      return Optional.empty();
    }
    Expr changed = Product.of(best, form.divisor(fraction));
    RationalForm again = new RationalForm();
    return Optional.of(again.factored(again.fraction(changed)));
  }

  /** The sum with short sums over numbers written out, where one of their terms may cancel. */
  private Optional<Expr> unrolled(Expr node) {
    if (!(node instanceof Sum sum)) {
      return Optional.empty();
    }
    Sum.Builder builder = new Sum.Builder().add(RationalNumber.of(sum.constant()));
    boolean changed = false;
    for (Sum.Term term : sum.terms()) {
      Optional<Expr> written =
          term.expression() instanceof Reduction reduction ? written(reduction) : Optional.empty();
      changed |= written.isPresent();
      builder.add(term.coefficient(), written.orElse(term.expression()));
    }
    return changed ? Optional.of(builder.build()) : Optional.empty();
  }

  private static Optional<Expr> written(Reduction reduction) {
    if (reduction.operator() != Reduction.Operator.SUM
        || reduction.condition() != Logical.TRUE
        || !(reduction.lower() instanceof RationalNumber lower)
        || !(reduction.upper() instanceof RationalNumber upper)
        || upper.value().minus(lower.value()).compareTo(Rational.of(MOST_UNROLLED)) >= 0) {
      return Optional.empty();
    }
    Sum.Builder builder = new Sum.Builder();
    Rational index = lower.value();
    while (index.compareTo(upper.value()) <= 0) {
      builder.add(reduction.bodyAt(Expr.of(index)));
      index = index.plus(Rational.ONE);
    }
    return Optional.of(builder.build());
  }
}
