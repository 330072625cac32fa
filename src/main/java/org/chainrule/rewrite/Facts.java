package org.chainrule.rewrite;

import java.util.AbstractSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * A set of known facts: the ranges of indices, and relations that are declared, assumed or follow
 * from the question. Facts never change; more facts are other facts. They can note what they were
 * asked for with success, which tells what a result depends on.
 */
public final class Facts {
  private static final int MOST_INDICES = 8;

  /** More is not remembered of what was asked for in vain. */
  private static final int MOST_REMEMBERED = 10_000;

  private static final Facts NONE =
      new Facts(Map.of(), Set.of(), Inequalities.NONE, Map.of(), null);

  private final Map<Expr, IndexRange> ranges;
  private final Set<Expr> relations;

  /** The inequalities among the relations, and perhaps some that are no longer among them. */
  private final Inequalities inequalities;

  private final Map<Relation, Map<Symbol, IndexRange>> general;

  /** How deeply it was tried in vain to show that an expression is at least 0, or above. */
  private final Map<Sign, Integer> unproven = new ConcurrentHashMap<>();

  /** Takes the relations, and the indices with a range, by which something was found to hold. */
  private final @Nullable Set<Expr> used;

  private record Sign(Expr expression, boolean strictly) {}

  /** A set without some of its elements. */
  private static final class Left extends AbstractSet<Expr> {
    private final Set<Expr> all;
    private final Set<? extends Expr> missing;

    Left(Set<Expr> all, Set<? extends Expr> missing) {
      this.all = all;
      this.missing = missing;
    }

    @Override
    public boolean contains(Object element) {
      return all.contains(element) && !missing.contains(element);
    }

    @Override
    public Iterator<Expr> iterator() {
      return all.stream().filter(each -> !missing.contains(each)).iterator();
    }

    @Override
    public int size() {
      return all.size() - (int) missing.stream().filter(all::contains).count();
    }
  }

  private Facts(
      Map<Expr, IndexRange> ranges,
      Set<Expr> relations,
      Inequalities inequalities,
      Map<Relation, Map<Symbol, IndexRange>> general,
      @Nullable Set<Expr> used) {
    this.ranges = ranges;
    this.relations = relations;
    this.inequalities = inequalities;
    this.general = general;
    this.used = used;
  }

  /** Facts that hold in a problem. */
  public static Facts of(Map<? extends Expr, IndexRange> ranges, Collection<Expr> relations) {
    return NONE.withRanges(ranges).with(relations);
  }

  public static Facts none() {
    return NONE;
  }

  /** These facts and one more. */
  public Facts with(Expr fact) {
    return with(List.of(fact));
  }

  /** These facts and more relations, or conjunctions of such; anything else tells nothing. */
  public Facts with(Collection<? extends Expr> more) {
    List<Relation> told = told(more);
    told.removeIf(relations::contains);
    if (told.isEmpty()) {
      return this;
    }
    Set<Expr> all = new HashSet<>(relations);
    all.addAll(told);
    return new Facts(ranges, all, inequalities.with(told), general, used);
  }

  /** These facts without some relations, which are not copied for that. */
  public Facts without(Collection<Relation> fewer) {
    if (fewer.stream().noneMatch(relations::contains)) {
      return this;
    }
    // One set in the place of one left out of another left out of more.
    Set<Expr> all = relations instanceof Left ? new HashSet<>(relations) : relations;
    return new Facts(ranges, new Left(all, Set.copyOf(fewer)), inequalities, general, used);
  }

  /** The relations that are told by some and by conjunctions of such. */
  public static List<Relation> told(Collection<? extends Expr> facts) {
    List<Relation> told = new ArrayList<>();
    Deque<Expr> pending = new ArrayDeque<>(facts);
    while (!pending.isEmpty()) {
      Expr fact = pending.pop();
      if (fact instanceof Logical logical && logical.operator() == Logical.Operator.AND) {
        logical.operands().forEach(pending::push);
      } else if (fact instanceof Relation relation) {
        told.add(relation);
      }
    }
    return told;
  }

