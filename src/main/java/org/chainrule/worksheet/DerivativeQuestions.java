package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.answer.Derived;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.answer.JacobianProduct;
import org.chainrule.answer.Presenter;
import org.chainrule.answer.Value;
import org.chainrule.document.DerivationLine;
import org.chainrule.document.Element;
import org.chainrule.document.Formula;
import org.chainrule.document.Inline;
import org.chainrule.error.InputException;
import org.chainrule.explain.Detail;
import org.chainrule.explain.Step;
import org.chainrule.explain.Steps;
import org.chainrule.expr.Expr;
import org.chainrule.result.CheckResult;
import org.jspecify.annotations.Nullable;

/** Questions for derivatives. */
final class DerivativeQuestions {
  private DerivativeQuestions() {}

  static void diff(Asked asked, Situation situation, Reply reply) {
    tell(derived(asked, situation), situation, reply);
  }

  static void product(JacobianProduct kind, Asked asked, Situation situation, Reply reply) {
    String said = asked.required(kind.preposition());
    List<String> vectors =
        kind == JacobianProduct.VJP ? List.of(said) : asked.list(kind.preposition());
    tell(
        situation
            .engine()
            .products(
                kind,
                asked.text(asked.subject()),
                asked.list("by").stream().map(asked::text).toList(),
                vectors.stream().map(asked::text).toList()),
        situation,
        reply);
  }

  private static void tell(List<Derived> found, Situation situation, Reply reply) {
    for (Derived each : found) {
      show(each, situation, reply);
    }
    List<List<String>> conditions = found.stream().map(Derived::conditionsAndKinks).toList();
    List<List<String>> notes = found.stream().map(Derived::remarks).toList();
    List<CheckResult> checks =
        situation.isChecked() ? found.stream().map(Derived::check).toList() : List.of();
    for (int i = 0; i < found.size(); i++) {
      boolean isFirst = i == 0;
      String name = found.size() == 1 ? "" : text(found.get(i)) + ": ";
      reply.conditions(told(conditions, i, name));
      reply.notes(told(notes, i, name));
      boolean alike = checks.stream().distinct().count() == 1;
      if (!checks.isEmpty() && (isFirst || !alike)) {
        reply.verdict(checks.get(i), alike ? "" : name);
      }
    }
  }

  private static String text(Derived derived) {
    return derived.printedAsked(Format.TEXT);
  }

  /** The lines of one answer, once where they are those of all. */
  private static List<String> told(List<List<String>> lines, int place, String name) {
    boolean alike = lines.stream().allMatch(lines.get(0)::equals);
    if (alike) {
      return place == 0 ? lines.get(0) : List.of();
    }
    return lines.get(place).stream().map(line -> name + line).toList();
  }

  private static List<Derived> derived(Asked asked, Situation situation) {
    DerivingEngine engine = situation.engine();
    String expression = asked.text(asked.subject());
    List<String> lists = asked.list("by");
    int order = asked.has("order") ? order(asked.clause("order")) : 1;
    if (order == 1 && lists.stream().noneMatch(each -> each.contains(" then "))) {
      return engine.derivatives(expression, lists.stream().map(asked::text).toList());
    }
    List<Derived> found = new ArrayList<>();
    for (String list : lists) {
      found.add(engine.derive(expression, asked.text(list.replaceAll("\\s+then\\s+", ",")), order));
    }
    return found;
  }

  private static int order(String text) {
    if (!text.matches("[1-9][0-9]{0,2}")) {
      throw new InputException("an order is a whole number from 1 to 999, and not `" + text + "`");
    }
    return Integer.parseInt(text);
  }

  /** The derivative, its value where values are given, and how it is found. */
  private static void show(Derived derived, Situation situation, Reply reply) {
    List<Formula> sides = new ArrayList<>();
    sides.add(Formulas.of((Format format) -> derived.printedAsked(format)));
    sides.add(Formulas.of((Format format) -> derived.printed(format)));
    Map<String, Object> values = situation.valuesFor(derived.question());
    @Nullable Value value = values.isEmpty() ? null : derived.values(List.of(values)).get(0);
    if (value != null) {
      sides.addAll(Formulas.number(value));
    }
    reply.equation(Formulas.equal(sides));
    if (value != null && value.error() != null) {
      reply.note("no value at the values given: " + value.error());
    }
    Detail detail = situation.options().steps();
    if (detail != null) {
      reply.add(derivation(derived, derived.explained(detail)));
    }
  }

  private static Element derivation(Derived derived, Steps steps) {
    Presenter presenter = derived.presenter();
    List<DerivationLine> lines = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      CheckResult check = derived.check(step);
      lines.add(
          new DerivationLine(
              step.depth(),
              Formulas.of(presenter, step.of()),
              steps.isContinued(i),
              Formulas.of(presenter, step.after()),
              step.rules(),
              List.of(
                  new Element.Verdict(
                      Element.Verdict.Outcome.valueOf(check.verdict().name()), check.sentence()))));
    }
    return new Element.Derivation(
        List.of(
            new Inline.Words("Steps of "),
            new Inline.Mathematics(Formulas.of((Format format) -> derived.printedAsked(format)))),
        lines);
  }

  static void closedForm(Asked asked, Situation situation, Reply reply) {
    DerivingEngine engine = situation.engine();
    NamedDerivative named =
        NamedDerivative.of(engine, asked.text(asked.subject()))
            .orElseThrow(
                () ->
                    new InputException(
                        "`" + asked.subject() + "` is no derivative: " + asked.kind().syntax()));
    Derived derived = engine.derive(named.body(), String.join(",", named.variables()), 1);
    Presenter presenter = derived.presenter();
    Formula left = Formulas.of((Format format) -> derived.printedAsked(format));
    reply.equation(Formulas.equal(left, Formulas.of((Format format) -> derived.printed(format))));
    Expr closed = derived.closed();
    if (derived.closedForm().isPresent() || closed != derived.expression()) {
      reply.equation(Formulas.equal(left, Formulas.of(presenter, closed)));
    } else {
      reply.note("no closed form is found");
    }
    Detail detail = situation.options().steps();
    if (detail != null && derived.closedForm().isPresent()) {
      reply.add(derivation(derived, derived.closedFormExplained(detail)));
    }
    reply.conditions(derived.conditionsAndKinks());
    if (situation.isChecked()) {
      reply.verdict(derived.check());
    }
  }
}
