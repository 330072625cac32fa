package org.chainrule.parse;

import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.chainrule.parse.gen.ChainruleParser;

/**
 * The parser that tells a builder, and nobody else, of the rules that it enters and leaves. ANTLR
 * would make a node for each token, ask each rule's context whether it listens too, and keep a list
 * of those who do; that took a third of the parser's time.
 */
final class BuildingParser extends ChainruleParser {
  private final TreeBuilder builder;

  BuildingParser(SymbolStream symbols, SourceText source, TreeBuilder builder) {
    super(symbols);
    this.builder = builder;
    removeErrorListeners();
    setErrorHandler(new RefusingStrategy(source, builder));
    setBuildParseTree(false);
    // Events come while there is a listener.
    addParseListener(builder);
    // Every choice is made by one token, so SLL prediction is exact and there is no second stage.
    getInterpreter().setPredictionMode(PredictionMode.SLL);
  }

  @Override
  protected void triggerEnterRuleEvent() {
    builder.enterEveryRule(_ctx);
  }

  @Override
  protected void triggerExitRuleEvent() {
    builder.exitEveryRule(_ctx);
  }

  @Override
  public Token consume() {
    Token symbol = getCurrentToken();
    if (symbol.getType() != Token.EOF) {
      _input.consume();
    }
    builder.read(symbol);
    return symbol;
  }
}
