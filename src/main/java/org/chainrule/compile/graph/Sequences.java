package org.chainrule.compile.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Recurrence;
import org.chainrule.error.CompileException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** The recurrences of a problem as arrays that a loop fills, element after element. */
public final class Sequences {
  /** The most steps from its start for which an element is written out instead. */
  private static final int SHORT = 16;

  private final Graph graph;
  private final Subscripts subscripts;
  private final Inputs inputs;
  private final Definitions definitions;
  private final Map<String, List<IndexRange>> ranges;
  private final GraphBuilder lowering;
  private final Map<Recurrence, Sequence> sequences = new LinkedHashMap<>();
  private final Map<String, Buffer> buffers = new LinkedHashMap<>();

  /** One recurrence: its demands until it is lowered, and then its axes by their places. */
  private static final class Sequence {
    final Map<Integer, List<Node>> demands = new TreeMap<>();
    final Map<Integer, Axis> axes = new HashMap<>();
    final Map<Integer, Rational> firsts = new HashMap<>();
    final Map<String, List<Node>> firstUses = new LinkedHashMap<>();
    boolean isOpen = true;
  }

  Sequences(
      Graph graph,
      Subscripts subscripts,
      Inputs inputs,
      Definitions definitions,
      Map<String, List<IndexRange>> ranges,
      GraphBuilder lowering) {
    this.graph = graph;
    this.subscripts = subscripts;
    this.inputs = inputs;
    this.definitions = definitions;
    this.ranges = ranges;
    this.lowering = lowering;
  }

  /** Whether a name is an element that is loaded from a recurrence's array. */
  boolean isElement(Expr name) {
    if (!(name instanceof IndexedSymbol element)) {
      return false;
    }
    Recurrence recurrence = definitions.recurrence(element.family()).orElse(null);
    if (recurrence == null) {
      return false;
    }
    Sequence sequence = sequences.get(recurrence);
    boolean isHere = sequence != null && !sequence.axes.isEmpty();
    long steps = 0;
    for (Map.Entry<Integer, Recurrence.Axis> each : recurrence.axes().entrySet()) {
      Expr index = element.indices().get(each.getKey());
      isHere &=
          sequence != null
              && sequence.axes.get(each.getKey()) != null
              && index == Symbol.opened(sequence.axes.get(each.getKey()).number + 1);
      steps = Math.max(steps, steps(index, each.getValue()));
    }
    return !isHere && steps > SHORT;
  }

  private static long steps(Expr index, Recurrence.Axis axis) {
    boolean isEndless = axis.start().isEmpty() && !axis.goesDown();
    if (!(index instanceof RationalNumber number) || isEndless || !number.value().isInt()) {
      return Long.MAX_VALUE;
    }
    // Free starts are from 0 on.
    Rational way = number.value().minus(axis.start().orElse(Rational.ZERO)).abs();
    return way.isInt() ? way.intValueExact() : Long.MAX_VALUE;
  }

  /** Whether no recurrence was met. */
  public boolean isEmpty() {
    return sequences.isEmpty();
  }

  /** The load of an element. */
  Node element(IndexedSymbol element) {
    Recurrence recurrence = definitions.recurrence(element.family()).orElseThrow();
    Sequence sequence = sequences.computeIfAbsent(recurrence, key -> new Sequence());
    List<Node> places = new ArrayList<>();
    for (Expr index : element.indices()) {
      places.add(subscripts.whole(index));
    }
    for (int place : recurrence.axes().keySet()) {
      Axis own = sequence.axes.get(place);
      boolean isRelative = own != null && (places.get(place).axes & own.bit()) != 0;
      if (!isRelative) {
        demand(sequence, place, places.get(place), recurrence);
      }
    }
    sequence.firstUses.putIfAbsent(element.family(), places);
    requireStart(element, places, recurrence);
    Buffer buffer =
        buffers.computeIfAbsent(
            element.family(),
            family -> new Buffer(Buffer.Role.SCRATCH, family, List.of(), 0, Double.NaN));
    return graph.load(buffer, places);
  }

  /** Refuses elements before the start, of which none is defined. */
  private void requireStart(IndexedSymbol element, List<Node> places, Recurrence recurrence) {
    recurrence
        .axes()
        .forEach(
            (place, axis) -> {
              boolean goesDown = axis.goesDown();
              Node nearest = new Bounds(graph).extreme(places.get(place), !goesDown);
              SortedSet<Rational> begins = begins(axis);
              if (!begins.isEmpty() && nearest.kind == Node.Kind.WHOLE) {
                Rational start = goesDown ? begins.first() : begins.last();
                int beyond = Rational.of(nearest.whole()).compareTo(start);
                if (goesDown ? beyond < 0 : beyond > 0) {
                  throw new CompileException(
                      Shown.of(element) + " is asked for beyond the start, " + start);
                }
              }
            });
  }

