package org.chainrule.autograd;

import java.util.List;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;

/**
 * A record of a computation with numbers, from which it takes derivatives backwards.
 *
 * <p>{@link Variable}s are the comfortable way to record. Loops that count nanoseconds use handles:
 * an operation's handle is an {@code int}, valid until the tape is rewound behind it, and {@code
 * tape.add(a, b)} records as {@code a.plus(b)} does. A handle that is kept too long is only noticed
 * where nothing stands there, and a thread that is not the tape's own only when it starts a pass,
 * applies a function or goes back; variables notice at once.
 *
 * <p>A pass is recorded, taken back by {@link #backward}, and followed by {@link #rewind} or {@link
 * #clear}. These keep the memory, so that a pass like one before allocates nothing. A tape belongs
 * to the thread that made it while that runs.
 */
public final class Tape {
  private Thread owner = Thread.currentThread();
  private final Recording recording = new Recording();
  private final RuleBook rules = new RuleBook(recording);
  private final VariablePool pool = new VariablePool(this);
  private int marked = Recording.SINKS;
  private int sweptEnd = Recording.SINKS;
  private boolean marksOperations;

  /** A variable with a value: something to differentiate by. */
  public Variable variable(double value) {
    return pool.at(leaf(value));
  }

  /** A number that nothing is differentiated by. */
  public Variable constant(double value) {
    return pool.at(constantLeaf(value));
  }

  /** The handle of a new variable. */
  public int leaf(double value) {
    requireThread();
    return recording.putLeaf(Recording.LEAF, value);
  }

  int constantLeaf(double value) {
    requireThread();
    return recording.putLeaf(Recording.CONSTANT, value);
  }

  /** The variable of a handle. */
  public Variable at(int handle) {
    requireThread();
    require(handle);
    return pool.at(handle);
  }

  Variable variableAt(int handle) {
    return pool.at(handle);
  }

  Recording recording() {
    return recording;
  }

  RuleBook rules() {
    return rules;
  }

  public int add(int left, int right) {
    require(left);
    require(right);
    double value = recording.value(left) + recording.value(right);
    return recording.put(Recording.ADD, value, left, 1, right, 1);
  }

  /** An operand plus a number. */
  public int addNumber(int left, double right) {
    require(left);
    double value = recording.value(left) + right;
    return recording.putUnary(Recording.ADD_NUMBER, value, left, 1, right);
  }

  public int subtract(int left, int right) {
    require(left);
    require(right);
    double value = recording.value(left) - recording.value(right);
    return recording.put(Recording.SUBTRACT, value, left, 1, right, -1);
  }

  /** A number less an operand. */
  public int subtractFromNumber(double left, int right) {
    require(right);
    double value = left - recording.value(right);
    return recording.putUnary(Recording.SUBTRACT_FROM_NUMBER, value, right, -1, left);
  }

  public int multiply(int left, int right) {
    require(left);
    require(right);
    double first = recording.value(left);
    double second = recording.value(right);
    return recording.put(Recording.MULTIPLY, first * second, left, second, right, first);
  }

  /** An operand times a number. */
  public int scale(int left, double right) {
    require(left);
    double value = recording.value(left) * right;
    return recording.putUnary(Recording.MULTIPLY_NUMBER, value, left, right, right);
  }

  public int divide(int left, int right) {
    require(left);
    require(right);
    double divisor = recording.value(right);
    double value = recording.value(left) / divisor;
    return recording.put(Recording.DIVIDE, value, left, 1 / divisor, right, -value / divisor);
  }

  /** An operand divided by a number. */
  public int divideByNumber(int left, double right) {
    require(left);
    double value = recording.value(left) / right;
    return recording.putUnary(Recording.DIVIDE_BY_NUMBER, value, left, 1 / right, right);
  }

  /** A number divided by an operand. */
  public int divideNumber(double left, int right) {
    require(right);
    double divisor = recording.value(right);
    double value = left / divisor;
    return recording.putUnary(Recording.DIVIDE_NUMBER, value, right, -value / divisor, left);
  }

