package org.chainrule.answer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.chainrule.condition.DomainConditions;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.error.PointException;
import org.chainrule.evaluate.Point;
import org.chainrule.evaluate.Points;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Symbol;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Computation;
import org.chainrule.model.Question;
import org.chainrule.parse.LatexText;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.chainrule.resolve.ReadingVariable;
import org.jspecify.annotations.Nullable;

/**
 * The questions by which products of derivatives with a vector are found, each a derivative by a
 * number or of a number, so that all that holds for these holds for products.
 *
 * <p>A direction moves a variable: where {@code x = q + t*v} is a definition, J*v is the derivative
 * by t, at {@code t = 0}, in terms of x; and H*v that by q besides. A cotangent makes a number of
 * the values: J^T*u is the derivative of {@code sum(u .* f)}.
 */
final class JacobianProducts {
  private static final List<String> TIMES = List.of("t", "s", "tau", "epsilon", "theta", "eta");
  private static final List<String> STARTS =
      List.of("q", "p", "r", "s", "b", "a", "c", "w", "u", "v", "x", "y", "z", "xi", "zeta", "chi");
  private static final List<String> NUMBERS =
      List.of("L", "E", "J", "Q", "P", "S", "F", "G", "H", "K", "M", "N", "omega", "psi");

  private final Declarations declarations;

  /** Gives the value of a text at a point. */
  private final BiFunction<String, Map<String, Object>, Value> values;

  JacobianProducts(
      Declarations declarations, BiFunction<String, Map<String, Object>, Value> values) {
    this.declarations = declarations;
    this.values = values;
  }

  /**
   * A derivative that is asked for in the place of a product.
   *
   * @param variables those to differentiate by in turn
   * @param otherwise the same question without a name that is hidden, in which answers may come out
   */
  record Restated(
      Question question,
      String variables,
      Restatement restatement,
      Optional<Supplier<Question>> otherwise) {}

  /**
   * What the product of an expression's derivative by some variables with vectors is: by all of
   * them at once along a direction, else by each.
   */
  List<Restated> of(
      JacobianProduct kind, String expression, List<String> variables, List<String> vectors) {
    Question asked = new Question(expression, variables, declarations);
    asked.requireNumber("no derivative");
    Set<String> by = new LinkedHashSet<>();
    List<Expr> names = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (String each : variables) {
      List<ReadingVariable> read = asked.variables(each);
      if (read.size() != 1) {
        throw new NoDerivativeException(
            "a %s is by whole variables, and `%s` is a mixed derivative"
                .formatted(kind.word(), LatexText.sent(each)));
      }
      names.add(read.get(0).variable());
      if (!by.add(CanonicalNames.nameOf(read.get(0).variable()))) {
        throw new NoDerivativeException("`" + LatexText.sent(each) + "` is named twice");
      }
      if (!read.get(0).occurs()) {
        notes.add(LatexText.sent(each) + " does not occur in the expression");
      }
    }
    List<String> texts = new ArrayList<>(asked.declarations().texts());
    texts.add(expression);
    texts.addAll(variables);
    texts.addAll(vectors);
    FreshNames fresh = new FreshNames(texts);
    List<ProductVector> read = new ArrayList<>();
    for (String each : vectors) {
      read.add(new ProductVector(kind.vector(), each, by, declarations, fresh));
    }
    return kind == JacobianProduct.VJP
        ? back(asked, expression, variables, read.get(0), notes, fresh)
        : new Motion(asked, variables, names, read, fresh).restated(kind, expression, notes);
  }

