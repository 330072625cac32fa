package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chainrule.answer.Texts;
import org.chainrule.error.InputException;
import org.chainrule.notation.NearestWord;
import org.chainrule.optimize.Hyperparameter;
import org.chainrule.optimize.Minimizer;
import org.chainrule.optimize.Optimizer;
import org.chainrule.optimize.UpdateRule;

/**
 * What is said of how parameters change: {@code Adam, rate 0.1, steps 3}.
 *
 * @param rule by which rule, if that is said
 * @param minimizer by which minimiser, if that is said
 * @param numbers the other settings by their names
 */
record MethodSettings(
    Optional<UpdateRule> rule, Optional<Minimizer> minimizer, Map<String, Double> numbers) {

  /** One for each value of a setting that has several: {@code rate [0.01, 0.1]}. */
  static List<MethodSettings> all(String text, Set<String> others) {
    List<String> one = new ArrayList<>();
    Optional<UpdateRule> rule = Optional.empty();
    Optional<Minimizer> minimizer = Optional.empty();
    for (String part : Texts.split(text, ',')) {
      Optional<UpdateRule> named = UpdateRule.named(part);
      Optional<Minimizer> other = Minimizer.named(part);
      if (rule.isPresent() && named.isPresent() || minimizer.isPresent() && other.isPresent()) {
        throw new InputException("two methods are said: " + text);
      }
      rule = named.isPresent() ? named : rule;
      minimizer = other.isPresent() ? other : minimizer;
      if (named.isEmpty() && other.isEmpty()) {
        one.add(part);
      }
    }
    if (rule.isPresent() && minimizer.isPresent()) {
      throw new InputException("two methods are said: " + text);
    }
    List<Map<String, Double>> choices = new ArrayList<>(List.of(new LinkedHashMap<>()));
    for (String part : one) {
      choices = chosen(choices, part, others);
    }
    Optional<UpdateRule> known = rule;
    Optional<Minimizer> sought = minimizer;
    return choices.stream().map(each -> new MethodSettings(known, sought, each)).toList();
  }

  private static List<Map<String, Double>> chosen(
      List<Map<String, Double>> before, String part, Set<String> others) {
    int space = part.lastIndexOf('[') > 0 ? part.lastIndexOf('[') : part.lastIndexOf(' ');
    String name = space < 0 ? part : part.substring(0, space).strip();
    if (words(others).contains(part)) {
      throw new InputException("`" + part + "` is to have a number, such as rate 0.1");
    }
    if (space < 0 || !words(others).contains(name)) {
      String meant =
          NearestWord.nearest(name, words(others))
              .map(each -> "; did you mean " + each + "?")
              .orElse("");
      throw new InputException(
          "`%s` is no method and no setting such as rate 0.1%s".formatted(part, meant));
    }
    String value = part.substring(space).strip();
    List<String> values =
        value.startsWith("[") && value.endsWith("]")
            ? Texts.split(value.substring(1, value.length() - 1), ',')
            : List.of(value);
    List<Map<String, Double>> after = new ArrayList<>();
    for (Map<String, Double> each : before) {
      for (String text : values) {
        Map<String, Double> more = new LinkedHashMap<>(each);
        if (more.put(name, NumberRange.number(text).doubleValue()) != null) {
          throw new InputException("`" + name + "` is said twice");
        }
        after.add(more);
      }
    }
    return after;
  }

  private static List<String> words(Set<String> others) {
    return Stream.concat(
            others.stream(),
            Stream.of(UpdateRule.values())
                .flatMap(each -> each.hyperparameters().stream())
                .map(Hyperparameter::name))
        .distinct()
        .sorted()
        .toList();
  }

  /** A whole number that a setting is, from 1. */
  int count(String name, int standard) {
    double number = numbers.getOrDefault(name, (double) standard);
    if (number < 1 || number != Math.rint(number) || number > Integer.MAX_VALUE) {
      throw new InputException("`" + name + "` is a whole number from 1");
    }
    return (int) number;
  }

  /**
   * The rule that is said, or else the first that has what is said, with its numbers.
   *
   * @param others settings that are none of the rule's
   */
  Optimizer optimizer(Set<String> others) {
    Map<String, Double> own = new LinkedHashMap<>(numbers);
    own.keySet().removeAll(others);
    UpdateRule found =
        rule.or(() -> UpdateRule.having(own.keySet()))
            .orElseThrow(() -> new InputException("no rule has all of " + own.keySet()));
    Optimizer optimizer = found.standard();
    for (Map.Entry<String, Double> each : own.entrySet()) {
      optimizer = optimizer.with(each.getKey(), each.getValue());
    }
    return optimizer;
  }
}
