package org.chainrule.autograd;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.autograd.ExpressionRun.Truth;
import org.chainrule.autograd.ExpressionRun.Work;
import org.chainrule.error.DomainException;
import org.chainrule.error.Limit;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Reduction;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** The evaluations of the kinds of nodes: what each needs first, and what it makes of that. */
final class NodeEvaluators {
  private NodeEvaluators() {}

  static <T> Work<T> of(Expr node) {
    if (node instanceof Piecewise piecewise) {
      return new Cases<>(piecewise);
    }
    if (node instanceof Logical logical) {
      return new Connective<>(logical);
    }
    if (node instanceof Reduction reduction) {
      return new ReductionWork<>(reduction);
    }
    if (node instanceof Apply apply
        && !apply.arguments().isEmpty()
        && apply.arguments().get(0) instanceof Elements elements) {
      return new OfVector<>(apply, elements);
    }
    return new Plain<>(node);
  }

  /** A node that needs all its parts. */
  private static final class Plain<T> extends Work<T> {
    private final List<Expr> parts;
    private int done;

    Plain(Expr node) {
      super(node);
      parts = PlainNodes.parts(node);
    }

    @Override
    @Nullable Expr next(ExpressionRun<T> run) {
      while (done < parts.size()) {
        Expr part = parts.get(done);
        if (!run.isKnown(part)) {
          return part;
        }
        done++;
      }
      PlainNodes.compute(node, run);
      return null;
    }
  }

  private static final class Cases<T> extends Work<T> {
    private final Piecewise piecewise;
    private int branch;

    Cases(Piecewise piecewise) {
      super(piecewise);
      this.piecewise = piecewise;
    }

    @Override
    @Nullable Expr next(ExpressionRun<T> run) {
      while (branch < piecewise.branches().size()) {
        Piecewise.Branch here = piecewise.branches().get(branch);
        if (!run.isKnown(here.condition())) {
          return here.condition();
        }
        Truth truth = run.truth(here.condition());
        if (truth == Truth.HOLDS) {
          return chosen(here.value(), run);
        }
        if (truth == Truth.UNDECIDED) {
          run.put(node, run.numbers().number(Double.NaN));
          return null;
        }
        branch++;
      }
      Optional<Expr> otherwise = piecewise.otherwise();
      if (otherwise.isPresent()) {
        return chosen(otherwise.get(), run);
      }
      run.put(node, run.numbers().number(Double.NaN));
      return null;
    }

    private @Nullable Expr chosen(Expr value, ExpressionRun<T> run) {
      if (!run.isKnown(value)) {
        return value;
      }
      run.put(node, run.value(value));
      return null;
    }
  }

  private static final class Connective<T> extends Work<T> {
    private final Logical logical;
    private boolean isUndecided;
    private int done;

    Connective(Logical logical) {
      super(logical);
      this.logical = logical;
    }

    @Override
    @Nullable Expr next(ExpressionRun<T> run) {
      Truth neutral = Truth.of(logical.operator() == Logical.Operator.AND);
      while (done < logical.operands().size()) {
        Expr operand = logical.operands().get(done);
        if (!run.isKnown(operand)) {
          return operand;
        }
        Truth truth = run.truth(operand);
        isUndecided |= truth == Truth.UNDECIDED;
        if (truth != Truth.UNDECIDED && truth != neutral) {
          run.putCondition(node, truth);
          return null;
        }
        done++;
      }
      run.putCondition(node, isUndecided ? Truth.UNDECIDED : neutral);
      return null;
    }
  }

  /** The range of an index, once its bounds are known. */
  abstract static class Ranged<T> extends Work<T> {
    final Binder binder;
    @Nullable BigInteger index;
    BigInteger last = BigInteger.ZERO;

    Ranged(Expr node, Binder binder) {
      super(node);
      this.binder = binder;
    }

    /** What is needed before the range is known, or null. */
    @Nullable Expr bound(ExpressionRun<T> run) {
      if (index != null) {
        return null;
      }
      if (!run.isKnown(binder.lower())) {
        return binder.lower();
      }
      if (!run.isKnown(binder.upper())) {
        return binder.upper();
      }
      BigInteger first = run.whole(binder.lower());
      last = run.whole(binder.upper());
      long most = Limit.COMPUTED_TERMS.most();
      if (last.subtract(first).compareTo(BigInteger.valueOf(most)) > 0) {
        throw Limit.COMPUTED_TERMS.refusal("a sum or product has more than " + most + " terms");
      }
      index = first;
      return null;
    }

    BigInteger at() {
      BigInteger here = index;
      if (here == null) {
        throw new IllegalStateException("a range was used before its bounds were known");
      }
      return here;
    }
  }

  private static final class OfVector<T> extends Ranged<T> {
    private final Apply apply;
    private final List<T> elements = new ArrayList<>();
    private @Nullable Expr body;
    private BigInteger first = BigInteger.ZERO;

    OfVector(Apply apply, Elements vector) {
      super(apply, vector);
      this.apply = apply;
    }

    @Override
    @Nullable Expr next(ExpressionRun<T> run) {
      boolean starts = index == null;
      Expr bound = bound(run);
      if (bound != null) {
        return bound;
      }
      if (starts) {
        first = at();
      }
      while (at().compareTo(last) <= 0) {
        Expr element = body == null ? binder.bodyAt(Expr.of(Rational.of(at()))) : body;
        body = element;
        if (!run.isKnown(element)) {
          return element;
        }
        elements.add(run.value(element));
        body = null;
        index = at().add(BigInteger.ONE);
      }
      PreparedFunction rule = PreparedFunction.of(apply.function());
      BigInteger position = BigInteger.ZERO;
      if (rule.selects()) {
        Expr selected = apply.arguments().get(1);
        if (!run.isKnown(selected)) {
          return selected;
        }
        position = run.whole(selected).subtract(first);
      }
      if (position.signum() < 0 || position.compareTo(BigInteger.valueOf(elements.size())) >= 0) {
        throw new DomainException(
            apply.function().name() + " is asked for an element outside its vector");
      }
      run.put(node, run.numbers().applyToVector(rule, elements, position.intValueExact()));
      return null;
    }
  }
}
