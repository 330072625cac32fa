package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.answer.ForwardAnswer;
import org.chainrule.answer.Presenter;
import org.chainrule.document.Formula;

/** Questions for what goes through a network, forwards and backwards. */
final class NetworkQuestions {
  private NetworkQuestions() {}

  static void forward(Asked asked, Situation situation, Reply reply) {
    ForwardAnswer answer = forward(asked, situation);
    answer.lines().forEach(line -> show(line, answer.presenter(), reply));
    reply.notes(answer.notes());
  }

  private static ForwardAnswer forward(Asked asked, Situation situation) {
    if (asked.subject().isEmpty()) {
      return situation.engine().forward(situation.values());
    }
    String text = asked.text(asked.subject());
    return situation.engine().forward(text, situation.valuesFor(situation.engine().question(text)));
  }

  /** The definition, the same with numbers, and the value. */
  private static void show(ForwardAnswer.Line line, Presenter presenter, Reply reply) {
    List<Formula> sides = new ArrayList<>();
    sides.add(Formulas.of(presenter, line.name()));
    Formula definition = Formulas.of(presenter, line.definition());
    sides.add(definition);
    List<Formula> number = Formulas.number(line.value());
    if (!line.numbers().isEmpty()) {
      Formula substituted =
          Formulas.of(format -> presenter.print(line.definition(), line.numbers(), format));
      boolean isSaid =
          substituted.equals(definition)
              || !number.isEmpty() && substituted.text().equals(number.get(0).text());
      if (!isSaid) {
        sides.add(substituted);
      }
    }
    if (number.isEmpty() || !number.get(0).text().equals(sides.get(sides.size() - 1).text())) {
      sides.addAll(number);
    }
    reply.equation(Formulas.equal(sides));
    if (number.isEmpty()) {
      reply.failed(String.valueOf(line.value().error()));
    }
  }
}
