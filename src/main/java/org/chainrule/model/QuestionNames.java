package org.chainrule.model;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.chainrule.print.PrintedNumbers;
import org.chainrule.print.Spelling;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.chainrule.resolve.ParsedText;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/** The names that a question and its problem use, and how they are spelt. */
final class QuestionNames {
  private final Declarations declarations;
  private final Optional<ParsedText> written;
  private @Nullable List<String> indexNames;

  QuestionNames(Declarations declarations, Optional<ParsedText> written) {
    this.declarations = declarations;
    this.written = written;
  }

  /** The names of bound indices, of the expression and then of the definitions. */
  List<String> indexNames() {
    List<String> found = indexNames;
    if (found == null) {
      found = findIndexNames();
      indexNames = found;
    }
    return found;
  }

  private List<String> findIndexNames() {
    Set<String> names = new LinkedHashSet<>();
    written.ifPresent(text -> names.addAll(text.boundNames()));
    for (Definition each : declarations.definitions()) {
      SyntaxWalk.forEach(
          each.valueSyntax(),
          node -> {
            if (node instanceof Syntax.Reduction reduction) {
              names.add(reduction.index().name());
            } else if (node instanceof Syntax.Array array) {
              array.indices().forEach(index -> names.add(index.name()));
            }
          });
    }
    return List.copyOf(names);
  }

  /** How numbers are spelt in the question, or else in its definitions. */
  private Map<Rational, String> numberSpellings() {
    Map<Rational, String> spellings = new HashMap<>();
    written.ifPresent(text -> spellings.putAll(text.numberSpellings()));
    for (Definition each : declarations.definitions()) {
      SyntaxWalk.forEach(
          each.valueSyntax(),
          node -> {
            if (node instanceof Syntax.NumberLiteral number) {
              spellings.putIfAbsent(number.value(), number.spelling());
            }
          });
    }
    for (String name : functionSpellings().keySet()) {
      for (Rational constant : Functions.named(name).map(Function::constants).orElse(List.of())) {
        spellings.putIfAbsent(constant, PrintedNumbers.text(constant));
      }
    }
    return spellings;
  }

  private Map<String, String> functionSpellings() {
    return written.map(ParsedText::functionSpellings).orElse(Map.of());
  }

  /**
   * The names that the question and its definitions use.
   *
   * @param reached the expression, and what it leads to through definitions
   */
  Set<String> names(Set<Expr> reached) {
    Set<String> names = new HashSet<>(declarations.familyRanges().keySet());
    Deque<Expr> pending = new ArrayDeque<>(reached);
    declarations.definitions().forEach(each -> names.add(CanonicalNames.nameOf(each.target())));
    addNames(pending, names);
    return names;
  }

  /** Every name that the question, its variables or what surrounds it mentions. */
  Set<String> allNames(Set<Expr> reached, List<Expr> variables) {
    Set<String> names = names(reached);
    names.addAll(declarations.mentioned());
    written.ifPresent(text -> names.addAll(text.nameSpellings().keySet()));
    Deque<Expr> pending = new ArrayDeque<>(declarations.assumptions());
    variables.forEach(pending::push);
    declarations.definitions().forEach(each -> pending.push(each.target()));
    declarations.familyRanges().values().forEach(each -> push(each, pending));
    push(declarations.indexRanges().values(), pending);
    addNames(pending, names);
    return names;
  }

  private static void addNames(Deque<Expr> pending, Set<String> names) {
    Set<Expr> seen = new HashSet<>();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (seen.add(node)) {
        if (node instanceof Symbol || node instanceof IndexedSymbol) {
          names.add(CanonicalNames.nameOf(node));
        }
        node.children().forEach(pending::push);
      }
    }
  }

  private static void push(Collection<IndexRange> ranges, Deque<Expr> pending) {
    for (IndexRange range : ranges) {
      pending.push(range.lower());
      pending.push(range.upper());
    }
  }

  /** How to print answers in the way in which the question was written. */
  Spelling spelling() {
    Map<String, IndexRange> ranges = new HashMap<>();
    Set<String> indices = new HashSet<>(declarations.indexRanges().keySet());
    Map<String, IndexRange> known = new HashMap<>(declarations.knownRanges());
    known.putAll(declarations.indexRanges());
    known.forEach((name, range) -> ranges.put(name, range));
    Set<String> defined = new HashSet<>(declarations.familyRanges().keySet());
    declarations.definitions().forEach(each -> defined.add(CanonicalNames.nameOf(each.target())));
    return Spelling.NONE
        .withDefined(defined)
        .withIndexNames(indexNames())
        .withFunctions(functionSpellings())
        .withNumbers(numberSpellings())
        .withIndices(indices)
        .withFamilies(declarations.familyRanges().keySet())
        .withRanges(ranges)
        .withEulerRedefined(declarations.names().knows("e"));
  }
}
