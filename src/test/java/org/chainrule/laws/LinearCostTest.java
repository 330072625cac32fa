package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.Chainrule;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.condition.Singularities;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Product;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;
import org.chainrule.rewrite.Contraction;
import org.chainrule.rewrite.Facts;
import org.chainrule.simplify.Simplifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each pass costs grows as its expression does, however deep, shared or wide that is. */
class LinearCostTest {
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final Symbol X = Symbol.of("x");

  /** The power of the size with which a cost may grow: 1, and what is due to rounding of steps. */
  private static final double LINEAR = 1.1;

  /** Expressions of any size, and the same as a problem in text. */
  enum Shape {
    CHAIN(300, 1_200, 4_800) {
      @Override
      Expr of(int size) {
        Expr u = X;
        for (int i = 0; i < size; i++) {
          u = Apply.of(Functions.SIN, u);
        }
        return u;
      }

      @Override
      List<String> problem(int size) {
        return List.of("sin(".repeat(size) + "x" + ")".repeat(size));
      }
    },
    /** Written out, it is longer than any memory. */
    SHARED(40, 160, 640) {
      @Override
      Expr of(int size) {
        Expr u = X;
        for (int i = 0; i < size; i++) {
          u = Product.of(Apply.of(Functions.COS, u), u);
        }
        return u;
      }

      @Override
      List<String> problem(int size) {
        List<String> texts = new ArrayList<>(List.of("v" + size, "v0 = x"));
        for (int i = 1; i <= size; i++) {
          texts.add("v%d = cos(v%d)*v%d".formatted(i, i - 1, i - 1));
        }
        return texts;
      }
    },
    WIDE(200, 800, 3_200) {
      @Override
      Expr of(int size) {
        Sum.Builder sum = new Sum.Builder();
        for (int i = 1; i <= size; i++) {
          sum.add(Apply.of(Functions.SIN, X.times(Expr.of(i))));
        }
        return sum.build();
      }

      @Override
      List<String> problem(int size) {
        return List.of(
            String.join(
                " + ", IntStream.rangeClosed(1, size).mapToObj(i -> "sin(" + i + "*x)").toList()));
      }
    };

    final int[] sizes;

    Shape(int... sizes) {
      this.sizes = sizes;
    }

    abstract Expr of(int size);

    /** The expression, and the definitions that it uses. */
    abstract List<String> problem(int size);

    Expr derivative(int size) {
      return differentiated(of(size));
    }
  }

  private static Expr differentiated(Expr expression) {
    return new Differentiator(X, Definitions.none(), Facts.none()).differentiate(expression);
  }

  /** The same in a name of its own, so that nothing is remembered of its parts. */
  private static Expr renamed(Expr expression) {
    return Substitution.of(X, Symbol.of("x" + NAMES.incrementAndGet())).apply(expression);
  }

