package org.chainrule.parse;

import org.chainrule.error.ParseException;
import org.chainrule.notation.Greek;
import org.chainrule.notation.Identifier;
import org.chainrule.parse.TokenPass.Ending;
import org.chainrule.parse.TokenText.Reference;
import org.chainrule.parse.gen.ChainruleLexer;

/** The part of the token pass that tells derivatives from quotients: d/dx, ∂L/∂w_1, dh/dw. */
final class DerivativePass {
  private final TokenPass pass;
  private final TokenText words;
  private final NamePass names;
  private final SubscriptPass subscripts;
  private final NameTable table;

  DerivativePass(
      TokenPass pass, TokenText words, NamePass names, SubscriptPass subscripts, NameTable table) {
    this.pass = pass;
    this.words = words;
    this.names = names;
    this.subscripts = subscripts;
    this.table = table;
  }

  /** Reads a name if a derivative starts with it, else returns -1. */
  int name(int i) {
    String word = words.text(i);
    if (!word.startsWith("d")) {
      return -1;
    }
    if (word.length() == 1) {
      if (table.known().knows("d")) {
        return -1;
      }
      checkHigherOrder(i);
      boolean over = words.type(i + 1) == ChainruleLexer.DIVIDE && isDifferential(i + 2);
      return over ? head(i) : -1;
    }
    if (!isDifferential(i)) {
      return -1;
    }
    Reference above = words.reference(i);
    int slash = above.end();
    return isSlash(slash) && isDifferential(slash + 1) ? quotient(above, slash) : -1;
  }

  /** Whether a slash stands here with no space around it. */
  private boolean isSlash(int i) {
    return words.adjacent(i, ChainruleLexer.DIVIDE) && words.adjacent(i + 1);
  }

  /** Whether a word is a d and more, and is not itself a known name. */
  private boolean isDifferential(int i) {
    String word = words.text(i);
    boolean differential =
        words.type(i) == ChainruleLexer.NAME
            && word.length() > 1
            && word.charAt(0) == 'd'
            && Character.isLetter(word.charAt(1));
    if (!differential) {
      return false;
    }
    Reference reference = words.reference(i);
    return !table.knows(reference.name())
        && !table.known().knows(NameScan.wholeName(words, reference));
  }

  /** Whether what follows the d is a name by itself. */
  private boolean isVariable(Reference reference) {
    Identifier rest = subscripts.stripped(reference, 1);
    if (isForeignFunction(rest.canonical())) {
      return false;
    }
    return reference.hasSubscript()
        || reference.label() != null
        || rest.isSymbol()
        || table.knows(rest.canonical())
        || table.known().mentions(rest.canonical());
  }

  /** Whether a name is a function that is not the text's own, and so no variable. */
  private boolean isForeignFunction(String name) {
    return table.function(name).isPresent() && !table.known().knows(name) && !Greek.isName(name);
  }

  /** Reads {@code d/dx} before what it differentiates. */
  private int head(int i) {
    Reference variable = words.reference(i + 2);
    boolean body = startsBody(variable.end());
    String shown = words.shown(i, variable.end() - 1);
    String rest = words.shown(i + 2, variable.end() - 1).substring(1);
    if (!isVariable(variable)) {
      if (body) {
        throw pass.refuse(
            i,
            variable.end() - 1,
            "`" + shown + "` could be a derivative or a quotient",
            "write diff(…, %s), or d/(d%s) for the quotient".formatted(rest, rest));
      }
      return -1;
    }
    if (!body) {
      throw pass.refuse(
          i,
          variable.end() - 1,
          "`" + shown + "` without anything to differentiate",
          "write diff(…, %s), or d/(d%s) for the quotient".formatted(rest, rest));
    }
    return startHead(i, i + 1, variable, 1);
  }

  private int startHead(int first, int last, Reference variable, int skipped) {
    if (pass.inExponent()) {
      throw pass.refuse(
          first, "a derivative in a power reaches past it", "put the power in brackets, ^(…)");
    }
    pass.startOperand(first);
    pass.emit(
        ChainruleLexer.DERIVE,
        words.token(first).getStartIndex(),
        words.token(last).getStopIndex() + 1,
        words.slice(first, last));
    return subscripts.reference(variable, skipped, Ending.HEAD_SUBSCRIPT);
  }

  private boolean startsBody(int i) {
    return pass.isInside(i)
        && switch (words.type(i)) {
          case ChainruleLexer.NUMBER,
              ChainruleLexer.NAME,
              ChainruleLexer.LPAREN,
              ChainruleLexer.MINUS,
              ChainruleLexer.SUM_SIGN,
              ChainruleLexer.PRODUCT_SIGN,
              ChainruleLexer.PARTIAL,
              ChainruleLexer.RADICAL,
              ChainruleLexer.INFINITY ->
              true;
          default -> false;
        };
  }

