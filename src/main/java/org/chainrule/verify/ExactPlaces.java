package org.chainrule.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.chainrule.condition.ZeroSet;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.function.Elementary;
import org.chainrule.function.Functions;
import org.chainrule.rewrite.Facts;

/**
 * The places where the sides of a comparison are equal, as expressions: no decimal number meets
 * {@code x = pi} or {@code 3*x = y}.
 */
final class ExactPlaces {
  private static final int MOST = 4;

  private ExactPlaces() {}

  /**
   * Values of names, given by all others, at each of which some equations are seen to hold.
   *
   * @param equations the equations, or what they have come to at numbers
   * @param names the names that an equation may be solved for, in order
   */
  static List<Map<Expr, Expr>> of(
      List<Expr> equations, Function<Expr, List<Expr>> names, Facts facts) {
    List<Map<Expr, Expr>> places = List.of(Map.of());
    for (Expr equation : equations) {
      List<Map<Expr, Expr>> next = new ArrayList<>();
      for (Map<Expr, Expr> place : places) {
        Expr left = put(place, equation);
        if (left == Logical.TRUE) {
          next.add(place);
        } else if (left instanceof Relation relation) {
          next.addAll(solved(relation, names.apply(relation), place, facts));
        }
      }
      places = next.stream().limit(MOST).toList();
    }
    return places.equals(List.of(Map.of())) ? List.of() : places;
  }

  private static Expr put(Map<Expr, Expr> place, Expr equation) {
    try {
      return place.isEmpty() ? equation : Substitution.of(place).apply(equation);
    } catch (DomainException nowhere) {
      return Logical.FALSE;
    }
  }

  private static List<Map<Expr, Expr>> solved(
      Relation equation, List<Expr> names, Map<Expr, Expr> place, Facts facts) {
    for (Expr name : names) {
      List<Map<Expr, Expr>> solutions = new ArrayList<>();
      for (Expr value : of(equation, name, facts)) {
        Map<Expr, Expr> further = new LinkedHashMap<>();
        place.forEach((key, old) -> further.put(key, Substitution.of(name, value).apply(old)));
        further.put(name, value);
        solutions.add(further);
      }
      if (!solutions.isEmpty()) {
        return solutions;
      }
    }
    return List.of();
  }

  /** Values of a name at each of which an equation is seen to hold. */
  private static List<Expr> of(Relation equation, Expr name, Facts facts) {
    Expr difference = equation.left().minus(equation.right());
    List<Expr> candidates = new ArrayList<>();
    new ZeroSet(name, facts)
        .of(difference)
        .ifPresent(roots -> roots.forEach(root -> candidates.add(root.place())));
    if (candidates.isEmpty()) {
      isolated(difference, name).ifPresent(candidates::add);
    }
    return candidates.stream().filter(each -> holds(equation, name, each)).toList();
  }

  private static boolean holds(Relation equation, Expr name, Expr value) {
    try {
      return Substitution.of(name, value).apply(equation) == Logical.TRUE;
    } catch (DomainException nowhere) {
      return false;
    }
  }

  /** The name in terms of all else where an expression is 0, if it stands in one place only. */
  private static Optional<Expr> isolated(Expr expression, Expr name) {
    Expr left = expression;
    Expr right = RationalNumber.ZERO;
    try {
      while (left != name) {
        Interruption.poll();
        Optional<Step> step = step(left, right, name);
        if (step.isEmpty()) {
          return Optional.empty();
        }
        left = step.get().left();
        right = step.get().right();
      }
      return Optional.of(right);
    } catch (DomainException nowhere) {
      return Optional.empty();
    }
  }

  private record Step(Expr left, Expr right) {}

  /**
   * An equation with less around the name on its left side; whether what was found is a place is
   * seen by putting it in.
   */
  private static Optional<Step> step(Expr left, Expr right, Expr name) {
    if (left instanceof Sum || left instanceof Product) {
      List<Expr> parts = left.children();
      List<Expr> with = parts.stream().filter(each -> Occurrence.of(name, each)).toList();
      if (with.size() != 1) {
        return Optional.empty();
      }
      Expr part = part(left, with.get(0));
      return Optional.of(
          left instanceof Sum
              ? new Step(part, right.minus(left.minus(part)))
              : new Step(part, right.dividedBy(left.dividedBy(part))));
    }
    Optional<Expr> exponent = exponential(left);
    if (exponent.isPresent()) {
      Expr logarithm = Elementary.log(right);
      return Optional.of(new Step(exponent.get(), logarithm));
    }
    if (left instanceof Power power && power.exponent() instanceof RationalNumber number) {
      return Optional.of(
          new Step(power.base(), Power.of(right, Expr.of(number.value().reciprocal()))));
    }
    if (left instanceof Apply apply && apply.arguments().size() == 1) {
      Expr argument = apply.arguments().get(0);
      return Functions.inverse(apply.function())
          .map(inverse -> new Step(argument, Apply.of(inverse, right)));
    }
    return Optional.empty();
  }

  /** The term or factor in which a child stands. */
  private static Expr part(Expr whole, Expr child) {
    if (whole instanceof Sum sum) {
      for (Sum.Term term : sum.terms()) {
        if (term.expression() == child) {
          return term.toExpr();
        }
      }
    } else if (whole instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        if (factor.base() == child || factor.exponent() == child) {
          return factor.toExpr();
        }
      }
    }
    return child;
  }

  private static Optional<Expr> exponential(Expr expression) {
    if (expression instanceof Power power) {
      return Product.Factor.of(power).asExponential();
    }
    return expression instanceof Apply apply && apply.function().isExponential()
        ? Optional.of(apply.arguments().get(0))
        : Optional.empty();
  }
}
