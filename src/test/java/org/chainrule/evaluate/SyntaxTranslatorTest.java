package org.chainrule.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.function.Functions;
import org.chainrule.parse.Parser;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.TableNames;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trees are evaluated as they are written: nothing is cancelled, and bound names stay bound. */
class SyntaxTranslatorTest {
  private static final Context<Syntax> CONTEXT = Context.of(Functions::named);

  private static Syntax tree(String text, String... declarations) {
    Declarations declared = Declarations.of(List.of(declarations));
    Statement statement =
        Parser.statements("whole = " + text, declared.names(), TableNames.ALL).statements().get(0);
    return ((Statement.Definition) statement).value();
  }

  private static double at(String text, String point) {
    return Evaluator.evaluate(tree(text), WrittenPoint.of(point), CONTEXT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a/b*c                                 | a=3,b=2,c=5        | 7.5
          a - b - c                             | a=3,b=2,c=5        | -4
          -x^2                                  | x=3                | -9
          2^-x^2                                | x=1                | 0.5
          2^3^2                                 | z=0                | 512
          e^x                                   | x=1                | 2.718281828459045
          x^0                                   | x=0                | 1
          sum(i=1..3, i*x_i)                    | x=[1,2,4]          | 17
          sum(i=1..3, sum(j=i..3, j))           | z=0                | 14
          sum(i=1..2, sum(i=1..3, i) + i)       | z=0                | 15
          sum(i=1..0, x_i)                      | z=0                | 0
          prod(i=1..0, i)                       | z=0                | 1
          sum(i=1..4, i != 2, i)                | z=0                | 8
          max(i=1..3, x_i)                      | x=[1,7,4]          | 7
          x[1 + 1]                              | x=[1,7,4]          | 7
          logsumexp(x)                          | x=[0,0]            | 0.6931471805599453
          softmax(x)_2                          | x=[1,1,1,1]        | 0.25
          cases(1 if x < 0, 2 if 0 < x < 1, 3 otherwise) | x=0.5    | 2
          cases(1 if x < 0, 2 if 0 < x < 1, 3 otherwise) | x=1      | 3
          cases(1 if not x > 0 or x = 2, 5 otherwise)    | x=2      | 1
          delta(i, 2) + delta(i, 3)             | i=2                | 1
          step(x) + sign(x)                     | x=0                | 1
          """)
  void valuesOfTrees(String text, String point, double expected) {
    Context<Syntax> context = CONTEXT.withKnown(Set.of("z"));
    assertThat(Evaluator.evaluate(tree(text), WrittenPoint.of(point), context)).isEqualTo(expected);
  }

  @Test
  void nothingIsCancelled() {
    for (String text : List.of("x/x", "x - x + 1/x", "exp(log(x))", "sqrt(x)^2", "0*log(x)")) {
      double x = text.contains("log") || text.contains("sqrt") ? -1 : 0;
      assertThatThrownBy(() -> at(text, "x=" + x))
          .as(text)
          .isInstanceOf(DomainException.class)
          .hasMessageContaining("(at 1:");
    }
  }

  @Test
  void failuresTellWhereInTheText() {
    assertThatThrownBy(() -> at("1 + log(x)", "x=-2"))
        .isInstanceOf(DomainException.class)
        .hasMessageContaining("log(-2)")
        .hasMessageContaining("(at 1:13");
  }

  @Test
  void definitionsAreTakenAsWritten() {
    NameMeanings<Syntax> definitions =
        new NameMeanings<>() {
          @Override
          public Optional<Syntax> of(String name) {
            return name.equals("y") ? Optional.of(tree("x^2")) : Optional.empty();
          }

          @Override
          public Optional<Syntax> of(String family, List<BigInteger> indices) {
            return family.equals("h") && indices.get(0).signum() > 0
                ? Optional.of(tree("2*h_" + indices.get(0).subtract(BigInteger.ONE)))
                : Optional.empty();
          }

          @Override
          public Lambda<Syntax> function(String name) {
            return new Lambda<>(List.of("u", "v"), tree("u - v + x"));
          }
        };
    Context<Syntax> context = CONTEXT.withDefinitions(definitions);
    Point point = WrittenPoint.of("x=3,h_0=1");
    assertThat(Evaluator.evaluate(tree("y + h_5 + x"), point, context)).isEqualTo(44);
    // The argument x is the caller's, and the x of the body is the point's.
    Syntax call = tree("F(2*x, y)", "F : R^2 -> R");
    assertThat(Evaluator.evaluate(call, WrittenPoint.of("x=3"), context)).isZero();
  }

  @Test
  void derivativesAndUnknownFunctionsAreRefused() {
    assertThatThrownBy(
            () -> Evaluator.evaluate(tree("f(x)", "f : R -> R"), WrittenPoint.of("x=1"), CONTEXT))
        .isInstanceOf(DomainException.class)
        .hasMessageContaining("by name only");
    assertThatThrownBy(
            () -> Evaluator.evaluate(tree("f'(x)", "f : R -> R"), WrittenPoint.of("x=1"), CONTEXT))
        .isInstanceOf(DomainException.class)
        .hasMessageContaining("the derivative f'");
    assertThatThrownBy(() -> at("softmax(x)_3", "x=[1,2]"))
        .isInstanceOf(DomainException.class)
        .hasMessageContaining("outside its vector");
    assertThatThrownBy(() -> at("diff(x^2, x)", "x=1")).isInstanceOf(DomainException.class);
  }

  @Test
  void hugeRangesAndOverflowAreRefusedAtOnce() {
    assertThatThrownBy(() -> at("sum(i=1..10^12, i)", "x=1")).isInstanceOf(BudgetException.class);
    assertThatThrownBy(
            () -> Evaluator.precise(tree("exp(x)"), WrittenPoint.of("x=1e10"), CONTEXT, 20))
        .isInstanceOf(BudgetException.class)
        .hasMessageContaining("overflow");
    assertThat(Evaluator.precise(tree("exp(x)"), WrittenPoint.of("x=1e6"), CONTEXT, 20))
        .isGreaterThan(new BigDecimal("1e434294"));
  }
}
