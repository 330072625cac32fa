package org.chainrule.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Places for the nodes of a graph without cycles, in layers from the left to the right (Sugiyama).
 *
 * <p>A node is one layer behind the last of those that it uses. Where an edge goes past a layer, or
 * bears a label, it has a place of its own there, so that it meets no node. The order within layers
 * follows from sweeps of barycentres, of which the one with the fewest crossings counts; then each
 * place moves to where its neighbours are, as near as the order lets it, which is a regression.
 */
final class LayeredLayout {
  /** How many times places are ordered by what is before them and behind them. */
  private static final int ORDERINGS = 12;

  private static final int MOVES = 16;

  /** How far nodes in a layer are apart, and lines. */
  private static final double BETWEEN_NODES = 18;

  private static final double BETWEEN_LINES = 12;

  /** How far layers are apart. */
  private static final double BETWEEN_LAYERS = 40;

  private static final double BETWEEN_LABELS = 26;

  /** A size. */
  record Size(double width, double height) {}

  /** An edge between boxes by their numbers, and how large its label is; 0 where it has none. */
  record Edge(int from, int to, Size label) {}

  /** Something that takes up a place: a node, or an edge within a layer. */
  private static final class Place {
    final Size size;
    final int layer;
    final boolean isNode;
    final List<Place> before = new ArrayList<>();
    final List<Place> after = new ArrayList<>();
    int order;
    double middle;
    double left;

    Place(Size size, int layer, boolean isNode) {
      this.size = size;
      this.layer = layer;
      this.isNode = isNode;
    }
  }

  private final List<Size> boxes;
  private final List<Edge> edges;

  /** Layers between two ranks: 2 where some edge has a label, which stands between them. */
  private final int step;

  private final List<List<Place>> layers = new ArrayList<>();

  /** Where layers begin and end. */
  private final List<Double> starts = new ArrayList<>();

  private final List<Double> ends = new ArrayList<>();
  private final List<Place> nodes = new ArrayList<>();
  private final List<List<Place>> routes = new ArrayList<>();

  /**
   * @param boxes the sizes of the nodes, in an order in which each comes after all that it uses
   */
  LayeredLayout(List<Size> boxes, List<Edge> edges) {
    this.boxes = boxes;
    this.edges = edges;
    step = edges.stream().anyMatch(each -> each.label().width() > 0) ? 2 : 1;
    build();
    order();
    move();
    stretch();
  }

  /** The place of each node: its longest path from what is given, and what is given beside it. */
  private static int[] ranks(int count, List<Edge> edges) {
    int[] ranks = new int[count];
    List<Edge> inOrder = edges.stream().sorted(Comparator.comparingInt(Edge::to)).toList();
    boolean[] uses = new boolean[count];
    for (Edge each : inOrder) {
      ranks[each.to()] = Math.max(ranks[each.to()], ranks[each.from()] + 1);
      uses[each.to()] = true;
    }
    int[] nearest = new int[count];
    Arrays.fill(nearest, Integer.MAX_VALUE);
    edges.forEach(each -> nearest[each.from()] = Math.min(nearest[each.from()], ranks[each.to()]));
    for (int i = 0; i < count; i++) {
      if (!uses[i] && nearest[i] < Integer.MAX_VALUE) {
        ranks[i] = nearest[i] - 1;
      }
    }
    return ranks;
  }

  /** How many places a layout of edges takes beside its nodes, without making it. */
  static long places(int count, List<Edge> edges) {
    int[] ranks = ranks(count, edges);
    return edges.stream().mapToLong(each -> 2L * (ranks[each.to()] - ranks[each.from()]) - 1).sum();
  }

  private void build() {
    int[] ranks = ranks(boxes.size(), edges);
    for (int i = 0; i < ranks.length; i++) {
      nodes.add(placed(new Place(boxes.get(i), step * ranks[i], true)));
    }
    for (Edge edge : edges) {
      Place last = nodes.get(edge.from());
      Place end = nodes.get(edge.to());
      List<Place> route = new ArrayList<>(List.of(last));
      int labelled = (last.layer + end.layer) / 2 / step * step + step / 2;
      for (int layer = last.layer + 1; layer < end.layer; layer++) {
        boolean isLabel = layer == labelled && edge.label().width() > 0;
        Place next = placed(new Place(isLabel ? edge.label() : new Size(0, 0), layer, false));
        link(last, next);
        route.add(next);
        last = next;
      }
      link(last, end);
      route.add(end);
      routes.add(route);
    }
  }

