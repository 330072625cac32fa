package org.chainrule.laws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Questions with sums and products over elements, each with a valuation of its own that walks over
 * the ranges in doubles: cases, steps and derivatives inside of sums, and families some elements of
 * which are defined apart.
 */
final class IndexedQuestions {
  private static final List<String> INDICES = List.of("i", "j", "l");

  private final Random random;
  private final boolean hasDerivatives;
  private final Map<String, Family> families = new LinkedHashMap<>();

  /**
   * @param hasDerivatives whether derivatives stand as terms in the questions
   */
  IndexedQuestions(long seed, boolean hasDerivatives) {
    random = new Random(seed);
    this.hasDerivatives = hasDerivatives;
  }

  /** A point, and the values that the indices have. */
  static final class State {
    final int length;
    final Map<String, Hyperdual> scalars = new HashMap<>();
    final Map<String, Hyperdual[]> arrays = new HashMap<>();
    final Map<String, Integer> indices = new HashMap<>();

    State(int length) {
      this.length = length;
    }

    /** The state with another direction for an element or a name: 1 there. */
    State seeded(String name, int index) {
      State other = new State(length);
      other.scalars.putAll(scalars);
      arrays.forEach((family, array) -> other.arrays.put(family, array.clone()));
      other.indices.putAll(indices);
      if (index > 0) {
        Hyperdual old = other.arrays.get(name)[index - 1];
        other.arrays.get(name)[index - 1] =
            new Hyperdual(old.value(), 1, old.second(), old.mixed());
      } else {
        Hyperdual old = other.scalars.get(name);
        other.scalars.put(name, new Hyperdual(old.value(), 1, old.second(), old.mixed()));
      }
      return other;
    }
  }

  /** An expression as text and as a valuation. */
  record Term(String text, Valuation valuation) {
    Hyperdual at(State state) {
      return valuation.at(state);
    }
  }

  @FunctionalInterface
  interface Valuation {
    Hyperdual at(State state);
  }

  @FunctionalInterface
  private interface Truth {
    boolean at(State state);
  }

  private record Condition(String text, Truth truth) {}

  /** A family that is defined for any i, and apart for some. */
  private record Family(Term general, Map<Integer, Term> exceptions) {}

  /** The texts of the definitions. */
  List<String> definitions() {
    List<String> texts = new ArrayList<>(List.of("x : R^n", "y : R^n"));
    families.forEach(
        (name, family) -> {
          texts.add(name + "_i = " + family.general().text());
          family
              .exceptions()
              .forEach((at, term) -> texts.add(name + "_" + at + " = " + term.text()));
        });
    return texts;
  }

  /** Defines h and perhaps g, which builds on it. */
  void define(int length) {
    families.put("h", family(length, "x"));
    if (random.nextBoolean()) {
      families.put("g", family(length, "h"));
    }
  }

  private Family family(int length, String below) {
    Term element = element(below, "i");
    List<Term> ways =
        List.of(
            times(scalar("b"), element),
            times(element, element),
            call("exp", times(number(0.25), element)),
            plus(call("sin", element), scalar("a")),
            times(index("i"), scalar("b")),
            plus(times(scalar("a"), element), element("y", "i")));
    Map<Integer, Term> exceptions = new LinkedHashMap<>();
    int count = 1 + random.nextInt(2);
    for (int each = 0; each < count; each++) {
      List<Term> values =
          List.of(
              number(0),
              number(3),
              times(scalar("b"), scalar("b")),
              times(scalar("a"), element("x", "1")),
              call("sin", element("y", "2")));
      exceptions.put(1 + random.nextInt(length), values.get(random.nextInt(values.size())));
    }
    return new Family(ways.get(random.nextInt(ways.size())), exceptions);
  }

  /** A sum or product over a whole range, of what the families and cases make. */
  Term question() {
    Term first = reduction(List.of("k"), 3);
    return random.nextInt(3) == 0 ? plus(times(first, scalar("a")), element("x", "k")) : first;
  }

