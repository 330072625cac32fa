package org.chainrule.document;

import java.util.ArrayList;
import java.util.List;

/**
 * A computation graph as SVG: a box for each node with its name, its value and its adjoint, and
 * what is derived by what beside the edges.
 */
final class SvgGraph {
  /** How many nodes, and how many places of edges beside them, a figure can have. */
  private static final int MOST_NODES = 400;

  private static final int MOST_PLACES = 12_000;

  private static final double TEXT = 13;
  private static final double LABEL = 12;
  private static final double LINE = 17;
  private static final double MARGIN = 4;

  /** How wide a name and a label can be; what is longer is said where the pointer is on it. */
  private static final double LONGEST_NAME = 190;

  private static final double LONGEST_LABEL = 130;

  private final Graph graph;
  private final String id;
  private final LayeredLayout layout;
  private final List<LayeredLayout.Size> boxes = new ArrayList<>();
  private final StringBuilder svg = new StringBuilder();

  private SvgGraph(Graph graph, String id) {
    this.graph = graph;
    this.id = id;
    graph.nodes().forEach(each -> boxes.add(box(each)));
    layout = new LayeredLayout(boxes, edges(graph));
  }

  /** Whether a graph is small enough to be drawn. */
  static boolean canDraw(Graph graph) {
    return !graph.nodes().isEmpty()
        && graph.nodes().size() <= MOST_NODES
        && LayeredLayout.places(graph.nodes().size(), edges(graph)) <= MOST_PLACES;
  }

  /**
   * The figure within a page that has its style.
   *
   * @param id what its names begin with
   */
  static String inline(Graph graph, String id) {
    return new SvgGraph(graph, id).draw("");
  }

  /** The figure with its own style. */
  static String alone(Graph graph, String id) {
    return new SvgGraph(graph, id).draw(Resources.style("figure.css"));
  }

  static List<LayeredLayout.Edge> edges(Graph graph) {
    return graph.edges().stream()
        .map(each -> new LayeredLayout.Edge(each.from(), each.to(), label(each)))
        .toList();
  }

  private static LayeredLayout.Size label(Graph.Edge edge) {
    String words = words(edge);
    return words.isEmpty()
        ? new LayeredLayout.Size(0, 0)
        : new LayeredLayout.Size(SvgText.width(words, LABEL) + 6, LABEL + 4);
  }

  private static String words(Graph.Edge edge) {
    return edge.label().isEmpty()
        ? ""
        : SvgText.fitted(SafeText.line(edge.label().get(0).unicode()), LABEL, LONGEST_LABEL);
  }

  /** A line of a box. */
  private record BoxLine(String kind, String words) {}

  private static List<BoxLine> lines(Graph.Node node) {
    List<BoxLine> lines = new ArrayList<>();
    String name = SvgText.fitted(SafeText.line(node.name().unicode()), TEXT + 1, LONGEST_NAME);
    lines.add(new BoxLine("name", name));
    if (!node.value().isEmpty()) {
      lines.add(new BoxLine("value", "= " + SafeText.line(node.value()).replace('-', '−')));
    }
    if (!node.adjoint().isEmpty()) {
      lines.add(new BoxLine("adjoint", "∂ " + SafeText.line(node.adjoint()).replace('-', '−')));
    }
    return lines;
  }

  static LayeredLayout.Size box(Graph.Node node) {
    List<BoxLine> lines = lines(node);
    double widest = 24;
    for (BoxLine each : lines) {
      widest = Math.max(widest, SvgText.width(each.words(), TEXT + 0.5));
    }
    return new LayeredLayout.Size(widest + 18, LINE * lines.size() + 9);
  }

