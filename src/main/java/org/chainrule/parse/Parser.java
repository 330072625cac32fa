package org.chainrule.parse;

import java.util.List;
import org.chainrule.error.ParseException;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;

/**
 * The parser of the plain notation: expressions, and the definitions, declarations and assumptions
 * around them.
 *
 * <p>Reading is a function of the text, the names and the functions; it keeps nothing. Every
 * refusal is a {@link ParseException} with its place.
 */
public final class Parser {
  private Parser() {}

  /** Reads one expression; a relation, such as {@code x > 0}, is one too. */
  public static ParseResult expression(String text, Names names, FunctionNames functions) {
    TokenText words = names.words(text);
    Names around = names.around(words);
    Reader reader = new Reader(words, around, functions);
    NameTable table = new NameTable(around, functions);
    int[] value = new Equalities(words, table, reader).value(0, words.size());
    Syntax syntax = reader.expression(value[0], value[1], List.of());
    return new ParseResult(syntax, reader.notes(), reader.readings());
  }

  /** Reads one condition, such as {@code x > 0 and i != j}, with or without {@code assume}. */
  public static ParseResult condition(String text, Names names, FunctionNames functions) {
    TokenText words = names.words(text);
    Reader reader = new Reader(words, names.around(words), functions);
    boolean assume = words.text(0).equals("assume") && words.size() > 1;
    Syntax syntax = reader.condition(assume ? 1 : 0, words.size());
    return new ParseResult(syntax, reader.notes(), reader.readings());
  }

  /**
   * Reads statements, one a line or parted by semicolons; a line goes on while a bracket is open.
   *
   * @param names the names that all statements together define
   */
  public static StatementsResult statements(String text, Names names, FunctionNames functions) {
    TokenText words = names.words(text);
    Names around = names.around(words);
    Reader reader = new Reader(words, around, functions);
    StatementReader statements = new StatementReader(words, reader, around, functions);
    List<Statement> result =
        StatementWords.split(words).stream()
            .flatMap(each -> statements.read(each).stream())
            .toList();
    return new StatementsResult(result, reader.notes(), reader.readings());
  }
}
