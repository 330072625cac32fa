package org.chainrule.answer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chainrule.bound.Bounds;
import org.chainrule.bound.ConditionDecision;
import org.chainrule.bound.DefinedRanges;
import org.chainrule.bound.Extremum;
import org.chainrule.bound.NameRange;
import org.chainrule.bound.Names;
import org.chainrule.bound.Place;
import org.chainrule.bound.WrittenOutSums;
import org.chainrule.condition.DomainCondition;
import org.chainrule.condition.DomainConditions;
import org.chainrule.differentiate.Unroller;
import org.chainrule.error.Budget;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.InputException;
import org.chainrule.error.Limit;
import org.chainrule.error.UnknownNameException;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Elementary;
import org.chainrule.model.Question;
import org.chainrule.number.Interval;
import org.chainrule.number.Rational;
import org.chainrule.result.CheckResult;
import org.chainrule.result.CheckResult.Verdict;
import org.jspecify.annotations.Nullable;

/** Bounds of an expression within a problem, and conditions on it that hold everywhere or not. */
final class Bounding {
  /** Bounds that are not known exactly are shown to so many digits, rounded outwards. */
  private static final int DIGITS = 10;

  private final Question question;
  private final Expr expression;
  private final List<Expr> conditions = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<NameRange> ranges = new ArrayList<>();
  private final Presenter presenter;

  /** Whether a part of what is known was left out, so that fewer values may be taken. */
  private boolean isRelaxed;

  private Bounding(Question question, Ranges given, Presenter presenter, List<Question> read) {
    this.question = question;
    this.presenter = presenter;
    expression = writtenOut(question.expression());
    for (DomainCondition each : DomainConditions.ofValue(question)) {
      add(each);
    }
    told.addAll(DerivingEngine.written(DomainConditions.ofValue(question), presenter));
    List<Expr> names = new ArrayList<>(Names.in(expression));
    for (Question each : read) {
      Expr condition = each.expression();
      requireNames(condition, names);
      add(condition);
    }
    given.said().forEach(each -> told.add("for " + each));
    for (String name : given.reals()) {
      requireNames(new Question(name, List.of(), question.declarations()).expression(), names);
    }
    for (Expr each : question.declarations().assumptions()) {
      assume(each, names);
    }
    DefinedRanges defined = new DefinedRanges(question.definitions(), this::givenRange);
    isRelaxed |= names.stream().anyMatch(this::isIndex);
    for (Expr name : names) {
      ranges.add(defined.isDefined(name) ? defined(name, defined.of(name)) : NameRange.reals(name));
    }
  }

  /**
   * The bounds of a question's expression.
   *
   * @param given the ranges of names, of which the conditions are read within the question's
   *     problem
   */
  static BoundAnswer of(Question question, Ranges given, Presenter presenter) {
    List<Question> read =
        given.conditions().stream()
            .map(each -> new Question(each, List.of(), question.declarations()))
            .toList();
    for (Question each : read) {
      if (!each.expression().isCondition()) {
        throw new InputException("`" + presenter.text(each.expression()) + "` is no range");
      }
    }
    Bounding bounding = new Bounding(question, given, presenter, read);
    if (bounding.expression.isCondition()) {
      return bounding.decided();
    }
    return bounding.product().orElseGet(bounding::bounded);
  }

