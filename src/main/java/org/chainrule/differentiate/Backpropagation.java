package org.chainrule.differentiate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.DomainException;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Contraction;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.SweepRecorder;
import org.chainrule.rewrite.TraceListener;
import org.chainrule.rewrite.TraceRecorder;

/**
 * The derivative through definitions from the result backwards: of each name on the way the adjoint
 * is derived, which is the derivative of the expression by the name, and put into a short form
 * before it goes on to the names below. So sums nest in the order of the layers of a network.
 */
public final class Backpropagation {
  private final Definitions definitions;
  private final Map<String, List<IndexRange>> ranges;
  private final Facts facts;
  private final Form form;

  /** A judge of forms, which knows which are short. */
  public interface Form {
    /**
     * An equal expression that is short, in names that are near what it was derived from; a
     * listener is told of the way to it.
     */
    Expr shortest(Expr expression, Expr origin, TraceListener listener);

    /** The shorter of two expressions. */
    Expr cheaper(Expr first, Expr second);

    /** The same where some indices go through ranges. */
    Form within(Map<Symbol, IndexRange> indices);
  }

  /** A definition on the way, its indices renamed so that they clash with none. */
  private record Layer(
      Expr target,
      Expr value,
      List<Symbol> indices,
      List<IndexRange> ranges,
      Map<Expr, Expr> renaming) {
    /** The layer at a value of an index, over the indices after that one. */
    Layer inner(int place, Substitution at) {
      return new Layer(
          at.apply(target),
          at.apply(value),
          indices.subList(place + 1, indices.size()),
          ranges.subList(place + 1, ranges.size()),
          renaming);
    }

    Map<Symbol, IndexRange> rangesByIndex() {
      Map<Symbol, IndexRange> byIndex = new HashMap<>();
      for (int i = 0; i < indices.size(); i++) {
        byIndex.put(indices.get(i), ranges.get(i));
      }
      return byIndex;
    }

    /** What gives the indices their names back. */
    Substitution asWritten() {
      Map<Expr, Expr> back = new HashMap<>();
      renaming.forEach((index, renamed) -> back.put(renamed, index));
      return Substitution.of(back);
    }
  }

  /**
   * The derivative by a variable, with what it went through.
   *
   * @param derivative the derivative
   * @param steps the derivatives by the names on the way that the last of them builds on, each in
   *     terms of those before; the last is that by the variable; none where there is but one step
   */
  public record Result(Expr derivative, List<Step> steps) {}

  /**
   * A derivative of the expression by a name.
   *
   * @param by the name
   * @param value the derivative, which may hold unevaluated derivatives by other names
   */
  public record Step(Expr by, Expr value) {}

  /**
   * A derivation through the definitions of a problem.
   *
   * @param ranges the ranges of the indices of each family
   * @param facts what is known
   * @param form what brings each adjoint into a short form
   */
  public Backpropagation(
      Definitions definitions, Map<String, List<IndexRange>> ranges, Facts facts, Form form) {
    this.definitions = definitions;
    this.ranges = ranges;
    this.facts = facts;
    this.form = form;
  }

  /**
   * The derivative by a variable; empty where no definition leads to it, where recurrences do,
   * derivatives that are not carried out, or definitions of single elements beside a general one.
   */
  public Optional<Result> differentiate(Expr expression, Expr variable, TraceListener listener) {
    Optional<List<Definitions.Definition>> order = order(expression, variable);
    if (order.isEmpty() || order.get().isEmpty()) {
      return Optional.empty();
    }
    List<Layer> layers = new ArrayList<>();
    for (Definitions.Definition each : order.get()) {
      Definitions.Definition written =
          new Definitions.Definition(each.target(), definitions.withUnits(each.value()));
      Optional<Layer> layer = layer(written, layers.size());
      if (layer.isEmpty()) {
        return Optional.empty();
      }
      layers.add(layer.get());
    }
    Map<Symbol, IndexRange> indices = new HashMap<>();
    layers.forEach(layer -> indices.putAll(layer.rangesByIndex()));
    return Optional.of(
        new Backpropagation(definitions, ranges, facts.withRanges(indices), form.within(indices))
            .through(layers, expression, variable, listener));
  }

