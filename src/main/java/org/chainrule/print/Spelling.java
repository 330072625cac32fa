package org.chainrule.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.number.Rational;

/**
 * The spelling of the input, which nodes do not keep: hints for printing.
 *
 * @param indexNames names for bound indices, in order of appearance
 * @param binders names for the indices of particular binders; they win over the list
 * @param functions for the canonical names of functions, the aliases to print
 * @param numbers for numbers (taken without sign), their spelling, such as 0.5 for 1/2
 * @param indices the names besides i, j, k, l, m, n and t that are index variables
 * @param families the names that are defined or declared as families, whose subscripts all are
 *     indices
 * @param ranges the ranges of families where they are not 1..n
 * @param defined the names that are defined or declared, of which {@code dLoss/dx} may be written
 * @param eulerRedefined whether {@code e} is defined as something else
 * @param filled the numbers that are written in the places of names and elements
 * @param order the places in a text by which terms and factors stand: of names, of elements such as
 *     {@code x_1}, and of any others of a family as {@code x_}
 */
public record Spelling(
    List<String> indexNames,
    Map<Expr, String> binders,
    Map<String, String> functions,
    Map<Rational, String> numbers,
    Set<String> indices,
    Set<String> families,
    Map<String, IndexRange> ranges,
    Set<String> defined,
    boolean eulerRedefined,
    Map<Expr, Rational> filled,
    Map<String, List<Integer>> order) {
  /** More digits than a number needs that was computed in doubles. */
  private static final int MOST_DIGITS_AS_ONE = 20;

  /** Decimals of more digits are not looked for as powers below the line. */
  private static final int MOST_DIGITS_RAISED = 6;

  private static final int HIGHEST_POWER = 3;

  /** What a fraction costs more, among decimals, whose divisor the question does not have. */
  private static final double FOREIGN_FRACTION = 2.5;

  /** Nothing is known of the input. */
  public static final Spelling NONE =
      new Spelling(
          List.of(), Map.of(), Map.of(), Map.of(), Set.of(), Set.of(), Map.of(), Set.of(), false,
          Map.of(), Map.of());

  public Spelling {
    indexNames = List.copyOf(indexNames);
    binders = Map.copyOf(binders);
    functions = Map.copyOf(functions);
    numbers = Map.copyOf(numbers);
    indices = Set.copyOf(indices);
    families = Set.copyOf(families);
    ranges = Map.copyOf(ranges);
    defined = Set.copyOf(defined);
    filled = Map.copyOf(filled);
    order = Map.copyOf(order);
  }

  /**
   * A positive number as it is written: one number over another, which is 1 where there is no bar.
   */
  record Quotient(Rational above, Rational below) {}

  /**
   * How to write a positive number. Where the question has decimals, what came of them is written
   * with decimals: 100/21 as 2/0.42, and 3/5 as 0.6.
   */
  Quotient quotient(Rational value) {
    if (numbers.containsKey(value) || PrintedNumbers.decimal(value).isPresent()) {
      return new Quotient(value, Rational.ONE);
    }
    Rational divisor = Rational.of(value.denominator());
    Quotient best = new Quotient(Rational.of(value.numerator()), divisor);
    // In their order, as that of the map is another in each process.
    List<Rational> written = numbers.keySet().stream().sorted().toList();
    List<Rational> decimals = written.stream().filter(this::isDecimal).toList();
    if (decimals.isEmpty()) {
      return best;
    }
    if (value.isTerminating() && !divisor.equals(Rational.TWO) && !numbers.containsKey(divisor)) {
      return new Quotient(value, Rational.ONE);
    }
    List<Rational> divisors = new ArrayList<>(written);
    for (Rational decimal : decimals) {
      if (PrintedNumbers.decimalOrWhole(decimal).length() <= MOST_DIGITS_RAISED) {
        Rational power = decimal;
        for (int exponent = 2; exponent <= HIGHEST_POWER; exponent++) {
          divisors.add(power.times(Rational.TWO));
          power = power.times(decimal);
          divisors.add(power);
        }
        divisors.add(power.times(Rational.TWO));
      }
    }
    for (Rational below : divisors) {
      Rational above = value.times(below);
      boolean hasDecimal = !above.isInteger() || !below.isInteger();
      if (hasDecimal && below.signum() > 0 && isWritten(below) && isWritten(above)) {
        Quotient quotient = new Quotient(above, below);
        if (length(quotient) < length(best)) {
          best = quotient;
        }
      }
    }
    return best;
  }

  /**
   * The two numbers of the question whose product a number of many digits is, as it is of two
   * decimals that were written; none where there are no such two.
   */
  List<Rational> factors(Rational value) {
    int digits = PrintedNumbers.decimalOrWhole(value).length();
    if (value.isInteger() || digits <= MOST_DIGITS_AS_ONE) {
      return List.of();
    }
    for (Rational factor : numbers.keySet().stream().sorted().toList()) {
      if (!factor.isInteger() && factor.isTerminating()) {
        Rational other = value.dividedBy(factor);
        if (other.isTerminating()
            && PrintedNumbers.decimalOrWhole(other).length() <= digits / 2 + 1) {
          return List.of(factor, other);
        }
      }
    }
    return List.of();
  }

  private boolean isDecimal(Rational value) {
    return !value.isInteger() && !numbers.getOrDefault(value, "").contains("/");
  }

  /** Whether a number has a form without a bar. */
  private boolean isWritten(Rational value) {
    return value.isTerminating() || numbers.containsKey(value);
  }

  /** What a quotient costs a reader: its digits, fewer where its parts stand in the question. */
  private double length(Quotient quotient) {
    boolean isFraction = quotient.above().isInteger() && quotient.below().isInteger();
    return (quotient.above().isOne() ? 0 : length(quotient.above()))
        + length(quotient.below())
        + (isFraction && !numbers.containsKey(quotient.below()) ? FOREIGN_FRACTION : 0);
  }

  private double length(Rational part) {
    double length = PrintedNumbers.decimalOrWhole(part).length();
    return numbers.containsKey(part) ? length - 1 : length;
  }

  public Spelling withIndexNames(List<String> names) {
    return new Spelling(
        names,
        binders,
        functions,
        numbers,
        indices,
        families,
        ranges,
        defined,
        eulerRedefined,
        filled,
        order);
  }

  public Spelling withFunctions(Map<String, String> aliases) {
    return new Spelling(
        indexNames,
        binders,
        aliases,
        numbers,
        indices,
        families,
        ranges,
        defined,
        eulerRedefined,
        filled,
        order);
  }

  public Spelling withNumbers(Map<Rational, String> spellings) {
    return new Spelling(
        indexNames,
        binders,
        functions,
        spellings,
        indices,
        families,
        ranges,
        defined,
        eulerRedefined,
        filled,
        order);
  }

  public Spelling withIndices(Set<String> names) {
    return new Spelling(
        indexNames,
        binders,
        functions,
        numbers,
        names,
        families,
        ranges,
        defined,
        eulerRedefined,
        filled,
        order);
  }

  public Spelling withFamilies(Set<String> names) {
    return new Spelling(
        indexNames,
        binders,
        functions,
        numbers,
        indices,
        names,
        ranges,
        defined,
        eulerRedefined,
        filled,
        order);
  }

  public Spelling withRanges(Map<String, IndexRange> declared) {
    return new Spelling(
        indexNames,
        binders,
        functions,
        numbers,
        indices,
        families,
        declared,
        defined,
        eulerRedefined,
        filled,
        order);
  }

  public Spelling withDefined(Set<String> names) {
    return new Spelling(
        indexNames,
        binders,
        functions,
        numbers,
        indices,
        families,
        ranges,
        names,
        eulerRedefined,
        filled,
        order);
  }

  public Spelling withEulerRedefined(boolean redefined) {
    return new Spelling(
        indexNames,
        binders,
        functions,
        numbers,
        indices,
        families,
        ranges,
        defined,
        redefined,
        filled,
        order);
  }

  /** The same with numbers in the places of names: a name keeps its place beside others. */
  public Spelling withFilled(Map<Expr, Rational> numbersForNames) {
    return new Spelling(
        indexNames,
        binders,
        functions,
        numbers,
        indices,
        families,
        ranges,
        defined,
        eulerRedefined,
        numbersForNames,
        order);
  }

  /** The same with terms and factors in the order in which their names stand in a text. */
  public Spelling withOrder(Map<String, List<Integer>> places) {
    return new Spelling(
        indexNames,
        binders,
        functions,
        numbers,
        indices,
        families,
        ranges,
        defined,
        eulerRedefined,
        filled,
        places);
  }
}
