package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Facts;

/**
 * The derivatives of one expression by many variables, in one reverse pass over the graph
 * (Linnainmaa 1970; Griewank and Walther, Evaluating Derivatives, chapter 3). Nodes that are no
 * sum, product, power or function of scalars are differentiated forwards, by each variable.
 */
public final class BackwardGradient {
  private final List<Expr> variables;
  private final Definitions definitions;
  private final Map<Expr, Differentiator> forward = new HashMap<>();
  private final Map<Expr, Sum.Builder> adjoints = new HashMap<>();
  private final Map<Expr, Sum.Builder> results = new LinkedHashMap<>();
  private final Map<Expr, Expr> names = new HashMap<>();
  private long steps;

  private BackwardGradient(List<Expr> variables, Definitions definitions, Facts facts) {
    this.variables = List.copyOf(variables);
    this.definitions = definitions;
    for (Expr variable : variables) {
      forward.put(variable, new Differentiator(variable, definitions, facts));
      results.put(variable, new Sum.Builder());
    }
  }

  /**
   * The derivative by each variable, in the order given.
   *
   * @throws NoDerivativeException as {@link Differentiator#differentiate} does
   */
  public static Map<Expr, Expr> of(
      Expr expression, List<Expr> variables, Definitions definitions, Facts facts) {
    return new BackwardGradient(variables, definitions, facts).sweep(expression);
  }

  private Map<Expr, Expr> sweep(Expr root) {
    Order order = new Order();
    order.apply(root);
    adjoint(root).add(RationalNumber.ONE);
    for (int i = order.nodes.size() - 1; i >= 0; i--) {
      Expr node = order.nodes.get(i);
      Sum.Builder pending = adjoints.remove(node);
      if (pending != null) {
        steps++;
        propagate(node, pending.build());
      }
    }
    Map<Expr, Expr> gradient = new LinkedHashMap<>();
    results.forEach((variable, sum) -> gradient.put(variable, sum.build()));
    return gradient;
  }

  private Sum.Builder adjoint(Expr node) {
    return adjoints.computeIfAbsent(node, key -> new Sum.Builder());
  }

  /** The number of nodes that were visited. */
  long steps() {
    return steps;
  }

  private boolean isVariable(Expr node) {
    return results.containsKey(node);
  }

  /** Whether the reverse pass goes through a node; others are differentiated forwards. */
  private boolean isReversed(Expr node) {
    return node instanceof Sum
        || node instanceof Product
        || node instanceof Power
        || node instanceof Apply apply
            && apply.function().parameters().stream().allMatch(Function.Parameter.SCALAR::equals)
        || isFollowed(node);
  }

  /** A defined plain name or numbered element: what it stands for is one expression. */
  private boolean isFollowed(Expr node) {
    boolean isName =
        node instanceof Symbol
            || node instanceof IndexedSymbol indexed && Definitions.isConcrete(indexed);
    return isName && definitions.valueOf(node).isPresent();
  }

  private void propagate(Expr node, Expr adjoint) {
    if (adjoint.isZero()) {
      return;
    }
    Sum.Builder result = results.get(node);
    if (result != null) {
      result.add(adjoint);
    }
    if (isFollowed(node)) {
      adjoint(definitions.valueOf(node).get()).add(adjoint);
    } else if (node instanceof Sum sum) {
      for (Sum.Term term : sum.terms()) {
        adjoint(term.expression()).add(term.coefficient(), adjoint);
      }
    } else if (node instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        Expr others = product.lowered(factor.base());
        adjoint(factor.base()).add(Product.of(adjoint, factor.exponent(), others));
        if (!factor.exponent().isOne()) {
          Expr log = Rules.log(factor.base());
          addIfDependent(factor.exponent(), adjoint, product, log);
        }
      }
    } else if (node instanceof Power power) {
      Expr lowered = Power.of(power.base(), Sum.of(power.exponent(), RationalNumber.MINUS_ONE));
      adjoint(power.base()).add(Product.of(adjoint, power.exponent(), lowered));
      addIfDependent(power.exponent(), adjoint, named(power), Rules.log(power.base()));
    } else if (isReversed(node)) {
      Apply apply = (Apply) node;
      for (int i = 0; i < apply.arguments().size(); i++) {
        Expr argument = apply.arguments().get(i);
        if (!(argument instanceof RationalNumber)) {
          Expr partial = Rules.partial(apply.function(), i, apply.arguments(), named(apply));
          adjoint(argument).add(Product.of(adjoint, partial));
        }
      }
    } else {
      forwards(node, adjoint);
    }
  }

  private Expr named(Expr node) {
    return names.getOrDefault(node, node);
  }

  private void addIfDependent(Expr exponent, Expr adjoint, Expr power, Expr log) {
    if (!(exponent instanceof RationalNumber)) {
      adjoint(exponent).add(Product.of(adjoint, power, log));
    }
  }

  /** Whether both are names or numbered elements that nothing is known of but that they differ. */
  private boolean isOther(Expr variable, Expr node) {
    boolean isPlain =
        node instanceof Symbol
            || node instanceof IndexedSymbol element && Definitions.isConcrete(element);
    return isPlain
        && !definitions.isDefined(node)
        && (variable instanceof Symbol
            || variable instanceof IndexedSymbol other && Definitions.isConcrete(other));
  }

  private void forwards(Expr node, Expr adjoint) {
    for (Expr variable : variables) {
      if (variable == node || isOther(variable, node)) {
        continue;
      }
      Differentiator differentiator = forward.get(variable);
      if (differentiator != null) {
        Expr inner = differentiator.differentiate(node);
        results.computeIfAbsent(variable, key -> new Sum.Builder()).add(Product.of(adjoint, inner));
      }
    }
  }

  /** The nodes that the reverse pass reaches, each after all that it depends on. */
  private final class Order extends Pass<Boolean> {
    private final List<Expr> nodes = new ArrayList<>();

    @Override
    protected List<Expr> dependencies(Expr node) {
      if (isFollowed(node)) {
        Expr value = definitions.valueOf(node).get();
        names.putIfAbsent(value, node);
        return List.of(value);
      }
      if (!isVariable(node)) {
        definitions.requireStarted(node, variables);
      }
      return isReversed(node) ? node.children() : List.of();
    }

    @Override
    protected Boolean compute(Expr node) {
      nodes.add(node);
      return true;
    }
  }
}
