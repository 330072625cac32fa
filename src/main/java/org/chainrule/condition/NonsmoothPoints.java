package org.chainrule.condition;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.differentiate.AtPlace;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.differentiate.OneSidedForm;
import org.chainrule.differentiate.StepsAsCases;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.DomainException;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.PointwiseDerivative;
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
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Question;
import org.chainrule.notation.Side;
import org.chainrule.number.Rational;
import org.chainrule.print.PrintedNumbers;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;
import org.chainrule.result.Kink;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Simplifier;
import org.jspecify.annotations.Nullable;

/** What goes with a derivative: where the function is not smooth, and the two sides there. */
public final class NonsmoothPoints {
  private static final int MOST_PLACES = 20;
  private static final String PERHAPS = "perhaps not smooth";
  private static final String NONE = "; there is no derivative there";
  private static final List<String> INDEX_LETTERS = List.of("k", "l", "i", "j", "m", "n");

  private final Question question;
  private final int order;
  private final boolean isLast;
  private final Expr variable;
  private final Expr value;
  private final Expr derivative;
  private final Spelling spelling;
  private final Expr guard;
  private final Set<Expr> nonzero = new HashSet<>();

  /** The lines of places at which both sides are known, with these. */
  private final Map<String, Kink> sides;

  /**
   * The conditions along one variable.
   *
   * @param order how many derivatives the value has been taken by already
   * @param isLast whether the derivative is the one that was asked for
   * @param value what is differentiated by the variable
   */
  private NonsmoothPoints(
      Question question,
      int order,
      boolean isLast,
      Expr variable,
      Expr value,
      Expr derivative,
      List<DomainConditions.Condition> domain) {
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
    this.order = order;
    this.isLast = isLast;
    this.variable = variable;
    this.value = value;
    this.derivative = derivative;
    spelling = question.spelling();
    guard = Logical.TRUE;
    sides = new HashMap<>();
  }

  /** The same where something more holds. */
  private NonsmoothPoints(NonsmoothPoints all, Expr guard) {
    this(all, guard, Substitution.of(Map.of()));
    nonzero.addAll(all.nonzero);
  }

  /** The same where a name is known, put in its place. */
  private NonsmoothPoints(NonsmoothPoints all, Expr guard, Substitution known) {
    question = all.question;
    order = all.order;
    isLast = all.isLast;
    variable = all.variable;
    value = all.simplified(known.apply(all.value));
    derivative = all.simplified(known.apply(all.derivative));
    spelling = all.spelling;
    this.guard = guard;
    sides = all.sides;
  }

  private Facts facts() {
    return question.facts().with(guard);
  }

  /**
   * The kinks and jumps of an expression and of its derivatives; of a place only the first
   * derivative that fails there.
   *
   * @param by the variables in turn
   * @param derivatives the expression's value and its derivatives by them, one more each
   */
  public static List<Kink> breaks(
      Question question,
      List<Expr> by,
      List<Expr> derivatives,
      List<DomainConditions.Condition> domain) {
    Set<String> lines = new LinkedHashSet<>();
    Set<Function.Singularity> told = new HashSet<>();
    Map<String, Kink> sides = new HashMap<>();
    for (int i = 0; i < by.size(); i++) {
      boolean isLast = i == by.size() - 1;
      Expr derivative = derivatives.get(i + 1);
      NonsmoothPoints conditions =
          new NonsmoothPoints(
              question, i, isLast, by.get(i), derivatives.get(i), derivative, domain);
      conditions.addBreaks(lines, told);
      sides.putAll(conditions.sides);
    }
    lines.remove("");
    List<String> shown = new ArrayList<>(lines);
    if (shown.size() > MOST_PLACES) {
      shown = new ArrayList<>(shown.subList(0, MOST_PLACES));
      shown.add("and more places where the expression is not smooth");
    }
    return shown.stream().map(line -> sides.getOrDefault(line, Kink.told(line))).toList();
  }

  private void addBreaks(Set<String> lines, Set<Function.Singularity> told) {
    Set<Expr> defined = question.definedValues();
    for (Function.Singularity found : singularities()) {
      if (!told.contains(found) && lines.addAll(linesOf(found, defined.isEmpty()))) {
        told.add(found);
      }
    }
    if (order == 0) {
      for (Expr each : defined) {
        Singularities.of(each).forEach(place -> lines.add(throughNames(place)));
      }
    }
  }

