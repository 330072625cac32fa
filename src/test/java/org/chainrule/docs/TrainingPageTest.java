package org.chainrule.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.chainrule.optimize.UpdateFormula;
import org.chainrule.optimize.UpdateRule;
import org.junit.jupiter.api.Test;

/** {@code docs/training.md} shows the table of update rules as it is. */
class TrainingPageTest {
  private static String row(UpdateRule rule) {
    String formulas =
        rule.formulas().stream()
            .map(UpdateFormula::text)
            .collect(Collectors.joining("`<br>`", "`", "`"));
    String settings =
        rule.hyperparameters().stream()
            .map(
                each ->
                    "`%s` (`%s`) %s".formatted(each.name(), each.symbol(), number(each.standard())))
            .collect(Collectors.joining(", "));
    return "| %s | %s | %s | %s |".formatted(rule.title(), formulas, settings, rule.source());
  }

  private static String number(double value) {
    return value < 1e-3 ? String.valueOf(value).replace(".0E", "e") : String.valueOf(value);
  }

  @Test
  void thePageShowsEveryRule() throws IOException {
    String table =
        Arrays.stream(UpdateRule.values())
            .map(TrainingPageTest::row)
            .collect(
                Collectors.joining(
                    "\n",
                    "| rule | a step | set by, and standard | source |\n|---|---|---|---|\n",
                    "\n"));

    assertThat(Files.readString(Path.of("docs/training.md"))).contains(table);
  }
}
