package org.chainrule.bench;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.chainrule.autograd.Tape;
import org.chainrule.autograd.Variable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Recording a stream and going back over it; the weights stay from pass to pass. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Tapes {
  @Param({"Tape-chain", "Tape-sums", "Tape-network"})
  public String workload = "";

  private final Tape byHandles = new Tape();
  private final Tape byVariables = new Tape();
  private final FlatTape flat = new FlatTape();
  private final Stream.Handles handles = new OnTape(byHandles);
  private final Stream.Handles places = new OnFlatTape(flat);
  private final Stream.Objects<Variable> variables = new OnVariables(byVariables);
  private final Stream.Objects<Cell> cells = new OnCells();
  private final int[] weights = new int[Stream.WEIGHTS];
  private final int[] weightPlaces = new int[Stream.WEIGHTS];
  private final Variable[] weightVariables = new Variable[Stream.WEIGHTS];
  private final Cell[] weightCells = new Cell[Stream.WEIGHTS];
  private final int[] units = new int[32];
  private final Variable[] unitVariables = new Variable[32];
  private final Cell[] unitCells = new Cell[32];

  @Setup
  public void prepare() {
    Random random = new Random(7);
    for (int i = 0; i < Stream.WEIGHTS; i++) {
      double weight = 0.4 * random.nextGaussian();
      weights[i] = byHandles.leaf(weight);
      weightVariables[i] = byVariables.variable(weight);
      weightPlaces[i] = flat.leaf(weight);
      weightCells[i] = Cell.of(weight);
    }
    byHandles.mark();
    byVariables.mark();
    double expected = objectGraph();
    for (double other : new double[] {byHandles(), byVariables(), flatTape()}) {
      if (Math.abs(other - expected) > 1e-9 * Math.max(1, Math.abs(expected))) {
        throw new IllegalStateException("a derivative is " + other + ", not " + expected);
      }
    }
  }

  /** Chainrule's tape, by handles. */
  @Benchmark
  public double byHandles() {
    byHandles.rewind();
    byHandles.zeroGradients();
    byHandles.backward(Stream.of(workload, handles, weights, units));
    return byHandles.gradient(weights[0]);
  }

  /** Chainrule's tape, by variables. */
  @Benchmark
  public double byVariables() {
    byVariables.rewind();
    byVariables.zeroGradients();
    Stream.of(workload, variables, weightVariables, unitVariables).backward();
    return weightVariables[0].gradient();
  }

  @Benchmark
  public double objectGraph() {
    for (Cell weight : weightCells) {
      weight.gradient = 0;
    }
    Stream.of(workload, cells, weightCells, unitCells).backward();
    return weightCells[0].gradient;
  }

  @Benchmark
  public double flatTape() {
    flat.truncate(Stream.WEIGHTS);
    flat.backward(Stream.of(workload, places, weightPlaces, units));
    return flat.gradient(weightPlaces[0]);
  }

  private record OnTape(Tape tape) implements Stream.Handles {
    @Override
    public int leaf(double value) {
      return tape.leaf(value);
    }

    @Override
    public int add(int left, int right) {
      return tape.add(left, right);
    }

    @Override
    public int multiply(int left, int right) {
      return tape.multiply(left, right);
    }

    @Override
    public int tanh(int number) {
      return tape.apply("tanh", number);
    }

    @Override
    public int sigmoid(int number) {
      return tape.apply("sigmoid", number);
    }
  }

  private record OnFlatTape(FlatTape tape) implements Stream.Handles {
    @Override
    public int leaf(double value) {
      return tape.leaf(value);
    }

    @Override
    public int add(int left, int right) {
      return tape.add(left, right);
    }

    @Override
    public int multiply(int left, int right) {
      return tape.multiply(left, right);
    }

    @Override
    public int tanh(int number) {
      return tape.tanh(number);
    }

    @Override
    public int sigmoid(int number) {
      return tape.sigmoid(number);
    }
  }

  private record OnVariables(Tape tape) implements Stream.Objects<Variable> {
    @Override
    public Variable leaf(double value) {
      return tape.variable(value);
    }

    @Override
    public Variable add(Variable left, Variable right) {
      return left.plus(right);
    }

    @Override
    public Variable multiply(Variable left, Variable right) {
      return left.times(right);
    }

    @Override
    public Variable tanh(Variable number) {
      return number.tanh();
    }

    @Override
    public Variable sigmoid(Variable number) {
      return number.sigmoid();
    }
  }

  private record OnCells() implements Stream.Objects<Cell> {
    @Override
    public Cell leaf(double value) {
      return Cell.of(value);
    }

    @Override
    public Cell add(Cell left, Cell right) {
      return new Cell(left.value + right.value, left, 1, right, 1);
    }

    @Override
    public Cell multiply(Cell left, Cell right) {
      return new Cell(left.value * right.value, left, right.value, right, left.value);
    }

    @Override
    public Cell tanh(Cell number) {
      double value = Math.tanh(number.value);
      return new Cell(value, number, 1 - value * value, null, 0);
    }

    @Override
    public Cell sigmoid(Cell number) {
      double value = 1 / (1 + Math.exp(-number.value));
      return new Cell(value, number, value * (1 - value), null, 0);
    }
  }
}
