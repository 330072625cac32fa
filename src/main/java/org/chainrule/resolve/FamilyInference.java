package org.chainrule.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.function.Functions;
import org.chainrule.notation.Convention;
import org.chainrule.notation.Greek;
import org.chainrule.notation.Identifier;
import org.chainrule.number.Rational;
import org.chainrule.parse.LatexText;
import org.chainrule.parse.Note;
import org.chainrule.parse.SourceText;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * The meanings of a problem's names as their use shows: families, plain names and indices.
 *
 * <p>Families are found before anything is lowered, since a bare name means its elements in one
 * place because of a subscript in another.
 */
final class FamilyInference {
  private static final int SHOWN = 60;

  /**
   * An expression of the problem.
   *
   * @param locals names that mean something else in it, such as the parameters of a function
   * @param index whether it is a bound, whose names are whole numbers
   */
  record Root(Syntax syntax, String text, Set<String> locals, boolean index) {
    Root(Syntax syntax, String text) {
      this(syntax, text, Set.of(), false);
    }
  }

  /** A place in a text. */
  record Place(Span span, String text) {
    ParseException refusal(String problem, @Nullable String suggestion) {
      return new SourceText(text).refusal(span, problem, suggestion);
    }

    String shown() {
      return new SourceText(text).shown(span);
    }

    static String shortened(String text) {
      String line = LatexText.sent(text).strip().lines().findFirst().orElse("");
      return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
  }

  /**
   * A subscript of an axis of a family.
   *
   * @param index the index where it is bare and free, else null
   * @param binder the sum that binds it where it runs over all of its range, else null
   * @param alone whether the element is all of its text, such as the target of a definition
   */
  record Use(
      @Nullable String index, Syntax.@Nullable Reduction binder, String text, boolean alone) {
    Use(@Nullable String index, Syntax.@Nullable Reduction binder, String text) {
      this(index, binder, text, false);
    }
  }

  private record Bound(Syntax.Reduction binder, boolean closed, @Nullable Bound outer) {}

  /** A place where bare names of families stand for their elements. */
  private static final class Site {
    private final Syntax syntax;
    private final String text;
    private final Set<String> candidates = new LinkedHashSet<>();

    Site(Syntax syntax, String text) {
      this.syntax = syntax;
      this.text = text;
    }
  }

  private record Item(Syntax node, @Nullable Bound scope, List<Site> sites, boolean index) {}

  private final Map<String, Place> families = new LinkedHashMap<>();
  private final Map<String, Integer> axes = new LinkedHashMap<>();
  private final Map<String, Place> plain = new LinkedHashMap<>();
  private final Map<String, Place> orders = new LinkedHashMap<>();
  private final Map<String, Place> indices = new LinkedHashMap<>();
  private final Set<String> locals = new HashSet<>();
  private final Map<String, List<List<Use>>> uses = new LinkedHashMap<>();
  private final Map<String, List<Rational>> largest = new HashMap<>();
  private final IdentityHashMap<Syntax, Set<String>> vectors = new IdentityHashMap<>();
  private final List<Site> sites = new ArrayList<>();
  private final Map<Site, Use> elementUses = new HashMap<>();
  private final List<Note> notes = new ArrayList<>();
  private final Set<String> ownFunctions;
  private final Set<String> declaredPlain;

  /**
   * Starts with what is declared.
   *
   * @param declaredAxes the declared families, with the number of their indices
   */
  FamilyInference(
      Map<String, Integer> declaredAxes,
      Collection<String> declaredPlain,
      Collection<String> ownFunctions) {
    axes.putAll(declaredAxes);
    this.declaredPlain = Set.copyOf(declaredPlain);
    this.ownFunctions = Set.copyOf(ownFunctions);
  }

