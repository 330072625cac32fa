package org.chainrule.answer;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.Interruption;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.Points;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Computation;
import org.chainrule.model.Derivations;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.Question;
import org.chainrule.result.CheckResult;
import org.chainrule.rewrite.TraceListener;
import org.chainrule.simplify.Equation;
import org.chainrule.simplify.JoinedExponentials;
import org.chainrule.simplify.NamedForm;
import org.chainrule.verify.Verification;
import org.jspecify.annotations.Nullable;

/**
 * The derivatives of an output by all names on the way to it and by the free ones, from the output
 * backwards: each is the sum over the definitions that the name stands in of the adjoint of these
 * times the derivative of the definition alone.
 */
final class BackwardPass {
  /** Of more names and elements than a reader goes through, families have one formula each. */
  private static final int MOST_NAMES = 400;

  /** Names for an output that has none. */
  private static final List<String> NAMES = List.of("L", "E", "J", "Q");

  /** The digits to which a defined name has its value where it is differentiated by. */
  private static final int CHECKED_DIGITS = 60;

  private final Question question;
  private final Computation computation;
  private final Map<String, Object> given;
  private final @Nullable Point point;
  private final Options options;
  private final Expr output;
  private final List<Computation.Step> parents = new ArrayList<>();
  private final Map<Expr, List<Integer>> uses = new HashMap<>();
  private final Map<Expr, Integer> places = new HashMap<>();
  private final Map<Expr, BitSet> leading = new HashMap<>();
  private final Map<Expr, Expr> derivatives = new HashMap<>();
  private @Nullable Boolean isSmooth;

  /**
   * A pass.
   *
   * @param output a name, by which the question is known in what is printed
   * @param value what it stands for
   * @param given the point; empty for none
   */
  BackwardPass(
      Question question,
      Computation computation,
      Expr output,
      Expr value,
      Map<String, Object> given,
      @Nullable Point point,
      Options options) {
    this.question = question;
    this.computation = computation;
    this.output = output;
    this.given = given;
    this.point = point;
    this.options = options;
    parents.add(new Computation.Step(output, value, computation.names(value)));
    parents.addAll(backwards(new ArrayList<>(computation.steps()), parents.get(0)));
    for (int i = 0; i < parents.size(); i++) {
      for (Expr need : parents.get(i).needs()) {
        uses.computeIfAbsent(need, key -> new ArrayList<>()).add(i);
      }
    }
    derivatives.put(output, RationalNumber.ONE);
  }

  /** Definitions by how far they are from the output at most, and then in their order. */
  private static List<Computation.Step> backwards(
      List<Computation.Step> forwards, Computation.Step output) {
    Map<Expr, Integer> distances = new HashMap<>();
    output.needs().forEach(each -> distances.put(each, 1));
    for (int i = forwards.size() - 1; i >= 0; i--) {
      int distance = distances.getOrDefault(forwards.get(i).name(), 0) + 1;
      forwards.get(i).needs().forEach(each -> distances.merge(each, distance, Math::max));
    }
    List<Computation.Step> sorted = new ArrayList<>(forwards);
    sorted.removeIf(each -> each.name() == output.name());
    sorted.sort(Comparator.comparing(each -> distances.getOrDefault(each.name(), 0)));
    return sorted;
  }

