package org.chainrule.resolve;

import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The meanings of names inside sums and functions, innermost first, and where elements are meant.
 */
final class LoweringScope {
  static final LoweringScope EMPTY =
      new LoweringScope(null, null, false, null, null, 0, 0, null, null);

  private final @Nullable String name;
  private final @Nullable Symbol value;
  private final boolean index;
  private final @Nullable Expr element;
  private final @Nullable LoweringScope outer;
  private final int opened;
  private final int depth;
  private final @Nullable List<SideCondition> needs;
  private final @Nullable String length;

  private LoweringScope(
      @Nullable String name,
      @Nullable Symbol value,
      boolean index,
      @Nullable Expr element,
      @Nullable LoweringScope outer,
      int opened,
      int depth,
      @Nullable List<SideCondition> needs,
      @Nullable String length) {
    this.name = name;
    this.value = value;
    this.index = index;
    this.element = element;
    this.outer = outer;
    this.opened = opened;
    this.depth = depth;
    this.needs = needs;
    this.length = length;
  }

  /** A symbol that stands for nothing else in this scope. */
  Symbol fresh() {
    return Symbol.opened(opened + 1);
  }

  private LoweringScope with(
      @Nullable String inner, @Nullable Symbol symbol, boolean bound, @Nullable Expr selected) {
    return with(inner, symbol, bound, selected, null);
  }

  private LoweringScope with(
      @Nullable String inner,
      @Nullable Symbol symbol,
      boolean bound,
      @Nullable Expr selected,
      @Nullable String last) {
    int number = symbol == null ? opened : opened + 1;
    return new LoweringScope(
        inner, symbol, bound, selected, this, number, bound ? depth + 1 : depth, needs, last);
  }

  /**
   * The scope inside a sum, whose index is {@link #fresh()}.
   *
   * @param last the name of its last value where it begins with 1, else null
   */
  LoweringScope bind(String bound, @Nullable String last) {
    return with(bound, fresh(), true, element, last);
  }

  /** The name of the last value of a bound index, or null where that has none. */
  @Nullable String lastOf(String bound) {
    LoweringScope found = find(bound);
    return found == null ? null : found.length;
  }

  /** The scope of a function's body; the parameters are numbered symbols from 1. */
  static LoweringScope ofParameters(List<String> parameters) {
    LoweringScope scope = EMPTY;
    for (String parameter : parameters) {
      scope = scope.with(parameter, scope.fresh(), false, null);
    }
    return scope;
  }

  /** The scope inside a vector, whose index is {@link #fresh()}. */
  LoweringScope vector() {
    return with(null, fresh(), true, fresh());
  }

  /** The scope in which bare families stand for one of their elements. */
  LoweringScope element(Expr selected) {
    return with(null, null, false, selected);
  }

  /** The scope in which what is needed to have a value is added to a list. */
  LoweringScope collecting(List<SideCondition> found) {
    return new LoweringScope(null, null, false, element, this, opened, depth, found, null);
  }

  /** Where what is needed to have a value is collected, or null where it is not. */
  @Nullable List<SideCondition> needs() {
    return needs;
  }

  /** Adds what is needed here, if that is collected. */
  void found(SideCondition need) {
    if (needs != null) {
      needs.add(need);
    }
  }

  /** The scope in which bare families do not stand for elements. */
  LoweringScope scalar() {
    return element == null ? this : with(null, null, false, null);
  }

  /** The index of the element for which a bare family stands, or null where it stands for none. */
  @Nullable Expr element() {
    return element;
  }

  /** How many sums and vectors are around: each binds its whole inside anew. */
  int depth() {
    return depth;
  }

  private @Nullable LoweringScope find(String wanted) {
    for (LoweringScope scope = this; scope != null; scope = scope.outer) {
      if (wanted.equals(scope.name)) {
        return scope;
      }
    }
    return null;
  }

  /** What a name stands for here, or null where it is free. */
  @Nullable Symbol value(String wanted) {
    LoweringScope found = find(wanted);
    return found == null ? null : found.value;
  }

  boolean isBoundIndex(String wanted) {
    LoweringScope found = find(wanted);
    return found != null && found.index;
  }

  boolean isParameter(String wanted) {
    LoweringScope found = find(wanted);
    return found != null && !found.index;
  }
}