  /**
   * The bound of the magnitude of a product of unknown length: each factor is at most what does not
   * depend on the index, times a bound of the rest, and so many of them are multiplied.
   */
  private Optional<BoundAnswer> product() {
    if (!(expression instanceof Reduction product)
        || product.operator() != Reduction.Operator.PRODUCT
        || product.condition() != Logical.TRUE) {
      return Optional.empty();
    }
    Binder.Opened inside = product.open(0);
    List<Expr> kept = new ArrayList<>();
    List<Expr> rest = new ArrayList<>();
    List<Expr> factors = new ArrayList<>();
    if (inside.body() instanceof Product body) {
      factors.add(Expr.of(body.coefficient()));
      body.factors().forEach(each -> factors.add(each.toExpr()));
    } else {
      factors.add(inside.body());
    }
    DefinedRanges defined = new DefinedRanges(question.definitions(), name -> Interval.ENTIRE);
    for (Expr factor : factors) {
      List<Expr> names = Names.in(factor);
      boolean isFree =
          !names.isEmpty()
              && !Occurrence.of(inside.index(), factor)
              && names.stream().noneMatch(defined::isDefined);
      (isFree ? kept : rest).add(factor);
    }
    Expr bounded = Product.of(rest);
    List<NameRange> within =
        Names.in(bounded).stream().map(each -> range(each, defined.of(each))).toList();
    Bounds bounds = Bounds.of(bounded, within, List.of(), question.facts());
    Expr least = bounds.lower() == null ? null : shown(bounds.lower());
    Expr most = bounds.upper() == null ? null : shown(bounds.upper());
    if (least == null || most == null) {
      return Optional.empty();
    }
    Expr magnitude = most.at() >= -least.at() ? most : least.negate();
    Expr each = Product.of(kept.stream().map(Elementary::abs).toList()).times(magnitude);
    Expr count = product.upper().minus(product.lower()).plus(1);
    List<String> told = new ArrayList<>(this.told);
    told.add("for " + presenter.text(Relation.lessOrEqual(Expr.of(0), count)));
    return Optional.of(
        new BoundAnswer(
            Elementary.abs(question.expression()),
            null,
            false,
            each.power(count),
            false,
            null,
            presenter,
            List.copyOf(new LinkedHashSet<>(told)),
            List.of(),
            new CheckResult(
                Verdict.PROVED,
                null,
                0,
                null,
                "PROVED: each factor is at most "
                    + presenter.text(each)
                    + " in magnitude, by intervals with outward rounding")));
  }

  private static NameRange range(Expr name, Interval range) {
    return new NameRange(
        name, end(range.lower()), end(range.upper()), range.isLowerOpen(), range.isUpperOpen());
  }

  /**
   * An expression with all definitions put in; of recurrences without numbers what is defined
   * stays.
   */
  private Expr writtenOut(Expr given) {
    Expr written = given;
    try {
      written = new Unroller(question.definitions()).unroll(given);
    } catch (ChainruleException endless) {
      // What is defined stays, and has the range of its definition.
    }
    return new WrittenOutSums().apply(written);
  }

  private void add(DomainCondition condition) {
    if (condition.bounds().isEmpty()) {
      add(condition.holds());
      return;
    }
    List<Expr> instances = condition.instances(Map.of());
    if (instances.contains(Logical.FALSE)) {
      isRelaxed = true;
    } else {
      instances.forEach(this::add);
    }
  }

  private void add(Expr condition) {
    conditions.add(writtenOut(condition));
  }

  private void requireNames(Expr condition, List<Expr> names) {
    for (Expr name : Names.in(condition)) {
      boolean isThere = names.contains(name) || Occurrence.of(name, question.expression());
      if (!isThere) {
        throw new UnknownNameException(
            "a range is given for `"
                + presenter.text(name)
                + "`, which the expression does not depend on");
      }
    }
  }

  private void assume(Expr assumption, List<Expr> names) {
    List<Expr> its = Names.in(assumption);
    if (names.containsAll(its) && !its.isEmpty()) {
      add(assumption);
    } else if (its.stream().anyMatch(names::contains)) {
      isRelaxed = true;
    }
  }

  /** Whether a name is an index or a length, so that arrays are of any length. */
  private boolean isIndex(Expr name) {
    return name instanceof Symbol symbol
        && (question.declarations().isIndex(symbol.name())
            || question.indexNames().contains(symbol.name()));
  }

  private Interval givenRange(Expr name) {
    return Interval.ENTIRE;
  }

