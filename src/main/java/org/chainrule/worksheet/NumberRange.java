package org.chainrule.worksheet;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.answer.NumberText;
import org.chainrule.error.InputException;
import org.chainrule.error.Limit;
import org.chainrule.number.Rational;

/**
 * A range of a name, as it is written: {@code r in -6..6}.
 *
 * @param name the name that runs through it
 */
record NumberRange(String name, Rational low, Rational high) {
  private static final Pattern FORM =
      Pattern.compile("(.+?)\\s*(?:\\bin\\b|\\\\in(?![a-z])|∈)\\s*(.+?)\\s*\\.\\.\\s*(.+)");

  /** The range that the clause {@code for} says. */
  static NumberRange of(Asked asked) {
    String text = asked.required("for");
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new InputException("`" + text + "` is no range such as r in -6..6");
    }
    NumberRange range =
        new NumberRange(
            asked.name(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3)));
    if (range.low.compareTo(range.high) >= 0) {
      throw new InputException("`" + text + "` goes from a number to one that is not above it");
    }
    return range;
  }

  /** The number that a text is. */
  static Rational number(String text) {
    Object number = NumberText.read(text.strip());
    return number instanceof Rational rational ? rational : Rational.of((BigDecimal) number);
  }

  /** Numbers from the low end to the high end, some of the width apart. */
  List<Rational> spaced(Rational step) {
    if (step.signum() <= 0) {
      throw new InputException("a step is above 0");
    }
    long most = Limit.TABLE_ROWS.most();
    List<Rational> numbers = new ArrayList<>();
    for (Rational at = low; at.compareTo(high) <= 0; at = at.plus(step)) {
      if (numbers.size() == most) {
        throw Limit.TABLE_ROWS.refusal("a range has more than " + most + " numbers");
      }
      numbers.add(at);
    }
    return numbers;
  }

  /** As many numbers, equally far from one another, with both ends. */
  List<Rational> parts(int count) {
    Rational step = high.minus(low).dividedBy(Rational.of(count - 1));
    List<Rational> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(low.plus(step.times(Rational.of(i))));
    }
    return numbers;
  }
}
