package org.chainrule.function;

import static org.chainrule.function.Elementary.abs;
import static org.chainrule.function.Elementary.expm1;
import static org.chainrule.function.Elementary.log;
import static org.chainrule.function.Elementary.softplus;
import static org.chainrule.function.Elementary.square;
import static org.chainrule.function.Rows.ONE;
import static org.chainrule.function.Rows.TWO;
import static org.chainrule.function.Rows.ZERO;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The stabilising pass: an equal expression that keeps its digits in doubles, for every way to a
 * number that is given an expression.
 *
 * <p>What hurts are exponentials that overflow, or round to nothing beside 1, before a logarithm, a
 * quotient or a difference brings them back: {@code log(1 + exp(x))} is infinite from 710 on,
 * {@code 1 - sigma(x)} is 0 from 37 on, {@code sinh(x)/cosh(x)} is infinity by infinity. The
 * families are data, in {@link StableFamilies}; sums of exponentials are no family of a function,
 * and stand in {@link ExponentialSum}. Each node is looked at once, after its parts.
 *
 * <p>The tape, dual numbers, compiled code and printed Java all compute this form. Compiled code
 * asks for less of it: of a sum of exponentials over an axis, or of many, it takes the largest out
 * in its graph, where a value and its derivatives share the shift. An evaluation asks for none: its
 * numbers know their own error and keep exponents apart.
 */
public final class StableForms extends Rewriter {
  /** From here on asinh and acosh are the logarithm of twice their argument, to all digits. */
  private static final Expr LARGE_LOGARITHM = Expr.of(20);

  private final StableProducts products;
  private final PoleGuards guards = new PoleGuards();
  private final Overflows overflows = new Overflows();
  private final boolean isStepwise;

  /**
   * @param isStepwise whether sums of many exponentials are to be given as logarithms too: not for
   *     compiled code, which shifts the exponents itself, once for a value and its derivatives
   */
  private StableForms(boolean isStepwise) {
    this.isStepwise = isStepwise;
    products = new StableProducts(isStepwise);
  }

  /** The form to compute with, in which no pole passes for a value. */
  public Expr form(Expr expression) {
    return guards.apply(apply(expression));
  }

  /** The pass for compiled code. */
  public static StableForms forGraphs() {
    return new StableForms(false);
  }

  /** The pass for what is computed one operation after the other. */
  public static StableForms forSteps() {
    return new StableForms(true);
  }

  @Override
  public Expr visit(Sum sum) {
    Expr built = super.visit(sum);
    return built instanceof Sum again ? difference(again) : built;
  }

  @Override
  public Expr visit(Product product) {
    Expr built = products.of(overflows.atLimits(super.visit(product)));
    return built instanceof Product again ? Overflows.beside(again) : built;
  }

  @Override
  public Expr visit(Power power) {
    return products.of(overflows.atLimits(super.visit(power)));
  }

  @Override
  public Expr visit(Apply apply) {
    Expr plain = super.visit(apply);
    if (!(plain instanceof Apply unbounded) || unbounded.arguments().size() != 1) {
      return plain;
    }
    Apply built = overflows.atLimit(unbounded);
    Expr argument = built.arguments().get(0);
    Function function = built.function();
    if (function == Functions.LOG) {
      return logarithm(argument).orElse(built);
    } else if (function == ElementaryFunctions.LOG2) {
      return logarithm(argument).map(each -> each.dividedBy(log(TWO))).orElse(built);
    } else if (function == ElementaryFunctions.LOG10) {
      return logarithm(argument).map(each -> each.dividedBy(log(Expr.of(10)))).orElse(built);
    } else if (function == Functions.LOG1P) {
      Expr sum = ONE.plus(argument);
      return logarithm(sum instanceof Sum whole ? difference(whole) : sum).orElse(built);
    } else if (function.logarithmic().filter(each -> each.base() == 0).isPresent()) {
      return ofLarge(built, function.logarithmic().get());
    }
    return built;
  }

