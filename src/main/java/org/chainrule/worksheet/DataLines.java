package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.chainrule.answer.CountAnswer;
import org.chainrule.answer.Presenter;
import org.chainrule.answer.Texts;
import org.chainrule.answer.Value;
import org.chainrule.error.InputException;
import org.chainrule.error.Limit;
import org.chainrule.error.UnknownNameException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.chainrule.optimize.CsvTable;
import org.chainrule.optimize.DataSet;

/** Lines that make data and starting values: {@code data …} and {@code draw …}. */
final class DataLines {
  static final String DATA = "data";
  static final String DRAW = "draw";

  private static final Pattern SEED = Pattern.compile("(.*?)\\s+seed\\s+([0-9]{1,18})");
  private static final Pattern MADE = Pattern.compile("([0-9]{1,9})\\s+rows\\s+with\\s+(.+)");
  private static final Pattern FROM = Pattern.compile("from\\s+(.+)");
  private static final Pattern DRAWN = Pattern.compile("(.+?)\\s+from\\s+(.+)");
  private static final Pattern UNIFORM = Pattern.compile("uniform\\s+(\\S+?)\\.\\.(\\S+)");
  private static final Pattern NORMAL = Pattern.compile("normal\\s+(\\S+)\\s+(\\S+)");
  private static final Pattern EVEN = Pattern.compile("even\\s+(\\S+?)\\.\\.(\\S+)");

  private DataLines() {}

  /**
   * Data: {@code from points.csv}, {@code x = [1, 2], y = [3, 4]} or {@code 100 rows with x =
   * uniform -1..1, noise = normal 0 0.1, y = 2*x + noise seed 7}, where an expression may use the
   * columns before it.
   */
  static DataSet data(String text, Situation situation) {
    Matcher from = FROM.matcher(text);
    if (from.matches()) {
      return CsvTable.parse(situation.file(from.group(1))).numbers();
    }
    Matcher seeded = SEED.matcher(text);
    boolean isSeeded = seeded.matches();
    Matcher made = MADE.matcher(isSeeded ? seeded.group(1) : text);
    if (made.matches()) {
      RandomGenerator random = new Well19937c(isSeeded ? Long.parseLong(seeded.group(2)) : 1);
      return made(Integer.parseInt(made.group(1)), made.group(2), random, situation);
    }
    return inline(text);
  }

