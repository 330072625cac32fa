package org.chainrule.error;

/** A refusal to compile: a name without a source, a size that is not known, a vector as a value. */
public final class CompileException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  public CompileException(String message) {
    super(message);
  }
}
