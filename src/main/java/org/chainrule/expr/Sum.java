package org.chainrule.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.chainrule.error.DomainException;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A sum of two or more terms: a rational constant and a map from terms to rational coefficients. No
 * key is a number, a sum or a product with a coefficient of its own.
 */
public final class Sum extends Expr {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("sum");

  /**
   * A sum of more terms stays whole inside another. Flattened without bound, {@code u + sin(u)}
   * repeated n times would be sums of 1, 2, … n terms, and every pass over them quadratic.
   */
  private static final int LARGEST_FLATTENED = 128;

  /** Lists of more terms are made anew each time, for the sake of memory. */
  private static final int MOST_LISTED = 6;

  /**
   * One term of a sum.
   *
   * @param expression what is added, with the coefficient 1
   * @param coefficient how often, never 0
   */
  public record Term(Expr expression, Rational coefficient) {
    /** The product of the two. */
    public Expr toExpr() {
      return Product.scaled(coefficient, expression);
    }
  }

  private final Rational constant;
  private final @Nullable TermMap<Rational> terms;

  /** The terms and the children as lists, where they are few and were asked for. */
  private transient @Nullable List<Term> listed;

  private transient @Nullable List<Expr> children;

  private Sum(Rational constant, @Nullable TermMap<Rational> terms) {
    super(
        Hash.mix(Hash.mix(SEED, constant.hashCode()), TermMap.hash(terms)), TermMap.traits(terms));
    this.constant = constant;
    this.terms = terms;
  }

  public static Expr of(Expr... terms) {
    return of(Arrays.asList(terms));
  }

  /** The sum of the terms, 0 if there is none. */
  public static Expr of(Collection<? extends Expr> terms) {
    Builder builder = new Builder();
    for (Expr term : terms) {
      builder.add(term);
    }
    return builder.build();
  }

  /** A collector of terms, which become a sum. */
  public static final class Builder {
    private Rational constant = Rational.ZERO;
    private @Nullable TermMap<Rational> terms;

    public Builder add(Expr term) {
      return add(Rational.ONE, term);
    }

    /** Adds a multiple of a term; a sum is distributed. */
    public Builder add(Rational coefficient, Expr term) {
      requireNumber(term);
      if (coefficient.isZero()) {
        return this;
      }
      if (term instanceof RationalNumber number) {
        constant = constant.plus(coefficient.times(number.value()));
      } else if (term instanceof Sum sum && sum.size() <= LARGEST_FLATTENED) {
        addSum(coefficient, sum);
      } else if (term instanceof Product product && !product.coefficient().isOne()) {
        add(coefficient.times(product.coefficient()), product.withoutCoefficient());
      } else {
        terms = TermMap.add(terms, new TermMap.Term<>(term, coefficient), Builder::plus);
      }
      return this;
    }

    private void addSum(Rational coefficient, Sum sum) {
      constant = constant.plus(coefficient.times(sum.constant));
      TermMap<Rational> added =
          coefficient.isOne() ? sum.terms : TermMap.mapValues(sum.terms, coefficient::times);
      terms = TermMap.union(terms, added, Builder::plus);
    }

    private static @Nullable Rational plus(Expr key, Rational first, Rational second) {
      Rational sum = first.plus(second);
      if (key == NamedConstant.INFINITY && first.signum() != second.signum()) {
        throw new DomainException("inf - inf has no value");
      }
      return sum.isZero() ? null : sum;
    }

    public Expr build() {
      int size = TermMap.size(terms);
      if (terms == null) {
        return RationalNumber.of(constant);
      }
      if (size == 1 && constant.isZero()) {
        return Product.scaled(terms.root().value(), terms.root().key());
      }
      if (TermMap.get(terms, NamedConstant.INFINITY) != null) {
        throw new DomainException("inf is a bound, not a number to add to");
      }
      return Interner.intern(new Sum(constant, terms));
    }
  }

  /** A sum times a number, multiplied out. */
  public static Expr distributed(Rational factor, Expr sum) {
    if (factor.isOne()) {
      return sum;
    }
    Builder builder = new Builder();
    if (sum instanceof Sum large) {
      builder.addSum(factor, large);
    } else {
      builder.add(factor, sum);
    }
    return builder.build();
  }

  /** The part that is a number, often 0. */
  public Rational constant() {
    return constant;
  }

  /** The other terms, in structural order. */
  public List<Term> terms() {
    List<Term> known = listed;
    if (known != null) {
      return known;
    }
    List<Term> result = new ArrayList<>(size());
    for (TermMap.Term<Rational> term : TermMap.terms(terms)) {
      result.add(new Term(term.key(), term.value()));
    }
    if (size() > MOST_LISTED) {
      return result;
    }
    listed = List.copyOf(result);
    return listed;
  }

  /** The number of terms, the constant not counted. */
  public int size() {
    return TermMap.size(terms);
  }

  /** The coefficient of a term, 0 where it does not occur. */
  public Rational coefficientOf(Expr term) {
    Rational coefficient = TermMap.get(terms, term);
    return coefficient == null ? Rational.ZERO : coefficient;
  }

  /** All that is added, the constant first where it is not 0, each with its coefficient. */
  public List<Expr> addends() {
    List<Expr> result = new ArrayList<>(size() + 1);
    if (!constant.isZero()) {
      result.add(RationalNumber.of(constant));
    }
    for (Term term : terms()) {
      result.add(term.toExpr());
    }
    return result;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public List<Expr> children() {
    List<Expr> known = children;
    if (known != null) {
      return known;
    }
    List<Expr> result = new ArrayList<>(size());
    for (TermMap.Term<Rational> term : TermMap.terms(terms)) {
      result.add(term.key());
    }
    if (size() > MOST_LISTED) {
      return result;
    }
    children = List.copyOf(result);
    return children;
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof Sum sum
        && constant.equals(sum.constant)
        && TermMap.same(terms, sum.terms);
  }

  @Override
  String label() {
    StringBuilder label = new StringBuilder(constant.toString());
    for (TermMap.Term<Rational> term : TermMap.terms(terms)) {
      label.append(' ').append(term.value());
    }
    return label.toString();
  }
}
