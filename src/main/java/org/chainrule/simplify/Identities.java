package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Sum;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.Identity;

/** Identities that the simplifier tries. Only those are read that may apply to what is asked. */
public final class Identities {
  private final List<WrittenIdentity> identities;

  /** A bit for each function that an identity looks for; of more than 64 some share one. */
  private final Map<String, Long> bits = new HashMap<>();

  private final List<Sought> sought = new ArrayList<>();
  private final boolean areOfAll;

  public Identities(WrittenIdentity... identities) {
    this.identities = List.of(identities);
    boolean isOfAll = false;
    for (WrittenIdentity each : identities) {
      long functions = 0;
      for (String function : each.functions()) {
        functions |= bits.computeIfAbsent(function, missing -> 1L << bits.size());
      }
      isOfAll |= functions == 0;
      sought.add(new Sought(each, functions));
    }
    areOfAll = isOfAll;
  }

  /** An identity with the functions that it looks for. */
  private final class Sought {
    private final WrittenIdentity written;
    private final long functions;

    /** The functions of the first term of a sum, once it was read. */
    private volatile long first;

    Sought(WrittenIdentity written, long functions) {
      this.written = written;
      this.functions = functions;
    }

    /** Whether its functions are there: of a sum one, as a term will do. */
    boolean isPossible(boolean isOfSum, long given) {
      if (written.isOfSum() != isOfSum) {
        return false;
      }
      return isOfSum
          ? functions == 0 || (functions & given) != 0 && (first & ~given) == 0
          : (functions & ~given) == 0;
    }

    Identity read() {
      Identity identity = written.read();
      if (first == 0) {
        first = bits(MirroredArguments.functions(identity.sought()));
      }
      return identity;
    }
  }

  private long bits(List<Apply> functions) {
    long all = 0;
    for (Apply each : functions) {
      all |= bits.getOrDefault(each.function().name(), 0L);
    }
    return all;
  }

  /** Whether some identity looks for no function. */
  boolean areOfAll() {
    return areOfAll;
  }

  /** Whether some function among kernels is one that an identity looks for. */
  boolean mayApply(List<Expr> kernels) {
    return areOfAll
        || kernels.stream()
            .anyMatch(
                each -> each instanceof Apply apply && bits.containsKey(apply.function().name()));
  }

  /** All of them, for tests that walk them. */
  public List<WrittenIdentity> all() {
    return identities;
  }

  /**
   * Adds what the identities make of an expression.
   *
   * @param functions those that are factors of it or of its terms, or are raised to powers there
   */
  void addRewritten(Expr expression, List<Apply> functions, Facts facts, Candidates candidates) {
    boolean isSum = expression instanceof Sum;
    long given = bits(functions);
    if (given == 0 && !areOfAll) {
      return;
    }
    for (Sought each : sought) {
      if (each.isPossible(isSum, given)) {
        Identity identity = each.read();
        if (each.isPossible(isSum, given)) {
          for (Identity.Use use : identity.rewritten(expression, facts)) {
            candidates.add(identity, use);
          }
        }
      }
    }
  }
}
