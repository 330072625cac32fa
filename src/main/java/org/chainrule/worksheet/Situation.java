package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.error.ChainruleException;
import org.chainrule.evaluate.Points;
import org.chainrule.model.Question;
import org.chainrule.parse.LatexText;
import org.jspecify.annotations.Nullable;

/** What holds where a question stands: statements and values. */
final class Situation {
  private final Problem problem;
  private final Options options;
  private final boolean isChecked;
  private final List<String> statements = new ArrayList<>();
  private final List<String> assumptions = new ArrayList<>();
  private final List<String> givens = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private @Nullable DerivingEngine engine;

  /**
   * Nothing is said yet.
   *
   * @param problem what holds before anything is said
   * @param isChecked whether answers are checked by other means
   */
  Situation(Problem problem, Options options, boolean isChecked) {
    this.problem = problem;
    this.options = options;
    this.isChecked = isChecked;
  }

  /** Adds a statement, unless it cannot be read beside those that hold. */
  void state(String statement) {
    add(statements, statement);
  }

  /** Adds a condition that holds, unless it cannot be read beside the statements. */
  void assume(String condition) {
    add(assumptions, condition);
  }

  /** Adds the derivative of a quantity that is not defined, {@code dLoss/dx_8 = 3}. */
  void giveDerivative(String given) {
    add(givens, given);
  }

  private void add(List<String> to, String text) {
    to.add(text);
    DerivingEngine before = engine;
    engine = null;
    try {
      engine();
    } catch (ChainruleException refused) {
      to.remove(to.size() - 1);
      engine = before;
      throw refused;
    }
  }

  /** Gives names values, in the place of those that they have. */
  void give(Map<String, Object> given) {
    values.putAll(given);
  }

  DerivingEngine engine() {
    if (engine == null) {
      List<String> defines = new ArrayList<>(marked(problem.defines()));
      defines.addAll(statements);
      List<String> assumed = new ArrayList<>(marked(problem.assumptions()));
      assumed.addAll(assumptions);
      engine = new DerivingEngine(new Problem(defines, assumed, givens, false), options);
    }
    return engine;
  }

  private List<String> marked(List<String> texts) {
    return problem.isLatex() ? texts.stream().map(LatexText::of).toList() : texts;
  }

  boolean isChecked() {
    return isChecked;
  }

  /** All values. */
  Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  Options options() {
    return options;
  }

  /** The values of names that a question has. */
  Map<String, Object> valuesFor(Question question) {
    Map<String, Object> known = new LinkedHashMap<>(values);
    Points.foreign(known, question.allNames()).forEach(known::remove);
    return known;
  }

  /** The same situation with more values. */
  Situation at(Map<String, Object> more) {
    Situation there = new Situation(problem, options, isChecked);
    there.statements.addAll(statements);
    there.assumptions.addAll(assumptions);
    there.givens.addAll(givens);
    there.engine = engine;
    there.values.putAll(values);
    there.values.putAll(more);
    return there;
  }
}
