package org.chainrule.matrix;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.error.KinkException;
import org.chainrule.error.Limit;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.NameMeanings;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of a form with the expression that it was raised from, element by element where
 * names have chosen values and lengths are small and apart.
 */
final class FormCheck {
  private static final int ROUNDS = 8;

  /** So many rounds with values are enough. */
  private static final int ENOUGH = 2;

  private static final long MOST_STEPS = 500_000;

  /** Lengths are from 2 on to so many more; where sums in sums take long, to fewer. */
  private static final List<Integer> SPREADS = List.of(3, 2, 1);

  private static final double TOLERANCE = 1e-8;

  private final Expr expression;
  private final List<FreeIndex> free;
  private final Set<String> symmetric;
  private final Set<String> lengths = new LinkedHashSet<>();
  private final Set<String> indices = new HashSet<>();
  private int spread = SPREADS.get(0);

  /** Whether values are found that doubles do not tell. */
  private boolean isPrecise;

  /**
   * A check of forms of an expression.
   *
   * @param families the ranges of the families in the expression
   * @param symmetric the families that are symmetric matrices
   */
  FormCheck(
      Expr expression,
      List<FreeIndex> free,
      Map<String, List<IndexRange>> families,
      Set<String> symmetric) {
    this.expression = expression;
    this.free = free;
    this.symmetric = symmetric;
    free.forEach(each -> noteLength(each.length()));
    new TreeMap<>(families)
        .values()
        .forEach(axes -> axes.forEach(each -> noteLength(each.upper())));
  }

  /** The first of some forms that has the expression's values. */
  Raised first(List<MatrixForm> forms) {
    boolean isFound = false;
    for (MatrixForm form : forms) {
      Optional<Boolean> holds = holds(form);
      if (holds.equals(Optional.of(true))) {
        return new Raised.Matrices(form);
      }
      isFound |= holds.isPresent();
    }
    return isFound
        ? new Raised.Elements(Raised.Reason.DIFFERENT_VALUES, forms.get(0).toString())
        : new Raised.Elements(Raised.Reason.NO_VALUES, "");
  }

  /** Whether a form has the expression's values; empty where no values are found. */
  Optional<Boolean> holds(MatrixForm form) {
    return compared(form, true).filter(same -> same).or(() -> compared(form, false));
  }

  private void noteLength(Expr length) {
    List<Expr> pending = new ArrayList<>(List.of(length));
    while (!pending.isEmpty()) {
      Expr next = pending.remove(pending.size() - 1);
      if (next instanceof Symbol symbol) {
        lengths.add(symbol.name());
      }
      pending.addAll(next.children());
    }
  }

  /** Notes the names that are whole numbers: those in subscripts and in bounds. */
  private void noteIndices(Expr root) {
    Set<Expr> seen = new HashSet<>();
    List<Expr> pending = new ArrayList<>(List.of(root));
    while (!pending.isEmpty()) {
      Expr next = pending.remove(pending.size() - 1);
      if (!seen.add(next)) {
        continue;
      }
      List<Expr> whole = List.of();
      if (next instanceof IndexedSymbol element) {
        whole = element.indices();
      } else if (next instanceof Binder binder) {
        whole = List.of(binder.lower(), binder.upper());
      } else if (next instanceof KroneckerDelta delta) {
        whole = List.of(delta.left(), delta.right());
      }
      whole.forEach(this::noteWhole);
      pending.addAll(next.children());
    }
  }

  /** Notes the names in what is a whole number, the indices below other names apart. */
  private void noteWhole(Expr whole) {
    List<Expr> pending = new ArrayList<>(List.of(whole));
    while (!pending.isEmpty()) {
      Expr next = pending.remove(pending.size() - 1);
      if (next instanceof Symbol symbol) {
        indices.add(symbol.name());
      } else if (!(next instanceof IndexedSymbol)) {
        pending.addAll(next.children());
      }
    }
  }

  private Optional<Boolean> compared(MatrixForm form, boolean shortened) {
    for (int each : SPREADS) {
      spread = each;
      Optional<Boolean> result = comparedWithin(form, shortened);
      if (result.isPresent()) {
        return result;
      }
    }
    isPrecise = true;
    Optional<Boolean> result = comparedWithin(form, shortened);
    isPrecise = false;
    return result;
  }

  private Optional<Boolean> comparedWithin(MatrixForm form, boolean shortened) {
    StandIns standIns = new StandIns(shortened);
    Expr row = index(0);
    Expr column = index(1);
    Expr raised = standIns.apply(Lowered.at(form, row, column));
    Expr given = standIns.apply(expression);
    standIns.lengths().forEach(each -> lengths.add(each.name()));
    noteIndices(given);
    noteIndices(raised);
    int found = 0;
    for (int round = 0; round < ROUNDS && found < ENOUGH; round++) {
      Interruption.poll();
      Context<Expr> context =
          Context.<Expr>of(Functions::named)
              .withDefinitions(new Values(round))
              .withSteps(MOST_STEPS);
      try {
        Boolean isSame = compared(given, raised, places(round, standIns), context);
        if (isSame != null && !isSame) {
          return Optional.of(false);
        }
        found += isSame == null ? 0 : 1;
      } catch (BudgetException over) {
        Interruption.poll();
        if (over.limit().equals(Optional.of(Limit.EVALUATION_STEPS))) {
          return Optional.empty();
        }
      }
    }
    return found == 0 ? Optional.empty() : Optional.of(true);
  }

