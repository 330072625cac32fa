package org.chainrule.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.ParseException;
import org.chainrule.parse.Note;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.chainrule.resolve.ParsedText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told of shapes that do not fit, word for word; and that what fits is not refused. */
class ShapeErrorsTest {
  private static final Path CASES =
      Path.of("src", "test", "resources", "org", "chainrule", "shape", "shape-errors.txt");

  /**
   * A problem with the refusal or the note that it gets.
   *
   * @param variables none, or the list of variables
   */
  record Case(
      String title,
      List<String> statements,
      String expression,
      List<String> variables,
      List<String> told) {
    /** The refusal as it is read, or the notes. */
    List<String> found() {
      try {
        Declarations declarations = Declarations.of(statements);
        ParsedText reading = Lowering.read(expression, variables, declarations);
        Lowering.variables(variables, reading);
        return reading.notes().stream().map(Note::text).map(text -> "note: " + text).toList();
      } catch (ParseException refused) {
        return List.of("! " + refused.getMessage());
      }
    }

    @Override
    public String toString() {
      return title;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String block : Files.readString(CASES).split("(?m)^== ", -1)) {
      List<String> statements = new ArrayList<>();
      List<String> told = new ArrayList<>();
      List<String> asked = new ArrayList<>();
      List<String> lines = block.lines().filter(line -> !line.isBlank()).toList();
      for (String line : lines.subList(1, lines.size())) {
        if (line.startsWith("? ")) {
          asked.addAll(List.of(line.substring(2).split(" ; ", 2)));
        } else if (line.startsWith("! ") || line.startsWith("note: ")) {
          told.add(line);
        } else {
          statements.add(line);
        }
      }
      if (!asked.isEmpty()) {
        cases.add(
            new Case(lines.get(0), statements, asked.get(0), asked.subList(1, asked.size()), told));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatDoesNotFitIsToldAsItIs(Case each) {
    List<String> found = each.found();

    if (each.title().startsWith("fine")) {
      assertThat(found).allSatisfy(line -> assertThat(line).startsWith("note: "));
      assertThat(each.told())
          .allSatisfy(note -> assertThat(String.join("\n", found)).contains(note.substring(6)));
    } else {
      assertThat(found).isEqualTo(each.told());
    }
  }
}