  private Result through(
      List<Layer> layers, Expr expression, Expr variable, TraceListener listener) {
    Layer root = new Layer(expression, value(expression, variable), List.of(), List.of(), Map.of());
    Map<Layer, Map<Expr, Expr>> owns = new HashMap<>();
    Map<Layer, Expr> adjoints = new LinkedHashMap<>();
    adjoints.put(root, RationalNumber.ONE);
    ChainTrace trace = new ChainTrace(expression);
    for (Layer layer : layers) {
      TraceListener apart = TraceRecorder.apart(listener);
      Expr adjoint = adjoint(adjoints, layer.target(), owns, trace.by(layer.target(), apart));
      trace.found(layer.target(), adjoint, apart);
      adjoints.put(layer, adjoint);
    }
    Expr derivative = adjoint(adjoints, variable, owns, trace.by(variable, listener));
    return new Result(derivative, steps(adjoints, variable, derivative, owns));
  }

  /** What is differentiated: for an element of a defined family, what that element is. */
  private Expr value(Expr expression, Expr variable) {
    Expr written = definitions.withUnits(expression);
    return written instanceof IndexedSymbol element
            && definitions.hasGeneral(element.family())
            && !definitions.isRecurrent(element.family())
            && name(variable) != name(element)
        ? definitions.valueOf(element).orElse(written)
        : written;
  }

  /** The derivative by a name in a short form. */
  private Expr adjoint(
      Map<Layer, Expr> adjoints,
      Expr by,
      Map<Layer, Map<Expr, Expr>> owns,
      ChainTrace.Chain chain) {
    Expr derivative = derivative(adjoints, by, owns, chain);
    chain.end(derivative);
    Expr expression = adjoints.keySet().iterator().next().target();
    return form.shortest(derivative, expression, chain.listener());
  }

  /** The adjoints in terms of each other, as far as the derivative by the variable needs them. */
  private List<Step> steps(
      Map<Layer, Expr> adjoints, Expr variable, Expr derivative, Map<Layer, Map<Expr, Expr>> owns) {
    Expr expression = adjoints.keySet().iterator().next().target();
    boolean isName =
        expression instanceof Symbol
            || expression instanceof IndexedSymbol element
                && definitions.elements(element.family()).stream()
                    .anyMatch(each -> each.target() == element);
    if (!isName) {
      return List.of();
    }
    Map<Layer, Expr> names = new LinkedHashMap<>();
    Map<Expr, Step> steps = new LinkedHashMap<>();
    adjoints.forEach(
        (layer, adjoint) -> {
          Expr name = adjoint;
          if (!(adjoint instanceof RationalNumber)) {
            name = DerivativeTerm.of(expression, layer.target());
            Substitution written = layer.asWritten();
            Expr value = written.apply(step(names, layer.target(), adjoint, owns));
            steps.put(name, new Step(written.apply(layer.target()), value));
          }
          names.put(layer, name);
        });
    Step last = new Step(variable, step(names, variable, derivative, owns));
    return needed(last, steps);
  }

  /** The steps whose results are used in the end, and the last one. */
  private static List<Step> needed(Step last, Map<Expr, Step> steps) {
    List<Step> sorted = new ArrayList<>(List.of(last));
    Set<Expr> wanted = derivedBy(last.value());
    List<Step> pending = new ArrayList<>(steps.values());
    for (int i = pending.size() - 1; i >= 0; i--) {
      Step step = pending.get(i);
      if (wanted.stream().anyMatch(each -> isInstance(each, step.by()))) {
        wanted.addAll(derivedBy(step.value()));
        sorted.add(0, step);
      }
    }
    return sorted.size() > 1 ? sorted : List.of();
  }

  /** Whether a name is the target of a definition, or an element of the family that it defines. */
  private static boolean isInstance(Expr name, Expr target) {
    return name == target
        || target instanceof IndexedSymbol general
            && name instanceof IndexedSymbol element
            && element.family().equals(general.family())
            && !Definitions.isConcrete(general);
  }

