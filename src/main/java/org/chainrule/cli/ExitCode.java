package org.chainrule.cli;

import org.chainrule.document.Element.Verdict.Outcome;
import org.chainrule.result.CheckResult.Verdict;
import org.chainrule.worksheet.WorksheetRunner;

/** The exit codes of the command line. */
final class ExitCode {
  static final int DONE = 0;
  static final int NO = 1;
  static final int UNUSABLE = 2;
  static final int UNDECIDED = 3;

  private ExitCode() {}

  /** The code that tells of a verdict. */
  static int of(Verdict verdict) {
    return switch (verdict) {
      case PROVED, PROBABLE -> DONE;
      case REFUTED -> NO;
      case UNDECIDED -> UNDECIDED;
    };
  }

  /** The code that tells what came of a worksheet: what is wrong, then what has no answer. */
  static int of(WorksheetRunner.Run run) {
    if (run.outcomes().contains(Outcome.REFUTED)) {
      return NO;
    }
    if (run.isFailed()) {
      return UNUSABLE;
    }
    return run.outcomes().contains(Outcome.UNDECIDED) ? UNDECIDED : DONE;
  }
}
