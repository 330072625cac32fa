package org.chainrule.compile.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.chainrule.error.CompileException;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** A builder of powers and products. */
public final class PowerNodes {
  private static final int LONGEST_CHAIN = 64;

  /** The first exponent that is kept as such until derivatives are taken and loops are made. */
  private static final int FIRST_KEPT = 5;

  private final Graph graph;

  PowerNodes(Graph graph) {
    this.graph = graph;
  }

  /**
   * A factor of a product.
   *
   * @param base what is raised
   * @param above the numerator of the exponent
   * @param below the denominator of the exponent
   * @param exponent the exponent where it is no number, else null
   */
  record Factor(LogScaled base, long above, long below, @Nullable Node exponent) {
    static Factor of(LogScaled base, Rational exponent) {
      if (exponent.numerator().bitLength() > 53 || exponent.denominator().bitLength() > 53) {
        throw new CompileException("the exponent " + exponent + " is too long to compile");
      }
      return new Factor(
          base,
          exponent.numerator().longValueExact(),
          exponent.denominator().longValueExact(),
          null);
    }

    boolean isDivisor() {
      return exponent == null && above < 0;
    }
  }

  LogScaled product(double coefficient, List<Factor> factors) {
    boolean onlySigmoids =
        factors.stream()
            .filter(each -> each.base().isSum() || each.base() instanceof LogScaled.Scaled)
            .allMatch(each -> each.isDivisor() && each.base().onePlusExponential() != null);
    boolean divided = factors.stream().anyMatch(each -> each.isDivisor() && each.base().isSum());
    Node exponent = graph.number(0);
    boolean hasExponential = false;
    List<Node> numerator = new ArrayList<>();
    List<Node> denominator = new ArrayList<>();
    for (Factor factor : factors) {
      Node single = onlySigmoids ? factor.base().onePlusExponential() : null;
      if (single != null) {
        Node part = graph.call(Functions.SIGMOID, List.of(graph.negate(single)));
        numerator.add(power(part, -factor.above(), factor.below()));
        continue;
      }
      boolean shifts =
          factor.exponent() == null
              && (factor.base() instanceof LogScaled.Scaled || divided && factor.base().isSum());
      Node base;
      if (shifts) {
        LogScaled.Scaled scaled = factor.base().shifted(graph);
        double power = (double) factor.above() / factor.below();
        exponent = graph.add(exponent, graph.multiply(graph.number(power), scaled.exponent()));
        hasExponential = true;
        base = scaled.mantissa();
      } else {
        base = factor.base().plain(graph);
      }
      if (factor.exponent() != null) {
        numerator.add(graph.call(Functions.POW, List.of(base, factor.exponent())));
      } else if (factor.isDivisor()) {
        denominator.add(power(base, -factor.above(), factor.below()));
      } else {
        numerator.add(power(base, factor.above(), factor.below()));
      }
    }
    Node above = balanced(numerator, graph.number(1), graph::multiply);
    Node below = balanced(denominator, graph.number(1), graph::multiply);
    Node value = graph.divide(graph.multiply(graph.number(coefficient), above), below);
    return hasExponential ? new LogScaled.Scaled(exponent, value) : new LogScaled.Plain(value);
  }

  /** A power with an exponent above 0. */
  Node power(Node base, long above, long below) {
    if (below == 1 && above < FIRST_KEPT) {
      return chain(base, above);
    }
    return graph.power(base, (double) above / below);
  }

  /** The power as a product of squares. */
  Node chain(Node base, long exponent) {
    Node result = graph.number(1);
    Node square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result = graph.multiply(result, square);
      }
      if (rest > 1) {
        square = graph.multiply(square, square);
      }
    }
    return result;
  }

  /** Joins nodes two by two, so that the machine may work on several at a time. */
  public static Node balanced(List<Node> nodes, Node none, BinaryOperator<Node> join) {
    if (nodes.isEmpty()) {
      return none;
    }
    List<Node> level = nodes;
    while (level.size() > 1) {
      List<Node> next = new ArrayList<>((level.size() + 1) / 2);
      for (int i = 0; i < level.size(); i += 2) {
        next.add(i + 1 < level.size() ? join.apply(level.get(i), level.get(i + 1)) : level.get(i));
      }
      level = next;
    }
    return level.get(0);
  }

  /** The whole exponent of a power above the first; 0 where it is none such. */
  static int wholeExponent(Node call) {
    if (call.function() != Functions.POW || call.input(1).kind != Node.Kind.NUMBER) {
      return 0;
    }
    double exponent = call.input(1).number();
    return exponent > 1 && exponent == (int) exponent ? (int) exponent : 0;
  }

  /** Whether products of squares are as good as the power itself. */
  static boolean isShort(int exponent) {
    return exponent <= LONGEST_CHAIN;
  }

  /** How many halves the small exponent of a power is, an odd number; 0 where it is none such. */
  public static int halves(Node call) {
    if (call.function() != Functions.POW || call.input(1).kind != Node.Kind.NUMBER) {
      return 0;
    }
    double halves = 2 * call.input(1).number();
    return halves == 3 || halves == 5 || halves == 7 ? (int) halves : 0;
  }
}
