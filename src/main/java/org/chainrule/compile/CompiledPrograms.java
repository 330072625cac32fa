package org.chainrule.compile;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.chainrule.error.CompileException;
import org.chainrule.print.Printer;
import org.chainrule.result.SparsityPattern;

/**
 * The compiled forms of some expressions for given lengths, each made when it is first asked for.
 */
public final class CompiledPrograms {
  private final Program.Request request;
  private final Supplier<List<String>> description;
  private final Map<Output, Optional<Program>> programs;
  private final Map<String, Integer> lengths;

  /** Replaced as a whole when code is added: a call reads it, and other maps cost more. */
  private volatile EnumMap<Output, Program.Sized> sized = new EnumMap<>(Output.class);

  private final Map<BatchKey, Batch> batches = new ConcurrentHashMap<>();
  private final Map<Output, Batch.Choice> choices = new ConcurrentHashMap<>();
  private final Map<Output, Sparse> sparse = new ConcurrentHashMap<>();
  private final List<String> sizes;

  private record BatchKey(Output output, boolean hasOwnParameters) {}

  /**
   * @param description tells what is compiled, and the definitions that it uses
   */
  public CompiledPrograms(Program.Request request, Supplier<List<String>> description) {
    this(request, description, new ConcurrentHashMap<>(), Map.of());
  }

  private CompiledPrograms(
      Program.Request request,
      Supplier<List<String>> description,
      Map<Output, Optional<Program>> programs,
      Map<String, Integer> lengths) {
    this.request = request;
    this.description = description;
    this.programs = programs;
    this.lengths = Map.copyOf(lengths);
    sizes = program(Output.VALUE).sizes();
  }

  private Program program(Output output) {
    return programs
        .computeIfAbsent(output, key -> Program.compile(request, key))
        .orElseThrow(() -> new IllegalStateException("not compiled: " + output));
  }

  /** What is compiled. */
  Program.Request request() {
    return request;
  }

  /** The lengths that are not known yet. */
  public List<String> openSizes() {
    return sizes.stream().filter(name -> !lengths.containsKey(name)).toList();
  }

  public boolean hasLengths() {
    return !lengths.isEmpty();
  }

  public CompiledPrograms sized(Object... namesAndLengths) {
    if (namesAndLengths.length % 2 != 0) {
      throw new CompileException("names and lengths come in pairs, such as: \"n\", 100");
    }
    Map<String, Integer> all = new HashMap<>(lengths);
    for (int i = 0; i < namesAndLengths.length; i += 2) {
      if (!(namesAndLengths[i] instanceof String name)
          || !(namesAndLengths[i + 1] instanceof Integer length)) {
        throw new CompileException("names and lengths come in pairs, such as: \"n\", 100");
      }
      if (!sizes.contains(name)) {
        throw new CompileException(
            name + " is no length here; these are: " + String.join(", ", sizes));
      }
      if (length < 0) {
        throw new CompileException("the length " + name + " is below 0: " + length);
      }
      all.put(name, length);
    }
    return new CompiledPrograms(request, description, programs, all);
  }

  /** Whether the output can be compiled for these expressions. */
  public boolean has(Output output) {
    return sized.get(output) != null
        || programs.computeIfAbsent(output, key -> Program.compile(request, key)).isPresent();
  }

  /** The same with code of its own for the lengths that are known. */
  public CompiledPrograms fixed() {
    Map<String, Integer> all = new HashMap<>(request.lengths());
    all.putAll(lengths);
    return new CompiledPrograms(
        new Program.Request(
            request.expressions(),
            request.variables(),
            request.parameters(),
            request.definitions(),
            request.ranges(),
            all),
        description);
  }

  /**
   * The code for an output.
   *
   * @throws CompileException if a length is not known
   */
  public Program.Sized of(Output output) {
    Program.Sized known = sized.get(output);
    if (known == null) {
      known = program(output).sized(lengths);
      EnumMap<Output, Program.Sized> more = new EnumMap<>(sized);
      more.put(output, known);
      sized = more;
    }
    return known;
  }

  /**
   * Where a Jacobian, or a Hessian, may have another value than 0, for the lengths that are known,
   * and the products that tell its values.
   *
   * @throws CompileException if the length of a variable is not known
   */
  public Sparse sparse(Output output) {
    return sparse.computeIfAbsent(
        output,
        key -> {
          SparsityPattern pattern = Compiler.pattern(fixed().request, key);
          return new Sparse(
              pattern,
              key == Output.HESSIAN ? Compression.ofSymmetric(pattern) : Compression.of(pattern));
        });
  }

  /**
   * A matrix of derivatives by its places that may be other than 0.
   *
   * @param pattern the places
   * @param compression the products that tell the values there
   */
  public record Sparse(SparsityPattern pattern, Compression compression) {
    /** Puts the values at all places into an array that has as many elements. */
    public void put(Compression.Product matrix, double[] values) {
      require(values.length == pattern.count(), "the result", pattern.count(), values.length);
      compression.put(matrix, values);
    }
  }

  /** The code for an output and many points, each with parameters of its own or not. */
  public Batch batch(Output output, boolean hasOwnParameters) {
    Batch.Choice choice = choices.computeIfAbsent(output, key -> new Batch.Choice());
    return batches.computeIfAbsent(
        new BatchKey(output, hasOwnParameters),
        key -> Batch.of(request, output, of(output), lengths, hasOwnParameters, choice));
  }

  public int expressions() {
    return request.expressions().size();
  }

  /** Value and gradient as a class in Java. */
  public String javaSource(String className) {
    return Program.javaSource(request, className, description.get(), Printer::javaIdentifier);
  }

  /** The code for an output, whatever the lengths. */
  public Program code(Output output) {
    return program(output);
  }

  /** The expressions, as an error or a shell names them. */
  public String text() {
    return request.expressions().stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  public static void require(boolean holds, String what, int expected, int found) {
    if (!holds) {
      throw new CompileException(what + " has " + expected + " elements here, not " + found);
    }
  }

  public static void requireAll(String what, int points, int width, int found) {
    if ((long) points * width != found) {
      throw new CompileException(
          what
              + " of "
              + points
              + " points have "
              + (long) points * width
              + " elements here, not "
              + found);
    }
  }
}
