package org.chainrule.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.differentiate.WrittenOut;
import org.chainrule.error.Limit;
import org.chainrule.error.PointException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Computation;
import org.chainrule.model.Deriver;
import org.chainrule.model.Question;
import org.chainrule.parse.LatexText;
import org.chainrule.resolve.Declarations;
import org.chainrule.simplify.Distribute;
import org.chainrule.simplify.Factorization;
import org.chainrule.simplify.Simplifier;
import org.chainrule.verify.Equality;

/** Other forms of an expression within a problem, each compared with the expression at points. */
final class Rewrites {
  private final Declarations declarations;
  private final Options options;

  Rewrites(Declarations declarations, Options options) {
    this.declarations = declarations;
    this.options = options;
  }

  /**
   * An expression with others in the places of names, all at once.
   *
   * @param equations each a name or an element, and what takes its place: {@code a = b + 1}
   */
  RewriteAnswer substitute(String text, List<String> equations) {
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String equation : equations) {
      String[] sides = LatexText.sent(equation).split("=", 2);
      if (sides.length < 2) {
        throw new PointException(
            "`" + LatexText.sent(equation).strip() + "` does not say what takes whose place");
      }
      names.add(LatexText.like(equation, sides[0].strip()));
      values.add(LatexText.like(equation, sides[1].strip()));
    }
    Declarations all = declarations.among(values, names);
    Question question = new Question(text, names, all);
    question.requireNumber("no value");
    Map<Expr, Expr> replaced = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Expr name = question.variables(names.get(i)).get(0).variable();
      Question value = new Question(values.get(i), List.of(), question.declarations());
      value.requireNumber("no value");
      if (replaced.put(name, value.expression()) != null) {
        throw new PointException(CanonicalNames.canonicalName(name) + " is given two values");
      }
    }
    Presenter presenter = new Presenter(question.spelling());
    List<String> notes = new ArrayList<>(DerivingEngine.notes(question, List.of()));
    Expr expression = question.expression();
    if (!Computation.mentioned(expression).containsAll(replaced.keySet())) {
      Expr written = Deriver.writtenOut(question, replaced::containsKey, expression);
      if (written != expression) {
        notes.add("definitions are put in");
        expression = written;
      }
    }
    Expr terms = new WrittenOut(Limit.WRITTEN_OUT_TERMS.most()).apply(expression);
    Expr put = put(replaced, terms);
    for (Expr name : replaced.keySet()) {
      if (put == terms || !occurs(name, expression)) {
        notes.add(presenter.text(name) + " does not occur in the expression");
      }
    }
    Expr after = new Simplifier(question.facts()).simplify(put);
    return answer(question, put, expression, after, notes);
  }

  private static boolean occurs(Expr name, Expr expression) {
    return Computation.mentioned(expression).stream()
        .anyMatch(
            each ->
                each == name
                    || each instanceof IndexedSymbol element
                        && name instanceof IndexedSymbol one
                        && element.family().equals(one.family()));
  }

  /** The expressions in their places; an element whose index is open may be one of them. */
  private static Expr put(Map<Expr, Expr> replaced, Expr expression) {
    Expr cases =
        new Rewriter() {
          @Override
          public Expr visit(IndexedSymbol indexed) {
            Expr element = super.visit(indexed);
            return Computation.isNumbered(element) || replaced.containsKey(element)
                ? element
                : chosen((IndexedSymbol) element, replaced);
          }
        }.apply(expression);
    return Substitution.of(new HashMap<>(replaced)).apply(cases);
  }

  private static Expr chosen(IndexedSymbol element, Map<Expr, Expr> replaced) {
    List<Piecewise.Branch> branches = new ArrayList<>();
    replaced.forEach(
        (name, value) -> {
          if (name instanceof IndexedSymbol one
              && one.family().equals(element.family())
              && Computation.isNumbered(name)) {
            List<Expr> equal = new ArrayList<>();
            for (int i = 0; i < one.indices().size(); i++) {
              equal.add(Relation.equal(element.indices().get(i), one.indices().get(i)));
            }
            Expr condition = Logical.of(Logical.Operator.AND, equal);
            branches.add(new Piecewise.Branch(name, condition));
          }
        });
    return branches.isEmpty() ? element : Piecewise.of(branches, element);
  }

  /** An expression multiplied out, in terms of defined names or with all definitions put in. */
  RewriteAnswer expand(String text, boolean withDefinitions) {
    Question question = new Question(text, List.of(), declarations);
    question.requireNumber("no value");
    Expr expression = question.expression();
    Expr written =
        withDefinitions
            ? Deriver.writtenOut(question, Set.of(), expression)
            : defined(question, expression);
    Expr after = Distribute.in(written, question.facts());
    List<String> notes = new ArrayList<>(DerivingEngine.notes(question, List.of()));
    if (after == expression) {
      notes.add("left as it is: there is nothing to multiply out, or too much");
    }
    return answer(question, expression, expression, after, notes);
  }

  /** What a name that is asked about by itself stands for. */
  private static Expr defined(Question question, Expr expression) {
    return question.definitions().valueOf(expression).orElse(expression);
  }

  /** An expression as a product over the rational numbers. */
  RewriteAnswer factor(String text) {
    Question question = new Question(text, List.of(), declarations);
    question.requireNumber("no value");
    Expr expression = question.expression();
    Factorization factored = Factorization.of(defined(question, expression));
    List<String> notes = new ArrayList<>(DerivingEngine.notes(question, List.of()));
    if (factored.expression() == expression && factored.open().isEmpty()) {
      notes.add("left as it is: no product over the rational numbers is found");
    }
    Presenter presenter = new Presenter(question.spelling());
    for (Expr each : factored.open()) {
      notes.add("not factored further: " + presenter.text(each));
    }
    return answer(question, expression, expression, factored.expression(), notes);
  }

  /**
   * The answer.
   *
   * @param compared what the form is compared with
   * @param before what it is a form of
   */
  private RewriteAnswer answer(
      Question question, Expr compared, Expr before, Expr after, List<String> notes) {
    Question asked =
        compared == question.expression()
            ? question
            : new Question(compared, List.of(), question.declarations());
    return new RewriteAnswer(
        before,
        after,
        new Presenter(question.spelling()),
        notes,
        () -> new Equality(asked, after, options.checking()).check());
  }
}