  /** A number and a multiple of a function, or a value less its square. */
  private static Expr difference(Sum sum) {
    List<Sum.Term> terms = sum.terms();
    if (terms.size() == 1 && !sum.constant().isZero()) {
      Sum.Term term = terms.get(0);
      Rational shift = sum.constant().dividedBy(term.coefficient());
      Expr base = term.expression();
      long power = 1;
      if (base instanceof Power raised && raised.exponent() == TWO) {
        base = raised.base();
        power = 2;
      }
      Optional<Expr> exponent = ExponentialSum.exponent(term.expression());
      if (exponent.isPresent() && shift.equals(Rational.of(-1))) {
        return Product.scaled(term.coefficient(), expm1(exponent.get()));
      }
      if (base instanceof Apply apply) {
        for (StableFamilies.Shifted each : StableFamilies.SHIFTED) {
          if (each.function() == apply.function()
              && each.power() == power
              && each.shift().equals(shift)) {
            Expr value = each.value().apply(apply.arguments().get(0));
            return Product.scaled(term.coefficient(), value);
          }
        }
      }
    }
    Optional<Expr> cancelled = ramps(sum).or(() -> RootDifferences.of(sum));
    if (cancelled.isPresent()) {
      return cancelled.get();
    }
    if (terms.size() == 2 && sum.constant().isZero()) {
      Sum.Term first = terms.get(0);
      Sum.Term second = terms.get(1);
      if (first.coefficient().equals(second.coefficient().negate())) {
        Expr found = lessItsSquare(first, second);
        return found != null ? found : orSame(lessItsSquare(second, first), sum);
      }
    }
    return sum;
  }

  /** A smooth ramp less the straight one, or less what it comes close to. */
  private static Optional<Expr> ramps(Sum sum) {
    for (Sum.Term term : sum.terms()) {
      if (term.expression() instanceof Apply apply && apply.function() == Functions.SOFTPLUS) {
        Expr u = apply.arguments().get(0);
        Expr rest = sum.minus(term.toExpr());
        Expr other = Sum.distributed(term.coefficient().negate().reciprocal(), rest);
        Expr opposite = Sum.distributed(Rational.of(-1), u);
        Expr difference =
            other == u
                ? softplus(opposite)
                : other == softplus(opposite) ? u : other == relu(u) ? bySign(u, opposite) : null;
        // Of several ramps the first decides, so that long sums are looked through once.
        return Optional.ofNullable(difference)
            .map(each -> Product.scaled(term.coefficient(), each));
      }
    }
    return Optional.empty();
  }

  /** softplus less relu, with the slope that the two have where they are furthest apart. */
  private static Expr bySign(Expr u, Expr opposite) {
    return StableFamilies.where(Relation.less(ZERO, u), softplus(opposite), softplus(u));
  }

  private static Expr relu(Expr u) {
    return Apply.of(Functions.RELU, u);
  }

  private static Expr orSame(@Nullable Expr found, Expr otherwise) {
    return found != null ? found : otherwise;
  }

  private static @Nullable Expr lessItsSquare(Sum.Term value, Sum.Term square) {
    return value.expression() instanceof Apply apply
            && apply.function() == Functions.SIGMOID
            && square.expression() == square(apply)
        ? Product.scaled(
            value.coefficient(),
            Apply.of(NumericFunctions.SIGMOID_SLOPE, apply.arguments().get(0), apply))
        : null;
  }

  /** A function that is a logarithm far out, of what is an exponential. */
  private Expr ofLarge(Apply call, Function.Logarithmic form) {
    Expr argument = call.arguments().get(0);
    Rational factor = argument instanceof Product product ? product.coefficient() : Rational.ONE;
    Expr base = argument instanceof Product product ? product.withoutCoefficient() : argument;
    Optional<Expr> known = factor.signum() > 0 ? ofPositive(base) : Optional.empty();
    return known
        .map(each -> withFactor(factor, each))
        .map(
            each ->
                StableFamilies.where(
                    Relation.less(LARGE_LOGARITHM, each),
                    each.plus(log(Expr.of(form.factor()))),
                    call))
        .orElse(call);
  }

