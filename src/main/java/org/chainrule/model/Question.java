package org.chainrule.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.chainrule.differentiate.Backpropagation;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.EvaluateDerivatives;
import org.chainrule.differentiate.UnreachedElementException;
import org.chainrule.error.Budget;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.error.ParseException;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.chainrule.print.PrintedNumbers;
import org.chainrule.print.Spelling;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.chainrule.resolve.Lowering;
import org.chainrule.resolve.ParsedText;
import org.chainrule.resolve.ReadingVariable;
import org.chainrule.resolve.SideCondition;
import org.chainrule.resolve.WrittenConditions;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.TraceListener;
import org.chainrule.rewrite.TraceRecorder;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.chainrule.trace.Trace;
import org.jspecify.annotations.Nullable;

/** One expression within a problem: as it was read, what is known of it, and how it is spelt. */
public final class Question {
  /** The length where nothing is said of one. */
  private static final String LENGTH = String.valueOf(IndexRange.CONVENTIONAL.upper());

  private final ParsedText reading;
  private final Declarations problem;
  private final Declarations declarations;
  private final Definitions definitions;
  private final FamilyBounds familyEnds;
  private final Map<String, List<ReadingVariable>> variables = new LinkedHashMap<>();
  private final Expr expression;
  private final boolean isText;
  private boolean isAnywhere;
  private final Set<Expr> leftOut = new HashSet<>();
  private final Map<List<Expr>, Expr> derivatives = new HashMap<>();
  private final Set<Limit> stops = EnumSet.noneOf(Limit.class);
  private final Set<Expr> rangeConditions;
  private final Set<String> localNames;
  private @Nullable List<SideCondition> needs;

  /**
   * Reads an expression that is to be differentiated by some variables.
   *
   * @param lists the variables, each one or more to differentiate by in turn
   */
  public Question(String text, List<String> lists, Declarations problem) {
    this.problem = problem;
    reading = Lowering.read(text, lists, problem);
    localNames = localNames(reading.declarations(), problem);
    declarations = reading.declarations();
    for (String list : lists) {
      variables.put(list, Lowering.variables(list, reading));
    }
    definitions = definitions(declarations, variables.values());
    familyEnds = new FamilyBounds(declarations, definitions);
    requireLeft(problem);
    rangeConditions = ElementRangeCheck.require(reading, definitions, facts());
    isText = true;
    expression = carriedOut(reading.expression());
  }

  /** The question of an expression that is at hand already. */
  public Question(Expr given, List<String> lists, Declarations problem) {
    GivenNames names = GivenNames.of(given);
    this.problem = problem;
    reading = Lowering.read("0", lists, problem.knowing(names.families(), names.subscripted()));
    localNames = Set.of();
    declarations = reading.declarations();
    for (String list : lists) {
      variables.put(list, Lowering.variables(list, reading));
    }
    definitions = definitions(declarations, variables.values());
    familyEnds = new FamilyBounds(declarations, definitions);
    List<Expr> by =
        variables.values().stream().flatMap(List::stream).map(ReadingVariable::variable).toList();
    names.requireAlike(problem, declarations, by);
    by.forEach(names::require);
    rangeConditions = Set.of();
    expression = new EvaluateDerivatives(definitions, factsAnywhere()).apply(given);
    isText = false;
  }

  /** This question, its variables not taken for elements that their families are known to have. */
  Question anywhere() {
    isAnywhere = true;
    return this;
  }

  /** Refuses a variable that stands in the expression no more, since its definition is put in. */
  private void requireLeft(Declarations problem) {
    Set<Object> put = new HashSet<>();
    declarations.definitions().stream()
        .skip(problem.definitions().size())
        .forEach(each -> put.add(nameOrFamily(each.target())));
    for (List<ReadingVariable> each : variables.values()) {
      for (ReadingVariable one : each) {
        if (put.contains(nameOrFamily(one.variable()))) {
          String name = CanonicalNames.nameOf(one.variable());
          throw new NoDerivativeException(
              ("`%s` is defined behind `where` and put in, so that nothing is left of it to"
                      + " differentiate by; give its definition apart, as in --define '%s = …'")
                  .formatted(name, name));
        }
      }
    }
  }

