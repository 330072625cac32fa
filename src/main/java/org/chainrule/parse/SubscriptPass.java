package org.chainrule.parse;

import org.chainrule.notation.Identifier;
import org.chainrule.parse.TokenPass.Ending;
import org.chainrule.parse.TokenText.Reference;
import org.chainrule.parse.gen.ChainruleLexer;

/** The part of the token pass that hands on names with their labels and subscripts. */
final class SubscriptPass {
  private final TokenPass pass;
  private final TokenText words;

  SubscriptPass(TokenPass pass, TokenText words) {
    this.pass = pass;
    this.words = words;
  }

  /** Hands on a name with its subscript, without some letters at its front. */
  int reference(Reference reference, int skipped, Ending ending) {
    int first = reference.start();
    int at = reference.subscript();
    String name =
        skipped == 0
            ? reference.name()
            : stripped(reference, skipped).canonical()
                + (reference.label() == null ? "" : "^[" + reference.label() + "]");
    int last = at < 0 ? reference.end() - 1 : at - 1;
    pass.checkWord(first, words.text(first).substring(skipped));
    pass.emitNamed(
        ChainruleLexer.NAME,
        words.token(first).getStartIndex() + skipped,
        last,
        name,
        reference.spelling().substring(skipped));
    pass.endOperand(reference.end());
    return at < 0 ? finish(ending, reference.end()) : subscript(at, ending, reference.end());
  }

  /** The bare name of a reference without some letters at its front. */
  Identifier stripped(Reference reference, int skipped) {
    return Identifier.of(words.text(reference.start()).substring(skipped));
  }

  /** Hands on a subscript, after which reading goes on at a given word. */
  private int subscript(int at, Ending ending, int next) {
    switch (words.type(at)) {
      case ChainruleLexer.SUBSCRIPT_OPEN -> {
        return pass.open(at, ChainruleLexer.SUBSCRIPT_OPEN, ending, next);
      }
      case ChainruleLexer.LBRACKET -> {
        return pass.open(at, ChainruleLexer.LBRACKET, ending, next);
      }
      case ChainruleLexer.SMALL_SUBSCRIPT -> smallSubscript(at);
      default -> {
        pass.checkWord(at, words.text(at).substring(1));
        pass.emit(words.type(at), at);
      }
    }
    pass.endOperand(next);
    label(next);
    return finish(ending, next);
  }

  /** Hands on the label that ends just before a word, if it stands after the subscript. */
  void label(int next) {
    int close = next - 1;
    int open = words.partner(close);
    boolean after =
        words.type(close) == ChainruleLexer.RBRACKET
            && words.isLabel(open - 1)
            && pass.lastType() != ChainruleLexer.NAME;
    if (after) {
      pass.emit(
          ChainruleLexer.LABEL,
          words.token(open - 1).getStartIndex(),
          words.token(close).getStopIndex() + 1,
          words.slice(open - 1, close));
    }
  }

  private int finish(Ending ending, int next) {
    return switch (ending) {
      case HEAD_SUBSCRIPT -> pass.endHead(next);
      case SUBSCRIPT -> afterSubscript(next);
      default -> next;
    };
  }

  /** Hands on subscript characters as the subscript that they stand for. */
  private void smallSubscript(int at) {
    int start = words.token(at).getStartIndex();
    String text = Mistakes.plainDigits(words.text(at));
    if (text.matches("[0-9]+|[a-z]+")) {
      boolean digits = Character.isDigit(text.charAt(0));
      pass.emit(
          digits ? ChainruleLexer.SUBSCRIPT_NUMBER : ChainruleLexer.SUBSCRIPT_NAME,
          start,
          start + text.length(),
          "_" + text);
      return;
    }
    pass.emit(ChainruleLexer.SUBSCRIPT_OPEN, start, start, "_{");
    int previous = 0;
    for (int i = 0; i < text.length(); ) {
      int end = i + 1;
      int kind = kind(text.charAt(i));
      while (kind != 0 && end < text.length() && kind(text.charAt(end)) == kind) {
        end++;
      }
      if (kind == 2 && previous == 1) {
        pass.emit(ChainruleLexer.IMPLICIT, start + i, start + i, "");
      }
      int type =
          switch (kind) {
            case 1 -> ChainruleLexer.NUMBER;
            case 2 -> ChainruleLexer.NAME;
            default -> text.charAt(i) == '-' ? ChainruleLexer.MINUS : ChainruleLexer.PLUS;
          };
      pass.emit(type, start + i, start + end, text.substring(i, end));
      previous = kind;
      i = end;
    }
    pass.emit(ChainruleLexer.RBRACE, start + text.length(), start + text.length(), "}");
  }

  private static int kind(char letter) {
    return Character.isDigit(letter) ? 1 : Character.isLetter(letter) ? 2 : 0;
  }

  private int endOfSubscript(int at) {
    return Math.max(at, words.partner(at)) + 1;
  }

  /** Goes on after a whole declared name, which may have a subscript like any other. */
  int afterName(int next) {
    return words.isSubscript(next)
        ? subscript(next, Ending.SUBSCRIPT, endOfSubscript(next))
        : afterSubscript(next);
  }

  /** Hands on the subscript of a call, such as {@code softmax(x)_i}. */
  int elementSubscript(int at) {
    return subscript(at, Ending.SUBSCRIPT, endOfSubscript(at));
  }

  /** Refuses what may not follow a name and its subscript; hands on square brackets. */
  int afterSubscript(int next) {
    if (words.adjacent(next, ChainruleLexer.PRIME) && !pass.isShaped()) {
      throw Mistakes.prime(words, next);
    }
    if (words.isSubscript(next)) {
      if (words.type(next) == ChainruleLexer.LBRACKET
          && pass.lastType() == ChainruleLexer.SUBSCRIPT_NAME) {
        return subscript(next, Ending.SUBSCRIPT, endOfSubscript(next));
      }
      throw pass.refuse(
          next, "a second subscript", "several indices stand in one, x_{1,2} or x[1,2]");
    }
    if (words.adjacent(next, ChainruleLexer.NUMBER)
        && words.text(next).startsWith(".")
        && pass.lastType() != ChainruleLexer.NAME) {
      throw pass.refuse(next, "a subscript is a whole number or a name", null);
    }
    return next;
  }
}
