package org.chainrule.expr;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Locale;

/** Measures what a node costs: time to build it the first time and again, and memory. */
final class InterningCostMain {
  private static final int NODES = 200_000;
  private static final int LONGEST = 100;

  private InterningCostMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Function unknown = Function.declared("f", List.of(0));
    for (int round = 1; round <= 5; round++) {
      Expr base = Symbol.of("round" + round);
      String family = "family" + round;
      measure("a call of the call before", base, (node, i) -> Apply.of(unknown, node));
      measure("an element of a family", base, (node, i) -> IndexedSymbol.of(family, Expr.of(i)));
      measure(
          "a sum with a term more, up to 100",
          base,
          (node, i) -> i % LONGEST == 0 ? base : node.plus(IndexedSymbol.of(family, Expr.of(i))));
    }
  }

  /** Makes the next node. */
  private interface Step {
    Expr from(Expr node, int number);
  }

  private static void measure(String what, Expr base, Step step) throws InterruptedException {
    long before = usedMemory();
    Expr[] made = new Expr[NODES];
    long first = build(base, step, made);
    long bytes = usedMemory() - before;
    long again = build(base, step, new Expr[NODES]);
    Reference.reachabilityFence(made);
    System.out.printf(
        Locale.ROOT,
        "%s: %d ns for a new node, %d ns for one that is there, %d bytes%n",
        what,
        first / NODES,
        again / NODES,
        bytes / NODES);
  }

  private static long build(Expr base, Step step, Expr[] made) {
    long start = System.nanoTime();
    Expr node = base;
    for (int i = 0; i < made.length; i++) {
      node = step.from(node, i);
      made[i] = node;
    }
    return System.nanoTime() - start;
  }

  private static long usedMemory() throws InterruptedException {
    System.gc();
    Thread.sleep(500);
    // Making a node also drops the entries of those that were collected.
    Expr.symbol("drop" + System.nanoTime());
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
