package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.syntax.Syntax;

/** The lowering of arguments that are matrices: arrays over two indices, and names of families. */
final class LoweringMatrices {
  private final LoweringContext context;
  private final LoweringPass pass;

  LoweringMatrices(LoweringContext context, LoweringPass pass) {
    this.context = context;
    this.pass = pass;
  }

  /** Lowers a matrix and what stands beside it, and combines these, the matrix first. */
  void expand(
      Syntax whole,
      Syntax argument,
      List<Syntax> others,
      LoweringScope scope,
      LoweringPass.Combination combination) {
    pass.checkDepth(argument, scope);
    if (argument instanceof Syntax.Array array && array.indices().size() == 2) {
      expand(whole, array, others, scope, combination);
    } else if (argument instanceof Syntax.Name name
        && scope.value(name.name()) == null
        && context.families().isFamily(name.name())
        && context.families().axes(name.name()) == 2) {
      pass.combine(
          whole,
          others,
          scope.scalar(),
          given -> {
            List<Symbol> indices = opened(scope);
            Expr element = IndexedSymbol.of(name.name(), List.copyOf(indices));
            List<IndexRange> ranges = List.of(onlyRange(name, 0), onlyRange(name, 1));
            return combination.of(beside(matrix(indices, ranges, element), given));
          });
    } else {
      throw pass.refusal(
          argument.span(),
          "a matrix is needed here",
          "write the name of one that is declared, as in `X : R^{n x n}`");
    }
  }

  /** The same of an array, of one axis or of two. */
  void expand(
      Syntax whole,
      Syntax.Array array,
      List<Syntax> others,
      LoweringScope scope,
      LoweringPass.Combination combination) {
    int axes = array.indices().size();
    LoweringScope inside = scope.scalar();
    for (Syntax.Name index : array.indices()) {
      inside = inside.bind(index.name(), null);
    }
    List<SideCondition> needed = new ArrayList<>();
    List<Syntax> parts = new ArrayList<>(others);
    parts.addAll(array.lengths());
    List<LoweringScope> scopes = new ArrayList<>();
    parts.forEach(each -> scopes.add(scope.scalar()));
    parts.add(array.body());
    scopes.add(scope.needs() == null ? inside : inside.collecting(needed));
    int first = others.size();
    pass.combine(
        whole,
        parts,
        scopes,
        given -> {
          List<Symbol> indices = opened(scope).subList(0, axes);
          List<IndexRange> ranges = new ArrayList<>();
          for (Expr length : given.subList(first, first + axes)) {
            ranges.add(new IndexRange(RationalNumber.ONE, length));
          }
          for (SideCondition each : needed) {
            SideCondition outside = each;
            for (int axis = axes - 1; axis >= 0; axis--) {
              Symbol name = Symbol.named(array.indices().get(axis).name());
              outside = outside.outside(indices.get(axis), name, ranges.get(axis));
            }
            scope.found(outside);
          }
          Expr matrix = matrix(indices, ranges, given.get(first + axes));
          return combination.of(beside(matrix, given.subList(0, first)));
        });
  }

  /** The symbols of the indices that a matrix binds in a scope, the row's and the column's. */
  private static List<Symbol> opened(LoweringScope scope) {
    Symbol row = scope.fresh();
    return List.of(row, Symbol.opened(Symbol.largestOpened(row) + 1));
  }

  private static Expr matrix(List<Symbol> indices, List<IndexRange> ranges, Expr element) {
    Expr matrix = element;
    for (int axis = ranges.size() - 1; axis >= 0; axis--) {
      IndexRange range = ranges.get(axis);
      matrix = Elements.of(indices.get(axis), range.lower(), range.upper(), matrix);
    }
    return matrix;
  }

  private static List<Expr> beside(Expr matrix, List<Expr> others) {
    List<Expr> all = new ArrayList<>();
    all.add(matrix);
    all.addAll(others);
    return all;
  }

  /** The range of an axis, of which only one may be implied. */
  private IndexRange onlyRange(Syntax.Name family, int axis) {
    Set<IndexRange> ranges = context.ranges(family.name(), axis);
    if (ranges.size() > 1) {
      throw pass.rangeNotKnown(family.span(), family.name(), "R^{n x n}");
    }
    return ranges.iterator().next();
  }
}