  /** Looks through the expressions of a problem, once, and refuses names of two meanings. */
  FamilyInference scan(List<Root> roots) {
    roots.forEach(this::walk);
    roots.forEach(each -> locals.addAll(each.locals()));
    settle();
    checkOrders();
    for (Map.Entry<String, Place> each : plain.entrySet()) {
      String name = each.getKey();
      if (isFamily(name)) {
        throw each.getValue().refusal(notOneNumber(name, each.getValue()), suggestion(name));
      }
    }
    for (Map.Entry<String, Place> each : indices.entrySet()) {
      if (isFamily(each.getKey())) {
        throw each.getValue()
            .refusal(notOneNumber(each.getKey(), each.getValue()), suggestion(each.getKey()));
      }
    }
    return this;
  }

  /** The problem with a family where a number is meant, with the place that makes it a family. */
  String notOneNumber(String name, Place place) {
    Place family = families.get(name);
    String shown = family == null ? "" : family.shown();
    if (family == null || shown.equals(place.shown())) {
      return "`%s` is a family here, not one number".formatted(name);
    }
    boolean isElsewhere = !family.text().equals(place.text());
    return "`%s` is a family here, not one number, since it has elements: `%s` at %s%s:%s"
        .formatted(
            name,
            shown,
            isElsewhere ? "`%s`, ".formatted(Place.shortened(family.text())) : "",
            family.span().line(),
            family.span().column());
  }

  /** What to write instead of a family for one number. */
  String suggestion(String name) {
    String element =
        axes.getOrDefault(name, 1) == 1
            ? "write an element, %s_i or %s_1".formatted(name, name)
            : "write an element, %s_{i,j}".formatted(name);
    Place family = families.get(name);
    String shown = family == null ? "" : family.shown();
    String subscript = shown.substring(shown.lastIndexOf('_') + 1);
    if (indices.containsKey(name)) {
      return element + ", or rename the index";
    }
    return shown.indexOf('_') > 0 && Identifier.of(subscript).kind() == Identifier.Kind.LETTER
        ? element + ", or declare `%s : R` if that is a name".formatted(shown)
        : element;
  }

  boolean isFamily(String name) {
    return axes.containsKey(name);
  }

  /** The number of indices of a family. */
  int axes(String family) {
    return axes.getOrDefault(family, 1);
  }

  /** The families, in the order in which they were found. */
  Set<String> families() {
    return axes.keySet();
  }

  /** Names that stand for one number each, with their first place. */
  Map<String, Place> plain() {
    return plain;
  }

  /** Names of parameters. */
  Set<String> locals() {
    return locals;
  }

  /** Free names that occur in subscripts, bounds or conditions of sums. */
  Map<String, Place> indices() {
    return indices;
  }

  /** What the axis of a family is subscripted by. */
  List<Use> uses(String family, int axis) {
    List<List<Use>> all = uses.getOrDefault(family, List.of());
    return axis < all.size() ? all.get(axis) : List.of();
  }

  private void addNumber(String family, int axis, Rational number) {
    List<Rational> all = largest.computeIfAbsent(family, key -> new ArrayList<>());
    while (all.size() <= axis) {
      all.add(Rational.ZERO);
    }
    all.set(axis, number.compareTo(all.get(axis)) > 0 ? number : all.get(axis));
  }

  /** Whether an element beyond a number stands somewhere. */
  boolean hasBeyond(String family, int axis, Rational number) {
    List<Rational> all = largest.getOrDefault(family, List.of());
    return axis < all.size() && all.get(axis).compareTo(number) > 0;
  }

  /** Whether the whole of a family stands somewhere in the argument of a vector's function. */
  boolean isVector(String family) {
    return vectors.values().stream().anyMatch(each -> each.contains(family));
  }

  /** The families of which the elements are meant in the argument of a vector's function. */
  Set<String> vector(Syntax argument) {
    return vectors.getOrDefault(argument, Set.of());
  }

  List<Note> notes() {
    return notes;
  }

