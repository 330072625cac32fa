package org.chainrule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions of elements, and their derivatives, as formulas of matrices. */
class RaisingTest {
  private static final String[] DECLARED = {
    "a in 1..m",
    "b in 1..m",
    "c in 1..n",
    "d in 1..n",
    "i in 1..m",
    "j in 1..n",
    "k in 1..n",
    "l in 1..n",
    "r in 1..m",
    "t in 1..T",
    "X : R^{m x n}",
    "W : R^{m x n}",
    "A : R^{n x n}",
    "B : R^{n x n}",
    "w : R^n",
    "x : R^n",
    "y : R^m",
    "u : R^m",
    "v : R^n",
    "z : R^m",
    "h : R^{T x n}"
  };

  private static String raised(String text, String variables, String free) {
    String[] indices = free == null ? new String[0] : free.split(" ");
    return ElementProblem.text(
        new ElementProblem(DECLARED).raised(text, variables == null ? "" : variables, indices));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(c=1..n, X_{i,c}*w_c) | i | X*w",
        "sum(a=1..m, X_{a,j}*y_a) | j | X^T*y",
        "u_i*v_j | i j | u*v^T",
        "u_i | i j | u*ones(n)^T",
        "u_i + v_j | i j | ones(m)*v^T + u*ones(n)^T",
        "W_{i,j} + u_i | i j | W + u*ones(n)^T",
        "W_{i,j}*u_i*v_j | i j | diag(u)*W*diag(v)",
        "W_{i,j}/u_i | i j | diag(1 ./ u)*W",
        "u_i*sum(c=1..n, W_{i,c}*v_c) | i | u .* (W*v)",
        "sum(c=1..n, W_{i,c}*v_c*X_{r,c}) | i r | W*diag(v)*X^T",
        "delta(j,k)*v_j | j k | diag(v)",
        "delta(j,k) | j k | I",
        "A_{j,j} | j | diagonal(A)",
        "sum(c=1..n, A_{c,c}) | | tr(A)",
        "sum(c=1..n, sum(d=1..n, A_{c,d}*B_{d,c})) | | tr(A*B)",
        "sum(c=1..n, sum(d=1..n, A_{c,d}*A_{c,d})) | | norm(A)^2",
        "sum(c=1..n, sum(a=1..m, sum(d=1..n, X_{a,c}*A_{c,d}*X_{a,d}))) | | tr(X*A*X^T)",
        "sum(c=1..n, A_{j,c}*B_{c,j}) | j | diagonal(A*B)",
        "sum(c=1..n, W_{i,c}*X_{i,c}) | i | (W .* X)*ones(n)",
        "sum(a=1..m, sum(c=1..n, W_{a,c})) | | sum(W)",
        "sum(a=1..m, sum(c=1..n, u_a*W_{a,c}*v_c)) | | u^T*W*v",
        "sum(a=1..m, u_a*y_a) | | u^T*y",
        "sum(a=1..m, u_a*y_a*z_a) | | u^T*(y .* z)",
        "sum(c=1..n, x_c)/n | | 1/n*sum(x)",
        "sum(c=1..n, x_c) + 1 | | sum(x) + 1",
        "sqrt(sum(c=1..n, x_c^2)) | | norm(x)",
        "exp(sum(c=1..n, W_{i,c}*x_c)) | i | exp(W*x)",
        "max(x_j, 0) | j | max(x, 0)",
        "max(c=1..n, x_c) | | max(x)",
        "cases(x_j if x_j > 0, v_j otherwise) | j | cases(x if 0 < x, v otherwise)",
        "sum(c=2..n, x_c) | | sum(x) - x_1",
        "sum(c=1..n, c != j, A_{j,c}*x_c) | j | A*x - (x .* diagonal(A))",
        "sum(d=1..n, A_{j,d}*h_{t,d}) | j | A*h_t",
        "sum(t=1..T, h_{t,j}*h_{t,k}) | j k | h^T*h",
        "logsumexp(x)*v_j | j | logsumexp(x)*v",
        "sum(c=1..n, sum(d=1..n, sum(k=1..n, A_{j,d}*B_{d,k}*A_{c,d}*v_c*x_k))) | j |"
            + " A*((B*x) .* (A^T*v))",
      })
  void expressionsHaveAForm(String text, String free, String expected) {
    assertThat(raised(text, null, free)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1/2*sum(a=1..m, (sum(c=1..n, X_{a,c}*w_c) - y_a)^2) | w_k | k | X^T*(X*w - y)",
        "1/2*sum(a=1..m, (sum(c=1..n, X_{a,c}*w_c) - y_a)^2) | w_k, w_l | k l | X^T*X",
        "1/2*sum(a=1..m, (sum(c=1..n, X_{a,c}*w_c) - y_a)^2) | X_{r,l} | r l | (X*w - y)*w^T",
        "sum(c=1..n, sum(d=1..n, A_{c,d}*x_c*x_d)) | x_k | k | (A + A^T)*x",
        "sum(c=1..n, sum(d=1..n, A_{c,d}*x_c*x_d)) | x_k, x_l | k l | A + A^T",
        "sum(c=1..n, sum(d=1..n, A_{c,d}*x_c*x_d)) | A_{k,l} | k l | x*x^T",
        "sum(c=1..n, sum(d=1..n, A_{c,d}*B_{d,c})) | A_{k,l} | k l | B^T",
        "sum(c=1..n, sum(d=1..n, A_{c,d}^2)) | A_{k,l} | k l | 2*A",
        "sqrt(sum(c=1..n, x_c^2)) | x_k | k | x/norm(x)",
        "softmax(x)_j | x_k | j k | diag(softmax(x)) - softmax(x)*softmax(x)^T",
        "logsumexp(x) | x_k | k | softmax(x)",
        "logsumexp(x) | x_k, x_l | k l | diag(softmax(x)) - softmax(x)*softmax(x)^T",
        "exp(sum(c=1..n, W_{i,c}*x_c)) | x_k | i k | diag(exp(W*x))*W",
        "sum(c=1..n, sum(a=1..m, sum(d=1..n, X_{a,c}*A_{c,d}*X_{a,d}))) | X_{r,l} | r l | X*(A +"
            + " A^T)",
        "sum(a=1..m, -y_a*log(sigma(sum(c=1..n, X_{a,c}*w_c))) - (1-y_a)*log(1-sigma(sum(c=1..n,"
            + " X_{a,c}*w_c)))) | w_k | k | X^T*(sigma(X*w) - y)",
        "sum(a=1..m, log(1 + exp(sum(c=1..n, X_{a,c}*w_c)))) | w_k, w_l | k l | X^T*diag(sigma(X*w)"
            + " .* (ones(m) - sigma(X*w)))*X",
        "relu(sum(c=1..n, W_{i,c}*x_c)) | x_k | i k | diag(cases(1 if 0 < W*x, 0 if W*x < 0))*W",
      })
  void derivativesHaveAForm(String text, String variables, String free, String expected) {
    assertThat(raised(text, variables, free)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "i*u_i | i | an index is calculated with: i",
        "u_i*delta(i,1) | i | one row or column of a matrix has no name of its own",
        "sum(c=1..n, exp(A_{j,c}*A_{k,c})) | j k | a part depends on three indices at once",
        "sum(c=1..n, sum(d=1..n, A_{j,c}*A_{j,d}*A_{k,c}*A_{k,d}*A_{c,d})) | j k"
            + " | its sums are no chain of matrices",
        "sum(a=1..i, X_{a,j}) | i j | a length is not known to fit",
        "sum(c=3..n, x_c) | | a sum is over a part of a range",
        "prod(c=1..n, A_{j,c}) | j | there is no operation of matrices for it",
      })
  void othersSayWhyTheyHaveNone(String text, String free, String expected) {
    assertThat(raised(text, null, free)).startsWith(expected);
  }
}
