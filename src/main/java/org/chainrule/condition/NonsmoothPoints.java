package org.chainrule.condition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.error.DomainException;
import org.chainrule.error.Limit;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.model.Derivations;
import org.chainrule.model.ExpressionNeeds;
import org.chainrule.model.Question;
import org.chainrule.number.Rational;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;
import org.chainrule.result.Kink;
import org.jspecify.annotations.Nullable;

/** The places where a function is not smooth along its variables, and what happens there. */
public final class NonsmoothPoints {
  private static final String PERHAPS = "perhaps not smooth";
  private static final List<String> INDEX_LETTERS = List.of("k", "l", "i", "j", "m", "n");

  private final AlongVariable along;
  private final Question question;
  private final Expr variable;
  private final Expr value;
  private final Spelling spelling;

  private NonsmoothPoints(AlongVariable along) {
    this.along = along;
    question = along.question();
    variable = along.variable();
    value = along.value();
    spelling = question.spelling();
  }

  /**
   * The kinks and jumps of an expression and of its derivatives; of a place only the first
   * derivative that fails there.
   *
   * @param last the last of its derivatives, as it is told
   */
  public static List<Kink> kinks(Derivations derivations, Expr last, List<DomainCondition> domain) {
    Map<String, Kink> found = new LinkedHashMap<>();
    Set<Function.Singularity> told = new HashSet<>();
    for (AlongVariable each : AlongVariable.inTurn(derivations, last, domain)) {
      new NonsmoothPoints(each).addBreaks(found, told);
    }
    List<Kink> shown = new ArrayList<>(found.values());
    int most = (int) Math.min(shown.size(), Limit.NONSMOOTH_PLACES.most());
    if (shown.size() > most) {
      shown = new ArrayList<>(shown.subList(0, most));
      shown.add(Kink.told("and more places where the expression is not smooth"));
    }
    return shown;
  }

  private void addBreaks(Map<String, Kink> found, Set<Function.Singularity> told) {
    Set<Expr> defined = question.definedValues();
    for (Function.Singularity each : along.singularities()) {
      if (!told.contains(each) && addAll(kinksOf(each, defined.isEmpty()), found)) {
        told.add(each);
      }
    }
    if (along.order() == 0) {
      for (Expr each : defined) {
        Singularities.of(each).forEach(place -> addAll(List.of(throughNames(place)), found));
      }
    }
  }

  /** Adds kinks, those of which both sides are known before others with the same words. */
  private static boolean addAll(List<Kink> kinks, Map<String, Kink> found) {
    boolean isNew = false;
    for (Kink each : kinks) {
      isNew |= !found.containsKey(each.text());
      if (!each.text().isEmpty()) {
        found.merge(each.text(), each, (one, other) -> other.left() == null ? one : other);
      }
    }
    return isNew;
  }

  private List<Kink> kinksOf(Function.Singularity found, boolean isWhole) {
    Function.Singularity each = ElementMeetings.met(found, variable);
    List<Kink> kinks;
    if (Occurrence.of(variable, each.locus())) {
      boolean bothSides =
          Symbol.largestOpened(each.locus()) == 0 && (each == found || isLocal(each));
      kinks = new ArrayList<>(isWhole && bothSides ? kinks(each) : List.of(place(each)));
      boolean isInTerms = isWhole && along.order() == 0 && Symbol.largestOpened(each.locus()) > 0;
      if (isInTerms && smoothInTerms().contains(kinks.get(0).text())) {
        kinks.clear();
      }
    } else {
      kinks = new ArrayList<>(List.of(throughNames(each)));
    }
    if (each != found) {
      kinks.addAll(whereSame(found));
    }
    boolean isOpen =
        isWhole && along.order() == 0 && kinks.stream().anyMatch(NonsmoothPoints::isOpen);
    if (isOpen && isSmoothThrough(found)) {
      kinks.removeIf(NonsmoothPoints::isOpen);
    }
    kinks.removeIf(kink -> kink.text().isEmpty());
    return kinks;
  }

  /** Whether it is not known what happens at a place. */
  private static boolean isOpen(Kink kink) {
    return kink.text().startsWith(PERHAPS);
  }