  private NameRange defined(Expr name, Interval range) {
    isRelaxed = true;
    notes.add(
        "`%s` is taken for any number in %s, by its definition"
            .formatted(presenter.text(name), text(range)));
    return range(name, range);
  }

  private static String text(Interval range) {
    return (range.isLowerOpen() ? "(" : "[")
        + decimal(range.lower(), false)
        + ", "
        + decimal(range.upper(), true)
        + (range.isUpperOpen() ? ")" : "]");
  }

  private static @Nullable Expr end(double end) {
    return Double.isInfinite(end) ? null : Expr.of(Rational.of(new BigDecimal(end)));
  }

  private BoundAnswer decided() {
    ConditionDecision decision =
        ConditionDecision.of(expression, ranges, conditions, question.facts());
    String where = decision.place().map(each -> " at " + text(each)).orElse("");
    String values =
        decision.values().isEmpty()
            ? ""
            : ": " + String.join(", ", decision.values().stream().map(this::valueText).toList());
    Verdict verdict =
        decision.verdict() == Verdict.REFUTED && isRelaxed ? Verdict.UNDECIDED : decision.verdict();
    String sentence =
        switch (verdict) {
          case PROVED -> "PROVED: it holds " + everywhere() + ", by bounds on intervals";
          case REFUTED -> "REFUTED" + where + values;
          default -> "UNDECIDED: " + decision.reason();
        };
    String counterexample =
        verdict == Verdict.REFUTED ? decision.place().map(this::text).orElse(null) : null;
    List<String> remarks = new ArrayList<>(notes);
    remarks.addAll(DerivingEngine.notes(question, List.of()));
    return new BoundAnswer(
        question.expression(),
        null,
        false,
        null,
        false,
        null,
        presenter,
        List.copyOf(new LinkedHashSet<>(told)),
        remarks,
        new CheckResult(verdict, null, 0, counterexample, sentence));
  }

  private String valueText(ConditionDecision.Side side) {
    return presenter.text(side.expression()) + " is " + decimals(side.value());
  }

  private static String decimals(Interval value) {
    if (value.isPoint()) {
      return new BigDecimal(value.lower())
          .round(new MathContext(DIGITS))
          .stripTrailingZeros()
          .toPlainString();
    }
    return "between " + decimal(value.lower(), false) + " and " + decimal(value.upper(), true);
  }

  private String everywhere() {
    return "wherever "
        + (question.expression().isCondition() ? "both sides have" : "it has")
        + " a value";
  }

  private BoundAnswer bounded() {
    Budget.Searched<Bounds> search =
        Budget.search(() -> Bounds.of(expression, ranges, conditions, question.facts()));
    Bounds bounds = search.told();
    List<String> remarks = new ArrayList<>();
    Extremum least = bounds.lower();
    Extremum most = bounds.upper();
    Expr lower = least == null ? null : shown(least);
    Expr upper = most == null ? null : shown(most);
    boolean isNumber = lower != null && lower == upper;
    if (least == null || most == null) {
      remarks.add("there is no value anywhere");
    } else if (isNumber) {
      remarks.add("it is " + presenter.text(Objects.requireNonNull(lower)) + " everywhere");
      lower = null;
      upper = null;
    } else {
      tell(least, remarks);
      tell(most, remarks);
    }
    if (search.stops().contains(Limit.BOUND_BOXES)) {
      remarks.add("may be bounded closer: stopped at " + Budget.current().text(Limit.BOUND_BOXES));
    }
    remarks.addAll(notes);
    remarks.addAll(DerivingEngine.notes(question, List.of()));
    boolean isUnbounded =
        least != null && most != null && least.isInfinite() && most.isInfinite() && !isRelaxed;
    boolean isKnown = lower != null || upper != null || isNumber || isUnbounded;
    String sentence =
        isKnown
            ? "PROVED: by intervals with outward rounding, " + everywhere()
            : "UNDECIDED: no bound was found";
    return new BoundAnswer(
        question.expression(),
        lower,
        least != null && least.isStrict(),
        upper,
        most != null && most.isStrict(),
        bounds,
        presenter,
        List.copyOf(new LinkedHashSet<>(told)),
        remarks,
        new CheckResult(isKnown ? Verdict.PROVED : Verdict.UNDECIDED, null, 0, null, sentence));
  }

