package org.chainrule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chainrule.differentiate.Definitions;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.number.DomainException;
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
record NumberedQuestion(Question question, List<Expr> by, List<Expr> asked) {
  NumberedQuestion {
    by = List.copyOf(by);
    asked = List.copyOf(asked);
  }

  /** The question at a point; empty where what holds in general holds there. */
  static Optional<NumberedQuestion> at(Point point, Question question, List<Expr> by) {
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
        variables.stream().noneMatch(each -> question.subscripts(each).contains(Logical.FALSE));
    for (Expr variable : variables) {
      question.subscripts(variable).forEach(each -> requireLength(each, variable, point));
    }
    if (numbers.isEmpty() || isGeneral && isWithin) {
      return Optional.empty();
    }
    String list = variables.stream().map(Questions::canonicalName).collect(Collectors.joining(","));
    Expr expression = all.apply(question.expression());
    return Optional.of(
        new NumberedQuestion(
            new Question(expression, List.of(list), question.declarations()), variables, asked));
  }

  /**
   * Refuses an element beyond the last that its family is taken to have, where a point says how
   * many these are: the array of x may be longer than the D of {@code sum(i=1..D, x_i)}.
   */
  private static void requireLength(Expr condition, Expr variable, Point point) {
    Map<Expr, Expr> lengths = new HashMap<>();
    addNumbers(condition, point, lengths);
    if (condition != Logical.FALSE && Substitution.of(lengths).apply(condition) == Logical.FALSE) {
      throw new DomainException(
          "%s is taken to be within %s, which does not hold here".formatted(variable, condition));
    }
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
