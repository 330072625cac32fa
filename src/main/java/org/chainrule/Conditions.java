package org.chainrule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.differentiate.NoDerivativeException;
import org.chainrule.differentiate.OneSided;
import org.chainrule.differentiate.OpenJumps;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.DomainException;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Simplifier;
import org.jspecify.annotations.Nullable;

/** What goes with a derivative: where the function is not smooth, and the two sides there. */
final class Conditions {
  private static final int MOST_PLACES = 20;
  private static final List<String> INDEX_LETTERS = List.of("k", "l", "i", "j", "m", "n");

  private final Question question;
  private final Expr variable;
  private final Expr derivative;
  private final Spelling spelling;
  private final Set<Expr> nonzero = new HashSet<>();

  Conditions(
      Question question, Expr variable, Expr derivative, List<DomainConditions.Condition> domain) {
    for (DomainConditions.Condition each : domain) {
      if (each.holds() instanceof Relation relation
          && (relation.operator() == Relation.Operator.LESS
              || relation.operator() == Relation.Operator.NOT_EQUAL)) {
        Expr difference = Sum.of(relation.left(), relation.right().negate());
        nonzero.add(difference);
        nonzero.add(difference.negate());
      }
    }
    this.question = question;
    this.variable = variable;
    this.derivative = derivative;
    spelling = question.spelling();
  }

  /** The kinks and jumps of the expression along the variable, a line each. */
  List<String> breaks() {
    Set<Expr> defined = question.definedValues();
    Set<String> lines = new LinkedHashSet<>();
    for (Function.Singularity found : Singularities.of(question.value())) {
      Function.Singularity each = met(found);
      if (Occurrence.of(variable, each.locus())) {
        boolean bothSides = each.locus().openedNumber() == 0 && (each == found || isLocal(each));
        lines.addAll(defined.isEmpty() && bothSides ? lines(each) : List.of(place(each)));
      } else {
        lines.add(throughNames(each));
      }
    }
    for (Expr value : defined) {
      Singularities.of(value).forEach(each -> lines.add(throughNames(each)));
    }
    lines.remove("");
    List<String> shown = new ArrayList<>(lines);
    if (shown.size() > MOST_PLACES) {
      shown = new ArrayList<>(shown.subList(0, MOST_PLACES));
      shown.add("and more places where the expression is not smooth");
    }
    return shown;
  }

  /**
   * A place inside of a sum over an index where it is met by the variable, which is an element of
   * the family that is summed: the place of x_i is that of x_k.
   */
  private Function.Singularity met(Function.Singularity singularity) {
    if (!(variable instanceof IndexedSymbol element)
        || singularity.locus().openedNumber() == 0
        || Occurrence.of(variable, singularity.locus())) {
      return singularity;
    }
    Optional<Expr> met =
        new Pass<Optional<Expr>>() {
          @Override
          protected List<Expr> dependencies(Expr node) {
            // Within other sums every element is met for some value of their indices.
            return node.children();
          }

          @Override
          protected Optional<Expr> compute(Expr node) {
            Map<Expr, Expr> matched =
                node instanceof IndexedSymbol other ? matched(other, element) : Map.of();
            if (!matched.isEmpty()) {
              return Optional.of(Substitution.of(matched).apply(singularity.locus()));
            }
            return dependencies(node).stream()
                .map(this::result)
                .flatMap(Optional::stream)
                .findFirst();
          }
        }.apply(singularity.locus());
    return met.map(
            locus ->
                new Function.Singularity(singularity.kind(), locus, singularity.everyInteger()))
        .orElse(singularity);
  }

  /**
   * Whether both sides of a place within a sum are told by the derivative alone: no other term of
   * it has the variable in disguise, as an element of a family that is gone through.
   */
  private boolean isLocal(Function.Singularity singularity) {
    boolean isWhole =
        new Pass<Boolean>() {
          @Override
          protected Boolean compute(Expr node) {
            return !(node instanceof Binder) && node.children().stream().allMatch(this::result);
          }
        }.apply(derivative);
    return isWhole && singularity.kind() == Function.Break.KINK;
  }

  /** What indices of sums stand for where an element is the variable; none where it never is. */
  private static Map<Expr, Expr> matched(IndexedSymbol other, IndexedSymbol variable) {
    Map<Expr, Expr> matched = new LinkedHashMap<>();
    boolean isSame =
        other.family().equals(variable.family())
            && other.indices().size() == variable.indices().size();
    for (int i = 0; isSame && i < other.indices().size(); i++) {
      Expr wanted = variable.indices().get(i);
      Expr index = other.indices().get(i);
      if (index instanceof Symbol symbol && symbol.isOpened()) {
        isSame = matched.getOrDefault(symbol, wanted) == wanted;
        matched.put(symbol, wanted);
      } else {
        isSame = index == wanted || index instanceof BoundIndex;
      }
    }
    return isSame ? matched : Map.of();
  }

