package org.chainrule.parse;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.chainrule.error.ParseException;
import org.chainrule.parse.gen.ChainruleParser;
import org.jspecify.annotations.Nullable;

/** The refusal of a text at the first token that does not fit, saying what would. */
final class RefusingStrategy extends Refusing {
  private static final String BINDER =
      "write sum_{i,j} …, sum_{i=1}^{n} sum_{j=1}^{n} …, or with a condition sum_{i,j, i<j} …";

  private final SourceText source;
  private final TreeBuilder builder;

  RefusingStrategy(SourceText source, TreeBuilder builder) {
    this.source = source;
    this.builder = builder;
  }

  @Override
  protected ParseException refusal(Parser parser) {
    builder.stop();
    Token token = parser.getCurrentToken();
    if (token.getType() == ChainruleParser.IMPLICIT) {
      token = parser.getInputStream().LT(2);
    }
    boolean end = token.getType() == Token.EOF;
    String found = end ? "the end of the text" : "`" + source.shown(source.span(token)) + "`";
    boolean isBinder = false;
    for (RuleContext each = parser.getContext(); each != null; each = each.parent) {
      isBinder |= each instanceof ChainruleParser.BinderContext;
    }
    String suggestion =
        isBinder
            ? BINDER
            : switch (token.getType()) {
              case ChainruleParser.COLON, ChainruleParser.IN, ChainruleParser.ARROW ->
                  "declarations stand by themselves";
              case ChainruleParser.IF, ChainruleParser.OTHERWISE ->
                  "write cases(x if x >= 0, -x otherwise)";
              default -> null;
            };
    return source.refusal(
        source.span(token), "found " + found, expectation(parser.getExpectedTokens()), suggestion);
  }

  private static @Nullable String expectation(IntervalSet expected) {
    if (expected.contains(ChainruleParser.NUMBER) || expected.contains(ChainruleParser.NAME)) {
      return "an operand";
    }
    String closing =
        expected.contains(ChainruleParser.RPAREN)
            ? "`)`"
            : expected.contains(ChainruleParser.RBRACE)
                ? "`}`"
                : expected.contains(ChainruleParser.RBRACKET) ? "`]`" : null;
    if (expected.contains(ChainruleParser.IF)) {
      return "`if` or `otherwise`";
    } else if (expected.contains(ChainruleParser.COMMA)) {
      return closing == null ? "`,`" : "`,` or " + closing;
    } else if (closing != null) {
      return "an operator or " + closing;
    } else if (expected.contains(ChainruleParser.DOTDOT)) {
      return "`..`";
    } else if (expected.contains(ChainruleParser.LPAREN)) {
      return "`(`";
    } else if (expected.contains(ChainruleParser.REALS)) {
      return "`R`, `R^n` or a size such as 4x5";
    }
    if (expected.contains(ChainruleParser.CROSS)) {
      return "`x` and another size, such as 4x5, or R^4";
    }
    return expected.contains(Token.EOF) ? "an operator or the end of the text" : null;
  }
}
