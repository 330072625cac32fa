package org.chainrule.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.chainrule.error.Span;
import org.chainrule.evaluate.Context;
import org.chainrule.evaluate.NameMeanings;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Pass;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.number.Rational;
import org.chainrule.resolve.Declarations;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxSubstitution;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/** The contexts of evaluations within a problem: of expressions, and of the trees as written. */
public final class EvaluationBindings {
  /** The place of an end of a range in a question that has no text. */
  private static final Span NOWHERE = new Span(1, 1, 1, 1, 0, 0);

  private EvaluationBindings() {}

  /** The same for points that may give values to the variables asked for, and to their indices. */
  public static <N> Context<N> knowing(List<Expr> variables, Context<N> context) {
    Set<String> known = new TreeSet<>(context.known());
    for (Expr variable : variables) {
      if (variable instanceof Symbol symbol) {
        known.add(symbol.name());
      } else if (variable instanceof IndexedSymbol element) {
        known.add(element.family());
        element.indices().forEach(index -> addLetters(index, known));
      }
    }
    return context.withKnown(known);
  }

  private static void addLetters(Expr index, Set<String> known) {
    new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof Symbol letter && known.add(letter.name());
      }
    }.apply(index);
  }

  public static Context<Expr> ofExpressions(Question question) {
    return ofExpressions(question, Set.of());
  }

  /** As before, where some names keep the point's value even if they are defined. */
  static Context<Expr> ofExpressions(Question question, Set<String> independent) {
    return ofExpressions(question, UnaryOperator.identity(), independent);
  }

  /**
   * What evaluations of expressions go by.
   *
   * @param change what is done to the values of definitions before they are evaluated
   */
  public static Context<Expr> ofExpressions(
      Question question, UnaryOperator<Expr> change, Set<String> independent) {
    Declarations declarations = question.declarations();
    Map<String, List<Expr>> families = new HashMap<>();
    Set<String> ranged = declarations.familiesWithRanges();
    declarations
        .familyRanges()
        .forEach(
            (family, axes) -> {
              if (ranged.contains(family)) {
                families.put(family, axes.stream().map(IndexRange::upper).toList());
              }
            });
    return Context.<Expr>of(Functions::named)
        .withDefinitions(new DefinedExpressions(question, change, independent))
        .withFamilies(families)
        .withOpen(declarations.openAxes())
        .withPartial(partial(declarations))
        .withKnown(names(question));
  }

  private static Map<String, Map<Integer, List<Expr>>> partial(Declarations declarations) {
    Map<String, Map<Integer, List<Expr>>> partial = new HashMap<>();
    declarations
        .familyRanges()
        .forEach(
            (family, axes) -> {
              for (int axis = 0; axis < axes.size(); axis++) {
                List<Expr> ends = declarations.partialEnds(family, axis);
                if (!ends.isEmpty()) {
                  partial.computeIfAbsent(family, key -> new HashMap<>()).put(axis, ends);
                }
              }
            });
    return partial;
  }

  public static Context<Syntax> ofTrees(Question question) {
    return ofTrees(question, Set.of());
  }

  /** What evaluations of trees go by, where some names keep the point's value even if defined. */
  public static Context<Syntax> ofTrees(Question question, Set<String> independent) {
    return independentOf(independent, treesOf(question));
  }

  /** The same context of trees, where some names keep the point's value. */
  public static Context<Syntax> independentOf(Set<String> independent, Context<Syntax> trees) {
    return trees.definitions() instanceof DefinedTrees defined
        ? trees.withDefinitions(new DefinedTrees(defined, independent))
        : trees;
  }

  private static Context<Syntax> treesOf(Question question) {
    DefinedTrees trees = new DefinedTrees(question);
    question.declarations().statements().forEach(trees::add);
    return Context.<Syntax>of(Functions::named)
        .withDefinitions(trees)
        .withFamilies(lengths(question))
        .withOpen(question.declarations().openAxes())
        .withPartial(partialOfTrees(question))
        .withIndices(trees.indices)
        .withKnown(names(question));
  }

  /** The last index of each axis of the families, where it is a name or a number. */
  private static Map<String, List<Syntax>> lengths(Question question) {
    Span span = question.syntax().map(Syntax::span).orElse(NOWHERE);
    Map<String, List<Syntax>> lengths = new HashMap<>();
    Set<String> ranged = question.declarations().familiesWithRanges();
    question
        .declarations()
        .familyRanges()
        .forEach(
            (family, axes) -> {
              List<Syntax> uppers = new ArrayList<>();
              axes.forEach(range -> end(range.upper(), span).ifPresent(uppers::add));
              if (uppers.size() == axes.size() && ranged.contains(family)) {
                lengths.put(family, uppers);
              }
            });
    return lengths;
  }

  private static Map<String, Map<Integer, List<Syntax>>> partialOfTrees(Question question) {
    Span span = question.syntax().map(Syntax::span).orElse(NOWHERE);
    Map<String, Map<Integer, List<Syntax>>> partial = new HashMap<>();
    partial(question.declarations())
        .forEach(
            (family, axes) -> {
              Map<Integer, List<Syntax>> ends = new HashMap<>();
              axes.forEach(
                  (axis, uppers) ->
                      ends.put(
                          axis,
                          uppers.stream().flatMap(each -> end(each, span).stream()).toList()));
              partial.put(family, ends);
            });
    return partial;
  }

  /** The last value of a range as a tree, where it is a name or a number. */
  private static Optional<Syntax> end(Expr upper, Span span) {
    if (upper instanceof Symbol symbol) {
      return Optional.of(new Syntax.Name(span, symbol.name(), symbol.name()));
    } else if (upper instanceof RationalNumber number) {
      String digits = number.value().toString();
      return Optional.of(new Syntax.NumberLiteral(span, number.value(), digits));
    }
    return Optional.empty();
  }

  /** Every name that the question or a definition mentions: values for them are no mistakes. */
  private static Set<String> names(Question question) {
    return question.once(new Mentioned(), () -> mentioned(question));
  }

  private record Mentioned() {}

  private static Set<String> mentioned(Question question) {
    Set<String> names = new TreeSet<>();
    question.syntax().ifPresent(tree -> collect(tree, names));
    question
        .declarations()
        .definitions()
        .forEach(
            each -> {
              collect(each.valueSyntax(), names);
              names.add(
                  each.target() instanceof IndexedSymbol indexed
                      ? indexed.family()
                      : ((Symbol) each.target()).name());
            });
    names.addAll(question.declarations().familyRanges().keySet());
    return Collections.unmodifiableSet(names);
  }

  private static void collect(Syntax syntax, Set<String> names) {
    SyntaxWalk.forEach(
        syntax,
        node -> {
          if (node instanceof Syntax.Name name) {
            names.add(name.name());
          }
        });
  }

  private static final class DefinedExpressions implements NameMeanings<Expr> {
    private final Question question;
    private final UnaryOperator<Expr> change;
    private final Set<String> independent;

    DefinedExpressions(Question question, UnaryOperator<Expr> change, Set<String> independent) {
      this.question = question;
      this.change = change;
      this.independent = independent;
    }

    @Override
    public Optional<Expr> of(String name) {
      return independent.contains(name)
          ? Optional.empty()
          : question.definitions().valueOf(Symbol.named(name)).map(change);
    }

    @Override
    public Optional<Expr> of(String family, List<BigInteger> indices) {
      List<Expr> numbers = new ArrayList<>();
      indices.forEach(each -> numbers.add(Expr.of(Rational.of(each))));
      IndexedSymbol element = IndexedSymbol.of(family, numbers);
      return independent.contains(CanonicalNames.canonicalName(element))
          ? Optional.empty()
          : question.definitions().valueOf(element).map(change);
    }

    @Override
    public Set<String> names() {
      return EvaluationBindings.names(question);
    }
  }

  /** The definitions as they were written, never turned into expressions. */
  private static final class DefinedTrees implements NameMeanings<Syntax> {
    private final Map<String, Syntax> plain;
    private final Map<String, List<Statement.Definition>> elements;
    private final Map<String, Lambda<Syntax>> functions;
    private final Map<String, Context.Bounds<Syntax>> indices;
    private final Set<String> mentioned;
    private final Question question;
    private final Set<String> independent;

    DefinedTrees(Question question) {
      plain = new HashMap<>();
      elements = new LinkedHashMap<>();
      functions = new HashMap<>();
      indices = new HashMap<>();
      mentioned = new TreeSet<>();
      this.question = question;
      independent = Set.of();
    }

    /** The same trees, read once, where other names are independent. */
    DefinedTrees(DefinedTrees read, Set<String> independent) {
      plain = read.plain;
      elements = read.elements;
      functions = read.functions;
      indices = read.indices;
      mentioned = read.mentioned;
      question = read.question;
      this.independent = independent;
    }

    void add(Statement statement) {
      if (statement instanceof Statement.IndexDeclaration declaration) {
        for (Syntax.Name name : declaration.names()) {
          indices.put(name.name(), new Context.Bounds<>(declaration.lower(), declaration.upper()));
        }
      }
      if (!(statement instanceof Statement.Definition definition)) {
        return;
      }
      collect(definition.value(), mentioned);
      collect(definition.target(), mentioned);
      if (definition.parameters() != null && definition.target() instanceof Syntax.Name name) {
        List<String> parameters = definition.parameters().stream().map(Syntax.Name::name).toList();
        functions.put(name.name(), new Lambda<>(parameters, definition.value()));
      } else if (definition.target() instanceof Syntax.Name name) {
        plain.put(name.name(), definition.value());
      } else if (definition.target() instanceof Syntax.Subscripted subscripted) {
        elements
            .computeIfAbsent(subscripted.family().name(), family -> new ArrayList<>())
            .add(definition);
      }
    }

    @Override
    public Optional<Syntax> of(String name) {
      return independent.contains(name) ? Optional.empty() : Optional.ofNullable(plain.get(name));
    }

    @Override
    public Optional<Syntax> of(String family, List<BigInteger> numbers) {
      List<Expr> indices = new ArrayList<>();
      numbers.forEach(each -> indices.add(Expr.of(Rational.of(each))));
      IndexedSymbol element = IndexedSymbol.of(family, indices);
      if (independent.contains(CanonicalNames.canonicalName(element))
          || question.definitions().valueOf(element).isEmpty()) {
        return Optional.empty();
      }
      Optional<Syntax> general = Optional.empty();
      int fewest = Integer.MAX_VALUE;
      for (Statement.Definition definition : elements.getOrDefault(family, List.of())) {
        Map<String, Syntax> values = match(definition, numbers);
        if (values != null && values.isEmpty()) {
          return Optional.of(definition.value());
        }
        if (values != null && values.size() < fewest) {
          fewest = values.size();
          general = Optional.of(SyntaxSubstitution.of(values, definition.value()));
        }
      }
      return general;
    }

    private static @Nullable Map<String, Syntax> match(
        Statement.Definition definition, List<BigInteger> numbers) {
      List<Syntax> pattern = ((Syntax.Subscripted) definition.target()).indices();
      if (pattern.size() != numbers.size()) {
        return null;
      }
      Map<String, Syntax> values = new HashMap<>();
      for (int i = 0; i < pattern.size(); i++) {
        if (pattern.get(i) instanceof Syntax.Name name) {
          Rational number = Rational.of(numbers.get(i));
          values.put(
              name.name(),
              new Syntax.NumberLiteral(name.span(), number, numbers.get(i).toString()));
        } else if (!(pattern.get(i) instanceof Syntax.NumberLiteral literal
            && literal.value().equals(Rational.of(numbers.get(i))))) {
          return null;
        }
      }
      return values;
    }

    @Override
    public @Nullable Lambda<Syntax> function(String name) {
      return functions.get(name);
    }

    @Override
    public Set<String> names() {
      return mentioned;
    }
  }
}
