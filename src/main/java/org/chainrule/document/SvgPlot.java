package org.chainrule.document;

import java.util.ArrayList;
import java.util.List;

/**
 * A plot as SVG. Curves differ in colour and in dashes; colours are variables of {@code
 * figure.css}, so that a plot is light or dark as what is around it.
 */
final class SvgPlot {
  private static final double WIDTH = 440;
  private static final double HEIGHT = 280;
  private static final double TEXT = 13;
  private static final double TOP = 30;

  /** How far a curve may be from the points that it goes through, in units of the figure. */
  private static final double TOLERANCE = 0.12;

  private static final int COLOURS = 6;
  private static final int DASHES = 5;

  private final Plot plot;
  private final String id;
  private final StringBuilder svg = new StringBuilder();
  private final double left;
  private final double right;
  private final double bottom;
  private final PlotScale across;
  private final PlotScale up;
  private final List<Ticks.Tick> ticksUp;

  private SvgPlot(Plot plot, String id) {
    this.plot = plot;
    this.id = id;
    bottom = HEIGHT - 44;
    up = new PlotScale(plot.up(), bottom, TOP);
    ticksUp = up.ticks(5);
    double widest = 0;
    for (Ticks.Tick each : ticksUp) {
      widest = Math.max(widest, SvgText.width(each.label(), TEXT));
    }
    left = Math.max(28, widest + 12);
    List<Ticks.Tick> ticks = new PlotScale(plot.across(), 0, 1).ticks(6);
    double last = ticks.isEmpty() ? 0 : SvgText.width(ticks.get(ticks.size() - 1).label(), TEXT);
    right = WIDTH - Math.max(8, last / 2 + 2);
    across = new PlotScale(plot.across(), left, right);
  }

  /**
   * The figure within a page that has its style.
   *
   * @param id what its names begin with
   */
  static String inline(Plot plot, String id) {
    return new SvgPlot(plot, id).draw("");
  }

  /** The figure with its own style. */
  static String alone(Plot plot, String id) {
    return new SvgPlot(plot, id).draw(Resources.style("figure.css"));
  }

  private String draw(String style) {
    List<Key> keys = keys();
    double height = HEIGHT + (keys.isEmpty() ? 0 : keys.get(keys.size() - 1).down() + 18);
    String title =
        plot.title().isEmpty() ? spelled(plot.up().label()) : SafeText.line(plot.title());
    svg.append(
            SvgText.start(id, "plot", WIDTH, height, title, FigureText.of(plot, Formula::unicode)))
        .append(style);
    grid();
    svg.append(
        "<svg x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" viewBox=\"%s %s %s %s\" class=\"curves\">\n"
            .formatted(
                SvgText.number(left),
                SvgText.number(TOP),
                SvgText.number(right - left),
                SvgText.number(bottom - TOP),
                SvgText.number(left),
                SvgText.number(TOP),
                SvgText.number(right - left),
                SvgText.number(bottom - TOP)));
    for (int i = 0; i < plot.curves().size(); i++) {
      curve(i);
    }
    svg.append("</svg>\n");
    for (int i = 0; i < plot.curves().size(); i++) {
      marks(i);
    }
    keys.forEach(this::key);
    return svg.append("</svg>\n").toString();
  }

  private static String spelled(Formula formula) {
    return SafeText.line(formula.unicode());
  }

  private void grid() {
    StringBuilder lines = new StringBuilder();
    StringBuilder labels = new StringBuilder();
    for (Ticks.Tick each : across.ticks(6)) {
      double place = across.at(each.value());
      lines.append('M').append(SvgText.pair(place, TOP)).append('V').append(SvgText.number(bottom));
      labels.append(text(place, bottom + 17, "middle", each.label()));
    }
    for (Ticks.Tick each : ticksUp) {
      double place = up.at(each.value());
      lines.append('M').append(SvgText.pair(left, place)).append('H').append(SvgText.number(right));
      labels.append(text(left - 7, place + 4.5, "end", each.label()));
    }
    svg.append("<path class=\"grid\" d=\"").append(lines).append("\"/>\n");
    StringBuilder zeros = new StringBuilder();
    if (!plot.across().isLogarithmic() && across.holds(0)) {
      zeros.append('M').append(SvgText.pair(across.at(0), TOP)).append('V');
      zeros.append(SvgText.number(bottom));
    }
    if (!plot.up().isLogarithmic() && up.holds(0)) {
      zeros.append('M').append(SvgText.pair(left, up.at(0))).append('H');
      zeros.append(SvgText.number(right));
    }
    svg.append("<path class=\"zero\" d=\"").append(zeros).append("\"/>\n");
    svg.append("<g class=\"ticks\">").append(labels).append("</g>\n<g class=\"axes\">");
    String below = SvgText.fitted(spelled(plot.across().label()), TEXT, right - left);
    svg.append(text((left + right) / 2, bottom + 36, "middle", below));
    String above = SvgText.fitted(spelled(plot.up().label()), TEXT, right);
    svg.append(text(2, TOP - 16, "start", above));
    svg.append("</g>\n");
  }

