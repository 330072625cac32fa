package org.chainrule.laws;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.NamesException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Piecewise;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Identity;

/**
 * The law that both sides of an identity are equal wherever its left side has a value and its
 * conditions hold.
 */
final class IdentityLaw {
  private static final Context<Expr> CONTEXT =
      Context.<Expr>of(Functions::named).withKnown(Set.of("x", "y"));
  private static final int POINTS = 40;

  /** Among so many some lie in any domain that is more than single points. */
  private static final int DRAWN = 4_000;

  private static final List<Rational> SPECIAL =
      List.of(Rational.ZERO, Rational.ONE, Rational.of(-1), Rational.of(2));

  private final Identity identity;
  private final List<String> names;
  private final Random random = new Random(3);
  private int compared;

  private IdentityLaw(Identity identity) {
    this.identity = identity;
    this.names = names(identity);
  }

  /** What is wrong with an identity, if something is. */
  static Optional<String> fault(Identity identity) {
    return new IdentityLaw(identity).fault();
  }

  private Optional<String> fault() {
    for (int drawn = 0; drawn < DRAWN && compared < POINTS; drawn++) {
      Map<String, Rational> values = new TreeMap<>();
      for (String name : names) {
        values.put(name, drawn < SPECIAL.size() ? SPECIAL.get(drawn) : number());
      }
      Optional<String> fault = faultAt(values);
      if (fault.isPresent()) {
        return fault;
      }
    }
    return compared >= POINTS
        ? Optional.empty()
        : Optional.of(
            "%s, %s: its left side has a value at %d points only"
                .formatted(identity.name(), identity.left(), compared));
  }

  /** Of any magnitude alike, so that no domain of a row is missed that holds an interval. */
  private Rational number() {
    double magnitude = Math.exp(random.nextDouble() * 8 - 5);
    BigDecimal rounded = new BigDecimal(magnitude).round(new MathContext(4));
    return Rational.of(random.nextBoolean() ? rounded : rounded.negate());
  }

  private Optional<String> faultAt(Map<String, Rational> values) {
    Point.Builder builder = Point.builder();
    values.forEach(builder::set);
    Point point = builder.build();
    BigDecimal left;
    try {
      for (Expr condition : identity.conditions()) {
        Expr one = Piecewise.of(List.of(new Piecewise.Branch(Expr.of(1), condition)), null);
        Evaluator.precise(one, point, CONTEXT, 30);
      }
      left = Evaluator.precise(identity.left(), point, CONTEXT, 30);
    } catch (ChainruleException outside) {
      return Optional.empty();
    }
    compared++;
    try {
      BigDecimal right = Evaluator.precise(identity.right(), point, CONTEXT, 30);
      BigDecimal bound = left.abs().max(BigDecimal.ONE).movePointLeft(25);
      return right.subtract(left).abs().compareTo(bound) <= 0
          ? Optional.empty()
          : Optional.of(fault(values, left + " is not " + right));
    } catch (ChainruleException missing) {
      return Optional.of(fault(values, left + " has no value on the right"));
    }
  }

  private String fault(Map<String, Rational> values, String what) {
    return "%s, %s = %s, at %s: %s"
        .formatted(identity.name(), identity.left(), identity.right(), values, what);
  }

  /** The names that an evaluation at nothing finds missing. */
  private static List<String> names(Identity identity) {
    try {
      Evaluator.precise(identity.left(), Point.EMPTY, CONTEXT, 20);
      return List.of();
    } catch (NamesException missing) {
      return List.copyOf(missing.missing());
    }
  }
}
