package org.chainrule.cli;

import org.chainrule.error.ChainruleException;
import org.chainrule.error.ParseException;
import org.jspecify.annotations.Nullable;

/** A failure, in words for who asked. */
final class Failure extends ChainruleException {
  private static final long serialVersionUID = 1L;

  private final String rendered;
  private final @Nullable Integer line;
  private final @Nullable Integer column;

  Failure(String message) {
    this(message, message, null, null);
  }

  private Failure(
      String message, String rendered, @Nullable Integer line, @Nullable Integer column) {
    super(message);
    this.rendered = rendered;
    this.line = line;
    this.column = column;
  }

  /** The failure that a throwable stands for; one that nobody foresaw says so. */
  static Failure of(Throwable thrown) {
    if (thrown instanceof Failure failure) {
      return failure;
    }
    if (thrown instanceof ParseException parse) {
      return new Failure(
          message(parse), parse.rendered().stripTrailing(), parse.line(), parse.column());
    }
    if (thrown instanceof ChainruleException) {
      return new Failure(message(thrown));
    }
    if (thrown instanceof OutOfMemoryError) {
      return new Failure("this needs more memory than there is");
    }
    if (thrown instanceof StackOverflowError) {
      return new Failure("this is nested too deeply");
    }
    return new Failure("an internal error, please report it: " + message(thrown) + place(thrown));
  }

  /** The same, said of one text of several that a request holds. */
  Failure in(String text) {
    return new Failure("in " + text + ": " + message(this), rendered, line, column);
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? "no more is known" : message;
  }

  private static String place(Throwable thrown) {
    StackTraceElement[] frames = thrown.getStackTrace();
    return frames.length == 0
        ? ""
        : " (" + frames[0].getFileName() + ":" + frames[0].getLineNumber() + ")";
  }

  /** The message as a person sees it, where possible with the text and a caret. */
  String rendered() {
    return rendered;
  }

  /** The line of the text that is wrong, from 1, if one is. */
  @Nullable Integer line() {
    return line;
  }

  /** The column of the text that is wrong, from 1, if one is. */
  @Nullable Integer column() {
    return column;
  }
}
