package org.chainrule.function;

import static org.chainrule.function.Elementary.sign;
import static org.chainrule.function.Rows.ONE;
import static org.chainrule.function.Rows.ZERO;
import static org.chainrule.function.Rows.call;
import static org.chainrule.function.Rows.one;
import static org.chainrule.function.Rows.operator;
import static org.chainrule.function.Rows.unary;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Break;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.expr.Function.Parity;
import org.chainrule.expr.Function.Range;
import org.chainrule.expr.Function.Singularity;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.kernel.ElementaryKernels;
import org.chainrule.number.Interval;
import org.chainrule.number.Rational;
import org.chainrule.precise.BallFunctions;
import org.jspecify.annotations.Nullable;

/** Functions with kinks and jumps: magnitudes, signs, roundings, largest and smallest. */
final class PiecewiseFunctions {
  private static final Class<?> KERNELS = ElementaryKernels.class;

  static final Function ABS =
      unary("abs", ElementaryKernels::abs, BigDecimal::abs, BallFunctions::abs)
          .derivative((x, y) -> sign(x))
          .atKink((i, of, y) -> ZERO)
          .parity(Parity.EVEN)
          .range(Range.NOT_NEGATIVE)
          .singularities(Rows::kinkAtZero)
          .fold(one(PiecewiseFunctions::magnitude))
          .exact()
          .interval(
              IntervalExtensions.unary(
                  Interval::abs,
                  MonotonePieces.limit(IntervalExtensions.FAR),
                  MonotonePieces.limit(IntervalExtensions.FAR)))
          .latex("\\left|#1\\right|")
          .java("Math.abs(#1)")
          .numpy("np.abs(#1)")
          .matlab("abs(#1)")
          .build();

  static final Function SIGN =
      unary("sign", ElementaryKernels::sign, (x, context) -> BigDecimal.valueOf(x.signum()))
          .aliases("sgn")
          .derivative((x, y) -> ZERO)
          .parity(Parity.ODD)
          .range(-1, 1, true, true)
          .singularities(Rows::jumpAtZero)
          .fold(one(PiecewiseFunctions::signum))
          .exact()
          .interval(IntervalExtensions.steps())
          .latex(operator("sign"))
          .java("Math.signum(#1)")
          .numpy("np.sign(#1)")
          .matlab("sign(#1)")
          .build();

  static final Function STEP =
      unary(
              "step",
              ElementaryKernels::step,
              (x, context) -> x.signum() < 0 ? BigDecimal.ZERO : BigDecimal.ONE)
          .aliases("heaviside")
          .derivative((x, y) -> ZERO)
          .range(0, 1, true, true)
          .singularities(Rows::jumpAtZero)
          .fold(one(PiecewiseFunctions::stepOf))
          .exact()
          .interval(IntervalExtensions.steps())
          .latex(operator("step"))
          .java(call(KERNELS, "step"))
          .numpy("np.heaviside(#1, 1)")
          .matlab("double(#1 >= 0)")
          .build();

  static final Function FLOOR =
      unary("floor", ElementaryKernels::floor, (x, of) -> whole(x, RoundingMode.FLOOR, of))
          .derivative((x, y) -> ZERO)
          .singularities(Rows::jumpAtIntegers)
          .fold(one(PiecewiseFunctions::floorOf))
          .exact()
          .interval(IntervalExtensions.steps())
          .latex("\\left\\lfloor #1\\right\\rfloor")
          .java("Math.floor(#1)")
          .numpy("np.floor(#1)")
          .matlab("floor(#1)")
          .build();

  static final Function CEIL =
      unary("ceil", ElementaryKernels::ceil, (x, of) -> whole(x, RoundingMode.CEILING, of))
          .aliases("ceiling")
          .derivative((x, y) -> ZERO)
          .singularities(Rows::jumpAtIntegers)
          .fold(one(PiecewiseFunctions::ceilOf))
          .exact()
          .interval(IntervalExtensions.steps())
          .latex("\\left\\lceil #1\\right\\rceil")
          .java("Math.ceil(#1)")
          .numpy("np.ceil(#1)")
          .matlab("ceil(#1)")
          .build();

  static final Function MAX =
      extremum("max", ElementaryKernels::max, BigDecimal::max, Rational::compareTo)
          .extremum(Reduction.Operator.MAXIMUM)
          .everyPartial((i, of, y) -> partial(i, of, Relation::greater, Relation::less))
          .exact()
          .interval(IntervalExtensions.folded(Interval::max))
          .latex("\\max\\left(#*\\right)")
          .java("Math.max(#1, #2)")
          .numpy("np.maximum(#1, #2)")
          .matlab("max(#1, #2)")
          .build();

  static final Function MIN =
      extremum("min", ElementaryKernels::min, BigDecimal::min, (a, b) -> b.compareTo(a))
          .extremum(Reduction.Operator.MINIMUM)
          .everyPartial((i, of, y) -> partial(i, of, Relation::less, Relation::greater))
          .exact()
          .interval(IntervalExtensions.folded(Interval::min))
          .latex("\\min\\left(#*\\right)")
          .java("Math.min(#1, #2)")
          .numpy("np.minimum(#1, #2)")
          .matlab("min(#1, #2)")
          .build();

  static final List<Function> ALL = List.of(ABS, SIGN, STEP, FLOOR, CEIL, MAX, MIN);

  private PiecewiseFunctions() {}

  private static @Nullable Expr magnitude(Expr argument) {
    if (BySign.isNotNegative(argument)) {
      return argument;
    }
    if (argument instanceof Product product && !product.coefficient().isOne()) {
      return Product.scaled(
          product.coefficient().abs(), Elementary.abs(product.withoutCoefficient()));
    }
    return null;
  }

