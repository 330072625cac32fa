package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.laws.Unrolled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every textbook derives, from the definitions alone, beside the textbook's own form. */
class ClassicsTest {
  /** The letters for lengths in the cases; each test gives them numbers up to 4. */
  private static final List<String> LENGTHS = List.of("n", "m", "K", "A", "D", "N");

  static List<Classic> classics() {
    return Classic.read("classics.txt");
  }

  @ParameterizedTest
  @MethodSource("classics")
  void printsTheAnswer(Classic classic) {
    DerivativeAnswer answer =
        Problems.engine(classic.statements().toArray(new String[0]))
            .differentiate(
                classic.question(), List.of(classic.variable().split(",")), 1, List.of());

    assertThat(answer.result()).isEqualTo(classic.printed());
    assertThat(classic.ratio())
        .as("%s beside %s", classic.printed(), classic.textbook())
        .isLessThanOrEqualTo(1.5);
  }

  @Test
  void answersAreAsShortAsTheTextbooks() {
    List<Double> ratios =
        new ArrayList<>(classics().stream().map(Classic::ratio).sorted().toList());

    assertThat(ratios.get(ratios.size() / 2)).isLessThanOrEqualTo(1);
  }

  @Test
  void pageShowsTheAnswers() throws IOException {
    assertThat(Files.readString(ClassicsPage.FILE)).isEqualTo(ClassicsPage.of(classics()));
  }

  @ParameterizedTest
  @MethodSource("classics")
  void agreesElementByElement(Classic classic) {
    Unrolled unrolled = new Unrolled(classic.statements(), classic.question(), classic.variable());
    for (int size = 1; size <= 4; size++) {
      Map<String, Integer> lengths = new HashMap<>();
      for (int i = 0; i < LENGTHS.size(); i++) {
        // The lengths are equal but for the last round, in which they differ.
        lengths.put(LENGTHS.get(i), size < 4 ? size : 4 - i % 3);
      }
      unrolled.check(classic.printed(), lengths, size);
      if (size % 2 == 0) {
        unrolled.check(classic.textbook(), lengths, 10 + size);
      }
    }
    assertThat(unrolled.compared()).isGreaterThanOrEqualTo(6);
  }
}
