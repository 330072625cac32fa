package org.chainrule.autograd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.TapeException;
import org.chainrule.expr.Function;
import org.jspecify.annotations.Nullable;

/**
 * A recorder of functions: their values and partial derivatives come from their {@link
 * PreparedFunction}s.
 *
 * <p>The code that a record notes is the same on every tape for a function of the table; functions
 * of one's own are numbered as a tape meets them.
 */
final class FunctionRecorder {
  private static final int REMEMBERED = 64;

  private final Recording recording;
  private final List<PreparedFunction> own = new ArrayList<>();
  private final Scratch scratch = new Scratch();

  /** How many arguments tie in a largest or smallest value, by its place, where any do. */
  private final Map<Integer, Integer> ties = new HashMap<>();

  private final @Nullable String[] names = new @Nullable String[REMEMBERED];
  private final PreparedFunction[] named = new PreparedFunction[REMEMBERED];
  private final @Nullable PreparedFunction[] rules = new @Nullable PreparedFunction[REMEMBERED];

  FunctionRecorder(Recording recording) {
    this.recording = recording;
  }

  /** The rule of a code on this record. */
  PreparedFunction rule(int code) {
    int number = code - Recording.FIRST_FUNCTION;
    return number < PreparedFunction.tableSize()
        ? PreparedFunction.numbered(number)
        : own.get(number - PreparedFunction.tableSize());
  }

  private int code(PreparedFunction rule) {
    int number = rule.number();
    return Recording.FIRST_FUNCTION + (number >= 0 ? number : ownNumber(rule));
  }

  private int ownNumber(PreparedFunction rule) {
    for (int i = 0; i < own.size(); i++) {
      if (own.get(i).function() == rule.function()) {
        return PreparedFunction.tableSize() + i;
      }
    }
    int number = PreparedFunction.tableSize() + own.size();
    if (number >= Recording.MOST_FUNCTIONS) {
      throw new TapeException("a tape knows at most " + Recording.MOST_FUNCTIONS + " functions");
    }
    own.add(rule);
    return number;
  }

  /** The rule of a name or alias, remembered for the next time. */
  PreparedFunction rule(String name) {
    int slot = name.hashCode() & (REMEMBERED - 1);
    if (!name.equals(names[slot])) {
      named[slot] = PreparedFunction.named(name);
      names[slot] = name;
    }
    return named[slot];
  }

  PreparedFunction rule(Function function) {
    int slot = function.name().hashCode() & (REMEMBERED - 1);
    PreparedFunction known = rules[slot];
    if (known == null || known.function() != function) {
      known = found(function);
      rules[slot] = known;
    }
    return known;
  }

  private PreparedFunction found(Function function) {
    for (PreparedFunction rule : own) {
      if (rule.function() == function) {
        return rule;
      }
    }
    return PreparedFunction.of(function);
  }

  int apply(PreparedFunction rule, int argument) {
    rule.require(1);
    double at = recording.valueAt(argument);
    double value = rule.value(at, scratch);
    double partial = rule.partial(at, value, scratch);
    return recording.putUnary(code(rule), value, argument, partial, 0);
  }

  int apply(PreparedFunction rule, int first, int second) {
    rule.require(2);
    double left = recording.valueAt(first);
    double right = recording.valueAt(second);
    double value = rule.value(left, right, scratch);
    if (left == 0 && right == 0 && rule == PreparedFunction.POW && shareLeaf(first, second)) {
      value = Double.NaN;
    }
    double byFirst = rule.partial(0, left, right, value, scratch);
    double bySecond = rule.partial(1, left, right, value, scratch);
    int code = code(rule);
    if (rule.sharesTies()) {
      int all = tied(code, value, first) + tied(code, value, second);
      byFirst = share(code, value, first, all, byFirst);
      bySecond = share(code, value, second, all, bySecond);
      return noteTies(recording.put(code, value, first, byFirst, second, bySecond), all);
    }
    return recording.put(code, value, first, byFirst, second, bySecond);
  }

