package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.DomainException;
import org.chainrule.error.KinkException;
import org.chainrule.error.Limit;
import org.chainrule.error.NamesException;
import org.chainrule.expr.Expr;
import org.chainrule.precise.BinaryBall;
import org.chainrule.precise.BlurredException;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * A tree made ready to be evaluated at many points, most of which bind the same names.
 *
 * <p>Its values are computed once, with the digits asked for, and may be right to fewer: who asks
 * compares values at rising precision. It belongs to one thread.
 *
 * @param <N> the kind of tree
 */
public final class PreparedEvaluation<N> {
  private static final int LAST_DIGITS = 1_000;

  /** So many digits of a value are right at the last precision, or it is refused. */
  private static final int LEAST_DIGITS = 40;

  /** The digits by which cases are decided where doubles do not. */
  private static final int DECIDING_DIGITS = 22;

  /** So many names without a value are told at once. */
  private static final int MISSING_AT_ONCE = 1_000;

  /** So many of the digits asked for may be wrong. */
  private static final int SPARE_DIGITS = 6;

  private final Context<N> context;
  private final N tree;
  private final Translations<N> translations;
  private @Nullable Steps<N> steps;
  private final KernelValues computed;
  private final DoubleArithmetic doubles = new DoubleArithmetic();
  private List<BigDecimal> turning = List.of();

  /** The operations of the last evaluation that was recorded, if there is one. */
  private @Nullable StraightLine program;

  /** Of each precision, the machine at the last point, whose values the next one keeps in part. */
  private final Map<Integer, StraightLineMachine<ErrorBoundedDecimal>> kept = new HashMap<>();

  /** The same of numbers with bounds. */
  private final Map<Integer, Ordinary> balls = new HashMap<>();

  private record Ordinary(BallArithmetic arithmetic, StraightLineMachine<BinaryBall> values) {}

  /** The machine that told the last value, if it was one of those. */
  private @Nullable Ordinary told;

  private Point last = Point.EMPTY;

  private record Run(PreciseArithmetic arithmetic, ErrorBoundedDecimal value) {
    boolean isRightTo(int digits) {
      return arithmetic.isRightTo(digits, value);
    }
  }

  private PreparedEvaluation(
      N tree, Context<N> context, Translations<N> translations, KernelValues computed) {
    this.computed = computed;
    this.tree = tree;
    this.context = context.withDefinitions(new Remembered<>(context.definitions()));
    this.translations = translations;
  }

  /** An expression made ready. */
  public static PreparedEvaluation<Expr> of(Expr expression, Context<Expr> context) {
    return of(expression, context, translations(), new KernelValues());
  }

  /** The same beside others that ask for the same values of functions, and share translations. */
  public static PreparedEvaluation<Expr> of(
      Expr expression,
      Context<Expr> context,
      Translations<Expr> translations,
      KernelValues computed) {
    return new PreparedEvaluation<>(expression, context, translations, computed);
  }

  /** Translations of expressions, whatever is evaluated with them. */
  public static Translations<Expr> translations() {
    return new Translations<>((graph, point) -> new ExprTranslator(graph));
  }

  /** A tree made ready, as an expression is. */
  public static PreparedEvaluation<Syntax> of(
      Syntax tree, Context<Syntax> context, KernelValues computed) {
    return new PreparedEvaluation<>(
        tree,
        context,
        new Translations<>((graph, point) -> new SyntaxTranslator(graph, context, point)),
        computed);
  }

  /** How trees are translated. */
  private interface Translation<N> {
    Translator<N> translator(StepGraph graph, Point point);
  }

  /**
   * The steps of trees that were translated, for several evaluations and for points that bind
   * different names. They belong to one thread.
   */
  public static final class Translations<N> {
    /** Beyond so many nodes, others are translated anew, as each evaluation may have many. */
    private static final int SHARED_NODES = 20_000;

    private final Translation<N> translation;
    private final List<Steps<N>> known = new ArrayList<>();

    private Translations(Translation<N> translation) {
      this.translation = translation;
    }

    private Steps<N> at(Point point) {
      for (Steps<N> each : known) {
        if (each.isFor(point) && each.graph.size() < SHARED_NODES) {
          return each;
        }
      }
      Steps<N> steps = new Steps<>(translation, point);
      known.add(steps);
      return steps;
    }
  }

  /** The steps of trees and of the definitions that they lead to, each translated once. */
  private static final class Steps<N> implements Translator<N> {
    final StepGraph graph = new StepGraph();
    private final Translator<N> translator;
    private final Map<N, Step> known = new IdentityHashMap<>();

    /** The steps for points that bind the names that a sample binds. */
    Steps(Translation<N> translation, Point sample) {
      translator = translation.translator(graph, sample);
    }

    @Override
    public Step translate(N each) {
      Step node = known.get(each);
      if (node == null) {
        node = translator.translate(each);
        known.put(each, node);
      }
      return node;
    }

    @Override
    public boolean isFor(Point point) {
      return translator.isFor(point);
    }
  }