  /** The names by which derivatives that are not carried out are taken. */
  private static Set<Expr> derivedBy(Expr expression) {
    Set<Expr> names = new HashSet<>();
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        if (node instanceof DerivativeTerm derivative) {
          derivative.by().forEach(each -> names.add(each.variable()));
        }
        return true;
      }
    }.apply(expression);
    return names;
  }

  /** A derivative in terms of those before, or as it is where that is shorter. */
  private Expr step(
      Map<Layer, Expr> names, Expr by, Expr derivative, Map<Layer, Map<Expr, Expr>> owns) {
    Expr named = derivative(names, by, owns, ChainTrace.UNTOLD);
    return form.cheaper(derivative, form.shortest(named, derivative, TraceListener.NONE));
  }

  /**
   * The sum over all layers above of their adjoints times their own derivatives, each of these in a
   * short form before its indices are summed over.
   */
  private Expr derivative(
      Map<Layer, Expr> adjoints,
      Expr variable,
      Map<Layer, Map<Expr, Expr>> owns,
      ChainTrace.Chain chain) {
    Sum.Builder sum = new Sum.Builder();
    adjoints.forEach(
        (layer, adjoint) -> {
          if (!adjoint.isZero()) {
            Expr own =
                owns.computeIfAbsent(layer, each -> new HashMap<>())
                    .computeIfAbsent(variable, by -> own(layer, by, chain));
            chain.add(
                layer.target(),
                layer.value(),
                own,
                layer.indices(),
                layer.ranges(),
                () -> isOnlyWay(layer, variable, adjoints.keySet()));
            sum.add(overIndices(layer, adjoint, own, variable, 0, chain.sweep()));
          } else if (chain.sweep().isListening()
              && names(layer.value(), name(variable)).contains(name(variable))) {
            chain.addVanishing(layer.target());
          }
        });
    return sum.build();
  }

  /** Whether no name in a definition but the variable itself leads to the variable. */
  private boolean isOnlyWay(Layer from, Expr variable, Set<Layer> layers) {
    Expr wanted = name(variable);
    Deque<Expr> pending = new ArrayDeque<>(names(from.value(), wanted));
    Set<Expr> reached = new HashSet<>(Set.of(wanted));
    while (!pending.isEmpty()) {
      Expr next = pending.pop();
      if (reached.add(next)) {
        for (Layer layer : layers) {
          if (name(layer.target()) == next) {
            Set<Expr> mentioned = names(layer.value(), wanted);
            if (mentioned.contains(wanted)) {
              return false;
            }
            pending.addAll(mentioned);
          }
        }
      }
    }
    return true;
  }

  /**
   * The derivative of a definition itself, in a short form; that of cases as it is, whose factors a
   * short form takes inside, where no sum finds them.
   */
  private Expr own(Layer layer, Expr by, ChainTrace.Chain chain) {
    TraceListener apart = TraceRecorder.apart(chain.listener());
    Expr raw =
        new Differentiator(by, Definitions.none(), facts, apart).differentiate(layer.value());
    Expr own = holds(Piecewise.class, raw) ? raw : form.shortest(raw, layer.target(), apart);
    chain.own(layer.value(), own, apart);
    return own;
  }

  /**
   * The sum over the indices of a layer of its adjoint times its own derivative. Elements at which
   * that derivative is at a kink for every number, as that of |x_i - x_j| is for j = i, are
   * differentiated by themselves.
   */
  private Expr overIndices(
      Layer layer, Expr adjoint, Expr own, Expr by, int depth, SweepRecorder sweep) {
    Expr result = Product.of(adjoint, own);
    for (int i = layer.indices().size() - 1; i >= 0 && !result.isZero(); i--) {
      Symbol index = layer.indices().get(i);
      IndexRange range = layer.ranges().get(i);
      Expr condition = Logical.TRUE;
      Expr parts = RationalNumber.ZERO;
      Set<Expr> values =
          depth < IndexCollisions.DEEPEST
              ? IndexCollisions.of(index, result, definitions)
              : Set.of();
      for (Expr value : values) {
        try {
          Substitution at = Substitution.of(index, value);
          Layer part = layer.inner(i, at);
          Expr there =
              overIndices(
                  part, at.apply(adjoint), own(part, by, ChainTrace.UNTOLD), by, depth + 1, sweep);
          Expr alone = Product.of(KroneckerDelta.of(index, value), there);
          parts = Sum.of(parts, sum(index, range, condition, alone, sweep));
          condition = Logical.and(condition, Relation.notEqual(index, value));
        } catch (DomainException pole) {
          // The element has no value there, whichever way it is written.
        }
      }
      result = Sum.of(parts, sum(index, range, condition, result, sweep));
    }
    return result;
  }

  private Expr sum(Symbol index, IndexRange range, Expr condition, Expr body, SweepRecorder sweep) {
    return Contraction.sum(index, range.lower(), range.upper(), condition, body, facts, sweep);
  }

  /** A definition with indices of its own, whose names nobody can write. */
  private Optional<Layer> layer(Definitions.Definition definition, int number) {
    if (!(definition.target() instanceof IndexedSymbol element)) {
      return Optional.of(
          new Layer(definition.target(), definition.value(), List.of(), List.of(), Map.of()));
    }
    Map<Expr, Expr> renaming = new HashMap<>();
    List<Symbol> indices = new ArrayList<>();
    List<IndexRange> found = new ArrayList<>();
    List<IndexRange> axes = ranges.getOrDefault(element.family(), List.of());
    for (int i = 0; i < element.indices().size(); i++) {
      if (element.indices().get(i) instanceof Symbol index) {
        if (i >= axes.size() || axes.get(i).upper() == NamedConstant.INFINITY) {
          return Optional.empty();
        }
        Symbol renamed = index.apart(number);
        renaming.put(index, renamed);
        indices.add(renamed);
        found.add(axes.get(i));
      }
    }
    Substitution substitution = Substitution.of(renaming);
    return Optional.of(
        new Layer(
            substitution.apply(element),
            substitution.apply(definition.value()),
            indices,
            found,
            renaming));
  }

  /** The definitions on the way from the expression to the variable, each before those below. */
  private Optional<List<Definitions.Definition>> order(Expr expression, Expr variable) {
    Expr wanted = name(variable);
    boolean hasMoreWays =
        variable instanceof IndexedSymbol element
            && wanted != variable
            && (!definitions.elements(element.family()).isEmpty()
                || definitions.isRecurrent(element.family()));
    if (hasMoreWays || holds(DerivativeTerm.class, expression)) {
      return Optional.empty();
    }
    Map<Definitions.Definition, Set<Expr>> mentions = new LinkedHashMap<>();
    Set<Expr> reached = new HashSet<>(Set.of(wanted));
    Deque<Expr> pending = new ArrayDeque<>(names(value(expression, variable), wanted));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr next = pending.pop();
      if (!reached.add(next)) {
        continue;
      }
      List<Definitions.Definition> found = definitions.named(next);
      boolean isGeneral = found.stream().anyMatch(each -> !Definitions.isConcrete(each.target()));
      if (next instanceof Symbol family && definitions.isRecurrent(family.name())
          || found.stream().anyMatch(each -> holds(DerivativeTerm.class, each.value()))
          || isGeneral && found.size() > 1) {
        return Optional.empty();
      }
      if (mentions.size() + found.size() > Limit.BACKWARD_NAMES.most()) {
        Limit.BACKWARD_NAMES.stop();
        return Optional.empty();
      }
      for (Definitions.Definition each : found) {
        Set<Expr> names = names(definitions.withUnits(each.value()), wanted);
        mentions.put(each, names);
        pending.addAll(names);
      }
    }
    return sorted(mentions, wanted);
  }

  /** The definitions that lead to the wanted name, sorted; empty where they lead in a circle. */
  private Optional<List<Definitions.Definition>> sorted(
      Map<Definitions.Definition, Set<Expr>> mentions, Expr wanted) {
    Set<Definitions.Definition> leading = new LinkedHashSet<>();
    Set<Expr> names = new HashSet<>(Set.of(wanted));
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Map.Entry<Definitions.Definition, Set<Expr>> each : mentions.entrySet()) {
        if (!leading.contains(each.getKey())
            && each.getValue().stream().anyMatch(names::contains)) {
          leading.add(each.getKey());
          names.add(name(each.getKey().target()));
          grows = true;
        }
      }
    }
    List<Definitions.Definition> sorted = new ArrayList<>();
    while (!leading.isEmpty()) {
      List<Definitions.Definition> top = new ArrayList<>();
      for (Definitions.Definition each : leading) {
        Expr name = name(each.target());
        if (leading.stream()
            .noneMatch(other -> mentions.getOrDefault(other, Set.of()).contains(name))) {
          top.add(each);
        }
      }
      if (top.isEmpty()) {
        return Optional.empty();
      }
      sorted.addAll(top);
      top.forEach(leading::remove);
    }
    return Optional.of(sorted);
  }

  /** What a name is known by: itself where it is plain or defined alone, or else its family. */
  private Expr name(Expr target) {
    return target instanceof IndexedSymbol element && !isUnit(element)
        ? Symbol.named(element.family())
        : target;
  }

  private boolean isUnit(IndexedSymbol element) {
    return definitions.isOneByOne(element.family()) && Definitions.isConcrete(element);
  }

  /** The plain names, the families and the elements defined alone that an expression mentions. */
  private Set<Expr> names(Expr expression, Expr wanted) {
    Set<Expr> names = new LinkedHashSet<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(expression));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      node.children().forEach(pending::push);
      if (node instanceof IndexedSymbol element
          && definitions.isOneByOne(element.family())
          && !isUnit(element)) {
        // It may be any of them, the wanted one too.
        definitions.elements(element.family()).forEach(each -> names.add(each.target()));
        if (wanted instanceof IndexedSymbol one && one.family().equals(element.family())) {
          names.add(wanted);
        }
      } else if (node instanceof IndexedSymbol || node instanceof Symbol) {
        names.add(name(node));
      }
    }
    return names;
  }

  /** Whether an expression of a kind is part of another. */
  static boolean holds(Class<? extends Expr> kind, Expr expression) {
    return new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return kind.isInstance(node) || dependencies(node).stream().anyMatch(this::result);
      }
    }.apply(expression);
  }
}
