package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.notation.Precedence;

/** A writer of forms in plain notation, by which tests and messages show them. */
final class MatrixText implements MatrixForm.Visitor<String> {
  private static final MatrixText INSTANCE = new MatrixText();

  private MatrixText() {}

  static String of(MatrixForm form) {
    return form.accept(INSTANCE);
  }

  private static String part(MatrixForm form, Precedence least) {
    String text = of(form);
    return level(form).isBelow(least) ? "(" + text + ")" : text;
  }

  private static String part(Expr number, Precedence least) {
    return level(number).isBelow(least) ? "(" + number + ")" : number.toString();
  }

  private static Precedence level(MatrixForm form) {
    if (form instanceof MatrixForm.Scalar number) {
      return level(number.value());
    }
    if (form instanceof MatrixForm.Sum) {
      return Precedence.SUM;
    }
    if (form instanceof MatrixForm.Product || form instanceof MatrixForm.Hadamard) {
      return Precedence.PRODUCT;
    }
    if (form instanceof MatrixForm.Power power) {
      return isDivisor(power) ? Precedence.PRODUCT : Precedence.POWER;
    }
    return form instanceof MatrixForm.Transpose ? Precedence.POWER : Precedence.OPERAND;
  }

  private static Precedence level(Expr number) {
    if (number instanceof RationalNumber rational) {
      boolean isBare = rational.value().isInteger() && rational.value().signum() >= 0;
      return isBare ? Precedence.OPERAND : Precedence.PRODUCT;
    }
    if (number instanceof Sum) {
      return Precedence.SUM;
    }
    if (number instanceof Product) {
      return Precedence.PRODUCT;
    }
    if (number instanceof Power power) {
      return power.exponent() instanceof RationalNumber exponent && exponent.value().signum() < 0
          ? Precedence.PRODUCT
          : Precedence.POWER;
    }
    return Precedence.OPERAND;
  }

  private static boolean isDivisor(MatrixForm.Power power) {
    return power.exponent().equals(new MatrixForm.Scalar(RationalNumber.MINUS_ONE));
  }

  @Override
  public String visit(MatrixForm.Scalar number) {
    return number.value().toString();
  }

  @Override
  public String visit(MatrixForm.Name name) {
    return nameOf(name.element());
  }

  private static String nameOf(Expr element) {
    if (element instanceof IndexedSymbol indexed) {
      List<String> fixed = new ArrayList<>();
      for (Expr index : indexed.indices()) {
        if (!(index instanceof Symbol symbol) || !symbol.isOpened()) {
          fixed.add(index.toString());
        }
      }
      if (fixed.isEmpty()) {
        return indexed.family();
      }
      String subscript = String.join(",", fixed);
      return indexed.family() + "_" + (subscript.length() == 1 ? subscript : "{" + subscript + "}");
    }
    if (element instanceof DerivativeTerm term && term.by().size() == 1) {
      return "d" + nameOf(term.body()) + "/d" + nameOf(term.by().get(0).variable());
    }
    return element.toString();
  }

  @Override
  public String visit(MatrixForm.Sum sum) {
    StringBuilder text = new StringBuilder();
    for (MatrixForm term : sum.terms()) {
      String each = part(term, Precedence.PRODUCT);
      if (text.length() == 0) {
        text.append(each);
      } else if (each.startsWith("-")) {
        text.append(" - ").append(each, 1, each.length());
      } else {
        text.append(" + ").append(each);
      }
    }
    return text.toString();
  }

  @Override
  public String visit(MatrixForm.Product product) {
    StringJoiner above = new StringJoiner("*");
    List<String> below = new ArrayList<>();
    String sign = "";
    if (product.factor() == RationalNumber.MINUS_ONE) {
      sign = "-";
    } else if (!product.factor().isOne()) {
      above.add(part(product.factor(), Precedence.PRODUCT));
    }
    for (MatrixForm number : product.scalars()) {
      if (number instanceof MatrixForm.Power power && isDivisor(power)) {
        below.add(part(power.base(), Precedence.POWER));
      } else {
        boolean isChain = number instanceof MatrixForm.Product;
        above.add(part(number, isChain ? Precedence.POWER : Precedence.PRODUCT));
      }
    }
    for (MatrixForm matrix : product.chain()) {
      above.add(
          part(
              matrix,
              matrix instanceof MatrixForm.Hadamard ? Precedence.POWER : Precedence.PRODUCT));
    }
    String front = above.length() == 0 ? "1" : above.toString();
    return sign + front + below.stream().map(each -> "/" + each).reduce("", String::concat);
  }

  @Override
  public String visit(MatrixForm.Hadamard product) {
    StringBuilder text = new StringBuilder();
    for (MatrixForm factor : product.factors()) {
      if (factor instanceof MatrixForm.Power power && isDivisor(power) && text.length() > 0) {
        text.append(" ./ ").append(part(power.base(), Precedence.POWER));
      } else {
        text.append(text.length() == 0 ? "" : " .* ").append(part(factor, Precedence.POWER));
      }
    }
    return text.toString();
  }

  @Override
  public String visit(MatrixForm.Transpose transpose) {
    return part(transpose.operand(), Precedence.OPERAND) + "^T";
  }

  @Override
  public String visit(MatrixForm.Power power) {
    String divide = power.shape().isNumber() ? "/" : " ./ ";
    if (isDivisor(power)) {
      return "1" + divide + part(power.base(), Precedence.POWER);
    }
    return part(power.base(), Precedence.OPERAND)
        + (power.shape().isNumber() ? "^" : ".^")
        + part(power.exponent(), Precedence.OPERAND);
  }

  @Override
  public String visit(MatrixForm.Elementwise function) {
    return call(function.function().name(), function.arguments());
  }

  private static String call(String name, List<MatrixForm> arguments) {
    StringJoiner parts = new StringJoiner(", ", name + "(", ")");
    arguments.forEach(each -> parts.add(of(each)));
    return parts.toString();
  }

  @Override
  public String visit(MatrixForm.Operation operation) {
    String name = operation.function().plainName();
    MatrixShape shape = operation.shape();
    return switch (operation.function()) {
      case IDENTITY -> name;
      case ONES, ZEROS ->
          name + "(" + shape.rows() + (shape.columns().isOne() ? "" : ", " + shape.columns()) + ")";
      default -> call(name, operation.arguments());
    };
  }

  @Override
  public String visit(MatrixForm.Cases cases) {
    StringJoiner parts = new StringJoiner(", ", "cases(", ")");
    for (MatrixForm.Branch branch : cases.branches()) {
      parts.add(of(branch.value()) + " if " + condition(branch.condition()));
    }
    if (cases.otherwise() != null) {
      parts.add(of(cases.otherwise()) + " otherwise");
    }
    return parts.toString();
  }

  @Override
  public String visit(MatrixForm.Total total) {
    String condition = total.condition() == Logical.TRUE ? "" : ", " + total.condition();
    return "sum(%s=%s..%s%s, %s)"
        .formatted(total.index(), total.lower(), total.upper(), condition, of(total.body()));
  }

  private static String condition(MatrixForm.Condition condition) {
    if (condition instanceof MatrixForm.Comparison comparison) {
      return of(comparison.left())
          + " "
          + comparison.operator().text()
          + " "
          + of(comparison.right());
    }
    MatrixForm.Connected connected = (MatrixForm.Connected) condition;
    StringJoiner parts = new StringJoiner(" " + connected.operator().text() + " ", "(", ")");
    connected.operands().forEach(each -> parts.add(condition(each)));
    return parts.toString();
  }
}