  /**
   * The derivatives of a question's expression.
   *
   * @param given the point; empty for the formulas alone
   * @param derive gives the derivative of the question by a variable
   * @param loss what the question stands for, where that is not defined
   * @param isByElement whether columns and matrices are gone through element by element
   */
  static BackwardAnswer of(
      Question question,
      Map<String, Object> given,
      Options options,
      Function<String, Derived> derive,
      Optional<UnknownLoss> loss,
      boolean isByElement) {
    boolean isWhole = !isByElement && question.isInMatrices() && loss.isEmpty();
    Point at = Points.of(given);
    List<Map<String, Object>> points = List.of(given);
    List<String> notes =
        new ArrayList<>(
            DerivingEngine.notes(
                question, loss.map(each -> each.asked(points, question)).orElse(points)));
    Expr asked = question.expression();
    Computation computation = Computation.of(question, List.of(asked), at);
    Expr shown = computation.shown(asked);
    Expr output = shown;
    Optional<Expr> definition = Optional.empty();
    Computation.Step known = computation.step(shown);
    if (loss.isPresent()) {
      output = loss.get().loss();
      notes.add(loss.get().note());
    } else if (known == null) {
      output = Symbol.named(unused(question));
      definition = Optional.of(shown);
    }
    Presenter presenter =
        new Presenter(question.spelling().withDefined(defined(question, output)), loss);
    List<BackwardAnswer.Line> found;
    int names = computation.steps().size() + computation.free().size();
    if (!isWhole && computation.isNumbered() && isNumbered(shown) && names <= MOST_NAMES) {
      Agreement.require(
          at, question, List.of(), options.limited(EvaluationBindings.ofExpressions(question)));
      Expr value = known == null ? shown : known.value();
      Point point = given.isEmpty() ? null : at;
      found = new BackwardPass(question, computation, output, value, given, point, options).lines();
    } else {
      found = new BackwardFormulas(question, output, derive, isWhole, given).lines();
      if (isWhole) {
        // Numbers are arrays there, of whatever size.
      } else if (names > MOST_NAMES) {
        notes.add("no numbers: there are more than " + MOST_NAMES + " names and elements");
      } else if (!given.isEmpty()) {
        notes.add("no numbers: the point does not tell how many elements the families have");
      }
    }
    List<BackwardAnswer.Line> lines = found;
    if (lines.stream().anyMatch(BackwardAnswer.Line::isPartial)) {
      notes.add(
          "a derivative in a chain is that of the definition alone, other names in it held fixed");
    }
    List<BackwardAnswer.Line> told =
        loss.map(each -> lines.stream().flatMap(line -> given(line, each).stream()).toList())
            .orElse(lines);
    return new BackwardAnswer(
        output,
        definition,
        told,
        isWhole ? Optional.of(question) : Optional.empty(),
        presenter,
        notes);
  }

  /** A line with the value that is given, where one is; none for the name of what is given. */
  private static Optional<BackwardAnswer.Line> given(BackwardAnswer.Line line, UnknownLoss loss) {
    if (loss.isName(line.quantity())) {
      return Optional.empty();
    }
    Expr value = loss.given(line.quantity());
    return Optional.of(
        new BackwardAnswer.Line(
            line.quantity(),
            line.isFree(),
            line.adjoint(),
            line.chain(),
            line.isPartial(),
            value == null ? line.value() : value,
            loss.named(line.derivative()),
            line.number(),
            line.check()));
  }

  private static boolean isNumbered(Expr shown) {
    return Computation.mentioned(shown).stream().allMatch(Computation::isNumbered);
  }

  private static String unused(Question question) {
    Set<String> taken = question.allNames();
    return NAMES.stream().filter(each -> !taken.contains(each)).findFirst().orElse("output");
  }

  private static Set<String> defined(Question question, Expr output) {
    Set<String> defined = new HashSet<>(question.spelling().defined());
    defined.add(CanonicalNames.nameOf(output));
    return defined;
  }

  /** A line for each name but the output, those that are defined first. */
  List<BackwardAnswer.Line> lines() {
    List<BackwardAnswer.Line> lines = new ArrayList<>();
    for (Computation.Step each : parents.subList(1, parents.size())) {
      lines.add(line(each.name(), false));
    }
    for (Expr each : computation.free()) {
      lines.add(line(each, true));
    }
    return lines;
  }

