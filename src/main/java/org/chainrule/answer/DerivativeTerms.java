package org.chainrule.answer;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.chainrule.condition.DomainConditions;
import org.chainrule.differentiate.StepsAsCases;
import org.chainrule.error.DomainException;
import org.chainrule.error.KinkException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.NameMeanings;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.Question;
import org.chainrule.model.UnevaluatedDerivatives;
import org.chainrule.number.Rational;
import org.chainrule.resolve.Definition;
import org.chainrule.resolve.SideCondition;

/**
 * The derivatives that stand as terms in an expression, which have values only where what they are
 * of has a derivative: each is valued as an answer of its own, at the indices that are bound around
 * it.
 */
final class DerivativeTerms {
  private static final List<String> LETTERS = List.of("i", "j", "k", "l", "m");

  private final Question question;
  private final AtKinks atKinks;
  private final UnaryOperator<Context<Expr>> limits;
  private final Map<DerivativeTerm, Term> terms = new LinkedHashMap<>();
  private final Map<String, Term> byName = new HashMap<>();
  private final UnevaluatedDerivatives remaining;
  private final List<String> letters;
  private final Expr expression;
  private final List<Vanished> vanished = new ArrayList<>();

  /** The definitions, no derivative in them carried out. */
  private final org.chainrule.differentiate.Definitions written;

  /** The families in whose definitions derivatives stand. */
  private final Set<String> withTerms = new HashSet<>();

  /** A derivative that was written, and the condition under which its value is asked for. */
  private record Vanished(Expr reached, Term term) {}

  /** A term made ready for points that bind the same names. */
  private record Placed(DerivativeValue value, Context<Expr> open) {}

  /** A derivative, with a symbol for each index that is bound around it. */
  private final class Term {
    private final List<Symbol> indices;
    private final Question body;
    private final List<Expr> by = new ArrayList<>();
    private final Expr derivative;
    private final Map<Set<String>, Placed> placed = new HashMap<>();

    Term(DerivativeTerm given, List<Symbol> indices) {
      this.indices = indices;
      body = new Question(given.body(), List.of(), question.declarations());
      for (DerivativeTerm.Variable each : given.by()) {
        by.addAll(Collections.nCopies(each.order(), each.variable()));
      }
      derivative = remaining.asFamilies(question.carriedOut(given));
    }

    /** What the derivative is at a point, where it is there at all. */
    Expr at(Point given, List<BigInteger> numbers, Closeness closeness) {
      Map<Expr, Expr> values = new HashMap<>();
      Point point = given;
      for (int i = 0; i < numbers.size(); i++) {
        Rational number = Rational.of(numbers.get(i));
        values.put(indices.get(i), Expr.of(number));
        point = point.with(indices.get(i).name(), number);
      }
      Set<String> known = new TreeSet<>(point.scalarNames());
      known.addAll(point.families());
      Placed there = placed.computeIfAbsent(known, this::placed);
      Value value = there.value().at(point, closeness.ofNumber());
      Double number = value.number();
      if (number == null) {
        throw new DomainException(String.valueOf(value.error()));
      }
      if (closeness == Closeness.PICTURE) {
        return Expr.of(Rational.of(new BigDecimal(number)));
      }
      try {
        Evaluator.evaluate(StepsAsCases.of(derivative), point, there.open());
        return Substitution.of(values).apply(derivative);
      } catch (KinkException | DomainException beside) {
        return Expr.of(Rational.of(new BigDecimal(number)));
      }
    }

    private Placed placed(Set<String> known) {
      Context<Expr> open = context(StepsAsCases::of, known);
      DerivativeValue value =
          new DerivativeValue(
              body,
              derivative,
              by,
              open,
              context(StepsAsCases::closed, known),
              context(UnaryOperator.identity(), known),
              EvaluationBindings.ofTrees(body).withKnown(known),
              DomainConditions.ofDerivative(body, by),
              atKinks);
      return new Placed(value, open);
    }

    private Context<Expr> context(UnaryOperator<Expr> change, Set<String> known) {
      Context<Expr> within = EvaluationBindings.ofExpressions(body, change, Set.of());
      return limits.apply(remaining.within(within).withKnown(known));
    }
  }

