package org.chainrule.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What bounds work or size is a row of {@code error.Limit}. Other numbers that are named like
 * bounds stand in {@code bounds.txt}, under the reason why they are none of a user's.
 */
class LimitsInOnePlaceTest {
  private static final Path SOURCES = Path.of("src/main/java/org/chainrule");
  private static final Path LISTED =
      Path.of("src/test/resources/org/chainrule/architecture/bounds.txt");
  private static final Pattern BOUND =
      Pattern.compile(
          "static final (?:int|long|double|Rational|BigInteger|BigDecimal|Duration)\\s+"
              + "((?:\\w+_)?(?:MOST|MAXIMAL|MAXIMUM|LARGEST|LONGEST|DEEPEST|HIGHEST|DEAREST|LIMIT"
              + "|BUDGET)(?:_\\w+)?)\\s*=");

  private static Set<String> bounds(Path root) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        String type =
            root.relativize(file).toString().replace('/', '.').replaceFirst("\\.java$", "");
        Matcher bound = BOUND.matcher(Files.readString(file));
        while (bound.find()) {
          found.add(type + "." + bound.group(1));
        }
      }
    }
    return found;
  }

  @Test
  void aBoundIsARowOfTheTableOrHasAReason() throws IOException {
    List<String> listed = new ArrayList<>();
    for (String line : Files.readAllLines(LISTED)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        listed.add(line.strip());
      }
    }

    assertThat(listed).doesNotHaveDuplicates();
    assertThat(bounds(SOURCES))
        .as("numbers that are neither rows of error.Limit nor in %s", LISTED)
        .containsExactlyInAnyOrderElementsOf(listed);
  }

  @Test
  void aNewBoundIsFound() {
    assertThat(BOUND.matcher("  private static final long MOST_STEPS =\n      1_000;").find())
        .isTrue();
    assertThat(BOUND.matcher("static final int DEEPEST = 3;").find()).isTrue();
    assertThat(BOUND.matcher("static final int ALMOST = 3;").find()).isFalse();
  }
}
