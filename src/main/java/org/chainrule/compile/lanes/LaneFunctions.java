package org.chainrule.compile.lanes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.graph.PowerNodes;
import org.chainrule.compile.schedule.Block;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Function;
import org.chainrule.function.Functions;
import org.chainrule.function.NumericFunctions;

/**
 * The functions that are computed for all lanes at once; each other one is computed lane by lane,
 * through its kernel.
 *
 * <p>The JVM's vector functions keep within an ulp, and so does {@link LaneExponential}. What
 * differs from the kernels of the table, at arguments where a kernel is NaN, is put right here.
 */
public final class LaneFunctions {
  /** The names of the vector operators, as VectorOperators has them. */
  private static final Map<Function, String> UNARY =
      Map.ofEntries(
          Map.entry(Functions.EXPM1, "EXPM1"),
          Map.entry(Functions.LOG, "LOG"),
          Map.entry(Functions.LOG1P, "LOG1P"),
          Map.entry(row("log10"), "LOG10"),
          Map.entry(Functions.CBRT, "CBRT"),
          Map.entry(Functions.SIN, "SIN"),
          Map.entry(Functions.COS, "COS"),
          Map.entry(Functions.TAN, "TAN"),
          Map.entry(row("asin"), "ASIN"),
          Map.entry(row("acos"), "ACOS"),
          Map.entry(row("atan"), "ATAN"),
          Map.entry(Functions.SINH, "SINH"),
          Map.entry(Functions.COSH, "COSH"),
          Map.entry(Functions.TANH, "TANH"),
          Map.entry(Functions.ABS, "ABS"));

  /** The functions that are put together from others. */
  private static final Map<Function, Form> FORMS =
      Map.ofEntries(
          Map.entry(Functions.EXP, LaneFunctions::exponential),
          Map.entry(Functions.SQRT, LaneFunctions::squareRoot),
          Map.entry(Functions.MAX, LaneFunctions::extremum),
          Map.entry(Functions.MIN, LaneFunctions::extremum),
          Map.entry(Functions.RELU, LaneFunctions::rectified),
          Map.entry(Functions.POW, LaneFunctions::power),
          Map.entry(Functions.SIGMOID, LaneFunctions::sigmoid),
          Map.entry(Functions.SOFTPLUS, LaneFunctions::softplus),
          Map.entry(Functions.SIGN, LaneFunctions::sign),
          Map.entry(Functions.STEP, LaneFunctions::step),
          Map.entry(NumericFunctions.SIGMOID_SLOPE, LaneFunctions::sigmoidSlope),
          Map.entry(NumericFunctions.TANH_SLOPE, LaneFunctions::tanhSlope));

  /** The exponentials of a method that are written out: the JIT gives up where code is long. */
  private static final int MOST_INLINE = 12;

  private final Vectors vectors;
  private final Consumer<Node> push;
  private final IntSupplier newLocal;
  private final LaneExponential exponential;

  /** The exponentials that are still written out. */
  private int exponentials;

  /**
   * @param block what is computed
   * @param push puts a node's value on the stack
   * @param newLocal gives a local that nothing else uses
   */
  LaneFunctions(Block block, Vectors vectors, Consumer<Node> push, IntSupplier newLocal) {
    this.vectors = vectors;
    this.push = push;
    this.newLocal = newLocal;
    exponential = new LaneExponential(vectors, newLocal);
    exponentials = isMostlyExponential(block) ? MOST_INLINE : 0;
  }

  /** Whether a function is no combination of others. */
  public static boolean isDirect(Function function) {
    return UNARY.containsKey(function) || function == Functions.POW || function == Functions.EXP;
  }

  /**
   * Whether there are more exponentials than other functions: beside calls, which leave nothing in
   * registers, one more call costs less than the constants of an exponential.
   */
  private static boolean isMostlyExponential(Block block) {
    int balance = 0;
    Deque<Block> pending = new ArrayDeque<>(List.of(block));
    while (!pending.isEmpty()) {
      Interruption.poll();
      for (Block.Statement each : pending.pop().statements()) {
        if (each instanceof Block.Loop loop) {
          pending.push(loop.body());
        } else if (each instanceof Block.Compute compute && compute.node().kind == Node.Kind.CALL) {
          Function function = compute.node().function();
          if (function == Functions.EXP
              || function == Functions.SIGMOID
              || function == NumericFunctions.SIGMOID_SLOPE) {
            balance++;
          } else if (!FORMS.containsKey(function) || function == Functions.POW) {
            balance--;
          }
        }
      }
    }
    return balance > 0;
  }

  private static Function row(String name) {
    return Functions.named(name).orElseThrow();
  }

  /** A writer of one function's calls. */
  @FunctionalInterface
  private interface Form {
    void write(LaneFunctions functions, Node call);
  }

  /** Writes a call, or nothing where it has to be computed lane by lane. */
  boolean write(Node call) {
    String operator = UNARY.get(call.function());
    Form form = FORMS.get(call.function());
    if (operator != null) {
      push.accept(call.input(0));
      vectors.lanewise(operator);
    } else if (form != null) {
      form.write(this, call);
    }
    return operator != null || form != null;
  }

