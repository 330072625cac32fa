package org.chainrule.shape;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.parse.FunctionNames;
import org.chainrule.parse.Note;
import org.chainrule.parse.SourceText;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of a problem, and its statements and expressions in elements: the way from columns and
 * matrices to sums over indices.
 *
 * <p>What has no shapes is left as it is, the same tree.
 */
public final class ElementForm {
  /** A statement and the text that it stands in. */
  public record Stated(Statement statement, String text) {}

  private record Frame(String name, Iterator<String> used) {}

  private final Problem problem;
  private final List<Stated> statements;
  private final boolean isSurvey;
  private final Map<Statement, ShapePass> passes = new IdentityHashMap<>();
  private final Set<String> taken = new LinkedHashSet<>();
  private final List<Note> notes = new ArrayList<>();

  private ElementForm(List<Stated> statements, FunctionNames functions, boolean isSurvey) {
    this.problem = new Problem(functions);
    this.statements = List.copyOf(statements);
    this.isSurvey = isSurvey;
  }

  /**
   * The shapes that statements tell.
   *
   * @throws ParseException at an operation whose operands do not fit
   */
  public static ElementForm of(List<Stated> statements, FunctionNames functions) {
    ElementForm form = new ElementForm(statements, functions, false);
    form.find();
    return form;
  }

  /** The names that are columns or matrices by definition, as far as a first reading shows it. */
  public static List<ShapedName> defined(List<Stated> statements, FunctionNames functions) {
    ElementForm form = new ElementForm(statements, functions, true);
    form.find();
    return form.problem.names().stream().filter(each -> !each.isDeclared()).toList();
  }

