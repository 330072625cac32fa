package org.chainrule.answer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.differentiate.AdjointRecurrence;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.Interruption;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.NameMeanings;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Binder;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.Question;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of derivatives backwards in time with finite differences, where all names have
 * chosen values, lengths are 2 and 3 and there are a few steps.
 */
final class AdjointCheck {
  private static final int ROUNDS = 6;

  /** So many rounds with values are enough. */
  private static final int ENOUGH = 2;

  private static final double TOLERANCE = 1e-5;
  private static final Rational STEP = Rational.of(1, 10_000);
  private static final String ADJOINT = "adjoint of ";
  private static final long MOST_STEPS = 300_000;

  private final Question question;
  private final AdjointRecurrence.Result result;
  private final Symbol name;
  private final Expr variable;
  private final Map<String, AdjointRecurrence.Step> steps = new HashMap<>();
  private final Set<String> whole = new HashSet<>();

  AdjointCheck(Question question, AdjointRecurrence.Result result, Symbol name, Expr variable) {
    this.question = question;
    this.result = result;
    this.name = name;
    this.variable = variable;
    result.steps().forEach(each -> steps.put(each.by().family(), each));
    noteWhole(question.expression());
    noteWhole(result.derivative());
    question.definedValues().forEach(this::noteWhole);
    noteNames(result.end());
    if (variable instanceof IndexedSymbol element) {
      element.indices().forEach(this::noteNames);
    }
    question
        .declarations()
        .familyRanges()
        .values()
        .forEach(axes -> axes.forEach(each -> noteNames(each.upper())));
  }

  /** Whether the values are those of finite differences, wherever there are some. */
  boolean holds() {
    int found = 0;
    for (int round = 0; round < ROUNDS && found < ENOUGH; round++) {
      Interruption.poll();
      try {
        if (!isSame(round)) {
          return false;
        }
        found++;
      } catch (ChainruleException none) {
        // Another round has other values.
      }
    }
    return found > 0;
  }

  private boolean isSame(int round) {
    Map<Expr, Expr> places = new HashMap<>();
    whole.forEach(each -> places.put(Symbol.named(each), Expr.of(number(each, round))));
    Substitution at = Substitution.of(places);
    Expr by = at.apply(variable);
    double center = value(by, new Values(round, by, null));
    double slope =
        (value(question.expression(), new Values(round, by, moved(center, 1)))
                - value(question.expression(), new Values(round, by, moved(center, -1))))
            / (2 * STEP.doubleValue());
    Expr told = new Adjoints().apply(at.apply(result.derivative()));
    double adjoint = value(told, new Values(round, by, null));
    return Math.abs(slope - adjoint)
        <= TOLERANCE * Math.max(1, Math.max(Math.abs(slope), Math.abs(adjoint)));
  }

  private static Expr moved(double center, int sign) {
    Rational exact = Rational.of(new java.math.BigDecimal(Double.toString(center)));
    return Expr.of(sign > 0 ? exact.plus(STEP) : exact.minus(STEP));
  }

  private static double value(Expr expression, NameMeanings<Expr> values) {
    Context<Expr> context =
        Context.<Expr>of(Functions::named).withDefinitions(values).withSteps(MOST_STEPS);
    return Evaluator.approximate(expression, Point.EMPTY, context);
  }

  /** Steps are three, and lengths two or three. */
  private long number(String each, int round) {
    if (result.end() instanceof Symbol end && end.name().equals(each)) {
      return result.first() instanceof RationalNumber first
          ? first.value().plus(Rational.of(2)).floor().longValueExact()
          : 3;
    }
    boolean isIndex =
        variable instanceof IndexedSymbol element && element.indices().contains(Symbol.named(each));
    return isIndex ? 1 + Math.floorMod(each.hashCode() + round, 2) : 2 + round % 2;
  }

  private void noteWhole(Expr root) {
    Set<Expr> seen = new HashSet<>();
    List<Expr> pending = new ArrayList<>(List.of(root));
    while (!pending.isEmpty()) {
      Expr next = pending.remove(pending.size() - 1);
      if (!seen.add(next)) {
        continue;
      }
      pending.addAll(next.children());
      if (next instanceof IndexedSymbol element) {
        element.indices().forEach(this::noteNames);
      } else if (next instanceof Binder binder) {
        noteNames(binder.lower());
        noteNames(binder.upper());
      } else if (next instanceof KroneckerDelta delta) {
        noteNames(delta.left());
        noteNames(delta.right());
      } else if (next instanceof Relation relation && relation.right() instanceof Symbol) {
        noteNames(relation.right());
      }
    }
  }

