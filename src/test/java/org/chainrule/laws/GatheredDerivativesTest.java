package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.Chainrule;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.function.Functions;
import org.chainrule.result.CheckResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hundreds of derivatives agree with finite differences of the text as it was written. */
class GatheredDerivativesTest {
  private static final double TOLERANCE = 1e-12;

  private static final DerivingEngine ENGINE =
      new DerivingEngine(
          new Problem(List.of(), List.of()),
          new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(60)));

  private static List<String> gathered() throws IOException {
    try (InputStream in = GatheredDerivativesTest.class.getResourceAsStream("expressions.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().toList();
    }
  }

  @Test
  void gatheredExpressions() throws IOException {
    List<String> lines = gathered();

    assertThat(lines).hasSizeGreaterThan(500);
    assertRight(lines.stream());
  }

  private static void assertRight(Stream<String> lines) {
    assertThat(lines.parallel().map(GatheredDerivativesTest::fault).flatMap(Optional::stream))
        .isEmpty();
  }

  /** What is wrong with a derivative, and the verdict on it; none where it is refused. */
  private record Fault(CheckResult.@Nullable Verdict verdict, String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  /** What is wrong with the derivative that a line asks for. */
  private static Optional<Fault> fault(String line) {
    String[] parts = line.split(" ; ", -1);
    try {
      DerivativeAnswer answer = ENGINE.differentiate(parts[0], List.of(parts[1]), 1, List.of());
      CheckResult check = answer.check();
      Double error = check.maxError();
      boolean agrees =
          check.verdict() == CheckResult.Verdict.PROBABLE && error != null && error <= TOLERANCE;
      if (!agrees) {
        String text = line + ": " + answer.result() + ": " + check.sentence();
        return Optional.of(new Fault(check.verdict(), text));
      }
      Expr simplified = Chainrule.simplify(Chainrule.diff(parts[0], parts[1]));
      return Chainrule.simplify(simplified) == simplified
          ? Optional.empty()
          : Optional.of(new Fault(check.verdict(), line + ": simplifying twice changes it"));
    } catch (ChainruleException refused) {
      return Optional.of(new Fault(null, line + ": " + refused.getMessage()));
    }
  }

  @Test
  void functionsOfFunctionsOfTheTable() {
    functionsOfFunctions(60);
  }

  @Test
  @Tag("slow")
  void manyFunctionsOfFunctionsOfTheTable() {
    functionsOfFunctions(240);
  }

  private static void functionsOfFunctions(int count) {
    List<String> unary =
        Functions.all().stream()
            .filter(row -> row.parameters().equals(List.of(Function.Parameter.SCALAR)))
            .map(Function::name)
            .collect(Collectors.toCollection(ArrayList::new));
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String inner = unary.get(random.nextInt(unary.size()));
      lines.add(unary.get(i % unary.size()) + "(" + inner + "(x)) ; x");
    }

    List<Fault> faults =
        lines.parallelStream()
            .map(GatheredDerivativesTest::fault)
            .flatMap(Optional::stream)
            .toList();

    assertThat(faults).allMatch(fault -> fault.verdict() == CheckResult.Verdict.UNDECIDED);
    assertThat(faults.size()).as("undecided: " + faults).isLessThan(count / 8);
  }
}
