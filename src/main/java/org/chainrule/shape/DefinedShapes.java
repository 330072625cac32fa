package org.chainrule.shape;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.error.ParseException;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.parse.SourceText;
import org.chainrule.shape.ElementForm.Stated;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of a problem's names: declared, else those of the values of their definitions, each
 * after those of the names in it. Those of recurrences are {@link RecurrentShapes}.
 */
final class DefinedShapes {
  private final Problem problem;
  private final List<Stated> statements;

  /** The names that are families, where this is a first reading; else null. */
  private final @Nullable Set<String> surveyed;

  private final Map<Statement, ShapePass> passes = new IdentityHashMap<>();
  private final Set<String> taken = new LinkedHashSet<>();
  private final Set<String> recurrent = new LinkedHashSet<>();

  DefinedShapes(Problem problem, List<Stated> statements, @Nullable Set<String> surveyed) {
    this.problem = problem;
    this.statements = List.copyOf(statements);
    this.surveyed = surveyed == null ? null : new LinkedHashSet<>(surveyed);
  }

  /** The shapes of all nodes of the statements' trees. */
  Map<Statement, ShapePass> passes() {
    return passes;
  }

  /** All names in the statements. */
  Set<String> taken() {
    return taken;
  }

  private boolean isSurvey() {
    return surveyed != null;
  }

  void find() {
    if (surveyed != null) {
      statements.forEach(each -> addFamily(each.statement(), surveyed));
    }
    Map<String, List<Stated>> definitions = new LinkedHashMap<>();
    for (Stated stated : statements) {
      Interruption.poll();
      Statement statement = stated.statement();
      if (statement instanceof Statement.ShapeDeclaration declaration) {
        declare(declaration, stated.text());
      } else if (statement instanceof Statement.FamilyDeclaration declaration) {
        declaration.names().forEach(each -> declare(each, declaration, stated.text()));
      } else if (statement instanceof Statement.IndexDeclaration declaration) {
        declaration.names().forEach(each -> problem.know(each.name()));
        knowNames(declaration.upper());
      } else if (statement instanceof Statement.Definition definition) {
        define(definition, stated, definitions);
      }
    }
    if (!isNeeded()) {
      return;
    }
    statements.forEach(each -> take(each.statement()));
    Map<String, Set<String>> uses = new LinkedHashMap<>();
    definitions.forEach((name, all) -> uses.put(name, used(all)));
    for (List<String> component : DefinitionOrder.of(uses)) {
      shape(component, definitions, uses);
    }
    for (Stated stated : statements) {
      if (stated.statement() instanceof Statement.Assumption assumption) {
        attempt(
            () ->
                passes.put(
                    assumption,
                    ShapePass.of(problem, assumption.relation(), stated.text(), List.of())));
      } else if (!passes.containsKey(stated.statement())) {
        attempt(() -> shape(stated));
      }
    }
  }

  private void attempt(Runnable step) {
    Interruption.poll();
    try {
      step.run();
    } catch (ParseException refused) {
      if (!isSurvey()) {
        throw refused;
      }
    }
  }

  /** A definition for a letter is one of a family. */
  private static void addFamily(Statement statement, Set<String> families) {
    if (statement instanceof Statement.Definition definition
        && definition.target() instanceof Syntax.Subscripted element
        && element.indices().stream().anyMatch(Syntax.Name.class::isInstance)) {
      families.add(element.family().name());
    }
  }

  private void declare(Statement.ShapeDeclaration declaration, String text) {
    for (Syntax.Name name : declaration.names()) {
      if (declaration.shape() instanceof DeclaredShape.Mapping mapping) {
        problem.function(name.name(), mapping);
      } else if (declaration.shape() instanceof DeclaredShape.Space space
          && !space.dimensions().isEmpty()
          && space.dimensions().size() <= 2) {
        space.dimensions().forEach(this::knowNames);
        List<Length> axes = space.dimensions().stream().map(Length::of).toList();
        problem.shape(
            new ShapedName(
                name.name(), Shape.of(axes), axes, 0, false, true, declaration.span(), text));
      } else {
        problem.know(name.name());
      }
    }
  }

