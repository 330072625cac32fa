package org.chainrule.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.chainrule.compile.adjoint.Adjoints;
import org.chainrule.compile.adjoint.Partials;
import org.chainrule.compile.adjoint.Tangents;
import org.chainrule.compile.graph.ActiveElements;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.BufferElements;
import org.chainrule.compile.graph.BufferLayout;
import org.chainrule.compile.graph.Components;
import org.chainrule.compile.graph.Graph;
import org.chainrule.compile.graph.GraphBuilder;
import org.chainrule.compile.graph.Inputs;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.graph.PowerTables;
import org.chainrule.compile.graph.Rolling;
import org.chainrule.compile.graph.Subscripts;
import org.chainrule.compile.graph.Unrolling;
import org.chainrule.compile.java.JavaSource;
import org.chainrule.compile.jvm.ClassWriting;
import org.chainrule.compile.lanes.LaneProgram;
import org.chainrule.compile.lanes.LaneWriter;
import org.chainrule.compile.lanes.Lanes;
import org.chainrule.compile.schedule.Block;
import org.chainrule.compile.schedule.LoopInvariants;
import org.chainrule.compile.schedule.MatrixProducts;
import org.chainrule.compile.schedule.Outline;
import org.chainrule.compile.schedule.Scheduler;
import org.chainrule.error.BudgetException;
import org.chainrule.error.CompileException;
import org.chainrule.error.Limit;
import org.chainrule.expr.Expr;
import org.chainrule.result.SparsityPattern;
import org.jspecify.annotations.Nullable;

/** The compiler: it builds the graph of what is asked for, and has it scheduled and written. */
final class Compiler {
  /** The most steps of code in which sums are written out. */
  private static final int MOST_WRITTEN_OUT = 6_000;

  /** The most variables for which derivatives of recurrences are carried forwards. */
  private static final int MOST_FORWARD = 4;

  private static final int MOST_OF_HESSIAN = 200_000;

  /** The most steps that are written out to see what depends on what. */
  private static final int MOST_OF_PATTERN = 400_000;

  /** The most numbers of tables that stand in a class in Java. */
  private static final int MOST_IN_SOURCE = 1_000;

  private final Graph graph;
  private final boolean isRolled;
  private final Subscripts subscripts;
  private final Program.Request request;
  private final Output output;
  private final Inputs inputs;
  private final GraphBuilder lowering;
  private final Partials partials;
  private final List<Node> values = new ArrayList<>();
  private final List<Node> effects = new ArrayList<>();
  private final List<Buffer> directions = new ArrayList<>();
  private final List<Buffer> results = new ArrayList<>();

  /**
   * @param writesOut whether sums with numbers for bounds are written out; then the number of steps
   *     is limited
   */
  Compiler(Program.Request request, Output output, boolean writesOut) {
    this(request, output, writesOut, mayRoll(output));
  }

  private Compiler(Program.Request request, Output output, boolean writesOut, boolean isRolled) {
    this(
        request,
        output,
        isRolled,
        !writesOut ? Long.MAX_VALUE : output == Output.HESSIAN ? MOST_OF_HESSIAN : MOST_WRITTEN_OUT,
        writesOut ? Unrolling.LONG : Unrolling.SHORT);
  }

  private Compiler(
      Program.Request request, Output output, boolean isRolled, long mostSteps, int longest) {
    this.request = request;
    this.output = output;
    this.isRolled = isRolled;
    graph = new Graph(Math.min(mostSteps, Limit.PROGRAM_STEPS.most()));
    subscripts = new Subscripts(graph, request.lengths());
    inputs =
        new Inputs(
            graph, subscripts, request.definitions(), request.variables(), request.parameters());
    lowering =
        new GraphBuilder(
            graph, subscripts, inputs, request.definitions(), request.ranges(), longest);
    partials = new Partials(graph, lowering);
  }

  /**
   * The places at which a Jacobian, or a Hessian, may have another value than 0: what derivatives
   * depend on when all is written out, or every place where that would be too long.
   */
  static SparsityPattern pattern(Program.Request request, Output output) {
    try {
      return new Compiler(request, output, false, MOST_OF_PATTERN, Integer.MAX_VALUE).pattern();
    } catch (BudgetException tooLong) {
      return new Compiler(request, output, false, false).fullPattern();
    }
  }

