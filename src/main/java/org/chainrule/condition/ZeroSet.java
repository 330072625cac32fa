package org.chainrule.condition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Simplifier;

/** The places where an expression is 0, if they are easily told. */
public final class ZeroSet {
  private final Expr variable;
  private final Facts facts;

  public ZeroSet(Expr variable, Facts facts) {
    this.variable = variable;
    this.facts = facts;
  }

  /**
   * A place at which an expression is 0.
   *
   * @param place the value of the variable
   * @param where what has to hold for it, {@link Logical#TRUE} where that is nothing
   */
  public record Root(Expr place, Expr where) {}

  /** A part of a locus that is left, and what holds where it stands for the locus. */
  private record Part(Expr locus, Expr where) {}

  /** All values of the variable at which a locus is 0; nothing where they cannot be told. */
  public Optional<List<Root>> of(Expr locus) {
    Set<Root> roots = new LinkedHashSet<>();
    Deque<Part> pending = new ArrayDeque<>(List.of(new Part(locus, Logical.TRUE)));
    int steps = 0;
    long mostChoices = Limit.ROOT_CHOICES.most();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Part next = pending.pop();
      if (!Occurrence.of(variable, next.locus())) {
        continue;
      }
      Optional<Apply> choice = choice(next);
      if (choice.isPresent()) {
        if (steps++ >= mostChoices) {
          Limit.ROOT_CHOICES.stop();
          return Optional.empty();
        }
        pushChosen(next, choice.get(), pending);
      } else if (!partsPushed(next, pending) && !solved(next, locus, roots)) {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(roots));
  }

  /**
   * A max or min, and none within it, in which the variable occurs or did before one was chosen.
   */
  private Optional<Apply> choice(Part part) {
    Set<Apply> found = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        return node instanceof Binder ? List.of() : node.children();
      }

      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Apply apply
            && apply.function().extremum().isPresent()
            && (part.where() != Logical.TRUE || Occurrence.of(variable, apply))
            && found.add(apply);
      }
    }.apply(part.locus());
    return found.stream().findFirst();
  }

  /** Puts each operand in the place of a max or min, where it is the largest or least indeed. */
  private void pushChosen(Part part, Apply choice, Deque<Part> pending) {
    boolean isMax = choice.function().isMaximum();
    for (Expr operand : choice.arguments()) {
      List<Expr> all = new ArrayList<>(List.of(part.where()));
      for (Expr other : choice.arguments()) {
        if (other != operand) {
          all.add(isMax ? Relation.less(other, operand) : Relation.less(operand, other));
        }
      }
      Expr chosen = Substitution.of(choice, operand).apply(part.locus());
      pending.push(new Part(simplified(chosen), Logical.of(Logical.Operator.AND, all)));
    }
  }

  /** Puts down a root, with what has to hold for it, unless it never does. */
  private void add(Expr place, Part part, Expr locus, Set<Root> roots) {
    if (part.where() == Logical.TRUE) {
      roots.add(new Root(place, Logical.TRUE));
      return;
    }
    Expr value = simplified(Substitution.of(variable, place).apply(locus));
    if (value instanceof RationalNumber) {
      if (value.isZero()) {
        roots.add(new Root(place, Logical.TRUE));
      }
      return;
    }
    Expr where = simplified(Substitution.of(variable, place).apply(part.where()));
    if (!facts.decide(where).equals(Optional.of(false))) {
      roots.add(new Root(place, where));
    }
  }

  /** Takes products, powers and magnitudes apart. */
  private boolean partsPushed(Part part, Deque<Part> pending) {
    Expr locus = part.locus();
    if (locus instanceof Product product) {
      product.factors().forEach(each -> pending.push(new Part(each.base(), part.where())));
      return true;
    }
    if (locus instanceof Power power) {
      pending.push(new Part(power.base(), part.where()));
      return true;
    }
    if (isMagnitude(locus)) {
      pending.push(new Part(locus.children().get(0), part.where()));
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
        if (!facts.isPositive(size.negate())) {
          Expr isSize = Relation.less(RationalNumber.ZERO, size);
          Expr where = facts.isPositive(size) ? part.where() : Logical.and(part.where(), isSize);
          pending.push(new Part(inside.minus(size), where));
          pending.push(new Part(inside.plus(size), where));
        }
        return true;
      }
    }
    return false;
  }

  private static boolean isMagnitude(Expr expression) {
    return expression instanceof Apply apply && apply.function() == Functions.ABS;
  }

  private boolean solved(Part part, Expr whole, Set<Root> roots) {
    try {
      return solvedBySlope(part, whole, roots);
    } catch (NoDerivativeException untold) {
      return false;
    }
  }

  private boolean solvedBySlope(Part part, Expr whole, Set<Root> roots) {
    Expr locus = part.locus();
    Expr slope = derivative(locus);
    if (!Occurrence.of(variable, slope)) {
      if (slope.isZero()) {
        return false;
      }
      add(simplified(atZero(locus).negate().dividedBy(slope)), part, whole, roots);
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
        add(simplified(each.minus(linear).dividedBy(curvature)), part, whole, roots);
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
