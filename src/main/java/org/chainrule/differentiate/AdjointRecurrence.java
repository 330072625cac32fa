package org.chainrule.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.expr.Binder;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Contraction;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.SweepRecorder;
import org.chainrule.rewrite.TraceListener;
import org.jspecify.annotations.Nullable;

/**
 * The derivatives of a number by the elements of a recurrence, from its last element that the
 * number depends on backwards: each in terms of those one or some steps later (backpropagation
 * through time), and the derivative by a variable in terms of all of them.
 */
public final class AdjointRecurrence {
  /**
   * The derivative by an element of one of the families of the recurrence.
   *
   * @param by the element, at the letters of its definition
   * @param last the derivative at the last step
   * @param before the derivative at any step before
   */
  public record Step(IndexedSymbol by, Expr last, Expr before) {
    /** Whether one formula says both. */
    public boolean isUniform() {
      return last == before;
    }
  }

  /**
   * What was found.
   *
   * @param time the index of the steps
   * @param first the first step that the definition is for
   * @param end the last step that the number depends on
   * @param derivative the derivative by the variable
   * @param steps the derivatives by the elements that it is told in, those that are used first
   *     first
   */
  public record Result(
      Symbol time, Expr first, Expr end, Expr derivative, List<Step> steps, boolean isBeyond) {
    public Result {
      steps = List.copyOf(steps);
    }
  }

  /** The general definition of a family of the recurrence. */
  private record Layer(IndexedSymbol target, Expr value, List<IndexRange> ranges) {}

  private final Expr name;
  private final Expr loss;
  private final Definitions definitions;
  private final Map<String, List<IndexRange>> ranges;
  private final Facts facts;
  private final Backpropagation.Form form;
  private final Map<String, Layer> layers = new LinkedHashMap<>();
  private final List<Definitions.Definition> starts = new ArrayList<>();
  private final Definitions others;
  private final int place;
  private final Symbol time;

  private AdjointRecurrence(
      Expr name,
      Expr loss,
      Recurrence recurrence,
      Definitions definitions,
      Map<String, List<IndexRange>> ranges,
      Facts facts,
      Backpropagation.Form form) {
    this.name = name;
    this.loss = loss;
    this.definitions = definitions;
    this.ranges = ranges;
    this.facts = facts;
    this.form = form;
    place = recurrence.axes().keySet().iterator().next();
    others = definitions.without(recurrence.families());
    Symbol letter = null;
    for (String family : recurrence.families()) {
      for (Definitions.Definition each : definitions.definitionsOf(family)) {
        IndexedSymbol target = (IndexedSymbol) each.target();
        if (!(target.indices().get(place) instanceof Symbol own)) {
          starts.add(each);
          continue;
        }
        letter = letter == null ? own : letter;
        Substitution renamed = Substitution.of(own, letter);
        IndexedSymbol general = (IndexedSymbol) renamed.apply(target);
        boolean isGeneral =
            general.indices().stream().allMatch(Symbol.class::isInstance)
                && new HashSet<>(general.indices()).size() == general.indices().size();
        if (!isGeneral || layers.containsKey(family)) {
          throw new NoDerivativeException("`" + family + "` has several definitions");
        }
        layers.put(
            family,
            new Layer(
                general, renamed.apply(each.value()), ranges.getOrDefault(family, List.of())));
      }
    }
    if (letter == null || layers.size() != recurrence.families().size()) {
      throw new NoDerivativeException("a family of the recurrence has no general definition");
    }
    time = letter;
  }

  /**
   * The derivatives of a named number through a recurrence that goes up from its start; nothing
   * where it leads to no such recurrence, or to several.
   *
   * @param name the name of the number
   * @param loss what it is
   */
  public static Optional<Result> of(
      Expr name,
      Expr loss,
      Expr variable,
      Definitions definitions,
      Map<String, List<IndexRange>> ranges,
      Facts facts,
      Backpropagation.Form form) {
    Set<Recurrence> found = recurrences(loss, definitions);
    if (found.size() != 1) {
      return Optional.empty();
    }
    Recurrence recurrence = found.iterator().next();
    if (recurrence.axes().size() != 1 || !recurrence.axes().values().iterator().next().goesDown()) {
      return Optional.empty();
    }
    try {
      return new AdjointRecurrence(name, loss, recurrence, definitions, ranges, facts, form)
          .found(variable, recurrence);
    } catch (NoDerivativeException none) {
      return Optional.empty();
    }
  }

