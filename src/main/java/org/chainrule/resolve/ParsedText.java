package org.chainrule.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.RationalNumber;
import org.chainrule.number.Rational;
import org.chainrule.parse.Interpretation;
import org.chainrule.parse.Note;
import org.chainrule.parse.SourceText;
import org.chainrule.shape.Axis;
import org.chainrule.shape.Indexed;
import org.chainrule.shape.Letters;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/** A text that was read: what it says, how it was written, and what its names were taken for. */
public final class ParsedText {
  private final String text;
  private final Expr expression;
  private final Syntax syntax;
  private final Indexed indexed;
  private final boolean isInMatrices;
  private final List<Note> notes;
  private final List<Interpretation> readings;
  private final Declarations declarations;
  private final Set<String> boundNames = new LinkedHashSet<>();
  private final Map<String, String> functionSpellings = new LinkedHashMap<>();
  private final Map<String, String> nameSpellings = new LinkedHashMap<>();
  private final Map<Rational, String> numberSpellings = new LinkedHashMap<>();
  private final Map<String, IndexRange> freeIndices = new LinkedHashMap<>();

  ParsedText(
      String text,
      Expr expression,
      Indexed indexed,
      boolean isInMatrices,
      List<Note> notes,
      List<Interpretation> readings,
      Declarations declarations) {
    this.text = text;
    this.expression = expression;
    this.syntax = indexed.element();
    this.indexed = indexed;
    this.isInMatrices = isInMatrices;
    this.notes = List.copyOf(notes);
    this.readings = List.copyOf(readings);
    this.declarations = declarations;
    for (Axis axis : indexed.axes()) {
      Expr length =
          new LoweringPass(declarations.context(), text).lower(axis.length(), LoweringScope.EMPTY);
      freeIndices.put(axis.index(), new IndexRange(RationalNumber.ONE, length));
    }
    SyntaxWalk.forEach(syntax, this::collect);
    collectIndices();
    boundNames.forEach(freeIndices::remove);
  }

  /** A node, and the names that conditions around it are about. */
  private record Inside(Syntax node, Set<String> decided) {}

  /**
   * Collects the free indices of elements. One that a condition around an element is about may be
   * where that family has no element: {@code cases(x_i if i <= m, y_{i-m} otherwise)}.
   */
  private void collectIndices() {
    Deque<Inside> pending = new ArrayDeque<>(List.of(new Inside(syntax, Set.of())));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Inside inside = pending.pop();
      Set<String> decided = inside.decided();
      if (inside.node() instanceof Syntax.Subscripted subscripted) {
        collectIndices(subscripted, decided);
      } else if (inside.node() instanceof Syntax.Cases cases) {
        decided = new HashSet<>(decided);
        for (Syntax.Cases.Case each : cases.cases()) {
          addCompared(each.condition(), decided);
        }
      }
      List<Syntax> children = inside.node().children();
      for (int i = children.size() - 1; i >= 0; i--) {
        pending.push(new Inside(children.get(i), decided));
      }
    }
  }

  /** Adds the names in a condition, but for those in subscripts. */
  private static void addCompared(Syntax condition, Set<String> names) {
    Deque<Syntax> pending = new ArrayDeque<>(List.of(condition));
    while (!pending.isEmpty()) {
      Syntax node = pending.pop();
      if (node instanceof Syntax.Name name) {
        names.add(name.name());
      } else if (!(node instanceof Syntax.Subscripted)) {
        node.children().forEach(pending::push);
      }
    }
  }

  private void collect(Syntax node) {
    if (node instanceof Syntax.NumberLiteral number) {
      numberSpellings.putIfAbsent(number.value(), number.spelling());
    } else if (node instanceof Syntax.Name name) {
      nameSpellings.putIfAbsent(name.name(), name.spelling());
    } else if (node instanceof Syntax.Call call) {
      functionSpellings.putIfAbsent(call.function(), call.spelling());
    } else if (node instanceof Syntax.Reduction reduction) {
      boundNames.add(reduction.index().name());
    } else if (node instanceof Syntax.Array array) {
      array.indices().forEach(index -> boundNames.add(index.name()));
    }
  }

  private void collectIndices(Syntax.Subscripted subscripted, Set<String> decided) {
    String family = subscripted.family().name();
    for (int axis = 0; axis < subscripted.indices().size(); axis++) {
      if (subscripted.indices().get(axis) instanceof Syntax.Name index
          && !decided.contains(index.name())) {
        IndexRange range = declarations.indexRanges().get(index.name());
        freeIndices.putIfAbsent(
            index.name(), range == null ? declarations.context().rangeOf(family, axis) : range);
      }
    }
  }

  /** The text. */
  public String text() {
    return text;
  }

  /** What it says: a number's expression, or a condition. */
  public Expr expression() {
    return expression;
  }

  /** The axes of the value, of which this is an element at their indices; none of a number. */
  public List<Axis> axes() {
    return indexed.axes();
  }

  /** Whether it calculates with whole columns or matrices. */
  public boolean isInMatrices() {
    return isInMatrices;
  }

  /** The letters that are free for more axes. */
  Letters letters() {
    return indexed.letters();
  }

  /** The tree as it was written, of one element where the value is no number. */
  public Syntax syntax() {
    return syntax;
  }

  /** Remarks on what another reader might take differently. */
  public List<Note> notes() {
    return notes;
  }

  /** What each name, subscript and call was taken for. */
  public List<Interpretation> readings() {
    return readings;
  }

  /** A line for each reading and note, as {@code --explain} shows them. */
  public List<String> explanation() {
    List<String> lines = new ArrayList<>();
    readings.forEach(each -> lines.add(each.text() + ": " + each.meaning()));
    notes.forEach(each -> lines.add("note: " + each.text()));
    return lines;
  }

  /**
   * An error at a place in the text.
   *
   * @param span the place, of this text
   * @param suggestion what was likely meant, or null
   */
  public ParseException refusal(Span span, String problem, @Nullable String suggestion) {
    return new SourceText(text).refusal(span, problem, suggestion);
  }

  /** The declarations, with the ranges that this text implies. */
  public Declarations declarations() {
    return declarations;
  }

  /** The names of the indices of sums, in the order of their first appearance. */
  public List<String> boundNames() {
    return List.copyOf(boundNames);
  }

  /** How functions are spelt, by their canonical names. */
  public Map<String, String> functionSpellings() {
    return Collections.unmodifiableMap(functionSpellings);
  }

  /** How names are spelt, by their canonical names. */
  public Map<String, String> nameSpellings() {
    return Collections.unmodifiableMap(nameSpellings);
  }

  /** How numbers are spelt. */
  public Map<Rational, String> numberSpellings() {
    return Collections.unmodifiableMap(numberSpellings);
  }

  /** Whether the name of a constant, {@code e} or {@code pi}, stands for something else. */
  public boolean isRedefined(String constant) {
    return declarations.names().knows(constant);
  }

  /** The free indices with the ranges that are declared or implied for them. */
  public Map<String, IndexRange> freeIndices() {
    return Collections.unmodifiableMap(freeIndices);
  }
}
