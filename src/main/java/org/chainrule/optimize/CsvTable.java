package org.chainrule.optimize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.chainrule.error.Limit;
import org.chainrule.error.ParseException;
import org.chainrule.error.Require;
import org.chainrule.error.TrainingException;
import org.jspecify.annotations.Nullable;

/**
 * A table of texts as a file of comma-separated values has it (RFC 4180), with what each text
 * stands for where words are to be numbers. Immutable.
 */
public final class CsvTable {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

  private final List<String> names;
  private final CsvFields fields;

  /** The first line of the fields that is a row. */
  private final int firstRow;

  /** The columns whose words are numbers, by their places, with the words in the order of these. */
  private final Map<Integer, List<String>> coded;

  private CsvTable(
      List<String> names, CsvFields fields, int firstRow, Map<Integer, List<String>> coded) {
    this.names = names;
    this.fields = fields;
    this.firstRow = firstRow;
    this.coded = coded;
  }

  /**
   * The table of a text whose first line names the columns.
   *
   * @throws ParseException with line and column where it is no such text
   */
  public static CsvTable parse(String text) {
    CsvFields fields = CsvFields.read(Require.required(text, "the text"));
    List<String> names = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (int j = 0; j < fields.columns(); j++) {
      String name = fields.text(0, j).strip();
      if (name.isEmpty()) {
        throw fields.mistake(0, j, "a column without a name", "a name", null);
      } else if (NUMBER.matcher(name).matches()) {
        throw fields.mistake(
            0,
            j,
            "a number where a column's name is",
            "a name",
            "give the names apart from the data");
      } else if (!known.add(name)) {
        throw fields.mistake(0, j, "the name of an earlier column", "another name", null);
      }
      names.add(name);
    }
    return new CsvTable(List.copyOf(names), fields, 1, Map.of());
  }

  /**
   * The table of a text all of whose lines are rows.
   *
   * @param names the columns' names
   * @throws ParseException with line and column where it is no such text
   * @throws TrainingException if there are not as many names as columns, or two are one
   */
  public static CsvTable parse(String text, List<String> names) {
    List<String> known = Require.all(names, "the list of names", "a name");
    CsvFields fields = CsvFields.read(Require.required(text, "the text"));
    if (known.size() != fields.columns()) {
      throw new TrainingException(known.size() + " names for " + fields.columns() + " columns");
    } else if (new HashSet<>(known).size() < known.size()) {
      throw new TrainingException("two columns have one name: " + String.join(", ", known));
    }
    return new CsvTable(known, fields, 0, Map.of());
  }

  /**
   * The table of a file in UTF-8 whose first line names the columns.
   *
   * @throws IOException if it cannot be read
   * @throws ParseException with line and column where it is no such text
   * @throws org.chainrule.error.BudgetException if it is too long
   */
  public static CsvTable read(Path file) throws IOException {
    long length = Files.size(Require.required(file, "the file"));
    Sizes.requireWithin(Limit.INPUT_BYTES, length, "the file has");
    return parse(Files.readString(file));
  }

  /** The columns' names, in their order. */
  public List<String> names() {
    return names;
  }

  /** The number of rows. */
  public int size() {
    return fields.lines() - firstRow;
  }

  /**
   * The text of a field.
   *
   * @param row the row, counted from 0
   * @throws org.chainrule.error.UnknownNameException if no column has the name
   */
  public String text(int row, String column) {
    return fields.text(firstRow + row, DataSet.placeOf(names, column));
  }

  /**
   * The different texts of a column, in the order in which they are met.
   *
   * @throws org.chainrule.error.UnknownNameException if no column has the name
   */
  public List<String> words(String column) {
    int place = DataSet.placeOf(names, column);
    Set<String> words = new LinkedHashSet<>();
    for (int line = firstRow; line < fields.lines(); line++) {
      words.add(fields.text(line, place));
    }
    return List.copyOf(words);
  }

  /**
   * The table in which each text of a column stands for its place among the column's {@link
   * #words}, from 0.
   *
   * @throws org.chainrule.error.UnknownNameException if no column has the name
   */
  public CsvTable coded(String column) {
    return coded(column, words(column));
  }

  /**
   * The table in which each text of a column stands for its place in a list, from 0.
   *
   * @throws org.chainrule.error.UnknownNameException if no column has the name
   */
  public CsvTable coded(String column, List<String> words) {
    Map<Integer, List<String>> more = new LinkedHashMap<>(coded);
    more.put(DataSet.placeOf(names, column), Require.all(words, "the list of words", "a word"));
    return new CsvTable(names, fields, firstRow, more);
  }

  /**
   * The numbers of all columns.
   *
   * @throws ParseException with line and column of a text that is no number
   */
  public DataSet numbers() {
    return numbers(names);
  }

  /**
   * The numbers of some columns; others may have any texts.
   *
   * @throws ParseException with line and column of a text that is no number
   * @throws org.chainrule.error.UnknownNameException if no column has such a name
   */
  public DataSet numbers(List<String> columns) {
    List<String> wanted = Require.all(columns, "the list of columns", "a column");
    double[][] rows = new double[size()][wanted.size()];
    for (int j = 0; j < wanted.size(); j++) {
      int place = DataSet.placeOf(names, wanted.get(j));
      Map<String, Integer> codes = codes(place);
      for (int i = 0; i < rows.length; i++) {
        rows[i][j] = codes == null ? number(firstRow + i, place) : code(codes, firstRow + i, place);
      }
    }
    return DataSet.of(wanted, rows);
  }

  private @Nullable Map<String, Integer> codes(int column) {
    List<String> words = coded.get(column);
    if (words == null) {
      return null;
    }
    Map<String, Integer> codes = new HashMap<>();
    words.forEach(word -> codes.putIfAbsent(word, codes.size()));
    return codes;
  }

  private double code(Map<String, Integer> codes, int line, int column) {
    Integer code = codes.get(fields.text(line, column));
    if (code == null) {
      throw fields.mistake(line, column, "a word that is not among those given", null, null);
    }
    return code;
  }

  private double number(int line, int column) {
    String text = fields.text(line, column).strip();
    if (!NUMBER.matcher(text).matches()) {
      throw text.isEmpty()
          ? fields.mistake(line, column, "no value for " + names.get(column), "a number", null)
          : fields.mistake(line, column, "no number for " + names.get(column), "a number", null);
    }
    double number = Double.parseDouble(text);
    if (Double.isInfinite(number)) {
      throw fields.mistake(line, column, "a number beyond those of double", null, null);
    }
    return number;
  }

  @Override
  public String toString() {
    return size() + " rows of " + String.join(", ", names);
  }
}
