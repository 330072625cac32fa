package org.chainrule.compile;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RecursiveAction;
import org.chainrule.compile.graph.BufferLayout;
import org.chainrule.compile.lanes.LaneProgram;
import org.chainrule.compile.lanes.LaneRoutine;
import org.chainrule.compile.lanes.Lanes;
import org.chainrule.error.BudgetException;
import org.chainrule.error.Interruption;
import org.jspecify.annotations.Nullable;

/**
 * A program for many points in one call: in the lanes of vectors where {@link Lanes} says so, else
 * point by point; large batches on all cores. Safe for threads.
 *
 * <p>All points of a call are computed in the same way, so that a point's digits depend neither on
 * its place nor on how a batch is divided into calls, once vectors have been found to be faster.
 */
public final class Batch {
  /** The arrangements of the points' numbers in an array. */
  public enum Arrangement {
    /** Those of the first point, then those of the second. */
    ROWS,
    /** The first number of each point, then the second. */
    COLUMNS
  }

  /** The choice whether calls compute in lanes from now on, as has been found out. */
  public static final class Choice {
    private volatile boolean usesLanes = Lanes.ALWAYS;
  }

  /** The doubles of the arrays that hold some points: few enough for the fastest memory. */
  private static final int NEAR = 2_048;

  private static final int LARGEST_TILE = 256;

  /** The points between two looks at the clock while it is open whether vectors are worth it. */
  private static final int CHUNK = 512;

  /** The vectors that are tried then. */
  private static final int TRIAL_VECTORS = 16;

  /** The points after which the time is known well enough to decide about other cores. */
  private static final int TRIAL = 1_024;

  /** What it has to take at least, in nanoseconds, to be shared between cores. */
  private static final long WORTH_SHARING = 200_000;

  /** The fewest points that a core is given. */
  private static final int SHARE = 256;

  private final Program.Sized single;
  private final @Nullable LaneRoutine routine;
  private final BufferLayout.@Nullable Bound bound;
  private final boolean hasOwnParameters;
  private final int lanes;
  private final int tile;
  private final Choice choice;

  private final ThreadLocal<Workspace> workspaces = ThreadLocal.withInitial(Workspace::new);

  private Batch(
      Program.Sized single,
      boolean hasOwnParameters,
      int lanes,
      @Nullable LaneProgram program,
      Map<String, Integer> lengths,
      Choice choice) {
    this.single = single;
    this.hasOwnParameters = hasOwnParameters;
    this.lanes = lanes;
    routine = program == null ? null : program.routine();
    bound = program == null ? null : program.layout().bind(lengths);
    tile = routine == null ? 1 : tile();
    this.choice = choice;
  }

  /**
   * The code for many points.
   *
   * @param output {@link Output#VALUE} or {@link Output#GRADIENT}, of a single expression
   * @param single the same for one point
   * @param hasOwnParameters whether each point has parameters of its own
   * @param choice shared with the same code for parameters of the other kind
   */
  public static Batch of(
      Program.Request request,
      Output output,
      Program.Sized single,
      Map<String, Integer> lengths,
      boolean hasOwnParameters,
      Choice choice) {
    int lanes = Lanes.AVAILABLE;
    Lanes kind = new Lanes(lanes, hasOwnParameters);
    LaneProgram program =
        lanes == 0
            ? null
            : program(request, output, kind, true)
                .or(() -> program(request, output, kind, false))
                .orElse(null);
    return new Batch(single, hasOwnParameters, lanes, program, lengths, choice);
  }

