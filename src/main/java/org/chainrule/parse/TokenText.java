package org.chainrule.parse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.notation.Identifier;
import org.chainrule.parse.gen.ChainruleLexer;
import org.jspecify.annotations.Nullable;

/** The words of a text in order, with each bracket's partner. */
public final class TokenText {
  private final SourceText source;
  private final List<Token> tokens;
  private final int[] partner;

  /** The text of each word that was asked for. */
  private final @Nullable String[] texts;

  private final int depth;
  private final List<Note> notes;

  /**
   * Splits a text into words and pairs its brackets.
   *
   * @throws ParseException if a bracket has no partner, or brackets nest too deep
   */
  public TokenText(SourceText source) {
    this.source = source;
    ChainruleLexer lexer = new ChainruleLexer(CharStreams.fromString(source.folded()));
    lexer.removeErrorListeners();
    tokens = new ArrayList<>();
    for (Token next = lexer.nextToken(); next.getType() != Token.EOF; next = lexer.nextToken()) {
      Interruption.poll();
      tokens.add(next);
    }
    partner = new int[tokens.size()];
    texts = new @Nullable String[tokens.size()];
    notes = List.of();
    depth = pair();
  }

  /**
   * Takes words that another notation says, and pairs their brackets.
   *
   * @param notes remarks on how the words were found
   * @throws ParseException if a bracket has no partner, or brackets nest too deep
   */
  public TokenText(SourceText source, List<Word> words, List<Note> notes) {
    this.source = source;
    tokens = List.copyOf(words);
    partner = new int[tokens.size()];
    texts = new @Nullable String[tokens.size()];
    this.notes = List.copyOf(notes);
    depth = pair();
  }

