package org.chainrule.simplify;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;

/**
 * The solver of equations for the kernels in them: for the side that is no name as a whole, for a
 * sum that is a factor of it, and for each kernel that enters the rational form with one power
 * only.
 */
final class Solver {
  private Solver() {}

  static List<Solution> solutions(Equation equation) {
    return all(equation).stream().filter(Solver::isTold).map(Solution::withoutIdleIndices).toList();
  }

  /** The solutions whose replacements need an index that the kernel does not tell. */
  static List<OpenSolution> openSolutions(Equation equation) {
    return all(equation).stream().filter(each -> !isTold(each)).map(OpenSolution::of).toList();
  }

  private static List<Solution> all(Equation equation) {
    Set<Solution> solutions = new LinkedHashSet<>();
    Expr name = equation.left();
    Expr value = equation.right();
    if (!isName(value) && isName(name)) {
      add(new Solution(value, 1, name, equation.indices()), solutions);
    }
    if (value instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        addFactor(equation, factor, product.lowered(factor.base()), solutions);
      }
    } else if (value instanceof Power power) {
      addFactor(
          equation,
          new Product.Factor(power.base(), power.exponent()),
          RationalNumber.ONE,
          solutions);
    }
    try {
      addKernels(equation, solutions);
    } catch (BudgetException tooLarge) {
      tooLarge.stop();
      return List.copyOf(solutions);
    } catch (DomainException | ArithmeticException impossible) {
      // An equation whose rational form is out of reach is used as a whole only.
      return List.copyOf(solutions);
    }
    return List.copyOf(solutions);
  }

  static boolean isName(Expr expression) {
    return expression instanceof Symbol
        || expression instanceof IndexedSymbol
        || expression instanceof RationalNumber
        || expression instanceof NamedConstant;
  }

  /** From name = base^exponent*… with a sum for a base, once, on either side of the line. */
  private static void addFactor(
      Equation equation, Product.Factor factor, Expr lowered, Set<Solution> solutions) {
    if (factor.base() instanceof Sum
        && factor.exponent() instanceof RationalNumber number
        && number.value().isUnit()) {
      Expr others =
          lowered == RationalNumber.ONE ? lowered : equation.right().dividedBy(factor.toExpr());
      Expr replacement = equation.left().dividedBy(others).power(number);
      add(new Solution(factor.base(), 1, replacement, equation.indices()), solutions);
    }
  }

  private static void addKernels(Equation equation, Set<Solution> solutions) {
    RationalForm form = new RationalForm();
    Fraction fraction = form.fraction(equation.left().minus(equation.right()));
    List<Expr> kernels = List.copyOf(form.kernels());
    for (int i = 0; i < kernels.size(); i++) {
      Expr kernel = kernels.get(i);
      if (kernel == equation.left()) {
        continue;
      }
      Optional<Split> split = Split.of(fraction.numerator(), i);
      if (split.isPresent() && (split.get().power() > 1 || !isName(kernel))) {
        Expr without = form.factored(Fraction.of(split.get().without()));
        Expr with = form.factored(Fraction.of(split.get().with()));
        Expr replacement = without.negate().dividedBy(with);
        add(new Solution(kernel, split.get().power(), replacement, equation.indices()), solutions);
      }
    }
  }

  /**
   * A polynomial that holds one power of a kernel.
   *
   * @param without the terms without the kernel
   * @param with the cofactor of the kernel's power
   * @param power the power
   */
  private record Split(Polynomial without, Polynomial with, int power) {
    static Optional<Split> of(Polynomial polynomial, int kernel) {
      int least = Integer.MAX_VALUE;
      int most = Integer.MIN_VALUE;
      for (int i = 0; i < polynomial.size(); i++) {
        least = Math.min(least, polynomial.monomial(i).exponent(kernel));
        most = Math.max(most, polynomial.monomial(i).exponent(kernel));
      }
      if (polynomial.isZero() || least == most) {
        return Optional.empty();
      }
      Polynomial without = Polynomial.ZERO;
      Polynomial with = Polynomial.ZERO;
      for (int i = 0; i < polynomial.size(); i++) {
        Polynomial.Monomial monomial = polynomial.monomial(i);
        int exponent = monomial.exponent(kernel);
        Polynomial part = Polynomial.of(monomial.without(kernel), polynomial.coefficient(i));
        if (exponent == least) {
          without = without.plus(part);
        } else if (exponent == most) {
          with = with.plus(part);
        } else {
          return Optional.empty();
        }
      }
      return Optional.of(new Split(without, with, most - least));
    }
  }

  private static void add(Solution solution, Set<Solution> solutions) {
    if (!Occurrence.of(solution.kernel(), solution.replacement())) {
      solutions.add(solution);
    }
  }

  /** Whether the kernel tells every index that the replacement needs. */
  private static boolean isTold(Solution solution) {
    return solution.indices().keySet().stream()
        .allMatch(
            index ->
                Occurrence.of(index, solution.kernel())
                    || !Occurrence.of(index, solution.replacement()));
  }
}
