package org.chainrule.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.model.Deriver;
import org.chainrule.model.Question;
import org.chainrule.model.UniversalIndices;
import org.chainrule.prove.Proof;
import org.chainrule.prove.Prover;
import org.chainrule.result.CheckResult;

/**
 * The proof of a claim within a problem, whose definitions are put in first. It makes what points
 * found probable proved, and nothing else: where points tell the sides apart, or are too few, no
 * proof counts.
 */
public final class ClaimProof {
  private final Question question;
  private final List<Expr> by;

  /**
   * @param by the variables in turn, which are independent even where they are defined; none where
   *     a claim is that two expressions are equal
   */
  public ClaimProof(Question question, List<Expr> by) {
    this.question = question;
    this.by = by;
  }

  /** What points found, with the proof where there is one. */
  public CheckResult with(CheckResult points, Expr claim) {
    if (points.verdict() != CheckResult.Verdict.PROBABLE || !isProved(claim)) {
      return points;
    }
    String rest = points.sentence().substring(points.sentence().indexOf(':') + 1).strip();
    return new CheckResult(
        CheckResult.Verdict.PROVED,
        points.maxError(),
        points.points(),
        null,
        by.isEmpty()
            ? "PROVED: the difference is 0 where both have a value"
            : "PROVED: equal to the derivative by rules, and " + rest);
  }

  private boolean isProved(Expr claim) {
    try {
      return of(claim).isProved();
    } catch (ChainruleException none) {
      // A recurrence that cannot be put in, or no time left: there is no proof.
      return false;
    }
  }

  /** The proof, or why there is none. */
  Proof of(Expr claim) {
    Prover prover = new Prover(question.facts(), assumed(), recurrent());
    Expr asked = written(stepped(question.expression()));
    Expr claimed = written(stepped(claim));
    return by.isEmpty() ? prover.equal(asked, claimed) : prover.derivative(asked, by, claimed);
  }

  /** The element of a recurrence that is asked about, as what its definition says of it. */
  private Expr stepped(Expr expression) {
    if (!(question.expression() instanceof IndexedSymbol element)
        || by.contains(element)
        || !question.definitions().isMoving(element)) {
      return expression;
    }
    Map<Expr, Expr> values = new HashMap<>();
    for (IndexedSymbol each : question.definitions().stepped(element)) {
      question.definitions().valueOf(each).ifPresent(value -> values.put(each, value));
    }
    Substitution step = Substitution.of(values);
    Expr result = expression;
    for (int i = 0; i <= values.size(); i++) {
      result = step.apply(result);
    }
    return result;
  }

  private Expr written(Expr expression) {
    Predicate<Expr> isKept = name -> by.stream().anyMatch(variable -> isOneWith(variable, name));
    return Deriver.writtenOut(question, isKept, expression);
  }

  /** Whether a name is the variable, or an element that is what it is by its definition. */
  private boolean isOneWith(Expr variable, Expr name) {
    return variable == name
        || variable instanceof IndexedSymbol one
            && name instanceof IndexedSymbol other
            && one.family().equals(other.family())
            && question.definitions().hasGeneral(one.family());
  }

  private List<Prover.Equality> assumed() {
    List<Prover.Equality> assumed = new ArrayList<>();
    UniversalIndices general = new UniversalIndices(question.declarations());
    for (Expr each : question.declarations().assumptions()) {
      if (each instanceof Relation relation && relation.operator() == Relation.Operator.EQUAL) {
        Set<Symbol> indices = new LinkedHashSet<>(general.of(each).keySet());
        assumed.add(
            new Prover.Equality(written(relation.left()), written(relation.right()), indices));
      }
    }
    return assumed;
  }

  /** The families whose elements are defined by others of them. */
  private Set<String> recurrent() {
    Set<String> recurrent = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof IndexedSymbol element
            && question.definitions().isRecurrent(element.family())
            && by.stream().noneMatch(each -> isOneWith(each, element))) {
          recurrent.add(element.family());
        }
        return true;
      }
    }.apply(written(stepped(question.expression())));
    return recurrent;
  }
}