  /** These facts where an index goes through a range, whatever it went through before. */
  public Facts withRange(Expr index, IndexRange range) {
    return range.equals(ranges.get(index)) ? this : withRanges(Map.of(index, range));
  }

  /** These facts where some indices go through ranges. */
  public Facts withRanges(Map<? extends Expr, IndexRange> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<Expr, IndexRange> all = new HashMap<>(ranges);
    all.putAll(more);
    return new Facts(all, relations, inequalities, general, used);
  }

  /** These facts and relations that hold for all values of some indices in their ranges. */
  public Facts withGeneral(Map<Relation, Map<Symbol, IndexRange>> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<Relation, Map<Symbol, IndexRange>> all = new HashMap<>(general);
    all.putAll(more);
    return new Facts(ranges, relations, inequalities, all, used);
  }

  /** These facts, noting by which of them something is found to hold. */
  public Facts noting(Set<Expr> usedOnes) {
    return new Facts(ranges, relations, inequalities, general, usedOnes);
  }

  /**
   * Whether fewer facts lead to the same where these led to something by those that were noted:
   * each search among facts is for some proof, and fewer facts have no other.
   */
  public boolean leadAlike(Facts fewer, Set<Expr> noted) {
    return relations.containsAll(fewer.relations)
        && ranges.entrySet().containsAll(fewer.ranges.entrySet())
        && general.entrySet().containsAll(fewer.general.entrySet())
        && noted.stream().noneMatch(each -> isLacking(each, fewer));
  }

  private boolean isLacking(Expr fact, Facts fewer) {
    return relations.contains(fact) && !fewer.relations.contains(fact)
        || ranges.containsKey(fact) && !fewer.ranges.containsKey(fact)
        || fact instanceof Relation relation
            && general.containsKey(relation)
            && !fewer.general.containsKey(relation);
  }

  private boolean isKnown(Expr relation) {
    return relations.contains(relation) && note(relation);
  }

  private boolean note(Expr fact) {
    if (used != null) {
      used.add(fact);
    }
    return true;
  }

  public Optional<IndexRange> rangeOf(Expr index) {
    Optional<IndexRange> range = Optional.ofNullable(ranges.get(index));
    range.ifPresent(known -> note(index));
    return range;
  }

  /** The largest number of an opened index of which something is known. */
  public int openedInUse() {
    int largest = 0;
    for (Expr index : ranges.keySet()) {
      largest = Math.max(largest, Symbol.largestOpened(index));
    }
    for (Expr relation : relations) {
      largest = Math.max(largest, Symbol.largestOpened(relation));
    }
    return largest;
  }

  /** Whether a condition is known to hold (true), not to hold (false), or neither (empty). */
  public Optional<Boolean> decide(Expr condition) {
    if (condition instanceof Logical logical) {
      return decide(logical);
    }
    if (condition instanceof Relation relation) {
      if (isKnown(relation)) {
        return Optional.of(true);
      }
      if (isKnown(relation.negated())) {
        return Optional.of(false);
      }
      return decide(relation);
    }
    return Optional.empty();
  }

  /**
   * A condition without those of its parts that follow from others, or that others follow from
   * where one is enough.
   */
  public Expr shortest(Expr condition) {
    if (!(condition instanceof Logical logical) || logical.operands().size() > MOST_INDICES) {
      return condition;
    }
    boolean isAnd = logical.operator() == Logical.Operator.AND;
    List<Expr> kept = new ArrayList<>(logical.operands());
    for (Expr each : logical.operands()) {
      List<Expr> others = new ArrayList<>(kept);
      others.remove(each);
      boolean follows =
          isAnd
              ? with(Logical.of(Logical.Operator.AND, others))
                  .decide(each)
                  .equals(Optional.of(true))
              : each instanceof Relation
                  && with(each)
                      .decide(Logical.of(Logical.Operator.OR, others))
                      .equals(Optional.of(true));
      if (follows && kept.size() > 1) {
        kept = others;
      }
    }
    return Logical.of(logical.operator(), kept);
  }

