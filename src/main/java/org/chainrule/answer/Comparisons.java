package org.chainrule.answer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.condition.DomainCondition;
import org.chainrule.condition.DomainConditions;
import org.chainrule.condition.ImpliedConditions;
import org.chainrule.error.PointException;
import org.chainrule.model.Question;
import org.chainrule.print.PrintedNumbers;
import org.chainrule.resolve.Declarations;
import org.chainrule.result.CheckResult;
import org.chainrule.verify.Equality;

/** The comparisons of expressions with each other, and with printed numbers. */
final class Comparisons {
  private final Declarations declarations;
  private final Options options;

  Comparisons(Declarations declarations, Options options) {
    this.declarations = declarations;
    this.options = options;
  }

  /** Whether expressions, at least two, are equal; at points alone unless there are none. */
  EqualAnswer equal(List<String> texts, List<Map<String, Object>> points) {
    Declarations all = declarations.among(texts, List.of());
    List<Question> questions = new ArrayList<>();
    for (String text : texts) {
      Question question = new Question(text, List.of(), all);
      question.requireNumber("nothing that it is equal to");
      questions.add(question);
      all = question.declarations();
    }
    Question first = questions.get(0);
    Presenter presenter = new Presenter(first.spelling());
    List<EqualAnswer.Link> links = new ArrayList<>();
    for (int i = 1; i < questions.size(); i++) {
      Question left = questions.get(i - 1);
      Question right = questions.get(i);
      CheckResult previous = check(left, right, points);
      List<String> domains = new ArrayList<>();
      beyond(left, right, presenter).forEach(each -> domains.add("the right side only " + each));
      beyond(right, left, presenter).forEach(each -> domains.add("the left side only " + each));
      links.add(
          new EqualAnswer.Link(
              left.unevaluated(),
              right.unevaluated(),
              previous,
              i == 1 ? previous : check(first, right, points),
              domains));
    }
    return new EqualAnswer(links, presenter, DerivingEngine.notes(first, points));
  }

  private CheckResult check(Question left, Question right, List<Map<String, Object>> points) {
    Question within =
        left.written()
            .map(text -> new Question(text.text(), List.of(), right.declarations()))
            .orElse(left);
    Presenter presenter = new Presenter(within.spelling());
    ArrayClaim array =
        new ArrayClaim(within.axes(), right, presenter, "the right side", "the left side");
    Equality equality = new Equality(within, array.element(), options.checking());
    return array
        .misfit()
        .orElseGet(
            () ->
                points.isEmpty()
                    ? equality.check()
                    : equality.check(MatrixView.places(within, points, options)));
  }

  /** What the other needs to have a value that the one does not. */
  private static List<String> beyond(Question one, Question other, Presenter presenter) {
    List<DomainCondition> domain = DomainConditions.ofValue(one);
    return DerivingEngine.written(
        ImpliedConditions.beyond(domain, DomainConditions.ofValue(other)), presenter);
  }

  /**
   * A printed array compared with a value: what is found of the first element that is not right.
   */
  static NumberClaim array(Value value, Value printed) {
    NumberClaim found = array(value, printed, List.of());
    return found.verdict() == CheckResult.Verdict.PROVED
        ? told(found, "right to the digits printed: the value is " + value.digits())
        : found;
  }

  private static NumberClaim array(Value value, Value printed, List<Integer> place) {
    if (value.elements().size() != printed.elements().size()) {
      throw new PointException("the claim has another shape than the value " + value.digits());
    }
    if (value.elements().isEmpty()) {
      NumberClaim claim = number(value, String.valueOf(printed.digits()));
      return told(claim, "element " + place + ": " + claim.sentence());
    }
    List<NumberClaim> found = new ArrayList<>();
    for (int i = 0; i < value.elements().size(); i++) {
      List<Integer> inner = new ArrayList<>(place);
      inner.add(i + 1);
      found.add(array(value.elements().get(i), printed.elements().get(i), inner));
    }
    return found.stream()
        .filter(each -> each.verdict() != CheckResult.Verdict.PROVED)
        .findFirst()
        .orElse(found.get(0));
  }

  private static NumberClaim told(NumberClaim claim, String sentence) {
    return new NumberClaim(
        claim.verdict(), claim.claimed(), claim.value(), claim.rounded(), sentence);
  }

  /**
   * A printed decimal compared with a value.
   *
   * @throws PointException if it is no decimal
   */
  static NumberClaim number(Value value, String printed) {
    BigDecimal claimed;
    try {
      claimed = new BigDecimal(printed.strip().replace('\u2212', '-'));
    } catch (NumberFormatException none) {
      throw new PointException("`" + printed.strip() + "` is no decimal number");
    }
    if (value.number() == null) {
      return new NumberClaim(
          CheckResult.Verdict.UNDECIDED,
          claimed,
          value,
          Optional.empty(),
          "there is no value: " + value.error());
    }
    BigDecimal exact = new BigDecimal(value.digits());
    BigDecimal apart = exact.subtract(claimed).abs();
    // A claim may have more digits than the value is told to.
    boolean isEqual = claimed.doubleValue() == value.number();
    boolean isNear = apart.add(apart).compareTo(claimed.ulp()) <= 0;
    BigDecimal rounded = exact.setScale(claimed.scale(), RoundingMode.HALF_EVEN);
    CheckResult.Verdict verdict;
    String sentence;
    if (isEqual || isNear && claimed.scale() != 0) {
      verdict = CheckResult.Verdict.PROVED;
      sentence =
          (isNear ? "right to the digits printed: the value is " : "right as far as it is told: ")
              + value.digits();
    } else if (isNear) {
      verdict = CheckResult.Verdict.UNDECIDED;
      sentence =
          "the value is %s, which is %s only when rounded to a whole number"
              .formatted(value.digits(), claimed.toPlainString());
    } else {
      verdict = CheckResult.Verdict.REFUTED;
      sentence =
          "wrong: the value is %s, to as many digits %s"
              .formatted(value.digits(), text(rounded, claimed));
    }
    return new NumberClaim(verdict, claimed, value, Optional.of(rounded), sentence);
  }

  /** The right digits; where the claim's unit is larger than the value, its first digits. */
  private static String text(BigDecimal rounded, BigDecimal claimed) {
    return claimed.scale() >= 0 && claimed.scale() <= MathContext.DECIMAL128.getPrecision()
        ? rounded.toPlainString()
        : PrintedNumbers.text(rounded);
  }
}
