package org.chainrule.error;

/**
 * A refusal to minimise or train: a setting outside its range, data that do not fit, a loss that is
 * not finite where it starts.
 */
public final class TrainingException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public TrainingException(String message) {
    super(message);
  }
}