  private void declare(
      Syntax.Subscripted member, Statement.FamilyDeclaration declaration, String text) {
    List<Syntax> dimensions = declaration.shape().dimensions();
    Set<String> letters = letters(member);
    for (Syntax dimension : dimensions) {
      if (isBelow(letters, dimension) && !isSurvey()) {
        throw new SourceText(text)
            .refusal(
                dimension.span(),
                "the length `%s` is another one for each `%s`, which is not done"
                    .formatted(dimension, member),
                "give all of them one length, or declare them one by one under names without an"
                    + " index");
      }
    }
    if (dimensions.size() > 2 && !isSurvey()) {
      throw new SourceText(text)
          .refusal(
              declaration.span(),
              "each of a family is a column or a matrix here, and `%s` has %s axes"
                  .formatted(member, dimensions.size()),
              null);
    }
    dimensions.forEach(this::knowNames);
    List<Length> axes = dimensions.stream().map(Length::of).toList();
    Shape shape = Shape.of(axes);
    String name = member.family().name();
    String whole = ShapePass.whole(member);
    if (isSurvey() && whole != null) {
      problem.shape(new ShapedName(whole, shape, axes, 0, true, true, declaration.span(), text));
    }
    ShapedName known = problem.family(name);
    if (known == null) {
      problem.family(
          new ShapedName(
              name, shape, axes, member.indices().size(), false, true, declaration.span(), text));
    } else if (!isSurvey()
        && (!known.axes().equals(axes) || known.indices() != member.indices().size())) {
      throw new SourceText(text)
          .refusal(
              declaration.span(),
              "`%s` is declared with two shapes: %s, and here %s"
                  .formatted(name, known.shape(), shape),
              null);
    }
  }

  private static Set<String> letters(Syntax.Subscripted member) {
    Set<String> letters = new LinkedHashSet<>();
    member.indices().forEach(each -> names(each, letters));
    return letters;
  }

  private static boolean isBelow(Set<String> letters, Syntax tree) {
    Set<String> names = new LinkedHashSet<>();
    names(tree, names);
    return names.stream().anyMatch(letters::contains);
  }

  private void knowNames(Syntax length) {
    SyntaxWalk.forEach(
        length,
        node -> {
          if (node instanceof Syntax.Name name) {
            problem.length(name.name());
          }
        });
  }

  private void define(
      Statement.Definition definition, Stated stated, Map<String, List<Stated>> definitions) {
    if (definition.target() instanceof Syntax.Name name) {
      if (definition.parameters() == null) {
        problem.know(name.name());
        definitions.putIfAbsent(name.name(), List.of(stated));
      } else {
        problem.function(name.name(), null);
      }
    } else if (definition.target() instanceof Syntax.Subscripted element) {
      String family = element.family().name();
      problem.know(family);
      String whole = wholeTarget(element);
      if (whole == null) {
        definitions.computeIfAbsent(family, key -> new ArrayList<>()).add(stated);
      } else if (problem.named(family) == null) {
        definitions.putIfAbsent(whole, List.of(stated));
      }
    }
  }

  /** The name that a definition with a number below it gives a shape to, in a first reading. */
  private @Nullable String wholeTarget(Syntax.Subscripted element) {
    boolean isNumbered =
        element.indices().stream().allMatch(Syntax.NumberLiteral.class::isInstance);
    return surveyed != null && isNumbered && !surveyed.contains(element.family().name())
        ? ShapePass.whole(element)
        : null;
  }

  /** Whether anything may be more than a number. */
  private boolean isNeeded() {
    return problem.hasShapes()
        || statements.stream()
            .anyMatch(
                each ->
                    each.statement() instanceof Statement.Definition definition
                            && hasMatrices(definition.value())
                        || each.statement() instanceof Statement.Assumption assumption
                            && hasMatrices(assumption.relation()));
  }

  /** Whether a tree has a matrix in it that is no name. */
  boolean hasMatrices(Syntax tree) {
    boolean[] found = new boolean[1];
    SyntaxWalk.forEach(
        tree,
        node ->
            found[0] |=
                node instanceof Syntax.Transpose
                    || node instanceof Syntax.MatrixLiteral
                    || node instanceof Syntax.Array
                    || node instanceof Syntax.Binary binary && isOfShapes(binary.operator())
                    || node instanceof Syntax.Call call && isMatrixFunction(call));
    return found[0];
  }

