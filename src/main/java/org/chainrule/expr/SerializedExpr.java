package org.chainrule.expr;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** An expression as it is written to another process: its nodes in a row, leaves first. */
final class SerializedExpr implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How a node is made from its parts, which are places in the row. */
  private interface Maker extends Serializable {
    Expr make(List<Expr> parts);
  }

  private final ArrayList<int[]> parts = new ArrayList<>();
  private final ArrayList<Maker> makers = new ArrayList<>();

  SerializedExpr(Expr root) {
    new Writer().apply(root);
  }

  private Object readResolve() {
    List<Expr> nodes = new ArrayList<>(makers.size());
    for (int i = 0; i < makers.size(); i++) {
      List<Expr> given = new ArrayList<>();
      for (int part : parts.get(i)) {
        given.add(nodes.get(part));
      }
      nodes.add(makers.get(i).make(given));
    }
    return nodes.get(nodes.size() - 1);
  }

  private record NumberMaker(Rational value) implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      return RationalNumber.of(value);
    }
  }

  private record ConstantMaker(NamedConstant.Kind kind) implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      return NamedConstant.of(kind);
    }
  }

  private record SymbolMaker(String name, int openedNumber) implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      return openedNumber > 0 ? Symbol.opened(openedNumber) : Symbol.of(name);
    }
  }

  private record BoundMaker(int height) implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      return BoundIndex.of(height);
    }
  }

  private record IndexedMaker(String family) implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      return IndexedSymbol.of(family, parts);
    }
  }

  private record SumMaker(Rational constant, ArrayList<Rational> coefficients) implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      Sum.Builder builder = new Sum.Builder().add(RationalNumber.of(constant));
      for (int i = 0; i < parts.size(); i++) {
        builder.add(coefficients.get(i), parts.get(i));
      }
      return builder.build();
    }
  }

  private record ProductMaker(Rational coefficient) implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      Product.Builder builder = new Product.Builder().multiply(coefficient);
      for (int i = 0; i < parts.size(); i += 2) {
        builder.multiply(Power.of(parts.get(i), parts.get(i + 1)));
      }
      return builder.build();
    }
  }

  private record PowerMaker() implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      return Power.raw(parts.get(0), parts.get(1));
    }
  }

  private record ApplyMaker(Function function) implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      return Apply.unfolded(function, parts);
    }
  }

  private record ReductionMaker(Reduction.Operator operator, int height) implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      return Reduction.of(
          operator, BoundIndex.of(height), parts.get(0), parts.get(1), parts.get(2), parts.get(3));
    }
  }

  private record ElementsMaker(int height) implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      return Elements.of(BoundIndex.of(height), parts.get(0), parts.get(1), parts.get(2));
    }
  }

  private record DeltaMaker() implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      return KroneckerDelta.of(parts.get(0), parts.get(1));
    }
  }

  private record PiecewiseMaker(int branches) implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      List<Piecewise.Branch> made = new ArrayList<>();
      for (int i = 0; i < branches; i++) {
        made.add(new Piecewise.Branch(parts.get(2 * i), parts.get(2 * i + 1)));
      }
      return Piecewise.of(made, parts.size() > 2 * branches ? parts.get(2 * branches) : null);
    }
  }

  private record RelationMaker(Relation.Operator operator) implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      return Relation.of(operator, parts.get(0), parts.get(1));
    }
  }

  private record LogicalMaker(Logical.Operator operator) implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      return Logical.of(operator, parts);
    }
  }

  private record DerivativeMaker(ArrayList<Integer> orders) implements Maker {
    @Override
    public Expr make(List<Expr> parts) {
      List<Derivative.Variable> variables = new ArrayList<>();
      for (int i = 0; i < orders.size(); i++) {
        variables.add(new Derivative.Variable(parts.get(i + 1), orders.get(i)));
      }
      return Derivative.of(parts.get(0), variables);
    }
  }

  /** Numbers the nodes; binders stay closed. */
  private final class Writer extends Pass<Integer> implements Visitor<Maker> {
    private final Map<Expr, List<Expr>> partsOf = new HashMap<>();

    @Override
    protected @Nullable Integer shortcut(Expr node) {
      return null;
    }

    @Override
    protected List<Expr> dependencies(Expr node) {
      List<Expr> nodes = node.children();
      if (node instanceof Product product) {
        nodes = new ArrayList<>();
        for (Product.Factor factor : product.factors()) {
          nodes.add(factor.base());
          nodes.add(factor.exponent());
        }
      }
      partsOf.put(node, nodes);
      return nodes;
    }

    @Override
    protected Integer compute(Expr node) {
      List<Expr> nodes = partsOf.getOrDefault(node, List.of());
      int[] places = new int[nodes.size()];
      for (int i = 0; i < places.length; i++) {
        places[i] = result(nodes.get(i));
      }
      parts.add(places);
      makers.add(node.accept(this));
      return makers.size() - 1;
    }

    @Override
    public Maker visit(RationalNumber number) {
      return new NumberMaker(number.value());
    }

    @Override
    public Maker visit(NamedConstant constant) {
      return new ConstantMaker(constant.kind());
    }

    @Override
    public Maker visit(Symbol symbol) {
      return new SymbolMaker(symbol.name(), symbol.openedNumber());
    }

    @Override
    public Maker visit(BoundIndex index) {
      return new BoundMaker(index.height());
    }

    @Override
    public Maker visit(IndexedSymbol indexed) {
      return new IndexedMaker(indexed.family());
    }

    @Override
    public Maker visit(Sum sum) {
      ArrayList<Rational> coefficients = new ArrayList<>();
      sum.terms().forEach(term -> coefficients.add(term.coefficient()));
      return new SumMaker(sum.constant(), coefficients);
    }

    @Override
    public Maker visit(Product product) {
      return new ProductMaker(product.coefficient());
    }

    @Override
    public Maker visit(Power power) {
      return new PowerMaker();
    }

    @Override
    public Maker visit(Apply apply) {
      return new ApplyMaker(apply.function());
    }

    @Override
    public Maker visit(Reduction reduction) {
      return new ReductionMaker(reduction.operator(), reduction.height());
    }

    @Override
    public Maker visit(Elements elements) {
      return new ElementsMaker(elements.height());
    }

    @Override
    public Maker visit(KroneckerDelta delta) {
      return new DeltaMaker();
    }

    @Override
    public Maker visit(Piecewise piecewise) {
      return new PiecewiseMaker(piecewise.branches().size());
    }

    @Override
    public Maker visit(Relation relation) {
      return new RelationMaker(relation.operator());
    }

    @Override
    public Maker visit(Logical logical) {
      return new LogicalMaker(logical.operator());
    }

    @Override
    public Maker visit(Derivative derivative) {
      ArrayList<Integer> orders = new ArrayList<>();
      derivative.variables().forEach(each -> orders.add(each.order()));
      return new DerivativeMaker(orders);
    }
  }
}
