package org.chainrule.evaluate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.DomainException;
import org.chainrule.error.PointException;
import org.chainrule.notation.Convention;
import org.chainrule.notation.Identifier;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The meanings of names in one evaluation: the point's values, the lengths that its arrays give to
 * ranges, and definitions.
 */
final class BoundNames<N> {
  private final Point point;
  private final Context<N> context;
  private final StepGraph graph;
  private final Translator<N> translator;
  private final Map<String, Rational> lengths = new HashMap<>();
  private final Set<String> missing = new LinkedHashSet<>();

  BoundNames(Point point, Context<N> context, StepGraph graph, Translator<N> translator) {
    this.point = point;
    this.context = context;
    this.graph = graph;
    this.translator = translator;
    for (String family : point.arrayNames()) {
      bindLengths(family);
    }
    Map<String, Rational> whole = Map.copyOf(lengths);
    for (String family : point.arrayNames()) {
      bindPartial(family, whole);
    }
    Map<String, Rational> certain = Map.copyOf(lengths);
    Set<String> torn = new LinkedHashSet<>();
    for (String family : point.arrayNames()) {
      guessLengths(family, certain, torn);
    }
    torn.forEach(lengths::remove);
    refuseArraysOfLabels();
    for (String family : context.families().keySet()) {
      // The length n may have the letter of a family, as that of a GRU's states n_t.
      if (point.scalar(family) != null && !family.equals(Convention.LENGTH)) {
        throw new PointException(family + " has elements here, and one number is given for it");
      }
    }
  }

  /** Refuses an array for what is no family here, but the stem of names with a letter below. */
  private void refuseArraysOfLabels() {
    if (point.arrayNames().isEmpty()) {
      return;
    }
    Set<String> known = known();
    for (String family : point.arrayNames()) {
      List<String> labelled =
          known.contains(family)
              ? List.of()
              : known.stream().filter(name -> isLabelled(name, family)).sorted().toList();
      if (!labelled.isEmpty()) {
        List<String> letters =
            labelled.stream().map(each -> each.substring(family.length() + 1)).toList();
        throw new PointException(
            "an array is given for %s, and %s %s here; declare `%s in 1..n` for elements"
                .formatted(
                    family,
                    String.join(", ", labelled),
                    labelled.size() == 1 ? "is a plain name" : "are plain names",
                    String.join(", ", letters)));
      }
    }
  }

  private static boolean isLabelled(String name, String family) {
    return name.startsWith(family + "_")
        && Identifier.of(name.substring(family.length() + 1)).isSymbol();
  }

  /** The meaning of a name: a number, or a node that gives it. */
  record Meaning(@Nullable Rational number, @Nullable Step node) {}

  private void bindLengths(String family) {
    List<N> bounds = context.families().getOrDefault(family, List.of());
    List<Integer> axes = point.lengths(family);
    if (axes == null || bounds.isEmpty()) {
      return;
    }
    if (axes.size() != bounds.size()) {
      throw new PointException(
          family + " has " + bounds.size() + " axes, its array has " + axes.size());
    }
    Set<Integer> open = context.open().getOrDefault(family, Set.of());
    for (int axis = 0; axis < bounds.size(); axis++) {
      if (open.contains(axis) || partial(family, axis).contains(bounds.get(axis))) {
        continue;
      }
      Rational length = Rational.of(axes.get(axis));
      Step bound = translator.translate(bounds.get(axis));
      Rational other = length;
      String name = "the range of " + family;
      if (bound.kind == Step.Kind.NUMBER) {
        other = bound.detail.number();
      } else if (bound.kind == Step.Kind.SYMBOL) {
        name = bound.detail.name();
        Rational given = point.scalar(name);
        Rational earlier = lengths.putIfAbsent(name, length);
        other = given != null ? given : earlier != null ? earlier : length;
      }
      if (!other.equals(length)) {
        throw twoLengths(name, other, family, length);
      }
    }
  }

  private List<N> partial(String family, int axis) {
    return context.partial().getOrDefault(family, Map.of()).getOrDefault(axis, List.of());
  }

  /**
   * Lets arrays be as long as the sums over a part of them need; what has no length gets theirs.
   */
  private void bindPartial(String family, Map<String, Rational> whole) {
    List<Integer> axes = point.lengths(family);
    for (int axis = 0; axes != null && axis < axes.size(); axis++) {
      Rational length = Rational.of(axes.get(axis));
      for (N upper : partial(family, axis)) {
        Step bound = translator.translate(upper);
        if (bound.kind == Step.Kind.NUMBER) {
          Rational least = bound.detail.number();
          if (least.compareTo(length) > 0) {
            throw twoLengths("the range of " + family, least, family, length);
          }
        } else if (bound.kind == Step.Kind.SYMBOL) {
          String name = bound.detail.name();
          Rational given = point.scalar(name);
          Rational known = given != null ? given : whole.get(name);
          Rational earlier = known == null ? lengths.putIfAbsent(name, length) : null;
          if (known != null && known.compareTo(length) > 0) {
            throw twoLengths(name, known, family, length);
          } else if (earlier != null && !earlier.equals(length)) {
            throw twoLengths(name, earlier, family, length);
          }
        }
      }
    }
  }

