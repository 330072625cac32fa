package org.chainrule.worksheet;

import org.chainrule.answer.Presenter;
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
              Formulas.of(presenter, question.expression()),
              Formulas.of(presenter, question.unrolled())));
    }
  }
}
