package org.chainrule.optimize;

import java.util.Arrays;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.jspecify.annotations.Nullable;

/** The fields of comma-separated values, as places in their text; each line has as many. */
final class CsvFields {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String text;

  /** Where each field begins and ends, its quotes included. */
  private int[] bounds = new int[64];

  private int count;
  private int columns;

  private CsvFields(String text) {
    this.text = text;
  }

  /**
   * The fields of a text.
   *
   * @throws ParseException with line and column where it is none of comma-separated values
   */
  static CsvFields read(String text) {
    CsvFields fields = new CsvFields(text);
    fields.read();
    return fields;
  }

  private void read() {
    int at = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    int end = text.length();
    while (end > at && isLineEnd(end - 1)) {
      end--;
    }
    if (at == end) {
      throw mistakeBetween(at, at, "a table without a line", "names of columns", null);
    }
    while (at <= end) {
      at = readLine(at, end);
    }
  }

  /** Reads a line, and tells where the next one begins: beyond the end, if there is none. */
  private int readLine(int start, int end) {
    Interruption.poll();
    int first = count;
    int at = start - 1;
    do {
      at++;
      int from = at;
      at = at < end && text.charAt(at) == '"' ? afterQuoted(at, end) : afterPlain(at, end);
      add(from, at);
    } while (at < end && text.charAt(at) == ',');
    int fields = count - first;
    if (first == 0) {
      columns = fields;
    } else if (fields != columns) {
      String problem =
          start == at
              ? "an empty line"
              : "a line of " + fields + (fields == 1 ? " field" : " fields");
      throw mistakeBetween(
          start,
          at,
          problem,
          columns + ", as in the first line",
          fields == 1 && text.substring(start, at).contains(";")
              ? "fields are separated by commas"
              : null);
    }
    return at < end && text.startsWith("\r\n", at) ? at + 2 : at + 1;
  }

  private boolean isLineEnd(int at) {
    return text.charAt(at) == '\n' || text.charAt(at) == '\r';
  }

  private int afterPlain(int from, int end) {
    int at = from;
    while (at < end && text.charAt(at) != ',' && !isLineEnd(at)) {
      if (text.charAt(at) == '"') {
        throw mistakeBetween(
            at,
            at + 1,
            "a quote in a field that does not begin with one",
            null,
            "write the field in quotes, and each quote in it twice");
      }
      at++;
    }
    return at;
  }

  private int afterQuoted(int from, int end) {
    int at = text.indexOf('"', from + 1);
    while (at >= 0 && text.startsWith("\"\"", at)) {
      at = text.indexOf('"', at + 2);
    }
    if (at < 0) {
      throw mistakeBetween(from, from + 1, "a quote that is not closed", null, null);
    }
    at++;
    if (at < end && text.charAt(at) != ',' && !isLineEnd(at)) {
      throw mistakeBetween(
          at, at + 1, "more in a field after its closing quote", "a comma or the line's end", null);
    }
    return at;
  }

  private void add(int from, int to) {
    Sizes.requireWithin(Limit.DATA_VALUES, count + 1L, "the table has");
    if (2 * count == bounds.length) {
      bounds = Arrays.copyOf(bounds, 4 * count);
    }
    bounds[2 * count] = from;
    bounds[2 * count + 1] = to;
    count++;
  }

  int columns() {
    return columns;
  }

  int lines() {
    return count / columns;
  }

  /** The text of a field, without its quotes. */
  String text(int line, int column) {
    int field = line * columns + column;
    int from = bounds[2 * field];
    int to = bounds[2 * field + 1];
    return from < to && text.charAt(from) == '"'
        ? text.substring(from + 1, to - 1).replace("\"\"", "\"")
        : text.substring(from, to);
  }

  /** The failure that tells of a mistake in a field. */
  ParseException mistake(
      int line,
      int column,
      String problem,
      @Nullable String expected,
      @Nullable String suggestion) {
    int field = line * columns + column;
    return mistakeBetween(bounds[2 * field], bounds[2 * field + 1], problem, expected, suggestion);
  }

  /** The failure that tells of a mistake in a stretch of the text. */
  private ParseException mistakeBetween(
      int from, int to, String problem, @Nullable String expected, @Nullable String suggestion) {
    int[] start = place(from);
    int[] end = place(to);
    int lineStart = lineStart(from);
    int lineEnd = from;
    while (lineEnd < text.length() && !isLineEnd(lineEnd)) {
      lineEnd++;
    }
    Span span =
        new Span(
            start[0],
            start[1],
            end[0],
            end[1],
            text.codePointCount(0, from),
            text.codePointCount(0, to));
    return new ParseException(
        problem,
        span,
        text.substring(lineStart, lineEnd),
        from < to ? text.substring(from, to) : null,
        expected,
        suggestion);
  }

  /** Line and column of an offset, from 1. */
  private int[] place(int offset) {
    int line = 1;
    for (int i = 0; i < offset; i++) {
      if (isLineEnd(i) && !text.startsWith("\r\n", i)) {
        line++;
      }
    }
    return new int[] {line, 1 + text.codePointCount(lineStart(offset), offset)};
  }

  /** Where the line of an offset begins. */
  private int lineStart(int offset) {
    int at = offset;
    while (at > 0 && !isLineEnd(at - 1)) {
      at--;
    }
    return at;
  }
}
