package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;

/** The raising of expressions of elements to formulas of matrices. */
public final class Raising {
  /** So many parts, each counted wherever it stands, are read as matrices. */
  private static final long MOST_PARTS = 20_000;

  /** Parts in each other. */
  private static final long DEEPEST = 400;

  private Raising() {}

  /**
   * The form of an expression: a number, a column of its values at one index, or a matrix.
   *
   * @param free the index of the rows and that of the columns, as many as there are
   * @param families the ranges of the axes of the families in it
   */
  public static Raised of(
      Expr expression, List<FreeIndex> free, Map<String, List<IndexRange>> families) {
    Map<Symbol, Expr> lengths = new HashMap<>();
    List<Symbol> symbols = new ArrayList<>();
    Expr inner = expression;
    int used = Math.max(Slot.COLUMN.ordinal() + 1, Symbol.largestOpened(expression));
    for (FreeIndex each : free) {
      used = Math.max(used, Symbol.largestOpened(each.index()));
      if (each.length().isOne()) {
        inner = Substitution.of(each.index(), RationalNumber.ONE).apply(inner);
      } else {
        symbols.add(each.index());
        lengths.put(each.index(), each.length());
      }
    }
    if (!new Extent().isWithin(inner)) {
      return new Raised.Elements(Raised.Reason.TOO_LONG, "");
    }
    try {
      MatrixForm form = new RaisingPass(lengths, families, used).form(inner, symbols);
      boolean isRow = symbols.size() == 1 && free.size() == 2 && free.get(0).length().isOne();
      return checked(isRow ? Transposition.of(form) : form, expression, free, families);
    } catch (NoMatrices none) {
      return none.result();
    }
  }

  private static Raised checked(
      MatrixForm form,
      Expr expression,
      List<FreeIndex> free,
      Map<String, List<IndexRange>> families) {
    Optional<Boolean> holds = FormCheck.holds(form, expression, free, families);
    if (holds.isEmpty()) {
      return new Raised.Elements(Raised.Reason.NO_VALUES, "");
    }
    return holds.get()
        ? new Raised.Matrices(form)
        : new Raised.Elements(Raised.Reason.DIFFERENT_VALUES, form.toString());
  }

  /** The size and the depth of an expression, as if nothing in it were shared. */
  private static final class Extent extends Pass<Extent.Of> {
    private record Of(long parts, long depth) {}

    boolean isWithin(Expr expression) {
      Of whole = apply(expression);
      return whole.parts() <= MOST_PARTS && whole.depth() <= DEEPEST;
    }

    @Override
    protected List<Expr> dependencies(Expr node) {
      return node.children();
    }

    @Override
    protected Of compute(Expr node) {
      long parts = 1;
      long depth = 0;
      for (Expr child : node.children()) {
        Of of = result(child);
        parts = Math.min(MOST_PARTS + 1, parts + of.parts());
        depth = Math.max(depth, of.depth());
      }
      return new Of(parts, depth + 1);
    }
  }
}
