package org.chainrule.parse;

import org.antlr.v4.runtime.CommonToken;

/**
 * A word of the plain notation that another notation says in its own way, at the place where it
 * does so: {@code \frac} makes brackets and a slash.
 */
public final class Word extends CommonToken {
  private static final long serialVersionUID = 1L;

  private final boolean attached;
  private boolean startsLine;

  /**
   * Makes a word.
   *
   * @param type its type, of {@link org.chainrule.parse.gen.ChainruleLexer}
   * @param text what the plain notation writes for it
   * @param start the offset of the first code point that says it, in the normal form of the text
   * @param end the offset just after the last
   * @param attached whether it belongs to the word before it, as a subscript to its name
   */
  public Word(int type, String text, int start, int end, boolean attached) {
    super(type, text);
    setStartIndex(start);
    setStopIndex(end - 1);
    this.attached = attached;
  }

  /** Says that a line of the text starts here, which may be another statement. */
  public void startLine() {
    startsLine = true;
  }

  boolean startsLine() {
    return startsLine;
  }

  boolean isAttached() {
    return attached;
  }
}
