package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
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
import org.chainrule.simplify.StandardIdentities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both sides of every identity are equal wherever its conditions hold. */
class IdentitiesTest {
  private static final Context<Expr> CONTEXT =
      Context.<Expr>of(Functions::named).withKnown(Set.of("x", "y"));
  private static final int POINTS = 40;

  static Stream<Identity> all() {
    return StandardIdentities.ALL.all().stream();
  }

  @Test
  void haveNamesOfTheirOwn() {
    assertThat(all().map(Identity::name)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("all")
  void holdWhereTheirConditionsDo(Identity identity) {
    Random random = new Random(3);
    int compared = 0;
    for (int i = 0; i < POINTS; i++) {
      Point.Builder builder = Point.builder();
      for (String name : names(identity)) {
        builder.set(
            name, Rational.of(new BigDecimal(random.nextInt(-4000, 4001)).movePointLeft(3)));
      }
      Point point = builder.build();
      BigDecimal left;
      try {
        for (Expr condition : identity.conditions()) {
          Expr one = Piecewise.of(List.of(new Piecewise.Branch(Expr.of(1), condition)), null);
          Evaluator.precise(one, point, CONTEXT, 30);
        }
        left = Evaluator.precise(identity.left(), point, CONTEXT, 30);
      } catch (ChainruleException outside) {
        continue;
      }
      BigDecimal right = Evaluator.precise(identity.right(), point, CONTEXT, 30);
      assertThat(right.subtract(left).abs())
          .as("%s at %s", identity.name(), point.scalarNames())
          .isLessThanOrEqualTo(left.abs().max(BigDecimal.ONE).movePointLeft(25));
      compared++;
    }
    assertThat(compared).isGreaterThanOrEqualTo(POINTS / 4);
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
