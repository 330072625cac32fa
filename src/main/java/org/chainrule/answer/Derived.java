package org.chainrule.answer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.condition.DomainCondition;
import org.chainrule.condition.DomainConditions;
import org.chainrule.condition.ImpliedConditions;
import org.chainrule.condition.NonsmoothPoints;
import org.chainrule.differentiate.Backpropagation;
import org.chainrule.error.Budget;
import org.chainrule.error.Limit;
import org.chainrule.explain.Detail;
import org.chainrule.explain.Explanation;
import org.chainrule.explain.Step;
import org.chainrule.explain.Steps;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Derivations;
import org.chainrule.model.IndexBounds;
import org.chainrule.model.Question;
import org.chainrule.model.UnevaluatedDerivatives;
import org.chainrule.resolve.ReadingVariable;
import org.chainrule.result.Adjoint;
import org.chainrule.result.CheckResult;
import org.chainrule.result.Kink;
import org.chainrule.rewrite.TraceRecorder;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.Trace;
import org.chainrule.trace.TraceStep;
import org.chainrule.verify.StepChecker;
import org.jspecify.annotations.Nullable;

/**
 * A derivative within a problem, with all that an answer tells of it; each part is found when it is
 * first asked for.
 */
public final class Derived {
  /** How many times as long as without an answer with names for its parts may be. */
  private static final double MOST_LENGTHENED = 1.8;

  /** An expression of more characters is not told in a note on it. */
  private static final int LONGEST_TOLD = 24;

  private final Derivations derivations;
  private final Question question;
  private final String variable;
  private final Expr derived;
  private @Nullable List<Expr> assumptions;
  private final Options options;
  private final CountedRanges counted;
  private final Presenter presenter;
  private final Optional<UnknownLoss> loss;
  private Optional<Restatement> restated = Optional.empty();
  private final Budget budget = Budget.current();
  private final Set<Limit> stops = EnumSet.noneOf(Limit.class);
  private final Set<Limit> conditionStops = EnumSet.noneOf(Limit.class);
  private @Nullable MatrixView view;
  private @Nullable List<DomainCondition> domain;
  private @Nullable List<Kink> kinks;
  private @Nullable List<Backpropagation.Step> steps;
  private @Nullable RecurrenceNotes recurrence;
  private @Nullable CheckResult check;
  private @Nullable AdjointNotes adjointNotes;
  private @Nullable AdjointNaming quantities;
  private boolean areQuantitiesSought;
  private @Nullable Trace trace;
  private @Nullable StepChecker stepChecker;
  private long stepTime;

  /**
   * What was derived.
   *
   * @param variable by what, as it was asked
   * @param derived the derivative, in the names that were asked for
   * @param assumptions those that were used, or null where they are those of the derivations
   * @param loss what is differentiated, where that is not defined
   */
  Derived(
      Derivations derivations,
      String variable,
      Expr derived,
      @Nullable List<Expr> assumptions,
      Options options,
      Optional<UnknownLoss> loss) {
    this.derivations = derivations;
    question = derivations.question();
    this.variable = variable;
    this.derived = derived;
    this.assumptions = assumptions;
    this.options = options;
    counted = searched(stops, () -> CountedRanges.of(derived, question.facts()));
    this.loss = loss;
    presenter = Presenter.of(question, loss);
  }

  /** The same as the answer to a question in the place of which this one was put. */
  Derived restating(Restatement restatement) {
    restated = Optional.of(restatement);
    return this;
  }

  /** An expression in the names of the question that was asked. */
  private Expr shown(Expr found) {
    return restated.map(each -> each.shown().apply(found)).orElse(found);
  }

  Derivations derivations() {
    return derivations;
  }

  /** The question that it answers. */
  public Question question() {
    return question;
  }

  /** What was asked for: the derivative, not carried out. */
  public Expr asked() {
    return DerivativeTerm.of(
        loss.<Expr>map(UnknownLoss::loss)
            .or(() -> restated.flatMap(Restatement::number))
            .orElse(question.expression()),
        derivations.by().stream()
            .map(each -> restated.isPresent() && !restated.get().hides(each) ? shown(each) : each)
            .map(each -> new DerivativeTerm.Variable(each, 1))
            .toList());
  }

  /** What was asked for as it is printed: by a whole column or matrix where that was meant. */
  public String printedAsked(Format format) {
    return MatrixView.of(question, asked(), axes(), question.isInMatrices())
        .form()
        .flatMap(each -> presenter.print(each, format))
        .orElseGet(() -> presenter.print(asked(), format));
  }

