package org.chainrule.shape;

import java.util.List;
import org.chainrule.error.Span;

/**
 * A name with its shape and where that comes from.
 *
 * @param name the canonical name
 * @param shape the shape
 * @param axes the lengths that its elements are written with, which a column may have two of
 * @param indices how many indices stand before those of the elements: none below a name alone, one
 *     below {@code x} where {@code x_t} is a column
 * @param isWhole whether a part of the name stands below it, as in {@code z_1}
 * @param isDeclared whether a declaration says so, else its definition
 * @param span where that stands
 * @param text in which text
 */
public record ShapedName(
    String name,
    Shape shape,
    List<Length> axes,
    int indices,
    boolean isWhole,
    boolean isDeclared,
    Span span,
    String text) {
  public ShapedName {
    axes = List.copyOf(axes);
  }

  /** Whether this is a family of columns or matrices. */
  public boolean isFamily() {
    return indices > 0;
  }

  /** How the shape is known. */
  public String source() {
    return isDeclared ? "by its declaration" : "by its definition";
  }
}
