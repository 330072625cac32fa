package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.DomainException;
import org.chainrule.error.KinkException;
import org.chainrule.error.Limit;
import org.chainrule.error.NamesException;
import org.chainrule.expr.Expr;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * A tree made ready to be evaluated at many points that bind the same names.
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

  /** So many of the digits asked for may be wrong. */
  private static final int SPARE_DIGITS = 6;

  private final Context<N> context;
  private final StepGraph graph;
  private final Translator<N> translator;
  private final Step root;
  private final KernelValues computed = new KernelValues();
  private final DoubleArithmetic doubles = new DoubleArithmetic();
  private final Set<Object> moving;
  private List<BigDecimal> turning = List.of();

  /** Of each precision, the evaluation at the last point, of which the next one keeps a part. */
  private final Map<Integer, Run> kept = new HashMap<>();

  private Point last = Point.EMPTY;

  private record Run(
      PreciseArithmetic arithmetic,
      Interpreter<ErrorBoundedDecimal> machine,
      ErrorBoundedDecimal value) {
    boolean isRightTo(int digits) {
      return arithmetic.isRightTo(digits, value);
    }
  }

  private PreparedEvaluation(
      N tree,
      Context<N> context,
      StepGraph graph,
      Translator<N> translator,
      Collection<String> moving) {
    this.moving = moving.stream().map(Point::target).collect(Collectors.toUnmodifiableSet());
    this.context = context.withDefinitions(new Remembered<>(context.definitions()));
    this.graph = graph;
    IdentityHashMap<N, Step> known = new IdentityHashMap<>();
    this.translator =
        each -> {
          Step node = known.get(each);
          if (node == null) {
            node = translator.translate(each);
            known.put(each, node);
          }
          return node;
        };
    root = this.translator.translate(tree);
  }

  /** An expression made ready. */
  public static PreparedEvaluation<Expr> of(Expr expression, Context<Expr> context) {
    return of(expression, context, List.of());
  }

  /**
   * An expression made ready for points most of which differ from the one before in some names
   * alone: what depends on none of these is computed once for them.
   */
  public static PreparedEvaluation<Expr> of(
      Expr expression, Context<Expr> context, Collection<String> moving) {
    StepGraph graph = new StepGraph();
    return new PreparedEvaluation<>(expression, context, graph, new ExprTranslator(graph), moving);
  }

  /** A tree made ready for points that bind the names that a sample binds, as an expression is. */
  public static PreparedEvaluation<Syntax> of(
      Syntax tree, Point sample, Context<Syntax> context, Collection<String> moving) {
    StepGraph graph = new StepGraph();
    return new PreparedEvaluation<>(
        tree, context, graph, new SyntaxTranslator(graph, context, sample), moving);
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
    if (!point.isBeside(last, moving)) {
      kept.clear();
    }
    last = point;
    EvaluationSteps budget = new EvaluationSteps(context.steps(), context.deadline());
    UncertainException.Refusal refused = null;
    for (int precision = digits; precision < LAST_DIGITS; precision = 3 * precision + 40) {
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

  private BigDecimal told(Run run) {
    turning = List.copyOf(run.arithmetic().turning());
    return run.value().value();
  }

  /**
   * Whether there is a value at a point, as sure as doubles with bounds of their errors tell; empty
   * where they leave it open.
   */
  public Optional<Boolean> isDefinedAt(Point point) {
    EvaluationSteps budget = new EvaluationSteps(context.steps(), context.deadline());
    try {
      BoundNames<N> names = names(point);
      ErrorBoundedDouble value = new Interpreter<>(doubles, names, budget, null).evaluate(root);
      requireKnown(names);
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
    return turning;
  }

  private Run run(
      int precision,
      boolean isLast,
      UncertainException.@Nullable Refusal refused,
      Point point,
      EvaluationSteps budget) {
    boolean isUsual = !isLast && refused == null;
    // Of functions that oscillate, all arguments are told of each point.
    Run before = isUsual ? kept.remove(precision) : null;
    if (before != null && before.arithmetic().turning().isEmpty()) {
      before.machine().moveTo(names(point), budget);
      Run run = computed(before.arithmetic(), before.machine());
      kept.put(precision, run);
      return run;
    }
    PreciseArithmetic arithmetic =
        new PreciseArithmetic(precision, context.functions(), isLast, refused, true, computed);
    BoundNames<N> names = names(point);
    Interpreter<ErrorBoundedDecimal> machine = new Interpreter<>(arithmetic, names, budget, null);
    machine.move(moving);
    Run run = computed(arithmetic, machine);
    requireKnown(names);
    if (isUsual && !moving.isEmpty()) {
      kept.put(precision, run);
    }
    return run;
  }

  private Run computed(PreciseArithmetic arithmetic, Interpreter<ErrorBoundedDecimal> machine) {
    return new Run(arithmetic, machine, arithmetic.inRange(machine.evaluate(root)));
  }

  private BoundNames<N> names(Point point) {
    return new BoundNames<>(point, context, graph, translator);
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
