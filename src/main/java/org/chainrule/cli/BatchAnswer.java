package org.chainrule.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.chainrule.answer.CheckAnswer;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.answer.ReadingAnswer;
import org.chainrule.answer.StepAnswer;
import org.chainrule.answer.Value;
import org.chainrule.answer.ValueAnswer;
import org.chainrule.print.PrintedNumbers;
import org.chainrule.result.CheckResult;
import org.chainrule.result.Mistake;
import org.jspecify.annotations.Nullable;

/** Answers of a batch as JSON. */
final class BatchAnswer {
  private BatchAnswer() {}

  static ObjectNode of(JsonNode id, DerivativeAnswer answer, @Nullable CheckResult check) {
    return fill(answered(id), answer, check);
  }

  /**
   * The answers of a gradient.
   *
   * @param checks theirs, or none
   */
  static ObjectNode of(JsonNode id, List<DerivativeAnswer> answers, List<CheckResult> checks) {
    ObjectNode object = answered(id);
    ArrayNode results = object.putArray("results");
    for (int i = 0; i < answers.size(); i++) {
      DerivativeAnswer answer = answers.get(i);
      ObjectNode result = results.addObject().put("var", answer.variable());
      fill(result, answer, checks.isEmpty() ? null : checks.get(i));
    }
    return object;
  }

  static ObjectNode of(JsonNode id, ValueAnswer answer) {
    return fill(
        answered(id),
        answer.result(),
        answer.latex(),
        answer.values(),
        answer.conditions(),
        answer.notes(),
        null);
  }

  static ObjectNode of(JsonNode id, CheckAnswer answer) {
    ObjectNode object =
        fill(
            answered(id),
            answer.result(),
            answer.latex(),
            List.of(),
            answer.conditions(),
            answer.notes(),
            answer.check());
    answer.mistake().ifPresent(each -> fill(object.putObject("mistake"), each));
    return object;
  }

  private static void fill(ObjectNode object, Mistake mistake) {
    object.put("kind", mistake.kind().text()).put("sentence", mistake.sentence());
    mistake.right().forEach(object.putArray("right")::add);
  }

  static ObjectNode of(JsonNode id, ReadingAnswer answer) {
    return fill(
        answered(id), answer.result(), answer.latex(), List.of(), List.of(), answer.notes(), null);
  }

  /** The answer where there is none. */
  static ObjectNode of(JsonNode id, Failure failure) {
    ObjectNode object = Json.object();
    object.set("id", id);
    object.put("ok", false);
    object
        .putObject("error")
        .put("message", failure.getMessage())
        .put("line", failure.line())
        .put("column", failure.column());
    return object;
  }

  private static ObjectNode answered(JsonNode id) {
    ObjectNode object = Json.object();
    object.set("id", id);
    return object.put("ok", true);
  }

  private static ObjectNode fill(
      ObjectNode object, DerivativeAnswer answer, @Nullable CheckResult check) {
    fill(
        object,
        answer.result(),
        answer.latex(),
        answer.values(),
        answer.conditions(),
        answer.notes(),
        check);
    List<StepAnswer> found = answer.steps();
    if (!found.isEmpty()) {
      ArrayNode steps = object.putArray("steps");
      found.forEach(step -> fill(steps.addObject(), step));
    }
    return object;
  }

  private static void fill(ObjectNode object, StepAnswer step) {
    object
        .put("depth", step.step().depth())
        .put("of", step.of())
        .put("result", step.result())
        .put("latex", step.latex());
    step.rules().forEach(object.putArray("rules")::add);
    fill(object.putObject("check"), step.check());
  }

  /** Adds a number, or an array of numbers or of arrays. */
  private static void add(Value value, ArrayNode numbers) {
    if (value.number() != null) {
      numbers.add(new BigDecimal(String.valueOf(value.digits())));
      return;
    }
    ArrayNode inner = numbers.addArray();
    value.elements().forEach(each -> add(each, inner));
  }

  private static ObjectNode fill(
      ObjectNode object,
      String result,
      String latex,
      List<Value> values,
      List<String> conditions,
      List<String> notes,
      @Nullable CheckResult check) {
    object.put("result", result).put("latex", latex);
    ArrayNode numbers = object.putArray("values");
    for (Value value : values) {
      if (Values.text(value) == null) {
        numbers.addObject().put("error", Values.error(value));
      } else {
        add(value, numbers);
      }
    }
    conditions.forEach(object.putArray("conditions")::add);
    notes.forEach(object.putArray("notes")::add);
    if (check == null) {
      object.putNull("check");
    } else {
      fill(object.putObject("check"), check);
    }
    return object;
  }

  private static void fill(ObjectNode object, CheckResult check) {
    Double error = check.maxError();
    boolean measured =
        error != null
            && Double.isFinite(error)
            && !(error == 0 && check.verdict() == CheckResult.Verdict.REFUTED);
    object
        .put("verdict", check.verdict().name())
        .put("maxError", measured && error != null ? decimal(error) : null)
        .put("points", check.points())
        .put("counterexample", check.counterexample());
  }

  /** The shortest decimal, which JSON writes as it is. */
  private static BigDecimal decimal(double value) {
    return new BigDecimal(PrintedNumbers.text(value));
  }
}
