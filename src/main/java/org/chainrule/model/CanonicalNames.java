package org.chainrule.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;
import org.chainrule.resolve.ParsedText;

/** Small readings of expressions that several answers need, canonical names above all. */
public final class CanonicalNames {
  private CanonicalNames() {}

  /** The plain name, or the name of the family, of a definition's target. */
  public static String nameOf(Expr target) {
    return target instanceof IndexedSymbol element ? element.family() : ((Symbol) target).name();
  }

  /** The name under which a point binds a symbol or an element, else the empty text. */
  public static String canonicalName(Expr variable) {
    if (variable instanceof Symbol symbol) {
      return symbol.name();
    }
    if (variable instanceof IndexedSymbol indexed) {
      String indices =
          indexed.indices().stream().map(CanonicalNames::index).collect(Collectors.joining(","));
      boolean plain =
          indexed.indices().size() == 1 && !indices.startsWith("-") && !indices.isEmpty();
      return indexed.family() + "_" + (plain ? indices : "{" + indices + "}");
    }
    return "";
  }

  /** The calls that names without brackets may have been meant for: sin(x) for sinx. */
  public static List<String> meantCalls(Expr variable, Question question) {
    List<String> notes = new ArrayList<>();
    String name = canonicalName(variable);
    question
        .written()
        .map(ParsedText::nameSpellings)
        .orElse(Map.of())
        .forEach(
            (known, spelling) -> {
              if (known.length() > name.length() && known.endsWith(name) && !name.isEmpty()) {
                String function = known.substring(0, known.length() - name.length());
                if (Functions.named(function).isPresent()) {
                  notes.add(
                      "`%s` is one name; did you mean %s(%s)?".formatted(spelling, function, name));
                }
              }
            });
    return notes;
  }

  /**
   * The names that have to be given for a value: plain names, elements with numbers, and families.
   */
  public static Set<String> namesToGive(Expr expression) {
    Set<String> names = new TreeSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof Symbol symbol) {
        names.add(symbol.name());
      } else if (node instanceof IndexedSymbol element
          && element.indices().stream().allMatch(RationalNumber.class::isInstance)) {
        names.add(canonicalName(element));
      } else if (node instanceof IndexedSymbol element) {
        names.add(element.family());
      }
      node.children().forEach(pending::push);
    }
    return names;
  }

  private static String index(Expr index) {
    return index instanceof RationalNumber number
        ? number.value().toString()
        : Printer.text(index, Spelling.NONE);
  }
}
