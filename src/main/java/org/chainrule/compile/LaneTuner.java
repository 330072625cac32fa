package org.chainrule.compile;

/**
 * The measured costs of a point to a thread, by itself and in the lanes of vectors, until lanes are
 * found to be faster. Code for vectors is many times slower than that for single points before the
 * JIT has compiled it, and may stay so where the JIT gives up or has no vector functions.
 */
final class LaneTuner {
  /** How long code for vectors gets half of the time to become fast, in nanoseconds. */
  private static final long PATIENCE = 5_000_000_000L;

  private static final int LATER_SHARE = 64;

  /** Costs rise no faster, so that one interruption decides nothing. */
  private static final double STEEPEST = 1.25;

  /** How much faster vectors have to be, since a few points cost as much as a full vector. */
  private static final double WORTHWHILE = 1.25;

  /** The points, or the time in nanoseconds, after which the JIT has compiled single points. */
  private static final long COMPILED_POINTS = 30_000;

  private static final long COMPILED_TIME = 300_000_000L;

  private double single = Double.POSITIVE_INFINITY;
  private double lanes = Double.POSITIVE_INFINITY;
  private long singleTime;
  private long singles;
  private long trialTime;

  /** Whether it is time to see again what vectors cost. */
  boolean isWorthATrial() {
    return trialTime < singleTime / (trialTime > PATIENCE ? LATER_SHARE : 1);
  }

  /** Whether vectors are faster than single points by now. */
  boolean areLanesFaster() {
    return lanes * WORTHWHILE <= single
        && (singles > COMPILED_POINTS || singleTime > COMPILED_TIME);
  }

  void tookSingle(int count, long time) {
    single = next(single, (double) time / count);
    singleTime += time;
    singles += count;
  }

  void tookLanes(int count, long time) {
    trialTime += time;
    lanes = next(lanes, (double) time / count);
  }

  private static double next(double known, double found) {
    return Math.min(found, known * STEEPEST);
  }
}
