package org.chainrule.cli;

import org.chainrule.result.CheckResult.Verdict;

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
}