  /** Whether two places change with one variable: their 0^0 is no power of the whole exponent 0. */
  private boolean shareLeaf(int first, int second) {
    boolean[] ofFirst = reached(first);
    boolean[] ofSecond = reached(second);
    for (int place = Math.min(first, second); place >= Recording.FIRST; place--) {
      if (ofFirst[place] && ofSecond[place] && recording.code(place) == Recording.LEAF) {
        return true;
      }
    }
    return false;
  }

  private boolean[] reached(int from) {
    boolean[] reached = new boolean[from + 1];
    reached[from] = true;
    for (int place = from; place >= Recording.FIRST; place--) {
      if (reached[place] && !recording.isLeaf(place)) {
        reached[recording.first(place)] = true;
        reached[recording.second(place)] = true;
      }
    }
    return reached;
  }

  /** How many arguments a largest or smallest value has from one of its operands. */
  private int tied(int code, double value, int operand) {
    if (recording.valueAt(operand) != value) {
      return 0;
    }
    return recording.code(operand) == code ? ties.getOrDefault(operand, 1) : 1;
  }

  /** The partial derivative by an operand that ties, as if those inside were arguments too. */
  private double share(int code, double value, int operand, int all, double partial) {
    int own = tied(code, value, operand);
    return own == 0 || own == all ? partial : (double) own / all;
  }

  private int noteTies(int place, int all) {
    if (all > 1) {
      ties.put(place, all);
    }
    return place;
  }

  /** Forgets what it noted of the places from one on. */
  void forget(int from) {
    if (!ties.isEmpty()) {
      ties.keySet().removeIf(place -> place >= from);
    }
  }

  int applyMany(PreparedFunction rule, int[] arguments) {
    if (arguments.length == 1) {
      return apply(rule, arguments[0]);
    }
    if (arguments.length == 2) {
      return apply(rule, arguments[0], arguments[1]);
    }
    rule.require(arguments.length);
    double value = rule.value(gathered(arguments));
    int code = code(rule);
    int all = 0;
    for (int i = 0; rule.sharesTies() && i < arguments.length; i++) {
      all += tied(code, value, arguments[i]);
    }
    int link = -1;
    for (int i = 0; i < arguments.length; i++) {
      double partial = rule.partial(i, gathered(arguments), value, scratch.inner());
      partial = all > 0 ? share(code, value, arguments[i], all, partial) : partial;
      link = join(code, value, 0, link, arguments[i], partial, i == arguments.length - 1);
    }
    return noteTies(link, all);
  }

  private double[] gathered(int[] arguments) {
    double[] values = scratch.arguments(arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      values[i] = recording.valueAt(arguments[i]);
    }
    return values;
  }

  int applyToVector(PreparedFunction rule, int[] elements, int position) {
    if (!rule.ofVector() || elements.length == 0) {
      throw new TapeException(
          rule.function().name() + (rule.ofVector() ? " of nothing" : " takes no vector"));
    }
    if (position < 0 || position >= elements.length) {
      throw new TapeException("a vector of " + elements.length + " has no element " + position);
    }
    Scratch inner = scratch.inner();
    fill(inner, elements);
    double value = inner.valueOfVector(rule, position);
    int code = code(rule);
    int link = -1;
    for (int i = 0; i < elements.length; i++) {
      double partial = rule.elementPartial(position, i, value, inner);
      link = join(code, value, position, link, elements[i], partial, i == elements.length - 1);
    }
    return link;
  }

  private void fill(Scratch inner, int[] elements) {
    inner.requireElements(elements.length);
    for (int i = 0; i < elements.length; i++) {
      inner.elements[i] = recording.valueAt(elements[i]);
    }
  }

  /**
   * Notes one operand more. The first link holds the position as its value; the last one is the
   * operation itself.
   */
  private int join(
      int code, double value, int position, int link, int operand, double partial, boolean last) {
    int noted = last ? code : Recording.LINK;
    if (link < 0) {
      return recording.putUnary(noted, last ? value : position, operand, partial, position);
    }
    return recording.put(noted, last ? value : 0, link, 1, operand, partial);
  }
}
