package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Engine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.error.Budget;
import org.chainrule.error.BudgetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Work of every kind stops soon after its thread is interrupted, and harms none that follows. */
class StoppingTest {
  /** When the work is interrupted, in milliseconds after it began. */
  private static final int[] MOMENTS = {20, 150};

  /** The aim is 0.1 s; code that runs for the first time is several times slower. */
  private static final Duration MOST_CPU = Duration.ofMillis(500);

  private static final Map<String, Runnable> WORKS = works();

  static Set<String> names() {
    return WORKS.keySet();
  }

  private static Engine engine(String... definitions) {
    return new DerivingEngine(
        new Problem(List.of(definitions), List.of()),
        new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofMinutes(10)));
  }

  private static void diff(Map<String, Runnable> to, String name, String text, String... defined) {
    to.put(name, () -> engine(defined).differentiate(text, List.of("x"), 1, List.of()));
  }

  private static void eval(Map<String, Runnable> to, String name, String text, String... defined) {
    to.put(name, () -> engine(defined).evaluate(text, List.of(Map.of())));
  }

  private static String join(int count, String separator, IntFunction<String> part) {
    return IntStream.rangeClosed(1, count).mapToObj(part).collect(Collectors.joining(separator));
  }

  private static Map<String, Runnable> works() {
    Map<String, Runnable> works = new LinkedHashMap<>();
    eval(works, "a long sum", "sum(i=1..9*10^6, sin(i))");
    eval(works, "nested sums", "sum(i=1..3000, sum(j=1..3000, exp(-i*j)))");
    eval(works, "a far state", "h_{10^9}", "h_t = sin(h_{t-1})", "h_0 = 1");
    eval(works, "exact numbers that grow", "f_{10^5}", "f_t = f_{t-1}^2 + 1", "f_0 = 1/3");
    diff(works, "a far state's derivative", "h_{10^9}", "h_t = sin(x*h_{t-1})", "h_0 = 1");
    diff(works, "a far linear state", "h_{10^9}", "h_t = x*h_{t-1}", "h_0 = 1");
    diff(works, "many factors", join(3_000, "*", i -> "(x + " + i + ")"));
    diff(works, "many quotients", join(3_000, " + ", i -> "1/(x + " + i + ")"));
    diff(works, "many terms", join(20_000, " + ", i -> "sin(" + i + "*x)"));
    diff(
        works,
        "many cases",
        "cases(" + join(3_000, ", ", i -> "x^2 if x < " + i) + ", 0 otherwise)");
    diff(works, "nested kinks", "abs(1 - ".repeat(900) + "x" + ")".repeat(900));
    diff(works, "a large maximum", "max(" + join(500, ", ", i -> "x^" + i) + ")");
    diff(works, "nested roots", "sqrt(1 + ".repeat(900) + "x" + ")".repeat(900));
    diff(works, "nested logarithms", "log(".repeat(200) + "x" + ")".repeat(200));
    diff(works, "polynomials", "((x+y)^60+(x+z)^60)/((x-y)^60+(z-y)^60)");
    diff(works, "a long product over a range", "prod(i=1..1000, x + i)");
    diff(works, "words", "x y ".repeat(200_000));
    diff(works, "brackets", "(".repeat(9_999) + "x" + ")".repeat(9_999));
    diff(works, "marks", "é".repeat(100_000).replace("é", "e\u0301"));
    works.put(
        "a high order", () -> engine().differentiate("exp(x^2)", List.of("x"), 300, List.of()));
    works.put(
        "a check",
        () ->
            engine()
                .check("sum(i=1..10^5, sin(x*i))", List.of("x"), 1, "sum(i=1..10^5, i*cos(x*i))"));
    works.put(
        "many points",
        () ->
            engine().evaluate("sin(x)", Collections.nCopies(1 << 20, Map.of("x", BigDecimal.ONE))));
    works.put(
        "a long array",
        () ->
            engine()
                .evaluate(
                    "sum(i=1..n, x_i)",
                    List.of(Map.of("x", Collections.nCopies(1 << 21, BigDecimal.ONE)))));
    works.put(
        "an unrolled model",
        () -> Chainrule.model("h_t = sin(w*h_{t-1}) + x_t", "h_0 = 0").diff("h_{3000}", "w"));
    works.put(
        "code that is compiled",
        () ->
            Chainrule.compile(
                Chainrule.parse(join(30_000, " + ", i -> "sin(x*" + i + ")")), List.of("x")));
    Gradient loop = Chainrule.compile(Chainrule.parse("sum(i=1..2*10^9, sin(x*i))"), List.of("x"));
    works.put("a compiled loop", () -> loop.at(new double[] {0.5}, new double[1]));
    Gradient loops =
        Chainrule.compile(
            Chainrule.parse("sum(i=1..10^4, sum(j=1..10^4, sum(k=1..10^4, cos(x*i + j*k))))"),
            List.of("x"));
    works.put("compiled loops in loops", () -> loops.at(new double[] {0.5}, new double[1]));
    return works;
  }

  @ParameterizedTest
  @MethodSource("names")
  void stopsSoon(String name) throws InterruptedException {
    Runnable work = WORKS.get(name);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int moment : MOMENTS) {
      Thread thread =
          new Thread(
              null,
              () -> {
                try {
                  work.run();
                } catch (BudgetException stopped) {
                  // As it should.
                }
              },
              name,
              4L << 20);
      thread.setDaemon(true);
      thread.start();
      thread.join(moment);
      long before = Math.max(0, threads.getThreadCpuTime(thread.getId()));
      thread.interrupt();
      long used = 0;
      while (thread.isAlive() && used < MOST_CPU.toNanos()) {
        thread.join(5);
        used = threads.getThreadCpuTime(thread.getId()) - before;
      }
      assertThat(thread.isAlive()).as("%s goes on: %s", name, trace(thread)).isFalse();
    }
    assertThat(Chainrule.diff("x^2*sin(x)", "x")).hasToString("x*(2*sin(x) + x*cos(x))");
  }

  private static List<String> trace(Thread thread) {
    return Arrays.stream(thread.getStackTrace()).limit(12).map(String::valueOf).toList();
  }

  @Test
  void aLimitHoldsForTheWholeWorkAndNoLonger() {
    Duration limit = Duration.ofMillis(50);
    Engine engine = engine();

    assertThatThrownBy(
            () ->
                Budget.standard()
                    .with(limit)
                    .run(
                        () ->
                            engine.differentiate(
                                "abs(1 - ".repeat(900) + "x" + ")".repeat(900),
                                List.of("x"),
                                1,
                                List.of())))
        .isInstanceOf(BudgetException.class)
        .hasMessage("no answer within 0.05 s");

    assertThat(engine.differentiate("x^3", List.of("x"), 1, List.of()).result()).isEqualTo("3*x^2");
  }

  @Test
  void aLimitWithinALimitDoesNotLengthenIt() {
    assertThatThrownBy(
            () ->
                Budget.standard()
                    .with(Duration.ofMillis(50))
                    .run(
                        () ->
                            Budget.standard()
                                .with(Duration.ofHours(1))
                                .run(() -> engine().evaluate("sum(i=1..9*10^6, sin(i))", TWICE))))
        .isInstanceOf(BudgetException.class);
  }

  private static final List<Map<String, Object>> TWICE = Collections.nCopies(2, Map.of());
}
