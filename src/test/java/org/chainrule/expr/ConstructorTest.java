package org.chainrule.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.chainrule.error.DomainException;
import org.chainrule.number.Rational;
import org.junit.jupiter.api.Test;

class ConstructorTest {
  private static final Symbol X = Symbol.of("x");
  private static final Symbol Y = Symbol.of("y");
  private static final Symbol N = Symbol.of("n");

  private static Expr x(Expr index) {
    return IndexedSymbol.of("x", index);
  }

  @Test
  void likeTermsCollect() {
    assertThat(X.plus(Y).plus(X)).isSameAs(Expr.of(2).times(X).plus(Y));
    assertThat(X.minus(X)).isSameAs(RationalNumber.ZERO);
    assertThat(X.plus(Expr.of(1, 2)).plus(Expr.of(1, 2))).isSameAs(Expr.of(1).plus(X));
  }

  @Test
  void sumsInsideSumsAreFlat() {
    assertThat(X.minus(X.minus(Y))).isSameAs(Y);
    Expr twice = Expr.of(2).times(X.plus(Y));
    assertThat(twice).isInstanceOf(Product.class);
    assertThat(N.plus(twice)).isSameAs(Sum.of(N, X, X, Y, Y));
  }

  @Test
  void likeFactorsCollect() {
    assertThat(X.times(Y).times(X)).isSameAs(X.power(2).times(Y));
    assertThat(X.dividedBy(X)).isSameAs(RationalNumber.ONE);
    assertThat(X.power(N).times(X)).isSameAs(X.power(N.plus(RationalNumber.ONE)));
    assertThat(X.times(RationalNumber.ZERO)).isSameAs(RationalNumber.ZERO);
  }

  @Test
  void wholePowersAreDistributedAndMerged() {
    assertThat(X.times(Y).power(3)).isSameAs(X.power(3).times(Y.power(3)));
    assertThat(X.power(N).power(2)).isSameAs(X.power(Expr.of(2).times(N)));
    assertThat(X.power(RationalNumber.HALF).power(2)).isSameAs(X);
  }

  @Test
  void fractionalPowersOfSignedBasesStay() {
    assertThat(X.power(2).power(RationalNumber.HALF)).isInstanceOf(Power.class).isNotSameAs(X);
    assertThat(X.times(Y).power(RationalNumber.HALF)).isInstanceOf(Power.class);
    assertThat(Expr.of(-8).power(Expr.of(1, 3))).isInstanceOf(Power.class);
  }

  @Test
  void rootsOfNumbersAreExact() {
    assertThat(Expr.of(9, 4).power(RationalNumber.HALF)).isSameAs(Expr.of(3, 2));
    assertThat(Expr.of(8).power(RationalNumber.HALF))
        .isSameAs(Expr.of(2).times(Expr.of(2).power(RationalNumber.HALF)));
    Expr root = Expr.of(2).power(RationalNumber.HALF);
    assertThat(root.times(root)).isSameAs(Expr.of(2));
    assertThat(Expr.of(4).power(Expr.of(-1, 2))).isSameAs(RationalNumber.HALF);
  }

  @Test
  void meetingExponentsAreSettledAgain() {
    Expr root = X.power(2).power(RationalNumber.HALF);
    assertThat(root.times(root)).isSameAs(X.power(2));
    Expr product = X.times(Y).power(RationalNumber.HALF);
    assertThat(product.times(product)).isSameAs(X.times(Y));
  }

  @Test
  void zeroToAPower() {
    assertThat(RationalNumber.ZERO.power(0)).isSameAs(RationalNumber.ONE);
    assertThat(RationalNumber.ZERO.power(3)).isSameAs(RationalNumber.ZERO);
    assertThatThrownBy(() -> X.dividedBy(RationalNumber.ZERO)).isInstanceOf(DomainException.class);
    assertThat(RationalNumber.ZERO.power(X)).isInstanceOf(Power.class);
  }

  @Test
  void hugePowersStayAsTheyAre() {
    Expr tower = Expr.of(9).power(Expr.of(9).power(Expr.of(9).power(9)));
    assertThat(tower).isInstanceOf(Power.class);
    assertThat(Expr.of(-1).power(Expr.of(9).power(9))).isSameAs(Expr.of(-1));
  }

  @Test
  void infinityIsNoNumber() {
    assertThatThrownBy(() -> X.plus(NamedConstant.INFINITY)).isInstanceOf(DomainException.class);
    assertThatThrownBy(() -> X.times(NamedConstant.INFINITY)).isInstanceOf(DomainException.class);
    assertThat(NamedConstant.INFINITY.negate().negate()).isSameAs(NamedConstant.INFINITY);
  }

  @Test
  void bindersThatDifferInTheIndexAreOne() {
    Symbol i = Symbol.of("i");
    Symbol k = Symbol.of("k");
    Expr first = Reduction.of(Reduction.Operator.SUM, i, Expr.of(1), N, x(i).times(Y));
    Expr second = Reduction.of(Reduction.Operator.SUM, k, Expr.of(1), N, x(k).times(Y));
    assertThat(first).isSameAs(second);
    Expr nested = Reduction.of(Reduction.Operator.SUM, i, Expr.of(1), N, first.times(x(i)));
    Expr other = Reduction.of(Reduction.Operator.SUM, k, Expr.of(1), N, second.times(x(k)));
    assertThat(nested).isSameAs(other).isNotSameAs(first);
  }

