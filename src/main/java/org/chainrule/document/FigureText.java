package org.chainrule.document;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Figures in words, for those that cannot draw or see them. */
final class FigureText {
  private FigureText() {}

  /** What a plot shows, in lines. */
  static String of(Plot plot, Function<Formula, String> spelling) {
    StringBuilder text = new StringBuilder();
    if (!plot.title().isEmpty()) {
      text.append(SafeText.line(plot.title())).append('\n');
    }
    text.append(axis(plot.across(), spelling)).append(", ").append(axis(plot.up(), spelling));
    for (Plot.Curve curve : plot.curves()) {
      text.append('\n').append(SafeText.line(spelling.apply(curve.label())));
      for (Plot.Mark mark : curve.marks()) {
        text.append("\n  ").append(SafeText.line(mark.text()));
      }
    }
    return text.toString();
  }

  private static String axis(Plot.Axis axis, Function<Formula, String> spelling) {
    return SafeText.line(spelling.apply(axis.label()))
        + " from "
        + Ticks.label(axis.low())
        + " to "
        + Ticks.label(axis.high())
        + (axis.isLogarithmic() ? ", logarithmic" : "");
  }

  /** The nodes of a graph, a row each. */
  static Element.Table table(Graph graph) {
    boolean hasValues = graph.nodes().stream().anyMatch(each -> !each.value().isEmpty());
    boolean hasAdjoints = graph.nodes().stream().anyMatch(each -> !each.adjoint().isEmpty());
    List<Cell> head = new ArrayList<>(List.of(Cell.words("quantity"), Cell.words("computed by")));
    if (hasValues) {
      head.add(Cell.words("value"));
    }
    if (hasAdjoints) {
      head.add(Cell.words("adjoint"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (Graph.Node node : graph.nodes()) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.formula(node.name()));
      row.add(new Cell(List.of(new Inline.Code(node.text())), false));
      if (hasValues) {
        row.add(Cell.number(node.value()));
      }
      if (hasAdjoints) {
        row.add(Cell.number(node.adjoint()));
      }
      rows.add(row);
    }
    return new Element.Table("", head, rows);
  }
}
