package org.chainrule.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Power;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.IndexBounds;
import org.chainrule.model.LinearForm;
import org.chainrule.model.Question;
import org.chainrule.notation.Convention;
import org.chainrule.number.Rational;
import org.chainrule.resolve.ParsedText;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;

/**
 * The names that a check gives whole values: free indices, lengths of families, names in the bounds
 * of sums and products, and names that are compared with such; with the ranges that they have, and
 * the numbers and relations at which an expression may change.
 */
final class IntegerNames {
  /** Letters that are indices where nothing but a comparison with a number uses them. */
  private final Question question;

  private final Set<String> indices = new LinkedHashSet<>();
  private final Set<String> lengths = new LinkedHashSet<>();
  private final Set<String> bounds = new LinkedHashSet<>();
  private final Map<String, List<IndexRange>> ranges = new LinkedHashMap<>();
  private final Set<LinearForm> borders = new LinkedHashSet<>();
  private final IndexBounds spans;

  /** The indices of sums that are open while an expression is read, with their ranges. */
  private final Map<String, IndexRange> open = new LinkedHashMap<>();

  /** What conditions and deltas compare, as a left side minus a right. */
  private final Set<Expr> compared = new LinkedHashSet<>();

  /** Where functions bend. */
  private final Set<Expr> bends = new LinkedHashSet<>();

  /** The letters for which definitions hold, which are not those of the question. */
  private final Set<String> formals = new HashSet<>();

  /** Numbers that such letters are compared with. */
  private final Set<BigInteger> numbers = new TreeSet<>();

  /** The names that occur anywhere. */
  private final Set<String> occurring = new HashSet<>();

  /** Names with a value that is no index. */
  private final Set<String> values = new HashSet<>();

  /** No family with a length that is a name is shorter, as the element so numbered is used. */
  private int shortest = 1;

  /**
   * The names in a question and in what is claimed of it.
   *
   * @param by the variables of the derivative
   */
  IntegerNames(Question question, Expr claim, List<Expr> by) {
    this.question = question;
    addLengths();
    question.freeIndices().forEach(this::addIndex);
    question.syntax().ifPresent(tree -> SyntaxWalk.forEach(tree, this::addSelectors));
    Pass<Boolean> collector =
        new Pass<>() {
          @Override
          protected Boolean compute(Expr node) {
            if (node instanceof Binder binder) {
              open.put(opened(binder).index().name(), binder.range());
            }
            add(node);
            return true;
          }
        };
    List<Expr> expressions = new ArrayList<>(List.of(question.value(), claim));
    expressions.addAll(by);
    expressions.forEach(collector::apply);
    if (question.expression() instanceof IndexedSymbol element) {
      // It is no more in what it stands for, and its family is to have it.
      addElement(element);
    }
    expressions.forEach(each -> addName(each, values));
    Set<String> letters = new HashSet<>();
    question.declarations().definitions().forEach(each -> addNames(each.target(), letters));
    formals.addAll(letters);
    formals.removeAll(names());
    question.definedValues().forEach(collector::apply);
    question.declarations().indexRanges().forEach(this::addRange);
    Set<String> variables = new HashSet<>();
    by.forEach(variable -> variables.add(CanonicalNames.canonicalName(variable)));
    addCompared(variables);
    lengths.removeIf(name -> question.definitions().isDefined(Symbol.named(name)));
    bounds.removeIf(name -> question.definitions().isDefined(Symbol.named(name)));
    bounds.removeAll(variables);
    spans = new IndexBounds(question, by);
    indices.addAll(spans.names());
    shortest = Math.max(shortest, spans.least());
    bounds.stream().filter(ranges::containsKey).forEach(indices::add);
    indices.removeAll(variables);
    bounds.removeAll(indices);
    bounds.removeAll(lengths);
    indices.removeAll(lengths);
  }

  private void addLengths() {
    Collection<List<IndexRange>> families = question.declarations().familyRanges().values();
    families.forEach(axes -> axes.forEach(range -> addNames(range.upper(), lengths)));
    question.freeIndices().values().forEach(range -> addNames(range.upper(), lengths));
    question
        .declarations()
        .indexRanges()
        .values()
        .forEach(range -> addNames(range.upper(), lengths));
  }

  private void addIndex(String name, IndexRange range) {
    indices.add(name);
    addRange(name, range);
  }

  private void addRange(String name, IndexRange range) {
    List<IndexRange> known = ranges.computeIfAbsent(name, key -> new ArrayList<>());
    if (!known.contains(range)) {
      known.add(range);
    }
  }

  private void addName(Expr expression, Set<String> names) {
    if (expression instanceof Symbol symbol
        && !symbol.isOpened()
        && !formals.contains(symbol.name())) {
      names.add(symbol.name());
    }
  }

