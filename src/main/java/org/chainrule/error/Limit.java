package org.chainrule.error;

import java.util.Locale;

/**
 * A number that bounds work or size, with what holds where nobody sets another in a {@link Budget}.
 * {@code docs/limits.md} shows the table.
 *
 * <p>A number is a row here if reaching it is a refusal, or an answer that is right and could go
 * on. What an expression is made of (how many bits a power of numbers may have, for instance) may
 * not depend on a budget, as equal expressions are identical; such numbers are constants of their
 * classes.
 */
public enum Limit {
  TIME(Long.MAX_VALUE, Reach.REFUSES, "milliseconds that a piece of work takes"),

  INPUT_BYTES(16 << 20, Reach.REFUSES, "bytes of a file, or of a line of batch"),
  TEXT_LENGTH(1_000_000, Reach.REFUSES, "characters of a text"),
  BRACKET_NESTING(10_000, Reach.REFUSES, "brackets in each other in a text"),
  SUM_NESTING(200, Reach.REFUSES, "sums and vectors in each other in a text"),
  NUMBER_DIGITS(10_000, Reach.REFUSES, "digits of a number that is read, with zeros at its point"),
  NUMBER_EXPONENT(1_000, Reach.REFUSES, "exponent of a number in a text, either way"),
  ARRAY_NESTING(16, Reach.REFUSES, "arrays in each other that give values to a family"),
  DERIVATIVE_ORDER(1_000, Reach.REFUSES, "order of a derivative by one variable"),
  INSERTED_TERMS(100_000, Reach.REFUSES, "terms that defined functions make where they are called"),

  RECURRENCE_STEPS(1_000_000, Reach.REFUSES, "steps from the start of a recurrence to an element"),
  WRITTEN_OUT_TERMS(10_000, Reach.REFUSES, "terms of a sum or product that is written out"),
  BACKWARD_NAMES(64, Reach.STOPS, "names through which a derivative is also taken backwards"),
  CLOSED_FORM_NESTING(8, Reach.REFUSES, "recurrences in each other that get a closed form"),
  CLOSED_FORM_STARTS(8, Reach.REFUSES, "steps between the given elements that a closed form has"),
  ASSUMPTION_INSTANCES(
      2_000, Reach.CHECKS_LESS, "values of indices for which an assumption is used"),

  SIMPLIFYING_ROUNDS(6, Reach.STOPS, "sweeps over an expression that is simplified"),
  SIMPLIFYING_STEPS(20_000, Reach.STOPS, "improvements tried on the parts of an expression"),
  SIMPLIFIED_COST(1_000, Reach.STOPS, "cost to a reader of a part that is simplified as a whole"),
  SIMPLIFIED_CASES_COST(120, Reach.STOPS, "cost to a reader of cases that are simplified each"),
  SIMPLIFIED_CASES_NESTING(2, Reach.STOPS, "cases in each other that are simplified each"),
  NAMING_ROUNDS(6, Reach.STOPS, "rounds in which defined names are looked for"),
  NAMING_TRIALS(200, Reach.STOPS, "forms tried with a defined name in them"),
  NAMING_STEPS(400_000, Reach.STOPS, "parts looked at in which a defined name may be"),
  NAMING_INDICES(64, Reach.STOPS, "choices of a defined name's indices at a part that it may be"),
  NAMING_OPEN_INDICES(12, Reach.STOPS, "choices of indices that a part does not tell"),
  POLYNOMIAL_TERMS(200, Reach.STOPS, "terms of a polynomial that is multiplied out"),
  POLYNOMIAL_PRODUCTS(4_000, Reach.STOPS, "products of terms of two polynomials"),
  POLYNOMIAL_POWER(32, Reach.STOPS, "exponent to which a sum is multiplied out"),
  DIVISOR_TERMS(40, Reach.STOPS, "terms of polynomials whose common divisor is looked for"),
  DIVISOR_VARIABLES(6, Reach.STOPS, "variables in a term of such a polynomial"),
  DIVISOR_DEGREE(24, Reach.STOPS, "exponent of a variable in such a polynomial"),
  DIVISOR_BITS(400, Reach.STOPS, "bits of a coefficient in such a polynomial"),
  DIVISOR_STEPS(600, Reach.STOPS, "divisions in the search for a common divisor"),

  NEED_CONDITIONS(32, Reach.STOPS, "conditions under which a part of an expression is needed"),
  DEFINITION_ROUNDS(30, Reach.STOPS, "definitions in each other that conditions are looked for in"),
  CONDITION_ROUNDS(5, Reach.STOPS, "definitions in each other that conditions are simplified by"),
  ROOT_CHOICES(50, Reach.STOPS, "operands of max and min whose zeros are looked for"),
  NONSMOOTH_PLACES(20, Reach.STOPS, "places that are told where an expression is not smooth"),

