package org.chainrule.answer;

import java.util.Locale;
import java.util.Optional;
import org.chainrule.expr.Expr;
import org.chainrule.function.StableForms;
import org.chainrule.matrix.MatrixForm;
import org.chainrule.matrix.MatrixPrinter;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;

/** A form in which expressions are printed: one entry says all that there is to it. */
public enum Format {
  TEXT(" where ", ", ") {
    @Override
    String print(Expr expression, Spelling spelling) {
      return Printer.text(expression, spelling);
    }

    @Override
    Optional<String> print(MatrixForm form, Spelling spelling) {
      return Optional.of(MatrixPrinter.text(form, spelling));
    }
  },
  UNICODE(" where ", ", ") {
    @Override
    String print(Expr expression, Spelling spelling) {
      return Printer.unicode(expression, spelling);
    }

    @Override
    Optional<String> print(MatrixForm form, Spelling spelling) {
      return Optional.of(MatrixPrinter.unicode(form, spelling));
    }
  },
  LATEX("\\text{ where }", ",\\; ") {
    @Override
    String print(Expr expression, Spelling spelling) {
      return Printer.latex(expression, spelling);
    }

    @Override
    Optional<String> print(MatrixForm form, Spelling spelling) {
      return Optional.of(MatrixPrinter.latex(form, spelling));
    }
  },
  MATHML(" where ", ", ") {
    @Override
    String print(Expr expression, Spelling spelling) {
      return Printer.mathml(expression, spelling);
    }

    @Override
    Optional<String> print(MatrixForm form, Spelling spelling) {
      return Optional.of(MatrixPrinter.mathml(form, spelling));
    }
  },
  JAVA {
    /** Java computes in doubles: people read 1 - tanh(x)^2, which is 0 there from 20 on. */
    @Override
    String print(Expr expression, Spelling spelling) {
      return Printer.java(StableForms.forGraphs().apply(expression), spelling);
    }
  },
  NUMPY {
    @Override
    String print(Expr expression, Spelling spelling) {
      return Printer.numpy(expression, spelling);
    }

    @Override
    Optional<String> print(MatrixForm form, Spelling spelling) {
      return Optional.of(MatrixPrinter.numpy(form, spelling));
    }
  },
  MATLAB {
    @Override
    String print(Expr expression, Spelling spelling) {
      return Printer.matlab(expression, spelling);
    }

    @Override
    Optional<String> print(MatrixForm form, Spelling spelling) {
      return Optional.of(MatrixPrinter.matlab(form, spelling));
    }
  },
  TREE {
    @Override
    String print(Expr expression, Spelling spelling) {
      return Printer.tree(expression);
    }
  },
  JSON {
    @Override
    String print(Expr expression, Spelling spelling) {
      return Printer.json(expression);
    }
  };

  private final String where;
  private final String separator;

  /** A form that programs read. */
  Format() {
    this("", "");
  }

  /**
   * A form that people read, for whom a long answer has names for its parts.
   *
   * @param where what stands between an answer and the definitions of the names in it
   * @param separator what stands between these
   */
  Format(String where, String separator) {
    this.where = where;
    this.separator = separator;
  }

  abstract String print(Expr expression, Spelling spelling);

  /** A formula of matrices; none where the format has elements only. */
  Optional<String> print(MatrixForm form, Spelling spelling) {
    return Optional.empty();
  }

  boolean isForReaders() {
    return !where.isEmpty();
  }

  /** The word that asks for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String where() {
    return where;
  }

  String separator() {
    return separator;
  }
}
