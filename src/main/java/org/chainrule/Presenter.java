package org.chainrule;

import org.chainrule.expr.Expr;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;

/** Prints answers in the spelling of their question. */
final class Presenter {
  private final Spelling spelling;

  Presenter(Spelling spelling) {
    this.spelling = spelling;
  }

  String text(Expr expression) {
    return Printer.text(expression, spelling);
  }

  String print(Expr expression, Format format) {
    return switch (format) {
      case TEXT -> Printer.text(expression, spelling);
      case UNICODE -> Printer.unicode(expression, spelling);
      case LATEX -> Printer.latex(expression, spelling);
      case JAVA -> Printer.java(expression, spelling);
      case TREE -> Printer.tree(expression);
      case JSON -> Printer.json(expression);
      case MATHML -> throw new NotYetException("MathML is not printed yet");
    };
  }
}