  /** The axes of the expression, and then of the variables, at which this is an element. */
  private List<FreeIndex> axes() {
    List<FreeIndex> axes = new ArrayList<>(question.axes());
    axes.addAll(question.axes(variable));
    return axes;
  }

  /** What prints it in the spelling of its question. */
  public Presenter presenter() {
    return presenter;
  }

  /** Its value at each point. */
  public List<Value> values(List<Map<String, Object>> points) {
    MemberArrays members = new MemberArrays(question.declarations());
    List<Map<String, Object>> whole = points.stream().map(members::placed).toList();
    List<Map<String, Object>> placed =
        loss.map(each -> whole.stream().map(each::placed).toList()).orElse(whole);
    DerivativeValues elements = new DerivativeValues(this, options);
    return restated.isPresent()
        ? restated.get().values(placed, each -> view().values(each, options, elements::at))
        : view().values(placed, options, elements::at);
  }

  /** What it is in columns and matrices, where the question is about such. */
  MatrixView view() {
    if (view == null) {
      List<FreeIndex> by = question.axes(variable);
      boolean isByElement =
          by.isEmpty() && derivations.by().stream().anyMatch(IndexedSymbol.class::isInstance);
      view = MatrixView.of(question, expression(), axes(), question.isInMatrices() && !isByElement);
    }
    return view;
  }

  /** By what, as it was asked. */
  String variable() {
    return variable;
  }

  /** The derivative as it was derived. */
  Expr derived() {
    return derived;
  }

  /** The derivative as it is printed. */
  public Expr expression() {
    return shown(loss.map(each -> each.named(counted.expression())).orElse(counted.expression()));
  }

  /** The derivative as an expression that has no value where there is no derivative. */
  public Expr restricted() {
    return shown(RestrictedAnswer.of(derivations, derived, spans()));
  }

  /** Where the expression has a derivative. */
  List<DomainCondition> domain() {
    if (domain == null) {
      domain =
          searched(
              conditionStops,
              () ->
                  ImpliedConditions.beyondRanges(
                      question,
                      derivations.by(),
                      counted.conditions(),
                      DomainConditions.ofDerivative(question, derivations.by())));
    }
    return domain;
  }

  /** Where the derivative holds, and what was assumed; a line each. */
  public List<String> conditions() {
    List<String> conditions = new ArrayList<>(held());
    conditions.addAll(ranges());
    return conditions;
  }

  /** The same with the kinks among them, as answers print it. */
  public List<String> conditionsAndKinks() {
    List<String> conditions = new ArrayList<>(held());
    kinks().forEach(each -> conditions.add(each.text()));
    conditions.addAll(ranges());
    return conditions;
  }

  private List<String> held() {
    List<String> held = new ArrayList<>(inMatrices().written(domain()));
    restated.ifPresent(each -> held.addAll(each.conditions()));
    assumptions().stream()
        .filter(each -> restated.filter(known -> known.hides(each)).isEmpty())
        .forEach(each -> held.add("assuming " + inMatrices().text(each)));
    held.addAll(view().assumed());
    return held.stream().distinct().toList();
  }

  private MatrixConditions inMatrices() {
    return new MatrixConditions(question, presenter, axes());
  }

  private List<Expr> assumptions() {
    if (assumptions == null) {
      assumptions = derivations.assumptions();
    }
    return assumptions;
  }

  private List<String> ranges() {
    Set<Expr> spans = spans();
    spans.addAll(counted.conditions());
    return spans.stream().map(each -> "for " + presenter.text(each)).toList();
  }

  private record Spans() {}

  private Set<Expr> indexSpans() {
    return new LinkedHashSet<>(new IndexBounds(question, List.of()).conditions());
  }

  /** For which indices the derivative holds. */
  private Set<Expr> spans() {
    Set<Expr> spans = new LinkedHashSet<>(question.once(new Spans(), this::indexSpans));
    spans.addAll(question.rangeConditions());
    spans.addAll(derivations.ends());
    boolean isStates = derivations.by().stream().anyMatch(question::isState);
    if (isStates && !derived.isZero() && !UnevaluatedDerivatives.in(derived)) {
      spans.addAll(derivations.begins());
    }
    return spans;
  }

  /** The places at which the expression, or a derivative on the way, is not smooth. */
  public List<Kink> kinks() {
    if (kinks == null) {
      kinks =
          searched(
              conditionStops, () -> NonsmoothPoints.kinks(derivations, expression(), domain()));
    }
    return kinks;
  }

  /** Remarks on how the expression was read and on what is in the answer. */
  public List<String> notes() {
    return notes(List.of());
  }

  /** The same, and how points were read. */
  public List<String> notes(List<Map<String, Object>> points) {
    List<String> notes = readingNotes(points);
    notes.addAll(adjointNotes().lines());
    addAnswerNotes(notes);
    return notes;
  }

