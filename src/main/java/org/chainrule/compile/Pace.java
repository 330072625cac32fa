package org.chainrule.compile;

/**
 * What a point costs a thread, computed by itself and in the lanes of vectors. Until the JIT has
 * compiled it, code for vectors is many times slower than that for single points; it may stay so
 * where the JIT gives up or has no vector functions.
 */
final class Pace {
  /** How long code for vectors gets half of the time to become fast, in nanoseconds. */
  private static final long PATIENCE = 5_000_000_000L;

  private static final int LATER_SHARE = 64;

  /** Costs rise no faster, so that one interruption decides nothing. */
  private static final double STEEPEST = 1.25;

  private double single = Double.POSITIVE_INFINITY;
  private double lanes = Double.POSITIVE_INFINITY;
  private long singleTime;
  private long trialTime;

  /** Whether single points are known well enough, and vectors worth using or worth a trial. */
  boolean choosesLanes(int count, int padded) {
    if (Lanes.ALWAYS || single == Double.POSITIVE_INFINITY) {
      return Lanes.ALWAYS;
    }
    return isTrial()
        ? trialTime < singleTime / (trialTime > PATIENCE ? LATER_SHARE : 1)
        : lanes * padded <= single * count;
  }

  /** Whether vectors are not faster than single points, or not yet. */
  boolean isTrial() {
    return !(lanes <= single);
  }

  void tookSingle(int count, long time) {
    single = next(single, (double) time / count);
    singleTime += time;
  }

  void tookLanes(int padded, long time) {
    if (isTrial()) {
      trialTime += time;
    }
    lanes = next(lanes, (double) time / padded);
  }

  private static double next(double known, double found) {
    return Math.min(found, known * STEEPEST);
  }
}
