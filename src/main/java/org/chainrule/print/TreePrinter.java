package org.chainrule.print;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.expr.Visitor;

/**
 * The printer of the nodes of an expression, a line each, parts indented below wholes. A part that
 * was written before is referred to by the number of its line, and below a depth the indentation
 * stays and the depth is written instead: so the text is linear in the graph.
 */
final class TreePrinter implements Visitor<String> {
  private static final int DEEPEST_INDENTATION = 40;

  private record Line(Expr node, int depth) {}

  private TreePrinter() {}

  static String print(Expr root) {
    TreePrinter labels = new TreePrinter();
    Map<Expr, Integer> written = new IdentityHashMap<>();
    Deque<Line> pending = new ArrayDeque<>();
    StringBuilder out = new StringBuilder();
    pending.push(new Line(root, 0));
    for (int number = 1; !pending.isEmpty(); number++) {
      Line line = pending.pop();
      out.append(number == 1 ? "" : "\n").append(indentation(line.depth()));
      out.append(line.node().accept(labels));
      List<Expr> parts = parts(line.node());
      if (parts.isEmpty()) {
        continue;
      }
      Integer earlier = written.putIfAbsent(line.node(), number);
      if (earlier != null) {
        out.append(" (as in line ").append(earlier).append(')');
        continue;
      }
      for (int i = parts.size() - 1; i >= 0; i--) {
        pending.push(new Line(parts.get(i), line.depth() + 1));
      }
    }
    return out.toString();
  }

  private static String indentation(int depth) {
    return depth <= DEEPEST_INDENTATION
        ? "  ".repeat(depth)
        : "  ".repeat(DEEPEST_INDENTATION) + "[" + depth + "] ";
  }

  /** The parts with their coefficients and exponents. */
  private static List<Expr> parts(Expr node) {
    if (node instanceof Sum sum) {
      return sum.addends();
    } else if (node instanceof Product product) {
      List<Expr> parts = new ArrayList<>();
      if (!product.coefficient().isOne()) {
        parts.add(RationalNumber.of(product.coefficient()));
      }
      product.factors().forEach(factor -> parts.add(factor.toExpr()));
      return parts;
    } else if (node instanceof Reduction reduction && reduction.condition() == Logical.TRUE) {
      return List.of(reduction.lower(), reduction.upper(), reduction.body());
    }
    return node.children();
  }

  @Override
  public String visit(RationalNumber number) {
    return PrintedNumbers.text(number.value());
  }

  @Override
  public String visit(NamedConstant constant) {
    return constant.kind().text();
  }

  @Override
  public String visit(Symbol symbol) {
    return symbol.name();
  }

  @Override
  public String visit(BoundIndex index) {
    return "index " + index.height();
  }

  @Override
  public String visit(IndexedSymbol indexed) {
    return "element of " + indexed.family();
  }

  @Override
  public String visit(Sum sum) {
    return "+";
  }

  @Override
  public String visit(Product product) {
    return "*";
  }

  @Override
  public String visit(Power power) {
    return "^";
  }

  @Override
  public String visit(Apply apply) {
    List<Integer> orders = apply.function().derivativeOrders();
    boolean derived = orders.stream().anyMatch(order -> order > 0);
    return apply.function().name() + (derived ? " derived " + orders : "");
  }

  private static String over(Binder binder) {
    return " over index " + binder.height();
  }

  @Override
  public String visit(Reduction reduction) {
    return reduction.operator().text() + over(reduction);
  }

  @Override
  public String visit(Elements elements) {
    return "elements" + over(elements);
  }

  @Override
  public String visit(KroneckerDelta delta) {
    return "delta";
  }

  @Override
  public String visit(Piecewise piecewise) {
    if (piecewise.isRestriction()) {
      return "where";
    }
    return "cases" + (piecewise.otherwise().isPresent() ? " with otherwise" : "");
  }

  @Override
  public String visit(Relation relation) {
    return relation.operator().text();
  }

  @Override
  public String visit(Logical logical) {
    return logical.operator().text();
  }

  @Override
  public String visit(DerivativeTerm derivative) {
    List<Integer> orders = derivative.by().stream().map(DerivativeTerm.Variable::order).toList();
    return "derivative of order " + orders;
  }
}
