package org.chainrule.print;

import java.util.Set;
import org.chainrule.expr.NamedConstant;
import org.jspecify.annotations.Nullable;

/** Writes plain notation with the letters and signs of mathematics. */
final class UnicodeWriter extends TextWriter {
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

  @Override
  String times() {
    return "·";
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
  String differential() {
    return "∂";
  }
}
