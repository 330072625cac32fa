package org.chainrule.bench.symbolic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.Chainrule;
import org.chainrule.differentiate.BackwardGradient;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Product;
import org.chainrule.expr.Sum;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Simplifier;

/** Chainrule: raw derivatives, and simplified ones. */
final class OfChainrule implements Competitor<Expr> {
  /** The names get an ending, so that nothing which is kept of a run before is of use. */
  private final String ending;

  private final Map<String, Function> functions = new HashMap<>();

  OfChainrule(String ending) {
    this.ending = ending;
    for (String name : List.of("exp", "log", "sin", "cos")) {
      functions.put(name, ((Apply) Chainrule.parse(name + "(x)")).function());
    }
  }

  @Override
  public Expr parsed(String text) {
    return Chainrule.parse(text);
  }

  @Override
  public List<Expr> derived(Program program, Map<String, Expr> values) {
    Expr target = values.get(program.target());
    List<Expr> by = program.variables().stream().map(values::get).toList();
    List<Expr> answers = new ArrayList<>();
    switch (program.question()) {
      case DERIVATIVE -> answers.add(derivative(target, by.get(0)));
      case ORDERS -> {
        for (int i = 0; i < program.order(); i++) {
          answers.add(derivative(i == 0 ? target : answers.get(i - 1), by.get(0)));
        }
      }
      case GRADIENT -> answers.addAll(gradient(target, by));
      case HESSIAN, BOTH -> {
        List<Expr> gradient = List.copyOf(gradient(target, by));
        if (program.question() == Program.Question.BOTH) {
          answers.addAll(gradient);
        }
        for (int i = 0; i < by.size(); i++) {
          answers.addAll(gradient(gradient.get(i), by.subList(0, i + 1)));
        }
      }
      case PARSING -> throw new IllegalArgumentException("nothing is derived");
    }
    return answers;
  }

  /** The answers, derived and simplified; higher orders from the simplified ones. */
  List<Expr> simplified(Program program, Map<String, Expr> values) {
    List<Expr> answers = new ArrayList<>();
    if (program.question() == Program.Question.ORDERS) {
      Expr current = values.get(program.target());
      Expr by = values.get(program.variables().get(0));
      for (int i = 0; i < program.order(); i++) {
        current = simplified(derivative(current, by));
        answers.add(current);
      }
    } else {
      derived(program, values).forEach(each -> answers.add(simplified(each)));
    }
    return answers;
  }

  private static Expr simplified(Expr expression) {
    return new Simplifier(Facts.none()).simplify(expression);
  }

  private static Expr derivative(Expr expression, Expr by) {
    return new Differentiator(by, Definitions.none(), Facts.none()).differentiate(expression);
  }

  private static Collection<Expr> gradient(Expr expression, List<Expr> by) {
    return BackwardGradient.of(expression, by, Definitions.none(), Facts.none()).values();
  }

  /** The number of nodes, shared ones counted once. */
  static int nodes(List<Expr> roots) {
    Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Expr> pending = new ArrayDeque<>(roots);
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (seen.add(node)) {
        pending.addAll(node.children());
      }
    }
    return seen.size();
  }

  @Override
  public Algebra<Expr> algebra() {
    return new Algebra<>() {
      @Override
      public Expr number(long value) {
        return Expr.of(value);
      }

      @Override
      public Expr symbol(String name) {
        return Expr.symbol(name + ending);
      }

      @Override
      public Expr sum(List<Expr> terms) {
        Sum.Builder sum = new Sum.Builder();
        terms.forEach(sum::add);
        return sum.build();
      }

      @Override
      public Expr product(List<Expr> factors) {
        return Product.of(factors);
      }

      @Override
      public Expr power(Expr base, int exponent) {
        return base.power(exponent);
      }

      @Override
      public Expr call(String function, Expr argument) {
        return Apply.of(functions.get(function), argument);
      }
    };
  }
}
