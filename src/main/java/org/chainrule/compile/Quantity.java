package org.chainrule.compile;

import java.util.List;
import org.chainrule.function.Functions;

/**
 * A value in the making, its exponentials kept apart as long as they may cancel: a quotient of
 * exponentials or the logarithm of a sum of them is computed without overflow, by taking the
 * largest exponent out.
 */
sealed interface Quantity {
  /** A value as it is; also a condition. */
  record Plain(Node node) implements Quantity {}

  /** {@code exp(exponent)*mantissa}. */
  record Scaled(Node exponent, Node mantissa) implements Quantity {}

  /** A sum of exponentials and of what is none. */
  record Sum(List<Scaled> terms, Node rest) implements Quantity {}

  /**
   * A sum of exponentials over an axis; a term counts where the condition holds, if there is one.
   */
  record Repeated(Axis axis, Scaled term) implements Quantity {}

  /** The value itself. */
  default Node plain(Graph graph) {
    if (this instanceof Plain plain) {
      return plain.node();
    } else if (this instanceof Scaled scaled) {
      return graph.multiply(exponential(scaled.exponent(), graph), scaled.mantissa());
    } else if (this instanceof Sum sum) {
      Node total = sum.rest();
      for (Scaled term : sum.terms()) {
        total = graph.add(total, term.plain(graph));
      }
      return total;
    }
    Repeated repeated = (Repeated) this;
    return graph.reduce(Node.Fold.SUM, repeated.axis(), repeated.term().plain(graph));
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
      Node largest =
          graph.detach(
              graph.reduce(Node.Fold.MAXIMUM, repeated.axis(), repeated.term().exponent()));
      Node term = relative(repeated.term(), largest, graph);
      return new Scaled(largest, graph.reduce(Node.Fold.SUM, repeated.axis(), term));
    }
    return new Scaled(graph.number(0), plain(graph));
  }

  private static Scaled shifted(Sum sum, Graph graph) {
    boolean hasRest = !sum.rest().isNumber(0);
    Node largest = hasRest ? graph.number(0) : sum.terms().get(0).exponent();
    for (Scaled term : sum.terms()) {
      if (term.exponent() != largest) {
        Node above = graph.compare(Node.Kind.LESS, largest, term.exponent());
        largest = graph.select(above, term.exponent(), largest);
      }
    }
    largest = graph.detach(largest);
    Node total = graph.number(0);
    if (hasRest) {
      total = relative(new Scaled(graph.number(0), sum.rest()), largest, graph);
    }
    for (Scaled term : sum.terms()) {
      total = graph.add(total, relative(term, largest, graph));
    }
    return new Scaled(largest, total);
  }

  private static Node relative(Scaled term, Node largest, Graph graph) {
    Node difference = graph.subtract(term.exponent(), largest);
    return graph.multiply(exponential(difference, graph), term.mantissa());
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
            && sum.terms().get(0).mantissa().isNumber(1)
        ? sum.terms().get(0).exponent()
        : null;
  }
}