  /**
   * The value computed with a number of digits, or with more where that does not decide a case.
   *
   * @throws org.chainrule.error.ChainruleException as {@link Evaluator#precise} does
   */
  public BigDecimal at(Point point, int digits) {
    long mostDigits = Limit.COMPARED_DIGITS.most();
    if (digits < 1 || digits > mostDigits) {
      throw Limit.COMPARED_DIGITS.refusal(
          "between 1 and " + mostDigits + " digits can be computed");
    }
    turning = List.of();
    told = null;
    moveTo(point);
    EvaluationSteps budget = new EvaluationSteps(context.steps(), context.deadline());
    Optional<BigDecimal> ordinary = ordinary(point, digits, budget);
    if (ordinary.isPresent()) {
      return ordinary.get();
    }
    UncertainException.Refusal refused = null;
    for (int precision = digits; precision < LAST_DIGITS; precision = more(precision)) {
      try {
        Run run = run(precision, false, refused, point, budget);
        if (run.isRightTo(digits - SPARE_DIGITS)) {
          return told(run);
        }
      } catch (UncertainException exception) {
        refused = exception.refusal();
      }
    }
    Run run = run(Math.max(digits, LAST_DIGITS), true, refused, point, budget);
    if (!run.isRightTo(Math.min(digits, LEAST_DIGITS))) {
      throw Limit.COMPARED_DIGITS.refusal(
          "the digits of a difference cancel at any precision tried");
    }
    return told(run);
  }

  private static int more(int precision) {
    return 3 * precision + 40;
  }

  /**
   * The value where all numbers on the way are ordinary ones, and their errors leave it certain,
   * with more digits where these are few.
   */
  private Optional<BigDecimal> ordinary(Point point, int digits, EvaluationSteps budget) {
    try {
      int precision = digits;
      while (precision <= BallArithmetic.MOST_DIGITS) {
        Ordinary machine = carriedOut(point, precision, budget);
        if (machine == null && program != null) {
          // Something is decided otherwise here.
          program = null;
          machine = carriedOut(point, precision, budget);
        }
        if (machine == null) {
          return Optional.empty();
        }
        balls.put(precision, machine);
        Optional<BigDecimal> value =
            machine.arithmetic().rightTo(digits - SPARE_DIGITS, machine.values().result());
        if (value.isPresent()) {
          told = machine;
          return value;
        }
        // Tiny numbers beside large ones are for the other arithmetic, which keeps them apart.
        boolean hasMore = precision < BallArithmetic.MOST_DIGITS && !machine.arithmetic().isFar();
        precision =
            hasMore ? Math.min(more(precision), BallArithmetic.MOST_DIGITS) : Integer.MAX_VALUE;
      }
      return Optional.empty();
    } catch (UncertainException | BlurredException others) {
      return Optional.empty();
    }
  }

  /** A machine that went through the operations, or null if others lead to the value. */
  private @Nullable Ordinary carriedOut(Point point, int digits, EvaluationSteps budget) {
    StraightLine known = recordedOperations(point, budget);
    if (known == null) {
      return null;
    }
    Ordinary machine = balls.remove(digits);
    if (machine == null || !machine.values().program().equals(known)) {
      BallArithmetic arithmetic =
          new BallArithmetic(
              digits, PreciseArithmetic.Primitives.of(context.functions()), computed);
      machine = new Ordinary(arithmetic, StraightLineMachine.of(known, arithmetic));
    }
    return machine.values().at(point, budget) == null ? null : machine;
  }

  /** The operations of the last evaluation, or of one in doubles, if these get through. */
  private @Nullable StraightLine recordedOperations(Point point, EvaluationSteps budget) {
    if (program == null) {
      try {
        recorded(doubles, point, budget);
      } catch (UncertainException | ChainruleException others) {
        return null;
      }
    }
    return program;
  }

  /** The steps for the last point: what they are may depend on what it binds. */
  private Steps<N> steps() {
    Steps<N> known = steps;
    if (known == null) {
      known = translations.at(last);
      steps = known;
    }
    return known;
  }

  private void moveTo(Point point) {
    if (!point.isBeside(last)) {
      kept.clear();
      balls.clear();
      if (!point.bindsTheSame(last)) {
        program = null;
        steps = steps != null && steps.isFor(point) ? steps : null;
      }
    }
    last = point;
  }

  private BigDecimal told(Run run) {
    turning = List.copyOf(run.arithmetic().turning());
    return run.value().value();
  }

  /**
   * Looks up the names that a value needs.
   *
   * @throws NamesException if names have no value
   * @throws org.chainrule.error.ChainruleException as {@link #at} does, where doubles do not tell
   *     which cases hold
   */
  public void requireNames(Point point) {
    moveTo(point);
    try {
      inDoubles(point, new EvaluationSteps(context.steps(), context.deadline()));
    } catch (UncertainException exception) {
      at(point, DECIDING_DIGITS);
    }
  }

