package org.chainrule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.differentiate.NoDerivativeException;
import org.chainrule.differentiate.OneSided;
import org.chainrule.differentiate.OpenJumps;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
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
    Set<Expr> defined = question.definedValues();
    Set<String> lines = new LinkedHashSet<>();
    for (Function.Singularity each : Singularities.of(question.value())) {
      if (Occurrence.of(variable, each.locus())) {
        lines.add(defined.isEmpty() ? line(each) : place(each));
      } else if (!defined.isEmpty()) {
        lines.add(throughNames(each));
      }
    }
    for (Expr value : defined) {
      Singularities.of(value).forEach(each -> lines.add(throughNames(each)));
    }
    lines.remove("");
    List<String> shown = new ArrayList<>(lines);
    if (shown.size() > MOST_PLACES) {
      shown = new ArrayList<>(shown.subList(0, MOST_PLACES));
      shown.add("and more places where the expression is not smooth");
    }
    return shown;
  }

  /** A place that the variable reaches through definitions, if it does. */
  private String throughNames(Function.Singularity singularity) {
    try {
      Expr slope =
          new Differentiator(variable, question.definitions(), question.facts())
              .differentiate(singularity.locus());
      return slope.isZero() ? "" : place(singularity);
    } catch (NoDerivativeException unknown) {
      return place(singularity);
    }
  }

  private String place(Function.Singularity singularity) {
    return singularity.everyInteger()
        ? "jumps where " + text(singularity.locus()) + " is a whole number"
        : "perhaps not smooth where "
            + text(Relation.equal(singularity.locus(), RationalNumber.ZERO));
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
      return place(singularity);
    }
    String at = "at " + text(variable) + " = " + text(place) + ": ";
    try {
      Expr leftValue = side(question.value(), place, OneSided.Side.LEFT);
      Expr rightValue = side(question.value(), place, OneSided.Side.RIGHT);
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
    } catch (DomainException outside) {
      // The function has no value there, which the conditions on the domain tell.
      return "";
    } catch (NoDerivativeException none) {
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
    Expr limit = OneSided.limit(OpenJumps.of(expression), variable, place, side, question.facts());
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
}
