package org.chainrule.answer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Evaluator;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.Points;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Computation;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.Question;
import org.chainrule.parse.LatexText;
import org.chainrule.parse.latex.LatexNotation;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.jspecify.annotations.Nullable;

/**
 * A quantity of which nothing is known but its derivatives by some names, as {@code dLoss/dx_8 =
 * 3}. Each of these is a name of its own, {@code dLossdx8}, and the quantity is differentiated as
 * the sum of these names times what they are derivatives by: that is the chain rule, where it
 * depends on all else through those alone.
 */
final class UnknownLoss {
  private static final int DIGITS = 60;

  /** What stands before the name of the quantity in a derivative, and after it. */
  private static final Pattern PLAIN =
      Pattern.compile("\\s*[d∂]\\s*(\\p{L}[\\p{L}\\p{N}]*)\\s*/.*");

  private static final Pattern LATEX =
      Pattern.compile("\\s*\\\\[dt]?frac\\s*\\{\\s*(?:\\\\partial|d)\\s*(.*?)\\s*}\\s*\\{.*");

  private final Symbol loss;
  private final Declarations declarations;
  private final List<Gradient> gradients;

  /**
   * A derivative that is given.
   *
   * @param variable a plain name or an element, perhaps with letters for its indices
   * @param name what stands for the derivative: a name, or an element of the same indices
   * @param ranges those of the letters among the indices
   * @param value what it is, or null where that is not said
   */
  private record Gradient(
      Expr variable, Expr name, Map<Symbol, IndexRange> ranges, @Nullable Question value) {}

  private UnknownLoss(Symbol loss, Declarations declarations, List<Gradient> gradients) {
    this.loss = loss;
    this.declarations = declarations;
    this.gradients = gradients;
  }

  /**
   * What is given within a problem, of one quantity.
   *
   * @param givens derivatives of it, with or without what they are equal to
   */
  static UnknownLoss of(Declarations problem, List<String> givens) {
    Declarations known = problem;
    for (String given : givens) {
      String name = lossName(side(given, 0));
      if (!known.mentioned().contains(name) || isFree(name, known)) {
        known = known.names().knows(name) ? known : known.plus(List.of(name + " : R"));
      }
    }
    List<Gradient> gradients = new ArrayList<>();
    Symbol loss = null;
    for (String given : givens) {
      Question read = new Question(side(given, 0), List.of(), known);
      if (!(read.unevaluated() instanceof DerivativeTerm derivative)
          || derivative.by().size() != 1
          || derivative.by().get(0).order() != 1
          || !(derivative.body() instanceof Symbol body)) {
        throw new NoDerivativeException(
            "what is given is a first derivative of a name, such as dLoss/dx_8 = 3, not: "
                + LatexText.sent(given).strip());
      }
      if (loss != null && loss != body) {
        throw new NoDerivativeException(
            "derivatives of one unknown quantity can be given, not of " + loss + " and " + body);
      }
      loss = body;
      Expr variable = derivative.by().get(0).variable();
      Gradient gradient = gradient(body, variable, side(given, 1), read);
      known = declared(gradient, known);
      gradients.add(gradient);
    }
    UnknownLoss unknown = new UnknownLoss(Objects.requireNonNull(loss), known, gradients);
    unknown.require();
    return unknown;
  }

  private static boolean isFree(String name, Declarations known) {
    return known.definitions().stream()
        .noneMatch(each -> CanonicalNames.nameOf(each.target()).equals(name));
  }

  private static String side(String given, int side) {
    String[] sides = LatexText.sent(given).split("=", 2);
    return side < sides.length ? LatexText.like(given, sides[side]) : "";
  }

  private static String lossName(String derivative) {
    String sent = LatexText.sent(derivative);
    Matcher plain = (LatexText.is(derivative) ? LATEX : PLAIN).matcher(sent);
    if (!plain.matches()) {
      throw new NoDerivativeException(
          "what is given is a derivative, such as dLoss/dx_8 = 3, not: " + sent.strip());
    }
    return LatexText.is(derivative) ? LatexNotation.plainName(plain.group(1)) : plain.group(1);
  }