  @Test
  void substitutionDoesNotCapture() {
    Symbol i = Symbol.of("i");
    Symbol k = Symbol.of("k");
    Expr sum = Reduction.of(Reduction.Operator.SUM, k, Expr.of(1), N, x(k).times(x(i)));
    Expr replaced = Substitution.of(i, k).apply(sum);
    Symbol j = Symbol.of("j");
    assertThat(replaced)
        .isSameAs(Reduction.of(Reduction.Operator.SUM, j, Expr.of(1), N, x(j).times(x(k))));
    assertThat(Substitution.of(k, i).apply(sum)).isSameAs(sum);
  }

  @Test
  void aBinderPutIntoABinderKeepsItsIndex() {
    Symbol k = Symbol.of("k");
    Expr inner = Reduction.of(Reduction.Operator.SUM, k, Expr.of(1), N, x(k));
    Expr outer = Reduction.of(Reduction.Operator.SUM, k, Expr.of(1), N, x(k).times(Y));
    Symbol j = Symbol.of("j");
    Expr expected = Reduction.of(Reduction.Operator.SUM, j, Expr.of(1), N, x(j).times(inner));
    assertThat(Substitution.of(Y, inner).apply(outer)).isSameAs(expected);
  }

  @Test
  void emptyAndSingleRanges() {
    Symbol k = Symbol.of("k");
    assertThat(Reduction.of(Reduction.Operator.SUM, k, Expr.of(5), Expr.of(4), x(k)))
        .isSameAs(RationalNumber.ZERO);
    assertThat(Reduction.of(Reduction.Operator.PRODUCT, k, N.plus(Expr.of(1)), N, x(k)))
        .isSameAs(RationalNumber.ONE);
    assertThat(Reduction.of(Reduction.Operator.SUM, k, Expr.of(5), Expr.of(5), x(k)))
        .isSameAs(x(Expr.of(5)));
    assertThatThrownBy(
            () -> Reduction.of(Reduction.Operator.MAXIMUM, k, Expr.of(2), Expr.of(1), x(k)))
        .isInstanceOf(DomainException.class);
    assertThatThrownBy(
            () -> Reduction.of(Reduction.Operator.SUM, k, Expr.of(1), Expr.of(5, 2), x(k)))
        .isInstanceOf(DomainException.class);
  }

  @Test
  void deltasOfKnownIndices() {
    Symbol i = Symbol.of("i");
    Symbol j = Symbol.of("j");
    assertThat(KroneckerDelta.of(i, i)).isSameAs(RationalNumber.ONE);
    assertThat(KroneckerDelta.of(i, i.plus(Expr.of(1)))).isSameAs(RationalNumber.ZERO);
    assertThat(KroneckerDelta.of(i, j)).isSameAs(KroneckerDelta.of(j, i));
  }

  @Test
  void relationsAndCases() {
    assertThat(Relation.less(Expr.of(1), Expr.of(2))).isSameAs(Logical.TRUE);
    assertThat(Relation.greater(X, Y)).isSameAs(Relation.less(Y, X));
    assertThat(Logical.not(Logical.and(Relation.less(X, Y), Relation.equal(X, N))))
        .isSameAs(Logical.or(Relation.lessOrEqual(Y, X), Relation.notEqual(X, N)));
    Expr condition = Relation.less(X, Y);
    assertThat(Piecewise.of(List.of(new Piecewise.Branch(X, Logical.TRUE)), Y)).isSameAs(X);
    assertThat(Piecewise.of(List.of(new Piecewise.Branch(Y, condition)), Y)).isSameAs(Y);
  }

  @Test
  void theOrderOfInsertionDoesNotMatter() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      Expr forwards = RationalNumber.ZERO;
      Expr backwards = RationalNumber.ZERO;
      int[] coefficients = random.ints(40, -3, 4).toArray();
      for (int i = 0; i < coefficients.length; i++) {
        int last = coefficients.length - 1 - i;
        forwards = forwards.plus(Expr.of(coefficients[i]).times(x(Expr.of(i % 25))));
        backwards = backwards.plus(Expr.of(coefficients[last]).times(x(Expr.of(last % 25))));
      }
      assertThat(forwards).isSameAs(backwards);
    }
  }

  @Test
  void equalMeansIdenticalFromManyThreads() throws InterruptedException {
    Expr[] results = new Expr[8];
    Thread[] threads = new Thread[results.length];
    for (int t = 0; t < threads.length; t++) {
      int place = t;
      threads[t] =
          new Thread(
              () -> {
                Expr sum = RationalNumber.ZERO;
                for (int i = 0; i < 2_000; i++) {
                  sum = sum.plus(x(Expr.of(i)).times(Expr.of(Rational.of(i, 7))));
                }
                results[place] = sum;
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(results).containsOnly(results[0]);
  }

  @Test
  void aSumBuiltTermByTermCostsLittleMoreThanItsTerms() {
    Expr sum = RationalNumber.ZERO;
    for (int i = 0; i < 100_000; i++) {
      sum = sum.plus(x(Expr.of(i)));
    }
    Set<Expr> elements = new HashSet<>();
    ArrayDeque<Expr> parts = new ArrayDeque<>(List.of(sum));
    while (!parts.isEmpty()) {
      Expr part = parts.pop();
      if (part instanceof Sum inner) {
        assertThat(inner.size()).isLessThanOrEqualTo(129);
        parts.addAll(inner.children());
      } else {
        elements.add(part);
      }
    }
    assertThat(elements).hasSize(100_000);
  }
}