  private static String text(double across, double down, String anchor, String words) {
    return "<text x=\"%s\" y=\"%s\"%s>%s</text>"
        .formatted(
            SvgText.number(across),
            SvgText.number(down),
            anchor.equals("start") ? "" : " text-anchor=\"" + anchor + "\"",
            SafeText.escaped(words));
  }

  /** The classes of a curve: its colour and its dashes. */
  private static String look(int curve) {
    return "c" + curve % COLOURS + " d" + curve % DASHES;
  }

  private void curve(int place) {
    Plot.Curve curve = plot.curves().get(place);
    StringBuilder path = new StringBuilder();
    for (List<Plot.Spot> piece : curve.pieces()) {
      Polyline.drawn(piece, across, up).forEach(each -> path.append(path(each)));
    }
    svg.append("<path class=\"curve ")
        .append(look(place))
        .append("\" d=\"")
        .append(path)
        .append("\"><title>")
        .append(SafeText.escaped(spelled(curve.label())))
        .append("</title></path>\n");
  }

  private static String path(List<double[]> points) {
    StringBuilder path = new StringBuilder();
    for (double[] each : Polyline.thinned(points, TOLERANCE)) {
      path.append(path.isEmpty() ? 'M' : 'L').append(SvgText.pair(each[0], each[1]));
    }
    return path.toString();
  }

  private void marks(int place) {
    for (Plot.Mark mark : plot.curves().get(place).marks()) {
      Plot.Spot spot = mark.spot();
      if (!across.has(spot.across())
          || !up.has(spot.up())
          || !across.holds(spot.across())
          || !up.holds(spot.up())) {
        continue;
      }
      double x = across.at(spot.across());
      double y = up.at(spot.up());
      String shape =
          switch (mark.kind()) {
            case KINK -> "<path class=\"%s\" d=\"M" + SvgText.pair(x, y - 5) + "l5 5-5 5-5-5z\">";
            case CLOSED_END -> circle("%s", x, y);
            case OPEN_END -> circle("open %s", x, y);
          };
      svg.append(shape.formatted("mark c" + place % COLOURS))
          .append("<title>")
          .append(SafeText.escaped(SafeText.line(mark.text())))
          .append("</title>")
          .append(mark.kind() == Plot.Mark.Kind.KINK ? "</path>\n" : "</circle>\n");
    }
  }

  private static String circle(String look, double x, double y) {
    return "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"4\">"
        .formatted(look, SvgText.number(x), SvgText.number(y));
  }

  /** An entry of the legend and its place below the plot. */
  private record Key(int curve, String words, double across, double down) {}

  /** The legend: as many entries to a line as there is room for. */
  private List<Key> keys() {
    List<Key> keys = new ArrayList<>();
    double x = 0;
    double y = 0;
    for (int i = 0; i < plot.curves().size(); i++) {
      String words = SvgText.fitted(spelled(plot.curves().get(i).label()), TEXT, WIDTH - 60);
      double width = SvgText.width(words, TEXT) + 54;
      if (x > 0 && x + width > WIDTH) {
        x = 0;
        y += 20;
      }
      keys.add(new Key(i, words, x, y));
      x += width;
    }
    return keys;
  }

  private void key(Key key) {
    double y = HEIGHT + 8 + key.down();
    svg.append("<path class=\"curve ")
        .append(look(key.curve()))
        .append("\" d=\"M")
        .append(SvgText.pair(key.across() + 2, y))
        .append("h30\"/>")
        .append(text(key.across() + 38, y + 4.5, "start", key.words()))
        .append('\n');
  }
}
