package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;

/**
 * Odd and even functions in a product or a sum with one argument where it stood both ways round:
 * {@code abs(a - b)*sign(b - a)} as {@code -abs(a - b)*sign(a - b)}.
 */
final class MirroredArguments {
  private MirroredArguments() {}

  /**
   * The node with such arguments the same way round; empty where there are none.
   *
   * @param all its functions
   */
  static Optional<Expr> aligned(Expr node, List<Apply> all) {
    List<Apply> functions = new ArrayList<>();
    Set<Expr> arguments = new HashSet<>();
    for (Apply each : all) {
      if (each.function().parity() != Function.Parity.NONE) {
        functions.add(each);
        arguments.add(each.arguments().get(0));
      }
    }
    if (arguments.size() < 2) {
      return Optional.empty();
    }
    Map<Expr, Expr> turned = new HashMap<>();
    for (Apply apply : functions) {
      Expr argument = apply.arguments().get(0);
      Expr other = Sum.distributed(Rational.MINUS_ONE, argument);
      if (arguments.contains(other) && !beginsPositive(argument)) {
        List<Expr> given = new ArrayList<>(apply.arguments());
        given.set(0, other);
        Expr value = Apply.unfolded(apply.function(), given);
        boolean isOdd = apply.function().parity() == Function.Parity.ODD;
        turned.put(apply, isOdd ? value.negate() : value);
      }
    }
    return turned.isEmpty() ? Optional.empty() : Optional.of(Substitution.of(turned).apply(node));
  }

  /** Whether a difference is the way round that is kept. */
  private static boolean beginsPositive(Expr argument) {
    return argument instanceof Sum sum && sum.terms().get(0).coefficient().signum() > 0;
  }

  /** The functions that are factors of the node or of its terms, or are raised to powers there. */
  static List<Apply> functions(Expr node) {
    List<Apply> functions = new ArrayList<>();
    List<Expr> parts = new ArrayList<>();
    if (node instanceof Sum sum) {
      sum.terms().forEach(term -> parts.add(term.expression()));
    } else {
      parts.add(node);
    }
    for (Expr part : parts) {
      if (part instanceof Product product) {
        product.factors().forEach(factor -> add(factor.base(), functions));
      } else {
        add(part instanceof Power power ? power.base() : part, functions);
      }
    }
    return functions;
  }

  private static void add(Expr part, List<Apply> functions) {
    if (part instanceof Apply apply) {
      functions.add(apply);
    }
  }
}
