package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A worked case: definitions, a question, the answer as it is printed, and the textbook's.
 *
 * @param title what textbooks call it
 * @param statements definitions, declarations and assumptions
 * @param question what is differentiated
 * @param variable by what
 * @param printed the answer, character by character
 * @param textbook the form of the textbook, in plain notation
 */
record Classic(
    String title,
    List<String> statements,
    String question,
    String variable,
    String printed,
    String textbook) {
  /** The cases of a resource, whose first lines tell how it is written. */
  static List<Classic> read(String resource) {
    try (InputStream stream = Classic.class.getResourceAsStream(resource)) {
      assertThat(stream).isNotNull();
      return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private static List<Classic> parse(List<String> lines) {
    List<Classic> cases = new ArrayList<>();
    String title = "";
    List<String> statements = new ArrayList<>();
    String[] asked = {};
    String printed = "";
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("# ")) {
        continue;
      }
      if (line.startsWith("== ")) {
        title = line.substring(3);
        statements.clear();
      } else if (line.startsWith("? ")) {
        asked = line.substring(2).split(" ; ");
      } else if (line.startsWith("> ")) {
        printed = line.substring(2);
      } else if (line.startsWith("~ ")) {
        cases.add(
            new Classic(
                title, List.copyOf(statements), asked[0], asked[1], printed, line.substring(2)));
      } else {
        statements.add(line);
      }
    }
    assertThat(cases).isNotEmpty();
    return cases;
  }

  /** The tokens of a formula: names and numbers, signs and brackets. */
  static int size(String formula) {
    int tokens = 0;
    boolean inWord = false;
    for (char each : formula.toCharArray()) {
      boolean isPart = Character.isLetterOrDigit(each) || each == '_' || each == '.';
      tokens += Character.isWhitespace(each) || isPart && inWord ? 0 : 1;
      inWord = isPart;
    }
    return tokens;
  }

  /** How many times as long the printed answer is as the textbook's. */
  double ratio() {
    return (double) size(printed) / size(textbook);
  }

  @Override
  public String toString() {
    return title + ": " + question + " by " + variable;
  }
}
