package org.chainrule.mistake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.chainrule.error.DomainException;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.result.Mistake.Kind;
import org.jspecify.annotations.Nullable;

/** What is written by mistake for a derivative that was found: changes of the whole. */
final class AnswerSlips {
  private static final int MOST_SCALE = 4;

  private final Expr derivative;
  private final List<Slip> slips = new ArrayList<>();

  private AnswerSlips(Expr derivative) {
    this.derivative = derivative;
  }

  /**
   * The slips for a derivative.
   *
   * @param forms the derivative in forms whose terms and factors may be lost
   * @param free the indices that are not bound in it
   * @param by the variables
   */
  static List<Slip> of(Expr derivative, List<Expr> forms, List<Symbol> free, List<Expr> by) {
    AnswerSlips found = new AnswerSlips(derivative);
    found.add(Kind.SIGN, () -> derivative.negate());
    found.deltas();
    found.recurrentPart();
    found.indices(free);
    found.steps(by);
    found.branches();
    forms.forEach(found::partsOf);
    found.scales();
    return found.slips;
  }

  private void add(Kind kind, Supplier<Expr> written) {
    add(kind, written, null);
  }

  private void add(Kind kind, Supplier<Expr> written, @Nullable Expr about) {
    try {
      Expr slipped = written.get();
      if (slipped != derivative) {
        slips.add(new Slip(kind, slipped, about));
      }
    } catch (DomainException none) {
      // What has no value for any numbers is written by nobody.
    }
  }

  private void deltas() {
    Set<Expr> deltas = found(KroneckerDelta.class::isInstance);
    if (!deltas.isEmpty()) {
      add(Kind.DELTA, () -> all(deltas, RationalNumber.ONE));
      add(Kind.DELTA_DROPPED, () -> all(deltas, RationalNumber.ZERO));
    }
  }

  /** What is left of derivatives of a recurrence's elements, taken for 0. */
  private void recurrentPart() {
    Set<Expr> left = found(DerivativeTerm.class::isInstance);
    if (!left.isEmpty()) {
      add(Kind.RECURRENT_PART, () -> all(left, RationalNumber.ZERO), left.iterator().next());
    }
  }

  private void indices(List<Symbol> free) {
    for (int i = 0; i < free.size(); i++) {
      for (int j = 0; j < i; j++) {
        Map<Expr, Expr> turned = Map.of(free.get(i), free.get(j), free.get(j), free.get(i));
        add(Kind.INDICES, () -> Substitution.of(turned).apply(derivative));
      }
    }
    for (Expr each : found(IndexedSymbol.class::isInstance)) {
      IndexedSymbol element = (IndexedSymbol) each;
      if (element.indices().size() == 2) {
        Expr turned =
            IndexedSymbol.of(element.family(), element.indices().get(1), element.indices().get(0));
        add(Kind.INDICES, () -> Substitution.of(element, turned).apply(derivative), element);
      }
    }
  }

  /** Elements one step off, each kind of element in turn. */
  private void steps(List<Expr> by) {
    for (Expr each : found(IndexedSymbol.class::isInstance)) {
      IndexedSymbol element = (IndexedSymbol) each;
      if (by.contains(element) || Symbol.largestOpened(element) > 0) {
        continue;
      }
      for (int i = 0; i < element.indices().size(); i++) {
        if (element.indices().get(i) instanceof RationalNumber) {
          continue;
        }
        for (int step : new int[] {-1, 1}) {
          List<Expr> moved = new ArrayList<>(element.indices());
          moved.set(i, moved.get(i).plus(step));
          Expr other = IndexedSymbol.of(element.family(), moved);
          add(Kind.TIME_INDEX, () -> Substitution.of(element, other).apply(derivative), element);
        }
      }
    }
  }

  private void branches() {
    if (!(derivative instanceof Piecewise cases)) {
      return;
    }
    List<Expr> values = new ArrayList<>();
    cases.branches().forEach(each -> values.add(each.value()));
    cases.otherwise().ifPresent(values::add);
    values.forEach(each -> add(Kind.BRANCH, () -> each, each));
    if (cases.branches().size() == 2 && cases.otherwise().isEmpty()) {
      Piecewise.Branch first = cases.branches().get(0);
      Piecewise.Branch second = cases.branches().get(1);
      add(
          Kind.BRANCH,
          () ->
              Piecewise.of(
                  List.of(
                      new Piecewise.Branch(second.value(), first.condition()),
                      new Piecewise.Branch(first.value(), second.condition())),
                  null));
    }
  }

  private void partsOf(Expr form) {
    if (form instanceof Sum sum) {
      for (Expr term : sum.addends()) {
        add(Kind.TERM, () -> form.minus(term), term);
        add(Kind.TERM_SIGN, () -> form.minus(term.times(2)), term);
      }
    }
    for (Product.Factor factor : RuleSlips.factors(form)) {
      Expr lost = factor.toExpr();
      if (form instanceof Product) {
        add(Kind.FACTOR, () -> form.dividedBy(lost), lost);
      }
      if (!factor.base().equals(lost)) {
        Expr one = factor.divides() ? RationalNumber.ONE.dividedBy(factor.base()) : factor.base();
        add(Kind.FACTOR, () -> form.dividedBy(one), one);
      }
    }
  }

  private void scales() {
    Set<Expr> scales = new LinkedHashSet<>();
    for (int i = 2; i <= MOST_SCALE; i++) {
      scales.add(Expr.of(i));
      scales.add(Expr.of(-i));
    }
    for (Expr each : found(Reduction.class::isInstance)) {
      Expr length = ((Reduction) each).upper();
      if (!(length instanceof RationalNumber) && Symbol.largestOpened(length) == 0) {
        scales.add(length);
      }
    }
    for (Expr scale : scales) {
      add(Kind.SCALE, () -> derivative.times(scale), scale);
      add(Kind.SCALE, () -> derivative.dividedBy(scale), RationalNumber.ONE.dividedBy(scale));
    }
  }

  private Expr all(Set<Expr> nodes, Expr replacement) {
    Map<Expr, Expr> replacements = new HashMap<>();
    nodes.forEach(each -> replacements.put(each, replacement));
    return Substitution.of(replacements).apply(derivative);
  }

  private Set<Expr> found(Predicate<Expr> wanted) {
    Set<Expr> found = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return wanted.test(node) && found.add(node);
      }
    }.apply(derivative);
    return found;
  }
}
