package org.chainrule.matrix;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The shortening of forms: like terms collected, common factors taken out, transposes of symmetric
 * matrices dropped, and each operation written in the shortest way.
 *
 * <p>From the leaves to the root each part is brought to normal form ({@link FormAlgebra}),
 * multiplied out where that helps ({@link Expansion}) and factored ({@link CommonFactors}); what is
 * cheapest as people write it ({@link WrittenForm}, {@link FormCost}) is kept. The result has the
 * same value and shape, costs no more, and is its own shortest form.
 */
public final class Factoring {
  /** Larger forms are left as they are: nobody reads them, and to shorten them would take long. */
  private static final int LARGEST = 400;

  /** A product of sums that makes no more terms is always tried as their sum. */
  private static final int FEW_TERMS = 3;

  private static final double NOTHING = 1e-9;

  private Factoring() {}

  /**
   * A form of the same value that is no longer.
   *
   * @param isSymmetric which names are symmetric matrices
   */
  public static MatrixForm shortest(MatrixForm form, Predicate<MatrixForm.Name> isSymmetric) {
    MatrixForm current = form;
    FormCost cost = new FormCost();
    while (size(current) <= LARGEST) {
      MatrixForm next = once(current, isSymmetric, cost);
      double saved = cost.of(current) - cost.of(next);
      boolean isBetter =
          saved > NOTHING || saved > -NOTHING && next.toString().compareTo(current.toString()) < 0;
      if (!isBetter) {
        return current;
      }
      current = next;
    }
    return current;
  }

  private static MatrixForm once(
      MatrixForm form, Predicate<MatrixForm.Name> isSymmetric, FormCost cost) {
    FormAlgebra algebra = new FormAlgebra(isSymmetric);
    WrittenForm writing = new WrittenForm(algebra, cost, sums(form));
    return writing.of(new Search(algebra, writing).of(form));
  }

  /**
   * Whether a form is a symmetric matrix by its structure.
   *
   * @param isSymmetric which names are symmetric matrices
   */
  public static boolean isSymmetric(MatrixForm form, Predicate<MatrixForm.Name> isSymmetric) {
    if (!form.shape().isSquare() || size(form) > LARGEST) {
      return false;
    }
    FormAlgebra algebra = new FormAlgebra(isSymmetric);
    WrittenForm writing = new WrittenForm(algebra, new FormCost(), Set.of());
    MatrixForm normal = new Search(algebra, writing).of(form);
    return algebra.transposed(normal).equals(normal);
  }

  /** The sums in a form. */
  private static Set<MatrixForm> sums(MatrixForm form) {
    Set<MatrixForm> sums = new HashSet<>();
    Deque<MatrixForm> open = new ArrayDeque<>(List.of(form));
    while (!open.isEmpty()) {
      MatrixForm each = open.remove();
      if (each instanceof MatrixForm.Sum) {
        sums.add(each);
      }
      open.addAll(each.accept(new Parts()));
    }
    return sums;
  }

  private static int size(MatrixForm form) {
    int size = 0;
    Deque<MatrixForm> open = new ArrayDeque<>(List.of(form));
    while (!open.isEmpty() && size <= LARGEST) {
      size++;
      open.addAll(open.remove().accept(new Parts()));
    }
    return size;
  }

  /** The shortest normal form of each part, from the leaves to the root. */
  private static final class Search implements MatrixForm.Visitor<MatrixForm> {
    private final FormAlgebra algebra;
    private final WrittenForm writing;
    private final Expansion expansion;
    private final CommonFactors factors;
    private final Map<MatrixForm, MatrixForm> known = new HashMap<>();

    Search(FormAlgebra algebra, WrittenForm writing) {
      this.algebra = algebra;
      this.writing = writing;
      this.expansion = new Expansion(algebra);
      this.factors = new CommonFactors(algebra, writing);
    }

    MatrixForm of(MatrixForm form) {
      MatrixForm before = known.get(form);
      if (before == null) {
        before = shorter(form.accept(this));
        known.put(form, before);
      }
      return before;
    }

    private List<MatrixForm> of(List<MatrixForm> forms) {
      List<MatrixForm> all = new ArrayList<>();
      forms.forEach(each -> all.add(of(each)));
      return all;
    }

    private MatrixForm shorter(MatrixForm form) {
      MatrixForm factored = factors.shortened(form);
      MatrixForm expanded = expansion.of(form);
      // The many terms of a product have its factors in common again, unless some fell away.
      if (expanded == null
          || !(form instanceof MatrixForm.Sum)
              && !isOfFewTerms(expanded)
              && writing.cost(expanded) > writing.cost(factored) + NOTHING) {
        return factored;
      }
      MatrixForm other = factors.shortened(expanded);
      return writing.cost(other) < writing.cost(factored) - NOTHING ? other : factored;
    }