  /**
   * The terms of a question.
   *
   * @param limits what bounds the work of an evaluation
   */
  DerivativeTerms(Question question, AtKinks atKinks, UnaryOperator<Context<Expr>> limits) {
    this.question = question;
    this.atKinks = atKinks;
    this.limits = limits;
    remaining = new UnevaluatedDerivatives(question);
    List<org.chainrule.differentiate.Definitions.Definition> defined = new ArrayList<>();
    for (Definition each : question.declarations().definitions()) {
      defined.add(
          new org.chainrule.differentiate.Definitions.Definition(each.target(), each.value()));
      if (each.target() instanceof IndexedSymbol element
          && UnevaluatedDerivatives.in(each.value())) {
        withTerms.add(element.family());
      }
    }
    written = org.chainrule.differentiate.Definitions.of(defined);
    letters = new ArrayList<>(LETTERS);
    letters.removeAll(question.names());
    letters.removeAll(question.freeIndices().keySet());
    expression = new Naming().apply(question.unevaluated());
    for (SideCondition need : DomainConditions.terms(question)) {
      if (need.parts().get(0) instanceof DerivativeTerm term && !terms.containsKey(term)) {
        vanished.add(new Vanished(need.reached(), new Term(term, List.of())));
      }
    }
  }

  boolean isEmpty() {
    return terms.isEmpty() && vanished.isEmpty();
  }

  /**
   * Values what was written and is no part of the expression any more, as in {@code 0*diff(f, x)}.
   *
   * @throws org.chainrule.error.ChainruleException where a derivative has no value that is reached
   */
  void requireVanished(Point point, Context<Expr> context) {
    for (Vanished each : vanished) {
      Expr reached =
          Piecewise.of(
              List.of(new Piecewise.Branch(RationalNumber.ONE, each.reached())),
              RationalNumber.ZERO);
      if (Evaluator.evaluate(reached, point, context) != 0) {
        each.term().at(point, List.of(), Closeness.NUMBER);
      }
    }
  }

  /** The expression with a name, or an element at the indices around, for each term. */
  Expr expression() {
    return expression;
  }

  /** A context that knows the terms' values at a point too. */
  Context<Expr> within(Context<Expr> context, Point point, Closeness closeness) {
    Context<Expr> carried = remaining.within(context);
    NameMeanings<Expr> others = carried.definitions();
    return carried.withDefinitions(
        new NameMeanings<>() {
          @Override
          public Optional<Expr> of(String name) {
            Term term = byName.get(name);
            return term == null ? others.of(name) : Optional.of(valued(term, List.of()));
          }

          @Override
          public Optional<Expr> of(String family, List<BigInteger> indices) {
            Term term = byName.get(family);
            return term == null ? defined(family, indices) : Optional.of(valued(term, indices));
          }

          private Optional<Expr> defined(String family, List<BigInteger> indices) {
            List<Expr> numbers = new ArrayList<>();
            indices.forEach(each -> numbers.add(Expr.of(Rational.of(each))));
            return (withTerms.contains(family)
                    ? written.valueOf(IndexedSymbol.of(family, numbers))
                    : Optional.<Expr>empty())
                .map(value -> new Naming().apply(value))
                .or(() -> others.of(family, indices));
          }

          @Override
          public Set<String> names() {
            return others.names();
          }

          private Expr valued(Term term, List<BigInteger> indices) {
            return term.at(point, indices, closeness);
          }
        });
  }

  private final class Naming extends Rewriter {
    @Override
    protected List<Expr> dependencies(Expr node) {
      return node instanceof DerivativeTerm ? List.of() : super.dependencies(node);
    }

    @Override
    public Expr visit(DerivativeTerm derivative) {
      List<Symbol> bound = bound(derivative);
      Map<Expr, Expr> named = new HashMap<>();
      List<Symbol> indices = new ArrayList<>();
      for (Symbol each : bound) {
        int number = indices.size();
        Symbol letter =
            Symbol.named(number < letters.size() ? letters.get(number) : "index " + number);
        indices.add(letter);
        named.put(each, letter);
      }
      DerivativeTerm general = (DerivativeTerm) Substitution.of(named).apply(derivative);
      String name = "derivative term " + terms.size();
      Term known = terms.get(general);
      if (known == null) {
        known = new Term(general, indices);
        terms.put(general, known);
        byName.put(name, known);
      } else {
        for (Map.Entry<String, Term> each : byName.entrySet()) {
          name = each.getValue() == known ? each.getKey() : name;
        }
      }
      return bound.isEmpty() ? Symbol.named(name) : IndexedSymbol.of(name, List.copyOf(bound));
    }
  }

  /** The indices of the sums around, in the order in which they occur. */
  private static List<Symbol> bound(Expr derivative) {
    List<Symbol> bound = new ArrayList<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(derivative));
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (Symbol.largestOpened(node) > 0 && seen.add(node)) {
        if (node instanceof Symbol symbol) {
          bound.add(symbol);
        }
        node.children().forEach(pending::push);
      }
    }
    return bound;
  }
}
