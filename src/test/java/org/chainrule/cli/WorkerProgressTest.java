package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Work that takes more than a second says that it goes on. */
class WorkerProgressTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final List<Duration> told = new CopyOnWriteArrayList<>();

  @Test
  void shortWorkIsSilent() {
    assertThat(new Worker(LIMIT, told::add).run(() -> 1)).isEqualTo(1);
    assertThat(told).isEmpty();
  }

  @Test
  void longWorkIsToldAfterASecond() {
    int result =
        new Worker(LIMIT, told::add)
            .run(
                () -> {
                  // Done when it has been told, so that no other time matters.
                  while (told.isEmpty()) {
                    Thread.sleep(10);
                  }
                  return 2;
                });

    assertThat(result).isEqualTo(2);
    assertThat(told).containsExactly(Duration.ofSeconds(1));
  }
}
