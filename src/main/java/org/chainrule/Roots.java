package org.chainrule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.function.Functions;
import org.chainrule.number.Interruption;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Simplifier;

/** Where an expression is 0, if that is easily told. */
final class Roots {
  private final Expr variable;
  private final Facts facts;

  Roots(Expr variable, Facts facts) {
    this.variable = variable;
    this.facts = facts;
  }

  /** All values of the variable at which a locus is 0; nothing where they cannot be told. */
  Optional<List<Expr>> of(Expr locus) {
    Set<Expr> roots = new LinkedHashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(locus));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr next = pending.pop();
      if (!Occurrence.of(variable, next)) {
        continue;
      }
      Optional<Apply> choice = choice(next);
      boolean done =
          choice.isPresent()
              ? chosen(next, choice.get(), roots)
              : partsPushed(next, pending) || solved(next, roots);
      if (!done) {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(roots));
  }

  /** A max or min in which the variable occurs. */
  private Optional<Apply> choice(Expr locus) {
    return locus.children().stream()
        .filter(Apply.class::isInstance)
        .map(Apply.class::cast)
        .filter(each -> isNamed(each, "max") || isNamed(each, "min"))
        .filter(each -> Occurrence.of(variable, each))
        .findFirst();
  }

  /** Puts each operand in the place of a max or min, and keeps what is a root indeed. */
  private boolean chosen(Expr locus, Apply choice, Set<Expr> roots) {
    for (Expr operand : choice.arguments()) {
      Expr linear = Substitution.of(choice, operand).apply(locus);
      if (!Occurrence.of(variable, linear)) {
        continue;
      }
      Set<Expr> candidates = new LinkedHashSet<>();
      if (!solved(linear, candidates)) {
        return false;
      }
      for (Expr candidate : candidates) {
        Expr value = simplified(Substitution.of(variable, candidate).apply(locus));
        if (!(value instanceof RationalNumber)) {
          return false;
        }
        if (value.isZero()) {
          roots.add(candidate);
        }
      }
    }
    return true;
  }

  private static boolean isNamed(Apply apply, String name) {
    return Functions.named(name).filter(apply.function()::equals).isPresent();
  }

  /** Takes products, powers and magnitudes apart. */
  private boolean partsPushed(Expr locus, Deque<Expr> pending) {
    if (locus instanceof Product product) {
      product.factors().forEach(each -> pending.push(each.base()));
      return true;
    }
    if (locus instanceof Power power) {
      pending.push(power.base());
      return true;
    }
    if (isMagnitude(locus)) {
      pending.push(locus.children().get(0));
      return true;
    }
    if (locus instanceof Sum sum) {
      List<Sum.Term> varying =
          sum.terms().stream().filter(term -> Occurrence.of(variable, term.expression())).toList();
      if (varying.size() == 1 && isMagnitude(varying.get(0).expression())) {
        Sum.Term term = varying.get(0);
        Expr rest = Sum.of(locus, term.toExpr().negate());
        Expr size = rest.negate().dividedBy(Expr.of(term.coefficient()));
        Expr inside = term.expression().children().get(0);
        if (facts.isPositive(size)) {
          pending.push(inside.minus(size));
          pending.push(inside.plus(size));
          return true;
        }
        return facts.isPositive(size.negate());
      }
    }
    return false;
  }

  private static boolean isMagnitude(Expr expression) {
    return expression instanceof Apply apply && isNamed(apply, "abs");
  }

  private boolean solved(Expr locus, Set<Expr> roots) {
    Expr slope = derivative(locus);
    if (!Occurrence.of(variable, slope)) {
      if (slope.isZero()) {
        return false;
      }
      roots.add(simplified(atZero(locus).negate().dividedBy(slope)));
      return true;
    }
    Expr curvature = derivative(slope);
    if (Occurrence.of(variable, curvature) || curvature.isZero()) {
      return false;
    }
    // Only now is it sure to be of second degree, with a value at 0.
    Expr constant = atZero(locus);
    Expr linear = atZero(slope);
    Expr square = linear.times(linear).minus(Expr.of(2).times(curvature).times(constant));
    if (!(simplified(square) instanceof RationalNumber number)
        || !(curvature instanceof RationalNumber leading)) {
      return false;
    }
    Rational discriminant = number.value();
    if (discriminant.signum() >= 0) {
      Expr radical = Power.of(number, RationalNumber.HALF);
      List<Expr> both = new ArrayList<>(List.of(radical.negate(), radical));
      for (Expr each : leading.value().signum() > 0 ? both : List.of(radical, radical.negate())) {
        roots.add(simplified(each.minus(linear).dividedBy(curvature)));
      }
    }
    return true;
  }

  private Expr derivative(Expr expression) {
    return simplified(
        new Differentiator(variable, Definitions.none(), facts).differentiate(expression));
  }

  private Expr atZero(Expr expression) {
    return Substitution.of(variable, RationalNumber.ZERO).apply(expression);
  }

  private Expr simplified(Expr expression) {
    return new Simplifier(facts).simplify(expression);
  }
}
