package org.chainrule.architecture;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of Chainrule and who may use whom: an arrow is "may use, and what that uses in turn".
 *
 * <p>A part is a package directly under the root, together with its subpackages; the empty name
 * stands for the root itself.
 */
final class House {
  static final String ROOT = "org.chainrule";
  static final String FACADE = "";

  private static final String DRAWN =
      """
      notation      ->
      error         -> notation
      kernel        ->
      precise       -> error
      number        -> error
      expr          -> number
      function      -> expr, precise, kernel
      syntax        -> number
      parse         -> syntax
      shape         -> parse
      resolve       -> shape, function
      print         -> expr
      trace         -> expr
      explain       -> trace
      rewrite       -> trace
      simplify      -> rewrite, resolve
      differentiate -> rewrite, function
      evaluate      -> expr, syntax, precise
      matrix        -> evaluate, function, print
      compile       -> differentiate, print, result
      autograd      -> function, evaluate
      differences   -> error
      result        -> expr
      bound         -> simplify, differentiate, result
      optimize      -> error
      model         -> simplify, differentiate, evaluate, print
      condition     -> model, result
      prove         -> evaluate, resolve, rewrite
      verify        -> condition, differences, prove
      mistake       -> model, result
      answer        -> matrix, verify, compile, explain, mistake, bound
      document      -> notation
      worksheet     -> answer, document, optimize
      cli           -> worksheet
      """;

  private static final Map<String, Set<String>> ARROWS = arrows();

  /** Libraries by the prefix of their names, with the parts that may use them; none means all. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.of(
          "java.", Set.of(),
          "org.jspecify.annotations.", Set.of(),
          "org.apache.commons.math3.", Set.of(),
          "org.antlr.v4.runtime.", Set.of("parse"),
          "org.objectweb.asm.", Set.of("compile"),
          "org.commonmark.", Set.of("document"),
          "jdk.jshell.", Set.of("cli"),
          "picocli.", Set.of("cli"),
          "com.fasterxml.jackson.", Set.of("cli"));

  private House() {}

  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new LinkedHashMap<>();
    for (String line : DRAWN.lines().toList()) {
      List<String> ends = Arrays.stream(line.split("->", -1)).map(String::strip).toList();
      arrows.put(ends.get(0), ends.get(1).isEmpty() ? Set.of() : Set.of(ends.get(1).split(", ")));
    }
    arrows.put(FACADE, Set.of("answer"));
    return arrows;
  }

  /** What a part may use by an arrow of its own. */
  static Set<String> arrowsOf(String part) {
    return ARROWS.getOrDefault(part, Set.of());
  }

  static Set<String> parts() {
    return ARROWS.keySet();
  }

  /** Tells whether code of one part may use code of another; unknown parts may do nothing. */
  static boolean mayUse(String user, String used) {
    Set<String> reached = new LinkedHashSet<>(Set.of(user));
    Deque<String> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      for (String next : ARROWS.getOrDefault(open.remove(), Set.of())) {
        if (reached.add(next)) {
          open.add(next);
        }
      }
    }
    return ARROWS.containsKey(user) && reached.contains(used);
  }

  /** Tells whether code of a part may use a class of the platform or of a library. */
  static boolean mayUseLibrary(String part, String className) {
    return LIBRARIES.entrySet().stream()
        .anyMatch(
            library ->
                className.startsWith(library.getKey())
                    && (library.getValue().isEmpty() || library.getValue().contains(part)));
  }

  static boolean isOurs(String packageName) {
    return packageName.equals(ROOT) || packageName.startsWith(ROOT + ".");
  }

  /** The part that a package of ours belongs to. */
  static String partOf(String packageName) {
    return packageName.equals(ROOT)
        ? FACADE
        : packageName.substring(ROOT.length() + 1).replaceFirst("\\..*", "");
  }
}
