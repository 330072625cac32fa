package org.chainrule.document;

import java.util.List;

/**
 * A line of a derivation: an equality, by rules.
 *
 * @param depth how far in it stands: 0 for the derivation itself, more for its parts
 * @param left what is equal to the right side
 * @param isContinued whether the left side is the right side of the line before and is not said
 *     again
 * @param rules by which rules
 * @param check how its check ended, or nothing where it was not checked
 */
public record DerivationLine(
    int depth,
    Formula left,
    boolean isContinued,
    Formula right,
    List<String> rules,
    List<Element.Verdict> check) {
  public DerivationLine {
    rules = List.copyOf(rules);
    check = List.copyOf(check);
  }
}
