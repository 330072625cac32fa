package org.chainrule.print;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Expr;
import org.chainrule.number.Rational;

/**
 * How things were written in the input, which nodes do not keep: hints for printing.
 *
 * @param indexNames names for bound indices, in order of appearance
 * @param binders names for the indices of particular binders; they win over the list
 * @param functions for the canonical names of functions, the aliases to print
 * @param numbers for numbers (taken without sign), their spelling, such as 0.5 for 1/2
 * @param indices the names besides i, j, k, l, m, n and t that are index variables
 * @param families the names that are defined or declared as families, whose subscripts all are
 *     indices
 * @param ranges the ranges of families where they are not 1..n
 * @param eulerRedefined whether {@code e} is defined as something else
 */
public record Spelling(
    List<String> indexNames,
    Map<Expr, String> binders,
    Map<String, String> functions,
    Map<Rational, String> numbers,
    Set<String> indices,
    Set<String> families,
    Map<String, Range> ranges,
    boolean eulerRedefined) {
  /** Nothing is known of the input. */
  public static final Spelling NONE =
      new Spelling(List.of(), Map.of(), Map.of(), Map.of(), Set.of(), Set.of(), Map.of(), false);

  /** The range over which a family has elements. */
  public record Range(Expr lower, Expr upper) {}

  public Spelling {
    indexNames = List.copyOf(indexNames);
    binders = Map.copyOf(binders);
    functions = Map.copyOf(functions);
    numbers = Map.copyOf(numbers);
    indices = Set.copyOf(indices);
    families = Set.copyOf(families);
    ranges = Map.copyOf(ranges);
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
    if (numbers.containsKey(value) || Numbers.decimal(value).isPresent()) {
      return new Quotient(value, Rational.ONE);
    }
    Rational divisor = Rational.of(value.denominator());
    Quotient fraction = new Quotient(Rational.of(value.numerator()), divisor);
    Quotient best = fraction;
    for (Map.Entry<Rational, String> written : numbers.entrySet()) {
      if (isDecimal(written.getKey(), written.getValue())) {
        if (value.isTerminating()
            && !divisor.equals(Rational.TWO)
            && !numbers.containsKey(divisor)) {
          return new Quotient(value, Rational.ONE);
        }
        Quotient quotient = new Quotient(value.times(written.getKey()), written.getKey());
        if (isShorter(quotient.above(), best.above())) {
          best = quotient;
        }
      }
    }
    return best;
  }

  private static boolean isDecimal(Rational value, String spelling) {
    return !value.isInteger() && !spelling.contains("/");
  }

  /** Whether a number over a decimal is better than another over a whole number or a decimal. */
  private boolean isShorter(Rational above, Rational other) {
    return numbers.containsKey(above) && !numbers.containsKey(other)
        || above.isInteger() && (!other.isInteger() || above.compareTo(other) < 0);
  }

  public Spelling withIndexNames(List<String> names) {
    return new Spelling(
        names, binders, functions, numbers, indices, families, ranges, eulerRedefined);
  }

  public Spelling withBinders(Map<Expr, String> names) {
    return new Spelling(
        indexNames, names, functions, numbers, indices, families, ranges, eulerRedefined);
  }

  public Spelling withFunctions(Map<String, String> aliases) {
    return new Spelling(
        indexNames, binders, aliases, numbers, indices, families, ranges, eulerRedefined);
  }

  public Spelling withNumbers(Map<Rational, String> spellings) {
    return new Spelling(
        indexNames, binders, functions, spellings, indices, families, ranges, eulerRedefined);
  }

  public Spelling withIndices(Set<String> names) {
    return new Spelling(
        indexNames, binders, functions, numbers, names, families, ranges, eulerRedefined);
  }

  public Spelling withFamilies(Set<String> names) {
    return new Spelling(
        indexNames, binders, functions, numbers, indices, names, ranges, eulerRedefined);
  }

  public Spelling withRanges(Map<String, Range> declared) {
    return new Spelling(
        indexNames, binders, functions, numbers, indices, families, declared, eulerRedefined);
  }

  public Spelling withEulerRedefined(boolean redefined) {
    return new Spelling(
        indexNames, binders, functions, numbers, indices, families, ranges, redefined);
  }
}
