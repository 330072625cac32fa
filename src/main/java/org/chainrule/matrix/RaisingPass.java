package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.matrix.Raised.Reason;
import org.chainrule.notation.MatrixFunction;
import org.jspecify.annotations.Nullable;

/**
 * The raising of one expression: of each part the form at the indices that it depends on, a sum
 * term by term, a term as an {@link IndexNetwork} of its factors, and a factor by itself.
 */
final class RaisingPass {
  /** A term is multiplied out to no more terms than this. */
  private static final int MOST_TERMS = 64;

  private final IndexLengths lengths;
  private final Map<String, List<IndexRange>> families;
  private final Members members;
  private final Dependence dependence;
  private final Map<Place, MatrixForm> forms = new HashMap<>();
  private final Map<Place, NoMatrices> failures = new HashMap<>();
  private final Map<Expr, Placed> atoms = new HashMap<>();

  /** An expression and the indices that its form is wanted at. */
  private record Place(Expr expression, List<Symbol> indices) {}

  RaisingPass(
      IndexLengths lengths,
      Map<String, List<IndexRange>> families,
      Members members,
      int openedInUse) {
    this.lengths = lengths;
    this.families = families;
    this.members = members;
    this.dependence = new Dependence(lengths, openedInUse);
  }

  /**
   * The form of an expression at some indices.
   *
   * @param free two at most, among which are all that the expression depends on
   * @throws NoMatrices if there is none
   */
  MatrixForm form(Expr expression, List<Symbol> free) {
    Interruption.poll();
    Place place = new Place(expression, free);
    NoMatrices failure = failures.get(place);
    if (failure != null) {
      throw failure;
    }
    MatrixForm known = forms.get(place);
    if (known == null) {
      try {
        known = expression instanceof Sum sum ? sum(sum.addends(), free) : term(expression, free);
      } catch (NoMatrices none) {
        failures.put(place, none);
        throw none;
      }
      forms.put(place, known);
    }
    return known;
  }

  private Set<Symbol> indices(Expr expression) {
    return dependence.apply(expression);
  }

  private MatrixShape shape(List<Symbol> free) {
    return switch (free.size()) {
      case 0 -> MatrixShape.NUMBER;
      case 1 -> MatrixShape.column(lengths.of(free.get(0)));
      default -> new MatrixShape(lengths.of(free.get(0)), lengths.of(free.get(1)));
    };
  }

  private MatrixForm sum(List<Expr> addends, List<Symbol> free) {
    List<MatrixForm> terms = new ArrayList<>();
    for (Expr addend : addends) {
      terms.add(form(addend, free));
    }
    return MatrixForms.sum(terms);
  }

  private MatrixForm term(Expr expression, List<Symbol> free) {
    Term term = new Term(free);
    term.multiply(expression);
    return shortest(term);
  }

  /** The factors of a product under some sums. */
  private final class Term {
    private final List<Symbol> free;
    private final Set<Symbol> bound = new LinkedHashSet<>();
    private final Set<Symbol> used = new LinkedHashSet<>();
    private final List<Expr> factors = new ArrayList<>();
    private Expr number = RationalNumber.ONE;

    Term(List<Symbol> free) {
      this.free = free;
      used.addAll(free);
    }

    Term(Term other) {
      this(other.free);
      bound.addAll(other.bound);
      used.addAll(other.used);
      factors.addAll(other.factors);
      number = other.number;
    }

    void multiply(Expr expression) {
      List<Expr> pending = new ArrayList<>(List.of(expression));
      while (!pending.isEmpty()) {
        Expr next = pending.remove(pending.size() - 1);
        if (next instanceof Product product) {
          number = number.times(Expr.of(product.coefficient()));
          List<Product.Factor> parts = product.factors();
          for (int i = parts.size() - 1; i >= 0; i--) {
            pending.add(parts.get(i).toExpr());
          }
        } else if (next instanceof RationalNumber) {
          number = number.times(next);
        } else if (next instanceof Piecewise cases && cases.isRestriction()) {
          pending.add(cases.shown());
        } else if (next instanceof Reduction sum
            && sum.operator() == Reduction.Operator.SUM
            && !members.isOver(sum)) {
          pending.add(opened(sum));
        } else if (!(next instanceof Piecewise cases && takesOut(cases, pending))) {
          factors.add(next);
        }
      }
    }