  private void demand(Sequence sequence, int place, Node index, Recurrence recurrence) {
    boolean goesDown = Objects.requireNonNull(recurrence.axes().get(place)).goesDown();
    Node furthest = new Bounds(graph).extreme(index, goesDown);
    if (sequence.isOpen) {
      sequence.demands.computeIfAbsent(place, key -> new ArrayList<>()).add(furthest);
      return;
    }
    Axis axis = sequence.axes.get(place);
    Node end = axis == null ? null : goesDown ? axis.upper : axis.lower;
    boolean isKnown =
        end == furthest
            || sequence.demands.getOrDefault(place, List.of()).contains(furthest)
            || furthest.kind == Node.Kind.WHOLE;
    if (!isKnown) {
      throw new CompileException(
          "declare how far the recurrence of "
              + String.join(", ", recurrence.families())
              + " goes, such as: t in 1..T");
    }
  }

  /** Lowers the recurrences that have been met, and those that they lead to. */
  public void complete() {
    boolean goesOn = true;
    while (goesOn) {
      goesOn = false;
      for (Map.Entry<Recurrence, Sequence> each : List.copyOf(sequences.entrySet())) {
        if (each.getValue().isOpen) {
          each.getValue().isOpen = false;
          open(each.getKey(), each.getValue());
          goesOn = true;
        }
        for (String family : List.copyOf(each.getValue().firstUses.keySet())) {
          Buffer buffer = buffers.get(family);
          if (buffer != null && buffer.effects.isEmpty()) {
            define(family, buffer, each.getKey(), each.getValue());
            goesOn = true;
          }
        }
      }
    }
  }

  /** The indices that a recurrence begins with: those given, else those of its free starts. */
  private static SortedSet<Rational> begins(Recurrence.Axis axis) {
    SortedSet<Rational> begins = new TreeSet<>(axis.numbers());
    if (begins.isEmpty() && axis.goesDown()) {
      axis.courses().keySet().forEach(family -> begins.addAll(free(axis, family)));
    }
    return begins;
  }

  /** The indices of a family's free starts. */
  private static List<Rational> free(Recurrence.Axis axis, String family) {
    List<Rational> free = new ArrayList<>();
    Rational end = axis.firstAfterFree(family);
    for (Rational at = Rational.ZERO; at.compareTo(end) < 0; at = at.plus(Rational.ONE)) {
      free.add(at);
    }
    return free;
  }

  /** The first index that the loop along an axis is to fill. */
  private static Rational first(Recurrence recurrence, Recurrence.Axis axis) {
    boolean goesDown = axis.goesDown();
    if (recurrence.axes().size() > 1) {
      SortedSet<Rational> numbers = axis.numbers();
      return goesDown ? numbers.last().plus(Rational.ONE) : numbers.first().minus(Rational.ONE);
    }
    Comparator<Rational> inOrder = Comparator.naturalOrder();
    return axis.courses().keySet().stream()
        .map(axis::firstGeneral)
        .min(goesDown ? inOrder : inOrder.reversed())
        .orElseThrow();
  }

  private void open(Recurrence recurrence, Sequence sequence) {
    for (Map.Entry<Integer, Recurrence.Axis> each : recurrence.axes().entrySet()) {
      Recurrence.Axis axis = each.getValue();
      boolean isPlain = sequence.firstUses.values().stream().allMatch(places -> places.size() == 1);
      if (axis.numbers().isEmpty() && (!axis.goesDown() || !isPlain)) {
        throw new CompileException(
            "the recurrence of "
                + String.join(", ", recurrence.families())
                + " has no start; define an element, such as "
                + recurrence.families().iterator().next()
                + "_0 = 0");
      }
      int place = each.getKey();
      Node lower;
      Node upper;
      List<Node> demands = new ArrayList<>(sequence.demands.getOrDefault(place, List.of()));
      Rational first = first(recurrence, axis);
      sequence.firsts.put(place, first);
      Node begin = graph.whole(first.intValueExact());
      SortedSet<Rational> inside = new TreeSet<>(axis.numbers());
      inside.removeIf(number -> !isFrom(first, axis, number));
      inside.forEach(number -> demands.add(graph.whole(number.intValueExact())));
      if (axis.goesDown()) {
        lower = begin;
        upper = joined(demands, true, begin);
      } else {
        upper = begin;
        lower = joined(demands, false, begin);
      }
      sequence.axes.put(place, graph.newAxis(lower, upper, true));
    }
  }

  private Node joined(List<Node> demands, boolean largest, Node none) {
    Node joined = null;
    for (Node demand : demands) {
      joined = joined == null ? demand : graph.wholeExtremum(largest, joined, demand);
    }
    return joined == null ? none : joined;
  }

