package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.NamesException;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.BudgetException;
import org.chainrule.number.DomainException;
import org.chainrule.number.Rational;
import org.chainrule.parse.Declarations;
import org.chainrule.parse.Lowering;
import org.chainrule.parse.ReadingResult;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Simplifier;
import org.chainrule.syntax.Syntax;
import org.chainrule.verify.Check;
import org.chainrule.verify.DerivativeCheck;
import org.chainrule.verify.Equivalence;
import org.chainrule.verify.Verdict;
import org.junit.jupiter.api.Test;

/** Derivatives are right and simplifying them changes no value, over hundreds of expressions. */
class SimplifyLawTest {
  private static final int COMPOSITIONS = 120;
  private static final double TOLERANCE = 1e-12;

  private record Exercise(String expression, String variable) {}

  private static List<Exercise> exercises() throws IOException {
    List<Exercise> exercises = new ArrayList<>();
    try (InputStream in = SimplifyLawTest.class.getResourceAsStream("expressions.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        String[] parts = line.split(" ; ", -1);
        exercises.add(new Exercise(parts[0], parts[1]));
      }
    }
    List<String> unary =
        Functions.all().stream()
            .filter(row -> row.parameters().equals(List.of(Function.Parameter.SCALAR)))
            .map(Function::name)
            .filter(name -> !name.contains("floor") && !name.contains("ceil"))
            .toList();
    Random random = new Random(5);
    for (int i = 0; i < COMPOSITIONS; i++) {
      String outer = unary.get(i % unary.size());
      String inner = unary.get(random.nextInt(unary.size()));
      exercises.add(new Exercise(outer + "(" + inner + "(x))", "x"));
    }
    return exercises;
  }

  @Test
  void derivativesAreRightAndSimplifyingKeepsThem() throws IOException {
    List<Exercise> exercises = exercises();
    List<String> failures = new ArrayList<>();
    int decided = 0;
    for (Exercise exercise : exercises) {
      String fault = fault(exercise);
      if (fault.isEmpty()) {
        decided++;
      } else if (!fault.startsWith("undecided")) {
        failures.add(exercise.expression() + " by " + exercise.variable() + ": " + fault);
      } else {
        System.out.println(exercise.expression() + ": " + fault);
      }
    }
    assertThat(failures).isEmpty();
    assertThat(decided).isGreaterThanOrEqualTo(300);
  }

  /** What is wrong with an exercise's derivative; empty where nothing is. */
  private static String fault(Exercise exercise) {
    ReadingResult reading = Lowering.read(exercise.expression(), Declarations.NONE);
    Expr variable = Symbol.of(exercise.variable());
    Expr raw =
        new Differentiator(variable, Definitions.none(), Facts.none())
            .differentiate(reading.expression());
    Expr simplified = new Simplifier(Facts.none()).simplify(raw);
    if (new Simplifier(Facts.none()).simplify(simplified) != simplified) {
      return "simplifying twice changes it";
    }
    String[] names = names(reading, exercise.variable());
    Check check =
        DerivativeCheck.run(
            Sources.of(reading.syntax(), names),
            Sources.of(simplified, names),
            exercise.variable(),
            Sources.SETTINGS);
    if (check.verdict() == Verdict.REFUTED || check.maximalError() > TOLERANCE) {
      return check.toString();
    }
    Check same =
        Equivalence.run(Sources.of(raw, names), Sources.of(simplified, names), Sources.SETTINGS);
    if (same.verdict() == Verdict.REFUTED) {
      return "simplifying changes the value: " + same;
    }
    return check.verdict() == Verdict.UNDECIDED ? "undecided: " + check.note() : "";
  }

  private static String[] names(ReadingResult reading, String variable) {
    TreeSet<String> names = new TreeSet<>(List.of(variable));
    boolean more = true;
    while (more) {
      Point.Builder builder = Point.builder();
      names.forEach(name -> builder.set(name, Rational.ONE));
      try {
        Context<Syntax> context = Context.of(Functions::named);
        Evaluator.precise(reading.syntax(), builder.build(), context.withKnown(names), 20);
        more = false;
      } catch (NamesException missing) {
        more = names.addAll(missing.missing());
      } catch (DomainException | BudgetException outside) {
        more = false;
      }
    }
    return names.toArray(new String[0]);
  }
}
