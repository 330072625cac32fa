package org.chainrule.answer;

import java.util.List;

/**
 * The surroundings of an expression.
 *
 * @param defines texts of definitions, declarations and assumptions, each of one statement or many
 * @param assumptions texts of conditions, with or without {@code assume}
 * @param latexInput whether expressions are given as LaTeX
 */
public record Problem(List<String> defines, List<String> assumptions, boolean latexInput) {
  public Problem {
    defines = List.copyOf(defines);
    assumptions = List.copyOf(assumptions);
  }
}
