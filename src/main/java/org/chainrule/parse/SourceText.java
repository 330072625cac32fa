package org.chainrule.parse;

import java.text.Normalizer;
import java.util.Arrays;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.notation.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * The text as sent together with its normal form, which is what is read.
 *
 * <p>Offsets in here are code points of the normal form; spans are given in those of the text as
 * sent.
 */
public final class SourceText {
  private static final int SHOWN = 60;

  /** The characters before this one are their own normal form, whatever stands around them. */
  private static final int FIRST_MARK = 0x300;

  private final boolean isLatex;
  private final int[] sent;
  private final int[] normal;

  /** For each code point of the normal form where it stands in the text as sent; null if there. */
  private final int @Nullable [] origin;

  private final int[] lineStarts;

  /**
   * Checks every character and brings the text into its normal form.
   *
   * @throws ParseException if the text is too long or has a character that the notation has not
   */
  public SourceText(String text) {
    this(LatexText.sent(text), Limit.TEXT_LENGTH.most(), LatexText.is(text));
  }

  private SourceText(String text, long most, boolean isLatex) {
    this.isLatex = isLatex;
    sent = text.codePoints().limit(Math.max(most, most + 1)).toArray();
    lineStarts = lineStarts(sent);
    if (sent.length > most) {
      throw Limit.TEXT_LENGTH.refusal(
          new ParseException(
              "the text has more than " + most + " characters",
              rawSpan(0, 1),
              "",
              null,
              null,
              null));
    }
    checkSent();
    if (isNormal(sent)) {
      normal = sent;
      origin = null;
    } else {
      StringBuilder out = new StringBuilder(text.length());
      int[] places = new int[2 * sent.length + 1];
      int length = 0;
      for (int start = 0; start < sent.length; ) {
        Interruption.poll();
        int end = start + 1;
        while (end < sent.length && isMark(sent[end])) {
          end++;
        }
        String group =
            Normalizer.normalize(new String(sent, start, end - start), Normalizer.Form.NFC);
        int size = group.codePointCount(0, group.length());
        places = length + size < places.length ? places : Arrays.copyOf(places, 2 * length + size);
        Arrays.fill(places, length, length + size, start);
        length += size;
        out.append(group);
        start = end;
      }
      normal = out.toString().codePoints().toArray();
      origin = Arrays.copyOf(places, length + 1);
      origin[length] = sent.length;
    }
    checkNormal();
  }

  private static boolean isNormal(int[] points) {
    for (int point : points) {
      if (point >= FIRST_MARK) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMark(int point) {
    return Character.getType(point) == Character.NON_SPACING_MARK;
  }

  private static int[] lineStarts(int[] points) {
    int[] starts = new int[8];
    int count = 1;
    for (int i = 0; i < points.length; i++) {
      boolean ends =
          points[i] == '\n'
              || (points[i] == '\r' && (i + 1 == points.length || points[i + 1] != '\n'));
      if (ends) {
        starts = count < starts.length ? starts : Arrays.copyOf(starts, 2 * count);
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  private void checkSent() {
    boolean comment = false;
    for (int i = 0; i < sent.length; i++) {
      int point = sent[i];
      if (point == '\n' || point == '\r') {
        comment = false;
      } else if (point == '#') {
        comment = true;
      } else if (Characters.isForbidden(point) || (!comment && Characters.isDisguised(point))) {
        throw unknown(rawSpan(i, i + 1), point);
      }
    }
  }

  private void checkNormal() {
    boolean comment = false;
    for (int i = 0; i < normal.length; i++) {
      int point = normal[i];
      if (point == '\n' || point == '\r') {
        comment = false;
      } else if (point == '#') {
        comment = true;
      } else if (!comment && !Characters.isKnown(point)) {
        throw unknown(span(i, i + 1), point);
      }
    }
  }

  private ParseException unknown(Span span, int point) {
    String instead = Characters.replacement(point);
    String described = Characters.describe(point);
    return new ParseException(
        "the notation has no character " + described,
        span,
        line(span.line()),
        described,
        null,
        instead == null ? null : "write " + instead);
  }

  /** A part of the normal form. */
  public String normal(int start, int end) {
    return new String(normal, start, end - start);
  }

  /**
   * The normal form with every letter beyond ASCII as one and the same letter, which no word of the
   * notation has.
   *
   * <p>The lexer keeps its decisions for ASCII only, and takes a hundred times as long for others.
   */
  public String folded() {
    StringBuilder out = new StringBuilder(normal.length);
    for (int point : normal) {
      boolean fold = point > 0x7F && point != 'Σ' && Characters.isLetter(point);
      out.appendCodePoint(fold ? 'Q' : point);
    }
    return out.toString();
  }

  /** The stretch between two offsets of the normal form. */
  public Span span(int start, int end) {
    return origin == null ? rawSpan(start, end) : rawSpan(origin[start], origin[end]);
  }

  private Span rawSpan(int start, int end) {
    int from = Math.min(start, sent.length);
    int to = Math.min(end, sent.length);
    int line = lineOf(from);
    int endLine = lineOf(to);
    return new Span(
        line + 1, from - lineStarts[line] + 1, endLine + 1, to - lineStarts[endLine] + 1, from, to);
  }

  private int lineOf(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found : -found - 2;
  }

  /** Where a token stands. */
  Span span(Token token) {
    return span(token.getStartIndex(), Math.max(token.getStartIndex(), token.getStopIndex() + 1));
  }

  /** Where what the parser read by a rule stands. */
  Span span(ParserRuleContext context) {
    return span(context.getStart()).to(span(context.getStop()));
  }

  /** The text of a span as it was sent. */
  String slice(Span span) {
    return new String(sent, span.start(), span.end() - span.start());
  }

  /** The text of a span, shortened to what a message can hold. */
  public String shown(Span span) {
    int length = span.end() - span.start();
    return length <= SHOWN ? slice(span) : new String(sent, span.start(), SHOWN) + "…";
  }

  /** A line of the text as sent, from 1, without its end. */
  String line(int number) {
    int from = lineStarts[number - 1];
    int to = number < lineStarts.length ? lineStarts[number] : sent.length;
    while (to > from && (sent[to - 1] == '\n' || sent[to - 1] == '\r')) {
      to--;
    }
    return new String(sent, from, to - from);
  }

  /** A refusal of what stands in a span. */
  public ParseException refusal(Span span, String problem, @Nullable String suggestion) {
    return refusal(span, problem, null, suggestion);
  }

  /** A refusal that says what else could have stood in a span. */
  public ParseException refusal(
      Span span, String problem, @Nullable String expected, @Nullable String suggestion) {
    String found = span.start() == span.end() ? "the end of the text" : shown(span);
    String repair = suggestion == null || !isLatex ? suggestion : LatexText.repair(suggestion);
    return new ParseException(
        problem, span, line(span.line()), VisibleText.of(found), expected, repair);
  }
}