    /** Takes out of cases the factors of all of them by which they depend on more indices. */
    private boolean takesOut(Piecewise cases, List<Expr> pending) {
      List<Expr> values = new ArrayList<>();
      Set<Symbol> deciding = new LinkedHashSet<>();
      for (Piecewise.Branch branch : cases.branches()) {
        values.add(branch.value());
        deciding.addAll(indices(branch.condition()));
      }
      cases.otherwise().ifPresent(values::add);
      Expr shared = values.stream().filter(each -> !each.isZero()).findFirst().orElse(null);
      List<Product.Factor> factors = new ArrayList<>();
      if (shared instanceof Product product) {
        factors.addAll(product.factors());
      } else if (shared != null) {
        factors.add(Product.Factor.of(shared));
      }
      factors.removeIf(
          factor ->
              deciding.containsAll(indices(factor.toExpr()))
                  || !values.stream().allMatch(each -> each.isZero() || has(each, factor)));
      if (factors.isEmpty()) {
        return false;
      }
      Expr divisor = Product.of(factors.stream().map(Product.Factor::toExpr).toList());
      List<Piecewise.Branch> branches = new ArrayList<>();
      for (Piecewise.Branch branch : cases.branches()) {
        Expr rest = branch.value().dividedBy(divisor);
        branches.add(new Piecewise.Branch(rest, branch.condition()));
      }
      Expr otherwise = cases.otherwise().map(each -> each.dividedBy(divisor)).orElse(null);
      pending.add(Piecewise.of(branches, otherwise));
      pending.add(divisor);
      return true;
    }

    private static boolean has(Expr value, Product.Factor factor) {
      return value instanceof Product product
          ? product.exponentOf(factor.base()) == factor.exponent()
          : value == factor.toExpr();
    }

    /** A sum's body, its index bound in this term, or sums that are whole and less what is left. */
    private Expr opened(Reduction sum) {
      Binder.Opened inside = dependence.opened(sum);
      if (sum.condition() != Logical.TRUE || !sum.lower().isOne()) {
        return completed(sum, inside);
      }
      if (used.contains(inside.index())) {
        Symbol other = dependence.another();
        lengths.put(other, sum.upper());
        inside = sum.open(other);
      }
      used.add(inside.index());
      bound.add(inside.index());
      return inside.body();
    }

    /** The matrices' product, deltas being contracted first. */
    MatrixForm contracted() {
      IndexNetwork network = new IndexNetwork(lengths, number);
      for (Expr factor : factors) {
        network.add(atom(factor));
      }
      return network.contracted(bound, free);
    }
  }

  /** A sum over a part of a range as one over all of it, less what the part leaves out. */
  private Expr completed(Reduction sum, Binder.Opened inside) {
    Expr left = null;
    if (sum.lower().isOne()
        && inside.condition() instanceof Relation relation
        && relation.operator() == Relation.Operator.NOT_EQUAL) {
      left = relation.left() == inside.index() ? relation.right() : relation.left();
      if (relation.left() != inside.index() && relation.right() != inside.index()
          || !(left instanceof Symbol symbol
              && lengths.has(symbol)
              && lengths.of(symbol) == sum.upper())) {
        left = null;
      }
    } else if (sum.condition() == Logical.TRUE && sum.lower() == RationalNumber.TWO) {
      left = RationalNumber.ONE;
    }
    if (left == null) {
      throw new NoMatrices(Reason.PART_OF_A_RANGE, sum);
    }
    Expr all =
        Reduction.of(
            Reduction.Operator.SUM, inside.index(), RationalNumber.ONE, sum.upper(), inside.body());
    return all.minus(Substitution.of(inside.index(), left).apply(inside.body()));
  }