  private void squareRoot(Node call) {
    push.accept(call.input(0));
    vectors.method("sqrt");
  }

  private void rectified(Node call) {
    push.accept(call.input(0));
    vectors.broadcast(0.0);
    vectors.lanewiseBinary("MAX");
  }

  /** The local that an argument is put into, to be used several times. */
  private int kept(Node argument) {
    push.accept(argument);
    int local = newLocal.getAsInt();
    vectors.store(local);
    return local;
  }

  private void extremum(Node call) {
    push.accept(call.input(0));
    for (Node each : call.inputs.subList(1, call.inputs.size())) {
      push.accept(each);
      vectors.lanewiseBinary(call.function() == Functions.MAX ? "MAX" : "MIN");
    }
  }

  /**
   * The power, which is NaN where its base is, and as in Java where the base is 1 or -1 and the
   * exponent is not finite.
   */
  private void power(Node call) {
    int base = kept(call.input(0));
    Node exponent = call.input(1);
    int halves = PowerNodes.halves(call);
    if (halves > 0) {
      vectors.load(base);
      vectors.method("sqrt");
      for (int i = 0; i < halves / 2; i++) {
        vectors.load(base);
        vectors.binary("mul");
      }
      return;
    }
    if (exponent.kind == Node.Kind.NUMBER
        && Double.isFinite(exponent.number())
        && exponent.number() != 0) {
      vectors.load(base);
      push.accept(exponent);
      vectors.lanewiseBinary("POW");
      return;
    }
    int power = kept(exponent);
    vectors.load(base);
    vectors.load(power);
    vectors.lanewiseBinary("POW");
    vectors.broadcast(Double.NaN);
    vectors.load(base);
    vectors.load(base);
    vectors.compare("NE");
    vectors.load(base);
    vectors.lanewise("ABS");
    vectors.compareNumber("EQ", 1);
    vectors.load(power);
    vectors.load(power);
    vectors.binary("sub");
    vectors.compareNumber("NE", 0);
    vectors.maskBinary("and");
    vectors.maskBinary("or");
    vectors.blend();
  }

  /** exp(-|x|). */
  private void decay(int x) {
    vectors.load(x);
    vectors.lanewise("ABS");
    vectors.method("neg");
    exponential();
  }

  private void exponential(Node call) {
    push.accept(call.input(0));
    exponential();
  }

  /** Replaces the vector on the stack by its exponential. */
  private void exponential() {
    if (exponentials > 0) {
      exponentials--;
      exponential.write();
    } else {
      vectors.lanewise("EXP");
    }
  }

  /** 1/(1 + exp(-x)), and exp(x)/(1 + exp(x)) below 0. */
  private void sigmoid(Node call) {
    int x = kept(call.input(0));
    int decay = newLocal.getAsInt();
    decay(x);
    vectors.store(decay);
    vectors.broadcast(1.0);
    vectors.load(decay);
    vectors.load(x);
    vectors.compareNumber("LT", 0);
    vectors.blend();
    vectors.load(decay);
    vectors.broadcast(1.0);
    vectors.binary("add");
    vectors.binary("div");
  }

  /** d/(1 + d)^2 for d = exp(-|x|). */
  private void sigmoidSlope(Node call) {
    decay(kept(call.input(0)));
    overSquare();
  }

  /** 4*d/(1 + d)^2 for d = exp(-2*|x|). */
  private void tanhSlope(Node call) {
    push.accept(call.input(0));
    vectors.lanewise("ABS");
    vectors.broadcast(-2.0);
    vectors.binary("mul");
    exponential();
    overSquare();
    vectors.broadcast(4.0);
    vectors.binary("mul");
  }

  /** Divides the vector on the stack by the square of 1 and it. */
  private void overSquare() {
    int decay = newLocal.getAsInt();
    vectors.store(decay);
    int sum = newLocal.getAsInt();
    vectors.load(decay);
    vectors.broadcast(1.0);
    vectors.binary("add");
    vectors.store(sum);
    vectors.load(decay);
    vectors.load(sum);
    vectors.load(sum);
    vectors.binary("mul");
    vectors.binary("div");
  }

  /** max(x, 0) + log1p(exp(-|x|)). */
  private void softplus(Node call) {
    int x = kept(call.input(0));
    vectors.load(x);
    vectors.broadcast(0.0);
    vectors.lanewiseBinary("MAX");
    decay(x);
    vectors.lanewise("LOG1P");
    vectors.binary("add");
  }

  private void sign(Node call) {
    int x = kept(call.input(0));
    vectors.load(x);
    vectors.broadcast(1.0);
    vectors.load(x);
    vectors.compareNumber("GT", 0);
    vectors.blend();
    vectors.broadcast(-1.0);
    vectors.load(x);
    vectors.compareNumber("LT", 0);
    vectors.blend();
  }

  private void step(Node call) {
    int x = kept(call.input(0));
    vectors.load(x);
    vectors.broadcast(1.0);
    vectors.load(x);
    vectors.compareNumber("GE", 0);
    vectors.blend();
    vectors.broadcast(0.0);
    vectors.load(x);
    vectors.compareNumber("LT", 0);
    vectors.blend();
  }
}
