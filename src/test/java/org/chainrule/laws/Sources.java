package org.chainrule.laws;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.chainrule.differences.Settings;
import org.chainrule.differences.ValueSource;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.chainrule.syntax.Syntax;

/** The values of expressions and of trees as written, for checks. */
final class Sources {
  static final Settings SETTINGS =
      Settings.DEFAULT.trying(6).seeded(7).within(Duration.ofSeconds(3));

  private Sources() {}

  static ValueSource of(Expr expression, String... names) {
    Context<Expr> context = Context.<Expr>of(Functions::named).withKnown(Set.of(names));
    return source(
        Set.of(names), (point, digits) -> Evaluator.precise(expression, point, context, digits));
  }

  static ValueSource of(Syntax tree, String... names) {
    Context<Syntax> context = Context.<Syntax>of(Functions::named).withKnown(Set.of(names));
    return source(
        Set.of(names), (point, digits) -> Evaluator.precise(tree, point, context, digits));
  }

  private interface Values {
    BigDecimal at(Point point, int digits);
  }

  private static ValueSource source(Set<String> names, Values values) {
    return new ValueSource() {
      @Override
      public Set<String> names() {
        return names;
      }

      @Override
      public BigDecimal at(Map<String, BigDecimal> numbers, MathContext context) {
        Point.Builder builder = Point.builder();
        numbers.forEach((name, value) -> builder.set(name, Rational.of(value)));
        return values.at(builder.build(), context.getPrecision());
      }
    };
  }
}
