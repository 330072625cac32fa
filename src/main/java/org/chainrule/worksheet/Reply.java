package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.chainrule.document.Element;
import org.chainrule.document.Element.Remark;
import org.chainrule.document.Element.Verdict.Outcome;
import org.chainrule.document.Formula;
import org.chainrule.document.Inline;
import org.chainrule.result.CheckResult;

/** The elements of an answer, as they are found. */
final class Reply {
  private final List<Element> elements = new ArrayList<>();
  private final Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);

  private final Set<String> told;
  private boolean isFailed;

  /**
   * Nothing is found yet.
   *
   * @param told the notes that readers have seen, which are not told again
   */
  Reply(Set<String> told) {
    this.told = told;
  }

  List<Element> elements() {
    return List.copyOf(elements);
  }

  /** How its checks ended. */
  Set<Outcome> outcomes() {
    return Set.copyOf(outcomes);
  }

  void add(Element element) {
    elements.add(element);
  }

  void equation(Formula formula) {
    add(new Element.Equation(formula));
  }

  void conditions(List<String> texts) {
    remarks(Remark.Kind.CONDITION, texts);
  }

  void notes(List<String> texts) {
    remarks(Remark.Kind.NOTE, texts.stream().filter(told::add).toList());
  }

  /** Tells what holds for this answer alone, whatever was told before. */
  void note(String text) {
    remarks(Remark.Kind.NOTE, List.of(text));
  }

  private void remarks(Remark.Kind kind, List<String> texts) {
    texts.forEach(text -> add(new Remark(kind, List.of(new Inline.Words(text)))));
  }

  /** Tells of a part of the question that has no answer. */
  void failed(String message) {
    isFailed = true;
    add(new Element.Failed(message, "", 0));
  }

  /** Whether a part of the question has no answer. */
  boolean isFailed() {
    return isFailed;
  }

  void verdict(CheckResult check) {
    verdict(check, "");
  }

  /** The verdict of a check of what stands before it. */
  void verdict(CheckResult check, String start) {
    Outcome outcome = Outcome.valueOf(check.verdict().name());
    String sentence = check.sentence();
    String said =
        sentence.startsWith(outcome.name())
            ? sentence.substring(outcome.name().length()).replaceFirst("^[:,]? *", "")
            : sentence;
    verdict(outcome, start + said);
  }

  void verdict(Outcome outcome, String sentence) {
    outcomes.add(outcome);
    add(new Element.Verdict(outcome, sentence));
  }
}
