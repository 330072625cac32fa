package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives within recurrences against what they are when unrolled in plain arithmetic. */
class RecurrenceLawTest {
  @Test
  void generatedQuestions() {
    hold(1, 50);
  }

  @Test
  @Tag("slow")
  void manyGeneratedQuestions() {
    hold(1, 1_000);
  }

  /** Questions that were answered wrongly or refused once. */
  @ParameterizedTest
  @ValueSource(longs = {390, 417, 1114, 1117, 3162, 3177, 4272})
  void questionThatFailedOnce(long seed) {
    RecurrenceTrial trial = new RecurrenceTrial(new RecurrenceGenerator(seed).next(), seed);
    trial.run(false);
    assertThat(trial.faults()).isEmpty();
  }

  private static void hold(long seed, int count) {
    List<String> faults = new ArrayList<>();
    Map<String, Integer> compared = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      RecurrenceTrial trial =
          new RecurrenceTrial(new RecurrenceGenerator(seed + i).next(), seed + i);
      trial.run(i % 10 == 0);
      faults.addAll(trial.faults());
      trial.compared().forEach((what, number) -> compared.merge(what, number, Integer::sum));
    }
    assertThat(faults).as("%s", compared).isEmpty();
    assertThat(compared.getOrDefault("value", 0)).isGreaterThan(2 * count);
    assertThat(compared.getOrDefault("closed form", 0)).isGreaterThan(count / 4);
    assertThat(compared.getOrDefault("compiled", 0)).isGreaterThan(count / 50);
  }
}
