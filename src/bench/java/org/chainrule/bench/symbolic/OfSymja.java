package org.chainrule.bench.symbolic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.matheclipse.core.eval.ExprEvaluator;
import org.matheclipse.core.expression.F;
import org.matheclipse.core.interfaces.IExpr;

/** Symja, which has what it derives in its canonical form. */
final class OfSymja implements Competitor<IExpr> {
  private final ExprEvaluator evaluator = new ExprEvaluator(false, (short) 10);

  @Override
  public IExpr parsed(String text) {
    return evaluator.parse(
        text.replace("exp(", "Exp(")
            .replace("log(", "Log(")
            .replace("sin(", "Sin(")
            .replace("cos(", "Cos("));
  }

  @Override
  public List<IExpr> derived(Program program, Map<String, IExpr> values) {
    IExpr target = values.get(program.target());
    List<IExpr> by = program.variables().stream().map(values::get).toList();
    List<IExpr> answers = new ArrayList<>();
    List<IExpr> gradient = new ArrayList<>();
    switch (program.question()) {
      case DERIVATIVE, GRADIENT -> by.forEach(each -> answers.add(derivative(target, each)));
      case ORDERS -> {
        for (int i = 0; i < program.order(); i++) {
          answers.add(derivative(i == 0 ? target : answers.get(i - 1), by.get(0)));
        }
      }
      case HESSIAN, BOTH -> {
        by.forEach(each -> gradient.add(derivative(target, each)));
        if (program.question() == Program.Question.BOTH) {
          answers.addAll(gradient);
        }
        for (int i = 0; i < by.size(); i++) {
          for (IExpr other : by.subList(0, i + 1)) {
            answers.add(derivative(gradient.get(i), other));
          }
        }
      }
      case PARSING -> throw new IllegalArgumentException("nothing is derived");
    }
    return answers;
  }

  private IExpr derivative(IExpr expression, IExpr by) {
    return evaluator.eval(F.D(expression, by));
  }

  @Override
  public Algebra<IExpr> algebra() {
    return new Algebra<>() {
      @Override
      public IExpr number(long value) {
        return F.ZZ(value);
      }

      @Override
      public IExpr symbol(String name) {
        return evaluator.defineVariable(name);
      }

      @Override
      public IExpr sum(List<IExpr> terms) {
        return F.Plus(terms.toArray(IExpr[]::new));
      }

      @Override
      public IExpr product(List<IExpr> factors) {
        return F.Times(factors.toArray(IExpr[]::new));
      }

      @Override
      public IExpr power(IExpr base, int exponent) {
        return F.Power(base, exponent);
      }

      @Override
      public IExpr call(String function, IExpr argument) {
        return switch (function) {
          case "exp" -> F.Exp(argument);
          case "log" -> F.Log(argument);
          case "sin" -> F.Sin(argument);
          case "cos" -> F.Cos(argument);
          default -> throw new IllegalArgumentException(function);
        };
      }
    };
  }
}
