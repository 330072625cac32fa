package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Budget;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Elements;
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
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Contraction;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.RangedRewriter;
import org.chainrule.rewrite.SweepRecorder;
import org.chainrule.rewrite.TraceListener;
import org.chainrule.rewrite.TraceRecorder;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.Trace;
import org.chainrule.trace.TraceStep;
import org.jspecify.annotations.Nullable;

/**
 * The form of an expression that is cheapest to read. From the leaves up, each small sum, product
 * and power is put into its rational normal form, factored and multiplied out, its exponentials are
 * replaced by functions that are rational in them, and identities are applied; the cheapest form is
 * kept. A budget bounds the work, so that every call returns.
 */
public final class Simplifier {
  private final long mostRounds = Limit.SIMPLIFYING_ROUNDS.most();
  private final long mostImprovements = Limit.SIMPLIFYING_STEPS.most();
  private final long dearestNode = Limit.SIMPLIFIED_COST.most();
  private final long dearestCases = Limit.SIMPLIFIED_CASES_COST.most();
  private final long deepestCases = Limit.SIMPLIFIED_CASES_NESTING.most();

  private final Facts given;
  private final Identities identities;
  private final TraceListener listener;
  private final Settled settled;
  private final Cost cost = new Cost();

  /** How many conditions of cases surround what is simplified. */
  private final int depth;

  /** What is known where the sweep is, of the indices of the binders around too. */
  private Facts known;

  private int improvements;

  public Simplifier(Facts facts) {
    this(facts, TraceListener.NONE);
  }

  /** A simplifier that tells of its steps. */
  public Simplifier(Facts facts, TraceListener listener) {
    this(facts, StandardIdentities.ALL, Settled.of(facts), 0, listener);
  }

  /** A simplifier with identities of the caller's. */
  public Simplifier(Facts facts, Identities identities) {
    this(facts, identities, TraceListener.NONE);
  }

  /** The same, which tells of its steps. */
  public Simplifier(Facts facts, Identities identities, TraceListener listener) {
    this(facts, identities, new Settled(), 0, listener);
  }

  private Simplifier(
      Facts facts, Identities identities, Settled settled, int depth, TraceListener listener) {
    given = facts;
    known = facts;
    this.identities = identities;
    this.settled = settled;
    this.depth = depth;
    this.listener = listener;
  }

  /** An equal expression, equal wherever the given one has a value, that costs no more. */
  public Expr simplify(Expr expression) {
    improvements = 0;
    Expr current = expression;
    for (int round = 0; round < mostRounds; round++) {
      SweepRecorder sweep = SweepRecorder.of(listener, Sweep.Strategy.BOTTOM_UP, current);
      Round next = new Round(sweep);
      Expr result = next.apply(current);
      sweep.end(result);
      if (result == current || improvements >= mostImprovements) {
        // What the last one leaves as it is stands in the result.
        next.stops(current).forEach(Limit::stop);
        return result;
      }
      current = result;
    }
    Limit.SIMPLIFYING_ROUNDS.stop();
    return current;
  }

  /** One sweep from the leaves to the root. */
  private final class Round extends RangedRewriter {
    private final SweepRecorder sweep;

    /** The largest number of an opened index that the sweep did not open itself. */
    private final int around;

    /** The limits at which searches stopped, of the nodes in which some did. */
    private final Map<Expr, Set<Limit>> stops = new HashMap<>();

    Round(SweepRecorder sweep) {
      // Inside cases the indices of the binders around are free, and known by their ranges.
      this(sweep, depth == 0 ? 0 : given.openedInUse());
    }

    private Round(SweepRecorder sweep, int around) {
      super(given, around);
      known = given;
      this.sweep = sweep;
      this.around = around;
    }

    Set<Limit> stops(Expr node) {
      return stops.getOrDefault(node, Set.of());
    }

    /** What is remembered of a node; a sweep that is told of visits what changes. */
    @Override
    protected @Nullable Expr shortcut(Expr node) {
      Settled.Result before = isClosed(node) ? settled.swept.get(node) : null;
      if (before == null || sweep.isListening() && before.expression() != node) {
        return null;
      }
      if (!before.stops().isEmpty()) {
        stops.put(node, before.stops());
      }
      return before.expression();
    }

    private boolean isClosed(Expr node) {
      return Symbol.largestOpened(node) <= around;
    }

    @Override
    protected List<Expr> dependencies(Expr node) {
      List<Expr> dependencies = super.dependencies(node);
      known = facts();
      return dependencies;
    }

    @Override
    protected Expr compute(Expr node) {
      Budget.Searched<Expr> rebuilt = Budget.search(() -> super.compute(node));
      Settled.Result improved = improve(rebuilt.result());
      Set<Limit> all = union(Set.copyOf(rebuilt.stops()), improved.stops());
      if (!stops.isEmpty()) {
        for (Expr part : super.dependencies(node)) {
          all = union(all, stops(part));
        }
      }
      if (!all.isEmpty()) {
        stops.put(node, all);
      }
      remember(settled.swept, node, new Settled.Result(improved.expression(), all));
      return improved.expression();
    }

    /** Remembers a result, unless it is for want of steps, of which another may have more. */
    private void remember(Settled.Results results, Expr node, Settled.Result result) {
      if (isClosed(node) && !result.stops().contains(Limit.SIMPLIFYING_STEPS)) {
        results.put(node, result);
      }
    }

    /** The cheapest form of a node whose parts are as they stay. */
    private Settled.Result improve(Expr node) {
      Settled.Result before = isClosed(node) ? settled.improved.get(node) : null;
      if (before != null && (before.expression() == node || !sweep.isListening())) {
        return before;
      }
      Settled.Result improved = improved(node);
      remember(settled.improved, node, improved);
      remember(settled.improved, improved.expression(), improved);
      return improved;
    }

