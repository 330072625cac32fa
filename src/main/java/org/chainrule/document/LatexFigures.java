package org.chainrule.document;

import java.util.ArrayList;
import java.util.List;

/** Figures as drawings by pgfplots and TikZ. */
final class LatexFigures {
  private static final List<String> DASHES =
      List.of("solid", "dashed", "densely dotted", "dash dot", "loosely dashed");

  private static final int COLOURS = 6;

  /** How far a curve may be from its points, where the figure is 440 wide. */
  private static final double TOLERANCE = 0.12;

  private LatexFigures() {}

  static String of(Plot plot) {
    StringBuilder text = new StringBuilder();
    PlotScale across = new PlotScale(plot.across(), 0, 440);
    PlotScale up = new PlotScale(plot.up(), 0, 280);
    text.append("\\begin{tikzpicture}\\begin{axis}[chainrule,\n")
        .append("xlabel={$" + plot.across().label().latex() + "$},\n")
        .append("ylabel={$" + plot.up().label().latex() + "$},\n")
        .append("xmin=" + across.low() + ",xmax=" + across.high() + ",\n")
        .append("ymin=" + up.low() + ",ymax=" + up.high())
        .append(plot.across().isLogarithmic() ? ",\nxmode=log" : "")
        .append(plot.up().isLogarithmic() ? ",\nymode=log" : "")
        .append("]\n");
    for (int i = 0; i < plot.curves().size(); i++) {
      curve(plot.curves().get(i), i, across, up, text);
    }
    return text.append("\\end{axis}\\end{tikzpicture}\n").toString();
  }

  private static void curve(
      Plot.Curve curve, int place, PlotScale across, PlotScale up, StringBuilder text) {
    String look = "c" + place % COLOURS + "," + DASHES.get(place % DASHES.size());
    boolean isFirst = true;
    for (List<Plot.Spot> piece : curve.pieces()) {
      for (List<double[]> points : Polyline.drawn(piece, across, up)) {
        text.append("\\addplot[")
            .append(look)
            .append(isFirst ? "" : ",forget plot")
            .append("] coordinates {");
        for (double[] each : Polyline.thinned(points, TOLERANCE)) {
          text.append('(')
              .append(across.inverse(each[0]))
              .append(',')
              .append(up.inverse(each[1]))
              .append(')');
        }
        text.append("};\n");
        text.append(isFirst ? "\\addlegendentry{$" + curve.label().latex() + "$}\n" : "");
        isFirst = false;
      }
    }
    for (Plot.Mark mark : curve.marks()) {
      Plot.Spot spot = mark.spot();
      if (across.holds(spot.across()) && up.holds(spot.up())) {
        String sign =
            switch (mark.kind()) {
              case KINK -> "diamond*";
              case CLOSED_END -> "*";
              case OPEN_END -> "*,mark options={fill=white,solid}";
            };
        text.append("\\addplot[c" + place % COLOURS + ",only marks,forget plot,mark=" + sign + "]")
            .append(" coordinates {(" + spot.across() + "," + spot.up() + ")};\n");
      }
    }
  }

  /** A graph with its nodes where the layout has them. */
  static String of(Graph graph, LatexWords words) {
    List<LayeredLayout.Size> boxes = new ArrayList<>();
    graph.nodes().forEach(each -> boxes.add(SvgGraph.box(each)));
    LayeredLayout layout = new LayeredLayout(boxes, SvgGraph.edges(graph));
    StringBuilder text = new StringBuilder();
    text.append("\\begin{tikzpicture}[x=0.62pt,y=-0.62pt,font=\\scriptsize]\n");
    for (int i = 0; i < graph.edges().size(); i++) {
      edge(graph.edges().get(i), i, layout, text);
    }
    for (int i = 0; i < graph.nodes().size(); i++) {
      node(graph.nodes().get(i), i, boxes.get(i), layout, words, text);
    }
    return text.append("\\end{tikzpicture}\n").toString();
  }

  private static void edge(Graph.Edge edge, int place, LayeredLayout layout, StringBuilder text) {
    List<double[]> route = layout.route(place);
    double[] last = route.get(0);
    text.append("\\draw[->,gray] ").append(point(last[0], last[1]));
    for (double[] next : route.subList(1, route.size())) {
      double middle = (last[0] + next[0]) / 2;
      if (last[1] == next[1]) {
        text.append(" -- ").append(point(next[0], next[1]));
        last = next;
        continue;
      }
      text.append(" .. controls ")
          .append(point(middle, last[1]))
          .append(" and ")
          .append(point(middle, next[1]))
          .append(" .. ")
          .append(point(next[0], next[1]));
      last = next;
    }
    text.append(";\n");
    if (!edge.label().isEmpty()) {
      double[] middle = layout.label(place);
      text.append("\\node[fill=white,inner sep=1pt] at ")
          .append(point(middle[0], middle[1]))
          .append(" {$")
          .append(edge.label().get(0).latex())
          .append("$};\n");
    }
  }

  private static void node(
      Graph.Node node,
      int place,
      LayeredLayout.Size size,
      LayeredLayout layout,
      LatexWords words,
      StringBuilder text) {
    String look =
        switch (node.kind()) {
          case INPUT -> ",fill=black!6";
          case INNER -> ",fill=white";
          case OUTPUT -> ",fill=white,thick";
        };
    text.append("\\node[draw,rounded corners=2pt,align=center,inner sep=1pt,minimum width=")
        .append(SvgText.number(size.width() * 0.62))
        .append("pt,minimum height=")
        .append(SvgText.number(size.height() * 0.62))
        .append("pt")
        .append(look)
        .append("] at ")
        .append(point(layout.left(place) + size.width() / 2, layout.top(place) + size.height() / 2))
        .append(" {$")
        .append(node.name().latex())
        .append('$');
    if (!node.value().isEmpty()) {
      text.append("\\\\\\textcolor{c0}{= ").append(words.words(minus(node.value()))).append('}');
    }
    if (!node.adjoint().isEmpty()) {
      text.append("\\\\\\textcolor{c1}{$\\partial$ ")
          .append(words.words(minus(node.adjoint())))
          .append('}');
    }
    text.append("};\n");
  }

  private static String minus(String number) {
    return SafeText.line(number).replace('-', '−');
  }

  private static String point(double across, double down) {
    return "(" + SvgText.number(across) + "," + SvgText.number(down) + ")";
  }
}
