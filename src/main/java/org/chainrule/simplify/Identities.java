package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.Identity;

/** Identities that the simplifier tries, written in Chainrule's own notation. */
public final class Identities {
  private final List<Identity> identities;

  public Identities(Identity... identities) {
    this.identities = List.of(identities);
  }

  /**
   * Reads an identity: its sides with an equals sign between, and the conditions under which it
   * holds.
   */
  public static Identity identity(String name, String equation, String... conditions) {
    String[] sides = equation.split(" = ", -1);
    if (sides.length != 2) {
      throw new IllegalArgumentException("not an equation: " + equation);
    }
    List<Expr> read = new ArrayList<>();
    for (String condition : conditions) {
      read.add(RuleReader.read(condition));
    }
    return new Identity(name, RuleReader.read(sides[0]), RuleReader.read(sides[1]), read);
  }

  /** All of them, for tests that walk them. */
  public List<Identity> all() {
    return identities;
  }

  /** Adds what the identities make of an expression. */
  void addRewritten(Expr expression, Facts facts, Candidates candidates) {
    for (Identity identity : identities) {
      for (Identity.Use use : identity.rewritten(expression, facts)) {
        candidates.add(identity, use);
      }
    }
  }
}
