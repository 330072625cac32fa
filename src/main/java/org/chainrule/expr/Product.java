package org.chainrule.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.chainrule.error.DomainException;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A product: a rational coefficient and a map from bases to exponents. Two factors at least, the
 * coefficient counted where it is not 1. A sum times a number stays as it is.
 */
public final class Product extends Expr {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("product");

  /**
   * A product of more factors stays whole inside another. Flattened without bound, {@code sin(u)*u}
   * repeated n times would be products of 1, 2, … n factors, and their derivatives cubic in n.
   */
  private static final int LARGEST_FLATTENED = 24;

  /** Lists of more factors are made anew each time, for the sake of memory. */
  private static final int MOST_LISTED = 6;

  /** Roots of numbers of more bits than this are not multiplied with each other. */
  private static final long LARGEST_ROOT = 64;

  /**
   * One factor of a product.
   *
   * @param base the base, never a product with a coefficient
   * @param exponent the exponent, never 0
   */
  public record Factor(Expr base, Expr exponent) {
    /** An expression as a factor, a power as a power. */
    public static Factor of(Expr expression) {
      return expression instanceof Power power
          ? new Factor(power.base(), power.exponent())
          : new Factor(expression, RationalNumber.ONE);
    }

    /** The power. */
    public Expr toExpr() {
      return exponent.isOne() ? base : Power.raw(base, exponent);
    }

    /**
     * The argument of exp where this is a power of e or of an exponential, which are kept as {@code
     * exp(x)^(-2)} but mean, print and compute as {@code exp(-2*x)}.
     */
    public Optional<Expr> asExponential() {
      if (base == NamedConstant.E) {
        return Optional.of(exponent);
      }
      if (base instanceof Apply apply
          && apply.function().isExponential()
          && exponent instanceof RationalNumber number) {
        Expr argument = apply.arguments().get(0);
        return Optional.of(
            argument instanceof Sum
                ? Sum.distributed(number.value(), argument)
                : Product.of(number, argument));
      }
      return Optional.empty();
    }

    /** Whether it is computed as a divisor: a power below 0, but no exponential. */
    public boolean divides() {
      return exponent instanceof RationalNumber number
          && number.value().signum() < 0
          && asExponential().isEmpty();
    }

    /** What a divisor divides by. */
    public Factor inverse() {
      return new Factor(base, exponent.negate());
    }

    /** What is computed before it: an exponent that is a number is none of it. */
    public List<Expr> parts() {
      return asExponential()
          .map(List::of)
          .orElseGet(
              () -> exponent instanceof RationalNumber ? List.of(base) : List.of(base, exponent));
    }
  }

  private final Rational coefficient;
  private final @Nullable TermMap<Expr> factors;

  /** The factors and the children as lists, where they are few and were asked for. */
  private transient @Nullable List<Factor> listed;

  private transient @Nullable List<Expr> children;

  private Product(Rational coefficient, @Nullable TermMap<Expr> factors) {
    super(
        Hash.mix(Hash.mix(SEED, coefficient.hashCode()), TermMap.hash(factors)),
        TermMap.traits(factors));
    this.coefficient = coefficient;
    this.factors = factors;
  }

  public static Expr of(Expr... factors) {
    return of(Arrays.asList(factors));
  }

  /** The product of the factors, 1 if there is none. */
  public static Expr of(Collection<? extends Expr> factors) {
    Builder builder = new Builder();
    for (Expr factor : factors) {
      builder.multiply(factor);
    }
    return builder.build();
  }

  /** A number times an expression; a sum is not multiplied out. */
  public static Expr scaled(Rational coefficient, Expr expression) {
    return coefficient.isOne()
        ? expression
        : new Builder().multiply(coefficient).multiply(expression).build();
  }

  /** A collector of factors, which become a product. */
  public static final class Builder {
    private Rational coefficient = Rational.ONE;
    private @Nullable TermMap<Expr> factors;
    private final List<Expr> unsettled = new ArrayList<>();

    public Builder multiply(Rational number) {
      coefficient = coefficient.times(number);
      return this;
    }

    public Builder multiply(Expr factor) {
      requireNumber(factor);
      if (factor instanceof RationalNumber number) {
        return multiply(number.value());
      }
      if (factor instanceof Product large && large.size() > LARGEST_FLATTENED) {
        coefficient = coefficient.times(large.coefficient);
        put(large.withoutCoefficient(), RationalNumber.ONE);
      } else if (factor instanceof Product product) {
        coefficient = coefficient.times(product.coefficient);
        factors = TermMap.union(factors, product.factors, this::addExponents);
      } else if (factor instanceof Power power) {
        put(power.base(), power.exponent());
      } else {
        put(factor, RationalNumber.ONE);
      }
      settle();
      return this;
    }

    private void put(Expr base, Expr exponent) {
      factors = TermMap.add(factors, new TermMap.Term<>(base, exponent), this::addExponents);
    }

    private @Nullable Expr addExponents(Expr base, Expr first, Expr second) {
      Expr exponent = Sum.of(first, second);
      if (exponent.isZero()) {
        if (base == NamedConstant.INFINITY) {
          throw new DomainException("inf/inf has no value");
        }
        return null;
      }
      if (!Power.isSettled(base, exponent)) {
        unsettled.add(Power.of(base, exponent));
        return null;
      }
      return exponent;
    }

