package org.chainrule.worksheet;

import java.util.List;
import java.util.Map;
import org.chainrule.answer.Texts;
import org.chainrule.error.InputException;
import org.chainrule.parse.LatexText;
import org.chainrule.parse.latex.LatexNotation;

/**
 * A question as it was read.
 *
 * @param subject what stands before the first clause
 * @param clauses what stands behind the words of clauses, by these words
 * @param isLatex whether its formulas are in LaTeX
 */
record Asked(QuestionKind kind, String subject, Map<String, String> clauses, boolean isLatex) {
  Asked {
    clauses = Map.copyOf(clauses);
  }

  boolean has(String clause) {
    return clauses.containsKey(clause);
  }

  /** What a clause says, or nothing. */
  String clause(String word) {
    return clauses.getOrDefault(word, "");
  }

  /** What a clause says that must be there. */
  String required(String word) {
    String said = clause(word);
    if (said.isEmpty()) {
      throw new InputException("`" + word + " …` is missing: " + kind.syntax());
    }
    return said;
  }

  /** The parts of what a clause says that must be there. */
  List<String> list(String word) {
    return Texts.split(required(word), ',');
  }

  /** The parts of the subject. */
  List<String> subjects() {
    return Texts.split(subject, ',');
  }

  /** A name in the question as values have it. */
  String name(String part) {
    return isLatex ? LatexNotation.plainName(part) : part;
  }

  /** A part of the question as text that says what it is in. */
  String text(String part) {
    if (part.isEmpty()) {
      throw new InputException("`" + kind.words() + "` of what? " + kind.syntax());
    }
    return isLatex ? LatexText.of(part) : part;
  }
}
