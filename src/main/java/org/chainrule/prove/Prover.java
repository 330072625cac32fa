package org.chainrule.prove;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.BudgetException;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Facts;
import org.jspecify.annotations.Nullable;

/**
 * The search for a proof that two expressions are equal, or that one is the derivative of the
 * other.
 */
public final class Prover {
  /** More ways that signs can be are not gone through. */
  private static final int MOST_CASES = 128;

  private final Facts facts;
  private final List<Equality> assumed;
  private final Set<String> recurrent;
  private final Relations relations;
  private final Rows rows;

  /**
   * An equality that is assumed.
   *
   * @param general the indices for all values of which it is
   */
  public record Equality(Expr left, Expr right, Set<Symbol> general) {}

  /**
   * A prover within a problem.
   *
   * @param facts what is known of its names
   * @param assumed equalities that hold in it
   * @param recurrent the families of which elements are defined by others
   */
  public Prover(Facts facts, List<Equality> assumed, Set<String> recurrent) {
    this(facts, assumed, recurrent, Relations.STANDARD, Rows.STANDARD);
  }

  Prover(
      Facts facts, List<Equality> assumed, Set<String> recurrent, Relations relations, Rows rows) {
    this.facts = facts;
    this.assumed = List.copyOf(assumed);
    this.recurrent = recurrent;
    this.relations = relations;
    this.rows = rows;
  }

  /** Whether two expressions are equal where both have a value. */
  public Proof equal(Expr left, Expr right) {
    return search(left, right, List.of());
  }

  /** Whether a claim is the derivative of an expression by variables in turn. */
  public Proof derivative(Expr expression, List<Expr> by, Expr claim) {
    return search(expression, claim, by);
  }

  private Proof search(Expr expression, Expr claim, List<Expr> by) {
    try {
      return new Search(expression, claim, by).run();
    } catch (BudgetException stopped) {
      throw stopped;
    } catch (UnprovedException
        | ChainruleException
        | ArithmeticException
        | IllegalArgumentException none) {
      // Constructors refuse what a rule made of parts that do not fit.
      return Proof.none(String.valueOf(none.getMessage()));
    }
  }

  private Setting setting(Set<Symbol> whole) {
    Setting plain = new Setting(facts, List.of(), recurrent, whole, relations, rows);
    List<Setting.Assumed> replaced = new ArrayList<>();
    for (Equality each : assumed) {
      Normalizer normalizer = new Normalizer(plain, new Algebra(Map.of(), facts));
      Fraction difference = normalizer.apply(each.left().minus(each.right()));
      Setting.Assumed equality = solved(difference, each.general());
      if (equality != null) {
        replaced.add(equality);
      }
    }
    return replaced.isEmpty() ? plain : plain.with(List.of(), replaced);
  }

  /** A difference that is 0, solved for a kernel that it is linear in. */
  private static Setting.@Nullable Assumed solved(Fraction difference, Set<Symbol> general) {
    if (!difference.isPolynomial()) {
      return null;
    }
    Expr best = null;
    for (Map.Entry<Monomial, Rational> each : difference.above().ordered()) {
      Map<Expr, Rational> exponents = each.getKey().exponents();
      if (exponents.size() == 1 && exponents.values().iterator().next().isOne()) {
        Expr kernel = exponents.keySet().iterator().next();
        boolean isAlone =
            difference.above().terms().keySet().stream()
                    .filter(other -> !other.exponentOf(kernel).isZero())
                    .count()
                == 1;
        if (isAlone && (best == null || kernel instanceof Binder)) {
          best = kernel;
        }
      }
    }
    if (best == null) {
      return null;
    }
    Monomial monomial = Monomial.of(best, Rational.ONE);
    Rational coefficient = difference.above().coefficient(monomial);
    Polynomial rest = difference.above().plus(Polynomial.of(monomial, coefficient.negate()));
    return new Setting.Assumed(
        best, rest.times(coefficient.reciprocal().negate()).toExpr(), general);
  }