  private Term number(double value) {
    String text = value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    return new Term(text, state -> Hyperdual.of(value));
  }

  private static Term scalar(String name) {
    return new Term(name, state -> state.scalars.get(name));
  }

  private static Term index(String name) {
    return new Term(name, state -> Hyperdual.of(valueOf(name, state)));
  }

  private static int valueOf(String index, State state) {
    if (index.equals("n")) {
      return state.length;
    }
    return Character.isDigit(index.charAt(0)) ? Integer.parseInt(index) : state.indices.get(index);
  }

  private Term element(String family, String index) {
    return new Term(
        family + "_" + index,
        state -> {
          int at = valueOf(index, state);
          Hyperdual[] given = state.arrays.get(family);
          if (given != null) {
            return given[at - 1];
          }
          Family defined = families.get(family);
          Term apart = defined.exceptions().get(at);
          State inside = new State(state.length);
          inside.scalars.putAll(state.scalars);
          inside.arrays.putAll(state.arrays);
          inside.indices.put("i", at);
          return apart == null ? defined.general().at(inside) : apart.at(inside);
        });
  }

  private static Term plus(Term left, Term right) {
    return new Term(
        "(%s + %s)".formatted(left.text(), right.text()),
        state -> left.at(state).plus(right.at(state)));
  }

  private static Term minus(Term left, Term right) {
    return new Term(
        "(%s - %s)".formatted(left.text(), right.text()),
        state -> left.at(state).plus(right.at(state).times(-1)));
  }

  private static Term times(Term left, Term right) {
    return new Term(
        "(%s)*(%s)".formatted(left.text(), right.text()),
        state -> left.at(state).times(right.at(state)));
  }

  private static Term call(String function, Term argument) {
    return new Term(
        "%s(%s)".formatted(function, argument.text()),
        state -> {
          Hyperdual value = argument.at(state);
          return switch (function) {
            case "exp" -> value.through(Math::exp, Math::exp, Math::exp);
            case "sin" -> value.through(Math::sin, Math::cos, each -> -Math.sin(each));
            case "abs" -> value.through(Math::abs, Math::signum, each -> 0);
            case "step" -> value.through(each -> each >= 0 ? 1 : 0, each -> 0, each -> 0);
            case "sign" -> value.through(Math::signum, each -> 0, each -> 0);
            case "relu" ->
                value.through(each -> Math.max(each, 0), each -> each > 0 ? 1 : 0, each -> 0);
            default -> throw new IllegalArgumentException(function);
          };
        });
  }

  private Term term(List<String> indices, int depth) {
    if (depth == 0) {
      return atom(indices);
    }
    return switch (random.nextInt(hasDerivatives ? 11 : 10)) {
      case 0, 1 -> atom(indices);
      case 2 -> plus(term(indices, depth - 1), term(indices, depth - 1));
      case 3 -> minus(term(indices, depth - 1), term(indices, depth - 1));
      case 4, 5 -> times(term(indices, depth - 1), atom(indices));
      case 6 -> {
        List<String> names = List.of("sin", "abs", "step", "sign", "relu");
        yield call(names.get(random.nextInt(names.size())), term(indices, depth - 1));
      }
      case 7 -> cases(indices, depth);
      case 8 -> indices.size() > 2 ? atom(indices) : reduction(indices, depth - 1);
      case 9 -> largest(term(indices, depth - 1), atom(indices));
      default -> derivative(indices, depth);
    };
  }

  private static Term largest(Term left, Term right) {
    return new Term(
        "max(%s, %s)".formatted(left.text(), right.text()),
        state -> {
          Hyperdual first = left.at(state);
          Hyperdual second = right.at(state);
          return first.value() >= second.value() ? first : second;
        });
  }

