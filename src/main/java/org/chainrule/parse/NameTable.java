package org.chainrule.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.notation.Greek;
import org.chainrule.notation.NearestWord;

/** The facts known of names, from the definitions and from the functions. */
final class NameTable {
  /** The Kronecker delta, which is no function of numbers. */
  static final String DELTA = "delta";

  /** The words that the notation itself uses like functions. */
  private static final Set<String> WORDS = Set.of("sum", "prod", "max", "min", "cases", "diff");

  private static final Set<String> CONSTANTS = Set.of("pi", "e", "inf");

  private final Names known;
  private final FunctionNames functions;

  NameTable(Names known, FunctionNames functions) {
    this.known = known;
    this.functions = functions;
  }

  Names known() {
    return known;
  }

  FunctionNames functions() {
    return functions;
  }

  /** The canonical name of the function of this name; what is defined hides what is known. */
  Optional<String> function(String name) {
    if (known.isFunction(name) || name.equals(DELTA)) {
      return Optional.of(name);
    }
    return functions.canonical(name);
  }

  /** Whether this is a function that was defined or declared. */
  boolean isOwnFunction(String name) {
    return known.isFunction(name);
  }

  /** How many arguments the function of this canonical name takes. */
  Arity arity(String canonical) {
    return known
        .arity(canonical)
        .orElseGet(() -> canonical.equals(DELTA) ? Arity.of(2) : functions.arity(canonical));
  }

  boolean isConstant(String name) {
    return CONSTANTS.contains(name);
  }

  /** Whether a name is known as something: defined, declared, Greek, a function or a constant. */
  boolean knows(String name) {
    return known.knows(name)
        || Greek.isName(name)
        || WORDS.contains(name)
        || isConstant(name)
        || functions.isFunctionName(name);
  }

  /** The function that was likely meant. */
  Optional<String> nearestFunction(String word) {
    List<String> all = new ArrayList<>(functions.names());
    all.addAll(known.functions());
    all.addAll(WORDS);
    return NearestWord.nearest(word, all);
  }
}
