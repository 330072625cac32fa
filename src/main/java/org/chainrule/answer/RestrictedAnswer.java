package org.chainrule.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.condition.CaseBorders;
import org.chainrule.condition.DomainCondition;
import org.chainrule.condition.DomainConditions;
import org.chainrule.condition.ElementMeetings;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.model.Derivations;
import org.chainrule.model.Question;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.SideCondition;

/**
 * A derivative as an expression with its conditions in it, so that it has no value where there is
 * no derivative: {@code 1/x} for {@code x > 0}, of log(x).
 *
 * <p>Where the cases of a derivative meet smoothly, the place between them belongs to one of them,
 * while the answer is printed as a book does: {@code cases(2*x if x > 0, 0 if x < 0)}, of
 * relu(x)^2.
 *
 * <p>Only what the expression does not tell by itself is added: {@code 1/(2*sqrt(x))} has no value
 * at 0 or below anyway. A condition on names that the answer does not have, such as {@code x*y > 0}
 * of log(x*y) by x, is looked at where these are given, and else left aside: a value of the answer
 * does not need them.
 */
public final class RestrictedAnswer {
  private static final Expr ZERO = RationalNumber.ZERO;

  private final Derivations derivations;
  private final Expr derivative;

  private RestrictedAnswer(Derivations derivations, Expr derivative) {
    this.derivations = derivations;
    this.derivative = derivative;
  }

  /**
   * The derivative under the conditions that it does not tell by itself.
   *
   * @param spans for which indices it holds
   */
  static Expr of(Derivations derivations, Expr derivative, Set<Expr> spans) {
    return new RestrictedAnswer(derivations, derivative).restricted(spans);
  }

  private Expr restricted(Set<Expr> spans) {
    Set<Expr> conditions = new LinkedHashSet<>();
    Question own = new Question(derivative, List.of(), Declarations.NONE);
    Set<DomainCondition> told = new HashSet<>(DomainConditions.ofValue(own));
    List<DomainCondition> domain =
        DomainConditions.ofDerivative(derivations.question(), derivations.by());
    for (DomainCondition each : domain) {
      if (!told.contains(each)) {
        atVariable(each).ifPresent(conditions::add);
        overItsIndices(each).ifPresent(conditions::add);
      }
    }
    conditions.addAll(CaseBorders.leftOut(derivations, derivative));
    conditions.addAll(spans);
    return Piecewise.restriction(
        CaseBorders.closed(derivations, derivative),
        Logical.of(Logical.Operator.AND, conditions),
        derivative);
  }

  /** The condition where an index under it is that of the variable: of x_k > 0 it is x_j > 0. */
  private Optional<Expr> atVariable(DomainCondition condition) {
    for (Expr variable : condition.bounds().isEmpty() ? List.<Expr>of() : derivations.by()) {
      Map<Expr, Expr> met = ElementMeetings.met(condition.holds(), condition.indices(), variable);
      if (met.keySet().containsAll(condition.indices())) {
        return Optional.of(Substitution.of(met).apply(condition.holds()));
      }
    }
    return Optional.empty();
  }

  /** One condition for all values of the bound indices; none where it has no such form. */
  private static Optional<Expr> overItsIndices(DomainCondition condition) {
    if (condition.bounds().isEmpty()) {
      return Optional.of(condition.holds());
    }
    if (!(condition.holds() instanceof Relation relation)) {
      return Optional.empty();
    }
    Expr difference = relation.right().minus(relation.left());
    return switch (relation.operator()) {
      case LESS ->
          Optional.of(Relation.less(ZERO, over(Reduction.Operator.MINIMUM, condition, difference)));
      case LESS_OR_EQUAL ->
          Optional.of(
              Relation.lessOrEqual(ZERO, over(Reduction.Operator.MINIMUM, condition, difference)));
      case NOT_EQUAL ->
          Optional.of(
              Relation.notEqual(over(Reduction.Operator.PRODUCT, condition, difference), ZERO));
      case EQUAL -> Optional.empty();
    };
  }

  private static Expr over(Reduction.Operator operator, DomainCondition condition, Expr body) {
    Expr result = body;
    for (SideCondition.Bound bound : condition.bounds()) {
      result =
          Reduction.of(
              operator, bound.index(), bound.range().lower(), bound.range().upper(), result);
    }
    return result;
  }

  /** The conditions of an answer; none of other expressions. */
  public static List<Expr> conditions(Expr answer) {
    if (!(answer instanceof Piecewise cases) || !cases.isRestriction()) {
      return List.of();
    }
    Expr condition = cases.branches().get(0).condition();
    if (condition == Logical.TRUE) {
      return List.of();
    }
    return condition instanceof Logical logical && logical.operator() == Logical.Operator.AND
        ? logical.operands()
        : List.of(condition);
  }

  /** An answer without its conditions; other expressions as they are. */
  public static Expr answer(Expr answer) {
    return answer instanceof Piecewise cases && cases.isRestriction()
        ? cases.branches().get(0).value()
        : answer;
  }

  /** An answer under those of its conditions that have no names but its own. */
  public static Expr ofOwnNames(Expr answer) {
    Expr alone = answer(answer);
    if (alone == answer) {
      return answer;
    }
    Set<String> names = new HashSet<>();
    addNames(alone, names);
    List<Expr> own = new ArrayList<>();
    for (Expr condition : conditions(answer)) {
      Set<String> used = new HashSet<>();
      addNames(condition, used);
      if (names.containsAll(used)) {
        own.add(condition);
      }
    }
    return Piecewise.restriction(alone, Logical.of(Logical.Operator.AND, own));
  }

  private static void addNames(Expr expression, Set<String> names) {
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (seen.add(node)) {
        if (node instanceof Symbol symbol && !symbol.isOpened()) {
          names.add(symbol.name());
        } else if (node instanceof IndexedSymbol element) {
          names.add(element.family());
        }
        node.children().forEach(pending::push);
      }
    }
  }
}
