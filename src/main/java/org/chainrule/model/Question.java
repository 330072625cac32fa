package org.chainrule.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.EvaluateDerivatives;
import org.chainrule.differentiate.UnreachedElementException;
import org.chainrule.differentiate.Unroller;
import org.chainrule.error.Budget;
import org.chainrule.error.Interruption;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.error.ParseException;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.BoundIndex;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.notation.Convention;
import org.chainrule.parse.Note;
import org.chainrule.parse.SourceText;
import org.chainrule.print.Spelling;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.chainrule.resolve.Lowering;
import org.chainrule.resolve.ParsedText;
import org.chainrule.resolve.ReadingVariable;
import org.chainrule.resolve.SideCondition;
import org.chainrule.resolve.WrittenConditions;
import org.chainrule.rewrite.Facts;
import org.chainrule.shape.Axis;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/** One expression within a problem: as it was read or given, and what it leads to. */
public final class Question {
  private final Declarations problem;
  private final Declarations declarations;
  private final Optional<ParsedText> written;
  private final Map<String, List<ReadingVariable>> variables = new LinkedHashMap<>();
  private final Definitions definitions;
  private final QuestionFacts known;
  private final QuestionNames names;
  private final Premises premises;
  private final Expr expression;
  private final Set<Expr> rangeConditions;
  private final Set<String> localNames;
  private @Nullable Facts facts;
  private @Nullable Set<Expr> definedValues;
  private @Nullable List<SideCondition> needs;
  private final Map<Record, Budget.Searched<?>> found = new HashMap<>();

  /**
   * Reads an expression that is to be differentiated by some variables.
   *
   * @param lists the variables, each one or more to differentiate by in turn
   */
  public Question(String text, List<String> lists, Declarations problem) {
    this.problem = problem;
    ParsedText parsed = Lowering.read(text, lists, problem);
    written = Optional.of(parsed);
    localNames = localNames(parsed.declarations(), problem);
    declarations = parsed.declarations();
    variables.putAll(Lowering.variables(lists, parsed));
    definitions = definitions(declarations, variables());
    names = new QuestionNames(declarations, written);
    known = new QuestionFacts(declarations, definitions, variables(), written, names.indexNames());
    premises = new Premises(declarations.assumptions(), Set.of(), false);
    requireLeft();
    requireStarted();
    rangeConditions = ElementRangeCheck.require(parsed, definitions, facts());
    expression = carriedOut(parsed.expression());
  }

  /** The question of an expression that is at hand already. */
  public Question(Expr given, List<String> lists, Declarations problem) {
    this(given, lists, List.of(), problem, GivenNames.of(given), false);
  }

  /**
   * The question of an expression and variables that are at hand, within the problem of another.
   *
   * @param isAnywhere whether the variables are not taken for elements that their families are
   *     known to have
   */
  Question(Expr given, List<Expr> by, Question around, boolean isAnywhere) {
    this(
        given,
        List.of(),
        by,
        around.declarations,
        GivenNames.of(Stream.concat(Stream.of(given), by.stream()).toList()),
        isAnywhere);
  }

  private Question(
      Expr given,
      List<String> lists,
      List<Expr> by,
      Declarations problem,
      GivenNames givenNames,
      boolean isAnywhere) {
    this.problem = problem;
    written = Optional.empty();
    localNames = Set.of();
    declarations =
        Lowering.declare(lists, problem.knowing(givenNames.families(), givenNames.subscripted()));
    variables.putAll(Lowering.variables(lists, given, declarations));
    if (!by.isEmpty()) {
      variables.put("", by.stream().map(each -> new ReadingVariable(each, true)).toList());
    }
    definitions = definitions(declarations, variables());
    names = new QuestionNames(declarations, written);
    known = new QuestionFacts(declarations, definitions, variables(), written, names.indexNames());
    premises = new Premises(declarations.assumptions(), Set.of(), isAnywhere);
    givenNames.requireAlike(problem, declarations, variables());
    variables().forEach(givenNames::require);
    rangeConditions = Set.of();
    expression = new EvaluateDerivatives(definitions, factsAnywhere()).apply(given);
  }

  private List<Expr> variables() {
    return variables.values().stream()
        .flatMap(List::stream)
        .map(ReadingVariable::variable)
        .toList();
  }

  /**
   * Refuses an element that its recurrence does not have: a derivative by it would be a silent 0.
   */
  private void requireStarted() {
    for (Expr variable : variables()) {
      if (variable instanceof IndexedSymbol element && definitions.isMissingBeforeStart(element)) {
        throw new NoDerivativeException(
            "%s lies before the start of its recurrence; define it, or use a later element"
                .formatted(element));
      }
    }
  }

