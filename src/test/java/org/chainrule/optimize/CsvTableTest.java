package org.chainrule.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chainrule.error.Budget;
import org.chainrule.error.BudgetException;
import org.chainrule.error.Limit;
import org.chainrule.error.ParseException;
import org.chainrule.error.TrainingException;
import org.chainrule.error.UnknownNameException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
  @Test
  void columnsHaveTheNamesOfTheFirstLine() {
    DataSet data = CsvTable.parse("x, t\n1,2.5\n -3 ,+4e-1\n.5,6.\n").numbers();

    assertThat(data.names()).containsExactly("x", "t");
    assertThat(data.column("x")).containsExactly(1, -3, 0.5);
    assertThat(data.column("t")).containsExactly(2.5, 0.4, 6);
    assertThat(data).hasToString("3 rows of x, t");
  }

  @Test
  void namesMayBeGivenInstead() {
    CsvTable table = CsvTable.parse("1,2\n3,4", List.of("a", "b"));

    assertThat(table.size()).isEqualTo(2);
    assertThat(table.numbers(List.of("b")).column("b")).containsExactly(2, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void linesEndAsTheyDoAnywhere(String end) {
    CsvTable table = CsvTable.parse(String.join(end, "x", "1", "2", ""));

    assertThat(table.numbers().column("x")).containsExactly(1, 2);
  }

  @Test
  void quotedFieldsHoldAnything() {
    CsvTable table =
        CsvTable.parse("\uFEFFx,\"the \"\"word\"\"\"\r\n\"1\",\"a,b\r\nc\"\n2,\n3,\"\"");

    assertThat(table.names()).containsExactly("x", "the \"word\"");
    assertThat(table.size()).isEqualTo(3);
    assertThat(table.text(0, "the \"word\"")).isEqualTo("a,b\r\nc");
    assertThat(table.text(1, "the \"word\"")).isEmpty();
    assertThat(table.text(2, "the \"word\"")).isEmpty();
    assertThat(table.numbers(List.of("x")).column("x")).containsExactly(1, 2, 3);
  }

  @Test
  void wordsBecomeNumbersWhenAsked() {
    CsvTable table = CsvTable.parse("x,kind\n1,dog\n2,cat\n3,dog\n");

    assertThat(table.words("kind")).containsExactly("dog", "cat");
    assertThat(table.coded("kind").numbers().column("kind")).containsExactly(0, 1, 0);
    assertThat(table.coded("kind", List.of("cat", "dog")).numbers().column("kind"))
        .containsExactly(1, 0, 1);
    assertRefused(() -> table.numbers(), 2, 3, "no number for kind, expected a number");
    assertRefused(
        () -> table.coded("kind", List.of("dog")).numbers(),
        3,
        3,
        "a word that is not among those given");
  }

  private static void assertRefused(Runnable action, int line, int column, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            ParseException.class,
            refused -> {
              assertThat(refused.getMessage()).isEqualTo(message);
              assertThat(refused.line()).isEqualTo(line);
              assertThat(refused.column()).isEqualTo(column);
            });
  }

  private static void assertRefused(String text, int line, int column, String message) {
    assertRefused(() -> CsvTable.parse(text).numbers(), line, column, message);
  }

  @Test
  void mistakesAreToldWithTheirPlaces() {
    assertRefused("", 1, 1, "a table without a line, expected names of columns");
    assertRefused("\n\n", 1, 1, "a table without a line, expected names of columns");
    assertRefused("x,y\n1,2\n3\n", 3, 1, "a line of 1 field, expected 2, as in the first line");
    assertRefused("x,y\n1,2,3", 2, 1, "a line of 3 fields, expected 2, as in the first line");
    assertRefused("x,y\n1,2\n\n3,4", 3, 1, "an empty line, expected 2, as in the first line");
    assertRefused(
        "x,y\n1,a\"b\n",
        2,
        4,
        "a quote in a field that does not begin with one; write the field in quotes, and each quote"
            + " in it twice");
    assertRefused("x,y\n1,\"2\n3,4\n", 2, 3, "a quote that is not closed");
    assertRefused(
        "x,y\n1,\"2\"3\n",
        2,
        6,
        "more in a field after its closing quote, expected a comma or the line's end");
    assertRefused("x,x\n1,2\n", 1, 3, "the name of an earlier column, expected another name");
    assertRefused("x,\n1,2\n", 1, 3, "a column without a name, expected a name");
    assertRefused(
        "1,2\n3,4\n",
        1,
        1,
        "a number where a column's name is, expected a name; give the names apart from the data");
    assertRefused("x,y\n1,\n", 2, 3, "no value for y, expected a number");
    assertRefused("x\n1e999\n", 2, 1, "a number beyond those of double");
    for (String text : List.of("NaN", "Infinity", "1f", "0x10", "1_000", "--1", "1e", "−1")) {
      assertRefused("x\n" + text, 2, 1, "no number for x, expected a number");
    }
    assertRefused("\"a\nb\",y\n1,2\n\"3\n\",x", 5, 3, "no number for y, expected a number");
  }

  @Test
  void theLineIsShown() {
    assertThatThrownBy(() -> CsvTable.parse("x,y\n1,2\n3,four\n").numbers())
        .isInstanceOfSatisfying(
            ParseException.class,
            refused ->
                assertThat(refused.rendered())
                    .isEqualTo(
                        """
                        line 3, column 3: no number for y, expected a number
                          3,four
                            ^^^^\
                        """));
  }

  @Test
  void namesThatAreNotThereAreRefused() {
    CsvTable table = CsvTable.parse("x,t\n1,2\n");

    assertThatThrownBy(() -> table.numbers(List.of("y")))
        .isInstanceOf(UnknownNameException.class)
        .hasMessage("no column y; there are x, t");
    assertThatThrownBy(() -> CsvTable.parse("1,2", List.of("a")))
        .isInstanceOf(TrainingException.class)
        .hasMessage("1 names for 2 columns");
  }

  @Test
  void filesAreReadWithinTheirLimit(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), "x\n1\n2\n");

    assertThat(CsvTable.read(file).size()).isEqualTo(2);
    assertLimit(Limit.INPUT_BYTES, 5, () -> read(file));
    assertLimit(Limit.DATA_VALUES, 2, () -> read(file));
  }

  private static int read(Path file) {
    try {
      return CsvTable.read(file).size();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static void assertLimit(Limit limit, long most, java.util.function.Supplier<?> work) {
    assertThatThrownBy(() -> Budget.standard().with(limit, most).run(work::get))
        .isInstanceOfSatisfying(
            BudgetException.class, refused -> assertThat(refused.limit()).contains(limit));
  }
}