  private SparsityPattern pattern() {
    ActiveElements elements = lowered();
    if (output == Output.JACOBIAN) {
      Map<Node, int[]> sets = elements.of(values);
      return new SparsityPattern(
          elements.size(), values.stream().map(sets::get).toArray(int[][]::new));
    }
    return new SparsityPattern(elements.size(), symmetric(rowsOfHessian(elements)));
  }

  private SparsityPattern fullPattern() {
    int width = lowered().size();
    int[][] rows = new int[output == Output.JACOBIAN ? values.size() : width][];
    Arrays.fill(rows, IntStream.range(0, width).toArray());
    return new SparsityPattern(width, rows);
  }

  private ActiveElements lowered() {
    lower();
    return ActiveElements.of(inputs.variables())
        .orElseThrow(
            () -> new CompileException("the lengths of the variables are no numbers here"));
  }

  /** What each element of the gradient depends on. */
  private int[][] rowsOfHessian(ActiveElements elements) {
    FirstDerivatives first = firstDerivatives();
    Map<Node, int[]> sets = elements.of(first.effects());
    int[][] rows = new int[elements.size()][0];
    for (Node effect : first.effects()) {
      int[] set = Objects.requireNonNull(sets.get(effect));
      for (int row : elements.places(first.variable(effect), effect.subscripts())) {
        rows[row] = ActiveElements.union(rows[row], set);
      }
    }
    return rows;
  }

  /** Each row with the columns that have it. */
  private static int[][] symmetric(int[][] rows) {
    int[][] both = rows.clone();
    for (int row = 0; row < rows.length; row++) {
      for (int column : rows[row]) {
        if (Arrays.binarySearch(rows[column], row) < 0) {
          both[column] = ActiveElements.union(both[column], new int[] {row});
        }
      }
    }
    return both;
  }

  /** The program, or null where the elements of a Hessian are not all known by numbers. */
  @Nullable Program compile() {
    if (!isBuilt()) {
      return null;
    }
    Plan plan = plan(inMatrices(), Outline.LARGEST, Outline.PIECE);
    BufferLayout layout = layout(plan, 0);
    return new Program(ClassWriting.make(plan.outline(), layout, plan.value()), layout);
  }

  /** The program for several points at a time; null where matrices are inverted. */
  @Nullable LaneProgram compileLanes(Lanes lanes) {
    if (!isBuilt()) {
      throw new IllegalStateException("not compiled for several points at a time: " + output);
    }
    if (lowering.inverts()) {
      return null;
    }
    Plan plan =
        plan(PowerTables.apply(graph, roots()), LaneWriter.LARGEST_METHOD, LaneWriter.PIECE);
    BufferLayout layout = layout(plan, LaneWriter.temporaries(plan.outline()));
    return LaneProgram.of(plan.outline(), layout, plan.value(), lanes);
  }

  /** The value and the gradient as a class in Java. */
  String javaSource(String className, List<String> description, UnaryOperator<String> identifiers) {
    if (output != Output.GRADIENT || !isBuilt()) {
      throw new IllegalStateException("only gradients are written in Java");
    }
    Plan plan = plan(inMatrices(), Outline.LARGEST, Outline.PIECE);
    JavaSource.Arrays arrays =
        new JavaSource.Arrays(inputs.variables(), inputs.parameters(), results, plan.scratch());
    JavaSource source =
        new JavaSource(graph, plan.outline(), arrays, subscripts.sizes(), identifiers);
    return source.numbersInTables() > MOST_IN_SOURCE
        ? new Compiler(request, output, false, false)
            .javaSource(className, description, identifiers)
        : source.write(className, description, plan.value());
  }

  private boolean isBuilt() {
    lower();
    return build();
  }