  /** Work on an expression; what it needs is made before it is counted. */
  enum Pass {
    READ {
      @Override
      Runnable on(Shape shape, int size) {
        List<String> problem = shape.problem(size);
        String[] definitions = problem.subList(1, problem.size()).toArray(String[]::new);
        return definitions.length == 0
            ? () -> Chainrule.parse(problem.get(0))
            : () -> Chainrule.model(definitions);
      }
    },
    DIFFERENTIATE {
      @Override
      Runnable on(Shape shape, int size) {
        Expr expression = shape.of(size);
        return () -> differentiated(expression);
      }
    },
    SIMPLIFY {
      @Override
      Runnable on(Shape shape, int size) {
        Expr derivative = renamed(shape.derivative(size));
        return () -> new Simplifier(Facts.none()).simplify(derivative);
      }
    },
    EVALUATE {
      @Override
      Runnable on(Shape shape, int size) {
        Expr derivative = shape.derivative(size);
        return () -> assertThat(Evaluator.evaluate(derivative, POINT, CONTEXT)).isFinite();
      }
    },
    EVALUATE_PRECISELY {
      @Override
      Runnable on(Shape shape, int size) {
        Expr derivative = shape.derivative(size);
        return () -> Evaluator.precise(derivative, POINT, CONTEXT, 20);
      }
    },
    PRINT {
      @Override
      Runnable on(Shape shape, int size) {
        Expr derivative = shape.derivative(size);
        return () -> Printer.text(derivative, Spelling.NONE);
      }
    },
    PRINT_LATEX {
      @Override
      Runnable on(Shape shape, int size) {
        Expr derivative = shape.derivative(size);
        return () -> Printer.latex(derivative, Spelling.NONE);
      }
    },
    PRINT_JSON {
      @Override
      Runnable on(Shape shape, int size) {
        Expr derivative = shape.derivative(size);
        return () -> Printer.json(derivative);
      }
    },
    COMPILE {
      @Override
      Runnable on(Shape shape, int size) {
        Expr expression = shape.of(size);
        return () -> Chainrule.compile(expression, List.of("x"));
      }
    },
    CONTRACT {
      @Override
      Runnable on(Shape shape, int size) {
        Expr index = Symbol.of("k" + NAMES.incrementAndGet());
        Expr selected = Chainrule.parse("delta(k,j)*x_k").substitute("k", index);
        Expr body = selected.times(shape.of(size).substitute("x", index));
        Facts facts = Facts.none();
        return () -> Contraction.sum(index, Expr.of(1), Symbol.of("n"), Logical.TRUE, body, facts);
      }
    },
    FIND_SINGULARITIES {
      @Override
      Runnable on(Shape shape, int size) {
        Expr derivative = shape.derivative(size);
        return () -> Singularities.of(derivative);
      }
    },
    /** All of it: from a text to a printed derivative, with its conditions. */
    ANSWER {
      @Override
      Runnable on(Shape shape, int size) {
        List<String> problem = shape.problem(size);
        List<String> definitions = problem.subList(1, problem.size());
        Options options = new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(1_000));
        return () ->
            new DerivingEngine(new Problem(definitions, List.of()), options)
                .differentiate(problem.get(0), List.of("x"), 1, List.of());
      }
    };

    private static final Context<Expr> CONTEXT = Context.of(Functions::named);
    private static final Point POINT = Point.builder().set("x", 0.5).build();