  /** One search. */
  private final class Search {
    private final Expr expression;
    private final Expr claim;
    private final List<Expr> by;
    private final Setting setting;
    private final List<Proof.Step> steps = new ArrayList<>();

    Search(Expr expression, Expr claim, List<Expr> by) {
      this.expression = expression;
      this.claim = claim;
      this.by = by;
      List<Expr> all = new ArrayList<>(List.of(expression, claim));
      all.addAll(by);
      setting = setting(WholeNumbers.in(all));
    }

    Proof run() {
      Algebra algebra = new Algebra(Map.of(), facts);
      Normalizer normalizer = new Normalizer(setting, algebra);
      Loci loci = new Loci(normalizer, algebra, normalizer.summation());
      loci.add(expression);
      loci.add(claim);
      by.forEach(loci::add);
      int count = loci.all().size();
      List<int[]> cases = new ArrayList<>();
      collect(loci, new int[count], 0, cases);
      for (int[] signs : cases) {
        if (loci.isContradictory(signs, setting)) {
          continue;
        }
        boolean isCrossed = false;
        for (int i = 0; i < count; i++) {
          isCrossed |= signs[i] == 0 && isCrossing(loci, i);
        }
        if (isCrossed) {
          requireClosed(loci, signs);
        } else {
          require(loci, signs);
        }
      }
      return new Proof(true, "", steps);
    }

    /** Whether the variable moves over a locus, so that it is a place along the way. */
    private boolean isCrossing(Loci loci, int locus) {
      return !loci.all().get(locus).isWhole()
          && by.stream().anyMatch(each -> loci.dependsOn(locus, each));
    }

    private void collect(Loci loci, int[] signs, int place, List<int[]> cases) {
      if (place == signs.length) {
        if (cases.size() == MOST_CASES) {
          throw new UnprovedException("too many cases");
        }
        cases.add(signs.clone());
        return;
      }
      boolean isEverywhere = loci.all().get(place).isJump();
      for (int sign : isEverywhere ? List.of(1, -1, 0) : List.of(1, -1)) {
        signs[place] = sign;
        collect(loci, signs, place + 1, cases);
      }
      signs[place] = 0;
    }

    /** What is known of signs and indices in a case, and what takes whose place. */
    private Setting within(Loci loci, int[] signs) {
      List<Expr> known = new ArrayList<>();
      for (int i = 0; i < signs.length; i++) {
        Loci.Locus locus = loci.all().get(i);
        if (locus.isWhole()) {
          if (signs[i] != 0) {
            Expr name = name(locus.expression());
            if (name != null) {
              Expr coefficient = factor(name, locus.expression());
              known.add(
                  Relation.notEqual(name, name.minus(locus.expression().dividedBy(coefficient))));
            }
          }
          known.add(
              signs[i] == 0
                  ? Relation.equal(locus.expression(), RationalNumber.ZERO)
                  : signs[i] > 0
                      ? Relation.less(RationalNumber.ZERO, locus.expression())
                      : Relation.less(locus.expression(), RationalNumber.ZERO));
        }
      }
      return setting.with(known, List.of());
    }

    /** The replacement of a name by what it is where loci are 0. */
    private Substitution meeting(Loci loci, int[] signs) {
      Map<Expr, Expr> values = new HashMap<>();
      for (int i = 0; i < signs.length; i++) {
        if (signs[i] == 0) {
          Substitution before = Substitution.of(values);
          Expr locus =
              values.isEmpty()
                  ? loci.all().get(i).expression()
                  : before.apply(loci.all().get(i).expression());
          Expr name = name(locus);
          if (name != null) {
            Expr value = name.minus(locus.dividedBy(factor(name, locus)));
            Substitution next = Substitution.of(name, value);
            values.replaceAll((key, old) -> next.apply(old));
            values.put(name, value);
          }
        }
      }
      return Substitution.of(values);
    }

    private @Nullable Expr name(Expr locus) {
      List<Expr> candidates = new ArrayList<>(locus.children());
      candidates.add(locus);
      for (Expr each : candidates) {
        boolean isName = each instanceof Symbol || each instanceof IndexedSymbol;
        if (isName && coefficient(each, locus) != null) {
          return each;
        }
      }
      return null;
    }

