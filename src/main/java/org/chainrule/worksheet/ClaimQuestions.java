package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chainrule.answer.CheckAnswer;
import org.chainrule.answer.Derived;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.EqualAnswer;
import org.chainrule.answer.Format;
import org.chainrule.answer.Nesting;
import org.chainrule.answer.NumberClaim;
import org.chainrule.document.Element;
import org.chainrule.document.Element.Verdict.Outcome;
import org.chainrule.document.Formula;
import org.chainrule.document.Inline;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.InputException;
import org.chainrule.model.Question;
import org.chainrule.parse.FreeNames;
import org.chainrule.result.CheckResult;

/** Questions whether something is right. */
final class ClaimQuestions {
  private static final String NO_SIGN = "<>!=:≤≥≠";

  private static final Pattern DECIMAL =
      Pattern.compile("[-−+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?");

  private final Asked asked;
  private final Situation situation;
  private final Reply reply;
  private final List<String> sides;

  private ClaimQuestions(Asked asked, Situation situation, Reply reply, List<String> sides) {
    this.asked = asked;
    this.situation = situation;
    this.reply = reply;
    this.sides = sides;
  }

  static void check(Asked asked, Situation situation, Reply reply) {
    List<String> sides = sides(asked.subject());
    if (sides.size() < 2 || sides.contains("")) {
      throw new InputException("a claim is missing: " + asked.kind().syntax());
    }
    ClaimQuestions claims = new ClaimQuestions(asked, situation, reply, sides);
    NamedDerivative.of(situation.engine(), asked.text(sides.get(0)))
        .ifPresentOrElse(claims::ofDerivative, claims::ofExpression);
  }

  static void equal(Asked asked, Situation situation, Reply reply) {
    List<String> sides = List.of(asked.subject(), asked.required("and"));
    new ClaimQuestions(asked, situation, reply, sides).compare(sides.get(1), List.of());
  }

  private void ofDerivative(NamedDerivative of) {
    Derived derived = situation.engine().derive(of.body(), String.join(",", of.variables()), 1);
    Map<String, Object> values = situation.valuesFor(derived.question());
    List<Formula> equal = new ArrayList<>();
    equal.add(Formulas.of((Format format) -> derived.printedAsked(format)));
    equal.add(Formulas.of((Format format) -> derived.printed(format)));
    if (!values.isEmpty()) {
      equal.addAll(Formulas.number(derived.values(List.of(values)).get(0)));
    }
    reply.equation(Formulas.equal(equal));
    for (String claim : sides.subList(1, sides.size())) {
      tell(claim);
      if (!ofNumber(claim)) {
        CheckAnswer answer =
            situation.engine().check(of.body(), of.variables(), 1, asked.text(claim));
        reply.verdict(answer.check());
        answer.mistake().ifPresent(each -> reply.note("mistake: " + each.sentence()));
        reply.notes(answer.notes());
        tellOfValues(claim, answer.check());
      }
    }
    reply.conditions(derived.conditionsAndKinks());
  }

  private void ofExpression() {
    for (String claim : sides.subList(1, sides.size())) {
      tell(claim);
      if (!ofNumber(claim)) {
        compare(claim, List.of());
      }
    }
  }

  /** Shows a claim that is one of several, or that is easier to read as a formula. */
  private void tell(String claim) {
    Optional<Inline> formula =
        asked.isLatex() ? Formulas.written(claim).map(Inline.Mathematics::new) : Optional.empty();
    if (sides.size() > 2 || formula.isPresent()) {
      Inline shown = formula.orElse(new Inline.Code(claim));
      reply.add(new Element.Line(List.of(new Inline.Words("claimed: "), shown)));
    }
  }

  /**
   * Answers a claim without names in it, which is one on the value at the values given; where these
   * are not all that it needs, it is one in general.
   */
  private boolean ofNumber(String claim) {
    DerivingEngine engine = situation.engine();
    String text = asked.text(claim);
    Question claimed = engine.question(text);
    Set<String> axes =
        claimed.axes().stream().map(each -> each.index().name()).collect(Collectors.toSet());
    boolean hasNames =
        claimed.syntax().stream()
            .flatMap(each -> FreeNames.in(each).stream())
            .anyMatch(each -> !axes.contains(each.name()));
    if (hasNames) {
      return false;
    }
    String first = asked.text(sides.get(0));
    Map<String, Object> values = situation.valuesFor(engine.question(first));
    String noValue = engine.evaluate(first, List.of(values)).values().get(0).error();
    if (noValue != null) {
      reply.note("at the values given there is no value: " + noValue);
      compare(claim, List.of());
    } else if (!axes.isEmpty()) {
      NumberClaim answer = engine.claimArray(first, text, values);
      reply.verdict(Outcome.valueOf(answer.verdict().name()), answer.sentence());
    } else if (DECIMAL.matcher(claim).matches()) {
      NumberClaim answer = engine.claim(first, claim, values);
      reply.verdict(Outcome.valueOf(answer.verdict().name()), answer.sentence());
    } else {
      compare(claim, List.of(values));
    }
    return true;
  }

  private void compare(String claim, List<Map<String, Object>> points) {
    EqualAnswer answer =
        situation.engine().equal(List.of(asked.text(sides.get(0)), asked.text(claim)), points);
    for (EqualAnswer.Link link : answer.links()) {
      reply.verdict(link.first());
      reply.conditions(link.domains());
      if (points.isEmpty()) {
        tellOfValues(claim, link.first());
      }
    }
    reply.notes(answer.notes());
  }

  /** Tells of a claim that is wrong in general whether it is right for the values at hand. */
  private void tellOfValues(String claim, CheckResult check) {
    if (check.verdict() != CheckResult.Verdict.REFUTED || situation.values().isEmpty()) {
      return;
    }
    DerivingEngine engine = situation.engine();
    List<String> texts = List.of(asked.text(sides.get(0)), asked.text(claim));
    Map<String, Object> values = new LinkedHashMap<>();
    texts.forEach(text -> values.putAll(situation.valuesFor(engine.question(text))));
    boolean isRightThere;
    try {
      isRightThere =
          engine.equal(texts, List.of(values)).links().stream()
              .allMatch(link -> link.first().verdict() == CheckResult.Verdict.PROBABLE);
    } catch (ChainruleException noValue) {
      // Where an index has no number, there is nothing to tell beside the verdict.
      return;
    }
    if (isRightThere) {
      reply.note(
          "at the values given both sides agree; an `assume …` above says where it is to hold");
    }
  }

  /** What stands between signs of equality that are in no brackets. */
  static List<String> sides(String text) {
    List<String> sides = new ArrayList<>();
    Nesting nesting = new Nesting();
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      nesting.over(text, at);
      if (text.charAt(at) == '='
          && nesting.isOutside()
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
