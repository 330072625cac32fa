package org.chainrule.autograd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Function;

/** The functions that a tape has met, by the code that its record notes, and their recording. */
final class RuleBook {
  private final Recording recording;
  private final List<Rule> rules = new ArrayList<>();
  private final Map<Function, Integer> codes = new IdentityHashMap<>();
  private final Map<String, Integer> codesByName = new HashMap<>();
  private final Scratch scratch = new Scratch();

  RuleBook(Recording recording) {
    this.recording = recording;
  }

  Rule rule(int code) {
    return rules.get(code - Recording.FIRST_FUNCTION);
  }

  int code(Function function) {
    Integer known = codes.get(function);
    return known != null ? known : enter(Rule.of(function));
  }

  int code(String name) {
    Integer known = codesByName.get(name);
    if (known == null) {
      known = code(Rule.named(name).function());
      codesByName.put(name, known);
    }
    return known;
  }

  private int enter(Rule rule) {
    if (rules.size() >= Recording.MOST_FUNCTIONS) {
      throw new TapeException("a tape knows at most " + Recording.MOST_FUNCTIONS + " functions");
    }
    rules.add(rule);
    int code = Recording.FIRST_FUNCTION + rules.size() - 1;
    codes.put(rule.function(), code);
    return code;
  }

  int apply(int code, int argument) {
    Rule rule = rule(code);
    rule.require(1);
    double[] arguments = scratch.arguments(1);
    arguments[0] = recording.value(argument);
    double value = rule.value(arguments);
    arguments[0] = recording.value(argument);
    double partial = rule.partial(0, arguments, value, scratch.inner());
    return recording.putUnary(code, value, argument, partial, 0);
  }

  int apply(int code, int first, int second) {
    Rule rule = rule(code);
    rule.require(2);
    double value = rule.value(pair(first, second));
    Scratch inner = scratch.inner();
    double byFirst = rule.partial(0, pair(first, second), value, inner);
    double bySecond = rule.partial(1, pair(first, second), value, inner);
    return recording.put(code, value, first, byFirst, second, bySecond);
  }

  private double[] pair(int first, int second) {
    double[] arguments = scratch.arguments(2);
    arguments[0] = recording.value(first);
    arguments[1] = recording.value(second);
    return arguments;
  }

  int applyMany(int code, int[] arguments) {
    if (arguments.length == 1) {
      return apply(code, arguments[0]);
    }
    if (arguments.length == 2) {
      return apply(code, arguments[0], arguments[1]);
    }
    Rule rule = rule(code);
    rule.require(arguments.length);
    double value = rule.value(gathered(arguments));
    int link = -1;
    for (int i = 0; i < arguments.length; i++) {
      double partial = rule.partial(i, gathered(arguments), value, scratch.inner());
      link = join(code, value, 0, link, arguments[i], partial, i == arguments.length - 1);
    }
    return link;
  }

  private double[] gathered(int[] arguments) {
    double[] values = scratch.arguments(arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      values[i] = recording.value(arguments[i]);
    }
    return values;
  }

  int applyToVector(int code, int[] elements, int position) {
    Rule rule = rule(code);
    if (!rule.ofVector() || elements.length == 0) {
      throw new TapeException(
          rule.function().name() + (rule.ofVector() ? " of nothing" : " takes no vector"));
    }
    if (position < 0 || position >= elements.length) {
      throw new TapeException("a vector of " + elements.length + " has no element " + position);
    }
    Scratch inner = scratch.inner();
    fill(inner, elements);
    double value = rule.value(inner.elements, position);
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
      inner.elements[i] = recording.value(elements[i]);
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
