package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.rewrite.Identity;
import org.chainrule.trace.Rule;
import org.chainrule.trace.TraceStep;

/** Expressions that are equal to a given one, of which the cheapest is kept, with their rules. */
final class Candidates {
  /**
   * An expression that is equal to the given one.
   *
   * @param rule by which rule
   * @param subject what the rule is about
   * @param conditions what has to hold
   */
  record Candidate(Expr expression, Rule rule, String subject, List<Expr> conditions) {
    TraceStep step(Expr before) {
      boolean isFactored = expression instanceof Product || expression instanceof Power;
      Rule told = rule == Rule.FACTORED && !isFactored ? Rule.COMBINED : rule;
      return new TraceStep(told, subject, before, expression, conditions, List.of());
    }
  }

  private final List<Candidate> all = new ArrayList<>();
  private Rule rule = Rule.SIMPLIFIED;

  /** The same list, to which candidates by a rule are added next. */
  Candidates by(Rule next) {
    rule = next;
    return this;
  }

  void add(Expr expression) {
    all.add(new Candidate(expression, rule, "", List.of()));
  }

  void add(Identity identity, Identity.Use use) {
    all.add(new Candidate(use.expression(), Rule.IDENTITY, identity.name(), use.conditions()));
  }

  List<Candidate> all() {
    return all;
  }
}