  /** A place within a sum that depends on the variable where an element besides is the variable. */
  private List<Kink> whereSame(Function.Singularity singularity) {
    List<Kink> kinks = new ArrayList<>();
    for (Expr same :
        ElementMeetings.sameIndices(singularity.locus(), variable, along.facts()).values()) {
      kinks.add(place(singularity, same));
    }
    return kinks;
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
        }.apply(along.derivative());
    return isWhole && singularity.kind() == Function.Break.KINK;
  }

  /** A place that the variable reaches through definitions, if it does. */
  private Kink throughNames(Function.Singularity singularity) {
    try {
      Expr slope =
          new Differentiator(variable, question.definitions(), along.facts())
              .differentiate(singularity.locus());
      return slope.isZero() ? Kink.told("") : place(singularity);
    } catch (NoDerivativeException unknown) {
      return place(singularity);
    }
  }

  private Kink place(Function.Singularity singularity) {
    Expr different = Logical.TRUE;
    for (Map.Entry<Expr, Expr> each :
        ElementMeetings.sameIndices(singularity.locus(), variable, along.facts()).entrySet()) {
      Expr together = Substitution.of(each.getKey(), variable).apply(singularity.locus());
      if (together.isZero()) {
        different = Logical.and(different, Logical.not(each.getValue()));
      }
    }
    return place(singularity, different);
  }

  private Kink place(Function.Singularity singularity, Expr besides) {
    return Kink.told(words(singularity, besides));
  }

  private String words(Function.Singularity singularity, Expr besides) {
    Expr locus = singularity.locus();
    if (singularity.everyInteger()) {
      String where = " where " + text(locus) + " is a whole number";
      return isSurelyThere(singularity)
          ? "jumps" + where + ", and has no derivative there"
          : "jumps" + where + " unless the step is 0 there, and has no derivative on a jump";
    }
    if (along.isNowhere(locus)) {
      return "";
    }
    Map<Expr, Expr> letters = letters(locus);
    Expr zero = Logical.and(besides, along.zero(locus));
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
    for (Map<Expr, Expr> each : ElementMeetings.of(locus, variable).values()) {
      if (each.size() == 1 && letters.keySet().containsAll(each.keySet())) {
        Expr together = Substitution.of(each).apply(locus);
        if (!Occurrence.of(variable, together)) {
          return " != " + text(each.values().iterator().next());
        }
      }
    }
    return "";
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
    Expr size = new Differentiator(step, Definitions.none(), along.facts()).differentiate(stepped);
    return size instanceof RationalNumber number && !number.isZero();
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
    opened.addAll(ExpressionNeeds.openedIn(expression));
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

  private List<Kink> kinks(Function.Singularity singularity) {
    Optional<List<ZeroSet.Root>> roots =
        singularity.everyInteger()
            ? Optional.empty()
            : new ZeroSet(variable, along.facts()).of(singularity.locus());
    if (roots.isEmpty()) {
      return List.of(place(singularity));
    }
    List<Kink> kinks = new ArrayList<>();
    for (ZeroSet.Root root : roots.get()) {
      Set<Expr> where = new ConditionSimplifier(question, List.of()).simplify(root.where());
      if (where.contains(Logical.FALSE)) {
        continue;
      }
      Expr known = Logical.of(Logical.Operator.AND, List.copyOf(where));
      NonsmoothPoints there = where.isEmpty() ? this : new NonsmoothPoints(along.where(known));
      Optional<Kink> kink = there.kink(root.place());
      if (kink.isEmpty()) {
        return List.of(place(singularity));
      }
      kinks.add(kink.get());
      for (Expr each : where) {
        Optional<Kink> border = border(root.place(), each);
        if (border.isEmpty()) {
          return List.of(place(singularity));
        }
        kinks.add(border.get());
      }
    }
    return kinks;
  }

  /** What happens at a place where a strict inequality that was taken to hold just fails to. */
  private Optional<Kink> border(Expr place, Expr inequality) {
    if (!(inequality instanceof Relation relation)
        || relation.operator() != Relation.Operator.LESS) {
      return Optional.empty();
    }
    Expr apart = along.simplified(relation.right().minus(relation.left()));
    for (Expr name : AlongVariable.namesIn(apart)) {
      Optional<List<ZeroSet.Root>> roots = new ZeroSet(name, along.facts()).of(apart);
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

  private Kink border(Expr place, Expr known, Substitution onto) {
    Optional<Kink> told;
    Expr there = onto.apply(place);
    try {
      there = along.simplified(there);
      told = new NonsmoothPoints(along.where(known, onto)).kink(there);
    } catch (DomainException outside) {
      told = Optional.empty();
    }
    String at = text(variable) + " = " + text(there) + " where " + text(known);
    return told.orElse(Kink.told(PERHAPS + " at " + at));
  }

  /**
   * What happens at a place; an empty text where nothing does, nothing where that cannot be told.
   */
  private Optional<Kink> kink(Expr place) {
    String where = along.guard() == Logical.TRUE ? "" : " where " + text(along.guard());
    String at = "at " + text(variable) + " = " + text(place) + where + ": ";
    Optional<Kink> nothing = Optional.of(Kink.told(""));
    if (along.isApart(variable.minus(place))) {
      return nothing;
    }
    Expr own;
    try {
      own = along.own(place);
    } catch (DomainException outside) {
      // The function has no value there, which the conditions on the domain tell.
      return nothing;
    }
    KinkWords told = new KinkWords(along);
    Optional<String> words;
    try {
      words = own != null && BothSides.isUndefined(own) ? Optional.of("") : told.words(place, own);
    } catch (DomainException hole) {
      words = Optional.empty();
    } catch (NoDerivativeException none) {
      words = Optional.of("not smooth");
    }
    words = words.or(() -> told.numeric(place));
    return words.map(text -> text.isEmpty() ? Kink.told("") : kink(at + text, place, own));
  }

  /** A kink with its sides, where they can be told. */
  private Kink kink(String text, Expr place, @Nullable Expr own) {
    try {
      BothSides both = BothSides.of(along, place, own, along.facts());
      boolean areTold =
          both.undecided().isEmpty()
              && !BothSides.isUndefined(both.left())
              && !BothSides.isUndefined(both.right());
      return areTold ? new Kink(text, place, both.left(), both.right()) : Kink.told(text);
    } catch (DomainException | NoDerivativeException untold) {
      // The words say what is known.
      return Kink.told(text);
    }
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
              found.merge(place(each).text(), isSmooth, Boolean::logicalAnd);
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
    Map<Expr, Map<Expr, Expr>> meetings = ElementMeetings.of(term, variable);
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
          along.simplified(
              new Differentiator(inner, Definitions.none(), along.facts()).differentiate(outer));
      return isSmooth(along.of(inner, outer, slope), there);
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
          along.simplified(
              new Differentiator(variable, question.definitions(), along.facts())
                  .differentiate(term));
      return isSmooth(along.of(variable, term, slope), place);
    } catch (NoDerivativeException unknown) {
      return false;
    }
  }

  private static boolean isSmooth(AlongVariable along, Function.Singularity place) {
    return new NonsmoothPoints(along).kinks(place).stream().allMatch(kink -> kink.text().isEmpty());
  }

  private String text(Expr expression) {
    return Printer.text(expression, spelling);
  }
}
