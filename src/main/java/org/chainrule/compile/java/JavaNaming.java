package org.chainrule.compile.java;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The names of a method's locals, no two the same. */
final class JavaNaming {
  private final UnaryOperator<String> identifiers;
  private final Set<String> taken;
  private final Map<String, Integer> counts = new HashMap<>();

  JavaNaming(UnaryOperator<String> identifiers, Set<String> taken) {
    this.identifiers = identifiers;
    this.taken = new HashSet<>(taken);
  }

  JavaNaming copy() {
    return new JavaNaming(identifiers, taken);
  }

  /** A name like one of the notation. */
  String local(String name) {
    String identifier = identifiers.apply(name);
    if (taken.add(identifier)) {
      return identifier;
    }
    counts.putIfAbsent(identifier, 1);
    boolean isNumbered = Character.isDigit(identifier.charAt(identifier.length() - 1));
    return numbered(isNumbered ? identifier + "$" : identifier);
  }

  /** A name with a number behind it. */
  String numbered(String start) {
    while (true) {
      String name = start + counts.merge(start, 1, Integer::sum);
      if (taken.add(name)) {
        return name;
      }
    }
  }

  /** One of some letters, or the last of them with a number. */
  String lettered(String letters) {
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      if (taken.add(String.valueOf(letter))) {
        return String.valueOf(letter);
      }
    }
    return numbered(letters.substring(letters.length() - 1));
  }
}