  /** The logarithm without overflow; nothing where it may as well be taken as it is. */
  private Optional<Expr> logarithm(Expr argument) {
    Optional<Expr> alone = logarithmOfOne(argument);
    if (alone.isPresent()) {
      return alone;
    }
    if (argument instanceof Product product
        && product.coefficient().equals(Rational.of(-1))
        && product.withoutCoefficient() instanceof Apply apply
        && apply.function() == Functions.EXPM1) {
      return Optional.of(Apply.of(NumericFunctions.LOG_ONE_MINUS_EXP, apply.arguments().get(0)));
    }
    Sum.Builder logarithms = new Sum.Builder();
    Product.Builder rest = new Product.Builder();
    boolean isFound = false;
    for (Product.Factor factor : factors(argument, rest)) {
      Optional<Expr> known = ofPositive(factor.base());
      Optional<Expr> magnitude = known.isPresent() ? known : ofMagnitude(factor);
      isFound |= magnitude.isPresent();
      if (magnitude.isPresent()) {
        Expr single = known.isPresent() ? ZERO : single(factor);
        logarithms.add(factor.exponent().minus(single).times(magnitude.get()));
        rest.multiply(Power.of(factor.base(), single));
      } else {
        rest.multiply(factor.toExpr());
      }
    }
    if (!isFound) {
      return isStepwise
          ? ExponentialSum.shifted(argument)
              .map(each -> each.whereLarge(each.exponent().plus(log(each.rest())), log(argument)))
          : Optional.empty();
    }
    return Optional.of(logarithms.add(log(rest.build())).build());
  }

  /** The logarithm of a multiple of a function that is not above 0 everywhere. */
  private static Optional<Expr> logarithmOfOne(Expr argument) {
    Rational coefficient =
        argument instanceof Product product ? product.coefficient() : Rational.ONE;
    Expr base = argument instanceof Product product ? product.withoutCoefficient() : argument;
    if (!(base instanceof Apply apply)) {
      return Optional.empty();
    }
    boolean isMagnitude = apply.function() == Functions.ABS && coefficient.signum() > 0;
    if (isMagnitude && apply.arguments().get(0) instanceof Apply inner) {
      return ofMagnitude(inner).map(each -> withFactor(coefficient, each));
    }
    UnaryOperator<Expr> known = StableFamilies.LOGARITHMS_ALONE.get(apply.function());
    boolean isOdd = apply.function().parity() == Function.Parity.ODD;
    if (known == null || coefficient.signum() < 0 && !isOdd) {
      return Optional.empty();
    }
    Expr inner = apply.arguments().get(0);
    Expr value = known.apply(coefficient.signum() < 0 ? inner.negate() : inner);
    return Optional.of(withFactor(coefficient.abs(), value));
  }

  private static Expr withFactor(Rational factor, Expr logarithm) {
    return factor.isOne() ? logarithm : logarithm.plus(log(Expr.of(factor)));
  }

  /** The logarithm of what a whole power is taken of, without its sign. */
  private static Optional<Expr> ofMagnitude(Product.Factor factor) {
    Rational number = Rows.number(factor.exponent());
    boolean isPower = number != null && number.isInteger() && !number.isUnit();
    return isPower && factor.base() instanceof Apply apply ? ofMagnitude(apply) : Optional.empty();
  }

  /** What an odd exponent is more than an even one: the sign is that of this power. */
  private static Expr single(Product.Factor factor) {
    Rational number = Objects.requireNonNull(Rows.number(factor.exponent()));
    return number.numerator().testBit(0) ? ONE : ZERO;
  }

  private static Optional<Expr> ofMagnitude(Apply apply) {
    UnaryOperator<Expr> known = StableFamilies.LOGARITHMS_ALONE.get(apply.function());
    return known != null && apply.function().parity() == Function.Parity.ODD
        ? Optional.of(known.apply(abs(apply.arguments().get(0))))
        : Optional.empty();
  }

  private static List<Product.Factor> factors(Expr expression, Product.Builder rest) {
    if (expression instanceof Product product) {
      rest.multiply(product.coefficient());
      return product.factors();
    }
    return expression instanceof Power power
        ? List.of(new Product.Factor(power.base(), power.exponent()))
        : List.of(new Product.Factor(expression, ONE));
  }

  private Optional<Expr> ofPositive(Expr base) {
    Optional<Expr> exponent = ExponentialSum.exponent(base);
    if (exponent.isPresent()) {
      return exponent;
    }
    if (base instanceof Apply apply) {
      UnaryOperator<Expr> known = StableFamilies.LOGARITHMS.get(apply.function());
      if (known != null) {
        return Optional.of(known.apply(apply.arguments().get(0)));
      }
      return isStepwise
              && apply.function() == Functions.SOFTMAX
              && apply.arguments().get(0) instanceof Elements vector
          ? Optional.of(
              ExponentialSum.relative(vector, vector.bodyAt(apply.arguments().get(1))).negate())
          : Optional.empty();
    }
    return ExponentialSum.of(base).flatMap(sum -> sum.logarithm(isStepwise));
  }
}
