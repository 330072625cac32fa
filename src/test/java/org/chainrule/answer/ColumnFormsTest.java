package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.differentiate.AdjointRecurrence;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Symbol;
import org.chainrule.model.Derivations;
import org.chainrule.model.Question;
import org.chainrule.resolve.Declarations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers about families of columns and matrices, as they are printed. */
class ColumnFormsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x_t,y_t : R^D; W : R^{D x D} | sum(t=1..T, y_t^T*W*x_t) | W | sum(t=1..T, y_t*x_t^T)",
        "x_t,y_t : R^D; W : R^{D x D}; z_t = W*x_t | 1/2*sum(t=1..T, norm(z_t - y_t)^2) | W"
            + " | sum(t=1..T, (z_t - y_t)*x_t^T)",
        "x_t : R^D; A : R^{D x D} | 1/2*sum(t=2..T, norm(x_t - A*x_{t-1})^2) | A"
            + " | sum(t=2..T, (A*x_{t-1} - x_t)*x_{t-1}^T)",
        "x_t : R^D for t in 1..T; mu : R^D | 1/2*sum_t norm(x_t - mu)^2 | mu | sum(t=1..T, mu -"
            + " x_t)",
        "S_t : R^{n x n} | sum(t=1..N, logdet(S_t)) | S_k | inv(S_k)^T",
        "x_t : R^D; W : R^{D x D}; z_t = W*x_t | z_t | x_s | delta(s,t)*W",
        "h_0 : R^D; W : R^{D x D}; h_t = tanh(W*h_{t-1}) | h_t | h_0 | diag(1 -"
            + " h_t.^2)*W*dh_{t-1}/dh_0",
        "h_0 : R^D; y : R^D; W : R^{D x D}; h_t = tanh(W*h_{t-1}) | norm(h_2 - y)^2 | h_0"
            + " | 2*W^T*((W^T*((h_2 - y) .* (1 - h_2.^2))) .* (1 - h_1.^2))",
        "h_0 : R^D; y : R^D; W : R^{D x D}; h_t = tanh(W*h_{t-1}) | norm(h_2 - y)^2 | W"
            + " | 2*(((W^T*((h_2 - y) .* (1 - h_2.^2))) .* (1 - h_1.^2))*h_0^T"
            + " + ((h_2 - y) .* (1 - h_2.^2))*h_1^T)",
        "a_0 : R^n; W_l : R^{n x n}; b_l : R^n; a_l = sigma(W_l*a_{l-1} + b_l) | norm(a_2)^2 | b_2"
            + " | 2*(a_2.^2 .* (1 - a_2))",
        "W : R^{D x D}; x_t : R^D | W*x_3 | x_3 | W",
        "b_i, c : R^D | b_i^T*c | b_i | c",
      })
  void answersAreOfTheColumnsAsTheyWereWritten(
      String statements, String expression, String variable, String answer) {
    assertThat(printed(statements, expression, variable)).isEqualTo(answer);
  }

  private static final String NETWORK =
      "W : R^{D x D}; U : R^{D x K}; b : R^D; x_t : R^K; h_0 : R^D; y : R^D;"
          + "h_t = tanh(W*h_{t-1} + U*x_t + b);";

  private static List<String> notes(String statements, String expression, String variable) {
    return new DerivingEngine(
            new Problem(List.of(statements.split(";")), List.of()), Options.DEFAULT)
        .differentiate(expression, List.of(variable), 1, List.of())
        .notes();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "W | dL/dW = sum(t=1..T, ((dL/dh_t) .* (1 - h_t.^2))*h_{t-1}^T)",
        "U | dL/dU = sum(t=1..T, ((dL/dh_t) .* (1 - h_t.^2))*x_t^T)",
        "b | dL/db = sum(t=1..T, (dL/dh_t) .* (1 - h_t.^2))",
        "x_s | diff(L, x_s) = U^T*(diff(L, h_s) .* (1 - h_s.^2))",
        "h_0 | dL/dh_0 = W^T*((dL/dh_1) .* (1 - h_1.^2))",
      })
  void aNetworkIsToldBackwardsInTime(String variable, String derivative) {
    assertThat(notes(NETWORK + "L = norm(h_T - y)^2", "L", variable))
        .containsSequence(
            "backwards in time: " + derivative,
            "diff(L, h_T) = 2*(h_T - y)",
            "dL/dh_t = W^T*((dL/dh_{t+1}) .* (1 - h_{t+1}.^2)) for t < T");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A : R^{n x n}; u_t : R^n; x_0 : R^n; x_t = A*x_{t-1} + u_t; L = sum(t=1..T, norm(x_t)^2)"
            + " | A | dL/dA = sum(t=1..T, dL/dx_t*x_{t-1}^T)"
            + " | dL/dx_t = A^T*dL/dx_{t+1} + 2*x_t for t < T",
        "A_l : R^{n x n}; b_l : R^n; a_0 : R^n; a_l = sigma(A_l*a_{l-1} + b_l); L = norm(a_N)^2 |"
            + " A_k | dL/dA_k = (a_k .* (dL/da_k) .* (1 - a_k))*a_{k-1}^T | dL/da_l ="
            + " A_{l+1}^T*(a_{l+1} .* (dL/da_{l+1}) .* (1 - a_{l+1})) for l < N",
        "A : R^{n x n}; B : R^{n x n}; h_0, h_1 : R^n; h_t = A*h_{t-1} + B*h_{t-2}; L = norm(h_T)^2"
            + " | B | dL/dB = sum(t=2..T, dL/dh_t*h_{t-2}^T) | dL/dh_t = 0 for t > T",
        "A : R^{n x n}; Q : R^{n x n}; P_0 : R^{n x n}; P_t = A*P_{t-1}*A^T + Q; L = tr(P_T) | A"
            + " | dL/dA = sum(t=1..T, dL/dP_t*A*P_{t-1}^T + (dL/dP_t)^T*A*P_{t-1})"
            + " | dL/dP_t = A^T*dL/dP_{t+1}*A for t < T",
      })
  void otherRecurrencesAreToldBackwards(
      String statements, String variable, String derivative, String step) {
    assertThat(notes(statements, "L", variable)).contains("backwards in time: " + derivative, step);
  }

  @Test
  void wrongDerivativesBackwardsAreNotTold() {
    Declarations declarations =
        Declarations.of(List.of((NETWORK + "L = norm(h_T - y)^2").split(";")));
    Question question = new Question("L", List.of("W"), declarations);
    Derivations derivations =
        new Derivations(question, List.of(question.variables("W").get(0).variable()));
    Symbol name = Symbol.named("L");
    AdjointRecurrence.Result right = derivations.overTime(name).orElseThrow();
    Expr variable = derivations.by().get(0);
    assertThat(new AdjointCheck(question, right, name, variable).holds()).isTrue();
    AdjointRecurrence.Step step = right.steps().get(0);
    AdjointRecurrence.Result wrong =
        new AdjointRecurrence.Result(
            right.time(),
            right.first(),
            right.end(),
            right.derivative(),
            List.of(new AdjointRecurrence.Step(step.by(), step.last(), step.before().times(2))),
            right.isBeyond());
    assertThat(new AdjointCheck(question, wrong, name, variable).holds()).isFalse();
    AdjointRecurrence.Result other =
        new AdjointRecurrence.Result(
            right.time(),
            right.first(),
            right.end(),
            right.derivative().times(Expr.of(1001, 1000)),
            right.steps(),
            right.isBeyond());
    assertThat(new AdjointCheck(question, other, name, variable).holds()).isFalse();
  }

  private static String printed(String statements, String expression, String variable) {
    return new DerivingEngine(
            new Problem(List.of(statements.split(";")), List.of()), Options.DEFAULT)
        .differentiate(expression, List.of(variable), 1, List.of())
        .result();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "W : R^{D x D}; x_t : R^D | W*x_s | `x_s` and `x_t` could be elements of one family",
        "A : R^{n x n}; h_1 : R^n; h_t = A*h_{t-1} | h_2 | which leads to `h_0`",
        "A : R^{n x n}; h_t = A*h_{t-1} | norm(h_3) | the recurrence of h has no start",
        "A : R^{n x n}; s : R^n; h_1 = s; h_t = A*h_{t-1} | norm(h_0) | lies before the start",
      })
  void whatIsNotDoneIsRefused(String statements, String expression, String told) {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowableOfType(
                ChainruleException.class, () -> printed(statements, expression, "A")))
        .hasMessageContaining(told);
  }
}