  /** The places of the expression; of one that has none, as softsign, those of its derivative. */
  private Set<Function.Singularity> singularities() {
    Set<Function.Singularity> own = Singularities.of(question.value());
    return own.isEmpty() && order > 0 ? Singularities.of(value) : own;
  }

  private List<String> linesOf(Function.Singularity found, boolean isWhole) {
    Function.Singularity each = met(found);
    List<String> lines;
    if (Occurrence.of(variable, each.locus())) {
      boolean bothSides =
          Symbol.largestOpened(each.locus()) == 0 && (each == found || isLocal(each));
      lines = new ArrayList<>(isWhole && bothSides ? lines(each) : List.of(place(each)));
      boolean isInTerms = isWhole && order == 0 && Symbol.largestOpened(each.locus()) > 0;
      if (isInTerms && smoothInTerms().contains(lines.get(0))) {
        lines.clear();
      }
    } else {
      lines = new ArrayList<>(List.of(throughNames(each)));
    }
    if (each != found) {
      lines.addAll(whereSame(found));
    }
    boolean isOpen =
        isWhole && order == 0 && lines.stream().anyMatch(line -> line.startsWith(PERHAPS));
    if (isOpen && isSmoothThrough(found)) {
      lines.removeIf(line -> line.startsWith(PERHAPS));
    }
    lines.removeIf(String::isEmpty);
    return lines;
  }

  /** A place within a sum that depends on the variable where an element besides is the variable. */
  private List<String> whereSame(Function.Singularity singularity) {
    List<String> lines = new ArrayList<>();
    for (Expr same : sameIndices(singularity.locus()).values()) {
      lines.add(place(singularity, same));
    }
    return lines;
  }

  /** When elements that no sum goes through are the variable. */
  private Map<Expr, Expr> sameIndices(Expr expression) {
    Map<Expr, Expr> found = new LinkedHashMap<>();
    if (variable instanceof IndexedSymbol element) {
      new Pass<Boolean>() {
        @Override
        protected Boolean compute(Expr node) {
          boolean mayBeSame =
              node != element
                  && Symbol.largestOpened(node) == 0
                  && node instanceof IndexedSymbol other
                  && other.family().equals(element.family())
                  && other.indices().size() == element.indices().size();
          if (mayBeSame) {
            List<Expr> indices = ((IndexedSymbol) node).indices();
            List<Expr> equal = new ArrayList<>();
            for (int i = 0; i < indices.size(); i++) {
              equal.add(Relation.equal(indices.get(i), element.indices().get(i)));
            }
            Expr same = Logical.of(Logical.Operator.AND, equal);
            return !facts().decide(same).equals(Optional.of(false))
                && found.put(node, same) == null;
          }
          return false;
        }
      }.apply(expression);
    }
    return found;
  }

  /** Relations that leave out where along the variables there surely is no derivative. */
  public static Set<Expr> leftOut(Question question, List<Expr> by, List<Expr> derivatives) {
    Set<Expr> relations = new LinkedHashSet<>();
    for (int i = 0; i < by.size(); i++) {
      boolean isLast = i == by.size() - 1;
      Expr derivative = derivatives.get(i + 1);
      relations.addAll(
          new NonsmoothPoints(
                  question, i, isLast, by.get(i), derivatives.get(i), derivative, List.of())
              .leftOut());
    }
    return relations;
  }

  private Set<Expr> leftOut() {
    Set<Expr> relations = new LinkedHashSet<>();
    for (Function.Singularity each : Singularities.of(question.value())) {
      if (Symbol.largestOpened(each.locus()) > 0 || !Occurrence.of(variable, each.locus())) {
        continue;
      }
      if (each.everyInteger()) {
        relations.add(Functions.elsewhere(each));
      } else {
        new ZeroSet(variable, facts())
            .of(each.locus()).stream()
                .flatMap(List::stream)
                .filter(root -> root.where() == Logical.TRUE)
                .map(ZeroSet.Root::place)
                .filter(this::isBreak)
                .forEach(root -> relations.add(Relation.notEqual(variable, root)));
      }
    }
    return relations;
  }

  /**
   * A derivative with the places in its cases at which both sides meet: {@code cases(2*x if x >= 0,
   * 0 if x < 0)}, of relu(x)^2.
   */
  public static Expr closed(Question question, List<Expr> by, List<Expr> derivatives) {
    int last = by.size() - 1;
    Expr derivative = derivatives.get(last + 1);
    return new NonsmoothPoints(
            question, last, true, by.get(last), derivatives.get(last), derivative, List.of())
        .closed();
  }