  private BackwardAnswer.Line line(Expr name, boolean isFree) {
    Interruption.poll();
    Sum.Builder chain = new Sum.Builder();
    List<Expr> values = new ArrayList<>();
    Sum.Builder whole = new Sum.Builder();
    boolean isDirect = false;
    boolean isPartial = false;
    for (int use : uses.getOrDefault(name, List.of())) {
      Computation.Step parent = parents.get(use);
      Expr own = own(parent, name);
      if (own.isZero()) {
        continue;
      }
      whole.add(Product.of(Objects.requireNonNull(derivatives.get(parent.name())), own));
      isPartial |= isAlsoThroughOthers(parent, name);
      if (use == 0) {
        isDirect = true;
        values.add(own);
      } else {
        Expr adjoint = DerivativeTerm.of(output, parent.name());
        chain.add(Product.of(adjoint, DerivativeTerm.of(parent.name(), name)));
        values.add(Product.of(adjoint, own));
      }
    }
    Expr through = chain.build();
    Expr derivative = whole.build();
    derivatives.put(name, derivative);
    boolean isChain = !isDirect && !through.isZero();
    return new BackwardAnswer.Line(
        name,
        isFree,
        DerivativeTerm.of(output, name),
        isChain ? Optional.of(through) : Optional.empty(),
        isChain && isPartial,
        values.size() == 1 ? values.get(0) : Sum.of(values.toArray(Expr[]::new)),
        derivative,
        point == null ? Optional.empty() : Optional.of(number(name, derivative, point)),
        () -> check(name, derivative));
  }

  /** The derivative of a definition alone, in a short form. */
  private Expr own(Computation.Step parent, Expr name) {
    Expr raw =
        new Differentiator(name, Definitions.none(), question.facts())
            .differentiate(parent.value());
    Expr named =
        new NamedForm(
                List.of(new Equation(parent.name(), parent.value(), Map.of())), question.facts())
            .of(raw, parent.name(), TraceListener.NONE);
    return new JoinedExponentials(question.facts()).apply(named);
  }

  /** Whether a name stands in a definition, and in others that stand in it. */
  private boolean isAlsoThroughOthers(Computation.Step parent, Expr name) {
    for (Expr need : parent.needs()) {
      if (need != name && leads(name).get(place(need))) {
        return true;
      }
    }
    return false;
  }

  private int place(Expr name) {
    return places.computeIfAbsent(name, key -> places.size());
  }

  /** The names that a name leads to, itself among them. */
  private BitSet leads(Expr name) {
    BitSet known = leading.get(name);
    if (known != null) {
      return known;
    }
    BitSet found = new BitSet();
    found.set(place(name));
    for (int i = parents.size() - 1; i >= 0; i--) {
      Computation.Step parent = parents.get(i);
      if (parent.needs().stream().anyMatch(need -> found.get(place(need)))) {
        found.set(place(parent.name()));
      }
    }
    leading.put(name, found);
    return found;
  }

  private Value number(Expr name, Expr derivative, Point at) {
    try {
      if (!isSmoothAt(at)) {
        Derivations derivations = new Derivations(question, List.of(name));
        Derived derived =
            new Derived(
                derivations,
                name.toString(),
                derivations.derivative(),
                null,
                options,
                Optional.empty());
        return new DerivativeValues(derived, options).at(List.of(given)).get(0);
      }
      Context<Expr> context = options.limited(EvaluationBindings.ofExpressions(question));
      return Closeness.DIGITS.value(derivative, at, context);
    } catch (ChainruleException none) {
      return Value.none(String.valueOf(none.getMessage()));
    }
  }

  /** Whether nothing bends or jumps at the point, where a formula says what the derivative is. */
  private boolean isSmoothAt(Point at) {
    if (isSmooth == null) {
      isSmooth =
          Evaluator.place(
                  question.expression(),
                  at,
                  options.limited(EvaluationBindings.ofExpressions(question)))
              == Evaluator.Place.SMOOTH;
    }
    return isSmooth;
  }

  private CheckResult check(Expr name, Expr derivative) {
    Verification verification =
        new Verification(question, derivative, options.checking(), List.of(name));
    if (point == null) {
      return verification.check();
    }
    Map<String, Object> values = new LinkedHashMap<>(given);
    if (question.definitions().isDefined(name)) {
      // What is differentiated by is a name of its own, whose value is that of its definition.
      Context<Expr> context = options.limited(EvaluationBindings.ofExpressions(question));
      values.put(
          CanonicalNames.canonicalName(name),
          Evaluator.precise(name, point, context, CHECKED_DIGITS));
    }
    return verification.check(List.of(values));
  }
}
