package org.chainrule.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a tape, one for each place, handed out again in later passes.
 *
 * <p>There are two sets in turn, so that a variable kept over one rewinding is not taken for that
 * which stands in its place now. Variables from before a mark leave the sets and are never handed
 * out again.
 */
final class VariablePool {
  private static final int KEPT = 0;
  private static final int DEAD = -1;

  private final Tape tape;
  private final @Nullable Variable[][] sets = {new Variable[0], new Variable[0]};
  private final List<Variable> kept = new ArrayList<>();
  private @Nullable Variable[] current = sets[1];
  private int pass = 1;

  VariablePool(Tape tape) {
    this.tape = tape;
  }

  /** The variable of a place. */
  Variable at(int place) {
    @Nullable Variable[] set = current;
    if (place < set.length) {
      Variable known = set[place];
      if (known != null) {
        known.pass = pass;
        return known;
      }
    }
    return fresh(place);
  }

  private Variable fresh(int place) {
    if (place >= current.length) {
      current = Arrays.copyOf(current, tape.recording().capacity());
      sets[pass & 1] = current;
    }
    Variable variable = new Variable(tape, place);
    variable.pass = pass;
    current[place] = variable;
    return variable;
  }

  /** The place of a variable that is of this tape and pass. */
  int placeOf(Variable variable) {
    if (variable.tape != tape || !isCurrent(variable)) {
      throw misuse(variable);
    }
    return variable.place;
  }

  boolean isCurrent(Variable variable) {
    return variable.pass == pass || variable.pass == KEPT;
  }

  private TapeException misuse(Variable variable) {
    return new TapeException(
        variable.tape != tape
            ? "a variable of another tape was used"
            : "a variable was used after the tape was rewound or cleared: it is no longer recorded");
  }

  /** Makes the variables of places stay over rewinding. */
  void keep(int from, int until) {
    for (int place = from; place < Math.min(until, current.length); place++) {
      Variable variable = current[place];
      if (variable != null && variable.pass == pass) {
        variable.pass = KEPT;
        kept.add(variable);
        current[place] = null;
      }
    }
  }

  void dropKept() {
    for (Variable variable : kept) {
      variable.pass = DEAD;
    }
    kept.clear();
  }

  /** Starts a pass with the other set. */
  void turn() {
    pass = pass == Integer.MAX_VALUE ? 1 : pass + 1;
    current = sets[pass & 1];
  }
}
