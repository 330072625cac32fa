package org.chainrule.worksheet;

import java.util.List;
import org.chainrule.answer.BoundAnswer;
import org.chainrule.answer.Texts;

/** Questions for bounds. */
final class BoundQuestions {
  private BoundQuestions() {}

  static void bound(Asked asked, Situation situation, Reply reply) {
    List<String> by = asked.has("by") ? Texts.split(asked.required("by"), ',') : List.of();
    List<String> ranges = asked.has("for") ? List.of(asked.required("for")) : List.of();
    BoundAnswer answer = situation.engine().bound(asked.text(asked.subject()), by, ranges);
    reply.equation(Formulas.of(answer::printed));
    reply.conditions(answer.conditions());
    answer.notes().forEach(reply::note);
    reply.verdict(answer.check());
  }
}
