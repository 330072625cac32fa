package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.BudgetException;
import org.chainrule.number.DomainException;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Contraction;
import org.chainrule.rewrite.Facts;

/**
 * The form of an expression that is cheapest to read. From the leaves up, each small sum, product
 * and power is put into its rational normal form, factored and multiplied out, its exponentials are
 * replaced by functions that are rational in them, and identities are applied; the cheapest form is
 * kept. A budget bounds the work, so that every call returns.
 */
public final class Simplifier {
  /** Dearer nodes are left as they are: their parts have been simplified. */
  private static final double DEAREST_NODE = 400;

  private static final int MOST_ROUNDS = 6;
  private static final int MOST_IMPROVEMENTS = 20_000;
  private static final int MOST_UNROLLED = 8;

  private final Facts facts;
  private final Identities identities;
  private final Cost cost = new Cost();
  private int improvements;

  public Simplifier(Facts facts) {
    this(facts, StandardIdentities.ALL);
  }

  /** A simplifier with identities of the caller's. */
  public Simplifier(Facts facts, Identities identities) {
    this.facts = facts;
    this.identities = identities;
  }

  /** An equal expression, equal wherever the given one has a value, that costs no more. */
  public Expr simplify(Expr expression) {
    Expr current = expression;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Expr next = new Round().apply(current);
      if (next == current || improvements >= MOST_IMPROVEMENTS) {
        return next;
      }
      current = next;
    }
    return current;
  }

  /** One sweep from the leaves to the root. */
  private final class Round extends Rewriter {
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
    public Expr visit(KroneckerDelta delta) {
      return facts
          .decide(Relation.equal(delta.left(), delta.right()))
          .map(equal -> (Expr) (equal ? RationalNumber.ONE : RationalNumber.ZERO))
          .orElseGet(() -> super.visit(delta));
    }

    @Override
    public Expr visit(Reduction reduction) {
      Binder.Opened inside = opened(reduction);
      facts.addRange(
          inside.index(), new Facts.Range(result(reduction.lower()), result(reduction.upper())));
      if (reduction.operator() != Reduction.Operator.SUM) {
        return super.visit(reduction);
      }
      return Contraction.sum(
          inside.index(),
          result(reduction.lower()),
          result(reduction.upper()),
          result(inside.condition()),
          result(inside.body()),
          facts);
    }
  }

  /** A relation between a multiple of one term and a number, with the term alone on its side. */
  private static Expr solved(Relation relation) {
    Expr difference = Sum.of(relation.right(), relation.left().negate());
    if (!(difference instanceof Sum sum) || sum.size() != 1) {
      return relation;
    }
    Sum.Term term = sum.terms().get(0);
    Expr bound = Expr.of(sum.constant().dividedBy(term.coefficient()).negate());
    return term.coefficient().signum() > 0
        ? Relation.of(relation.operator(), bound, term.expression())
        : Relation.of(relation.operator(), term.expression(), bound);
  }

  /** The product with its other factors in the branches of the one that is by cases. */
  private static Optional<Expr> intoBranches(Expr node) {
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

  private Expr improve(Expr node) {
    Expr best = node;
    boolean improved = true;
    while (improved
        && improvements < MOST_IMPROVEMENTS
        && !Thread.currentThread().isInterrupted()) {
      improved = false;
      if (!isWorthwhile(best)) {
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
        && cost.of(node) <= DEAREST_NODE;
  }

  private List<Expr> candidates(Expr node) {
    List<Expr> candidates = new ArrayList<>();
    try {
      RationalForm form = new RationalForm();
      Fraction fraction = form.fraction(node);
      candidates.add(form.factored(fraction));
      candidates.add(form.expanded(fraction));
      for (Expr kernel : form.kernels()) {
        if (kernel instanceof Apply apply
            && apply.function().equals(Functions.EXP)
            && form.divides(kernel, fraction)) {
          addWithoutExponential(node, apply, candidates);
        }
      }
      identities.addRewritten(node, facts, candidates);
      unrolled(node).ifPresent(candidates::add);
      intoBranches(node).ifPresent(candidates::add);
      MergedSums.of(node).ifPresent(candidates::add);
      MergedSums.withoutSign(node).ifPresent(candidates::add);
    } catch (BudgetException | DomainException | ArithmeticException tooMuch) {
      // A candidate that cannot be made is none; those made before stand.
      return candidates;
    }
    return candidates;
  }

  /** Puts functions that are rational in an exponential in its place, where none of it remains. */
  private void addWithoutExponential(Expr node, Apply exponential, List<Expr> candidates) {
    Expr argument = exponential.arguments().get(0);
    for (Replacement replacement : Replacement.values()) {
      Symbol name = Symbol.opened(node.openedNumber() + 1);
      Optional<Expr> replaced = replacement.replace(node, exponential, name);
      if (replaced.isPresent()) {
        RationalForm form = new RationalForm();
        Expr factored = form.factored(form.fraction(replaced.get()));
        candidates.add(Substitution.of(name, replacement.function(argument)).apply(factored));
      }
    }
  }

  /** Functions in which an exponential is rational. */
  private enum Replacement {
    SIGMOID {
      @Override
      Expr function(Expr argument) {
        return Apply.of(Functions.SIGMOID, argument);
      }

      /** exp(u) = s/(1 - s). */
      @Override
      Expr exponential(Symbol name) {
        return name.dividedBy(RationalNumber.ONE.minus(name));
      }

      @Override
      int power() {
        return 1;
      }
    },
    HALF_TANGENT {
      @Override
      Expr function(Expr argument) {
        return Apply.of(Functions.TANH, argument.times(RationalNumber.HALF));
      }

      @Override
      Expr exponential(Symbol name) {
        return tangent(name);
      }

      @Override
      int power() {
        return 1;
      }
    },
    TANGENT {
      @Override
      Expr function(Expr argument) {
        return Apply.of(Functions.TANH, argument);
      }

      @Override
      Expr exponential(Symbol name) {
        return tangent(name);
      }

      @Override
      int power() {
        return 2;
      }
    };

    abstract Expr function(Expr argument);

    /** The exponential, to the power, in terms of the function. */
    abstract Expr exponential(Symbol name);

    /** Which power of the exponential is rational in the function. */
    abstract int power();

    /** exp(2u) = (1 + t)/(1 - t). */
    private static Expr tangent(Symbol name) {
      return RationalNumber.ONE.plus(name).dividedBy(RationalNumber.ONE.minus(name));
    }

    Optional<Expr> replace(Expr node, Apply kernel, Symbol name) {
      if (power() == 1) {
        return Optional.of(Substitution.of(kernel, exponential(name)).apply(node));
      }
      Symbol square = Symbol.opened(name.openedNumber() + 1);
      RationalForm form = new RationalForm();
      Expr halved = Substitution.of(kernel, square.power(RationalNumber.HALF)).apply(node);
      Expr together = form.expanded(form.fraction(halved));
      Expr even = Substitution.of(square, exponential(name)).apply(together);
      return even.openedNumber() > name.openedNumber() ? Optional.empty() : Optional.of(even);
    }
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