    /** Powers such as {@code (x^2)^(1/2)*(x^2)^(1/2)} turn into others when exponents meet. */
    private void settle() {
      while (!unsettled.isEmpty()) {
        multiply(unsettled.remove(unsettled.size() - 1));
      }
    }

    /** Roots of numbers as one: {@code sqrt(6)*sqrt(3/2)} is {@code sqrt(9)}. */
    private void joinRoots() {
      if (TermMap.size(factors) > LARGEST_FLATTENED) {
        return;
      }
      List<Factor> roots = new ArrayList<>();
      for (TermMap.Term<Expr> factor : TermMap.terms(factors)) {
        if (factor.key() instanceof RationalNumber number
            && number.value().signum() > 0
            && number.value().bitLength() <= LARGEST_ROOT
            && factor.value() instanceof RationalNumber) {
          roots.add(new Factor(factor.key(), factor.value()));
        }
      }
      for (int i = 0; i < roots.size(); i++) {
        for (int j = i + 1; j < roots.size(); j++) {
          Factor one = roots.get(i);
          Factor other = roots.get(j);
          if (one.exponent() == other.exponent()) {
            put(one.base(), one.exponent().negate());
            put(other.base(), one.exponent().negate());
            multiply(Power.of(of(one.base(), other.base()), one.exponent()));
            joinRoots();
            return;
          }
        }
      }
    }

    public Expr build() {
      joinRoots();
      if (factors == null) {
        return RationalNumber.of(coefficient);
      }
      boolean single = TermMap.size(factors) == 1;
      if (TermMap.get(factors, NamedConstant.INFINITY) != null
          && (!single || coefficient.isZero() || !factors.root().value().isOne())) {
        throw new DomainException("inf is a bound, not a number to multiply by");
      }
      if (coefficient.isZero()) {
        return RationalNumber.ZERO;
      }
      if (single && coefficient.isOne()) {
        return new Factor(factors.root().key(), factors.root().value()).toExpr();
      }
      return Interner.intern(new Product(coefficient, factors));
    }
  }

  /** The number in front, 1 where there is none. */
  public Rational coefficient() {
    return coefficient;
  }

  /** The other factors, in structural order. */
  public List<Factor> factors() {
    List<Factor> known = listed;
    if (known != null) {
      return known;
    }
    List<Factor> result = new ArrayList<>(size());
    for (TermMap.Term<Expr> factor : TermMap.terms(factors)) {
      result.add(new Factor(factor.key(), factor.value()));
    }
    if (size() > MOST_LISTED) {
      return result;
    }
    listed = List.copyOf(result);
    return listed;
  }

  /**
   * A product as it is computed, its coefficient apart.
   *
   * @param above what multiplies, exponentials among it
   * @param below what divides, each as it stands below the bar
   */
  public record Quotient(List<Factor> above, List<Factor> below) {}

  /** This as a quotient. */
  public Quotient quotient() {
    List<Factor> above = new ArrayList<>();
    List<Factor> below = new ArrayList<>();
    for (Factor factor : factors()) {
      if (factor.divides()) {
        below.add(factor.inverse());
      } else {
        above.add(factor);
      }
    }
    return new Quotient(above, below);
  }

  /** What is computed before the product is, factor by factor. */
  public List<Expr> parts() {
    return factors().stream().flatMap(factor -> factor.parts().stream()).toList();
  }

  /** The number of factors, the coefficient not counted. */
  public int size() {
    return TermMap.size(factors);
  }

  /** The exponent of a base, 0 where it does not occur. */
  public Expr exponentOf(Expr base) {
    Expr exponent = TermMap.get(factors, base);
    return exponent == null ? RationalNumber.ZERO : exponent;
  }

  /** This divided by a base that occurs in it: its exponent less one. */
  public Expr lowered(Expr base) {
    Builder builder = new Builder();
    builder.coefficient = coefficient;
    builder.factors = factors;
    builder.put(base, RationalNumber.MINUS_ONE);
    builder.settle();
    return builder.build();
  }

  /** Whether a product too large to be flattened stands in this one. */
  boolean isNested() {
    for (TermMap.Term<Expr> factor : TermMap.terms(factors)) {
      if (factor.key() instanceof Product && factor.value().isOne()) {
        return true;
      }
    }
    return false;
  }

  /** The rest when the coefficient is taken away. */
  public Expr withoutCoefficient() {
    if (coefficient.isOne()) {
      return this;
    }
    Builder builder = new Builder();
    builder.factors = factors;
    return builder.build();
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  /** The bases and, where they are not 1, their exponents. */
  @Override
  public List<Expr> children() {
    List<Expr> known = children;
    if (known != null) {
      return known;
    }
    List<Expr> result = new ArrayList<>(2 * size());
    for (TermMap.Term<Expr> factor : TermMap.terms(factors)) {
      result.add(factor.key());
      if (!factor.value().isOne()) {
        result.add(factor.value());
      }
    }
    if (size() > MOST_LISTED) {
      return result;
    }
    children = List.copyOf(result);
    return children;
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof Product product
        && coefficient.equals(product.coefficient)
        && TermMap.same(factors, product.factors);
  }

  @Override
  String label() {
    return coefficient.toString();
  }
}