  private Term atom(List<String> indices) {
    String index = indices.get(random.nextInt(indices.size()));
    return switch (random.nextInt(8)) {
      case 0 -> number(1 + random.nextInt(3));
      case 1 -> scalar("a");
      case 2 -> scalar("b");
      case 3 -> index.equals("k") ? element("x", "1") : index(index);
      case 4 -> element("y", index);
      case 5 -> families.isEmpty() ? element("x", "2") : element("h", index);
      case 6 -> families.containsKey("g") ? element("g", index) : element("x", index);
      default -> element("x", index);
    };
  }

  private Condition condition(List<String> indices) {
    String index = indices.get(indices.size() - 1);
    String other = indices.size() > 1 ? indices.get(0) : "2";
    return switch (random.nextInt(5)) {
      case 0 -> new Condition(index + " >= 2", state -> valueOf(index, state) >= 2);
      case 1 ->
          new Condition(
              index + " = " + other, state -> valueOf(index, state) == valueOf(other, state));
      case 2 ->
          new Condition(
              index + " != " + other, state -> valueOf(index, state) != valueOf(other, state));
      case 3 -> {
        Term left = atom(indices);
        Term right = element("x", index);
        yield new Condition(
            left.text() + " < " + right.text(),
            state -> left.at(state).value() < right.at(state).value());
      }
      default -> {
        Term left = element("y", index);
        yield new Condition(
            left.text() + " > 0 and " + index + " <= 2",
            state -> left.at(state).value() > 0 && valueOf(index, state) <= 2);
      }
    };
  }

  private Term cases(List<String> indices, int depth) {
    Condition condition = condition(indices);
    Term then = term(indices, depth - 1);
    Term otherwise = atom(indices);
    return new Term(
        "cases(%s if %s, %s otherwise)".formatted(then.text(), condition.text(), otherwise.text()),
        state -> condition.truth().at(state) ? then.at(state) : otherwise.at(state));
  }

  private Term derivative(List<String> indices, int depth) {
    IndexedQuestions flat = this;
    Term body = flat.withoutDerivatives(indices, depth - 1);
    String index = indices.get(random.nextInt(indices.size()));
    boolean isElement = random.nextInt(3) > 0;
    String by = isElement ? "x_" + index : "b";
    return new Term(
        "diff(%s, %s)".formatted(body.text(), by),
        state ->
            body.at(state.seeded(isElement ? "x" : "b", isElement ? valueOf(index, state) : 0))
                .slope());
  }

  private Term withoutDerivatives(List<String> indices, int depth) {
    Term left = atom(indices);
    Term right = times(atom(indices), call("sin", atom(indices)));
    return depth > 1 ? times(left, right) : right;
  }

  private Term reduction(List<String> outer, int depth) {
    String index = INDICES.get(outer.size() - 1);
    List<String> inner = new ArrayList<>(outer);
    inner.add(index);
    boolean isSum = random.nextInt(3) > 0;
    String lower = random.nextInt(4) == 0 ? "2" : "1";
    String upper = random.nextInt(4) == 0 ? "k" : "n";
    boolean excludes = random.nextInt(4) == 0;
    Term body = term(inner, depth);
    Term each = isSum ? body : plus(number(1), times(number(0.25), body));
    return new Term(
        "%s(%s=%s..%s, %s%s)"
            .formatted(
                isSum ? "sum" : "prod",
                index,
                lower,
                upper,
                excludes ? index + " != k, " : "",
                each.text()),
        state -> {
          Hyperdual total = Hyperdual.of(isSum ? 0 : 1);
          Integer shadowed = state.indices.get(index);
          for (int at = valueOf(lower, state); at <= valueOf(upper, state); at++) {
            if (excludes && at == valueOf("k", state)) {
              continue;
            }
            state.indices.put(index, at);
            Hyperdual next = each.at(state);
            total = isSum ? total.plus(next) : total.times(next);
          }
          state.indices.remove(index);
          if (shadowed != null) {
            state.indices.put(index, shadowed);
          }
          return total;
        });
  }
}
