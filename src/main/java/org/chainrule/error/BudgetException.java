package org.chainrule.error;

/** A refusal to go on because the result or the cost of it would exceed a stated bound. */
public final class BudgetException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public BudgetException(String message) {
    super(message);
  }

  /**
   * Notes that a search goes without what would have taken too much, where this was caught. Where
   * the time is up or the thread was interrupted, all of the work ends and this is thrown on: what
   * the search found by then is no result.
   */
  public void stop() {
    if (limit().filter(reached -> reached != Limit.TIME).isEmpty()) {
      throw this;
    }
    limit().ifPresent(Limit::stop);
  }
}