  /** The form of a term that is shortest among some ways to multiply out what it has of sums. */
  private MatrixForm shortest(Term term) {
    MatrixForm whole = withoutDeltas(term);
    if (whole != null) {
      return whole;
    }
    List<Expr> wide = new ArrayList<>();
    List<Expr> uneven = new ArrayList<>();
    List<Expr> sums = new ArrayList<>();
    for (Expr factor : term.factors) {
      int size = indices(factor).size();
      boolean isSquare =
          factor instanceof Power power
              && power.base() instanceof Sum
              && power.exponent() == RationalNumber.TWO;
      if (size > 2 && (factor instanceof Sum || isSquare)) {
        wide.add(factor);
      } else if (factor instanceof Sum sum) {
        sums.add(sum);
        if (isUneven(sum)) {
          uneven.add(sum);
        }
      }
    }
    if (!wide.isEmpty()) {
      return multipliedOut(term, wide);
    }
    MatrixForm best = null;
    NoMatrices failure = null;
    try {
      best = term.contracted();
    } catch (NoMatrices none) {
      failure = none;
    }
    for (List<Expr> some : uneven.equals(sums) ? List.of(sums) : List.of(uneven, sums)) {
      if (!some.isEmpty() && terms(some) <= MOST_TERMS) {
        try {
          MatrixForm form = multipliedOut(term, some);
          if (best == null || FormSize.of(form) < FormSize.of(best)) {
            best = form;
          }
        } catch (NoMatrices none) {
          failure = failure == null ? none : failure;
        }
      }
    }
    Term local = multipliedOutInside(term, uneven);
    if (local != null) {
      try {
        MatrixForm form = local.contracted();
        best = best == null ? form : MatrixForms.shorter(best, form);
      } catch (NoMatrices none) {
        failure = failure == null ? none : failure;
      }
    }
    if (best == null) {
      throw failure == null ? new NoMatrices(Reason.TANGLED, "") : failure;
    }
    return best;
  }

  /**
   * A term in which some sums are multiplied out with no more than what shares bound indices with
   * them, so that all else stays a factor; null where that is everything.
   */
  private @Nullable Term multipliedOutInside(Term term, List<Expr> sums) {
    Term local = new Term(term);
    boolean isOther = false;
    for (Expr each : sums) {
      Set<Symbol> inner = new LinkedHashSet<>(indices(each));
      inner.retainAll(local.bound);
      List<Expr> around =
          local.factors.stream()
              .filter(factor -> factor != each && !Collections.disjoint(indices(factor), inner))
              .toList();
      if (inner.isEmpty() || around.size() >= local.factors.size() - 1) {
        continue;
      }
      local.factors.remove(each);
      local.factors.removeAll(around);
      local.bound.removeAll(inner);
      Sum.Builder terms = new Sum.Builder();
      for (Expr addend : ((Sum) each).addends()) {
        Expr body = Product.of(around).times(addend);
        for (Symbol index : inner) {
          body =
              Reduction.of(
                  Reduction.Operator.SUM, index, RationalNumber.ONE, lengths.of(index), body);
        }
        terms.add(body);
      }
      local.factors.add(terms.build());
      isOther = true;
    }
    return isOther ? local : null;
  }

  private static long terms(List<Expr> sums) {
    long product = 1;
    for (Expr sum : sums) {
      product *= ((Sum) sum).addends().size();
      if (product > MOST_TERMS) {
        return product;
      }
    }
    return product;
  }

  /** Whether the terms of a sum depend on different indices, numbers aside. */
  private boolean isUneven(Sum sum) {
    Set<Symbol> all = indices(sum);
    for (Expr addend : sum.addends()) {
      if (addend instanceof KroneckerDelta
          || !indices(addend).isEmpty() && !indices(addend).equals(all)) {
        return true;
      }
    }
    return false;
  }

