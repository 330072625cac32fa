package org.chainrule.condition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.DomainException;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.model.Derivations;
import org.jspecify.annotations.Nullable;

/**
 * The borders of a derivative's cases, for the derivative as an expression: those at which there
 * surely is no derivative are left out of it, and one at which both sides meet belongs to a case.
 */
public final class CaseBorders {
  private final AlongVariable along;

  private CaseBorders(AlongVariable along) {
    this.along = along;
  }

  /**
   * Relations that leave out where along the variables there surely is no derivative, and the
   * derivative as an expression has a value.
   *
   * @param last the last of the derivatives, as it is told
   */
  public static Set<Expr> leftOut(Derivations derivations, Expr last) {
    Set<Expr> relations = new LinkedHashSet<>();
    for (AlongVariable each : AlongVariable.inTurn(derivations, last, List.of())) {
      relations.addAll(new CaseBorders(each).leftOut());
    }
    Map<Expr, NearPlace> near = new HashMap<>();
    relations.removeIf(each -> !hasValueAt(each, last, near));
    return relations;
  }

  /** Whether the derivative, as an expression, has a value at the place that is left out. */
  private static boolean hasValueAt(
      Expr leftOut, Expr derivative, Map<Expr, NearPlace> nearPlaces) {
    if (!(leftOut instanceof Relation relation) || !(relation.left() instanceof Symbol)) {
      return true;
    }
    try {
      return !BothSides.isUndefined(
          Substitution.of(relation.left(), relation.right())
              .apply(
                  nearPlaces
                      .computeIfAbsent(relation.left(), NearPlace::new)
                      .of(derivative, relation.right())));
    } catch (DomainException none) {
      return false;
    }
  }

  /**
   * A derivative with the places in its cases at which both sides meet: {@code cases(2*x if x >= 0,
   * 0 if x < 0)}, of relu(x)^2.
   */
  public static Expr closed(Derivations derivations, Expr derivative) {
    List<AlongVariable> turns = AlongVariable.inTurn(derivations, derivative, List.of());
    return new CaseBorders(turns.get(turns.size() - 1)).closed();
  }

  private Set<Expr> leftOut() {
    Set<Expr> relations = new LinkedHashSet<>();
    for (Function.Singularity each : Singularities.ofValue(along.question())) {
      if (Symbol.largestOpened(each.locus()) > 0
          || !Occurrence.of(along.variable(), each.locus())) {
        continue;
      }
      if (each.everyInteger()) {
        relations.add(Functions.elsewhere(each));
      } else {
        new ZeroSet(along.variable(), along.facts())
            .of(each.locus()).stream()
                .flatMap(List::stream)
                .filter(root -> root.where() == Logical.TRUE)
                .map(ZeroSet.Root::place)
                .filter(this::isBreak)
                .forEach(root -> relations.add(Relation.notEqual(along.variable(), root)));
      }
    }
    return relations;
  }

  private Expr closed() {
    Expr closed = along.derivative();
    for (Expr place : along.places()) {
      Expr slope = slopeWhereLeftOut(place);
      if (slope != null) {
        Expr with = Closing.at(along.variable(), place).apply(closed);
        Expr there = along.simplified(Substitution.of(along.variable(), place).apply(with));
        closed = along.difference(there, slope).isZero() ? with : closed;
      }
    }
    return closed;
  }

  /** The derivative at a place where its cases do not give it, or null. */
  private @Nullable Expr slopeWhereLeftOut(Expr place) {
    try {
      Expr near = along.near(along.derivative(), place);
      if (!BothSides.isUndefined(
          along.simplified(Substitution.of(along.variable(), place).apply(near)))) {
        return null;
      }
      Expr own = along.own(place);
      BothSides both = BothSides.of(along, place, own, along.facts());
      boolean isSmooth =
          both.undecided().isEmpty()
              && new KinkWords(along).told(both, place, along.facts()).isPresent()
              && both.gaps().isEmpty()
              && along.difference(both.left(), both.right()).isZero();
      return isSmooth ? both.left() : null;
    } catch (DomainException | NoDerivativeException untold) {
      return null;
    }
  }

  /** Whether the expression jumps at a place, or its derivative does, for all parameters. */
  private boolean isBreak(Expr place) {
    try {
      Expr own = along.own(place);
      if (own != null && BothSides.isUndefined(own)) {
        return false;
      }
      BothSides both = BothSides.of(along, place, own, along.facts());
      List<Expr> differences = new ArrayList<>(both.gaps());
      differences.add(along.difference(both.left(), both.right()));
      return both.undecided().isEmpty()
          && new KinkWords(along).told(both, place, along.facts()).isPresent()
          && differences.stream().anyMatch(each -> along.isNeverZero(each, along.facts()));
    } catch (DomainException | NoDerivativeException untold) {
      // Where there is no value, the conditions on the domain tell it.
      return false;
    }
  }
}
