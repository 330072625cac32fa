package org.chainrule.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.differentiate.AdjointRecurrence;
import org.chainrule.differentiate.Backpropagation;
import org.chainrule.differentiate.BackwardGradient;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.differentiate.Expansion;
import org.chainrule.differentiate.Recurrence;
import org.chainrule.error.Budget;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Binder;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Occurrence;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.TraceListener;
import org.chainrule.rewrite.TraceRecorder;
import org.chainrule.simplify.Equation;
import org.chainrule.simplify.JoinedExponentials;
import org.chainrule.simplify.NamedForm;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Sweep;
import org.chainrule.trace.Trace;
import org.chainrule.trace.TraceStep;

/**
 * The derivation of answers in the names of a problem: forwards, and backwards through its
 * definitions where that can be done, the form that is cheaper to read being kept.
 */
public final class Deriver {
  private final Definitions definitions;
  private final Facts facts;
  private final NamedForm form;
  private final Backpropagation backpropagation;

  /**
   * A derivation by variables, whose own definitions are not used.
   *
   * @param assumptions those among the facts, which are equations too
   * @param premises what is known from them
   */
  Deriver(Question question, List<Expr> by, List<Expr> assumptions, Facts premises) {
    Declarations declarations = question.declarations();
    definitions = question.definitions();
    List<Expr> known = new ArrayList<>();
    if (question.expression() instanceof IndexedSymbol element) {
      known.addAll(definitions.whereGeneral(element));
    }
    List<Expr> values = new ArrayList<>(question.definedValues());
    values.add(question.value());
    for (Expr value : values) {
      for (Expr place : breaks(value)) {
        if (by.stream().anyMatch(variable -> Occurrence.of(variable, place))) {
          known.add(Relation.notEqual(place, RationalNumber.ZERO));
        }
      }
    }
    facts = premises.with(known);
    form = new NamedForm(equations(question, by, assumptions), facts);
    backpropagation =
        new Backpropagation(definitions, declarations.familyRanges(), facts, new ShortForm(form));
  }

  /** The short forms in the names of a problem, for the derivation backwards. */
  private record ShortForm(NamedForm form) implements Backpropagation.Form {
    @Override
    public Expr shortest(Expr expression, Expr origin, TraceListener listener) {
      return form.of(expression, origin, listener);
    }

    @Override
    public Expr cheaper(Expr first, Expr second) {
      return form.cheaper(first, second);
    }

    @Override
    public Backpropagation.Form within(Map<Symbol, IndexRange> indices) {
      return new ShortForm(form.within(indices));
    }
  }

