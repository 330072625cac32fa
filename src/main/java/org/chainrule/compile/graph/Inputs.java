package org.chainrule.compile.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.differentiate.Definitions;
import org.chainrule.error.CompileException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.jspecify.annotations.Nullable;

/** The names that get numbers from outside, and the buffers that these are in. */
public final class Inputs {
  private final Subscripts subscripts;
  private final Definitions definitions;
  private final Map<Expr, Node> loads = new HashMap<>();
  private final Map<String, Buffer> families = new LinkedHashMap<>();
  private final Map<String, Buffer> whole = new HashMap<>();
  private final List<Buffer> variables = new ArrayList<>();
  private final List<Buffer> parameters = new ArrayList<>();
  private final Set<String> names = new TreeSet<>();
  private final Graph graph;
  private final Ranges ranges;

  public Inputs(
      Graph graph,
      Subscripts subscripts,
      Definitions definitions,
      List<Input> variables,
      List<Input> parameters) {
    this.graph = graph;
    this.subscripts = subscripts;
    this.definitions = definitions;
    this.ranges = new Ranges(graph);
    add(variables, Buffer.Role.VARIABLES, this.variables);
    add(parameters, Buffer.Role.PARAMETERS, this.parameters);
  }

  private void add(List<Input> inputs, Buffer.Role role, List<Buffer> buffers) {
    int next = 0;
    List<Expr> single = new ArrayList<>();
    while (next < inputs.size()) {
      Input input = inputs.get(next);
      String name = input.isFamily() ? family(input) : input.target().toString();
      if (!names.add(input.isFamily() ? name + "_" : name)) {
        throw new CompileException(name + " is named twice");
      }
      if (input.isFamily()) {
        addSingle(single, role, buffers);
        addFamily(input, role, buffers);
        next++;
        continue;
      }
      int run = run(inputs, next);
      if (run > 1) {
        addSingle(single, role, buffers);
        addElements(inputs.subList(next, next + run), role, buffers);
        for (Input each : inputs.subList(next + 1, next + run)) {
          names.add(each.target().toString());
        }
        next += run;
      } else {
        single.add(input.target());
        next++;
      }
    }
    addSingle(single, role, buffers);
  }

  /** Adds what is given name by name, as one array. */
  private void addSingle(List<Expr> targets, Buffer.Role role, List<Buffer> buffers) {
    if (targets.isEmpty()) {
      return;
    }
    Buffer.Extent extent = new Buffer.Extent(graph.whole(0), graph.whole(targets.size() - 1));
    String name = targets.get(0).toString();
    Buffer buffer = new Buffer(role, name, List.of(extent), 0, Double.NaN);
    buffer.elements = targets.stream().map(Object::toString).toList();
    buffers.add(buffer);
    for (int i = 0; i < targets.size(); i++) {
      put(targets.get(i), graph.load(buffer, List.of(graph.whole(i))));
    }
    targets.clear();
  }

  private static String family(Input input) {
    return ((IndexedSymbol) input.target()).family();
  }

  /** Refuses an element of a family that is given as a whole, but where it is seen to be none. */
  private void requireSingle(Expr target) {
    if (target instanceof IndexedSymbol element && whole.containsKey(element.family())) {
      Buffer buffer = whole.get(element.family());
      List<Node> places = element.indices().stream().map(subscripts::whole).toList();
      if (places.size() == buffer.extents.size() && !isOutside(buffer, places)) {
        throw new CompileException(
            target + " is named twice: it is an element of " + element.family());
      }
    }
  }

  private void put(Expr target, Node load) {
    requireSingle(target);
    if (loads.put(target, load) != null) {
      throw new CompileException(target + " is named twice");
    }
  }

  private void addFamily(Input input, Buffer.Role role, List<Buffer> buffers) {
    List<Buffer.Extent> extents = new ArrayList<>();
    for (IndexRange extent : input.extents()) {
      extents.add(
          new Buffer.Extent(subscripts.whole(extent.lower()), subscripts.whole(extent.upper())));
    }
    Buffer buffer = new Buffer(role, family(input), extents, 0, Double.NaN);
    buffers.add(buffer);
    families.put(family(input), buffer);
    whole.put(family(input), buffer);
    List.copyOf(loads.keySet()).forEach(this::requireSingle);
  }

