package org.chainrule.worksheet;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.answer.Derived;
import org.chainrule.answer.Parameters;
import org.chainrule.answer.Presenter;
import org.chainrule.answer.Value;
import org.chainrule.document.Cell;
import org.chainrule.document.Element;
import org.chainrule.document.Formula;
import org.chainrule.document.Inline;
import org.chainrule.error.InputException;
import org.chainrule.optimize.Optimizer;
import org.chainrule.optimize.Trajectory;
import org.chainrule.optimize.TrajectoryPoint;
import org.chainrule.optimize.UpdateFormula;
import org.chainrule.optimize.UpdateRule;
import org.chainrule.print.PrintedNumbers;

/** Questions for parameters after steps down a gradient. */
final class UpdateQuestions {
  private static final String STEPS = "steps";

  /** As many digits as a double holds, rounded once. */
  private static final MathContext DIGITS = new MathContext(16);

  private static final MathContext SHOWN = new MathContext(10);

  /** How many parameters have their numbers worked out in lines of their own, or columns. */
  private static final int MOST_SHOWN = 40;

  private static final int MOST_COLUMNS = 8;

  private final Situation situation;
  private final Reply reply;
  private final String loss;
  private final Parameters parameters;
  private final Presenter presenter;

  private UpdateQuestions(Asked asked, Situation situation, Reply reply) {
    this.situation = situation;
    this.reply = reply;
    loss = asked.text(asked.required("by"));
    parameters =
        situation
            .engine()
            .parameters(
                loss,
                asked.subjects().stream().map(asked::name).toList(),
                List.of(),
                situation.values());
    presenter = parameters.presenter();
  }

  static void update(Asked asked, Situation situation, Reply reply) {
    if (asked.subject().isEmpty()) {
      throw new InputException("what to update is missing: " + asked.kind().syntax());
    }
    List<MethodSettings> settings = MethodSettings.all(asked.required("with"), Set.of(STEPS));
    UpdateQuestions questions = new UpdateQuestions(asked, situation, reply);
    for (MethodSettings each : settings) {
      if (each.minimizer().isPresent()) {
        throw new InputException(
            "an update goes by a rule of steps; `train` knows " + each.minimizer().get().title());
      }
      questions.update(each.optimizer(Set.of(STEPS)), each.count(STEPS, 1));
    }
  }

  /** Refuses several steps by derivatives that are known where the names have their values now. */
  static void requireValue(String loss, Situation situation) {
    if (situation.engine().isUnknown(loss)) {
      throw new InputException(
          "only derivatives are given, and they may be others after a step; one step can be done");
    }
  }

  private void update(Optimizer optimizer, int steps) {
    if (steps > 1) {
      requireValue(loss, situation);
    }
    reply.add(rule(optimizer));
    boolean isPlain = optimizer.rule() == UpdateRule.GRADIENT_DESCENT;
    if (steps == 1 && isPlain && parameters.names().size() <= MOST_SHOWN) {
      workedOut(new BigDecimal(PrintedNumbers.text(optimizer.values().getOrDefault("rate", 0.0))));
      return;
    }
    Trajectory way = optimizer.trajectory(parameters::at, parameters.start(), steps);
    if (steps > 1) {
      reply.add(alongTheWay(way));
    }
    if (steps == 1 || parameters.names().size() > MOST_COLUMNS) {
      reply.add(ends(way));
    }
    if (way.isDiverged()) {
      reply.failed("not finite any more after step " + way.last().step());
    }
  }

  /** The rule and its numbers, in a line. */
  static Element rule(Optimizer optimizer) {
    return rule(optimizer, optimizer.values());
  }