  private static boolean isOfShapes(Syntax.Binary.Operator operator) {
    return switch (operator) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, POWER -> false;
      case MATRIX_MULTIPLY, ELEMENTWISE_MULTIPLY, ELEMENTWISE_DIVIDE, ELEMENTWISE_POWER -> true;
    };
  }

  private boolean isMatrixFunction(Syntax.Call call) {
    Optional<MatrixFunction> function = problem.matrixFunction(call.function());
    return function.isPresent()
        && !problem.isOfVectors(call.function())
        && call.arguments().size() <= Math.max(1, function.get().most());
  }

  private void take(Statement statement) {
    if (statement instanceof Statement.Definition definition) {
      take(definition.target());
      take(definition.value());
    } else if (statement instanceof Statement.Assumption assumption) {
      take(assumption.relation());
    } else if (statement instanceof Statement.IndexDeclaration declaration) {
      declaration.names().forEach(this::take);
      take(declaration.upper());
    } else if (statement instanceof Statement.ShapeDeclaration declaration) {
      declaration.names().forEach(this::take);
      if (declaration.shape() instanceof DeclaredShape.Space space) {
        space.dimensions().forEach(this::take);
      }
    } else if (statement instanceof Statement.FamilyDeclaration declaration) {
      declaration.names().forEach(this::take);
      declaration.shape().dimensions().forEach(this::take);
      declaration.ranges().forEach(this::take);
    }
  }

  private void take(Syntax tree) {
    names(tree, taken);
  }

  /** Adds all names in a tree. */
  static void names(Syntax tree, Collection<String> names) {
    SyntaxWalk.forEach(
        tree,
        node -> {
          if (node instanceof Syntax.Name name) {
            names.add(name.name());
          }
        });
  }

  private static Set<String> used(List<Stated> definitions) {
    Set<String> names = new LinkedHashSet<>();
    definitions.forEach(each -> names.addAll(used((Statement.Definition) each.statement())));
    return names;
  }

  /** The names that a definition uses, also those that are made with what stands below. */
  static Set<String> used(Statement.Definition definition) {
    Set<String> names = new LinkedHashSet<>();
    names(definition.value(), names);
    SyntaxWalk.forEach(
        definition.value(),
        node -> {
          String whole =
              node instanceof Syntax.Subscripted element ? ShapePass.whole(element) : null;
          if (whole != null) {
            names.add(whole);
          }
        });
    return names;
  }

  private void shape(
      List<String> component,
      Map<String, List<Stated>> definitions,
      Map<String, Set<String>> uses) {
    Map<String, List<Stated>> own = new LinkedHashMap<>();
    boolean isRecurrent = false;
    boolean hasFamilies = false;
    for (String name : component) {
      List<Stated> all = Objects.requireNonNull(definitions.get(name));
      own.put(name, all);
      isRecurrent |= component.size() > 1 || Objects.requireNonNull(uses.get(name)).contains(name);
      hasFamilies |=
          all.stream()
              .anyMatch(
                  each ->
                      ((Statement.Definition) each.statement()).target()
                          instanceof Syntax.Subscripted);
    }
    if (isRecurrent && hasFamilies) {
      recurrent.addAll(component);
      attempt(() -> new RecurrentShapes(problem, own, uses, this::shape).find());
    } else {
      own.values().forEach(all -> all.forEach(each -> attempt(() -> shape(each))));
    }
  }

  /** Finds the shapes in a definition, and that of the name which it defines. */
  private void shape(Stated stated) {
    if (stated.statement() instanceof Statement.Definition definition) {
      shape(definition, stated.text());
    }
  }

  /** Whether a definition is of an element of a family of matrices, or of what may be one. */
  private boolean isOfMatrices(Statement.Definition definition) {
    if (!(definition.target() instanceof Syntax.Subscripted element)) {
      return false;
    }
    ShapedName family = problem.family(element.family().name());
    return family == null ? recurrent.contains(element.family().name()) : family.shape().isMatrix();
  }

  private void shape(Statement.Definition definition, String text) {
    List<Syntax.Name> parameters = definition.parameters();
    List<String> numbers = new ArrayList<>();
    if (parameters != null) {
      parameters.forEach(each -> numbers.add(each.name()));
    } else if (definition.target() instanceof Syntax.Subscripted element) {
      element.indices().forEach(each -> names(each, numbers));
    }
    ShapePass pass =
        ShapePass.of(problem, definition.value(), text, numbers, isOfMatrices(definition));
    passes.put(definition, pass);
    Shape shape = pass.shape(definition.value());
    boolean isMember =
        definition.target() instanceof Syntax.Subscripted element && wholeTarget(element) == null;
    if (isMember) {
      new FamilyShapes(problem, pass, text).define(definition, shape);
      return;
    } else if (shape.isNumber()) {
      return;
    } else if (parameters != null) {
      throw pass.rules()
          .refusal(
              definition.value(),
              "the value of a function is a number, and its value here is " + shape,
              "define a name, not a function, for a column or a matrix");
    }
    boolean isWhole = definition.target() instanceof Syntax.Subscripted;
    String name =
        definition.target() instanceof Syntax.Subscripted element
            ? Objects.requireNonNull(wholeTarget(element))
            : ((Syntax.Name) definition.target()).name();
    ShapedName known = problem.named(name);
    if (known == null) {
      problem.shape(
          new ShapedName(name, shape, shape.lengths(), 0, isWhole, false, definition.span(), text));
    } else if (!pass.rules().fit(known.shape(), shape)) {
      throw new SourceText(text)
          .refusal(
              definition.span(),
              "shapes do not fit: `%s` is %s %s, and its value here is %s"
                  .formatted(definition.target(), known.shape(), known.source(), shape),
              null);
    }
  }
}
