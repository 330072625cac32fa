package org.chainrule.shape;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.syntax.Syntax;

/** A matrix that is written by its rows, whose entries are numbers or blocks. */
final class Blocks {
  private final Syntax.MatrixLiteral literal;
  private final List<List<Shape>> shapes = new ArrayList<>();

  /**
   * Starts with the entries' shapes.
   *
   * @param parts one after another, row by row
   */
  Blocks(Syntax.MatrixLiteral literal, List<Shape> parts) {
    this.literal = literal;
    int next = 0;
    for (List<Syntax> row : literal.rows()) {
      shapes.add(parts.subList(next, next + row.size()));
      next += row.size();
    }
  }

  /** The shape of the whole, where rows of blocks are equally high and all rows equally wide. */
  Shape shape(Lengths lengths, ShapeRules rules) {
    Length rows = Length.of(0);
    Length columns = null;
    for (int i = 0; i < shapes.size(); i++) {
      Length width = Length.of(0);
      Length height = shapes.get(i).get(0).rows();
      for (int j = 0; j < shapes.get(i).size(); j++) {
        Shape shape = shapes.get(i).get(j);
        Syntax entry = literal.rows().get(i).get(j);
        if (!lengths.unify(height, shape.rows())) {
          throw rules.refusal(
              entry,
              "blocks side by side have equally many rows: %s, and %s"
                  .formatted(described(rules, i, 0), described(rules, i, j)),
              null);
        }
        width = width.plus(lengths.resolved(shape.columns()), 1);
      }
      rows = rows.plus(lengths.resolved(height), 1);
      if (columns != null && !lengths.unify(columns, width)) {
        boolean areSingle = shapes.get(0).size() == 1 && shapes.get(i).size() == 1;
        throw rules.refusal(
            literal,
            areSingle
                ? "blocks one above the other have equally many columns: %s, and %s"
                    .formatted(described(rules, 0, 0), described(rules, i, 0))
                : "row 1 has %s columns, and row %s has %s"
                    .formatted(lengths.resolved(columns), i + 1, lengths.resolved(width)),
            null);
      }
      columns = columns == null ? width : columns;
    }
    return columns == null ? Shape.NUMBER : Shape.of(rows, lengths.resolved(columns));
  }

  private String described(ShapeRules rules, int row, int column) {
    return rules
        .misfits()
        .described(literal.rows().get(row).get(column), shapes.get(row).get(column));
  }
}
