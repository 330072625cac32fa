package org.chainrule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.differentiate.NoDerivativeException;
import org.chainrule.differentiate.OneSided;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.number.DomainException;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;
import org.chainrule.simplify.Simplifier;
import org.jspecify.annotations.Nullable;

/** What goes with a derivative: where the function is not smooth, and the two sides there. */
final class Conditions {
  private static final int MOST_PLACES = 20;

  private final Question question;
  private final Expr variable;
  private final Expr derivative;
  private final Spelling spelling;

  Conditions(Question question, Expr variable, Expr derivative) {
    this.question = question;
    this.variable = variable;
    this.derivative = derivative;
    spelling = question.spelling();
  }

  /** The kinks and jumps of the expression along the variable, a line each. */
  List<String> breaks() {
    List<String> lines = new ArrayList<>();
    for (Function.Singularity each : singularities(question.expression())) {
      if (lines.size() == MOST_PLACES) {
        lines.add("and more places where the expression is not smooth");
        return lines;
      }
      if (Occurrence.of(variable, each.locus())) {
        lines.add(line(each));
      }
    }
    return new ArrayList<>(new LinkedHashSet<>(lines));
  }

  private String text(Expr expression) {
    return Printer.text(expression, spelling);
  }

  private String line(Function.Singularity singularity) {
    Expr locus = singularity.locus();
    if (singularity.everyInteger()) {
      return "jumps where " + text(locus) + " is a whole number, and has no derivative there";
    }
    Expr place = root(locus);
    if (place == null) {
      return "not smooth where " + text(locus) + " = 0";
    }
    String at = "at " + text(variable) + " = " + text(place) + ": ";
    try {
      Expr leftValue = side(question.expression(), place, OneSided.Side.LEFT);
      Expr rightValue = side(question.expression(), place, OneSided.Side.RIGHT);
      if (leftValue != rightValue && difference(leftValue, rightValue) instanceof RationalNumber) {
        return at
            + "a jump, from "
            + text(leftValue)
            + " to "
            + text(rightValue)
            + "; there is no derivative there";
      }
      Expr left = side(derivative, place, OneSided.Side.LEFT);
      Expr right = side(derivative, place, OneSided.Side.RIGHT);
      return at + sides(left, right);
    } catch (DomainException | NoDerivativeException none) {
      return at + "not smooth";
    }
  }

  private String sides(Expr left, Expr right) {
    String both = "left derivative " + text(left) + ", right derivative " + text(right);
    Expr difference = difference(left, right);
    if (difference.isZero()) {
      return "the derivative is " + text(left) + " from both sides";
    }
    if (difference instanceof RationalNumber) {
      return "a kink, " + both;
    }
    return "a kink, "
        + both
        + "; differentiable there exactly when "
        + text(Relation.equal(left, right));
  }

  private Expr difference(Expr left, Expr right) {
    return new Simplifier(question.facts()).simplify(left.minus(right));
  }

  private Expr side(Expr expression, Expr place, OneSided.Side side) {
    Expr limit = OneSided.limit(expression, variable, place, side, question.facts());
    return new Simplifier(question.facts()).simplify(limit);
  }

  /** Where a locus that is linear in the variable is zero; null where it is not linear. */
  private @Nullable Expr root(Expr locus) {
    Expr slope =
        new Differentiator(variable, question.definitions(), question.facts()).differentiate(locus);
    if (Occurrence.of(variable, slope) || slope.isZero()) {
      return null;
    }
    Expr atZero = Substitution.of(variable, RationalNumber.ZERO).apply(locus);
    return new Simplifier(question.facts()).simplify(atZero.negate().dividedBy(slope));
  }

  /** The singularities of the functions in an expression, and the borders between its cases. */
  private static Set<Function.Singularity> singularities(Expr expression) {
    Set<Function.Singularity> found = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof Apply apply) {
          found.addAll(apply.function().singularities(apply.arguments()));
        }
        if (node instanceof Piecewise piecewise) {
          piecewise.branches().forEach(branch -> addBorders(branch.condition(), found));
        }
        return true;
      }
    }.apply(expression);
    found.removeIf(each -> each.locus().openedNumber() > 0);
    return found;
  }

  private static void addBorders(Expr condition, Set<Function.Singularity> found) {
    List<Expr> pending = new ArrayList<>(List.of(condition));
    while (!pending.isEmpty()) {
      Expr next = pending.remove(pending.size() - 1);
      if (next instanceof Logical logical) {
        pending.addAll(logical.operands());
      } else if (next instanceof Relation relation) {
        Expr locus = Sum.of(relation.right(), relation.left().negate());
        found.add(new Function.Singularity(Function.Break.KINK, locus, false));
      }
    }
  }
}
