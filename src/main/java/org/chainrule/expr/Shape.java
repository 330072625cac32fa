package org.chainrule.expr;

import java.util.List;

/**
 * The shape of an expression: its dimensions, each an expression such as {@code 3} or {@code n}.
 *
 * @param dimensions the dimensions, none for a scalar
 */
public record Shape(List<Expr> dimensions) {
  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    dimensions = List.copyOf(dimensions);
  }
}
