package org.chainrule.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The page of the classics, as the cases make it; run to write it anew. */
final class ClassicsPage {
  static final Path FILE = Path.of("docs", "classics.md");

  private static final String START =
      """
      # Classics

      What every textbook derives, as Chainrule prints it. The engine gets the definitions shown
      and nothing else. Each answer below is compared, character by character, with what is
      printed, and checked element by element, by the tests. To ask one yourself, put the
      statements into a file, and

          ./chainrule diff QUESTION VARIABLE --in FILE
      """;

  private ClassicsPage() {}

  static String of(List<Classic> cases) {
    StringBuilder page = new StringBuilder(START);
    String title = "";
    List<String> statements = List.of();
    for (Classic each : cases) {
      if (!each.title().equals(title)) {
        title = each.title();
        statements = List.of();
        page.append("\n## ").append(title.substring(0, 1).toUpperCase(Locale.ROOT));
        page.append(title.substring(1)).append('\n');
      }
      if (!each.statements().equals(statements)) {
        statements = each.statements();
        page.append("\n    ").append(String.join("\n    ", statements)).append('\n');
        page.append("\n| question | by | answer |\n|---|---|---|\n");
      }
      page.append("| ").append(code(each.question()));
      page.append(" | ").append(code(each.variable()));
      page.append(" | ").append(code(each.printed())).append(" |\n");
    }
    return page.toString();
  }

  private static String code(String formula) {
    return "`" + formula.replace("|", "\\|") + "`";
  }

  public static void main(String[] arguments) throws IOException {
    Files.writeString(FILE, of(Classic.read("classics.txt")));
  }
}
