package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.answer.CountAnswer;
import org.chainrule.answer.Presenter;
import org.chainrule.document.Cell;
import org.chainrule.document.Element;
import org.chainrule.document.Formula;
import org.chainrule.expr.Expr;

/** Questions for how many numbers names stand for. */
final class CountQuestions {
  private CountQuestions() {}

  static void count(Asked asked, Situation situation, Reply reply) {
    List<String> names =
        asked.subject().isEmpty() || asked.subject().equals("parameters")
            ? List.of()
            : asked.subjects().stream().map(asked::name).toList();
    CountAnswer answer = situation.engine().count(names, situation.values());
    Presenter presenter = answer.presenter();
    List<List<Cell>> rows = new ArrayList<>();
    for (CountAnswer.Line line : answer.lines()) {
      rows.add(
          List.of(
              Cell.words(line.name()),
              Cell.formula(shape(line.shape(), presenter)),
              Cell.formula(Formulas.of(presenter, line.count()))));
    }
    List<Cell> head = List.of(Cell.words("name"), Cell.words("shape"), Cell.words("numbers"));
    reply.add(new Element.Table("", head, rows));
    reply.add(
        new Element.Equation(
            Formulas.equal(
                Formulas.ofLatex("total", "\\text{total}"),
                Formulas.of(presenter, answer.total()))));
    reply.notes(answer.notes());
  }

  /** The shapes of names, as they are counted; of all names with how each is known. */
  static void shapes(Asked asked, Situation situation, Reply reply) {
    if (!asked.subject().isEmpty()) {
      count(asked, situation, reply);
      return;
    }
    CountAnswer answer = situation.engine().shapes(situation.values());
    List<List<Cell>> rows = new ArrayList<>();
    for (CountAnswer.Line line : answer.lines()) {
      String known = line.isParameter() ? line.isDeclared() ? "declared" : "by its use" : "defined";
      rows.add(
          List.of(
              Cell.words(line.name()),
              Cell.formula(shape(line.shape(), answer.presenter())),
              Cell.words(known)));
    }
    List<Cell> head = List.of(Cell.words("name"), Cell.words("shape"), Cell.words("known"));
    reply.add(new Element.Table("", head, rows));
    reply.notes(answer.notes());
  }

  /** The lengths of the axes; 1 for a number. */
  private static Formula shape(List<Expr> axes, Presenter presenter) {
    return axes.isEmpty()
        ? Formulas.number("1")
        : Formulas.joined(
            axes.stream().map(each -> Formulas.of(presenter, each)).toList(), " x ", " \\times ");
  }
}