  /** Reads {@code dh_{t-1}/dw_1}, or returns -1 where it is a quotient. */
  private int quotient(Reference above, int slash) {
    Reference below = words.reference(slash + 1);
    int i = above.start();
    int last = below.end() - 1;
    String shown = words.shown(i, last);
    if (!isVariable(above) || !isVariable(below)) {
      pass.note(
          i,
          last,
          "`%s` was read as a quotient of two names; a derivative is written diff(f, x)"
              .formatted(shown));
      return -1;
    }
    boolean before = pass.lastType() == ChainruleLexer.DIVIDE;
    boolean after = isSlash(below.end()) && isDifferential(below.end() + 1);
    if (before || after) {
      throw pass.refuse(
          i,
          last,
          "`" + shown + "` next to another slash could be a derivative or two quotients",
          "put brackets around it");
    }
    pass.startOperand(i);
    int start = words.token(i).getStartIndex();
    pass.emit(ChainruleLexer.DIFFERENTIAL, start, start + 1, "d");
    pass.endHead(i);
    pass.markDerivativeSlash(slash);
    return subscripts.reference(above, 1, Ending.SUBSCRIPT);
  }

  /** Reads the slash within a derivative, and the variable after it. */
  int over(int slash) {
    boolean partial = words.type(slash + 1) == ChainruleLexer.PARTIAL;
    int variable = partial ? slash + 2 : slash + 1;
    int start = words.token(slash).getStartIndex();
    int name = words.token(variable).getStartIndex() + (partial ? 0 : 1);
    pass.emit(ChainruleLexer.OVER, start, name, "/");
    pass.endHead(variable);
    Reference reference = words.reference(variable);
    int next = subscripts.reference(reference, partial ? 0 : 1, Ending.QUOTIENT_SUBSCRIPT);
    boolean inside = next < reference.end();
    if (!inside) {
      checkAfterQuotient(next);
    }
    return next;
  }

  /** Refuses what could belong to the variable or to the whole derivative. */
  void checkAfterQuotient(int next) {
    int type = words.type(next);
    if (type == ChainruleLexer.POWER || type == ChainruleLexer.SUPERSCRIPT) {
      throw pass.refuse(
          next,
          "a power after a derivative could be one of the derivative or of the variable",
          "put brackets around the derivative, or write diff(f, x, 2)");
    }
    if (words.adjacent(next, ChainruleLexer.PRIME) || words.isSubscript(next)) {
      throw pass.refuse(next, "found `" + words.text(next) + "` after a derivative", null);
    }
  }

  /** Reads what starts with ∂. */
  int partial(int i) {
    int next = i + 1;
    checkHigherOrder(i);
    if (words.type(next) == ChainruleLexer.DIVIDE) {
      if (words.type(next + 1) != ChainruleLexer.PARTIAL
          || words.type(next + 2) != ChainruleLexer.NAME) {
        throw malformed(i);
      }
      Reference variable = words.reference(next + 2);
      if (!startsBody(variable.end())) {
        throw pass.refuse(
            i,
            variable.end() - 1,
            "`" + words.shown(i, variable.end() - 1) + "` without anything to differentiate",
            "write ∂/∂x f or diff(f, x)");
      }
      return startHead(i, next + 1, variable, 0);
    }
    int slash = endOfPart(next);
    boolean whole =
        words.type(slash) == ChainruleLexer.DIVIDE
            && words.type(slash + 1) == ChainruleLexer.PARTIAL
            && words.type(slash + 2) == ChainruleLexer.NAME;
    if (!whole) {
      throw malformed(i);
    }
    pass.startOperand(i);
    pass.emit(ChainruleLexer.DIFFERENTIAL, i);
    pass.endHead(next);
    pass.markDerivativeSlash(slash);
    return words.type(next) == ChainruleLexer.NAME && names.endOfCall(next) < 0
        ? subscripts.reference(words.reference(next), 0, Ending.SUBSCRIPT)
        : next;
  }

  /** Where the part ends that stands directly after ∂: a name, a call or a bracket. */
  private int endOfPart(int i) {
    if (words.type(i) == ChainruleLexer.LPAREN) {
      return words.partner(i) + 1;
    }
    if (words.type(i) != ChainruleLexer.NAME) {
      throw malformed(i - 1);
    }
    int call = names.endOfCall(i);
    if (call >= 0) {
      return call + 1;
    }
    int end = words.reference(i).end();
    if (words.adjacent(end, ChainruleLexer.LPAREN)) {
      String name = words.shown(i, end - 1);
      throw pass.refuse(
          i,
          end - 1,
          "`" + name + "` is no known function",
          "declare `%s : R -> R`, or write ∂(%s*(…))/∂x for a product".formatted(name, name));
    }
    return end;
  }

  private ParseException malformed(int i) {
    return pass.refuse(i, "`∂` that belongs to no derivative", "write ∂L/∂x, ∂/∂x f or diff(f, x)");
  }

  /** Refuses derivatives of higher order in Leibniz' form, which would read as powers. */
  private void checkHigherOrder(int i) {
    int at = i + 1;
    boolean small = words.adjacent(at, ChainruleLexer.SUPERSCRIPT);
    boolean power =
        words.adjacent(at, ChainruleLexer.POWER) && words.adjacent(at + 1, ChainruleLexer.NUMBER);
    if (!small && !power) {
      return;
    }
    int next = small ? at + 1 : at + 2;
    if (words.adjacent(next, ChainruleLexer.NAME)) {
      next = words.reference(next).end();
    }
    boolean below =
        isSlash(next)
            && (words.type(next + 1) == ChainruleLexer.PARTIAL || isDifferential(next + 1));
    if (words.type(i) == ChainruleLexer.PARTIAL || below) {
      throw pass.refuse(
          i,
          Math.max(i, next - 1),
          "a higher derivative in this form",
          "write diff(f, x, 2), or diff(f, x, y) for a mixed one");
    }
  }
}
