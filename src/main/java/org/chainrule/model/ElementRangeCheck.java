package org.chainrule.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.differentiate.Definitions;
import org.chainrule.error.Interruption;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.chainrule.resolve.ParsedText;
import org.chainrule.rewrite.Facts;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/**
 * The check that refuses elements that their families do not have, where they stand in a text:
 * single ones, and those that a sum or product goes through.
 */
final class ElementRangeCheck {
  private final Declarations declarations;
  private final Definitions definitions;
  private final FamilyBounds ends;
  private final Facts facts;
  private final Set<Expr> conditions = new LinkedHashSet<>();

  /** An index that a sum or product around a place binds. */
  private record Scope(
      Symbol index,
      @Nullable Expr lower,
      @Nullable Expr upper,
      boolean isWhole,
      @Nullable Scope outer) {}

  private record Item(Syntax node, @Nullable Scope scope) {}

  private interface Refusal {
    ParseException at(Span span, String problem, @Nullable String suggestion);
  }

  private ElementRangeCheck(Declarations declarations, Definitions definitions, Facts facts) {
    this.declarations = declarations;
    this.definitions = definitions;
    this.facts = facts;
    ends = new FamilyBounds(declarations, definitions);
  }

  /**
   * Refuses them in an expression and in the definitions.
   *
   * @return what must hold so that each element is one that its family has, where that is open
   * @throws ParseException with the place of such an element
   */
  static Set<Expr> require(ParsedText reading, Definitions definitions, Facts facts) {
    Declarations declarations = reading.declarations();
    ElementRangeCheck places = new ElementRangeCheck(declarations, definitions, facts);
    places.walk(reading.syntax(), reading::refusal);
    Set<Expr> conditions = new LinkedHashSet<>(places.conditions);
    for (Definition each : declarations.definitions()) {
      places.walk(each.valueSyntax(), each::refusal);
    }
    return conditions;
  }

