package org.chainrule.answer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.chainrule.compile.CompiledPrograms;
import org.chainrule.condition.DomainCondition;
import org.chainrule.condition.DomainConditions;
import org.chainrule.condition.ImpliedConditions;
import org.chainrule.condition.NonsmoothPoints;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.error.PointException;
import org.chainrule.error.UnknownNameException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.Points;
import org.chainrule.explain.Detail;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Computation;
import org.chainrule.model.Derivations;
import org.chainrule.model.Deriver;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.Question;
import org.chainrule.parse.LatexText;
import org.chainrule.parse.latex.LatexNotation;
import org.chainrule.print.Printer;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.chainrule.resolve.ParsedText;
import org.chainrule.resolve.ReadingVariable;
import org.chainrule.result.CheckResult;
import org.chainrule.result.Kink;
import org.chainrule.verify.Verification;
import org.jspecify.annotations.Nullable;

/** The engine: reads, differentiates, simplifies, checks and prints within one problem. */
public final class DerivingEngine implements Engine {
  private final boolean isLatex;
  private final Declarations declarations;
  private final Optional<UnknownLoss> loss;
  private final Options options;

  /**
   * An engine for a problem.
   *
   * @throws ChainruleException if a definition or an assumption cannot be read
   */
  public DerivingEngine(Problem problem, Options options) {
    isLatex = problem.isLatex();
    Declarations said = Declarations.of(texts(problem.defines()), texts(problem.assumptions()));
    loss =
        problem.givens().isEmpty()
            ? Optional.empty()
            : Optional.of(UnknownLoss.of(said, texts(problem.givens())));
    declarations = loss.map(UnknownLoss::declarations).orElse(said);
    this.options = options;
  }

  /** A text of a question, which says that it is LaTeX where it is. */
  private String text(String sent) {
    return isLatex ? LatexText.of(sent) : sent;
  }

  private List<String> texts(List<String> sent) {
    return isLatex ? sent.stream().map(LatexText::of).toList() : sent;
  }

  /** An expression, in terms of what is given of a quantity that is not defined. */
  private String expression(String sent) {
    String text = text(sent);
    return loss.map(each -> each.resolved(text, this::lossDerivative)).orElse(text);
  }

  /** An expression that is to have a value. */
  private String valued(String sent) {
    String read = expression(sent);
    loss.ifPresent(each -> each.requireValue(read));
    return read;
  }

  /** The problem with the numbers in it that are given of a quantity that is not defined. */
  private Declarations known() {
    return loss.map(each -> declarations.plus(each.definitions())).orElse(declarations);
  }

  private Expr lossDerivative(Expr variable) {
    UnknownLoss unknown = loss.orElseThrow();
    String name = CanonicalNames.canonicalName(variable);
    unknown.requireReached(variable);
    Question question = question(unknown.differential(), List.of(name), "no derivative");
    return new Derivations(question, List.of(variable)).derivative();
  }

  /** Refuses derivatives that what is given of a quantity does not tell. */
  private void requireTold(String sent, String read, List<Expr> by) {
    if (loss.isEmpty() || read.equals(text(sent))) {
      return;
    }
    if (by.size() != 1 || !read.equals(loss.get().differential())) {
      throw loss.get().onlyFirst();
    }
    loss.get().requireReached(by.get(0));
  }

  /** What is not defined, where a text is about that. */
  private Optional<UnknownLoss> lossIn(String sent, String read) {
    return loss.filter(each -> !read.equals(text(sent)));
  }

  /** Whether an expression is of a quantity of which derivatives are given, and no value. */
  public boolean isUnknown(String expression) {
    return lossIn(expression, expression(expression)).isPresent();
  }

  /** The names in the derivatives that are given, as far as a question needs these. */
  public Set<String> namesGiven(Question question) {
    return loss.map(each -> each.namesFor(question)).orElse(Set.of());
  }

