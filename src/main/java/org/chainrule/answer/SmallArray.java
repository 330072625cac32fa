package org.chainrule.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;

/**
 * The entries of a column or matrix of few numbers, {@code [2*x_1, x_2; 0, 1]}.
 *
 * @param rows the entries, row by row
 */
record SmallArray(List<List<Expr>> rows) {
  private static final int MOST_ENTRIES = 16;

  /** The entries of an array by its element; none where it is not known to be small. */
  static Optional<SmallArray> of(Expr element, List<FreeIndex> axes) {
    int height = length(axes.get(0));
    int width = axes.size() == 1 ? 1 : length(axes.get(1));
    if (height == 0 || width == 0 || height * width > MOST_ENTRIES) {
      return Optional.empty();
    }
    List<List<Expr>> rows = new ArrayList<>();
    for (long i = 1; i <= height; i++) {
      Expr row = Substitution.of(axes.get(0).index(), Expr.of(i)).apply(element);
      List<Expr> entries = new ArrayList<>();
      for (long j = 1; j <= width; j++) {
        entries.add(
            axes.size() == 1 ? row : Substitution.of(axes.get(1).index(), Expr.of(j)).apply(row));
      }
      rows.add(entries);
    }
    return Optional.of(new SmallArray(rows));
  }

  /** A length that is a number and small, else 0. */
  private static int length(FreeIndex axis) {
    return axis.length() instanceof RationalNumber number
            && number.value().isInt()
            && number.value().intValueExact() <= MOST_ENTRIES
        ? number.value().intValueExact()
        : 0;
  }

  /** The array as a format writes it; none where that has no arrays. */
  Optional<String> printed(Format format, Function<Expr, String> entry) {
    boolean isColumn = rows.get(0).size() == 1;
    return switch (format) {
      case TEXT, UNICODE, MATLAB -> Optional.of("[" + joined(entry, ", ", "; ") + "]");
      case LATEX ->
          Optional.of("\\begin{bmatrix}" + joined(entry, " & ", " \\\\ ") + "\\end{bmatrix}");
      case NUMPY ->
          Optional.of(
              isColumn
                  ? "np.array([" + joined(entry, "", ", ") + "])"
                  : "np.array([[" + joined(entry, ", ", "], [") + "]])");
      case MATHML, JAVA, TREE, JSON -> Optional.empty();
    };
  }

  private String joined(Function<Expr, String> entry, String between, String below) {
    return rows.stream()
        .map(row -> row.stream().map(entry).collect(Collectors.joining(between)))
        .collect(Collectors.joining(below));
  }
}
