package org.chainrule.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Facts;
import org.jspecify.annotations.Nullable;

/** What a proof goes by: what is known of names, and the relations between functions. */
final class Setting {
  private final Relations relations;
  private final Rows rows;
  private final List<Assumed> assumed;
  private Facts facts;
  private final Set<String> recurrent;
  private final Set<Symbol> whole;
  private final Map<Expr, Symbol> indices = new HashMap<>();
  private int opened = 1_000;

  /**
   * An equality that is assumed for all values of some indices.
   *
   * @param kernel what is replaced
   * @param value by what
   * @param general the indices that stand for all
   */
  record Assumed(Expr kernel, Expr value, Set<Symbol> general) {}

  Setting(
      Facts facts,
      List<Assumed> assumed,
      Set<String> recurrent,
      Set<Symbol> whole,
      Relations relations,
      Rows rows) {
    this.recurrent = Set.copyOf(recurrent);
    this.whole = Set.copyOf(whole);
    this.facts = facts;
    this.assumed = List.copyOf(assumed);
    this.relations = relations;
    this.rows = rows;
  }

  /** The same with more known, and nothing known of indices that are opened. */
  Setting with(List<? extends Expr> more, List<Assumed> equal) {
    List<Assumed> all = new ArrayList<>(equal);
    all.addAll(assumed);
    Setting result = new Setting(facts.with(more), all, recurrent, whole, relations, rows);
    result.opened = opened;
    return result;
  }

  boolean hasRecurrence() {
    return !recurrent.isEmpty();
  }

  /** The same with nothing assumed. */
  Setting assumingNothing() {
    Setting result = new Setting(facts, List.of(), recurrent, whole, relations, rows);
    result.opened = opened;
    return result;
  }

  Facts facts() {
    return facts;
  }

  Relations relations() {
    return relations;
  }

  Rows rows() {
    return rows;
  }

  List<Assumed> assumed() {
    return assumed;
  }

  /** A symbol for an index that nothing else uses, which goes through a range. */
  Symbol open(IndexRange range) {
    Symbol index = Symbol.opened(++opened);
    facts = facts.withRange(index, range);
    return index;
  }

  /** Whether a condition on whole numbers is known to hold, or not to; null where it is open. */
  @Nullable Boolean decide(Expr condition) {
    return facts.decide(condition).orElse(null);
  }

  boolean isWhole(Symbol symbol) {
    return symbol.isOpened() || whole.contains(symbol) || facts.rangeOf(symbol).isPresent();
  }

  /** The names that stand for whole numbers. */
  Set<Symbol> whole() {
    return whole;
  }

  /** Adds the names in the ends of the ranges of names. */
  void addEnds(Set<Symbol> names) {
    List<Expr> ends = new ArrayList<>();
    for (Symbol each : names) {
      facts
          .rangeOf(each)
          .ifPresent(
              range -> {
                ends.add(range.lower());
                ends.add(range.upper());
              });
    }
    names.addAll(WholeNumbers.symbols(ends));
  }

  boolean isBelow(Expr one, Expr other) {
    return Boolean.TRUE.equals(decide(Relation.lessOrEqual(one, other)));
  }

  /** The symbol that stands for the index of a binder, always the same. */
  Symbol indexOf(Binder binder) {
    return indices.computeIfAbsent((Expr) binder, each -> open(binder.range()));
  }

  /** A symbol that nothing else uses. */
  Symbol fresh() {
    return Symbol.opened(++opened);
  }

  /** Whether a family is defined by elements of its own, of which derivatives stay to be found. */
  boolean isRecurrent(String family) {
    return recurrent.contains(family);
  }
}
