package org.chainrule.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.answer.Format;
import org.chainrule.answer.StepAnswer;
import org.chainrule.explain.Detail;
import org.chainrule.explain.Steps;
import org.chainrule.result.CheckResult.Verdict;
import org.jspecify.annotations.Nullable;

/** Steps as lines of text: parts indented, what goes on with a line below it. */
final class StepLines {
  /** The formats in which a line can be read. */
  static final Set<Format> FORMATS =
      EnumSet.of(Format.TEXT, Format.UNICODE, Format.LATEX, Format.MATHML);

  private StepLines() {}

  /** How much is shown of how an answer is found; nothing where that is not asked for. */
  static @Nullable Detail detail(boolean isAsked, @Nullable Detail detail, Format format) {
    if (detail != null && !isAsked) {
      throw new Failure("--detail goes with --steps");
    }
    if (isAsked && !FORMATS.contains(format)) {
      throw new Failure("--steps is for --format " + formats());
    }
    return !isAsked ? null : detail == null ? Detail.LECTURE : detail;
  }

  static String formats() {
    return FORMATS.stream().map(Format::word).collect(Collectors.joining(", "));
  }

  /** A line for each step, and one on how many of them hold at points. */
  static List<String> of(List<StepAnswer> steps) {
    List<String> lines = new ArrayList<>();
    int undecided = 0;
    for (StepAnswer step : steps) {
      String end = "";
      if (step.check().verdict() == Verdict.REFUTED) {
        end = "  " + step.check().sentence();
      } else if (step.check().verdict() == Verdict.UNDECIDED) {
        undecided++;
      }
      lines.add(
          Steps.line(
                  step.step().depth(),
                  step.of(),
                  step.isContinued(),
                  step.result(),
                  String.join(", ", step.rules()))
              + end);
    }
    lines.add(
        "checked at points: "
            + (steps.size() - undecided)
            + " of "
            + steps.size()
            + (undecided == 0 ? "" : "; of the others no values were found"));
    return lines;
  }
}
