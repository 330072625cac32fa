package org.chainrule.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.trace.Sweep;

/** A listener that keeps what it is told. It belongs to one thread. */
public final class TraceRecorder implements TraceListener {
  private final List<Sweep> sweeps = new ArrayList<>();

  /**
   * A listener of its own for work that may come to nothing, whose sweeps are added to the given
   * listener's if it does not; nobody where the given one does not listen.
   */
  public static TraceListener apart(TraceListener listener) {
    return listener.isListening() ? new TraceRecorder() : NONE;
  }

  /** The sweeps that a listener made by {@link #apart} has been told of. */
  public static List<Sweep> sweeps(TraceListener apart) {
    return apart instanceof TraceRecorder recorder ? List.copyOf(recorder.sweeps) : List.of();
  }

  @Override
  public boolean isListening() {
    return true;
  }

  @Override
  public void add(Sweep sweep) {
    sweeps.add(sweep);
  }
}