    private Expr factor(Expr name, Expr locus) {
      Expr coefficient = coefficient(name, locus);
      return coefficient == null ? RationalNumber.ONE : coefficient;
    }

    private @Nullable Expr coefficient(Expr name, Expr locus) {
      if (locus == name) {
        return RationalNumber.ONE;
      }
      if (locus instanceof Product product && product.withoutCoefficient() == name) {
        return Expr.of(product.coefficient());
      }
      if (!(locus instanceof Sum sum) || sum.coefficientOf(name).isZero()) {
        return null;
      }
      Expr coefficient = Expr.of(sum.coefficientOf(name));
      Expr rest = locus.minus(name.times(coefficient));
      return Loci.holds(name, rest) ? null : coefficient;
    }

    /** Requires that the two are equal in a case. */
    private void require(Loci loci, int[] signs) {
      Setting inside = within(loci, signs);
      Expr left = derived(loci, signs, inside);
      Expr right = loci.resolved(claim, signs);
      if (Loci.hasNoValue(left)) {
        return;
      }
      if (Loci.hasNoValue(right)) {
        if (by.isEmpty()) {
          return;
        }
        throw new UnprovedException("the claim has no value in a case");
      }
      if (Loci.hasCases(left) || Loci.hasCases(right)) {
        throw new UnprovedException("a case that is not decided");
      }
      Substitution meeting = meeting(loci, signs);
      if (!vanishes(meeting.apply(left), meeting.apply(right), loci.known(signs), inside)) {
        throw new UnprovedException("the difference is not brought to 0");
      }
    }

    private Expr derived(Loci loci, int[] signs, Setting inside) {
      Expr derived = loci.resolved(expression, signs);
      for (Expr each : by) {
        Expr of = derived;
        derived = derivative(of, each, inside);
        new Replay(inside, loci.known(signs)).checkDerivative(of, each, derived);
        derived = loci.resolved(derived, signs);
      }
      return derived;
    }

    /** The derivative, of the normal form where the expression itself has none. */
    private Expr derivative(Expr of, Expr variable, Setting inside) {
      try {
        return new RawDerivative(variable, inside).apply(of);
      } catch (UnprovedException none) {
        Normalizer normalizer = new Normalizer(inside, new Algebra(Map.of(), facts));
        Expr normal = normalizer.apply(of).toExpr();
        new Replay(inside.assumingNothing(), Map.of()).check(normalizer.log());
        return new RawDerivative(variable, inside).apply(normal);
      }
    }

    private boolean vanishes(Expr left, Expr right, Map<Expr, Integer> known, Setting inside) {
      Map<Expr, Integer> signs = new HashMap<>(known);
      Normalizer first = normalizer(left, right, signs, inside);
      Map<Expr, Integer> more = new HashMap<>(signs);
      boolean isGuarded = contains(left, Piecewise.class) || contains(right, Piecewise.class);
      if (!isGuarded) {
        first.notNegative().forEach(each -> Loci.note(each, first.algebra(), more));
      }
      Normalizer last = more.equals(signs) ? first : normalizer(left, right, more, inside);
      Fraction difference = last.algebra().minus(last.apply(left), last.apply(right));
      if (!difference.isZero()) {
        return false;
      }
      for (Expr each : last.algebra().divisors()) {
        if (Kernels.mayVanish(each)) {
          throw new UnprovedException("a division by what may be 0");
        }
      }
      boolean isOpen =
          by.isEmpty()
              ? last.algebra().hasSigns() && (jumpsWithin(left) || jumpsWithin(right))
              : last.algebra().areSignsSquared() && jumpsWithin(right);
      if (isOpen) {
        throw new UnprovedException("the sign of 0 within a sum");
      }
      replay(left, right, more, inside, last);
      steps.add(new Proof.Step(left.toString(), right.toString(), "normal form"));
      return true;
    }