  private void find() {
    Map<String, Stated> definitions = new LinkedHashMap<>();
    for (Stated stated : statements) {
      Interruption.poll();
      if (stated.statement() instanceof Statement.ShapeDeclaration declaration) {
        declare(declaration, stated.text());
      } else if (stated.statement() instanceof Statement.IndexDeclaration declaration) {
        declaration.names().forEach(each -> problem.know(each.name()));
        knowNames(declaration.upper());
      } else if (stated.statement() instanceof Statement.Definition definition) {
        define(definition, stated, definitions);
      }
    }
    if (!isNeeded()) {
      return;
    }
    statements.forEach(each -> take(each.statement()));
    inOrder(definitions).forEach(each -> shape(each));
    for (Stated stated : statements) {
      if (!passes.containsKey(stated.statement())) {
        shape(stated);
      }
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
                name.name(), Shape.of(axes), axes, false, true, declaration.span(), text));
      } else {
        problem.know(name.name());
      }
    }
  }

  private void knowNames(Syntax length) {
    SyntaxWalk.forEach(
        length,
        node -> {
          if (node instanceof Syntax.Name name) {
            problem.know(name.name());
          }
        });
  }

  private void define(
      Statement.Definition definition, Stated stated, Map<String, Stated> definitions) {
    if (definition.target() instanceof Syntax.Name name) {
      if (definition.parameters() == null) {
        problem.know(name.name());
        definitions.putIfAbsent(name.name(), stated);
      } else {
        problem.function(name.name(), null);
      }
    } else if (definition.target() instanceof Syntax.Subscripted element) {
      problem.know(element.family().name());
      String whole = isSurvey ? ShapePass.whole(element) : null;
      if (whole != null && problem.named(element.family().name()) == null) {
        definitions.putIfAbsent(whole, stated);
      }
    }
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
  private boolean hasMatrices(Syntax tree) {
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
    }
  }

  private void take(Syntax tree) {
    names(tree, taken);
  }

  private static void names(Syntax tree, Collection<String> names) {
    SyntaxWalk.forEach(
        tree,
        node -> {
          if (node instanceof Syntax.Name name) {
            names.add(name.name());
          }
        });
  }

  /** The definitions of names, each after those of the names in it. */
  private static List<Stated> inOrder(Map<String, Stated> definitions) {
    List<Stated> order = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String root : definitions.keySet()) {
      Deque<Frame> stack = new ArrayDeque<>();
      if (seen.add(root)) {
        stack.push(new Frame(root, used(definitions, root)));
      }
      while (!stack.isEmpty()) {
        Interruption.poll();
        Frame frame = stack.element();
        if (!frame.used().hasNext()) {
          order.add(Objects.requireNonNull(definitions.get(stack.pop().name())));
          continue;
        }
        String next = frame.used().next();
        if (definitions.containsKey(next) && seen.add(next)) {
          stack.push(new Frame(next, used(definitions, next)));
        }
      }
    }
    return order;
  }

  private static Iterator<String> used(Map<String, Stated> definitions, String name) {
    Set<String> names = new LinkedHashSet<>();
    Syntax value =
        ((Statement.Definition) Objects.requireNonNull(definitions.get(name)).statement()).value();
    SyntaxWalk.forEach(
        value,
        node -> {
          if (node instanceof Syntax.Name each) {
            names.add(each.name());
          } else if (node instanceof Syntax.Subscripted element) {
            String whole = ShapePass.whole(element);
            names.add(whole == null ? element.family().name() : whole);
          }
        });
    return names.iterator();
  }

  /** Finds the shapes in a statement, and that of the name which it defines. */
  private void shape(Stated stated) {
    Interruption.poll();
    try {
      if (stated.statement() instanceof Statement.Definition definition) {
        shape(definition, stated.text());
      } else if (stated.statement() instanceof Statement.Assumption assumption) {
        passes.put(
            assumption, ShapePass.of(problem, assumption.relation(), stated.text(), List.of()));
      }
    } catch (ParseException refused) {
      if (!isSurvey) {
        throw refused;
      }
    }
  }

  private void shape(Statement.Definition definition, String text) {
    List<Syntax.Name> parameters = definition.parameters();
    List<String> numbers = new ArrayList<>();
    if (parameters != null) {
      parameters.forEach(each -> numbers.add(each.name()));
    } else if (definition.target() instanceof Syntax.Subscripted element) {
      element.indices().forEach(each -> names(each, numbers));
    }
    ShapePass pass = ShapePass.of(problem, definition.value(), text, numbers);
    passes.put(definition, pass);
    Shape shape = pass.shape(definition.value());
    if (shape.isNumber()) {
      return;
    }
    String name = parameters == null ? target(definition.target()) : null;
    if (name == null) {
      boolean isElement = parameters == null;
      throw pass.rules()
          .refusal(
              definition.value(),
              "%s is a number, and its value here is %s"
                  .formatted(
                      isElement
                          ? "the element `" + definition.target() + "`"
                          : "the value of a function",
                      shape),
              isElement
                  ? "define the elements of columns with two indices, as in h_{t,i} = sum_j …"
                  : "define a name, not a function, for a column or a matrix");
    }
    ShapedName known = problem.named(name);
    if (known == null) {
      boolean isWhole = definition.target() instanceof Syntax.Subscripted;
      problem.shape(
          new ShapedName(name, shape, shape.lengths(), isWhole, false, definition.span(), text));
    } else if (!pass.rules().fit(known.shape(), shape)) {
      throw new SourceText(text)
          .refusal(
              definition.span(),
              "shapes do not fit: `%s` is %s %s, and its value here is %s"
                  .formatted(definition.target(), known.shape(), known.source(), shape),
              null);
    }
  }

  /** The name that a definition gives a shape to; in a survey also one with a number below it. */
  private @Nullable String target(Syntax target) {
    if (target instanceof Syntax.Name name) {
      return name.name();
    }
    return isSurvey && target instanceof Syntax.Subscripted element
        ? ShapePass.whole(element)
        : null;
  }

  /** Whether this problem has anything but numbers. */
  public boolean hasShapes() {
    return problem.hasShapes();
  }

  /** Whether a statement calculates with whole columns or matrices. */
  public boolean isInMatrices() {
    return passes.entrySet().stream()
        .anyMatch(
            each ->
                each.getKey() instanceof Statement.Definition definition
                    && each.getValue().isTouched(definition.value()));
  }

  /** The names that are more than numbers, with what is known of them. */
  public List<ShapedName> shapes() {
    return problem.names();
  }

  /** Remarks on how shapes in the statements were taken. */
  public List<Note> notes() {
    return notes;
  }

  /** The statements, in elements. */
  public List<Stated> statements() {
    List<Stated> all = new ArrayList<>();
    for (Stated stated : statements) {
      ShapePass pass = passes.get(stated.statement());
      if (pass != null && stated.statement() instanceof Statement.Definition definition) {
        elements(definition, stated, pass, all);
      } else if (pass != null && stated.statement() instanceof Statement.Assumption assumption) {
        Indexed relation =
            indexed(
                assumption.relation(), pass, letters(List.of(), pass, assumption.relation(), 0));
        all.add(
            relation.element() == assumption.relation()
                ? stated
                : new Stated(
                    new Statement.Assumption(assumption.span(), relation.element()),
                    stated.text()));
      } else {
        all.add(stated);
      }
    }
    return all;
  }

  private void elements(
      Statement.Definition definition, Stated stated, ShapePass pass, List<Stated> all) {
    Syntax value = definition.value();
    Indexed indexed = indexed(value, pass, letters(List.of(), pass, value, 0));
    notes.addAll(indexed.notes());
    if (indexed.element() == value) {
      all.add(stated);
      return;
    }
    Syntax target = definition.target();
    if (target instanceof Syntax.Name name && !indexed.axes().isEmpty()) {
      ShapedName shaped = problem.named(name.name());
      if (shaped != null) {
        target = element(name, resolved(shaped), indexed.axes());
        if (!shaped.isDeclared()) {
          all.add(new Stated(declaration(definition, name, resolved(shaped)), stated.text()));
        }
      }
    }
    all.add(
        new Stated(
            new Statement.Definition(
                definition.span(), target, definition.parameters(), indexed.element()),
            stated.text()));
  }

  private static Statement declaration(
      Statement.Definition definition, Syntax.Name name, ShapedName shaped) {
    Span span = definition.span();
    return new Statement.ShapeDeclaration(
        span,
        List.of(name),
        new DeclaredShape.Space(shaped.axes().stream().map(each -> each.syntax(span)).toList()));
  }

  private ShapedName resolved(ShapedName name) {
    return problem.names().stream()
        .filter(each -> each.name().equals(name.name()))
        .findFirst()
        .orElse(name);
  }

  private static Syntax element(Syntax.Name name, ShapedName shaped, List<Axis> axes) {
    Span span = name.span();
    Syntax row = index(axes.isEmpty() || shaped.shape().isRow() ? null : axes.get(0), span);
    Syntax column = index(shaped.shape().isMatrix() ? axes.get(axes.size() - 1) : null, span);
    return ElementPass.subscripted(name, shaped, row, column);
  }

  private static Syntax index(@Nullable Axis axis, Span span) {
    return axis == null ? Trees.number(1, span) : Trees.name(axis.index(), span);
  }

  /** The letters that are free beside trees, with those of the axes of one and of some more. */
  private Letters letters(Collection<Syntax> beside, ShapePass pass, Syntax tree, int more) {
    Set<String> all = new HashSet<>(taken);
    names(tree, all);
    beside.forEach(each -> names(each, all));
    return new Letters(all, pass.shape(tree).lengths().size() + more);
  }

  private Indexed indexed(Syntax tree, ShapePass pass, Letters letters) {
    if (!pass.isTouched(tree)) {
      return new Indexed(tree, List.of(), letters, List.of());
    }
    List<Axis> axes = new ArrayList<>();
    List<Syntax> indices = new ArrayList<>();
    for (Length length : pass.shape(tree).lengths()) {
      String letter = letters.axis(axes.size());
      axes.add(new Axis(letter, length.syntax(tree.span())));
      indices.add(Trees.name(letter, tree.span()));
    }
    pass.requireSizes();
    Syntax element = new ElementPass(problem, pass, letters).element(tree, indices);
    return new Indexed(element, axes, letters, pass.notes());
  }

  /**
   * An expression as one of its elements.
   *
   * @param variables the lists of variables that it is to be differentiated by
   * @throws ParseException at an operation whose operands do not fit
   */
  public Indexed expression(Syntax tree, String text, List<List<Syntax>> variables) {
    if (!problem.hasShapes() && !hasMatrices(tree)) {
      return Indexed.number(tree);
    }
    ShapePass pass = ShapePass.of(problem, tree, text, List.of());
    int most = 0;
    List<Syntax> beside = new ArrayList<>();
    for (List<Syntax> list : variables) {
      beside.addAll(list);
      int axes = 0;
      for (Syntax variable : list) {
        ShapedName shaped =
            variable instanceof Syntax.Name name ? problem.named(name.name()) : null;
        axes += shaped == null ? 0 : shaped.shape().lengths().size();
      }
      most = Math.max(most, axes);
    }
    return indexed(tree, pass, letters(beside, pass, tree, most));
  }

  /**
   * A name to differentiate by, as one of its elements where it is no number.
   *
   * @param letters the free letters
   * @param from the number of letters among them that are used
   */
  public Indexed variable(Syntax.Name name, Letters letters, int from) {
    ShapedName known = problem.named(name.name());
    if (known == null) {
      return new Indexed(name, List.of(), letters, List.of());
    }
    ShapedName shaped = resolved(known);
    List<Axis> axes = new ArrayList<>();
    for (Length length : shaped.shape().lengths()) {
      axes.add(new Axis(letters.axis(from + axes.size()), length.syntax(name.span())));
    }
    return new Indexed(element(name, shaped, axes), axes, letters, List.of());
  }

  /** The free letters beside trees. */
  public Letters letters(Collection<Syntax> beside) {
    Set<String> all = new HashSet<>(taken);
    beside.forEach(each -> names(each, all));
    return new Letters(all, 0);
  }
}
