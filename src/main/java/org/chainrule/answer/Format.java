package org.chainrule.answer;

import java.util.Locale;
import java.util.function.BiFunction;
import org.chainrule.error.NotYetException;
import org.chainrule.expr.Expr;
import org.chainrule.function.StableForms;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;

/** A form in which expressions are printed: one row says all that there is to it. */
public enum Format {
  TEXT(Printer::text),
  UNICODE(Printer::unicode),
  LATEX(Printer::latex, "\\text{ where }", ",\\; "),
  MATHML(
      (expression, spelling) -> {
        throw new NotYetException("MathML is not printed yet");
      }),
  /** Java computes in doubles: people read 1 - tanh(x)^2, which is 0 there from 20 on. */
  JAVA((expression, spelling) -> Printer.java(StableForms.forGraphs().apply(expression), spelling)),
  TREE((expression, spelling) -> Printer.tree(expression)),
  JSON((expression, spelling) -> Printer.json(expression));

  // A printer keeps nothing.
  @SuppressWarnings("ImmutableEnumChecker")
  private final BiFunction<Expr, Spelling, String> printer;

  private final String where;
  private final String separator;

  Format(BiFunction<Expr, Spelling, String> printer) {
    this(printer, " where ", ", ");
  }

  /**
   * @param where what stands between an answer and the definitions of the names in it
   * @param separator what stands between these
   */
  Format(BiFunction<Expr, Spelling, String> printer, String where, String separator) {
    this.printer = printer;
    this.where = where;
    this.separator = separator;
  }

  /** The word that asks for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String print(Expr expression, Spelling spelling) {
    return printer.apply(expression, spelling);
  }

  String where() {
    return where;
  }

  String separator() {
    return separator;
  }
}