  /** A place that the variable reaches through definitions, if it does. */
  private String throughNames(Function.Singularity singularity) {
    try {
      Expr slope =
          new Differentiator(variable, question.definitions(), question.facts())
              .differentiate(singularity.locus());
      return slope.isZero() ? "" : place(singularity);
    } catch (NoDerivativeException unknown) {
      return place(singularity);
    }
  }

  private String place(Function.Singularity singularity) {
    Expr locus = singularity.locus();
    if (singularity.everyInteger()) {
      return "jumps where " + text(locus) + " is a whole number, and has no derivative there";
    }
    if (isNowhere(locus)) {
      return "";
    }
    Map<Expr, Expr> letters = letters(locus);
    String place = text(Substitution.of(letters).apply(zero(locus)));
    return "perhaps not smooth where "
        + place
        + (letters.isEmpty()
            ? ""
            : " for some "
                + letters.values().stream().map(this::text).collect(Collectors.joining(", ")));
  }

  /** Whether a locus is nowhere 0 in the domain. */
  private boolean isNowhere(Expr locus) {
    Expr elsewhere = Relation.notEqual(locus, RationalNumber.ZERO);
    return nonzero.contains(locus)
        || new ConditionSimplifier(question, List.of()).simplify(elsewhere).isEmpty();
  }

  /** Says that an expression is 0, as simply as can be. */
  private Expr zero(Expr locus) {
    if (locus instanceof Apply apply
        && Functions.named("max").filter(apply.function()::equals).isPresent()) {
      // The largest is 0 where one that is never below 0 is 0, and the others are not above it.
      List<Expr> operands = apply.arguments();
      for (Expr operand : operands) {
        if ((new Signs().apply(operand) & Signs.NEGATIVE) == 0) {
          List<Expr> all = new ArrayList<>(List.of(zero(operand)));
          operands.stream()
              .filter(other -> other != operand)
              .forEach(other -> all.add(Relation.lessOrEqual(other, RationalNumber.ZERO)));
          return Logical.of(Logical.Operator.AND, all);
        }
      }
    }
    Set<Expr> elsewhere =
        new ConditionSimplifier(question, List.of())
            .simplify(Relation.notEqual(locus, RationalNumber.ZERO));
    return elsewhere.size() == 1
        ? Logical.not(elsewhere.iterator().next())
        : Relation.equal(locus, RationalNumber.ZERO);
  }

  /** Letters for the indices of sums that an expression was taken out of. */
  private Map<Expr, Expr> letters(Expr expression) {
    Set<Expr> opened = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        return node instanceof Binder ? List.of() : node.children();
      }