  private static Gradient gradient(Symbol loss, Expr variable, String value, Question read) {
    String base =
        ("d" + loss.name() + "d" + CanonicalNames.nameOf(variable))
            .replaceAll("[^\\p{L}\\p{N}]", "");
    Map<Symbol, IndexRange> ranges = new LinkedHashMap<>();
    Expr name = Symbol.named(base);
    if (variable instanceof IndexedSymbol element && !Computation.isNumbered(variable)) {
      List<IndexRange> axes =
          read.declarations().familyRanges().getOrDefault(element.family(), List.of());
      for (int i = 0; i < element.indices().size(); i++) {
        if (!(element.indices().get(i) instanceof Symbol letter) || i >= axes.size()) {
          throw new NoDerivativeException(
              "what is given is for one element, or for all of a family, such as dLoss/dy_i");
        }
        ranges.put(letter, axes.get(i));
      }
      name = IndexedSymbol.of(base, element.indices());
    } else if (variable instanceof IndexedSymbol element) {
      String numbers =
          element.indices().stream().map(Expr::toString).collect(Collectors.joining("and"));
      name = Symbol.named(base + numbers);
    }
    Question right = value.isBlank() ? null : new Question(value, List.of(), read.declarations());
    return new Gradient(variable, name, ranges, right);
  }

  /** The problem in which the name that stands for a derivative is known. */
  private static Declarations declared(Gradient gradient, Declarations known) {
    String shape =
        gradient.ranges().values().stream()
            .map(each -> each.upper().toString())
            .collect(Collectors.joining(" x "));
    String name = CanonicalNames.nameOf(gradient.name());
    if (known.mentioned().contains(name)) {
      throw new NoDerivativeException(
          gradient.name() + " is given twice, or is a name of the problem");
    }
    return known.plus(List.of(name + " : R" + (shape.isEmpty() ? "" : "^{" + shape + "}")));
  }

  /** Refuses what leaves open how the quantity depends on what. */
  private void require() {
    for (Definition each : declarations.definitions()) {
      if (each.target() == loss) {
        throw new NoDerivativeException(
            loss + " is defined, so that its derivatives follow from its definition");
      }
      if (Computation.mentioned(each.value()).contains(loss)) {
        throw new NoDerivativeException(
            "the definition of "
                + each.target()
                + " uses "
                + loss
                + ", of which only derivatives are known");
      }
    }
    Question any = new Question(RationalNumber.ZERO, List.of(), declarations);
    for (Gradient one : gradients) {
      for (Gradient other : gradients) {
        if (one != other && leads(any, one.variable(), other.variable())) {
          throw new NoDerivativeException(
              ("d%s/d%s and d%s/d%s are given, and %s leads to %s: whether the one counts what goes"
                      + " through the other is not said; give one of them")
                  .formatted(
                      loss,
                      one.variable(),
                      loss,
                      other.variable(),
                      other.variable(),
                      one.variable()));
        }
      }
    }
  }

