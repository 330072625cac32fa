package org.chainrule.rewrite;

import org.chainrule.trace.Sweep;

/**
 * A listener to how an expression was derived. An engine tells it of each sweep that counts for its
 * result: ways that were tried and not taken are told to nobody.
 *
 * <p>No step is made where nobody listens, so engines ask before they gather what a step takes.
 */
public interface TraceListener {
  /** Nobody. */
  TraceListener NONE =
      new TraceListener() {
        @Override
        public boolean isListening() {
          return false;
        }

        @Override
        public void add(Sweep sweep) {
          // Nobody wants to know.
        }
      };

  /** Whether steps are to be made at all. */
  boolean isListening();

  /** Takes a sweep that goes on with what the one before it led to. */
  void add(Sweep sweep);
}
