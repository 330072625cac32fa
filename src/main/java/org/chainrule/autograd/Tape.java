package org.chainrule.autograd;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.chainrule.error.TapeException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.function.StableForms;
import org.jspecify.annotations.Nullable;

/**
 * A record of a computation with numbers, from which it takes derivatives backwards.
 *
 * <p>{@link Variable}s are the comfortable way to record. Loops that count nanoseconds use handles:
 * an operation's handle is an {@code int}, valid until the tape is rewound behind it, and {@code
 * tape.add(a, b)} records as {@code a.plus(b)} does. A handle that is kept too long is only noticed
 * where nothing stands there.
 *
 * <p>A pass is recorded, taken back by {@link #backward}, and followed by {@link #rewind} or {@link
 * #clear}. These keep the memory, so that a pass like one before allocates nothing. A tape belongs
 * to the thread that made it while that runs.
 */
public final class Tape extends Recording {
  private Thread owner = Thread.currentThread();
  private final FunctionRecorder rules = new FunctionRecorder(this);
  private final VariablePool pool = new VariablePool(this);
  private @Nullable Variable[] variables = pool.set();
  private int pass = VariablePool.FIRST_PASS;
  private int marked = FIRST;
  private int sweptEnd = FIRST;
  private boolean marksOperations;

  /** The expression that was run last, which is often the next one too, and its stable form. */
  private Expr lastRun = Expr.of(0);

  private Expr lastStable = Expr.of(0);

  /** A variable with a value: something to differentiate by. */
  public Variable variable(double value) {
    return variableAt(leaf(value));
  }

  /** A number that nothing is differentiated by. */
  public Variable constant(double value) {
    return variableAt(constantLeaf(value));
  }

  /** The handle of a new variable. */
  public int leaf(double value) {
    requireThread();
    return putLeaf(LEAF, value);
  }

  int constantLeaf(double value) {
    requireThread();
    return putLeaf(CONSTANT, value);
  }

  /** The variable of a handle. */
  public Variable at(int handle) {
    require(handle);
    return variableAt(handle);
  }

  /** The variable of a place that is known to hold something. */
  Variable variableAt(int place) {
    @Nullable Variable[] set = variables;
    if (place < set.length) {
      Variable known = set[place];
      if (known != null) {
        known.pass = pass;
        return known;
      }
    }
    return freshVariable(place);
  }

  private Variable freshVariable(int place) {
    variables = pool.filled(place);
    return variableAt(place);
  }

  FunctionRecorder rules() {
    return rules;
  }

  public int add(int left, int right) {
    require(left, right);
    return putSum(left, right);
  }

  /** An operand plus a number. */
  public int addNumber(int left, double right) {
    require(left);
    return putSum(left, right);
  }

  public int subtract(int left, int right) {
    require(left, right);
    return putDifference(left, right);
  }

  /** A number less an operand. */
  public int subtractFromNumber(double left, int right) {
    require(right);
    return putDifference(left, right);
  }

  public int multiply(int left, int right) {
    require(left, right);
    return putProduct(left, right);
  }

  /** An operand times a number. */
  public int scale(int left, double right) {
    require(left);
    return putProduct(left, right);
  }

  public int divide(int left, int right) {
    require(left, right);
    return putQuotient(left, right);
  }

  /** An operand divided by a number. */
  public int divideByNumber(int left, double right) {
    require(left);
    return putQuotient(left, right);
  }

  /** A number divided by an operand. */
  public int divideNumber(double left, int right) {
    require(right);
    return putQuotient(left, right);
  }

  /** A power with a number for its exponent. */
  public int powerNumber(int base, double exponent) {
    require(base);
    return putPower(base, exponent);
  }

  public int power(int base, int exponent) {
    return apply(PreparedFunction.POW, base, exponent);
  }

  /** A function of one argument. */
  public int apply(Function function, int argument) {
    require(argument);
    return rules.apply(rules.rule(function), argument);
  }

  /** A function of the table, by its name or an alias. */
  public int apply(String function, int argument) {
    require(argument);
    return rules.apply(rules.rule(function), argument);
  }

  /** A function of two arguments. */
  public int apply(Function function, int first, int second) {
    return apply(rules.rule(function), first, second);
  }

  public int apply(String function, int first, int second) {
    return apply(rules.rule(function), first, second);
  }

  private int apply(PreparedFunction rule, int first, int second) {
    require(first, second);
    return rules.apply(rule, first, second);
  }

  /** A function of any number of arguments, such as max. */
  public int apply(Function function, int[] arguments) {
    requireAll(arguments);
    return rules.applyMany(rules.rule(function), arguments);
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
    requireAll(elements);
    return rules.applyToVector(rules.rule(function), elements, position);
  }

  /** The logarithm of the sum of the exponentials. */
  public Variable logsumexp(Variable... elements) {
    return variableAt(rules.applyToVector(PreparedFunction.LOGSUMEXP, handles(elements), 0));
  }

  /** One element of the softmax of a vector, counted from 0. */
  public Variable softmax(Variable[] elements, int position) {
    return variableAt(rules.applyToVector(PreparedFunction.SOFTMAX, handles(elements), position));
  }

