package org.chainrule.answer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.condition.DomainConditions;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.Interruption;
import org.chainrule.error.Span;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.Point;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Computation;
import org.chainrule.model.EvaluationBindings;
import org.chainrule.model.Question;
import org.chainrule.model.UnevaluatedDerivatives;
import org.chainrule.number.Rational;
import org.chainrule.print.Spelling;
import org.chainrule.resolve.Definition;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/** The values of the definitions that expressions need at a point, one after the other. */
final class ForwardPass {
  /** So many digits are shown of a value that is put into the line after it. */
  private static final MathContext SHOWN = new MathContext(6);

  /** Definitions of more names are shown in the order of all answers. */
  private static final int MOST_ORDERED = 200;

  private static final Span NOWHERE = new Span(1, 1, 1, 1, 0, 0);

  private final Question question;
  private final Point point;
  private final Context<Syntax> trees;
  private final Context<Expr> expressions;
  private final boolean hasDerivatives;
  private final Map<Expr, Value> values = new LinkedHashMap<>();

  ForwardPass(Question question, Point point, Options options) {
    this.question = question;
    this.point = point;
    trees = options.limited(EvaluationBindings.ofTrees(question));
    expressions =
        options.limited(
            new UnevaluatedDerivatives(question)
                .within(EvaluationBindings.ofExpressions(question)));
    hasDerivatives = DomainConditions.hasDerivatives(question);
  }

  /** A line for each definition that the expressions need, and for each that is no name itself. */
  List<ForwardAnswer.Line> lines(List<Expr> roots) {
    Computation computation = Computation.of(question, roots, point);
    List<ForwardAnswer.Line> lines = new ArrayList<>();
    for (Computation.Step step : computation.steps()) {
      Interruption.poll();
      lines.add(line(step.name(), step.value(), step.needs()));
    }
    for (Expr root : roots) {
      Expr shown = computation.shown(root);
      if (!Computation.isNumbered(shown)) {
        lines.add(line(shown, shown, computation.names(shown)));
      }
    }
    return lines;
  }

  private ForwardAnswer.Line line(Expr name, Expr definition, Set<Expr> needs) {
    Value value = value(name, needs);
    values.put(name, value);
    Spelling spelling = question.spelling().withOrder(places(written(name)));
    return new ForwardAnswer.Line(
        name, definition, numbers(definition), value, new Presenter(spelling));
  }

  /** What a name is defined as, or what was asked for, as it was written. */
  private Optional<Syntax> written(Expr name) {
    if (!Computation.isNumbered(name)) {
      return question.syntax();
    }
    Optional<Syntax> general = Optional.empty();
    for (Definition each : question.declarations().definitions()) {
      if (each.target() == name) {
        return Optional.of(each.valueSyntax());
      }
      if (CanonicalNames.nameOf(each.target()).equals(CanonicalNames.nameOf(name))
          && !Computation.isNumbered(each.target())) {
        general = Optional.of(each.valueSyntax());
      }
    }
    return general;
  }

  /** The places of names in a tree; none where it is long, and no order can be seen. */
  private static Map<String, List<Integer>> places(Optional<Syntax> tree) {
    Map<String, List<Integer>> places = new HashMap<>();
    Set<Syntax> families = Collections.newSetFromMap(new IdentityHashMap<>());
    int[] next = {0};
    tree.ifPresent(
        root ->
            SyntaxWalk.forEach(
                root,
                node -> {
                  String name = "";
                  if (node instanceof Syntax.Name plain && !families.contains(node)) {
                    name = plain.name();
                  } else if (node instanceof Syntax.Subscripted element) {
                    families.add(element.family());
                    boolean isOne =
                        element.indices().stream().allMatch(Syntax.NumberLiteral.class::isInstance);
                    name = element.family().name() + "_" + (isOne ? numbers(element) : "");
                  }
                  if (!name.isEmpty()) {
                    places.computeIfAbsent(name, key -> new ArrayList<>()).add(next[0]++);
                  }
                }));
    return next[0] > MOST_ORDERED ? Map.of() : places;
  }

  private static String numbers(Syntax.Subscripted element) {
    return element.indices().stream()
        .map(each -> ((Syntax.NumberLiteral) each).value().toString())
        .collect(Collectors.joining(","));
  }