  private ErrorBoundedDouble inDoubles(Point point, EvaluationSteps budget) {
    StraightLine known = program;
    ErrorBoundedDouble value =
        known == null ? null : StraightLineMachine.of(known, doubles).at(point, budget);
    return value == null ? recorded(doubles, point, budget).result() : value;
  }

  /**
   * Whether there is a value at a point, as sure as doubles with bounds of their errors tell; empty
   * where they leave it open.
   */
  public Optional<Boolean> isDefinedAt(Point point) {
    moveTo(point);
    EvaluationSteps budget = new EvaluationSteps(context.steps(), context.deadline());
    try {
      ErrorBoundedDouble value = inDoubles(point, budget);
      return value.isKnown() ? Optional.of(true) : Optional.empty();
    } catch (UncertainException exception) {
      return exception.isOfDomain() ? Optional.of(false) : Optional.empty();
    } catch (DomainException | KinkException nowhere) {
      return Optional.of(false);
    } catch (ChainruleException unknown) {
      return Optional.empty();
    }
  }

  /**
   * The arguments that functions which oscillate had in the last value, in the order of their
   * calls.
   */
  public List<BigDecimal> turning() {
    Ordinary machine = told;
    return machine == null
        ? turning
        : machine.values().turning().stream().map(machine.arithmetic()::turning).toList();
  }

  private Run run(
      int precision,
      boolean isLast,
      UncertainException.@Nullable Refusal refused,
      Point point,
      EvaluationSteps budget) {
    boolean isUsual = !isLast && refused == null;
    StraightLineMachine<ErrorBoundedDecimal> machine = isUsual ? kept.remove(precision) : null;
    StraightLine known = program;
    PreciseArithmetic arithmetic = null;
    // Of functions that oscillate, all arguments are told of each point.
    if (machine != null
        && machine.program().equals(known)
        && machine.arithmetic() instanceof PreciseArithmetic before
        && before.turning().isEmpty()) {
      arithmetic = before;
    } else if (known != null) {
      arithmetic = arithmetic(precision, isLast, refused);
      machine = StraightLineMachine.of(known, arithmetic);
    }
    ErrorBoundedDecimal value = machine == null ? null : carriedOut(machine, point, budget);
    if (value == null || arithmetic == null || machine == null) {
      arithmetic = arithmetic(precision, isLast, refused);
      machine = recorded(arithmetic, point, budget);
      value = machine.result();
    }
    if (isUsual) {
      kept.put(precision, machine);
    }
    return new Run(arithmetic, arithmetic.inRange(value));
  }

  /** The value, or null where other operations lead to it, or to no value: these tell why. */
  private static @Nullable ErrorBoundedDecimal carriedOut(
      StraightLineMachine<ErrorBoundedDecimal> machine, Point point, EvaluationSteps budget) {
    try {
      return machine.at(point, budget);
    } catch (DomainException | KinkException without) {
      return null;
    }
  }

  private PreciseArithmetic arithmetic(
      int precision, boolean isLast, UncertainException.@Nullable Refusal refused) {
    return new PreciseArithmetic(precision, context.functions(), isLast, refused, true, computed);
  }

  /**
   * A machine with the values at a point, whose operations were found by going through the steps.
   */
  private <T> StraightLineMachine<T> recorded(
      Arithmetic<T> arithmetic, Point point, EvaluationSteps budget) {
    StraightLineRecorder<T> recorder = new StraightLineRecorder<>(arithmetic);
    BoundNames<N> names = names(point);
    Interpreter<StraightLineRecorder.Recorded<T>> machine =
        new Interpreter<>(recorder, names, budget, null);
    machine.tellMissing(MISSING_AT_ONCE);
    StraightLineRecorder.Recorded<T> result = machine.evaluate(steps().translate(tree));
    requireKnown(names);
    StraightLine found = recorder.program(result);
    program = found;
    return new StraightLineMachine<>(found, arithmetic, recorder.values(), point);
  }

  private BoundNames<N> names(Point point) {
    return new BoundNames<>(point, context, steps().graph, steps());
  }

  private void requireKnown(BoundNames<N> names) {
    List<String> unknown = context.strict() ? names.unknown() : List.of();
    if (!unknown.isEmpty()) {
      throw new NamesException(List.of(), unknown);
    }
  }

  /** Definitions that are the same object whenever they are asked for. */
  private static final class Remembered<N> implements NameMeanings<N> {
    private final NameMeanings<N> definitions;
    private final Map<Element, Optional<N>> elements = new HashMap<>();
    private final Map<String, Optional<N>> plain = new HashMap<>();

    Remembered(NameMeanings<N> definitions) {
      this.definitions = definitions;
    }

    @Override
    public Optional<N> of(String name) {
      return plain.computeIfAbsent(name, definitions::of);
    }

    @Override
    public Optional<N> of(String family, List<BigInteger> indices) {
      return elements.computeIfAbsent(
          new Element(family, indices), key -> definitions.of(family, indices));
    }

    @Override
    public @Nullable Lambda<N> function(String name) {
      return definitions.function(name);
    }

    @Override
    public Set<String> names() {
      return definitions.names();
    }
  }
}
