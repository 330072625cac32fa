package org.chainrule.differentiate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;

/** The definitions of a problem: what names and elements of families stand for. */
public final class Definitions {
  /**
   * One definition.
   *
   * @param target a {@link Symbol}, or an {@link IndexedSymbol} whose indices are numbers or
   *     symbols that stand for any index
   * @param value what it is
   */
  public record Definition(Expr target, Expr value) {}

  /**
   * The definitions of a family, in their order.
   *
   * @param all every one of them
   * @param elements those of single elements, such as {@code x_5 = …}
   * @param general those with letters for indices
   * @param partial those of some elements, or a single one: with numbers for indices
   */
  private record Family(
      List<Definition> all,
      List<Definition> elements,
      List<Definition> general,
      List<Definition> partial) {
    static final Family NONE = of(List.of());

    static Family of(List<Definition> all) {
      return new Family(
          List.copyOf(all),
          all.stream().filter(each -> isConcrete(each.target())).toList(),
          all.stream().filter(each -> !isConcrete(each.target())).toList(),
          all.stream().filter(each -> numbers(each) > 0).toList());
    }
  }

  private final Map<Expr, Expr> values;
  private final Map<String, Family> families;
  private final Recurrences recurrences;
  private final boolean hasFreeStarts;

  /** The first indices of elements that are declared as given, of each family. */
  private final Map<String, Set<List<Expr>>> given;

  private Definitions(Collection<Definition> definitions) {
    values = new LinkedHashMap<>();
    families = new LinkedHashMap<>();
    Map<String, List<Definition>> written = new LinkedHashMap<>();
    for (Definition definition : definitions) {
      if (isConcrete(definition.target())) {
        values.put(definition.target(), definition.value());
      }
      if (definition.target() instanceof IndexedSymbol indexed) {
        written.computeIfAbsent(indexed.family(), name -> new ArrayList<>()).add(definition);
      }
    }
    recurrences = new Recurrences(values, written);
    hasFreeStarts = false;
    given = Map.of();
    new Exceptions(written, recurrences)
        .putIn()
        .forEach((family, own) -> families.put(family, Family.of(own)));
  }

  /** The definitions in the order in which they are tried: of as many numbers the first. */
  static List<Definition> closestFirst(List<Definition> family) {
    return family.stream()
        .sorted(Comparator.comparingLong(Definitions::numbers).reversed())
        .toList();
  }

  /** Whether two targets have an element in common: no place has different numbers. */
  public static boolean canMeet(Expr one, Expr other) {
    IndexedSymbol first = (IndexedSymbol) one;
    IndexedSymbol second = (IndexedSymbol) other;
    boolean isSame = first.indices().size() == second.indices().size();
    for (int i = 0; isSame && i < first.indices().size(); i++) {
      isSame =
          !(first.indices().get(i) instanceof RationalNumber)
              || !(second.indices().get(i) instanceof RationalNumber)
              || first.indices().get(i) == second.indices().get(i);
    }
    return isSame;
  }

  /** That an element is one of those that a target is for. */
  public static Expr isOf(IndexedSymbol element, IndexedSymbol target) {
    List<Expr> equal = new ArrayList<>();
    for (int i = 0; i < target.indices().size(); i++) {
      if (target.indices().get(i) instanceof RationalNumber number) {
        equal.add(Relation.equal(element.indices().get(i), number));
      }
    }
    return Logical.of(Logical.Operator.AND, equal);
  }

  private Definitions(
      Definitions other, boolean hasFreeStarts, Map<String, Set<List<Expr>>> given) {
    values = other.values;
    families = other.families;
    recurrences = other.recurrences;
    this.hasFreeStarts = hasFreeStarts;
    this.given = given;
  }

  public static Definitions none() {
    return new Definitions(List.of());
  }

  public static Definitions of(Collection<Definition> definitions) {
    return new Definitions(definitions);
  }

  /** These definitions without those of some families. */
  Definitions without(Set<String> left) {
    List<Definition> rest = new ArrayList<>();
    values.forEach(
        (target, value) -> {
          if (target instanceof Symbol) {
            rest.add(new Definition(target, value));
          }
        });
    families.forEach(
        (family, own) -> {
          if (!left.contains(family)) {
            rest.addAll(own.all());
          }
        });
    return new Definitions(rest);
  }

  /** The definitions of a plain name, of a single element, or of a family by its name. */
  List<Definition> named(Expr name) {
    Expr value = values.get(name);
    if (value != null) {
      return List.of(new Definition(name, value));
    }
    return name instanceof Symbol family ? definitionsOf(family.name()) : List.of();
  }

