package org.chainrule.parse;

import java.util.HashSet;
import java.util.Set;
import org.chainrule.notation.Identifier;
import org.chainrule.parse.TokenPass.Ending;
import org.chainrule.parse.gen.ChainruleLexer;

/** The part of the token pass that reads sums, products, maxima and minima over an index. */
final class ReductionPass {
  private final TokenPass pass;
  private final TokenText words;

  ReductionPass(TokenPass pass, TokenText words) {
    this.pass = pass;
    this.words = words;
  }

  /** Reads a name if it is one of these words, else returns -1. */
  int name(int i) {
    boolean reduces =
        switch (words.text(i)) {
          case "sum" -> !isCall(i);
          case "prod" -> true;
          case "max", "min" -> words.isSubscript(i + 1) || isBinder(i + 1);
          default -> false;
        };
    return reduces ? read(i) : -1;
  }

  /** Whether a sum here is that of all elements of something, which has no index. */
  private boolean isCall(int i) {
    int open = i + 1;
    return pass.isShaped()
        && words.type(open) == ChainruleLexer.LPAREN
        && !isBinder(open)
        && words.find(open + 1, words.partner(open), ChainruleLexer.COMMA) < 0;
  }

  /** Whether a bracket here begins with an index and its range. */
  private boolean isBinder(int open) {
    return words.type(open) == ChainruleLexer.LPAREN
        && words.type(open + 1) == ChainruleLexer.NAME
        && (words.type(open + 2) == ChainruleLexer.EQUAL
            || words.type(open + 2) == ChainruleLexer.IN);
  }

  /** Reads one of these words or signs and what binds its index. */
  int read(int i) {
    String word = words.text(i);
    String name =
        switch (words.type(i)) {
          case ChainruleLexer.SUM_SIGN -> "sum";
          case ChainruleLexer.PRODUCT_SIGN -> "prod";
          default -> word;
        };
    int next = i + 1;
    if (words.type(next) == ChainruleLexer.LPAREN) {
      if (!isBinder(next)) {
        throw pass.refuse(
            next,
            "`" + word + "(` without an index",
            "write %s(k=1..n, …) or %s_k …".formatted(name, name));
      }
      pass.startOperand(i);
      pass.emitNamed(ChainruleLexer.REDUCE_CALL, words.token(i).getStartIndex(), i, name, word);
      pass.open(next, ChainruleLexer.LPAREN, Ending.WORD);
      return index(next + 1);
    }
    boolean boundFirst = words.adjacent(next, ChainruleLexer.POWER);
    if (!boundFirst && !words.isSubscript(next)) {
      throw pass.refuse(
          i,
          "`" + word + "` without an index",
          "write %s(k=1..n, …) or %s_k …".formatted(name, name));
    }
    if (pass.inExponent()) {
      throw pass.refuse(
          i, "`" + word + "` in a power reaches past it", "put the power in brackets, ^(…)");
    }
    pass.startOperand(i);
    pass.emitNamed(ChainruleLexer.REDUCE, words.token(i).getStartIndex(), i, name, word);
    return boundFirst ? upper(next) : binder(next);
  }

  /** Hands on a name as an index that is bound. */
  int index(int i) {
    pass.checkValueName(i, words.text(i));
    Identifier identifier = Identifier.of(words.text(i));
    pass.emitNamed(
        ChainruleLexer.INDEX,
        words.token(i).getStartIndex(),
        i,
        identifier.canonical(),
        words.text(i));
    return i + 1;
  }

