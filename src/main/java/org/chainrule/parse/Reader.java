package org.chainrule.parse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.chainrule.error.Span;
import org.chainrule.parse.gen.ChainruleParser;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.Syntax;

/** A run of the token pass, the parser and the builder over the words of a text. */
final class Reader {
  private final TokenText words;
  private final Names names;
  private final FunctionNames functions;
  private final Notes notes = new Notes();
  private final List<Interpretation> readings = new ArrayList<>();

  Reader(TokenText words, Names names, FunctionNames functions) {
    this.words = words;
    this.names = names;
    this.functions = functions;
    words.notes().forEach(each -> notes.add(each.span(), each.text()));
  }

  List<Note> notes() {
    return notes.list();
  }

  void note(Span span, String text) {
    notes.add(span, text);
  }

  List<Interpretation> readings() {
    return readings;
  }

  /** Reads the words between two places as an expression. */
  Syntax expression(int from, int to, Collection<String> parameters) {
    return expression(from, to, parameters, parameters);
  }

  /**
   * Reads the words between two places as an expression.
   *
   * @param parameters names that hide what else they mean
   * @param outside all names that are bound around it
   */
  Syntax expression(int from, int to, Collection<String> parameters, Collection<String> outside) {
    if (from >= to) {
      boolean empty = words.size() == 0;
      throw words
          .source()
          .refusal(
              words.endSpan(to),
              empty ? "there is nothing to read" : "found the end of the text",
              "an operand",
              null);
    }
    return parse(from, to, parameters, ChainruleParser::expressionInput).result(outside);
  }

  /** Reads the words between two places as a condition. */
  Syntax condition(int from, int to) {
    Syntax condition = expression(from, to, List.of());
    if (!new Built(condition).isCondition()) {
      throw words
          .source()
          .refusal(condition.span(), "found no relation", "one, such as x > 0", null);
    }
    return condition;
  }

  /** Reads the words between two places as a name with its subscript. */
  Syntax target(int from, int to) {
    return parse(from, to, List.of(), ChainruleParser::targetInput).results().get(0);
  }

  /** Reads the words between two places as the bounds of a range. */
  List<Syntax> range(int from, int to) {
    return parse(from, to, List.of(), ChainruleParser::rangeInput).results();
  }

  /** Reads tokens as a shape. */
  DeclaredShape shape(List<ParserToken> symbols, int from, int to) {
    TreeBuilder builder = run(symbols, words.depth(), List.of(), ChainruleParser::shapeInput);
    if (builder.isProductOfSpaces()) {
      throw words
          .source()
          .refusal(
              words.span(from, to - 1),
              "a product of spaces that is no function",
              "write R^{m x n} for an array, or R x R -> R for a function");
    }
    return builder.shape();
  }

  private TreeBuilder parse(
      int from, int to, Collection<String> parameters, Consumer<ChainruleParser> rule) {
    Names known = parameters.isEmpty() ? names : names.with(parameters);
    TokenPass pass = new TokenPass(words, from, to, known, functions, notes);
    return run(pass.symbols(), words.depth() + pass.norms(), parameters, rule);
  }

  private TreeBuilder run(
      List<ParserToken> symbols,
      int depth,
      Collection<String> parameters,
      Consumer<ChainruleParser> rule) {
    Scope scope = new Scope(new NameTable(names, functions), parameters);
    TreeBuilder builder = new TreeBuilder(words.source(), scope, notes);
    ChainruleParser parser = new BuildingParser(new SymbolStream(symbols), words.source(), builder);
    DeepStack.run(depth, () -> rule.accept(parser));
    readings.addAll(builder.readings());
    return builder;
  }
}