  /**
   * What is zero where functions in an expression are not smooth. What a derivative is there, the
   * conditions of the answer say; its form is for all other places.
   */
  private static Set<Expr> breaks(Expr expression) {
    Set<Expr> places = new LinkedHashSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (!seen.add(node) || node instanceof Binder) {
        continue;
      }
      if (node instanceof Apply apply) {
        apply.function().singularities(apply.arguments()).stream()
            .filter(each -> !each.everyInteger())
            .forEach(each -> places.add(each.locus()));
      }
      node.children().forEach(pending::push);
    }
    return places;
  }

  /** What puts a derivative by some variables into the names of a problem. */
  public static NamedForm form(Question question, List<Expr> by, Facts facts) {
    Declarations declarations = question.declarations();
    return new NamedForm(equations(question, by, declarations.assumptions()), facts);
  }

  /** An expression with all names but some replaced by what they are defined as. */
  public static Expr writtenOut(Question question, Set<String> names, Expr expression) {
    return writtenOut(question, name -> names.contains(CanonicalNames.nameOf(name)), expression);
  }

  /** The same with the names and elements that stay told one by one. */
  public static Expr writtenOut(Question question, Predicate<Expr> isKept, Expr expression) {
    return new Expansion(question.definitions(), isKept).apply(expression);
  }

  /** A derivative by some variables in terms of some of the defined names alone. */
  public static Expr inTermsOf(
      Question question, List<Expr> by, Set<String> names, Expr derivative) {
    Declarations declarations = question.declarations();
    Definitions definitions = question.definitions();
    Predicate<Expr> isKept =
        name ->
            names.contains(CanonicalNames.nameOf(name))
                || by.stream().anyMatch(variable -> isOneWith(variable, name, definitions));
    Expr written = new Expansion(definitions, isKept).apply(derivative);
    List<Equation> equations = new ArrayList<>();
    for (Equation each : equations(question, by, declarations.assumptions())) {
      boolean isOther =
          declarations.definitions().stream().anyMatch(other -> other.target() == each.left())
              && !names.contains(CanonicalNames.nameOf(each.left()));
      if (!isOther) {
        equations.add(each);
      }
    }
    Expr named = new NamedForm(equations, question.facts()).of(written);
    return new JoinedExponentials(question.facts()).apply(named);
  }

  /**
   * Whether a name is the variable, or an element that is what it is by the variable's definition.
   */
  private static boolean isOneWith(Expr variable, Expr name, Definitions definitions) {
    return name == variable
        || variable instanceof IndexedSymbol one
            && name instanceof IndexedSymbol element
            && element.family().equals(one.family())
            && definitions.hasGeneral(element.family());
  }

  /** A derivative as it is shown, when nothing more is derived from it. */
  Expr finished(Expr derivative, TraceListener listener) {
    Expr joined = new JoinedExponentials(facts).apply(derivative);
    if (listener.isListening() && joined != derivative) {
      listener.add(Sweep.of(TraceStep.of(Rule.JOINED_EXPONENTIALS, derivative, joined)));
    }
    return joined;
  }

  /** The derivative by variables in turn, as it is shown. */
  Expr derivative(Expr expression, List<Expr> by, TraceListener listener) {
    Expr result = expression;
    Expr wanted = expression;
    TraceListener told = TraceRecorder.apart(listener);
    for (Expr variable : by) {
      if (told.isListening()) {
        told = goingOn(wanted, result, variable, told);
        wanted = DerivativeTerm.of(wanted, variable);
      }
      result = derivative(result, variable, told);
    }
    TraceRecorder.sweeps(told).forEach(listener::add);
    return finished(result, listener);
  }

  /** A listener for the derivative of a derivative, of which it is told how that was found. */
  private static TraceListener goingOn(Expr wanted, Expr found, Expr variable, TraceListener told) {
    Expr whole = DerivativeTerm.of(wanted, variable);
    Expr next = DerivativeTerm.of(found, variable);
    if (whole == next) {
      return told;
    }
    Trace first = new Trace(wanted, found, List.of(), false, TraceRecorder.sweeps(told));
    TraceRecorder recorder = new TraceRecorder();
    recorder.add(
        Sweep.of(new TraceStep(Rule.REPEATED, "", whole, next, List.of(), List.of(first))));
    return recorder;
  }

  /** The derivative by a variable. */
  private Expr derivative(Expr expression, Expr variable, TraceListener listener) {
    TraceListener apart = TraceRecorder.apart(listener);
    Budget.Searched<Expr> forwards = Budget.search(() -> forwards(expression, variable, apart));
    TraceListener otherwise = TraceRecorder.apart(listener);
    Budget.Searched<Optional<Expr>> backwards =
        Budget.search(
            () ->
                backpropagation
                    .differentiate(expression, variable, otherwise)
                    .map(Backpropagation.Result::derivative));
    // Of two ways to one form, the one that goes name by name is told.
    boolean isBackwards =
        backwards
            .result()
            .filter(other -> form.cheaper(other, forwards.result()) == other)
            .isPresent();
    TraceRecorder.sweeps(isBackwards ? otherwise : apart).forEach(listener::add);
    if (isBackwards || backwards.result().isEmpty()) {
      backwards.told();
    }
    return isBackwards ? backwards.result().orElseThrow() : forwards.told();
  }

  private Expr forwards(Expr expression, Expr variable, TraceListener listener) {
    Expr raw = new Differentiator(variable, definitions, facts, listener).differentiate(expression);
    return form.of(raw, expression, listener);
  }

  /** The derivative by a variable through definitions, where it can be derived backwards. */
  Optional<Backpropagation.Result> backwards(Expr expression, Expr variable) {
    return backpropagation.differentiate(expression, variable, TraceListener.NONE);
  }

  /** The derivative of a named number by a variable through a recurrence, backwards in time. */
  Optional<AdjointRecurrence.Result> overTime(
      Question question, Expr name, Expr loss, Expr variable) {
    return AdjointRecurrence.of(
        name,
        loss,
        variable,
        definitions,
        question.declarations().familyRanges(),
        facts,
        new ShortForm(form));
  }

  /** The relations that are known to hold. */
  List<Expr> given() {
    return facts.asRelations();
  }

  /** The derivative by each variable. */
  Map<Expr, Expr> gradient(Expr expression, List<Expr> by) {
    Map<Expr, Expr> result = new LinkedHashMap<>();
    BackwardGradient.of(expression, by, definitions, facts)
        .forEach(
            (variable, derived) ->
                result.put(variable, finished(form.of(derived), TraceListener.NONE)));
    return result;
  }

  /** The definitions but for those of the variables, and the assumed equalities. */
  private static List<Equation> equations(
      Question question, List<Expr> by, List<Expr> assumptions) {
    Declarations declarations = question.declarations();
    List<Equation> equations = new ArrayList<>();
    for (Definition each : declarations.definitions()) {
      if (by.stream().noneMatch(variable -> isSameName(variable, each.target()))) {
        Map<Symbol, IndexRange> indices = indices(each.target(), question);
        Expr value = value(each, question);
        equations.add(new Equation(each.target(), value, indices));
        Expr written = question.definitions().withUnits(value);
        if (written != value) {
          equations.add(new Equation(each.target(), written, indices));
        }
      }
    }
    UniversalIndices general = new UniversalIndices(declarations);
    for (Expr assumption : assumptions) {
      if (assumption instanceof Relation relation
          && relation.operator() == Relation.Operator.EQUAL) {
        equations.add(Equation.assumed(relation.right(), relation.left(), general.of(assumption)));
      }
    }
    return equations;
  }

  /** What a definition says of all that its target may be, the others of its family considered. */
  private static Expr value(Definition definition, Question question) {
    return definition.target() instanceof IndexedSymbol element
            && !question.definitions().isRecurrent(element.family())
        ? question.definitions().valueOf(element).orElse(definition.value())
        : definition.value();
  }

  /** Whether a definition is of the variable, or of any element of its family. */
  private static boolean isSameName(Expr variable, Expr target) {
    return variable == target
        || variable instanceof IndexedSymbol element
            && target instanceof IndexedSymbol indexed
            && element.family().equals(indexed.family())
            && !indexed.indices().stream().allMatch(RationalNumber.class::isInstance);
  }

  /** The indices that stand for any in the target of a definition, with their ranges. */
  private static Map<Symbol, IndexRange> indices(Expr target, Question question) {
    Declarations declarations = question.declarations();
    Map<Symbol, IndexRange> indices = new LinkedHashMap<>();
    if (target instanceof IndexedSymbol indexed) {
      List<IndexRange> axes = declarations.familyRanges().getOrDefault(indexed.family(), List.of());
      for (int i = 0; i < indexed.indices().size(); i++) {
        if (indexed.indices().get(i) instanceof Symbol index && i < axes.size()) {
          indices.put(index, general(indexed.family(), i, axes.get(i), question.definitions()));
        }
      }
    }
    return indices;
  }

  /** The part of a range that lies beyond the elements of a recurrence that are given. */
  private static IndexRange general(
      String family, int place, IndexRange range, Definitions definitions) {
    Recurrence.Axis axis =
        definitions.recurrence(family).map(each -> each.axes().get(place)).orElse(null);
    if (axis == null || axis.numbers().isEmpty()) {
      return range;
    }
    return axis.goesDown()
        ? new IndexRange(Expr.of(axis.numbers().last().plus(Rational.ONE)), range.upper())
        : new IndexRange(range.lower(), Expr.of(axis.numbers().first().plus(Rational.MINUS_ONE)));
  }
}
