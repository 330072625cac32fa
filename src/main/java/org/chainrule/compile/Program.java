package org.chainrule.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.differentiate.Definitions;
import org.chainrule.expr.Expr;
import org.jspecify.annotations.Nullable;

/** An expression with its gradient as compiled code; immutable and safe for threads. */
public final class Program {
  private final ClassWriting.Made made;
  private final Layout layout;

  private Program(ClassWriting.Made made, Layout layout) {
    this.made = made;
    this.layout = layout;
  }

  /** What a program computes besides the value. */
  public enum Order {
    VALUE,
    GRADIENT
  }

  /**
   * What is to be compiled.
   *
   * @param expression the expression
   * @param variables by what derivatives are taken, in the order of the array
   * @param parameters what else gets a number
   * @param definitions what other names stand for
   * @param ranges of families, where they are known
   */
  public record Request(
      Expr expression,
      List<Input> variables,
      List<Input> parameters,
      Definitions definitions,
      Map<String, List<Input.Extent>> ranges) {
    public Request {
      variables = List.copyOf(variables);
      parameters = List.copyOf(parameters);
      ranges = Map.copyOf(ranges);
    }
  }

  /** Compiles. */
  public static Program compile(Request request, Order order) {
    Graph graph = new Graph();
    Subscripts subscripts = new Subscripts(graph);
    Inputs inputs = new Inputs(graph, subscripts, request.variables(), request.parameters());
    Lowering lowering =
        new Lowering(graph, subscripts, inputs, request.definitions(), request.ranges());
    Node value = lowering.value(request.expression());
    lowering.sequences().complete();
    graph.orderAxes();
    List<Node> roots = new ArrayList<>();
    List<Buffer> results = new ArrayList<>();
    if (order == Order.GRADIENT) {
      Map<Buffer, Buffer> gradient = new LinkedHashMap<>();
      for (Buffer variable : inputs.variables()) {
        Buffer result =
            new Buffer(Buffer.Role.RESULTS, variable.name, variable.extents, 0, Double.NaN);
        gradient.put(variable, result);
        results.add(result);
      }
      Map<Node, Node> seeds = new HashMap<>();
      seeds.put(value, graph.number(1));
      roots.addAll(new Adjoints(graph, new Partials(graph, lowering)).gradient(seeds, gradient));
    }
    lowering.requireKnownNames();
    roots.add(value);
    Scheduler scheduler = new Scheduler(graph);
    Block scheduled = scheduler.schedule(roots);
    List<Block.Statement> statements = new ArrayList<>();
    for (Buffer result : results) {
      if (result.isFilled()) {
        statements.add(new Block.Fill(result));
      }
    }
    statements.addAll(scheduled.statements());
    if (System.getProperty("dump") != null) { System.err.println(new Block(statements).text("")); }
    Outline outline = new Outline(new Block(statements), value);
    Layout layout = new Layout(subscripts.sizes());
    layout.add(inputs.variables(), 0);
    layout.add(inputs.parameters(), 0);
    layout.add(results, 0);
    layout.add(scheduler.buffers(), outline.spills());
    return new Program(ClassWriting.make(outline, layout, value), layout);
  }

  /** The names of the lengths that have to be given. */
  public List<String> sizes() {
    return List.copyOf(layout.sizes());
  }

  /** The size of the class file. */
  public int bytes() {
    return made.bytes();
  }

  /** The number of methods that the code is cut into. */
  public int methods() {
    return made.methods();
  }

  /** The program for given lengths. */
  public Sized sized(Map<String, Integer> lengths) {
    return new Sized(made.kernel(), layout.bind(lengths));
  }

  /** A program with its lengths known; immutable and safe for threads. */
  public static final class Sized {
    private final Kernel kernel;
    private final Layout.Bound bound;
    private final @Nullable ThreadLocal<double[]> scratch;

    Sized(Kernel kernel, Layout.Bound bound) {
      this.kernel = kernel;
      this.bound = bound;
      int length = bound.ends()[3];
      scratch = length == 0 ? null : ThreadLocal.withInitial(() -> new double[length]);
    }

    public int variables() {
      return bound.ends()[0];
    }

    public int parameters() {
      return bound.ends()[1];
    }

    public int results() {
      return bound.ends()[2];
    }

    /** The number of doubles of working memory that each thread has. */
    public int scratch() {
      return bound.ends()[3];
    }

    private static final double[] NONE = new double[0];

    /** The value; what else is asked for goes to the results. Nothing is checked. */
    public double run(double[] variables, double[] parameters, double[] results) {
      double[] own = scratch == null ? NONE : scratch.get();
      return kernel.run(variables, parameters, results, own, bound.numbers());
    }
  }
}
