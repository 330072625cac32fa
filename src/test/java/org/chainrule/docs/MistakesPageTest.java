package org.chainrule.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.chainrule.result.Mistake;
import org.junit.jupiter.api.Test;

/** The page of the mistakes has each of them, with its rank and what is told of it. */
class MistakesPageTest {
  @Test
  void everyKindStandsOnThePage() throws IOException {
    assertThat(
            Files.readAllLines(Path.of("docs/mistakes.md")).stream()
                .filter(line -> line.startsWith("| `")))
        .containsExactlyElementsOf(
            Arrays.stream(Mistake.Kind.values())
                .map(
                    kind ->
                        "| `%s` | %d | %s |".formatted(kind.text(), kind.rank(), kind.sentence()))
                .toList());
  }
}
