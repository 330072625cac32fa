package org.chainrule.error;

import java.util.Objects;
import java.util.Optional;
import org.chainrule.notation.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * A refusal of text that cannot be read, or could be read in two ways: where, what was found, what
 * to write.
 */
public final class ParseException extends ChainruleException {
  private static final long serialVersionUID = 1L;
  private static final int MARGIN = 60;
  private static final int LONGEST = 400;

  private final Span span;
  private final String sourceLine;
  private final @Nullable String found;
  private final @Nullable String expected;
  private final String problem;
  private final @Nullable String suggestion;

  public ParseException(
      String problem,
      Span span,
      String sourceLine,
      @Nullable String found,
      @Nullable String expected,
      @Nullable String suggestion) {
    super(
        shortened(problem)
            + (expected == null ? "" : ", expected " + expected)
            + (suggestion == null ? "" : "; " + shortened(suggestion)));
    this.problem = problem;
    this.span = Objects.requireNonNull(span);
    this.sourceLine = Objects.requireNonNull(sourceLine);
    this.found = found;
    this.expected = expected;
    this.suggestion = suggestion;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
  }

  /** The stretch of text that is wrong. */
  public Span span() {
    return span;
  }

  /** The line of the text on which it starts. */
  public String sourceLine() {
    return sourceLine;
  }

  /** The same of a text without its first characters, which its author did not write. */
  public ParseException withoutStart(int length) {
    int endColumn = span.endLine() == 1 ? span.endColumn() - length : span.endColumn();
    int column = Math.max(1, span.column() - length);
    ParseException moved =
        new ParseException(
            problem,
            new Span(
                span.line(),
                column,
                span.endLine(),
                Math.max(column, endColumn),
                Math.max(0, span.start() - length),
                Math.max(0, span.end() - length)),
            sourceLine.substring(length),
            found,
            expected,
            suggestion);
    limit().ifPresent(limit -> limit.refusal(moved));
    return moved;
  }

  /** The line, from 1. */
  public int line() {
    return span.line();
  }

  /** The column, from 1, in code points. */
  public int column() {
    return span.column();
  }

  /** What stands in the text there. */
  public Optional<String> found() {
    return Optional.ofNullable(found);
  }

  /** What could have stood there. */
  public Optional<String> expected() {
    return Optional.ofNullable(expected);
  }

  /** What was likely meant, or the readings of which one must be chosen. */
  public Optional<String> suggestion() {
    return Optional.ofNullable(suggestion);
  }

  @Override
  public String getMessage() {
    String message = String.valueOf(super.getMessage());
    return isInShell() ? rendered(message) : message;
  }

  /** The message with its place, the line of the text and a caret below what is wrong. */
  public String rendered() {
    return rendered(String.valueOf(super.getMessage()));
  }

  private String rendered(String message) {
    int[] points = sourceLine.codePoints().toArray();
    int at = Math.min(span.column() - 1, points.length);
    int from = Math.max(0, at - MARGIN);
    int to = Math.min(points.length, at + MARGIN);
    String before = VisibleText.of(new String(points, from, at - from));
    String after = VisibleText.of(new String(points, at, to - at));
    int width = span.line() == span.endLine() ? span.endColumn() - span.column() : 1;
    String lead = from > 0 ? "…" : "";
    return "line %s, column %s: %s\n  %s%s%s%s\n  %s%s"
        .formatted(
            Integer.toString(span.line()),
            Integer.toString(span.column()),
            message,
            lead,
            before,
            after,
            to < points.length ? "…" : "",
            " ".repeat(lead.length() + before.codePointCount(0, before.length())),
            "^".repeat(Math.max(1, Math.min(width, to - at))));
  }
}