  private void lower() {
    for (Expr expression : request.expressions()) {
      values.add(lowering.value(expression));
    }
    lowering.sequences().complete();
    lowering.requireKnownNames();
    if (isRolled) {
      List<Node> rolled = Rolling.apply(graph, List.copyOf(values));
      values.clear();
      values.addAll(rolled);
    }
    graph.orderAxes();
  }

  /** Whether parts that are alike become loops: not where each derivative stands by itself. */
  private static boolean mayRoll(Output output) {
    return switch (output) {
      case VALUE, GRADIENT, COTANGENT, TANGENT, HESSIAN_VECTOR -> true;
      case JACOBIAN, HESSIAN -> false;
    };
  }

  private boolean build() {
    switch (output) {
      case VALUE -> putValues();
      case GRADIENT -> {
        if (isForward()) {
          putForwards();
        } else {
          putGradient(Map.of(values.get(0), graph.number(1)), "");
        }
      }
      case COTANGENT -> putWeighted();
      case JACOBIAN -> {
        for (int i = 0; i < values.size(); i++) {
          Node value = values.get(i);
          putGradient(Map.of(value, whereItHasAValue(value, graph.number(1))), "row " + i);
        }
      }
      case TANGENT -> putTangents();
      case HESSIAN_VECTOR -> putHessianVector();
      case HESSIAN -> {
        return putHessian();
      }
    }
    return true;
  }

  private void putValues() {
    if (values.size() > 1) {
      put("values", values);
    }
  }

  /**
   * Whether the derivatives are carried forwards: through a recurrence, for a few variables, that
   * needs no second loop in which everything is taken back from arrays.
   */
  private boolean isForward() {
    return !lowering.sequences().isEmpty()
        && inputs.variables().size() <= MOST_FORWARD
        && inputs.variables().stream()
            .allMatch(each -> BufferElements.addAll(each, graph, new ArrayList<>()))
        && elements().size() <= MOST_FORWARD
        && Components.of(values, Components::dependencies).stream()
            .flatMap(List::stream)
            .noneMatch(Compiler::isVariableByIndex);
  }

  private static boolean isVariableByIndex(Node node) {
    return node.kind == Node.Kind.LOAD
        && node.buffer().role == Buffer.Role.VARIABLES
        && node.inputs.stream().anyMatch(place -> place.kind != Node.Kind.WHOLE);
  }

  private List<Node> elements() {
    List<Node> loads = new ArrayList<>();
    for (Buffer variable : inputs.variables()) {
      BufferElements.addAll(variable, graph, loads);
    }
    return loads;
  }

  private void putForwards() {
    for (Buffer variable : inputs.variables()) {
      Buffer result =
          new Buffer(Buffer.Role.RESULTS, variable.name, variable.extents, 0, Double.NaN);
      results.add(result);
      List<Node> loads = new ArrayList<>();
      BufferElements.addAll(variable, graph, loads);
      for (Node by : loads) {
        Tangents tangents = along(by);
        tangents.follow(values);
        effects.add(graph.store(result, by.inputs, tangents.of(values.get(0))));
      }
    }
  }

  /** The derivatives by one element; it must not be loaded through an index. */
  private Tangents along(Node by) {
    return new Tangents(graph, partials, load -> graph.number(load == by ? 1 : 0));
  }

  private void put(String name, List<Node> nodes) {
    Buffer buffer =
        new Buffer(
            Buffer.Role.RESULTS,
            name,
            List.of(new Buffer.Extent(graph.whole(0), graph.whole(nodes.size() - 1))),
            0,
            Double.NaN);
    results.add(buffer);
    for (int i = 0; i < nodes.size(); i++) {
      effects.add(graph.store(buffer, List.of(graph.whole(i)), nodes.get(i)));
    }
  }

  private void putGradient(Map<Node, Node> seeds, String name) {
    Map<Buffer, Buffer> gradient = like(Buffer.Role.RESULTS, name);
    results.addAll(gradient.values());
    effects.addAll(new Adjoints(graph, partials).gradient(seeds, gradient));
  }

  /** A buffer for each of the variables', as large as that. */
  private Map<Buffer, Buffer> like(Buffer.Role role, String name) {
    Map<Buffer, Buffer> alike = new LinkedHashMap<>();
    for (Buffer variable : inputs.variables()) {
      alike.put(variable, new Buffer(role, name + variable.name, variable.extents, 0, Double.NaN));
    }
    return alike;
  }

