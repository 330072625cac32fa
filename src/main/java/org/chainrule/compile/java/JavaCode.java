package org.chainrule.compile.java;

/**
 * An expression in Java.
 *
 * @param text how it is written
 * @param level how tightly it binds
 */
record JavaCode(String text, int level) {
  static final int CONDITIONAL = 0;
  static final int OR = 1;
  static final int AND = 2;
  static final int EQUALITY = 3;
  static final int RELATION = 4;
  static final int SUM = 5;
  static final int PRODUCT = 6;
  static final int PREFIX = 7;
  static final int ATOM = 8;

  static JavaCode atom(String text) {
    return new JavaCode(text, ATOM);
  }

  static JavaCode of(double number) {
    if (Double.isNaN(number)) {
      return atom("Double.NaN");
    }
    if (Double.isInfinite(number)) {
      return atom(number > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY");
    }
    String text = Double.toString(number);
    return new JavaCode(text, text.startsWith("-") ? PREFIX : ATOM);
  }

  static JavaCode of(int number) {
    return new JavaCode(Integer.toString(number), number < 0 ? PREFIX : ATOM);
  }

  static JavaCode binary(JavaCode left, String sign, JavaCode right, int level) {
    return new JavaCode(left.at(level) + " " + sign + " " + right.at(level + 1), level);
  }

  /** The sum of whole numbers, a difference where the second has a minus sign. */
  static JavaCode sum(JavaCode left, JavaCode right) {
    return right.level == PREFIX && right.text.startsWith("-")
        ? new JavaCode(left.at(SUM) + " - " + right.text.substring(1), SUM)
        : new JavaCode(left.at(SUM) + " + " + right.at(SUM), SUM);
  }

  /** With a sign or a cast before it; two signs are kept apart. */
  static JavaCode prefix(String sign, JavaCode operand) {
    boolean isSigned = operand.text.startsWith("-");
    return new JavaCode(sign + (isSigned ? "(" + operand.text + ")" : operand.at(PREFIX)), PREFIX);
  }

  static JavaCode select(JavaCode condition, JavaCode value, JavaCode otherwise) {
    return new JavaCode(
        condition.at(OR) + " ? " + value.at(OR) + " : " + otherwise.at(OR), CONDITIONAL);
  }

  /** The text, in brackets where it binds less tightly than is needed. */
  String at(int needed) {
    return level >= needed ? text : "(" + text + ")";
  }
}