  private Value value(Expr name, Set<Expr> needs) {
    Optional<Expr> lacking = needs.stream().filter(each -> isLacking(values.get(each))).findFirst();
    if (lacking.isPresent()) {
      String needed = new Presenter(question.spelling()).text(lacking.get());
      return Value.none("needs " + needed + ", which has no value there");
    }
    try {
      return Computation.isNumbered(name) && !hasDerivatives
          ? Closeness.DIGITS.value(tree(name), point, trees)
          : Closeness.DIGITS.value(name, point, expressions);
    } catch (ChainruleException none) {
      return Value.none(String.valueOf(none.getMessage()));
    }
  }

  private static boolean isLacking(@Nullable Value value) {
    return value != null && value.number() == null;
  }

  /** A name as a tree that stands in no text, which leads to its definition as it was written. */
  private static Syntax tree(Expr name) {
    String plain = CanonicalNames.nameOf(name);
    Syntax.Name syntax = new Syntax.Name(NOWHERE, plain, plain);
    if (!(name instanceof IndexedSymbol element)) {
      return syntax;
    }
    List<Syntax> indices = new ArrayList<>();
    for (Expr index : element.indices()) {
      Rational number = ((RationalNumber) index).value();
      indices.add(new Syntax.NumberLiteral(NOWHERE, number, number.toString()));
    }
    return new Syntax.Subscripted(NOWHERE, syntax, indices, true);
  }

  /** The numbers for the names in a definition; none where one of them lacks, or a sum stays. */
  private Map<Expr, Rational> numbers(Expr definition) {
    Map<Expr, Rational> numbers = new HashMap<>();
    Set<Expr> seen = new HashSet<>();
    Deque<Expr> pending = new ArrayDeque<>(List.of(definition));
    while (!pending.isEmpty()) {
      Expr node = pending.pop();
      if (!seen.add(node)) {
        continue;
      }
      if (node instanceof Binder) {
        return Map.of();
      }
      if (!Computation.isNumbered(node)) {
        node.children().forEach(pending::push);
        continue;
      }
      Rational number = number(node);
      if (number == null) {
        return Map.of();
      }
      numbers.put(node, number);
    }
    return numbers;
  }

  private @Nullable Rational number(Expr name) {
    Value value = values.get(name);
    if (value == null) {
      return Computation.given(name, point);
    }
    return value.digits() == null
        ? null
        : Rational.of(new BigDecimal(Objects.requireNonNull(value.digits())).round(SHOWN));
  }

  /**
   * All that a problem defines, elements of families in the ranges of their indices.
   *
   * @param notes takes what there is to tell of what is left out
   */
  static List<Expr> everything(Question question, Point point, List<String> notes) {
    Set<Expr> roots = new LinkedHashSet<>();
    Presenter presenter = new Presenter(question.spelling());
    for (Definition each : question.declarations().definitions()) {
      if (!(each.target() instanceof IndexedSymbol element)) {
        roots.add(each.target());
        continue;
      }
      List<Expr> elements = elements(element, question, point);
      if (elements.isEmpty()) {
        notes.add(
            "left out: %s, of which no range is known; ask for one of its elements"
                .formatted(presenter.text(element)));
      }
      roots.addAll(elements);
    }
    return List.copyOf(roots);
  }

  /** The elements that a definition is of, in order; none where a range is not known. */
  private static List<Expr> elements(IndexedSymbol target, Question question, Point point) {
    List<IndexRange> axes =
        question.declarations().familyRanges().getOrDefault(target.family(), List.of());
    List<Expr> elements = new ArrayList<>(List.of(target));
    for (int i = 0; i < target.indices().size(); i++) {
      Expr letter = target.indices().get(i);
      if (letter instanceof RationalNumber) {
        continue;
      }
      if (i >= axes.size()) {
        return List.of();
      }
      List<Expr> more = new ArrayList<>();
      for (Expr number : Computation.numbers(axes.get(i), question, point)) {
        Substitution put = Substitution.of(letter, number);
        elements.forEach(each -> more.add(put.apply(each)));
      }
      elements = more;
    }
    return elements;
  }
}