  private Expr closed() {
    Expr closed = derivative;
    for (Expr place : places()) {
      Expr slope = slopeWhereLeftOut(place);
      if (slope != null) {
        Expr with = Closing.at(variable, place).apply(closed);
        Expr there = simplified(Substitution.of(variable, place).apply(with));
        closed = difference(there, slope).isZero() ? with : closed;
      }
    }
    return closed;
  }

  /** The derivative at a place where its cases do not give it, or null. */
  private @Nullable Expr slopeWhereLeftOut(Expr place) {
    try {
      if (!isUndefined(simplified(Substitution.of(variable, place).apply(derivative)))) {
        return null;
      }
      Expr own =
          order == 0 ? simplified(AtPlace.of(value, variable, place, this::simplified)) : null;
      Both both = both(place, own, facts());
      boolean isSmooth =
          both.undecided().isEmpty()
              && told(both, place, facts()).isPresent()
              && both.gaps().isEmpty()
              && difference(both.left(), both.right()).isZero();
      return isSmooth ? both.left() : null;
    } catch (DomainException | NoDerivativeException untold) {
      return null;
    }
  }

  /** The places at which the variable alone meets a singularity, whatever else is given. */
  private List<Expr> places() {
    return Singularities.of(question.value()).stream()
        .filter(each -> !each.everyInteger() && Symbol.largestOpened(each.locus()) == 0)
        .filter(each -> Occurrence.of(variable, each.locus()))
        .flatMap(each -> new ZeroSet(variable, facts()).of(each.locus()).stream())
        .flatMap(List::stream)
        .filter(root -> root.where() == Logical.TRUE)
        .map(ZeroSet.Root::place)
        .distinct()
        .toList();
  }

  /** Whether the expression jumps at a place, or its derivative does, for all parameters. */
  private boolean isBreak(Expr place) {
    try {
      Expr own =
          order == 0 ? simplified(AtPlace.of(value, variable, place, this::simplified)) : null;
      if (own != null && isUndefined(own)) {
        return false;
      }
      Both both = both(place, own, facts());
      List<Expr> differences = new ArrayList<>(both.gaps());
      differences.add(difference(both.left(), both.right()));
      return both.undecided().isEmpty()
          && told(both, place, facts()).isPresent()
          && differences.stream().anyMatch(each -> isNeverZero(each, facts()));
    } catch (DomainException | NoDerivativeException untold) {
      // Where there is no value, the conditions on the domain tell it.
      return false;
    }
  }

