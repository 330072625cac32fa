package org.chainrule.condition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;

/** Where an expression is not smooth: the places of its functions and the borders of its cases. */
public final class Singularities {
  private Singularities() {}

  /** The places; those inside of sums with an opened symbol for each index. */
  public static Set<Function.Singularity> of(Expr expression) {
    Set<Function.Singularity> found = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        found.addAll(at(node));
        if (node instanceof Reduction reduction) {
          tie(reduction, opened(reduction), freshIndex()).ifPresent(found::add);
        }
        return true;
      }
    }.apply(expression);
    return found;
  }

  /** The places of an expression that lie in none of its sums. */
  static Set<Function.Singularity> outsideOfSums(Expr expression) {
    Set<Function.Singularity> found = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        return node instanceof Binder ? List.of() : node.children();
      }

      @Override
      protected Boolean compute(Expr node) {
        return found.addAll(at(node));
      }
    }.apply(expression);
    return found;
  }

  /** The places that a node itself has, whatever is inside. */
  private static List<Function.Singularity> at(Expr node) {
    List<Function.Singularity> found = new ArrayList<>();
    if (node instanceof Apply apply) {
      found.addAll(apply.function().singularities(apply.arguments()));
    } else if (node instanceof Piecewise piecewise) {
      piecewise.branches().forEach(branch -> addBorders(branch.condition(), found));
    }
    return found;
  }

  /** Where an element of a maximum or minimum over an index is as large as the others. */
  private static Optional<Function.Singularity> tie(
      Reduction reduction, Binder.Opened inside, Symbol other) {
    boolean isExtremum =
        reduction.operator() == Reduction.Operator.MAXIMUM
            || reduction.operator() == Reduction.Operator.MINIMUM;
    if (!isExtremum || reduction.isOfEqualTerms()) {
      return Optional.empty();
    }
    Expr locus = inside.body().minus(reduction.without(inside.index(), other));
    return Optional.of(new Function.Singularity(Function.Break.KINK, locus, false));
  }

  private static void addBorders(Expr condition, Collection<Function.Singularity> found) {
    List<Expr> pending = new ArrayList<>(List.of(condition));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr next = pending.remove(pending.size() - 1);
      if (next instanceof Logical logical) {
        pending.addAll(logical.operands());
      } else if (next instanceof Relation relation) {
        Expr locus = Sum.of(relation.right(), relation.left().negate());
        found.add(new Function.Singularity(Function.Break.JUMP, locus, false));
      }
    }
  }
}
