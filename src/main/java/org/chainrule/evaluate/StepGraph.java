package org.chainrule.evaluate;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.error.Limit;
import org.chainrule.error.Span;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** The maker of one evaluation's nodes, which remembers the names that they use. */
final class StepGraph {
  private final long most = Limit.EVALUATION_NODES.most();
  private final Set<String> names = new HashSet<>();
  private int size;

  Step node(Step.Kind kind, List<Step> inputs, Step.Detail detail, @Nullable Span span) {
    if (size >= most) {
      throw Limit.EVALUATION_NODES.refusal(
          "the definitions expand to more than " + most + " nodes");
    }
    if (kind == Step.Kind.SYMBOL || kind == Step.Kind.ELEMENT || kind == Step.Kind.LENGTH) {
      names.add(detail.name());
    }
    return new Step(size++, kind, inputs, detail, span);
  }

  Step number(Rational value, @Nullable Span span) {
    return node(Step.Kind.NUMBER, List.of(), Step.Detail.NONE.number(value), span);
  }

  Step number(BigInteger value) {
    return number(Rational.of(value), null);
  }

  Step slot(int slot, @Nullable Span span) {
    return node(Step.Kind.SLOT, List.of(), Step.Detail.NONE.slot(slot), span);
  }

  Step refusal(String message, @Nullable Span span) {
    return node(Step.Kind.REFUSE, List.of(), Step.Detail.NONE.name(message), span);
  }

  /** The number of nodes. */
  int size() {
    return size;
  }

  /** The names and families that occur in the nodes. */
  Set<String> names() {
    return names;
  }
}
