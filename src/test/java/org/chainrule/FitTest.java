package org.chainrule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.chainrule.expr.Expr;
import org.junit.jupiter.api.Test;

/** Compiled functions in the optimisers of commons-math3. */
class FitTest {
  @Test
  void conjugateGradientsFitALogisticRegression() {
    int n = 40;
    double[] data = new double[2 * n];
    for (int i = 0; i < n; i++) {
      data[i] = (i - 20) / 5.0;
      data[n + i] = data[i] + Math.sin(5.0 * i) > 0.5 ? 1 : 0;
    }
    Gradient loss =
        Chainrule.model("x : R^n", "t : R^n")
            .compile(
                "sum(i=1..n, log(1 + exp(w*x_i + b)) - t_i*(w*x_i + b)) + (w^2 + b^2)/100",
                List.of("w", "b"),
                List.of("x", "t"))
            .sized("n", n)
            .with(data);

    PointValuePair found =
        new NonLinearConjugateGradientOptimizer(
                NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE,
                new SimpleValueChecker(1e-30, 1e-30),
                1e-12,
                1e-12,
                1)
            .optimize(
                new MaxEval(1_000),
                new ObjectiveFunction(loss),
                new ObjectiveFunctionGradient(loss.vectorFunction()),
                GoalType.MINIMIZE,
                new InitialGuess(new double[] {0, 0}));

    assertThat(loss.gradient(found.getPoint())).containsExactly(new double[2], within(1e-5));
    assertThat(found.getValue()).isLessThan(loss.value(new double[] {0, 0}) / 2);
    assertThat(found.getPoint()[0]).isPositive();
    double[][] hessian = loss.matrixFunction().value(found.getPoint());
    assertThat(hessian[0][0] * hessian[1][1] - hessian[0][1] * hessian[1][0]).isPositive();
  }

  @Test
  void levenbergAndMarquardtFitADecay() {
    List<Expr> model = new ArrayList<>();
    double[] observed = new double[12];
    for (int i = 0; i < observed.length; i++) {
      model.add(Chainrule.parse("a*exp(-k*" + i + "/4) + c"));
      observed[i] = 2.5 * Math.exp(-0.75 * i / 4.0) + 0.5;
    }
    Jacobian residuals = Chainrule.compileAll(model, List.of("a", "k", "c"));

    LeastSquaresOptimizer.Optimum found =
        new LevenbergMarquardtOptimizer()
            .optimize(
                new LeastSquaresBuilder()
                    .model(residuals, residuals.matrixFunction())
                    .target(observed)
                    .start(new double[] {1, 0.1, 0})
                    .maxEvaluations(200)
                    .maxIterations(200)
                    .build());

    assertThat(found.getPoint().toArray())
        .containsExactly(new double[] {2.5, 0.75, 0.5}, within(1e-8));
  }
}
