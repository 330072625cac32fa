package org.chainrule.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

/** Figures are well-formed, hold what they show, and keep things apart. */
class SvgTest {
  /** A graph of random uses, each node after the first few using one to three others. */
  static Graph random(int count, long seed) {
    Random random = new Random(seed);
    List<Graph.Node> nodes = new ArrayList<>();
    List<Graph.Edge> edges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean isGiven = i < Math.max(2, count / 5);
      nodes.add(
          new Graph.Node(
              Kinds.formula("v" + i),
              isGiven ? Graph.Node.Kind.INPUT : Graph.Node.Kind.INNER,
              "0." + random.nextInt(1_000_000),
              i % 3 == 0 ? "" : "-1." + i,
              "node " + i));
      for (int use = isGiven ? 3 : random.nextInt(3); use < 3; use++) {
        int from = Math.max(0, i - 1 - random.nextInt(Math.min(i, 12)));
        edges.add(
            new Graph.Edge(
                from, i, use == 1 ? List.of() : List.of(Kinds.formula("d" + from + "_" + i))));
      }
    }
    return new Graph(nodes, edges);
  }

  private record Box(double left, double top, double right, double bottom) {
    boolean meets(Box other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 12, 30, 60})
  void nothingOverlaps(int count) {
    for (long seed = 1; seed <= 5; seed++) {
      Graph graph = random(count, seed);
      List<LayeredLayout.Size> sizes = graph.nodes().stream().map(SvgGraph::box).toList();
      LayeredLayout layout = new LayeredLayout(sizes, SvgGraph.edges(graph));
      List<Box> boxes = new ArrayList<>();
      List<Box> lines = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        LayeredLayout.Size size = sizes.get(i);
        boxes.add(
            new Box(
                layout.left(i),
                layout.top(i),
                layout.left(i) + size.width(),
                layout.top(i) + size.height()));
      }
      for (int i = 0; i < graph.edges().size(); i++) {
        LayeredLayout.Size size = SvgGraph.edges(graph).get(i).label();
        if (size.width() > 0) {
          double[] middle = layout.label(i);
          boxes.add(
              new Box(
                  middle[0] - size.width() / 2,
                  middle[1] - size.height() / 2,
                  middle[0] + size.width() / 2,
                  middle[1] + size.height() / 2));
        }
        List<double[]> route = layout.route(i);
        for (int j = 1; j < route.size(); j++) {
          double[] from = route.get(j - 1);
          double[] to = route.get(j);
          assertThat(to[0]).isGreaterThanOrEqualTo(from[0]);
          lines.add(new Box(from[0], Math.min(from[1], to[1]), to[0], Math.max(from[1], to[1])));
        }
      }
      for (Box line : lines) {
        assertThat(boxes.subList(0, count)).noneMatch(each -> each.meets(line));
      }
      for (int i = 0; i < boxes.size(); i++) {
        assertThat(boxes.get(i).left()).isGreaterThanOrEqualTo(-1e-9);
        assertThat(boxes.get(i).top()).isGreaterThanOrEqualTo(-1e-9);
        assertThat(boxes.get(i).right()).isLessThanOrEqualTo(layout.size().width() + 1e-9);
        assertThat(boxes.get(i).bottom()).isLessThanOrEqualTo(layout.size().height() + 1e-9);
        for (int j = 0; j < i; j++) {
          assertThat(boxes.get(i).meets(boxes.get(j))).as("%s %s", i, j).isFalse();
        }
      }
    }
  }

  @Test
  void aTreeHasNoCrossings() {
    // Leaves in an order that crosses all lines where it is kept.
    List<LayeredLayout.Size> sizes = new ArrayList<>();
    List<LayeredLayout.Edge> edges = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      sizes.add(new LayeredLayout.Size(10, 10));
    }
    int[][] uses = {{0, 4}, {2, 4}, {1, 5}, {3, 5}, {4, 6}, {5, 6}};
    for (int[] each : uses) {
      edges.add(new LayeredLayout.Edge(each[0], each[1], new LayeredLayout.Size(0, 0)));
    }

    LayeredLayout layout = new LayeredLayout(sizes, edges);

    assertThat(layout.top(0) < layout.top(1)).isEqualTo(layout.top(4) < layout.top(5));
    assertThat(layout.top(2) < layout.top(1)).isEqualTo(layout.top(4) < layout.top(5));
    assertThat(layout.top(2) < layout.top(3)).isEqualTo(layout.top(4) < layout.top(5));
  }

  @Test
  void graphsAreWellFormedAndLargeOnesAreRefused() {
    Element svg = PageXml.root(SvgGraph.alone(random(300, 7), "g"));

    assertThat(PageXml.all(svg, "rect")).hasSize(300);
    assertThat(SvgGraph.canDraw(random(300, 7))).isTrue();
    assertThat(SvgGraph.canDraw(random(3_000, 7))).isFalse();
    assertThat(SvgGraph.canDraw(new Graph(List.of(), List.of()))).isFalse();
  }

  @Test
  void aPlotIsWellFormedAndSmall() {
    String text = SvgPlot.inline(SampleDocument.plot(), "f");
    Element svg = PageXml.root(text);

    assertThat(text.length()).isLessThan(6_000);
    assertThat(PageXml.all(svg, "path").stream().filter(each -> isCurve(each)).toList()).hasSize(8);
    assertThat(PageXml.all(svg, "circle")).hasSize(3);
    assertThat(svg.getAttribute("role")).isEqualTo("img");
    assertThat(text).contains("kink at r = 0: left 0, right 1");
  }

  private static boolean isCurve(Element path) {
    return path.getAttribute("class").startsWith("curve");
  }

  @Test
  void curvesBreakWhereTheyHaveNoValue() {
    Plot plot =
        new Plot(
            "",
            new Plot.Axis(Kinds.formula("x"), 0, 3, false),
            new Plot.Axis(Kinds.formula("y"), 0, 0, false),
            List.of(
                new Plot.Curve(
                    Kinds.formula("f"),
                    List.of(
                        List.of(
                            new Plot.Spot(0, 0),
                            new Plot.Spot(1, 1e300),
                            new Plot.Spot(2, Double.NaN),
                            new Plot.Spot(2.5, 0.5),
                            new Plot.Spot(3, 0))),
                    List.of())));

    String text = SvgPlot.inline(plot, "f");

    assertThat(text).doesNotContain("NaN").doesNotContain("Infinity");
    String path = PageXml.all(PageXml.root(text), "path").get(2).getAttribute("d");
    assertThat(path).matches("M[^M]*M[^M]*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "-6; 6; false; −6 −4 −2 0 2 4 6",
        "0; 1; false; 0 0.2 0.4 0.6 0.8 1",
        "0; 0.003; false; 0 0.0005 0.001 0.0015 0.002 0.0025 0.003",
        "0; 3000000; false; 0 5·10⁵ 10⁶ 1.5·10⁶ 2·10⁶ 2.5·10⁶ 3·10⁶",
        "1; 10000; true; 1 10 100 1000 10000",
        "0.5; 30; true; 0.5 1 2 5 10 20",
        "1e-9; 1; true; 10⁻⁹ 10⁻⁷ 10⁻⁵ 0.001 0.1",
        "7; 9; true; 7 7.5 8 8.5 9",
      })
  void ticksAreRound(double low, double high, boolean isLogarithmic, String labels) {
    List<Ticks.Tick> ticks =
        Ticks.of(new Plot.Axis(Kinds.formula("x"), low, high, isLogarithmic), 6);

    assertThat(String.join(" ", ticks.stream().map(Ticks.Tick::label).toList())).isEqualTo(labels);
  }
}
