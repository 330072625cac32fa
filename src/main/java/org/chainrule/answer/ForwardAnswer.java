package org.chainrule.answer;

import java.util.List;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.number.Rational;

/**
 * The values of definitions at a point, each after those that it needs.
 *
 * @param lines a line for each definition, or element of a family
 * @param presenter prints the expressions in it
 * @param notes remarks on how the question was read, and on what is left out
 */
public record ForwardAnswer(List<Line> lines, Presenter presenter, List<String> notes) {
  public ForwardAnswer {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  /**
   * The value of a name.
   *
   * @param name what is defined: a name, or an element with numbers for its indices
   * @param definition what it is defined as, with numbers for indices; short sums over them are
   *     written out
   * @param numbers the values of the names in the definition, those of defined names rounded, which
   *     {@link Presenter#print(Expr, Map, Format)} puts in the places of names; empty where the
   *     definition is too long to be shown so, or a name in it has no value
   * @param value the value, or why there is none
   * @param presenter prints the definition, with or without numbers, in the order in which it was
   *     written
   */
  public record Line(
      Expr name, Expr definition, Map<Expr, Rational> numbers, Value value, Presenter presenter) {
    public Line {
      numbers = Map.copyOf(numbers);
    }
  }
}