  /** The sum of the terms that come of multiplying some sums out. */
  private MatrixForm multipliedOut(Term term, List<Expr> sums) {
    List<Term> terms = new ArrayList<>();
    Term rest = new Term(term);
    rest.factors.removeAll(sums);
    terms.add(rest);
    for (Expr each : sums) {
      int times = each instanceof Power ? 2 : 1;
      Sum sum = (Sum) (each instanceof Power power ? power.base() : each);
      for (int i = 0; i < times; i++) {
        List<Term> longer = new ArrayList<>();
        for (Term one : terms) {
          for (Expr addend : sum.addends()) {
            Term more = new Term(one);
            more.multiply(addend);
            longer.add(more);
          }
        }
        if (longer.size() > MOST_TERMS) {
          throw new NoMatrices(Reason.TOO_LONG, "");
        }
        terms = longer;
      }
    }
    return MatrixForms.sum(terms.stream().map(this::single).toList());
  }

  /** The form of a term whose sums are multiplied out only where they must be. */
  private MatrixForm single(Term term) {
    MatrixForm whole = withoutDeltas(term);
    if (whole != null) {
      return whole;
    }
    List<Expr> wide =
        term.factors.stream()
            .filter(factor -> factor instanceof Sum && indices(factor).size() > 2)
            .toList();
    return wide.isEmpty() ? term.contracted() : multipliedOut(term, wide);
  }

  /** Contracts the deltas of a term; the form where one of them is of both free indices. */
  private @Nullable MatrixForm withoutDeltas(Term term) {
    for (int i = 0; i < term.factors.size(); i++) {
      if (term.factors.get(i) instanceof KroneckerDelta delta
          && delta.left() instanceof Symbol left
          && delta.right() instanceof Symbol right
          && lengths.has(left)
          && lengths.has(right)) {
        if (lengths.of(left) != lengths.of(right)) {
          throw new NoMatrices(Reason.UNKNOWN_LENGTH, delta);
        }
        term.factors.remove(i);
        Symbol gone = term.bound.contains(left) ? left : right;
        Symbol kept = gone.equals(left) ? right : left;
        if (term.bound.remove(gone)) {
          replace(term, gone, kept);
          i = -1;
        } else {
          Term column = new Term(List.of(kept));
          column.bound.addAll(term.bound);
          column.used.addAll(term.used);
          column.factors.addAll(term.factors);
          column.number = term.number;
          replace(column, gone, kept);
          return MatrixForms.diagonalMatrix(shortest(column));
        }
      }
    }
    return term.number.isZero() ? MatrixForms.zeros(shape(term.free)) : null;
  }

  private static void replace(Term term, Symbol gone, Symbol kept) {
    Substitution substitution = Substitution.of(gone, kept);
    List<Expr> before = List.copyOf(term.factors);
    term.factors.clear();
    for (Expr factor : before) {
      term.multiply(substitution.apply(factor));
    }
  }

  /** The form of a factor at the indices that it depends on. */
  private Placed atom(Expr factor) {
    Placed known = atoms.get(factor);
    if (known == null) {
      known = placed(factor, List.copyOf(indices(factor)));
      atoms.put(factor, known);
    }
    return known;
  }

  private Placed placed(Expr factor, List<Symbol> indices) {
    if (factor instanceof IndexedSymbol element) {
      return name(element);
    }
    if (factor instanceof KroneckerDelta && indices.size() == 2) {
      return new Placed(MatrixForms.identity(lengths.of(indices.get(0))), indices);
    }
    if (factor instanceof Apply apply && isOfVector(apply)) {
      return operation(apply, indices);
    }
    if (indices.size() > 2) {
      throw new NoMatrices(Reason.THREE_INDICES, factor);
    }
    if (indices.size() < 2) {
      return new Placed(inner(factor, indices), indices);
    }
    List<Symbol> turned = List.of(indices.get(1), indices.get(0));
    MatrixForm straight = inner(factor, indices);
    MatrixForm across = inner(factor, turned);
    return FormSize.of(across) < FormSize.of(straight)
        ? new Placed(across, turned)
        : new Placed(straight, indices);
  }