  /** The gradient of the sum of a cotangent times the values. */
  private List<Restated> back(
      Question asked,
      String expression,
      List<String> variables,
      ProductVector cotangent,
      List<String> notes,
      FreshNames fresh) {
    Presenter presenter = new Presenter(asked.spelling());
    cotangent.require(expression, asked.axes(), presenter);
    String number = fresh.next(NUMBERS);
    boolean isLatex = LatexText.is(expression);
    String value = ProductVector.bracketed(expression);
    String pairing;
    if (!asked.axes().isEmpty()) {
      pairing =
          isLatex
              ? "\\operatorname{sum}(%s \\odot %s)".formatted(cotangent.inText(), value)
              : "sum(%s .* %s)".formatted(cotangent.inText(), value);
    } else {
      pairing = cotangent.inText() + (isLatex ? " " : "*") + value;
      for (Map.Entry<String, IndexRange> index : asked.freeIndices().entrySet()) {
        pairing = sum(index.getKey(), index.getValue(), pairing, isLatex, presenter);
      }
    }
    Declarations larger =
        cotangent.isHeld() ? declarations.plus(List.of(cotangent.declaration())) : declarations;
    notes.add(
        "%s = %s, whose gradient the product is"
            .formatted(
                number,
                paired(
                    cotangent.isHeld() ? cotangent.name() : cotangent.shown(), asked, presenter)));
    addHeld(List.of(cotangent), notes);
    Restatement restatement =
        restatement(
            new Back(Map.of(), List.of(cotangent), null),
            point -> withHeld(point, List.of(cotangent)),
            Optional.of(Symbol.named(number)),
            Set.of(Symbol.named(number)),
            notes,
            List.of(cotangent));
    String text = LatexText.like(expression, pairing);
    String definition = LatexText.like(expression, number + " = " + pairing);
    Declarations naming = larger.plus(List.of(definition));
    List<Restated> restated = new ArrayList<>();
    for (String each : variables) {
      Question named = new Question(number, List.of(each), naming);
      Supplier<Question> otherwise = () -> new Question(text, List.of(each), larger);
      restated.add(new Restated(named, each, restatement, Optional.of(otherwise)));
    }
    return restated;
  }

  /** What is differentiated, as it is told. */
  private static String paired(String cotangent, Question asked, Presenter presenter) {
    String value = ProductVector.bracketed(DerivingEngine.printed(asked, Format.TEXT));
    if (!asked.axes().isEmpty()) {
      return "sum(%s .* %s)".formatted(ProductVector.bracketed(cotangent), value);
    }
    String pairing = ProductVector.bracketed(cotangent) + "*" + value;
    for (Map.Entry<String, IndexRange> index : asked.freeIndices().entrySet()) {
      pairing = sum(index.getKey(), index.getValue(), pairing, false, presenter);
    }
    return pairing;
  }

  private static String sum(
      String index, IndexRange range, String body, boolean isLatex, Presenter presenter) {
    String lower = presenter.text(range.lower());
    String upper = presenter.text(range.upper());
    return isLatex
        ? "\\sum_{%s=%s}^{%s} %s".formatted(index, lower, upper, body)
        : "sum(%s=%s..%s, %s)".formatted(index, lower, upper, body);
  }

  private static void addHeld(List<ProductVector> vectors, List<String> notes) {
    vectors.stream()
        .filter(ProductVector::isHeld)
        .forEach(
            each ->
                notes.add(
                    "%s, which depends on what is differentiated by, is held as it is: %s = %s"
                        .formatted(each.shown(), each.name(), each.shown())));
  }

  private Restatement restatement(
      Back back,
      UnaryOperator<Map<String, Object>> placed,
      Optional<Symbol> number,
      Set<Symbol> hidden,
      List<String> notes,
      List<ProductVector> vectors) {
    List<String> conditions = new ArrayList<>();
    for (ProductVector each : vectors) {
      Question question = each.question();
      if (each.isHeld()) {
        conditions.addAll(
            new MatrixConditions(question, new Presenter(question.spelling()), question.axes())
                .written(DomainConditions.ofValue(question)));
      }
      question.notes().forEach(note -> notes.add(note.text()));
    }
    return new Restatement(
        back::apply, placed, number, hidden, notes.stream().distinct().toList(), conditions);
  }

  /** A point with the values of the vectors that are held as they are. */
  private Map<String, Object> withHeld(Map<String, Object> point, List<ProductVector> vectors) {
    Map<String, Object> larger = new LinkedHashMap<>(point);
    for (ProductVector each : vectors) {
      if (each.isHeld()) {
        larger.put(each.name(), number(values.apply(each.sent(), point)));
      }
    }
    return larger;
  }

  private static Object number(Value value) {
    if (value.error() != null) {
      throw new PointException(value.error());
    }
    return value.elements().isEmpty()
        ? new BigDecimal(String.valueOf(value.digits()))
        : value.elements().stream().map(JacobianProducts::number).toList();
  }

