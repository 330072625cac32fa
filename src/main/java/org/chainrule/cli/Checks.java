package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.result.CheckResult;

/** The checks of the answers to one request, which share the time that it has left. */
final class Checks {
  private Checks() {}

  /** The checks, of which each may take as much as those after it, and one more, will have. */
  static List<CheckResult> of(List<DerivativeAnswer> answers, Worker worker) {
    List<CheckResult> checks = new ArrayList<>();
    for (DerivativeAnswer answer : answers) {
      int pending = answers.size() - checks.size();
      checks.add(answer.check(worker.left().dividedBy(pending + 1L)));
    }
    return checks;
  }
}
