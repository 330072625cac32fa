package org.chainrule.laws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.chainrule.rewrite.Facts;

/**
 * Writes expressions out with numbers for lengths and indices: sums become their terms, defined
 * names what they stand for, and elements plain names, so that no index is left. It shares nothing
 * with the calculus of indices.
 */
final class WrittenOut extends Rewriter {
  private final List<Definition> definitions;
  private final Map<Expr, Expr> lengths;
  private final Expr independent;

  /**
   * @param lengths what the letters for lengths are
   * @param independent the variable, its indices numbers: it stays as it is even if it is defined
   */
  WrittenOut(Declarations declarations, Map<Expr, Expr> lengths, Expr independent) {
    this.definitions = declarations.definitions();
    this.lengths = Map.copyOf(lengths);
    this.independent = independent;
  }

  /** The expression with numbers for its free indices, written out. */
  Expr of(Expr expression, Map<Expr, Expr> indices) {
    Map<Expr, Expr> numbers = new HashMap<>(lengths);
    numbers.putAll(indices);
    return apply(Substitution.of(numbers).apply(expression));
  }

  /** The plain name of an element whose indices are numbers. */
  static Symbol plain(Expr name) {
    if (name instanceof Symbol symbol) {
      return symbol;
    }
    StringBuilder text = new StringBuilder();
    for (char each : ((IndexedSymbol) name).family().toCharArray()) {
      text.append(Character.isLetterOrDigit(each) ? String.valueOf(each) : "q" + (int) each);
    }
    for (Expr index : ((IndexedSymbol) name).indices()) {
      text.append("at").append(((RationalNumber) index).value().numerator());
    }
    return Symbol.named(text.toString());
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node == independent) {
      return List.of();
    }
    if (node instanceof Reduction reduction) {
      return terms(reduction);
    }
    if (node instanceof Apply apply && vectorForm(apply).isPresent()) {
      return List.of(vectorForm(apply).get());
    }
    if (node instanceof Symbol || node instanceof IndexedSymbol) {
      return value(node).map(List::of).orElse(List.of());
    }
    return node instanceof DerivativeTerm derivative
        ? List.of(derivative.body())
        : super.dependencies(node);
  }

  private static Optional<Expr> vectorForm(Apply apply) {
    boolean isVector = apply.arguments().stream().anyMatch(Elements.class::isInstance);
    return isVector ? apply.function().definition(apply.arguments()) : Optional.empty();
  }

  private List<Expr> terms(Binder binder) {
    List<Expr> terms = new ArrayList<>();
    long lower = number(binder.lower());
    long upper = number(binder.upper());
    for (long i = lower; i <= upper; i++) {
      Expr condition = binder.conditionAt(Expr.of(i));
      if (condition == Logical.TRUE) {
        terms.add(binder.bodyAt(Expr.of(i)));
      } else if (condition != Logical.FALSE) {
        throw new IllegalStateException("the condition is open: " + condition);
      }
    }
    return terms;
  }

  private static long number(Expr bound) {
    if (bound instanceof RationalNumber number) {
      return number.value().numerator().longValueExact();
    }
    throw new IllegalStateException("a bound is no number: " + bound);
  }

  /** What a name stands for: its own definition, or the general one from its first element on. */
  private Optional<Expr> value(Expr name) {
    for (Definition each : definitions) {
      if (each.target() == name) {
        return Optional.of(Substitution.of(lengths).apply(each.value()));
      }
    }
    if (name instanceof IndexedSymbol element) {
      for (Definition each : definitions) {
        if (each.target() instanceof IndexedSymbol target
            && target.family().equals(element.family())
            && element.indices().stream().allMatch(index -> number(index) >= 1)) {
          Map<Expr, Expr> numbers = new HashMap<>(lengths);
          boolean fits = true;
          for (int i = 0; i < target.indices().size(); i++) {
            Expr index = target.indices().get(i);
            numbers.put(index, element.indices().get(i));
            fits &= !(index instanceof RationalNumber) || index == element.indices().get(i);
          }
          if (fits) {
            return Optional.of(Substitution.of(numbers).apply(each.value()));
          }
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public Expr visit(Symbol symbol) {
    return symbol == independent ? symbol : value(symbol).map(this::result).orElse(symbol);
  }

  @Override
  public Expr visit(IndexedSymbol element) {
    return element == independent
        ? plain(element)
        : value(element).map(this::result).orElseGet(() -> plain(element));
  }

  @Override
  public Expr visit(Apply apply) {
    return vectorForm(apply).map(this::result).orElseGet(() -> super.visit(apply));
  }

  @Override
  public Expr visit(Reduction reduction) {
    List<Expr> terms = terms(reduction).stream().map(this::result).toList();
    return switch (reduction.operator()) {
      case SUM -> Sum.of(terms.toArray(new Expr[0]));
      case PRODUCT -> Product.of(terms);
      case MAXIMUM -> extreme("max", terms);
      case MINIMUM -> extreme("min", terms);
    };
  }

  private static Expr extreme(String function, List<Expr> terms) {
    return terms.size() == 1
        ? terms.get(0)
        : Apply.of(Functions.named(function).orElseThrow(), terms);
  }

  @Override
  public Expr visit(DerivativeTerm derivative) {
    Expr result = result(derivative.body());
    for (DerivativeTerm.Variable each : derivative.by()) {
      for (int i = 0; i < each.order(); i++) {
        result = derivative(result, plain(each.variable()));
      }
    }
    return result;
  }

  /** The derivative of what was written out, by the differentiator of plain names. */
  static Expr derivative(Expr writtenOut, Symbol variable) {
    return new Differentiator(variable, Definitions.none(), Facts.none()).differentiate(writtenOut);
  }
}
