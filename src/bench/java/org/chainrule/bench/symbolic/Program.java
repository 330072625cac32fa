package org.chainrule.bench.symbolic;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A workload as a straight-line program, one text for all systems: what is asked, the free symbols,
 * the variables, definitions in order of which each may use those before, and the name of the
 * target. Definitions put in, it is one expression with shared parts. Formulas have {@code + - * /
 * ^}, integers, exp, log, sin and cos; sigma is written out.
 */
record Program(
    Question question,
    int order,
    List<String> symbols,
    List<String> variables,
    List<Definition> definitions,
    String target) {

  /** What is asked. */
  enum Question {
    /** The derivative by the one variable. */
    DERIVATIVE("d1"),
    /** The derivatives of orders 1, 2 and so on, each derived from the one before. */
    ORDERS("nth"),
    /** The derivatives by all variables. */
    GRADIENT("grad"),
    /** The second derivatives, those below the diagonal and on it. */
    HESSIAN("hess"),
    /** Gradient and Hessian. */
    BOTH("gh"),
    /** The expressions, read from their texts. */
    PARSING("parse");

    private final String word;

    Question(String word) {
      this.word = word;
    }
  }

  /** A name and the formula that it stands for. */
  record Definition(String name, String formula) {}

  /** The text that peers read. */
  String text() {
    StringBuilder text = new StringBuilder("OP ").append(question.word);
    if (question == Question.ORDERS) {
      text.append(':').append(order);
    }
    text.append("\nSYM ").append(String.join(" ", symbols));
    text.append("\nWRT ").append(String.join(" ", variables)).append('\n');
    for (Definition each : definitions) {
      text.append("LET ").append(each.name).append(' ').append(each.formula).append('\n');
    }
    return text.append("OUT ").append(target).append('\n').toString();
  }

  /** By what each answer is derived, in the order of the answers. */
  List<List<String>> answers() {
    List<List<String>> answers = new ArrayList<>();
    if (question == Question.ORDERS) {
      for (int i = 1; i <= order; i++) {
        answers.add(Collections.nCopies(i, variables.get(0)));
      }
      return answers;
    }
    if (question != Question.HESSIAN) {
      variables.forEach(each -> answers.add(List.of(each)));
    }
    if (question == Question.HESSIAN || question == Question.BOTH) {
      for (int i = 0; i < variables.size(); i++) {
        for (String other : variables.subList(0, i + 1)) {
          answers.add(List.of(variables.get(i), other));
        }
      }
    }
    return answers;
  }

  /** What all names stand for. */
  <T> Map<String, T> values(Algebra<T> algebra) {
    Map<String, T> values = new HashMap<>();
    symbols.forEach(name -> values.put(name, algebra.symbol(name)));
    for (Definition each : definitions) {
      values.put(each.name, FormulaReader.read(each.formula, algebra, values));
    }
    return values;
  }
}