  /** Points whose names are plain ones, with the values of what is given. */
  private List<Map<String, Object>> plain(List<Map<String, Object>> points) {
    List<Map<String, Object>> plain = named(points);
    return loss.map(each -> plain.stream().map(each::placed).toList()).orElse(plain);
  }

  private List<Map<String, Object>> named(List<Map<String, Object>> points) {
    MemberArrays members = new MemberArrays(declarations);
    return plainlyNamed(points).stream().map(members::placed).toList();
  }

  private List<Map<String, Object>> plainlyNamed(List<Map<String, Object>> points) {
    if (!isLatex) {
      return points;
    }
    List<Map<String, Object>> plain = new ArrayList<>();
    for (Map<String, Object> point : points) {
      Map<String, Object> names = new LinkedHashMap<>();
      point.forEach((name, value) -> names.put(LatexNotation.plainName(name), value));
      plain.add(names);
    }
    return plain;
  }

  /** The point of names and values in turn. */
  private Point pointOf(Object[] namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new PointException("names and values come in pairs");
    }
    Map<String, Object> given = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = String.valueOf(namesAndValues[i]);
      String plain = isLatex ? LatexNotation.plainName(name) : name;
      if (given.put(plain, namesAndValues[i + 1]) != null) {
        throw new PointException(name + " is given two values");
      }
    }
    return Points.of(new MemberArrays(declarations).placed(given));
  }

  private List<String> plainNames(List<String> names) {
    return isLatex ? names.stream().map(LatexNotation::plainName).toList() : names;
  }

  @Override
  public DerivativeAnswer differentiate(
      String expression, List<String> variables, int order, List<Map<String, Object>> points) {
    return answer(derive(expression, String.join(",", variables), order), plain(points));
  }

  /** The derivative of an expression by the variables in a list, in turn, each that many times. */
  public Derived derive(String expression, String variables, int order) {
    String list = text(variables);
    String read = expression(expression);
    Question question = question(read, List.of(list), "no derivative");
    requireTold(expression, read, inTurn(question.variables(list), order));
    Optional<UnknownLoss> unknown = lossIn(expression, read);
    if (order > 1 && !question.axes(list).isEmpty()) {
      // Each time by an element at indices of its own.
      String each = LatexText.like(list, repeated(LatexText.sent(list), order));
      return derive(question(read, List.of(each), "no derivative"), each, 1, unknown);
    }
    return derive(question, list, order, unknown);
  }

  private static String repeated(String list, int times) {
    return String.join(",", Collections.nCopies(times, list));
  }

  /** The derivative of an expression at hand by the variables in a list, in turn. */
  public Derived derive(Expr expression, String variables) {
    Question question = new Question(expression, List.of(variables), declarations);
    return derive(question, variables, 1, Optional.empty());
  }

  private Derived derive(Question question, String list, int order, Optional<UnknownLoss> unknown) {
    Derivations derivations = new Derivations(question, inTurn(question.variables(list), order));
    if (options.steps() != null) {
      derivations.trace();
    }
    Expr derivative = named(question, derivations.by(), derivations.derivative());
    return new Derived(derivations, list, derivative, null, options, unknown);
  }

  /**
   * The derivative of an expression at hand under its conditions; that of an answer under the
   * conditions of that answer too.
   */
  public Expr derivative(Expr expression, String variables) {
    Expr answer = RestrictedAnswer.answer(expression);
    return answer == expression
        ? derive(expression, variables).restricted()
        : Piecewise.restriction(
            derivative(answer, variables),
            Logical.of(Logical.Operator.AND, RestrictedAnswer.conditions(expression)));
  }

  private Question question(String expression, List<String> lists, String lacking) {
    Question question = new Question(expression, lists, declarations);
    question.requireNumber(lacking);
    return question;
  }

  private static List<Expr> inTurn(List<ReadingVariable> variables, int order) {
    long highest = Limit.DERIVATIVE_ORDER.most();
    if (order > highest) {
      throw Limit.DERIVATIVE_ORDER.refusal(
          "derivatives of order above " + highest + " are not derived");
    }
    List<Expr> by = new ArrayList<>();
    for (ReadingVariable variable : variables) {
      for (int i = 0; i < order; i++) {
        by.add(variable.variable());
      }
    }
    return by;
  }

  @Override
  public List<DerivativeAnswer> gradient(
      String expression, List<String> variables, List<Map<String, Object>> points) {
    List<Map<String, Object>> plain = plain(points);
    return derivatives(expression, variables).stream().map(each -> answer(each, plain)).toList();
  }

  /** The first derivatives by each variable, in their order. */
  public List<Derived> derivatives(String expression, List<String> variables) {
    List<String> lists = texts(variables);
    String read = expression(expression);
    Question question = question(read, lists, "no derivative");
    Map<String, Expr> by = new LinkedHashMap<>();
    for (String variable : lists) {
      List<ReadingVariable> each = question.variables(variable);
      if (each.size() != 1) {
        throw new NoDerivativeException(
            "a gradient is by one variable each, and `"
                + LatexText.sent(variable)
                + "` is a mixed derivative");
      }
      by.put(variable, each.get(0).variable());
      requireTold(expression, read, List.of(each.get(0).variable()));
    }
    Optional<UnknownLoss> unknown = lossIn(expression, read);
    Derivations derivations = new Derivations(question, by.values().stream().distinct().toList());
    Map<Expr, Expr> gradient = derivations.gradient();
    List<Expr> assumptions = derivations.assumptions(gradient);
    List<Derived> answers = new ArrayList<>();
    for (String name : lists) {
      Expr variable = Objects.requireNonNull(by.get(name));
      Expr derivative = Objects.requireNonNull(gradient.get(variable));
      Expr asked = named(question, List.of(variable), derivative);
      Derivations own = derivations.by(variable);
      answers.add(new Derived(own, name, asked, assumptions, options, unknown));
    }
    return answers;
  }

  @Override
  public String javaClass(
      String expression, List<String> variables, List<String> parameters, String className) {
    Question question = question(expression(expression), List.of(), "no derivative");
    return new Compilation(List.of(question))
        .programs(plainNames(variables), plainNames(parameters))
        .javaSource(className);
  }

  /** Some expressions and their derivatives by some variables, as JVM bytecode. */
  public CompiledPrograms compile(
      List<String> expressions, List<String> variables, List<String> parameters) {
    return programs(
        expressions.stream()
            .map(this::expression)
            .map(each -> new Question(each, List.of(), declarations))
            .toList(),
        plainNames(variables),
        plainNames(parameters));
  }

  /** The same of expressions at hand. */
  public CompiledPrograms compileExpressions(
      List<Expr> expressions, List<String> variables, List<String> parameters) {
    return programs(
        expressions.stream()
            .map(RestrictedAnswer::ofOwnNames)
            .map(each -> new Question(each, List.of(), declarations))
            .toList(),
        variables,
        parameters);
  }

  private static CompiledPrograms programs(
      List<Question> questions, List<String> variables, List<String> parameters) {
    return new Compilation(questions).programs(variables, parameters);
  }

  /** The expression with its definitions put in, of recurrences down to their starts. */
  public Expr unroll(String expression) {
    return new Question(text(expression), List.of(), declarations).unrolled();
  }

  /** The derivative in the names that were asked for, if any were. */
  private Expr named(Question question, List<Expr> by, Expr derivative) {
    return requireDefined(question)
        .map(names -> Deriver.inTermsOf(question, by, names, derivative))
        .orElse(derivative);
  }

  /** The names that were asked for, if any were, all of them defined. */
  private Optional<Set<String>> requireDefined(Question question) {
    Set<String> names = options.names();
    if (names == null) {
      return Optional.empty();
    }
    for (String name : names) {
      boolean isDefined =
          question.declarations().definitions().stream()
              .anyMatch(each -> CanonicalNames.nameOf(each.target()).equals(name));
      if (!isDefined) {
        throw new UnknownNameException(
            "`" + name + "` is not defined, so nothing can be given in terms of it");
      }
    }
    return Optional.of(names);
  }

  @Override
  public List<DerivativeAnswer> product(
      JacobianProduct kind,
      String expression,
      List<String> variables,
      List<String> vectors,
      List<Map<String, Object>> points) {
    List<Map<String, Object>> plain = plain(points);
    return products(kind, expression, variables, vectors).stream()
        .map(each -> answer(each, plain))
        .toList();
  }

  /**
   * The product of an expression's derivatives with vectors: by all variables at once along their
   * directions, else by each variable, in their order.
   */
  public List<Derived> products(
      JacobianProduct kind, String expression, List<String> variables, List<String> vectors) {
    if (isUnknown(expression)) {
      throw new NoDerivativeException(
          "a " + kind.word() + " is of what is defined, and only derivatives of this are given");
    }
    List<JacobianProducts.Restated> restated =
        new JacobianProducts(
                declarations, (text, point) -> evaluate(text, List.of(point)).values().get(0))
            .of(kind, text(expression), texts(variables), texts(vectors));
    return restated.stream().map(this::derive).toList();
  }

  private Derived derive(JacobianProducts.Restated restated) {
    String list = restated.variables();
    Derived derived = derive(restated.question(), list, 1, Optional.empty());
    if (restated.otherwise().isPresent() && restated.restatement().hides(derived.derived())) {
      derived = derive(restated.otherwise().get().get(), list, 1, Optional.empty());
    }
    return derived.restating(restated.restatement());
  }

  private DerivativeAnswer answer(Derived answer, List<Map<String, Object>> points) {
    Detail detail = options.steps();
    return new DerivativeAnswer(
        LatexText.sent(answer.variable()),
        answer.printed(options.format()),
        answer.printed(Format.LATEX),
        points.isEmpty() ? List.of() : answer.values(points),
        answer.conditionsAndKinks(),
        answer.notes(points),
        () -> detail == null ? List.of() : answer.steps(detail),
        answer::check);
  }

  static List<String> written(List<DomainCondition> conditions, Presenter presenter) {
    return conditions.stream().map(presenter::condition).distinct().toList();
  }

  static List<String> notes(Question question, List<Map<String, Object>> points) {
    List<String> notes = new ArrayList<>();
    question.notes().forEach(each -> notes.add(each.text()));
    Set<String> foreign = new LinkedHashSet<>();
    Set<String> names = question.allNames();
    Set<String> apart = new LinkedHashSet<>();
    for (Map<String, Object> point : points) {
      foreign.addAll(Points.foreign(point, names));
      apart.add(String.join(", ", lengthsApart(question, point)));
    }
    apart.remove("");
    apart.forEach(each -> notes.add("the arrays give the indices lengths of their own: " + each));
    if (!foreign.isEmpty()) {
      notes.add(
          "left aside, since the question has no such name: `%s`"
              .formatted(String.join("`, `", foreign)));
    }
    return notes;
  }

  private static List<String> lengthsApart(Question question, Map<String, Object> point) {
    try {
      return question.lengthsApart(Points.of(point));
    } catch (PointException told) {
      // It is told in the place of the value.
      return List.of();
    }
  }

  private ExpressionValue valueOf(Question question, Set<String> remarks) {
    return new ExpressionValue(question, question.syntax().orElseThrow(), options, remarks);
  }

  @Override
  public ValueAnswer evaluate(String expression, List<Map<String, Object>> sent) {
    List<Map<String, Object>> points = plain(sent);
    Question question = question(valued(expression), List.of(), "no value");
    Presenter presenter = Presenter.of(question, loss);
    Set<String> remarks = new LinkedHashSet<>();
    ExpressionValue general = valueOf(question, remarks);
    MatrixView view =
        MatrixView.of(question, question.expression(), question.axes(), question.isInMatrices());
    List<Value> values =
        view.values(points, options, each -> valuesAt(each, general, remarks, Closeness.DIGITS));
    List<String> notes = new ArrayList<>(notes(question, points));
    notes.addAll(remarks);
    if (options.atKinks() != AtKinks.ERROR && !general.hasDerivatives()) {
      notes.add(
          "what is chosen at kinks does nothing here: the expression has no derivative in it");
    }
    return new ValueAnswer(
        print(view, question.expression(), presenter, options.format()),
        print(view, question.expression(), presenter, Format.LATEX),
        values,
        new MatrixConditions(question, presenter, question.axes())
            .written(DomainConditions.ofValue(question)),
        notes);
  }

  /** A question as it was written, the derivatives in it standing as terms. */
  public static String printed(Question question, Format format) {
    Expr written = question.unevaluated();
    MatrixView view = MatrixView.of(question, written, question.axes(), question.isInMatrices());
    return print(view, written, Presenter.of(question, Optional.empty()), format);
  }

  private static String derivative(
      MatrixView view, Expr expression, Presenter presenter, Format format) {
    return view.printedDerivative(presenter, format)
        .orElseGet(() -> presenter.print(expression, format));
  }

  private static String print(
      MatrixView view, Expr expression, Presenter presenter, Format format) {
    return view.printed(presenter, format).orElseGet(() -> presenter.print(expression, format));
  }

  /** The values of an expression at points, as closely as a picture shows them. */
  public List<Value> pictured(String expression, List<Map<String, Object>> points) {
    Question question = question(valued(expression), List.of(), "no value");
    Set<String> untold = new HashSet<>();
    return valuesAt(plain(points), valueOf(question, untold), untold, Closeness.PICTURE);
  }

  private List<Value> valuesAt(
      List<Map<String, Object>> points,
      ExpressionValue general,
      Set<String> remarks,
      Closeness closeness) {
    List<Value> values = new ArrayList<>();
    for (Map<String, Object> given : points) {
      Interruption.poll();
      try {
        values.add(valueAt(Points.of(given), general, remarks, closeness));
      } catch (ChainruleException failure) {
        values.add(Value.none(String.valueOf(failure.getMessage())));
      }
    }
    return values;
  }

  private Value valueAt(
      Point point, ExpressionValue general, Set<String> remarks, Closeness closeness) {
    Question question = general.question();
    Question there = question.at(point);
    Context<Expr> context =
        there == question
            ? general.expressions()
            : options.limited(EvaluationBindings.ofExpressions(there));
    Agreement.require(point, there, List.of(), context);
    return (there == question ? general : valueOf(there, remarks)).at(point, closeness);
  }

  /**
   * The values of all definitions that an expression needs at a point, each after its own needs.
   */
  public ForwardAnswer forward(String expression, Map<String, Object> given) {
    Question question = question(valued(expression), List.of(), "no value");
    return forward(question, given, List.of());
  }

  /** The same of all that the problem defines. */
  public ForwardAnswer forward(Map<String, Object> given) {
    Map<String, Object> plain = plain(List.of(given)).get(0);
    Map<String, List<Integer>> arrays = Points.of(plain).arrays();
    Declarations there = declarations.plus(declarations.lengthsApart(arrays));
    Question question = new Question(RationalNumber.ZERO, List.of(), there);
    return forward(question, given, there.definitions());
  }

  private ForwardAnswer forward(
      Question asked, Map<String, Object> given, List<Definition> definitions) {
    List<Map<String, Object>> plain = plain(List.of(given));
    Point point = Points.of(plain.get(0));
    Question question = asked.at(point);
    Agreement.require(
        point, question, List.of(), options.limited(EvaluationBindings.ofExpressions(question)));
    List<String> notes = new ArrayList<>(notes(question, plain));
    List<Expr> roots =
        definitions.isEmpty()
            ? List.of(question.expression())
            : ForwardPass.everything(question, point, notes);
    return new ForwardAnswer(
        new ForwardPass(question, point, options).lines(roots),
        Presenter.of(question, loss),
        notes);
  }

  /**
   * The derivatives of an expression by all names that it is made of, from itself backwards.
   *
   * @param given the point at which they have numbers; empty for the formulas alone
   */
  public BackwardAnswer backward(String expression, Map<String, Object> given) {
    return backward(expression, given, false);
  }

  /**
   * The same.
   *
   * @param isByElement whether columns and matrices are gone through element by element
   */
  public BackwardAnswer backward(
      String expression, Map<String, Object> given, boolean isByElement) {
    List<Map<String, Object>> plain = given.isEmpty() ? List.of(given) : plain(List.of(given));
    Point point = Points.of(plain.get(0));
    String read = expression(expression);
    Question question = question(read, List.of(), "no derivative").at(point);
    return BackwardPass.of(
        question,
        plain.get(0),
        options,
        variable -> derive(expression, variable, 1),
        lossIn(expression, read),
        isByElement);
  }

  /**
   * Whether expressions are equal, each to the one before and to the first.
   *
   * @param chain two or more
   * @param points where alone they are compared, unless there are none
   */
  public EqualAnswer equal(List<String> chain, List<Map<String, Object>> points) {
    return new Comparisons(known(), options)
        .equal(chain.stream().map(this::valued).toList(), named(points));
  }

  /** Whether a printed decimal is the value of an expression at a point, to its last digit. */
  public NumberClaim claim(String expression, String printed, Map<String, Object> point) {
    ValueAnswer answer = evaluate(expression, List.of(point));
    return Comparisons.number(answer.values().get(0), printed);
  }

  /**
   * Whether the numbers of a printed array are the values of an expression, to their last digits.
   */
  public NumberClaim claimArray(String expression, String printed, Map<String, Object> point) {
    Value value = evaluate(expression, List.of(point)).values().get(0);
    return Comparisons.array(value, evaluate(printed, List.of(Map.of())).values().get(0));
  }

  /**
   * What updates and training step over: an expression with its gradient by some elements,
   * compiled.
   *
   * @param names by what: names, elements, families as wholes, spans such as {@code w_1..w_8}
   * @param columns what else is given at each call, written alike, as data is row by row
   * @param given the values at which the parameters start, and those of all other names
   */
  public Parameters parameters(
      String expression, List<String> names, List<String> columns, Map<String, Object> given) {
    Point point = Points.of(plain(List.of(given)).get(0));
    String read = expression(expression);
    Question question = question(read, List.of(), "no derivative").at(point);
    Optional<UnknownLoss> unknown = lossIn(expression, read);
    unknown.ifPresent(UnknownLoss::requireNumbers);
    Presenter presenter = Presenter.of(question, unknown);
    return Parameters.of(question, plainNames(names), plainNames(columns), point, presenter);
  }

  /**
   * The bounds of an expression, or whether a condition holds for all numbers that its names may
   * be.
   *
   * @param by by which it is differentiated before, in turn; none for the expression itself
   * @param ranges the numbers that names may be, such as {@code x in -6..6}; all where none is
   *     given
   */
  public BoundAnswer bound(String expression, List<String> by, List<String> ranges) {
    Ranges given = Ranges.of(ranges, isLatex);
    String read = expression(expression);
    List<String> texts = new ArrayList<>(List.of(read));
    texts.addAll(given.conditions());
    List<String> lists = by.isEmpty() ? List.of() : List.of(text(String.join(",", by)));
    Declarations all = known().among(texts, lists);
    Question question = new Question(read, lists, all);
    Presenter presenter = Presenter.of(question, loss);
    if (!by.isEmpty()) {
      question.requireNumber("no derivative");
      Derived derived = derive(expression, String.join(",", by), 1);
      Question slope = new Question(derived.restricted(), List.of(), all);
      return Bounding.of(slope, given, presenter);
    }
    return Bounding.of(question, given, presenter);
  }

  /**
   * An expression with others in the places of names, all at once, simplified.
   *
   * @param equations what takes whose place, such as {@code x_5 = 0.5}
   */
  public RewriteAnswer substitute(String expression, List<String> equations) {
    return new Rewrites(declarations, options).substitute(expression(expression), texts(equations));
  }

  /** An expression multiplied out, with all definitions put in where that is asked for. */
  public RewriteAnswer expand(String expression, boolean withDefinitions) {
    return new Rewrites(declarations, options).expand(expression(expression), withDefinitions);
  }

  /** An expression as a product. */
  public RewriteAnswer factor(String expression) {
    return new Rewrites(declarations, options).factor(expression(expression));
  }

  /**
   * How many numbers names stand for, and in which shape.
   *
   * @param names plain names and families; all that nothing defines where there are none
   * @param given what is known of lengths: numbers, and arrays of families
   */
  public CountAnswer count(List<String> names, Map<String, Object> given) {
    Point point = Points.of(plain(List.of(given)).get(0));
    Declarations there = declarations.plus(declarations.lengthsApart(point.arrays()));
    Question question = new Question(RationalNumber.ZERO, List.of(), there);
    return new Counts(question, point.arrays())
        .of(plainNames(names), Computation.numbers(question, point));
  }

  /** The shapes of all names of the problem, as {@link #count}. */
  public CountAnswer shapes(Map<String, Object> given) {
    Point point = Points.of(plain(List.of(given)).get(0));
    Declarations there = declarations.plus(declarations.lengthsApart(point.arrays()));
    Question question = new Question(RationalNumber.ZERO, List.of(), there);
    return new Counts(question, point.arrays()).all(Computation.numbers(question, point));
  }

  /** The value of an expression at a point given as names and numbers, or arrays, in turn. */
  public double value(String expression, Object... namesAndValues) {
    Question question = question(valued(expression), List.of(), "no value");
    Value value =
        valueAt(
            pointOf(namesAndValues),
            valueOf(question, new HashSet<>()),
            new HashSet<>(),
            Closeness.NUMBER);
    return Objects.requireNonNull(value.number());
  }

  /** An expression as it is read within the problem. */
  public Expr read(String expression) {
    return question(expression).expression();
  }

  /** An expression as it is read within the problem, with all that is known of it there. */
  public Question question(String expression) {
    return new Question(text(expression), List.of(), declarations);
  }

  /** An expression in LaTeX as it is read within the problem. */
  public Expr readLatex(String expression) {
    return new Question(LatexText.of(expression), List.of(), declarations).expression();
  }

  @Override
  public CheckAnswer check(
      String asked,
      List<String> variables,
      int order,
      String claimedText,
      List<Map<String, Object>> sent) {
    String expression = expression(asked);
    String claim = expression(claimedText);
    List<Map<String, Object>> points = plain(sent);
    String once = text(String.join(",", variables));
    boolean isRepeated =
        order > 1 && !question(expression, List.of(once), "no derivative").axes(once).isEmpty();
    String list = isRepeated ? LatexText.like(once, repeated(LatexText.sent(once), order)) : once;
    int times = isRepeated ? 1 : order;
    Optional<UnknownLoss> unknown = lossIn(asked, expression);
    if (unknown.isPresent()) {
      Derived derived = derive(asked, String.join(",", variables), order);
      if (!unknown.get().isOfNumbers()) {
        // Differences would count how what is given changes, which is no part of the derivative.
        return check(derived, claim, points);
      }
    }
    Declarations all = known().among(List.of(expression, claim), List.of(list));
    Question question = new Question(expression, List.of(list), all);
    Question claimed = new Question(claim, List.of(list), question.declarations());
    claimed.requireNamesOf(question);
    Presenter presenter = Presenter.of(question, loss);
    claimed.requireNumber("no derivative", meant(claimed.unevaluated(), presenter));
    List<Expr> by = inTurn(question.variables(list), times);
    List<FreeIndex> axes = new ArrayList<>(question.axes());
    axes.addAll(question.axes(list));
    ArrayClaim array = new ArrayClaim(axes, claimed, presenter);
    Set<List<String>> apart = new LinkedHashSet<>();
    points.forEach(point -> apart.add(lengthsApart(claimed, point)));
    Verification verification = new Verification(question, array.element(), options.checking(), by);
    if (apart.size() == 1 && !apart.contains(List.<String>of())) {
      Question there = new Question(expression, List.of(list), all.plus(apart.iterator().next()));
      Question same = new Question(claim, List.of(list), there.declarations());
      Expr element = new ArrayClaim(axes, same, presenter).element();
      verification = new Verification(there, element, options.checking(), by);
    }
    Verification asWritten = verification;
    CheckResult result =
        array
            .misfit()
            .orElseGet(() -> points.isEmpty() ? asWritten.check() : asWritten.check(points));
    List<DomainCondition> domain = DomainConditions.ofDerivative(question, by);
    Set<String> conditions =
        new LinkedHashSet<>(new MatrixConditions(question, presenter, axes).written(domain));
    Derivations derivations = new Derivations(question, by);
    Expr derivative = named(question, by, derivations.derivative());
    CountedRanges counted = CountedRanges.of(derivative, question.facts());
    Expr shown = counted.expression();
    // Nothing is compared at a kink, whatever the claim is there.
    conditions.addAll(
        NonsmoothPoints.kinks(derivations, shown, domain).stream().map(Kink::text).toList());
    counted.conditions().forEach(each -> conditions.add("for " + presenter.text(each)));
    MatrixView view =
        MatrixView.of(question, shown, axes, question.isInMatrices() && axes.isEmpty());
    conditions.addAll(view.assumed());
    // What the claim needs as it was written tells where it was compared.
    new MatrixConditions(claimed, presenter, claimed.axes())
        .written(ImpliedConditions.beyond(domain, DomainConditions.ofValue(claimed)))
        .forEach(each -> conditions.add("of the claim: " + each));
    return new CheckAnswer(
        derivative(view, shown, presenter, options.format()),
        derivative(view, shown, presenter, Format.LATEX),
        List.copyOf(conditions),
        notes(question, points),
        result,
        result.verdict() == CheckResult.Verdict.REFUTED && points.isEmpty()
            ? () -> new ClaimMistakes(derivations, claimed, result, options).find(array, presenter)
            : Optional::empty);
  }

  /** The check of a derivative of what is not defined: the claim is compared with it. */
  private CheckAnswer check(Derived derived, String claim, List<Map<String, Object>> points) {
    String derivative =
        Printer.text(derived.derived(), derived.derivations().question().spelling());
    EqualAnswer answer =
        new Comparisons(known(), options).equal(List.of(derivative, claim), points);
    return new CheckAnswer(
        derived.printed(options.format()),
        derived.printed(Format.LATEX),
        derived.conditionsAndKinks(),
        derived.notes(points),
        answer.links().get(0).previous(),
        Optional::empty);
  }

  /** The check of the derivative of an expression at hand, as a claim like any other. */
  public CheckResult check(Expr expression, String variables) {
    Derivations derivations = derive(expression, variables).derivations();
    return new Verification(
            derivations.question(), derivations.derivative(), options.checking(), derivations.by())
        .check();
  }

  /** The number that a claim written as an equation says. */
  private static @Nullable String meant(Expr claim, Presenter presenter) {
    if (!(claim instanceof Relation relation)
        || relation.operator() != Relation.Operator.EQUAL
        || !(relation.left().isZero() || relation.right().isZero())) {
      return null;
    }
    Expr side = relation.left().isZero() ? relation.right() : relation.left();
    return "did you mean " + presenter.text(side) + "?";
  }

  @Override
  public ReadingAnswer parse(String text, boolean explain) {
    Question question = new Question(text(text), List.of(), declarations);
    Presenter presenter = Presenter.of(question, loss);
    Expr expression = question.unevaluated();
    Expr read =
        requireDefined(question)
            .map(names -> Deriver.writtenOut(question, names, expression))
            .orElse(expression);
    return new ReadingAnswer(
        presenter.print(read, options.format()),
        presenter.print(read, Format.LATEX),
        notes(question, List.of()),
        explain ? question.written().map(ParsedText::explanation).orElse(List.of()) : List.of());
  }
}
