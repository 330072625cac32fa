package org.chainrule.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/** The frame that the builder keeps for one rule that the parser is in. */
final class RuleFrame {
  /** How many parts were finished when the rule was entered: those above belong to it. */
  final int base;

  /** The operators and signs of the rule, in order. */
  final List<Token> operators = new ArrayList<>(2);

  /** For each operator, how many parts stood before it. */
  final List<Integer> places = new ArrayList<>(2);

  /** The subscripts of a name or a call. */
  final List<PendingSubscript> subscripts = new ArrayList<>(2);

  /** The indices that are bound. */
  final List<Syntax.Name> indices = new ArrayList<>(2);

  /** The cases of a piecewise expression. */
  final List<Syntax.Cases.Case> cases = new ArrayList<>(2);

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
}