  private AdjointNotes adjointNotes() {
    if (adjointNotes == null) {
      adjointNotes =
          new AdjointNotes(
              question,
              presenter,
              steps(),
              told ->
                  restated
                      .map(each -> shown(each.named(told, question.expression())))
                      .orElse(told));
    }
    return adjointNotes;
  }

  /** The same without the derivatives by quantities on the way. */
  public List<String> remarks() {
    List<String> remarks = readingNotes(List.of());
    addAnswerNotes(remarks);
    return remarks;
  }

  /** Remarks on how the expression, the variables and the points were read. */
  private List<String> readingNotes(List<Map<String, Object>> points) {
    List<String> notes =
        DerivingEngine.notes(
            question, loss.map(each -> each.asked(points, question)).orElse(points));
    if (restated.isPresent()) {
      notes.addAll(restated.get().notes());
      return notes;
    }
    for (ReadingVariable each : question.variables(variable)) {
      if (!each.occurs()) {
        notes.add(presenter.text(each.variable()) + " does not occur in the expression");
        notes.addAll(CanonicalNames.meantCalls(each.variable(), question));
      }
    }
    return notes;
  }

  /** Adds remarks on what is in the answer, and on where searches for it stopped. */
  private void addAnswerNotes(List<String> notes) {
    notes.addAll(recurrence().notes(presenter, axes()));
    view().remark(presenter, options.format()).ifPresent(notes::add);
    layout().ifPresent(notes::add);
    loss.ifPresent(each -> notes.add(each.note()));
    kinks();
    stops.addAll(derivations.stops());
    addStops(notes, "may be simplified further", stops);
    addStops(notes, "the conditions may be simplified further", conditionStops);
  }

  /** What rows and columns are of, where a column is differentiated by one. */
  private Optional<String> layout() {
    List<FreeIndex> rows = question.axes();
    List<FreeIndex> columns = question.axes(variable);
    if (rows.size() != 1 || columns.size() != 1 || view().form().isEmpty()) {
      return Optional.empty();
    }
    String output = DerivingEngine.printed(question, Format.TEXT);
    return Optional.of(
        "the Jacobian: a row for each element of %s, a column for each of %s"
            .formatted(
                output.length() > LONGEST_TOLD ? "the expression" : output,
                CanonicalNames.nameOf(derivations.by().get(0))));
  }

  private void addStops(List<String> notes, String further, Set<Limit> at) {
    if (!at.isEmpty()) {
      notes.add(
          at.stream()
              .map(budget::text)
              .collect(Collectors.joining(", ", further + ": stopped at ", "")));
    }
  }

  private static <T> T searched(Set<Limit> stops, Supplier<T> work) {
    Budget.Searched<T> found = Budget.search(work);
    stops.addAll(found.stops());
    return found.told();
  }

  /** The derivatives by the quantities on the way, from the expression backwards. */
  public List<Adjoint> adjoints() {
    return steps().stream().map(each -> new Adjoint(each.by(), each.value())).toList();
  }

  private List<Backpropagation.Step> steps() {
    if (steps == null) {
      steps =
          derivations.by().size() == 1
              ? derivations.steps().stream()
                  .filter(step -> restated.filter(each -> each.hides(step.by())).isEmpty())
                  .toList()
              : List.of();
    }
    return steps;
  }

  /** The derivative without derivatives of recurrences, where there is such a form. */
  public Optional<Expr> closedForm() {
    return recurrence().closedForm().map(this::shown);
  }

  /** The derivative without derivatives of recurrences, as far as there is such a form. */
  public Expr closed() {
    return shown(RecurrenceNotes.closedForm(derivations, question.premises(), derived));
  }

  private RecurrenceNotes recurrence() {
    if (recurrence == null) {
      recurrence = searched(stops, () -> new RecurrenceNotes(derivations, derived, spans()));
    }
    return recurrence;
  }

  /** How the derivative is found, from the derivative as it is asked for to the form printed. */
  public Trace trace() {
    if (trace == null) {
      trace = counted(derivations.trace());
    }
    return trace;
  }

  private Trace counted(Trace found) {
    Expr printed = counted.expression();
    if (printed == found.after()) {
      return found;
    }
    List<Sweep> sweeps = new ArrayList<>(found.sweeps());
    sweeps.add(
        Sweep.of(
            new TraceStep(
                Rule.COUNT,
                "",
                found.after(),
                printed,
                List.copyOf(counted.conditions()),
                List.of())));
    return new Trace(found.before(), printed, found.given(), found.isPartial(), sweeps);
  }

