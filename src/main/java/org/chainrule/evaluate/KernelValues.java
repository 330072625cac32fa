package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Function;
import org.chainrule.precise.BallKernel;
import org.chainrule.precise.BinaryBall;

/**
 * The last precise values of functions, as points beside each other and sums of sums ask for the
 * same ones many times. It belongs to one thread.
 */
public final class KernelValues {
  private static final int MOST = 1_024;

  /** A value that was asked for. */
  private record Asked(Function function, List<BigDecimal> arguments, int digits) {}

  /** The same of balls. */
  private record AskedBall(Function function, BinaryBall argument, int bits) {}

  private final Map<Asked, BigDecimal> values = new Last<>();
  private final Map<AskedBall, BinaryBall> balls = new Last<>();

  /** The last ones that were asked for. */
  private static final class Last<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    Last() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > MOST;
    }
  }

  /** The value that a kernel gives, which may have been asked for before. */
  BigDecimal of(
      Function function,
      Function.PreciseKernel kernel,
      List<BigDecimal> arguments,
      MathContext context) {
    Asked asked = new Asked(function, List.copyOf(arguments), context.getPrecision());
    BigDecimal known = values.get(asked);
    if (known == null) {
      known = kernel.apply(arguments, context);
      values.put(asked, known);
    }
    return known;
  }

  /** The ball that a kernel gives, which may have been asked for before. */
  BinaryBall of(Function function, BallKernel kernel, BinaryBall argument, int bits) {
    AskedBall asked = new AskedBall(function, argument, bits);
    BinaryBall known = balls.get(asked);
    if (known == null) {
      known = kernel.at(argument, bits);
      balls.put(asked, known);
    }
    return known;
  }
}