    private Settled.Result improved(Expr node) {
      Expr best = node;
      while (true) {
        Interruption.poll();
        Expr current = best;
        Budget.Searched<Optional<Candidates.Candidate>> cheapest =
            Budget.search(() -> cheapest(current));
        if (cheapest.result().isEmpty()) {
          return new Settled.Result(best, Set.copyOf(cheapest.stops()));
        }
        Candidates.Candidate chosen = cheapest.result().get();
        if (sweep.isListening()) {
          sweep.add(chosen.step(best));
        }
        best = chosen.expression();
      }
    }

    /** What a node became, told as a step from what it is with its parts as they became. */
    private Expr told(Rule rule, Expr rebuilt, Expr result, List<Trace> parts) {
      if (sweep.isListening()) {
        sweep.add(new TraceStep(rule, "", rebuilt, result, List.of(), parts));
      }
      return result;
    }

    @Override
    public Expr visit(Relation relation) {
      Expr result = super.visit(relation);
      return result instanceof Relation changed
          ? told(Rule.CONDITION, result, solved(changed), List.of())
          : result;
    }

    @Override
    public Expr visit(Logical logical) {
      Expr result = super.visit(logical);
      return told(Rule.CONDITION, result, known.shortest(result), List.of());
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
      if (!(result instanceof Piecewise changed)) {
        return result;
      }
      List<Trace> parts = new ArrayList<>();
      return told(Rule.ORDERED_CASES, result, byCases(changed, parts), parts);
    }

    @Override
    public Expr visit(KroneckerDelta delta) {
      Expr result = super.visit(delta);
      return known
          .decide(Relation.equal(delta.left(), delta.right()))
          .map(equal -> (Expr) (equal ? RationalNumber.ONE : RationalNumber.ZERO))
          .map(number -> told(Rule.DECIDED_DELTA, result, number, List.of()))
          .orElse(result);
    }

    @Override
    public Expr visit(Reduction reduction) {
      Binder.Opened inside = opened(reduction);
      sweep.open(reduction, inside.index());
      if (!reduction.isOfTerms()) {
        return super.visit(reduction);
      }
      Expr lower = result(reduction.lower());
      Expr upper = result(reduction.upper());
      Expr condition = result(inside.condition());
      Expr body = result(inside.body());
      return reduction.operator() == Reduction.Operator.SUM
          ? Contraction.sum(inside.index(), lower, upper, condition, body, known, sweep)
          : Contraction.product(inside.index(), lower, upper, condition, body, known, sweep);
    }

    @Override
    public Expr visit(Elements elements) {
      sweep.open(elements, opened(elements).index());
      return super.visit(elements);
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
      if (!fraction.isDivided()) {
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
    return byCases(given, null);
  }

  /**
   * The same.
   *
   * @param parts takes how the values were derived; null where nobody wants to know
   */
  private Expr byCases(Piecewise given, @Nullable List<Trace> parts) {
    if (!(decided(given) instanceof Piecewise cases)) {
      return decided(given);
    }
    if (!(Cases.flattened(cases, known) instanceof Piecewise flat) || areTooDear(flat)) {
      return Cases.flattened(cases, known);
    }
    List<Piecewise.Branch> branches = new ArrayList<>();
    for (Piecewise.Branch branch : flat.branches()) {
      Expr value = inside(branch.value(), List.of(branch.condition()), parts);
      branches.add(new Piecewise.Branch(value, branch.condition()));
    }
    List<Expr> none =
        flat.branches().stream().map(branch -> Logical.not(branch.condition())).toList();
    Expr result =
        Piecewise.of(
            branches, flat.otherwise().map(last -> inside(last, none, parts)).orElse(null));
    return result instanceof Piecewise changed && changed != cases
        ? Cases.flattened(changed, known)
        : result;
  }

  /** A value where some conditions hold. */
  private Expr inside(Expr value, List<Expr> conditions, @Nullable List<Trace> parts) {
    Facts there = known;
    for (Expr condition : conditions) {
      there = there.with(condition);
    }
    TraceListener own = parts == null ? TraceListener.NONE : TraceRecorder.apart(listener);
    Expr result = new Simplifier(there, identities, new Settled(), depth + 1, own).simplify(value);
    if (parts != null && own.isListening() && result != value) {
      parts.add(new Trace(value, result, conditions, false, TraceRecorder.sweeps(own)));
    }
    return result;
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

  /** The union of two sets of limits; most often they are the same. */
  private static Set<Limit> union(Set<Limit> some, Set<Limit> others) {
    if (some == others || others.isEmpty()) {
      return some;
    }
    if (some.isEmpty()) {
      return others;
    }
    Set<Limit> both = EnumSet.copyOf(some);
    both.addAll(others);
    return both;
  }

  /** The cheapest form that costs less than a node; empty where there is none. */
  private Optional<Candidates.Candidate> cheapest(Expr node) {
    if (!isWorthwhile(node)) {
      return Optional.empty();
    }
    if (improvements >= mostImprovements) {
      Limit.SIMPLIFYING_STEPS.stop();
      return Optional.empty();
    }
    improvements++;
    Candidates.@Nullable Candidate chosen = null;
    double least = cost.of(node);
    for (Candidates.Candidate each :
        new Forms(node, known, identities, cost, this::byCases).all().all()) {
      double price = cost.of(each.expression());
      if (price < least) {
        least = price;
        chosen = each;
      }
    }
    return Optional.ofNullable(chosen);
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
}