  CHECKED_DEFINITIONS(8, Reach.CHECKS_LESS, "definitions in each other that are put into a claim"),
  CHECKED_ORDER(12, Reach.REFUSES, "order of a derivative that is checked"),
  CHECKED_CHOICES(
      40, Reach.CHECKS_LESS, "choices of lengths and indices at which a claim is checked"),
  CHECKED_CANDIDATES(
      2_000, Reach.CHECKS_LESS, "choices of lengths and indices that these are taken from"),
  CHECKED_BRANCHES(
      48, Reach.CHECKS_LESS, "branches of a part of a claim, by its indices, that are met"),
  CHECKED_BRANCH_PAIRS(160, Reach.CHECKS_LESS, "such branches that are met together"),
  CHECKED_PATHS(
      24, Reach.CHECKS_LESS, "ways through the cases of a claim for which points are sought"),
  CHECKED_PATH_STEPS(
      2_000, Reach.CHECKS_LESS, "parts of a claim in which such ways are looked for"),
  CHECKED_PARTS(
      2_000, Reach.CHECKS_LESS, "parts of a claim in which kinks are looked for to check there"),
  CHECKED_INSTANCES(4_096, Reach.CHECKS_LESS, "values of indices for which a condition is tried"),

  BOUND_BOXES(6_000, Reach.STOPS, "boxes that a domain is cut into for a bound"),

  EVALUATION_STEPS(20_000_000, Reach.REFUSES, "steps of an evaluation"),
  EVALUATION_NODES(5_000_000, Reach.REFUSES, "nodes that definitions expand to for an evaluation"),
  CALL_NESTING(10_000, Reach.REFUSES, "calls of defined functions in each other, evaluated"),
  VALUE_DIGITS(1_000, Reach.REFUSES, "digits of a value"),
  COMPARED_DIGITS(6_000, Reach.REFUSES, "digits of a value that is compared with another"),
  FUNCTION_DIGITS(11_000, Reach.REFUSES, "digits of a function's value"),
  SPECIAL_DIGITS(2_000, Reach.REFUSES, "digits in computing gamma, digamma, erf and their kin"),
  WORKING_DIGITS(50_000, Reach.REFUSES, "digits in computing any function"),
  ARGUMENT_DIGITS(20_000, Reach.REFUSES, "digits of a function's argument"),
  ANGLE_DIGITS(10_000, Reach.REFUSES, "digits before the point of an angle"),
  POLYGAMMA_ORDER(200, Reach.REFUSES, "order of a polygamma function"),
  DECIMAL_EXPONENT(
      1_000_000_000,
      1_000_000_000,
      "exponent of ten in a function's argument or value, either way"),

  COMPUTED_TERMS(50_000_000, Reach.REFUSES, "terms of a sum or product on a tape"),
  COMPILED_TERMS(100_000, Reach.REFUSES, "terms of a sum or product that are compiled one by one"),
  PROGRAM_STEPS(4_000_000, Reach.REFUSES, "steps of a compiled program"),
  PROGRAM_RANGES(62, 62, "different ranges of sums and products in a compiled program"),
  CLASS_CONSTANTS(65_535, 65_535, "constants and names in a compiled program's class"),
  DATA_VALUES(10_000_000, Reach.REFUSES, "numbers of a data set, or of the steps of a descent"),
  TRAINING_GRADIENTS(100_000_000, Reach.REFUSES, "gradients of a loss in a descent or a training"),
  TABLE_ROWS(10_000, Reach.REFUSES, "rows of a table in a worksheet"),
  PRINTED_LENGTH(1 << 25, Reach.REFUSES, "characters of a printed expression");

  /** The outcomes of work that reaches a limit. */
  public enum Reach {
    /** The work ends with a {@link BudgetException} that has the limit. */
    REFUSES,
    /** The search ends; what it has is right, and the answer notes that it could go on. */
    STOPS,
    /** A claim is checked in fewer cases; the sentence of the check names the limit. */
    CHECKS_LESS
  }

  private final long standard;
  private final long highest;
  private final Reach reach;
  private final String counted;

  Limit(long standard, Reach reach, String counted) {
    this(standard, Long.MAX_VALUE, reach, counted);
  }

  Limit(long standard, long highest, String counted) {
    this(standard, highest, Reach.REFUSES, counted);
  }

  Limit(long standard, long highest, Reach reach, String counted) {
    this.standard = standard;
    this.highest = highest;
    this.reach = reach;
    this.counted = counted;
  }

  /** The name by which users know it: {@code polynomial-terms}. */
  public String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The number where nobody sets another. */
  public long standard() {
    return standard;
  }

  /** The largest number that it may have: what a format holds, where it is due to one. */
  public long highest() {
    return highest;
  }

  public Reach reach() {
    return reach;
  }

  /** What there may be so many of. */
  public String counted() {
    return counted;
  }

  /** The number within the work that this thread is doing. */
  public long most() {
    return Work.current().scope().budget().most(this);
  }

  /** Notes that a search ended here with a result that is right and could go on. */
  public void stop() {
    Work.current().scope().stop(this);
  }

  /** The failure of work that is not done beyond this limit. */
  public BudgetException refusal(String message) {
    return refusal(new BudgetException(message));
  }

  /** A failure of another kind that is due to this limit. */
  public <E extends ChainruleException> E refusal(E failure) {
    failure.reach(this);
    return failure;
  }

  @Override
  public String toString() {
    return title();
  }
}