  private void noteNames(Expr number) {
    List<Expr> pending = new ArrayList<>(List.of(number));
    while (!pending.isEmpty()) {
      Expr next = pending.remove(pending.size() - 1);
      if (next instanceof Symbol symbol && !symbol.isOpened()) {
        whole.add(symbol.name());
      }
      pending.addAll(next.children());
    }
  }

  /** The replacement of derivatives by states by elements that {@link Values} knows. */
  private final class Adjoints extends Rewriter {
    @Override
    public Expr visit(DerivativeTerm derivative) {
      if (derivative.body() == name
          && derivative.by().size() == 1
          && derivative.by().get(0).variable() instanceof IndexedSymbol element
          && steps.containsKey(element.family())) {
        return IndexedSymbol.of(
            ADJOINT + element.family(), element.indices().stream().map(this::result).toList());
      }
      return super.visit(derivative);
    }

    @Override
    protected List<Expr> dependencies(Expr node) {
      if (node instanceof DerivativeTerm term
          && term.by().get(0).variable() instanceof IndexedSymbol element) {
        return element.indices();
      }
      return super.dependencies(node);
    }
  }

  /** The values of all names, those of definitions as they are defined. */
  private final class Values implements NameMeanings<Expr> {
    private final int round;
    private final Expr by;
    private final @Nullable Expr moved;
    private final NameMeanings<Expr> defined =
        EvaluationBindings.ofExpressions(question).definitions();

    Values(int round, Expr by, @Nullable Expr moved) {
      this.round = round;
      this.by = by;
      this.moved = moved;
    }

    @Override
    public Optional<Expr> of(String plain) {
      if (moved != null && by == Symbol.named(plain)) {
        return Optional.of(moved);
      }
      if (whole.contains(plain)) {
        return Optional.of(Expr.of(number(plain, round)));
      }
      return defined.of(plain).or(() -> Optional.of(some(plain.hashCode())));
    }

    @Override
    public Optional<Expr> of(String family, List<BigInteger> indices) {
      List<Expr> numbers = new ArrayList<>();
      indices.forEach(each -> numbers.add(Expr.of(Rational.of(each))));
      if (family.startsWith(ADJOINT)) {
        return Optional.of(adjoint(family.substring(ADJOINT.length()), numbers));
      }
      if (moved != null && by == IndexedSymbol.of(family, numbers)) {
        return Optional.of(moved);
      }
      return defined
          .of(family, indices)
          .or(() -> Optional.of(some(31 * family.hashCode() + indices.hashCode())));
    }

    private Expr adjoint(String family, List<Expr> numbers) {
      AdjointRecurrence.Step step = java.util.Objects.requireNonNull(steps.get(family));
      Map<Expr, Expr> places = new HashMap<>();
      whole.forEach(each -> places.put(Symbol.named(each), Expr.of(number(each, round))));
      Expr end = Substitution.of(places).apply(result.end());
      for (int i = 0; i < numbers.size(); i++) {
        places.put(step.by().indices().get(i), numbers.get(i));
      }
      Expr left = end.minus(Substitution.of(places).apply(result.time()));
      if (!(left instanceof RationalNumber rest) || rest.value().signum() < 0) {
        return RationalNumber.ZERO;
      }
      Expr told = rest.value().signum() == 0 ? step.last() : step.before();
      return new Adjoints().apply(Substitution.of(places).apply(told));
    }

    private Expr some(int hash) {
      int mixed = (hash * 0x9E3779B1) ^ (round * 0x85EBCA6B);
      mixed = (mixed ^ (mixed >>> 15)) * 0x2C1B3C6D;
      int part = 1 + ((mixed ^ (mixed >>> 12)) & 1023);
      return round % 2 == 0 ? Expr.of(part + 100, 1200) : Expr.of(part - 512, 900);
    }
  }
}
