package org.chainrule.laws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Indexed questions with any letters for indices, each with a valuation of its own, which knows by
 * construction what is an index.
 */
final class LetterQuestions {
  static final int LENGTH = 3;

  /** A number with its derivative by the variable. */
  record Dual(double value, double slope) {
    Dual plus(Dual other) {
      return new Dual(value + other.value, slope + other.slope);
    }

    Dual times(Dual other) {
      return new Dual(value * other.value, slope * other.value + value * other.slope);
    }

    Dual dividedBy(Dual other) {
      double quotient = value / other.value;
      return new Dual(quotient, (slope - quotient * other.slope) / other.value);
    }

    Dual exp() {
      return new Dual(Math.exp(value), Math.exp(value) * slope);
    }

    Dual log() {
      return new Dual(Math.log(value), slope / value);
    }
  }

  /** Where a question is valued. */
  static final class State {
    final Map<String, Double> values = new HashMap<>();
    final Map<String, Integer> indices = new HashMap<>();
    private String seed = "";

    private Dual element(String name) {
      return new Dual(values.get(name), name.equals(seed) ? 1 : 0);
    }

    private State with(String letter, int at) {
      State inner = new State();
      inner.values.putAll(values);
      inner.indices.putAll(indices);
      inner.indices.put(letter, at);
      inner.seed = seed;
      return inner;
    }

    private int index(String text) {
      return Character.isDigit(text.charAt(0)) ? Integer.parseInt(text) : indices.get(text);
    }
  }

  private interface Valuation {
    Dual at(State state);
  }

  private record Term(String text, Valuation valuation) {}

  /** A family that is defined for its letter. */
  private record Family(String letter, Term value) {
    Dual at(State state, int index) {
      return value.valuation().at(state.with(letter, index));
    }
  }

  /** A question with its answer. */
  record Question(
      List<String> definitions, String text, String variable, Term term, List<String> seeds) {
    double slope(State state) {
      state.seed =
          seeds.get(0)
              + seeds.stream()
                  .skip(1)
                  .map(each -> Integer.toString(state.index(each)))
                  .collect(Collectors.joining());
      return term.valuation().at(state).slope();
    }

    @Override
    public String toString() {
      return "%s by %s, %s".formatted(text, variable, definitions);
    }
  }

  private final Random random;
  private final List<String> letters;
  private final Set<String> free = new LinkedHashSet<>();
  private final Map<String, Family> families = new LinkedHashMap<>();
  private final List<String> definitions = new ArrayList<>();

  LetterQuestions(Random random, List<String> letters) {
    this.random = random;
    this.letters = letters;
  }

  /** The letters that stand free in the question or its variable. */
  Set<String> free() {
    return free;
  }

  Question question() {
    for (int i = random.nextInt(3); i > 0; i--) {
      define();
    }
    List<String> outer = List.of(letters.get(0), letters.get(1));
    Term term = sum(outer, 1 + random.nextInt(2));
    List<String> seeds = seeds();
    String variable =
        switch (seeds.size()) {
          case 1 -> seeds.get(0);
          case 2 -> seeds.get(0) + "_" + seeds.get(1);
          default -> "%s_{%s,%s}".formatted(seeds.get(0), seeds.get(1), seeds.get(2));
        };
    free.addAll(letters.subList(0, 3));
    return new Question(List.copyOf(definitions), term.text(), variable, term, seeds);
  }

  private List<String> seeds() {
    String letter = letters.get(random.nextInt(3));
    String other = letters.get(random.nextInt(3));
    return switch (random.nextInt(8)) {
      case 0 -> List.of("q");
      case 1 -> List.of("x", Integer.toString(1 + random.nextInt(LENGTH)));
      case 2, 3 -> List.of("x", letter);
      case 4, 5 -> List.of("y", letter);
      case 6 -> List.of("w", letter);
      default -> List.of("W", letter, other);
    };
  }

  private void define() {
    String letter = letters.get(random.nextInt(4));
    String bound = letters.get(4 + random.nextInt(2));
    switch (random.nextInt(4)) {
      case 0 -> {
        Term value =
            over(call("exp", element("x", letter)), total(bound, call("exp", element("x", bound))));
        family("p", letter, value);
      }
      case 1 ->
          family("u", letter, total(bound, product(matrix(letter, bound), element("x", bound))));
      case 2 ->
          family(
              "v", letter, product(product(element("y", letter), element("y", letter)), w(letter)));
      default -> {
        if (definitions.stream().noneMatch(each -> each.startsWith("S"))) {
          Term value = total(bound, product(element("y", bound), element("x", bound)));
          definitions.add("S = " + value.text());
          families.put("S", new Family("", value));
        }
      }
    }
  }

