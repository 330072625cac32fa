package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Product;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What compiled code takes: memory, classes, threads, the stack. */
class ResourcesTest {
  private static final long SMALL_STACK = 512 * 1024;
  private static final Symbol X = Symbol.of("x");

  /** Problems of different kinds, each compiled with all its numbers given. */
  enum Workload {
    SCALARS {
      @Override
      Gradient compiled() {
        return Chainrule.compile(
            Chainrule.parse("sin(x)*exp(x^2)/(1 + x^2) + atan2(x, y) + max(x, y, 1) + abs(y)"),
            List.of("x", "y"));
      }
    },
    SOFTMAX {
      @Override
      Gradient compiled() {
        return Chainrule.compile(Chainrule.parse("log(sum(i=1..n, exp(x_i)))"), List.of("x"))
            .sized("n", 50);
      }
    },
    RECURRENCE {
      @Override
      Gradient compiled() {
        return Chainrule.model("h_0 = 0", "h_t = sigma(w_1 x_t + w_2 h_{t-1})", "x : R^T")
            .compile("sum(t=1..T, (h_t - x_t)^2)", List.of("w_1", "w_2", "x"))
            .sized("T", 30);
      }
    },
    NETWORK {
      @Override
      Gradient compiled() {
        return Chainrule.model(
                "i in 1..p",
                "k in 1..r",
                "W : R^{p x q}",
                "V : R^{r x p}",
                "x : R^q",
                "a_i = tanh(sum(j=1..q, W_{i,j} x_j))",
                "o_k = sum_i V_{k,i} a_i",
                "y_k = exp(o_k)/sum(l=1..r, exp(o_l))")
            .compile("-log(y_1)", List.of("W", "V", "x"))
            .sized("p", 5, "q", 4, "r", 3);
      }
    },
    LONG_LOOP {
      @Override
      Gradient compiled() {
        StringBuilder text = new StringBuilder("sum(i=1..n, 0");
        for (int i = 1; i <= 120; i++) {
          text.append(" + sin(x_i + ").append(i).append("*y)^3*tanh(y*x_i/").append(i).append(")");
        }
        text.append(")*sum(i=1..n, x_i^2)");
        Gradient gradient =
            Chainrule.compile(Chainrule.parse(text.toString()), List.of("x", "y")).sized("n", 7);
        assertThat(gradient.codeMethods()).isGreaterThan(2);
        return gradient;
      }
    },
    LONG {
      @Override
      Gradient compiled() {
        StringBuilder text = new StringBuilder("0");
        for (int i = 1; i < 300; i++) {
          // No two alike, so that no loop is made of them.
          StringBuilder term = new StringBuilder("x_" + i + "*x_" + (i + 1));
          for (int digits = i; digits > 0; digits >>= 1) {
            term.insert(0, digits % 2 == 0 ? "sin(" : "cos(").append(')');
          }
          text.append(" + ").append(term);
        }
        List<String> names = IntStream.rangeClosed(1, 300).mapToObj(i -> "x_" + i).toList();
        Gradient gradient = Chainrule.compile(Chainrule.parse(text.toString()), names);
        assertThat(gradient.codeMethods()).isGreaterThan(1);
        return gradient;
      }
    };

    abstract Gradient compiled();

