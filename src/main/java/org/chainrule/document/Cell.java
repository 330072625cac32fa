package org.chainrule.document;

import java.util.List;

/**
 * A cell of a table.
 *
 * @param isNumber whether it is a number, which is aligned to the right
 */
public record Cell(List<Inline> parts, boolean isNumber) {
  public Cell {
    parts = List.copyOf(parts);
  }

  public static Cell words(String text) {
    return new Cell(List.of(new Inline.Words(text)), false);
  }

  public static Cell number(String text) {
    return new Cell(List.of(new Inline.Words(text)), true);
  }

  public static Cell formula(Formula formula) {
    return new Cell(List.of(new Inline.Mathematics(formula)), false);
  }
}
