package org.chainrule.answer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.compile.graph.FamilyRanges;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.EvaluateDerivatives;
import org.chainrule.error.DomainException;
import org.chainrule.error.NamesException;
import org.chainrule.error.PointException;
import org.chainrule.evaluate.ArrayLengths;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.Points;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Services;
import org.chainrule.expr.Substitution;
import org.chainrule.function.Functions;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Question;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.ReadingVariable;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Distribute;
import org.chainrule.simplify.Simplifier;

/** The service by which expressions show and evaluate themselves; found by the service loader. */
public final class PresentationProvider implements Services.Presentation {
  /** Whether a person reads what is shown, who is to see the conditions of an answer too. */
  private static final boolean IS_IN_SHELL = Boolean.getBoolean("org.chainrule.shell");

  /** Answers where no problem is around an expression. */
  private static final DerivingEngine ALONE =
      new DerivingEngine(new Problem(List.of(), List.of()), Options.DEFAULT);

  /** Made by the service loader. */
  public PresentationProvider() {}

  @Override
  public String text(Expr expression) {
    return IS_IN_SHELL
        ? Printer.withCondition(expression, Spelling.NONE)
        : Printer.text(expression, Spelling.NONE);
  }

  @Override
  public String latex(Expr expression) {
    return Printer.latex(expression, Spelling.NONE);
  }

  @Override
  public Expr derivative(Expr expression, String variables) {
    return ALONE.derivative(expression, variables);
  }

  @Override
  public Expr simplified(Expr expression) {
    Facts facts = Facts.none();
    return new Simplifier(facts)
        .simplify(new EvaluateDerivatives(Definitions.none(), facts).apply(expression));
  }

  @Override
  public Expr expanded(Expr expression) {
    return Distribute.in(expression, Facts.none());
  }

  @Override
  public Expr substituted(Expr expression, String name, Expr value) {
    Question question = new Question(expression, List.of(name), Declarations.NONE);
    List<ReadingVariable> named = question.variables(name);
    if (named.size() != 1) {
      throw new PointException("`" + name + "` is not one name");
    }
    return Substitution.of(named.get(0).variable(), value).apply(expression);
  }

  @Override
  public Set<String> variables(Expr expression) {
    return CanonicalNames.namesToGive(expression);
  }

  @Override
  public double at(Expr expression, Object... namesAndValues) {
    Point point = Points.of(namesAndValues);
    RestrictedAnswer.conditions(expression).forEach(each -> requireWhereGiven(each, point));
    ArrayLengths.Placed answer = ArrayLengths.of(RestrictedAnswer.answer(expression), point);
    return Evaluator.evaluate(answer.expression(), answer.point(), context(answer.expression()));
  }

  /** What arrays tell of the lengths of families. */
  private static Context<Expr> context(Expr expression) {
    Map<String, List<Expr>> lengths = new HashMap<>();
    Map<String, Map<Integer, List<Expr>>> partial = new HashMap<>();
    FamilyRanges.of(expression)
        .forEach(
            (family, extents) -> {
              if (extents.stream().allMatch(each -> each.lower().isOne())) {
                lengths.put(family, extents.stream().map(IndexRange::upper).toList());
                partial.put(family, partial(extents));
              }
            });
    return Context.<Expr>of(Functions::named).withFamilies(lengths).withPartial(partial);
  }

  /** The ends that were written and may lie within an array, unlike the usual n. */
  private static Map<Integer, List<Expr>> partial(List<IndexRange> extents) {
    Map<Integer, List<Expr>> partial = new HashMap<>();
    for (int axis = 0; axis < extents.size(); axis++) {
      Expr upper = extents.get(axis).upper();
      if (upper != IndexRange.CONVENTIONAL.upper()) {
        partial.put(axis, List.of(upper));
      }
    }
    return partial;
  }

  /** Refuses a point at which a condition does not hold; one on names that it lacks may. */
  private static void requireWhereGiven(Expr condition, Point point) {
    var holds = List.of(new Piecewise.Branch(RationalNumber.ONE, condition));
    Expr truth = Piecewise.of(holds, RationalNumber.ZERO);
    try {
      if (Evaluator.evaluate(truth, point, context(condition)) != 0) {
        return;
      }
    } catch (NamesException notGiven) {
      return;
    }
    throw new DomainException("outside the domain: " + condition + " does not hold");
  }
}
