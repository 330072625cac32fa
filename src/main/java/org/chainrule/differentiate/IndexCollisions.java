package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Apply;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;

/**
 * The values of a sum's index for which a derivative in it is at a kink or pole whatever the
 * numbers are: in {@code sign(x_i - x_j)} both elements are one where j is i, and what was
 * differentiated is constant there.
 */
final class IndexCollisions {
  /** So deep are single terms of sums within single terms differentiated by themselves. */
  static final int DEEPEST = 3;

  private static final int MOST = 2;

  private final Symbol index;
  private final Definitions definitions;
  private final Set<Expr> places = new LinkedHashSet<>();

  private IndexCollisions(Symbol index, Definitions definitions) {
    this.index = index;
    this.definitions = definitions;
  }

  /** The values of the index for which a place in the derivative is met identically. */
  static Set<Expr> of(Symbol index, Expr derivative, Definitions definitions) {
    IndexCollisions coincidences = new IndexCollisions(index, definitions);
    coincidences.collect(derivative);
    Set<Expr> values = new LinkedHashSet<>();
    for (Expr place : coincidences.places) {
      for (Expr candidate : coincidences.candidates(place)) {
        // Above that number are the indices of sums within, which are no values outside of these.
        if (values.size() < MOST
            && Symbol.largestOpened(candidate) <= Symbol.largestOpened(derivative)
            && Substitution.of(index, candidate).apply(place).isZero()) {
          values.add(candidate);
        }
      }
    }
    return values;
  }

  /** Whether a power of one base has a negative number for its exponent at a value. */
  static boolean isPole(Symbol index, Expr value, Expr derivative) {
    if (isInfinite(value)) {
      return false;
    }
    Substitution at = Substitution.of(index, value);
    return new Pass<Boolean>(Symbol.largestOpened(derivative)) {
      @Override
      protected Boolean compute(Expr node) {
        boolean isPole = false;
        if (node instanceof Power power) {
          isPole = isPole(power.base(), power.exponent());
        } else if (node instanceof Product product) {
          isPole =
              product.factors().stream().anyMatch(each -> isPole(each.base(), each.exponent()));
        }
        return isPole || dependencies(node).stream().anyMatch(this::result);
      }

      private boolean isPole(Expr base, Expr exponent) {
        return Occurrence.of(index, exponent)
            && !Occurrence.of(index, base)
            && at.apply(exponent) instanceof RationalNumber number
            && number.value().signum() < 0;
      }
    }.apply(derivative);
  }

  private static boolean isInfinite(Expr bound) {
    return bound == NamedConstant.INFINITY || bound == NamedConstant.INFINITY.negate();
  }

  /** What is zero at the kinks, jumps and poles. */
  private void collect(Expr derivative) {
    new Pass<Boolean>(Symbol.largestOpened(derivative)) {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof Apply apply) {
          apply.function().singularities(apply.arguments()).forEach(each -> add(each.locus()));
        } else if (node instanceof Power power) {
          addPower(power.base(), power.exponent());
        } else if (node instanceof Product product) {
          product.factors().forEach(each -> addPower(each.base(), each.exponent()));
        } else if (node instanceof Piecewise piecewise) {
          piecewise.branches().forEach(branch -> addBorders(branch.condition()));
        }
        return true;
      }
    }.apply(derivative);
  }

  private void addPower(Expr base, Expr exponent) {
    boolean isSmooth =
        exponent instanceof RationalNumber number
            && number.value().isInteger()
            && number.value().signum() > 0;
    if (!isSmooth) {
      add(base);
    }
  }

  private void addBorders(Expr condition) {
    List<Expr> pending = new ArrayList<>(List.of(condition));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr next = pending.remove(pending.size() - 1);
      if (next instanceof Logical logical) {
        pending.addAll(logical.operands());
      } else if (next instanceof Relation relation) {
        add(relation.left().minus(relation.right()));
      }
    }
  }

  private void add(Expr place) {
    if (Occurrence.of(index, place)) {
      places.add(definitions.valueOf(place).orElse(place));
    }
  }

  /**
   * The other indices of families that the index goes through in a place, and what its cases have
   * the index equal to.
   */
  private Set<Expr> candidates(Expr place) {
    List<IndexedSymbol> elements = new ArrayList<>();
    Set<Expr> candidates = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        return node.children();
      }

      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof Relation relation
            && relation.operator() == Relation.Operator.EQUAL
            && node.children().contains(index)) {
          candidates.addAll(node.children());
        }
        return node instanceof IndexedSymbol element && elements.add(element);
      }
    }.apply(place);
    for (IndexedSymbol element : elements) {
      for (int i = 0; i < element.indices().size(); i++) {
        if (element.indices().get(i) == index) {
          for (IndexedSymbol other : elements) {
            if (other.family().equals(element.family())
                && other.indices().size() == element.indices().size()) {
              candidates.add(other.indices().get(i));
            }
          }
        }
      }
    }
    candidates.removeIf(each -> Occurrence.of(index, each) || each instanceof BoundIndex);
    return candidates;
  }
}