  /** The form of a factor whose parts stand at its own indices. */
  private MatrixForm inner(Expr factor, List<Symbol> at) {
    if (factor instanceof Sum) {
      return form(factor, at);
    }
    if (factor instanceof Power power) {
      Optional<Expr> exponential = Product.Factor.of(power).asExponential();
      if (exponential.isPresent() && power.base() instanceof Apply apply) {
        return MatrixForm.Elementwise.of(apply.function(), List.of(part(exponential.get(), at)));
      }
      return MatrixForms.power(part(power.base(), at), part(power.exponent(), at));
    }
    if (factor instanceof Apply apply) {
      List<MatrixForm> arguments = new ArrayList<>();
      for (Expr argument : apply.arguments()) {
        arguments.add(part(argument, at));
      }
      return MatrixForm.Elementwise.of(apply.function(), arguments);
    }
    if (factor instanceof Piecewise cases) {
      return cases(cases, at);
    }
    if (factor instanceof DerivativeTerm derivative) {
      return derivative(derivative, at);
    }
    if (factor instanceof Reduction reduction) {
      return members.isOver(reduction) ? total(reduction, at) : extremum(reduction, at);
    }
    if (at.isEmpty()
        && (factor instanceof Symbol
            || factor instanceof NamedConstant
            || factor instanceof KroneckerDelta)) {
      return MatrixForms.number(factor);
    }
    if (factor instanceof KroneckerDelta) {
      throw new NoMatrices(Reason.ONE_ELEMENT, factor);
    }
    throw new NoMatrices(
        factor instanceof Symbol ? Reason.INDEX_AS_NUMBER : Reason.NO_OPERATION, factor);
  }

  /** A part that is calculated with element by element, where a number fits all. */
  private MatrixForm part(Expr expression, List<Symbol> at) {
    return form(expression, indices(expression).isEmpty() ? List.of() : at);
  }

  private MatrixForm cases(Piecewise cases, List<Symbol> at) {
    if (cases.isRestriction()) {
      return form(cases.shown(), at);
    }
    List<MatrixForm.Branch> branches = new ArrayList<>();
    for (Piecewise.Branch branch : cases.branches()) {
      branches.add(
          new MatrixForm.Branch(part(branch.value(), at), condition(branch.condition(), at)));
    }
    return new MatrixForm.Cases(
        branches, cases.otherwise().map(each -> part(each, at)).orElse(null), shape(at));
  }

  private MatrixForm.Condition condition(Expr condition, List<Symbol> at) {
    if (condition instanceof Relation relation) {
      return new MatrixForm.Comparison(
          relation.operator(), part(relation.left(), at), part(relation.right(), at));
    }
    Logical logical = (Logical) condition;
    List<MatrixForm.Condition> operands = new ArrayList<>();
    for (Expr operand : logical.operands()) {
      operands.add(condition(operand, at));
    }
    return new MatrixForm.Connected(logical.operator(), operands);
  }

  /** A sum over the columns or matrices of families, of a letter that nothing else has. */
  private MatrixForm total(Reduction sum, List<Symbol> at) {
    Symbol index = members.letter(sum);
    Binder.Opened inside = sum.open(index);
    return new MatrixForm.Total(
        index, sum.lower(), sum.upper(), inside.condition(), form(inside.body(), at));
  }

  /** The largest or smallest element of a column or of a matrix. */
  private MatrixForm extremum(Reduction reduction, List<Symbol> at) {
    Reduction.Operator operator = reduction.operator();
    if (operator == Reduction.Operator.PRODUCT) {
      if (at.isEmpty()) {
        return MatrixForms.number(reduction);
      }
      throw new NoMatrices(Reason.NO_OPERATION, reduction);
    }
    List<Symbol> inner = new ArrayList<>();
    Expr body = reduction;
    while (body instanceof Reduction next && next.operator() == operator && inner.size() < 2) {
      requireWhole(next, next.condition());
      Binder.Opened inside = dependence.opened(next);
      inner.add(inside.index());
      body = inside.body();
    }
    if (!at.isEmpty()) {
      throw new NoMatrices(Reason.NO_OPERATION, reduction);
    }
    MatrixForm all = placedAt(body, inner);
    return MatrixForms.operation(
        operator == Reduction.Operator.MAXIMUM ? MatrixFunction.MAXIMUM : MatrixFunction.MINIMUM,
        all,
        MatrixShape.NUMBER);
  }

