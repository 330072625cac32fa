package org.chainrule.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.differentiate.Definitions;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;

/**
 * A question about an element of a recurrence with numbers in the place of its indices: {@code h_1}
 * for {@code h_t} at {@code t = 1}. It is asked where these are numbers for which the element is
 * not what it is in general, as at a start, so that the derivative of a step is not its own; and
 * where a variable is none of those that its family is taken to have, which the derivative in
 * general makes use of.
 *
 * @param question with the numbers put in
 * @param by its variables, in turn
 * @param asked the element and the variables with letters, whose numbers a point may give
 */
public record NumberedQuestion(Question question, List<Expr> by, List<Expr> asked) {
  public NumberedQuestion {
    by = List.copyOf(by);
    asked = List.copyOf(asked);
  }

  /** The question at a point; empty where what holds in general holds there. */
  public static Optional<NumberedQuestion> at(Point point, Question question, List<Expr> by) {
    requireReached(point, question);
    Map<Expr, Expr> numbers = new HashMap<>();
    List<Expr> asked = new ArrayList<>(by);
    boolean isGeneral = true;
    if (question.expression() instanceof IndexedSymbol element) {
      asked.add(element);
      element.indices().forEach(index -> addNumbers(index, point, numbers));
      isGeneral = isGeneral(element, Substitution.of(numbers), question.definitions());
    }
    for (Expr variable : by) {
      if (variable instanceof IndexedSymbol other) {
        other.indices().forEach(index -> addNumbers(index, point, numbers));
      }
    }
    Substitution all = Substitution.of(numbers);
    List<Expr> variables = by.stream().map(all::apply).toList();
    boolean isWithin =
        hold(question.freeEnds(), point)
            && variables.stream().allMatch(each -> isWithin(each, point, question));
    if (isWithin && (numbers.isEmpty() || isGeneral)) {
      return Optional.empty();
    }
    Expr expression = all.apply(question.expression());
    Question numbered = new Question(expression, variables, question, !isWithin);
    return Optional.of(new NumberedQuestion(numbered, variables, asked));
  }

  /** Refuses elements before the start of their recurrence, which the expression needs there. */
  private static void requireReached(Point point, Question question) {
    for (Expr each : question.needed()) {
      Map<Expr, Expr> numbers = new HashMap<>();
      ((IndexedSymbol) each).indices().forEach(index -> addNumbers(index, point, numbers));
      IndexedSymbol there = (IndexedSymbol) Substitution.of(numbers).apply(each);
      if (point.scalar(CanonicalNames.canonicalName(there)) == null) {
        question.definitions().requireReached(there);
      }
    }
  }

  /** Whether a variable is an element that its family has, with the lengths that a point gives. */
  private static boolean isWithin(Expr variable, Point point, Question question) {
    return hold(question.subscripts(variable), point)
        && (!(variable instanceof IndexedSymbol element) || isWithinArray(element, point));
  }

  private static boolean hold(List<Expr> conditions, Point point) {
    for (Expr condition : conditions) {
      Map<Expr, Expr> numbers = new HashMap<>();
      addNumbers(condition, point, numbers);
      if (Substitution.of(numbers).apply(condition) == Logical.FALSE) {
        return false;
      }
    }
    return true;
  }

  /** Whether an array that a point gives for a family is as long as an element asks for. */
  private static boolean isWithinArray(IndexedSymbol element, Point point) {
    List<Integer> lengths = point.lengths(element.family());
    for (int i = 0; lengths != null && i < lengths.size(); i++) {
      if (element.indices().get(i) instanceof RationalNumber index
          && index.value().compareTo(Rational.of(lengths.get(i))) > 0
          && point.scalar(CanonicalNames.canonicalName(element)) == null) {
        return false;
      }
    }
    return true;
  }

  /** Whether an element with these numbers is what it is in general. */
  private static boolean isGeneral(
      IndexedSymbol element, Substitution put, Definitions definitions) {
    return definitions.stepped(element).stream()
        .allMatch(
            each -> {
              IndexedSymbol there = (IndexedSymbol) put.apply(each);
              return !isNumbered(there) || definitions.isGeneral(there, each);
            });
  }

  private static boolean isNumbered(IndexedSymbol element) {
    List<Expr> letters = new ArrayList<>();
    element.indices().forEach(index -> collectLetters(index, letters));
    return letters.isEmpty();
  }

  /** Adds the whole numbers that a point gives to the letters of an index. */
  private static void addNumbers(Expr index, Point point, Map<Expr, Expr> numbers) {
    List<Expr> letters = new ArrayList<>();
    collectLetters(index, letters);
    for (Expr letter : letters) {
      Rational number = point.scalar(((Symbol) letter).name());
      if (number != null && number.isInteger()) {
        numbers.put(letter, Expr.of(number));
      }
    }
  }

  private static void collectLetters(Expr index, List<Expr> letters) {
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Symbol && letters.add(node);
      }
    }.apply(index);
  }
}
