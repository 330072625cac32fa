package org.chainrule.condition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.differentiate.StepsAsCases;
import org.chainrule.error.ChainruleException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.PointwiseDerivative;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.model.CanonicalNames;
import org.chainrule.print.PrintedNumbers;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;
import org.chainrule.rewrite.Facts;
import org.jspecify.annotations.Nullable;

/** The words of an answer for what happens at a place of a function along a variable. */
final class KinkWords {
  private static final String NONE = "; there is no derivative there";

  private final AlongVariable along;
  private final Spelling spelling;

  KinkWords(AlongVariable along) {
    this.along = along;
    spelling = along.question().spelling();
  }

  /**
   * What happens at a place.
   *
   * @return no text where nothing does; empty where that cannot be told
   */
  Optional<String> words(Expr place, @Nullable Expr own) {
    BothSides both = BothSides.of(along, place, own, along.facts());
    if (both.undecided().isEmpty()) {
      return told(both, place, along.facts());
    }
    Expr sign = common(both.undecided());
    if (sign == null) {
      return Optional.empty();
    }
    Expr above = Relation.less(RationalNumber.ZERO, sign);
    Expr below = Relation.less(sign, RationalNumber.ZERO);
    BothSides positive = BothSides.of(along, place, own, along.facts().with(above));
    if (isNeverBelow(sign) && positive.undecided().isEmpty()) {
      return told(positive, place, along.facts().with(above));
    }
    BothSides negative = BothSides.of(along, place, own, along.facts().with(below));
    if (!positive.undecided().isEmpty() || !negative.undecided().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> first = told(positive, place, along.facts().with(above));
    Optional<String> second = told(negative, place, along.facts().with(below));
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    if (first.equals(second)) {
      return first;
    }
    boolean mirrored =
        positive.left() == negative.right()
            && positive.right() == negative.left()
            && positive.gaps().isEmpty()
            && negative.gaps().isEmpty();
    String other = mirrored ? "the other way round" : orSmooth(second.get());
    return Optional.of(
        orSmooth(first.get()) + " where " + text(above) + "; " + other + " where " + text(below));
  }

  /** Whether an expression, or what its sign is taken of, is nowhere below 0. */
  private static boolean isNeverBelow(Expr expression) {
    Expr inside = expression;
    while (inside instanceof Apply apply && apply.function() == Functions.SIGN) {
      inside = apply.arguments().get(0);
    }
    return (new PossibleSigns().apply(inside) & PossibleSigns.NEGATIVE) == 0;
  }

  private static String orSmooth(String words) {
    return words.isEmpty() ? "smooth" : words;
  }

  /** What all slopes are numbers' multiples of, if there is such an expression. */
  private static @Nullable Expr common(Set<Expr> slopes) {
    Set<Expr> parts = new HashSet<>();
    for (Expr slope : slopes) {
      parts.add(slope instanceof Product product ? product.withoutCoefficient() : slope);
    }
    return parts.size() == 1 ? parts.iterator().next() : null;
  }

  /** What there is to tell: nothing where the sides cannot be told, empty where all is smooth. */
  Optional<String> told(BothSides both, Expr place, Facts facts) {
    boolean open = both.hasUndefined() || along.guard() != Logical.TRUE && both.hasChoice();
    if (open) {
      return Optional.empty();
    }
    Expr own = both.own();
    if (both.gaps().stream().anyMatch(gap -> along.isNeverZero(gap, facts))) {
      return Optional.of(
          own != null && both.leftValue() == both.rightValue()
              ? "a jump, the limit is "
                  + text(both.leftValue())
                  + " and the value "
                  + text(own)
                  + NONE
              : "a jump, from " + text(both.leftValue()) + " to " + text(both.rightValue()) + NONE);
    }
    Expr difference = along.difference(both.left(), both.right());
    if (!both.gaps().isEmpty()) {
      return Optional.of(perhapsJump(both, difference, facts));
    }
    if (difference.isZero()) {
      boolean shown =
          !along.isLast()
              || !BothSides.isUndefined(
                  along.simplified(
                      Substitution.of(along.variable(), place).apply(along.derivative())));
      return Optional.of(
          shown ? "" : "the derivative is " + text(both.left()) + " from both sides");
    }
    String sides = kink(text(both.left()), text(both.right()));
    if (along.isNeverZero(difference, facts)) {
      return Optional.of(sides);
    }
    List<Meeting> meetings = meetings(both);
    if (meetings.isEmpty()) {
      // The sides contradict what is known: there is nothing to be told from them.
      return Optional.empty();
    }
    return byParts(meetings)
        .or(
            () ->
                Optional.of(
                    sides
                        + "; differentiable there exactly when "
                        + text(equation(both.left(), both.right()))));
  }

  /** A derivative on the left and one on the right, and where they are these. */
  private record Meeting(Expr left, Expr right, Expr condition) {}

  /** The cases that the sides' derivatives have together. */
  private List<Meeting> meetings(BothSides both) {
    List<Meeting> meetings = new ArrayList<>();
    for (Piecewise.Branch left : parts(both.left())) {
      for (Piecewise.Branch right : parts(both.right())) {
        Expr condition = Logical.and(left.condition(), right.condition());
        if (!along.isNowhere(left.condition(), right.condition(), condition)) {
          meetings.add(new Meeting(left.value(), right.value(), condition));
        }
      }
    }
    return meetings;
  }

  /** What there is to tell in each of the cases that the sides' derivatives have. */
  private Optional<String> byParts(List<Meeting> meetings) {
    Map<String, List<Expr>> conditionsByWords = new LinkedHashMap<>();
    conditionsByWords.put("smooth", new ArrayList<>());
    for (Meeting each : meetings) {
      Expr condition = each.condition();
      Expr apart = along.difference(each.left(), each.right());
      Expr difference = apart instanceof Product product ? product.withoutCoefficient() : apart;
      if (condition == Logical.TRUE
          || !difference.isZero()
              && !along.isNeverZero(difference, along.facts().with(condition))) {
        return Optional.empty();
      }
      String words = difference.isZero() ? "smooth" : kink(text(each.left()), text(each.right()));
      conditionsByWords.computeIfAbsent(words, key -> new ArrayList<>()).add(condition);
    }
    conditionsByWords.values().removeIf(List::isEmpty);
    if (conditionsByWords.keySet().equals(Set.of("smooth"))) {
      return Optional.of("");
    }
    return Optional.of(
        conditionsByWords.entrySet().stream()
            .map(
                each ->
                    each.getKey()
                        + " where "
                        + text(Logical.of(Logical.Operator.OR, each.getValue())))
            .collect(Collectors.joining("; ")));
  }

  /** The cases of an expression that has no other, or itself. */
  private static List<Piecewise.Branch> parts(Expr expression) {
    return expression instanceof Piecewise cases && cases.otherwise().isEmpty()
        ? cases.branches()
        : List.of(new Piecewise.Branch(expression, Logical.TRUE));
  }

  private String kink(String left, String right) {
    String of = along.order() == 0 ? "" : " of the derivative of order " + along.order();
    return "a kink" + of + ", left derivative " + left + ", right derivative " + right;
  }

  /** What there is where it depends on other names whether the limits and the value are one. */
  private String perhapsJump(BothSides both, Expr difference, Facts facts) {
    List<Expr> needed = new ArrayList<>();
    if (both.leftValue() != both.rightValue()) {
      needed.add(equation(both.leftValue(), both.rightValue()));
    }
    Expr own = both.own();
    if (own != null && own != both.leftValue() && own != both.rightValue()) {
      needed.add(equation(own, both.rightValue()));
    }
    String jump = "a jump unless " + text(Logical.of(Logical.Operator.AND, needed));
    if (difference.isZero()) {
      return jump + ", and then the derivative is " + text(both.left());
    }
    String sides = ", and then " + kink(text(both.left()), text(both.right()));
    if (along.isNeverZero(difference, facts)) {
      return jump + sides;
    }
    needed.add(equation(both.left(), both.right()));
    return jump
        + sides
        + "; differentiable there exactly when "
        + text(Logical.of(Logical.Operator.AND, needed));
  }

  /** Says that two sides are equal; of opposite ones, that each is 0. */
  private Expr equation(Expr left, Expr right) {
    return along.difference(left.negate(), right).isZero()
        ? along.zero(right)
        : Relation.equal(left, right);
  }

  /**
   * What expansions tell of a place that is a number, where there are no names but the variable.
   */
  Optional<String> numeric(Expr place) {
    boolean isAlone =
        place instanceof RationalNumber
            && along.variable() instanceof Symbol
            && along.question().definedValues().isEmpty()
            && AlongVariable.namesIn(along.question().value()).equals(Set.of(along.variable()));
    if (!isAlone) {
      return Optional.empty();
    }
    String name = CanonicalNames.canonicalName(along.variable());
    Point point = Point.builder().set(name, ((RationalNumber) place).value()).build();
    Context<Expr> context = Context.of(Functions::named);
    PointwiseDerivative.Answer answer =
        PointwiseDerivative.of(
            along.question().value(),
            point,
            context,
            List.of(new PointwiseDerivative.Turn(name, along.order() + 1)));
    BigDecimal left = answer.left();
    BigDecimal right = answer.right();
    return switch (answer.kind()) {
      case VALUE ->
          left == null || !along.isLast() || isPlain(point, context)
              ? Optional.of("")
              : Optional.of("the derivative is " + PrintedNumbers.text(left.doubleValue() + 0.0));
      case KINK ->
          left == null || right == null
              ? Optional.of("not smooth")
              : Optional.of(
                  kink(
                      PrintedNumbers.text(left.doubleValue() + 0.0),
                      PrintedNumbers.text(right.doubleValue() + 0.0)));
      case JUMP -> Optional.of("a jump" + NONE);
      case STEEP -> Optional.of("not smooth" + NONE);
      case OUTSIDE -> Optional.of("");
      case UNTOLD -> Optional.empty();
    };
  }

  private boolean isPlain(Point point, Context<Expr> context) {
    try {
      Evaluator.evaluate(StepsAsCases.of(along.derivative()), point, context);
      return true;
    } catch (ChainruleException open) {
      return false;
    }
  }

  private String text(Expr expression) {
    return Printer.text(expression, spelling);
  }
}
