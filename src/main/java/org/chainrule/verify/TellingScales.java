package org.chainrule.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;

/**
 * The demands of tiny, huge and long numbers in expressions on a check: where they are no longer so
 * beside what they are added to, and up to which digit values may differ by them.
 */
final class TellingScales {
  /** Powers of ten that no usual point and no usual digit reaches. */
  private static final int EXTREME = 6;

  private static final int MOST = 4;
  private static final int LARGEST = 1_000;
  private static final int MOST_TERMS = 12;
  private static final int MOST_DIGITS = 400;
  private static final MathContext ROUGH = new MathContext(8);
  private static final MathContext SHORT = new MathContext(6);

  private final Set<Integer> exponents = new LinkedHashSet<>();
  private final Set<Integer> sizes = new LinkedHashSet<>();
  private int longest;

  /** Whether functions that oscillate occur. */
  private boolean oscillates;

  private boolean hasPowersOfZero;

  private TellingScales() {}

  /** A term with a name to a power, or without, and the power of ten of its coefficient. */
  private record Monomial(Expr name, Rational power, int size) {}

  static TellingScales of(Collection<Expr> expressions) {
    TellingScales scales = new TellingScales();
    Pass<Boolean> collector =
        new Pass<>() {
          @Override
          protected Boolean compute(Expr node) {
            scales.add(node);
            return true;
          }
        };
    expressions.forEach(collector::apply);
    ConstantParts.of(expressions, MOST_DIGITS).forEach(scales::addValue);
    return scales;
  }

  /** The powers of ten around which expressions change their ways. */
  List<Integer> exponents() {
    return exponents.stream().limit(MOST).toList();
  }

  /** The digits up to which values may differ by the numbers. */
  int tellingDigits() {
    return longest + sizes.stream().mapToInt(each -> each).sum();
  }

  boolean oscillates() {
    return oscillates;
  }

  /** Whether 0 is taken to some power. */
  boolean hasPowersOfZero() {
    return hasPowersOfZero;
  }

  private void add(Expr node) {
    if (node instanceof RationalNumber number) {
      addNumber(number.value());
    } else if (node instanceof Product product) {
      addNumber(product.coefficient());
      addBalance(monomials(node));
      for (Product.Factor factor : product.factors()) {
        addExponential(factor);
        hasPowersOfZero |= factor.base().isZero();
      }
    } else if (node instanceof Power power) {
      addExponential(Product.Factor.of(power));
      hasPowersOfZero |= power.base().isZero();
    } else if (node instanceof Sum sum) {
      addNumber(sum.constant());
      sum.terms().forEach(term -> addNumber(term.coefficient()));
      sum.terms().stream().limit(MOST_TERMS).forEach(term -> addBalance(monomials(term.toExpr())));
      addBalance(monomials(sum));
    } else if (node instanceof Apply apply) {
      oscillates |= apply.function().oscillates();
    }
  }

  /** The exponent of what may stand as a power of an exponential. */
  private void addExponential(Product.Factor factor) {
    factor.asExponential().ifPresent(each -> addBalance(monomials(each)));
  }

  private void addNumber(Rational number) {
    if (number.isZero()) {
      return;
    }
    int size = Math.abs(exponent(number));
    if (size > EXTREME) {
      sizes.add(size);
    }
    int digits = Math.max(digits(number.numerator()), digits(number.denominator()));
    if (digits > EXTREME) {
      longest = Math.max(longest, digits);
    }
  }

  /** How close a number is to one of few digits, as tanh(80) is to 1, and its own size. */
  private void addValue(BigDecimal value) {
    if (value.signum() == 0) {
      return;
    }
    BigDecimal rest = value.subtract(value.round(SHORT));
    int size = exponent(value);
    int close = rest.signum() == 0 ? 0 : size - exponent(rest);
    for (int each : new int[] {Math.abs(size), close}) {
      if (each > EXTREME + 2) {
        sizes.add(Math.min(each, MOST_DIGITS));
      }
    }
  }

  private static int exponent(BigDecimal value) {
    return value.precision() - value.scale() - 1;
  }

  /** The digits of a number without the zeros at its end. */
  private static int digits(BigInteger number) {
    return new BigDecimal(number).stripTrailingZeros().precision();
  }

  private static int exponent(Rational number) {
    return exponent(number.toBigDecimal(ROUGH));
  }

  /** The terms of one name, and the number, of a sum; with 1 those of a product. */
  private static List<Monomial> monomials(Expr node) {
    List<Monomial> monomials = new ArrayList<>();
    if (node instanceof Sum sum) {
      if (!sum.constant().isZero()) {
        monomials.add(new Monomial(RationalNumber.ONE, Rational.ZERO, exponent(sum.constant())));
      }
      for (Sum.Term term : sum.terms().stream().limit(MOST_TERMS).toList()) {
        addMonomials(term.expression(), term.coefficient(), monomials);
      }
    } else {
      monomials.add(new Monomial(RationalNumber.ONE, Rational.ZERO, 0));
      if (node instanceof Product product) {
        addMonomials(node, product.coefficient(), monomials);
      }
    }
    return monomials;
  }

  private static void addMonomials(Expr term, Rational coefficient, List<Monomial> monomials) {
    int size = exponent(coefficient);
    if (term instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        addMonomial(factor.base(), factor.exponent(), size, monomials);
      }
    } else if (term instanceof Power power) {
      addMonomial(power.base(), power.exponent(), size, monomials);
    } else {
      addMonomial(term, RationalNumber.ONE, size, monomials);
    }
  }

  private static void addMonomial(Expr base, Expr exponent, int size, List<Monomial> monomials) {
    boolean isName = base instanceof Symbol || base instanceof IndexedSymbol;
    if (isName && exponent instanceof RationalNumber power && !power.isZero()) {
      monomials.add(new Monomial(base, power.value(), size));
    }
  }

  /** Adds where two of some terms, one of which is tiny or huge beside the other, are alike. */
  private void addBalance(List<Monomial> terms) {
    for (int i = 0; i < terms.size(); i++) {
      for (int j = i + 1; j < terms.size(); j++) {
        Monomial first = terms.get(i);
        Monomial second = terms.get(j);
        Rational power = first.power().minus(second.power());
        boolean isOfOne =
            first.name() == second.name() || first.power().isZero() || second.power().isZero();
        if (!isOfOne || power.isZero()) {
          continue;
        }
        Rational exponent = Rational.of(second.size() - (long) first.size()).dividedBy(power);
        if (exponent.abs().compareTo(Rational.of(EXTREME)) > 0
            && exponent.abs().compareTo(Rational.of(LARGEST)) <= 0) {
          exponents.add(exponent.floor().intValueExact());
        }
      }
    }
  }
}