      @Override
      protected Boolean compute(Expr node) {
        return node instanceof BoundIndex && opened.add(node);
      }
    }.apply(expression);
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        return node.children();
      }

      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Symbol symbol && symbol.isOpened() && opened.add(node);
      }
    }.apply(expression);
    Map<Expr, Expr> letters = new LinkedHashMap<>();
    for (Expr each : opened) {
      INDEX_LETTERS.stream()
          .map(Symbol::of)
          .filter(letter -> !letters.containsValue(letter))
          .filter(letter -> !Occurrence.of(letter, expression))
          .filter(letter -> !Occurrence.of(letter, variable))
          .findFirst()
          .ifPresent(letter -> letters.put(each, letter));
    }
    return letters;
  }

  private String text(Expr expression) {
    return Printer.text(expression, spelling);
  }

  private List<String> lines(Function.Singularity singularity) {
    Optional<List<Expr>> roots =
        singularity.everyInteger()
            ? Optional.empty()
            : new Roots(variable, question.facts()).of(singularity.locus());
    if (roots.isEmpty()) {
      return List.of(place(singularity));
    }
    List<String> lines = new ArrayList<>();
    for (Expr root : roots.get()) {
      Optional<String> line = line(root);
      if (line.isEmpty()) {
        return List.of(place(singularity));
      }
      lines.add(line.get());
    }
    return lines;
  }

  /** What happens at a place; empty text where nothing does, nothing where that cannot be told. */
  private Optional<String> line(Expr place) {
    String at = "at " + text(variable) + " = " + text(place) + ": ";
    try {
      Both both = both(place, question.facts());
      if (both.undecided().isEmpty()) {
        return told(both, place, question.facts()).map(words -> words.isEmpty() ? "" : at + words);
      }
      Expr sign = common(both.undecided());
      if (sign == null) {
        return Optional.empty();
      }
      Expr above = Relation.less(RationalNumber.ZERO, sign);
      Expr below = Relation.less(sign, RationalNumber.ZERO);
      Both positive = both(place, knowing(above));
      Both negative = both(place, knowing(below));
      if (!positive.undecided().isEmpty() || !negative.undecided().isEmpty()) {
        return Optional.empty();
      }
      Optional<String> first = told(positive, place, knowing(above));
      Optional<String> second = told(negative, place, knowing(below));
      if (first.isEmpty() || second.isEmpty()) {
        return Optional.empty();
      }
      if (first.equals(second)) {
        return first.map(words -> words.isEmpty() ? "" : at + words);
      }
      boolean mirrored =
          positive.left() == negative.right()
              && positive.right() == negative.left()
              && positive.isContinuous()
              && negative.isContinuous();
      String other = mirrored ? "the other way round" : orSmooth(second.get());
      return Optional.of(
          at
              + orSmooth(first.get())
              + " where "
              + text(above)
              + "; "
              + other
              + " where "
              + text(below));
    } catch (DomainException outside) {
      // The function has no value there, which the conditions on the domain tell.
      return Optional.of("");
    } catch (NoDerivativeException none) {
      return Optional.of(at + "not smooth");
    }
  }

  private static String orSmooth(String words) {
    return words.isEmpty() ? "smooth" : words;
  }

  private Facts knowing(Expr fact) {
    Facts facts = question.facts();
    facts.add(fact);
    return facts;
  }

  /** What all slopes are numbers' multiples of, if there is such an expression. */
  private static @Nullable Expr common(Set<Expr> slopes) {
    Set<Expr> parts = new HashSet<>();
    for (Expr slope : slopes) {
      parts.add(slope instanceof Product product ? product.withoutCoefficient() : slope);
    }
    return parts.size() == 1 ? parts.iterator().next() : null;
  }

  /**
   * Both sides of a place.
   *
   * @param jump the difference of the values on the two sides
   * @param left the derivative on the left
   * @param right the derivative on the right
   * @param undecided the slopes on whose signs it depends which is which
   */
  private record Both(
      Expr leftValue, Expr rightValue, Expr jump, Expr left, Expr right, Set<Expr> undecided) {
    boolean isContinuous() {
      return jump.isZero() || !(jump instanceof RationalNumber);
    }
  }

  private Both both(Expr place, Facts facts) {
    Set<Expr> undecided = new LinkedHashSet<>();
    Expr value = OpenJumps.of(question.value());
    Expr slope = OpenJumps.of(derivative);
    Expr leftValue = side(value, place, OneSided.Side.LEFT, facts, undecided);
    Expr rightValue = side(value, place, OneSided.Side.RIGHT, facts, undecided);
    Expr left = side(slope, place, OneSided.Side.LEFT, facts, undecided);
    Expr right = side(slope, place, OneSided.Side.RIGHT, facts, undecided);
    Expr jump = undecided.isEmpty() ? difference(leftValue, rightValue) : RationalNumber.ZERO;
    return new Both(leftValue, rightValue, jump, left, right, undecided);
  }

  /** What there is to tell: nothing where the sides cannot be told, empty where all is smooth. */
  private Optional<String> told(Both both, Expr place, Facts facts) {
    boolean open =
        Stream.of(both.leftValue(), both.rightValue(), both.left(), both.right())
            .anyMatch(Conditions::isUndefined);
    if (open) {
      return Optional.empty();
    }
    if (!both.isContinuous()) {
      return Optional.of(
          "a jump, from "
              + text(both.leftValue())
              + " to "
              + text(both.rightValue())
              + "; there is no derivative there");
    }
    String sides =
        "a kink, left derivative " + text(both.left()) + ", right derivative " + text(both.right());
    Expr difference = difference(both.left(), both.right());
    if (difference.isZero()) {
      boolean shown = !isUndefined(simplified(Substitution.of(variable, place).apply(derivative)));
      return Optional.of(
          shown ? "" : "the derivative is " + text(both.left()) + " from both sides");
    }
    boolean never =
        difference instanceof RationalNumber
            || facts.isPositive(difference)
            || facts.isPositive(difference.negate());
    return Optional.of(
        never
            ? sides
            : sides
                + "; differentiable there exactly when "
                + text(Relation.equal(both.left(), both.right())));
  }

  /** Whether an expression has cases none of which can hold. */
  private static boolean isUndefined(Expr expression) {
    return new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Piecewise cases
                && cases.branches().isEmpty()
                && cases.otherwise().isEmpty()
            || dependencies(node).stream().anyMatch(this::result);
      }
    }.apply(expression);
  }

  private Expr difference(Expr left, Expr right) {
    return simplified(left.minus(right));
  }

  private Expr simplified(Expr expression) {
    return new Simplifier(question.facts()).simplify(expression);
  }

  private Expr side(
      Expr expression, Expr place, OneSided.Side side, Facts facts, Set<Expr> undecided) {
    OneSided.Limit limit =
        OneSided.limit(expression, variable, place, side, facts, this::simplified);
    undecided.addAll(limit.undecided());
    return simplified(limit.value());
  }
}
