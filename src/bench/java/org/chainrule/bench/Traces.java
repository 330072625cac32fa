package org.chainrule.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Symbol;
import org.chainrule.model.Question;
import org.chainrule.resolve.Declarations;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.TraceListener;
import org.chainrule.rewrite.TraceRecorder;
import org.chainrule.simplify.Simplifier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a derivative costs where nobody wants to know its steps, and where somebody does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Traces {
  private static final int LINKS = 200;

  @Param({"Trace-quotient", "Trace-chain", "Trace-softmax"})
  public String workload = "";

  private Expr expression = Expr.of(0);
  private Expr variable = Expr.of(0);
  private Definitions definitions = Definitions.none();
  private Facts facts = Facts.none();

  @Setup
  public void prepare() {
    switch (workload) {
      case "Trace-quotient" -> ask(List.of(), "x^2*sin(x)/(1 + exp(-x))", "x");
      case "Trace-chain" -> chain();
      default ->
          ask(List.of("y_i = exp(x_i)/sum_k exp(x_k)", "L = -sum_k t_k*log(y_k)"), "L", "x_j");
    }
  }

  private void ask(List<String> statements, String text, String by) {
    Question question = new Question(text, List.of(by), Declarations.of(statements));
    expression = question.expression();
    variable = question.variables(by).get(0).variable();
    definitions = question.definitions();
    facts = question.facts();
  }

  /** One function in another, all of it shared with the derivative. */
  private void chain() {
    Symbol x = Symbol.of("x");
    Expr link = x;
    for (int i = 0; i < LINKS; i++) {
      link = link.times(link).plus(x);
    }
    expression = link;
    variable = x;
  }

  private Expr derivative(TraceListener listener) {
    Expr derivative =
        new Differentiator(variable, definitions, facts, listener).differentiate(expression);
    return workload.equals("Trace-chain")
        ? derivative
        : new Simplifier(facts, listener).simplify(derivative);
  }

  @Benchmark
  public Expr untold() {
    return derivative(TraceListener.NONE);
  }

  @Benchmark
  public Expr told() {
    return derivative(new TraceRecorder());
  }
}
