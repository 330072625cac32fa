package org.chainrule.matrix;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.Interruption;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.NameMeanings;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;

/**
 * The comparison of a form with the expression that it was raised from, element by element where
 * names have chosen values and lengths are small and apart.
 */
final class FormCheck {
  private static final int ROUNDS = 6;

  /** So many rounds with values are enough. */
  private static final int ENOUGH = 2;

  private static final long MOST_STEPS = 2_000_000;
  private static final double TOLERANCE = 1e-8;

  private final Expr expression;
  private final MatrixForm form;
  private final List<Raising.FreeIndex> free;
  private final Set<String> lengths = new LinkedHashSet<>();
  private final Set<String> indices = new HashSet<>();

  private FormCheck(MatrixForm form, Expr expression, List<Raising.FreeIndex> free) {
    this.form = form;
    this.expression = expression;
    this.free = free;
    free.forEach(each -> noteLength(each.length()));
  }

  /**
   * Whether a form has the values of an expression; empty where neither has a value that can be
   * found.
   *
   * @param families the ranges of the families in the expression
   */
  static Optional<Boolean> holds(
      MatrixForm form,
      Expr expression,
      List<Raising.FreeIndex> free,
      Map<String, List<IndexRange>> families) {
    FormCheck check = new FormCheck(form, expression, free);
    families.values().forEach(axes -> axes.forEach(each -> check.noteLength(each.upper())));
    return check.compared(true).filter(same -> same).or(() -> check.compared(false));
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
      }
      for (Expr each : whole) {
        if (each instanceof Symbol symbol) {
          indices.add(symbol.name());
        } else {
          pending.addAll(each.children());
        }
      }
      pending.addAll(next.children());
    }
  }

  private Optional<Boolean> compared(boolean shortened) {
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
      boolean isFound = false;
      for (Map<Symbol, Expr> place : places(round, standIns)) {
        Substitution at = Substitution.of(place);
        OptionalDouble left = value(at.apply(given), context);
        OptionalDouble right = value(at.apply(raised), context);
        if (left.isPresent() != right.isPresent()) {
          return Optional.of(false);
        }
        if (left.isPresent()) {
          isFound = true;
          double scale = Math.max(Math.abs(left.getAsDouble()), Math.abs(right.getAsDouble()));
          if (Math.abs(left.getAsDouble() - right.getAsDouble()) > TOLERANCE * (scale + 1e-3)) {
            return Optional.of(false);
          }
        }
      }
      found += isFound ? 1 : 0;
    }
    return found == 0 ? Optional.empty() : Optional.of(true);
  }

  private Expr index(int axis) {
    return axis < free.size() && !free.get(axis).length().isOne()
        ? free.get(axis).symbol()
        : RationalNumber.ONE;
  }

  /** Places in the form: its corners, and one next to the first. */
  private List<Map<Symbol, Expr>> places(int round, StandIns standIns) {
    List<Map<Symbol, Expr>> places = new ArrayList<>(List.of(Map.of()));
    for (Raising.FreeIndex each : free) {
      List<Map<Symbol, Expr>> longer = new ArrayList<>();
      Expr last = lastOf(standIns.last(each.length()), round);
      Set<Expr> values = new LinkedHashSet<>(List.of(RationalNumber.ONE, last));
      for (Map<Symbol, Expr> place : places) {
        for (Expr value : values) {
          Map<Symbol, Expr> more = new LinkedHashMap<>(place);
          more.put(each.symbol(), value);
          longer.add(more);
        }
      }
      places = longer;
    }
    return places;
  }

  private Expr lastOf(Expr length, int round) {
    Context<Expr> context = Context.<Expr>of(Functions::named).withDefinitions(new Values(round));
    OptionalDouble value = value(length, context);
    return value.isPresent() ? Expr.of(Math.round(value.getAsDouble())) : RationalNumber.ONE;
  }

  private static OptionalDouble value(Expr expression, Context<Expr> context) {
    try {
      return OptionalDouble.of(Evaluator.approximate(expression, Point.EMPTY, context));
    } catch (ChainruleException none) {
      Interruption.poll();
      return OptionalDouble.empty();
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
        return Optional.of(Expr.of(2 + (place + round) % 3));
      }
      return Optional.of(
          indices.contains(name) ? RationalNumber.TWO : number(name.hashCode(), true));
    }

    @Override
    public Optional<Expr> of(String family, List<BigInteger> indices) {
      return Optional.of(number(31 * family.hashCode() + indices.hashCode(), false));
    }

    /** Numbers above 0 in the first rounds, then near 0 and of both signs, then large ones. */
    private Expr number(int hash, boolean isPositive) {
      int mixed = (hash * 0x9E3779B1) ^ (round * 0x85EBCA6B);
      mixed = (mixed ^ (mixed >>> 15)) * 0x2C1B3C6D;
      int part = 1 + ((mixed ^ (mixed >>> 12)) & 1023);
      return switch (round) {
        case 0, 1 -> Expr.of(Rational.of(part + 100).dividedBy(Rational.of(700)));
        case 2, 3 ->
            Expr.of(Rational.of(isPositive ? part : part - 512).dividedBy(Rational.of(900)));
        default -> Expr.of(Rational.of(part + 1024).dividedBy(Rational.of(700)));
      };
    }
  }
}
