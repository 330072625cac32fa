package org.chainrule.bench.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The reader of the formulas of a {@link Program}, which is none of the competitors': what one of
 * them takes to parse is measured apart.
 *
 * @param <T> what a formula becomes
 */
final class FormulaReader<T> {
  private final String text;
  private final Algebra<T> algebra;
  private final Map<String, T> names;
  private int at;

  private FormulaReader(String text, Algebra<T> algebra, Map<String, T> names) {
    this.text = text;
    this.algebra = algebra;
    this.names = names;
  }

  static <T> T read(String text, Algebra<T> algebra, Map<String, T> names) {
    FormulaReader<T> reader = new FormulaReader<>(text, algebra, names);
    T result = reader.sum();
    if (reader.at < text.length()) {
      throw new IllegalArgumentException(text.substring(reader.at));
    }
    return result;
  }

  private boolean sees(char sign) {
    return at < text.length() && text.charAt(at) == sign;
  }

  private boolean takes(char sign) {
    if (sees(sign)) {
      at++;
      return true;
    }
    return false;
  }

  private T sum() {
    List<T> terms = new ArrayList<>();
    terms.add(takes('-') ? negated(product()) : product());
    while (sees('+') || sees('-')) {
      boolean isMinus = takes('-') || !takes('+');
      T term = product();
      terms.add(isMinus ? negated(term) : term);
    }
    return terms.size() == 1 ? terms.get(0) : algebra.sum(terms);
  }

  private T negated(T value) {
    return algebra.product(List.of(algebra.number(-1), value));
  }

  private T product() {
    List<T> factors = new ArrayList<>();
    factors.add(power());
    while (sees('*') || sees('/')) {
      boolean isOver = takes('/') || !takes('*');
      T factor = power();
      factors.add(isOver ? algebra.power(factor, -1) : factor);
    }
    return factors.size() == 1 ? factors.get(0) : algebra.product(factors);
  }

  private T power() {
    T base = atom();
    return takes('^') ? algebra.power(base, Integer.parseInt(word())) : base;
  }

  private String word() {
    int start = at;
    while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private T atom() {
    if (takes('(')) {
      return closed();
    }
    String word = word();
    if (Character.isDigit(word.charAt(0))) {
      return algebra.number(Long.parseLong(word));
    }
    if (takes('(')) {
      return algebra.call(word, closed());
    }
    T named = names.get(word);
    if (named == null) {
      throw new IllegalArgumentException(word);
    }
    return named;
  }

  private T closed() {
    T inner = sum();
    if (!takes(')')) {
      throw new IllegalArgumentException(text);
    }
    return inner;
  }
}