  private void walk(Syntax root, Refusal refusal) {
    Deque<Item> pending = new ArrayDeque<>(List.of(new Item(root, null)));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Item item = pending.pop();
      Scope scope = item.scope();
      if (item.node() instanceof Syntax.Cases) {
        // What stands under a condition is not needed everywhere.
        continue;
      }
      if (item.node() instanceof Syntax.Array array) {
        pending.push(new Item(array.asSums(), scope));
        continue;
      }
      List<Syntax> children = new ArrayList<>(item.node().children());
      if (item.node() instanceof Syntax.Reduction reduction) {
        children.removeIf(each -> each == reduction.index() || each == reduction.body());
        requireOtherBounds(reduction, scope, refusal);
        pending.push(new Item(reduction.body(), scope(reduction, scope)));
      } else if (item.node() instanceof Syntax.Subscripted subscripted) {
        check(subscripted, scope, refusal);
      }
      for (int i = children.size() - 1; i >= 0; i--) {
        pending.push(new Item(children.get(i), scope));
      }
    }
  }

  /** Refuses the index of a sum in the sum's own bounds, unless it is that of a sum around it. */
  private static void requireOtherBounds(
      Syntax.Reduction reduction, @Nullable Scope outer, Refusal refusal) {
    Syntax lower = reduction.lower();
    Syntax upper = reduction.upper();
    String index = reduction.index().name();
    for (Scope each = outer; each != null; each = each.outer()) {
      if (each.index() == Symbol.named(index)) {
        return;
      }
    }
    if (lower == null || upper == null) {
      return;
    }
    for (Syntax bound : List.of(lower, upper)) {
      SyntaxWalk.forEach(
          bound,
          node -> {
            if (node instanceof Syntax.Name name && name.name().equals(index)) {
              throw refusal.at(
                  name.span(),
                  "`" + name.spelling() + "` is bound here, and stands in its own bounds",
                  "use another letter for one of them");
            }
          });
    }
  }

  private Scope scope(Syntax.Reduction reduction, @Nullable Scope outer) {
    IndexRange range = declarations.rangeOf(reduction.index().name());
    Syntax lower = reduction.lower();
    Syntax upper = reduction.upper();
    return new Scope(
        Symbol.named(reduction.index().name()),
        lower == null ? range.lower() : index(lower),
        upper == null ? range.upper() : index(upper),
        reduction.condition() == null,
        outer);
  }

  private void check(Syntax.Subscripted subscripted, @Nullable Scope scope, Refusal refusal) {
    String family = subscripted.family().name();
    List<Expr> indices = new ArrayList<>();
    for (int place = 0; place < subscripted.indices().size(); place++) {
      Expr index = index(subscripted.indices().get(place));
      if (index == null) {
        return;
      }
      indices.add(index);
    }
    IndexedSymbol element = IndexedSymbol.of(family, indices);
    requireStarted(element, subscripted, refusal);
    for (int place = 0; place < indices.size(); place++) {
      Optional<Expr> first = ends.first(family, place);
      Optional<Expr> last = ends.last(family, place);
      if (definitions.isDefinedAlone(element)
          || definitions.isFreeStart(element)
          || first.isEmpty() && last.isEmpty()) {
        continue;
      }
      Expr least = extreme(indices.get(place), scope, true);
      Expr most = extreme(indices.get(place), scope, false);
      boolean isBound = least != indices.get(place) || most != indices.get(place);
      if (least != null && first.isPresent() && isMissed(first.get(), least, isBound)) {
        throw missed(element, place, least, subscripted, refusal);
      }
      if (most != null && last.isPresent() && isMissed(most, last.get(), isBound)) {
        throw missed(element, place, most, subscripted, refusal);
      }
    }
  }

  private void requireStarted(
      IndexedSymbol element, Syntax.Subscripted subscripted, Refusal refusal) {
    if (definitions.isMissingBeforeStart(element)) {
      throw refusal.at(
          subscripted.span(),
          element + " lies before the start of its recurrence",
          "define it, or use a later element");
    }
    if (!definitions.hasGeneral(element.family())
        || definitions.isRecurrent(element.family())
        || definitions.isDefinedAlone(element)) {
      return;
    }
    List<IndexRange> axes = declarations.familyRanges().getOrDefault(element.family(), List.of());
    for (int i = 0; i < Math.min(axes.size(), element.indices().size()); i++) {
      Expr first = ends.first(element.family(), i).orElse(axes.get(i).lower());
      Expr last = ends.last(element.family(), i).orElse(axes.get(i).upper());
      if (element.indices().get(i) instanceof RationalNumber index
          && new IndexRange(first, last).missedBy(index).isPresent()) {
        throw refusal.at(
            subscripted.span(),
            "%s is defined for %s..%s, and %s is asked for"
                .formatted(element.family(), first, last, element),
            "define " + element + ", or use another element");
      }
    }
  }

  /** Whether two indices are not in this order; that they are is a condition where it is open. */
  private boolean isMissed(Expr smaller, Expr larger, boolean isBound) {
    Expr condition = Relation.lessOrEqual(smaller, larger);
    Optional<Boolean> decided = facts.decide(condition);
    if (isBound && decided.isEmpty() && condition instanceof Relation) {
      conditions.add(condition);
    }
    return condition == Logical.FALSE || decided.equals(Optional.of(false));
  }

  private ParseException missed(
      IndexedSymbol element,
      int place,
      Expr reached,
      Syntax.Subscripted subscripted,
      Refusal refusal) {
    String family = element.family();
    List<Expr> indices = new ArrayList<>(element.indices());
    indices.set(place, reached);
    Expr asked = IndexedSymbol.of(family, indices);
    boolean isRecurrent = definitions.isRecurrent(family);
    if (isRecurrent) {
      return refusal.at(
          subscripted.span(),
          asked + " lies before the start of its recurrence",
          "define it, or begin with a later element");
    }
    String bounds =
        ends.first(family, place).map(Expr::toString).orElse("")
            + ".."
            + ends.last(family, place).map(Expr::toString).orElse("");
    boolean isDefined = definitions.hasGeneral(family);
    return refusal.at(
        subscripted.span(),
        "%s is %s for %s, and %s is asked for"
            .formatted(family, isDefined ? "defined" : "declared", bounds, asked),
        isDefined ? "define " + asked + ", or use another element" : null);
  }

  /** An index at an end of the ranges around it; null where that is not known. */
  private @Nullable Expr extreme(Expr index, @Nullable Scope scope, boolean isLeast) {
    Expr end = index;
    for (Scope each = scope; each != null; each = each.outer()) {
      if (!Occurrence.of(each.index(), end)) {
        continue;
      }
      Expr next = Substitution.of(each.index(), each.index().plus(Expr.of(1))).apply(end);
      Expr lower = each.lower();
      Expr upper = each.upper();
      if (!(next.minus(end) instanceof RationalNumber slope)
          || !each.isWhole()
          || lower == null
          || upper == null) {
        return null;
      }
      Expr bound = slope.value().signum() > 0 == isLeast ? lower : upper;
      if (bound == NamedConstant.INFINITY || isEmptyInside(scope, each, bound)) {
        return null;
      }
      end = Substitution.of(each.index(), bound).apply(end);
    }
    return end;
  }

  /** Whether a range further in may be empty where an index is at its bound. */
  private boolean isEmptyInside(@Nullable Scope inner, Scope outer, Expr bound) {
    for (Scope each = inner; each != null && each != outer; each = each.outer()) {
      Expr lower = each.lower();
      Expr upper = each.upper();
      if (lower == null || upper == null) {
        return true;
      }
      Expr width = upper.minus(lower);
      if (Occurrence.of(outer.index(), width)
          && !facts.isNotNegative(Substitution.of(outer.index(), bound).apply(width))) {
        return true;
      }
    }
    return false;
  }

  /** A part of an index, and the number that it is multiplied by. */
  private record Term(Syntax syntax, Rational factor) {}

  /** A subscript or a bound that is a sum of names and numbers, with numbers for factors. */
  private static @Nullable Expr index(Syntax index) {
    Sum.Builder sum = new Sum.Builder();
    Deque<Term> pending = new ArrayDeque<>(List.of(new Term(index, Rational.ONE)));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Term term = pending.pop();
      Rational factor = term.factor();
      if (term.syntax() instanceof Syntax.NumberLiteral number) {
        sum.add(factor, Expr.of(number.value()));
      } else if (term.syntax() instanceof Syntax.Name name) {
        sum.add(factor, Symbol.named(name.name()));
      } else if (term.syntax() == index
          && index instanceof Syntax.Constant constant
          && constant.kind() == Syntax.Constant.Kind.INFINITY) {
        return NamedConstant.INFINITY;
      } else if (term.syntax() instanceof Syntax.Negate negate) {
        pending.push(new Term(negate.operand(), factor.negate()));
      } else if (!(term.syntax() instanceof Syntax.Binary binary)
          || !push(binary, factor, pending)) {
        return null;
      }
    }
    return sum.build();
  }

  private static boolean push(Syntax.Binary binary, Rational factor, Deque<Term> pending) {
    switch (binary.operator()) {
      case ADD -> {
        pending.push(new Term(binary.left(), factor));
        pending.push(new Term(binary.right(), factor));
      }
      case SUBTRACT -> {
        pending.push(new Term(binary.left(), factor));
        pending.push(new Term(binary.right(), factor.negate()));
      }
      case MULTIPLY -> {
        boolean isLeft = binary.left() instanceof Syntax.NumberLiteral;
        Syntax number = isLeft ? binary.left() : binary.right();
        if (!(number instanceof Syntax.NumberLiteral literal)) {
          return false;
        }
        Syntax other = isLeft ? binary.right() : binary.left();
        pending.push(new Term(other, factor.times(literal.value())));
      }
      default -> {
        return false;
      }
    }
    return true;
  }
}