  private int binder(int at) {
    switch (words.type(at)) {
      case ChainruleLexer.SUBSCRIPT_NAME, ChainruleLexer.SMALL_SUBSCRIPT -> {
        boolean small = words.type(at) == ChainruleLexer.SMALL_SUBSCRIPT;
        String word = small ? Mistakes.plainDigits(words.text(at)) : words.text(at).substring(1);
        if (small && !word.matches("[a-z]")) {
          throw pass.refuse(at, "an index is one letter or name", "write _{…}");
        }
        pass.checkValueName(at, word);
        pass.emitNamed(
            ChainruleLexer.SUBSCRIPT_INDEX,
            words.token(at).getStartIndex() + (small ? 0 : 1),
            at,
            Identifier.of(word).canonical(),
            word);
        return afterBinder(at + 1);
      }
      case ChainruleLexer.SUBSCRIPT_OPEN -> {
        int next = pass.open(at, ChainruleLexer.SUBSCRIPT_OPEN, Ending.BINDER);
        boolean filter =
            words.type(next) != ChainruleLexer.NAME
                || switch (words.type(next + 1)) {
                  case ChainruleLexer.EQUAL,
                      ChainruleLexer.IN,
                      ChainruleLexer.COMMA,
                      ChainruleLexer.RBRACE ->
                      false;
                  default -> true;
                };
        if (filter) {
          return next;
        }
        Set<String> indices = new HashSet<>();
        indices.add(words.text(next));
        next = index(next);
        while (words.type(next) == ChainruleLexer.COMMA
            && words.type(next + 1) == ChainruleLexer.NAME
            && indices.add(words.text(next + 1))) {
          pass.emit(
              ChainruleLexer.INDEX_COMMA,
              words.token(next).getStartIndex(),
              words.token(next).getStopIndex() + 1,
              ",");
          next = index(next + 1);
        }
        return next;
      }
      default -> throw pass.refuse(at, "an index that is no name", "write _k or _{k=1}^{n}");
    }
  }

  /** Reads the upper bound after what binds the index, if there is one. */
  int afterBinder(int next) {
    pass.endHead(next);
    if (words.isSubscript(next)) {
      throw pass.refuse(next, "a second subscript", "several indices stand in one, _{i,j}");
    }
    return words.type(next) == ChainruleLexer.POWER ? upper(next) : next;
  }

  /** Reads an upper bound: one word, or a bracket. */
  private int upper(int power) {
    pass.emit(ChainruleLexer.UPPER, power);
    int at = power + 1;
    switch (words.type(at)) {
      case ChainruleLexer.LBRACE, ChainruleLexer.LPAREN -> {
        return pass.open(at, words.type(at), Ending.UPPER);
      }
      case ChainruleLexer.NUMBER -> pass.emit(ChainruleLexer.NUMBER, at);
      case ChainruleLexer.NAME -> {
        pass.checkValueName(at, words.text(at));
        pass.emitName(at, at, Identifier.of(words.text(at)).canonical(), words.text(at));
      }
      case ChainruleLexer.INFINITY -> pass.emitName(at, at, "inf", "∞");
      default -> throw pass.refuse(at, "no upper bound after `^`", "write ^n or ^{…}");
    }
    boolean goesOn =
        switch (words.type(at + 1)) {
          case ChainruleLexer.PLUS,
              ChainruleLexer.MINUS,
              ChainruleLexer.TIMES,
              ChainruleLexer.DIVIDE,
              ChainruleLexer.POWER,
              ChainruleLexer.NAME ->
              true;
          default -> words.isSubscript(at + 1) && !comesFirst(power);
        };
    if (goesOn && words.adjacent(at + 1)) {
      throw pass.refuse(
          at,
          at + 1,
          "an upper bound without braces is one word, `" + words.text(at) + "`",
          "write ^{%s…}, or a space after ^%s".formatted(words.text(at), words.text(at)));
    }
    return afterUpper(at + 1);
  }

  /** Whether a bound stands before what binds the index, as in {@code sum^n_{i=1}}. */
  private boolean comesFirst(int power) {
    return switch (words.type(power - 1)) {
      case ChainruleLexer.NAME, ChainruleLexer.SUM_SIGN, ChainruleLexer.PRODUCT_SIGN -> true;
      default -> false;
    };
  }

  /** Goes on after the upper bound: with what binds the index, if the bound came first. */
  int afterUpper(int next) {
    pass.endHead(next);
    return words.isSubscript(next) ? binder(next) : next;
  }
}