  /** The rule and some of its numbers, in a line. */
  static Element rule(Optimizer optimizer, Map<String, Double> values) {
    List<Inline> parts = new ArrayList<>();
    parts.add(new Inline.Words("By " + optimizer.rule().title() + ", "));
    boolean isFirst = true;
    for (UpdateFormula each : optimizer.rule().formulas()) {
      parts.add(new Inline.Words(isFirst ? "" : ", then "));
      parts.add(new Inline.Mathematics(Formulas.ofLatex(each.text(), each.latex())));
      isFirst = false;
    }
    StringBuilder numbers = new StringBuilder();
    values.forEach(
        (name, value) ->
            numbers
                .append(numbers.isEmpty() ? ": " : ", ")
                .append(name)
                .append(' ')
                .append(PrintedNumbers.text(value)));
    parts.add(new Inline.Words(numbers + "."));
    return new Element.Line(
        parts.stream().filter(each -> !each.equals(new Inline.Words(""))).toList());
  }

  /** A step of plain gradient descent with its numbers, exact as far as they are. */
  private void workedOut(BigDecimal rate) {
    List<String> names = parameters.names().stream().map(presenter::text).toList();
    List<Derived> derivatives = situation.engine().derivatives(loss, names);
    double[] start = parameters.start();
    for (int i = 0; i < names.size(); i++) {
      Derived derived = derivatives.get(i);
      Map<String, Object> values = situation.valuesFor(derived.question());
      Value value = derived.values(List.of(values)).get(0);
      Formula name = Formulas.of(presenter, parameters.names().get(i));
      Formula derivative = Formulas.of(derived.presenter(), derived.asked());
      if (Formulas.number(value).isEmpty()) {
        reply.failed(derivative.text() + " has no value: " + value.error());
        continue;
      }
      BigDecimal slope = new BigDecimal(String.valueOf(value.digits()));
      BigDecimal before = new BigDecimal(PrintedNumbers.text(start[i]));
      BigDecimal after = before.subtract(rate.multiply(slope)).round(DIGITS);
      reply.equation(
          Formulas.assigned(
              name,
              Formulas.equal(
                  Formulas.minusProduct(name, Formulas.number(rate.toString()), derivative),
                  Formulas.minusProduct(
                      Formulas.number(PrintedNumbers.text(before)),
                      Formulas.number(rate.toString()),
                      Formulas.factor(PrintedNumbers.text(slope))),
                  Formulas.number(PrintedNumbers.text(after)))));
    }
  }

  /** The values at each step. */
  private Element alongTheWay(Trajectory way) {
    boolean isWide = parameters.names().size() > MOST_COLUMNS;
    List<Cell> head = new ArrayList<>();
    head.add(Cell.words("step"));
    head.add(Cell.formula(ValueQuestions.formula(loss, situation)));
    if (!isWide) {
      parameters.names().forEach(each -> head.add(Cell.formula(Formulas.of(presenter, each))));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (TrajectoryPoint point : way.points()) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.number(String.valueOf(point.step())));
      row.add(number(point.value()));
      if (!isWide) {
        for (double each : point.point()) {
          row.add(number(each));
        }
      }
      rows.add(row);
    }
    return new Element.Table("", head, rows);
  }

  /** The values before the first step and after the last. */
  private Element ends(Trajectory way) {
    TrajectoryPoint first = way.points().get(0);
    TrajectoryPoint last = way.last();
    List<Cell> head =
        List.of(
            Cell.words("parameter"),
            Cell.words("before"),
            Cell.words("derivative"),
            Cell.words("after"));
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < parameters.names().size(); i++) {
      rows.add(
          List.of(
              Cell.formula(Formulas.of(presenter, parameters.names().get(i))),
              number(first.point()[i]),
              number(first.gradient()[i]),
              number(last.point()[i])));
    }
    return new Element.Table("", head, rows);
  }

  /** A number on the way down a gradient, without the digits in which it only errs. */
  static Cell number(double value) {
    return Double.isFinite(value)
        ? Cell.number(PrintedNumbers.text(new BigDecimal(value).round(SHOWN).stripTrailingZeros()))
        : Cell.words("not finite");
  }
}
