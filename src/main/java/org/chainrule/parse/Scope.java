package org.chainrule.parse;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.Span;

/** The names that mean something where the builder stands, and what names were taken for. */
final class Scope {
  private static final int MOST_READINGS = 1_000;

  private final NameTable table;
  private final Map<String, Integer> bound = new HashMap<>();
  private final Collection<String> parameters;
  private final Map<List<String>, Interpretation> readings = new LinkedHashMap<>();

  Scope(NameTable table, Collection<String> parameters) {
    this.table = table;
    this.parameters = parameters;
  }

  NameTable table() {
    return table;
  }

  void bind(String index) {
    bound.merge(index, 1, Integer::sum);
  }

  void release(String index) {
    bound.merge(index, -1, (held, one) -> held == 1 ? null : held - 1);
  }

  boolean isBound(String name) {
    return bound.containsKey(name);
  }

  boolean isIndex(String name) {
    return bound.containsKey(name) || table.known().isIndex(name);
  }

  /** Whether a name is a constant here, and nothing else of that name. */
  boolean isConstant(String name) {
    return table.isConstant(name)
        && !bound.containsKey(name)
        && !parameters.contains(name)
        && !table.known().knows(name);
  }

  /** Whether every letter of a word is an index variable, though the word is none. */
  boolean joinsIndices(String word) {
    return word.length() > 1
        && !isIndex(word)
        && word.chars().allMatch(letter -> isIndex(Character.toString(letter)));
  }

  /** What sort of index variable a name is. */
  String sortOfIndex(String name) {
    if (bound.containsKey(name)) {
      return "a bound index";
    } else if (table.known().isDeclaredIndex(name)) {
      return "a declared index";
    }
    return Names.isConventionalIndex(name) ? "an index by convention" : "an index";
  }

  void read(Span span, String text, String meaning) {
    if (readings.size() == MOST_READINGS) {
      return;
    }
    readings.putIfAbsent(List.of(text, meaning), new Interpretation(span, text, meaning));
  }

  /** What a name without an index was taken for. */
  void readName(Span span, String name, String spelling) {
    String meaning;
    if (bound.containsKey(name)) {
      meaning = "a bound index";
    } else if (parameters.contains(name)) {
      meaning = "a parameter of the function";
    } else if (table.known().isFamily(name)) {
      meaning = "a family";
    } else if (table.known().isPlain(name)) {
      meaning = "a defined or declared name";
    } else if (table.known().isDeclaredIndex(name)) {
      meaning = "a declared index";
    } else {
      meaning = name.contains("_") ? "a name, its subscript included" : "a name";
    }
    read(span, spelling, name.equals(spelling) ? meaning : meaning + ", " + name);
  }

  Collection<Interpretation> readings() {
    return readings.values();
  }
}
