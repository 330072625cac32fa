package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Product;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Simplifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deep and wide expressions take a small stack and a number of operations in their size. */
class DepthTest {
  private static final Symbol X = Symbol.of("x");
  private static final long SMALL_STACK = 512 * 1024;

  /** Expressions of any size. */
  enum Kind {
    COMPOSITION(100_000) {
      @Override
      Expr of(int size) {
        Expr u = X;
        for (int i = 0; i < size; i++) {
          u = Apply.of(Functions.SIN, u);
        }
        return u;
      }
    },
    PRODUCTS(10_000) {
      @Override
      Expr of(int size) {
        Expr u = X;
        for (int i = 0; i < size; i++) {
          u = Product.of(Apply.of(Functions.SIN, u), u);
        }
        return u;
      }
    },
    /** Sums are flat, so each holds the terms of the one before: few steps, each in its length. */
    SUMS(600) {
      @Override
      Expr of(int size) {
        Expr u = X;
        for (int i = 0; i < size; i++) {
          u = Sum.of(u, Apply.of(Functions.SIN, u).dividedBy(Expr.of(1_000)));
        }
        return u;
      }
    },
    TERMS(100_000) {
      @Override
      Expr of(int size) {
        Sum.Builder sum = new Sum.Builder();
        for (int i = 1; i <= size; i++) {
          sum.add(Apply.of(Functions.SIN, X.times(Expr.of(i))));
        }
        return sum.build();
      }
    };

    final int size;

    Kind(int size) {
      this.size = size;
    }

    abstract Expr of(int size);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void takesASmallStackAndStepsInProportionToTheSize(Kind kind) throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(null, () -> work(kind), "small stack", SMALL_STACK);
    thread.setUncaughtExceptionHandler((ignored, thrown) -> failure.set(thrown));
    thread.start();
    thread.join();

    assertThat(failure.get()).isNull();
  }

  private static void work(Kind kind) {
    Differentiator half = new Differentiator(X, Definitions.none(), Facts.none());
    half.differentiate(kind.of(kind.size / 2));
    Expr expression = kind.of(kind.size);
    Differentiator whole = new Differentiator(X, Definitions.none(), Facts.none());
    Expr derivative = whole.differentiate(expression);

    assertThat(whole.steps()).isGreaterThan(kind.size / 2).isLessThan(half.steps() * 5 / 2);

    Expr simplified = new Simplifier(Facts.none()).simplify(derivative);
    Context<Expr> context = Context.of(Functions::named);
    Point point = Point.builder().set("x", 0.5).build();
    double raw = Evaluator.evaluate(derivative, point, context);
    double value = Evaluator.evaluate(simplified, point, context);

    assertThat(value).isFinite();
    assertThat(Math.abs(value - raw)).isLessThanOrEqualTo(1e-9 * Math.abs(raw));
    assertThat(Printer.text(simplified, Spelling.NONE)).isNotEmpty();
  }
}
