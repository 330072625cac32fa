package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.answer.CheckAnswer;
import org.chainrule.answer.Derived;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.error.InputException;

/** Questions whether something is right. */
final class ClaimQuestions {
  private static final String NO_SIGN = "<>!=:≤≥≠";

  private ClaimQuestions() {}

  static void check(Asked asked, Situation situation, Reply reply) {
    DerivingEngine engine = situation.engine();
    List<String> sides = sides(asked.subject());
    if (sides.size() < 2) {
      throw new InputException("a claim is missing: " + asked.kind().syntax());
    }
    Optional<NamedDerivative> named = NamedDerivative.of(engine, asked.text(sides.get(0)));
    if (named.isEmpty()) {
      throw new InputException("`" + sides.get(0) + "` is no derivative: " + asked.kind().syntax());
    }
    NamedDerivative of = named.get();
    Derived derived = engine.derive(of.body(), String.join(",", of.variables()), 1);
    reply.equation(
        Formulas.equal(
            Formulas.of(derived.presenter(), derived.asked()),
            Formulas.of((Format format) -> derived.printed(format))));
    for (String claim : sides.subList(1, sides.size())) {
      CheckAnswer answer = engine.check(of.body(), of.variables(), 1, asked.text(claim));
      reply.verdict(answer.check(), sides.size() == 2 ? "" : claim + ": ");
      reply.notes(answer.notes());
    }
    reply.conditions(derived.conditionsAndKinks());
  }

  /** What stands between signs of equality that are in no brackets. */
  static List<String> sides(String text) {
    List<String> sides = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      depth += "([{".indexOf(each) >= 0 ? 1 : ")]}".indexOf(each) >= 0 ? -1 : 0;
      if (each == '='
          && depth == 0
          && (at == 0 || NO_SIGN.indexOf(text.charAt(at - 1)) < 0)
          && (at + 1 == text.length() || text.charAt(at + 1) != '=')) {
        sides.add(text.substring(from, at).strip());
        from = at + 1;
      }
    }
    sides.add(text.substring(from).strip());
    return sides;
  }
}
