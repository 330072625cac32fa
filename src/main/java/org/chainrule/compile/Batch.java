package org.chainrule.compile;

import java.util.Map;
import java.util.concurrent.RecursiveAction;
import org.jspecify.annotations.Nullable;

/**
 * A program for many points in one call: in the lanes of vectors where {@link Lanes} says so, else
 * point by point; large batches on all cores. Immutable and safe for threads.
 */
public final class Batch {
  /** How the numbers of the points lie in an array. */
  public enum Arrangement {
    /** Those of the first point, then those of the second. */
    ROWS,
    /** The first number of each point, then the second. */
    COLUMNS
  }

  /** The doubles of the arrays that hold some points: few enough for the fastest memory. */
  private static final int NEAR = 2_048;

  private static final int LARGEST_TILE = 256;

  /** The points after which the time is known well enough to decide about other cores. */
  private static final int TRIAL = 1_024;

  /** What it has to take at least, in nanoseconds, to be shared between cores. */
  private static final long WORTH_SHARING = 200_000;

  /** The fewest points that a core is given. */
  private static final int SHARE = 256;

  private final Program.Sized single;
  private final @Nullable LaneKernel kernel;
  private final Layout.@Nullable Bound bound;
  private final boolean hasOwnParameters;
  private final int lanes;
  private final int tile;
  private final ThreadLocal<Workspace> workspaces = ThreadLocal.withInitial(Workspace::new);

  private Batch(
      Program.Sized single,
      boolean hasOwnParameters,
      int lanes,
      @Nullable LaneProgram program,
      Map<String, Integer> lengths) {
    this.single = single;
    this.hasOwnParameters = hasOwnParameters;
    this.lanes = lanes;
    kernel = program == null ? null : program.kernel();
    bound = program == null ? null : program.layout().bind(lengths);
    tile = kernel == null ? 1 : tile();
  }

  /**
   * The code for many points.
   *
   * @param order {@link Order#VALUE} or {@link Order#GRADIENT}, of a single expression
   * @param single the same for one point
   * @param hasOwnParameters whether each point has parameters of its own
   */
  public static Batch of(
      Program.Request request,
      Order order,
      Program.Sized single,
      Map<String, Integer> lengths,
      boolean hasOwnParameters) {
    int lanes = Lanes.AVAILABLE;
    LaneProgram program =
        lanes == 0
            ? null
            : new Compiler(request, order).compileLanes(new Lanes(lanes, hasOwnParameters));
    return new Batch(single, hasOwnParameters, lanes, program, lengths);
  }

  /** Whether several points are computed at a time. */
  public boolean isVectorized() {
    return kernel != null;
  }

  private int tile() {
    long perPoint = 1L + single.variables() + single.parameters() + single.results();
    int most = (int) Math.min(LARGEST_TILE, NEAR / perPoint);
    return Math.max(lanes, most / lanes * lanes);
  }

  /**
   * Computes for as many points as there are places for values.
   *
   * @param results what else is asked for, arranged as the points are
   */
  public void run(
      double[] points,
      double[] parameters,
      double[] values,
      double[] results,
      Arrangement arrangement) {
    Work work = new Work(points, parameters, values, results, arrangement);
    int count = values.length;
    int trial = Math.min(count, TRIAL);
    long start = System.nanoTime();
    compute(work, 0, trial);
    if (trial == count) {
      return;
    }
    double rest = (double) (System.nanoTime() - start) / trial * (count - trial);
    int cores = Runtime.getRuntime().availableProcessors();
    if (rest > WORTH_SHARING && cores > 1) {
      int share = Math.max(SHARE, (count - trial) / (4 * cores) / SHARE * SHARE);
      new Part(this, work, trial, count, share).invoke();
    } else {
      compute(work, trial, count);
    }
  }

  /** The arrays of a call. */
  private record Work(
      double[] points,
      double[] parameters,
      double[] values,
      double[] results,
      Arrangement arrangement) {}

