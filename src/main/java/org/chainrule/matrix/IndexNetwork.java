package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;

/**
 * A product of numbers, columns and matrices, each at indices of its own, summed over some of them:
 * a graph whose nodes are indices and whose edges are matrices.
 *
 * <p>An index without an edge is a number, one with one edge a matrix times a column, one with two
 * a product of two matrices, with a diagonal one in between where columns stand at it; edges side
 * by side are multiplied element by element, and a loop is a diagonal. An index with three waits
 * until there are fewer. What is left when none goes away is no product of matrices.
 */
final class IndexNetwork {
  /** So many orders are tried in which indices between two others go. */
  private static final int MOST_ORDERS = 16;

  private final IndexLengths lengths;
  private final Map<Symbol, List<MatrixForm>> columns = new LinkedHashMap<>();
  private final List<Placed> edges = new ArrayList<>();
  private final List<MatrixForm> scalars = new ArrayList<>();
  private Expr number;

  IndexNetwork(IndexLengths lengths, Expr number) {
    this.lengths = lengths;
    this.number = number;
  }

  private IndexNetwork(IndexNetwork other) {
    this(other.lengths, other.number);
    other.columns.forEach((index, forms) -> columns.put(index, new ArrayList<>(forms)));
    edges.addAll(other.edges);
    scalars.addAll(other.scalars);
  }

  void add(Placed factor) {
    switch (factor.indices().size()) {
      case 0 -> addNumber(factor.form());
      case 1 -> columnsAt(factor.indices().get(0)).add(factor.form());
      default -> edges.add(factor);
    }
  }

  private void addNumber(MatrixForm form) {
    if (form instanceof MatrixForm.Scalar plain) {
      number = number.times(plain.value());
    } else {
      scalars.add(form);
    }
  }

  private List<MatrixForm> columnsAt(Symbol index) {
    return columns.computeIfAbsent(index, key -> new ArrayList<>());
  }

  private Expr length(Symbol index) {
    return lengths.of(index);
  }

  /** The product summed over some indices, at those that are free. */
  MatrixForm contracted(Set<Symbol> bound, List<Symbol> free) {
    return contracted(new LinkedHashSet<>(bound), free, new AtomicInteger(MOST_ORDERS));
  }

  private MatrixForm contracted(Set<Symbol> left, List<Symbol> free, AtomicInteger orders) {
    while (!left.isEmpty()) {
      Interruption.poll();
      Symbol next = next(left);
      if (beside(next).size() == 2) {
        List<Symbol> others = left.stream().filter(each -> beside(each).size() == 2).toList();
        if (others.size() > 1 && orders.addAndGet(1 - others.size()) > 0) {
          return shortest(others, left, free, orders);
        }
      }
      remove(next, left);
    }
    return result(free);
  }

  /** The shortest form among those that begin with one index or another. */
  private MatrixForm shortest(
      List<Symbol> starts, Set<Symbol> left, List<Symbol> free, AtomicInteger orders) {
    List<MatrixForm> found = new ArrayList<>();
    for (Symbol start : starts) {
      IndexNetwork copy = new IndexNetwork(this);
      Set<Symbol> rest = new LinkedHashSet<>(left);
      copy.remove(start, rest);
      found.add(copy.contracted(rest, free, orders));
    }
    return found.stream().reduce(MatrixForms::shorter).orElseThrow();
  }

  /** Takes an index away, and those that go with it. */
  private void remove(Symbol index, Set<Symbol> left) {
    Set<Symbol> beside = beside(index);
    switch (beside.size()) {
      case 0 -> addNumber(alone(index));
      case 1 -> leaf(index, beside.iterator().next(), left);
      case 2 -> {
        if (!cycle(index, left)) {
          between(index, List.copyOf(beside));
        }
      }
      default -> throw new NoMatrices(Raised.Reason.TANGLED, "");
    }
    left.remove(index);
  }

  private Set<Symbol> beside(Symbol index) {
    Set<Symbol> found = new LinkedHashSet<>();
    for (Placed edge : edges) {
      if (edge.touches(index)) {
        found.add(edge.beside(index));
      }
    }
    return found;
  }

  /** The index that goes first: with the fewest others beside, and columns rather than none. */
  private Symbol next(Set<Symbol> left) {
    Symbol best = left.iterator().next();
    int least = Integer.MAX_VALUE;
    for (Symbol index : left) {
      int rank = 2 * beside(index).size() + (columnsAt(index).isEmpty() ? 1 : 0);
      if (rank < least) {
        best = index;
        least = rank;
      }
    }
    return best;
  }

  private MatrixForm alone(Symbol index) {
    List<MatrixForm> here = columnsAt(index);
    return here.isEmpty() ? MatrixForms.number(length(index)) : MatrixForms.dot(here);
  }

  private List<Placed> take(Symbol first, Symbol second) {
    List<Placed> taken = new ArrayList<>();
    edges.removeIf(edge -> edge.touches(first) && edge.touches(second) && taken.add(edge));
    return taken;
  }

  /** The matrices between two indices as one, one way or the other. */
  private static Placed one(List<Placed> taken, Symbol first, Symbol second) {
    if (taken.size() == 1) {
      return taken.get(0);
    }
    MatrixForm straight = merged(taken, first);
    MatrixForm across = merged(taken, second);
    return FormSize.of(across) < FormSize.of(straight)
        ? new Placed(across, List.of(second, first))
        : new Placed(straight, List.of(first, second));
  }

  private static MatrixForm merged(List<Placed> taken, Symbol row) {
    return MatrixForms.hadamard(taken.stream().map(each -> each.from(row)).toList());
  }

