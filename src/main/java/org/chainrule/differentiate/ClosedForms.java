package org.chainrule.differentiate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.chainrule.error.Limit;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Binder;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Facts;

/**
 * Derivatives of recurrences without the recurrence. Where {@code D_t = a_t*D_{t-1} + b_t}, what
 * holds is {@code D_t = sum(k=1..t, b_k*prod(j=k+1..t, a_j)) + prod(k=1..t, a_k)*D_0}.
 */
public final class ClosedForms {
  private final Definitions definitions;
  private final Facts facts;
  private final BiFunction<Expr, Facts, Expr> simplification;
  private final Set<String> refusals = new LinkedHashSet<>();
  private final Map<Expr, IndexRange> ranges = new HashMap<>();
  private final Deque<Expr> assumed = new ArrayDeque<>();
  private int level;

  /**
   * Closed forms within a problem.
   *
   * @param facts what is known in the problem
   * @param simplification an equal expression that is cheaper to read
   */
  public ClosedForms(
      Definitions definitions, Facts facts, BiFunction<Expr, Facts, Expr> simplification) {
    this.definitions = definitions;
    this.facts = facts;
    this.simplification = simplification;
  }

  /**
   * The derivative of an expression in closed form, as far as there is one.
   *
   * @param expression what was differentiated
   * @param by the variables, in turn
   * @param derivative its derivative, with those of recurrences not carried out
   */
  public Expr of(Expr expression, List<Expr> by, Expr derivative) {
    if (expression instanceof IndexedSymbol element && isMoving(element)) {
      try {
        return closed(element, by);
      } catch (NoDerivativeException none) {
        // The derivatives in it may still have closed forms, or tell why they have none.
        return in(derivative);
      }
    }
    Expr kept = kept(expression, by);
    Expr replaced = new Replacement(Set.of(), 0).apply(kept);
    if (replaced != kept) {
      return finished(replaced);
    }
    // The derivative may be that of a step alone, where what is kept holds at the start as well.
    boolean isOfStep =
        expression instanceof IndexedSymbol element && !definitions.whereGeneral(element).isEmpty();
    return isOfStep && !Backpropagation.holds(DerivativeTerm.class, kept)
        ? finished(kept)
        : derivative;
  }

  /** The derivative with those of all elements of recurrences in it. */
  private Expr kept(Expr expression, List<Expr> by) {
    Expr derivative = expression;
    for (Expr variable : by) {
      Facts known = knowledge();
      Expr derived =
          new Differentiator(variable, definitions, known)
              .keepingRecurrences(Set.of())
              .differentiate(derivative);
      derivative = simplified(derived, known);
    }
    return derivative;
  }

  private Expr finished(Expr replaced) {
    return new NarrowedSums(knowledge()).apply(simplified(replaced, knowledge()));
  }

  /** The expression with the derivatives of recurrences in it replaced where that is possible. */
  public Expr in(Expr expression) {
    return in(expression, Set.of(), 0);
  }

  private Expr in(Expr expression, Set<String> kept, int order) {
    Expr replaced = new Replacement(kept, order).apply(expression);
    return replaced == expression ? expression : finished(replaced);
  }

  /** Why some derivatives have no closed form. */
  public List<String> refusals() {
    return List.copyOf(refusals);
  }

  private boolean isMoving(IndexedSymbol element) {
    return definitions.isMoving(element);
  }

  private Facts knowledge() {
    return facts.withRanges(ranges).with(assumed);
  }

  private Expr simplified(Expr expression, Facts known) {
    return simplification.apply(expression, known);
  }

  /** The replacement of derivatives of recurrences by closed forms. */
  private final class Replacement extends Rewriter {
    private final Set<String> kept;
    private final int order;
    private final Set<Expr> around = new LinkedHashSet<>();

    /** Keeps derivatives of some families, from an order on. */
    Replacement(Set<String> kept, int order) {
      this.kept = kept;
      this.order = order;
    }

    @Override
    public Expr visit(DerivativeTerm derivative) {
      if (!(derivative.body() instanceof IndexedSymbol element) || !isMoving(element)) {
        return derivative;
      }
      List<Expr> by = new ArrayList<>();
      for (DerivativeTerm.Variable each : derivative.by()) {
        for (int i = 0; i < each.order(); i++) {
          by.add(each.variable());
        }
      }
      if (kept.contains(element.family()) && by.size() >= order) {
        return derivative;
      }
      try {
        IndexedSymbol named = (IndexedSymbol) Substitution.of(named(derivative)).apply(element);
        List<Expr> variables = new ArrayList<>();
        by.forEach(each -> variables.add(Substitution.of(named(derivative)).apply(each)));
        Expr form = closed(named, variables);
        Map<Expr, Expr> back = new HashMap<>();
        named(derivative).forEach((index, name) -> back.put(name, index));
        return Substitution.of(back).apply(form);
      } catch (NoDerivativeException none) {
        refusals.add(String.valueOf(none.getMessage()));
        return derivative;
      }
    }

    /** Names for the indices of the binders around, of which each pass has its own symbols. */
    private Map<Expr, Expr> named(Expr node) {
      Map<Expr, Expr> names = new HashMap<>();
      around.forEach(
          index -> {
            if (Symbol.largestOpened(index) <= Symbol.largestOpened(node)) {
              names.put(
                  index, Symbol.named("index " + Symbol.largestOpened(index) + " at " + level));
            }
          });
      return names;
    }

    @Override
    protected List<Expr> dependencies(Expr node) {
      if (node instanceof Binder binder) {
        Expr index = opened(binder).index();
        around.add(index);
        Map<Expr, Expr> names = named(index);
        Substitution naming = Substitution.of(names);
        ranges.put(
            names.getOrDefault(index, index),
            new IndexRange(naming.apply(binder.lower()), naming.apply(binder.upper())));
      }
      return node instanceof DerivativeTerm ? List.of() : super.dependencies(node);
    }
  }

  /**
   * The closed form of an element's derivative.
   *
   * @throws NoDerivativeException where there is none, and why
   */
  private Expr closed(IndexedSymbol element, List<Expr> by) {
    if (level >= Limit.CLOSED_FORM_NESTING.most()) {
      throw Limit.CLOSED_FORM_NESTING.refusal(
          new NoDerivativeException("recurrences are nested too deep"));
    }
    level++;
    try {
      return new StartedForms(element, by, definitions, this::knowledge, this).closed();
    } finally {
      level--;
    }
  }

  /** The closed form from a start on. */
  Expr from(LinearRecurrence.Start start, IndexedSymbol element, List<Expr> by) {
    LinearRecurrence linear =
        LinearRecurrence.of(element, by, start, definitions, this::knowledge, simplification);
    Set<String> own =
        definitions.recurrence(element.family()).map(Recurrence::families).orElse(Set.of());
    Expr inner = where(linear.stepping(), () -> in(linear.added(), own, by.size()));
    return linear.withAdded(inner).closedForm();
  }

  /** What is derived where a condition holds. */
  Expr where(Expr condition, Supplier<Expr> derived) {
    assumed.push(condition);
    try {
      return derived.get();
    } finally {
      assumed.pop();
    }
  }

  /**
   * The derivative of an element of which the definitions lead to no recurrence without numbers.
   */
  Expr numbered(IndexedSymbol element, List<Expr> by) {
    Expr value = element;
    for (Expr variable : by) {
      Expr derived = new Differentiator(variable, definitions, knowledge()).differentiate(value);
      value = simplified(derived, knowledge());
    }
    return value;
  }
}