  /** Some of the points, shared between cores. */
  private static final class Part extends RecursiveAction {
    private static final long serialVersionUID = 1L;

    private final transient Batch batch;
    private final transient Work work;
    private final int from;
    private final int to;
    private final int share;

    Part(Batch batch, Work work, int from, int to, int share) {
      this.batch = batch;
      this.work = work;
      this.from = from;
      this.to = to;
      this.share = share;
    }

    @Override
    protected void compute() {
      if (to - from <= share) {
        batch.compute(work, from, to);
        return;
      }
      // Whole shares on the left, so that vectors hold the same points however it is divided.
      int middle = from + ((to - from + share - 1) / share + 1) / 2 * share;
      invokeAll(
          new Part(batch, work, from, middle, share), new Part(batch, work, middle, to, share));
    }
  }

  /** The arrays of a thread for some points, whose numbers lie as columns. */
  private final class Workspace {
    final double[] variables = new double[single.variables() * tile];
    final double[] parameters = new double[hasOwnParameters ? single.parameters() * tile : 0];
    final double[] results = new double[single.results() * tile];
    final double[] values = new double[tile];
    final double[] scratch = new double[bound == null ? 0 : Math.multiplyExact(bound.ends()[4], lanes)];
  }

  private void compute(Work work, int from, int to) {
    Workspace own = workspaces.get();
    int next = from;
    if (kernel != null && bound != null && work.arrangement == Arrangement.COLUMNS) {
      next = from + (to - from) / lanes * lanes;
      kernel.run(
          work.points,
          work.parameters,
          work.values,
          work.results,
          own.scratch,
          bound.numbers(),
          work.values.length,
          from,
          next);
    }
    while (next < to) {
      int end = Math.min(to, next + tile);
      computeTile(work, own, next, end);
      next = end;
    }
  }

  private void computeTile(Work work, Workspace own, int from, int to) {
    take(work, work.points, own.variables, single.variables(), from, to);
    double[] parameters = work.parameters;
    if (hasOwnParameters) {
      take(work, work.parameters, own.parameters, single.parameters(), from, to);
      parameters = own.parameters;
    }
    if (kernel == null || bound == null) {
      work.values[from] = single.run(own.variables, parameters, Program.Sized.NONE, own.results);
    } else {
      kernel.run(
          own.variables,
          parameters,
          own.values,
          own.results,
          own.scratch,
          bound.numbers(),
          tile,
          0,
          padded(to - from));
      System.arraycopy(own.values, 0, work.values, from, to - from);
    }
    give(work, own.results, single.results(), from, to);
  }

  private int padded(int count) {
    return (count + lanes - 1) / lanes * lanes;
  }

  /** Takes the numbers of some points; the last one's fill the lanes that are left over. */
  private void take(Work work, double[] from, double[] columns, int width, int first, int end) {
    boolean isByRows = work.arrangement == Arrangement.ROWS;
    int step = isByRows ? width : 1;
    int stride = isByRows ? 1 : work.values.length;
    int count = end - first;
    for (int place = 0; place < width; place++) {
      int source = first * step + place * stride;
      int target = place * tile;
      for (int i = 0; i < count; i++) {
        columns[target + i] = from[source + i * step];
      }
      for (int i = count; kernel != null && i < padded(count); i++) {
        columns[target + i] = columns[target + count - 1];
      }
    }
  }

  /** Puts results where those of their points belong. */
  private void give(Work work, double[] columns, int width, int first, int end) {
    boolean isByRows = work.arrangement == Arrangement.ROWS;
    int step = isByRows ? width : 1;
    int stride = isByRows ? 1 : work.values.length;
    for (int place = 0; place < width; place++) {
      int source = place * tile;
      int target = first * step + place * stride;
      for (int i = 0; i < end - first; i++) {
        work.results[target + i * step] = columns[source + i];
      }
    }
  }
}
