package org.chainrule.worksheet;

import java.util.List;
import org.chainrule.answer.Presenter;
import org.chainrule.answer.RewriteAnswer;
import org.chainrule.model.Question;

/** Questions for an expression in another form. */
final class FormQuestions {
  private FormQuestions() {}

  static void unroll(Asked asked, Situation situation, Reply reply) {
    for (String subject : asked.subjects()) {
      Question question = situation.engine().question(asked.text(subject));
      Presenter presenter = new Presenter(question.spelling());
      reply.equation(
          Formulas.equal(
              Formulas.of(presenter, question.unevaluated()),
              Formulas.of(presenter, question.unrolled())));
    }
  }

  static void substitute(Asked asked, Situation situation, Reply reply) {
    List<String> equations = asked.subjects().stream().map(asked::text).toList();
    RewriteAnswer answer =
        situation.engine().substitute(asked.text(asked.required("in")), equations);
    reply.equation(Formulas.of(answer.presenter(), answer.after()));
    tell(answer, situation, reply);
  }

  static void expand(Asked asked, Situation situation, Reply reply) {
    boolean isWrittenOut = asked.has("written out");
    for (String subject : asked.subjects()) {
      show(situation.engine().expand(asked.text(subject), isWrittenOut), situation, reply);
    }
  }

  static void factor(Asked asked, Situation situation, Reply reply) {
    for (String subject : asked.subjects()) {
      show(situation.engine().factor(asked.text(subject)), situation, reply);
    }
  }

  private static void show(RewriteAnswer answer, Situation situation, Reply reply) {
    Presenter presenter = answer.presenter();
    reply.equation(
        Formulas.equal(
            Formulas.of(presenter, answer.before()), Formulas.of(presenter, answer.after())));
    tell(answer, situation, reply);
  }

  private static void tell(RewriteAnswer answer, Situation situation, Reply reply) {
    reply.notes(answer.notes());
    if (situation.isChecked()) {
      reply.verdict(answer.check().get());
    }
  }
}
