package org.chainrule.model;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.WrittenOut;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.evaluate.Element;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.chainrule.resolve.Definition;
import org.jspecify.annotations.Nullable;

/**
 * The definitions that expressions lead to at a point, with numbers for all indices: each plain
 * name and each element once, after those that it needs.
 */
public final class Computation {
  /** Sums of more terms stay sums in what is shown. */
  private static final long MOST_SHOWN_TERMS = 24;

  private final Definitions definitions;
  private final Substitution numbers;

  /** The places of names and families among the definitions. */
  private final Map<String, Integer> places = new HashMap<>();

  private final WrittenOut shown = new WrittenOut(MOST_SHOWN_TERMS);
  private final WrittenOut whole = new WrittenOut(Limit.WRITTEN_OUT_TERMS.most());
  private final Map<Expr, Step> steps = new LinkedHashMap<>();
  private final Set<Expr> free = new TreeSet<>(this::compare);

  /**
   * A definition with numbers for its indices.
   *
   * @param name a plain name or an element
   * @param value what it is, short sums written out
   * @param needs the plain names and elements in it, in all terms of its sums
   */
  public record Step(Expr name, Expr value, Set<Expr> needs) {}

  private Computation(Question question, Substitution numbers) {
    definitions = question.definitions();
    this.numbers = numbers;
    for (Definition each : question.declarations().definitions()) {
      places.putIfAbsent(CanonicalNames.nameOf(each.target()), places.size());
    }
  }

  /** What expressions lead to at a point, which may be one without names. */
  public static Computation of(Question question, Collection<Expr> roots, Point point) {
    Computation computation = new Computation(question, Substitution.of(numbers(question, point)));
    for (Expr root : roots) {
      computation.add(computation.names(computation.numbered(root)));
    }
    return computation;
  }

  /** The definitions, each after those that it needs. */
  public Collection<Step> steps() {
    return steps.values();
  }

  /** The definition of a name, or null where it has none or is not needed. */
  public @Nullable Step step(Expr name) {
    return steps.get(name);
  }

  /** The names that have no definition, families together. */
  public Set<Expr> free() {
    return free;
  }

  /** An expression with numbers for indices, short sums written out. */
  public Expr shown(Expr expression) {
    return shown.apply(numbered(expression));
  }

  private Expr numbered(Expr expression) {
    return numbers.apply(expression);
  }

  /** An expression in free names alone: all definitions put in, all sums written out. */
  public Expr written(Expr expression) {
    return new Rewriter() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        return steps.containsKey(node)
            ? List.of(
                whole.apply(definitions.valueOf(node).map(each -> numbered(each)).orElseThrow()))
            : super.dependencies(node);
      }

