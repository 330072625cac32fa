package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.parse.Characters;
import org.chainrule.parse.LatexText;
import org.chainrule.parse.LengthTies;
import org.chainrule.parse.NameScan;
import org.chainrule.parse.Names;
import org.chainrule.parse.Notation;
import org.chainrule.parse.Parser;
import org.chainrule.parse.WhereClause;
import org.chainrule.parse.latex.LatexNotation;
import org.chainrule.shape.ElementForm;
import org.chainrule.shape.ShapedName;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * The names of a whole problem: what its statements define, and how subscripts are read, which all
 * its texts decide together.
 */
public final class ProblemNames {
  /**
   * A text of a problem that is no statement.
   *
   * @param variables whether it is a list of variables, else an expression
   */
  record Other(String text, boolean variables) {
    // By hand, as what a record makes for itself is slow to come into being at each start.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Other that && text.equals(that.text) && variables == that.variables;
    }

    @Override
    public int hashCode() {
      return 31 * text.hashCode() + Boolean.hashCode(variables);
    }
  }

  private final List<String> statements;
  private final List<Other> others;
  private final Set<String> families;
  private final Set<String> plain;

  /**
   * The names of some texts.
   *
   * @param families names that are known to be families from elsewhere
   * @param plain names that are known to stand for one number each, with what is below them
   */
  ProblemNames(
      List<String> statements,
      List<Other> others,
      Collection<String> families,
      Collection<String> plain) {
    this.statements = statements;
    this.others = others;
    this.families = Set.copyOf(families);
    this.plain = Set.copyOf(plain);
  }

  /**
   * The names that statements define and declare; each text may hold several statements.
   *
   * @throws org.chainrule.error.ParseException if a text has characters or brackets that cannot be
   *     read
   */
  public static Names of(List<String> statements) {
    return new ProblemNames(statements, List.of(), Set.of(), Set.of()).decide(false);
  }

  /**
   * The names, with what is decided.
   *
   * @param isStrict whether a name is refused whose subscripts could be either
   */
  public Names decide(boolean isStrict) {
    Notation notation = notation();
    NameScan scan = new NameScan(statements, plain, notation);
    if (statements.stream().noneMatch(ProblemNames::hasSubscripts)
        && others.stream().map(Other::text).noneMatch(ProblemNames::hasSubscripts)) {
      return around(scan.names(Names.Subscripts.UNKNOWN), notation);
    }
    List<String> all = new ArrayList<>(statements);
    List<WhereClause> clauses = new ArrayList<>();
    for (Other other : others) {
      WhereClause clause = other.variables() ? null : WhereClause.of(other.text(), notation);
      if (clause != null) {
        clauses.add(clause);
        all.addAll(clause.definitions());
      }
    }
    Names open = new NameScan(all, plain, notation).survey();
    SubscriptSurvey survey = new SubscriptSurvey(open, families);
    Axes axes = new Axes();
    List<ElementForm.Stated> stated = new ArrayList<>();
    for (String text : all) {
      Parser.statements(text, open, TableNames.ALL)
          .statements()
          .forEach(each -> stated.add(new ElementForm.Stated(each, text)));
    }
    stated.forEach(each -> look(each.statement(), each.text(), survey, axes));
    Set<String> whole = new LinkedHashSet<>();
    for (ShapedName shaped : ElementForm.defined(stated, TableNames.ALL, survey.found().families)) {
      if (shaped.isWhole()) {
        whole.add(shaped.name());
      } else if (!shaped.isFamily()) {
        survey.found().families.add(shaped.name());
      }
      axes.declare(shaped);
    }
    for (WhereClause clause : clauses) {
      Syntax syntax = Parser.expression(clause.expression(), open, TableNames.ALL).syntax();
      survey.look(syntax, clause.expression());
      axes.texts.add(List.of(syntax));
      for (String condition : clause.conditions()) {
        survey.look(Parser.condition(condition, open, TableNames.ALL).syntax(), condition);
      }
    }
    for (Other other : others) {
      if (other.variables()) {
        VariableList.read(other.text(), open).forEach(each -> survey.variable(each, other.text()));
      }
    }
    Names.Subscripts decided = new SubscriptDecision(survey.found()).decide(isStrict);
    return around(scan.names(decided.with(axes.lengths(decided.indexed()), whole)), notation);
  }

  /**
   * The names, where any text of the problem may have matrices in it of which no statement tells.
   */
  private Names around(Names names, Notation notation) {
    Names known = names;
    for (Other other : others) {
      if (!other.variables() && other.text().indexOf('[') >= 0) {
        known = known.around(notation.words(other.text()));
      }
    }
    return known;
  }

  /** The notation of the texts, for which LaTeX needs to know them all. */
  private Notation notation() {
    List<String> expressions = new ArrayList<>();
    List<String> variables = new ArrayList<>();
    others.forEach(each -> (each.variables() ? variables : expressions).add(each.text()));
    List<String> inPlain = statements.stream().filter(text -> !LatexText.is(text)).toList();
    Names known =
        inPlain.isEmpty() || inPlain.size() == statements.size() + others.size()
            ? Names.NONE
            : new NameScan(inPlain, plain, Notation.PLAIN).names(Names.Subscripts.UNKNOWN);
    return LatexNotation.of(statements, expressions, variables, known, TableNames.ALL);
  }

  /** The lengths of axes, as far as declarations tell them. */
  private static final class Axes {
    private final Map<LengthTies.Axis, Syntax> declared = new HashMap<>();
    private final Map<LengthTies.Axis, Syntax> columns = new HashMap<>();
    private final Map<String, Syntax> indices = new HashMap<>();
    private final List<List<Syntax>> texts = new ArrayList<>();

    void declare(Statement.ShapeDeclaration declaration) {
      if (declaration.shape() instanceof DeclaredShape.Space space) {
        for (Syntax.Name name : declaration.names()) {
          for (int axis = 0; axis < space.dimensions().size(); axis++) {
            declared.putIfAbsent(
                new LengthTies.Axis(name.name(), axis), space.dimensions().get(axis));
          }
        }
      }
    }

    void declare(Statement.FamilyDeclaration declaration) {
      for (Syntax.Subscripted member : declaration.names()) {
        List<Syntax> dimensions = declaration.shape().dimensions();
        int indices = member.indices().size();
        for (int axis = 0; axis < dimensions.size(); axis++) {
          columns.putIfAbsent(
              new LengthTies.Axis(member.family().name(), indices + axis), dimensions.get(axis));
        }
        for (Statement.IndexDeclaration range : declaration.ranges()) {
          boolean isCounted =
              range.lower() instanceof Syntax.NumberLiteral first && first.value().isOne();
          for (int i = 0; isCounted && i < indices; i++) {
            String index = member.indices().get(i).toString();
            if (range.names().stream().anyMatch(each -> each.name().equals(index))) {
              columns.putIfAbsent(new LengthTies.Axis(member.family().name(), i), range.upper());
            }
          }
        }
      }
    }

    void declare(ShapedName shaped) {
      for (int axis = 0; axis < shaped.axes().size(); axis++) {
        (shaped.isFamily() ? columns : declared)
            .putIfAbsent(
                new LengthTies.Axis(shaped.name(), shaped.indices() + axis),
                shaped.axes().get(axis).syntax(shaped.span()));
      }
    }

    void declare(Statement.IndexDeclaration declaration) {
      boolean isCounted =
          declaration.lower() instanceof Syntax.NumberLiteral first && first.value().isOne();
      if (isCounted) {
        declaration.names().forEach(each -> indices.putIfAbsent(each.name(), declaration.upper()));
      }
    }

    Map<LengthTies.Axis, Syntax> lengths(Map<String, Boolean> indexed) {
      if (declared.isEmpty() && columns.isEmpty() && indices.isEmpty()) {
        return Map.of();
      }
      columns.forEach(
          (axis, length) -> {
            if (indexed.getOrDefault(axis.family(), false)) {
              declared.putIfAbsent(axis, length);
            }
          });
      Set<String> families = new LinkedHashSet<>();
      declared.keySet().forEach(axis -> families.add(axis.family()));
      indexed.forEach(
          (name, isFamily) -> {
            if (isFamily) {
              families.add(name);
            }
          });
      LengthTies ties = new LengthTies(families, declared, indices, TableNames.ALL);
      texts.forEach(ties::look);
      return ties.lengths();
    }
  }

  /** Whether a text may have a subscript of one letter. */
  private static boolean hasSubscripts(String text) {
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '_' || letter == '[' || Characters.isSmallSubscript(letter)) {
        return true;
      }
    }
    return false;
  }

  private static void look(Statement each, String text, SubscriptSurvey survey, Axes axes) {
    if (each instanceof Statement.Definition definition) {
      List<Syntax.Name> parameters = definition.parameters();
      survey.define(
          definition.target(),
          definition.value(),
          parameters == null
              ? Set.of()
              : parameters.stream().map(Syntax.Name::name).collect(Collectors.toSet()),
          text);
      axes.texts.add(List.of(definition.target(), definition.value()));
    } else if (each instanceof Statement.Assumption assumption) {
      survey.look(assumption.relation(), text);
      axes.texts.add(List.of(assumption.relation()));
    } else if (each instanceof Statement.ShapeDeclaration declaration) {
      axes.declare(declaration);
      survey.declare(declaration);
    } else if (each instanceof Statement.FamilyDeclaration declaration) {
      axes.declare(declaration);
      survey.declare(declaration, text);
    } else if (each instanceof Statement.IndexDeclaration declaration) {
      axes.declare(declaration);
      survey.look(declaration.lower(), text);
      survey.look(declaration.upper(), text);
    }
  }
}