  /** Makes the stores that fill the array of a family. */
  private void define(String family, Buffer buffer, Recurrence recurrence, Sequence sequence) {
    int dimensions = Objects.requireNonNull(sequence.firstUses.get(family)).size();
    List<Buffer.Extent> extents = new ArrayList<>();
    for (int place = 0; place < dimensions; place++) {
      extents.add(
          recurrence.axes().containsKey(place)
              ? extent(
                  recurrence.axes().get(place), Objects.requireNonNull(sequence.axes.get(place)))
              : extent(family, place, sequence.firstUses.get(family).get(place)));
    }
    buffer.extents = List.copyOf(extents);
    Set<IndexedSymbol> targets = new LinkedHashSet<>(inputs.elements(family));
    targets.removeIf(each -> definitions.isBeforeStart(each) && !definitions.isFreeStart(each));
    for (Definitions.Definition definition : definitions.definitionsOf(family)) {
      targets.add((IndexedSymbol) definition.target());
    }
    recurrence
        .axes()
        .values()
        .forEach(
            axis -> {
              if (axis.numbers().isEmpty()) {
                free(axis, family)
                    .forEach(at -> targets.add(IndexedSymbol.of(family, List.of(Expr.of(at)))));
              }
            });
    for (IndexedSymbol target : targets) {
      boolean isByCases =
          targets.stream().anyMatch(other -> isAmong(target, other, recurrence, sequence));
      if (!isByCases) {
        store(buffer, target, recurrence, sequence);
      }
    }
  }

  private static boolean isFrom(Rational first, Recurrence.Axis axis, Rational number) {
    return number.compareTo(first) * (axis.goesDown() ? 1 : -1) >= 0;
  }

  /** Whether the elements of a target are stored with those of a more general one, by cases. */
  private static boolean isAmong(
      IndexedSymbol target, IndexedSymbol general, Recurrence recurrence, Sequence sequence) {
    for (int place = 0; place < target.indices().size(); place++) {
      Expr index = target.indices().get(place);
      boolean isLetter = !(general.indices().get(place) instanceof RationalNumber);
      Recurrence.Axis axis = recurrence.axes().get(place);
      boolean isInLoop =
          axis == null
              || !(index instanceof RationalNumber number)
              || isFrom(Objects.requireNonNull(sequence.firsts.get(place)), axis, number.value());
      if (isLetter ? !isInLoop : index != general.indices().get(place)) {
        return false;
      }
    }
    return target != general && numbers(target) > numbers(general);
  }

  private static long numbers(IndexedSymbol target) {
    return target.indices().stream().filter(RationalNumber.class::isInstance).count();
  }

  private Buffer.Extent extent(Recurrence.Axis axis, Axis loop) {
    int first = begins(axis).first().intValueExact();
    int last = begins(axis).last().intValueExact();
    return axis.goesDown()
        ? new Buffer.Extent(
            graph.whole(first), graph.wholeExtremum(true, loop.upper, graph.whole(last)))
        : new Buffer.Extent(
            graph.wholeExtremum(false, loop.lower, graph.whole(first)), graph.whole(last));
  }

  private Buffer.Extent extent(String family, int place, Node use) {
    List<IndexRange> declared = ranges.get(family);
    if (declared != null && place < declared.size()) {
      IndexRange extent = declared.get(place);
      return new Buffer.Extent(subscripts.whole(extent.lower()), subscripts.whole(extent.upper()));
    }
    Bounds bounds = new Bounds(graph);
    return new Buffer.Extent(bounds.extreme(use, false), bounds.extreme(use, true));
  }

  private void store(
      Buffer buffer, IndexedSymbol target, Recurrence recurrence, Sequence sequence) {
    List<Expr> places = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    long used = 0;
    for (int place = 0; place < target.indices().size(); place++) {
      Expr index = target.indices().get(place);
      if (index instanceof RationalNumber) {
        places.add(index);
      } else {
        Axis axis = axis(buffer, place, sequence, used);
        used |= axis.bit();
        places.add(Symbol.opened(axis.number + 1));
      }
      nodes.add(subscripts.whole(places.get(place)));
    }
    IndexedSymbol element = IndexedSymbol.of(buffer.name, places);
    boolean isGiven = definitions.isFreeStart(element) || inputs.find(element) != null;
    Expr value =
        isGiven
            ? element
            : definitions
                .valueOf(element)
                .orElseThrow(() -> new CompileException(Shown.of(element) + " has no definition"));
    List<Piecewise.Branch> branches = new ArrayList<>();
    for (IndexedSymbol other : inputs.elements(buffer.name)) {
      if (isAmong(other, element, recurrence, sequence)) {
        branches.add(new Piecewise.Branch(other, Definitions.isOf(element, other)));
      }
    }
    for (Definitions.Definition each : definitions.partial(element)) {
      IndexedSymbol other = (IndexedSymbol) each.target();
      if (isAmong(other, element, recurrence, sequence)) {
        branches.add(new Piecewise.Branch(each.value(), Definitions.isOf(element, other)));
      }
    }
    graph.store(buffer, nodes, lowering.value(Piecewise.of(branches, value)));
  }

  private Axis axis(Buffer buffer, int place, Sequence sequence, long used) {
    @Nullable Axis own = sequence.axes.get(place);
    Buffer.Extent extent = buffer.extents.get(place);
    return own != null ? own : graph.axis(extent.lower(), extent.upper(), used);
  }
}