  /** The form at some indices in one order or the other, whichever is shorter. */
  private MatrixForm placedAt(Expr body, List<Symbol> at) {
    MatrixForm straight = form(body, at);
    if (at.size() < 2) {
      return straight;
    }
    MatrixForm across = form(body, List.of(at.get(1), at.get(0)));
    return FormSize.of(across) < FormSize.of(straight) ? across : straight;
  }

  private static void requireWhole(Binder binder, Expr condition) {
    if (condition != Logical.TRUE || !binder.lower().isOne()) {
      throw new NoMatrices(Reason.PART_OF_A_RANGE, binder);
    }
  }

  private static boolean isOfVector(Apply apply) {
    return apply.arguments().stream().anyMatch(Elements.class::isInstance);
  }

  /** An operation on whole columns or matrices, which has the name of the function's row. */
  private Placed operation(Apply apply, List<Symbol> indices) {
    MatrixFunction function = MatrixFunction.named(apply.function().name());
    List<Symbol> selecting = new ArrayList<>();
    List<Symbol> inner = new ArrayList<>();
    Expr body = apply;
    boolean isWhole = true;
    for (int i = 0; i < apply.arguments().size(); i++) {
      Expr argument = apply.arguments().get(i);
      if (argument instanceof Elements) {
        body = argument;
      } else if (argument instanceof Symbol symbol && lengths.has(symbol)) {
        selecting.add(symbol);
      } else {
        isWhole = false;
      }
    }
    if (function == null || !isWhole) {
      if (indices.isEmpty()) {
        return new Placed(MatrixForms.number(apply), indices);
      }
      throw new NoMatrices(Reason.NO_OPERATION, apply);
    }
    while (body instanceof Elements elements) {
      requireWhole(elements, Logical.TRUE);
      Binder.Opened inside = dependence.opened(elements);
      inner.add(inside.index());
      body = inside.body();
    }
    List<Symbol> others = new ArrayList<>(indices(body));
    others.removeAll(inner);
    boolean isDiagonal = selecting.size() == 2 && selecting.get(0).equals(selecting.get(1));
    boolean fits =
        inner.size() + others.size() <= 2 && selecting.stream().noneMatch(others::contains);
    if (!fits || !others.isEmpty() && function != MatrixFunction.SOFTMAX) {
      throw new NoMatrices(Reason.NO_OPERATION, apply);
    }
    for (int i = 0; i < selecting.size(); i++) {
      if (lengths.of(selecting.get(i)) != lengths.of(inner.get(Math.min(i, inner.size() - 1)))) {
        throw new NoMatrices(Reason.UNKNOWN_LENGTH, apply);
      }
    }
    inner.addAll(others);
    List<Symbol> at = new ArrayList<>(selecting);
    at.addAll(others);
    MatrixForm operation = MatrixForms.operation(function, form(body, inner), shape(at));
    return isDiagonal
        ? new Placed(MatrixForms.diagonal(operation), List.of(at.get(0)))
        : new Placed(operation, at);
  }

