package org.chainrule.differentiate;

import java.util.List;
import java.util.Optional;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Symbol;

/**
 * The replacement of names by their definitions, down to the starts of recurrences. Each element is
 * put in once, so that the result is as large as the number of steps.
 */
public final class Unroller extends Rewriter {
  private final Definitions definitions;

  public Unroller(Definitions definitions) {
    this.definitions = definitions;
  }

  /**
   * The expression with all definitions put in.
   *
   * @throws NoDerivativeException if a recurrence has no start, an element lies before it, or the
   *     index of an element is no number
   */
  public Expr unroll(Expr expression) {
    return apply(expression);
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Symbol || node instanceof IndexedSymbol) {
      requireReached(node);
      Optional<Expr> value = definitions.valueOf(node);
      if (value.isPresent()) {
        return List.of(value.get());
      }
    }
    if (node instanceof Reduction reduction && isWrittenOut(reduction)) {
      return WrittenOut.terms(reduction);
    }
    return super.dependencies(node);
  }

  private void requireReached(Expr node) {
    definitions.requireStarted(node, List.of());
    if (node instanceof IndexedSymbol element && definitions.isMoving(element)) {
      throw new NoDerivativeException(
          "a recurrence is unrolled for a number of steps, such as "
              + element.family()
              + "_3; here its index is no number");
    }
  }

  @Override
  protected RuntimeException cycle(Expr node) {
    return new NoDerivativeException("a definition leads back to itself");
  }

  /** Whether a reduction goes over numbered elements that have definitions of their own. */
  private boolean isWrittenOut(Reduction reduction) {
    return reduction.lower() instanceof RationalNumber lower
        && reduction.upper() instanceof RationalNumber upper
        && (isOfAny(reduction)
            || reduction.condition() == Logical.TRUE && lower.value().compareTo(upper.value()) <= 0)
        && leadsToElements(reduction.body());
  }

  /** Whether a reduction is a sum or a product, which have values without terms too. */
  private static boolean isOfAny(Reduction reduction) {
    return reduction.operator() == Reduction.Operator.SUM
        || reduction.operator() == Reduction.Operator.PRODUCT;
  }

  private boolean leadsToElements(Expr body) {
    return new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        Optional<Expr> value = isSelected(node) ? Optional.empty() : definitions.valueOf(node);
        return value.map(List::of).orElseGet(() -> super.dependencies(node));
      }

      @Override
      protected Boolean compute(Expr node) {
        return isSelected(node) || dependencies(node).stream().anyMatch(this::result);
      }
    }.apply(body);
  }

  private boolean isSelected(Expr node) {
    return node instanceof IndexedSymbol element
        && (definitions.isRecurrent(element.family())
            || !definitions.partial(element).isEmpty()
                && !element.indices().stream().allMatch(RationalNumber.class::isInstance));
  }

  @Override
  protected Expr compute(Expr node) {
    if (node instanceof Symbol || node instanceof IndexedSymbol) {
      return definitions.valueOf(node).map(this::result).orElseGet(() -> super.compute(node));
    }
    if (node instanceof Reduction reduction && isWrittenOut(reduction)) {
      List<Expr> values = WrittenOut.terms(reduction).stream().map(this::result).toList();
      return WrittenOut.joined(reduction.operator(), values);
    }
    return super.compute(node);
  }

  @Override
  public Expr visit(DerivativeTerm derivative) {
    throw new NoDerivativeException("carry a derivative out before it is unrolled");
  }
}
