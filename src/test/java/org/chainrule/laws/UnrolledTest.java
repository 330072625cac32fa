package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.Chainrule;
import org.chainrule.expr.Expr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Indexed answers against what is written out, for all lengths up to 6 and all free indices. */
class UnrolledTest {
  private static final int LONGEST = 6;

  static Stream<Arguments> questions() {
    return Stream.of(
        of("softmax(x)_i", "x_j"),
        of("softmax(x/T)_i", "x_j"),
        of("logsumexp(x)", "x_j"),
        of("exp(x_i)/sum_k exp(x_k)", "x_j"),
        of("exp(x_i)/sum_k exp(x_k)", "x_j,x_k"),
        of("sum_i x_i^2*y_i", "x_j"),
        of("sum_i i*x_i", "x_j"),
        of("(sum_k a_k*x_k)^3", "x_i"),
        of("prod_k x_k", "x_j"),
        of("prod_k (1 + x_k^2)", "x_j"),
        of("sum(i=1..n, prod(k=1..i, x_k))", "x_j"),
        of("sum(k=1..i, x_k^2)", "x_j", "i in 1..n"),
        of("sum(k=i..n, x_k^2)", "x_j", "i in 1..n"),
        of("sum(k=1..i-1, x_k*x_i)", "x_j", "i in 1..n"),
        of("sum_{k != i} x_k^2*x_i", "x_j", "i in 1..n"),
        of("sum_i sum_j W_{i,j}*x_i*x_j", "x_k"),
        of("sum_i sum_j W_{i,j}*x_i*x_j", "W_{k,l}"),
        of("sum_i sum_j x_i*x_j", "x_k,x_l"),
        of("sum_i (x_i - sum_k x_k/n)^2", "x_j"),
        of("sum_i x_i*y_i/sqrt(sum_i x_i^2)", "x_j"),
        of("sum(k=2..n, (x_k - x_{k-1})^2)", "x_j"),
        of("sum(k=1..n-1, x_k*x_{k+1})", "x_j"),
        of("sum_i delta(i,k)*x_i^2", "x_j", "k in 1..n"),
        of("x_1*sum_i x_i", "x_j"),
        of("A_{i,j}*A_{j,i}", "A_{k,l}"),
        of("sum_k A_{i,k}*A_{k,j}", "A_{l,m}", "l, m in 1..n"),
        of("log(sum_k exp(a*x_k)*y_k^2)", "y_j"),
        of("sum_i log(1 + exp(-y_i*sum_k W_{i,k}*v_k))", "v_j"),
        of("sum_i relu(sum_k W_{i,k}*v_k)", "W_{j,l}"),
        of("max_k x_k", "x_j"),
        of("sum_i abs(x_i - x_j)", "x_k", "j in 1..n"),
        of("y_i", "x_j", "y_i = x_i/sum_k x_k^2"),
        of("L", "x_j", "y_i = x_i/sum_k x_k^2", "L = sum_i y_i^2"),
        of("L", "x_j,x_k", "y_i = exp(x_i)/sum_k exp(x_k)", "L = -sum_k t_k*log(y_k)"),
        of("z_{i,j}", "W_{k,l}", "z_{i,j} = sum_k W_{i,k}*X_{k,j}"),
        of("L", "X_{i,j}", "z_{i,j} = tanh(sum_k W_{i,k}*X_{k,j})", "L = sum_i sum_j z_{i,j}"));
  }

  private static Arguments of(String question, String variable, String... statements) {
    return Arguments.of(List.of(statements), question, variable);
  }

  @ParameterizedTest
  @MethodSource("questions")
  void agreesWithWhatIsWrittenOut(List<String> statements, String question, String variable) {
    Expr answer = Chainrule.model(statements.toArray(new String[0])).diff(question, variable);
    Unrolled unrolled = new Unrolled(statements, question, variable);
    // Four indices have 1,296 values at the length 6: there 4 is enough.
    long indices = (question + variable).chars().filter(each -> each == '{').count();
    int longest = indices >= 2 ? 3 : LONGEST;
    // The largest of one element is not yet derived: its others are none.
    int shortest = question.startsWith("max_k") ? 2 : 1;
    for (int n = shortest; n <= longest; n++) {
      unrolled.check(answer, Map.of("n", n), n);
    }
    assertThat(unrolled.compared()).isGreaterThanOrEqualTo(longest);
  }
}
