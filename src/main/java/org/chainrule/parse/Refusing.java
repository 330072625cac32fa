package org.chainrule.parse;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.chainrule.error.ParseException;

/** The refusal of a text at the first token that does not fit, in the place of recovery. */
public abstract class Refusing extends DefaultErrorStrategy {
  /** What is said of the token at which a parser is. */
  protected abstract ParseException refusal(Parser parser);

  @Override
  public final void sync(Parser parser) {}

  @Override
  public final void reportError(Parser parser, RecognitionException exception) {}

  @Override
  public final void recover(Parser parser, RecognitionException exception) {
    throw refusal(parser);
  }

  @Override
  public final Token recoverInline(Parser parser) {
    throw refusal(parser);
  }
}
