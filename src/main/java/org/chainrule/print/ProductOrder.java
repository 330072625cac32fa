package org.chainrule.print;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The order of factors in a product: numbers, names, functions, brackets; a factor {@code y} of
 * which the product also has {@code (1 - y)} stands just before that bracket, and derivatives stand
 * as the chain rule has them: {@code dL/dp*dp/dw}.
 */
final class ProductOrder {
  private static final int MOST_PAIRS = 4_096;

  private ProductOrder() {}

  /**
   * A factor.
   *
   * @param base what is raised to a power
   * @param below whether it stands below the bar
   * @param sum the base where it is a sum
   */
  record Factor(Expr base, boolean below, Layout layout, Rank rank, @Nullable Sum sum) {}

  static List<Layout> layouts(List<Factor> factors) {
    return factors.stream().map(Factor::layout).toList();
  }

  static List<Factor> of(List<Factor> factors) {
    IdentityHashMap<Factor, Factor> companions = companions(factors);
    Set<Factor> placed = identity(companions.values());
    List<Factor> sorted = new ArrayList<>(factors);
    sorted.sort(
        Comparator.comparing(
            factor -> companions.containsKey(factor) ? companion(factor.rank()) : factor.rank(),
            Rank.FACTORS));
    List<Factor> ordered = new ArrayList<>(factors.size());
    for (Factor factor : chained(sorted)) {
      Factor bracket = companions.get(factor);
      if (bracket != null) {
        ordered.add(factor);
        ordered.add(bracket);
      } else if (!placed.contains(factor)) {
        ordered.add(factor);
      }
    }
    return ordered;
  }

  /** The same with each derivative by a quantity before those of the quantity. */
  private static List<Factor> chained(List<Factor> sorted) {
    List<Factor> open =
        new ArrayList<>(
            sorted.stream().filter(each -> each.base() instanceof DerivativeTerm).toList());
    if (open.size() < 2 || (long) open.size() * open.size() > MOST_PAIRS) {
      return sorted;
    }
    List<Factor> chained = new ArrayList<>(sorted.size());
    for (Factor each : sorted) {
      if (each.base() instanceof DerivativeTerm) {
        Factor next =
            open.stream()
                .filter(inner -> open.stream().noneMatch(outer -> isBefore(outer, inner)))
                .findFirst()
                .orElse(open.get(0));
        open.remove(next);
        chained.add(next);
      } else {
        chained.add(each);
      }
    }
    return chained;
  }

  /** Whether a derivative is by what another is the derivative of. */
  private static boolean isBefore(Factor before, Factor after) {
    return before != after
        && before.base() instanceof DerivativeTerm outer
        && after.base() instanceof DerivativeTerm inner
        && outer.by().stream().anyMatch(each -> each.variable() == inner.body());
  }

  /** A name keeps its place before functions, but after the names without a bracket of theirs. */
  private static Rank companion(Rank rank) {
    boolean function = rank.kind().compareTo(Rank.Kind.FUNCTION) >= 0;
    return rank.as(function ? Rank.Kind.COMPANION : Rank.Kind.NAME_COMPANION);
  }

  private static Set<Factor> identity(Collection<Factor> factors) {
    Set<Factor> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(factors);
    return set;
  }

  /** The brackets of the form {@code (a - y)}, each by the factor {@code y}. */
  private static IdentityHashMap<Factor, Factor> companions(List<Factor> factors) {
    List<Factor> brackets =
        factors.stream()
            .filter(factor -> factor.sum() != null && factor.sum().addends().size() == 2)
            .toList();
    IdentityHashMap<Factor, Factor> companions = new IdentityHashMap<>();
    if ((long) brackets.size() * factors.size() > MOST_PAIRS) {
      return companions;
    }
    Set<Factor> taken = identity(List.of());
    for (Factor factor : factors) {
      for (Factor bracket : brackets) {
        Sum sum = bracket.sum();
        boolean fits =
            factor.sum() == null
                && sum != null
                && sum.coefficientOf(factor.base()).signum() < 0
                && !taken.contains(bracket);
        if (fits) {
          companions.put(factor, bracket);
          taken.add(bracket);
          break;
        }
      }
    }
    return companions;
  }

  static Rank rank(Rational coefficient, List<Factor> above, List<Factor> below) {
    boolean monomial = below.isEmpty();
    double degree = 0;
    double total = 0;
    long weight = coefficient.isOne() ? 0 : 1;
    StringBuilder signature = new StringBuilder();
    for (Factor factor : above) {
      Rank rank = factor.rank();
      monomial &= rank.isMonomial();
      degree = Math.max(degree, rank.degree());
      total += rank.totalDegree();
      weight = Math.min(weight + rank.weight(), Long.MAX_VALUE / 2);
      append(rank, signature);
    }
    for (Factor factor : below) {
      weight = Math.min(weight + factor.rank().weight(), Long.MAX_VALUE / 2);
      signature.append('/');
      append(factor.rank(), signature);
    }
    return new Rank(
        Rank.Kind.FUNCTION,
        monomial ? degree : -1,
        monomial ? total : -1,
        weight,
        signature.toString());
  }

  private static void append(Rank rank, StringBuilder signature) {
    if (signature.length() < Rank.SIGNATURE) {
      signature.append(rank.signature()).append(' ');
    }
  }
}
