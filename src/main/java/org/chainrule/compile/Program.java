package org.chainrule.compile;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.chainrule.compile.graph.BufferLayout;
import org.chainrule.compile.graph.Input;
import org.chainrule.compile.jvm.ClassWriting;
import org.chainrule.compile.jvm.Routine;
import org.chainrule.differentiate.Definitions;
import org.chainrule.error.BudgetException;
import org.chainrule.error.CompileException;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.Pass;
import org.jspecify.annotations.Nullable;

/** Expressions, or their derivatives, as compiled code; immutable and safe for threads. */
public final class Program {
  private final ClassWriting.Made made;
  private final BufferLayout layout;

  Program(ClassWriting.Made made, BufferLayout layout) {
    this.made = made;
    this.layout = layout;
  }

  /**
   * The request of a compilation.
   *
   * @param expressions the expressions
   * @param variables by what derivatives are taken, in the order of the array
   * @param parameters what else gets a number
   * @param definitions what other names stand for
   * @param ranges of families, where they are known
   * @param lengths numbers for lengths, of which the code is then made for these alone
   */
  public record Request(
      List<Expr> expressions,
      List<Input> variables,
      List<Input> parameters,
      Definitions definitions,
      Map<String, List<IndexRange>> ranges,
      Map<String, Integer> lengths) {
    public Request {
      expressions = List.copyOf(expressions);
      variables = List.copyOf(variables);
      parameters = List.copyOf(parameters);
      ranges = Map.copyOf(ranges);
      lengths = Map.copyOf(lengths);
    }

    /** Whether there may be sums, products or vectors over indices, which can be written out. */
    private boolean hasRanges() {
      if (!definitions.isEmpty()) {
        return true;
      }
      boolean[] isFound = {false};
      Pass<Boolean> pass =
          new Pass<>() {
            @Override
            protected Boolean compute(Expr node) {
              isFound[0] |= node instanceof Binder;
              return true;
            }
          };
      expressions.forEach(pass::apply);
      return isFound[0];
    }
  }

  /**
   * Compiles: sums with numbers for bounds are written out as long as the code stays short.
   *
   * @return nothing where a Hessian is asked for and its elements are not named by numbers
   * @throws CompileException if a name has no source, or something has no value
   */
  public static Optional<Program> compile(Request request, Output output) {
    if (output != Output.HESSIAN && !request.hasRanges()) {
      // Nothing would be built otherwise a second time.
      return Optional.ofNullable(new Compiler(request, output, false).compile());
    }
    try {
      return Optional.ofNullable(new Compiler(request, output, true).compile());
    } catch (BudgetException tooLong) {
      return output == Output.HESSIAN
          ? Optional.empty()
          : Optional.ofNullable(new Compiler(request, output, false).compile());
    }
  }

  /**
   * The value and the gradient as a class in Java that needs nothing but the JDK.
   *
   * @param className its name, with its package if it is to have one
   * @param description what its comment says: the expression, then the definitions
   * @param identifiers gives names of the notation the form of a Java identifier, different ones
   *     different forms
   * @throws CompileException if the name is none, or a function has no Java
   */
  public static String javaSource(
      Request request,
      String className,
      List<String> description,
      UnaryOperator<String> identifiers) {
    try {
      return new Compiler(request, Output.GRADIENT, true)
          .javaSource(className, description, identifiers);
    } catch (BudgetException tooLong) {
      return new Compiler(request, Output.GRADIENT, false)
          .javaSource(className, description, identifiers);
    }
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
    return new Sized(made.routine(), layout.bind(lengths));
  }

  /** A program with its lengths known; immutable and safe for threads. */
  public static final class Sized {
    static final double[] NONE = new double[0];

    private final Routine routine;
    private final int variables;
    private final int parameters;
    private final int directions;
    private final int results;
    private final int scratchLength;
    private final int[] numbers;
    private final @Nullable ThreadLocal<double[]> scratch;

    Sized(Routine routine, BufferLayout.Bound bound) {
      this.routine = routine;
      variables = bound.ends()[0];
      parameters = bound.ends()[1];
      directions = bound.ends()[2];
      results = bound.ends()[3];
      scratchLength = bound.ends()[4];
      numbers = bound.numbers();
      int length = scratchLength;
      long bytes = (long) length * Double.BYTES;
      if (bytes > Runtime.getRuntime().maxMemory() / 2) {
        throw new BudgetException(
            "this takes "
                + (bytes >> 20)
                + " MB of working memory, more than half of what there is");
      }
      scratch = length == 0 ? null : ThreadLocal.withInitial(() -> new double[length]);
    }

    public int variables() {
      return variables;
    }

    public int parameters() {
      return parameters;
    }

    public int directions() {
      return directions;
    }

    public int results() {
      return results;
    }

    /** The number of doubles of working memory that each thread has. */
    public int scratch() {
      return scratchLength;
    }

    /**
     * The value; what else is asked for goes to the results, which are NaN where the value is. The
     * lengths are not checked.
     */
    public double run(
        double[] variables, double[] parameters, double[] directions, double[] results) {
      double[] own = scratch == null ? NONE : scratch.get();
      double value = routine.run(variables, parameters, directions, results, own, numbers);
      if (Double.isNaN(value)) {
        Arrays.fill(results, Double.NaN);
      }
      return value;
    }
  }
}