  /** How the closed form is found, where there is one, from the derivative as it is asked for. */
  public Optional<Trace> closedFormTrace() {
    return closedForm().map(this::closedFormTrace);
  }

  private Trace closedFormTrace(Expr form) {
    Trace ofStep = trace();
    Expr closed = RestrictedAnswer.answer(form);
    TraceRecorder recorder = new TraceRecorder();
    List<Sweep> way =
        recurrence().tell(recorder) == closed ? TraceRecorder.sweeps(recorder) : List.of();
    if (way.isEmpty()) {
      List<Expr> conditions = RestrictedAnswer.conditions(form);
      way =
          List.of(
              Sweep.of(
                  new TraceStep(
                      Rule.CLOSED_FORM, "", ofStep.before(), closed, conditions, List.of(ofStep))));
    }
    List<Expr> given = new ArrayList<>(ofStep.given());
    given.addAll(RestrictedAnswer.conditions(form));
    return new Trace(ofStep.before(), closed, given, false, way);
  }

  /** How the derivative is found, for readers. */
  public Steps explained(Detail detail) {
    return Explanation.of(trace(), detail);
  }

  /** How the closed form is found, for readers; no steps where there is none. */
  public Steps closedFormExplained(Detail detail) {
    return closedFormTrace()
        .map(each -> Explanation.of(each, detail))
        .orElseGet(() -> new Steps(List.of()));
  }

  /**
   * The check of a step: both sides are valued at points. All steps together have the time that a
   * check has.
   */
  public CheckResult check(Step step) {
    if (stepTime > options.checkTime().toNanos()) {
      return new CheckResult(
          CheckResult.Verdict.UNDECIDED,
          null,
          0,
          null,
          "UNDECIDED: no time was left for this step");
    }
    long start = System.nanoTime();
    try {
      return stepChecker().check(step.of(), step.after(), step.conditions(), step.around());
    } finally {
      stepTime += System.nanoTime() - start;
    }
  }

  private StepChecker stepChecker() {
    if (stepChecker == null) {
      stepChecker =
          new StepChecker(question.definitions(), question.declarations(), question.expression());
    }
    return stepChecker;
  }

  /**
   * The steps as answers print them, those of the closed form behind the others, but for what was
   * told; each is checked when its check is first asked for.
   */
  public List<StepAnswer> steps(Detail detail) {
    List<Step> all = new ArrayList<>(explained(detail));
    for (Step each : closedFormExplained(detail)) {
      if (all.stream().noneMatch(each::isSameAs)) {
        all.add(each);
      }
    }
    Steps steps = new Steps(all);
    return IntStream.range(0, steps.size())
        .mapToObj(
            place ->
                new StepAnswer(
                    steps.get(place),
                    steps.isContinued(place),
                    presenter,
                    options.format(),
                    this::check))
        .toList();
  }

  /** The check of the derivative by finite differences. */
  public CheckResult check() {
    return check(options.checkTime());
  }

  /** The same, in no more time than that. */
  public CheckResult check(Duration left) {
    if (check == null) {
      check = recurrence().check(options.checking(left));
    }
    return check;
  }

  /** The derivative in a format, with names for what is propagated backwards where it is long. */
  public String printed(Format format) {
    Optional<String> matrices = view().printedDerivative(presenter, format);
    if (matrices.isPresent()) {
      return format.isForReaders() && options.names() == null
          ? adjointNotes()
              .printed(format)
              .filter(each -> isShorter(each, matrices.get()))
              .orElseGet(matrices::get)
          : matrices.get();
    }
    Optional<AdjointNaming> named = format.isForReaders() ? quantities() : Optional.empty();
    return named
        .map(each -> presenter.print(each, format))
        .orElseGet(() -> presenter.print(expression(), format));
  }

  private static boolean isShorter(String named, String whole) {
    return named.length() < whole.length();
  }

  /** The names for what is propagated backwards, where the answer is long without. */
  private Optional<AdjointNaming> quantities() {
    if (!areQuantitiesSought) {
      quantities = shortQuantities().orElse(null);
      areQuantitiesSought = true;
    }
    return Optional.ofNullable(quantities);
  }

  private Optional<AdjointNaming> shortQuantities() {
    if (options.names() != null || steps().isEmpty()) {
      return Optional.empty();
    }
    Set<String> functions = question.declarations().functionNames();
    return AdjointNaming.of(expression(), steps(), question.names())
        .filter(named -> !named.hasNameOf(functions))
        .filter(this::isShortEnough);
  }

  private boolean isShortEnough(AdjointNaming named) {
    return presenter.print(named, Format.TEXT).length()
        <= MOST_LENGTHENED * presenter.text(expression()).length();
  }
}
