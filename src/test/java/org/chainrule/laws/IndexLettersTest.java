package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.answer.Value;
import org.chainrule.error.ChainruleException;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever letters its indices have, a question has the derivative that a valuation of its own
 * tells, or is refused; never another one.
 */
class IndexLettersTest {
  private static final Options OPTIONS =
      new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(20));

  /** Both sides have a relative error of some hundred roundings of numbers about this large. */
  private static final double TOLERANCE = 1e-11;

  private static final List<String> CONVENTIONAL = List.of("i", "j", "k", "l", "m", "t");

  /** Letters that no name of the questions has. */
  private static final List<String> ANY =
      List.of(
          "a", "b", "c", "d", "f", "g", "h", "i", "j", "k", "l", "m", "o", "r", "s", "t", "z", "A",
          "C", "D", "I", "K", "M", "N", "T", "alpha", "beta", "mu", "nu", "tau", "phi", "ω");

  /** A name without its subscript, or a subscript. */
  private static final Pattern WORD = Pattern.compile("(?<![A-Za-z])[A-Za-z]+(?![A-Za-z(])");

  private int compared;
  private int refused;
  private final List<String> faults = new ArrayList<>();

  @Test
  void conventionalLettersAreIndices() {
    run(0, 30, CONVENTIONAL);
    assertThat(refused).isZero();
  }

  @Test
  void otherLettersMeanTheSameOrAreRefused() {
    run(0, 120, ANY);
    assertThat(compared).isGreaterThan(60);
  }

  @Test
  @Tag("slow")
  void manyLettersMeanTheSameOrAreRefused() {
    run(120, 5_000, ANY);
    assertThat(compared).isGreaterThan(2_500);
  }

  @Test
  void claimsAreReadAsTheQuestionIs() {
    claims(0, 25);
    assertThat(compared).isGreaterThan(8);
  }

  @Test
  @Tag("slow")
  void manyClaimsAreReadAsTheQuestionIs() {
    claims(25, 500);
    assertThat(compared).isGreaterThan(150);
  }

  /** The derivative in conventional letters, claimed in other ones, is not refuted. */
  private void claims(int first, int end) {
    for (int seed = first; seed < end; seed++) {
      LetterQuestions.Question usual =
          new LetterQuestions(new Random(seed), CONVENTIONAL).question();
      List<String> letters = letters(seed, ANY);
      LetterQuestions.Question other = new LetterQuestions(new Random(seed), letters).question();
      String answer =
          engine(usual)
              .differentiate(usual.text(), List.of(usual.variable()), 1, List.of())
              .result();
      String claim =
          WORD.matcher(answer)
              .replaceAll(
                  word -> {
                    int at = CONVENTIONAL.indexOf(word.group());
                    return at < 0 ? word.group() : letters.get(at);
                  });
      try {
        CheckResult check =
            engine(other).check(other.text(), List.of(other.variable()), 1, claim).check();
        if (check.verdict() == CheckResult.Verdict.REFUTED) {
          faults.add("seed %d: %s is not %s".formatted(seed, other, claim));
        }
        compared++;
      } catch (ChainruleException refusal) {
        refused++;
      }
    }
    assertThat(faults).as(String.join("\n", faults)).isEmpty();
  }

  private static DerivingEngine engine(LetterQuestions.Question question) {
    return new DerivingEngine(new Problem(question.definitions(), List.of()), OPTIONS);
  }

  private static List<String> letters(int seed, List<String> letters) {
    List<String> shuffled = new ArrayList<>(letters);
    Collections.shuffle(shuffled, new Random(7L * seed + 1));
    return shuffled;
  }

  private void run(int first, int end, List<String> letters) {
    for (int seed = first; seed < end; seed++) {
      ask(seed, letters);
    }
    assertThat(faults).as(String.join("\n", faults)).isEmpty();
  }

  private void ask(int seed, List<String> letters) {
    Random random = new Random(seed);
    LetterQuestions questions = new LetterQuestions(random, letters(seed, letters));
    LetterQuestions.Question question = questions.question();
    Map<String, Object> point = new HashMap<>();
    LetterQuestions.State state = new LetterQuestions.State();
    for (String family : List.of("x", "y", "w")) {
      List<Object> array = new ArrayList<>();
      for (int at = 1; at <= LetterQuestions.LENGTH; at++) {
        array.add(number(random, state, family + at));
      }
      point.put(family, array);
    }
    List<Object> rows = new ArrayList<>();
    for (int row = 1; row <= LetterQuestions.LENGTH; row++) {
      List<Object> array = new ArrayList<>();
      for (int at = 1; at <= LetterQuestions.LENGTH; at++) {
        array.add(number(random, state, "W" + row + at));
      }
      rows.add(array);
    }
    point.put("W", rows);
    point.put("q", number(random, state, "q"));
    for (String letter : questions.free()) {
      int at = 1 + random.nextInt(LetterQuestions.LENGTH);
      state.indices.put(letter, at);
      point.put(letter, BigDecimal.valueOf(at));
    }
    String told = "seed %d: %s".formatted(seed, question);
    double expected = question.slope(state);
    Value value;
    try {
      value =
          engine(question)
              .differentiate(question.text(), List.of(question.variable()), 1, List.of(point))
              .values()
              .get(0);
    } catch (ChainruleException refusal) {
      refused++;
      return;
    }
    Double found = value.number();
    if (found == null) {
      refused++;
    } else if (Math.abs(found - expected) > TOLERANCE * (1 + Math.abs(expected))) {
      faults.add("%s is %s, not %s".formatted(told, found, expected));
    } else {
      compared++;
    }
  }

  private static BigDecimal number(Random random, LetterQuestions.State state, String name) {
    int hundredths = 20 + random.nextInt(130);
    state.values.put(name, hundredths / 100.0);
    return BigDecimal.valueOf(hundredths, 2);
  }
}
