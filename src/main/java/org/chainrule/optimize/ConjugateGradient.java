package org.chainrule.optimize;

import java.util.Arrays;
import org.apache.commons.math3.exception.TooManyEvaluationsException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.chainrule.optimize.Descent.Evaluated;
import org.jspecify.annotations.Nullable;

/** The method of conjugate gradients, as commons-math3 has it. */
final class ConjugateGradient {
  private final Descent descent;

  /** The last point that was asked for: value and gradient are asked for apart. */
  private Evaluated last;

  private @Nullable StopReason reason;

  private ConjugateGradient(Descent descent) {
    this.descent = descent;
    last = descent.here();
    reason = descent.reason();
  }

  static Minimum minimize(Descent descent) {
    return new ConjugateGradient(descent).minimum();
  }

  private Minimum minimum() {
    if (reason == null) {
      try {
        new NonLinearConjugateGradientOptimizer(
                NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE,
                (step, before, after) -> stopsAt(at(after.getPoint())),
                1e-12,
                1e-12,
                1)
            .optimize(
                new MaxEval(Integer.MAX_VALUE),
                new ObjectiveFunction(point -> at(point).value()),
                new ObjectiveFunctionGradient(point -> at(point).gradient().clone()),
                GoalType.MINIMIZE,
                new InitialGuess(descent.here().point()));
      } catch (TooManyEvaluationsException noBracket) {
        reason = StopReason.UNBOUNDED;
      }
    }
    return descent.stop(reason == null ? StopReason.NO_PROGRESS : reason);
  }

  private Evaluated at(double[] point) {
    if (!Arrays.equals(last.point(), point)) {
      last = descent.evaluate(point.clone());
      descent.requireFinite(last);
    }
    return last;
  }

  private boolean stopsAt(Evaluated next) {
    descent.arrive(next);
    reason = descent.reason();
    return reason != null;
  }
}