  private int pair() {
    Arrays.fill(partner, -1);
    long most = Limit.BRACKET_NESTING.most();
    int[] open = new int[(int) Math.min(most, tokens.size()) + 1];
    int level = 0;
    int deepest = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Interruption.poll();
      int closing = closing(type(i));
      if (closing != 0) {
        if (level == most) {
          throw Limit.BRACKET_NESTING.refusal(
              source.refusal(
                  span(i), "brackets nest more than " + most + " deep", "give parts a name"));
        }
        open[level++] = i;
        deepest = Math.max(deepest, level);
      } else if (isClosing(type(i))) {
        if (level == 0) {
          throw source.refusal(span(i), "`" + text(i) + "` closes nothing", null);
        }
        int start = open[--level];
        if (closing(type(start)) != type(i)) {
          throw source.refusal(span(i), "found `" + text(i) + "`", expectation(start), null);
        }
        partner[start] = i;
        partner[i] = start;
      }
    }
    if (level > 0) {
      throw source.refusal(
          endSpan(tokens.size()), "found the end of the text", expectation(open[level - 1]), null);
    }
    return deepest;
  }

  private String expectation(int open) {
    String sign = text(open);
    Span place = span(open);
    return "`"
        + closingSign(type(open))
        + "` to close the `"
        + sign.charAt(sign.length() - 1)
        + "` at line "
        + place.line()
        + ", column "
        + place.column();
  }

  private static int closing(int type) {
    return switch (type) {
      case ChainruleLexer.LPAREN -> ChainruleLexer.RPAREN;
      case ChainruleLexer.LBRACKET -> ChainruleLexer.RBRACKET;
      case ChainruleLexer.LBRACE, ChainruleLexer.SUBSCRIPT_OPEN -> ChainruleLexer.RBRACE;
      default -> 0;
    };
  }

  private static boolean isClosing(int type) {
    return type == ChainruleLexer.RPAREN
        || type == ChainruleLexer.RBRACKET
        || type == ChainruleLexer.RBRACE;
  }

  private static String closingSign(int type) {
    return switch (type) {
      case ChainruleLexer.LPAREN -> ")";
      case ChainruleLexer.LBRACKET -> "]";
      default -> "}";
    };
  }

  public SourceText source() {
    return source;
  }

  public int size() {
    return tokens.size();
  }

  /** How deep the brackets nest. */
  int depth() {
    return depth;
  }

  /** A word's type; {@link Token#EOF} outside the text. */
  int type(int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i).getType() : Token.EOF;
  }

  public String text(int i) {
    if (i < 0 || i >= tokens.size()) {
      return "";
    }
    String text = texts[i];
    if (text == null) {
      Token token = tokens.get(i);
      text =
          token instanceof Word
              ? token.getText()
              : source.normal(token.getStartIndex(), token.getStopIndex() + 1);
      texts[i] = text;
    }
    return text;
  }

  Token token(int i) {
    return tokens.get(i);
  }

  public Span span(int i) {
    return source.span(tokens.get(i));
  }

  /** From the start of one word to the end of another. */
  Span span(int first, int last) {
    return source.span(tokens.get(first).getStartIndex(), tokens.get(last).getStopIndex() + 1);
  }

  /** The place just after the word before another. */
  public Span endSpan(int end) {
    if (end == 0) {
      return source.span(0, 0);
    }
    int stop = tokens.get(end - 1).getStopIndex() + 1;
    return source.span(stop, stop);
  }

  /** The text as sent from the start of one word to the end of another; plain where it is not. */
  String slice(int first, int last) {
    if (!(tokens.get(first) instanceof Word)) {
      return source.slice(span(first, last));
    }
    StringBuilder plain = new StringBuilder();
    for (int i = first; i <= last; i++) {
      plain.append(text(i));
    }
    return plain.toString();
  }

  /** The words as the plain notation writes them, without blanks. */
  public String plain() {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < tokens.size(); i++) {
      plain.append(text(i));
    }
    return plain.toString();
  }

  /** Whether this is LaTeX, or another notation that says words in its own way. */
  boolean isSaid() {
    return !tokens.isEmpty() && tokens.get(0) instanceof Word;
  }

  /** Remarks on how the words were found. */
  List<Note> notes() {
    return notes;
  }

  /** Whether a line, which may be another statement, starts with a word. */
  boolean startsLine(int i) {
    return tokens.get(i) instanceof Word word
        ? word.startsLine()
        : span(i - 1).endLine() < span(i).line();
  }

  /** The same, shortened to what a message can hold. */
  String shown(int first, int last) {
    return source.shown(span(first, last));
  }

  /** Where the bracket is that belongs to the bracket here. */
  public int partner(int i) {
    return partner[i];
  }

  /** Whether a word stands directly after the one before it. */
  boolean adjacent(int i) {
    if (i <= 0 || i >= tokens.size()) {
      return false;
    }
    return tokens.get(i) instanceof Word word
        ? word.isAttached()
        : tokens.get(i - 1).getStopIndex() + 1 == tokens.get(i).getStartIndex();
  }

  /** Whether a word of this type stands directly after the one before it. */
  boolean adjacent(int i, int type) {
    return type(i) == type && adjacent(i);
  }

  /** The first word of a type between two places that is in no bracket, or -1. */
  public int find(int from, int to, int... types) {
    for (int i = from; i < to; i++) {
      for (int type : types) {
        if (type(i) == type) {
          return i;
        }
      }
      if (partner[i] > i) {
        i = partner[i];
      }
    }
    return -1;
  }

  /**
   * A name with its label and its subscript, as far as they stand together.
   *
   * @param start its first word
   * @param nameEnd just after the bare name
   * @param end just after all of it
   * @param identifier the bare name
   * @param label the label, or null
   * @param subscript where the subscript begins, or -1
   * @param subscriptEnd just after the subscript
   * @param spelling the bare name and the label as written
   */
  record Reference(
      int start,
      int nameEnd,
      int end,
      Identifier identifier,
      @Nullable String label,
      int subscript,
      int subscriptEnd,
      String spelling) {
    /** The canonical name with its label. */
    String name() {
      return identifier.canonical() + (label == null ? "" : "^[" + label + "]");
    }

    boolean hasSubscript() {
      return subscript >= 0;
    }
  }

  /** The name that starts at a word which is a name. */
  Reference reference(int i) {
    Identifier identifier = Identifier.of(text(i));
    int nameEnd = i + 1;
    boolean marked =
        Identifier.isDecoration(text(i))
            && adjacent(i + 1, ChainruleLexer.LPAREN)
            && type(i + 2) == ChainruleLexer.NAME
            && type(i + 3) == ChainruleLexer.RPAREN;
    if (marked) {
      String inner = Identifier.of(text(i + 2)).canonical();
      identifier = new Identifier(Identifier.decorated(text(i), inner), Identifier.Kind.DECORATED);
      nameEnd = i + 4;
    }
    StringBuilder spelling = new StringBuilder(slice(i, nameEnd - 1));
    int end = nameEnd;
    String label = null;
    int subscript = -1;
    int subscriptEnd = end;
    if (isLabel(end)) {
      label = label(end);
      end = partner(end + 1) + 1;
    }
    if (isSubscript(end)) {
      subscript = end;
      end = partner[end] > end ? partner[end] + 1 : end + 1;
      subscriptEnd = end;
    }
    if (label == null && isLabel(end)) {
      label = label(end);
      end = partner(end + 1) + 1;
    }
    if (label != null) {
      spelling.append("^[").append(label).append(']');
    }
    return new Reference(
        i, nameEnd, end, identifier, label, subscript, subscriptEnd, spelling.toString());
  }

  /** Whether a label in brackets after a power sign starts directly here. */
  boolean isLabel(int i) {
    return adjacent(i, ChainruleLexer.POWER) && adjacent(i + 1, ChainruleLexer.LBRACKET);
  }

  private String label(int power) {
    StringBuilder label = new StringBuilder();
    int close = partner(power + 1);
    for (int i = power + 2; i < close; i++) {
      switch (type(i)) {
        case ChainruleLexer.NAME -> label.append(Identifier.of(text(i)).canonical());
        case ChainruleLexer.NUMBER, ChainruleLexer.COMMA -> label.append(text(i));
        case ChainruleLexer.PLUS -> label.append('+');
        case ChainruleLexer.MINUS -> label.append('-');
        default ->
            throw source.refusal(
                span(i),
                "found `" + text(i) + "` in a layer label",
                "letters and digits",
                "a power is written with round brackets, ^(…)");
      }
    }
    if (label.isEmpty()) {
      throw source.refusal(span(power + 1, close), "an empty label", null);
    }
    return label.toString();
  }

  /** Whether a matrix is written here by its elements, so that there is one in any case. */
  boolean hasMatrix() {
    for (int i = 0; i < tokens.size(); i++) {
      Interruption.poll();
      if (isMatrix(i) || isArray(i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an array starts here, {@code array(k=1..n, …)}. */
  boolean isArray(int i) {
    return type(i) == ChainruleLexer.NAME
        && type(i + 1) == ChainruleLexer.LPAREN
        && type(i + 2) == ChainruleLexer.NAME
        && (type(i + 3) == ChainruleLexer.EQUAL || type(i + 3) == ChainruleLexer.IN)
        && text(i).equals("array");
  }

  /**
   * Whether a matrix starts here, {@code [1, 2; 3, 4]}. One entry makes none, and a row after an
   * operand without a sign could be meant for its indices.
   */
  boolean isMatrix(int i) {
    if (type(i) != ChainruleLexer.LBRACKET) {
      return false;
    }
    int close = partner(i);
    return switch (type(i - 1)) {
      case ChainruleLexer.POWER -> false;
      case ChainruleLexer.NAME,
          ChainruleLexer.NUMBER,
          ChainruleLexer.SUBSCRIPT_NUMBER,
          ChainruleLexer.SUBSCRIPT_NAME,
          ChainruleLexer.SMALL_SUBSCRIPT,
          ChainruleLexer.SUPERSCRIPT,
          ChainruleLexer.PRIME,
          ChainruleLexer.TRANSPOSE,
          ChainruleLexer.INVERSE_TRANSPOSE,
          ChainruleLexer.RPAREN,
          ChainruleLexer.RBRACE,
          ChainruleLexer.RBRACKET ->
          !adjacent(i)
              && (isSaid() && find(i + 1, close, ChainruleLexer.COMMA) >= 0
                  || find(i + 1, close, ChainruleLexer.SEMICOLON) >= 0);
      default -> find(i + 1, close, ChainruleLexer.SEMICOLON, ChainruleLexer.COMMA) >= 0;
    };
  }

  /** Whether a subscript starts directly here. */
  boolean isSubscript(int i) {
    return adjacent(i)
        && switch (type(i)) {
          case ChainruleLexer.SUBSCRIPT_NUMBER,
              ChainruleLexer.SUBSCRIPT_NAME,
              ChainruleLexer.SUBSCRIPT_OPEN,
              ChainruleLexer.SMALL_SUBSCRIPT,
              ChainruleLexer.LBRACKET ->
              true;
          default -> false;
        };
  }

  /** Whether this is {@code ||} for or, and no norm, which has a second sign behind it. */
  boolean isLogicalOr(int i) {
    if (!text(i).equals("||")) {
      return false;
    }
    for (int next = i + 1; type(next) != Token.EOF; next++) {
      if (type(next) == ChainruleLexer.NORM) {
        return false;
      }
    }
    return true;
  }
}
