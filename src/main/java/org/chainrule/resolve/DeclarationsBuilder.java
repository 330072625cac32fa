package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.error.Interruption;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.parse.Interpretation;
import org.chainrule.parse.Names;
import org.chainrule.parse.Note;
import org.chainrule.parse.SourceText;
import org.chainrule.resolve.Declarations.Written;
import org.chainrule.resolve.FamilyInference.Root;
import org.chainrule.shape.ElementForm;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * The builder of declarations from statements, which refuses statements that contradict each other.
 */
final class DeclarationsBuilder {
  private final Names names;
  private final List<Written> statements;
  private final Declarations.Rest problem;
  private final ElementForm form;
  private final List<Note> notes;
  private final List<Interpretation> readings;
  private final Map<String, IndexRange> indexRanges = new LinkedHashMap<>();
  private final Map<String, List<IndexRange>> declaredRanges = new LinkedHashMap<>();
  private final Map<String, DeclaredShape.Mapping> mappings = new LinkedHashMap<>();
  private final DeclaredColumns columns = new DeclaredColumns();
  private final Set<String> numbers = new HashSet<>();
  private final Map<String, DeclarationsFunctions.Written> functions = new LinkedHashMap<>();
  private final Set<String> plainDefinitions = new HashSet<>();

  DeclarationsBuilder(
      Names names,
      List<Written> statements,
      Declarations.Rest problem,
      ElementForm form,
      List<Note> notes,
      List<Interpretation> readings) {
    this.names = names;
    this.statements = statements.stream().map(DeclarationsBuilder::withFormals).toList();
    this.problem = problem;
    this.form = form;
    this.notes = notes;
    this.readings = readings;
  }

  private static Written withFormals(Written written) {
    return written.statement() instanceof Statement.Definition definition
        ? new Written(FormalIndices.apart(definition), written.text())
        : written;
  }

  /** The declarations. */
  Declarations build() {
    LoweringContext bounds =
        new LoweringContext(families(List.of()), indexRanges, Map.of(), Map.of());
    for (Written written : statements) {
      Interruption.poll();
      if (written.statement() instanceof Statement.IndexDeclaration declaration) {
        declareIndices(declaration, written.text(), bounds);
      }
    }
    for (Written written : statements) {
      Interruption.poll();
      if (written.statement() instanceof Statement.ShapeDeclaration declaration) {
        declareShapes(declaration, written.text(), bounds);
      } else if (written.statement() instanceof Statement.FamilyDeclaration declaration) {
        declaration
            .names()
            .forEach(
                each ->
                    columns.declare(
                        each,
                        declaration,
                        written.text(),
                        end -> bound(end, written.text(), bounds)));
      }
    }
    columns.ranges().forEach(declaredRanges::putIfAbsent);
    for (Written written : statements) {
      Interruption.poll();
      if (written.statement() instanceof Statement.Definition definition) {
        checkTarget(definition, written.text());
      }
    }
    List<Root> roots = roots(statements);
    roots.addAll(problem.roots());
    LoweringContext context =
        new LoweringContext(families(roots), indexRanges, declaredRanges, mappings);
    names
        .subscripts()
        .lengths()
        .forEach(
            (axis, length) ->
                context.tie(axis, new IndexRange(Expr.of(1), bound(length, "", bounds))));
    columns.tie(context);
    new DeclarationsFunctions(context, functions).define();
    List<Definition> definitions = new ArrayList<>();
    List<Expr> assumptions = new ArrayList<>();
    for (Written written : statements) {
      Interruption.poll();
      LoweringPass pass = new LoweringPass(context, written.text());
      if (written.statement() instanceof Statement.Definition definition
          && definition.parameters() == null) {
        Expr target = pass.lower(definition.target(), LoweringScope.EMPTY);
        checkPattern(target, definition.target(), pass);
        Expr value = pass.lower(definition.value(), LoweringScope.EMPTY);
        definitions.add(
            new Definition(target, value, definition.value(), definition.span(), written.text()));
      } else if (written.statement() instanceof Statement.Assumption assumption) {
        assumptions.add(pass.lower(assumption.relation(), LoweringScope.EMPTY));
      }
    }
    checkOnce(definitions);
    new DeclarationsCycles(definitions).check();
    return new Declarations(
        names, statements, problem, form, context, definitions, assumptions, notes, readings);
  }

  private FamilyInference families(List<Root> roots) {
    Map<String, Integer> axes = new LinkedHashMap<>();
    axes.putAll(columns.axes());
    declaredRanges.forEach((name, ranges) -> axes.put(name, ranges.size()));
    Set<String> own = new HashSet<>(functions.keySet());
    own.addAll(mappings.keySet());
    Set<String> plain = new HashSet<>(numbers);
    plain.addAll(plainDefinitions);
    return new FamilyInference(axes, plain, own).scan(roots);
  }

  /** The expressions of statements. */
  static List<Root> roots(List<Written> statements) {
    List<Root> roots = new ArrayList<>();
    for (Written written : statements) {
      Interruption.poll();
      String text = written.text();
      if (written.statement() instanceof Statement.Definition definition) {
        List<Syntax.Name> parameters = definition.parameters();
        if (parameters == null) {
          roots.add(new Root(definition.target(), text));
          roots.add(new Root(definition.value(), text));
        } else {
          Set<String> locals =
              parameters.stream().map(Syntax.Name::name).collect(Collectors.toSet());
          roots.add(new Root(definition.value(), text, locals, false));
        }
      } else if (written.statement() instanceof Statement.Assumption assumption) {
        roots.add(new Root(assumption.relation(), text));
      } else if (written.statement() instanceof Statement.IndexDeclaration declaration) {
        roots.add(new Root(declaration.lower(), text, Set.of(), true));
        roots.add(new Root(declaration.upper(), text, Set.of(), true));
      }
    }
    return roots;
  }

