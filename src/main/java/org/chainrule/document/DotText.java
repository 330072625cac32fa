package org.chainrule.document;

/** A computation graph as text in the language of Graphviz, which many tools draw. */
public final class DotText {
  private DotText() {}

  /** The text. */
  public static String of(Graph graph) {
    StringBuilder text = new StringBuilder("digraph {\n  rankdir=LR\n  node [shape=box]\n");
    for (int i = 0; i < graph.nodes().size(); i++) {
      Graph.Node node = graph.nodes().get(i);
      StringBuilder label = new StringBuilder(quoted(node.name().unicode()));
      if (!node.value().isEmpty()) {
        label.append("\\n= ").append(quoted(node.value()));
      }
      if (!node.adjoint().isEmpty()) {
        label.append("\\n∂ ").append(quoted(node.adjoint()));
      }
      String look =
          switch (node.kind()) {
            case INPUT -> ", style=filled";
            case INNER -> "";
            case OUTPUT -> ", penwidth=2";
          };
      text.append(
          "  n%s [label=\"%s\", tooltip=\"%s\"%s]\n"
              .formatted(i, label, quoted(node.text()), look));
    }
    for (Graph.Edge edge : graph.edges()) {
      String label =
          edge.label().isEmpty()
              ? ""
              : " [label=\"" + quoted(edge.label().get(0).unicode()) + "\"]";
      text.append("  n").append(edge.from()).append(" -> n").append(edge.to());
      text.append(label).append('\n');
    }
    return text.append("}\n").toString();
  }

  private static String quoted(String text) {
    return SafeText.line(text).replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