  /** The names of the question asked in the places of those that stand for them. */
  private static final class Back extends Rewriter {
    private final Map<String, Expr> starts;
    private final Map<String, ProductVector> held;
    private final @Nullable Symbol time;

    Back(Map<String, Expr> starts, List<ProductVector> vectors, @Nullable Symbol time) {
      this.starts = starts;
      this.time = time;
      held =
          vectors.stream()
              .filter(ProductVector::isHeld)
              .collect(Collectors.toMap(ProductVector::name, each -> each));
    }

    @Override
    public Expr visit(Symbol symbol) {
      ProductVector vector = held.get(symbol.name());
      Expr start = starts.get(symbol.name());
      return symbol == time
          ? RationalNumber.ZERO
          : vector != null ? vector.at(List.of()) : start != null ? start : symbol;
    }

    @Override
    public Expr visit(IndexedSymbol element) {
      Expr same = super.visit(element);
      if (!(same instanceof IndexedSymbol at)) {
        return same;
      }
      ProductVector vector = held.get(at.family());
      Expr start = starts.get(at.family());
      return vector != null
          ? vector.at(at.indices())
          : start instanceof IndexedSymbol of ? IndexedSymbol.of(of.family(), at.indices()) : same;
    }
  }

  /** The variables moved along their directions. */
  private final class Motion {
    private final Question asked;
    private final List<String> variables;
    private final List<Expr> names;
    private final List<ProductVector> directions;
    private final Presenter presenter;
    private final String time;
    private final Map<String, Expr> starts = new LinkedHashMap<>();
    private final List<String> startTexts = new ArrayList<>();
    private final List<String> statements = new ArrayList<>(declarations.texts());
    private final List<String> free = new ArrayList<>();

    Motion(
        Question asked,
        List<String> variables,
        List<Expr> names,
        List<ProductVector> directions,
        FreshNames fresh) {
      if (directions.size() != variables.size()) {
        throw new NoDerivativeException(
            "each variable moves along a direction of its own: %s are named, and for directions %s"
                .formatted(variables.size(), directions.size()));
      }
      this.asked = asked;
      this.variables = variables;
      this.names = names;
      this.directions = directions;
      presenter = new Presenter(asked.spelling());
      time = fresh.next(TIMES);
      for (int i = 0; i < variables.size(); i++) {
        move(i, fresh.next(STARTS));
      }
      statements.add("assume " + time + " = 0");
    }

    /** A variable as it is printed: whole, or as an element. */
    private String name(int place) {
      Expr name = names.get(place);
      return asked.axes(variables.get(place)).isEmpty()
          ? presenter.text(name)
          : CanonicalNames.nameOf(name);
    }

    private void move(int place, String start) {
      String variable = variables.get(place);
      Expr name = names.get(place);
      ProductVector direction = directions.get(place);
      List<FreeIndex> axes = asked.axes(variable);
      direction.require(variable, axes, presenter);
      boolean isGeneral =
          axes.isEmpty() && name instanceof IndexedSymbol && !Computation.isNumbered(name);
      String startText =
          isGeneral
              ? CanonicalNames.canonicalName(IndexedSymbol.of(start, name.children()))
              : start;
      starts.put(start, name);
      startTexts.add(startText);
      boolean isSymmetric =
          declarations.symmetric().contains(CanonicalNames.nameOf(name)) && axes.size() == 2;
      if (isSymmetric) {
        direction.requireSymmetric(LatexText.sent(variable));
      }
      List<Definition> known = definitions(name, !axes.isEmpty() || isGeneral);
      if (known.size() > 1) {
        throw new NoDerivativeException(
            "`%s` has several definitions, so it does not move as one"
                .formatted(LatexText.sent(variable)));
      } else if (known.size() == 1) {
        replace(known.get(0), startText);
      } else {
        if (!axes.isEmpty()) {
          String space = ProductVector.space(axes, presenter);
          statements.add(start + " : " + space + (isSymmetric ? " symmetric" : ""));
        }
        free.add(start);
      }
      if (direction.isHeld()) {
        statements.add(direction.declaration());
      }
      boolean isLatex = LatexText.is(variable);
      statements.add(
          LatexText.like(
              variable,
              "%s = %s + %s%s%s"
                  .formatted(
                      LatexText.sent(variable).strip(),
                      latexOrPlain(startText, isLatex),
                      latexOrPlain(time, isLatex),
                      isLatex ? " " : "*",
                      direction.inText())));
    }

