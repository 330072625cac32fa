package org.chainrule.answer;

/** The brackets of a text, and environments of LaTeX, that are open at a place in it. */
public final class Nesting {
  private static final String OPENING = "([{";
  private static final String CLOSING = ")]}";

  /** Stands for an environment among what closes. */
  private static final char ENVIRONMENT = '\\';

  private final StringBuilder open = new StringBuilder();
  private boolean isMatched = true;

  /** Goes over the character at a place. */
  public void over(String text, int at) {
    char each = text.charAt(at);
    if (OPENING.indexOf(each) >= 0) {
      open.append(CLOSING.charAt(OPENING.indexOf(each)));
    } else if (CLOSING.indexOf(each) >= 0) {
      close(each);
    } else if (text.startsWith("\\begin{", at)) {
      open.append(ENVIRONMENT);
    } else if (text.startsWith("\\end{", at)) {
      close(ENVIRONMENT);
    }
  }

  private void close(char with) {
    int last = open.length() - 1;
    isMatched &= last >= 0 && open.charAt(last) == with;
    open.setLength(Math.max(0, last));
  }

  /** Whether nothing is open. */
  public boolean isOutside() {
    return open.isEmpty();
  }

  /** Whether all that was closed was open. */
  public boolean isMatched() {
    return isMatched;
  }
}