  private static Set<Recurrence> recurrences(Expr loss, Definitions definitions) {
    Set<Recurrence> found = new LinkedHashSet<>();
    Set<Object> seen = new HashSet<>();
    List<Expr> pending = new ArrayList<>(List.of(loss));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr next = pending.remove(pending.size() - 1);
      if (!seen.add(next)) {
        continue;
      }
      pending.addAll(next.children());
      if (next instanceof Symbol symbol) {
        definitions.valueOf(symbol).ifPresent(pending::add);
      } else if (next instanceof IndexedSymbol element) {
        definitions.recurrence(element.family()).ifPresent(found::add);
        if (seen.add(element.family())) {
          pending.addAll(definitions.valuesOf(element.family()));
        }
      }
    }
    return found;
  }

  private Optional<Result> found(Expr variable, Recurrence recurrence) {
    Expr end = end();
    if (end == null) {
      return Optional.empty();
    }
    Recurrence.Axis axis = recurrence.axes().values().iterator().next();
    Set<Rational> firsts = new HashSet<>();
    layers.keySet().forEach(family -> firsts.add(axis.firstGeneral(family)));
    if (firsts.size() != 1) {
      return Optional.empty();
    }
    Rational first = firsts.iterator().next();
    IndexRange steps = new IndexRange(Expr.of(first), end);
    Expr derivative = form(steps).shortest(byVariable(variable, steps), name, TraceListener.NONE);
    Map<String, Step> found = new LinkedHashMap<>();
    List<String> pending = new ArrayList<>(families(derivative));
    while (!pending.isEmpty()) {
      Interruption.poll();
      String family = pending.remove(0);
      Layer layer = layers.get(family);
      if (layer != null && !found.containsKey(family)) {
        Step step = step(layer, steps);
        found.put(family, step);
        pending.addAll(families(step.before()));
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Result(
                time,
                Expr.of(first),
                end,
                derivative,
                List.copyOf(found.values()),
                found.keySet().stream().anyMatch(this::isBeyond)));
  }

  private Backpropagation.Form form(IndexRange steps) {
    return form.within(Map.of(time, steps));
  }

  /** The families by whose elements derivatives are taken in an expression, in their order. */
  private Set<String> families(Expr expression) {
    Set<String> families = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof DerivativeTerm term && term.body() == name) {
          term.by().forEach(each -> families.add(((IndexedSymbol) each.variable()).family()));
        }
        return true;
      }
    }.apply(expression);
    return families;
  }

  /** The last step that the number depends on; null where there is none that can be told. */
  private @Nullable Expr end() {
    Expr written = new Expansion(others, each -> false).apply(loss);
    Map<Expr, Binder> binders = new HashMap<>();
    List<Expr> last = new ArrayList<>();
    boolean[] isTold = {true};
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        if (node instanceof Binder binder) {
          binders.put(opened(binder).index(), binder);
        }
        return super.dependencies(node);
      }

      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof IndexedSymbol element && layers.containsKey(element.family())) {
          Expr index = element.indices().get(place);
          Expr bound = index;
          for (Map.Entry<Expr, Binder> each : binders.entrySet()) {
            Expr shift = index.minus(each.getKey());
            if (shift instanceof RationalNumber) {
              bound = each.getValue().upper().plus(shift);
            }
          }
          isTold[0] &=
              binders.keySet().stream()
                      .noneMatch(each -> org.chainrule.expr.Occurrence.of(each, index))
                  || bound != index;
          last.add(bound);
        }
        return true;
      }
    }.apply(written);
    Expr end = null;
    for (Expr each : last) {
      if (end == null) {
        end = each;
      } else if (each.minus(end) instanceof RationalNumber more) {
        end = more.value().signum() > 0 ? each : end;
      } else {
        return null;
      }
    }
    return isTold[0] ? end : null;
  }

  private Step step(Layer layer, IndexRange steps) {
    IndexedSymbol by = layer.target();
    Map<Symbol, IndexRange> own = new HashMap<>();
    own.put(time, steps);
    for (int i = 0; i < by.indices().size(); i++) {
      if (i != place && i < layer.ranges().size()) {
        own.put((Symbol) by.indices().get(i), layer.ranges().get(i));
      }
    }
    Facts known = facts.withRanges(own);
    Expr direct = new Differentiator(by, others, known).differentiate(loss);
    Substitution atEnd = Substitution.of(time, steps.upper());
    Sum.Builder last = new Sum.Builder();
    last.add(atEnd.apply(direct));
    Sum.Builder before = new Sum.Builder();
    before.add(
        Substitution.of(Map.of(KroneckerDelta.of(time, steps.upper()), RationalNumber.ZERO))
            .apply(direct));
    for (Rational shift : shifts(by.family())) {
      Expr later = later(by, shift, known);
      before.add(later);
      if (shift.signum() == 0) {
        last.add(atEnd.apply(later));
      }
    }
    Expr atLast = form(steps).shortest(last.build(), name, TraceListener.NONE);
    Expr earlier = form(steps).shortest(before.build(), name, TraceListener.NONE);
    boolean isUniform = atEnd.apply(earlier) == atLast;
    return new Step(by, isUniform ? earlier : atLast, earlier);
  }

  /** Whether an element is used more than one step later. */
  private boolean isBeyond(String family) {
    return shifts(family).stream().anyMatch(each -> each.compareTo(Rational.ONE) > 0);
  }

  /** How many steps later elements are that an element of a family is used in. */
  private Set<Rational> shifts(String family) {
    Set<Rational> shifts = new LinkedHashSet<>();
    for (Layer layer : layers.values()) {
      Expr written = new Expansion(others, each -> false).apply(layer.value());
      new Pass<Boolean>() {
        @Override
        protected Boolean compute(Expr node) {
          if (node instanceof IndexedSymbol element && element.family().equals(family)) {
            if (!(time.minus(element.indices().get(place)) instanceof RationalNumber shift)) {
              throw new NoDerivativeException("an index of `" + family + "` is no step before");
            }
            shifts.add(shift.value());
          }
          return true;
        }
      }.apply(written);
    }
    List<Rational> sorted = new ArrayList<>(shifts);
    Collections.sort(sorted);
    return new LinkedHashSet<>(sorted);
  }

  /** What an element gives through the elements so many steps later. */
  private Expr later(IndexedSymbol element, Rational shift, Facts known) {
    List<Expr> indices = new ArrayList<>(element.indices());
    indices.set(place, time.minus(Expr.of(shift)));
    IndexedSymbol by = IndexedSymbol.of(element.family(), indices);
    Sum.Builder sum = new Sum.Builder();
    int number = 0;
    for (Layer layer : layers.values()) {
      number++;
      sum.add(through(layer, by, number, known));
    }
    Expr atOwnStep = sum.build();
    return shift.signum() == 0
        ? Substitution.of(time, element.indices().get(place)).apply(atOwnStep)
        : Substitution.of(time, element.indices().get(place).plus(Expr.of(shift))).apply(atOwnStep);
  }

  /** The sum over the elements of a layer at one step of their adjoints times their derivatives. */
  private Expr through(Layer layer, Expr by, int number, Facts known) {
    Map<Expr, Expr> renaming = new HashMap<>();
    List<Symbol> indices = new ArrayList<>();
    Map<Symbol, IndexRange> own = new HashMap<>();
    List<IndexRange> bounds = new ArrayList<>();
    for (int i = 0; i < layer.target().indices().size(); i++) {
      if (i == place) {
        continue;
      }
      Symbol index = (Symbol) layer.target().indices().get(i);
      Symbol renamed = index.apart(number);
      renaming.put(index, renamed);
      indices.add(renamed);
      bounds.add(layer.ranges().get(i));
      own.put(renamed, layer.ranges().get(i));
    }
    Substitution apart = Substitution.of(renaming);
    Expr value = apart.apply(layer.value());
    Expr derivative = new Differentiator(by, others, known.withRanges(own)).differentiate(value);
    if (derivative.isZero()) {
      return derivative;
    }
    Expr target = apart.apply(layer.target());
    Expr named = Substitution.of(Map.of(value, target)).apply(derivative);
    Expr result =
        DerivativeTerm.of(name, target)
            .times(form.within(own).shortest(named, target, TraceListener.NONE));
    for (int i = indices.size() - 1; i >= 0; i--) {
      result =
          Contraction.sum(
              indices.get(i),
              bounds.get(i).lower(),
              bounds.get(i).upper(),
              Logical.TRUE,
              result,
              known.withRanges(own),
              SweepRecorder.NONE);
    }
    return result;
  }

  private Expr byVariable(Expr variable, IndexRange steps) {
    boolean isOfStarts =
        starts.stream().anyMatch(each -> mentions(each.value(), variable))
            && variable instanceof IndexedSymbol input
            && isOfSteps(input);
    if (isOfStarts) {
      throw new NoDerivativeException("a start depends on it as well");
    }
    Expr direct = new Differentiator(variable, others, facts).differentiate(loss);
    if (variable instanceof IndexedSymbol element && isOfSteps(element)) {
      Sum.Builder sum = new Sum.Builder();
      boolean isBefore =
          element.indices().get(place) instanceof RationalNumber index
              && steps.lower() instanceof RationalNumber first
              && index.value().compareTo(first.value()) < 0;
      Expr atEnd = KroneckerDelta.of(element.indices().get(place), steps.upper());
      sum.add(
          isBefore ? Substitution.of(Map.of(atEnd, RationalNumber.ZERO)).apply(direct) : direct);
      for (Rational shift : shifts(element.family())) {
        sum.add(later(element, shift, facts));
      }
      return sum.build();
    }
    Facts known = facts.withRanges(Map.of(time, steps));
    Sum.Builder each = new Sum.Builder();
    int number = 0;
    for (Layer layer : layers.values()) {
      number++;
      each.add(through(layer, variable, number, known));
    }
    Expr all =
        Reduction.of(
            Reduction.Operator.SUM,
            time,
            steps.lower(),
            steps.upper(),
            form(steps).shortest(each.build(), name, TraceListener.NONE));
    Sum.Builder sum = new Sum.Builder();
    sum.add(direct);
    sum.add(all);
    for (Definitions.Definition start : starts) {
      number++;
      sum.add(throughStart(start, variable, number));
    }
    return sum.build();
  }

  private static boolean mentions(Expr value, Expr variable) {
    Set<Expr> seen = new HashSet<>();
    List<Expr> pending = new ArrayList<>(List.of(value));
    while (!pending.isEmpty()) {
      Expr next = pending.remove(pending.size() - 1);
      if (seen.add(next)) {
        boolean isOne =
            next == variable
                || next instanceof IndexedSymbol element
                    && variable instanceof IndexedSymbol other
                    && element.family().equals(other.family());
        if (isOne) {
          return true;
        }
        pending.addAll(next.children());
      }
    }
    return false;
  }

  private Expr throughStart(Definitions.Definition start, Expr variable, int number) {
    IndexedSymbol target = (IndexedSymbol) start.target();
    Map<Expr, Expr> renaming = new HashMap<>();
    List<Symbol> indices = new ArrayList<>();
    List<IndexRange> bounds = new ArrayList<>();
    for (int i = 0; i < target.indices().size(); i++) {
      if (i != place && target.indices().get(i) instanceof Symbol index) {
        Symbol renamed = index.apart(number);
        renaming.put(index, renamed);
        indices.add(renamed);
        bounds.add(ranges.getOrDefault(target.family(), List.of()).get(i));
      }
    }
    Substitution apart = Substitution.of(renaming);
    Expr derivative =
        new Differentiator(variable, others, facts).differentiate(apart.apply(start.value()));
    Expr result =
        derivative.isZero()
            ? derivative
            : DerivativeTerm.of(name, apart.apply(target)).times(derivative);
    for (int i = indices.size() - 1; i >= 0; i--) {
      result =
          Contraction.sum(
              indices.get(i),
              bounds.get(i).lower(),
              bounds.get(i).upper(),
              Logical.TRUE,
              result,
              facts,
              SweepRecorder.NONE);
    }
    return result;
  }

  /** Whether a variable is an element at a step, of the recurrence or of what it takes in. */
  private boolean isOfSteps(IndexedSymbol variable) {
    return layers.containsKey(variable.family()) || !shiftsOf(variable.family()).isEmpty();
  }

  /** The shifts of a family that stands at a step with the recurrence's index; none of others. */
  private Set<Rational> shiftsOf(String family) {
    try {
      return layers.values().stream()
              .noneMatch(layer -> definitions.isDefined(Symbol.named(family)))
          ? shifts(family)
          : Set.of();
    } catch (NoDerivativeException | IndexOutOfBoundsException other) {
      return Set.of();
    }
  }
}