  private String draw(String style) {
    LayeredLayout.Size size = layout.size();
    svg.append(
            SvgText.start(
                id,
                "graph",
                size.width() + 2 * MARGIN,
                size.height() + 2 * MARGIN,
                "computation graph",
                told()))
        .append(style)
        .append("<g transform=\"translate(")
        .append(SvgText.pair(MARGIN, MARGIN))
        .append(")\">\n");
    StringBuilder heads = new StringBuilder();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < graph.edges().size(); i++) {
      List<double[]> route = layout.route(i);
      lines.append(curve(route));
      double[] end = route.get(route.size() - 1);
      heads.append('M').append(SvgText.pair(end[0], end[1])).append("l-8-4v8z");
    }
    svg.append("<path class=\"edge\" d=\"").append(lines).append("\"/>\n");
    svg.append("<path class=\"heads\" d=\"").append(heads).append("\"/>\n");
    for (int i = 0; i < graph.edges().size(); i++) {
      label(i);
    }
    for (int i = 0; i < graph.nodes().size(); i++) {
      node(i);
    }
    return svg.append("</g>\n</svg>\n").toString();
  }

  private String told() {
    int count = graph.nodes().size();
    StringBuilder told = new StringBuilder();
    told.append(count).append(count == 1 ? " quantity" : " quantities").append(": ");
    for (int i = 0; i < Math.min(count, 20); i++) {
      told.append(i == 0 ? "" : ", ").append(SafeText.line(graph.nodes().get(i).name().unicode()));
    }
    return told.append(count > 20 ? " and more" : "").toString();
  }

  /** A curve that is level at each of its points. */
  private static String curve(List<double[]> route) {
    StringBuilder path = new StringBuilder();
    double[] last = route.get(0);
    path.append('M').append(SvgText.pair(last[0], last[1]));
    for (double[] next : route.subList(1, route.size())) {
      if (Math.abs(next[1] - last[1]) < 0.05) {
        path.append('H').append(SvgText.number(next[0]));
      } else {
        double middle = (last[0] + next[0]) / 2;
        path.append('C')
            .append(SvgText.pair(middle, last[1]))
            .append(' ')
            .append(SvgText.pair(middle, next[1]))
            .append(' ')
            .append(SvgText.pair(next[0], next[1]));
      }
      last = next;
    }
    return path.toString();
  }

  private void label(int edge) {
    Graph.Edge drawn = graph.edges().get(edge);
    String words = words(drawn);
    if (words.isEmpty()) {
      return;
    }
    double[] place = layout.label(edge);
    svg.append("<text class=\"label\" text-anchor=\"middle\" x=\"")
        .append(SvgText.number(place[0]))
        .append("\" y=\"")
        .append(SvgText.number(place[1] + 4))
        .append("\">")
        .append(SafeText.escaped(words));
    String whole = SafeText.line(drawn.label().get(0).unicode());
    if (!whole.equals(words)) {
      svg.append("<title>").append(SafeText.escaped(whole)).append("</title>");
    }
    svg.append("</text>\n");
  }

  private void node(int place) {
    Graph.Node node = graph.nodes().get(place);
    LayeredLayout.Size size = boxes.get(place);
    String kind =
        switch (node.kind()) {
          case INPUT -> "node in";
          case INNER -> "node";
          case OUTPUT -> "node out";
        };
    svg.append("<g class=\"")
        .append(kind)
        .append("\" transform=\"translate(")
        .append(SvgText.pair(layout.left(place), layout.top(place)))
        .append(")\"><title>")
        .append(SafeText.escaped(SafeText.line(node.text())))
        .append("</title><rect width=\"")
        .append(SvgText.number(size.width()))
        .append("\" height=\"")
        .append(SvgText.number(size.height()))
        .append("\" rx=\"4\"/>");
    List<BoxLine> lines = lines(node);
    for (int i = 0; i < lines.size(); i++) {
      svg.append("<text class=\"")
          .append(lines.get(i).kind())
          .append("\" text-anchor=\"middle\" x=\"")
          .append(SvgText.number(size.width() / 2))
          .append("\" y=\"")
          .append(SvgText.number(LINE * (i + 1) + 1))
          .append("\">")
          .append(SafeText.escaped(lines.get(i).words()))
          .append("</text>");
    }
    svg.append("</g>\n");
  }
}
