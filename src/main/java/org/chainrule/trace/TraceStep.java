package org.chainrule.trace;

import java.util.List;
import org.chainrule.expr.Expr;

/**
 * One use of a rule: {@code before = after}, where the conditions hold. A derivative that is still
 * to be found is an {@link org.chainrule.expr.DerivativeTerm}, so that the rule for products has
 * {@code diff(x*sin(x), x)} before, and {@code sin(x) + x*diff(sin(x), x)} after.
 *
 * @param rule by which rule
 * @param subject what it is about, such as the name of an identity, of a function or of what a
 *     definition defines; empty where the rule says it all
 * @param before an expression
 * @param after an equal one
 * @param conditions what was made use of: relations that are known to hold where the step is made,
 *     definitions and assumptions among them
 * @param parts derivations that the step rests on, where it took some
 */
public record TraceStep(
    Rule rule, String subject, Expr before, Expr after, List<Expr> conditions, List<Trace> parts) {
  public TraceStep {
    conditions = List.copyOf(conditions);
    parts = List.copyOf(parts);
  }

  /** A step that rests on nothing but its rule. */
  public static TraceStep of(Rule rule, Expr before, Expr after) {
    return new TraceStep(rule, "", before, after, List.of(), List.of());
  }

  /** The rule and the equality: {@code function sin: diff(sin(x), x) = cos(x)}. */
  @Override
  public String toString() {
    String name = subject.isEmpty() ? rule.text() : rule.text() + " " + subject;
    return name + ": " + before + " = " + after;
  }
}
