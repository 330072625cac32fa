package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
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
  private List<BigDecimal> turning = List.of();

  private PreparedEvaluation(
      N tree, Context<N> context, StepGraph graph, Translator<N> translator) {
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
    StepGraph graph = new StepGraph();
    return new PreparedEvaluation<>(expression, context, graph, new ExprTranslator(graph));
  }

  /** A tree made ready for points that bind the names that a sample binds. */
  public static PreparedEvaluation<Syntax> of(Syntax tree, Point sample, Context<Syntax> context) {
    StepGraph graph = new StepGraph();
    return new PreparedEvaluation<>(
        tree, context, graph, new SyntaxTranslator(graph, context, sample));
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
    EvaluationSteps budget = new EvaluationSteps(context.steps(), context.deadline());
    Context.Lookup functions = context.functions();
    UncertainException.Refusal refused = null;
    for (int precision = digits; precision < LAST_DIGITS; precision = 3 * precision + 40) {
      try {
        PreciseArithmetic arithmetic =
            new PreciseArithmetic(precision, functions, false, refused, true, computed);
        ErrorBoundedDecimal value = run(arithmetic, point, budget);
        if (arithmetic.isRightTo(digits - SPARE_DIGITS, value)) {
          turning = arithmetic.turning();
          return value.value();
        }
      } catch (UncertainException exception) {
        refused = exception.refusal();
      }
    }
    int most = Math.max(digits, LAST_DIGITS);
    PreciseArithmetic arithmetic =
        new PreciseArithmetic(most, functions, true, refused, true, computed);
    ErrorBoundedDecimal value = run(arithmetic, point, budget);
    if (!arithmetic.isRightTo(Math.min(digits, LEAST_DIGITS), value)) {
      throw Limit.COMPARED_DIGITS.refusal(
          "the digits of a difference cancel at any precision tried");
    }
    turning = arithmetic.turning();
    return value.value();
  }

  /**
   * Whether there is a value at a point, as sure as doubles with bounds of their errors tell; empty
   * where they leave it open.
   */
  public Optional<Boolean> isDefinedAt(Point point) {
    EvaluationSteps budget = new EvaluationSteps(context.steps(), context.deadline());
    try {
      ErrorBoundedDouble value = steps(doubles, point, budget);
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
    return List.copyOf(turning);
  }

  private ErrorBoundedDecimal run(
      PreciseArithmetic arithmetic, Point point, EvaluationSteps budget) {
    return arithmetic.inRange(steps(arithmetic, point, budget));
  }

  private <T> T steps(Arithmetic<T> arithmetic, Point point, EvaluationSteps budget) {
    BoundNames<N> names = new BoundNames<>(point, context, graph, translator);
    T value = new Interpreter<>(arithmetic, names, budget, null).evaluate(root);
    List<String> unknown = context.strict() ? names.unknown() : List.of();
    if (!unknown.isEmpty()) {
      throw new NamesException(List.of(), unknown);
    }
    return value;
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