  private Family family(String name) {
    return families.getOrDefault(name, Family.NONE);
  }

  static boolean isConcrete(Expr target) {
    return target instanceof Symbol
        || target instanceof IndexedSymbol indexed && isConcrete(indexed);
  }

  /** Whether all the indices are numbers. */
  static boolean isConcrete(IndexedSymbol indexed) {
    return indexed.indices().stream().allMatch(RationalNumber.class::isInstance);
  }

  public boolean isEmpty() {
    return values.isEmpty() && families.isEmpty();
  }

  /** Whether a name is defined, in whole or for some of its elements. */
  public boolean isDefined(Expr name) {
    return name instanceof IndexedSymbol indexed
        ? families.containsKey(indexed.family())
        : values.containsKey(name);
  }

  /** Whether an element has a definition of its own. */
  public boolean isDefinedAlone(IndexedSymbol element) {
    return values.containsKey(element);
  }

  /**
   * What a name, or an element that has one general or numbered definition, stands for; nothing
   * where an element lies before the start of its recurrence.
   *
   * @throws UnreachedElementException if the recurrence goes up and has no end
   */
  public Optional<Expr> valueOf(Expr name) {
    return name instanceof IndexedSymbol indexed
        ? definitionOf(indexed).map(definition -> instantiate(definition, indexed))
        : Optional.ofNullable(values.get(name));
  }

  /**
   * The definition by which an element is what it is: its own, else the general one that fits it
   * with most numbers; nothing where the element lies before the start of its recurrence.
   *
   * @throws UnreachedElementException if the recurrence goes up and has no end
   */
  public Optional<Definition> definitionOf(IndexedSymbol element) {
    Expr own = values.get(element);
    return own != null
        ? Optional.of(new Definition(element, own))
        : general(element).filter(definition -> !isBeforeStart(element, definition));
  }

  /**
   * Whether an element is defined as another one, with letters for indices, is in general: by the
   * same definition, from the start on, and by none of its own.
   */
  public boolean isGeneral(IndexedSymbol element, IndexedSymbol general) {
    Optional<Definition> definition = general(element);
    return definition.isPresent()
        && definition.equals(general(general))
        && !values.containsKey(element)
        && recurrences
            .of(element.family())
            .map(each -> !each.isBeforeStart(element, (IndexedSymbol) definition.get().target()))
            .orElse(true);
  }

