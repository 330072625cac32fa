package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.chainrule.error.Limit;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Facts;

/**
 * The closed form of an element's derivative by where its recurrence begins: from the last given
 * element on, or from the variable on, where that is a later element of the same course. Elements
 * before have derivatives of their own.
 */
final class StartedForms {
  /** A name that no text can hold, for any index. */
  private static final Symbol ANY = Symbol.named("any index");

  private final IndexedSymbol element;
  private final List<Expr> by;
  private final Definitions definitions;
  private final Supplier<Facts> facts;
  private final ClosedForms forms;
  private final Recurrence.Axis axis;
  private final int place;
  private final Expr end;

  /**
   * The closed form of a derivative.
   *
   * @throws NoDerivativeException where the recurrence does not go along one index in single steps
   */
  StartedForms(
      IndexedSymbol element,
      List<Expr> by,
      Definitions definitions,
      Supplier<Facts> facts,
      ClosedForms forms) {
    this.element = element;
    this.by = by;
    this.definitions = definitions;
    this.facts = facts;
    this.forms = forms;
    Recurrence recurrence = definitions.recurrence(element.family()).orElseThrow();
    if (recurrence.axes().size() > 1) {
      throw new NoDerivativeException(
          "the recurrence of " + recurrence.names() + " does not go along one index");
    }
    if (recurrence.axes().isEmpty()
        || !recurrence.axes().values().iterator().next().steps().last().isOne()) {
      throw new NoDerivativeException(
          "the recurrence of " + recurrence.names() + " uses more than the element before");
    }
    Map.Entry<Integer, Recurrence.Axis> entry = recurrence.axes().entrySet().iterator().next();
    place = entry.getKey();
    axis = entry.getValue();
    end = element.indices().get(place);
  }

  /**
   * The derivative without the recurrence.
   *
   * @throws NoDerivativeException where there is none, and why
   */
  Expr closed() {
    if (by.size() != 1
        || !(by.get(0) instanceof IndexedSymbol own)
        || !own.family().equals(element.family())) {
      return fromGiven();
    }
    if (LinearRecurrence.at(own, place, ANY) != LinearRecurrence.at(element, place, ANY)) {
      throw new NoDerivativeException("the derivative is by an element of another course");
    }
    Expr index = own.indices().get(place);
    if (axis.start().isEmpty()) {
      return fromVariable(index);
    }
    Expr isAfterGiven = inOrder(Expr.of(last()), index);
    Optional<Boolean> decided = facts.get().decide(isAfterGiven);
    if (decided.isPresent()) {
      return decided.get() ? fromVariable(index) : fromGiven();
    }
    Expr after = forms.where(isAfterGiven, () -> fromVariable(index));
    Expr before = forms.where(((Relation) isAfterGiven).negated(), this::fromGiven);
    return Piecewise.of(List.of(new Piecewise.Branch(after, isAfterGiven)), before);
  }

  /** That one index is reached before another, or is the same. */
  private Expr inOrder(Expr earlier, Expr later) {
    return axis.goesDown()
        ? Relation.lessOrEqual(earlier, later)
        : Relation.lessOrEqual(later, earlier);
  }

  /** The given element after which all follow the general definition. */
  private Rational last() {
    return axis.goesDown() ? axis.numbers().last() : axis.numbers().first();
  }

  private Expr fromVariable(Expr index) {
    boolean isFirst =
        index instanceof RationalNumber number
            && axis.start().map(each -> each.equals(number.value())).orElse(number.isZero());
    return forms.from(new LinearRecurrence.Start(index, RationalNumber.ONE, isFirst), element, by);
  }

  /** The form from the last given element on, and before that the derivatives of the others. */
  private Expr fromGiven() {
    if (axis.start().isEmpty()) {
      throw new NoDerivativeException("the recurrence of " + element.family() + " has no start");
    }
    Rational step = axis.goesDown() ? Rational.ONE : Rational.MINUS_ONE;
    Rational first = axis.start().get();
    Rational last = last();
    long most = Limit.CLOSED_FORM_STARTS.most();
    if (last.minus(first).abs().compareTo(Rational.of(most)) > 0) {
      throw Limit.CLOSED_FORM_STARTS.refusal(
          new NoDerivativeException(
              "the given elements of " + element.family() + " lie too far apart"));
    }
    // Of families that lead to each other another one may have more elements at the start.
    if (isMissing(last)) {
      last = last.plus(step);
    }
    if (isMissing(last)) {
      throw new NoDerivativeException("the recurrence of " + element.family() + " has no start");
    }
    Map<Rational, Expr> before = new LinkedHashMap<>();
    for (Rational index = first; !index.equals(last); index = index.plus(step)) {
      if (!isMissing(index) && isOpen(index)) {
        before.put(index, forms.numbered(at(index), by));
      }
    }
    Expr value = forms.numbered(at(last), by);
    Expr form = forms.from(new LinearRecurrence.Start(Expr.of(last), value, true), element, by);
    if (before.isEmpty()) {
      return form;
    }
    if (before.values().stream().distinct().count() == 1) {
      Expr isReached = inOrder(Expr.of(last), end);
      return Piecewise.of(
          List.of(new Piecewise.Branch(form, isReached)), before.values().iterator().next());
    }
    List<Piecewise.Branch> branches = new ArrayList<>();
    before.forEach(
        (index, there) ->
            branches.add(new Piecewise.Branch(there, Relation.equal(end, Expr.of(index)))));
    return Piecewise.of(branches, form);
  }

  private IndexedSymbol at(Rational index) {
    return LinearRecurrence.at(element, place, Expr.of(index));
  }

  private boolean isMissing(Rational index) {
    return definitions.valueOf(at(index)).isEmpty();
  }

  /** Whether the element may be the one at a number. */
  private boolean isOpen(Rational index) {
    return !facts.get().decide(Relation.equal(end, Expr.of(index))).equals(Optional.of(false));
  }
}