  private Optional<Boolean> decide(Logical logical) {
    boolean isAnd = logical.operator() == Logical.Operator.AND;
    boolean open = false;
    for (Expr operand : logical.operands()) {
      Optional<Boolean> part = decide(operand);
      if (part.isPresent() && part.get() != isAnd) {
        return Optional.of(!isAnd);
      }
      open |= part.isEmpty();
    }
    if (open && leavesNothing(logical)) {
      return Optional.of(!isAnd);
    }
    return open ? Optional.empty() : Optional.of(isAnd);
  }

  /**
   * Whether of two parts one holds where the other does not, as in {@code a < b or b < a} where a
   * and b are known to differ; in a conjunction, whether one does not hold where the other does.
   */
  private boolean leavesNothing(Logical logical) {
    boolean isAnd = logical.operator() == Logical.Operator.AND;
    List<Expr> parts = logical.operands();
    if (parts.size() > MOST_INDICES) {
      return false;
    }
    for (Expr part : parts) {
      if (part instanceof Relation relation) {
        Facts there = with(isAnd ? relation : relation.negated());
        for (Expr other : parts) {
          if (other != part
              && other instanceof Relation second
              && there.decide(second).equals(Optional.of(!isAnd))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private Optional<Boolean> decide(Relation relation) {
    Expr difference = Sum.of(relation.right(), relation.left().negate());
    Expr opposite = Sum.of(relation.left(), relation.right().negate());
    return switch (relation.operator()) {
      case LESS_OR_EQUAL -> either(isNotNegative(difference), isPositive(opposite));
      case LESS -> either(isPositive(difference), isNotNegative(opposite));
      case NOT_EQUAL ->
          isPositive(difference) || isPositive(opposite) ? Optional.of(true) : Optional.empty();
      case EQUAL ->
          isPositive(difference) || isPositive(opposite) ? Optional.of(false) : Optional.empty();
    };
  }

  private static Optional<Boolean> either(boolean yes, boolean no) {
    return yes ? Optional.of(true) : no ? Optional.of(false) : Optional.empty();
  }

  /** Whether the expression is known to be above zero. */
  public boolean isPositive(Expr expression) {
    return isAtLeast(expression, true, MOST_INDICES);
  }

  /** Whether the expression is known to be zero or above. */
  public boolean isNotNegative(Expr expression) {
    return isAtLeast(expression, false, MOST_INDICES);
  }

  private boolean isAtLeast(Expr expression, boolean strictly, int depth) {
    if (expression instanceof RationalNumber number) {
      return number.value().signum() > 0 || !strictly && number.value().isZero();
    }
    if (this == NONE) {
      return isShown(expression, strictly, depth);
    }
    Sign sign = new Sign(expression, strictly);
    Integer tried = unproven.get(sign);
    if (tried != null && tried >= depth) {
      return false;
    }
    if (isShown(expression, strictly, depth)) {
      return true;
    }
    if (unproven.size() < MOST_REMEMBERED) {
      unproven.merge(sign, depth, Math::max);
    }
    return false;
  }

  private boolean isShown(Expr expression, boolean strictly, int depth) {
    if (isKnown(Relation.less(RationalNumber.ZERO, expression))
        || !strictly && isKnown(Relation.lessOrEqual(RationalNumber.ZERO, expression))
        || isKnownDifference(expression, strictly, depth)) {
      return true;
    }
    if (depth == 0) {
      return false;
    }
    if (expression instanceof IndexedSymbol element) {
      return isAtLeastAsAll(element, strictly, depth);
    }
    if (expression == NamedConstant.E || expression == NamedConstant.PI) {
      return true;
    }
    if (expression instanceof Apply apply) {
      return strictly
          ? apply.function().range().isPositive()
          : apply.function().range().isNotNegative();
    }
    if (expression instanceof Power power) {
      return isPositivePower(power.base(), power.exponent(), strictly, depth);
    }
    if (expression instanceof Product product) {
      return product.coefficient().signum() > 0
          && product.factors().stream()
              .allMatch(each -> isPositivePower(each.base(), each.exponent(), strictly, depth));
    }
    if (expression instanceof Reduction reduction) {
      return isPositiveReduction(reduction, strictly, depth);
    }
    if (expression instanceof Sum sum) {
      return isPositiveSum(sum, strictly, depth) || isAtLeastAtBounds(sum, strictly, depth);
    }
    return false;
  }

  /** Whether all elements of a family, of which this is one, are known to be above or at zero. */
  private boolean isAtLeastAsAll(IndexedSymbol element, boolean strictly, int depth) {
    for (Map.Entry<Relation, Map<Symbol, IndexRange>> each : general.entrySet()) {
      Relation relation = each.getKey();
      boolean isLess = relation.operator() == Relation.Operator.LESS;
      boolean isOrder = isLess || relation.operator() == Relation.Operator.LESS_OR_EQUAL;
      if (isOrder
          && relation.left() instanceof RationalNumber number
          && number.value().signum() >= 0
          && (!strictly || isLess || number.value().signum() > 0)
          && relation.right() instanceof IndexedSymbol pattern
          && isInstance(element, pattern, each.getValue(), depth - 1)) {
        return note(relation);
      }
    }
    return false;
  }

  /** Whether an element is that of a pattern for some indices within their ranges. */
  private boolean isInstance(
      IndexedSymbol element, IndexedSymbol pattern, Map<Symbol, IndexRange> indices, int depth) {
    if (!element.family().equals(pattern.family())
        || element.indices().size() != pattern.indices().size()) {
      return false;
    }
    Map<Expr, Expr> binding = new HashMap<>();
    for (int i = 0; i < pattern.indices().size(); i++) {
      Expr wanted = pattern.indices().get(i);
      Expr value = element.indices().get(i);
      boolean fits =
          indices.containsKey(wanted)
              ? binding.computeIfAbsent(wanted, key -> value) == value
              : wanted == value;
      if (!fits) {
        return false;
      }
    }
    return binding.entrySet().stream()
        .allMatch(each -> isWithin(each.getValue(), indices.get(each.getKey()), depth));
  }

  private boolean isWithin(Expr index, @Nullable IndexRange range, int depth) {
    return range != null
        && isAtLeast(index.minus(range.lower()), false, depth)
        && (isInfinite(range.upper()) || isAtLeast(range.upper().minus(index), false, depth));
  }

  /** Over a range that is not empty where a value above zero is asked for. */
  private boolean isPositiveReduction(Reduction reduction, boolean strictly, int depth) {
    if (strictly
        && reduction.operator() == Reduction.Operator.SUM
        && (reduction.condition() != Logical.TRUE
            || !isAtLeast(reduction.upper().minus(reduction.lower()), false, depth - 1))) {
      return false;
    }
    Binder.Opened inside = reduction.open(0);
    return withRange(inside.index(), reduction.range())
        .isAtLeast(inside.body(), strictly, depth - 1);
  }

  private boolean isPositivePower(Expr base, Expr exponent, boolean strictly, int depth) {
    if (exponent instanceof RationalNumber number && number.value().isEven()) {
      return !strictly || isAtLeast(base, true, depth - 1);
    }
    return isAtLeast(base, strictly || !exponent.isOne(), depth - 1);
  }

  private boolean isPositiveSum(Sum sum, boolean strictly, int depth) {
    boolean positive = sum.constant().signum() > 0;
    if (sum.constant().signum() < 0 || sum.size() > MOST_INDICES) {
      return false;
    }
    for (Sum.Term term : sum.terms()) {
      Expr value = term.toExpr();
      if (!isAtLeast(value, false, depth - 1)) {
        return false;
      }
      positive = positive || strictly && isAtLeast(value, true, depth - 1);
    }
    return positive || !strictly;
  }

  /** Puts an index at the end of its range that makes a linear expression smallest. */
  private boolean isAtLeastAtBounds(Sum sum, boolean strictly, int depth) {
    for (Sum.Term term : sum.terms()) {
      IndexRange range = ranges.get(term.expression());
      if (range == null) {
        continue;
      }
      Expr end = term.coefficient().signum() > 0 ? range.lower() : range.upper();
      if (end instanceof NamedConstant) {
        continue;
      }
      Expr least =
          new Sum.Builder()
              .add(sum)
              .add(term.coefficient().negate(), term.expression())
              .add(term.coefficient(), end)
              .build();
      if (isAtLeast(least, strictly, depth - 1)) {
        return note(term.expression());
      }
    }
    return false;
  }

  /**
   * Whether a known relation differs from the wanted one by nothing or by what helps, as a < c
   * where a < b and b < c are known.
   */
  private boolean isKnownDifference(Expr expression, boolean strictly, int depth) {
    for (Inequalities.Known known : inequalities.about(expression, relations::contains)) {
      Expr surplus = Sum.of(expression, known.shortfall());
      if (surplus instanceof RationalNumber number) {
        int sign = number.value().signum();
        if (sign > 0
            || sign == 0 && (known.isStrict() || !strictly || isKnownNotZero(expression))) {
          return note(known.relation());
        }
      } else if (depth > 0
          && addends(surplus) < addends(expression) + (depth > MOST_INDICES - 2 ? 1 : 0)
          && isAtLeast(surplus, strictly && !known.isStrict(), depth - 1)) {
        return note(known.relation());
      }
    }
    return false;
  }

  private static int addends(Expr expression) {
    return expression instanceof Sum sum ? sum.size() + (sum.constant().isZero() ? 0 : 1) : 1;
  }

  private boolean isKnownNotZero(Expr expression) {
    for (Expr fact : relations) {
      Relation relation = (Relation) fact;
      if (relation.operator() == Relation.Operator.NOT_EQUAL) {
        Expr known = Sum.of(relation.right(), relation.left().negate());
        if (known == expression || known.negate() == expression) {
          return note(relation);
        }
      }
    }
    return false;
  }

  /** Whether an element is known to be another than the one with these indices. */
  public boolean isOutside(IndexedSymbol element, List<Expr> indices) {
    if (element.indices().size() != indices.size()) {
      return true;
    }
    for (int i = 0; i < indices.size(); i++) {
      Expr index = element.indices().get(i);
      IndexRange range = ranges.get(index);
      boolean outside =
          decide(Relation.equal(index, indices.get(i))).equals(Optional.of(false))
              || range != null
                  && (isLess(indices.get(i), range.lower())
                      || isLess(range.upper(), indices.get(i)));
      if (outside) {
        return note(index);
      }
    }
    return false;
  }

  private boolean isLess(Expr smaller, Expr larger) {
    return !isInfinite(smaller)
        && !isInfinite(larger)
        && isPositive(Sum.of(larger, smaller.negate()));
  }

  private static boolean isInfinite(Expr bound) {
    return bound == NamedConstant.INFINITY
        || bound instanceof Product product
            && product.withoutCoefficient() == NamedConstant.INFINITY;
  }

  /** All that is known of names as relations, the ranges of indices that no binder binds too. */
  public List<Expr> asRelations() {
    List<Expr> all = relations();
    ranges.forEach(
        (index, range) -> {
          if (index instanceof Symbol symbol && !symbol.isOpened()) {
            all.add(Relation.greaterOrEqual(index, range.lower()));
            if (!isInfinite(range.upper())) {
              all.add(Relation.lessOrEqual(index, range.upper()));
            }
          }
        });
    return all;
  }

  /** The relations, for a report of what was assumed. */
  public List<Expr> relations() {
    relations.forEach(this::note);
    return new ArrayList<>(relations);
  }
}