  /** A power with a number for its exponent. */
  public int powerNumber(int base, double exponent) {
    require(base);
    double of = recording.value(base);
    double value = Powers.value(of, exponent);
    double partial = Powers.partial(of, exponent, value);
    return recording.putUnary(Recording.POWER_NUMBER, value, base, partial, exponent);
  }

  public int power(int base, int exponent) {
    return apply("pow", base, exponent);
  }

  /** A function of one argument. */
  public int apply(Function function, int argument) {
    requireThread();
    require(argument);
    return rules.apply(rules.code(function), argument);
  }

  /** A function of the table, by its name or an alias. */
  public int apply(String function, int argument) {
    requireThread();
    require(argument);
    return rules.apply(rules.code(function), argument);
  }

  /** A function of two arguments. */
  public int apply(Function function, int first, int second) {
    return applyCode(rules.code(function), first, second);
  }

  public int apply(String function, int first, int second) {
    return applyCode(rules.code(function), first, second);
  }

  private int applyCode(int code, int first, int second) {
    requireThread();
    require(first);
    require(second);
    return rules.apply(code, first, second);
  }

  /** A function of any number of arguments, such as max. */
  public int apply(Function function, int[] arguments) {
    requireThread();
    requireAll(arguments);
    return rules.applyMany(rules.code(function), arguments);
  }

  /** A function of a vector, such as logsumexp. */
  public int applyToVector(Function function, int[] elements) {
    return applyToVector(function, elements, 0);
  }

  /**
   * An element of a function of a vector, such as softmax.
   *
   * @param position which element, from 0
   */
  public int applyToVector(Function function, int[] elements, int position) {
    requireThread();
    requireAll(elements);
    return rules.applyToVector(rules.code(function), elements, position);
  }

  /** The logarithm of the sum of the exponentials. */
  public Variable logsumexp(Variable... elements) {
    return pool.at(rules.applyToVector(rules.code("logsumexp"), handles(elements), 0));
  }

  /** One element of the softmax of a vector, counted from 0. */
  public Variable softmax(Variable[] elements, int position) {
    return pool.at(rules.applyToVector(rules.code("softmax"), handles(elements), position));
  }

  /** A function of any number of variables. */
  public Variable apply(String function, Variable... arguments) {
    return pool.at(rules.applyMany(rules.code(function), handles(arguments)));
  }

  private int[] handles(Variable[] variables) {
    int[] handles = new int[variables.length];
    for (int i = 0; i < handles.length; i++) {
      handles[i] = placeOf(variables[i]);
    }
    return handles;
  }

  /** The value at a handle. */
  public double value(int handle) {
    require(handle);
    return recording.value(handle);
  }

  /** Takes the derivatives of a result by all that it was computed from. */
  public void backward(int result) {
    backward(result, 1);
  }

  /**
   * The same with a factor.
   *
   * @throws TapeException if the record was taken back already
   */
  public void backward(int result, double seed) {
    requireThread();
    requireUnswept(result);
    startSweep();
    recording.setAdjoint(result, recording.adjoint(result) + seed);
    recording.sweep(result);
  }

  /** Takes back the sum of several results, each times its seed, at once. */
  public void backward(Variable[] results, double[] seeds) {
    if (results.length != seeds.length || results.length == 0) {
      throw new TapeException("there must be a seed for every result, and one at least");
    }
    int last = 0;
    for (Variable result : results) {
      int place = placeOf(result);
      requireUnswept(place);
      last = Math.max(last, place);
    }
    startSweep();
    for (int i = 0; i < seeds.length; i++) {
      int place = results[i].place;
      recording.setAdjoint(place, recording.adjoint(place) + seeds[i]);
    }
    recording.sweep(last);
  }

  private void requireUnswept(int result) {
    require(result);
    if (result < sweptEnd && !recording.isLeaf(result)) {
      throw new TapeException(
          "backward went over this record before: a second time would count gradients twice."
              + " Rewind or clear the tape and record anew, or take several results back at once");
    }
  }

  private void startSweep() {
    if (sweptEnd > marked || marksOperations) {
      recording.clearAdjoints(sweptEnd);
    }
    sweptEnd = recording.size();
  }