  private Place placed(Place place) {
    while (layers.size() <= place.layer) {
      layers.add(new ArrayList<>());
    }
    List<Place> layer = layers.get(place.layer);
    place.order = layer.size();
    layer.add(place);
    return place;
  }

  private static void link(Place from, Place to) {
    from.after.add(to);
    to.before.add(from);
  }

  private void order() {
    List<List<Place>> best = copy();
    long fewest = crossings();
    for (int i = 0; i < ORDERINGS && fewest > 0; i++) {
      boolean isForwards = i % 2 == 0;
      for (int j = 1; j < layers.size(); j++) {
        sort(layers.get(isForwards ? j : layers.size() - 1 - j), isForwards);
      }
      long now = crossings();
      if (now < fewest) {
        fewest = now;
        best = copy();
      }
    }
    layers.clear();
    layers.addAll(best);
    layers.forEach(LayeredLayout::number);
  }

  private List<List<Place>> copy() {
    List<List<Place>> copy = new ArrayList<>();
    layers.forEach(each -> copy.add(new ArrayList<>(each)));
    return copy;
  }

  private static void number(List<Place> layer) {
    for (int i = 0; i < layer.size(); i++) {
      layer.get(i).order = i;
    }
  }

  /** Orders a layer by the middles of the neighbours; what has none stays where it is. */
  private static void sort(List<Place> layer, boolean isForwards) {
    for (Place each : layer) {
      List<Place> beside = isForwards ? each.before : each.after;
      each.middle = beside.stream().mapToInt(next -> next.order).average().orElse(each.order);
    }
    layer.sort(Comparator.comparingDouble(each -> each.middle));
    number(layer);
  }

  private long crossings() {
    long sum = 0;
    for (int i = 0; i + 1 < layers.size(); i++) {
      sum += crossings(layers.get(i), layers.get(i + 1).size());
    }
    return sum;
  }

  /** How many edges to the next layer cross: inversions, counted by a tree of sums (Fenwick). */
  private static long crossings(List<Place> layer, int next) {
    int[] tree = new int[next + 1];
    long seen = 0;
    long sum = 0;
    for (Place place : layer) {
      int[] ends = place.after.stream().mapToInt(each -> each.order + 1).sorted().toArray();
      for (int end : ends) {
        long notAfter = 0;
        for (int i = end; i > 0; i -= i & -i) {
          notAfter += tree[i];
        }
        sum += seen - notAfter;
      }
      for (int end : ends) {
        for (int i = end; i <= next; i += i & -i) {
          tree[i]++;
        }
        seen++;
      }
    }
    return sum;
  }

  /** Moves all places up or down to their neighbours. */
  private void move() {
    for (List<Place> layer : layers) {
      double down = 0;
      for (int i = 0; i < layer.size(); i++) {
        down += i == 0 ? 0 : apart(layer.get(i - 1), layer.get(i));
        layer.get(i).middle = down;
      }
      double half = down / 2;
      layer.forEach(each -> each.middle -= half);
    }
    for (int i = 0; i < MOVES; i++) {
      boolean isForwards = i % 2 == 0;
      for (int j = 0; j < layers.size(); j++) {
        settle(layers.get(isForwards ? j : layers.size() - 1 - j), i + 2 >= MOVES);
      }
    }
    double top = Double.MAX_VALUE;
    for (List<Place> layer : layers) {
      for (Place each : layer) {
        top = Math.min(top, each.middle - each.size.height() / 2);
      }
    }
    for (List<Place> layer : layers) {
      for (Place each : layer) {
        each.middle -= top;
      }
    }
  }

  private static double apart(Place above, Place below) {
    double between = above.isNode && below.isNode ? BETWEEN_NODES : BETWEEN_LINES;
    return (above.size.height() + below.size.height()) / 2 + between;
  }

