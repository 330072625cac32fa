package org.chainrule.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.Symbol;

/**
 * A column or matrix as loops in Java that fill an array. Like the arrays that stand for families
 * in the format, it is counted from 1: its first elements are not used.
 */
final class JavaLoops {
  private static final String RESULT = "result";

  private final Expr element;
  private final List<FreeIndex> axes;
  private final Presenter presenter;

  /**
   * @param element an element at the indices of the axes
   */
  JavaLoops(Expr element, List<FreeIndex> axes, Presenter presenter) {
    this.element = element;
    this.axes = axes;
    this.presenter = presenter;
  }

  /** The loops; none for a number, and where a name is none in Java. */
  Optional<String> printed() {
    String result = free(RESULT, "s");
    List<String> indices = new ArrayList<>();
    for (FreeIndex axis : axes) {
      String name = presenter.text(axis.index());
      if (!name.matches("[A-Za-z]\\w*") || Symbol.largestOpened(axis.index()) > 0) {
        return Optional.empty();
      }
      indices.add(name);
    }
    if (indices.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder("double").append("[]".repeat(axes.size()));
    text.append(' ').append(result).append(" = new double");
    axes.forEach(axis -> text.append("[(int) ").append(length(axis)).append(" + 1]"));
    text.append(";\n");
    StringBuilder place = new StringBuilder(result);
    for (int i = 0; i < indices.size(); i++) {
      String index = indices.get(i);
      String counter = free(index + "0", "0");
      text.append("  ".repeat(i))
          .append("for (int %s = 1; %s <= ".formatted(counter, counter))
          .append(length(axes.get(i)))
          // What stands in lambdas may not change.
          .append(
              "; %s++) {\n%sint %s = %s;\n".formatted(counter, "  ".repeat(i + 1), index, counter));
      place.append('[').append(index).append(']');
    }
    text.append("  ".repeat(indices.size())).append(place).append(" = ");
    text.append(presenter.print(element, Format.JAVA)).append(";\n");
    for (int i = indices.size() - 1; i >= 0; i--) {
      text.append("  ".repeat(i)).append(i > 0 ? "}\n" : "}");
    }
    return Optional.of(text.toString());
  }

  /** A name that the element does not have. */
  private String free(String wanted, String more) {
    String name = wanted;
    while (element.variables().contains(name)) {
      name += more;
    }
    return name;
  }

  private String length(FreeIndex axis) {
    String text = presenter.print(axis.length(), Format.JAVA);
    return axis.length().children().isEmpty() ? text : "(" + text + ")";
  }
}
