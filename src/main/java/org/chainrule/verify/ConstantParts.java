package org.chainrule.verify;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chainrule.error.ChainruleException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;

/** The numbers in expressions that are written as more than a number: pi, exp(-100), sqrt(2)/3. */
final class ConstantParts {
  private static final int MOST = 6;

  /** Parts of expressions, the largest without a name. */
  private final Set<Expr> found = new LinkedHashSet<>();

  private ConstantParts() {}

  /** The values of such parts to a number of digits. */
  static List<BigDecimal> of(Collection<Expr> expressions, int digits) {
    ConstantParts parts = new ConstantParts();
    Pass<Boolean> constant =
        new Pass<>() {
          @Override
          protected Boolean compute(Expr node) {
            boolean isConstant =
                node instanceof NamedConstant
                    || node instanceof RationalNumber
                    || node == Logical.TRUE
                    || node instanceof Symbol symbol && symbol.isOpened()
                    || !node.children().isEmpty()
                        && !(node instanceof IndexedSymbol)
                        && dependencies(node).stream().allMatch(this::result);
            if (!isConstant) {
              dependencies(node).stream().filter(this::result).forEach(parts.found::add);
              parts.found.add(constantPart(node));
            }
            return isConstant;
          }

          /** Whether an exponent is constant; one that is not written is 1. */
          private boolean isConstant(Expr exponent) {
            return exponent.isOne() || result(exponent);
          }

          /** What stands in a product or a sum without a name, as exp(-100) in exp(-100)*x. */
          private Expr constantPart(Expr node) {
            if (node instanceof Product product) {
              return Product.of(
                  product.factors().stream()
                      .filter(each -> result(each.base()) && isConstant(each.exponent()))
                      .map(Product.Factor::toExpr)
                      .toList());
            }
            if (node instanceof Sum sum) {
              Stream<Expr> terms =
                  sum.terms().stream()
                      .filter(each -> result(each.expression()))
                      .map(Sum.Term::toExpr);
              return Sum.of(Stream.concat(Stream.of(Expr.of(sum.constant())), terms).toList());
            }
            return RationalNumber.ONE;
          }
        };
    for (Expr each : expressions) {
      if (constant.apply(each)) {
        parts.found.add(each);
      }
    }
    List<BigDecimal> values = new ArrayList<>();
    for (Expr each : parts.found) {
      boolean isNumber = each instanceof RationalNumber || Symbol.largestOpened(each) > 0;
      if (!isNumber && values.size() < MOST) {
        value(each, digits).ifPresent(values::add);
      }
    }
    return values;
  }

  private static Optional<BigDecimal> value(Expr part, int digits) {
    try {
      Context<Expr> context = Context.of(Functions::named);
      return Optional.of(Evaluator.precise(part, Point.EMPTY, context, digits));
    } catch (ChainruleException nowhere) {
      return Optional.empty();
    }
  }
}