  /**
   * A place inside of a sum over an index where it is met by the variable, which is an element of
   * the family that is summed: the place of x_i is that of x_k.
   */
  private Function.Singularity met(Function.Singularity singularity) {
    if (!(variable instanceof IndexedSymbol element)
        || Symbol.largestOpened(singularity.locus()) == 0
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

  /**
   * What indices stand for where an element in an expression is the variable; none if it never is.
   */
  public static Map<Expr, Expr> met(Expr expression, List<Symbol> indices, Expr variable) {
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (variable instanceof IndexedSymbol wanted && !pending.isEmpty()) {
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      Map<Expr, Expr> matched =
          node instanceof IndexedSymbol other
              ? matched(other, wanted, new HashSet<>(indices)::contains)
              : Map.of();
      if (!matched.isEmpty()) {
        return matched;
      }
      node.children().forEach(pending::push);
    }
    return Map.of();
  }

  /** What indices of sums stand for where an element is the variable; none where it never is. */
  private static Map<Expr, Expr> matched(IndexedSymbol other, IndexedSymbol variable) {
    return matched(other, variable, index -> ((Symbol) index).isOpened());
  }

  private static Map<Expr, Expr> matched(
      IndexedSymbol other, IndexedSymbol variable, Predicate<Expr> isBound) {
    Map<Expr, Expr> matched = new LinkedHashMap<>();
    boolean isSame =
        other.family().equals(variable.family())
            && other.indices().size() == variable.indices().size();
    for (int i = 0; isSame && i < other.indices().size(); i++) {
      Expr wanted = variable.indices().get(i);
      Expr index = other.indices().get(i);
      if (index instanceof Symbol symbol && isBound.test(symbol)) {
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
          new Differentiator(variable, question.definitions(), facts())
              .differentiate(singularity.locus());
      return slope.isZero() ? "" : place(singularity);
    } catch (NoDerivativeException unknown) {
      return place(singularity);
    }
  }

  private String place(Function.Singularity singularity) {
    Expr different = Logical.TRUE;
    for (Map.Entry<Expr, Expr> each : sameIndices(singularity.locus()).entrySet()) {
      Expr together = Substitution.of(each.getKey(), variable).apply(singularity.locus());
      if (together.isZero()) {
        different = Logical.and(different, Logical.not(each.getValue()));
      }
    }
    return place(singularity, different);
  }

  private String place(Function.Singularity singularity, Expr besides) {
    Expr locus = singularity.locus();
    if (singularity.everyInteger()) {
      String where = " where " + text(locus) + " is a whole number";
      return isSurelyThere(singularity)
          ? "jumps" + where + ", and has no derivative there"
          : "jumps" + where + " unless the step is 0 there, and has no derivative on a jump";
    }
    if (isNowhere(locus)) {
      return "";
    }
    Map<Expr, Expr> letters = letters(locus);
    Expr zero = Logical.and(besides, zero(locus));
    String place = text(Substitution.of(letters).apply(zero));
    return PERHAPS
        + " where "
        + place
        + (letters.isEmpty()
            ? ""
            : " for some "
                + letters.values().stream().map(this::text).collect(Collectors.joining(", "))
                + others(locus, letters));
  }

  /** Which index is left out of a place, since it is no place where both elements are one. */
  private String others(Expr locus, Map<Expr, Expr> letters) {
    if (letters.size() != 1 || !Occurrence.of(variable, locus)) {
      return "";
    }
    for (Map<Expr, Expr> each : meetings(locus).values()) {
      if (each.size() == 1 && letters.keySet().containsAll(each.keySet())) {
        Expr together = Substitution.of(each).apply(locus);
        if (!Occurrence.of(variable, together)) {
          return " != " + text(each.values().iterator().next());
        }
      }
    }
    return "";
  }

  /** The elements that are the variable for some values of indices, and these values. */
  private Map<Expr, Map<Expr, Expr>> meetings(Expr expression) {
    Map<Expr, Map<Expr, Expr>> meetings = new LinkedHashMap<>();
    if (variable instanceof IndexedSymbol element) {
      new Pass<Boolean>() {
        @Override
        protected Boolean compute(Expr node) {
          Map<Expr, Expr> matched =
              node instanceof IndexedSymbol other && node != variable
                  ? matched(other, element)
                  : Map.of();
          return !matched.isEmpty() && meetings.put(node, matched) == null;
        }
      }.apply(expression);
    }
    return meetings;
  }

  /** Whether the value has the steps of a function at all whole numbers times a number. */
  private boolean isSurelyThere(Function.Singularity singularity) {
    Set<Expr> steps = new HashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Apply apply
            && apply.function().singularities(apply.arguments()).contains(singularity)
            && steps.add(node);
      }
    }.apply(value);
    if (steps.size() != 1 || Symbol.largestOpened(singularity.locus()) > 0) {
      // Within a sum each step is that of one term.
      return steps.size() != 1;
    }
    Symbol step = Symbol.opened(Math.max(1, Symbol.largestOpened(value) + 1));
    Expr stepped = Substitution.of(steps.iterator().next(), step).apply(value);
    Expr size = new Differentiator(step, Definitions.none(), facts()).differentiate(stepped);
    return size instanceof RationalNumber number && !number.isZero();
  }

  /** Whether a locus is nowhere 0 in the domain. */
  private boolean isNowhere(Expr locus) {
    Expr elsewhere = Relation.notEqual(locus, RationalNumber.ZERO);
    return nonzero.contains(locus)
        || new ConditionSimplifier(question, List.of()).simplify(elsewhere).isEmpty();
  }

  /** Says that an expression is 0, as simply as can be. */
  private Expr zero(Expr locus) {
    if (locus instanceof Apply apply && apply.function().isMaximum()) {
      // The largest is 0 where one that is never below 0 is 0, and the others are not above it.
      List<Expr> operands = apply.arguments();
      for (Expr operand : operands) {
        if ((new PossibleSigns().apply(operand) & PossibleSigns.NEGATIVE) == 0) {
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
          .map(Symbol::named)
          .filter(letter -> !letters.containsValue(letter))
          .filter(letter -> !Occurrence.of(letter, expression))
          .filter(letter -> !Occurrence.of(letter, variable))
          .filter(letter -> !Occurrence.of(letter, value))
          .findFirst()
          .ifPresent(letter -> letters.put(each, letter));
    }
    return letters;
  }

  private String text(Expr expression) {
    return Printer.text(expression, spelling);
  }

  private List<String> lines(Function.Singularity singularity) {
    Optional<List<ZeroSet.Root>> roots =
        singularity.everyInteger()
            ? Optional.empty()
            : new ZeroSet(variable, facts()).of(singularity.locus());
    if (roots.isEmpty()) {
      return List.of(place(singularity));
    }
    List<String> lines = new ArrayList<>();
    for (ZeroSet.Root root : roots.get()) {
      Set<Expr> where = new ConditionSimplifier(question, List.of()).simplify(root.where());
      if (where.contains(Logical.FALSE)) {
        continue;
      }
      Expr known = Logical.of(Logical.Operator.AND, List.copyOf(where));
      NonsmoothPoints there = where.isEmpty() ? this : new NonsmoothPoints(this, known);
      Optional<String> line = there.line(root.place());
      if (line.isEmpty()) {
        return List.of(place(singularity));
      }
      lines.add(line.get());
      for (Expr each : where) {
        Optional<String> border = border(root.place(), each);
        if (border.isEmpty()) {
          return List.of(place(singularity));
        }
        lines.add(border.get());
      }
    }
    return lines;
  }

  /** What happens at a place where a strict inequality that was taken to hold just fails to. */
  private Optional<String> border(Expr place, Expr inequality) {
    if (!(inequality instanceof Relation relation)
        || relation.operator() != Relation.Operator.LESS) {
      return Optional.empty();
    }
    Expr apart = simplified(relation.right().minus(relation.left()));
    for (Expr name : namesIn(apart)) {
      Optional<List<ZeroSet.Root>> roots = new ZeroSet(name, facts()).of(apart);
      if (name == variable || roots.isEmpty() || roots.get().size() != 1) {
        continue;
      }
      ZeroSet.Root only = roots.get().get(0);
      if (only.where() == Logical.TRUE) {
        Expr known = Relation.equal(name, only.place());
        return Optional.of(border(place, known, Substitution.of(name, only.place())));
      }
    }
    return Optional.empty();
  }

  private String border(Expr place, Expr known, Substitution onto) {
    Optional<String> told;
    Expr there = onto.apply(place);
    try {
      there = simplified(there);
      told = new NonsmoothPoints(this, known, onto).line(there);
    } catch (DomainException outside) {
      told = Optional.empty();
    }
    String at = text(variable) + " = " + text(there) + " where " + text(known);
    return told.orElse(PERHAPS + " at " + at);
  }

  /** What happens at a place; empty text where nothing does, nothing where that cannot be told. */
  private Optional<String> line(Expr place) {
    String where = guard == Logical.TRUE ? "" : " where " + text(guard);
    String at = "at " + text(variable) + " = " + text(place) + where + ": ";
    if (nonzero.contains(variable.minus(place))) {
      return Optional.of("");
    }
    Expr own;
    try {
      own = order == 0 ? simplified(AtPlace.of(value, variable, place, this::simplified)) : null;
    } catch (DomainException outside) {
      // The function has no value there, which the conditions on the domain tell.
      return Optional.of("");
    }
    Optional<String> words;
    try {
      words = own != null && isUndefined(own) ? Optional.of("") : words(place, own);
    } catch (DomainException hole) {
      words = Optional.empty();
    } catch (NoDerivativeException none) {
      words = Optional.of("not smooth");
    }
    words = words.or(() -> numeric(place));
    if (words.isEmpty() || words.get().isEmpty()) {
      return words;
    }
    String line = at + words.get();
    addSides(line, place, own);
    return Optional.of(line);
  }

  private void addSides(String line, Expr place, @Nullable Expr own) {
    try {
      Both both = both(place, own, facts());
      boolean areTold =
          both.undecided().isEmpty() && !isUndefined(both.left()) && !isUndefined(both.right());
      if (areTold) {
        sides.put(line, new Kink(line, place, both.left(), both.right()));
      }
    } catch (DomainException | NoDerivativeException untold) {
      // The words say what is known.
    }
  }

  private Optional<String> words(Expr place, @Nullable Expr own) {
    Both both = both(place, own, facts());
    if (both.undecided().isEmpty()) {
      return told(both, place, facts());
    }
    Expr sign = common(both.undecided());
    if (sign == null) {
      return Optional.empty();
    }
    Expr above = Relation.less(RationalNumber.ZERO, sign);
    Expr below = Relation.less(sign, RationalNumber.ZERO);
    Both positive = both(place, own, knowing(above));
    if (isNeverBelow(sign) && positive.undecided().isEmpty()) {
      return told(positive, place, knowing(above));
    }
    Both negative = both(place, own, knowing(below));
    if (!positive.undecided().isEmpty() || !negative.undecided().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> first = told(positive, place, knowing(above));
    Optional<String> second = told(negative, place, knowing(below));
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

  /**
   * What expansions tell of a place that is a number, where there are no names but the variable.
   */
  private Optional<String> numeric(Expr place) {
    boolean isAlone =
        place instanceof RationalNumber
            && variable instanceof Symbol
            && question.definedValues().isEmpty()
            && namesIn(question.value()).equals(Set.of(variable));
    if (!isAlone) {
      return Optional.empty();
    }
    String name = CanonicalNames.canonicalName(variable);
    Point point = Point.builder().set(name, ((RationalNumber) place).value()).build();
    Context<Expr> context = Context.of(Functions::named);
    PointwiseDerivative.Answer answer =
        PointwiseDerivative.of(
            question.value(),
            point,
            context,
            List.of(new PointwiseDerivative.Turn(name, order + 1)));
    BigDecimal left = answer.left();
    BigDecimal right = answer.right();
    return switch (answer.kind()) {
      case VALUE ->
          left == null || !isLast || isPlain(point, context)
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
      Evaluator.evaluate(StepsAsCases.of(derivative), point, context);
      return true;
    } catch (ChainruleException open) {
      return false;
    }
  }

  private static Set<Expr> namesIn(Expr expression) {
    Set<Expr> names = new HashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        boolean isName =
            node instanceof Symbol symbol && !symbol.isOpened()
                || node instanceof IndexedSymbol
                || node instanceof Apply apply && apply.function().isDeclared();
        return isName && names.add(node);
      }
    }.apply(expression);
    return names;
  }

  private static String orSmooth(String words) {
    return words.isEmpty() ? "smooth" : words;
  }

  private Facts knowing(Expr fact) {
    return facts().with(fact);
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
   * @param leftValue the limit of the value on the left
   * @param rightValue the limit of the value on the right
   * @param own the value there, where it is not taken for the limit
   * @param gaps the differences of these that are not known to be 0
   * @param left the derivative on the left
   * @param right the derivative on the right
   * @param undecided the slopes on whose signs it depends which is which
   */
  private record Both(
      Expr leftValue,
      Expr rightValue,
      @Nullable Expr own,
      List<Expr> gaps,
      Expr left,
      Expr right,
      Set<Expr> undecided) {}

  private Both both(Expr place, @Nullable Expr own, Facts facts) {
    Set<Expr> undecided = new LinkedHashSet<>();
    Expr open = StepsAsCases.of(value);
    Expr slope = StepsAsCases.of(derivative);
    Expr leftValue = side(open, place, Side.LEFT, facts, undecided);
    Expr rightValue = side(open, place, Side.RIGHT, facts, undecided);
    Expr left = side(slope, place, Side.LEFT, facts, undecided);
    Expr right = side(slope, place, Side.RIGHT, facts, undecided);
    List<Expr> gaps = new ArrayList<>();
    if (undecided.isEmpty()) {
      gaps.add(difference(leftValue, rightValue));
      if (own != null) {
        gaps.add(difference(own, rightValue));
      }
      gaps.removeIf(Expr::isZero);
    }
    return new Both(leftValue, rightValue, own, gaps, left, right, undecided);
  }

  /** What there is to tell: nothing where the sides cannot be told, empty where all is smooth. */
  private Optional<String> told(Both both, Expr place, Facts facts) {
    boolean open =
        Stream.of(both.leftValue(), both.rightValue(), both.left(), both.right())
            .anyMatch(NonsmoothPoints::isUndefined);
    // A choice that is left may hide operands that are equal at the place.
    open |=
        guard != Logical.TRUE
            && Stream.of(both.leftValue(), both.left(), both.right())
                .anyMatch(NonsmoothPoints::hasExtremum);
    if (open) {
      return Optional.empty();
    }
    Expr own = both.own();
    if (both.gaps().stream().anyMatch(gap -> isNeverZero(gap, facts))) {
      return Optional.of(
          own != null && both.leftValue() == both.rightValue()
              ? "a jump, the limit is "
                  + text(both.leftValue())
                  + " and the value "
                  + text(own)
                  + NONE
              : "a jump, from " + text(both.leftValue()) + " to " + text(both.rightValue()) + NONE);
    }
    Expr difference = difference(both.left(), both.right());
    if (!both.gaps().isEmpty()) {
      return Optional.of(perhapsJump(both, difference, facts));
    }
    if (difference.isZero()) {
      boolean shown =
          !isLast || !isUndefined(simplified(Substitution.of(variable, place).apply(derivative)));
      return Optional.of(
          shown ? "" : "the derivative is " + text(both.left()) + " from both sides");
    }
    String sides = kink(text(both.left()), text(both.right()));
    if (isNeverZero(difference, facts)) {
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
  private List<Meeting> meetings(Both both) {
    List<Meeting> meetings = new ArrayList<>();
    for (Piecewise.Branch left : parts(both.left())) {
      for (Piecewise.Branch right : parts(both.right())) {
        Expr condition = Logical.and(left.condition(), right.condition());
        if (!isNowhere(left.condition(), right.condition(), condition)) {
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
      Expr apart = difference(each.left(), each.right());
      Expr difference = apart instanceof Product product ? product.withoutCoefficient() : apart;
      if (condition == Logical.TRUE
          || !difference.isZero() && !isNeverZero(difference, knowing(condition))) {
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

  private boolean isNowhere(Expr first, Expr second, Expr both) {
    Optional<Boolean> no = Optional.of(false);
    return facts().decide(first).equals(no)
        || knowing(first).decide(second).equals(no)
        || new ConditionSimplifier(question, List.of()).simplify(both).contains(Logical.FALSE);
  }

  /** The cases of an expression that has no other, or itself. */
  private static List<Piecewise.Branch> parts(Expr expression) {
    return expression instanceof Piecewise cases && cases.otherwise().isEmpty()
        ? cases.branches()
        : List.of(new Piecewise.Branch(expression, Logical.TRUE));
  }

  /** The places within sums and products at which each term is smooth. */
  private Set<String> smoothInTerms() {
    Map<String, Boolean> found = new HashMap<>();
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        return node instanceof Binder binder ? List.of(opened(binder).body()) : node.children();
      }

      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof Reduction reduction) {
          Expr body = opened(reduction).body();
          for (Function.Singularity each : Singularities.outsideOfSums(body)) {
            if (Symbol.largestOpened(each.locus()) > 0 && Occurrence.of(variable, each.locus())) {
              boolean isSmooth = reduction.isOfTerms() && isSmoothForAll(body, each);
              found.merge(place(each), isSmooth, Boolean::logicalAnd);
            }
          }
        }
        return true;
      }
    }.apply(value);
    return found.entrySet().stream()
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /**
   * Whether the terms of a sum are smooth at a place, both where the elements in it are others than
   * the variable and where they are the variable.
   */
  private boolean isSmoothForAll(Expr term, Function.Singularity place) {
    Map<Expr, Map<Expr, Expr>> meetings = meetings(term);
    Map<Expr, Expr> others = new LinkedHashMap<>();
    int free = Math.max(1, Symbol.largestOpened(term) + 1);
    for (Expr each : meetings.keySet()) {
      others.put(each, Symbol.opened(free + others.size()));
    }
    Substitution apart = Substitution.of(others);
    Expr locus = apart.apply(place.locus());
    return isSmooth(
            apart.apply(term), new Function.Singularity(place.kind(), locus, place.everyInteger()))
        && meetings.values().stream().allMatch(each -> isSmooth(Substitution.of(each).apply(term)));
  }

  /** Whether all that a place is met in is smooth in what is 0 there, as relu(u)^2 is. */
  private boolean isSmoothThrough(Function.Singularity place) {
    if (place.everyInteger()) {
      return false;
    }
    boolean[] isSmooth = {Symbol.largestOpened(place.locus()) > 0 || isSmoothThrough(value, place)};
    boolean[] isMet = {Symbol.largestOpened(place.locus()) == 0};
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        return node instanceof Binder binder ? List.of(opened(binder).body()) : node.children();
      }

      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof Reduction reduction) {
          Expr body = opened(reduction).body();
          if (Singularities.outsideOfSums(body).contains(place)) {
            isMet[0] = true;
            isSmooth[0] &= reduction.isOfTerms() && isSmoothThrough(body, place);
          }
        }
        return true;
      }
    }.apply(value);
    return isMet[0] && isSmooth[0];
  }

  private boolean isSmoothThrough(Expr whole, Function.Singularity place) {
    Expr locus = place.locus();
    Symbol inner = Symbol.named("u");
    for (int i = 1; Occurrence.of(inner, whole); i++) {
      inner = Symbol.named("u" + i);
    }
    Expr opposite =
        locus instanceof Sum sum ? Sum.distributed(Rational.MINUS_ONE, sum) : locus.negate();
    Expr outer = Substitution.of(Map.of(locus, inner, opposite, inner.negate())).apply(whole);
    Function.Singularity there = new Function.Singularity(place.kind(), inner, false);
    Set<Function.Singularity> left = Singularities.of(outer);
    boolean isReplaced =
        left.stream()
            .map(Function.Singularity::locus)
            .noneMatch(each -> each == locus || each == opposite);
    if (!isReplaced || !left.contains(there)) {
      return false;
    }
    try {
      Expr slope =
          simplified(new Differentiator(inner, Definitions.none(), facts()).differentiate(outer));
      NonsmoothPoints ofOuter =
          new NonsmoothPoints(question, 0, false, inner, outer, slope, List.of());
      return ofOuter.lines(there).stream().allMatch(String::isEmpty);
    } catch (NoDerivativeException | DomainException unknown) {
      return false;
    }
  }

  /** Whether a term is smooth along the variable at all places that it has outside of sums. */
  private boolean isSmooth(Expr term) {
    return Singularities.outsideOfSums(term).stream()
        .filter(each -> Occurrence.of(variable, each.locus()))
        .allMatch(each -> isSmooth(term, each));
  }

  /** Whether a term is smooth along the variable at a place. */
  private boolean isSmooth(Expr term, Function.Singularity place) {
    try {
      Expr slope =
          simplified(
              new Differentiator(variable, question.definitions(), facts()).differentiate(term));
      NonsmoothPoints ofTerm =
          new NonsmoothPoints(question, 0, false, variable, term, slope, List.of());
      return ofTerm.lines(place).stream().allMatch(String::isEmpty);
    } catch (NoDerivativeException unknown) {
      return false;
    }
  }

  private String kink(String left, String right) {
    String of = order == 0 ? "" : " of the derivative of order " + order;
    return "a kink" + of + ", left derivative " + left + ", right derivative " + right;
  }

  /** What there is where it depends on other names whether the limits and the value are one. */
  private String perhapsJump(Both both, Expr difference, Facts facts) {
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
    if (isNeverZero(difference, facts)) {
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
    return difference(left.negate(), right).isZero() ? zero(right) : Relation.equal(left, right);
  }

  private boolean isNeverZero(Expr expression, Facts facts) {
    if (expression instanceof RationalNumber number) {
      return !number.isZero();
    }
    if (facts.isPositive(expression) || facts.isPositive(expression.negate())) {
      return true;
    }
    Expr nonzeroAlways = Relation.notEqual(expression, RationalNumber.ZERO);
    if (new ConditionSimplifier(question, List.of()).simplify(nonzeroAlways).isEmpty()) {
      return true;
    }
    if (Symbol.largestOpened(expression) > 0 || !namesIn(expression).isEmpty()) {
      return false;
    }
    try {
      return Evaluator.evaluate(expression, Point.EMPTY, Context.of(Functions::named)) != 0;
    } catch (ChainruleException unknown) {
      return false;
    }
  }

  private static boolean hasExtremum(Expr expression) {
    return new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Apply apply && apply.function().extremum().isPresent()
            || dependencies(node).stream().anyMatch(this::result);
      }
    }.apply(expression);
  }

  /** Whether an expression has cases none of which can hold. */
  public static boolean isUndefined(Expr expression) {
    return new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Piecewise cases
                && cases.branches().isEmpty()
                && cases.otherwise().isEmpty()
            || node instanceof Apply apply && isUndefined(apply)
            || dependencies(node).stream().anyMatch(this::result);
      }
    }.apply(expression);
  }

  /** Whether a function is taken of numbers for which it has no value, as log(0) is. */
  private static boolean isUndefined(Apply apply) {
    double[] numbers = new double[apply.arguments().size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(apply.arguments().get(i) instanceof RationalNumber number)) {
        return false;
      }
      numbers[i] = number.value().doubleValue();
    }
    return apply
        .function()
        .kernel()
        .map(kernel -> kernel.apply(numbers))
        .filter(value -> Double.isNaN(value) || Double.isInfinite(value))
        .isPresent();
  }

  private Expr difference(Expr left, Expr right) {
    return simplified(left.minus(right));
  }

  private Expr simplified(Expr expression) {
    return new Simplifier(facts()).simplify(expression);
  }

  private Expr side(Expr expression, Expr place, Side side, Facts facts, Set<Expr> undecided) {
    OneSidedForm.Limit limit =
        OneSidedForm.limit(expression, variable, place, side, facts, this::simplified);
    undecided.addAll(limit.undecided());
    return simplified(limit.value());
  }
}
