package org.chainrule.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.NameMeanings;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;

/**
 * The derivatives of elements that an answer holds, as families of their own: their elements are
 * carried out when an evaluation reaches them, at the numbers that the indices then have.
 */
public final class UnevaluatedDerivatives {
  private final Question question;
  private final Map<DerivativeTerm, String> families = new HashMap<>();
  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final Map<Expr, Differentiator> differentiators = new HashMap<>();

  /**
   * Derivatives that differ in nothing but their indices.
   *
   * @param derivative with a symbol for each index
   * @param indices these symbols
   */
  private record Kind(DerivativeTerm derivative, List<Symbol> indices) {}

  public UnevaluatedDerivatives(Question question) {
    this.question = question;
  }

  /** Whether a derivative that is not carried out stands in the expression. */
  public static boolean in(Expr expression) {
    return new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof DerivativeTerm || dependencies(node).stream().anyMatch(this::result);
      }
    }.apply(expression);
  }

  /** The expression with an element of a family in the place of each derivative. */
  public Expr asFamilies(Expr expression) {
    return in(expression) ? new Naming().apply(expression) : expression;
  }

  /** The context, knowing the families too. */
  public Context<Expr> within(Context<Expr> context) {
    return context.withDefinitions(new Carried(context.definitions()));
  }

  private final class Naming extends Rewriter {
    @Override
    protected List<Expr> dependencies(Expr node) {
      return node instanceof DerivativeTerm ? List.of() : super.dependencies(node);
    }

    @Override
    public Expr visit(DerivativeTerm derivative) {
      boolean isOfRecurrence =
          derivative.body() instanceof IndexedSymbol element
              && question.definitions().isRecurrent(element.family());
      if (!isOfRecurrence) {
        return derivative;
      }
      List<Expr> indices = new ArrayList<>();
      List<Symbol> names = new ArrayList<>();
      Expr body = general(derivative.body(), indices, names);
      List<DerivativeTerm.Variable> variables = new ArrayList<>();
      for (DerivativeTerm.Variable each : derivative.by()) {
        Expr variable = general(each.variable(), indices, names);
        variables.add(new DerivativeTerm.Variable(variable, each.order()));
      }
      DerivativeTerm general = (DerivativeTerm) DerivativeTerm.of(body, variables);
      String family = families.computeIfAbsent(general, key -> "derivative " + kinds.size());
      kinds.putIfAbsent(family, new Kind(general, List.copyOf(names)));
      return IndexedSymbol.of(family, indices);
    }
  }

  private static Expr general(Expr name, List<Expr> indices, List<Symbol> names) {
    if (!(name instanceof IndexedSymbol element)) {
      return name;
    }
    List<Expr> own = new ArrayList<>();
    for (Expr index : element.indices()) {
      Symbol symbol = Symbol.named("index " + names.size());
      names.add(symbol);
      own.add(symbol);
      indices.add(index);
    }
    return IndexedSymbol.of(element.family(), own);
  }

  private Optional<Expr> carriedOut(Kind kind, List<BigInteger> numbers) {
    Map<Expr, Expr> values = new HashMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      values.put(kind.indices().get(i), Expr.of(Rational.of(numbers.get(i))));
    }
    DerivativeTerm concrete = (DerivativeTerm) Substitution.of(values).apply(kind.derivative());
    List<Expr> by = new ArrayList<>();
    for (DerivativeTerm.Variable each : concrete.by()) {
      by.addAll(Collections.nCopies(each.order(), each.variable()));
    }
    return Optional.of(carriedOut(concrete.body(), by));
  }

  /** The derivative by variables in turn, carried out as far as there are numbers for indices. */
  public Expr carriedOut(Expr expression, List<Expr> by) {
    Expr value = expression;
    for (Expr variable : by) {
      value = differentiator(variable).differentiate(value);
    }
    return asFamilies(value);
  }

  private Differentiator differentiator(Expr variable) {
    return differentiators.computeIfAbsent(
        variable,
        each ->
            new Differentiator(each, question.definitions().withFreeStarts(), question.facts()));
  }

  /** Definitions that carry derivatives out when they are asked for. */
  private final class Carried implements NameMeanings<Expr> {
    private final NameMeanings<Expr> others;

    Carried(NameMeanings<Expr> others) {
      this.others = others;
    }

    @Override
    public Optional<Expr> of(String name) {
      return others.of(name);
    }

    @Override
    public Optional<Expr> of(String family, List<BigInteger> indices) {
      Kind kind = kinds.get(family);
      return kind == null ? others.of(family, indices) : carriedOut(kind, indices);
    }

    @Override
    public Set<String> names() {
      return others.names();
    }
  }
}