  private static DataSet inline(String text) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String column : Texts.split(text, ',')) {
      List<String> sides = ClaimQuestions.sides(column);
      if (sides.size() != 2 || !sides.get(1).startsWith("[") || !sides.get(1).endsWith("]")) {
        throw new InputException(
            "data is from a file, some rows with columns, or columns such as x = [1, 2], and not `"
                + column
                + "`");
      }
      String inside = sides.get(1).substring(1, sides.get(1).length() - 1);
      double[] numbers =
          Texts.split(inside, ',').stream()
              .mapToDouble(each -> NumberRange.number(each).doubleValue())
              .toArray();
      if (columns.put(sides.get(0), numbers) != null) {
        throw new InputException("two columns are called `" + sides.get(0) + "`");
      }
    }
    return DataSet.ofColumns(columns);
  }

  private static DataSet made(int count, String text, RandomGenerator random, Situation situation) {
    if (count == 0) {
      throw new InputException("data has at least one row");
    }
    long most = Limit.DATA_VALUES.most();
    List<String> parts = Texts.split(text, ',');
    if ((long) count * parts.size() > most) {
      throw Limit.DATA_VALUES.refusal("the data has more than " + most + " numbers");
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String column : parts) {
      List<String> sides = ClaimQuestions.sides(column);
      if (sides.size() != 2) {
        throw new InputException("`" + column + "` is no column such as x = uniform -1..1");
      }
      double[] numbers = numbers(sides.get(1), count, random, columns, situation);
      if (columns.put(sides.get(0), numbers) != null) {
        throw new InputException("two columns are called `" + sides.get(0) + "`");
      }
    }
    return DataSet.ofColumns(columns);
  }

  private static double[] numbers(
      String text,
      int count,
      RandomGenerator random,
      Map<String, double[]> columns,
      Situation situation) {
    double[] numbers = new double[count];
    Matcher even = EVEN.matcher(text);
    if (even.matches()) {
      double low = number(even.group(1));
      double high = number(even.group(2));
      for (int i = 0; i < count; i++) {
        numbers[i] = count == 1 ? low : low + (high - low) * i / (count - 1);
      }
      return numbers;
    }
    if (isDrawn(text)) {
      for (int i = 0; i < count; i++) {
        numbers[i] = drawn(text, random);
      }
      return numbers;
    }
    List<Map<String, Object>> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Object> point = new LinkedHashMap<>();
      for (Map.Entry<String, double[]> column : columns.entrySet()) {
        point.put(column.getKey(), column.getValue()[i]);
      }
      points.add(point);
    }
    List<Value> values = situation.rowValues(text, points);
    for (int i = 0; i < count; i++) {
      Double value = values.get(i).number();
      if (value == null) {
        throw new InputException(
            "`" + text + "` has no value in row " + (i + 1) + ": " + values.get(i).error());
      }
      numbers[i] = value;
    }
    return numbers;
  }

  /** Starting values: {@code W, b from normal 0 0.5 seed 3}, for whole families. */
  static Map<String, Object> draw(String text, Situation situation) {
    Matcher seeded = SEED.matcher(text);
    boolean isSeeded = seeded.matches();
    Matcher drawn = DRAWN.matcher(isSeeded ? seeded.group(1) : text);
    if (!drawn.matches() || !isDrawn(drawn.group(2))) {
      throw new InputException(
          "values are drawn as in draw w, b from uniform -1..1 seed 3, or from normal 0 0.5");
    }
    RandomGenerator random = new Well19937c(isSeeded ? Long.parseLong(seeded.group(2)) : 1);
    List<String> names = Texts.split(drawn.group(1), ',');
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : names) {
      values.put(name, array(lengths(name, situation), 0, drawn.group(2), random));
    }
    return values;
  }

  /** The lengths of a family's axes; none for a number, and for what nothing tells of yet. */
  private static List<Integer> lengths(String name, Situation situation) {
    CountAnswer shapes;
    try {
      shapes = situation.engine().count(List.of(name), situation.values());
    } catch (UnknownNameException isNumber) {
      return List.of();
    }
    return shapes.lines().get(0).shape().stream()
        .map(each -> length(each, name, shapes.presenter()))
        .toList();
  }

  private static int length(Expr length, String name, Presenter presenter) {
    if (length instanceof RationalNumber number && number.value().isInt()) {
      return number.value().intValueExact();
    }
    throw new InputException(
        "`%s` has as many elements as `%s`, which has no value"
            .formatted(name, presenter.text(length)));
  }

  private static Object array(
      List<Integer> lengths, int axis, String text, RandomGenerator random) {
    if (axis == lengths.size()) {
      return drawn(text, random);
    }
    List<Object> array = new ArrayList<>();
    for (int i = 0; i < lengths.get(axis); i++) {
      array.add(array(lengths, axis + 1, text, random));
    }
    return List.copyOf(array);
  }

  private static boolean isDrawn(String text) {
    return UNIFORM.matcher(text).matches() || NORMAL.matcher(text).matches();
  }

  private static double drawn(String text, RandomGenerator random) {
    Matcher uniform = UNIFORM.matcher(text);
    if (uniform.matches()) {
      double low = number(uniform.group(1));
      double high = number(uniform.group(2));
      if (low > high) {
        throw new InputException("`" + text + "` goes from a number to one below it");
      }
      return low + (high - low) * random.nextDouble();
    }
    Matcher normal = NORMAL.matcher(text);
    if (normal.matches()) {
      double deviation = number(normal.group(2));
      if (deviation < 0) {
        throw new InputException("`" + text + "` has a deviation below 0");
      }
      return number(normal.group(1)) + deviation * random.nextGaussian();
    }
    throw new InputException("`" + text + "` is nothing to draw from");
  }

  private static double number(String text) {
    return NumberRange.number(text).doubleValue();
  }
}