  private static @Nullable Expr signum(Expr argument) {
    Integer sign = Rows.signOf(argument);
    if (sign != null) {
      return Expr.of(sign);
    }
    if (BySign.isPositive(argument)) {
      return ONE;
    }
    return argument instanceof Product product && !product.coefficient().isOne()
        ? Elementary.sign(product.withoutCoefficient())
        : null;
  }

  private static @Nullable Expr stepOf(Expr argument) {
    Integer sign = Rows.signOf(argument);
    if (sign != null) {
      return sign < 0 ? ZERO : ONE;
    }
    return BySign.isNotNegative(argument) ? ONE : null;
  }

  private static @Nullable Expr floorOf(Expr argument) {
    Rational number = Rows.number(argument);
    if (number != null) {
      return Expr.of(Rational.of(number.floor()));
    }
    return isRounded(argument) ? argument : null;
  }

  private static @Nullable Expr ceilOf(Expr argument) {
    Rational number = Rows.number(argument);
    if (number != null) {
      return Expr.of(Rational.of(number.negate().floor().negate()));
    }
    return isRounded(argument) ? argument : null;
  }

  private static boolean isRounded(Expr argument) {
    return argument instanceof Apply apply
        && (apply.function() == FLOOR || apply.function() == CEIL);
  }

  /** The whole number next to a decimal, which is not written out where it is long or far below. */
  private static BigDecimal whole(BigDecimal x, RoundingMode mode, MathContext context) {
    if (x.signum() == 0 || x.scale() <= 0) {
      return x.round(context);
    }
    if ((long) x.precision() - x.scale() <= 0) {
      boolean away = mode == RoundingMode.FLOOR ? x.signum() < 0 : x.signum() > 0;
      return away ? BigDecimal.valueOf(x.signum()) : BigDecimal.ZERO;
    }
    return x.setScale(0, mode).round(context);
  }

  /** An order of two numbers: above 0 where the first wins. */
  private interface Preference {
    int compare(Rational first, Rational second);
  }

  private static Function.Builder extremum(
      String name,
      DoubleBinaryOperator kernel,
      BinaryOperator<BigDecimal> precise,
      Preference preference) {
    return Function.function(name, Parameter.SCALAR)
        .variadic()
        .kernel(
            arguments -> {
              double best = arguments[0];
              for (double argument : arguments) {
                best = kernel.applyAsDouble(best, argument);
              }
              return best;
            })
        .preciseKernel(
            (arguments, context) -> arguments.stream().reduce(precise).orElseThrow().round(context))
        .singularities(PiecewiseFunctions::ties)
        .atKink((i, of, y) -> share(i, of))
        .fold(arguments -> joined(name, arguments, preference));
  }

  /** Flattens, drops repetitions and keeps only the best of the numbers, where its first stood. */
  private static @Nullable Expr joined(String name, List<Expr> given, Preference preference) {
    Set<Expr> kept = new LinkedHashSet<>();
    Expr number = null;
    for (Expr argument : given) {
      boolean nested = argument instanceof Apply apply && apply.function().name().equals(name);
      for (Expr part : nested ? ((Apply) argument).arguments() : List.of(argument)) {
        if (part instanceof RationalNumber next && number instanceof RationalNumber first) {
          number = preference.compare(next.value(), first.value()) > 0 ? next : first;
        } else if (part instanceof RationalNumber) {
          number = part;
          kept.add(part);
        } else {
          kept.add(part);
        }
      }
    }
    List<Expr> arguments = new ArrayList<>(kept.size());
    for (Expr part : kept) {
      arguments.add(part instanceof RationalNumber && number != null ? number : part);
    }
    if (arguments.size() == 1) {
      return arguments.get(0);
    }
    return arguments.equals(given) ? null : Apply.of(row(name), arguments);
  }

  private static Function row(String name) {
    return name.equals("max") ? MAX : MIN;
  }

  /** A relation between two arguments. */
  private interface Comparison {
    Expr of(Expr first, Expr second);
  }

  /** 1 where the argument beats all others, 0 where another one beats it, nothing at a tie. */
  private static Expr partial(
      int argument, List<Expr> arguments, Comparison beats, Comparison loses) {
    List<Expr> won = new ArrayList<>();
    List<Expr> lost = new ArrayList<>();
    Expr own = arguments.get(argument);
    for (int other = 0; other < arguments.size(); other++) {
      if (other != argument) {
        won.add(beats.of(own, arguments.get(other)));
        lost.add(loses.of(own, arguments.get(other)));
      }
    }
    return Piecewise.of(
        List.of(
            new Piecewise.Branch(ONE, Logical.of(Logical.Operator.AND, won)),
            new Piecewise.Branch(ZERO, Logical.of(Logical.Operator.OR, lost))),
        null);
  }

  /**
   * An equal share for each of the arguments that tie: there the function counts as their mean, in
   * second derivatives too.
   */
  private static Expr share(int argument, List<Expr> arguments) {
    Expr own = arguments.get(argument);
    List<Expr> tied = new ArrayList<>();
    for (int other = 0; other < arguments.size(); other++) {
      Expr equal = Relation.equal(arguments.get(other), own);
      tied.add(
          other == argument ? ONE : Piecewise.of(List.of(new Piecewise.Branch(ONE, equal)), ZERO));
    }
    return ONE.dividedBy(Sum.of(tied));
  }

  private static List<Singularity> ties(List<Expr> arguments) {
    List<Singularity> ties = new ArrayList<>();
    for (int first = 0; first < arguments.size(); first++) {
      for (int second = first + 1; second < arguments.size(); second++) {
        Expr difference = arguments.get(first).minus(arguments.get(second));
        ties.add(new Singularity(Break.KINK, difference, false));
      }
    }
    return ties;
  }
}
