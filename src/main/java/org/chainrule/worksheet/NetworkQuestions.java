package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.answer.BackwardAnswer;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.ForwardAnswer;
import org.chainrule.answer.Presenter;
import org.chainrule.answer.Value;
import org.chainrule.document.Element.Verdict.Outcome;
import org.chainrule.document.Formula;
import org.chainrule.error.InputException;
import org.chainrule.result.CheckResult;

/** Questions for what goes through a network, forwards and backwards. */
final class NetworkQuestions {
  private NetworkQuestions() {}

  static void forward(Asked asked, Situation situation, Reply reply) {
    ForwardAnswer answer = forward(asked, situation);
    answer.lines().forEach(line -> show(line, line.presenter(), reply));
    reply.notes(answer.notes());
  }

  private static ForwardAnswer forward(Asked asked, Situation situation) {
    if (asked.subject().isEmpty()) {
      return situation.engine().forward(situation.values());
    }
    return situation.forward(asked.text(asked.subject()));
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

  static void backward(Asked asked, Situation situation, Reply reply) {
    BackwardAnswer answer = situation.backward(asked.text(asked.subject()));
    Presenter presenter = answer.presenter();
    if (answer.lines().size() == 1
        && answer.definition().filter(answer.lines().get(0).quantity()::equals).isPresent()) {
      throw new InputException(
          "`" + asked.subject() + "` is not defined, so there is nothing to go back through");
    }
    answer
        .definition()
        .ifPresent(
            definition ->
                reply.equation(
                    Formulas.equal(
                        Formulas.of(presenter, answer.output()),
                        answer
                            .matrices()
                            .map(
                                each -> Formulas.of(format -> DerivingEngine.printed(each, format)))
                            .orElseGet(() -> Formulas.of(presenter, definition)))));
    List<CheckResult> checks = new ArrayList<>();
    for (BackwardAnswer.Line line : answer.lines()) {
      List<Formula> sides = new ArrayList<>();
      sides.add(Formulas.of(format -> answer.print(line, line.adjoint(), format)));
      line.chain().ifPresent(chain -> sides.add(Formulas.of(presenter, chain)));
      Formula value = Formulas.of(format -> answer.print(line, line.value(), format));
      if (!sides.contains(value)) {
        sides.add(value);
      }
      Optional<Value> number = line.number();
      number.ifPresent(
          there ->
              Formulas.number(there).stream()
                  .filter(each -> !each.text().equals(value.text()))
                  .forEach(sides::add));
      reply.equation(Formulas.equal(sides));
      number.map(Value::error).ifPresent(error -> reply.failed(error));
      if (situation.isChecked()) {
        checks.add(line.check().get());
      }
    }
    reply.notes(answer.notes());
    checked(answer, checks, reply);
  }

  /** One verdict on all, and one on each that does not hold. */
  private static void checked(BackwardAnswer answer, List<CheckResult> checks, Reply reply) {
    int held = 0;
    for (int i = 0; i < checks.size(); i++) {
      CheckResult check = checks.get(i);
      switch (check.verdict()) {
        case PROVED, PROBABLE -> held++;
        default ->
            reply.verdict(check, answer.presenter().text(answer.lines().get(i).adjoint()) + ": ");
      }
    }
    if (held > 0) {
      reply.verdict(
          Outcome.PROBABLE,
          held + " of " + checks.size() + " derivatives agree with finite differences");
    }
  }
}
