package org.chainrule.explain;

import java.util.Objects;
import org.chainrule.trace.Rule;

/**
 * A rule that a step uses.
 *
 * @param rule the rule
 * @param subject what it is about, such as a function; empty where the rule says it all
 */
public record Reason(Rule rule, String subject) {
  public Reason {
    Objects.requireNonNull(rule);
    Objects.requireNonNull(subject);
  }

  @Override
  public String toString() {
    return subject.isEmpty() ? rule.text() : rule.text() + " " + subject;
  }
}