  /**
   * Moves the places of a layer to the mean of their neighbours, as near as their order and sizes
   * let them (the least squares of pooled neighbours).
   */
  private static void settle(List<Place> layer, boolean isLast) {
    int count = layer.size();
    double[] offset = new double[count];
    double[] mean = new double[count];
    double[] weight = new double[count];
    int[] length = new int[count];
    int blocks = 0;
    for (int i = 0; i < count; i++) {
      Place place = layer.get(i);
      offset[i] = i == 0 ? 0 : offset[i - 1] + apart(layer.get(i - 1), place);
      double sum = 0;
      double all = 0;
      for (List<Place> side : List.of(place.before, place.after)) {
        for (Place each : side) {
          double pull = place.isNode || each.isNode ? 1 : 4;
          sum += pull * each.middle;
          all += pull;
        }
      }
      mean[blocks] = (all == 0 ? place.middle : sum / all) - offset[i];
      weight[blocks] = all == 0 ? 0.1 : isLast && !place.isNode ? all : Math.max(1, all);
      length[blocks++] = 1;
      while (blocks > 1 && mean[blocks - 2] > mean[blocks - 1]) {
        double both = weight[blocks - 2] + weight[blocks - 1];
        mean[blocks - 2] =
            (mean[blocks - 2] * weight[blocks - 2] + mean[blocks - 1] * weight[blocks - 1]) / both;
        weight[blocks - 2] = both;
        length[blocks - 2] += length[blocks - 1];
        blocks--;
      }
    }
    int next = 0;
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < length[block]; i++, next++) {
        layer.get(next).middle = mean[block] + offset[next];
      }
    }
  }

  /** Gives each layer its place from the left. */
  private void stretch() {
    double left = 0;
    for (int i = 0; i < layers.size(); i++) {
      double widest = layers.get(i).stream().mapToDouble(each -> each.size.width()).max().orElse(0);
      for (Place each : layers.get(i)) {
        each.left = left + (widest - each.size.width()) / 2;
      }
      starts.add(left);
      ends.add(left + widest);
      left += widest + (step == 2 ? BETWEEN_LABELS : BETWEEN_LAYERS);
    }
  }

  Size size() {
    double width = 0;
    double height = 0;
    for (List<Place> layer : layers) {
      for (Place each : layer) {
        width = Math.max(width, each.left + each.size.width());
        height = Math.max(height, each.middle + each.size.height() / 2);
      }
    }
    return new Size(width, height);
  }

  double left(int node) {
    return nodes.get(node).left;
  }

  double top(int node) {
    Place place = nodes.get(node);
    return place.middle - place.size.height() / 2;
  }

  /** Where the label of an edge has its middle. */
  double[] label(int edge) {
    for (Place each : routes.get(edge)) {
      if (!each.isNode && each.size.width() > 0) {
        return new double[] {each.left + each.size.width() / 2, each.middle};
      }
    }
    throw new IllegalArgumentException("has no label: " + edge);
  }

  /**
   * The points that an edge goes through, from the right of a node to the left of one: level within
   * layers, so that it meets no box, and up or down between them. Edges at the same side of a node
   * are spread over it.
   */
  List<double[]> route(int edge) {
    List<Place> route = routes.get(edge);
    Place first = route.get(0);
    Place last = route.get(route.size() - 1);
    double start = port(first, first.after, route.get(1), edge);
    double end = port(last, last.before, route.get(route.size() - 2), edge);
    List<double[]> points = new ArrayList<>();
    add(points, first.left + first.size.width(), start);
    add(points, ends.get(first.layer), start);
    for (Place each : route.subList(1, route.size() - 1)) {
      add(points, starts.get(each.layer), each.middle);
      add(points, ends.get(each.layer), each.middle);
    }
    add(points, starts.get(last.layer), end);
    add(points, last.left, end);
    return points;
  }

  /** Adds a point; one on a level line takes the place of that before it. */
  private static void add(List<double[]> points, double across, double down) {
    int count = points.size();
    double[] last = count == 0 ? null : points.get(count - 1);
    if (last != null && last[0] == across && last[1] == down) {
      return;
    }
    if (count > 1 && last != null && last[1] == down && points.get(count - 2)[1] == down) {
      points.remove(count - 1);
    }
    points.add(new double[] {across, down});
  }

  /** Where an edge meets the side of a node. */
  private double port(Place node, List<Place> beside, Place next, int edge) {
    List<Place> sorted = new ArrayList<>(beside);
    sorted.sort(Comparator.comparingInt((Place each) -> each.order));
    int place = sorted.indexOf(next);
    if (next.isNode) {
      place += parallel(edge);
    }
    double room = Math.min(node.size.height() * 0.6, 12.0 * (sorted.size() - 1));
    double share = sorted.size() == 1 ? 0.5 : (double) place / (sorted.size() - 1);
    return node.middle + room * (share - 0.5);
  }

  /** How many edges before this one have the same ends and no place of their own. */
  private int parallel(int edge) {
    int count = 0;
    for (int i = 0; i < edge; i++) {
      List<Place> other = routes.get(i);
      List<Place> own = routes.get(edge);
      if (other.size() == 2 && other.get(0) == own.get(0) && other.get(1) == own.get(1)) {
        count++;
      }
    }
    return count;
  }
}
