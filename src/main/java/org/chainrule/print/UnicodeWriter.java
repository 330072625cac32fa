package org.chainrule.print;

import java.util.Set;
import org.chainrule.expr.NamedConstant;
import org.chainrule.notation.Greek;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.notation.Precedence;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** A writer of plain notation with the letters and signs of mathematics. */
final class UnicodeWriter extends TextWriter {
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  private static final String LOWERED = "₀₁₂₃₄₅₆₇₈₉";

  UnicodeWriter(Spelling spelling, Set<String> names) {
    super(spelling, names);
  }

  @Override
  String name(String name) {
    int end = 0;
    while (end < name.length() && Character.isLetter(name.charAt(end))) {
      end++;
    }
    String head = name.substring(0, end);
    boolean whole = end == name.length() || name.startsWith("^[", end);
    @Nullable String letter = whole ? Greek.letter(head) : null;
    return letter == null || letter.equals("Σ") ? name : letter + name.substring(end);
  }

  @Override
  String reduction(org.chainrule.expr.Reduction.Operator operator) {
    return switch (operator) {
      case SUM -> "Σ";
      case PRODUCT -> "∏";
      case MAXIMUM, MINIMUM -> operator.text();
    };
  }

  @Override
  String constant(NamedConstant.Kind kind) {
    String text = super.constant(kind);
    return switch (text) {
      case "pi" -> "π";
      case "inf" -> "∞";
      default -> text;
    };
  }

  /** Whole powers in raised digits, which an exponent can hold only in brackets. */
  @Override
  void expandPower(Layout.Power power) {
    if (power.exponent() instanceof Layout.Numeral numeral
        && numeral.value().isInteger()
        && numeral.value().signum() > 0) {
      String digits = digits(number(numeral.value()), RAISED);
      if (!digits.isEmpty()) {
        push(part(power.base(), Precedence.OPERAND), digits);
        return;
      }
    }
    boolean raised = power.exponent() instanceof Layout.Power;
    Part exponent = part(power.exponent(), raised ? Precedence.OPERAND : Precedence.POWER);
    push(part(power.base(), Precedence.OPERAND), "^", exponent);
  }

  @Override
  Object subscript(Layout index, @Nullable String word) {
    if (word == null && index instanceof Layout.Numeral numeral) {
      String digits = digits(number(numeral.value()), LOWERED);
      if (!digits.isEmpty()) {
        return digits;
      }
    }
    return super.subscript(index, word);
  }

  /** The digits of a number in another shape; empty where it is not written in digits alone. */
  private static String digits(String number, String shapes) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < number.length(); i++) {
      int digit = number.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return "";
      }
      digits.append(shapes.charAt(digit));
    }
    return digits.toString();
  }

  @Override
  String times() {
    return "·";
  }

  @Override
  String elementwise() {
    return "⊙";
  }

  @Override
  String transposed() {
    return "ᵀ";
  }

  @Override
  void expandOperation(Layout.Operation operation) {
    if (operation.function() == MatrixFunction.NORM) {
      push("‖", whole(operation.arguments().get(0)), "‖");
    } else {
      super.expandOperation(operation);
    }
  }

  @Override
  String root() {
    return "√(";
  }

  @Override
  String relation(String sign) {
    return switch (sign) {
      case "!=" -> "≠";
      case "<=" -> "≤";
      case ">=" -> "≥";
      default -> sign;
    };
  }

  @Override
  String number(Rational value) {
    return super.number(value).replace("*", times());
  }

  @Override
  String differential() {
    return "∂";
  }
}
