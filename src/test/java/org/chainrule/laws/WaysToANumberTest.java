package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.compile.CompileException;
import org.chainrule.compile.Emitted;
import org.chainrule.expr.Expr;
import org.chainrule.number.ChainruleException;
import org.chainrule.workloads.GaussianMixture;
import org.chainrule.workloads.Formula;
import org.chainrule.workloads.NetworkN;
import org.chainrule.workloads.Perceptron;
import org.chainrule.workloads.Rosenbrock;
import org.chainrule.workloads.ScalarRecurrence;
import org.chainrule.workloads.Workload;
import org.chainrule.workloads.Written;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WaysToANumberTest {
  static List<Workload> workloads() {
    return List.of(
        new NetworkN(),
        new ScalarRecurrence(5),
        new ScalarRecurrence(50),
        new Perceptron(2, 2, 2, true),
        new Perceptron(2, 2, 2, false),
        new Perceptron(3, 5, 4, true),
        new Perceptron(10, 20, 5, false),
        new Rosenbrock(2),
        new Rosenbrock(10),
        new Rosenbrock(100),
        new Formula(),
        new GaussianMixture(3, 2, 2),
        new GaussianMixture(7, 3, 4));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void everyWorkload(Workload workload) {
    Ways ways = new Ways(workload.written(), workload.compile());
    Emitted emitted = new Emitted();
    ways.emit("Workload", emitted);
    ways.load(emitted.load().get("Workload"));
    double[] point = workload.point();
    double[] half = point.clone();
    for (int i = 0; i < half.length; i++) {
      half[i] = 0.5 * point[i] + 0.125;
    }
    List<double[]> points = List.of(point, half);
    Agreement agreement = new Agreement(ways.written);
    int stride = Math.max(1, point.length / 5);
    List<Integer> some =
        IntStream.range(0, point.length).filter(i -> i % stride == 0).boxed().toList();
    List<List<Ways.Answer>> answers = ways.at(points, workload.parameters());
    for (int i = 0; i < points.size(); i++) {
      agreement.compare(answers.get(i), points.get(i), workload.parameters(), some);
    }
    assertThat(agreement.faults()).isEmpty();
    assertThat(agreement.compared()).isEqualTo(2 * 6 * (1 + some.size()));
  }

  @Test
  void generatedExpressions() {
    ExpressionGenerator generator = new ExpressionGenerator(20_261_121);
    Tally tally = new Tally();
    int made = 0;
    while (tally.inAllWays < 1_000 && made < 8_000) {
      Emitted emitted = new Emitted();
      Map<String, Generated> batch = new LinkedHashMap<>();
      while (batch.size() < 250) {
        Expr expression = generator.next(4 + made % 25);
        made++;
        if (!expression.mayContainName("f") && !expression.mayContainName("h")) {
          String name = "Generated" + batch.size();
          Generated.of(expression).ifPresent(each -> {
            each.ways.emit(name, emitted);
            batch.put(name, each);
          });
        }
      }
      Map<String, Class<?>> classes = emitted.load();
      batch.forEach((name, each) -> each.compare(classes.get(name), tally));
    }
    System.out.println(made + " " + tally.inAllWays + " " + tally.compared+ " refused " + tally.refused + " " + tally.faults.size());
    assertThat(tally.faults).isEmpty();
  }

  private static final class Tally {
    int inAllWays;
    int compared;
    int refused;
    final List<String> faults = new ArrayList<>();
  }

  private static final class Generated {
    final Ways ways;
    private final GeneratedNumbers numbers;

    Generated(Ways ways, GeneratedNumbers numbers) {
      this.ways = ways;
      this.numbers = numbers;
    }

    static Optional<Generated> of(Expr expression) {
      GeneratedNumbers numbers;
      try {
        numbers = new GeneratedNumbers(expression);
      } catch (ChainruleException nothing) {
        return Optional.empty();
      }
      Written written = numbers.written();
      Gradient compiled = null;
      try {
        compiled = Chainrule.compile(expression, written.variables());
        for (String size : compiled.sizes()) {
          compiled = compiled.sized(size, written.lengths().get(size));
        }
      } catch (CompileException refused) {
        System.out.println(refused.getMessage() + " IN " + expression);
      }
      return Optional.of(new Generated(new Ways(written, compiled), numbers));
    }

    void compare(@Nullable Class<?> type, Tally tally) {
      ways.load(type);
      Written written = ways.written;
      List<double[]> points = new ArrayList<>();
      for (int shift = 0; shift < 2; shift++) {
        int at = shift;
        points.add(
            written.variables().stream()
                .mapToDouble(name -> GeneratedNumbers.number(name, at))
                .toArray());
      }
      List<Integer> by = new ArrayList<>();
      for (int i = 0; i < written.variables().size() && by.size() < 8; i++) {
        if (numbers.used().contains(written.variables().get(i))) {
          by.add(i);
        }
      }
      List<List<Ways.Answer>> answers;
      try {
        answers = ways.at(points, new double[0]);
      } catch (RuntimeException e) {
        tally.faults.add(e + " IN " + written.expression());
        return;
      }
      Agreement agreement = new Agreement(written);
      for (int i = 0; i < points.size(); i++) {
        agreement.compare(answers.get(i), points.get(i), new double[0], by);
      }
      agreement.faults().forEach(fault -> tally.faults.add(fault + " IN " + written.expression()+ " " + written.variables()));
      tally.compared += agreement.compared();
      if (ways.areAll()) {
        tally.inAllWays++;
      } else {
        tally.refused++;
      }
    }
  }
}
