package org.chainrule.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.chainrule.error.TapeException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.jspecify.annotations.Nullable;

/**
 * A function's row made ready for numbers: its kernel, and its derivatives as programs, each built
 * when it is first needed. Threads may share it.
 */
final class PreparedFunction {
  private static final List<PreparedFunction> TABLE = table();
  private static final Map<String, PreparedFunction> BY_NAME = byName();

  static final PreparedFunction POW = of(Functions.POW);
  static final PreparedFunction EXP = of(Functions.EXP);
  static final PreparedFunction LOG = of(Functions.LOG);
  static final PreparedFunction SIN = of(Functions.SIN);
  static final PreparedFunction COS = of(Functions.COS);
  static final PreparedFunction TANH = of(Functions.TANH);
  static final PreparedFunction SIGMOID = of(Functions.SIGMOID);
  static final PreparedFunction RELU = of(Functions.RELU);
  static final PreparedFunction SOFTPLUS = of(Functions.SOFTPLUS);
  static final PreparedFunction ABS = of(Functions.ABS);
  static final PreparedFunction MAX = of(Functions.MAX);
  static final PreparedFunction MIN = of(Functions.MIN);
  static final PreparedFunction LOGSUMEXP = of(Functions.LOGSUMEXP);
  static final PreparedFunction SOFTMAX = of(Functions.SOFTMAX);

  private final Function function;
  private final int number;
  private final Function.@Nullable Kernel kernel;
  private final @Nullable DoubleUnaryOperator unaryKernel;
  private final @Nullable DoubleBinaryOperator binaryKernel;
  private final Function.@Nullable VectorKernel vectorKernel;
  private volatile FunctionProgram[][] partials = new FunctionProgram[0][];
  private volatile @Nullable FunctionProgram elementPartial;

  private PreparedFunction(Function function, int number) {
    this.function = function;
    this.number = number;
    kernel = function.kernel().orElse(null);
    unaryKernel = function.unaryKernel().orElse(null);
    binaryKernel = function.binaryKernel().orElse(null);
    vectorKernel = function.vectorKernel().orElse(null);
    if (!hasValues(function)) {
      throw new TapeException(
          function.name()
              + " has no values in numbers"
              + (function.isDeclared() ? ": it is unknown" : function.takesArray() ? " yet" : ""));
    }
  }

  private static boolean hasValues(Function function) {
    return function.kernel().isPresent() || function.vectorKernel().isPresent();
  }

  private static List<PreparedFunction> table() {
    List<PreparedFunction> rules = new ArrayList<>();
    for (Function row : Functions.all()) {
      if (hasValues(row)) {
        rules.add(new PreparedFunction(row, rules.size()));
      }
    }
    return List.copyOf(rules);
  }

  private static Map<String, PreparedFunction> byName() {
    Map<String, PreparedFunction> rules = new HashMap<>();
    for (PreparedFunction rule : TABLE) {
      rules.put(rule.function.name(), rule);
      rule.function.aliases().forEach(alias -> rules.put(alias, rule));
    }
    return Map.copyOf(rules);
  }

  /** The rule of a function, the same each time for one of the table. */
  static PreparedFunction of(Function function) {
    PreparedFunction known = BY_NAME.get(function.name());
    return known != null && known.function == function ? known : new PreparedFunction(function, -1);
  }

  /** The rule of a function of the table. */
  static PreparedFunction named(String name) {
    PreparedFunction known = BY_NAME.get(name);
    return known != null ? known : of(function(name));
  }

  private static Function function(String name) {
    return Functions.named(name).orElseThrow(() -> unknown(name));
  }

  private static TapeException unknown(String name) {
    String hint = Functions.nearest(name).map(each -> "; did you mean " + each + "?").orElse("");
    return new TapeException("there is no function " + name + hint);
  }

  /** How many rules there are for the table. */
  static int tableSize() {
    return TABLE.size();
  }

  /** The rule of the table with a number. */
  static PreparedFunction numbered(int number) {
    return TABLE.get(number);
  }

  /** The number among the table's rules, or -1 for a function of one's own. */
  int number() {
    return number;
  }

  Function function() {
    return function;
  }

  boolean ofVector() {
    return vectorKernel != null;
  }

  /** Whether arguments that tie have equal shares, also those of the same function inside. */
  boolean sharesTies() {
    return function.isVariadic();
  }

  boolean selects() {
    return function.parameters().contains(Parameter.INDEX);
  }

  /** Complains about a number of arguments that the function does not take. */
  void require(int count) {
    boolean fits =
        !ofVector()
            && (function.isVariadic() ? count >= function.arity() : count == function.arity());
    if (!fits) {
      throw new TapeException(
          ofVector()
              ? function.name() + " takes a vector: an array of variables"
              : function.name() + " takes " + function.arity() + " arguments, not " + count);
    }
  }

  double value(double[] arguments) {
    Function.Kernel known = kernel;
    if (known == null) {
      throw new TapeException(function.name() + " takes a vector: an array of variables");
    }
    return known.apply(arguments);
  }

  /** The value of a function of one argument. */
  double value(double argument, Scratch scratch) {
    DoubleUnaryOperator known = unaryKernel;
    return known != null ? known.applyAsDouble(argument) : value(scratch.argumentsOf(argument));
  }

  /** The value of a function of two arguments. */
  double value(double first, double second, Scratch scratch) {
    DoubleBinaryOperator known = binaryKernel;
    return known != null
        ? known.applyAsDouble(first, second)
        : value(scratch.argumentsOf(first, second));
  }