  private static PointException twoLengths(
      String name, Rational known, String family, Rational length) {
    return new PointException(
        "two lengths for one range: "
            + name
            + " is "
            + known
            + ", the array of "
            + family
            + " has "
            + length
            + (name.equals(Convention.LENGTH)
                ? "; where lengths differ, declare the indices, as in `k in 1..m`"
                : ""));
  }

  /** Lets axes that nothing tells the length of give one to a name that no other axis gives one. */
  private void guessLengths(String family, Map<String, Rational> certain, Set<String> torn) {
    List<N> bounds = context.families().getOrDefault(family, List.of());
    List<Integer> axes = point.lengths(family);
    for (int axis : context.open().getOrDefault(family, Set.of())) {
      if (axes == null || axis >= bounds.size()) {
        continue;
      }
      Step bound = translator.translate(bounds.get(axis));
      String name = bound.detail.name();
      if (bound.kind != Step.Kind.SYMBOL
          || certain.containsKey(name)
          || point.scalar(name) != null) {
        continue;
      }
      Rational length = Rational.of(axes.get(axis));
      Rational earlier = lengths.putIfAbsent(name, length);
      if (earlier != null && !earlier.equals(length)) {
        torn.add(name);
      }
    }
  }

  /** What a plain name stands for, or null where it has no value. */
  @Nullable Meaning symbol(String name) {
    Rational value = point.scalar(name);
    if (value == null) {
      value = lengths.get(name);
    }
    if (value == null && name.indexOf('_') > 0 && elementOf(name) instanceof Element element) {
      value = point.element(element);
    }
    if (value != null) {
      return new Meaning(value, null);
    }
    Optional<N> definition = context.definitions().of(name);
    if (definition.isEmpty() && point.lengths(name) != null) {
      throw new PointException(name + " is one number here, and an array is given for it");
    }
    return meaning(definition, name);
  }

  /**
   * The name or the element by which the point gives a number for a name, or null if it does not.
   */
  @Nullable Object target(Object name) {
    if (point.number(name) != null) {
      return name;
    }
    boolean mayBeElement = name instanceof String text && text.indexOf('_') > 0;
    Object element = mayBeElement ? elementOf((String) name) : name;
    return lengths.containsKey(name) || point.number(element) == null ? null : element;
  }

  private static Object elementOf(String name) {
    try {
      return Point.target(name);
    } catch (PointException exception) {
      return name;
    }
  }

  /** What an element stands for, or null where it has no value. */
  @Nullable Meaning element(Element element, String place) {
    String family = element.family();
    Rational value = point.element(element);
    if (value != null) {
      return new Meaning(value, null);
    }
    if (point.lengths(element.toString()) != null) {
      throw new PointException(element + " is one number here, and an array is given for it");
    }
    Optional<N> definition = context.definitions().of(family, element.indices());
    List<Integer> axes = point.lengths(family);
    if (axes != null && definition.isEmpty()) {
      throw new DomainException(
          element + " is out of range: the array of " + family + " has " + shape(axes) + place);
    }
    return definition.isEmpty()
        ? meaning(definition, element.toString())
        : meaning(definition, family);
  }

  private static String shape(List<Integer> axes) {
    List<String> parts = axes.stream().map(String::valueOf).toList();
    return String.join(" x ", parts) + " elements";
  }

  private @Nullable Meaning meaning(Optional<N> definition, String name) {
    if (definition.isEmpty()) {
      missing.add(name);
      return null;
    }
    return new Meaning(null, translator.translate(definition.get()));
  }

  /** The number of elements of a family, or null where nothing tells it. */
  @Nullable Meaning length(String family, int axis) {
    List<Integer> axes = point.lengths(family);
    if (axes != null && axis < axes.size()) {
      return new Meaning(Rational.of(axes.get(axis)), null);
    }
    List<N> bounds = context.families().getOrDefault(family, List.of());
    if (axis < bounds.size()) {
      return new Meaning(null, translator.translate(bounds.get(axis)));
    }
    long count = 0;
    while (axis == 0 && point.element(elementAt(family, count + 1)) != null) {
      count++;
    }
    if (count > 0) {
      return new Meaning(Rational.of(count), null);
    }
    missing.add(family);
    return null;
  }

  private static Element elementAt(String family, long index) {
    return new Element(family, List.of(BigInteger.valueOf(index)));
  }

  Set<String> missing() {
    return missing;
  }

  private Set<String> known() {
    Set<String> known = new LinkedHashSet<>(graph.names());
    known.addAll(context.definitions().names());
    known.addAll(context.known());
    known.addAll(context.families().keySet());
    return known;
  }

  /** The names that the point binds and nothing knows. */
  List<String> unknown() {
    Set<String> known = known();
    List<String> unknown = new ArrayList<>();
    for (String name : point.scalarNames()) {
      if (!known.contains(name) && !lengths.containsKey(name)) {
        unknown.add(name);
      }
    }
    for (String family : point.families()) {
      boolean isPlain = known.stream().anyMatch(name -> name.startsWith(family + "_"));
      if (!known.contains(family) && !isPlain) {
        unknown.add(family);
      }
    }
    unknown.sort(null);
    return unknown;
  }
}