  /** The name that an element is one of, at the indices of its rows and columns. */
  private Placed name(IndexedSymbol element) {
    List<IndexRange> ranges = families.getOrDefault(element.family(), List.of());
    List<Symbol> at = new ArrayList<>();
    List<Expr> slots = new ArrayList<>();
    boolean isRepeated = false;
    for (int axis = 0; axis < element.indices().size(); axis++) {
      Expr index = element.indices().get(axis);
      if (indices(index).isEmpty()) {
        boolean isOnly = axis < ranges.size() && ranges.get(axis).upper().isOne();
        if (!at.isEmpty() && !isOnly) {
          throw new NoMatrices(Reason.ONE_ELEMENT, element);
        }
        slots.add(index);
        continue;
      }
      if (!(index instanceof Symbol symbol)) {
        throw new NoMatrices(Reason.INDEX_AS_NUMBER, element);
      }
      if (axis >= ranges.size()
          || !ranges.get(axis).lower().isOne()
          || ranges.get(axis).upper() != lengths.of(symbol)) {
        throw new NoMatrices(Reason.UNKNOWN_LENGTH, element);
      }
      if (at.size() == 2) {
        throw new NoMatrices(Reason.THREE_INDICES, element);
      }
      slots.add((at.isEmpty() ? Slot.ROW : Slot.COLUMN).symbol());
      isRepeated |= at.contains(symbol);
      at.add(symbol);
    }
    if (at.size() < 2 && hasOneRowOrColumn(element, ranges, at)) {
      return oneRowOrColumn(element, ranges, at);
    }
    if (at.isEmpty()) {
      return new Placed(MatrixForms.number(element), at);
    }
    boolean isNumbered = slots.stream().anyMatch(RationalNumber.class::isInstance);
    if (isNumbered && at.size() < ranges.size() && !members.has(element.family())) {
      // A_2 would be an element of a column to a reader, and is no name of the matrix A.
      throw new NoMatrices(Reason.ONE_ELEMENT, element);
    }
    MatrixForm name = new MatrixForm.Name(IndexedSymbol.of(element.family(), slots), shape(at));
    return isRepeated
        ? new Placed(MatrixForms.diagonal(name), List.of(at.get(0)))
        : new Placed(name, List.copyOf(at));
  }

  /** Whether an element is one of a name of one row, or one column, and of any of that. */
  private static boolean hasOneRowOrColumn(
      IndexedSymbol element, List<IndexRange> ranges, List<Symbol> at) {
    if (element.indices().size() > 2 || ranges.size() != element.indices().size()) {
      return false;
    }
    for (int axis = 0; axis < ranges.size(); axis++) {
      Expr index = element.indices().get(axis);
      boolean isOnly = index.isOne() && ranges.get(axis).upper().isOne();
      if (!isOnly && !at.contains(index)) {
        return false;
      }
    }
    return true;
  }

  private static Placed oneRowOrColumn(
      IndexedSymbol element, List<IndexRange> ranges, List<Symbol> at) {
    boolean hasColumns = ranges.size() == 2;
    MatrixShape shape =
        hasColumns
            ? new MatrixShape(ranges.get(0).upper(), ranges.get(1).upper())
            : MatrixShape.column(ranges.get(0).upper());
    Symbol row = Slot.ROW.symbol();
    MatrixForm name =
        new MatrixForm.Name(
            hasColumns
                ? IndexedSymbol.of(element.family(), row, Slot.COLUMN.symbol())
                : IndexedSymbol.of(element.family(), row),
            shape);
    return new Placed(shape.isRow() ? MatrixForm.Transpose.of(name) : name, List.copyOf(at));
  }

  /** The name of a derivative by elements. */
  private MatrixForm derivative(DerivativeTerm derivative, List<Symbol> at) {
    if (at.size() == 1
        && derivative.by().size() == 1
        && derivative.by().get(0).order() == 1
        && derivative.by().get(0).variable() instanceof IndexedSymbol element
        && element.indices().size() == 2
        && indices(derivative.body()).isEmpty()) {
      List<IndexRange> ranges = families.getOrDefault(element.family(), List.of());
      if (hasOneRowOrColumn(element, ranges, at)) {
        MatrixShape shape = new MatrixShape(ranges.get(0).upper(), ranges.get(1).upper());
        Symbol row = Slot.ROW.symbol();
        Expr whole = IndexedSymbol.of(element.family(), row, Slot.COLUMN.symbol());
        MatrixForm name = new MatrixForm.Name(DerivativeTerm.of(derivative.body(), whole), shape);
        return shape.isRow() ? MatrixForm.Transpose.of(name) : name;
      }
    }
    Substitution slots =
        switch (at.size()) {
          case 0 -> Substitution.of(Map.of());
          case 1 -> Substitution.of(at.get(0), Slot.ROW.symbol());
          default ->
              Substitution.of(
                  Map.of(at.get(0), Slot.ROW.symbol(), at.get(1), Slot.COLUMN.symbol()));
        };
    Expr element = slots.apply(derivative);
    return at.isEmpty() ? MatrixForms.number(element) : new MatrixForm.Name(element, shape(at));
  }
}