  double value(double[] elements, int position) {
    Function.VectorKernel known = vectorKernel;
    if (known == null) {
      throw new TapeException(function.name() + " does not take a vector");
    }
    return known.apply(elements, position);
  }

  /** The derivative of a function of one argument, NaN where there is none. */
  double partial(double argument, double result, Scratch scratch) {
    if (Double.isNaN(result)) {
      return result;
    }
    FunctionProgram program = program(0, 1);
    scratch.require(program.registers());
    scratch.registers[0] = argument;
    scratch.registers[1] = result;
    return program.run(scratch);
  }

  /** The derivative of a function of two arguments by one of them, NaN where there is none. */
  double partial(int argument, double first, double second, double result, Scratch scratch) {
    if (Double.isNaN(result)) {
      return result;
    }
    FunctionProgram program = program(argument, 2);
    scratch.require(program.registers());
    scratch.registers[0] = first;
    scratch.registers[1] = second;
    scratch.registers[2] = result;
    return program.run(scratch);
  }

  /** The derivative by one argument, NaN where there is none. */
  double partial(int argument, double[] arguments, double result, Scratch scratch) {
    if (Double.isNaN(result)) {
      return result;
    }
    FunctionProgram program = program(argument, arguments.length);
    load(program, arguments, result, scratch);
    return program.run(scratch);
  }

  /** How the derivative by one argument changes when arguments and result do. */
  double partialTangent(
      int argument,
      double[] arguments,
      double[] tangents,
      double result,
      double resultTangent,
      Scratch scratch) {
    FunctionProgram program = program(argument, arguments.length);
    load(program, arguments, result, scratch);
    System.arraycopy(tangents, 0, scratch.tangents, 0, arguments.length);
    scratch.tangents[arguments.length] = resultTangent;
    return program.runTangent(scratch);
  }

  private static void load(
      FunctionProgram program, double[] arguments, double result, Scratch scratch) {
    scratch.require(program.registers());
    System.arraycopy(arguments, 0, scratch.registers, 0, arguments.length);
    scratch.registers[arguments.length] = result;
  }

  /** The derivative by one element of the vector that the scratch holds. */
  double elementPartial(int position, int element, double result, Scratch scratch) {
    FunctionProgram program = elementProgram();
    loadElement(program, position, element, result, scratch);
    return program.run(scratch);
  }

  /** How that changes when the vector, the tangents of which the scratch holds too, does. */
  double elementPartialTangent(
      int position, int element, double result, double resultTangent, Scratch scratch) {
    FunctionProgram program = elementProgram();
    loadElement(program, position, element, result, scratch);
    scratch.tangents[0] = Recording.DEAD;
    scratch.tangents[1] = Recording.DEAD;
    scratch.tangents[2] = resultTangent;
    return program.runTangent(scratch);
  }

  private static void loadElement(
      FunctionProgram program, int position, int element, double result, Scratch scratch) {
    scratch.require(program.registers());
    scratch.registers[0] = position;
    scratch.registers[1] = element;
    scratch.registers[2] = result;
  }

  private FunctionProgram program(int argument, int count) {
    FunctionProgram[][] known = partials;
    return count < known.length && known[count] != null
        ? known[count][argument]
        : build(count)[argument];
  }

  private synchronized FunctionProgram[] build(int count) {
    FunctionProgram[][] known = partials;
    if (count < known.length && known[count] != null) {
      return known[count];
    }
    Map<Expr, Integer> given = new HashMap<>();
    List<Expr> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arguments.add(Symbol.named("x" + i));
      given.put(arguments.get(i), i);
    }
    Symbol result = Symbol.named("y");
    given.put(result, count);
    FunctionProgram[] programs = new FunctionProgram[count];
    for (int i = 0; i < count; i++) {
      Optional<Expr> partial = function.partialEverywhere(i, arguments, result);
      programs[i] =
          partial.isPresent()
              ? ProgramBuilder.of(partial.get(), given, null)
              : FunctionProgram.NO_VALUE;
    }
    FunctionProgram[][] grown = Arrays.copyOf(known, Math.max(known.length, count + 1));
    grown[count] = programs;
    partials = grown;
    return programs;
  }

  private FunctionProgram elementProgram() {
    FunctionProgram known = elementPartial;
    if (known == null) {
      Symbol position = Symbol.named("i");
      Symbol element = Symbol.named("j");
      Symbol result = Symbol.named("y");
      Symbol index = Symbol.named("k");
      Expr vector = Elements.of(index, Expr.of(0), Symbol.named("n"), IndexedSymbol.of("x", index));
      List<Expr> arguments = selects() ? List.of(vector, position) : List.of(vector);
      Expr partial =
          function
              .partialByElement(arguments, result, List.of(element))
              .orElseThrow(() -> new TapeException(function.name() + " has no derivative"));
      known = ProgramBuilder.of(partial, Map.of(position, 0, element, 1, result, 2), vector);
      elementPartial = known;
    }
    return known;
  }

  /** The function applied to expressions; what only numbers need, by its definition. */
  Expr applied(List<Expr> arguments) {
    boolean isReadable = number >= 0 || Functions.named(function.name()).isPresent();
    Optional<Expr> definition = isReadable ? Optional.empty() : function.definition(arguments);
    return definition.orElseGet(() -> Apply.of(function, arguments));
  }
}
