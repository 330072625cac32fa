package org.chainrule.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * The frame that the builder keeps for one rule that the parser is in. Most rules gather nothing
 * but pass on what is inside, so a list is made when something is added to it.
 */
final class RuleFrame {
  /** How many parts were finished when the rule was entered: those above belong to it. */
  final int base;

  /** The operators and signs of the rule, in order. */
  List<Token> operators = List.of();

  /** For each operator, how many parts stood before it. */
  List<Integer> places = List.of();

  /** The subscripts of a name or a call. */
  List<PendingSubscript> subscripts = List.of();

  /** The indices that are bound. */
  List<Syntax.Name> indices = List.of();

  /** The lengths of an array. */
  List<Syntax> lengths = List.of();

  /** The rows of a matrix. */
  List<List<Syntax>> rows = List.of();

  /** The cases of a piecewise expression. */
  List<Syntax.Cases.Case> cases = List.of();

  /** The state of a product. */
  final @Nullable ProductBuilder product;

  /** Whether the indices are those of a pair, such as {@code i < j}. */
  boolean pair;

  /** The condition by which indices are bound, such as {@code i < j <= n}. */
  @Nullable Chain chain;

  /** The other letter of {@code i != j}, which is not bound. */
  Syntax.@Nullable Name other;

  @Nullable Syntax lower;
  @Nullable Syntax upper;
  @Nullable Syntax condition;

  /** The value of a piecewise expression where no case holds. */
  @Nullable Built otherwise;

  RuleFrame(int base, @Nullable ProductBuilder product) {
    this.base = base;
    this.product = product;
  }

  void addOperator(Token operator) {
    operators = with(operators, operator);
  }

  /** Adds an operator, with how many parts stand before it. */
  void addOperator(Token operator, int place) {
    addOperator(operator);
    places = with(places, place);
  }

  void addSubscript(PendingSubscript subscript) {
    subscripts = with(subscripts, subscript);
  }

  void addIndex(Syntax.Name index) {
    indices = with(indices, index);
  }

  void addLength(Syntax length) {
    lengths = with(lengths, length);
  }

  void addRow(List<Syntax> row) {
    rows = with(rows, row);
  }

  void addCase(Syntax.Cases.Case one) {
    cases = with(cases, one);
  }

  private static <T> List<T> with(List<T> list, T element) {
    List<T> longer = list.isEmpty() ? new ArrayList<>(2) : list;
    longer.add(element);
    return longer;
  }
}