  private void walk(Root root) {
    Deque<Item> pending = new ArrayDeque<>();
    pending.push(new Item(root.syntax(), null, List.of(), root.index()));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Item item = pending.pop();
      if (item.node() instanceof Syntax.Name name) {
        visitName(name, item, root);
      } else if (item.node() instanceof Syntax.Subscripted subscripted) {
        visitSubscripted(subscripted, item, root);
        push(pending, subscripted.indices(), new Item(item.node(), item.scope(), List.of(), true));
      } else if (item.node() instanceof Syntax.Element element) {
        push(pending, element.indices(), new Item(item.node(), item.scope(), List.of(), true));
        if (element.indices().size() == 1 && !isOfArray(element.vector())) {
          Site site = site(element.vector(), root);
          pending.push(new Item(element.vector(), item.scope(), List.of(site), item.index()));
          visitElementIndices(element, site, item.scope());
        } else {
          push(pending, List.of(element.vector()), item);
        }
      } else if (item.node() instanceof Syntax.Delta delta) {
        push(pending, delta.children(), new Item(item.node(), item.scope(), List.of(), true));
      } else if (item.node() instanceof Syntax.Reduction reduction) {
        visitReduction(reduction, item, pending);
      } else if (item.node() instanceof Syntax.Array array) {
        push(pending, List.of(array.asSums()), item);
      } else if (item.node() instanceof Syntax.Call call) {
        visitCall(call, item, root, pending);
      } else if (item.node() instanceof Syntax.Derivative derivative) {
        visitDerivative(derivative, item, root, pending);
      } else {
        push(pending, item.node().children(), item);
      }
    }
  }

  /** A letter for whole numbers after a variable may be an order, as in diff(f, x, k). */
  private void visitDerivative(
      Syntax.Derivative derivative, Item item, Root root, Deque<Item> pending) {
    List<Syntax> others = new ArrayList<>(derivative.children());
    for (Syntax variable : derivative.variables().subList(1, derivative.variables().size())) {
      if (variable instanceof Syntax.Name name
          && Convention.isIndex(name.name())
          && !root.locals().contains(name.name())
          && find(name.name(), item.scope()) == null) {
        orders.putIfAbsent(name.name(), new Place(name.span(), root.text()));
        others.remove(name);
      }
    }
    push(pending, others, item);
  }

  /** Refuses letters that are no variables of anything, and may be orders of derivatives. */
  private void checkOrders() {
    for (Map.Entry<String, Place> each : orders.entrySet()) {
      String name = each.getKey();
      if (!plain.containsKey(name)
          && !declaredPlain.contains(name)
          && !isFamily(name)
          && !indices.containsKey(name)) {
        throw each.getValue()
            .refusal(
                "`%s` may be the order of this derivative or a second variable".formatted(name),
                "write a number for an order, as in diff(f, x, 2), or declare `%s : R`"
                    .formatted(name));
      }
      plain.putIfAbsent(name, each.getValue());
    }
  }