  /** A function of any number of variables. */
  public Variable apply(String function, Variable... arguments) {
    return variableAt(rules.applyMany(rules.rule(function), handles(arguments)));
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
    return valueAt(handle);
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
    seed(result, seed);
    sweep(result);
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
      seed(results[i].place, seeds[i]);
    }
    sweep(last);
  }

  /** Where there is no value, there is no derivative either. */
  private void seed(int result, double seed) {
    double known = Double.isNaN(valueAt(result)) ? Double.NaN : byFactor(seed);
    setAdjoint(result, adjoint(result) + known);
  }

  private void requireUnswept(int result) {
    require(result);
    if (result < sweptEnd && !isLeaf(result)) {
      throw new TapeException(
          "backward went over this record before: a second time would count gradients twice."
              + " Rewind or clear the tape and record anew, or take several results back at once");
    }
  }

  private void startSweep() {
    clearAdjoints(sweptEnd, sweptEnd > marked || marksOperations);
    sweptEnd = end();
  }

  /** Goes back from a place; leaves from before the mark pass nothing on. */
  private void sweep(int from) {
    sweep(from, marksOperations ? FIRST : marked);
  }

  /** The derivative of what was taken back, summed over all passes since it was set to zero. */
  public double gradient(int handle) {
    require(handle);
    if (handle >= sweptEnd) {
      throw new TapeException("there is no gradient yet: call backward on a result first");
    }
    return alive(adjoint(handle));
  }

  /** Sets the gradients of all variables to zero. */
  public void zeroGradients() {
    requireThread();
    forgetAdjoints(sweptEnd);
  }

  void zeroGradient(int handle) {
    setAdjoint(handle, DEAD);
  }

  void setValue(int handle, double value) {
    if (handle >= marked || code(handle) != LEAF) {
      throw new TapeException("only a variable from before the mark takes a new value");
    }
    if (end() > marked || marksOperations) {
      throw new TapeException(
          "operations on the record were computed with the old value: rewind the tape first");
    }
    setValueAt(handle, value);
  }

  /** Makes what is recorded so far stay: {@link #rewind} comes back to here. */
  public void mark() {
    requireThread();
    pool.keep(marked, end(), pass);
    for (int place = marked; place < end(); place++) {
      marksOperations |= !isLeaf(place);
    }
    marked = end();
  }

  /**
   * Forgets all that was recorded since the mark; the variables from before it keep their
   * gradients.
   */
  public void rewind() {
    requireThread();
    truncate(marked);
    rules.forget(marked);
    sweptEnd = Math.min(sweptEnd, marked);
    turn();
  }

  /** Lets the next pass have the other set of variables. */
  private void turn() {
    pass = pool.turn(pass);
    variables = pool.set();
  }

  /** Forgets everything, but keeps the memory. */
  public void clear() {
    requireThread();
    marked = FIRST;
    sweptEnd = marked;
    marksOperations = false;
    truncate(marked);
    rules.forget(marked);
    pool.dropKept();
    turn();
  }

  int firstAfterMark() {
    return marked;
  }

  /** The number of operations and variables on the record. */
  public int size() {
    return end() - FIRST;
  }

  /**
   * Computes an expression, recording it in the form that is stable in doubles.
   *
   * @param values variables for the names that occur in it: {@code x}, {@code x_1}, {@code W_{1,2}}
   * @throws org.chainrule.error.NamesException if a name has no variable
   */
  public Variable run(Expr expression, Map<String, Variable> values) {
    requireThread();
    if (expression != lastRun) {
      lastRun = expression;
      lastStable = StableForms.forSteps().form(expression);
    }
    Variable result = new ExpressionRun<>(new TapeNumbers(this), values).run(lastStable);
    return Double.isNaN(result.value()) ? none(result, values.values()) : result;
  }

  /** No value, of all variables: what led to it may have been left before it met them. */
  private static Variable none(Variable result, Collection<Variable> of) {
    Variable none = result;
    for (Variable each : of) {
      none = none.plus(each.times(Double.NaN));
    }
    return none;
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
    return isCurrent(variable)
        ? "Variable(" + valueAt(variable.place) + ")"
        : "a variable that is no longer recorded";
  }

  /** Where a variable stands, after making sure that it is this tape's and of this pass. */
  int placeOf(Variable variable) {
    requireThread();
    if (variable.tape != this || !isCurrent(variable)) {
      throw VariablePool.misuse(variable, this);
    }
    return variable.place;
  }

  private boolean isCurrent(Variable variable) {
    return variable.pass >= pass;
  }

  /** Makes sure that an operation on a variable of this tape may be recorded. */
  void require(Variable variable) {
    if (Thread.currentThread() != owner || variable.pass < pass) {
      placeOf(variable);
    }
  }

  /** The same for two, of which the first may be another tape's. */
  void require(Variable left, Variable right) {
    if (Thread.currentThread() != owner
        || left.tape != this
        || left.pass < pass
        || right.pass < pass) {
      placeOf(left);
      placeOf(right);
    }
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
    requireThread();
    for (int handle : handles) {
      require(handle);
    }
  }

  private void require(int handle) {
    requireThread();
    if (handle < FIRST || handle >= end()) {
      throw noSuchHandle(handle);
    }
  }

  private void require(int left, int right) {
    require(left);
    if (right < FIRST || right >= end()) {
      throw noSuchHandle(right);
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