  /** The code for several points at a time, unless it would be too long. */
  private static Optional<LaneProgram> program(
      Program.Request request, Output output, Lanes lanes, boolean writesOut) {
    try {
      return Optional.ofNullable(new Compiler(request, output, writesOut).compileLanes(lanes));
    } catch (BudgetException tooLong) {
      return Optional.empty();
    }
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
    Work work = new Work(points, parameters, values, results, arrangement, choice.usesLanes);
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
  private static final class Work {
    final double[] points;
    final double[] parameters;
    final double[] values;
    final double[] results;
    final Arrangement arrangement;
    final boolean inLanes;

    Work(
        double[] points,
        double[] parameters,
        double[] values,
        double[] results,
        Arrangement arrangement,
        boolean inLanes) {
      this.points = points;
      this.parameters = parameters;
      this.values = values;
      this.results = results;
      this.arrangement = arrangement;
      this.inLanes = inLanes;
    }
  }

  /** A part of the points, shared between cores. */
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
      int middle = from + ((to - from + share - 1) / share + 1) / 2 * share;
      invokeAll(
          new Part(batch, work, from, middle, share), new Part(batch, work, middle, to, share));
    }
  }

  /** The arrays of a thread for some points, whose numbers lie as columns. */
  private final class Workspace {
    final LaneTuner pace = new LaneTuner();
    final double[] variables = new double[single.variables() * tile];
    final double[] parameters = new double[hasOwnParameters ? single.parameters() * tile : 0];
    final double[] results = new double[single.results() * tile];
    final double[] values = new double[tile];
    final double[] scratch =
        new double[bound == null ? 0 : Math.multiplyExact(bound.ends()[4], lanes)];
  }

  private void compute(Work work, int from, int to) {
    Workspace own = workspaces.get();
    if (work.inLanes && routine != null && bound != null) {
      computeLanes(work, own, routine, bound, from, to);
      return;
    }
    int next = from;
    while (next < to) {
      Interruption.poll();
      int end = next + Math.min(to - next, CHUNK);
      long start = System.nanoTime();
      computeSingly(work, own, next, end);
      own.pace.tookSingle(end - next, System.nanoTime() - start);
      if (routine != null && bound != null && !choice.usesLanes && own.pace.isWorthATrial()) {
        tryLanes(work, own, routine, bound, next, end);
      }
      next = end;
    }
  }

  /** Computes some points again, to know whether calls are to do so from now on. */
  private void tryLanes(
      Work work, Workspace own, LaneRoutine code, BufferLayout.Bound places, int from, int to) {
    int count = Math.min(Math.min(to - from, TRIAL_VECTORS * lanes), tile) / lanes * lanes;
    if (count > 0) {
      long start = System.nanoTime();
      runTile(work, own, code, places, from, from + count);
      own.pace.tookLanes(count, System.nanoTime() - start);
      if (own.pace.areLanesFaster()) {
        choice.usesLanes = true;
      }
    }
  }

  private void computeSingly(Work work, Workspace own, int from, int to) {
    for (int point = from; point < to; point++) {
      take(work, work.points, own.variables, single.variables(), 1, point, point + 1);
      double[] parameters = work.parameters;
      if (hasOwnParameters) {
        take(work, work.parameters, own.parameters, single.parameters(), 1, point, point + 1);
        parameters = own.parameters;
      }
      work.values[point] = single.run(own.variables, parameters, Program.Sized.NONE, own.results);
      give(work, own.results, 1, point, point + 1);
    }
  }

  private void computeLanes(
      Work work, Workspace own, LaneRoutine code, BufferLayout.Bound places, int from, int to) {
    int next = from;
    if (work.arrangement == Arrangement.COLUMNS) {
      next = from + (to - from) / lanes * lanes;
      code.run(
          work.points,
          work.parameters,
          work.values,
          work.results,
          own.scratch,
          places.numbers(),
          work.values.length,
          from,
          next);
      leaveNone(work.values, work.results, work.values.length, from, next);
    }
    while (next < to) {
      Interruption.poll();
      int end = Math.min(to, next + tile);
      computeTile(work, own, code, places, next, end);
      next = end;
    }
  }

  private void computeTile(
      Work work, Workspace own, LaneRoutine code, BufferLayout.Bound places, int from, int to) {
    runTile(work, own, code, places, from, to);
    System.arraycopy(own.values, 0, work.values, from, to - from);
    give(work, own.results, tile, from, to);
  }

  /** Computes points with their numbers copied to columns; lanes that are left over do the last. */
  private void runTile(
      Work work, Workspace own, LaneRoutine code, BufferLayout.Bound places, int from, int to) {
    int count = to - from;
    take(work, work.points, own.variables, single.variables(), tile, from, to);
    fill(own.variables, single.variables(), count);
    double[] parameters = work.parameters;
    if (hasOwnParameters) {
      take(work, work.parameters, own.parameters, single.parameters(), tile, from, to);
      fill(own.parameters, single.parameters(), count);
      parameters = own.parameters;
    }
    code.run(
        own.variables,
        parameters,
        own.values,
        own.results,
        own.scratch,
        places.numbers(),
        tile,
        0,
        padded(count));
    leaveNone(own.values, own.results, tile, 0, count);
  }

  /** Where there is no value, nothing else that is asked for has one, as in a program for one. */
  private void leaveNone(double[] values, double[] results, int stride, int from, int to) {
    for (int point = from; point < to; point++) {
      if (Double.isNaN(values[point])) {
        for (int place = 0; place < single.results(); place++) {
          results[place * stride + point] = Double.NaN;
        }
      }
    }
  }

  private int padded(int count) {
    return (count + lanes - 1) / lanes * lanes;
  }

  /** Takes the numbers of some points, to columns that are a stride apart. */
  private static void take(
      Work work, double[] from, double[] columns, int width, int stride, int first, int end) {
    if (work.arrangement == Arrangement.ROWS) {
      Columns.take(from, first * width, width, columns, stride, end - first);
    } else {
      for (int place = 0; place < width; place++) {
        int source = place * work.values.length + first;
        System.arraycopy(from, source, columns, place * stride, end - first);
      }
    }
  }

  /** Puts the last point's numbers into the lanes that are left over. */
  private void fill(double[] columns, int width, int count) {
    for (int place = 0; place < width && count < padded(count); place++) {
      int target = place * tile + count;
      Arrays.fill(columns, target, place * tile + padded(count), columns[target - 1]);
    }
  }

  /** Puts results where those of their points belong. */
  private void give(Work work, double[] columns, int stride, int first, int end) {
    int width = single.results();
    if (work.arrangement == Arrangement.ROWS) {
      Columns.give(columns, stride, work.results, first * width, width, end - first);
    } else {
      for (int place = 0; place < width; place++) {
        int target = place * work.values.length + first;
        System.arraycopy(columns, place * stride, work.results, target, end - first);
      }
    }
  }
}
