package org.chainrule.autograd;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.error.NamesException;
import org.chainrule.error.TapeException;
import org.chainrule.evaluate.Element;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation of an expression with numbers that carry derivatives: each node once, cases only
 * where they hold, sums term by term, with a stack of its own.
 *
 * @param <T> the numbers
 */
final class ExpressionRun<T> {
  private final NumberKinds<T> numbers;
  private final Map<String, T> given;
  private final Map<Expr, T> known = new HashMap<>();
  private final Map<Expr, Truth> conditions = new HashMap<>();
  private final Deque<Work<T>> stack = new ArrayDeque<>();
  private final Set<String> missing = new TreeSet<>();

  ExpressionRun(NumberKinds<T> numbers, Map<String, T> given) {
    this.numbers = numbers;
    this.given = given;
  }

  /**
   * The truth of a condition, which neither holds nor fails where what it compares has no value.
   */
  enum Truth {
    HOLDS,
    FAILS,
    UNDECIDED;

    static Truth of(boolean holds) {
      return holds ? HOLDS : FAILS;
    }
  }

  /** A node that is being computed. */
  abstract static class Work<T> {
    final Expr node;

    Work(Expr node) {
      this.node = node;
    }

    /** Goes on: gives what has to be computed next, or null when the node is known. */
    abstract @Nullable Expr next(ExpressionRun<T> run);
  }

  /** The value; all names that are missing are told at once. */
  T run(Expr root) {
    try {
      proceed(root);
    } catch (DomainException | TapeException exception) {
      if (missing.isEmpty()) {
        throw exception;
      }
    }
    if (!missing.isEmpty()) {
      throw new NamesException(missing, List.of());
    }
    return value(root);
  }

  private void proceed(Expr root) {
    request(root);
    while (!stack.isEmpty()) {
      Interruption.poll();
      Work<T> work = stack.element();
      Expr next = work.next(this);
      if (next == null) {
        stack.pop();
      } else {
        request(next);
      }
    }
  }

  private void request(Expr node) {
    if (!isKnown(node)) {
      stack.push(NodeEvaluators.of(node));
    }
  }

  NumberKinds<T> numbers() {
    return numbers;
  }

  boolean isKnown(Expr node) {
    return known.containsKey(node) || conditions.containsKey(node);
  }

  T value(Expr node) {
    T value = known.get(node);
    if (value == null) {
      throw new TapeException("a condition stands where a number is needed");
    }
    return value;
  }

  Truth truth(Expr condition) {
    Truth truth = conditions.get(condition);
    if (truth == null) {
      throw new TapeException("a number stands where a condition is needed");
    }
    return truth;
  }

  double plain(Expr node) {
    return numbers.value(value(node));
  }

  void put(Expr node, T value) {
    known.put(node, value);
  }

  void putCondition(Expr node, Truth truth) {
    conditions.put(node, truth);
  }

  /** The whole number that a bound or subscript is. */
  BigInteger whole(Expr node) {
    double value = plain(node);
    if (value != Math.rint(value) || Double.isInfinite(value)) {
      throw new DomainException("a subscript or bound is no whole number: " + value);
    }
    return new BigDecimal(value).toBigInteger();
  }

  void name(Symbol symbol) {
    lookUp(symbol, symbol.name());
  }

  void element(IndexedSymbol indexed) {
    List<BigInteger> indices = new ArrayList<>();
    for (Expr index : indexed.indices()) {
      indices.add(whole(index));
    }
    lookUp(indexed, new Element(indexed.family(), indices).toString());
  }

  /** A name without a number counts as 1 until all that are missing can be told. */
  private void lookUp(Expr node, String name) {
    T number = given.get(name);
    if (number == null) {
      missing.add(name);
      if (missing.size() > 20) {
        throw new NamesException(missing, List.of());
      }
      number = numbers.number(1);
    }
    put(node, number);
  }
}