    private static boolean isOfFewTerms(MatrixForm form) {
      return !(form instanceof MatrixForm.Sum sum) || sum.terms().size() <= FEW_TERMS;
    }

    @Override
    public MatrixForm visit(MatrixForm.Scalar number) {
      return number;
    }

    @Override
    public MatrixForm visit(MatrixForm.Name name) {
      return name;
    }

    @Override
    public MatrixForm visit(MatrixForm.Sum sum) {
      return algebra.sum(of(sum.terms()), sum.shape());
    }

    @Override
    public MatrixForm visit(MatrixForm.Product product) {
      return algebra.product(product.factor(), of(product.scalars()), of(product.chain()));
    }

    @Override
    public MatrixForm visit(MatrixForm.Hadamard product) {
      return algebra.hadamard(of(product.factors()), product.shape());
    }

    @Override
    public MatrixForm visit(MatrixForm.Transpose transpose) {
      return algebra.transposed(of(transpose.operand()));
    }

    @Override
    public MatrixForm visit(MatrixForm.Power power) {
      return algebra.power(of(power.base()), of(power.exponent()));
    }

    @Override
    public MatrixForm visit(MatrixForm.Elementwise function) {
      return algebra.elementwise(function.function(), of(function.arguments()));
    }

    @Override
    public MatrixForm visit(MatrixForm.Operation operation) {
      return algebra.operation(operation.function(), of(operation.arguments()), operation.shape());
    }

    @Override
    public MatrixForm visit(MatrixForm.Cases cases) {
      List<MatrixForm.Branch> branches = new ArrayList<>();
      for (MatrixForm.Branch branch : cases.branches()) {
        branches.add(new MatrixForm.Branch(of(branch.value()), of(branch.condition())));
      }
      MatrixForm otherwise = cases.otherwise();
      return new MatrixForm.Cases(
          branches, otherwise == null ? null : of(otherwise), cases.shape());
    }

    @Override
    public MatrixForm visit(MatrixForm.Total total) {
      return total.of(of(total.body()));
    }

    private MatrixForm.Condition of(MatrixForm.Condition condition) {
      if (condition instanceof MatrixForm.Comparison comparison) {
        return new MatrixForm.Comparison(
            comparison.operator(), of(comparison.left()), of(comparison.right()));
      }
      MatrixForm.Connected connected = (MatrixForm.Connected) condition;
      return new MatrixForm.Connected(
          connected.operator(), connected.operands().stream().map(this::of).toList());
    }
  }

  /** The forms that a form is made of. */
  private static final class Parts implements MatrixForm.Visitor<List<MatrixForm>> {
    @Override
    public List<MatrixForm> visit(MatrixForm.Scalar number) {
      return List.of();
    }

    @Override
    public List<MatrixForm> visit(MatrixForm.Name name) {
      return List.of();
    }

    @Override
    public List<MatrixForm> visit(MatrixForm.Sum sum) {
      return sum.terms();
    }

    @Override
    public List<MatrixForm> visit(MatrixForm.Product product) {
      List<MatrixForm> parts = new ArrayList<>(product.scalars());
      parts.addAll(product.chain());
      return parts;
    }

    @Override
    public List<MatrixForm> visit(MatrixForm.Hadamard product) {
      return product.factors();
    }

    @Override
    public List<MatrixForm> visit(MatrixForm.Transpose transpose) {
      return List.of(transpose.operand());
    }

    @Override
    public List<MatrixForm> visit(MatrixForm.Power power) {
      return List.of(power.base(), power.exponent());
    }

    @Override
    public List<MatrixForm> visit(MatrixForm.Elementwise function) {
      return function.arguments();
    }

    @Override
    public List<MatrixForm> visit(MatrixForm.Operation operation) {
      return operation.arguments();
    }

    @Override
    public List<MatrixForm> visit(MatrixForm.Total total) {
      return List.of(total.body());
    }

    @Override
    public List<MatrixForm> visit(MatrixForm.Cases cases) {
      List<MatrixForm> parts = new ArrayList<>();
      cases.branches().forEach(branch -> parts.add(branch.value()));
      @Nullable MatrixForm otherwise = cases.otherwise();
      if (otherwise != null) {
        parts.add(otherwise);
      }
      return parts;
    }
  }
}
