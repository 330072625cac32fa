package org.chainrule.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The root of all failures that Chainrule reports to those who use it. */
public abstract class ChainruleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether failures are shown to a person as they are, as the shell does. */
  private static final boolean IS_IN_SHELL = Boolean.getBoolean("org.chainrule.shell");

  private @Nullable Limit limit;

  /** A failure that in the shell has no stack trace, which tells a person nothing. */
  protected ChainruleException(String message) {
    super(message, null, true, !IS_IN_SHELL);
  }

  /** The limit that was reached, if the failure is that. */
  public final Optional<Limit> limit() {
    return Optional.ofNullable(limit);
  }

  final void reach(@Nullable Limit reached) {
    limit = reached;
  }

  /** Whether nothing of a failure is shown but its message. */
  protected static boolean isInShell() {
    return IS_IN_SHELL;
  }
}
