package org.chainrule.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.error.TapeException;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a tape, one for each place, handed out again in later passes.
 *
 * <p>There are two sets in turn, so that a variable kept over one rewinding is not taken for that
 * which stands in its place now. Variables from before a mark leave the sets and are never handed
 * out again. A variable is valid while the number of its pass is not below the tape's.
 */
final class VariablePool {
  static final int FIRST_PASS = 1;
  private static final int DEAD = 0;
  private static final int AT_ONCE = 256;
  private static final int KEPT = Integer.MAX_VALUE;

  private final Tape tape;
  private final @Nullable Variable[][] sets = {new Variable[0], new Variable[0]};
  private final List<Variable> kept = new ArrayList<>();
  private int inUse;

  VariablePool(Tape tape) {
    this.tape = tape;
  }

  /** The set of this pass, by places. */
  @Nullable Variable[] set() {
    return sets[inUse];
  }

  /**
   * The set of this pass with variables at a place and after it.
   *
   * <p>Many at a time, so that the JIT finds this to be seldom: made one by one, the first passes
   * would have it compiled into every operation.
   */
  @Nullable Variable[] filled(int place) {
    if (place >= sets[inUse].length) {
      sets[inUse] = Arrays.copyOf(sets[inUse], tape.capacity());
    }
    @Nullable Variable[] set = sets[inUse];
    for (int i = place; i < Math.min(place + AT_ONCE, set.length); i++) {
      if (set[i] == null) {
        set[i] = new Variable(tape, i);
      }
    }
    return set;
  }

  static TapeException misuse(Variable variable, Tape tape) {
    return new TapeException(
        variable.tape != tape
            ? "a variable of another tape was used"
            : "a variable was used after the tape was rewound or cleared: it is no longer"
                + " recorded");
  }

  /** Makes the variables of places stay over rewinding. */
  void keep(int from, int until, int pass) {
    @Nullable Variable[] current = sets[inUse];
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

  /** Goes over to the other set; gives the number of the pass after one. */
  int turn(int pass) {
    inUse = 1 - inUse;
    if (pass < KEPT - 1) {
      return pass + 1;
    }
    for (@Nullable Variable[] set : sets) {
      for (Variable variable : set) {
        if (variable != null) {
          variable.pass = DEAD;
        }
      }
    }
    return FIRST_PASS;
  }
}
