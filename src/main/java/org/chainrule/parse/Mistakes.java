package org.chainrule.parse;

import java.text.Normalizer;
import java.util.List;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.parse.gen.ChainruleLexer;
import org.jspecify.annotations.Nullable;

/** The mistakes that the notation refuses although people write them, and what to write instead. */
final class Mistakes {
  private Mistakes() {}

  /** The digits, signs and letters that superscript and subscript characters stand for. */
  static String plainDigits(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).replace('\u2212', '-');
  }

  /** Refuses numbers that other languages have, and numbers that could be read in two ways. */
  static void checkNumber(TokenText words, int i) {
    String text = words.text(i);
    int next = i + 1;
    if (!words.adjacent(next)) {
      return;
    }
    String after = words.text(next);
    switch (words.type(next)) {
      case ChainruleLexer.DOT, ChainruleLexer.ELLIPSIS ->
          throw refuse(
              words,
              i,
              next,
              "`" + text + after + "` is no number",
              after.equals(".") ? "write " + text + " or " + text + ".0" : "a range is 1..n");
      case ChainruleLexer.NUMBER ->
          throw refuse(words, i, next, "`" + text + after + "` has two decimal points", null);
      case ChainruleLexer.SUBSCRIPT_NUMBER, ChainruleLexer.UNDERSCORE ->
          throw refuse(
              words,
              i,
              next,
              "`" + text + after + "` is no number",
              "write digits without `_`: " + text + after.substring(1));
      case ChainruleLexer.SUBSCRIPT_NAME,
          ChainruleLexer.SUBSCRIPT_OPEN,
          ChainruleLexer.SMALL_SUBSCRIPT,
          ChainruleLexer.LBRACKET ->
          throw refuse(words, i, next, "a subscript on a number", null);
      case ChainruleLexer.NAME -> {
        if (text.equals("0") && after.matches("[xX][0-9a-fA-F]+|[bB][01]+|[oO][0-7]+")) {
          throw refuse(
              words,
              i,
              next,
              "`" + text + after + "` is no number",
              "write the number in decimal digits, or 0*" + after + " for the product");
        }
        boolean signed =
            after.equals("E")
                && (words.adjacent(next + 1, ChainruleLexer.MINUS)
                    || words.adjacent(next + 1, ChainruleLexer.PLUS))
                && words.adjacent(next + 2, ChainruleLexer.NUMBER);
        if (signed || after.matches("E[0-9]+")) {
          String exponent = signed ? words.shown(next + 1, next + 2) : after.substring(1);
          int last = signed ? next + 2 : next;
          throw refuse(
              words,
              i,
              last,
              "`" + words.shown(i, last) + "` could be a power of ten or a product",
              "write " + text + "e" + exponent + " or " + text + "*" + words.shown(next, last));
        }
      }
      default -> {}
    }
  }

  /** Refuses what could belong to the power within {@code sin^2(x)} or to the whole. */
  static void checkAfterPowerCall(TokenText words, int next) {
    int type = words.type(next);
    boolean power = type == ChainruleLexer.POWER || type == ChainruleLexer.SUPERSCRIPT;
    if (power || words.isSubscript(next)) {
      throw refuse(
          words,
          next,
          next,
          "`" + words.text(next) + "` after a call whose name carries a power",
          "write (sin(x)^2)^3, with brackets");
    }
  }

  /** The refusal of a prime after a name that is no function. */
  static ParseException prime(TokenText words, int at) {
    int first = at - 1;
    while (first > 0 && words.adjacent(first) && words.type(first) != ChainruleLexer.NAME) {
      first--;
    }
    String operand = words.shown(first, at - 1);
    boolean call = words.type(at + 1) == ChainruleLexer.LPAREN;
    String variable = operand.equals("x") ? "t" : "x";
    return refuse(
        words,
        at,
        at,
        "a prime after `" + operand + "`, which is no function",
        call
            ? "declare `" + operand + " : R -> R`"
            : "write diff(" + operand + ", " + variable + ")");
  }

  /** The refusal of another language's sign of logic. */
  static ParseException logic(TokenText words, int i) {
    return found(words, i, "write and, or, not");
  }

  /** The refusal of a word that has no place in an expression. */
  static ParseException foreign(TokenText words, int i, List<ParserToken> before) {
    String text = words.text(i);
    String operand = before.isEmpty() ? "x" : lastOperand(words, i);
    return switch (words.type(i)) {
      case ChainruleLexer.BAR -> refuse(words, i, i, "found `|`", "the absolute value is abs(x)");
      case ChainruleLexer.BANG ->
          refuse(words, i, i, "found `!`", "write factorial(" + operand + ")");
      case ChainruleLexer.PERCENT ->
          refuse(
              words,
              i,
              i,
              "found `%`",
              "write " + operand + "/100, or x - y*floor(x/y) for the remainder");
      case ChainruleLexer.PRIME -> before.isEmpty() ? found(words, i, null) : prime(words, i);
      case ChainruleLexer.MATRIX_MULTIPLY,
          ChainruleLexer.ELEMENTWISE_MULTIPLY,
          ChainruleLexer.ELEMENTWISE_DIVIDE,
          ChainruleLexer.ELEMENTWISE_POWER,
          ChainruleLexer.TRANSPOSE,
          ChainruleLexer.INVERSE_TRANSPOSE,
          ChainruleLexer.NORM ->
          unshaped(words, i);
      case ChainruleLexer.FOREIGN_RELATION -> {
        String meant =
            switch (text) {
              case "<>", "=!" -> "!=";
              case "=<" -> "<=";
              case "=>" -> ">=";
              default -> "=";
            };
        yield found(words, i, "write " + meant);
      }
      case ChainruleLexer.FOREIGN_LOGIC -> logic(words, i);
      case ChainruleLexer.ASSIGN -> found(words, i, "a definition is written with =");
      case ChainruleLexer.SEMICOLON -> found(words, i, "one expression at a time");
      case ChainruleLexer.ELLIPSIS, ChainruleLexer.DOT -> found(words, i, "a range is 1..n");
      case ChainruleLexer.UNDERSCORE,
          ChainruleLexer.SUBSCRIPT_NUMBER,
          ChainruleLexer.SUBSCRIPT_NAME,
          ChainruleLexer.SUBSCRIPT_OPEN,
          ChainruleLexer.SMALL_SUBSCRIPT ->
          refuse(
              words,
              i,
              i,
              "a subscript `" + text + "` that follows no name directly",
              "write x_i, x_1 or x_{i,j}, without a space before the subscript");
      case ChainruleLexer.LBRACKET ->
          refuse(
              words,
              i,
              i,
              "a bracket `[` that follows no name directly",
              "indices stand at a name, x[i]; group with ( and )");
      default ->
          found(
              words,
              i,
              text.equals("\\") ? "this is the plain notation; LaTeX has its own option" : null);
    };
  }

  /** The refusal of what only matrices and vectors have, where there are none. */
  private static ParseException unshaped(TokenText words, int i) {
    String text = words.text(i);
    if (words.isLogicalOr(i)) {
      return logic(words, i);
    }
    if (text.startsWith(".") && words.type(i - 1) == ChainruleLexer.NUMBER && words.adjacent(i)) {
      String number = words.text(i - 1);
      return refuse(
          words,
          i - 1,
          i,
          "`" + number + ".` is no number",
          "write " + number + " or " + number + ".0");
    }
    return refuse(
        words,
        i,
        i,
        "found `" + text + "`, which is for matrices and vectors, and nothing here is one",
        "declare what is, as in `A : R^{m x n}` or `x : R^n`");
  }

  private static String lastOperand(TokenText words, int i) {
    int first = i - 1;
    if (words.partner(first) >= 0 && words.partner(first) < first) {
      first = words.partner(first);
    }
    while (first > 0 && words.adjacent(first) && words.type(first) != ChainruleLexer.NAME) {
      int type = words.type(first);
      boolean bound =
          words.isSubscript(first)
              || type == ChainruleLexer.LPAREN && words.type(first - 1) == ChainruleLexer.NAME;
      if (!bound) {
        break;
      }
      first--;
    }
    return words.shown(first, i - 1);
  }

  private static ParseException found(TokenText words, int i, @Nullable String suggestion) {
    return words
        .source()
        .refusal(
            words.span(i), "found `" + words.text(i) + "`", "an operand or a sign", suggestion);
  }

  private static ParseException refuse(
      TokenText words, int first, int last, String problem, @Nullable String suggestion) {
    Span span = words.span(first, last);
    return words.source().refusal(span, problem, suggestion);
  }
}
