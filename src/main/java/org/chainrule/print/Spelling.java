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