  /** Whether values at some places are the same; null where none are found. */
  private @Nullable Boolean compared(
      Expr given, Expr raised, List<Map<Symbol, Expr>> places, Context<Expr> context) {
    boolean isFound = false;
    for (Map<Symbol, Expr> place : places) {
      Substitution at = Substitution.of(place);
      Expr first = at.apply(given);
      Expr second = at.apply(raised);
      double left = value(first, context);
      double right = value(second, context);
      if (!isPrecise && Double.isInfinite(left) && Double.isInfinite(right)) {
        continue;
      }
      left = Double.isInfinite(left) ? preciseValue(first, context) : left;
      right = Double.isInfinite(right) ? preciseValue(second, context) : right;
      if (Double.isNaN(left) != Double.isNaN(right)) {
        return false;
      }
      if (!Double.isNaN(left)) {
        isFound = true;
        double scale = Math.max(Math.abs(left), Math.abs(right));
        if (Math.abs(left - right) > TOLERANCE * scale + TOLERANCE / 1e6) {
          return false;
        }
      }
    }
    return isFound ? true : null;
  }

  private Expr index(int axis) {
    return axis < free.size() && !free.get(axis).length().isOne()
        ? free.get(axis).index()
        : RationalNumber.ONE;
  }

  /** Places in the form: its corners, and one next to the first. */
  private List<Map<Symbol, Expr>> places(int round, StandIns standIns) {
    List<Map<Symbol, Expr>> places = new ArrayList<>(List.of(Map.of()));
    for (FreeIndex each : free) {
      List<Map<Symbol, Expr>> longer = new ArrayList<>();
      Expr last = lastOf(standIns.last(each.length()), round);
      Set<Expr> values = new LinkedHashSet<>(List.of(RationalNumber.ONE, last));
      for (Map<Symbol, Expr> place : places) {
        for (Expr value : values) {
          Map<Symbol, Expr> more = new LinkedHashMap<>(place);
          more.put(each.index(), value);
          longer.add(more);
        }
      }
      places = longer;
    }
    return places;
  }

  private Expr lastOf(Expr length, int round) {
    Context<Expr> context = Context.<Expr>of(Functions::named).withDefinitions(new Values(round));
    double value = value(length, context);
    return Double.isFinite(value) ? Expr.of(Math.round(value)) : RationalNumber.ONE;
  }

  /** A value, NaN where there is none, infinite where doubles do not tell it. */
  private static double value(Expr expression, Context<Expr> context) {
    try {
      return Evaluator.inDoubles(expression, Point.EMPTY, context, TOLERANCE / 10)
          .orElse(Double.POSITIVE_INFINITY);
    } catch (DomainException | KinkException none) {
      return Double.NaN;
    }
  }

  private static double preciseValue(Expr expression, Context<Expr> context) {
    try {
      return Evaluator.approximate(expression, Point.EMPTY, context);
    } catch (DomainException | KinkException none) {
      return Double.NaN;
    }
  }

  /** Values of all names: lengths from 2 to 4, and numbers that look like no others. */
  private final class Values implements NameMeanings<Expr> {
    private final int round;

    Values(int round) {
      this.round = round;
    }

    @Override
    public Optional<Expr> of(String name) {
      if (lengths.contains(name)) {
        int place = List.copyOf(lengths).indexOf(name);
        return Optional.of(Expr.of(2 + (place + round) % spread));
      }
      return Optional.of(
          indices.contains(name) ? RationalNumber.TWO : number(name.hashCode(), true));
    }

    @Override
    public Optional<Expr> of(String family, List<BigInteger> indices) {
      List<BigInteger> ordered =
          symmetric.contains(family) ? indices.stream().sorted().toList() : indices;
      return Optional.of(number(31 * family.hashCode() + ordered.hashCode(), false));
    }

    /** Numbers above 0 in the first rounds, then of both signs, then above 1, then close to 0. */
    private Expr number(int hash, boolean isPositive) {
      int mixed = (hash * 0x9E3779B1) ^ (round * 0x85EBCA6B);
      mixed = (mixed ^ (mixed >>> 15)) * 0x2C1B3C6D;
      int part = 1 + ((mixed ^ (mixed >>> 12)) & 1023);
      int signed = isPositive ? part : part - 512;
      return switch (round / 2) {
        case 0 -> Expr.of(part + 100, 700);
        case 1 -> Expr.of(signed, 900);
        case 2 -> Expr.of(part + 1024, 700);
        default -> Expr.of(signed, 50_000);
      };
    }
  }
}
