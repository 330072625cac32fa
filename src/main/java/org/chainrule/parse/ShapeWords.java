package org.chainrule.parse;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.chainrule.notation.Identifier;
import org.chainrule.parse.gen.ChainruleLexer;

/** The words of a shape as tokens for the parser: there, R and x are words of their own. */
final class ShapeWords {
  private final TokenText words;
  private final int end;
  private final List<ParserToken> symbols = new ArrayList<>();

  ShapeWords(TokenText words, int from, int to) {
    this.words = words;
    end = to;
    for (int i = from; i < to; i++) {
      read(i);
    }
    int last = words.token(to - 1).getStopIndex() + 1;
    emit(Token.EOF, last, last, "");
  }

  List<ParserToken> symbols() {
    return symbols;
  }

  private void read(int i) {
    int start = words.token(i).getStartIndex();
    int stop = words.token(i).getStopIndex() + 1;
    String text = words.text(i);
    switch (words.type(i)) {
      case ChainruleLexer.TIMES -> emit(ChainruleLexer.CROSS, start, stop, text);
      case ChainruleLexer.NUMBER -> {
        Mistakes.checkNumber(words, i);
        emit(ChainruleLexer.NUMBER, start, stop, text);
      }
      case ChainruleLexer.NAME -> {
        if (text.equals("R")) {
          emit(ChainruleLexer.REALS, start, stop, text);
        } else if (text.equals("x")) {
          emit(ChainruleLexer.CROSS, start, stop, text);
        } else if (text.equals("symmetric") && i + 1 == end) {
          emit(ChainruleLexer.SYMMETRIC, start, stop, text);
        } else if (text.startsWith("x") && words.adjacent(i, ChainruleLexer.NAME)) {
          crosses(i, start, text);
        } else {
          boolean product =
              !symbols.isEmpty()
                  && symbols.get(symbols.size() - 1).getType() == ChainruleLexer.NUMBER;
          if (product) {
            emit(ChainruleLexer.IMPLICIT, start, start, "");
          }
          emitName(start, stop, text);
        }
      }
      default -> emit(words.type(i), start, stop, text);
    }
  }

  /** Splits what directly follows a number, such as the {@code x5} in {@code 4x5}. */
  private void crosses(int i, int start, String text) {
    if (words.type(i - 1) != ChainruleLexer.NUMBER) {
      emitName(start, start + text.length(), text);
      return;
    }
    int at = 0;
    while (at < text.length()) {
      emit(ChainruleLexer.CROSS, start + at, start + at + 1, "x");
      int next = text.indexOf('x', at + 1);
      int stop = next < 0 ? text.length() : next;
      String size = text.substring(at + 1, stop);
      if (size.matches("[0-9]+")) {
        emit(ChainruleLexer.NUMBER, start + at + 1, start + stop, size);
      } else if (!size.isEmpty()) {
        emitName(start + at + 1, start + stop, size);
      }
      at = stop;
    }
  }

  private void emit(int type, int start, int end, String text) {
    symbols.add(new ParserToken(type, start, end, text, text));
  }

  private void emitName(int start, int end, String text) {
    String name = Identifier.of(text).canonical();
    symbols.add(new ParserToken(ChainruleLexer.NAME, start, end, name, text));
  }
}