  private static void push(Deque<Item> pending, List<Syntax> nodes, Item from) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      pending.push(new Item(nodes.get(i), from.scope(), from.sites(), from.index()));
    }
  }

  private Site site(Syntax argument, Root root) {
    Site site = new Site(argument, root.text());
    sites.add(site);
    return site;
  }

  private static @Nullable Bound find(String name, @Nullable Bound scope) {
    for (Bound bound = scope; bound != null; bound = bound.outer()) {
      if (bound.binder().index().name().equals(name)) {
        return bound;
      }
    }
    return null;
  }

  private void visitName(Syntax.Name name, Item item, Root root) {
    if (root.locals().contains(name.name()) || find(name.name(), item.scope()) != null) {
      return;
    }
    Place place = new Place(name.span(), root.text());
    if (item.index()) {
      indices.putIfAbsent(name.name(), place);
    } else if (item.sites().isEmpty()) {
      plain.putIfAbsent(name.name(), place);
    } else {
      item.sites().forEach(site -> site.candidates.add(name.name()));
    }
  }

  private void visitSubscripted(Syntax.Subscripted subscripted, Item item, Root root) {
    String family = subscripted.family().name();
    int count = subscripted.indices().size();
    Place place = new Place(subscripted.span(), root.text());
    Integer known = axes.putIfAbsent(family, count);
    if (known != null && known != count) {
      throw place.refusal(
          "the family `%s` has %s %s, found %s"
              .formatted(family, known, known == 1 ? "index" : "indices", count),
          known == 2 && count == 1
              ? "for columns with an index declare a family of them, as in x_t : R^n"
              : null);
    }
    families.putIfAbsent(family, place);
    for (int i = 0; i < count; i++) {
      addUse(family, i, subscripted, item.scope(), root);
    }
  }

  private void addUse(
      String family, int axis, Syntax.Subscripted subscripted, @Nullable Bound scope, Root root) {
    if (subscripted.indices().get(axis) instanceof Syntax.NumberLiteral number) {
      addNumber(family, axis, number.value());
    }
    if (!(subscripted.indices().get(axis) instanceof Syntax.Name name)) {
      return;
    }
    List<List<Use>> all = uses.computeIfAbsent(family, key -> new ArrayList<>());
    while (all.size() <= axis) {
      all.add(new ArrayList<>());
    }
    Bound bound = find(name.name(), scope);
    if (bound == null) {
      boolean alone = subscripted == root.syntax();
      all.get(axis).add(new Use(name.name(), null, root.text(), alone));
    } else if (bound.closed() && bound.binder().condition() == null) {
      all.get(axis).add(new Use(null, bound.binder(), root.text()));
    }
  }

  /** An index of {@code softmax(x)_i} runs over what the families in the brackets run over. */
  private void visitElementIndices(Syntax.Element element, Site site, @Nullable Bound scope) {
    if (element.indices().get(0) instanceof Syntax.Name name) {
      Bound bound = find(name.name(), scope);
      if (bound == null) {
        elementUses.put(site, new Use(name.name(), null, ""));
      } else if (bound.closed() && bound.binder().condition() == null) {
        elementUses.put(site, new Use(null, bound.binder(), ""));
      }
    }
  }

  private void visitReduction(Syntax.Reduction reduction, Item item, Deque<Item> pending) {
    Syntax lower = reduction.lower();
    Syntax upper = reduction.upper();
    boolean closed = true;
    if (lower != null && upper != null) {
      closed = isClosed(lower, item.scope()) && isClosed(upper, item.scope());
      push(pending, List.of(lower, upper), new Item(reduction, item.scope(), List.of(), true));
    }
    Bound inner = new Bound(reduction, closed, item.scope());
    Syntax condition = reduction.condition();
    if (condition != null) {
      pending.push(new Item(condition, inner, List.of(), true));
    }
    pending.push(new Item(reduction.body(), inner, item.sites(), item.index()));
  }

  private static boolean isClosed(Syntax bound, @Nullable Bound scope) {
    if (scope == null) {
      return true;
    }
    boolean[] closed = {true};
    org.chainrule.syntax.SyntaxWalk.forEach(
        bound,
        node ->
            closed[0] &= !(node instanceof Syntax.Name name && find(name.name(), scope) != null));
    return closed[0];
  }

  /** Whether this is of an array whose elements are written, so that no name stands for them. */
  private static boolean isOfArray(Syntax vector) {
    return vector instanceof Syntax.Call call
        && call.arguments().stream().anyMatch(Syntax.Array.class::isInstance);
  }

  private void visitCall(Syntax.Call call, Item item, Root root, Deque<Item> pending) {
    Function row =
        ownFunctions.contains(call.function())
            ? null
            : Functions.named(call.function()).orElse(null);
    List<Parameter> parameters = row == null ? List.of() : row.parameters();
    for (int i = call.arguments().size() - 1; i >= 0; i--) {
      Syntax argument = call.arguments().get(i);
      List<Site> inside = item.sites();
      boolean isMatrix = i < parameters.size() && parameters.get(i) == Parameter.MATRIX;
      if (isMatrix && argument instanceof Syntax.Name name) {
        axes.putIfAbsent(name.name(), parameters.get(i).axes());
        families.putIfAbsent(name.name(), new Place(name.span(), root.text()));
        continue;
      }
      if (i < parameters.size()
          && parameters.get(i) == Parameter.VECTOR
          && !(argument instanceof Syntax.Array)) {
        inside = new ArrayList<>();
        inside.add(site(argument, root));
        if (parameters.contains(Parameter.INDEX)) {
          inside.addAll(item.sites());
        }
      }
      pending.push(new Item(argument, item.scope(), inside, item.index()));
    }
  }

  /** Decides which bare names in the arguments of vectors' functions are families. */
  private void settle() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Site site : sites) {
        changed |= !hasFamily(site) && choose(site, possible(site));
      }
    }
    for (Site site : sites) {
      if (!hasFamily(site)) {
        guess(site);
      }
    }
    for (Site site : sites) {
      Set<String> chosen = new LinkedHashSet<>(site.candidates);
      chosen.removeIf(name -> !isFamily(name));
      vectors.put(site.syntax, chosen);
      Use use = elementUses.get(site);
      for (String name : chosen) {
        if (use != null) {
          uses.computeIfAbsent(name, key -> new ArrayList<>(List.of(new ArrayList<>())))
              .get(0)
              .add(new Use(use.index(), use.binder(), site.text));
        }
      }
      for (String name : site.candidates) {
        if (!isFamily(name)) {
          plain.putIfAbsent(name, new Place(site.syntax.span(), site.text));
        }
      }
    }
  }

  private boolean hasFamily(Site site) {
    return site.candidates.stream().anyMatch(this::isFamily);
  }

  private List<String> possible(Site site) {
    return site.candidates.stream()
        .filter(name -> !declaredPlain.contains(name) && !plain.containsKey(name))
        .toList();
  }

  private boolean choose(Site site, List<String> possible) {
    if (possible.size() != 1) {
      return false;
    }
    axes.put(possible.get(0), 1);
    families.putIfAbsent(possible.get(0), new Place(site.syntax.span(), site.text));
    return true;
  }

  /** By convention a small Latin letter is a family before a capital or a Greek one is. */
  private void guess(Site site) {
    List<String> possible = possible(site);
    List<String> small =
        possible.stream()
            .filter(name -> name.charAt(0) >= 'a' && name.charAt(0) <= 'z' && !Greek.isName(name))
            .toList();
    if (choose(site, small)) {
      String family = small.get(0);
      List<String> numbers = possible.stream().filter(name -> !name.equals(family)).toList();
      notes.add(
          new Note(
              site.syntax.span(),
              "`%s` was taken for a family and `%s` for a number; declare `%s : R^n`"
                  .formatted(family, String.join("`, `", numbers), family)));
    } else if (possible.size() > 1) {
      throw new Place(site.syntax.span(), site.text)
          .refusal(
              "which of `%s` is the family is not known".formatted(String.join("`, `", possible)),
              "declare it, as in `%s : R^n`".formatted(possible.get(0)));
    } else {
      throw new Place(site.syntax.span(), site.text)
          .refusal(
              "no family stands here, and its elements are needed",
              "write the bare name of one, such as logsumexp(x), and declare x : R^n");
    }
  }

  /** Whether two ways of subscripting an axis say the same range. */
  static boolean sameBounds(Syntax.Reduction first, Syntax.Reduction second) {
    return Objects.equals(first.lower(), second.lower())
        && Objects.equals(first.upper(), second.upper())
        && (first.lower() != null || first.index().equals(second.index()));
  }
}
