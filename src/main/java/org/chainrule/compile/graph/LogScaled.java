package org.chainrule.compile.graph;

import java.util.List;
import org.chainrule.expr.Reduction;
import org.chainrule.function.Functions;

/**
 * A value in the making, its exponentials kept apart as long as they may cancel: a quotient of
 * exponentials or the logarithm of a sum of them is computed without overflow, by taking the
 * largest exponent out.
 */
sealed interface LogScaled {
  /** A value as it is; also a condition. */
  record Plain(Node node) implements LogScaled {}

  /** The number {@code exp(exponent)*mantissa}. */
  record Scaled(Node exponent, Node mantissa) implements Exponential {
    @Override
    public Scaled times(Node number, Graph graph) {
      return new Scaled(exponent, graph.multiply(number, mantissa));
    }

    @Override
    public Node largest(Graph graph) {
      return exponent;
    }

    @Override
    public Node relative(Node other, Graph graph) {
      Node difference = graph.subtract(exponent, other);
      return graph.multiply(exponential(difference, graph), mantissa);
    }
  }

  /** A sum of exponentials over an axis. */
  record Repeated(Axis axis, Scaled term) implements Exponential {
    @Override
    public Repeated times(Node number, Graph graph) {
      return new Repeated(axis, term.times(number, graph));
    }

    @Override
    public Node largest(Graph graph) {
      return graph.reduce(Reduction.Operator.MAXIMUM, axis, term.exponent());
    }

    @Override
    public Node relative(Node other, Graph graph) {
      return graph.reduce(Reduction.Operator.SUM, axis, term.relative(other, graph));
    }
  }

  /** A sum of exponentials, of such sums over an axis, and of what is none. */
  record Sum(List<Exponential> terms, Node rest) implements LogScaled {}

  /** An exponential, or the sum of some over an axis. */
  sealed interface Exponential extends LogScaled {
    /** The same times a number. */
    Exponential times(Node number, Graph graph);

    /** The largest exponent. */
    Node largest(Graph graph);

    /** The value divided by the exponential of another exponent. */
    Node relative(Node exponent, Graph graph);
  }

  /** The value itself. */
  default Node plain(Graph graph) {
    if (this instanceof Plain plain) {
      return plain.node();
    } else if (this instanceof Scaled scaled) {
      return graph.multiply(exponential(scaled.exponent(), graph), scaled.mantissa());
    } else if (this instanceof Sum sum) {
      Node total = sum.rest();
      for (Exponential term : sum.terms()) {
        total = graph.add(total, term.plain(graph));
      }
      return total;
    }
    Repeated repeated = (Repeated) this;
    return graph.reduce(Reduction.Operator.SUM, repeated.axis(), repeated.term().plain(graph));
  }

  /** Whether it holds sums of exponentials. */
  default boolean isSum() {
    return this instanceof Sum || this instanceof Repeated;
  }

  /** The same with its largest exponential taken out. */
  default Scaled shifted(Graph graph) {
    if (this instanceof Scaled scaled) {
      return scaled;
    } else if (this instanceof Sum sum) {
      return shifted(sum, graph);
    } else if (this instanceof Repeated repeated) {
      Node largest = graph.detach(repeated.largest(graph));
      return new Scaled(largest, repeated.relative(largest, graph));
    }
    return new Scaled(graph.number(0), plain(graph));
  }

  private static Scaled shifted(Sum sum, Graph graph) {
    boolean hasRest = !sum.rest().isNumber(0);
    Node largest = hasRest ? graph.number(0) : sum.terms().get(0).largest(graph);
    for (Exponential term : sum.terms()) {
      Node exponent = term.largest(graph);
      if (exponent != largest) {
        Node above = graph.compare(Node.Kind.LESS, largest, exponent);
        largest = graph.select(above, exponent, largest);
      }
    }
    largest = graph.detach(largest);
    Node total = graph.number(0);
    if (hasRest) {
      total = new Scaled(graph.number(0), sum.rest()).relative(largest, graph);
    }
    for (Exponential term : sum.terms()) {
      total = graph.add(total, term.relative(largest, graph));
    }
    return new Scaled(largest, total);
  }

  /** The exponential of a node. */
  static Node exponential(Node exponent, Graph graph) {
    return exponent.isNumber(0) ? graph.number(1) : graph.call(Functions.EXP, List.of(exponent));
  }

  /** The logarithm. */
  default Node logarithm(Graph graph) {
    Node single = onePlusExponential();
    if (single != null) {
      return graph.call(Functions.SOFTPLUS, List.of(single));
    }
    if (this instanceof Plain plain) {
      return graph.call(Functions.LOG, List.of(plain.node()));
    }
    boolean isOneMore =
        this instanceof Sum sum
            && sum.rest().isNumber(1)
            && sum.terms().stream().allMatch(Scaled.class::isInstance);
    if (isOneMore) {
      // Little beside 1 is not lost so.
      Sum others = new Sum(((Sum) this).terms(), graph.number(0));
      return graph.call(Functions.SOFTPLUS, List.of(others.logarithm(graph)));
    }
    Scaled scaled = shifted(graph);
    return scaled.mantissa().isNumber(1)
        ? scaled.exponent()
        : graph.add(scaled.exponent(), graph.call(Functions.LOG, List.of(scaled.mantissa())));
  }

  /** The exponent u where this is 1 + exp(u), else null. */
  default @org.jspecify.annotations.Nullable Node onePlusExponential() {
    return this instanceof Sum sum
            && sum.terms().size() == 1
            && sum.rest().isNumber(1)
            && sum.terms().get(0) instanceof Scaled single
            && single.mantissa().isNumber(1)
        ? single.exponent()
        : null;
  }
}
