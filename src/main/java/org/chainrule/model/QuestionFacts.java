package org.chainrule.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.differentiate.Definitions;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.chainrule.resolve.ParsedText;
import org.chainrule.rewrite.Facts;

/**
 * The facts about the indices and the names in a question: from declarations, from assumptions, and
 * from the elements that the text takes to be there.
 */
final class QuestionFacts {
  private final Declarations declarations;
  private final Definitions definitions;
  private final FamilyBounds bounds;
  private final List<Expr> variables;
  private final Optional<ParsedText> written;
  private final Set<String> boundNames;

  /**
   * The facts of a question.
   *
   * @param variables what is differentiated by
   * @param written the expression, where it is a text
   * @param boundNames the names of the indices of sums in the expression and in definitions
   */
  QuestionFacts(
      Declarations declarations,
      Definitions definitions,
      List<Expr> variables,
      Optional<ParsedText> written,
      Collection<String> boundNames) {
    this.declarations = declarations;
    this.definitions = definitions;
    this.variables = variables;
    this.written = written;
    this.boundNames = Set.copyOf(boundNames);
    bounds = new FamilyBounds(declarations, definitions);
  }

  /** What is known from some premises: ranges of indices, and that subscripts are in theirs. */
  Facts from(Premises premises) {
    Map<Expr, IndexRange> ranges = new HashMap<>();
    Set<Expr> lengths = new HashSet<>();
    declarations.indexRanges().forEach((name, range) -> addRange(name, range, ranges, lengths));
    List<Expr> ends = freeIndexEnds(premises, ranges, lengths);
    Map<String, List<IndexRange>> axesOf = declarations.familyRanges();
    for (Definition each : declarations.definitions()) {
      addFreeIndices(each.value(), Set.copyOf(each.target().children()), axesOf, ranges);
    }
    axesOf.values().forEach(axes -> axes.forEach(range -> lengths.add(range.upper())));
    List<Expr> known = new ArrayList<>(premises.assumptions());
    known.addAll(ends);
    for (Expr length : lengths) {
      if (length instanceof Symbol) {
        known.add(Relation.greaterOrEqual(length, RationalNumber.ONE));
      }
    }
    if (!premises.isAnywhere()) {
      for (Expr variable : variables) {
        subscripts(variable).stream().filter(end -> !premises.leavesOut(end)).forEach(known::add);
      }
    }
    if (written.isPresent()) {
      Expr expression = written.get().expression();
      known.addAll(subscripts(expression));
      needed(expression).forEach(element -> known.addAll(subscripts(element)));
      known.addAll(subscriptsOfVectors(expression));
    }
    Map<Relation, Map<Symbol, IndexRange>> universal = new HashMap<>();
    UniversalIndices general = new UniversalIndices(declarations);
    for (Expr assumption : premises.assumptions()) {
      Map<Symbol, IndexRange> indices = general.of(assumption);
      if (assumption instanceof Relation relation && !indices.isEmpty()) {
        universal.put(relation, indices);
      }
    }
    return Facts.of(ranges, known).withGeneral(universal);
  }

