package org.chainrule.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A change of what is public shows in a review: it is listed in {@code docs/api.txt}. */
class PublicApiTest {
  private static final Path LISTING = Path.of("docs", "api.txt");
  private static final Pattern OWN = Pattern.compile("org\\.chainrule(?:\\.\\w+)*(?=\\.[A-Z])");

  @Test
  void whatIsPublicIsListed() throws IOException {
    assertThat(PublicApi.text()).isEqualTo(Files.readString(LISTING));
  }

  @Test
  void whatIsPublicNamesNothingThatIsNot() {
    Matcher names = OWN.matcher(PublicApi.withFullNames());

    assertThat(names.results().map(MatchResult::group).distinct()).isSubsetOf(PublicApi.PACKAGES);
  }

  /** All but the numbers, of which nobody in a shell needs the name. */
  @Test
  void theShellImportsWhatIsPublic() throws IOException {
    Set<String> imported = new TreeSet<>(Set.of("org.chainrule.number"));
    for (String line : Files.readAllLines(Path.of("src/main/jshell/startup.jsh"))) {
      if (line.startsWith("import org.") && line.endsWith(".*;")) {
        imported.add(line.substring("import ".length(), line.length() - ".*;".length()));
      }
    }
    assertThat(imported).containsExactlyInAnyOrderElementsOf(PublicApi.PACKAGES);
  }
}
