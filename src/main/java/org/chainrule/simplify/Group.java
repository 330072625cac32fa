package org.chainrule.simplify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Power;
import org.chainrule.number.Rational;

/**
 * Powers of polynomials that share kernels, one with another, and what of a term shares some with
 * them. Multiplied out with others nothing of them would meet.
 *
 * @param powers the polynomials and their powers, which are above 0
 * @param monomial the part of the term
 */
record Group(Map<Polynomial, Integer> powers, Polynomial.Monomial monomial) {
  /** The groups that some powers fall into, in the order of their first ones. */
  static List<Group> of(
      Map<Polynomial, Integer> powers, Polynomial.Monomial term, List<Expr> kernels) {
    int[] bases = bases(kernels);
    List<Map<Polynomial, Integer>> groups = new ArrayList<>();
    List<BitSet> used = new ArrayList<>();
    for (Map.Entry<Polynomial, Integer> factor : powers.entrySet()) {
      Map<Polynomial, Integer> group = new LinkedHashMap<>();
      BitSet occurring = occurring(factor.getKey(), bases);
      int place = groups.size();
      for (int i = groups.size() - 1; i >= 0; i--) {
        if (used.get(i).intersects(occurring)) {
          Map<Polynomial, Integer> earlier = groups.remove(i);
          earlier.putAll(group);
          group = earlier;
          occurring.or(used.remove(i));
          place = i;
        }
      }
      group.put(factor.getKey(), factor.getValue());
      groups.add(place, group);
      used.add(place, occurring);
    }
    List<Group> result = new ArrayList<>(groups.size());
    for (int i = 0; i < groups.size(); i++) {
      BitSet occurring = used.get(i);
      result.add(new Group(groups.get(i), term.of(variable -> occurring.get(bases[variable]))));
    }
    return result;
  }

  /** For each kernel the first that is a power of the same: they meet in a product. */
  private static int[] bases(List<Expr> kernels) {
    int[] bases = new int[kernels.size()];
    Map<Expr, Integer> first = new HashMap<>();
    for (int i = 0; i < bases.length; i++) {
      Expr kernel = kernels.get(i);
      Integer known = first.putIfAbsent(kernel instanceof Power power ? power.base() : kernel, i);
      bases[i] = known == null ? i : known;
    }
    return bases;
  }

  private static BitSet occurring(Polynomial polynomial, int[] bases) {
    BitSet occurring = new BitSet();
    for (int i = polynomial.variables() - 1; i >= 0; i--) {
      if (polynomial.degree(i) > 0) {
        occurring.set(bases[i]);
      }
    }
    return occurring;
  }

  /** Whether there is nothing to multiply out. */
  boolean isSingle() {
    return monomial.isOne() && powers.size() == 1 && powers.values().iterator().next() == 1;
  }

  /** All in one. */
  Polynomial multipliedOut() {
    return Polynomial.product(powers).times(monomial, Rational.ONE);
  }
}
