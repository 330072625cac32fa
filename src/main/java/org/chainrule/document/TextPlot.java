package org.chainrule.document;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A plot in characters, one for each curve; where curves meet the last one is seen. */
final class TextPlot {
  private static final int COLUMNS = 61;
  private static final int ROWS = 17;
  private static final String SIGNS = "*o+x#@%&";

  private final char[][] cells = new char[ROWS][COLUMNS];
  private final PlotScale across;
  private final PlotScale up;

  private TextPlot(Plot plot) {
    across = new PlotScale(plot.across(), 0, COLUMNS - 1.0);
    up = new PlotScale(plot.up(), ROWS - 1.0, 0);
    for (char[] row : cells) {
      Arrays.fill(row, ' ');
    }
  }

  /** The lines of the plot, and of what is on it. */
  static String of(Plot plot, Function<Formula, String> spelling) {
    TextPlot drawing = new TextPlot(plot);
    for (int i = 0; i < plot.curves().size(); i++) {
      drawing.curve(plot.curves().get(i), sign(i));
    }
    StringBuilder text = new StringBuilder();
    text.append(plot.title().isEmpty() ? "" : SafeText.line(plot.title()) + "\n");
    drawing.lines(plot, spelling, text);
    for (int i = 0; i < plot.curves().size(); i++) {
      Plot.Curve curve = plot.curves().get(i);
      text.append(sign(i)).append(' ').append(SafeText.line(spelling.apply(curve.label())));
      text.append('\n');
      for (Plot.Mark mark : curve.marks()) {
        text.append("    ").append(SafeText.line(mark.text())).append('\n');
      }
    }
    return text.toString();
  }

  private static char sign(int curve) {
    return SIGNS.charAt(curve % SIGNS.length());
  }

  private void curve(Plot.Curve curve, char sign) {
    for (List<Plot.Spot> piece : curve.pieces()) {
      for (List<double[]> points : Polyline.drawn(piece, across, up)) {
        double[] last = points.get(0);
        put(last[0], last[1], sign);
        for (double[] next : points) {
          stretch(last, next, sign);
          last = next;
        }
      }
    }
  }

  /** Draws what of a line is in the picture. */
  private void stretch(double[] from, double[] to, char sign) {
    double length = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
    int steps = (int) Math.ceil(length);
    for (int i = 1; i <= steps; i++) {
      double share = (double) i / steps;
      put(from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1]), sign);
    }
  }

  private void put(double column, double row, char sign) {
    long x = Math.round(column);
    long y = Math.round(row);
    if (x >= 0 && x < COLUMNS && y >= 0 && y < ROWS) {
      cells[(int) y][(int) x] = sign;
    }
  }

  private void lines(Plot plot, Function<Formula, String> spelling, StringBuilder text) {
    String[] labels = new String[ROWS];
    int widest = 0;
    for (Ticks.Tick each : up.ticks(4)) {
      labels[(int) Math.round(up.at(each.value()))] = each.label();
      widest = Math.max(widest, each.label().length());
    }
    String above = SafeText.line(spelling.apply(plot.up().label()));
    text.append(above.isEmpty() ? "" : " ".repeat(widest + 1) + above + "\n");
    for (int row = 0; row < ROWS; row++) {
      String label = labels[row] == null ? "" : labels[row];
      text.append(" ".repeat(widest - label.length()))
          .append(label)
          .append(labels[row] == null ? " |" : " +")
          .append(new String(cells[row]).stripTrailing())
          .append('\n');
    }
    StringBuilder axis = new StringBuilder("-".repeat(COLUMNS));
    StringBuilder numbers = new StringBuilder();
    for (Ticks.Tick each : across.ticks(6)) {
      int column = (int) Math.round(across.at(each.value()));
      axis.setCharAt(column, '+');
      int start = Math.max(0, column - each.label().length() / 2);
      if (start > numbers.length() || numbers.isEmpty()) {
        numbers.append(" ".repeat(start - numbers.length())).append(each.label());
      }
    }
    String indent = " ".repeat(widest + 2);
    text.append(indent).append(axis).append('\n').append(indent).append(numbers);
    text.append("  ").append(SafeText.line(spelling.apply(plot.across().label()))).append('\n');
  }
}