  private void putWeighted() {
    Buffer weights =
        new Buffer(
            Buffer.Role.DIRECTIONS,
            "weights",
            List.of(new Buffer.Extent(graph.whole(0), graph.whole(values.size() - 1))),
            0,
            Double.NaN);
    directions.add(weights);
    Map<Node, Node> seeds = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      Node weight = graph.load(weights, List.of(graph.whole(i)));
      seeds.merge(values.get(i), whereItHasAValue(values.get(i), weight), graph::add);
    }
    putGradient(seeds, "");
  }

  private Tangents alongDirection() {
    Map<Buffer, Buffer> along = like(Buffer.Role.DIRECTIONS, "direction ");
    directions.addAll(along.values());
    return new Tangents(
        graph,
        partials,
        load -> graph.load(Objects.requireNonNull(along.get(load.buffer())), load.inputs));
  }

  private void putTangents() {
    Tangents tangents = alongDirection();
    tangents.follow(values);
    put(
        "tangents",
        values.stream().map(each -> whereItHasAValue(each, tangents.of(each))).toList());
  }

  /** A derivative of one of several values, NaN where that is; of a single one, the caller sees. */
  private Node whereItHasAValue(Node value, Node derivative) {
    return value.isTotal || values.size() == 1
        ? derivative
        : graph.select(
            graph.compare(Node.Kind.EQUAL, value, value), derivative, graph.number(Double.NaN));
  }

  private List<Node> gradientEffects(Map<Buffer, Buffer> gradient) {
    return new Adjoints(graph, partials).gradient(Map.of(values.get(0), graph.number(1)), gradient);
  }

  private void putHessianVector() {
    Map<Buffer, Buffer> gradient = like(Buffer.Role.RESULTS, "gradient ");
    List<Node> first = gradientEffects(gradient);
    Tangents tangents = alongDirection();
    tangents.follow(first);
    Map<Buffer, Buffer> products = new HashMap<>();
    for (Buffer each : gradient.values()) {
      // An element that is not stored, because its derivative is 0, must be 0 too.
      Buffer product = new Buffer(Buffer.Role.RESULTS, each.name + "~", each.extents, 0, 0);
      products.put(each, product);
      results.add(product);
    }
    for (Node effect : first) {
      Node along = tangents.of(effect.value());
      if (!along.isNumber(0)) {
        Buffer product = Objects.requireNonNull(products.get(effect.buffer()));
        effects.add(
            effect.kind == Node.Kind.STORE
                ? graph.store(product, effect.subscripts(), along)
                : graph.accumulate(product, effect.subscripts(), along));
      }
    }
  }

  /** The gradient's elements, and the variables' buffers that their buffers belong to. */
  private record FirstDerivatives(List<Node> effects, Map<Buffer, Buffer> variables) {
    Buffer variable(Node effect) {
      return Objects.requireNonNull(variables.get(effect.buffer()));
    }
  }

  private FirstDerivatives firstDerivatives() {
    Map<Buffer, Buffer> gradient = like(Buffer.Role.RESULTS, "gradient ");
    Map<Buffer, Buffer> variables = new HashMap<>();
    gradient.forEach((variable, result) -> variables.put(result, variable));
    return new FirstDerivatives(gradientEffects(gradient), variables);
  }

  /** Stores each second derivative by itself, if every first one is a node of its own. */
  private boolean putHessian() {
    List<Node> loads = new ArrayList<>();
    for (Buffer variable : inputs.variables()) {
      if (!BufferElements.addAll(variable, graph, loads)) {
        return false;
      }
    }
    Set<Node> elements = new HashSet<>(loads);
    FirstDerivatives first = firstDerivatives();
    Map<Node, Node> derivatives = new HashMap<>();
    for (Node effect : first.effects()) {
      Node load = graph.load(first.variable(effect), effect.subscripts());
      if (effect.kind != Node.Kind.STORE || effect.axes != 0 || !elements.contains(load)) {
        return false;
      }
      derivatives.put(load, effect.value());
    }
    Buffer hessian =
        new Buffer(
            Buffer.Role.RESULTS,
            "hessian",
            List.of(
                new Buffer.Extent(graph.whole(0), graph.whole(loads.size() - 1)),
                new Buffer.Extent(graph.whole(0), graph.whole(loads.size() - 1))),
            0,
            0);
    results.add(hessian);
    List<List<Integer>> rows = rowsByColumn(loads, derivatives);
    for (int column = 0; column < loads.size(); column++) {
      Tangents tangents = along(loads.get(column));
      List<Node> above = rows.get(column).stream().map(loads::get).map(derivatives::get).toList();
      tangents.follow(above);
      for (int i = 0; i < above.size(); i++) {
        int row = rows.get(column).get(i);
        Node second = tangents.of(above.get(i));
        if (!second.isNumber(0)) {
          store(hessian, row, column, second);
          if (row != column) {
            store(hessian, column, row, second);
          }
        }
      }
    }
    return true;
  }

  /** Of each column, the rows up to the diagonal whose first derivatives depend on it. */
  private List<List<Integer>> rowsByColumn(List<Node> loads, Map<Node, Node> derivatives) {
    ActiveElements active = ActiveElements.of(inputs.variables()).orElseThrow();
    Map<Node, int[]> sets = active.of(derivatives.values());
    List<List<Integer>> rows = new ArrayList<>();
    for (int row = 0; row < loads.size(); row++) {
      rows.add(new ArrayList<>());
    }
    for (int row = 0; row < loads.size(); row++) {
      Node derivative = derivatives.get(loads.get(row));
      if (derivative != null) {
        for (int column : Objects.requireNonNull(sets.get(derivative))) {
          if (column >= row) {
            rows.get(column).add(row);
          }
        }
      }
    }
    return rows;
  }

  private void store(Buffer hessian, int row, int column, Node value) {
    effects.add(graph.store(hessian, List.of(graph.whole(row), graph.whole(column)), value));
  }

  /**
   * The plan of what is to be written.
   *
   * @param outline the methods
   * @param scratch the arrays that are needed besides those of the inputs and results
   * @param value what is returned
   */
  private record Plan(Outline outline, List<Buffer> scratch, Node value) {}

  /** What is to be done, last the value. */
  private List<Node> roots() {
    List<Node> roots = new ArrayList<>(effects);
    roots.add(values.size() == 1 ? values.get(0) : graph.number(0));
    return LoopInvariants.apply(graph, roots);
  }

  /** The same with products of matrices. */
  private List<Node> inMatrices() {
    return PowerTables.apply(graph, MatrixProducts.apply(graph, roots()));
  }

  /** What is done in loops and in which, before it is cut into methods. */
  Block block() {
    return isBuilt() ? block(new Scheduler(graph), inMatrices()) : new Block(List.of());
  }

  private Block block(Scheduler scheduler, List<Node> roots) {
    Block scheduled = scheduler.schedule(roots);
    List<Block.Statement> statements = new ArrayList<>();
    for (Buffer result : results) {
      if (result.isFilled()) {
        statements.add(new Block.Fill(result));
      }
    }
    statements.addAll(scheduled.statements());
    return new Block(statements);
  }

  private Plan plan(List<Node> roots, int largest, int piece) {
    Node returned = roots.get(roots.size() - 1);
    Scheduler scheduler = new Scheduler(graph);
    Outline outline = new Outline(block(scheduler, roots), returned, largest, piece);
    return new Plan(outline, scheduler.buffers(), returned);
  }

  /** Where the arrays lie, with places for intermediate results behind those that are spilled. */
  private BufferLayout layout(Plan plan, int temporaries) {
    BufferLayout layout = new BufferLayout(subscripts.sizes(), graph);
    layout.add(inputs.variables(), 0);
    layout.add(inputs.parameters(), 0);
    layout.add(directions, 0);
    layout.add(results, 0);
    layout.add(plan.scratch(), plan.outline().spills() + temporaries);
    return layout;
  }
}
