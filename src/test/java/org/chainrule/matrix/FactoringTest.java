package org.chainrule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What forms become when they are shortened. */
class FactoringTest {
  private static final FormText TEXT =
      new FormText(
          "A : m n; B : n m; C : n k; Q : n n; R : n n; S : n n symmetric; P : n n symmetric;"
              + " X : m n; Y : m k; Z : m n; W : n k; y : m; b : m; c : m; p : n; q : n; u : n;"
              + " v : n; w : n; x : n; z : n; o : n; lambda; t; r; s; g : m");

  private static String shortest(String text) {
    return Factoring.shortest(TEXT.read(text), TEXT::isSymmetric).toString();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      textBlock =
          """
          X^T*X*w - X^T*y                                   | X^T*(X*w - y)
          2*X^T*X*w - 2*X^T*y                               | 2*X^T*(X*w - y)
          X^T*X*w/n - X^T*y/n                               | 1/n*X^T*(X*w - y)
          2*X^T*X*w - 2*X^T*y + 2*lambda*w                  | 2*(X^T*(X*w - y) + lambda*w)
          p .* v - p*(p^T*v)                                | p .* (v - p^T*v)
          diag(p) - p*p^T                                   | diag(p) - p*p^T
          X^T*diag(y)*X - X^T*diag(y .^ 2)*X                | X^T*diag(y .* (1 - y))*X
          (sigma(z) - o) .* sigma(z) .* (1 - sigma(z))      | (sigma(z) - o) .* sigma(z) .* (1 - sigma(z))
          sigma(z) .^ 2 - sigma(z) .^ 3 - o .* sigma(z) + o .* sigma(z) .^ 2 | (sigma(z) - o) .* sigma(z) .* (1 - sigma(z))
          Q*x + Q^T*x                                       | (Q + Q^T)*x
          S*x + S^T*x                                       | 2*S*x
          x^T*Q*v + x^T*Q^T*v                               | v^T*(Q + Q^T)*x
          -2*(X - A)*x                                      | 2*(A - X)*x
          Q*R - Q                                           | Q*R - Q
          u - u .* v                                        | u .* (1 - v)
          diag(u)*v                                         | u .* v
          diag(u)*diag(v)                                   | diag(u .* v)
          (u*v^T) .* Q                                      | (u*v^T) .* Q
          diag(y)*A*diag(v)                                 | (y*v^T) .* A
          diag(u)*Q                                         | diag(u)*Q
          Q*inv(Q)*x                                        | x
          inv(X^T*X)*X^T*X*w                                | w
          tr(u*v^T)                                         | u^T*v
          sum(u .* v)                                       | u^T*v
          sqrt(sum((x - v) .^ 2))                           | norm(x - v)
          sum(A .^ 2)                                       | norm(A)^2
          tr(A^T*X)                                         | sum(A .* X)
          tr(B*A*inv(Q)*Q*B*A)                              | tr(A*B*A*B)
          ones(n)^T*v                                       | sum(v)
          exp(z)/sum(exp(z))                                | softmax(z)
          log(sum(exp(z)))                                  | logsumexp(z)
          sum(softmax(z))*x                                 | x
          x - sum(x)/n*ones(n)                              | x - mean(x)
          x/sqrt(sum(x .^ 2))                               | x/norm(x)
          x*x^T/norm(x)^3 - I_n/norm(x)                     | norm(x)^(-3)*x*x^T - I/norm(x)
          (X^T)^T*x                                         | X*x
          B^T*x .* (A*x)                                    | (B^T*x) .* (A*x)
          X*Q - Z*Q                                         | (X - Z)*Q
          X^T + A^T                                         | (A + X)^T
          u*w^T*v + w*u^T*v                                 | (u*w^T + w*u^T)*v
          ones(m)*ones(n)^T .* X                            | X
          -(x - v)*(x - v)^T + Q                            | Q - (x - v)*(x - v)^T
          -2*(x - v)*(x - v)^T                              | -2*(x - v)*(x - v)^T
          A^T*B^T                                           | A^T*B^T
          (A^T*(c - b) .* (1 - x .^ 2))*x^T                 | ((A^T*(c - b)) .* (1 - x.^2))*x^T
          X^T*diag(y)*(X - ones(m)*y^T*X)                   | X^T*(diag(y) - y*y^T)*X
          g/s - sum(g)/(m*s) - (y^T*g)*y/(m*s)              | 1/s*(g - 1/m*(g^T*y)*y - mean(g))
          exp(X)*diag(1 ./ (exp(X)^T*ones(m)))              | softmax(X)
          Q + u*v^T                                         | Q + u*v^T
          -x .* (1 - x)                                     | x .* (x - 1)
          """)
  void isShort(String form, String expected) {
    assertThat(shortest(form)).isEqualTo(expected);
    assertThat(shortest(expected.replace("I)", "I_n)"))).isEqualTo(expected);
  }
}