  private static ParseException refusal(
      Span span, String text, String problem, @Nullable String suggestion) {
    return new SourceText(text).refusal(span, problem, suggestion);
  }

  private static Expr bound(Syntax bound, String text, LoweringContext context) {
    Expr value = new LoweringPass(context, text).lower(bound, LoweringScope.EMPTY);
    if (value instanceof RationalNumber number && !number.value().isInteger()) {
      throw refusal(bound.span(), text, "a bound is a whole number", null);
    }
    return value;
  }

  private void declareIndices(
      Statement.IndexDeclaration declaration, String text, LoweringContext context) {
    IndexRange range =
        new IndexRange(
            bound(declaration.lower(), text, context), bound(declaration.upper(), text, context));
    for (Syntax.Name name : declaration.names()) {
      if (indexRanges.putIfAbsent(name.name(), range) != null) {
        throw twice(name, text);
      }
    }
  }

  private static ParseException twice(Syntax.Name name, String text) {
    return refusal(name.span(), text, "`" + name.spelling() + "` is declared twice", null);
  }

  private void declareShapes(
      Statement.ShapeDeclaration declaration, String text, LoweringContext context) {
    for (Syntax.Name name : declaration.names()) {
      boolean known =
          indexRanges.containsKey(name.name())
              || declaredRanges.containsKey(name.name())
              || mappings.containsKey(name.name())
              || numbers.contains(name.name());
      if (known) {
        throw twice(name, text);
      }
      if (declaration.shape() instanceof DeclaredShape.Mapping mapping) {
        mappings.put(name.name(), mapping);
      } else if (declaration.shape() instanceof DeclaredShape.Space space) {
        List<IndexRange> ranges = new ArrayList<>();
        for (Syntax dimension : space.dimensions()) {
          ranges.add(new IndexRange(Expr.of(1), bound(dimension, text, context)));
        }
        if (ranges.isEmpty()) {
          numbers.add(name.name());
        } else {
          declaredRanges.put(name.name(), ranges);
        }
      }
    }
  }

  private void checkTarget(Statement.Definition definition, String text) {
    List<Syntax.Name> parameters = definition.parameters();
    if (parameters != null) {
      defineFunction(definition, parameters, text);
    } else if (definition.target() instanceof Syntax.Name name) {
      Span span = name.span();
      if (declaredRanges.containsKey(name.name())) {
        throw refusal(
            span,
            text,
            "`" + name.spelling() + "` is declared as a family",
            "define its elements, %s_i = …".formatted(name.spelling()));
      } else if (mappings.containsKey(name.name())) {
        throw refusal(
            span,
            text,
            "`" + name.spelling() + "` is declared as a function",
            "define it as one, %s(x) = …".formatted(name.spelling()));
      } else if (indexRanges.containsKey(name.name())) {
        throw refusal(span, text, "`" + name.spelling() + "` is declared as an index", null);
      }
      plainDefinitions.add(name.name());
    } else if (definition.target() instanceof Syntax.Subscripted subscripted
        && numbers.contains(subscripted.family().name())) {
      throw refusal(
          definition.target().span(),
          text,
          "`" + subscripted.family().spelling() + "` is declared as one number",
          "declare it as a family, %s : R^n".formatted(subscripted.family().spelling()));
    }
  }

  private void defineFunction(
      Statement.Definition definition, List<Syntax.Name> parameters, String text) {
    Syntax.Name name = (Syntax.Name) definition.target();
    DeclaredShape.Mapping mapping = mappings.remove(name.name());
    if (mapping != null && mapping.arguments().size() != parameters.size()) {
      throw refusal(
          name.span(),
          text,
          "`%s` is declared with %s arguments and defined with %s"
              .formatted(name.spelling(), mapping.arguments().size(), parameters.size()),
          null);
    }
    DeclarationsFunctions.Written written =
        new DeclarationsFunctions.Written(definition, name, parameters, text);
    if (functions.putIfAbsent(name.name(), written) != null || names.isPlain(name.name())) {
      throw refusal(name.span(), text, "`" + name.spelling() + "` is defined twice", null);
    }
  }

  /** The indices of a family that is defined are whole numbers and different letters. */
  private static void checkPattern(Expr target, Syntax syntax, LoweringPass pass) {
    if (!(target instanceof IndexedSymbol indexed)) {
      return;
    }
    Set<Expr> letters = new HashSet<>();
    for (Expr index : indexed.indices()) {
      if (index instanceof Symbol ? !letters.add(index) : !(index instanceof RationalNumber)) {
        throw pass.refusal(
            syntax.span(),
            "a family is defined for a letter or a number in each place, each letter once",
            "write h_t = … in terms of h_{t-1}");
      }
    }
  }

  private static void checkOnce(List<Definition> definitions) {
    Map<List<Object>, Definition> seen = new HashMap<>();
    for (Definition definition : definitions) {
      List<Object> key = new ArrayList<>();
      if (definition.target() instanceof IndexedSymbol indexed) {
        key.add(indexed.family());
        for (Expr index : indexed.indices()) {
          key.add(index instanceof RationalNumber ? index : "letter");
        }
      } else {
        key.add(definition.target());
      }
      Definition earlier = seen.putIfAbsent(key, definition);
      if (earlier != null) {
        throw definition.refusal(
            definition.span(),
            "`" + definition.name() + "` is defined twice",
            definition.target() == earlier.target()
                ? null
                : "a letter stands for any index; give the start or the end of a recurrence by its"
                    + " number");
      }
    }
  }
}
