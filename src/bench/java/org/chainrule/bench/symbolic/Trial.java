package org.chainrule.bench.symbolic;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.chainrule.cli.Main;
import org.chainrule.expr.Expr;

/**
 * A workload within one system, in a JVM of its own that is ended where it takes too long: each
 * phase of each run is a line on standard output, with its CPU time in milliseconds and the size of
 * what came out.
 */
public final class Trial {
  private static final int MOST_RUNS = 15;
  private static final int FEWEST_RUNS = 3;

  /** As on the command line: nothing may be as deep as an expression. */
  private static final long STACK = 512 << 10;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final String workload;
  private final long end;

  private Trial(String workload, double seconds) {
    this.workload = workload;
    end = System.nanoTime() + (long) (1e9 * seconds);
  }

  /**
   * Runs.
   *
   * @param arguments the system, the workload, and in how many seconds the last run begins
   */
  public static void main(String[] arguments) {
    Trial trial = new Trial(arguments[1], Double.parseDouble(arguments[2]));
    String system = arguments[0];
    Runnable work =
        switch (system) {
          case "Chainrule" -> trial::chainrule;
          case "Symja" -> trial::symja;
          case "questions" -> trial::questions;
          case "batch" -> trial::batch;
          default -> throw new IllegalArgumentException("no system " + system);
        };
    // Symja recurses.
    Thread thread = new Thread(null, work, "trial", system.equals("Symja") ? 0 : STACK);
    thread.setUncaughtExceptionHandler(
        (failed, failure) -> {
          failure.printStackTrace();
          System.exit(1);
        });
    thread.start();
  }

  private boolean goesOn(int runs) {
    return runs < FEWEST_RUNS || runs < MOST_RUNS && System.nanoTime() < end;
  }

  private <T> T timed(String phase, Supplier<T> work, ToLongFunction<T> size) {
    long start = THREADS.getCurrentThreadCpuTime();
    T result = work.get();
    double milliseconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
    System.out.printf(Locale.ROOT, "%s %.3f %d%n", phase, milliseconds, size.applyAsLong(result));
    return result;
  }

  private static <T> long parsed(Program program, Competitor<T> competitor) {
    for (Program.Definition each : program.definitions()) {
      competitor.parsed(each.formula());
    }
    return program.definitions().size();
  }

  private void chainrule() {
    Program program = Programs.named(workload);
    for (int run = 0; goesOn(run); run++) {
      String ending = "r" + run;
      OfChainrule chainrule = new OfChainrule(ending);
      if (program.question() == Program.Question.PARSING) {
        timed("parsed", () -> parsed(program, chainrule), each -> each);
        continue;
      }
      Map<String, Expr> values = program.values(chainrule.algebra());
      List<Expr> derived =
          timed("derived", () -> chainrule.derived(program, values), OfChainrule::nodes);
      if (run == 0) {
        System.out.println("checked 0 " + new AnswerCheck(program).compare(derived, ending));
      }
      List<Expr> answers =
          timed("simplified", () -> chainrule.simplified(program, values), OfChainrule::nodes);
      if (run == 0) {
        System.out.println("rechecked 0 " + new AnswerCheck(program).compare(answers, ending));
      }
      timed("printed", () -> characters(answers), each -> each);
    }
  }

  private static long characters(List<Expr> answers) {
    return answers.stream().mapToLong(each -> each.toString().length()).sum();
  }

  private void symja() {
    Program program = Programs.named(workload);
    for (int run = 0; goesOn(run); run++) {
      OfSymja symja = new OfSymja();
      if (program.question() == Program.Question.PARSING) {
        timed("parsed", () -> parsed(program, symja), each -> each);
      } else {
        var values = program.values(symja.algebra());
        timed(
            "derived",
            () -> symja.derived(program, values),
            answers -> answers.stream().mapToLong(each -> each.leafCount()).sum());
      }
    }
    System.exit(0);
  }

  private void questions() {
    Questions questions = Questions.named(workload);
    for (int run = 0; goesOn(run); run++) {
      timed("answered", questions::answered, each -> each);
    }
  }

  /** Standard input through the command line; at the end the CPU time of the whole JVM. */
  private void batch() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  OperatingSystemMXBean system =
                      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
                  System.out.printf(
                      Locale.ROOT, "batch %.3f 0%n", system.getProcessCpuTime() / 1e6);
                }));
    Main.main(new String[] {"batch"});
  }
}
