package org.chainrule.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs what the documents show.
 *
 * <p>Where an output is meant to change, {@link UpdateSnippets} writes it into the documents.
 */
class SnippetTest {
  static Stream<Documents.Block> blocks() throws IOException {
    return Documents.blocks().stream();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void theDocumentsShowWhatHappens(Documents.Block block) {
    assertShows(block.lines(), Rendering.of(block));
  }

  /** Compares line by line; an ellipsis in the document stands for any text within its line. */
  private static void assertShows(List<String> shown, List<String> real) {
    String pattern =
        shown.stream()
            .map(
                line ->
                    Arrays.stream(line.split("…", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("[^\n]*")))
            .collect(Collectors.joining("\n"));
    String text = String.join("\n", real);
    if (!Pattern.matches(pattern, text)) {
      assertThat(text).isEqualTo(String.join("\n", shown));
    }
  }

  @Test
  void aWrongOutputIsFound() {
    for (List<String> block :
        List.of(
            List.of("console", "$ ./chainrule diff --no-check 'x^2' x", "3*x"),
            List.of("console", "$ ./chainrule diff --no-check 'x^2' x", "2*x", "note: …"),
            List.of("reads", "x*x                      → x^3"),
            List.of("java", "int a = 1 + 1; // 3"),
            List.of("jshell", "jshell> 1 + 1", "$1 ==> 3"))) {
      List<String> lines = block.subList(1, block.size());
      Documents.Block wrong = new Documents.Block(Path.of("none"), 1, block.get(0), lines);
      assertThatThrownBy(() -> assertShows(lines, Rendering.of(wrong)))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void everyKindOfSnippetIsThere() throws IOException {
    assertThat(blocks().map(Documents.Block::language))
        .contains("console", "reads", "java", "jshell", "diff");
  }
}
