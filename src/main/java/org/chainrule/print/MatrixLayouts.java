package org.chainrule.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Relation;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** A printer of formulas of matrices, which are built from the printed forms of their parts. */
public final class MatrixLayouts {
  private final Spelling spelling;
  private final LayoutPass pass;

  /** A part of a formula as it is set, before it is spelt in a format. */
  public static final class Part {
    private final Layout layout;

    private Part(Layout layout) {
      this.layout = layout;
    }
  }

  public MatrixLayouts(Spelling spelling) {
    this.spelling = spelling;
    pass = new LayoutPass(spelling, false);
  }

  /** An expression of numbers. */
  public Part number(Expr number) {
    return new Part(pass.layOut(number));
  }

  /**
   * A matrix or a column by its name, with the indices that choose it among others of that name.
   */
  public Part name(String name, List<Expr> indices) {
    pass.layOut(org.chainrule.expr.Symbol.named(name));
    return new Part(
        indices.isEmpty()
            ? new Layout.Name(name)
            : new Layout.Element(name, indices.stream().map(pass::layOut).toList()));
  }

  /** A derivative that is a name: of one name by another. */
  public Part derivative(Part of, Part by) {
    return new Part(new Layout.Derivative(of.layout, List.of(by.layout), List.of(1)));
  }

  /** A sum of terms; those with a number below 0 in front are subtracted. */
  public Part sum(List<Part> terms) {
    return new Part(new Layout.Sum(layouts(terms)));
  }

  /**
   * A product of numbers and of matrices from left to right.
   *
   * @param factor the number in front
   * @param above numbers that are made of matrices
   * @param below numbers that are made of matrices, and divide
   * @param matrices the matrices; none where the product is a number
   */
  public Part product(Expr factor, List<Part> above, List<Part> below, List<Part> matrices) {
    Layout scalar = pass.layOut(factor);
    if (!above.isEmpty() || !below.isEmpty()) {
      Rational coefficient = Rational.ONE;
      List<Layout> numerator = new ArrayList<>();
      List<Layout> denominator = new ArrayList<>();
      if (scalar instanceof Layout.Numeral number) {
        coefficient = number.value();
      } else if (scalar instanceof Layout.Product product) {
        coefficient = product.coefficient();
        numerator.addAll(product.above());
        denominator.addAll(product.below());
      } else {
        numerator.add(scalar);
      }
      numerator.addAll(layouts(above));
      denominator.addAll(layouts(below));
      scalar = Layout.product(coefficient, numerator, denominator);
    }
    return new Part(matrices.isEmpty() ? scalar : Layout.chain(scalar, layouts(matrices)));
  }

  /** A product element by element. */
  public Part hadamard(List<Part> above, List<Part> below) {
    return new Part(new Layout.Hadamard(layouts(above), layouts(below)));
  }

  public Part transpose(Part operand) {
    return new Part(new Layout.Transpose(operand.layout));
  }

  /** A power of a number. */
  public Part power(Part base, Part exponent) {
    return new Part(
        isHalf(exponent)
            ? new Layout.Root(base.layout)
            : new Layout.Power(base.layout, exponent.layout));
  }

  /** A power of each element. */
  public Part elementPower(Part base, Part exponent) {
    return new Part(
        isHalf(exponent)
            ? new Layout.Root(base.layout)
            : new Layout.ElementPower(base.layout, exponent.layout));
  }

  private static boolean isHalf(Part exponent) {
    return exponent.layout instanceof Layout.Numeral number && number.value().equals(Rational.HALF);
  }

  /** A function of numbers, of each element. */
  public Part call(Function function, List<Part> arguments) {
    return new Part(
        function.isExponential() && arguments.get(0).layout instanceof Layout.Numeral
            ? new Layout.Exponential(arguments.get(0).layout)
            : new Layout.Call(function, layouts(arguments), List.of()));
  }

  /** A function of matrices. */
  public Part operation(MatrixFunction function, List<Part> arguments) {
    return new Part(new Layout.Operation(function, layouts(arguments)));
  }

  public Part cases(List<Part> values, List<Part> conditions, @Nullable Part otherwise) {
    return new Part(
        new Layout.Cases(
            layouts(values), layouts(conditions), otherwise == null ? null : otherwise.layout));
  }

  /** A sum over an index that is none of rows or columns, and stands in the body by its name. */
  public Part total(String index, Expr lower, Expr upper, Expr condition, Part body) {
    pass.layOut(org.chainrule.expr.Symbol.named(index));
    return new Part(
        new Layout.Total(
            index,
            pass.layOut(lower),
            pass.layOut(upper),
            condition == Logical.TRUE ? null : pass.layOut(condition),
            body.layout));
  }

  public Part relation(Relation.Operator operator, Part left, Part right) {
    return new Part(new Layout.Relation(operator.text(), left.layout, right.layout));
  }

  public Part connective(Logical.Operator operator, List<Part> operands) {
    return new Part(new Layout.Connective(operator, layouts(operands)));
  }

  private static List<Layout> layouts(List<Part> parts) {
    return parts.stream().map(each -> each.layout).toList();
  }

  /** Plain notation, which reads back as the same formula. */
  public String text(Part root) {
    return write(root, TextWriter::new);
  }

  /** Plain notation with Greek letters and the signs of mathematics; it reads back as well. */
  public String unicode(Part root) {
    return write(root, UnicodeWriter::new);
  }

  /** LaTeX for mathematics mode. */
  public String latex(Part root) {
    return write(root, LatexWriter::new);
  }

  /** A {@code math} element. */
  public String mathml(Part root) {
    return MathMl.of(latex(root), text(root));
  }

  /** Python with NumPy as {@code np}. */
  public String numpy(Part root) {
    return write(root, NumpyWriter::new);
  }

  /** MATLAB. */
  public String matlab(Part root) {
    return write(root, MatlabWriter::new);
  }

  private String write(Part root, BiFunction<Spelling, Set<String>, Writer> format) {
    Writer writer = format.apply(spelling, pass.names());
    return String.valueOf(writer.write(root.layout, Integer.MAX_VALUE, false));
  }
}