    abstract Runnable on(Shape shape, int size);
  }

  private record Question(Pass pass, Shape shape) {
    /** Small where the growth is known to be fast. */
    int[] sizes() {
      return equals(PRODUCT_OF_DERIVATIVES) ? new int[] {4, 8, 16} : shape.sizes;
    }

    @Override
    public String toString() {
      return pass + " of " + shape;
    }
  }

  private static final Question PRODUCT_OF_DERIVATIVES = new Question(Pass.ANSWER, Shape.SHARED);

  /** What grows faster between these sizes, and why. */
  private record Known(double exponent, String why) {}

  private static final Known CUT =
      new Known(1.15, "from some length on, code is cut into methods, which is done once more");
  private static final Map<Question, Known> KNOWN =
      Map.of(
          new Question(Pass.COMPILE, Shape.CHAIN),
          CUT,
          new Question(Pass.COMPILE, Shape.SHARED),
          CUT,
          new Question(Pass.COMPILE, Shape.WIDE),
          CUT,
          new Question(Pass.PRINT, Shape.WIDE),
          new Known(1.15, "from some length on, what occurs twice is looked for"),
          PRODUCT_OF_DERIVATIVES,
          new Known(
              2.5,
              "each definition adds a factor to a product, which is simplified as a whole until"
                  + " it is too dear for that"));

  static List<Question> questions() {
    return Stream.of(Pass.values())
        .flatMap(pass -> Stream.of(Shape.values()).map(shape -> new Question(pass, shape)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("questions")
  void growsWithTheSize(Question question) throws InterruptedException {
    int[] sizes = question.sizes();
    List<WorkMeter.Count> counts = counts(question, sizes);

    Known known = KNOWN.getOrDefault(question, new Known(LINEAR, "is linear"));
    for (ToDoubleFunction<WorkMeter.Count> of :
        List.<ToDoubleFunction<WorkMeter.Count>>of(
            WorkMeter.Count::polls, WorkMeter.Count::bytes)) {
      assertThat(exponent(sizes, counts, of))
          .as("%s takes %s at %s; %s", question, counts, Arrays.toString(sizes), known.why())
          .isLessThanOrEqualTo(known.exponent());
    }
  }

  @ParameterizedTest
  @EnumSource
  void simplifyingKeepsTheValue(Shape shape) throws InterruptedException {
    Expr derivative = shape.derivative(shape.sizes[1]);
    double[] values = new double[2];
    WorkMeter.of(
        () -> {
          Expr simplified = new Simplifier(Facts.none()).simplify(derivative);
          values[0] = Evaluator.evaluate(derivative, Pass.POINT, Pass.CONTEXT);
          values[1] = Evaluator.evaluate(simplified, Pass.POINT, Pass.CONTEXT);
        });

    assertThat(values[0]).isFinite().isNotZero();
    assertThat(values[1]).isCloseTo(values[0], within(1e-9 * Math.abs(values[0])));
  }

  /** Problems of any size, answered as a whole. */
  enum Whole {
    CHAINED_NAMES(100, 400, 1_600) {
      @Override
      Runnable of(int size) {
        return answer(chain("v", size), "v" + size, List.of("x"));
      }
    },
    CHAINED_ELEMENTS(100, 400, 1_600) {
      @Override
      Runnable of(int size) {
        return answer(chain("v_", size), "v_" + size, List.of("x"));
      }
    },
    /** With as many conditions, which have nothing to do with one another. */
    CONDITIONS(25, 100, 400) {
      @Override
      Runnable of(int size) {
        return answer(List.of(), sum("log(x_%d)", size), List.of("x_3"));
      }
    },
    /** With as many conditions, of which one is the strongest. */
    IMPLIED_CONDITIONS(25, 100, 400) {
      @Override
      Runnable of(int size) {
        return answer(List.of(), sum("log(x + %d)", size), List.of("x"));
      }
    },
    /** Whose derivative keeps the product in front. */
    FACTORS(75, 150, 300) {
      @Override
      Runnable of(int size) {
        return answer(List.of(), listed("(x + a_%d)", "*", size), List.of("x"));
      }
    },
    /** Each reached where none of those before it is, with a place between every two. */
    BRANCHES(60, 250, 1_000) {
      @Override
      Runnable of(int size) {
        String branches = listed("%1$d*x^2 if x < %1$d", ", ", size);
        return answer(List.of(), "cases(" + branches + ", x otherwise)", List.of("x"));
      }
    },
    /** With something to ask for in each, in an order that is not that of the places. */
    BRANCHES_WITH_CONDITIONS(60, 250, 1_000) {
      @Override
      Runnable of(int size) {
        String branches =
            IntStream.range(0, size)
                .map(i -> i * 7 % size)
                .mapToObj(i -> "%1$d*log(x - %1$d) if %1$d < x and x < %1$d + 1".formatted(i))
                .collect(Collectors.joining(", "));
        return answer(List.of(), "cases(" + branches + ")", List.of("x"));
      }
    },
    /** By each of its variables. */
    GRADIENT(50, 200, 800) {
      @Override
      Runnable of(int size) {
        return answer(
            List.of(),
            IntStream.range(0, size)
                .mapToObj(i -> "x%d^2*sin(x%d)".formatted(i, i + 1))
                .collect(Collectors.joining(" + ")),
            IntStream.range(0, size).mapToObj(i -> "x" + i).toList());
      }
    };

    final int[] sizes;

    Whole(int... sizes) {
      this.sizes = sizes;
    }

    abstract Runnable of(int size);

    static List<String> chain(String name, int size) {
      return IntStream.rangeClosed(1, size)
          .mapToObj(i -> "%s%d = sin(%s) + %d".formatted(name, i, i == 1 ? "x" : name + (i - 1), i))
          .toList();
    }

    static String sum(String term, int size) {
      return listed(term, " + ", size);
    }

    static String listed(String part, String between, int size) {
      return IntStream.rangeClosed(1, size)
          .mapToObj(part::formatted)
          .collect(Collectors.joining(between));
    }

    static Runnable answer(List<String> definitions, String expression, List<String> by) {
      Options options = new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(1_000));
      return () -> {
        DerivingEngine engine = new DerivingEngine(new Problem(definitions, List.of()), options);
        if (by.size() == 1) {
          engine.differentiate(expression, by, 1, List.of());
          engine.derive(expression, by.get(0), 1).restricted();
        } else {
          engine.gradient(expression, by, List.of());
        }
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWholeProblemGrowsWithItsSize(Whole problem) throws InterruptedException {
    problem.of(problem.sizes[0] / 2).run();
    List<WorkMeter.Count> counts = new ArrayList<>();
    for (int size : problem.sizes) {
      counts.add(WorkMeter.of(problem.of(size)));
    }

    for (ToDoubleFunction<WorkMeter.Count> of :
        List.<ToDoubleFunction<WorkMeter.Count>>of(
            WorkMeter.Count::polls, WorkMeter.Count::bytes)) {
      assertThat(exponent(problem.sizes, counts, of))
          .as("%s takes %s at %s", problem, counts, Arrays.toString(problem.sizes))
          .isLessThanOrEqualTo(LINEAR);
    }
  }

  /** The meter sees what grows with the square. */
  @Test
  void aQuadraticPassIsFound() throws InterruptedException {
    int[] sizes = Shape.CHAIN.sizes;
    List<WorkMeter.Count> counts = new ArrayList<>();
    for (int size : sizes) {
      counts.add(
          WorkMeter.of(
              () -> {
                for (int i = 0; i < size; i += 10) {
                  Shape.CHAIN.of(i);
                }
              }));
    }

    assertThat(exponent(sizes, counts, WorkMeter.Count::polls)).isGreaterThan(1.9);
    assertThat(exponent(sizes, counts, WorkMeter.Count::bytes)).isGreaterThan(1.9);
  }

  /** And on its stack no recursion goes as deep as the chains do. */
  @Test
  void aRecursivePassIsFound() {
    Expr chain = Shape.CHAIN.of(Shape.CHAIN.sizes[2]);

    assertThatThrownBy(() -> WorkMeter.of(() -> depth(chain)))
        .hasCauseInstanceOf(StackOverflowError.class);
  }

  private static int depth(Expr expression) {
    return 1 + expression.children().stream().mapToInt(LinearCostTest::depth).max().orElse(0);
  }

  private static List<WorkMeter.Count> counts(Question question, int[] sizes)
      throws InterruptedException {
    // What classes do when they are first used is no part of it.
    question.pass().on(question.shape(), sizes[0] / 2).run();
    List<WorkMeter.Count> counts = new ArrayList<>();
    for (int size : sizes) {
      counts.add(WorkMeter.of(question.pass().on(question.shape(), size)));
    }
    return counts;
  }

  /** The slope of the line that fits the logarithms best. */
  private static double exponent(
      int[] sizes, List<WorkMeter.Count> counts, ToDoubleFunction<WorkMeter.Count> of) {
    double[] x = Arrays.stream(sizes).mapToDouble(Math::log).toArray();
    double[] y = counts.stream().mapToDouble(of).map(Math::log).toArray();
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double above = 0;
    double below = 0;
    for (int i = 0; i < x.length; i++) {
      above += (x[i] - meanX) * (y[i] - meanY);
      below += (x[i] - meanX) * (x[i] - meanX);
    }
    return above / below;
  }
}
