package org.chainrule.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;
import org.chainrule.expr.definition.Uses;
import org.chainrule.notation.NearestWord;
import org.chainrule.parse.FreeNames;
import org.chainrule.parse.Names;
import org.chainrule.parse.Note;
import org.chainrule.parse.ParseResult;
import org.chainrule.parse.Parser;
import org.chainrule.parse.SourceText;
import org.chainrule.parse.WhereClause;
import org.chainrule.parse.latex.LatexNotation;
import org.chainrule.resolve.FamilyInference.Root;
import org.chainrule.resolve.ProblemNames.Other;
import org.chainrule.shape.Indexed;
import org.chainrule.shape.Letters;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * The second half of reading: from syntax trees to expressions.
 *
 * <p>Every refusal is a {@link ParseException} with its place, also of what has no value, such as
 * {@code 1/0}.
 */
public final class Lowering {
  private Lowering() {}

  /** Reads an expression or a condition. */
  public static ParsedText read(String text, Declarations declarations) {
    return read(text, List.of(), declarations);
  }

  /**
   * Reads an expression that is to be differentiated.
   *
   * @param variables the variables as text, which tell families from plain names: by {@code x_j}
   *     the {@code x} in {@code softmax(x/T)_i} is a family
   */
  public static ParsedText read(String text, List<String> variables, Declarations declarations) {
    WhereClause clause =
        WhereClause.of(
            text,
            LatexNotation.of(List.of(), List.of(text), List.of(), Names.NONE, TableNames.ALL));
    List<Other> others = new ArrayList<>();
    others.add(new Other(text, false));
    variables.forEach(list -> others.add(new Other(list, true)));
    Declarations problem = declarations.plus(clause.definitions()).among(others);
    ParseResult parsed = Parser.expression(clause.expression(), problem.names(), TableNames.ALL);
    List<Note> notes = new ArrayList<>(parsed.notes());
    Syntax written = clause.restricted(parsed.syntax(), problem.names(), TableNames.ALL, notes);
    Indexed indexed = problem.form().expression(written, text, lists(variables, problem));
    Syntax syntax = indexed.element();
    notes.addAll(indexed.notes());
    Declarations all = withVariables(variables, List.of(new Root(syntax, text)), problem);
    Expr lowered = new LoweringPass(all.context(), text).lower(syntax, LoweringScope.EMPTY);
    List<Definition> definitions = all.definitions();
    List<Definition> own =
        definitions.subList(declarations.definitions().size(), definitions.size());
    Expr expression = own.isEmpty() ? lowered : new WhereDefinitions(own).apply(lowered);
    notes.addAll(all.notesOnNames());
    return new ParsedText(
        text, expression, indexed, syntax != written, notes, parsed.readings(), all);
  }

  private static List<List<Syntax>> lists(List<String> variables, Declarations problem) {
    return variables.stream().map(list -> VariableList.read(list, problem.names())).toList();
  }

  /**
   * The declarations of a problem in which an expression of no text is to be differentiated.
   *
   * @param variables the variables as text
   */
  public static Declarations declare(List<String> variables, Declarations declarations) {
    List<Other> others = variables.stream().map(list -> new Other(list, true)).toList();
    return withVariables(variables, List.of(), declarations.among(others));
  }

  private static Declarations withVariables(
      List<String> variables, List<Root> texts, Declarations problem) {
    List<Root> roots = new ArrayList<>();
    Set<String> by = new HashSet<>();
    for (String list : variables) {
      for (Syntax variable : VariableList.read(list, problem.names())) {
        if (variable instanceof Syntax.Name name) {
          by.add(name.name());
        }
        if (variable instanceof Syntax.Subscripted) {
          Letters letters = problem.form().letters(List.of(variable));
          roots.add(new Root(problem.form().variable(variable, letters, 0).element(), list));
        }
      }
    }
    roots.addAll(texts);
    Declarations all = problem.with(roots);
    MeantProducts.check(all.context().families().plain(), all, by);
    return all;
  }

  /**
   * The expression of a tree.
   *
   * @param text the text that the tree was read from, for errors to quote
   */
  public static Expr lower(Syntax syntax, String text, Declarations declarations) {
    Declarations all = declarations.with(List.of(new Root(syntax, text)));
    return new LoweringPass(all.context(), text).lower(syntax, LoweringScope.EMPTY);
  }