  /** Takes away an index that has one other beside. */
  private void leaf(Symbol index, Symbol other, Set<Symbol> left) {
    List<Placed> taken = take(index, other);
    List<MatrixForm> here = columnsAt(index);
    boolean isApart = left.contains(other) && columnsAt(other).isEmpty() && beside(other).isEmpty();
    List<MatrixForm> loop = loop(taken, other, index);
    if (isApart && here.isEmpty()) {
      MatrixForm total = total(taken, other, index);
      addNumber(loop.isEmpty() ? total : MatrixForms.shorter(MatrixForms.traceOfRing(loop), total));
      left.remove(other);
    } else if (isApart && !loop.isEmpty()) {
      addNumber(MatrixForms.traceOfRing(loop));
      left.remove(other);
    } else {
      MatrixForm column =
          here.isEmpty() ? MatrixForms.ones(length(index)) : MatrixForms.hadamard(here);
      MatrixForm product = MatrixForm.Product.chain(one(taken, other, index).from(other), column);
      columnsAt(other)
          .add(
              loop.isEmpty()
                  ? product
                  : MatrixForms.shorter(MatrixForms.diagonal(chain(loop)), product));
    }
  }

  /** The way from an index to another and back, where two matrices lead so; empty if not. */
  private List<MatrixForm> loop(List<Placed> taken, Symbol start, Symbol inner) {
    if (taken.size() != 2 || taken.get(0).startsAt(start) == taken.get(1).startsAt(start)) {
      return List.of();
    }
    boolean isInOrder = taken.get(0).startsAt(start);
    return path(taken.get(isInOrder ? 0 : 1), taken.get(isInOrder ? 1 : 0), start, inner);
  }

  /** The sum of the elements of matrices between two indices, multiplied with each other. */
  private static MatrixForm total(List<Placed> taken, Symbol row, Symbol column) {
    if (taken.size() == 2 && taken.get(0).form().equals(taken.get(1).form())) {
      return MatrixForms.squaredNorm(taken.get(0).form());
    }
    return MatrixForms.total(one(taken, row, column).form());
  }

  private void diagonal(Symbol index, List<MatrixForm> chain) {
    List<MatrixForm> here = columnsAt(index);
    if (!here.isEmpty()) {
      chain.add(MatrixForms.diagonalMatrix(MatrixForms.hadamard(here)));
    }
  }

  /** Takes away an index between two others. */
  private void between(Symbol index, List<Symbol> beside) {
    Symbol first = beside.get(0);
    Symbol last = beside.get(1);
    Placed before = one(take(first, index), first, index);
    Placed after = one(take(index, last), index, last);
    MatrixForm forwards = chain(path(before, after, first, index));
    MatrixForm backwards = chain(path(after, before, last, index));
    edges.add(
        FormSize.of(backwards) < FormSize.of(forwards)
            ? new Placed(backwards, List.of(last, first))
            : new Placed(forwards, List.of(first, last)));
  }

  /** Two matrices in a row, and a diagonal one in between where columns stand there. */
  private List<MatrixForm> path(Placed before, Placed after, Symbol start, Symbol inner) {
    List<MatrixForm> chain = new ArrayList<>();
    chain.add(before.from(start));
    diagonal(inner, chain);
    chain.add(after.from(inner));
    return chain;
  }

  private static MatrixForm chain(List<MatrixForm> forms) {
    return MatrixForm.Product.of(RationalNumber.ONE, List.of(), forms);
  }

  /** Takes away a ring of matrices, of which the trace is left; false where there is none. */
  private boolean cycle(Symbol start, Set<Symbol> left) {
    List<Placed> ring = new ArrayList<>();
    Set<Placed> seen = new HashSet<>();
    Symbol at = start;
    do {
      Symbol here = at;
      List<Placed> around = edges.stream().filter(edge -> edge.touches(here)).toList();
      if (!left.contains(here) || around.size() != 2 || !columnsAt(here).isEmpty()) {
        return false;
      }
      Placed on = seen.contains(around.get(0)) ? around.get(1) : around.get(0);
      seen.add(on);
      ring.add(on);
      at = on.beside(here);
    } while (at != start);
    edges.removeAll(ring);
    List<MatrixForm> forms = new ArrayList<>();
    for (Placed each : ring) {
      forms.add(each.from(at));
      left.remove(at);
      at = each.beside(at);
    }
    addNumber(MatrixForms.traceOfRing(forms));
    return true;
  }

  private MatrixForm result(List<Symbol> free) {
    scalars.sort(MatrixForms.FACTOR_ORDER);
    return switch (free.size()) {
      case 0 -> MatrixForm.Product.of(number, scalars, List.of());
      case 1 -> MatrixForm.Product.of(number, scalars, List.of(column(free.get(0))));
      default -> MatrixForm.Product.of(number, scalars, matrix(free.get(0), free.get(1)));
    };
  }

  private MatrixForm column(Symbol index) {
    List<MatrixForm> here = columnsAt(index);
    return here.isEmpty() ? MatrixForms.ones(length(index)) : MatrixForms.hadamard(here);
  }

  private List<MatrixForm> matrix(Symbol row, Symbol column) {
    List<Placed> taken = take(row, column);
    if (taken.isEmpty() && columnsAt(row).isEmpty() && columnsAt(column).isEmpty()) {
      return List.of(MatrixForms.ones(new MatrixShape(length(row), length(column))));
    }
    if (taken.isEmpty()) {
      return List.of(column(row), Transposition.of(column(column)));
    }
    List<MatrixForm> chain = new ArrayList<>();
    diagonal(row, chain);
    chain.add(one(taken, row, column).from(row));
    diagonal(column, chain);
    return chain;
  }
}