  private Term w(String letter) {
    return random.nextBoolean() ? element("w", letter) : new Term("q", state -> state.element("q"));
  }

  private void family(String name, String letter, Term value) {
    if (families.putIfAbsent(name, new Family(letter, value)) == null) {
      definitions.add("%s_%s = %s".formatted(name, letter, value.text()));
    }
  }

  private Term sum(List<String> scope, int depth) {
    Term sum = term(scope, depth);
    for (int i = random.nextInt(2); i > 0; i--) {
      Term first = sum;
      Term second = term(scope, depth);
      sum =
          new Term(
              first.text() + " + " + second.text(),
              state -> first.valuation().at(state).plus(second.valuation().at(state)));
    }
    return sum;
  }

  private Term term(List<String> scope, int depth) {
    if (depth == 0) {
      return leaf(scope);
    }
    return switch (random.nextInt(6)) {
      case 0, 1 -> product(term(scope, depth - 1), leaf(scope));
      case 2 -> call("exp", product(new Term("0.25", state -> new Dual(0.25, 0)), leaf(scope)));
      case 3 -> call("log", leaf(scope));
      default -> {
        String bound = letters.get(4 + random.nextInt(2));
        List<String> inner = new ArrayList<>(scope);
        inner.add(bound);
        inner.add(bound);
        yield total(bound, product(term(inner, depth - 1), leaf(inner)));
      }
    };
  }

  private Term leaf(List<String> scope) {
    String letter = scope.get(random.nextInt(scope.size()));
    String other = scope.get(random.nextInt(scope.size()));
    List<String> names = List.copyOf(families.keySet());
    if (!names.isEmpty() && random.nextInt(3) == 0) {
      String name = names.get(random.nextInt(names.size()));
      Family family = families.get(name);
      return name.equals("S")
          ? new Term("S", family.value().valuation())
          : new Term(name + "_" + letter, state -> family.at(state, state.index(letter)));
    }
    return switch (random.nextInt(8)) {
      case 0 -> new Term("q", state -> state.element("q"));
      case 1 -> matrix(letter, other);
      case 2 -> logsumexp();
      case 3 -> over("softmax(x)_" + letter, call("exp", element("x", letter)));
      case 4, 5 -> element("x", letter);
      case 6 -> element("y", letter);
      default -> element("w", letter);
    };
  }

  private static Term element(String family, String index) {
    return new Term(family + "_" + index, state -> state.element(family + state.index(index)));
  }

  private static Term matrix(String row, String column) {
    return new Term(
        "W_{%s,%s}".formatted(row, column),
        state -> state.element("W" + state.index(row) + state.index(column)));
  }

  private static Term product(Term first, Term second) {
    return new Term(
        first.text() + "*" + second.text(),
        state -> first.valuation().at(state).times(second.valuation().at(state)));
  }

  private static Term over(Term first, Term second) {
    return new Term(
        first.text() + "/" + second.text(),
        state -> first.valuation().at(state).dividedBy(second.valuation().at(state)));
  }

  private static Term over(String text, Term first) {
    Term all = total("u", call("exp", element("x", "u")));
    return new Term(
        text, state -> first.valuation().at(state).dividedBy(all.valuation().at(state)));
  }

  private static Term logsumexp() {
    Term all = total("u", call("exp", element("x", "u")));
    return new Term("logsumexp(x)", state -> all.valuation().at(state).log());
  }

  private static Term call(String function, Term argument) {
    return new Term(
        "%s(%s)".formatted(function, argument.text()),
        state -> {
          Dual given = argument.valuation().at(state);
          return function.equals("exp") ? given.exp() : given.log();
        });
  }

  private static Term total(String letter, Term body) {
    return new Term(
        "(sum_%s %s)".formatted(letter, body.text()),
        state -> {
          Dual sum = new Dual(0, 0);
          for (int at = 1; at <= LENGTH; at++) {
            sum = sum.plus(body.valuation().at(state.with(letter, at)));
          }
          return sum;
        });
  }
}
