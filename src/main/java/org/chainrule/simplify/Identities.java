package org.chainrule.simplify;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Sum;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.Identity;

/** Identities that the simplifier tries. Only those are read that may apply to what is asked. */
public final class Identities {
  private final List<WrittenIdentity> identities;

  /** The places of the identities that look for a sum; the others look for anything else. */
  private final BitSet ofSums = new BitSet();

  /** For each function, by its name, the places of the identities that it is written in. */
  private final Map<String, BitSet> looking = new HashMap<>();

  /** The places of the identities that look for no function. */
  private final BitSet without = new BitSet();

  public Identities(WrittenIdentity... identities) {
    this.identities = List.of(identities);
    for (int i = 0; i < identities.length; i++) {
      ofSums.set(i, identities[i].isOfSum());
      without.set(i, identities[i].functions().isEmpty());
      for (String function : identities[i].functions()) {
        looking.computeIfAbsent(function, missing -> new BitSet()).set(i);
      }
    }
  }

  /** The functions that are factors of an expression or of its terms, or raised to powers there. */
  static Set<Function> functions(Expr expression) {
    return MirroredArguments.functions(expression).stream()
        .map(Apply::function)
        .collect(Collectors.toSet());
  }

  /** Whether some function among kernels is one that an identity looks for. */
  boolean mayApply(List<Expr> kernels) {
    return !without.isEmpty()
        || kernels.stream()
            .anyMatch(
                each ->
                    each instanceof Apply apply && looking.containsKey(apply.function().name()));
  }

  /** The places of the identities whose functions are there: of a sum one, as a term will do. */
  private BitSet possible(Expr expression, Set<Function> functions) {
    BitSet possible = new BitSet();
    if (expression instanceof Sum) {
      possible.or(without);
      for (Function function : functions) {
        possible.or(looking.getOrDefault(function.name(), without));
      }
      possible.and(ofSums);
      return possible;
    }
    possible.set(0, identities.size());
    possible.andNot(ofSums);
    Set<String> names = functions.stream().map(Function::name).collect(Collectors.toSet());
    looking.forEach(
        (name, places) -> {
          if (!names.contains(name)) {
            possible.andNot(places);
          }
        });
    return possible;
  }

  /** All of them, for tests that walk them. */
  public List<WrittenIdentity> all() {
    return identities;
  }

  /** Adds what the identities make of an expression. */
  void addRewritten(Expr expression, Facts facts, Candidates candidates) {
    Set<Function> functions = functions(expression);
    BitSet possible = possible(expression, functions);
    for (int i = possible.nextSetBit(0); i >= 0; i = possible.nextSetBit(i + 1)) {
      Identity identity = identities.get(i).read();
      if (functions.containsAll(functions(identity.sought()))) {
        for (Identity.Use use : identity.rewritten(expression, facts)) {
          candidates.add(identity, use);
        }
      }
    }
  }
}
