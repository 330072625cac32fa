package org.chainrule.condition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.model.Question;
import org.chainrule.number.Rational;

/**
 * The places where an expression is not smooth: those of its functions and the borders of its
 * cases.
 */
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

  private record Own() {}

  /** The places of what a question is about itself. */
  static Set<Function.Singularity> ofValue(Question question) {
    return question.once(new Own(), () -> Collections.unmodifiableSet(of(question.value())));
  }

  /** The places of what a question is about, and of the definitions that it leads to. */
  public static Set<Function.Singularity> of(Question question) {
    Set<Function.Singularity> found = new LinkedHashSet<>(ofValue(question));
    question.definedValues().forEach(each -> found.addAll(of(each)));
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

  /**
   * The places of an expression in which all bounds of sums are numbers, each sum written out, as
   * far as that leads to no more than some thousand terms.
   */
  public static Set<Function.Singularity> writtenOut(Expr expression) {
    Set<Function.Singularity> found = new LinkedHashSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    long most = Limit.CHECKED_PARTS.most();
    while (!pending.isEmpty()) {
      if (seen.size() >= most) {
        Limit.CHECKED_PARTS.stop();
        return found;
      }
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof Binder binder) {
        writeOut(binder, found, pending);
      } else {
        found.addAll(at(node));
        node.children().forEach(pending::push);
      }
    }
    return found;
  }

  private static void writeOut(
      Binder binder, Set<Function.Singularity> found, Deque<Expr> pending) {
    if (!(binder.lower() instanceof RationalNumber lower)
        || !(binder.upper() instanceof RationalNumber upper)) {
      return;
    }
    Rational each = lower.value();
    long most = Limit.CHECKED_PARTS.most();
    for (int i = 0; each.compareTo(upper.value()) <= 0; i++) {
      if (i >= most) {
        Limit.CHECKED_PARTS.stop();
        return;
      }
      Expr index = Expr.of(each);
      try {
        if (binder.conditionAt(index) != Logical.FALSE) {
          pending.push(binder.bodyAt(index));
          if (binder instanceof Reduction reduction && isExtremum(reduction)) {
            Expr others = reduction.without(index, Symbol.opened(freshNumber(reduction)));
            Expr locus = binder.bodyAt(index).minus(others);
            found.add(new Function.Singularity(Function.Break.KINK, locus, false));
          }
        }
      } catch (DomainException nothing) {
        // There are no others, or this term has no value.
      }
      each = each.plus(Rational.ONE);
    }
  }

  private static int freshNumber(Reduction reduction) {
    return Symbol.largestOpened(reduction) + 1;
  }

  private static boolean isExtremum(Reduction reduction) {
    return reduction.operator() == Reduction.Operator.MAXIMUM
        || reduction.operator() == Reduction.Operator.MINIMUM;
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
    if (!isExtremum(reduction) || reduction.isOfEqualTerms()) {
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
