package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
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
   * The shortest form that is found of an expression: a number, a column of its values at one
   * index, or a matrix.
   *
   * @param free the index of the rows and that of the columns, as many as there are
   * @param families the ranges of the axes of the families in it
   * @param symmetric the families that are symmetric matrices
   */
  public static Raised of(
      Expr expression,
      List<FreeIndex> free,
      Map<String, List<IndexRange>> families,
      Set<String> symmetric) {
    return of(expression, free, families, Map.of(), symmetric);
  }

  /**
   * The same where families have columns or matrices for members.
   *
   * @param members for each of these how many indices stand before those of the elements
   */
  public static Raised of(
      Expr expression,
      List<FreeIndex> free,
      Map<String, List<IndexRange>> families,
      Map<String, Integer> members,
      Set<String> symmetric) {
    try {
      MatrixForm raised = raised(expression, free, families, members);
      MatrixForm form = Factoring.shortest(raised, name -> isSymmetric(name, symmetric));
      return new FormCheck(expression, free, families, symmetric).first(List.of(form, raised));
    } catch (NoMatrices none) {
      return none.result();
    }
  }

  /** The form of an expression as it is raised, neither shortened nor given any order. */
  static Raised plain(
      Expr expression, List<FreeIndex> free, Map<String, List<IndexRange>> families) {
    try {
      MatrixForm raised = raised(expression, free, families, Map.of());
      return new FormCheck(expression, free, families, Set.of()).first(List.of(raised));
    } catch (NoMatrices none) {
      return none.result();
    }
  }

  /**
   * Whether an element is seen to be that of a symmetric matrix.
   *
   * @param free the index of the rows and that of the columns
   * @param families the ranges of the axes of the families in it
   * @param symmetric the families that are symmetric matrices
   */
  public static boolean isSymmetric(
      Expr element,
      List<FreeIndex> free,
      Map<String, List<IndexRange>> families,
      Set<String> symmetric) {
    Expr row = free.get(0).index();
    Expr column = free.get(1).index();
    if (Substitution.of(Map.of(row, column, column, row)).apply(element) == element) {
      return true;
    }
    try {
      MatrixForm raised = raised(element, free, families, Map.of());
      return Factoring.isSymmetric(raised, name -> isSymmetric(name, symmetric));
    } catch (NoMatrices none) {
      return false;
    }
  }

  private static boolean isSymmetric(MatrixForm.Name name, Set<String> symmetric) {
    return name.element() instanceof IndexedSymbol element && symmetric.contains(element.family());
  }

  private static MatrixForm raised(
      Expr expression,
      List<FreeIndex> free,
      Map<String, List<IndexRange>> families,
      Map<String, Integer> members) {
    IndexLengths lengths = new IndexLengths();
    List<Symbol> symbols = new ArrayList<>();
    Expr inner = expression;
    int used = Math.max(Slot.largest(), Symbol.largestOpened(expression));
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
      throw new NoMatrices(Raised.Reason.TOO_LONG, "");
    }
    MatrixForm form =
        new RaisingPass(lengths, families, new Members(members), used).form(inner, symbols);
    boolean isRow = symbols.size() == 1 && free.size() == 2 && free.get(0).length().isOne();
    return isRow ? Transposition.of(form) : form;
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
