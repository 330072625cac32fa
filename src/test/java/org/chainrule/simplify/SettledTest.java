package org.chainrule.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.Chainrule;
import org.chainrule.error.BudgetException;
import org.chainrule.expr.Expr;
import org.chainrule.rewrite.Facts;
import org.junit.jupiter.api.Test;

class SettledTest {
  private static final int MOST_LOOKS = 300;

  /** Simplifies until it has looked so often whether it is to stop. */
  private static final class Interrupted extends Thread {
    private final Expr expression;
    private int looks;

    Interrupted(Expr expression, int looks) {
      this.expression = expression;
      this.looks = looks;
    }

    @Override
    public void run() {
      try {
        simplified(expression);
      } catch (BudgetException interrupted) {
        looks = -1;
      }
    }

    @Override
    public boolean isInterrupted() {
      return looks-- <= 0;
    }
  }

  private static Expr simplified(Expr expression) {
    return new Simplifier(Facts.none()).simplify(expression);
  }

  private static Expr expression(String name) {
    return Chainrule.parse(
        "(a^2 - b^2)/(a - b)*(1 - sin(a)^2)/(1 + exp(-a)) + (a*c + b*c)/(a + b)"
            .replaceAll("\\ba\\b", name));
  }

  @Test
  void whatWasInterruptedIsNotRemembered() throws InterruptedException {
    Expr expected = simplified(expression("a"));
    assertThat(expected).isNotSameAs(expression("a"));

    for (int looks = 1; looks < MOST_LOOKS; looks++) {
      String name = "a" + looks;
      Interrupted thread = new Interrupted(expression(name), looks);
      thread.start();
      thread.join();

      assertThat(simplified(expression(name)).substitute(name, Expr.symbol("a")))
          .as("after %d looks", looks)
          .isSameAs(expected);
    }
  }
}
