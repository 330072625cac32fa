package org.chainrule.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.chainrule.error.Span;
import org.chainrule.number.Rational;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;

/** The length of an axis: a whole number, a name, or a polynomial of these. */
public final class Length {
  /** The length of what runs over nothing. */
  static final Length ONE = of(1);

  private static final String CONSTANT = "";
  private static final Span NOWHERE = new Span(1, 1, 1, 1, 0, 0);

  /** What a name is that no text can write, and that stands for a length to be found. */
  private static final char OPEN = '?';

  /** The coefficients of the products of names; that of the empty product is the constant. */
  private final NavigableMap<String, Long> terms;

  /** The parts that a product is made of, as trees. */
  private final Map<String, List<Syntax>> factors;

  private Length(NavigableMap<String, Long> terms, Map<String, List<Syntax>> factors) {
    this.terms = terms;
    this.factors = factors;
  }

  static Length of(long number) {
    NavigableMap<String, Long> terms = new TreeMap<>();
    if (number != 0) {
      terms.put(CONSTANT, number);
    }
    return new Length(terms, Map.of(CONSTANT, List.of()));
  }

  /** A length that is still to be found. */
  static Length open(int number) {
    return of(Trees.name(OPEN + Integer.toString(number), NOWHERE));
  }

  private static Length atom(String key, List<Syntax> factors) {
    return new Length(new TreeMap<>(Map.of(key, 1L)), Map.of(key, factors));
  }

  /** The length that a tree says; what is no sum or product counts as a name. */
  static Length of(Syntax tree) {
    return SyntaxWalk.fold(tree, Length::of);
  }

  private static Length of(Syntax node, List<Length> parts) {
    if (node instanceof Syntax.NumberLiteral number && number.spelling().matches("[0-9]{1,9}")) {
      return of(Long.parseLong(number.spelling()));
    } else if (node instanceof Syntax.Name name) {
      return atom(name.name(), List.of(name));
    } else if (node instanceof Syntax.Binary binary) {
      return switch (binary.operator()) {
        case ADD -> parts.get(0).plus(parts.get(1), 1);
        case SUBTRACT -> parts.get(0).plus(parts.get(1), -1);
        case MULTIPLY -> parts.get(0).times(parts.get(1));
        default -> atom(node.toString(), List.of(node));
      };
    }
    return atom(node.toString(), List.of(node));
  }

  Length plus(Length other, int sign) {
    NavigableMap<String, Long> sum = new TreeMap<>(terms);
    other.terms.forEach(
        (key, value) -> {
          long total = Math.addExact(sum.getOrDefault(key, 0L), sign * value);
          if (total == 0) {
            sum.remove(key);
          } else {
            sum.put(key, total);
          }
        });
    Map<String, List<Syntax>> all = new LinkedHashMap<>(factors);
    all.putAll(other.factors);
    return new Length(sum, all);
  }

  Length times(Length other) {
    Length product = of(0);
    for (Map.Entry<String, Long> left : terms.entrySet()) {
      for (Map.Entry<String, Long> right : other.terms.entrySet()) {
        TreeMap<String, Syntax> parts = new TreeMap<>();
        List<Syntax> trees = new ArrayList<>(factors(left.getKey()));
        trees.addAll(other.factors(right.getKey()));
        // Equal names stand side by side, told apart by their number.
        trees.forEach(tree -> parts.put(tree + " " + parts.size(), tree));
        List<Syntax> sorted = List.copyOf(parts.values());
        String key = String.join("*", sorted.stream().map(Object::toString).toList());
        NavigableMap<String, Long> term = new TreeMap<>();
        term.put(key, Math.multiplyExact(left.getValue(), right.getValue()));
        product = product.plus(new Length(term, Map.of(key, sorted)), 1);
      }
    }
    return product;
  }

  private List<Syntax> factors(String key) {
    return factors.getOrDefault(key, List.of());
  }

  /** The number that this is, where it is one. */
  public Optional<Long> number() {
    if (terms.isEmpty()) {
      return Optional.of(0L);
    }
    return terms.size() == 1 && terms.containsKey(CONSTANT)
        ? Optional.of(terms.get(CONSTANT))
        : Optional.empty();
  }

  /** Whether there is one position only. */
  public boolean isOne() {
    return equals(ONE);
  }

  /** The name that this is, where it is one alone. */
  public Optional<String> name() {
    if (terms.size() != 1) {
      return Optional.empty();
    }
    String key = terms.firstKey();
    boolean isName =
        terms.getOrDefault(key, 0L) == 1 && !key.equals(CONSTANT) && !key.contains("*");
    return isName ? Optional.of(key) : Optional.empty();
  }

  /** Whether this is still to be found. */
  boolean isOpen() {
    return name().filter(each -> each.charAt(0) == OPEN).isPresent();
  }

  /** This with lengths put in for names. */
  Length with(Map<String, Length> values) {
    Length result = of(0);
    for (Map.Entry<String, Long> term : terms.entrySet()) {
      Length product = of(term.getValue());
      for (Syntax factor : factors(term.getKey())) {
        Length value = values.get(factor.toString());
        product = product.times(value == null ? of(factor) : value);
      }
      result = result.plus(product, 1);
    }
    return result;
  }

  /** The tree of this length, all of it at one place. */
  public Syntax syntax(Span place) {
    Syntax sum = null;
    for (Map.Entry<String, Long> term : terms.descendingMap().entrySet()) {
      long coefficient = term.getValue();
      long size = sum == null ? coefficient : Math.abs(coefficient);
      Syntax product = size == 1 && !factors(term.getKey()).isEmpty() ? null : number(size, place);
      for (Syntax factor : factors(term.getKey())) {
        Syntax moved = Trees.at(factor, place);
        product =
            product == null
                ? moved
                : Trees.binary(Syntax.Binary.Operator.MULTIPLY, product, moved, place);
      }
      Syntax next = product == null ? number(1, place) : product;
      sum =
          sum == null
              ? next
              : Trees.binary(
                  coefficient < 0 ? Syntax.Binary.Operator.SUBTRACT : Syntax.Binary.Operator.ADD,
                  sum,
                  next,
                  place);
    }
    return sum == null ? number(0, place) : sum;
  }

  private static Syntax number(long value, Span place) {
    return new Syntax.NumberLiteral(place, Rational.of(value), Long.toString(value));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Length length && terms.equals(length.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  @Override
  public String toString() {
    return isOpen() ? "any length" : syntax(NOWHERE).toString();
  }
}
