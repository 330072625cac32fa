package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.Span;
import org.chainrule.parse.Names;
import org.chainrule.parse.SourceText;

/** The evidence for the meanings of one-letter subscripts in the texts of a problem. */
final class SubscriptEvidence {
  /** A stretch of one of the texts. */
  record Place(Span span, String text) {
    String shown() {
      return new SourceText(text).shown(span);
    }
  }

  /** A free letter in a subscript of a name, which is an index where the name is a family. */
  record Below(String name, int axis, Place place) {}

  final Names known;
  final Set<String> families = new LinkedHashSet<>();
  final Set<String> named = new HashSet<>();
  final Map<String, Map<String, Place>> letters = new LinkedHashMap<>();

  /** The conventional letters on the left side of definitions, with a place. */
  final Map<String, Place> sides = new HashMap<>();

  /** The other letters that are indices wherever they stand, with a place that shows it. */
  final Map<String, Place> indices = new HashMap<>();

  final Map<String, List<Below>> below = new LinkedHashMap<>();

  /** The numbers below names, with their first places. */
  final Map<String, Map<String, Place>> numbers = new HashMap<>();

  /** For names what stands below them where more is meant than a variable of a derivative. */
  final Map<String, Set<String>> occurring = new HashMap<>();

  /** For names what stands below them on the left side of definitions. */
  final Map<String, Set<String>> defined = new HashMap<>();

  /** For names the letters and numbers below them that columns and matrices are declared with. */
  final Map<String, Map<String, Place>> columns = new LinkedHashMap<>();

  /** The names that are defined by what has the same letter below, as y_a = 2*x_a. */
  final Set<String> patterns = new HashSet<>();

  final List<Set<String>> vectors = new ArrayList<>();
  final Set<String> bare = new HashSet<>();
  final Set<String> values = new HashSet<>();

  SubscriptEvidence(Names known, Collection<String> families) {
    this.known = known;
    this.families.addAll(families);
    named.addAll(families);
  }
}
