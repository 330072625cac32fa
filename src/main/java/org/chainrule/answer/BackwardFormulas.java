package org.chainrule.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.chainrule.explain.Detail;
import org.chainrule.explain.Step;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Symbol;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Computation;
import org.chainrule.model.Question;
import org.chainrule.result.Adjoint;
import org.chainrule.trace.Rule;

/**
 * The derivatives of an output by all names that it is made of where their indices have no numbers:
 * one formula for all elements of a family.
 */
final class BackwardFormulas {
  private static final List<String> LETTERS = List.of("i", "j", "k", "l", "m", "t", "n");

  private final Question question;
  private final Expr output;
  private final Function<String, Derived> derive;
  private final boolean isWhole;
  private final Map<String, Object> given;

  /**
   * Formulas for a question.
   *
   * @param output a name, by which the question is known in what is printed
   * @param derive gives the derivative of the question by a variable
   * @param isWhole whether columns and matrices are variables as such
   * @param given the point at which these have numbers; empty for none
   */
  BackwardFormulas(
      Question question,
      Expr output,
      Function<String, Derived> derive,
      boolean isWhole,
      Map<String, Object> given) {
    this.isWhole = isWhole;
    this.given = given;
    this.question = question;
    this.output = output;
    this.derive = derive;
  }

  /** A line for each defined name on the way to a free one, then for each that is free. */
  List<BackwardAnswer.Line> lines() {
    Map<Expr, Expr> onTheWay = new LinkedHashMap<>();
    List<BackwardAnswer.Line> free = new ArrayList<>();
    for (Expr variable : variables()) {
      Derived derived = derive.apply(name(variable));
      Expr by = derived.derivations().by().get(0);
      Expr value = derived.expression();
      for (Adjoint step : derived.adjoints()) {
        if (step.quantity() == by) {
          value = step.value();
        } else {
          onTheWay.putIfAbsent(step.quantity(), step.value());
        }
      }
      free.add(line(by, true, value, derived));
    }
    List<BackwardAnswer.Line> lines = new ArrayList<>();
    onTheWay.forEach(
        (name, value) -> lines.add(line(name, false, value, derive.apply(name(name)))));
    lines.addAll(free);
    return lines;
  }

  /** A variable as it is asked for: whole where it has a shape. */
  private String name(Expr variable) {
    String name = CanonicalNames.nameOf(variable);
    boolean isShaped =
        isWhole && !Computation.isNumbered(variable) && question.declarations().isWhole(name);
    return isShaped ? name : CanonicalNames.canonicalName(variable);
  }

  private BackwardAnswer.Line line(Expr name, boolean isFree, Expr value, Derived derived) {
    return new BackwardAnswer.Line(
        name,
        isFree,
        DerivativeTerm.of(output, name),
        isWhole ? Optional.empty() : chain(derived),
        false,
        value,
        derived.expression(),
        isWhole && !given.isEmpty()
            ? Optional.of(derived.values(List.of(given)).get(0))
            : Optional.empty(),
        derived::check);
  }

  /** The chain rule that the derivation begins with, if it does. */
  private Optional<Expr> chain(Derived derived) {
    if (question.expression() != output) {
      return Optional.empty();
    }
    return derived.explained(Detail.LECTURE).stream()
        .limit(1)
        .filter(each -> each.reasons().stream().anyMatch(reason -> reason.rule() == Rule.CHAIN))
        .map(Step::after)
        .findFirst();
  }

  /** The free names that the question leads to, of families an element with letters for indices. */
  private List<Expr> variables() {
    Map<String, Expr> found = new LinkedHashMap<>();
    Set<String> reached = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(question.expression()));
    while (!pending.isEmpty()) {
      for (Expr each : Computation.mentioned(pending.pop())) {
        String name = CanonicalNames.nameOf(each);
        if (question.definitions().isDefined(each)) {
          if (reached.add(name)) {
            question.declarations().definitions().stream()
                .filter(definition -> CanonicalNames.nameOf(definition.target()).equals(name))
                .forEach(definition -> pending.add(definition.value()));
          }
        } else if (each instanceof IndexedSymbol element && !Computation.isNumbered(each)) {
          found.putIfAbsent(name, general(element));
        } else if (!(each instanceof Symbol) || !isIndex(name)) {
          found.putIfAbsent(CanonicalNames.canonicalName(each), each);
        }
      }
    }
    return List.copyOf(found.values());
  }

  private boolean isIndex(String name) {
    return question.declarations().isIndex(name)
        || question.declarations().familyRanges().values().stream()
            .flatMap(List::stream)
            .anyMatch(each -> each.upper() == Symbol.named(name));
  }

  /**
   * An element of a family with letters that the question has not, as its definitions have them.
   */
  private Expr general(IndexedSymbol element) {
    Set<String> used = new HashSet<>(question.freeIndices().keySet());
    List<Expr> letters = new ArrayList<>();
    for (Expr index : element.indices()) {
      String own = index instanceof Symbol symbol && !symbol.isOpened() ? symbol.name() : "";
      String letter =
          Stream.concat(Stream.of(own), LETTERS.stream())
              .filter(each -> !each.isEmpty() && !used.contains(each))
              .findFirst()
              .orElseThrow();
      used.add(letter);
      letters.add(Symbol.named(letter));
    }
    return IndexedSymbol.of(element.family(), letters);
  }
}