    private String latexOrPlain(String name, boolean isLatex) {
      return isLatex && name.matches("\\p{L}{2,}.*") ? "\\" + name : name;
    }

    private List<Definition> definitions(Expr name, boolean isFamily) {
      return declarations.definitions().stream()
          .filter(
              each ->
                  isFamily
                      ? CanonicalNames.nameOf(each.target()).equals(CanonicalNames.nameOf(name))
                      : each.target() == name)
          .toList();
    }

    /** Gives what a definition defines to the start instead. */
    private void replace(Definition definition, String start) {
      String text = LatexText.sent(definition.text());
      int from = text.offsetByCodePoints(0, definition.span().start());
      int sign = text.indexOf('=', from);
      if (sign < 0) {
        throw new NoDerivativeException(
            "`%s` does not move: %s".formatted(presenter.text(definition.target()), text));
      }
      boolean isLatex = LatexText.is(definition.text());
      String changed =
          text.substring(0, from) + latexOrPlain(start, isLatex) + " " + text.substring(sign);
      statements.replaceAll(
          each ->
              each.equals(definition.text()) ? LatexText.like(definition.text(), changed) : each);
    }

    List<Restated> restated(JacobianProduct kind, String expression, List<String> notes) {
      Declarations moving = Declarations.of(statements);
      boolean isTwice = kind == JacobianProduct.HVP;
      for (int i = 0; i < variables.size(); i++) {
        String moved = name(i);
        String direction = directions.get(i).shown();
        String motion =
            direction.equals("1") ? time : time + "*" + ProductVector.bracketed(direction);
        notes.add(
            isTwice
                ? "along %s: by %s, then by %s at %s = 0, where %s = %s + %s"
                    .formatted(
                        direction, startTexts.get(i), time, time, moved, startTexts.get(i), motion)
                : "along %s: by %s at %s = 0, with %s + %s in the place of %s"
                    .formatted(direction, time, time, moved, motion, moved));
      }
      addHeld(directions, notes);
      Restatement restatement =
          restatement(
              new Back(starts, directions, Symbol.named(time)),
              this::placed,
              Optional.empty(),
              Set.of(Symbol.named(time)),
              notes,
              directions);
      List<String> lists =
          kind == JacobianProduct.JVP
              ? List.of(time)
              : startTexts.stream().map(each -> each + "," + time).toList();
      return lists.stream()
          .map(
              each ->
                  new Restated(
                      new Question(expression, List.of(each), moving),
                      each,
                      restatement,
                      Optional.empty()))
          .toList();
    }

    /** A point at which the start has the values of the variable, which stands still. */
    private Map<String, Object> placed(Map<String, Object> point) {
      Map<String, Object> placed = new LinkedHashMap<>(withHeld(point, directions));
      // Names that the question asked has not are left aside, though they stand for something here.
      starts.keySet().forEach(placed::remove);
      placed.put(time, BigDecimal.ZERO);
      for (String start : free) {
        Expr name = starts.get(start);
        if (name != null) {
          place(start, name, point, placed);
        }
      }
      return placed;
    }

    private void place(
        String start, Expr name, Map<String, Object> point, Map<String, Object> placed) {
      if (name instanceof IndexedSymbol && Computation.isNumbered(name)) {
        // The element stays among its family's, and agrees with what it is defined as.
        var number = Computation.given(name, Points.of(point));
        if (number != null) {
          placed.put(start, number.toBigDecimal(MathContext.DECIMAL128));
          return;
        }
      }
      String variable = CanonicalNames.nameOf(name);
      boolean isGiven = false;
      for (Map.Entry<String, Object> each : point.entrySet()) {
        String given = Point.canonicalName(each.getKey());
        if (given.equals(variable) || isElement(given, variable)) {
          placed.remove(each.getKey());
          placed.put(start + given.substring(variable.length()), each.getValue());
          isGiven = true;
        }
      }
      if (!isGiven) {
        throw new PointException("no value is given for " + variable);
      }
    }

    private static boolean isElement(String given, String family) {
      return given.startsWith(family)
          && given.length() > family.length()
          && "_[".indexOf(given.charAt(family.length())) >= 0;
    }
  }
}
