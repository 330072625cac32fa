package org.chainrule.print;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The setting of an expression, before it is spelt in a format. As with expressions, parts are
 * shared; they are compared by identity, since equality would walk them.
 */
sealed interface Layout {
  record Numeral(Rational value) implements Layout {}

  /** A number in the place of a name, which nothing beside it is reckoned together with. */
  record Filled(Rational value) implements Layout {}

  record Constant(NamedConstant.Kind kind) implements Layout {}

  record Name(String name) implements Layout {}

  /** A bound index, by its binder's height. */
  record Index(int height) implements Layout {}

  record Element(String family, List<Layout> indices) implements Layout {}

  /** Terms in order; one that is subtracted has a coefficient below 0. */
  record Sum(List<Layout> terms) implements Layout {}

  /** A coefficient and factors above and below the bar, in order. */
  record Product(Rational coefficient, List<Layout> above, List<Layout> below) implements Layout {}

  record Power(Layout base, Layout exponent) implements Layout {}

  record Root(Layout radicand) implements Layout {}

  record Exponential(Layout argument) implements Layout {}

  record Call(Function function, List<Layout> arguments, List<Layout> subscripts)
      implements Layout {}

  record Reduction(
      org.chainrule.expr.Reduction node,
      Layout lower,
      Layout upper,
      @Nullable Layout condition,
      Layout body)
      implements Layout {}

  /** A sum of matrices over an index that stands in the body by its name. */
  record Total(String index, Layout lower, Layout upper, @Nullable Layout condition, Layout body)
      implements Layout {}

  /** The elements of a body over a range; bare where a family's name can stand for them. */
  record Vector(
      org.chainrule.expr.Elements node, boolean bare, Layout lower, Layout upper, Layout body)
      implements Layout {}

  record Delta(Layout left, Layout right) implements Layout {}

  record Cases(List<Layout> values, List<Layout> conditions, @Nullable Layout otherwise)
      implements Layout {}

  record Relation(String sign, Layout left, Layout right) implements Layout {}

  record Connective(Logical.Operator operator, List<Layout> operands) implements Layout {}

  record Derivative(Layout body, List<Layout> variables, List<Integer> orders) implements Layout {}

  /** A product of matrices from left to right, with a number in front of it or below it. */
  record Chain(Layout scalar, List<Layout> matrices) implements Layout {}

  /** A product and quotient of what is calculated with element by element. */
  record Hadamard(List<Layout> above, List<Layout> below) implements Layout {}

  record Transpose(Layout operand) implements Layout {}

  /** A power of each element. */
  record ElementPower(Layout base, Layout exponent) implements Layout {}

  /** A function of matrices; the sizes that it is written with are among its arguments. */
  record Operation(MatrixFunction function, List<Layout> arguments) implements Layout {}

  /** The product, or its only factor where there is but one. */
  static Layout product(Rational coefficient, List<Layout> above, List<Layout> below) {
    if (above.isEmpty() && below.isEmpty()) {
      return new Numeral(coefficient);
    }
    return coefficient.isOne() && below.isEmpty() && above.size() == 1
        ? above.get(0)
        : new Product(coefficient, above, below);
  }

  /** A multiple of a layout. */
  static Layout scaled(Rational coefficient, Layout layout) {
    if (coefficient.isOne()) {
      return layout;
    } else if (layout instanceof Product product) {
      return product(coefficient.times(product.coefficient()), product.above(), product.below());
    } else if (layout instanceof Numeral number) {
      return new Numeral(coefficient.times(number.value()));
    } else if (layout instanceof Chain chain) {
      return chain(scaled(coefficient, chain.scalar()), chain.matrices());
    }
    return product(coefficient, List.of(layout), List.of());
  }

  /** The product of matrices, without a number in front that is 1. */
  static Layout chain(Layout scalar, List<Layout> matrices) {
    boolean isOne = scalar instanceof Numeral number && number.value().isOne();
    return isOne && matrices.size() == 1 ? matrices.get(0) : new Chain(scalar, matrices);
  }

  default boolean isNegative() {
    return this instanceof Numeral number && number.value().signum() < 0
        || this instanceof Product product && product.coefficient().signum() < 0
        || this instanceof Chain chain && chain.scalar().isNegative();
  }

  /** The binder that this is, or null. */
  default @Nullable Binder binder() {
    if (this instanceof Reduction reduction) {
      return reduction.node();
    }
    return this instanceof Vector vector ? vector.node() : null;
  }

  default List<Layout> children() {
    List<Layout> children = new ArrayList<>();
    if (this instanceof Element element) {
      return element.indices();
    } else if (this instanceof Sum sum) {
      return sum.terms();
    } else if (this instanceof Product product) {
      children.addAll(product.above());
      children.addAll(product.below());
    } else if (this instanceof Power power) {
      return List.of(power.base(), power.exponent());
    } else if (this instanceof Root root) {
      return List.of(root.radicand());
    } else if (this instanceof Exponential exponential) {
      return List.of(exponential.argument());
    } else if (this instanceof Call call) {
      children.addAll(call.arguments());
      children.addAll(call.subscripts());
    } else if (this instanceof Reduction reduction) {
      children.add(reduction.lower());
      children.add(reduction.upper());
      addPresent(reduction.condition(), children);
      children.add(reduction.body());
    } else if (this instanceof Total total) {
      children.add(total.lower());
      children.add(total.upper());
      addPresent(total.condition(), children);
      children.add(total.body());
    } else if (this instanceof Vector vector) {
      return List.of(vector.lower(), vector.upper(), vector.body());
    } else if (this instanceof Delta delta) {
      return List.of(delta.left(), delta.right());
    } else if (this instanceof Cases cases) {
      children.addAll(cases.values());
      children.addAll(cases.conditions());
      addPresent(cases.otherwise(), children);
    } else if (this instanceof Relation relation) {
      return List.of(relation.left(), relation.right());
    } else if (this instanceof Connective connective) {
      return connective.operands();
    } else if (this instanceof Chain chain) {
      children.add(chain.scalar());
      children.addAll(chain.matrices());
    } else if (this instanceof Hadamard product) {
      children.addAll(product.above());
      children.addAll(product.below());
    } else if (this instanceof Transpose transpose) {
      return List.of(transpose.operand());
    } else if (this instanceof ElementPower power) {
      return List.of(power.base(), power.exponent());
    } else if (this instanceof Operation operation) {
      return operation.arguments();
    } else if (this instanceof Derivative derivative) {
      children.add(derivative.body());
      children.addAll(derivative.variables());
    }
    return children;
  }

  private static void addPresent(@Nullable Layout layout, List<Layout> children) {
    if (layout != null) {
      children.add(layout);
    }
  }
}
