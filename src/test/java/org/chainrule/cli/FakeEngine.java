package org.chainrule.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.answer.CheckAnswer;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.answer.Engine;
import org.chainrule.answer.EngineFactory;
import org.chainrule.answer.JacobianProduct;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.answer.ReadingAnswer;
import org.chainrule.answer.Value;
import org.chainrule.answer.ValueAnswer;
import org.chainrule.error.DomainException;
import org.chainrule.resolve.ProblemNames;
import org.chainrule.result.CheckResult;
import org.chainrule.result.CheckResult.Verdict;

/** An engine that knows no mathematics: it tells what it was asked, and fails as it is told to. */
final class FakeEngine implements EngineFactory {
  /** What reached the factory, in order. */
  final List<Problem> problems = new ArrayList<>();

  final List<Options> options = new ArrayList<>();

  /** The times that checks had. */
  final List<Duration> checkTimes = new ArrayList<>();

  @Override
  public Engine of(Problem problem, Options chosen) {
    problems.add(problem);
    options.add(chosen);
    return new Told(checkTimes);
  }

  private record Told(List<Duration> checkTimes) implements Engine {

    @Override
    public DerivativeAnswer differentiate(
        String expression, List<String> variables, int order, List<Map<String, Object>> points) {
      fail(expression);
      String by = String.join(",", variables);
      return new DerivativeAnswer(
          by,
          "D[%s; %s; %d]".formatted(expression, by, order),
          "\\D{" + by + "}",
          values(points),
          List.of("x > 0"),
          List.of("read as written"),
          List::of,
          left -> {
            checkTimes.add(left);
            if (expression.equals("slow check")) {
              sleep();
            }
            return check(expression);
          });
    }

    @Override
    public List<DerivativeAnswer> gradient(
        String expression, List<String> variables, List<Map<String, Object>> points) {
      return variables.stream()
          .map(variable -> differentiate(expression, List.of(variable), 1, points))
          .toList();
    }

    @Override
    public List<DerivativeAnswer> product(
        JacobianProduct kind,
        String expression,
        List<String> variables,
        List<String> vectors,
        List<Map<String, Object>> points) {
      String asked = "%s %s; %s".formatted(kind.word(), expression, vectors);
      return variables.stream()
          .map(variable -> differentiate(asked, List.of(variable), 1, points))
          .toList();
    }

    @Override
    public String javaClass(
        String expression, List<String> variables, List<String> parameters, String className) {
      fail(expression);
      return "class %s // %s; %s; %s\n".formatted(className, expression, variables, parameters);
    }

    @Override
    public ValueAnswer evaluate(String expression, List<Map<String, Object>> points) {
      fail(expression);
      return new ValueAnswer(
          expression, "\\text{" + expression + "}", values(points), List.of(), List.of("a note"));
    }

    @Override
    public CheckAnswer check(
        String expression,
        List<String> variables,
        int order,
        String claim,
        List<Map<String, Object>> points) {
      fail(expression);
      return new CheckAnswer(
          "D[%s; %s; %d]".formatted(expression, String.join(",", variables), order),
          "\\D",
          List.of("x > 0"),
          List.of(),
          check(claim),
          java.util.Optional::empty);
    }

    @Override
    public ReadingAnswer parse(String expression, boolean explain) {
      fail(expression);
      return new ReadingAnswer(
          expression, "\\x", List.of("a note"), explain ? List.of("x: a symbol") : List.of());
    }

    private static CheckResult check(String text) {
      for (Verdict verdict : Verdict.values()) {
        if (text.contains(verdict.name())) {
          String at = verdict == Verdict.REFUTED ? "x=2" : null;
          return new CheckResult(verdict, null, 3, at, verdict + (at == null ? "" : " at x=2"));
        }
      }
      return new CheckResult(Verdict.PROBABLE, 1.5e-13, 20, null, "PROBABLE: 20 points");
    }

    /** At each point the sum of its plain values; none where one is negative, infinite above 9. */
    private static List<Value> values(List<Map<String, Object>> points) {
      List<Value> values = new ArrayList<>();
      for (Map<String, Object> point : points) {
        double sum =
            point.values().stream()
                .filter(Number.class::isInstance)
                .mapToDouble(value -> ((Number) value).doubleValue())
                .sum();
        values.add(
            sum < 0
                ? Value.none("undefined at " + point)
                : Value.of(sum > 9 ? Double.POSITIVE_INFINITY : sum));
      }
      return values;
    }

    private static void fail(String expression) {
      switch (expression) {
        case "bad(" -> ProblemNames.of(List.of("\nx = 1 + )"));
        case "domain" -> throw new DomainException("outside the domain");
        case "memory" -> throw new OutOfMemoryError("Java heap space");
        case "stack" -> throw new StackOverflowError();
        case "bug" -> throw new IllegalStateException("unforeseen");
        case "sleep" -> sleep();
        case "deaf" -> stayDeaf();
        default -> {}
      }
    }

    private static void sleep() {
      try {
        Thread.sleep(Duration.ofMinutes(5).toMillis());
      } catch (InterruptedException e) {
        throw new DomainException("stopped");
      }
    }

    private static void stayDeaf() {
      long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    }
  }
}
