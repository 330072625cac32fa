package org.chainrule.parse;

import java.util.List;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of the token pass as the parser reads them: all are there before it starts, the last
 * one ends the text, and none is hidden. ANTLR's own stream looks for more at each step.
 */
final class SymbolStream implements TokenStream {
  private final Token[] symbols;
  private int next;

  SymbolStream(List<ParserToken> symbols) {
    this.symbols = symbols.toArray(Token[]::new);
    for (int i = 0; i < this.symbols.length; i++) {
      symbols.get(i).setTokenIndex(i);
    }
  }

  @Override
  public int LA(int distance) {
    Token token = LT(distance);
    return token == null ? Token.INVALID_TYPE : token.getType();
  }

  @Override
  public @Nullable Token LT(int distance) {
    int place = distance > 0 ? next + distance - 1 : next + distance;
    return place < 0 || distance == 0 ? null : symbols[Math.min(place, symbols.length - 1)];
  }

  @Override
  public void consume() {
    if (next == symbols.length - 1) {
      throw new IllegalStateException("cannot consume EOF");
    }
    next++;
  }

  @Override
  public int index() {
    return next;
  }

  @Override
  public void seek(int index) {
    next = Math.min(index, symbols.length - 1);
  }

  @Override
  public int mark() {
    return 0;
  }

  @Override
  public void release(int marker) {}

  @Override
  public int size() {
    return symbols.length;
  }

  @Override
  public Token get(int index) {
    return symbols[index];
  }

  @Override
  public String getSourceName() {
    return UNKNOWN_SOURCE_NAME;
  }

  @Override
  public TokenSource getTokenSource() {
    throw unused();
  }

  @Override
  public String getText() {
    throw unused();
  }

  @Override
  public String getText(RuleContext context) {
    throw unused();
  }

  @Override
  public String getText(Token start, Token stop) {
    throw unused();
  }

  @Override
  public String getText(Interval interval) {
    throw unused();
  }

  /** What ANTLR asks for its own messages alone, in the place of which are refusals. */
  private static UnsupportedOperationException unused() {
    return new UnsupportedOperationException();
  }
}