  private static Object nameOrFamily(Expr target) {
    return target instanceof IndexedSymbol element ? element.family() : target;
  }

  private static Set<String> localNames(Declarations all, Declarations problem) {
    return all.definitions().stream()
        .skip(problem.definitions().size())
        .map(each -> CanonicalNames.canonicalName(each.target()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The names that the text itself defines, behind {@code where}, and that nothing else means. */
  public Set<String> localNames() {
    return localNames;
  }

  private static Definitions definitions(
      Declarations declarations, Collection<List<ReadingVariable>> variables) {
    List<Definitions.Definition> defined = new ArrayList<>();
    for (Definition each : declarations.definitions()) {
      defined.add(new Definitions.Definition(each.target(), each.value()));
    }
    Definitions definitions = carriedOut(defined, declarations);
    boolean hasFreeStarts =
        variables.stream()
            .flatMap(List::stream)
            .anyMatch(each -> definitions.isOfFreeStart(each.variable()));
    return hasFreeStarts ? definitions.withFreeStarts() : definitions;
  }

  /** Definitions, the derivatives in them carried out: one may differentiate another. */
  private static Definitions carriedOut(
      List<Definitions.Definition> defined, Declarations declarations) {
    Definitions definitions = Definitions.of(defined);
    List<Definitions.Definition> known = defined;
    for (int i = 0; i < defined.size(); i++) {
      if (known.stream().noneMatch(each -> UnevaluatedDerivatives.in(each.value()))) {
        return definitions;
      }
      EvaluateDerivatives carryOut =
          new EvaluateDerivatives(definitions, Facts.of(Map.of(), declarations.assumptions()));
      List<Definitions.Definition> next =
          known.stream()
              .map(each -> new Definitions.Definition(each.target(), carryOut.apply(each.value())))
              .toList();
      if (next.equals(known)) {
        return definitions;
      }
      known = next;
      definitions = Definitions.of(known);
    }
    return definitions;
  }

  /**
   * The question with the lengths that the arrays of a point give to its indices, where they do not
   * all have the one length n; else this one.
   */
  public Question at(Point point) {
    List<String> ranges = lengthsApart(point);
    return ranges.isEmpty()
        ? this
        : new Question(reading.text(), List.copyOf(variables.keySet()), problem.plus(ranges));
  }

  /** The ranges by which {@link #at} reads the question, such as {@code j in 1..3}. */
  public List<String> lengthsApart(Point point) {
    Map<String, List<Integer>> arrays = new LinkedHashMap<>();
    for (String family : point.arrayNames()) {
      arrays.put(family, Objects.requireNonNull(point.lengths(family)));
    }
    boolean isOpen = isText && point.scalar(LENGTH) == null;
    return isOpen ? declarations.lengthsApart(arrays) : List.of();
  }

  /** What the expression needs, as it was written, or as it was given where it was no text. */
  public List<SideCondition> needs() {
    List<SideCondition> known = needs;
    if (known == null) {
      known = isText ? WrittenConditions.of(reading) : ExpressionNeeds.of(expression);
      needs = known;
    }
    return known;
  }

  /** What must hold so that each element is one that its family has, where that is open. */
  public Set<Expr> rangeConditions() {
    return rangeConditions;
  }

  /** Whether the question was a text, so that there is a tree of it as written. */
  public boolean isText() {
    return isText;
  }

  public ParsedText reading() {
    return reading;
  }

  public Declarations declarations() {
    return declarations;
  }

  public Definitions definitions() {
    return definitions;
  }

  /** The expression, the derivatives in it carried out. */
  public Expr expression() {
    return expression;
  }

  /** An expression within the problem, the derivatives in it carried out. */
  public Expr carriedOut(Expr given) {
    // A derivative in an expression tells nowhere up to where its indices go.
    return placed(() -> new EvaluateDerivatives(definitions, factsAnywhere()).apply(given));
  }

  /**
   * The expression, or what it stands for where it is a defined name; of a recurrence without a
   * number for its index that is one step.
   */
  public Expr value() {
    Expr value = expression;
    boolean isStepped = false;
    Set<Expr> seen = new HashSet<>();
    while (seen.add(value) && definitions.valueOf(value).isPresent()) {
      boolean isMoving = value instanceof IndexedSymbol element && definitions.isMoving(element);
      if (isMoving && isStepped) {
        return value;
      }
      isStepped |= isMoving;
      value = definitions.valueOf(value).get();
    }
    return value;
  }

  /** The values of all definitions that the expression leads to, its own value not among them. */
  public Set<Expr> definedValues() {
    Set<Expr> values = new LinkedHashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(value()));
    Set<Expr> seen = new HashSet<>();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      node.children().forEach(pending::push);
      List<Expr> found = new ArrayList<>();
      boolean isRecurrent =
          node instanceof IndexedSymbol element && definitions.isRecurrent(element.family());
      // Only subscripts are gone through: each node's whole inside would be quadratic.
      boolean isInSum =
          node instanceof IndexedSymbol && node.children().stream().anyMatch(Question::holdsBound);
      if (node instanceof IndexedSymbol element && isInSum && !isRecurrent) {
        definitions.definitionsOf(element.family()).forEach(each -> found.add(each.value()));
      } else if (!isRecurrent) {
        definitions.valueOf(node).ifPresent(found::add);
      }
      if (node instanceof IndexedSymbol element) {
        definitions.definitionsOf(element.family()).stream()
            .filter(each -> isPartial(each.target()))
            .forEach(each -> found.add(each.value()));
      }
      values.addAll(found);
      found.forEach(pending::push);
    }
    return values;
  }

  /** Whether a definition is of some elements of a family. */
  private static boolean isPartial(Expr target) {
    return target.children().stream().anyMatch(RationalNumber.class::isInstance);
  }

  private static boolean holdsBound(Expr index) {
    Deque<Expr> pending = new ArrayDeque<>(List.of(index));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (node instanceof BoundIndex) {
        return true;
      }
      node.children().forEach(pending::push);
    }
    return false;
  }

