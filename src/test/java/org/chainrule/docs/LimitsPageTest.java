package org.chainrule.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.chainrule.error.Limit;
import org.junit.jupiter.api.Test;

/** {@code docs/limits.md} shows the table of limits as it is. */
class LimitsPageTest {
  private static String row(Limit limit) {
    String number = limit == Limit.TIME ? "none" : String.format("%,d", limit.standard());
    String reached =
        switch (limit.reach()) {
          case REFUSES -> "refused";
          case STOPS -> "noted";
          case CHECKS_LESS -> "told by the check";
        };
    return "| `%s` | %s | %s | %s |".formatted(limit.title(), number, limit.counted(), reached);
  }

  @Test
  void thePageShowsEveryLimit() throws IOException {
    String table =
        Arrays.stream(Limit.values())
            .map(LimitsPageTest::row)
            .collect(
                Collectors.joining(
                    "\n", "| limit | standard | most | reached |\n|---|---:|---|---|\n", "\n"));

    assertThat(Files.readString(Path.of("docs/limits.md"))).contains(table);
  }
}