  /** How many inputs from a place on are the elements of one family, in the order of an array. */
  private static int run(List<Input> inputs, int first) {
    if (!(inputs.get(first).target() instanceof IndexedSymbol start) || numbers(start) == null) {
      return 1;
    }
    int end = first + 1;
    while (end < inputs.size()
        && inputs.get(end).target() instanceof IndexedSymbol next
        && !inputs.get(end).isFamily()
        && next.family().equals(start.family())
        && next.indices().size() == start.indices().size()
        && numbers(next) != null) {
      end++;
    }
    int[] low = Objects.requireNonNull(numbers(start));
    int[] high = Objects.requireNonNull(numbers((IndexedSymbol) inputs.get(end - 1).target()));
    long volume = 1;
    for (int i = 0; i < low.length; i++) {
      volume *= Math.max(0, (long) high[i] - low[i] + 1);
    }
    if (volume != end - first) {
      return 1;
    }
    int[] expected = low.clone();
    for (int place = first; place < end; place++) {
      if (!java.util.Arrays.equals(expected, numbers((IndexedSymbol) inputs.get(place).target()))) {
        return 1;
      }
      for (int i = expected.length - 1; i >= 0 && ++expected[i] > high[i]; i--) {
        expected[i] = low[i];
      }
    }
    return end - first;
  }

  private static int @Nullable [] numbers(IndexedSymbol element) {
    int[] numbers = new int[element.indices().size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(element.indices().get(i) instanceof RationalNumber number) || !number.value().isInt()) {
        return null;
      }
      numbers[i] = number.value().intValueExact();
    }
    return numbers;
  }

  private void addElements(List<Input> run, Buffer.Role role, List<Buffer> buffers) {
    IndexedSymbol first = (IndexedSymbol) run.get(0).target();
    IndexedSymbol last = (IndexedSymbol) run.get(run.size() - 1).target();
    List<Buffer.Extent> extents = new ArrayList<>();
    for (int i = 0; i < first.indices().size(); i++) {
      extents.add(
          new Buffer.Extent(
              subscripts.whole(first.indices().get(i)), subscripts.whole(last.indices().get(i))));
    }
    Buffer buffer = new Buffer(role, first.family(), extents, 0, Double.NaN);
    buffers.add(buffer);
    for (Input each : run) {
      IndexedSymbol element = (IndexedSymbol) each.target();
      List<Node> places = element.indices().stream().map(subscripts::whole).toList();
      put(element, graph.load(buffer, places));
    }
    if (!definitions.hasGeneral(first.family())) {
      families.putIfAbsent(first.family(), buffer);
    }
  }

  /** The node of a name or of an element that comes from outside, or null. */
  @Nullable Node find(Expr name) {
    Node load = loads.get(name);
    if (load != null || !(name instanceof IndexedSymbol element)) {
      return load;
    }
    Buffer buffer = families.get(element.family());
    if (buffer == null || buffer.extents.size() != element.indices().size()) {
      return null;
    }
    List<Node> places = new ArrayList<>();
    for (Expr index : element.indices()) {
      places.add(subscripts.whole(index));
    }
    return isOutside(buffer, places) ? null : ranges.element(buffer, buffer.extents, places);
  }

  /** Whether a subscript is seen to lie outside the range of a buffer. */
  private static boolean isOutside(Buffer buffer, List<Node> places) {
    for (int i = 0; i < places.size(); i++) {
      Buffer.Extent extent = buffer.extents.get(i);
      if (places.get(i).kind == Node.Kind.WHOLE
          && (extent.lower().kind == Node.Kind.WHOLE
                  && places.get(i).whole() < extent.lower().whole()
              || extent.upper().kind == Node.Kind.WHOLE
                  && places.get(i).whole() > extent.upper().whole())) {
        return true;
      }
    }
    return false;
  }

  /** The single elements of a family that come from outside. */
  List<IndexedSymbol> elements(String family) {
    List<IndexedSymbol> elements = new ArrayList<>();
    for (Expr name : loads.keySet()) {
      if (name instanceof IndexedSymbol element && element.family().equals(family)) {
        elements.add(element);
      }
    }
    return elements;
  }

  boolean isFamily(String name) {
    return families.containsKey(name);
  }

  /** The buffers of the variables, in their order. */
  public List<Buffer> variables() {
    return variables;
  }

  public List<Buffer> parameters() {
    return parameters;
  }

  /** The names, as an error lists them. */
  String list() {
    return names.isEmpty() ? "there are none" : String.join(", ", names);
  }
}