  public List<ReadingVariable> variables(String list) {
    return variables.getOrDefault(list, List.of());
  }

  /** What is known: assumptions, ranges of indices, and that subscripts are in their ranges. */
  public Facts facts() {
    return facts(declarations.assumptions());
  }

  private Facts factsAnywhere() {
    boolean before = isAnywhere;
    isAnywhere = true;
    try {
      return facts();
    } finally {
      isAnywhere = before;
    }
  }

  /** What is known with some of the assumptions. */
  Facts facts(List<Expr> assumptions) {
    Map<Expr, IndexRange> ranges = new HashMap<>();
    Set<Expr> lengths = new HashSet<>();
    declarations.indexRanges().forEach((name, range) -> addRange(name, range, ranges, lengths));
    List<Expr> ends = freeIndexEnds(ranges, lengths);
    for (Definition each : declarations.definitions()) {
      addFreeIndices(each.value(), Set.copyOf(each.target().children()), ranges);
    }
    declarations
        .familyRanges()
        .values()
        .forEach(axes -> axes.forEach(range -> lengths.add(range.upper())));
    List<Expr> known = new ArrayList<>(assumptions);
    known.addAll(ends);
    for (Expr length : lengths) {
      if (length instanceof Symbol) {
        known.add(Relation.greaterOrEqual(length, RationalNumber.ONE));
      }
    }
    if (!isAnywhere) {
      for (List<ReadingVariable> each : variables.values()) {
        for (ReadingVariable one : each) {
          subscripts(one.variable()).stream().filter(end -> !isLeftOut(end)).forEach(known::add);
        }
      }
    }
    known.addAll(subscripts(reading.expression()));
    needed(reading.expression()).forEach(element -> known.addAll(subscripts(element)));
    known.addAll(subscriptsOfVectors(reading.expression()));
    Map<Relation, Map<Symbol, IndexRange>> universal = new HashMap<>();
    UniversalIndices general = new UniversalIndices(declarations);
    for (Expr assumption : assumptions) {
      Map<Symbol, IndexRange> indices = general.of(assumption);
      if (assumption instanceof Relation relation && !indices.isEmpty()) {
        universal.put(relation, indices);
      }
    }
    return Facts.of(ranges, known).withGeneral(universal);
  }

