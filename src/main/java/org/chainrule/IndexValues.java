package org.chainrule;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.number.Rational;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;

/** Puts numbers in the place of index names in trees as written, but for names that are bound. */
final class IndexValues {
  private IndexValues() {}

  static Syntax put(Map<String, BigInteger> values, Syntax tree) {
    return SyntaxWalk.fold(tree, (node, parts) -> rebuilt(values, node, parts));
  }

  private static Syntax rebuilt(Map<String, BigInteger> values, Syntax node, List<Syntax> parts) {
    if (node instanceof Syntax.Name name) {
      BigInteger value = values.get(name.name());
      return value == null
          ? name
          : new Syntax.NumberLiteral(name.span(), Rational.of(value), value.toString());
    }
    if (parts.equals(node.children())) {
      return node;
    }
    if (node instanceof Syntax.Subscripted subscripted) {
      return new Syntax.Subscripted(
          node.span(),
          subscripted.family(),
          parts.subList(1, parts.size()),
          subscripted.bracketed());
    }
    if (node instanceof Syntax.Element element) {
      return new Syntax.Element(
          node.span(), parts.get(0), parts.subList(1, parts.size()), element.bracketed());
    }
    if (node instanceof Syntax.Negate) {
      return new Syntax.Negate(node.span(), parts.get(0));
    }
    if (node instanceof Syntax.Binary binary) {
      return new Syntax.Binary(
          node.span(), binary.operator(), parts.get(0), parts.get(1), binary.implicit());
    }
    if (node instanceof Syntax.Call call) {
      return new Syntax.Call(node.span(), call.function(), call.spelling(), call.primes(), parts);
    }
    if (node instanceof Syntax.Reduction reduction) {
      return reduction(reduction, parts, values);
    }
    if (node instanceof Syntax.Cases cases) {
      List<Syntax.Cases.Case> branches = new ArrayList<>();
      for (int i = 0; i < cases.cases().size(); i++) {
        branches.add(new Syntax.Cases.Case(parts.get(2 * i), parts.get(2 * i + 1)));
      }
      return new Syntax.Cases(
          node.span(), branches, cases.otherwise() == null ? null : parts.get(parts.size() - 1));
    }
    if (node instanceof Syntax.Comparison comparison) {
      return new Syntax.Comparison(node.span(), parts, comparison.operators());
    }
    if (node instanceof Syntax.Logical logical) {
      return new Syntax.Logical(node.span(), logical.operator(), parts);
    }
    if (node instanceof Syntax.Not) {
      return new Syntax.Not(node.span(), parts.get(0));
    }
    if (node instanceof Syntax.Delta) {
      return new Syntax.Delta(node.span(), parts.get(0), parts.get(1));
    }
    return node;
  }

  /** A sum over an index of the same name hides it in its body. */
  private static Syntax reduction(
      Syntax.Reduction reduction, List<Syntax> parts, Map<String, BigInteger> values) {
    boolean hides = values.containsKey(reduction.index().name());
    boolean bounded = reduction.lower() != null;
    int next = bounded ? 3 : 1;
    Syntax condition = reduction.condition();
    return new Syntax.Reduction(
        reduction.span(),
        reduction.operator(),
        reduction.index(),
        bounded ? parts.get(1) : null,
        bounded ? parts.get(2) : null,
        condition == null || hides ? condition : parts.get(next),
        hides ? reduction.body() : parts.get(parts.size() - 1));
  }
}
