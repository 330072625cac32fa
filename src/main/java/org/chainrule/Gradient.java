package org.chainrule;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.compile.CompileException;
import org.chainrule.compile.Program;
import org.jspecify.annotations.Nullable;

/**
 * A value and its gradient as JVM bytecode: what {@link Chainrule#compile} gives. Immutable, safe
 * for threads, and a call allocates nothing.
 *
 * <p>The order of the compiled variables is the order in the arrays; a family takes as many places
 * as it has elements, the last index running fastest.
 */
public final class Gradient {
  private final Program program;
  private final Map<String, Integer> lengths;
  private final Program.@Nullable Sized sized;

  Gradient(Program program, Map<String, Integer> lengths) {
    this.program = program;
    this.lengths = Map.copyOf(lengths);
    this.sized = lengths.keySet().containsAll(program.sizes()) ? program.sized(lengths) : null;
  }

  /**
   * The same code for given lengths: {@code sized("n", 100, "m", 3)}.
   *
   * @throws CompileException if a name is no length of this expression
   */
  public Gradient sized(Object... namesAndLengths) {
    Map<String, Integer> all = new HashMap<>(lengths);
    if (namesAndLengths.length % 2 != 0) {
      throw new CompileException("names and lengths come in pairs");
    }
    for (int i = 0; i < namesAndLengths.length; i += 2) {
      if (!(namesAndLengths[i] instanceof String name)
          || !(namesAndLengths[i + 1] instanceof Integer length)) {
        throw new CompileException("names and lengths come in pairs, such as: \"n\", 100");
      }
      if (!program.sizes().contains(name)) {
        throw new CompileException(
            name + " is no length here; these are: " + String.join(", ", program.sizes()));
      }
      all.put(name, length);
    }
    return new Gradient(program, all);
  }

  private Program.Sized ready() {
    Program.Sized known = sized;
    return known != null ? known : program.sized(lengths);
  }

  /** The names of the lengths that {@link #sized} has to give. */
  public List<String> sizes() {
    return program.sizes().stream().filter(name -> !lengths.containsKey(name)).toList();
  }

  /** The number of elements of a point, and of the gradient. */
  public int dimension() {
    return ready().variables();
  }

  /** The number of elements of the parameters. */
  public int parameterCount() {
    return ready().parameters();
  }

  /**
   * The value, and the gradient.
   *
   * @param point the variables
   * @param gradientOut where the gradient's elements are put, as many as the point has
   */
  public double at(double[] point, double[] gradientOut) {
    return at(point, NONE, gradientOut);
  }

  private static final double[] NONE = new double[0];

  /** The value and the gradient, with parameters. */
  public double at(double[] point, double[] parameters, double[] gradientOut) {
    Program.Sized known = sized == null ? ready() : sized;
    if (point.length != known.variables()
        || parameters.length != known.parameters()
        || gradientOut.length < known.results()) {
      throw wrongLength(known, point, parameters, gradientOut);
    }
    return known.run(point, parameters, gradientOut);
  }

  private static CompileException wrongLength(
      Program.Sized known, double[] point, double[] parameters, double[] gradientOut) {
    return new CompileException(
        "a point has %d elements, there are %d parameters and %d places for the gradient; given: %d, %d, %d"
            .formatted(
                known.variables(),
                known.parameters(),
                known.results(),
                point.length,
                parameters.length,
                gradientOut.length));
  }

  /** The size of the compiled class in bytes. */
  public int bytes() {
    return program.bytes();
  }

  /** The number of methods that the code is cut into. */
  public int methods() {
    return program.methods();
  }

  @Override
  public String toString() {
    return "Gradient" + Arrays.toString(Objects.requireNonNull(program.sizes()).toArray());
  }
}
