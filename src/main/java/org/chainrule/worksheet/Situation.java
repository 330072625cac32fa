package org.chainrule.worksheet;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.chainrule.answer.BackwardAnswer;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.ForwardAnswer;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.answer.Texts;
import org.chainrule.answer.Value;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.InputException;
import org.chainrule.evaluate.Points;
import org.chainrule.model.Question;
import org.chainrule.notation.NameText;
import org.chainrule.optimize.DataSet;
import org.chainrule.parse.LatexText;
import org.jspecify.annotations.Nullable;

/** What holds where a question stands: statements and values. */
final class Situation {
  private final WorksheetRunner.Setting setting;
  private final Consumer<String> progress;
  private final List<String> statements = new ArrayList<>();
  private final List<String> assumptions = new ArrayList<>();
  private final List<String> givens = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();
  private @Nullable DataSet data;

  /** The situation of what comes after the question, where this one is the question's own. */
  private Situation lasting = this;

  private @Nullable DerivingEngine engine;

  /** What was found for the engine. */
  private final Map<Pass, ForwardAnswer> forwards = new HashMap<>();

  private final Map<Pass, BackwardAnswer> backwards = new HashMap<>();

  /** An expression and the values that go through what it is made of. */
  private record Pass(String expression, Map<String, Object> values) {}

  /**
   * Nothing is said yet but what holds everywhere.
   *
   * @param progress is told how far long work has come
   */
  Situation(WorksheetRunner.Setting setting, Consumer<String> progress) {
    this.setting = setting;
    this.progress = progress;
    values.putAll(setting.values());
  }

  /** Adds statements, unless they cannot be read beside those that hold. */
  void state(List<String> more) {
    add(statements, more);
  }

  /** Adds a condition that holds, unless it cannot be read beside the statements. */
  void assume(String condition) {
    add(assumptions, List.of(condition));
  }

  /** Adds the derivative of a quantity that is not defined, {@code dLoss/dx_8 = 3}. */
  void giveDerivative(String given) {
    List<String> before = List.copyOf(givens);
    givens.removeIf(each -> derivative(each).equals(derivative(given)));
    try {
      add(givens, List.of(given));
    } catch (ChainruleException refused) {
      givens.clear();
      givens.addAll(before);
      throw refused;
    }
  }

  private static String derivative(String given) {
    return given.split("=", 2)[0].replaceAll("\\s", "");
  }

  private void add(List<String> to, List<String> texts) {
    int before = to.size();
    to.addAll(texts);
    DerivingEngine last = engine;
    engine = null;
    try {
      engine();
    } catch (ChainruleException refused) {
      to.subList(before, to.size()).clear();
      engine = last;
      throw refused;
    }
  }

  /** Sets the data that training goes over. */
  void setData(DataSet set) {
    data = set;
  }

  /** The data that training goes over, if there is any. */
  @Nullable DataSet data() {
    return data;
  }

  /** The text of a file that the worksheet names. */
  String file(String name) {
    return setting.files().apply(name);
  }

  /** Tells how far work has come. */
  void tell(String message) {
    progress.accept(message);
  }

  /** The values of an expression in rows of data, whose columns may be families elsewhere. */
  List<Value> rowValues(String expression, List<Map<String, Object>> rows) {
    List<Map<String, Object>> points = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      Map<String, Object> point = new LinkedHashMap<>(values);
      point.putAll(row);
      points.add(point);
    }
    Question question = engine().question(expression);
    points.forEach(point -> Points.foreign(point, question.allNames()).forEach(point::remove));
    return engine().evaluate(expression, points).values();
  }

  /** Gives names values, in the place of those that they have; all of them or none. */
  void give(Map<String, Object> given) {
    Map<String, Object> after = new LinkedHashMap<>(values);
    given.forEach((name, value) -> bind(after, name, value));
    values.clear();
    values.putAll(after);
  }

  /** The same where the names keep their values for what comes after the question. */
  void keep(Map<String, Object> found) {
    give(found);
    if (lasting != this) {
      lasting.give(found);
    }
  }

  DerivingEngine engine() {
    if (engine == null) {
      List<String> defines = new ArrayList<>(marked(setting.problem().defines()));
      defines.addAll(statements);
      List<String> assumed = new ArrayList<>(marked(setting.problem().assumptions()));
      assumed.addAll(assumptions);
      forwards.clear();
      backwards.clear();
      engine = new DerivingEngine(new Problem(defines, assumed, givens, false), setting.options());
    }
    return engine;
  }

  private List<String> marked(List<String> texts) {
    return setting.problem().isLatex() ? texts.stream().map(LatexText::of).toList() : texts;
  }

  boolean isChecked() {
    return setting.isChecked();
  }

  /** All values. */
  Map<String, Object> values() {
    return Collections.unmodifiableMap(values);
  }

  Options options() {
    return setting.options();
  }

  /** The values of names that a question has. */
  Map<String, Object> valuesFor(Question question) {
    Map<String, Object> known = new LinkedHashMap<>(values);
    Set<String> names = new HashSet<>(question.allNames());
    names.addAll(engine().namesGiven(question));
    Points.foreign(known, names).forEach(known::remove);
    return known;
  }

  /** The values of what an expression is made of, and its own, found once. */
  ForwardAnswer forward(String expression) {
    return forwards.computeIfAbsent(
        pass(expression), pass -> engine().forward(expression, pass.values()));
  }

  /** The derivatives of an expression by what it is made of, found once. */
  BackwardAnswer backward(String expression) {
    return backwards.computeIfAbsent(
        pass(expression), pass -> engine().backward(expression, pass.values()));
  }

  private Pass pass(String expression) {
    return new Pass(expression, valuesFor(engine().question(expression)));
  }

  /** The same situation with more values. */
  Situation at(Map<String, Object> more) {
    Situation there = new Situation(setting, progress);
    there.statements.addAll(statements);
    there.assumptions.addAll(assumptions);
    there.givens.addAll(givens);
    there.engine = engine;
    there.data = data;
    there.values.putAll(values);
    there.give(more);
    there.lasting = lasting;
    return there;
  }

  /** Gives a name a value among others: an element in its family's list, a family in whole. */
  static void bind(Map<String, Object> values, String name, Object value) {
    NameText text =
        NameText.of(name)
            .orElseThrow(() -> new InputException("not a name: '" + Texts.shown(name) + "'"));
    if (text.isElement() && values.get(text.base()) instanceof List<?> list) {
      values.put(text.base(), replaced(list, text, 0, value));
      return;
    }
    values
        .keySet()
        .removeIf(
            each ->
                NameText.of(each)
                    .filter(
                        other ->
                            other.canonical().equals(text.canonical())
                                || value instanceof List<?>
                                    && other.isElement()
                                    && other.base().equals(text.canonical()))
                    .isPresent());
    values.put(name, value);
  }

  private static List<Object> replaced(List<?> list, NameText name, int axis, Object value) {
    List<BigInteger> indices = name.indices();
    BigInteger place = indices.get(axis);
    boolean isLast = axis + 1 == indices.size();
    if (place.signum() <= 0
        || place.compareTo(BigInteger.valueOf(list.size())) > 0
        || isLast == list.get(place.intValue() - 1) instanceof List) {
      throw new InputException(
          "the values given for `%s` have no `%s`".formatted(name.base(), name.canonical()));
    }
    List<Object> copy = new ArrayList<>(list);
    int at = place.intValue() - 1;
    copy.set(at, isLast ? value : replaced((List<?>) copy.get(at), name, axis + 1, value));
    return copy;
  }
}
