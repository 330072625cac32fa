package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.chainrule.answer.JacobianProduct;

/** A kind of question: one row says all that there is to it. */
public final class QuestionKind {
  private static final List<QuestionKind> ALL = new ArrayList<>();

  static final QuestionKind DIFF =
      row(
          "diff",
          "EXPR by NAME, …",
          List.of("by", "order", "at", "in terms of"),
          "the derivative by each name; by x then y for a mixed one",
          DerivativeQuestions::diff);
  static final QuestionKind JVP =
      product(JacobianProduct.JVP, "EXPR by NAME, … along DIRECTION, …");
  static final QuestionKind VJP = product(JacobianProduct.VJP, "EXPR by NAME, … with COTANGENT");
  static final QuestionKind HVP =
      product(JacobianProduct.HVP, "EXPR by NAME, … along DIRECTION, …");
  static final QuestionKind CLOSED_FORM =
      row(
          "closed form",
          "dX/dNAME",
          List.of(),
          "the derivative of a recurrence without derivatives in it",
          DerivativeQuestions::closedForm);
  static final QuestionKind EVAL =
      row(
          "eval",
          "EXPR, …",
          List.of("at"),
          "the value of each expression at the values given",
          ValueQuestions::eval);
  static final QuestionKind TABLE =
      row(
          "table",
          "EXPR, … for NAME in LOW..HIGH",
          List.of("for", "step", "at"),
          "values over a range of numbers",
          ValueQuestions::table);
  static final QuestionKind PLOT =
      row(
          "plot",
          "EXPR, … for NAME in LOW..HIGH",
          List.of("for", "with", "at"),
          "curves over an interval; with p = 1, 2 for a curve for each value of p",
          PlotQuestions::plot);
  static final QuestionKind FORWARD =
      row(
          "forward",
          "EXPR",
          List.of("at"),
          "every definition with its number, in order; of the whole problem without EXPR",
          NetworkQuestions::forward);
  static final QuestionKind BACKWARD =
      row(
          "backward",
          "EXPR",
          List.of("at"),
          "the derivative of EXPR by every quantity on the way back, with its number",
          NetworkQuestions::backward);
  static final QuestionKind UPDATE =
      row(
          "update",
          "NAME, … by EXPR with rate 0.1",
          List.of("by", "with", "at"),
          "the names after a step down the gradient of EXPR; with momentum 0.9, Adam, steps 3, …",
          UpdateQuestions::update);
  static final QuestionKind TRAIN =
      row(
          "train",
          "NAME, … by LOSS with rate 0.1, epochs 50",
          List.of("by", "with", "on", "at"),
          "the names that make the mean of LOSS over the data small; with batch 10, seed 1, Adam,"
              + " L-BFGS, rate [0.01, 0.1] for a run each, …",
          TrainQuestions::train);
  static final QuestionKind GRAPH =
      row(
          "graph",
          "EXPR",
          List.of("at"),
          "the computation of EXPR as a graph, with values and adjoints",
          GraphQuestions::graph);
  static final QuestionKind COUNT =
      row(
          "count",
          "NAME, …",
          List.of("at"),
          "how many numbers the names stand for; all that is not defined without NAME",
          CountQuestions::count);
  static final QuestionKind SHAPES =
      row(
          "shapes",
          "NAME, …",
          List.of("at"),
          "the shapes of the names; all, and how each is known, without NAME",
          CountQuestions::shapes);
  static final QuestionKind SUBSTITUTE =
      row(
          "substitute",
          "NAME = EXPR, … in EXPR",
          List.of("in"),
          "an expression with others in the places of names",
          FormQuestions::substitute);
  static final QuestionKind EXPAND =
      row(
          "expand",
          "EXPR",
          List.of("written out"),
          "an expression multiplied out; written out for one without defined names",
          FormQuestions::expand);
  static final QuestionKind FACTOR =
      row("factor", "EXPR", List.of(), "an expression as a product", FormQuestions::factor);
  static final QuestionKind UNROLL =
      row(
          "unroll",
          "EXPR",
          List.of(),
          "the expression with all definitions put in, of recurrences down to their starts",
          FormQuestions::unroll);
  static final QuestionKind CHECK =
      row(
          "check",
          "EXPR = CLAIM = …",
          List.of("at"),
          "whether each claim is right: a derivative dX/dNAME, an expression, a number as printed",
          ClaimQuestions::check);
  static final QuestionKind EQUAL =
      row(
          "equal",
          "EXPR and EXPR …",
          List.of("and", "at"),
          "whether two expressions are equal, wherever both have a value",
          ClaimQuestions::equal);

  static final QuestionKind BOUND =
      row(
          "bound",
          "EXPR for NAME in LOW..HIGH",
          List.of("by", "for"),
          "the least and the largest value of EXPR, or of its derivative by names, and where it has"
              + " them; whether a condition such as 0 < EXPR <= 1/4 always holds",
          BoundQuestions::bound);

  /** What answers a question of a kind. */
  interface Answering {
    void answer(Asked asked, Situation situation, Reply reply);
  }

  private final String words;
  private final String form;
  private final List<String> clauses;
  private final String summary;
  private final Answering answering;

  private static QuestionKind product(JacobianProduct product, String form) {
    return row(
        product.word(),
        form,
        List.of("by", product.preposition(), "at", "in terms of"),
        product.summary(),
        (asked, situation, reply) -> DerivativeQuestions.product(product, asked, situation, reply));
  }

  private static QuestionKind row(
      String words, String form, List<String> clauses, String summary, Answering answering) {
    QuestionKind kind = new QuestionKind(words, form, clauses, summary, answering);
    ALL.add(kind);
    return kind;
  }

  private QuestionKind(
      String words, String form, List<String> clauses, String summary, Answering answering) {
    this.words = words;
    this.form = form;
    this.clauses = clauses;
    this.summary = summary;
    this.answering = answering;
  }

  @Override
  public String toString() {
    return words;
  }

  /** The words that it begins with. */
  public String words() {
    return words;
  }

  /** How it is written. */
  public String syntax() {
    return words + " " + form;
  }

  /** The command that asks it. */
  public String command() {
    return words.replace(' ', '-');
  }

  /** The words that begin its clauses. */
  List<String> clauses() {
    return clauses;
  }

  /** What is asked, in a line. */
  public String summary() {
    return summary;
  }

  void answer(Asked asked, Situation situation, Reply reply) {
    answering.answer(asked, situation, reply);
  }

  /** All kinds, in the order in which they are told. */
  public static List<QuestionKind> all() {
    return Collections.unmodifiableList(ALL);
  }

  static List<String> allWords() {
    return ALL.stream().map(QuestionKind::words).toList();
  }
}
