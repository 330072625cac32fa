package org.chainrule.verify;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.chainrule.evaluate.Context;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Rewriter;
import org.chainrule.function.Functions;
import org.chainrule.model.Question;
import org.chainrule.precise.PreciseTrigonometry;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;

/**
 * Concrete functions in the place of those of which only the name is declared, so that a claim
 * about these can be checked: what holds for every smooth function holds for them.
 *
 * <p>Each is a constant and a sum of sines of sums of its arguments, with numbers drawn by a seed.
 * Its derivatives of every order are the same sum with sines moved by quarter turns, written down
 * here and not found by differentiating.
 */
final class UnknownFunctions {
  private static final int TERMS = 3;
  private static final int GUARD_DIGITS = 10;

  private final Map<String, Integer> arities = new TreeMap<>();
  private final Map<String, Function> rows = new HashMap<>();
  private final long seed;

  /** The functions that a question and a claim about it use. */
  UnknownFunctions(Question question, Expr claim, long seed) {
    this.seed = seed;
    Set<String> declared = question.declarations().declaredFunctions();
    if (declared.isEmpty()) {
      return;
    }
    List<Syntax> trees = new ArrayList<>(question.syntax().stream().toList());
    question.declarations().definitions().forEach(each -> trees.add(each.valueSyntax()));
    for (Syntax tree : trees) {
      SyntaxWalk.forEach(
          tree,
          node -> {
            if (node instanceof Syntax.Call call && declared.contains(call.function())) {
              arities.put(call.function(), call.arguments().size());
            }
          });
    }
    List<Expr> expressions = new ArrayList<>(List.of(claim, question.expression()));
    question.declarations().definedFunctions().forEach(each -> expressions.add(each.body()));
    Pass<Boolean> collector =
        new Pass<>() {
          @Override
          protected Boolean compute(Expr node) {
            if (node instanceof Apply apply && apply.function().isDeclared()) {
              arities.put(apply.function().name(), apply.arguments().size());
            }
            return true;
          }
        };
    expressions.forEach(collector::apply);
  }

  /** The names of the functions. */
  Set<String> names() {
    return arities.keySet();
  }

  /** The rows of the table, and those of the functions and, with primes, of their derivatives. */
  Context.Lookup lookup() {
    return name -> {
      int places = name.startsWith("D[") ? name.indexOf(']') : -1;
      String plain = name.substring(places + 1).replace("'", "");
      Integer arity = arities.get(plain);
      if (arity == null) {
        return Functions.named(name);
      }
      List<Integer> orders = new ArrayList<>(Collections.nCopies(arity, 0));
      if (arity > 0) {
        orders.set(0, name.length() - name.replace("'", "").length());
      }
      if (places > 0) {
        for (String place : name.substring(2, places).split(", ", -1)) {
          int argument = Integer.parseInt(place) - 1;
          orders.set(argument, orders.get(argument) + 1);
        }
      }
      return Optional.of(row(plain, orders));
    };
  }

  /** An expression with the concrete functions in it. */
  Expr concrete(Expr expression) {
    if (arities.isEmpty()) {
      return expression;
    }
    return new Rewriter() {
      @Override
      public Expr visit(Apply apply) {
        Function function = apply.function();
        if (!function.isDeclared()) {
          return super.visit(apply);
        }
        List<Expr> arguments = apply.arguments().stream().map(this::result).toList();
        return Apply.of(row(function.name(), function.derivativeOrders()), arguments);
      }
    }.apply(expression);
  }

  private Function row(String name, List<Integer> orders) {
    return rows.computeIfAbsent(
        name + orders,
        key -> {
          Function.Parameter[] parameters = new Function.Parameter[orders.size()];
          Arrays.fill(parameters, Function.Parameter.SCALAR);
          Sines sines = Sines.drawn(new Random(seed + name.hashCode()), orders.size());
          return Function.function(key, parameters)
              .kernel(arguments -> sines.at(orders, arguments))
              .preciseKernel((arguments, context) -> sines.at(orders, arguments, context))
              .build();
        });
  }

  /** A sine of a sum: {@code amplitude*sin(phase + frequencies . arguments)}. */
  private record Wave(BigDecimal amplitude, BigDecimal phase, List<BigDecimal> frequencies) {}

  private record Sines(BigDecimal constant, List<Wave> waves) {
    static Sines drawn(Random random, int arity) {
      List<Wave> waves = new ArrayList<>();
      for (int i = 0; i < TERMS; i++) {
        List<BigDecimal> frequencies = new ArrayList<>();
        for (int j = 0; j < arity; j++) {
          frequencies.add(number(random, 300, 1_700));
        }
        waves.add(new Wave(number(random, 500, 1_500), number(random, 0, 6_000), frequencies));
      }
      return new Sines(number(random, 500, 1_500), waves);
    }

    private static BigDecimal number(Random random, int from, int to) {
      return BigDecimal.valueOf(random.nextInt(from, to), 3);
    }

    double at(List<Integer> orders, double[] arguments) {
      for (double argument : arguments) {
        if (!Double.isFinite(argument)) {
          return Double.NaN;
        }
      }
      List<BigDecimal> exact = Arrays.stream(arguments).mapToObj(BigDecimal::new).toList();
      return at(orders, exact, MathContext.DECIMAL64).doubleValue();
    }

    BigDecimal at(List<Integer> orders, List<BigDecimal> arguments, MathContext context) {
      MathContext working = new MathContext(context.getPrecision() + GUARD_DIGITS);
      int turns = orders.stream().mapToInt(Integer::intValue).sum();
      BigDecimal sum = turns == 0 ? constant : BigDecimal.ZERO;
      for (Wave wave : waves) {
        BigDecimal angle = wave.phase();
        BigDecimal factor = wave.amplitude();
        for (int j = 0; j < arguments.size(); j++) {
          BigDecimal frequency = wave.frequencies().get(j);
          angle = angle.add(frequency.multiply(arguments.get(j)), working);
          factor = factor.multiply(frequency.pow(orders.get(j)), working);
        }
        BigDecimal sine =
            turns % 2 == 0
                ? PreciseTrigonometry.sin(angle, working)
                : PreciseTrigonometry.cos(angle, working);
        BigDecimal term = factor.multiply(sine, working);
        sum = turns % 4 < 2 ? sum.add(term, working) : sum.subtract(term, working);
      }
      return sum.round(context);
    }
  }
}