  /** Refuses a variable that stands in the expression no more, since its definition is put in. */
  private void requireLeft() {
    Set<Object> put = new HashSet<>();
    declarations.definitions().stream()
        .skip(problem.definitions().size())
        .forEach(each -> put.add(nameOrFamily(each.target())));
    for (Expr variable : variables()) {
      if (put.contains(nameOrFamily(variable))) {
        String name = CanonicalNames.nameOf(variable);
        throw new NoDerivativeException(
            ("`%s` is defined behind `where` and put in, so that nothing is left of it to"
                    + " differentiate by; give its definition apart, as in --define '%s = …'")
                .formatted(name, name));
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

  private static Definitions definitions(Declarations declarations, List<Expr> variables) {
    List<Definitions.Definition> defined = new ArrayList<>();
    for (Definition each : declarations.definitions()) {
      defined.add(new Definitions.Definition(each.target(), each.value()));
    }
    Definitions definitions = carriedOut(defined, declarations);
    Definitions started = definitions.giving(givenStarts(definitions, declarations));
    return variables.stream().anyMatch(started::isOfFreeStart) ? started.withFreeStarts() : started;
  }

  /**
   * The elements that are declared and not defined, with which recurrences begin: {@code h_0 :
   * R^n}.
   *
   * @throws ParseException if one follows from the definition for every index
   */
  private static Map<String, Set<List<Expr>>> givenStarts(
      Definitions definitions, Declarations declarations) {
    Map<String, Set<List<Expr>>> starts = new HashMap<>();
    for (Declarations.Member member : declarations.declaredMembers()) {
      List<Expr> own = member.indices().stream().map(Expr::of).toList();
      int axes = declarations.familyRanges().getOrDefault(member.family(), List.of()).size();
      List<Expr> indices = new ArrayList<>(own);
      while (indices.size() < axes) {
        indices.add(Expr.of(1));
      }
      IndexedSymbol element = IndexedSymbol.of(member.family(), indices);
      if (!definitions.isRecurrent(member.family()) || definitions.isDefinedAlone(element)) {
        continue;
      }
      boolean isDefined =
          definitions.partialOf(member.family()).stream()
              .anyMatch(
                  each ->
                      ((IndexedSymbol) each.target()).indices().subList(0, own.size()).equals(own));
      if (!isDefined && !definitions.isBeforeStart(element)) {
        String name = member.family() + "_" + member.indices().get(0);
        throw new SourceText(member.text())
            .refusal(
                member.span(),
                "`%s` follows from the definition for every index, which leads to `%s_0`"
                    .formatted(name, member.family()),
                "declare `%s_0`, or let the recurrence begin here by `%s = a`"
                    .formatted(member.family(), name));
      } else if (!isDefined) {
        starts.computeIfAbsent(member.family(), key -> new HashSet<>()).add(own);
      }
    }
    return starts;
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
        : new Question(
            written.orElseThrow().text(), List.copyOf(variables.keySet()), problem.plus(ranges));
  }

  /** The ranges by which {@link #at} reads the question, such as {@code j in 1..3}. */
  public List<String> lengthsApart(Point point) {
    // Read anew with a range for it, an axis of the value would be at another letter.
    boolean isOpen = isText() && axes().isEmpty() && point.scalar(Convention.LENGTH) == null;
    return isOpen
        ? once(new LengthsApart(point.arrays()), () -> declarations.lengthsApart(point.arrays()))
        : List.of();
  }

  /**
   * What follows from the question alone, by whatever it is differentiated: found once, and where
   * the search for it stopped is told each time.
   *
   * @param what says what it is, in a record that nothing else is found under
   */
  @SuppressWarnings("unchecked")
  public <T> T once(Record what, Supplier<T> find) {
    Budget.Searched<?> known = found.get(what);
    if (known == null) {
      known = Budget.search(find);
      found.put(what, known);
    }
    return (T) known.told();
  }

  /** What the expression needs, as it was written, or as it was given where it was no text. */
  public List<SideCondition> needs() {
    List<SideCondition> found = needs;
    if (found == null) {
      found = written.map(WrittenConditions::of).orElseGet(() -> ExpressionNeeds.of(expression));
      needs = found;
    }
    return found;
  }

  /** What must hold so that each element is one that its family has, where that is open. */
  public Set<Expr> rangeConditions() {
    return rangeConditions;
  }

  /** Whether the question was a text, so that there is a tree of it as written. */
  public boolean isText() {
    return written.isPresent();
  }

  /** The text, where the question was one. */
  public Optional<ParsedText> written() {
    return written;
  }

  /** The tree as it was written, where the question was a text. */
  public Optional<Syntax> syntax() {
    return written.map(ParsedText::syntax);
  }

  /** The free indices in the text with the ranges that are declared or implied for them. */
  public Map<String, IndexRange> freeIndices() {
    return written.map(ParsedText::freeIndices).orElse(Map.of());
  }

  /** The axes of the expression's value, of which it is an element; none where that is a number. */
  public List<FreeIndex> axes() {
    return written.map(text -> axes(text.axes())).orElse(List.of());
  }

  /** The axes of the variables in a list, in turn. */
  public List<FreeIndex> axes(String list) {
    return variables(list).stream().flatMap(each -> axes(each.axes()).stream()).toList();
  }

  /** The letters for positions on all axes, which begin with 1. */
  Set<Expr> axisLetters() {
    Set<Expr> letters = new HashSet<>();
    axes().forEach(each -> letters.add(each.index()));
    variables
        .values()
        .forEach(
            list ->
                list.forEach(
                    each -> each.axes().forEach(axis -> letters.add(Symbol.named(axis.index())))));
    return letters;
  }

  private List<FreeIndex> axes(List<Axis> axes) {
    return axes.stream()
        .map(
            each ->
                new FreeIndex(
                    Symbol.named(each.index()),
                    Lowering.lower(each.length(), each.length().toString(), declarations)))
        .toList();
  }

  /** Whether the problem, or the expression, is written in columns and matrices. */
  public boolean isInMatrices() {
    return declarations.isInMatrices() || written.filter(ParsedText::isInMatrices).isPresent();
  }

  /** Remarks on how the question was read, and its problem. */
  public List<Note> notes() {
    return written.map(ParsedText::notes).orElseGet(declarations::notesOnNames);
  }

  public Declarations declarations() {
    return declarations;
  }

  public Definitions definitions() {
    return definitions;
  }

  /**
   * Refuses a condition where a number is needed.
   *
   * @param lacking what a condition has not, such as {@code no value}
   */
  public void requireNumber(String lacking) {
    requireNumber(lacking, null);
  }

  /**
   * Refuses a condition where a number is needed.
   *
   * @param hint what may have been meant
   */
  public void requireNumber(String lacking, @Nullable String hint) {
    written.ifPresent(text -> Lowering.requireNumber(text, lacking, hint));
  }

  /** Refuses names that occur nowhere in the question that this is a claim on. */
  public void requireNamesOf(Question asked) {
    written.ifPresent(text -> Lowering.requireNames(text, asked.allNames(), localNames.size()));
  }

  /**
   * The expression with its definitions put in, of recurrences down to their starts.
   *
   * @throws ParseException if a recurrence has no start, an element lies before it, or the index of
   *     an element is no number
   */
  public Expr unrolled() {
    try {
      return new Unroller(definitions).unroll(expression);
    } catch (NoDerivativeException endless) {
      ParsedText text = written.orElseThrow(() -> endless);
      throw text.refusal(text.syntax().span(), String.valueOf(endless.getMessage()), null);
    }
  }

  /** The expression, the derivatives in it carried out. */
  public Expr expression() {
    return expression;
  }

  /** The expression as it was read, the derivatives in it standing as terms. */
  public Expr unevaluated() {
    return written.map(ParsedText::expression).orElse(expression);
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
    Set<Expr> found = definedValues;
    if (found == null) {
      found = Collections.unmodifiableSet(collectDefinedValues());
      definedValues = found;
    }
    return found;
  }

  private Set<Expr> collectDefinedValues() {
    Set<Expr> values = new LinkedHashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(value()));
    Set<Expr> seen = new HashSet<>();
    Set<String> wholly = new HashSet<>();
    Set<String> partly = new HashSet<>();
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      node.children().forEach(pending::push);
      List<Definitions.Definition> families = new ArrayList<>();
      boolean isRecurrent =
          node instanceof IndexedSymbol element && definitions.isRecurrent(element.family());
      // Only subscripts are gone through: each node's whole inside would be quadratic.
      boolean isInSum =
          node instanceof IndexedSymbol && node.children().stream().anyMatch(Question::holdsBound);
      List<Expr> found = new ArrayList<>();
      if (node instanceof IndexedSymbol element && isInSum && !isRecurrent) {
        if (wholly.add(element.family())) {
          families.addAll(definitions.definitionsOf(element.family()));
        }
      } else if (!isRecurrent) {
        definitions.valueOf(node).ifPresent(found::add);
      }
      if (node instanceof IndexedSymbol element && partly.add(element.family())) {
        families.addAll(definitions.partialOf(element.family()));
      }
      families.forEach(each -> found.add(each.value()));
      values.addAll(found);
      found.forEach(pending::push);
    }
    return values;
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

  /** What the derivatives of the question may make use of. */
  public Premises premises() {
    return premises;
  }

  /** What is known: assumptions, ranges of indices, and that subscripts are in their ranges. */
  public Facts facts() {
    Facts found = facts;
    if (found == null) {
      found = known.from(premises);
      facts = found;
    }
    return found;
  }

  /** What is known from other premises. */
  public Facts facts(Premises others) {
    return others.equals(premises) ? facts() : known.from(others);
  }

  private Facts factsAnywhere() {
    return facts(premises.anywhere());
  }

  /** The column or matrix of a family that an element is in, else the element itself. */
  public Expr memberOf(Expr name) {
    if (name instanceof IndexedSymbol element) {
      int indices = problem.form().indicesOf(element.family());
      if (indices > 0 && indices < element.indices().size()) {
        return IndexedSymbol.of(element.family(), element.indices().subList(0, indices));
      }
    }
    return name;
  }

  /** Whether a column or matrix of a family is declared by its number, as a start is. */
  public boolean isDeclaredMember(Expr name) {
    return name instanceof IndexedSymbol member
        && problem.declaredMembers().stream()
            .anyMatch(
                each ->
                    each.family().equals(member.family())
                        && each.indices().stream().map(Expr::of).toList().equals(member.indices()));
  }

  /** The elements of recurrences that the expression has no value without. */
  Set<Expr> needed() {
    return known.needed();
  }

  /** That the indices of an element are of those that its family is known to have. */
  public List<Expr> subscripts(Expr variable) {
    return known.subscripts(variable);
  }

  /** Up to where the free indices go that stand on a part of an axis that a sum goes over. */
  List<Expr> freeEnds() {
    return known.freeEnds();
  }

  /** Up to where the indices of variables and the free ones go, where that is nowhere said. */
  List<Expr> ends(List<Expr> by) {
    List<Expr> ends = new ArrayList<>();
    if (premises.isAnywhere()) {
      return ends;
    }
    for (Expr variable : by) {
      if (variable instanceof IndexedSymbol element
          && !definitions.isDefined(element)
          && declarations.declaredRanges(element.family()).isEmpty()) {
        subscripts(element).stream()
            .filter(each -> each instanceof Relation end && !isSaid(end, element.indices()))
            .filter(each -> !axisLetters().contains(((Relation) each).left()))
            .forEach(ends::add);
      }
    }
    freeEnds().stream().filter(end -> !ends.contains(end)).forEach(ends::add);
    return ends;
  }

  /** Whether an end is that of the index's own range, or of the one from 1 to n that all have. */
  boolean isSaid(Relation end, List<Expr> indices) {
    return known.isSaid(end, indices);
  }

  /** Whether a variable is an element of a recurrence. */
  public boolean isState(Expr variable) {
    return variable instanceof IndexedSymbol element && definitions.isRecurrent(element.family());
  }

  /**
   * What is derived.
   *
   * @throws ParseException with the place of what leads to an element that nothing defines
   */
  <T> T placed(Supplier<T> derived) {
    try {
      return derived.get();
    } catch (UnreachedElementException unreached) {
      if (written.isEmpty()) {
        throw unreached;
      }
      ParsedText text = written.get();
      List<Syntax> leading = new ArrayList<>();
      SyntaxWalk.forEach(
          text.syntax(),
          node -> {
            if (node instanceof Syntax.Subscripted subscripted
                    && definitions.hasGeneral(subscripted.family().name())
                || node instanceof Syntax.Name name
                    && definitions.isDefined(Symbol.named(name.name()))) {
              leading.add(node);
            }
          });
      Syntax place = leading.size() == 1 ? leading.get(0) : text.syntax();
      throw text.refusal(place.span(), String.valueOf(unreached.getMessage()), null);
    }
  }

  /** The names of bound indices, of the expression and then of the definitions. */
  public List<String> indexNames() {
    return names.indexNames();
  }

  /** The names that the question and its definitions use. */
  public Set<String> names() {
    return names.names(reached());
  }

  /** Every name that the question, its variables or what surrounds it mentions. */
  public Set<String> allNames() {
    return once(
        new AllNames(), () -> Collections.unmodifiableSet(names.allNames(reached(), variables())));
  }

  /** The elements with which the recurrences that the expression leads to begin undefined. */
  public List<Expr> freeStarts() {
    return once(new FreeStarts(), () -> definitions.freeStarts(expression));
  }

  private record FreeStarts() {}

  private record AllNames() {}

  private record LengthsApart(Map<String, List<Integer>> arrays) {}

  private record Spelt() {}

  /** The expression as it was read, and what it leads to through definitions. */
  private Set<Expr> reached() {
    Set<Expr> reached = new HashSet<>(definedValues());
    reached.add(unevaluated());
    return reached;
  }

  /** How to print answers in the way in which the question was written. */
  public Spelling spelling() {
    return once(new Spelt(), names::spelling);
  }
}