  /** Whether a name depends on another, by the names of families where indices are letters. */
  private static boolean leads(Question problem, Expr from, Expr to) {
    if (Computation.isNumbered(from) && Computation.isNumbered(to)) {
      Computation computation = Computation.of(problem, List.of(from), Point.EMPTY);
      return from != to && (computation.step(to) != null || computation.free().contains(to));
    }
    Set<String> reached = new LinkedHashSet<>(List.of(CanonicalNames.nameOf(from)));
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Definition each : problem.declarations().definitions()) {
        if (reached.contains(CanonicalNames.nameOf(each.target()))) {
          for (Expr name : Computation.mentioned(each.value())) {
            grows |= reached.add(CanonicalNames.nameOf(name));
          }
        }
      }
    }
    String wanted = CanonicalNames.nameOf(to);
    return !wanted.equals(CanonicalNames.nameOf(from)) && reached.contains(wanted);
  }

  /** What is given as definitions, beside which claims with its numbers in them hold. */
  List<String> definitions() {
    List<String> definitions = new ArrayList<>();
    for (Gradient each : gradients) {
      if (each.value() != null) {
        Spelling spelling = each.value().spelling();
        definitions.add(
            Printer.text(each.name(), spelling)
                + " = "
                + Printer.text(each.value().expression(), spelling));
      }
    }
    return definitions;
  }

  Symbol loss() {
    return loss;
  }

  /** The problem, in which the derivatives that are given have names. */
  Declarations declarations() {
    return declarations;
  }

  /** The sum of the derivatives that are given times what they are by, as a text. */
  String differential() {
    List<Expr> terms = new ArrayList<>();
    for (Gradient each : gradients) {
      Expr term = Product.of(each.name(), each.variable());
      for (Map.Entry<Symbol, IndexRange> range : each.ranges().entrySet()) {
        term =
            Reduction.of(
                Reduction.Operator.SUM,
                range.getKey(),
                range.getValue().lower(),
                range.getValue().upper(),
                Logical.TRUE,
                term);
      }
      terms.add(term);
    }
    Question any = new Question(RationalNumber.ZERO, List.of(), declarations);
    return Printer.text(Sum.of(terms.toArray(Expr[]::new)), any.spelling());
  }

  /** On what the derivatives rest. */
  String note() {
    return gradients.stream()
        .map(each -> each.variable().toString())
        .collect(
            Collectors.joining(", ", loss + " is taken to depend on all else through ", " alone"));
  }

  /**
   * A text with what it says of the quantity in terms of what is given.
   *
   * @param derive gives the derivative of a text by a variable
   */
  String resolved(String text, Function<Expr, Expr> derive) {
    Question question = new Question(text, List.of(), declarations);
    Expr expression = question.unevaluated();
    if (expression == loss) {
      return differential();
    }
    Expr carriedOut =
        new Rewriter() {
          @Override
          protected List<Expr> dependencies(Expr node) {
            return isDerivative(node) ? List.of() : super.dependencies(node);
          }

          @Override
          public Expr visit(DerivativeTerm derivative) {
            if (!isDerivative(derivative)) {
              return super.visit(derivative);
            }
            if (derivative.by().size() != 1 || derivative.by().get(0).order() != 1) {
              throw onlyFirst();
            }
            return derive.apply(derivative.by().get(0).variable());
          }
        }.apply(expression);
    if (Computation.mentioned(carriedOut).contains(loss)) {
      throw noValue();
    }
    return carriedOut == expression ? text : Printer.text(carriedOut, question.spelling());
  }

  private boolean isDerivative(Expr node) {
    return node instanceof DerivativeTerm derivative && derivative.body() == loss;
  }

  NoDerivativeException onlyFirst() {
    return new NoDerivativeException(
        "second derivatives of " + loss + " do not follow from its first ones");
  }

  /** Refuses a name on which nothing of what is given depends. */
  void requireReached(Expr variable) {
    Question any = new Question(RationalNumber.ZERO, List.of(), declarations);
    for (Gradient each : gradients) {
      boolean isItself =
          each.variable() == variable
              || !Computation.isNumbered(each.variable())
                  && CanonicalNames.nameOf(each.variable()).equals(CanonicalNames.nameOf(variable));
      if (isItself || leads(any, each.variable(), variable)) {
        return;
      }
    }
    throw new NoDerivativeException(
        "d%s/d%s is not known: %s does not lead to what is given, and may be in %s otherwise"
            .formatted(loss, variable, variable, loss));
  }

  /** An expression with the derivatives that are given as terms in the places of their names. */
  Expr named(Expr expression) {
    Map<String, Gradient> byName = new HashMap<>();
    gradients.forEach(each -> byName.put(CanonicalNames.nameOf(each.name()), each));
    return new Rewriter() {
      @Override
      public Expr visit(Symbol symbol) {
        Gradient gradient = byName.get(symbol.name());
        return gradient == null || gradient.name() != symbol
            ? symbol
            : DerivativeTerm.of(loss, gradient.variable());
      }

      @Override
      public Expr visit(IndexedSymbol indexed) {
        Gradient gradient = byName.get(indexed.family());
        return gradient == null
            ? super.visit(indexed)
            : DerivativeTerm.of(
                loss,
                IndexedSymbol.of(
                    CanonicalNames.nameOf(gradient.variable()),
                    indexed.indices().stream().map(this::result).toList()));
      }
    }.apply(expression);
  }

  /** The defined names of a spelling with that of the quantity. */
  Set<String> defined(Spelling spelling) {
    Set<String> defined = new LinkedHashSet<>(spelling.defined());
    defined.add(loss.name());
    return defined;
  }

  /** What is given of a name or an element, in terms of names. */
  @Nullable Expr given(Expr variable) {
    for (Gradient each : gradients) {
      if (each.value() == null
          || !CanonicalNames.nameOf(each.variable()).equals(CanonicalNames.nameOf(variable))) {
        continue;
      }
      Expr value = each.value().expression();
      if (each.variable() == variable) {
        return value;
      }
      if (!each.ranges().isEmpty()) {
        Map<Expr, Expr> indices = new HashMap<>();
        List<Expr> letters = each.variable().children();
        for (int i = 0; i < letters.size(); i++) {
          indices.put(letters.get(i), variable.children().get(i));
        }
        return Substitution.of(indices).apply(value);
      }
    }
    return null;
  }

  /** The names in what is given, as far as a question needs that. */
  Set<String> namesFor(Question question) {
    Set<String> needed =
        Computation.mentioned(question.expression()).stream()
            .map(CanonicalNames::nameOf)
            .collect(Collectors.toSet());
    Set<String> names = new LinkedHashSet<>();
    for (Gradient each : gradients) {
      if (needed.contains(loss.name()) || needed.contains(CanonicalNames.nameOf(each.name()))) {
        names.addAll(namesIn(each));
      }
    }
    return names;
  }

  private static Set<String> namesIn(Gradient gradient) {
    return gradient.value() == null ? Set.of() : gradient.value().allNames();
  }

  /** Points without the names that nothing but what is given uses. */
  List<Map<String, Object>> asked(List<Map<String, Object>> points, Question question) {
    Set<String> own = new LinkedHashSet<>();
    gradients.forEach(each -> own.addAll(namesIn(each)));
    own.removeAll(question.allNames());
    List<Map<String, Object>> asked = new ArrayList<>();
    for (Map<String, Object> point : points) {
      Map<String, Object> kept = new LinkedHashMap<>(point);
      kept.keySet().removeIf(name -> own.contains(Point.nameOf(name)));
      asked.add(kept);
    }
    return asked;
  }

  /** Whether all that is given is numbers. */
  boolean isOfNumbers() {
    return gradients.stream()
        .allMatch(
            each ->
                each.value() != null && Computation.mentioned(each.value().expression()).isEmpty());
  }

  /** Refuses gradients that change with names: only numbers stay what they are after a step. */
  void requireNumbers() {
    if (!isOfNumbers()) {
      throw new NoDerivativeException(
          "the derivatives of %s are not all given as numbers, and are not known after a step"
              .formatted(loss));
    }
  }

  /** Refuses to say what the quantity itself is. */
  void requireValue(String text) {
    if (text.equals(differential())) {
      throw noValue();
    }
  }

  private NoDerivativeException noValue() {
    return new NoDerivativeException(
        "only derivatives of "
            + loss
            + " are given: it has no value, and nothing made of it has a derivative");
  }

  boolean isName(Expr name) {
    return gradients.stream()
        .anyMatch(each -> CanonicalNames.nameOf(each.name()).equals(CanonicalNames.nameOf(name)));
  }

  /** A point with the values of the derivatives that are given, as far as they have any there. */
  Map<String, Object> placed(Map<String, Object> given) {
    Map<String, Object> placed = new LinkedHashMap<>(given);
    for (Gradient each : gradients) {
      if (each.value() != null) {
        try {
          Point point = Points.of(given);
          Question value = each.value().at(point);
          placed.put(
              CanonicalNames.nameOf(each.name()),
              value(value.expression(), List.copyOf(each.ranges().entrySet()), value, point));
        } catch (ChainruleException none) {
          // What needs it says that it has no value.
        }
      }
    }
    return placed;
  }

  private static Object value(
      Expr expression, List<Map.Entry<Symbol, IndexRange>> ranges, Question question, Point point) {
    if (ranges.isEmpty()) {
      Context<Expr> context = EvaluationBindings.ofExpressions(question);
      BigDecimal value = Evaluator.precise(expression, point, context, DIGITS);
      return value;
    }
    List<Object> elements = new ArrayList<>();
    for (Expr number : Computation.numbers(ranges.get(0).getValue(), question, point)) {
      elements.add(
          value(
              Substitution.of(ranges.get(0).getKey(), number).apply(expression),
              ranges.subList(1, ranges.size()),
              question,
              point));
    }
    return elements;
  }
}