  private void addNames(Expr expression, Set<String> names) {
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        addName(node, names);
        return true;
      }
    }.apply(expression);
  }

  private void addSelectors(Syntax node) {
    if (node instanceof Syntax.Reduction reduction && reduction.lower() != null) {
      // A bound may matter to the value as written where it does not to the expression.
      addWritten(reduction.lower());
      addWritten(Objects.requireNonNull(reduction.upper()));
    }
    if (node instanceof Syntax.Array array) {
      array.lengths().forEach(this::addWritten);
    }
    if (node instanceof Syntax.Element element) {
      for (Syntax index : element.indices()) {
        if (index instanceof Syntax.Name name) {
          indices.add(name.name());
        } else if (index instanceof Syntax.NumberLiteral number && number.value().isInteger()) {
          lengthen(number.value().numerator());
        }
      }
    }
  }

  private void addWritten(Syntax bound) {
    List<String> boundNames = question.written().map(ParsedText::boundNames).orElse(List.of());
    SyntaxWalk.forEach(
        bound,
        node -> {
          boolean isFree =
              node instanceof Syntax.Name name
                  && !boundNames.contains(name.name())
                  && !question.declarations().isFamily(name.name());
          if (isFree && node instanceof Syntax.Name name) {
            bounds.add(name.name());
            occurring.add(name.name());
          }
        });
  }

  private void add(Expr node) {
    if (node instanceof Symbol symbol) {
      occurring.add(symbol.name());
    }
    if (node instanceof IndexedSymbol element) {
      addElement(element);
    } else if (node instanceof KroneckerDelta delta) {
      delta.children().forEach(each -> addName(each, indices));
      compared.add(delta.left().minus(delta.right()));
    } else if (node instanceof Relation relation) {
      compared.add(relation.left().minus(relation.right()));
    } else if (node instanceof Reduction reduction) {
      if (isExtremumOfOthers(reduction)) {
        shortest = Math.max(shortest, 2);
      }
      addBounds(reduction);
    } else if (node instanceof Elements elements) {
      addBounds(elements);
    } else if (node instanceof Power power && power.base().isZero()) {
      compared.add(power.exponent());
    } else if (node instanceof Apply apply) {
      addPlaces(apply);
      Functions.selected(apply.arguments()).forEach(each -> addChosen(each.index(), each.range()));
    }
    if (!(node instanceof Relation || node instanceof KroneckerDelta || isIndexed(node))) {
      node.children().forEach(each -> addName(each, values));
    }
  }

  /** A step compares as a condition does; where a function bends, what is whole may change. */
  private void addPlaces(Apply apply) {
    for (Function.Singularity place : apply.function().singularities(apply.arguments())) {
      if (!place.everyInteger()) {
        (place.kind() == Function.Break.JUMP ? compared : bends).add(place.locus());
      }
    }
  }

  /** An index that chooses one of the elements that a function is given. */
  private void addChosen(Expr index, IndexRange range) {
    addName(index, indices);
    if (index instanceof Symbol symbol && indices.contains(symbol.name())) {
      addRange(symbol.name(), range);
    }
  }

  private static boolean isIndexed(Expr node) {
    return node instanceof IndexedSymbol || node instanceof Binder;
  }

  private void addElement(IndexedSymbol element) {
    List<IndexRange> axes =
        question.declarations().familyRanges().getOrDefault(element.family(), List.of());
    for (int i = 0; i < element.indices().size(); i++) {
      Expr index = element.indices().get(i);
      addNames(index, indices);
      LinearForm.of(index).ifPresent(this::addShift);
      if (i >= axes.size()) {
        continue;
      }
      if (axes.get(i).upper() instanceof Symbol
          && index instanceof RationalNumber number
          && number.value().isInteger()) {
        lengthen(number.value().numerator());
      }
      if (index instanceof Symbol symbol
          && !symbol.isOpened()
          && !question.definitions().hasGeneral(element.family())) {
        addRange(symbol.name(), axes.get(i));
      }
    }
  }

  /** The border that an index has where another name or number stands for it. */
  private void addShift(LinearForm index) {
    if (index.names().size() == 1 && !index.constant().isZero()) {
      borders.add(new LinearForm(index.coefficients(), index.constant().minus(Rational.ONE)));
    }
  }

  /** Whether this is the largest or smallest of all but one, of which there must be two. */
  private static boolean isExtremumOfOthers(Reduction reduction) {
    return reduction.condition() != Logical.TRUE
        && (reduction.operator() == Reduction.Operator.MAXIMUM
            || reduction.operator() == Reduction.Operator.MINIMUM);
  }

  private void lengthen(BigInteger index) {
    if (index.bitLength() < Integer.SIZE - 1) {
      shortest = Math.max(shortest, index.intValueExact());
    }
  }

  private void addBounds(Binder binder) {
    addNames(binder.lower(), bounds);
    addNames(binder.upper(), bounds);
    compared.add(binder.lower().minus(binder.upper()));
    if (binder.lower() != RationalNumber.ONE) {
      compared.add(binder.lower());
    }
  }

  /** The names that are compared with whole numbers, and where comparisons change. */
  private void addCompared(Set<String> variables) {
    boolean more = true;
    while (more) {
      more = false;
      for (Expr difference : compared) {
        Optional<LinearForm> form = LinearForm.of(difference).filter(this::isWhole);
        if (form.isEmpty()) {
          continue;
        }
        for (String name : form.get().names()) {
          boolean isNew =
              !open.containsKey(name)
                  && !formals.contains(name)
                  && !isKnown(name)
                  && !variables.contains(name)
                  && !question.definitions().isDefined(Symbol.named(name));
          if (isNew) {
            indices.add(name);
            more = true;
          }
        }
        addPartners(form.get());
      }
    }
    for (Expr difference : compared) {
      LinearForm.of(difference).ifPresent(this::addBorder);
    }
    for (Expr difference : bends) {
      LinearForm.of(difference)
          .filter(form -> form.names().stream().allMatch(this::isKnown))
          .ifPresent(this::addBorder);
    }
  }

  private void addBorder(LinearForm form) {
    if (form.names().stream().allMatch(this::isKnown)) {
      borders.add(form);
    } else if (form.names().size() == 1) {
      Rational coefficient = form.coefficients().values().iterator().next();
      numbers.add(form.constant().negate().dividedBy(coefficient).floor());
    }
  }

  /** Whether a comparison is one of whole numbers. */
  private boolean isWhole(LinearForm form) {
    Set<String> names = form.names();
    return names.stream()
            .anyMatch(name -> open.containsKey(name) || formals.contains(name) || isKnown(name))
        || form.constant().isInteger()
            && names.stream().allMatch(name -> Convention.isIndex(name) && !values.contains(name));
  }

  /** The range of the index that another one is compared with is that one's, if it has none. */
  private void addPartners(LinearForm form) {
    if (form.names().size() != 2 || !form.constant().isZero()) {
      return;
    }
    List<String> names = List.copyOf(form.names());
    for (int i = 0; i < 2; i++) {
      IndexRange range = open.get(names.get(i));
      String other = names.get(1 - i);
      boolean hasRange = ranges.containsKey(other) || open.containsKey(other);
      if (range != null && !hasRange && indices.contains(other)) {
        addRange(other, range);
      }
    }
  }

  private boolean isKnown(String name) {
    return indices.contains(name) || lengths.contains(name) || bounds.contains(name);
  }

  /** The names. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(indices);
    names.addAll(lengths);
    names.addAll(bounds);
    return names;
  }

  /** The names that are lengths. */
  Set<String> lengths() {
    return lengths;
  }

  /** The names in bounds that are neither lengths nor indices. */
  Set<String> bounds() {
    return bounds;
  }

  /** The names that are indices. */
  Set<String> indices() {
    return indices;
  }

  /** Whether a length changes anything, by itself or as the end of an index's range. */
  boolean matters(String length) {
    return occurring.contains(length)
        || indices.stream()
            .flatMap(index -> ranges(index).stream())
            .anyMatch(range -> mentions(range, length));
  }

  private static boolean mentions(IndexRange range, String name) {
    return Occurrence.isPossible(name, range.lower()) || Occurrence.isPossible(name, range.upper());
  }

  /** The least that a length may be. */
  int shortest() {
    return shortest;
  }

  /** The ranges that an index is declared or implied to have. */
  List<IndexRange> ranges(String index) {
    return ranges.getOrDefault(index, List.of());
  }

  /** What an expression may change at: where one of these is 0. */
  Set<LinearForm> borders() {
    return borders;
  }

  /** The whole numbers at which a name alone meets a border. */
  Set<BigInteger> borders(String name) {
    Set<BigInteger> found = new TreeSet<>(numbers);
    for (LinearForm border : borders) {
      Rational coefficient = border.coefficients().get(name);
      if (border.names().size() == 1 && coefficient != null) {
        found.add(border.constant().negate().dividedBy(coefficient).floor());
      }
    }
    return found;
  }

  /** Whether an index may be a number, as far as recurrences say so. */
  boolean allows(String index, BigInteger number) {
    return spans.nearest(index, number).equals(number);
  }

  /** The number nearest to the given one that recurrences let an index be. */
  BigInteger nearest(String index, BigInteger number) {
    return spans.nearest(index, number);
  }
}
