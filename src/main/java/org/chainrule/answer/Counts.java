package org.chainrule.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.UnknownNameException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.model.CanonicalNames;
import org.chainrule.model.Computation;
import org.chainrule.model.Question;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;

/** The counting of what the names of a problem stand for. */
final class Counts {
  private final Question question;
  private final Declarations declarations;
  private final Map<String, List<Integer>> arrays;

  /** The names and families of a problem, each with what is mentioned of it. */
  private final Map<String, Set<Expr>> mentioned = new LinkedHashMap<>();

  private final Set<String> defined = new LinkedHashSet<>();

  /**
   * The names of a problem.
   *
   * @param arrays the families that have lists of numbers, with the lengths of their axes
   */
  Counts(Question question, Map<String, List<Integer>> arrays) {
    this.question = question;
    this.arrays = arrays;
    declarations = question.declarations();
    Deque<Expr> pending = new ArrayDeque<>();
    for (Definition each : declarations.definitions()) {
      defined.add(CanonicalNames.nameOf(each.target()));
      mention(each.target());
      pending.add(each.value());
    }
    pending.forEach(value -> Computation.mentioned(value).forEach(this::mention));
    declarations.familyRanges().keySet().forEach(each -> mentioned(each));
  }

  private void mention(Expr name) {
    mentioned(CanonicalNames.nameOf(name)).add(name);
  }

  private Set<Expr> mentioned(String name) {
    return mentioned.computeIfAbsent(name, key -> new LinkedHashSet<>());
  }

  /**
   * The counts.
   *
   * @param names of plain names and families; all that nothing defines where there are none
   * @param lengths what is known of lengths
   */
  CountAnswer of(List<String> names, Map<Expr, Expr> lengths) {
    List<String> asked = new ArrayList<>();
    for (String each : names) {
      String name = each.strip();
      if (!mentioned.containsKey(name)) {
        throw new UnknownNameException("`" + name + "` is no name of the problem");
      }
      asked.add(name);
    }
    if (names.isEmpty()) {
      mentioned.keySet().stream().filter(this::isParameter).forEach(asked::add);
    }
    return of(asked, Substitution.of(lengths));
  }

  /** The shapes of all names, be they defined or not. */
  CountAnswer all(Map<Expr, Expr> lengths) {
    List<String> asked = mentioned.keySet().stream().filter(this::isCounted).toList();
    return of(asked, Substitution.of(lengths));
  }

  private CountAnswer of(List<String> asked, Substitution put) {
    List<CountAnswer.Line> lines = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<Expr> counts = new ArrayList<>();
    for (String name : asked) {
      List<Expr> shape = shape(name, notes).stream().map(put::apply).toList();
      Expr count = Product.of(shape);
      lines.add(
          new CountAnswer.Line(name, !defined.contains(name), isDeclared(name), shape, count));
      counts.add(count);
    }
    Expr total = Sum.of(counts.toArray(Expr[]::new));
    return new CountAnswer(lines, total, new Presenter(question.spelling()), notes);
  }

  private boolean isDeclared(String name) {
    return !defined.contains(name) && !declarations.declaredRanges(name).isEmpty();
  }

  private boolean isParameter(String name) {
    return !defined.contains(name) && isCounted(name);
  }

  /** Whether a name is neither an index nor a length. */
  private boolean isCounted(String name) {
    return !declarations.isIndex(name)
        && declarations.familyRanges().values().stream()
            .flatMap(List::stream)
            .noneMatch(each -> each.upper() == Symbol.named(name));
  }

  /** The lengths of the axes of a family; those that nothing tells are those of its elements. */
  private List<Expr> shape(String name, List<String> notes) {
    if (!declarations.isFamily(name)) {
      return List.of();
    }
    List<IndexRange> axes = declarations.familyRanges().getOrDefault(name, List.of());
    if (!declarations.familiesWithRanges().contains(name)) {
      Set<Expr> elements = mentioned(name);
      if (!elements.isEmpty() && elements.stream().allMatch(Computation::isNumbered)) {
        notes.add(name + " is counted by the elements that are named");
        return List.of(Expr.of(elements.size()));
      }
      notes.add("the lengths of " + name + " are not said, and taken from its use");
    }
    if (declarations.openAxes().containsKey(name) && !arrays.containsKey(name)) {
      notes.add("nothing says how long " + name + " is: taken for the usual length");
    }
    List<Expr> shape = new ArrayList<>();
    for (IndexRange axis : axes) {
      shape.add(axis.upper().minus(axis.lower()).plus(RationalNumber.ONE));
    }
    return shape;
  }
}
