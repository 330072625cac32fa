package org.chainrule.parse;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.Interruption;
import org.chainrule.parse.gen.ChainruleLexer;

/**
 * The words of one statement, and what sort of statement they make.
 *
 * @param kind the sort
 * @param from its first word
 * @param to just after its last word
 * @param sign the word that makes it that sort: {@code :}, {@code in}, {@code =} or {@code assume}
 */
record StatementWords(Kind kind, int from, int to, int sign) {
  enum Kind {
    DEFINITION,
    RANGE,
    SHAPE,
    ASSUMPTION,
    OTHER
  }

  /** The statements of a text: one a line, unless a bracket is open, or parted by semicolons. */
  static List<StatementWords> split(TokenText words) {
    List<StatementWords> statements = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < words.size(); i++) {
      Interruption.poll();
      boolean parted = words.type(i) == ChainruleLexer.SEMICOLON;
      boolean newLine = i > from && words.startsLine(i);
      if (parted || newLine) {
        add(words, from, i, statements);
        from = parted ? i + 1 : i;
      }
      i = words.partner(i) > i ? words.partner(i) : i;
    }
    add(words, from, words.size(), statements);
    return statements;
  }

  private static void add(TokenText words, int from, int to, List<StatementWords> statements) {
    if (from < to) {
      statements.add(of(words, from, to));
    }
  }

  /** Where {@code for} stands behind a shape, with the ranges of indices, or -1. */
  int ranged(TokenText words) {
    for (int i = sign + 1; i < to; i++) {
      if (words.type(i) == ChainruleLexer.NAME && words.text(i).equals("for")) {
        return i;
      }
      i = words.partner(i) > i ? words.partner(i) : i;
    }
    return -1;
  }

  /** Whether a shape is that of columns or matrices: neither of a number nor of a function. */
  boolean isArray(TokenText words) {
    int end = ranged(words) < 0 ? to : ranged(words);
    return end - sign > 2 && words.find(sign + 1, end, ChainruleLexer.ARROW) < 0;
  }

  /** Sorts the words between two places. */
  static StatementWords of(TokenText words, int from, int to) {
    boolean assume = words.text(from).equals("assume") && from + 1 < to;
    if (assume && words.type(from + 1) != ChainruleLexer.EQUAL) {
      return new StatementWords(Kind.ASSUMPTION, from, to, from);
    }
    int sign = words.find(from, to, ChainruleLexer.COLON, ChainruleLexer.IN, ChainruleLexer.EQUAL);
    Kind kind =
        switch (words.type(sign)) {
          case ChainruleLexer.COLON -> Kind.SHAPE;
          case ChainruleLexer.IN -> Kind.RANGE;
          case ChainruleLexer.EQUAL -> Kind.DEFINITION;
          default -> Kind.OTHER;
        };
    return new StatementWords(kind, from, to, sign);
  }
}
