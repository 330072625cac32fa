package org.chainrule.parse;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;

/** The places where an expression may fail to be smooth. */
public final class Kinks {
  /**
   * A place.
   *
   * @param locus what is zero there
   * @param everyInteger whether the place is wherever the locus is a whole number instead
   * @param kind how smoothness fails; empty at the boundary of cases, where values decide
   */
  public record Kink(Expr locus, boolean everyInteger, Optional<Function.Break> kind) {}

  private Kinks() {}

  /** The places, each once; inside sums they are in terms of opened indices. */
  public static List<Kink> of(Expr root) {
    Set<Kink> kinks = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof Apply apply) {
          for (Function.Singularity each : apply.function().singularities(apply.arguments())) {
            kinks.add(new Kink(each.locus(), each.everyInteger(), Optional.of(each.kind())));
          }
        } else if (node instanceof Piecewise piecewise) {
          piecewise.branches().forEach(branch -> kinks.addAll(boundaries(branch.condition())));
        }
        return true;
      }
    }.apply(root);
    return List.copyOf(kinks);
  }

  private static List<Kink> boundaries(Expr condition) {
    List<Kink> boundaries = new ArrayList<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof Relation relation) {
          Expr locus = Sum.of(relation.left(), relation.right().negate());
          boundaries.add(new Kink(locus, false, Optional.empty()));
        }
        return true;
      }
    }.apply(condition);
    return boundaries;
  }
}
