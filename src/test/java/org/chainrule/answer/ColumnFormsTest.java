package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.error.ChainruleException;
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