  /**
   * Reads the variables to differentiate by in turn: {@code x}, {@code x_j}, {@code W_{i,j}},
   * {@code x,y}.
   *
   * @param reading the expression, read with the same variables
   * @throws ParseException if one is no variable, or is an index or a whole family
   */
  public static List<ReadingVariable> variables(String text, ParsedText reading) {
    return Objects.requireNonNull(variables(List.of(text), reading).get(text));
  }

  /** The same of several lists. */
  public static Map<String, List<ReadingVariable>> variables(
      List<String> texts, ParsedText reading) {
    return variables(
        texts,
        reading.expression(),
        reading.boundNames(),
        reading.letters(),
        reading.axes().size(),
        reading.declarations());
  }

  /** The same of an expression of no text, in declarations that know the variables. */
  public static Map<String, List<ReadingVariable>> variables(
      List<String> texts, Expr expression, Declarations declarations) {
    List<Syntax> beside = new ArrayList<>();
    lists(texts, declarations).forEach(beside::addAll);
    Letters letters = declarations.form().letters(beside);
    return variables(texts, expression, List.of(), letters, 0, declarations);
  }

  private static Map<String, List<ReadingVariable>> variables(
      List<String> texts,
      Expr expression,
      Collection<String> bound,
      Letters letters,
      int used,
      Declarations declarations) {
    Map<String, List<ReadingVariable>> variables = new LinkedHashMap<>();
    Set<String> occurring = texts.isEmpty() ? Set.of() : occurring(expression, declarations);
    for (String text : texts) {
      variables.put(text, variables(text, occurring, bound, letters, used, declarations));
    }
    return variables;
  }

  private static List<ReadingVariable> variables(
      String text,
      Set<String> occurring,
      Collection<String> bound,
      Letters letters,
      int used,
      Declarations declarations) {
    List<ReadingVariable> variables = new ArrayList<>();
    int next = used;
    for (Syntax written : VariableList.read(text, declarations.names())) {
      Indexed indexed = declarations.form().variable(written, letters, next);
      next += indexed.axes().size();
      Syntax syntax = indexed.element();
      checkVariable(syntax, text, declarations);
      Expr variable =
          new LoweringPass(declarations.context(), text).lower(syntax, LoweringScope.EMPTY);
      boolean occurs = occurring.contains(name(variable));
      if (!occurs && syntax instanceof Syntax.Name name) {
        checkBound(name, text, bound);
        checkAbsent(name, text, declarations);
      }
      variables.add(new ReadingVariable(variable, occurs, indexed.axes()));
    }
    return variables;
  }

  /**
   * A name or an element, as it stands for itself.
   *
   * @throws ParseException if the text is anything else
   */
  public static Expr name(String text, Declarations declarations) {
    List<Syntax> names = VariableList.read(text, declarations.names());
    if (names.size() != 1) {
      throw refusal(text, names.get(1).span(), "these are several names, not one", null);
    }
    return new LoweringPass(declarations.context(), text).lower(names.get(0), LoweringScope.EMPTY);
  }

  private static void checkVariable(Syntax syntax, String text, Declarations declarations) {
    if (syntax instanceof Syntax.Name name) {
      @Nullable String problem = null;
      @Nullable String suggestion = null;
      if (declarations.isFamily(name.name())) {
        problem = "is a family, and a derivative is by one of its elements";
        suggestion = "write %s_j or %s_1".formatted(name.spelling(), name.spelling());
      } else if (declarations.isIndex(name.name())) {
        problem = "is an index, and a derivative by an index has no meaning";
      } else if (declarations.names().isFunction(name.name())) {
        problem = "is a function";
        suggestion = "differentiate %s(x) by x".formatted(name.spelling());
      }
      if (problem != null) {
        throw refusal(text, name.span(), "`" + name.spelling() + "` " + problem, suggestion);
      }
    } else if (syntax instanceof Syntax.Subscripted subscripted
        && declarations.context().families().plain().containsKey(subscripted.family().name())) {
      String family = subscripted.family().spelling();
      throw refusal(
          text,
          subscripted.span(),
          "`%s` is one number here and has no elements".formatted(family),
          "write %s".formatted(family));
    }
  }

