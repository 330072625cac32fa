package org.chainrule.parse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.parse.gen.ChainruleLexer;
import org.chainrule.syntax.Syntax;

/**
 * An expression with definitions and conditions of its own behind it: {@code u_1 + log(x) where u_1
 * = sin(x), x > 0}. It means the expression with what the names stand for put in; the order of the
 * definitions is free. Where a condition does not hold the expression has no value.
 *
 * @param expression the text of the expression, blanks in the place of the rest
 * @param definitions the text of each definition, blanks before it, so that places are right
 * @param conditions the text of each condition, likewise
 */
public record WhereClause(String expression, List<String> definitions, List<String> conditions) {
  private static final String WORD = "where";

  /** What tells a condition from a definition. */
  private static final int[] CONDITIONAL = {
    ChainruleLexer.NOT_EQUAL,
    ChainruleLexer.LESS,
    ChainruleLexer.LESS_OR_EQUAL,
    ChainruleLexer.GREATER,
    ChainruleLexer.GREATER_OR_EQUAL,
    ChainruleLexer.AND,
    ChainruleLexer.OR,
    ChainruleLexer.NOT
  };

  /**
   * Parts a text.
   *
   * @throws ParseException if the text has characters that cannot be read, or an empty definition
   */
  public static WhereClause of(String text, Notation notation) {
    if (!text.contains(WORD)) {
      return new WhereClause(text, List.of(), List.of());
    }
    TokenText words = notation.words(text);
    int where = find(words);
    if (where < 0) {
      return new WhereClause(text, List.of(), List.of());
    }
    int[] letters = LatexText.sent(text).codePoints().toArray();
    List<String> definitions = new ArrayList<>();
    List<String> conditions = new ArrayList<>();
    int from = where + 1;
    while (from <= words.size()) {
      int comma = words.find(from, words.size(), ChainruleLexer.COMMA);
      int to = comma < 0 ? words.size() : comma;
      if (from == to) {
        throw words
            .source()
            .refusal(words.endSpan(to), "found no definition", "u_1 = … or x > 0", null);
      }
      (isCondition(words, from, to) ? conditions : definitions)
          .add(
              LatexText.like(
                  text, part(letters, words.span(from).start(), words.span(to - 1).end())));
      from = to + 1;
    }
    String expression = LatexText.like(text, part(letters, 0, words.span(where).start()));
    return new WhereClause(expression, definitions, conditions);
  }

  private static boolean isCondition(TokenText words, int from, int to) {
    return Arrays.stream(CONDITIONAL).anyMatch(sign -> words.find(from, to, sign) >= 0);
  }

  /**
   * The first {@code where} outside brackets that has an expression before and an equation or a
   * condition after.
   */
  private static int find(TokenText words) {
    for (int i = 1; i < words.size(); i++) {
      if (words.text(i).equals(WORD)
          && (words.find(i + 1, words.size(), ChainruleLexer.EQUAL) >= 0
              || isCondition(words, i + 1, words.size()))) {
        return i;
      }
      i = Math.max(i, words.partner(i));
    }
    return -1;
  }

  /** A stretch of a text at its place, with the lines and columns before it left blank. */
  private static String part(int[] letters, int start, int end) {
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < start; i++) {
      part.append(letters[i] == '\n' ? '\n' : ' ');
    }
    for (int i = start; i < end; i++) {
      part.appendCodePoint(letters[i]);
    }
    return part.toString();
  }

  /** The tree of the expression that has a value only where the conditions hold. */
  public Syntax restricted(
      Syntax expression, Names names, FunctionNames functions, List<Note> notes) {
    if (conditions.isEmpty()) {
      return expression;
    }
    List<Syntax> all = new ArrayList<>();
    for (String text : conditions) {
      ParseResult condition = Parser.condition(text, names, functions);
      notes.addAll(condition.notes());
      all.add(condition.syntax());
    }
    Span span = all.get(0).span().to(all.get(all.size() - 1).span());
    Syntax together =
        all.size() == 1 ? all.get(0) : new Syntax.Logical(span, Syntax.Logical.Operator.AND, all);
    Span whole = expression.span().to(span);
    return new Syntax.Cases(whole, List.of(new Syntax.Cases.Case(expression, together)), null);
  }
}