  /**
   * The elements of recurrences that the derivative of an element goes through by their general
   * definitions: itself, and those at the same indices that it leads to. What it leads to at other
   * indices is kept as a derivative.
   */
  public Set<IndexedSymbol> stepped(IndexedSymbol element) {
    Set<IndexedSymbol> stepped = new LinkedHashSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(element));
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      node.children().forEach(pending::push);
      boolean isMoving = node instanceof IndexedSymbol other && isMoving(other);
      if (!isMoving) {
        valueOf(node).ifPresent(pending::push);
      } else if (((IndexedSymbol) node).indices().equals(element.indices())) {
        stepped.add((IndexedSymbol) node);
        valueOf(node).ifPresent(pending::push);
      }
    }
    return stepped;
  }

  /** The definition with letters that fits an element: of several the one with most numbers. */
  private Optional<Definition> general(IndexedSymbol element) {
    Optional<Definition> best = Optional.empty();
    for (Definition each : family(element.family()).general()) {
      if (matches(each, element) && (best.isEmpty() || numbers(each) > numbers(best.get()))) {
        best = Optional.of(each);
      }
    }
    return best;
  }

  private static long numbers(Definition definition) {
    return ((IndexedSymbol) definition.target())
        .indices().stream().filter(RationalNumber.class::isInstance).count();
  }

  private static boolean matches(Definition definition, IndexedSymbol element) {
    List<Expr> pattern = ((IndexedSymbol) definition.target()).indices();
    if (pattern.size() != element.indices().size()) {
      return false;
    }
    for (int i = 0; i < pattern.size(); i++) {
      if (pattern.get(i) instanceof RationalNumber && pattern.get(i) != element.indices().get(i)) {
        return false;
      }
    }
    return true;
  }

  static Expr instantiate(Definition definition, IndexedSymbol element) {
    Map<Expr, Expr> indices = new HashMap<>();
    List<Expr> pattern = ((IndexedSymbol) definition.target()).indices();
    for (int i = 0; i < pattern.size(); i++) {
      boolean isLetter = !(pattern.get(i) instanceof RationalNumber);
      if (isLetter && pattern.get(i) != element.indices().get(i)) {
        indices.put(pattern.get(i), element.indices().get(i));
      }
    }
    return indices.isEmpty()
        ? definition.value()
        : Substitution.of(indices).apply(definition.value());
  }

  /** The definitions of single elements of a family, such as {@code x_5 = …}. */
  public List<Definition> elements(String family) {
    return family(family).elements();
  }

  /**
   * The definitions of some elements of a family, at the indices of an element that may be one of
   * them, the closest first.
   */
  public List<Definition> partial(IndexedSymbol element) {
    List<Definition> found = new ArrayList<>();
    for (Definition each : closestFirst(family(element.family()).partial())) {
      List<Expr> indices = new ArrayList<>(((IndexedSymbol) each.target()).indices());
      if (indices.size() == element.indices().size()) {
        for (int i = 0; i < indices.size(); i++) {
          if (!(indices.get(i) instanceof RationalNumber)) {
            indices.set(i, element.indices().get(i));
          }
        }
        IndexedSymbol target = IndexedSymbol.of(element.family(), indices);
        found.add(new Definition(target, instantiate(each, element)));
      }
    }
    return found;
  }

  /** All definitions of elements of a family, general and single ones, in their order. */
  public List<Definition> definitionsOf(String family) {
    return family(family).all();
  }

  /** Those of some elements of a family, or of one: with numbers for indices. */
  public List<Definition> partialOf(String family) {
    return family(family).partial();
  }

  /** What the elements of a family are defined as, in terms of the indices of the definitions. */
  List<Expr> valuesOf(String family) {
    return definitionsOf(family).stream().map(Definition::value).toList();
  }

  /** Whether a family has a general definition that leads back to the family itself. */
  public boolean isRecurrent(String family) {
    return recurrences.of(family).isPresent();
  }

  /**
   * Whether an element of a recurrence has an index without a number along which it goes, so that
   * its definition leads on without end. One that is given there, as {@code h_{0,t}} may be, is
   * none.
   */
  public boolean isMoving(IndexedSymbol element) {
    Optional<Recurrence> recurrence = recurrences.of(element.family());
    if (recurrence.isEmpty() || isConcrete(element)) {
      return false;
    }
    Set<Integer> places = recurrence.get().axes().keySet();
    boolean isNumbered =
        !places.isEmpty() && places.stream().allMatch(place -> hasNumber(element, place));
    return !isNumbered && !general(element).map(this::isGiven).orElse(false);
  }

  /**
   * Whether an element of a recurrence does not depend on another of its family since it belongs to
   * the same step or to one before.
   */
  boolean isBeside(IndexedSymbol element, IndexedSymbol other) {
    Optional<Recurrence> recurrence = recurrences.of(element.family());
    if (!element.family().equals(other.family())
        || recurrence.isEmpty()
        || recurrence.get().axes().size() != 1) {
      return false;
    }
    Map.Entry<Integer, Recurrence.Axis> axis = recurrence.get().axes().entrySet().iterator().next();
    int place = axis.getKey();
    return place < element.indices().size()
        && place < other.indices().size()
        && element.indices().get(place).minus(other.indices().get(place))
            instanceof RationalNumber shift
        && shift.value().signum() * (axis.getValue().goesDown() ? 1 : -1) <= 0;
  }

  /**
   * What the indices of an element are where its derivative is that of a step: the general
   * definitions that it goes through hold there.
   */
  public List<Expr> whereGeneral(IndexedSymbol element) {
    List<Expr> conditions = new ArrayList<>();
    for (IndexedSymbol each : stepped(element)) {
      recurrences.of(each.family()).map(own -> own.general(each)).ifPresent(conditions::addAll);
    }
    return conditions;
  }

  private static boolean hasNumber(IndexedSymbol element, int place) {
    return place < element.indices().size()
        && element.indices().get(place) instanceof RationalNumber;
  }

  /** Whether a definition has a number for an index, and does not lead to its recurrence. */
  private boolean isGiven(Definition definition) {
    IndexedSymbol target = (IndexedSymbol) definition.target();
    Set<String> own = recurrences.of(target.family()).map(Recurrence::families).orElse(Set.of());
    return numbers(definition) > 0 && !recurrences.leadsTo(definition.value(), own);
  }

  /** The recurrence that a family belongs to. */
  public Optional<Recurrence> recurrence(String family) {
    return recurrences.of(family);
  }

  /** Whether an element is one with numbers that its recurrence does not reach. */
  public boolean isBeforeStart(Expr name) {
    return name instanceof IndexedSymbol indexed
        && !values.containsKey(name)
        && general(indexed).map(each -> isBeforeStart(indexed, each)).orElse(false);
  }

  private boolean isBeforeStart(IndexedSymbol element, Definition definition) {
    IndexedSymbol target = (IndexedSymbol) definition.target();
    Optional<Recurrence> recurrence = recurrences.of(element.family());
    if (recurrence.isPresent() && recurrence.get().isEndless(element, target)) {
      throw withoutStart(element, recurrence.get());
    }
    recurrence.ifPresent(each -> each.requireNear(element));
    return recurrence.isPresent() && recurrence.get().isBeforeStart(element, target);
  }

  /** Whether an element lies before the start that its recurrence is given. */
  public boolean isMissingBeforeStart(IndexedSymbol element) {
    return recurrence(element.family()).map(each -> !each.isWithoutStart()).orElse(false)
        && isBeforeStart(element)
        && !isFreeStart(element);
  }

  /** Whether an element is one that a recurrence begins with, of which no start is defined. */
  public boolean isFreeStart(Expr name) {
    return isBeforeStart(name)
        && (isGiven((IndexedSymbol) name)
            || recurrences
                .of(((IndexedSymbol) name).family())
                .orElseThrow()
                .isFreeStart((IndexedSymbol) name));
  }

  /** The elements that an expression leads to with which recurrences begin undefined. */
  public List<Expr> freeStarts(Expr expression) {
    List<Expr> free = new ArrayList<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      node.children().forEach(pending::push);
      if (isFreeStart(node)) {
        free.add(node);
      } else if (!(node instanceof IndexedSymbol element && isMoving(element))) {
        valueOf(node).ifPresent(pending::push);
      }
    }
    return free;
  }

  /**
   * Whether a variable is an element of a recurrence of which no start is defined, so that starts
   * are meant to be free.
   */
  public boolean isOfFreeStart(Expr variable) {
    return variable instanceof IndexedSymbol element
        && recurrences.of(element.family()).map(Recurrence::isWithoutStart).orElse(false);
  }

  /**
   * Refuses an element that nothing defines, since it lies before the start of its recurrence.
   *
   * @throws UnreachedElementException with that
   */
  public void requireReached(IndexedSymbol element) {
    if (isBeforeStart(element) && !isFreeStart(element)) {
      throw new UnreachedElementException(
          element
              + " lies before the start of the recurrence of "
              + recurrences.of(element.family()).orElseThrow().names());
    }
  }

  /**
   * Refuses an element that its recurrence does not reach, unless there is no start and starts are
   * free: in these definitions, or for one of the variables.
   */
  void requireStarted(Expr name, Collection<Expr> variables) {
    if (!isBeforeStart(name)) {
      return;
    }
    IndexedSymbol element = (IndexedSymbol) name;
    requireReached(element);
    Recurrence recurrence = recurrences.of(element.family()).orElseThrow();
    boolean isFree = hasFreeStarts || isGiven(element);
    if (!isFree && variables.stream().noneMatch(this::isOfFreeStart)) {
      throw withoutStart(element, recurrence);
    }
  }

  /** The same definitions, where a recurrence without a start begins with free names. */
  public Definitions withFreeStarts() {
    return new Definitions(this, true, given);
  }

  /**
   * The same definitions, where some elements are free names from which recurrences begin, whatever
   * else is defined.
   *
   * @param elements for families the first indices of these elements
   */
  public Definitions giving(Map<String, Set<List<Expr>>> elements) {
    return new Definitions(this, hasFreeStarts, elements);
  }

  private boolean isGiven(IndexedSymbol element) {
    return given.getOrDefault(element.family(), Set.of()).stream()
        .anyMatch(
            first ->
                first.size() <= element.indices().size()
                    && element.indices().subList(0, first.size()).equals(first));
  }

  /** Whether a family has a definition for any value of an index. */
  public boolean hasGeneral(String family) {
    return !family(family).general().isEmpty();
  }

  /** An expression with its sums over elements that are defined one by one written out. */
  public Expr withUnits(Expr expression) {
    return new UnitSums(this).apply(expression);
  }

  /** Whether the elements of a family that are defined are so one by one, each by its numbers. */
  boolean isOneByOne(String family) {
    return families.containsKey(family) && !hasGeneral(family) && !isRecurrent(family);
  }

  static UnreachedElementException withoutStart(IndexedSymbol element, Recurrence recurrence) {
    return new UnreachedElementException(
        "the recurrence of "
            + recurrence.names()
            + " has no start; define an element, such as "
            + element.family()
            + "_0 = 0");
  }
}
