package org.chainrule.laws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Definitions of families along one index, some of them recurrences, as text and as what they say
 * at numbers: an oracle that unrolls in plain arithmetic.
 */
final class RecurrenceProblem {
  /** Thrown where an element is needed that nothing defines. */
  static final class MissingElement extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingElement(String element) {
      super(element);
    }
  }

  /**
   * An index: a letter and a number, or a number alone.
   *
   * @param letter empty where it is a number
   */
  record Index(String letter, int shift) {
    int at(Map<String, Integer> letters) {
      Integer value = letters.getOrDefault(letter, letter.isEmpty() ? 0 : null);
      if (value == null) {
        throw new IllegalStateException("no value for " + letter);
      }
      return value + shift;
    }

    @Override
    public String toString() {
      if (letter.isEmpty()) {
        return String.valueOf(shift);
      }
      return shift == 0 ? letter : shift < 0 ? letter + shift : letter + "+" + shift;
    }

    String of(String family) {
      return toString().length() == 1 ? family + "_" + this : family + "_{" + this + "}";
    }
  }

  /** A part of a formula. */
  sealed interface Term {
    Hyperdual at(Course course, Map<String, Integer> letters);

    /** The text as a factor of a product. */
    default String factor() {
      return toString();
    }
  }

  record Constant(String text) implements Term {
    @Override
    public Hyperdual at(Course course, Map<String, Integer> letters) {
      return Hyperdual.of(Double.parseDouble(text));
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** The index itself as a number. */
  record Counter(Index index) implements Term {
    @Override
    public Hyperdual at(Course course, Map<String, Integer> letters) {
      return Hyperdual.of(index.at(letters));
    }

    @Override
    public String toString() {
      return index.toString();
    }
  }

  record Parameter(String name) implements Term {
    @Override
    public Hyperdual at(Course course, Map<String, Integer> letters) {
      return course.named(name);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  record Element(String family, Index index) implements Term {
    @Override
    public Hyperdual at(Course course, Map<String, Integer> letters) {
      return course.element(family, index.at(letters));
    }

    @Override
    public String toString() {
      return index.of(family);
    }
  }

  record Plus(List<Term> terms) implements Term {
    @Override
    public Hyperdual at(Course course, Map<String, Integer> letters) {
      return terms.stream()
          .map(each -> each.at(course, letters))
          .reduce(Hyperdual.of(0), Hyperdual::plus);
    }

    @Override
    public String toString() {
      return terms.stream().map(Term::toString).collect(Collectors.joining(" + "));
    }

    @Override
    public String factor() {
      return "(" + this + ")";
    }
  }

  record Times(List<Term> factors) implements Term {
    @Override
    public Hyperdual at(Course course, Map<String, Integer> letters) {
      return factors.stream()
          .map(each -> each.at(course, letters))
          .reduce(Hyperdual.of(1), Hyperdual::times);
    }

    @Override
    public String toString() {
      return factors.stream().map(Term::factor).collect(Collectors.joining("*"));
    }
  }

  record Square(Term base) implements Term {
    @Override
    public Hyperdual at(Course course, Map<String, Integer> letters) {
      Hyperdual value = base.at(course, letters);
      return value.times(value);
    }

    @Override
    public String toString() {
      return "(" + base + ")^2";
    }
  }

  record Call(String function, Term argument) implements Term {
    private static double sigma(double x) {
      return 1 / (1 + Math.exp(-x));
    }

    @Override
    public Hyperdual at(Course course, Map<String, Integer> letters) {
      Hyperdual inner = argument.at(course, letters);
      return switch (function) {
        case "sin" -> inner.through(Math::sin, Math::cos, x -> -Math.sin(x));
        case "tanh" ->
            inner.through(
                Math::tanh,
                x -> 1 - Math.tanh(x) * Math.tanh(x),
                x -> -2 * Math.tanh(x) * (1 - Math.tanh(x) * Math.tanh(x)));
        case "sigma" ->
            inner.through(
                Call::sigma,
                x -> sigma(x) * (1 - sigma(x)),
                x -> sigma(x) * (1 - sigma(x)) * (1 - 2 * sigma(x)));
        case "exp" -> inner.through(Math::exp, Math::exp, Math::exp);
        default -> throw new IllegalStateException(function);
      };
    }

    @Override
    public String toString() {
      return function + "(" + argument + ")";
    }
  }

  /** A sum or a product over an index. */
  record Fold(boolean isSum, String letter, Index lower, Index upper, Term body) implements Term {
    @Override
    public Hyperdual at(Course course, Map<String, Integer> letters) {
      Hyperdual total = Hyperdual.of(isSum ? 0 : 1);
      Map<String, Integer> inner = new HashMap<>(letters);
      for (int i = lower.at(letters); i <= upper.at(letters); i++) {
        inner.put(letter, i);
        Hyperdual next = body.at(course, inner);
        total = isSum ? total.plus(next) : total.times(next);
      }
      return total;
    }

    @Override
    public String toString() {
      return "%s(%s=%s..%s, %s)".formatted(isSum ? "sum" : "prod", letter, lower, upper, body);
    }
  }

  /**
   * A family.
   *
   * @param step its general definition, in terms of the index t
   * @param order how far back the step reaches among the families of its recurrence
   * @param given the elements with definitions of their own
   */
  record Family(String name, Term step, int order, TreeMap<Integer, Term> given) {}

  final Map<String, Family> families = new LinkedHashMap<>();
  final List<String> order = new ArrayList<>();
  final boolean goesDown;

  RecurrenceProblem(boolean goesDown) {
    this.goesDown = goesDown;
  }

  void add(Family family) {
    families.put(family.name(), family);
  }

  List<String> statements() {
    List<String> statements = new ArrayList<>();
    for (Family each : families.values()) {
      String name = each.name();
      each.given()
          .forEach((at, value) -> statements.add(new Index("", at).of(name) + " = " + value));
      statements.add(new Index("t", 0).of(name) + " = " + each.step());
    }
    return statements;
  }

  private static void collect(Term term, Set<String> used) {
    if (term instanceof Element element) {
      used.add(element.family());
    } else if (term instanceof Plus plus) {
      plus.terms().forEach(each -> collect(each, used));
    } else if (term instanceof Times times) {
      times.factors().forEach(each -> collect(each, used));
    } else if (term instanceof Square square) {
      collect(square.base(), used);
    } else if (term instanceof Call call) {
      collect(call.argument(), used);
    } else if (term instanceof Fold fold) {
      collect(fold.body(), used);
    }
  }

  private Set<String> reached(String family) {
    Set<String> reached = new HashSet<>();
    List<String> pending = new ArrayList<>(List.of(family));
    while (!pending.isEmpty()) {
      Family next = families.get(pending.remove(pending.size() - 1));
      if (next != null) {
        Set<String> used = new HashSet<>();
        collect(next.step(), used);
        next.given().values().forEach(each -> collect(each, used));
        used.stream().filter(reached::add).forEach(pending::add);
      }
    }
    return reached;
  }

  boolean isRecurrent(String family) {
    return families.containsKey(family) && reached(family).contains(family);
  }

  /** The first given index of a recurrence, where one is given; null where none is. */
  @Nullable Integer start(String family) {
    Integer start = null;
    for (String other : reached(family)) {
      Family each = families.get(other);
      if (each != null && reached(other).contains(family) && !each.given().isEmpty()) {
        int own = goesDown ? each.given().firstKey() : each.given().lastKey();
        start = start == null ? own : goesDown ? Math.min(start, own) : Math.max(start, own);
      }
    }
    return start;
  }

  /**
   * How many elements are free where no start is given: those from 0 on for which the step would
   * lead to one before 0, and at least one.
   */
  int free(String family) {
    Set<Integer> shifts = new HashSet<>(Set.of(-1));
    collectShifts(families.get(family).step(), family, shifts);
    return -shifts.stream().mapToInt(each -> each).min().orElseThrow();
  }

  /** Collects how far from its own index a step takes elements of the recurrence. */
  private void collectShifts(Term term, String family, Set<Integer> shifts) {
    if (term instanceof Element element
        && families.containsKey(element.family())
        && reached(element.family()).contains(family)
        && element.index().letter().equals("t")) {
      shifts.add(element.index().shift());
    } else if (term instanceof Plus plus) {
      plus.terms().forEach(each -> collectShifts(each, family, shifts));
    } else if (term instanceof Times times) {
      times.factors().forEach(each -> collectShifts(each, family, shifts));
    } else if (term instanceof Square square) {
      collectShifts(square.base(), family, shifts);
    } else if (term instanceof Call call) {
      collectShifts(call.argument(), family, shifts);
    }
  }

  /** What a name or an element is at numbers, where some are independent. */
  final class Course {
    private final Map<String, Double> point;
    private final String first;
    private final String second;
    private final Map<String, Hyperdual> known = new HashMap<>();

    /** Variables by their names, such as a or h_2; empty for none. */
    Course(Map<String, Double> point, String first, String second) {
      this.point = point;
      this.first = first;
      this.second = second;
    }

    Hyperdual named(String name) {
      Double value = point.get(name);
      if (value == null) {
        throw new MissingElement(name);
      }
      return seeded(name, value);
    }

    private Hyperdual seeded(String name, double value) {
      return new Hyperdual(value, name.equals(first) ? 1 : 0, name.equals(second) ? 1 : 0, 0);
    }

    Hyperdual element(String family, int index) {
      String name = new Index("", index).of(family);
      Hyperdual found = known.get(name);
      if (found == null) {
        Double value = point.get(name);
        found = value == null ? defined(family, index) : Hyperdual.of(value);
        if (name.equals(first) || name.equals(second)) {
          found = seeded(name, found.value());
        }
        known.put(name, found);
      }
      return found;
    }

    private Hyperdual defined(String name, int index) {
      Family family = families.get(name);
      if (family == null) {
        throw new MissingElement(new Index("", index).of(name));
      }
      Term given = family.given().get(index);
      if (given != null) {
        return given.at(this, Map.of());
      }
      if (isRecurrent(name)) {
        Integer start = start(name);
        boolean isReached =
            start == null ? index >= free(name) : goesDown ? index > start : index < start;
        if (!isReached) {
          throw new MissingElement(new Index("", index).of(name));
        }
      }
      return family.step().at(this, Map.of("t", index));
    }
  }
}