  /** That the subscripts of vectors that functions give, as {@code softmax(z)_i}, are theirs. */
  private static List<Expr> subscriptsOfVectors(Expr root) {
    List<Expr> conditions = new ArrayList<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(root));
    Set<Expr> seen = new HashSet<>();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (!(node instanceof Binder)) {
        node.children().forEach(pending::push);
      }
      if (node instanceof Apply apply
          && apply.function().parameters().contains(Function.Parameter.INDEX)) {
        conditions.addAll(apply.function().domain(apply.arguments()));
      }
    }
    return conditions;
  }

  /** Adds the ranges of the indices in a definition that are not its own. */
  private void addFreeIndices(Expr value, Set<Expr> own, Map<Expr, IndexRange> ranges) {
    Deque<Expr> pending = new ArrayDeque<>(List.of(value));
    Set<Expr> seen = new HashSet<>();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      node.children().forEach(pending::push);
      if (node instanceof IndexedSymbol element) {
        List<IndexRange> axes =
            declarations.familyRanges().getOrDefault(element.family(), List.of());
        for (int i = 0; i < Math.min(axes.size(), element.indices().size()); i++) {
          if (element.indices().get(i) instanceof Symbol index && !own.contains(index)) {
            ranges.putIfAbsent(index, axes.get(i));
          }
        }
      }
    }
  }

  private static void addRange(
      String name, IndexRange range, Map<Expr, IndexRange> ranges, Set<Expr> lengths) {
    ranges.putIfAbsent(Symbol.named(name), range);
    lengths.add(range.upper());
  }

  /**
   * Adds the ranges of the free indices that are not declared. Those of elements of recurrences
   * begin where these do, which may be nowhere.
   *
   * @return what is known of an index that has but one end
   */
  private List<Expr> freeIndexEnds(Map<Expr, IndexRange> ranges, Set<Expr> lengths) {
    List<Expr> ends = new ArrayList<>();
    reading
        .freeIndices()
        .forEach(
            (name, range) -> {
              Symbol index = Symbol.of(name);
              FamilyBounds.Bounds bounds = recurrentEnds(index, range);
              if (ranges.containsKey(index)) {
                return;
              }
              Optional<Expr> last =
                  bounds.upper().filter(end -> !isLeftOut(Relation.lessOrEqual(index, end)));
              if (bounds.lower().isPresent() && last.isPresent()) {
                Expr upper = last.get();
                ranges.put(index, new IndexRange(bounds.lower().get(), upper));
                lengths.add(upper);
              } else {
                bounds.lower().ifPresent(end -> ends.add(Relation.greaterOrEqual(index, end)));
                last.ifPresent(end -> ends.add(Relation.lessOrEqual(index, end)));
              }
            });
    return ends;
  }

  /** The ends of an index in the text: those of the defined family of which it is the index. */
  private FamilyBounds.Bounds recurrentEnds(Symbol index, IndexRange range) {
    Deque<Expr> pending = new ArrayDeque<>(List.of(reading.expression()));
    Set<Expr> seen = new HashSet<>();
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      node.children().forEach(pending::push);
      if (node instanceof IndexedSymbol element && definitions.hasGeneral(element.family())) {
        int place = element.indices().indexOf(index);
        if (place >= 0) {
          return familyEnds.known(element.family(), place, range);
        }
      }
    }
    return new FamilyBounds.Bounds(Optional.of(range.lower()), Optional.of(range.upper()));
  }

  /** The elements of recurrences that the expression has no value without. */
  Set<Expr> needed() {
    return needed(reading.expression());
  }

  /** The elements of recurrences in an expression that it has no value without. */
  private Set<Expr> needed(Expr root) {
    Set<Expr> needed = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        return node instanceof Binder || node instanceof Piecewise
            ? List.of()
            : super.dependencies(node);
      }

      @Override
      protected Boolean compute(Expr node) {
        return node instanceof IndexedSymbol element
            && definitions.isRecurrent(element.family())
            && needed.add(element);
      }
    }.apply(root);
    return needed;
  }

  /** That the indices of an element are of those that its family is known to have. */
  public List<Expr> subscripts(Expr variable) {
    List<Expr> conditions = new ArrayList<>();
    if (!(variable instanceof IndexedSymbol element)) {
      return conditions;
    }
    List<IndexRange> axes = declarations.familyRanges().getOrDefault(element.family(), List.of());
    for (int i = 0; i < Math.min(axes.size(), element.indices().size()); i++) {
      Expr index = element.indices().get(i);
      FamilyBounds.Bounds bounds = familyEnds.known(element.family(), i, axes.get(i));
      bounds.lower().ifPresent(end -> conditions.add(Relation.greaterOrEqual(index, end)));
      bounds
          .upper()
          .filter(end -> end != NamedConstant.INFINITY)
          .ifPresent(end -> conditions.add(Relation.lessOrEqual(index, end)));
    }
    return conditions;
  }

  /**
   * Up to where the sums go that a derivative by elements of their terms is of: what is made use of
   * in it and nowhere said, such as {@code k <= T} for an r_k of a sum up to T.
   */
  public List<Expr> ends(List<Expr> by, Supplier<Expr> form) {
    List<Expr> ends = new ArrayList<>();
    for (Expr variable : by) {
      if (variable instanceof IndexedSymbol element
          && !definitions.isDefined(element)
          && declarations.declaredRanges(element.family()).isEmpty()) {
        subscripts(element).stream()
            .filter(each -> each instanceof Relation end && !isSaid(end, element.indices()))
            .forEach(ends::add);
      }
    }
    freeEnds().stream().filter(end -> !ends.contains(end)).forEach(ends::add);
    if (isAnywhere || ends.isEmpty()) {
      return List.of();
    }
    Expr known = form.get();
    ends.removeIf(
        end -> {
          leftOut.add(end);
          boolean isUnused = form.get() == known;
          if (!isUnused) {
            leftOut.remove(end);
          }
          return isUnused;
        });
    leftOut.clear();
    return ends;
  }

  /**
   * From which elements on a form holds that has no derivatives in it: from the first that the
   * families of its variables have. That a state has an index of 1 or above is told as well.
   */
  public Set<Expr> begins(List<Expr> by) {
    Set<Expr> conditions = new LinkedHashSet<>();
    for (Expr variable : by) {
      boolean isState = isState(variable);
      for (Expr condition : subscripts(variable)) {
        if (condition instanceof Relation end
            && !variable.children().contains(end.left())
            && (isState || !isSaid(end, variable.children()))) {
          conditions.add(ofLetter(end));
        }
      }
    }
    conditions.removeIf(each -> !(each instanceof Relation end) || isFromBefore(end));
    return conditions;
  }

  /** Whether a variable is an element of a recurrence. */
  public boolean isState(Expr variable) {
    return variable instanceof IndexedSymbol element && definitions.isRecurrent(element.family());
  }

  /** The same condition with a letter alone on one side, where the other is a number. */
  private static Expr ofLetter(Relation end) {
    Expr difference = end.right().minus(end.left());
    for (Expr each : difference.children()) {
      if (each instanceof Symbol letter
          && difference.minus(letter) instanceof RationalNumber rest) {
        return Relation.lessOrEqual(rest.negate(), letter);
      }
    }
    return end;
  }

  /** Whether a condition is that an index is at least a number below 1. */
  private static boolean isFromBefore(Relation end) {
    return end.left() instanceof RationalNumber first
        && first.value().compareTo(Rational.ONE) < 0
        && end.right() instanceof Symbol;
  }

  /** Up to where the free indices go that stand on a part of an axis that a sum goes over. */
  List<Expr> freeEnds() {
    List<Expr> ends = new ArrayList<>();
    reading
        .freeIndices()
        .forEach(
            (name, range) -> {
              Symbol index = Symbol.named(name);
              if (!declarations.indexRanges().containsKey(name)
                  && Relation.lessOrEqual(index, range.upper()) instanceof Relation end
                  && !isSaid(end, List.of(index))) {
                ends.add(end);
              }
            });
    return ends;
  }

  /** Whether it is not made use of that an index ends there. */
  private boolean isLeftOut(Expr end) {
    boolean isConventional = end.children().contains(IndexRange.CONVENTIONAL.upper());
    return isAnywhere && !isConventional || leftOut.contains(end);
  }

  /**
   * Whether an end is that of the index's own range, declared or that of a sum over it, or of the
   * one from 1 to n that all have.
   */
  private boolean isSaid(Relation bound, List<Expr> indices) {
    boolean isUpper = indices.contains(bound.left());
    Expr index = isUpper ? bound.left() : bound.right();
    Expr end = isUpper ? bound.right() : bound.left();
    return isUpper && end == IndexRange.CONVENTIONAL.upper()
        || !isUpper && end == IndexRange.CONVENTIONAL.lower() && index instanceof Symbol
        || index instanceof Symbol letter
            && (declarations.indexRanges().containsKey(letter.name())
                || indexNames().contains(letter.name()));
  }

  /** The derivative by variables in turn, simplified after each. */
  public Expr derivative(List<Expr> by) {
    if (isAnywhere || !leftOut.isEmpty()) {
      return derivative(by, declarations.assumptions());
    }
    Expr known = derivatives.get(by);
    if (known == null) {
      known = searched(() -> derivative(by, declarations.assumptions()));
      derivatives.put(List.copyOf(by), known);
    }
    return known;
  }

  private Expr derivative(List<Expr> by, List<Expr> assumptions) {
    MixedVariables.require(this, by);
    Derivation derivation = new Derivation(this, by, assumptions);
    return placed(() -> derivation.derivative(expression, by, TraceListener.NONE));
  }

  /** How the derivative by variables in turn is found, which is derived anew for that. */
  public Trace trace(List<Expr> by) {
    MixedVariables.require(this, by);
    Derivation derivation = new Derivation(this, by, declarations.assumptions());
    Expr wanted = expression;
    for (Expr variable : by) {
      wanted = DerivativeTerm.of(wanted, variable);
    }
    TraceRecorder recorder = new TraceRecorder();
    Expr derivative = placed(() -> derivation.derivative(expression, by, recorder));
    return new Trace(wanted, derivative, derivation.given(), false, TraceRecorder.sweeps(recorder));
  }

  /**
   * What is derived.
   *
   * @throws ParseException with the place of what leads to an element that nothing defines
   */
  private <T> T placed(Supplier<T> derived) {
    try {
      return derived.get();
    } catch (UnreachedElementException unreached) {
      List<Syntax> leading = new ArrayList<>();
      SyntaxWalk.forEach(
          reading.syntax(),
          node -> {
            if (node instanceof Syntax.Subscripted subscripted
                    && definitions.hasGeneral(subscripted.family().name())
                || node instanceof Syntax.Name name
                    && definitions.isDefined(Symbol.named(name.name()))) {
              leading.add(node);
            }
          });
      Syntax place = leading.size() == 1 ? leading.get(0) : reading.syntax();
      throw reading.refusal(place.span(), String.valueOf(unreached.getMessage()), null);
    }
  }

  /** The first derivative by each variable. */
  public Map<Expr, Expr> gradient(List<Expr> by) {
    return searched(() -> gradient(by, declarations.assumptions()));
  }

  private <T> T searched(Supplier<T> derived) {
    Budget.Searched<T> found = Budget.search(derived);
    stops.addAll(found.stops());
    return found.result();
  }

  /** The limits at which the searches for short derivatives, as far as asked for, stopped. */
  public Set<Limit> stops() {
    return Collections.unmodifiableSet(stops);
  }

  private Map<Expr, Expr> gradient(List<Expr> by, List<Expr> assumptions) {
    return placed(() -> new Derivation(this, by, assumptions).gradient(expression, by));
  }

  /** The derivatives by the names on the way to a variable, each in terms of those before. */
  public List<Backpropagation.Step> steps(Expr variable) {
    if (definitions.isEmpty()) {
      return List.of();
    }
    Derivation derivation = new Derivation(this, List.of(variable), declarations.assumptions());
    return derivation
        .backwards(expression, variable)
        .map(Backpropagation.Result::steps)
        .orElse(List.of())
        .stream()
        .map(
            step ->
                new Backpropagation.Step(
                    step.by(), derivation.finished(step.value(), TraceListener.NONE)))
        .toList();
  }

  /** The assumptions without which the derivative by variables in turn would be another. */
  public List<Expr> assumptionsOf(Expr derivative, List<Expr> by) {
    return used(assumptions -> derivative(by, assumptions) == derivative);
  }

  /** The assumptions without which one of the derivatives would be another. */
  public List<Expr> assumptionsOf(Map<Expr, Expr> gradient) {
    List<Expr> by = List.copyOf(gradient.keySet());
    return used(assumptions -> gradient(by, assumptions).equals(gradient));
  }

  /** What has to stay of the assumptions; those that nothing depends on are dropped in turn. */
  private List<Expr> used(Predicate<List<Expr>> isEnough) {
    List<Expr> kept = new ArrayList<>(declarations.assumptions());
    for (Expr assumption : declarations.assumptions()) {
      List<Expr> others = new ArrayList<>(kept);
      others.remove(assumption);
      if (isEnough.test(others)) {
        kept = others;
      }
    }
    return kept;
  }

  /** The names of bound indices, of the expression and then of the definitions. */
  public List<String> indexNames() {
    Set<String> names = new LinkedHashSet<>(reading.boundNames());
    for (Definition each : declarations.definitions()) {
      SyntaxWalk.forEach(
          each.valueSyntax(),
          node -> {
            if (node instanceof Syntax.Reduction reduction) {
              names.add(reduction.index().name());
            }
          });
    }
    return List.copyOf(names);
  }

  /** How numbers are spelt in the question, or else in its definitions. */
  private Map<Rational, String> numberSpellings() {
    Map<Rational, String> spellings = new HashMap<>(reading.numberSpellings());
    for (Definition each : declarations.definitions()) {
      SyntaxWalk.forEach(
          each.valueSyntax(),
          node -> {
            if (node instanceof Syntax.NumberLiteral number) {
              spellings.putIfAbsent(number.value(), number.spelling());
            }
          });
    }
    for (String name : reading.functionSpellings().keySet()) {
      for (Rational constant : Functions.named(name).map(Function::constants).orElse(List.of())) {
        spellings.putIfAbsent(constant, PrintedNumbers.text(constant));
      }
    }
    return spellings;
  }

  /** The names that the question and its definitions use. */
  public Set<String> names() {
    Set<String> names = new HashSet<>(declarations.familyRanges().keySet());
    Deque<Expr> pending = new ArrayDeque<>(definedValues());
    pending.push(reading.expression());
    declarations.definitions().forEach(each -> names.add(CanonicalNames.nameOf(each.target())));
    addNames(pending, names);
    return names;
  }

  /** Every name that the question, its variables or what surrounds it mentions. */
  public Set<String> allNames() {
    Set<String> names = new HashSet<>(names());
    names.addAll(declarations.mentioned());
    names.addAll(reading.nameSpellings().keySet());
    Deque<Expr> pending = new ArrayDeque<>(declarations.assumptions());
    variables.values().forEach(each -> each.forEach(one -> pending.push(one.variable())));
    declarations.definitions().forEach(each -> pending.push(each.target()));
    declarations.familyRanges().values().forEach(each -> push(each, pending));
    push(declarations.indexRanges().values(), pending);
    addNames(pending, names);
    return names;
  }

  private static void addNames(Deque<Expr> pending, Set<String> names) {
    Set<Expr> seen = new HashSet<>();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (seen.add(node)) {
        if (node instanceof Symbol || node instanceof IndexedSymbol) {
          names.add(CanonicalNames.nameOf(node));
        }
        node.children().forEach(pending::push);
      }
    }
  }

  private static void push(Collection<IndexRange> ranges, Deque<Expr> pending) {
    for (IndexRange range : ranges) {
      pending.push(range.lower());
      pending.push(range.upper());
    }
  }

  /** How to print answers in the way in which the question was written. */
  public Spelling spelling() {
    Map<String, IndexRange> ranges = new HashMap<>();
    Set<String> indices = new HashSet<>(declarations.indexRanges().keySet());
    Map<String, IndexRange> known = new HashMap<>(declarations.knownRanges());
    known.putAll(declarations.indexRanges());
    known.forEach((name, range) -> ranges.put(name, range));
    Set<String> defined = new HashSet<>(declarations.familyRanges().keySet());
    declarations.definitions().forEach(each -> defined.add(CanonicalNames.nameOf(each.target())));
    return Spelling.NONE
        .withDefined(defined)
        .withIndexNames(indexNames())
        .withFunctions(reading.functionSpellings())
        .withNumbers(numberSpellings())
        .withIndices(indices)
        .withFamilies(declarations.familyRanges().keySet())
        .withRanges(ranges)
        .withEulerRedefined(reading.isRedefined("e"));
  }
}
