package org.chainrule.precise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.error.BudgetException;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.DomainException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every function against values from mpmath, which shares no code with it. */
class ReferenceValuesTest {
  private static final String[] TABLES = {
    "elementary", "trigonometry", "hyperbolic", "activations", "error", "gamma", "polygamma"
  };

  private record Row(String function, String first, String second, String value) {
    @Override
    public String toString() {
      return function + "(" + first + (second.isEmpty() ? "" : ", " + second) + ")";
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "elementary",
        "trigonometry",
        "hyperbolic",
        "activations",
        "error",
        "gamma",
        "polygamma"
      })
  void agreesWithTheTable(String table) {
    List<String> failures = new ArrayList<>();
    for (Row row : rows(table)) {
      for (int digits : new int[] {5, 20, 50, 200}) {
        // Most rows have fewer than 200 digits.
        if (digits < 200 || row.value.length() > 200 || row.value.length() < 10) {
          String failure = compare(row, digits);
          if (failure != null) {
            failures.add(failure);
          }
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void everyFunctionHasAtLeastFiveReferenceValues() {
    List<String> named = new ArrayList<>();
    for (String table : TABLES) {
      rows(table).forEach(row -> named.add(row.function));
    }
    Set<String> functions = new HashSet<>(FunctionsByName.UNARY.keySet());
    functions.addAll(FunctionsByName.BINARY.keySet());
    assertThat(new HashSet<>(named)).isEqualTo(functions);
    assertThat(functions)
        .allSatisfy(
            function ->
                assertThat(named.stream().filter(function::equals).count()).isGreaterThan(4));
  }

  private static String compare(Row row, int digits) {
    String expected = row.value;
    String actual = outcome(row, digits);
    if (expected.equals(actual)) {
      return null;
    }
    if (isNumber(expected) && isNumber(actual)) {
      BigDecimal reference = new BigDecimal(expected);
      BigDecimal value = new BigDecimal(actual);
      if (reference.signum() == 0
          ? value.signum() == 0
          : isWithinOneUnit(reference, value, digits)) {
        return null;
      }
    }
    return row + " at " + digits + " digits is " + actual + " but should be " + expected;
  }

  private static boolean isWithinOneUnit(BigDecimal reference, BigDecimal value, int digits) {
    BigDecimal error = value.subtract(reference, new MathContext(10)).abs();
    BigDecimal unit = reference.round(new MathContext(digits)).stripTrailingZeros();
    return error.compareTo(BigDecimal.ONE.scaleByPowerOfTen(leading(unit) - digits + 1)) < 0;
  }

  private static int leading(BigDecimal value) {
    return value.precision() - value.scale() - 1;
  }

  private static boolean isNumber(String text) {
    return !text.equals("domain") && !text.equals("budget");
  }

  private static String outcome(Row row, int digits) {
    FunctionsByName.Precise function = FunctionsByName.named(row.function);
    BigDecimal first = new BigDecimal(row.first);
    BigDecimal second = row.second.isEmpty() ? BigDecimal.ZERO : new BigDecimal(row.second);
    try {
      return function.at(first, second, new MathContext(digits)).toString();
    } catch (DomainException outside) {
      return "domain";
    } catch (BudgetException beyond) {
      return "budget";
    } catch (ChainruleException | ArithmeticException other) {
      return other.toString();
    }
  }

  private static List<Row> rows(String table) {
    List<Row> rows = new ArrayList<>();
    try (InputStream stream = ReferenceValuesTest.class.getResourceAsStream(table + ".csv");
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#") && !line.startsWith("function,")) {
          String[] cells = line.split(",", -1);
          rows.add(new Row(cells[0], cells[1], cells[2], cells[3]));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return rows;
  }
}
