package org.chainrule.parse;

import org.chainrule.parse.TokenText.Reference;
import org.chainrule.parse.gen.ChainruleLexer;

/**
 * A chain of equalities as course notes have it, {@code y = σ(z) = 1/(1 + exp(-z))}: the first part
 * after the name is what it stands for.
 */
final class Equalities {
  private final TokenText words;
  private final NameTable table;
  private final Reader reader;

  Equalities(TokenText words, NameTable table, Reader reader) {
    this.words = words;
    this.table = table;
    this.reader = reader;
  }

  /** The value in an expression: all of it, or the part after the name that it is said to equal. */
  int[] value(int from, int to) {
    int sign = words.find(from, to, ChainruleLexer.EQUAL);
    if (words.isSaid() && sign == from) {
      return first(sign + 1, to);
    }
    if (!words.isSaid() || sign < 0 || !(isName(from, sign) || isPower(from, sign, to))) {
      return new int[] {from, to};
    }
    int[] value = first(sign + 1, to);
    reader.note(
        words.span(from, sign),
        "`%s` was left aside: the value is what it is said to equal"
            .formatted(words.shown(from, sign)));
    return value;
  }

  /** The first part of a chain that tells a value. */
  int[] first(int from, int to) {
    int start = from;
    int end = words.find(start, to, ChainruleLexer.EQUAL);
    while (words.isSaid() && end >= 0 && isUnknownCall(start, end)) {
      start = end + 1;
      end = words.find(start, to, ChainruleLexer.EQUAL);
    }
    if (!words.isSaid() || end < 0) {
      return new int[] {start, to};
    }
    if (end + 1 < to) {
      reader.note(
          words.span(end, to - 1),
          "`%s` was left aside: the first value counts".formatted(words.shown(end, to - 1)));
    }
    return new int[] {start, end};
  }

  /** Whether words are a name, a call, or a derivative. */
  private boolean isName(int from, int to) {
    if (words.type(from) != ChainruleLexer.NAME) {
      return false;
    }
    Reference reference = words.reference(from);
    int end = reference.end();
    while (words.adjacent(end, ChainruleLexer.PRIME)) {
      end++;
    }
    if (end == to) {
      return true;
    }
    if (words.type(end) != ChainruleLexer.LPAREN) {
      return false;
    }
    int after = words.partner(end) + 1;
    return after == to
        || after == to - 1
            && (words.type(after) == ChainruleLexer.SUBSCRIPT_NAME
                || words.type(after) == ChainruleLexer.SUBSCRIPT_NUMBER)
        || words.type(after) == ChainruleLexer.SUBSCRIPT_OPEN && words.partner(after) == to - 1;
  }

  /** Whether words are a name's power, {@code s^2}, that is said to equal what has no such name. */
  private boolean isPower(int from, int sign, int to) {
    if (words.type(from) != ChainruleLexer.NAME) {
      return false;
    }
    Reference reference = words.reference(from);
    int end = reference.end();
    boolean power =
        words.adjacent(end, ChainruleLexer.POWER)
            && words.type(end + 1) == ChainruleLexer.LBRACE
            && words.partner(end + 1) == sign - 1;
    boolean names = false;
    for (int i = sign + 1; i < to && power; i++) {
      boolean name = words.type(i) == ChainruleLexer.NAME;
      names |= name;
      power = !name || !words.text(i).equals(words.text(from)) || reference.hasSubscript();
    }
    return power && names;
  }

  private boolean isUnknownCall(int from, int to) {
    if (words.type(from) != ChainruleLexer.NAME) {
      return false;
    }
    Reference reference = words.reference(from);
    int end = reference.end();
    return words.type(end) == ChainruleLexer.LPAREN
        && words.partner(end) == to - 1
        && table.function(NameScan.wholeName(words, reference)).isEmpty()
        && (reference.hasSubscript() || words.text(from).matches("[fgh]"));
  }
}
