package org.chainrule.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.chainrule.trace.Rule;
import org.junit.jupiter.api.Test;

/** The page of the rules has each of them, with its formula. */
class RulesTest {
  @Test
  void everyRuleStandsOnThePage() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("docs/rules.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(0, line.lastIndexOf('|', line.length() - 2)))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(Rule.values())
                .map(
                    rule ->
                        "| `"
                            + rule.text()
                            + "` | "
                            + (rule.formula().isEmpty() ? " " : "`" + rule.formula() + "` "))
                .toList());
  }
}
