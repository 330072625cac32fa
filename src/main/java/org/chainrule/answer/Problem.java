package org.chainrule.answer;

import java.util.List;

/**
 * A problem as it is written: what questions are put to.
 *
 * @param defines texts of definitions, declarations and assumptions, each of one statement or many
 * @param assumptions texts of conditions, with or without {@code assume}
 * @param givens derivatives of a quantity that is not defined, such as {@code dLoss/dx_8 = 3}
 * @param isLatex whether these texts, and those of all questions, are LaTeX
 */
public record Problem(
    List<String> defines, List<String> assumptions, List<String> givens, boolean isLatex) {
  public Problem {
    defines = List.copyOf(defines);
    assumptions = List.copyOf(assumptions);
    givens = List.copyOf(givens);
  }

  /** A problem of which no more is known than what it defines. */
  public Problem(List<String> defines, List<String> assumptions, boolean isLatex) {
    this(defines, assumptions, List.of(), isLatex);
  }

  /** A problem in the plain notation. */
  public Problem(List<String> defines, List<String> assumptions) {
    this(defines, assumptions, false);
  }
}
