package org.chainrule.simplify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.Chainrule;
import org.chainrule.expr.Expr;
import org.chainrule.rewrite.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Derivatives in the forms in which they are printed, beside a textbook's. A form that changes here
 * is to be judged by eye before it is put into the list.
 */
class TextbookFormTest {
  /** A line of the list; the textbook's form is the printed one where they agree. */
  record Entry(String expression, String variable, String printed, String textbook) {
    double ratio() {
      return (double) printed.replace(" ", "").length() / textbook.replace(" ", "").length();
    }
  }

  static Stream<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (InputStream in =
        TextbookFormTest.class.getResourceAsStream("/org/chainrule/simplify/textbook-forms.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ; ", -1))
          .forEach(
              parts ->
                  entries.add(new Entry(parts[0], parts[1], parts[2], parts[parts.length - 1])));
    }
    return entries.stream();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void printsTheFormThatWasJudged(Entry entry) {
    Expr derivative = Chainrule.model().diff(entry.expression(), entry.variable());

    assertThat(derivative).hasToString(entry.printed());
  }

  @Test
  void isNoLongerThanATextbook() throws IOException {
    List<Double> ratios = entries().map(Entry::ratio).sorted().toList();

    assertThat(ratios).hasSizeGreaterThan(150);
    assertThat(ratios.get(ratios.size() / 2)).isCloseTo(1, within(0.001));
    assertThat(ratios.get(ratios.size() - 1)).isLessThanOrEqualTo(1.5);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void isStableUnderSimplifying(Entry entry) {
    Expr derivative = Chainrule.model().diff(entry.expression(), entry.variable());

    assertThat(new Simplifier(Facts.none()).simplify(derivative)).isSameAs(derivative);
  }
}
