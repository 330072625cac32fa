package org.chainrule.error;

/** The root of all failures that Chainrule reports to those who use it. */
public abstract class ChainruleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether failures are shown to a person as they are, as the shell does. */
  private static final boolean IS_IN_SHELL = Boolean.getBoolean("org.chainrule.shell");

  /** A failure that in the shell has no stack trace, which tells a person nothing. */
  protected ChainruleException(String message) {
    super(message, null, true, !IS_IN_SHELL);
  }

  /** Whether nothing of a failure is shown but its message. */
  protected static boolean isInShell() {
    return IS_IN_SHELL;
  }
}