    double[] point(Gradient gradient, int seed) {
      double[] point = new double[gradient.dimension()];
      for (int i = 0; i < point.length; i++) {
        point[i] = ((i * 7 + seed * 3) % 11 - 5) / 4.0 + 0.1;
      }
      return point;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCallAllocatesNothing(Workload workload) {
    Gradient gradient = workload.compiled();
    double[] point = workload.point(gradient, 0);
    double[] direction = workload.point(gradient, 1);
    double[] out = new double[point.length];
    Runnable calls =
        () -> {
          for (int i = 0; i < 100; i++) {
            gradient.at(point, out);
            gradient.value(point);
            gradient.hessianVector(point, direction, out);
          }
        };
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    threads.getCurrentThreadAllocatedBytes();
    long least = Long.MAX_VALUE;
    for (int turn = 0; turn < 20 && least > 0; turn++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      calls.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void threadsShareOne(Workload workload) throws Exception {
    Gradient gradient = workload.compiled();
    int count = 16;
    List<double[]> alone = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      alone.add(results(gradient, workload.point(gradient, i)));
    }
    ExecutorService pool = Executors.newFixedThreadPool(count);
    try {
      List<Callable<double[]>> tasks = new ArrayList<>();
      for (int turn = 0; turn < 200; turn++) {
        for (int i = 0; i < count; i++) {
          double[] point = workload.point(gradient, i);
          tasks.add(() -> results(gradient, point));
        }
      }
      List<Future<double[]>> futures = pool.invokeAll(tasks);
      for (int i = 0; i < futures.size(); i++) {
        assertThat(futures.get(i).get()).isEqualTo(alone.get(i % count));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static double[] results(Gradient gradient, double[] point) {
    double[] all = new double[point.length + 1];
    double[] out = new double[point.length];
    all[point.length] = gradient.at(point, out);
    System.arraycopy(out, 0, all, 0, out.length);
    return all;
  }

  @Test
  void discardedCodeIsUnloaded() throws InterruptedException {
    compileAndDiscard(1_000);
  }

  @Test
  @Tag("slow")
  void muchDiscardedCodeIsUnloaded() throws InterruptedException {
    compileAndDiscard(100_000);
  }

  private static void compileAndDiscard(int count) throws InterruptedException {
    compileSome(50, 0);
    long before = loadedAfterCollection();
    compileSome(count, 1_000_000);
    long left = Long.MAX_VALUE;
    for (int turn = 0; turn < 50 && left > before + 20; turn++) {
      left = loadedAfterCollection();
      Thread.sleep(20);
    }
    assertThat(left).isLessThanOrEqualTo(before + 20);
  }

  private static void compileSome(int count, int first) {
    double[] out = new double[1];
    for (int i = 0; i < count; i++) {
      Expr expression = Apply.of(Functions.SIN, X.times(Expr.of(first + i))).times(X);
      Gradient gradient = Chainrule.compile(expression, List.of("x"));
      assertThat(gradient.at(new double[] {0.5}, out)).isFinite();
    }
  }

  private static long loadedAfterCollection() {
    System.gc();
    return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
  }

  /** Expressions whose size or depth is large. */
  enum Large {
    COMPOSITION(20_000, 100_000) {
      @Override
      Expr of(int size) {
        Expr u = X;
        for (int i = 0; i < size; i++) {
          u = Apply.of(Functions.SIN, u);
        }
        return u;
      }
    },
    PRODUCTS(3_000, 10_000) {
      @Override
      Expr of(int size) {
        Expr u = X;
        for (int i = 0; i < size; i++) {
          u = Product.of(Apply.of(Functions.SIN, u), u);
        }
        return u;
      }
    },
    QUOTIENTS(3_000, 10_000) {
      @Override
      Expr of(int size) {
        Expr u = X;
        for (int i = 0; i < size; i++) {
          u = Expr.of(1).dividedBy(Expr.of(3).plus(u));
        }
        return u;
      }
    },
    EXPONENTIALS(3_000, 10_000) {
      @Override
      Expr of(int size) {
        Expr u = X;
        for (int i = 0; i < size; i++) {
          u = Apply.of(Functions.LOG, Apply.of(Functions.EXP, u).plus(Expr.of(2 + i)));
        }
        return u;
      }
    },
    TERMS(4_000, 20_000) {
      @Override
      Expr of(int size) {
        Sum.Builder sum = new Sum.Builder();
        for (int i = 1; i <= size; i++) {
          sum.add(Apply.of(Functions.SIN, X.times(Expr.of(i))));
        }
        return sum.build();
      }
    };

    /** What a small stack does not hold, were a frame of it needed for each step. */
    final int enough;

    final int most;

    Large(int enough, int most) {
      this.enough = enough;
      this.most = most;
    }

    abstract Expr of(int size);
  }

  @ParameterizedTest
  @EnumSource
  void sizeIsNotTheStacks(Large large) throws InterruptedException {
    compileOnASmallStack(large.of(large.enough));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slow")
  void muchSizeIsNotTheStacks(Large large) throws InterruptedException {
    compileOnASmallStack(large.of(large.most));
  }

  private static void compileOnASmallStack(Expr expression) throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              Gradient gradient = Chainrule.compile(expression, List.of("x"));
              double[] out = new double[1];
              double value = gradient.at(new double[] {0.75}, out);
              assertThat(value).isFinite();
              assertThat(out[0]).isFinite();
              assertThat(gradient.along(new double[] {0.75}, new double[] {1}))
                  .isCloseTo(
                      out[0],
                      org.assertj.core.data.Offset.offset(1e-9 * Math.max(1, Math.abs(out[0]))));
            },
            "small stack",
            SMALL_STACK);
    thread.setUncaughtExceptionHandler((ignored, thrown) -> failure.set(thrown));
    thread.start();
    thread.join();
    assertThat(failure.get()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1_000, 100_000})
  void codeDoesNotGrowWithTheLengths(int n) {
    Gradient gradient =
        Chainrule.compile(Chainrule.parse("sum(i=1..n, sin(x_i))^2"), List.of("x")).sized("n", n);
    assertThat(gradient.dimension()).isEqualTo(n);
    assertThat(gradient.codeBytes()).isLessThan(2_000);
  }
}