  /** The derivative of what was taken back, summed over all passes since it was set to zero. */
  public double gradient(int handle) {
    requireThread();
    require(handle);
    if (handle >= sweptEnd) {
      throw new TapeException("there is no gradient yet: call backward on a result first");
    }
    return recording.adjoint(handle);
  }

  /** Sets the gradients of all variables to zero. */
  public void zeroGradients() {
    requireThread();
    for (int place = Recording.SINKS; place < recording.size(); place++) {
      recording.setAdjoint(place, 0);
    }
  }

  void zeroGradient(int handle) {
    recording.setAdjoint(handle, 0);
  }

  void setValue(int handle, double value) {
    if (handle >= marked || recording.code(handle) != Recording.LEAF) {
      throw new TapeException("only a variable from before the mark takes a new value");
    }
    if (recording.size() > marked || marksOperations) {
      throw new TapeException(
          "operations on the record were computed with the old value: rewind the tape first");
    }
    recording.setValue(handle, value);
  }

  /** Makes what is recorded so far stay: {@link #rewind} comes back to here. */
  public void mark() {
    requireThread();
    pool.keep(marked, recording.size());
    for (int place = marked; place < recording.size(); place++) {
      marksOperations |= !recording.isLeaf(place);
    }
    marked = recording.size();
  }

  /**
   * Forgets all that was recorded since the mark; the variables from before it keep their
   * gradients.
   */
  public void rewind() {
    requireThread();
    recording.truncate(marked);
    sweptEnd = Math.min(sweptEnd, marked);
    pool.turn();
  }

  /** Forgets everything, but keeps the memory. */
  public void clear() {
    requireThread();
    marked = Recording.SINKS;
    sweptEnd = marked;
    marksOperations = false;
    recording.truncate(marked);
    pool.dropKept();
    pool.turn();
  }

  int firstAfterMark() {
    return marked;
  }

  /** The number of operations and variables on the record. */
  public int size() {
    return recording.size() - Recording.SINKS;
  }

  /**
   * Computes an expression, recording it.
   *
   * @param values variables for the names that occur in it: {@code x}, {@code x_1}, {@code W_{1,2}}
   * @throws org.chainrule.evaluate.NamesException if a name has no variable
   */
  public Variable run(Expr expression, Map<String, Variable> values) {
    requireThread();
    return new ExpressionRun<>(new TapeNumbers(this), values).run(expression);
  }

  /**
   * The record of a result as an expression.
   *
   * @param names a name for every variable that it was computed from
   */
  public Expr expression(Variable result, Map<Variable, String> names) {
    return new Lifting(this, names).lift(placeOf(result));
  }

  /** The second derivatives of a result, a row for each variable. */
  public double[][] hessian(Variable result, List<Variable> by) {
    return new SecondOrder(this).hessian(result, by);
  }

  String describe(Variable variable) {
    return pool.isCurrent(variable)
        ? "Variable(" + recording.value(variable.place) + ")"
        : "a variable that is no longer recorded";
  }

  /** Where a variable stands, after making sure that it is this tape's and of this pass. */
  int placeOf(Variable variable) {
    requireThread();
    return pool.placeOf(variable);
  }

  void requireThread() {
    if (Thread.currentThread() != owner) {
      adopt();
    }
  }

  /** Lets the tape pass to another thread when its own has ended: nothing can use it at once. */
  private synchronized void adopt() {
    if (owner.isAlive()) {
      throw new TapeException(
          "a tape belongs to one thread, here "
              + owner.getName()
              + ", and was used by "
              + Thread.currentThread().getName());
    }
    owner = Thread.currentThread();
  }

  private void requireAll(int[] handles) {
    for (int handle : handles) {
      require(handle);
    }
  }

  private void require(int handle) {
    if (handle < Recording.SINKS || handle >= recording.size()) {
      throw noSuchHandle(handle);
    }
  }

  private static TapeException noSuchHandle(int handle) {
    return new TapeException(
        "nothing stands at handle " + handle + " of the tape, which was rewound or is another");
  }

  /** How much is recorded, for people to see. */
  @Override
  public String toString() {
    return "Tape(" + size() + " recorded)";
  }
}