  /** That the subscripts of vectors that functions give, as {@code softmax(z)_i}, are theirs. */
  private static List<Expr> subscriptsOfVectors(Expr root) {
    List<Expr> conditions = new ArrayList<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(root));
    Set<Expr> seen = new HashSet<>();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (!(node instanceof Binder)) {
        node.children().forEach(pending::push);
      }
      if (node instanceof Apply apply && apply.function().selects()) {
        conditions.addAll(Functions.withinRanges(apply.arguments()));
      }
    }
    return conditions;
  }

  /** Adds the ranges of the indices in a definition that are not its own. */
  private static void addFreeIndices(
      Expr value,
      Set<Expr> own,
      Map<String, List<IndexRange>> axesOf,
      Map<Expr, IndexRange> ranges) {
    Deque<Expr> pending = new ArrayDeque<>(List.of(value));
    Set<Expr> seen = new HashSet<>();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      node.children().forEach(pending::push);
      if (node instanceof IndexedSymbol element) {
        List<IndexRange> axes = axesOf.getOrDefault(element.family(), List.of());
        for (int i = 0; i < Math.min(axes.size(), element.indices().size()); i++) {
          if (element.indices().get(i) instanceof Symbol index && !own.contains(index)) {
            ranges.putIfAbsent(index, axes.get(i));
          }
        }
      }
    }
  }

  private static void addRange(
      String name, IndexRange range, Map<Expr, IndexRange> ranges, Set<Expr> lengths) {
    ranges.putIfAbsent(Symbol.named(name), range);
    lengths.add(range.upper());
  }

  /**
   * Adds the ranges of the free indices that are not declared. Those of elements of recurrences
   * begin where these do, which may be nowhere.
   *
   * @return what is known of an index that has but one end
   */
  private List<Expr> freeIndexEnds(
      Premises premises, Map<Expr, IndexRange> ranges, Set<Expr> lengths) {
    List<Expr> ends = new ArrayList<>();
    freeIndices()
        .forEach(
            (name, range) -> {
              Symbol index = Symbol.of(name);
              FamilyBounds.Bounds own = recurrentEnds(index, range);
              if (ranges.containsKey(index)) {
                return;
              }
              Optional<Expr> last =
                  own.upper().filter(end -> !premises.leavesOut(Relation.lessOrEqual(index, end)));
              if (own.lower().isPresent() && last.isPresent()) {
                Expr upper = last.get();
                ranges.put(index, new IndexRange(own.lower().get(), upper));
                lengths.add(upper);
              } else {
                own.lower().ifPresent(end -> ends.add(Relation.greaterOrEqual(index, end)));
                last.ifPresent(end -> ends.add(Relation.lessOrEqual(index, end)));
              }
            });
    return ends;
  }

  /** The ends of an index in the text: those of the defined family of which it is the index. */
  private FamilyBounds.Bounds recurrentEnds(Symbol index, IndexRange range) {
    Deque<Expr> pending = new ArrayDeque<>();
    written.ifPresent(text -> pending.add(text.expression()));
    Set<Expr> seen = new HashSet<>();
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      node.children().forEach(pending::push);
      if (node instanceof IndexedSymbol element && definitions.hasGeneral(element.family())) {
        int place = element.indices().indexOf(index);
        if (place >= 0) {
          return bounds.known(element.family(), place, range);
        }
      }
    }
    return new FamilyBounds.Bounds(Optional.of(range.lower()), Optional.of(range.upper()));
  }

  private Map<String, IndexRange> freeIndices() {
    return written.map(ParsedText::freeIndices).orElse(Map.of());
  }

  /** The elements of recurrences that the expression has no value without. */
  Set<Expr> needed() {
    return written.map(text -> needed(text.expression())).orElse(Set.of());
  }

  /** The elements of recurrences in an expression that it has no value without. */
  private Set<Expr> needed(Expr root) {
    Set<Expr> needed = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        return node instanceof Binder || node instanceof Piecewise
            ? List.of()
            : super.dependencies(node);
      }

      @Override
      protected Boolean compute(Expr node) {
        return node instanceof IndexedSymbol element
            && definitions.isRecurrent(element.family())
            && needed.add(element);
      }
    }.apply(root);
    return needed;
  }

  /** That the indices of an element are of those that its family is known to have. */
  List<Expr> subscripts(Expr variable) {
    List<Expr> conditions = new ArrayList<>();
    if (!(variable instanceof IndexedSymbol element)) {
      return conditions;
    }
    List<IndexRange> axes = declarations.familyRanges().getOrDefault(element.family(), List.of());
    for (int i = 0; i < Math.min(axes.size(), element.indices().size()); i++) {
      Expr index = element.indices().get(i);
      FamilyBounds.Bounds own = bounds.known(element.family(), i, axes.get(i));
      own.lower().ifPresent(end -> conditions.add(Relation.greaterOrEqual(index, end)));
      own.upper()
          .filter(end -> end != NamedConstant.INFINITY)
          .ifPresent(end -> conditions.add(Relation.lessOrEqual(index, end)));
    }
    return conditions;
  }

  /** Up to where the free indices go that stand on a part of an axis that a sum goes over. */
  List<Expr> freeEnds() {
    List<Expr> ends = new ArrayList<>();
    freeIndices()
        .forEach(
            (name, range) -> {
              Symbol index = Symbol.named(name);
              if (!declarations.indexRanges().containsKey(name)
                  && Relation.lessOrEqual(index, range.upper()) instanceof Relation end
                  && !isSaid(end, List.of(index))) {
                ends.add(end);
              }
            });
    return ends;
  }

  /**
   * Whether an end is that of the index's own range, declared or that of a sum over it, or of the
   * one from 1 to n that all have.
   */
  boolean isSaid(Relation bound, List<Expr> indices) {
    boolean isUpper = indices.contains(bound.left());
    Expr index = isUpper ? bound.left() : bound.right();
    Expr end = isUpper ? bound.right() : bound.left();
    return isUpper && end == IndexRange.CONVENTIONAL.upper()
        || !isUpper && end == IndexRange.CONVENTIONAL.lower() && index instanceof Symbol
        || index instanceof Symbol letter
            && (declarations.indexRanges().containsKey(letter.name())
                || boundNames.contains(letter.name()));
  }
}
