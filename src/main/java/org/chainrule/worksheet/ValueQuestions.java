package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Presenter;
import org.chainrule.answer.Value;
import org.chainrule.answer.ValueAnswer;
import org.chainrule.document.Cell;
import org.chainrule.document.Element;
import org.chainrule.document.Formula;
import org.chainrule.model.Question;
import org.chainrule.number.Rational;

/** Questions for values. */
final class ValueQuestions {
  private ValueQuestions() {}

  static void eval(Asked asked, Situation situation, Reply reply) {
    for (String subject : asked.subjects()) {
      String text = asked.text(subject);
      Question question = situation.engine().question(text);
      ValueAnswer answer =
          situation.engine().evaluate(text, List.of(situation.valuesFor(question)));
      Value value = answer.values().get(0);
      List<Formula> number = Formulas.number(value);
      Formula left = Formulas.of((Format format) -> DerivingEngine.printed(question, format));
      if (number.isEmpty()) {
        reply.failed(value.error() == null ? "the value is not a finite number" : value.error());
      } else {
        reply.equation(Formulas.equal(left, number.get(0)));
      }
      reply.notes(answer.notes());
    }
  }

  static void table(Asked asked, Situation situation, Reply reply) {
    NumberRange range = NumberRange.of(asked);
    List<Rational> numbers =
        asked.has("step")
            ? range.spaced(NumberRange.number(asked.clause("step")))
            : range.spaced(Rational.ONE);
    List<Cell> head = new ArrayList<>();
    List<List<Cell>> rows = new ArrayList<>();
    head.add(Cell.formula(formula(range.name(), situation)));
    numbers.forEach(
        each ->
            rows.add(
                new ArrayList<>(
                    List.of(Cell.number(String.valueOf(Value.of(each.doubleValue()).digits()))))));
    for (String subject : asked.subjects()) {
      String text = asked.text(subject);
      head.add(Cell.formula(formula(text, situation)));
      List<Value> values =
          situation
              .engine()
              .evaluate(text, points(text, range.name(), numbers, situation))
              .values();
      for (int i = 0; i < values.size(); i++) {
        String error = values.get(i).error();
        rows.get(i)
            .add(
                error == null
                    ? Cell.number(String.valueOf(values.get(i).digits()))
                    : Cell.words(error));
      }
    }
    reply.add(new Element.Table("", head, rows));
  }

  /** An expression as it is read. */
  static Formula formula(String text, Situation situation) {
    Question question = situation.engine().question(text);
    return Formulas.of(new Presenter(question.spelling()), question.unevaluated());
  }

  /** The values of an expression where a name has each of some numbers, for a picture. */
  static List<Value> pictured(
      String text, String name, List<Rational> numbers, Situation situation) {
    return situation.engine().pictured(text, points(text, name, numbers, situation));
  }

  private static List<Map<String, Object>> points(
      String text, String name, List<Rational> numbers, Situation situation) {
    Question question = situation.engine().question(text);
    Map<String, Object> values = situation.valuesFor(question);
    List<Map<String, Object>> points = new ArrayList<>();
    for (Rational number : numbers) {
      Map<String, Object> point = new LinkedHashMap<>(values);
      Situation.bind(point, name, number);
      points.add(point);
    }
    return points;
  }
}
