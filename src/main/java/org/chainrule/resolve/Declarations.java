package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.number.Rational;
import org.chainrule.parse.FreeNames;
import org.chainrule.parse.Interpretation;
import org.chainrule.parse.LatexText;
import org.chainrule.parse.Names;
import org.chainrule.parse.Note;
import org.chainrule.parse.Parser;
import org.chainrule.parse.StatementsResult;
import org.chainrule.resolve.FamilyInference.Root;
import org.chainrule.resolve.ProblemNames.Other;
import org.chainrule.shape.ElementForm;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * The definitions, declarations and assumptions of a problem, with the ranges that follow for
 * indices and families.
 *
 * <p>The order of statements is free. Families also get ranges from their use, so that reading an
 * expression gives declarations of its own: see {@link ParsedText#declarations()}.
 */
public final class Declarations {
  /** Nothing is declared. */
  public static final Declarations NONE = of(List.of());

  private static final String ASSUME = "assume ";
  private static final String LATEX_ASSUME = "\\text{assume } ";

  private final Names names;
  private final List<Written> statements;
  private final Rest problem;
  private final ElementForm form;
  private final LoweringContext context;
  private final List<Definition> definitions;
  private final List<Expr> assumptions;
  private final List<Note> notes;
  private final List<Interpretation> readings;

  /** A statement and the text that it stands in. */
  record Written(Statement statement, String text) {}

  /**
   * The rest of a problem, by which statements are read too.
   *
   * @param others the texts
   * @param roots what was read of them
   * @param families names of families that come from no text
   * @param plain names that come from no text and look like elements
   */
  record Rest(Set<Other> others, List<Root> roots, Set<String> families, Set<String> plain) {
    static final Rest NONE = new Rest(Set.of(), List.of(), Set.of(), Set.of());
  }

  Declarations(
      Names names,
      List<Written> statements,
      Rest problem,
      ElementForm form,
      LoweringContext context,
      List<Definition> definitions,
      List<Expr> assumptions,
      List<Note> notes,
      List<Interpretation> readings) {
    this.names = names;
    this.statements = List.copyOf(statements);
    this.problem = problem;
    this.form = form;
    this.context = context;
    this.definitions = List.copyOf(definitions);
    this.assumptions = List.copyOf(assumptions);
    this.notes = List.copyOf(notes);
    this.readings = List.copyOf(readings);
  }

  /**
   * The declarations of some texts, each of one or more statements.
   *
   * @throws ParseException if a text cannot be read, or if what is declared contradicts itself
   */
  public static Declarations of(List<String> texts) {
    return read(texts, ProblemNames.of(texts), Rest.NONE);
  }

  private static Declarations read(List<String> texts, Names names, Rest problem) {
    List<ElementForm.Stated> statements = new ArrayList<>();
    List<Note> notes = new ArrayList<>();
    List<Interpretation> readings = new ArrayList<>();
    for (String text : texts) {
      StatementsResult result = Parser.statements(text, names, TableNames.ALL);
      result.statements().forEach(each -> statements.add(new ElementForm.Stated(each, text)));
      notes.addAll(result.notes());
      readings.addAll(result.readings());
    }
    ElementForm form = ElementForm.of(statements, TableNames.ALL);
    List<Written> inElements = new ArrayList<>();
    form.statements().forEach(each -> inElements.add(new Written(each.statement(), each.text())));
    notes.addAll(form.notes());
    return new DeclarationsBuilder(names, inElements, problem, form, notes, readings).build();
  }

  /**
   * The declarations of some texts and of assumptions, which need not say that they are assumed.
   *
   * @throws ParseException if a text cannot be read, with its place in the text as given
   */
  public static Declarations of(List<String> texts, List<String> assumptions) {
    List<String> all = new ArrayList<>(texts);
    Map<String, Integer> lengthened = new HashMap<>();
    for (String assumption : assumptions) {
      String sent = LatexText.sent(assumption);
      boolean latex = LatexText.is(assumption);
      boolean said =
          latex ? sent.strip().startsWith("\\text{assume") : sent.strip().startsWith(ASSUME);
      String start = latex ? LATEX_ASSUME : ASSUME;
      String text = said ? sent : start + sent;
      if (!said) {
        lengthened.put(text.lines().findFirst().orElse(text), start.length());
      }
      all.add(LatexText.like(assumption, text));
    }
    try {
      return of(all);
    } catch (ParseException failure) {
      @Nullable Integer length = lengthened.get(failure.sourceLine());
      throw failure.line() == 1 && length != null ? failure.withoutStart(length) : failure;
    }
  }

  /**
   * These declarations in a problem with more texts, such as the expression, the variables and the
   * claim.
   *
   * @throws ParseException if a text cannot be read, or a name could be read in two ways
   */
  public Declarations among(List<String> expressions, List<String> variables) {
    List<Other> others = new ArrayList<>();
    expressions.forEach(text -> others.add(new Other(text, false)));
    variables.forEach(list -> others.add(new Other(list, true)));
    return among(others);
  }

  Declarations among(List<Other> more) {
    Set<Other> others = new LinkedHashSet<>(problem.others());
    others.addAll(more);
    return problem(new Rest(others, problem.roots(), problem.families(), problem.plain()));
  }

  /** These declarations and some more. */
  public Declarations plus(List<String> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(texts());
    all.addAll(more);
    return of(all).problem(problem);
  }

  /**
   * These declarations in a problem with an expression of no text.
   *
   * @param families the names of its families
   * @param plain its names that look like elements
   */
  public Declarations knowing(Set<String> families, Set<String> plain) {
    Set<String> allFamilies = new LinkedHashSet<>(problem.families());
    allFamilies.addAll(families);
    Set<String> allPlain = new LinkedHashSet<>(problem.plain());
    allPlain.addAll(plain);
    return problem(new Rest(problem.others(), problem.roots(), allFamilies, allPlain));
  }

  private Declarations problem(Rest larger) {
    Names decided =
        new ProblemNames(texts(), List.copyOf(larger.others()), larger.families(), larger.plain())
            .decide(true);
    if (decided.readsLike(names)) {
      return new Declarations(
          decided, statements, larger, form, context, definitions, assumptions, notes, readings);
    }
    // What was read of the other texts may mean something else now.
    return read(
        texts(), decided, new Rest(larger.others(), List.of(), larger.families(), larger.plain()));
  }

  /** These declarations with the ranges that the use of families in more expressions implies. */
  Declarations with(List<Root> more) {
    List<Root> roots = new ArrayList<>(problem.roots());
    roots.addAll(more);
    Rest larger = new Rest(problem.others(), roots, problem.families(), problem.plain());
    return new DeclarationsBuilder(names, statements, larger, form, notes, readings).build();
  }

  /** The names that are declared or defined, and the free ones that definitions are made of. */
  public Set<String> mentioned() {
    Set<String> mentioned = new LinkedHashSet<>(names.values());
    mentioned.addAll(context.indexRanges().keySet());
    mentioned.addAll(context.families().families());
    for (Definition definition : definitions) {
      FreeNames.in(definition.valueSyntax()).forEach(each -> mentioned.add(each.name()));
    }
    return mentioned;
  }

  /** The texts that were read, in their order. */
  public List<String> texts() {
    Set<String> texts = new LinkedHashSet<>();
    statements.forEach(each -> texts.add(each.text()));
    return List.copyOf(texts);
  }

  /** The names that decide how a text is read. */
  public Names names() {
    return names;
  }

  /** The definitions of names, elements and families, in their order. */
  public List<Definition> definitions() {
    return definitions;
  }

  /** The functions that are defined by expressions; they are inserted where they are called. */
  public List<DefinedFunction> definedFunctions() {
    return List.copyOf(context.definedFunctions().values());
  }

  /** The functions of which only the name is declared. */
  public Set<String> declaredFunctions() {
    return context.declaredFunctions();
  }

  /** The names of functions, be they defined or only declared. */
  public Set<String> functionNames() {
    Set<String> all = new LinkedHashSet<>(context.definedFunctions().keySet());
    all.addAll(context.declaredFunctions());
    return all;
  }

  /** The declared ranges of index variables. */
  public Map<String, IndexRange> indexRanges() {
    return Map.copyOf(context.indexRanges());
  }

  /** The range of an index without bounds: declared, else from 1 to n. */
  public IndexRange rangeOf(String index) {
    return context.rangeOf(index);
  }

  /** The families, each with the range of each of its axes: declared, else implied by use. */
  public Map<String, List<IndexRange>> familyRanges() {
    Map<String, List<IndexRange>> ranges = new LinkedHashMap<>();
    for (String family : context.families().families()) {
      ranges.put(family, context.rangesOf(family));
    }
    return ranges;
  }

  /** The ranges of families whose indices all have one, as far as declarations tell them. */
  public Map<String, IndexRange> knownRanges() {
    Map<String, IndexRange> known = new LinkedHashMap<>();
    for (String family : context.families().families()) {
      context.knownRange(family).ifPresent(range -> known.put(family, range));
    }
    return known;
  }

  /** The last values of sums with written bounds over an axis, which may be a part of it. */
  public List<Expr> partialEnds(String family, int axis) {
    return context.partial(family, axis).stream().map(IndexRange::upper).toList();
  }

  /**
   * Whether all sums over an axis of a family end alike; where they do not, none of their ends is
   * known to be the family's.
   */
  public boolean hasOneEnd(String family, int axis) {
    return context.families().axes(family) <= axis
        || context.ranges(family, axis).stream().map(IndexRange::upper).distinct().count() <= 1;
  }

  /**
   * The families whose ranges are declared or follow from an index: of one with numbers alone for
   * subscripts, such as {@code w_1} to {@code w_8}, nothing is known but these elements.
   */
  public Set<String> familiesWithRanges() {
    Set<String> found = new LinkedHashSet<>();
    for (String family : context.families().families()) {
      boolean all = true;
      for (int axis = 0; axis < context.families().axes(family); axis++) {
        all &= context.hasRange(family, axis);
      }
      if (all) {
        found.add(family);
      }
    }
    return found;
  }

  /**
   * The axes of families of which nothing tells the length: {@code k} in {@code sum_j V_{k,j}*x_j}
   * is some index, and the rows of V need not be as many as x is long.
   */
  public Map<String, Set<Integer>> openAxes() {
    Map<String, Set<Integer>> open = new LinkedHashMap<>();
    for (String family : context.families().families()) {
      for (int axis = 0; axis < context.families().axes(family); axis++) {
        if (context.isOpen(family, axis)) {
          open.computeIfAbsent(family, key -> new LinkedHashSet<>()).add(axis);
        }
      }
    }
    return open;
  }

  /**
   * Declarations of indices, such as {@code j in 1..3}, by which arrays of several lengths fit;
   * none where they fit without, or cannot be told apart.
   *
   * @param arrays the lengths of the arrays of families, axis by axis
   */
  public List<String> lengthsApart(Map<String, List<Integer>> arrays) {
    List<Root> roots = DeclarationsBuilder.roots(statements);
    roots.addAll(problem.roots());
    return new AxisLengths(context).declarations(roots, arrays);
  }

  /** The declared ranges of a family's axes; empty where none are declared. */
  public List<IndexRange> declaredRanges(String family) {
    return context.declaredRanges(family);
  }

  /** Whether a name stands for a family. */
  public boolean isFamily(String name) {
    return context.families().isFamily(name);
  }

  /** Whether a free name is an index: declared as one, or used in a subscript or a bound. */
  public boolean isIndex(String name) {
    return context.isIndex(name);
  }

  /** What may be used as true: relations and what is joined of them. */
  public List<Expr> assumptions() {
    return assumptions;
  }

  /** A member of a family of columns that is declared by its number, as {@code h_0 : R^n} is. */
  public record Member(String family, List<Rational> indices, Span span, String text) {
    public Member {
      indices = List.copyOf(indices);
    }
  }

  /** The columns and matrices of families that are declared by their numbers. */
  public List<Member> declaredMembers() {
    List<Member> members = new ArrayList<>();
    for (Written written : statements) {
      if (written.statement() instanceof Statement.FamilyDeclaration declaration) {
        for (Syntax.Subscripted member : declaration.names()) {
          List<Rational> numbers = new ArrayList<>();
          for (Syntax index : member.indices()) {
            if (index instanceof Syntax.NumberLiteral number) {
              numbers.add(number.value());
            }
          }
          if (numbers.size() == member.indices().size()) {
            members.add(
                new Member(member.family().name(), numbers, declaration.span(), written.text()));
          }
        }
      }
    }
    return members;
  }

  /** The names that are declared to be symmetric matrices. */
  public Set<String> symmetric() {
    Set<String> symmetric = new LinkedHashSet<>();
    for (Statement each : statements()) {
      if (each instanceof Statement.ShapeDeclaration declaration
          && declaration.shape() instanceof DeclaredShape.Space space
          && space.isSymmetric()) {
        declaration.names().forEach(name -> symmetric.add(name.name()));
      }
    }
    return symmetric;
  }

  /** Whether a name is one column or matrix, and no family of such. */
  public boolean isWhole(String name) {
    return !form.members().containsKey(name)
        && form.shapes().stream().anyMatch(each -> each.name().equals(name));
  }

  /** Whether a definition calculates with whole columns or matrices. */
  public boolean isInMatrices() {
    return form().isInMatrices();
  }

  /** The shapes of names, and the way from them to elements. */
  public ElementForm form() {
    return form;
  }

  /** The statements, as trees of elements. */
  public List<Statement> statements() {
    return statements.stream().map(Written::statement).toList();
  }

  /**
   * Remarks on what names were taken for, be they in statements or in the texts beside, and on how
   * statements in LaTeX were read, which leaves more open.
   */
  public List<Note> notesOnNames() {
    List<Note> all = new ArrayList<>(names.subscripts().notes());
    all.addAll(context.families().notes());
    Set<String> told = new HashSet<>();
    for (String text : texts()) {
      if (LatexText.is(text)) {
        Parser.statements(text, names, TableNames.ALL).notes().stream()
            .filter(each -> told.add(each.text()))
            .forEach(all::add);
      }
    }
    return List.copyOf(all);
  }

  /** Remarks on how the statements were read. */
  public List<Note> notes() {
    List<Note> all = new ArrayList<>(notes);
    all.addAll(context.families().notes());
    return List.copyOf(all);
  }

  /** What each name in the statements was taken for. */
  public List<Interpretation> readings() {
    return readings;
  }

  LoweringContext context() {
    return context;
  }
}
