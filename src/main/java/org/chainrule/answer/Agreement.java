package org.chainrule.answer;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.PointException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Element;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Question;
import org.chainrule.notation.NameText;
import org.chainrule.number.Rational;
import org.chainrule.print.PrintedNumbers;

/** The check that a point gives no defined name another value than its definition does there. */
final class Agreement {
  private static final int DIGITS = 20;

  /** So far apart, for their size, are two numbers of which one may have been rounded. */
  private static final BigDecimal ROUNDING = new BigDecimal("1e-6");

  private Agreement() {}

  /**
   * Refuses a point with two values for one name.
   *
   * @param by the variables, which are independent whatever they are defined as
   * @throws PointException with both values
   */
  static void require(Point point, Question question, List<Expr> by, Context<Expr> context) {
    requireAssumed(point, question, context);
    question.declarations().symmetric().forEach(each -> requireSymmetric(each, point));
    for (Expr name : given(point, question)) {
      Rational given = point.scalar(CanonicalNames.canonicalName(name));
      if (given == null || isIndependent(name, by)) {
        continue;
      }
      BigDecimal defined;
      try {
        Optional<Expr> value = question.definitions().valueOf(name);
        if (value.isEmpty()) {
          continue;
        }
        defined = Evaluator.precise(value.get(), point, context, DIGITS);
      } catch (ChainruleException none) {
        // The point has no value for what the definition needs, or the definition none there.
        continue;
      }
      BigDecimal own = given.toBigDecimal(MathContext.DECIMAL128);
      BigDecimal size = own.abs().max(defined.abs());
      if (own.subtract(defined).abs().compareTo(size.multiply(ROUNDING)) > 0) {
        throw new PointException(
            "two values for one name: %s is %s at the point, and %s by its definition"
                .formatted(
                    CanonicalNames.canonicalName(name),
                    PrintedNumbers.text(own.stripTrailingZeros()),
                    PrintedNumbers.text(
                        defined.round(MathContext.DECIMAL64).stripTrailingZeros())));
      }
    }
  }

  /**
   * Refuses a point at which an assumption does not hold. Equalities are left aside, as numbers
   * that add up to 1 may have been rounded.
   */
  private static void requireAssumed(Point point, Question question, Context<Expr> context) {
    for (Expr assumption : question.declarations().assumptions()) {
      if (assumption instanceof Relation relation
          && relation.operator() == Relation.Operator.EQUAL) {
        continue;
      }
      Expr broken =
          Piecewise.of(
              List.of(new Piecewise.Branch(RationalNumber.ZERO, assumption)), RationalNumber.ONE);
      boolean isBroken;
      try {
        isBroken = Evaluator.evaluate(broken, point, context) != 0;
      } catch (ChainruleException none) {
        // The point does not have what it is about, or it is about all indices.
        continue;
      }
      if (isBroken) {
        throw new PointException(
            "the point contradicts what is assumed: "
                + new Presenter(question.spelling()).text(assumption));
      }
    }
  }

  private static void requireSymmetric(String family, Point point) {
    List<Integer> lengths = point.lengths(family);
    if (lengths == null || lengths.size() != 2) {
      return;
    }
    for (int row = 1; row <= lengths.get(0); row++) {
      for (int column = 1; column < row && column <= lengths.get(1); column++) {
        Element below = element(family, row, column);
        Element above = element(family, column, row);
        if (!Objects.equals(point.element(below), point.element(above))) {
          throw new PointException(
              "the point contradicts what is assumed: %s is not symmetric, since %s and %s differ"
                  .formatted(family, below, above));
        }
      }
    }
  }

  private static Element element(String family, int row, int column) {
    return new Element(family, List.of(BigInteger.valueOf(row), BigInteger.valueOf(column)));
  }

  /** The defined names and elements that a point has a number for. */
  private static List<Expr> given(Point point, Question question) {
    List<Expr> given = new ArrayList<>();
    for (String each : point.scalarNames()) {
      Optional<NameText> element = NameText.of(each).filter(NameText::isElement);
      Expr name =
          element.isPresent()
              ? IndexedSymbol.of(
                  element.get().base(),
                  element.get().indices().stream()
                      .map(index -> Expr.of(Rational.of(index)))
                      .toList())
              : Symbol.named(each);
      if (question.definitions().isDefined(name)) {
        given.add(name);
      }
    }
    return given;
  }

  private static boolean isIndependent(Expr name, List<Expr> by) {
    return by.stream()
        .anyMatch(
            each ->
                each == name
                    || each instanceof IndexedSymbol variable
                        && name instanceof IndexedSymbol element
                        && variable.family().equals(element.family()));
  }
}
