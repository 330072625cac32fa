package org.chainrule;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Symbol;
import org.chainrule.parse.IndexRange;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;

/**
 * The names that a check gives whole values: free indices, lengths of families, and names in the
 * bounds of sums and products.
 */
final class WholeNumbers {
  private static final int CHOICES = 8;
  private static final int LENGTHS = 4;
  private static final int LARGEST_INDEX = 4;

  private final Question question;
  private final Set<String> indices = new LinkedHashSet<>();
  private final Set<String> lengths = new LinkedHashSet<>();
  private final Set<String> bounds = new LinkedHashSet<>();
  private final IndexSpans spans;

  /** No family with a length that is a name is shorter, as the element so numbered is used. */
  private int shortest = 1;

  /**
   * The names in a question and in what is claimed of it.
   *
   * @param by the variables of the derivative
   */
  WholeNumbers(Question question, Expr claim, List<Expr> by) {
    this.question = question;
    addLengths();
    indices.addAll(question.reading().freeIndices().keySet());
    SyntaxWalk.forEach(question.reading().syntax(), this::addSelectors);
    List<Expr> expressions = new ArrayList<>(question.definedValues());
    expressions.add(question.value());
    expressions.add(claim);
    Pass<Boolean> collector =
        new Pass<>() {
          @Override
          protected Boolean compute(Expr node) {
            add(node);
            return true;
          }
        };
    expressions.forEach(collector::apply);
    addIndices(claim);
    for (Expr variable : by) {
      add(variable);
      if (variable instanceof IndexedSymbol element) {
        element.indices().forEach(each -> addName(each, indices));
      }
    }
    lengths.removeIf(name -> question.definitions().isDefined(Symbol.of(name)));
    bounds.removeIf(name -> question.definitions().isDefined(Symbol.of(name)));
    by.forEach(variable -> bounds.remove(Questions.canonicalName(variable)));
    spans = new IndexSpans(question, by);
    indices.addAll(spans.names());
    shortest = Math.max(shortest, spans.least());
    bounds.removeAll(indices);
    bounds.removeAll(lengths);
  }

  private void addLengths() {
    Collection<List<IndexRange>> families = question.declarations().familyRanges().values();
    families.forEach(axes -> axes.forEach(range -> addName(range.upper(), lengths)));
    question.reading().freeIndices().values().forEach(range -> addName(range.upper(), lengths));
    question
        .declarations()
        .indexRanges()
        .values()
        .forEach(range -> addName(range.upper(), lengths));
  }

  private static void addName(Expr expression, Set<String> names) {
    if (expression instanceof Symbol symbol && !symbol.isOpened()) {
      names.add(symbol.name());
    }
  }

  private void addSelectors(Syntax node) {
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

  private void add(Expr node) {
    if (node instanceof IndexedSymbol element) {
      List<IndexRange> axes =
          question.declarations().familyRanges().getOrDefault(element.family(), List.of());
      for (int i = 0; i < Math.min(axes.size(), element.indices().size()); i++) {
        if (axes.get(i).upper() instanceof Symbol
            && element.indices().get(i) instanceof RationalNumber number
            && number.value().isInteger()) {
          lengthen(number.value().numerator());
        }
      }
    } else if (node instanceof Reduction reduction) {
      if (isExtremumOfOthers(reduction)) {
        shortest = Math.max(shortest, 2);
      }
      addBounds(reduction.lower());
      addBounds(reduction.upper());
    } else if (node instanceof Elements elements) {
      addBounds(elements.lower());
      addBounds(elements.upper());
    }
  }

  /** Whether this is the largest or smallest of all but one, of which there must be two. */
  private static boolean isExtremumOfOthers(Reduction reduction) {
    return reduction.condition() != Logical.TRUE
        && (reduction.operator() == Reduction.Operator.MAXIMUM
            || reduction.operator() == Reduction.Operator.MINIMUM);
  }

  /** The free names that stand as indices, which a claim may have more of than the question. */
  private void addIndices(Expr claim) {
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof IndexedSymbol || node instanceof KroneckerDelta) {
          node.children().forEach(each -> addName(each, indices));
        } else if (node instanceof Apply apply) {
          List<Function.Parameter> parameters = apply.function().parameters();
          for (int i = 0; i < Math.min(parameters.size(), apply.arguments().size()); i++) {
            if (parameters.get(i) == Function.Parameter.INDEX) {
              addName(apply.arguments().get(i), indices);
            }
          }
        }
        return true;
      }
    }.apply(claim);
  }

  private void lengthen(BigInteger index) {
    if (index.bitLength() < Integer.SIZE - 1) {
      shortest = Math.max(shortest, index.intValueExact());
    }
  }

  private void addBounds(Expr bound) {
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        addName(node, bounds);
        return true;
      }
    }.apply(bound);
  }

  /** The names. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(indices);
    names.addAll(lengths);
    names.addAll(bounds);
    return names;
  }

  /** Some choices of all the values, each small, in which indices meet and do not. */
  List<Map<String, BigInteger>> choices(long seed) {
    if (indices.isEmpty() && lengths.isEmpty() && bounds.isEmpty()) {
      return List.of(Map.of());
    }
    Random random = new Random(seed);
    Set<Map<String, BigInteger>> choices = new LinkedHashSet<>();
    for (int i = 0; i < CHOICES; i++) {
      int length = shortest + i % LENGTHS;
      int largest = lengths.isEmpty() ? LARGEST_INDEX : length;
      Map<String, BigInteger> choice = new TreeMap<>();
      lengths.forEach(name -> choice.put(name, BigInteger.valueOf(length)));
      bounds.forEach(name -> choice.put(name, BigInteger.valueOf(1 + random.nextInt(LENGTHS))));
      int common = 1 + random.nextInt(largest);
      for (String index : indices) {
        int value = i % 3 == 0 ? common : 1 + random.nextInt(largest);
        choice.putIfAbsent(index, BigInteger.valueOf(value));
      }
      Map<String, BigInteger> shifted = new HashMap<>(choice);
      question.reading().freeIndices().forEach((name, range) -> shift(name, range, shifted));
      indices.forEach(name -> shifted.computeIfPresent(name, spans::nearest));
      choices.add(new TreeMap<>(shifted));
    }
    return List.copyOf(choices);
  }

  /** Brings an index, counted from 1, into a range of numbers that it was declared to have. */
  private static void shift(String index, IndexRange range, Map<String, BigInteger> values) {
    BigInteger value = values.get(index);
    if (value == null
        || !(range.lower() instanceof RationalNumber lower)
        || !lower.value().isInteger()) {
      return;
    }
    BigInteger first = lower.value().numerator();
    BigInteger offset = value.subtract(BigInteger.ONE);
    if (range.upper() instanceof RationalNumber upper && upper.value().isInteger()) {
      BigInteger count = upper.value().numerator().subtract(first).add(BigInteger.ONE);
      values.put(index, count.signum() > 0 ? first.add(offset.mod(count)) : first);
    } else if (first.compareTo(value) > 0) {
      values.put(index, first);
    }
  }
}
