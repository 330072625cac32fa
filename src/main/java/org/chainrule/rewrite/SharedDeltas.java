package org.chainrule.rewrite;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.jspecify.annotations.Nullable;

/** Kronecker deltas that are factors of each of several values, such as those of cases. */
public final class SharedDeltas {
  private SharedDeltas() {}

  /** The deltas that are factors of all of the values but those that are 0. */
  public static Set<KroneckerDelta> of(List<Expr> values) {
    @Nullable Set<KroneckerDelta> shared = null;
    for (Expr value : values) {
      for (Expr addend : value instanceof Sum sum ? sum.addends() : List.of(value)) {
        if (!addend.isZero()) {
          Set<KroneckerDelta> found = factors(addend);
          if (shared != null) {
            found.retainAll(shared);
          }
          shared = found;
        }
      }
    }
    return shared == null ? Set.of() : shared;
  }

  private static Set<KroneckerDelta> factors(Expr term) {
    Set<KroneckerDelta> found = new LinkedHashSet<>();
    if (term instanceof KroneckerDelta delta) {
      found.add(delta);
    } else if (term instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        if (factor.base() instanceof KroneckerDelta delta && factor.exponent().isOne()) {
          found.add(delta);
        }
      }
    }
    return found;
  }

  /** A value without a delta that is a factor of it. */
  public static Expr without(Expr value, KroneckerDelta delta) {
    Sum.Builder result = new Sum.Builder();
    for (Expr addend : value instanceof Sum sum ? sum.addends() : List.of(value)) {
      if (addend instanceof Product product) {
        result.add(product.lowered(delta));
      } else {
        result.add(addend.isZero() ? addend : RationalNumber.ONE);
      }
    }
    return result.build();
  }

  /**
   * The deltas that all values of cases share; none where the cases leave a point open, at which a
   * delta in front would give them a value.
   */
  static Set<KroneckerDelta> ofTotal(Piecewise cases) {
    if (cases.otherwise().isEmpty()) {
      return Set.of();
    }
    List<Expr> values = new ArrayList<>(List.of(cases.otherwise().get()));
    cases.branches().forEach(branch -> values.add(branch.value()));
    return of(values);
  }

  /** Cases as a delta times cases; empty where they share none. */
  static Optional<Expr> inFront(Piecewise cases) {
    return ofTotal(cases).stream()
        .findFirst()
        .map(
            delta -> {
              List<Piecewise.Branch> branches = new ArrayList<>();
              for (Piecewise.Branch branch : cases.branches()) {
                branches.add(
                    new Piecewise.Branch(without(branch.value(), delta), branch.condition()));
              }
              Expr otherwise = without(cases.otherwise().orElseThrow(), delta);
              return Product.of(delta, Piecewise.of(branches, otherwise));
            });
  }
}