  /** A bound as it is shown: exactly, or a decimal that is no better than it. */
  private static @Nullable Expr shown(Extremum extremum) {
    if (extremum.exact() != null) {
      return extremum.exact();
    }
    double end = extremum.isMaximum() ? extremum.enclosure().upper() : extremum.enclosure().lower();
    if (extremum.isInfinite() || Double.isInfinite(end)) {
      return null;
    }
    return Expr.of(Rational.of(rounded(end, extremum.isMaximum())));
  }

  private static BigDecimal rounded(double value, boolean isUp) {
    return new BigDecimal(value)
        .round(new MathContext(DIGITS, isUp ? RoundingMode.CEILING : RoundingMode.FLOOR));
  }

  private static String decimal(double value, boolean isUp) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    BigDecimal shown = rounded(value, isUp).stripTrailingZeros();
    return Math.abs(shown.scale()) > 15 ? shown.toString() : shown.toPlainString();
  }

  private void tell(Extremum extremum, List<String> remarks) {
    String which = extremum.isMaximum() ? "upper" : "lower";
    String places =
        extremum.places().stream().limit(4).map(this::text).collect(Collectors.joining(", or "));
    if (extremum.isInfinite()) {
      remarks.add(
          (isRelaxed
                  ? "no " + which + " bound is known"
                  : "no " + which + " bound: it goes beyond all numbers as ")
              + (isRelaxed ? "" : places));
      return;
    }
    if (extremum.exact() == null) {
      Interval range = extremum.enclosure();
      boolean isBounded = range.isBounded();
      if (!isBounded) {
        remarks.add(
            "no "
                + which
                + " bound was found"
                + (isRelaxed
                    ? ""
                    : ": there are values such as "
                        + decimal(
                            extremum.isMaximum() ? range.lower() : range.upper(),
                            extremum.isMaximum())
                        + (places.isEmpty() ? "" : " near " + places)));
      } else if (!isRelaxed) {
        remarks.add(
            "the least %s bound is between %s and %s%s"
                .formatted(
                    which,
                    decimal(range.lower(), false),
                    decimal(range.upper(), true),
                    places.isEmpty() ? "" : ", near " + places)
                .replace("least lower", "greatest lower"));
      }
      return;
    }
    if (isRelaxed) {
      remarks.add("whether the " + which + " bound is reached is not known");
      return;
    }
    if (extremum.isTaken()) {
      remarks.add("the " + which + " bound is taken at " + places);
    } else {
      remarks.add(
          "the "
              + which
              + " bound is approached as "
              + places
              + (extremum.isStrict() ? "" : "; whether it is taken is not known"));
    }
  }

  private String text(Place place) {
    return place.coordinates().stream().map(this::text).collect(Collectors.joining(", "));
  }

  private String text(Place.Coordinate coordinate) {
    String name = presenter.text(coordinate.name());
    Expr at = coordinate.at();
    if (at == null) {
      return name + " -> " + (coordinate.side() < 0 ? "inf" : "-inf");
    }
    String number = coordinate.isExact() ? presenter.text(at) : near(at);
    return coordinate.side() == 0
        ? name + " = " + number
        : name + " -> " + number + (coordinate.side() > 0 ? " from above" : " from below");
  }

  private static String near(Expr at) {
    return Optional.of(at)
        .filter(RationalNumber.class::isInstance)
        .map(each -> ((RationalNumber) each).value().toBigDecimal(new MathContext(8)))
        .map(each -> each.stripTrailingZeros().toString())
        .orElse("?");
  }
}
