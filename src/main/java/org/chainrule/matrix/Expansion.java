package org.chainrule.matrix;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.chainrule.notation.MatrixFunction;
import org.jspecify.annotations.Nullable;

/** A form whose products of sums are multiplied out, as its terms. */
final class Expansion {
  private static final int MOST_TERMS = 12;

  private final FormAlgebra algebra;

  Expansion(FormAlgebra algebra) {
    this.algebra = algebra;
  }

  /** The sum of the terms, or null where nothing is to multiply out or there would be too many. */
  @Nullable MatrixForm of(MatrixForm form) {
    List<MatrixForm> done = new ArrayList<>();
    Deque<MatrixForm> open = new ArrayDeque<>();
    boolean isChanged = false;
    open.add(form);
    while (!open.isEmpty()) {
      if (open.size() + done.size() > MOST_TERMS) {
        return null;
      }
      MatrixForm each = open.remove();
      List<MatrixForm> terms =
          each instanceof MatrixForm.Sum sum ? sum.terms() : distributed(Addend.of(each));
      if (terms == null) {
        done.add(each);
      } else {
        isChanged |= !(each instanceof MatrixForm.Sum);
        open.addAll(terms);
      }
    }
    return isChanged ? algebra.sum(done, form.shape()) : null;
  }

  private @Nullable List<MatrixForm> distributed(Addend term) {
    for (int i = 0; i < term.scalars().size(); i++) {
      List<MatrixForm> parts = parts(term.scalars().get(i));
      if (parts != null) {
        List<MatrixForm> result = new ArrayList<>();
        for (MatrixForm part : parts) {
          List<MatrixForm> scalars = new ArrayList<>(term.scalars());
          scalars.set(i, part);
          result.add(algebra.product(term.factor(), scalars, term.chain()));
        }
        return result;
      }
    }
    List<List<MatrixForm>> chains = inChain(term.chain());
    return chains == null
        ? null
        : chains.stream()
            .map(chain -> algebra.product(term.factor(), term.scalars(), chain))
            .toList();
  }

  private @Nullable List<List<MatrixForm>> inChain(List<MatrixForm> chain) {
    for (int i = 0; i < chain.size(); i++) {
      List<MatrixForm> parts = parts(chain.get(i));
      if (parts != null) {
        List<List<MatrixForm>> result = new ArrayList<>();
        for (MatrixForm part : parts) {
          List<MatrixForm> each = new ArrayList<>(chain);
          each.set(i, part);
          result.add(each);
        }
        return result;
      }
    }
    return null;
  }

  /** The terms that a factor is the sum of. */
  private @Nullable List<MatrixForm> parts(MatrixForm factor) {
    if (factor instanceof MatrixForm.Sum sum) {
      return sum.terms();
    }
    if (factor instanceof MatrixForm.Transpose transpose) {
      List<MatrixForm> parts = parts(transpose.operand());
      return parts == null ? null : algebra.transposed(parts);
    }
    if (factor instanceof MatrixForm.Product product) {
      List<List<MatrixForm>> chains = inChain(product.chain());
      return chains == null
          ? null
          : chains.stream()
              .map(chain -> algebra.product(product.factor(), product.scalars(), chain))
              .toList();
    }
    if (factor instanceof MatrixForm.Hadamard product) {
      return inHadamard(product);
    }
    if (FormAlgebra.is(MatrixFunction.DIAGONAL_MATRIX, factor)) {
      List<MatrixForm> parts = parts(FormAlgebra.argument(factor));
      return parts == null ? null : parts.stream().map(algebra::diagonalMatrix).toList();
    }
    if (FormAlgebra.is(MatrixFunction.TRACE, factor)) {
      List<MatrixForm> parts = parts(FormAlgebra.argument(factor));
      return parts == null ? null : parts.stream().map(algebra::trace).toList();
    }
    return null;
  }

  private @Nullable List<MatrixForm> inHadamard(MatrixForm.Hadamard product) {
    for (int i = 0; i < product.factors().size(); i++) {
      List<MatrixForm> parts = parts(product.factors().get(i));
      if (parts != null) {
        List<MatrixForm> result = new ArrayList<>();
        for (MatrixForm part : parts) {
          List<MatrixForm> factors = new ArrayList<>(product.factors());
          factors.set(i, part);
          result.add(algebra.hadamard(factors, product.shape()));
        }
        return result;
      }
    }
    return null;
  }
}