  /** Refuses a name that is absent and looks like an element of a family. */
  private static void checkAbsent(Syntax.Name name, String text, Declarations declarations) {
    for (String other : declarations.context().families().plain().keySet()) {
      if (other.endsWith("_" + name.name()) && !declarations.names().knows(other)) {
        throw refusal(
            text,
            name.span(),
            "`%s` occurs in the name `%s` alone, of which it is a label"
                .formatted(name.spelling(), other),
            "define `%s = …`, or declare `%s : R` if it does not depend on %s"
                .formatted(other, other, name.spelling()));
      }
    }
    int mark = name.name().indexOf('_');
    if (mark > 0 && declarations.isFamily(name.name().substring(0, mark))) {
      String family = name.name().substring(0, mark);
      String index = name.name().substring(mark + 1);
      throw refusal(
          text,
          name.span(),
          "`%s` is a plain name that does not occur, and `%s` is a family"
              .formatted(name.spelling(), family),
          index.length() == 1
              ? "declare %s in 1..n to make it an index".formatted(index)
              : "write an element, such as %s_j".formatted(family));
    }
  }

  /** The index of a sum is no variable outside of it. */
  private static void checkBound(Syntax.Name name, String text, Collection<String> bound) {
    if (bound.contains(name.name())) {
      throw refusal(
          text,
          name.span(),
          "`%s` is an index, and a derivative by an index has no meaning"
              .formatted(name.spelling()),
          null);
    }
  }

  /**
   * Refuses a name in a claim that occurs nowhere in the question.
   *
   * @param names all names of the question
   * @param local the definitions that are the claim's own, and come last
   */
  public static void requireNames(ParsedText claim, Set<String> names, int local) {
    List<Definition> definitions = claim.declarations().definitions();
    List<Definition> own = definitions.subList(definitions.size() - local, definitions.size());
    Set<String> known = new HashSet<>(names);
    own.forEach(each -> known.add(name(each.target())));
    requireNames(claim.syntax(), claim.text(), known);
    own.forEach(each -> requireNames(each.valueSyntax(), each.text(), known));
  }

  private static void requireNames(Syntax syntax, String text, Set<String> known) {
    FreeNames.outsideSubscripts(syntax)
        .forEach(
            name -> {
              if (!known.contains(name.name())) {
                throw refusal(
                    text,
                    name.span(),
                    "`%s` occurs nowhere in the question".formatted(name.spelling()),
                    new MeantProducts(known, Set.of())
                        .factors(name.name())
                        .map(factors -> "for the product write " + String.join("*", factors))
                        .or(
                            () ->
                                NearestWord.nearest(name.name(), known)
                                    .filter(each -> name.name().length() > 1)
                                    .map(each -> "did you mean %s?".formatted(each)))
                        .orElse(null));
              }
            });
  }

  /**
   * Refuses a condition where a number is needed.
   *
   * @param lacking what a condition has not, such as {@code no value}
   * @param hint what may have been meant
   */
  public static void requireNumber(ParsedText reading, String lacking, @Nullable String hint) {
    if (reading.expression() instanceof Relation || reading.expression() instanceof Logical) {
      throw refusal(
          reading.text(),
          reading.syntax().span(),
          "a condition is no number, and has " + lacking,
          hint);
    }
  }

  private static ParseException refusal(
      String text, Span span, String problem, @Nullable String hint) {
    return new SourceText(text).refusal(span, problem, hint);
  }

  /** The names that occur in the expression, and in the definitions of what occurs there. */
  private static Set<String> occurring(Expr expression, Declarations declarations) {
    Set<String> seen = new HashSet<>();
    Map<String, List<Expr>> definitions = new HashMap<>();
    for (Definition definition : declarations.definitions()) {
      definitions
          .computeIfAbsent(name(definition.target()), key -> new ArrayList<>())
          .add(definition.value());
    }
    Deque<Expr> pending = new ArrayDeque<>();
    pending.push(expression);
    while (!pending.isEmpty()) {
      Interruption.poll();
      for (Uses.Use use : Uses.of(pending.pop())) {
        String used = name(use.node());
        if (seen.add(used)) {
          definitions.getOrDefault(used, List.of()).forEach(pending::push);
        }
      }
    }
    return seen;
  }

  private static String name(Expr node) {
    return node instanceof IndexedSymbol indexed ? indexed.family() : ((Symbol) node).name();
  }
}