    /** Replays the steps; what is assumed does not hold at points, and is left aside for that. */
    private void replay(
        Expr left, Expr right, Map<Expr, Integer> signs, Setting inside, Normalizer last) {
      if (inside.assumed().isEmpty()) {
        new Replay(inside, signs).check(last.log());
      } else {
        Setting plain = inside.assumingNothing();
        new Replay(plain, signs).check(normalizer(left, right, signs, plain).log());
      }
    }

    private boolean jumpsWithin(Expr expression) {
      return contains(expression, Piecewise.class)
          || containsCall(expression, Functions.SIGN)
          || containsCall(expression, Functions.STEP);
    }

    private Normalizer normalizer(Expr left, Expr right, Map<Expr, Integer> signs, Setting inside) {
      Normalizer normalizer = new Normalizer(inside, new Algebra(signs, inside.facts()));
      normalizer.apply(left);
      normalizer.apply(right);
      return normalizer;
    }

    /**
     * Requires that at the place of a crossing the claim goes on from one side, or lies between
     * both where they differ.
     */
    private void requireClosed(Loci loci, int[] signs) {
      Expr at = loci.resolved(claim, signs);
      if (Loci.hasNoValue(at)) {
        return;
      }
      if (Loci.hasCases(at)) {
        throw new UnprovedException("a case that is not decided");
      }
      if (by.size() > 1) {
        throw new UnprovedException("a case between others of a repeated derivative");
      }
      Expr here = loci.resolved(expression, signs);
      boolean isAcross = isAcross(loci, signs);
      Expr[] sides = new Expr[2];
      int zeros = (int) Arrays.stream(signs).filter(each -> each == 0).count();
      Substitution meeting = meeting(loci, signs);
      Setting inside = within(loci, signs);
      for (int pattern = 0; pattern < 1 << zeros; pattern++) {
        int[] near = signs.clone();
        int next = 0;
        for (int i = 0; i < near.length; i++) {
          if (near[i] == 0) {
            near[i] = (pattern >> next++ & 1) == 0 ? 1 : -1;
          }
        }
        if (loci.isContradictory(near, setting)) {
          continue;
        }
        Expr side = loci.resolved(claim, near);
        if (!isAcross && loci.resolved(expression, near) != here) {
          continue;
        }
        if (side == at || isAcross && isZeroAt(meeting, at, side, loci, signs, inside)) {
          return;
        }
        sides[pattern == 0 ? 0 : 1] = side;
      }
      if (zeros == 1 && sides[0] != null && sides[1] != null) {
        Expr mean = sides[0].plus(sides[1]).dividedBy(2);
        if (isZeroAt(meeting, at, mean, loci, signs, inside)) {
          return;
        }
      }
      throw new UnprovedException("a value of its own between cases");
    }

    /** Whether each locus that is 0 is so at single places along the way of the variable. */
    private boolean isAcross(Loci loci, int[] signs) {
      for (int i = 0; i < signs.length; i++) {
        if (signs[i] != 0 || !isCrossing(loci, i)) {
          continue;
        }
        Expr locus = loci.all().get(i).expression();
        boolean isAcross = false;
        for (Expr each : by) {
          Set<Expr> names = Loci.names(locus);
          isAcross |= names.equals(Set.of(each)) || coefficient(each, locus) != null;
        }
        if (!isAcross) {
          return false;
        }
      }
      return true;
    }

    private boolean isZeroAt(
        Substitution meeting, Expr one, Expr other, Loci loci, int[] signs, Setting inside) {
      try {
        return vanishes(meeting.apply(one), meeting.apply(other), loci.known(signs), inside);
      } catch (UnprovedException | ChainruleException none) {
        return false;
      }
    }
  }

  private static boolean containsCall(Expr expression, Function function) {
    return new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Apply apply && apply.function() == function
            || dependencies(node).stream().anyMatch(this::result);
      }
    }.apply(expression);
  }

  private static boolean contains(Expr expression, Class<? extends Expr> kind) {
    return new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return kind.isInstance(node) || dependencies(node).stream().anyMatch(this::result);
      }
    }.apply(expression);
  }
}
