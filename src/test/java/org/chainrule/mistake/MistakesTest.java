package org.chainrule.mistake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.chainrule.Chainrule;
import org.chainrule.Model;
import org.chainrule.result.CheckResult.Verdict;
import org.chainrule.result.Mistake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong claims, line by line of a file that is easy to add to, and what is said to have happened.
 */
class MistakesTest {
  static Stream<String> claims() throws IOException {
    try (InputStream stream = MistakesTest.class.getResourceAsStream("claims.txt")) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#"));
    }
  }

  @ParameterizedTest
  @MethodSource("claims")
  void aMistakeIsNamedWhereItAloneExplainsTheClaim(String line) {
    String[] parts = line.split(" ~ ");
    String[] problem = parts[0].split(" \\| ");
    Model model =
        problem.length == 1
            ? new Model()
            : new Model(Arrays.stream(problem[1].split("; ")).map(String::strip).toList());

    assertThat(model.check(problem[0], parts[1], parts[2]).verdict()).isEqualTo(Verdict.REFUTED);
    assertThat(
            model
                .mistake(problem[0], parts[1], parts[2])
                .map(each -> each.kind().text())
                .orElse("-"))
        .isEqualTo(parts[3]);
  }

  @Test
  void ofAClaimThatIsRightThereIsNone() {
    assertThat(Chainrule.mistake("sin(x)^2", "x", "sin(2*x)")).isEmpty();
  }

  @Test
  void theSentenceTellsWhere() {
    Optional<Mistake> mistake = Chainrule.mistake("x*sin(3*x)", "x", "sin(3*x) + x*cos(3*x)");

    assertThat(mistake.map(Mistake::sentence))
        .contains(
            "the inner derivative is missing: diff(3*x, x) = 3, "
                + "in diff(sin(3*x), x) = diff(3*x, x)*cos(3*x)");
    assertThat(mistake.map(Mistake::right)).contains(List.of("product"));
  }

  @Test
  void namesAreUnique() {
    assertThat(Arrays.stream(Mistake.Kind.values()).map(Mistake.Kind::text))
        .doesNotHaveDuplicates();
  }
}
