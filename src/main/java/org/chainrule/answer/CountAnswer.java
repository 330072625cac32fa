package org.chainrule.answer;

import java.util.List;
import org.chainrule.expr.Expr;

/**
 * How many numbers names stand for.
 *
 * @param lines a line for each name
 * @param total the number of all elements: a number, or an expression in lengths
 * @param presenter prints the expressions in it
 * @param notes remarks on what is not known
 */
public record CountAnswer(List<Line> lines, Expr total, Presenter presenter, List<String> notes) {
  public CountAnswer {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  /**
   * The shape of a name.
   *
   * @param name a plain name, or a family
   * @param isParameter whether nothing defines it
   * @param isDeclared whether a declaration tells its shape
   * @param shape the length of each axis, none for a number: {@code 300, 80}
   * @param count the number of elements
   */
  public record Line(
      String name, boolean isParameter, boolean isDeclared, List<Expr> shape, Expr count) {
    public Line {
      shape = List.copyOf(shape);
    }
  }
}
