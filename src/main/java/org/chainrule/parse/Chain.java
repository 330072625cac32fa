package org.chainrule.parse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.notation.Convention;
import org.chainrule.notation.Identifier;
import org.chainrule.number.Rational;
import org.chainrule.syntax.RelationOperator;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.Syntax.Binary;
import org.chainrule.syntax.Syntax.Comparison;
import org.chainrule.syntax.Syntax.Name;
import org.chainrule.syntax.Syntax.NumberLiteral;
import org.jspecify.annotations.Nullable;

/**
 * A condition such as {@code 1 <= i < j <= n}: letters that rise, between a first and a last value
 * that may be given.
 *
 * @param letters the letters, rising
 * @param operators what stands between them, one less
 * @param first the first value that is given, or null
 * @param last the last value that is given, or null
 */
record Chain(
    List<Name> letters,
    List<RelationOperator> operators,
    @Nullable Syntax first,
    @Nullable Syntax last) {

  /** Reads a condition; null where it is no such chain. */
  static @Nullable Chain of(Syntax condition) {
    if (!(condition instanceof Comparison comparison)) {
      return null;
    }
    List<Syntax> operands = new ArrayList<>(comparison.operands());
    List<RelationOperator> operators = new ArrayList<>(comparison.operators());
    if (operators.stream().allMatch(Chain::isMore)) {
      Collections.reverse(operands);
      Collections.reverse(operators);
      operators.replaceAll(
          each ->
              each == RelationOperator.GREATER
                  ? RelationOperator.LESS
                  : RelationOperator.LESS_OR_EQUAL);
    } else if (!operators.stream().allMatch(Chain::isLess)) {
      return null;
    }
    Syntax first = null;
    Syntax last = null;
    if (!isLetter(operands.get(0))) {
      first = moved(operands.remove(0), operators.remove(0), Binary.Operator.ADD);
    }
    if (!operands.isEmpty() && !isLetter(operands.get(operands.size() - 1))) {
      Syntax end = operands.remove(operands.size() - 1);
      if (operands.isEmpty()) {
        return null;
      }
      last = moved(end, operators.remove(operators.size() - 1), Binary.Operator.SUBTRACT);
    }
    List<Name> letters = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Syntax operand : operands) {
      if (!(operand instanceof Name name) || !isLetter(operand) || !seen.add(name.name())) {
        return null;
      }
      letters.add(name);
    }
    return new Chain(letters, operators, first, last);
  }

  /** The chain in which the last letter is the last value. */
  Chain withLast() {
    int end = letters.size() - 1;
    return new Chain(
        letters.subList(0, end),
        operators.subList(0, end - 1),
        first,
        moved(letters.get(end), operators.get(end - 1), Binary.Operator.SUBTRACT));
  }

  /** The first value, 1 where none is given. */
  Syntax firstOrOne() {
    return first == null ? new NumberLiteral(letters.get(0).span(), Rational.ONE, "1") : first;
  }

  /** What is left to say of the letters where their first and last values are known; or null. */
  @Nullable Syntax condition() {
    return letters.size() == 1
        ? null
        : new Comparison(
            letters.get(0).span().to(letters.get(letters.size() - 1).span()),
            List.copyOf(letters),
            operators);
  }

  /** The least or largest value of what is at, above or below an end. */
  private static Syntax moved(Syntax end, RelationOperator relation, Binary.Operator operator) {
    if (relation == RelationOperator.LESS_OR_EQUAL) {
      return end;
    }
    if (end instanceof NumberLiteral number) {
      Rational value =
          operator == Binary.Operator.ADD
              ? number.value().plus(Rational.ONE)
              : number.value().minus(Rational.ONE);
      return new NumberLiteral(end.span(), value, value.toString());
    }
    return new Binary(
        end.span(), operator, end, new NumberLiteral(end.span(), Rational.ONE, "1"), false);
  }

  /** Whether this may be an index: a letter other than the length of everything. */
  private static boolean isLetter(Syntax node) {
    return node instanceof Name name
        && Identifier.of(name.spelling()).isSymbol()
        && !name.name().equals(Convention.LENGTH);
  }

  private static boolean isLess(RelationOperator operator) {
    return operator == RelationOperator.LESS || operator == RelationOperator.LESS_OR_EQUAL;
  }

  private static boolean isMore(RelationOperator operator) {
    return operator == RelationOperator.GREATER || operator == RelationOperator.GREATER_OR_EQUAL;
  }
}
