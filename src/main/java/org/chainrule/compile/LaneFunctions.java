package org.chainrule.compile;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * The functions that are computed for all lanes at once; each other one is computed lane by lane,
 * through its kernel.
 *
 * <p>The JVM's vector functions keep within an ulp. What differs from the kernels of the table, at
 * arguments where a kernel is NaN, is put right here.
 */
final class LaneFunctions {
  private static final Map<String, String> UNARY =
      Map.ofEntries(
          Map.entry("exp", "EXP"),
          Map.entry("expm1", "EXPM1"),
          Map.entry("log", "LOG"),
          Map.entry("log1p", "LOG1P"),
          Map.entry("log10", "LOG10"),
          Map.entry("cbrt", "CBRT"),
          Map.entry("sin", "SIN"),
          Map.entry("cos", "COS"),
          Map.entry("tan", "TAN"),
          Map.entry("asin", "ASIN"),
          Map.entry("acos", "ACOS"),
          Map.entry("atan", "ATAN"),
          Map.entry("sinh", "SINH"),
          Map.entry("cosh", "COSH"),
          Map.entry("tanh", "TANH"),
          Map.entry("abs", "ABS"));

  private final Vectors vectors;

  LaneFunctions(Vectors vectors) {
    this.vectors = vectors;
  }

  /** Writes a call, or nothing where it has to be computed lane by lane. */
  boolean write(Node call, Consumer<Node> push, IntSupplier newLocal) {
    String name = call.function().name();
    String operator = UNARY.get(name);
    if (operator != null) {
      push.accept(call.input(0));
      vectors.lanewise(operator);
      return true;
    }
    switch (name) {
      case "sqrt" -> {
        push.accept(call.input(0));
        vectors.method("sqrt");
      }
      case "max", "min" -> extremum(call, push);
      case "relu" -> {
        push.accept(call.input(0));
        vectors.broadcast(0.0);
        vectors.lanewiseBinary("MAX");
      }
      case "pow" -> power(call, push, newLocal);
      case "sigmoid" -> sigmoid(kept(call.input(0), push, newLocal), newLocal.getAsInt());
      case "softplus" -> softplus(kept(call.input(0), push, newLocal));
      case "sign" -> sign(kept(call.input(0), push, newLocal));
      case "step" -> step(kept(call.input(0), push, newLocal));
      default -> {
        return false;
      }
    }
    return true;
  }

  private int kept(Node argument, Consumer<Node> push, IntSupplier newLocal) {
    push.accept(argument);
    int local = newLocal.getAsInt();
    vectors.store(local);
    return local;
  }

  private void extremum(Node call, Consumer<Node> push) {
    push.accept(call.input(0));
    for (Node each : call.inputs.subList(1, call.inputs.size())) {
      push.accept(each);
      vectors.lanewiseBinary(call.function().name().equals("max") ? "MAX" : "MIN");
    }
  }

  /**
   * The power, which is NaN where its base is, and as in Java where the base is 1 or -1 and the
   * exponent is not finite.
   */
  private void power(Node call, Consumer<Node> push, IntSupplier newLocal) {
    int base = kept(call.input(0), push, newLocal);
    Node exponent = call.input(1);
    if (exponent.kind == Node.Kind.NUMBER
        && Double.isFinite(exponent.number())
        && exponent.number() != 0) {
      vectors.load(base);
      push.accept(exponent);
      vectors.lanewiseBinary("POW");
      return;
    }
    int power = kept(exponent, push, newLocal);
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
    vectors.lanewise("EXP");
  }

  /** 1/(1 + exp(-x)), and exp(x)/(1 + exp(x)) below 0. */
  private void sigmoid(int x, int decay) {
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

  /** max(x, 0) + log1p(exp(-|x|)). */
  private void softplus(int x) {
    vectors.load(x);
    vectors.broadcast(0.0);
    vectors.lanewiseBinary("MAX");
    decay(x);
    vectors.lanewise("LOG1P");
    vectors.binary("add");
  }

  private void sign(int x) {
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

  private void step(int x) {
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
