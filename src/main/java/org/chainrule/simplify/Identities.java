package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.Sum;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.Identity;

/** Identities that the simplifier tries, written in Chainrule's own notation. */
public final class Identities {
  private final List<Identity> identities;

  /** The places of the identities that look for a sum; the others look for anything else. */
  private final BitSet ofSums = new BitSet();

  /** For each function, the places of the identities that look for it as a term or a factor. */
  private final Map<Function, BitSet> looking = new HashMap<>();

  /** Whether some identity looks for no function. */
  private final boolean anyWithout;

  public Identities(Identity... identities) {
    this.identities = List.of(identities);
    anyWithout = this.identities.stream().anyMatch(each -> functions(each.sought()).isEmpty());
    for (int i = 0; i < identities.length; i++) {
      Expr left = identities[i].left();
      ofSums.set(i, left instanceof Sum);
      for (Function function : functions(identities[i].sought())) {
        looking.computeIfAbsent(function, missing -> new BitSet()).set(i);
      }
    }
  }

  /** The functions that are factors of an expression or of its terms, or raised to powers there. */
  private static Set<Function> functions(Expr expression) {
    Set<Function> functions = new HashSet<>();
    if (expression instanceof Sum sum) {
      sum.terms().forEach(term -> addFactors(term.expression(), functions));
    } else {
      addFactors(expression, functions);
    }
    return functions;
  }

  private static void addFactors(Expr term, Set<Function> functions) {
    if (term instanceof Product product) {
      product.factors().forEach(factor -> add(factor.base(), functions));
    } else {
      add(term instanceof Power power ? power.base() : term, functions);
    }
  }

  private static void add(Expr base, Set<Function> functions) {
    if (base instanceof Apply apply) {
      functions.add(apply.function());
    }
  }

  /** Whether some function among kernels is one that an identity looks for. */
  boolean mayApply(List<Expr> kernels) {
    return anyWithout
        || kernels.stream()
            .anyMatch(each -> each instanceof Apply apply && looking.containsKey(apply.function()));
  }

  /** The places of the identities of which all functions that they look for are there. */
  private BitSet possible(Expr expression) {
    BitSet possible = new BitSet();
    possible.set(0, identities.size());
    if (expression instanceof Sum) {
      possible.and(ofSums);
    } else {
      possible.andNot(ofSums);
    }
    Set<Function> functions = functions(expression);
    looking.forEach(
        (function, places) -> {
          if (!functions.contains(function)) {
            possible.andNot(places);
          }
        });
    return possible;
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
    BitSet possible = possible(expression);
    for (int i = possible.nextSetBit(0); i >= 0; i = possible.nextSetBit(i + 1)) {
      Identity identity = identities.get(i);
      for (Identity.Use use : identity.rewritten(expression, facts)) {
        candidates.add(identity, use);
      }
    }
  }
}
