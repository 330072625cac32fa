package org.chainrule.shape;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.parse.FunctionNames;
import org.chainrule.parse.Note;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
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

  private final Problem problem;
  private final DefinedShapes shapes;
  private final List<Stated> statements;
  private final List<Note> notes = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  private ElementForm(Problem problem, DefinedShapes shapes, List<Stated> statements) {
    this.problem = problem;
    this.shapes = shapes;
    this.statements = statements;
  }

  /**
   * The shapes that statements tell.
   *
   * @throws ParseException at an operation whose operands do not fit
   */
  public static ElementForm of(List<Stated> statements, FunctionNames functions) {
    Problem problem = new Problem(functions);
    DefinedShapes shapes = new DefinedShapes(problem, statements, null);
    shapes.find();
    return new ElementForm(problem, shapes, List.copyOf(statements));
  }

  /**
   * The names that are columns or matrices by definition, as far as a first reading shows it.
   *
   * @param families the names that are families for sure
   */
  public static List<ShapedName> defined(
      List<Stated> statements, FunctionNames functions, Set<String> families) {
    Problem problem = new Problem(functions);
    new DefinedShapes(problem, statements, families).find();
    return problem.names().stream().filter(each -> !each.isDeclared()).toList();
  }

  /** Whether this problem has anything but numbers. */
  public boolean hasShapes() {
    return problem.hasShapes();
  }

  /** Whether a statement calculates with whole columns or matrices. */
  public boolean isInMatrices() {
    return shapes.passes().entrySet().stream()
        .anyMatch(
            each ->
                each.getKey() instanceof Statement.Definition definition
                    && each.getValue().isTouched(definition.value()));
  }

  /** The names that are more than numbers, with what is known of them. */
  public List<ShapedName> shapes() {
    return problem.names();
  }

  /** The families of columns and matrices, with how many indices each of these has. */
  public Map<String, Integer> members() {
    Map<String, Integer> members = new LinkedHashMap<>();
    shapes().stream()
        .filter(ShapedName::isFamily)
        .forEach(each -> members.put(each.name(), each.indices()));
    return members;
  }

  /** How many indices a column or a matrix of a family has, 0 where the name is of no such. */
  public int indicesOf(String family) {
    ShapedName shaped = problem.family(family);
    return shaped == null ? 0 : shaped.indices();
  }

  /** Remarks on how shapes in the statements were taken. */
  public List<Note> notes() {
    return notes;
  }

  /** The statements, in elements. */
  public List<Stated> statements() {
    List<Stated> all = new ArrayList<>();
    for (Stated stated : statements) {
      ShapePass pass = shapes.passes().get(stated.statement());
      if (stated.statement() instanceof Statement.FamilyDeclaration declaration) {
        declaration.names().forEach(each -> all.add(declared(declaration, each, stated.text())));
      } else if (pass != null && stated.statement() instanceof Statement.Definition definition) {
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
    ShapedName member =
        definition.target() instanceof Syntax.Subscripted element ? problem.shaped(element) : null;
    if (member != null) {
      members(definition, stated, problem.resolved(member), pass, all);
      return;
    }
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
        target = element(name, problem.resolved(shaped), indexed.axes());
        if (!shaped.isDeclared()) {
          all.add(
              new Stated(declaration(definition, name, problem.resolved(shaped)), stated.text()));
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

  /** A definition of one or all of the columns or matrices of a family, in elements. */
  private void members(
      Statement.Definition definition,
      Stated stated,
      ShapedName family,
      ShapePass pass,
      List<Stated> all) {
    Syntax value = definition.value();
    Syntax.Subscripted target = (Syntax.Subscripted) definition.target();
    Span span = target.span();
    Set<String> names = new HashSet<>(shapes.taken());
    DefinedShapes.names(value, names);
    Letters letters = new Letters(names, family.shape().lengths().size());
    List<Axis> axes = axes(family, letters, 0, span);
    Syntax element = value;
    if (pass.isTouched(value)) {
      Indexed indexed = indexed(value, pass, letters);
      notes.addAll(indexed.notes());
      element = indexed.element();
    }
    if (pass.shape(value).isNumber()) {
      notes.add(
          new Note(
              value.span(),
              "`%s` was taken for each element of `%s` (broadcast)".formatted(value, target)));
    }
    if (!family.isDeclared() && told.add(family.name())) {
      all.add(declared(family, target, definition.span(), stated.text()));
    }
    all.add(
        new Stated(
            new Statement.Definition(
                definition.span(), element(target, family, axes), null, element),
            stated.text()));
  }

  /** The declaration of a family, with all that is known of its lengths. */
  private Stated declared(
      Statement.FamilyDeclaration declaration, Syntax.Subscripted member, String text) {
    return new Stated(
        new Statement.FamilyDeclaration(
            declaration.span(), List.of(member), declaration.shape(), declaration.ranges()),
        text);
  }

  private static Stated declared(
      ShapedName family, Syntax.Subscripted member, Span span, String text) {
    return new Stated(
        new Statement.FamilyDeclaration(
            span,
            List.of(member),
            new DeclaredShape.Space(family.axes().stream().map(each -> each.syntax(span)).toList()),
            List.of()),
        text);
  }

  private static Syntax element(Syntax.Subscripted member, ShapedName family, List<Axis> axes) {
    Span span = member.span();
    Syntax row = index(family.shape().isRow() ? null : axes.get(0), span);
    Syntax column = index(family.shape().isMatrix() ? axes.get(axes.size() - 1) : null, span);
    return ElementPass.subscripted(member, member.indices(), family, row, column);
  }

  private static List<Axis> axes(ShapedName shaped, Letters letters, int from, Span span) {
    List<Axis> axes = new ArrayList<>();
    for (Length length : shaped.shape().lengths()) {
      axes.add(new Axis(letters.axis(from + axes.size()), length.syntax(span)));
    }
    return axes;
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
    Set<String> all = new HashSet<>(shapes.taken());
    DefinedShapes.names(tree, all);
    beside.forEach(each -> DefinedShapes.names(each, all));
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
    if (!problem.hasShapes() && !shapes.hasMatrices(tree)) {
      return Indexed.number(tree);
    }
    ShapePass pass = ShapePass.of(problem, tree, text, List.of());
    int most = 0;
    List<Syntax> beside = new ArrayList<>();
    for (List<Syntax> list : variables) {
      beside.addAll(list);
      int axes = 0;
      for (Syntax variable : list) {
        ShapedName shaped = shaped(variable);
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
  public Indexed variable(Syntax variable, Letters letters, int from) {
    ShapedName known = shaped(variable);
    if (known == null) {
      return new Indexed(variable, List.of(), letters, List.of());
    }
    ShapedName shaped = problem.resolved(known);
    List<Axis> axes = axes(shaped, letters, from, variable.span());
    Syntax element =
        variable instanceof Syntax.Subscripted member
            ? element(member, shaped, axes)
            : element((Syntax.Name) variable, shaped, axes);
    return new Indexed(element, axes, letters, List.of());
  }

  /** What a variable stands for where it is more than a number. */
  private @Nullable ShapedName shaped(Syntax variable) {
    if (variable instanceof Syntax.Subscripted element) {
      return problem.shaped(element);
    }
    return variable instanceof Syntax.Name name ? problem.named(name.name()) : null;
  }

  /** The free letters beside trees. */
  public Letters letters(Collection<Syntax> beside) {
    Set<String> all = new HashSet<>(shapes.taken());
    beside.forEach(each -> DefinedShapes.names(each, all));
    return new Letters(all, 0);
  }
}
