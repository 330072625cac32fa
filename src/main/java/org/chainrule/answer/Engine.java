package org.chainrule.answer;

import java.util.List;
import java.util.Map;

/**
 * One problem that questions are put to: definitions, declarations and assumptions, and how answers
 * are to be given.
 *
 * <p>A point binds names to values: a {@link java.math.BigDecimal}, or a list of such or of such
 * lists, which binds a whole family, counted from 1. Every failure is a {@link
 * org.chainrule.error.ChainruleException}; work stops soon after its thread is interrupted.
 */
public interface Engine {

  /**
   * The derivative by each of the variables in turn, each that many times, with its value at each
   * point.
   */
  DerivativeAnswer differentiate(
      String expression, List<String> variables, int order, List<Map<String, Object>> points);

  /** The first derivatives by each variable, in their order. */
  List<DerivativeAnswer> gradient(
      String expression, List<String> variables, List<Map<String, Object>> points);

  /**
   * The product of derivatives with vectors: one answer for a direction of all variables, else one
   * for each variable.
   *
   * @param vectors a direction for each variable, or one cotangent
   */
  List<DerivativeAnswer> product(
      JacobianProduct kind,
      String expression,
      List<String> variables,
      List<String> vectors,
      List<Map<String, Object>> points);

  /**
   * Value and gradient as a class in Java that needs nothing but the JDK.
   *
   * @param parameters the names that get a number at each call and are no variables
   * @param className the name of the class, with its package if it is to have one
   */
  String javaClass(
      String expression, List<String> variables, List<String> parameters, String className);

  /** The value of the expression at each point. */
  ValueAnswer evaluate(String expression, List<Map<String, Object>> points);

  /** Whether the claim is the derivative by each of the variables in turn, each that many times. */
  default CheckAnswer check(String expression, List<String> variables, int order, String claim) {
    return check(expression, variables, order, claim, List.of());
  }

  /** As before, at these points only, unless there are none. */
  CheckAnswer check(
      String expression,
      List<String> variables,
      int order,
      String claim,
      List<Map<String, Object>> points);

  /** How the expression was read and, if it is to be explained, what each name was taken for. */
  ReadingAnswer parse(String expression, boolean explain);
}
