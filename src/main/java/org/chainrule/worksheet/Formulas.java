package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chainrule.answer.Format;
import org.chainrule.answer.Presenter;
import org.chainrule.answer.Value;
import org.chainrule.document.Formula;
import org.chainrule.expr.Expr;
import org.chainrule.print.Printer;

/** The formulas of documents, spelled from expressions. */
final class Formulas {
  private static final Pattern POWER_OF_TEN = Pattern.compile("(-?[0-9.]+)[eE]([-+]?[0-9]+)");

  private Formulas() {}

  /** An expression. */
  static Formula of(Presenter presenter, Expr expression) {
    return of(format -> presenter.print(expression, format));
  }

  /** What is printed in each format. */
  static Formula of(Function<Format, String> print) {
    return of(print.apply(Format.TEXT), print.apply(Format.UNICODE), print.apply(Format.LATEX));
  }

  private static Formula of(String text, String unicode, String latex) {
    return new Formula(text, unicode, latex, Printer.mathmlOf(latex, text));
  }

  /** LaTeX as it was written, if it can be shown. */
  static Optional<Formula> written(String latex) {
    return Printer.mathmlOfAny(latex).map(math -> new Formula(latex, latex, latex, math));
  }

  /** A number as it is shown. */
  static Formula number(String digits) {
    Matcher matcher = POWER_OF_TEN.matcher(digits);
    String latex =
        matcher.matches()
            ? matcher.group(1) + " \\cdot 10^{" + Integer.parseInt(matcher.group(2)) + "}"
            : digits;
    return of(digits, digits.replace('-', '−'), latex);
  }

  /** A formula that is known as text and as LaTeX. */
  static Formula ofLatex(String text, String latex) {
    return of(text, text, latex);
  }

  /** A number that stands behind a sign. */
  static Formula factor(String digits) {
    Formula number = number(digits);
    return digits.startsWith("-")
        ? of(
            "(" + number.text() + ")",
            "(" + number.unicode() + ")",
            "\\left(" + number.latex() + "\\right)")
        : number;
  }

  /** A name that takes a value. */
  static Formula assigned(Formula name, Formula value) {
    return of(
        name.text() + " <- " + value.text(),
        name.unicode() + " ← " + value.unicode(),
        name.latex() + " \\leftarrow " + value.latex());
  }

  /** A formula from which a product is taken. */
  static Formula minusProduct(Formula from, Formula one, Formula other) {
    return of(
        from.text() + " - " + one.text() + "*" + other.text(),
        from.unicode() + " − " + one.unicode() + "·" + other.unicode(),
        from.latex() + " - " + one.latex() + " \\cdot " + other.latex());
  }

  /** The number or the array that a value is, if it is one. */
  static List<Formula> number(Value value) {
    Double number = value.number();
    String digits = value.digits();
    if (digits == null || number != null && !Double.isFinite(number)) {
      return List.of();
    }
    return List.of(value.elements().isEmpty() ? number(digits) : array(digits, value));
  }

  /** A matrix by its rows, or a column. */
  private static Formula array(String digits, Value value) {
    List<String> rows = new ArrayList<>();
    for (Value row : value.elements()) {
      List<Value> cells = row.elements().isEmpty() ? List.of(row) : row.elements();
      rows.add(
          cells.stream()
              .map(each -> number(String.valueOf(each.digits())).latex())
              .collect(Collectors.joining(" & ")));
    }
    String latex = "\\begin{bmatrix} " + String.join(" \\\\ ", rows) + " \\end{bmatrix}";
    return of(digits, digits.replace('-', '−'), latex);
  }

  /** Formulas that are equal. */
  static Formula equal(Formula... sides) {
    return joined(List.of(sides), " = ");
  }

  /** Formulas that are equal. */
  static Formula equal(List<Formula> sides) {
    return joined(sides, " = ");
  }

  /** Formulas with a sign between them that is the same everywhere. */
  static Formula joined(List<Formula> parts, String sign) {
    return joined(parts, sign, sign);
  }

  /** Formulas with a sign between them. */
  static Formula joined(List<Formula> parts, String sign, String latex) {
    return of(
        parts.stream().map(Formula::text).collect(Collectors.joining(sign)),
        parts.stream().map(Formula::unicode).collect(Collectors.joining(sign)),
        parts.stream().map(Formula::latex).collect(Collectors.joining(latex)));
  }
}