      @Override
      protected Expr compute(Expr node) {
        return steps.containsKey(node) ? result(dependencies(node).get(0)) : super.compute(node);
      }
    }.apply(whole.apply(numbered(expression)));
  }

  /** The elements of a family that are needed, and those that a point gives, in order. */
  public List<Expr> elements(String family, Point point) {
    Set<Expr> elements = new TreeSet<>(this::compare);
    free.stream()
        .filter(each -> each instanceof IndexedSymbol one && one.family().equals(family))
        .forEach(elements::add);
    point.elements(family).forEach(each -> elements.add(element(each)));
    return List.copyOf(elements);
  }

  private static Expr element(Element element) {
    List<Expr> indices =
        element.indices().stream().<Expr>map(each -> Expr.of(Rational.of(each))).toList();
    return IndexedSymbol.of(element.family(), indices);
  }

  /** Whether all indices of a name are numbers. */
  public static boolean isNumbered(Expr name) {
    return name instanceof Symbol
        || name instanceof IndexedSymbol element
            && element.indices().stream().allMatch(RationalNumber.class::isInstance);
  }

  /** The value that a point gives to a plain name or an element, or null. */
  public static @Nullable Rational given(Expr name, Point point) {
    if (name instanceof IndexedSymbol element && isNumbered(name)) {
      List<BigInteger> indices = new ArrayList<>();
      element.indices().forEach(each -> indices.add(((RationalNumber) each).value().numerator()));
      return point.element(new Element(element.family(), indices));
    }
    return name instanceof Symbol symbol ? point.scalar(symbol.name()) : null;
  }

  /**
   * The names in an expression with numbers for its indices, in all terms of its sums: those that
   * are defined in the order of the definitions, elements by their indices.
   */
  public Set<Expr> names(Expr numbered) {
    Set<Expr> names = new TreeSet<>(this::compare);
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(whole.apply(numbered)));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (isNumbered(node)) {
        names.add(node);
      } else {
        List<Expr> children = node.children();
        for (int i = children.size() - 1; i >= 0; i--) {
          pending.push(children.get(i));
        }
      }
    }
    return names;
  }

  /** Whether the definitions are of single numbers, with none but such in them. */
  public boolean isNumbered() {
    return steps.values().stream()
        .allMatch(each -> mentioned(each.value()).stream().allMatch(Computation::isNumbered));
  }

  /** The plain names and the elements in an expression as it is, each once. */
  public static Set<Expr> mentioned(Expr expression) {
    Set<Expr> mentioned = new LinkedHashSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof Symbol || node instanceof IndexedSymbol) {
        mentioned.add(node);
      }
      if (!(node instanceof IndexedSymbol)) {
        List<Expr> children = node.children();
        for (int i = children.size() - 1; i >= 0; i--) {
          pending.push(children.get(i));
        }
      }
    }
    return mentioned;
  }

  private int compare(Expr one, Expr other) {
    String name = CanonicalNames.nameOf(one);
    String otherName = CanonicalNames.nameOf(other);
    int last = places.size();
    int order =
        Integer.compare(places.getOrDefault(name, last), places.getOrDefault(otherName, last));
    order = order == 0 ? name.compareTo(otherName) : order;
    List<Expr> indices = indices(one);
    List<Expr> others = indices(other);
    for (int i = 0; order == 0 && i < Math.min(indices.size(), others.size()); i++) {
      Rational index = ((RationalNumber) indices.get(i)).value();
      order = index.compareTo(((RationalNumber) others.get(i)).value());
    }
    return order == 0 ? Integer.compare(indices.size(), others.size()) : order;
  }

  private static List<Expr> indices(Expr name) {
    return name instanceof IndexedSymbol element ? element.indices() : List.of();
  }

  /** Adds what names lead to, depth first with a stack of its own. */
  private void add(Collection<Expr> roots) {
    Deque<Expr> pending = new ArrayDeque<>(roots);
    Map<Expr, Step> entered = new HashMap<>();
    long most = Limit.WRITTEN_OUT_TERMS.most();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr name = pending.peek();
      Step begun = entered.get(name);
      if (steps.containsKey(name) || free.contains(name)) {
        pending.pop();
      } else if (begun != null) {
        steps.put(name, begun);
        pending.pop();
      } else {
        Expr value = definitions.valueOf(name).map(this::numbered).orElse(null);
        if (value == null) {
          free.add(name);
          continue;
        }
        if (steps.size() + entered.size() > most) {
          throw Limit.WRITTEN_OUT_TERMS.refusal(
              "more than " + most + " definitions are not written out");
        }
        Step step = new Step(name, shown.apply(value), names(value));
        entered.put(name, step);
        List<Expr> needs = new ArrayList<>(step.needs());
        for (int i = needs.size() - 1; i >= 0; i--) {
          if (!entered.containsKey(needs.get(i))) {
            pending.push(needs.get(i));
          }
        }
      }
    }
  }

  /** The numbers of a range at a point; none where an end of it is not known there. */
  public static List<Expr> numbers(IndexRange range, Question question, Point point) {
    Substitution put = Substitution.of(numbers(question, point));
    List<Expr> values = new ArrayList<>();
    if (put.apply(range.lower()) instanceof RationalNumber lower
        && put.apply(range.upper()) instanceof RationalNumber upper) {
      long most = Limit.WRITTEN_OUT_TERMS.most();
      Rational value = lower.value();
      for (; value.compareTo(upper.value()) <= 0; value = value.plus(Rational.ONE)) {
        if (values.size() >= most) {
          throw Limit.WRITTEN_OUT_TERMS.refusal(
              "more than " + most + " elements are not written out");
        }
        values.add(Expr.of(value));
      }
    }
    return values;
  }

  /** The numbers that a point gives to indices and lengths, as values or by its arrays. */
  public static Map<Expr, Expr> numbers(Question question, Point point) {
    Map<Expr, Expr> numbers = new HashMap<>();
    question
        .declarations()
        .familyRanges()
        .forEach(
            (family, axes) -> {
              List<Integer> lengths = point.lengths(family);
              for (int i = 0; lengths != null && i < Math.min(axes.size(), lengths.size()); i++) {
                if (axes.get(i).upper() instanceof Symbol length) {
                  numbers.put(length, Expr.of(lengths.get(i)));
                }
              }
            });
    for (Expr letter : letters(question)) {
      Rational number = point.scalar(((Symbol) letter).name());
      if (number != null && number.isInteger()) {
        numbers.put(letter, Expr.of(number));
      }
    }
    return numbers;
  }

  /** The names that stand for indices and for the ends of ranges. */
  private static Set<Expr> letters(Question question) {
    Set<Expr> letters = new LinkedHashSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(question.expression()));
    for (Definition each : question.declarations().definitions()) {
      pending.push(each.value());
    }
    for (List<IndexRange> axes : question.declarations().familyRanges().values()) {
      axes.forEach(axis -> addLetters(List.of(axis.lower(), axis.upper()), letters));
    }
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof IndexedSymbol element) {
        addLetters(element.indices(), letters);
      } else if (node instanceof Binder binder) {
        addLetters(List.of(binder.lower(), binder.upper(), binder.condition()), letters);
      }
      node.children().forEach(pending::push);
    }
    return letters;
  }

  private static void addLetters(List<Expr> expressions, Set<Expr> letters) {
    Deque<Expr> pending = new ArrayDeque<>(expressions);
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (node instanceof Symbol) {
        letters.add(node);
      } else if (!(node instanceof IndexedSymbol)) {
        node.children().forEach(pending::push);
      }
    }
  }
}
