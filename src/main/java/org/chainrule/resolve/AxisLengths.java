package org.chainrule.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.chainrule.error.Interruption;
import org.chainrule.expr.IndexRange;
import org.chainrule.notation.Convention;
import org.chainrule.parse.FreeNames;
import org.chainrule.resolve.FamilyInference.Root;
import org.chainrule.syntax.RelationOperator;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/**
 * The lengths that arrays give to indices without a range, where one n for all of them would not
 * do: {@code k} and {@code j} in {@code sum_k sum_j W_{k,j}*x_j} need not run equally far.
 *
 * <p>An index and all the axes that it stands on have one length, wherever the letter stands.
 */
final class AxisLengths {
  private record Axis(String family, int number) {}

  private record Bound(Syntax.Reduction binder, @Nullable Bound outer) {}

  private record Item(Syntax node, @Nullable Bound scope) {}

  private final LoweringContext context;
  private final Map<Object, Object> ties = new HashMap<>();
  private final Set<String> letters = new LinkedHashSet<>();
  private final Set<Axis> axes = new LinkedHashSet<>();

  /** Whether all that is said of lengths is that indices stand on axes. */
  private boolean isOpen = true;

  AxisLengths(LoweringContext context) {
    this.context = context;
  }

  /**
   * The declarations that tell the indices' lengths apart, such as {@code j in 1..3}; none where
   * one length does for all, or where not every index has one from the arrays.
   *
   * @param arrays the lengths of the arrays of families, axis by axis
   */
  List<String> declarations(List<Root> roots, Map<String, List<Integer>> arrays) {
    if (arrays.values().stream().flatMap(List::stream).distinct().count() <= 1) {
      return List.of();
    }
    roots.forEach(this::walk);
    for (String family : context.families().families()) {
      isOpen &= !context.declaredRanges(family).contains(IndexRange.CONVENTIONAL);
    }
    Map<Object, Integer> lengths = new HashMap<>();
    for (Axis axis : axes) {
      List<Integer> given = arrays.getOrDefault(axis.family(), List.of());
      if (axis.number() < given.size()) {
        Integer length = given.get(axis.number());
        Integer other = lengths.putIfAbsent(root(axis), length);
        isOpen &= other == null || other.equals(length);
      }
    }
    Map<String, Integer> ranges = new TreeMap<>();
    for (String letter : letters) {
      Integer length = lengths.get(root(letter));
      if (length == null) {
        isOpen = false;
      } else {
        ranges.put(letter, length);
      }
    }
    Set<Object> whole = new HashSet<>(lengths.keySet());
    letters.forEach(letter -> whole.remove(root(letter)));
    Set<Integer> several = new HashSet<>(ranges.values());
    whole.stream().filter(each -> isWhole(each)).forEach(each -> several.add(lengths.get(each)));
    List<String> declarations = new ArrayList<>();
    ranges.forEach((letter, length) -> declarations.add(letter + " in 1.." + length));
    return isOpen && several.size() > 1 ? declarations : List.of();
  }

  /** Whether a family stands as a whole, so that its length counts without an index. */
  private boolean isWhole(Object root) {
    return axes.stream()
        .anyMatch(axis -> root(axis).equals(root) && context.families().isVector(axis.family()));
  }

  private void walk(Root root) {
    Deque<Item> pending = new ArrayDeque<>();
    pending.push(new Item(root.syntax(), null));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Item item = pending.pop();
      Syntax node = item.node();
      tie(new ArrayList<>(vector(node)));
      if (node instanceof Syntax.Name name) {
        isOpen &= !name.name().equals(Convention.LENGTH);
      } else if (node instanceof Syntax.Subscripted subscripted) {
        for (int i = 0; i < subscripted.indices().size(); i++) {
          Axis axis = new Axis(subscripted.family().name(), i);
          axes.add(axis);
          List<Object> tied = letters(subscripted.indices().get(i), item.scope(), root);
          tied.add(axis);
          tie(tied);
          pending.push(new Item(subscripted.indices().get(i), item.scope()));
        }
      } else if (node instanceof Syntax.Element element) {
        List<Object> tied = letters(element.indices().get(0), item.scope(), root);
        tied.addAll(vector(element.vector()));
        tie(tied);
        node.children().forEach(each -> pending.push(new Item(each, item.scope())));
      } else if (node instanceof Syntax.Array array) {
        pending.push(new Item(array.asSums(), item.scope()));
      } else if (node instanceof Syntax.Reduction reduction) {
        Bound inner = new Bound(reduction, item.scope());
        if (isImplied(reduction)) {
          letters.add(reduction.index().name());
        }
        if (reduction.condition() != null) {
          pending.push(new Item(reduction.condition(), inner));
        }
        if (reduction.lower() != null && reduction.upper() != null) {
          pending.push(new Item(reduction.lower(), item.scope()));
          pending.push(new Item(reduction.upper(), item.scope()));
        }
        pending.push(new Item(reduction.body(), inner));
      } else {
        boolean isEquality =
            node instanceof Syntax.Delta
                || node instanceof Syntax.Comparison comparison
                    && comparison.operators().contains(RelationOperator.EQUAL)
                    && comparison.operands().stream().allMatch(AxisLengths::isOfIndices);
        if (isEquality) {
          tie(letters(node, item.scope(), root));
        }
        node.children().forEach(each -> pending.push(new Item(each, item.scope())));
      }
    }
  }

  /** Whether all of it may be indices and numbers, as in {@code i = j + 1}. */
  private static boolean isOfIndices(Syntax operand) {
    boolean[] all = {true};
    SyntaxWalk.forEach(
        operand,
        node ->
            all[0] &=
                node instanceof Syntax.Name
                    || node instanceof Syntax.NumberLiteral
                    || node instanceof Syntax.Binary
                    || node instanceof Syntax.Negate);
    return all[0];
  }

  /** The axes of the families whose elements are meant in the argument of a vector's function. */
  private Set<Axis> vector(Syntax argument) {
    Set<Axis> found = new LinkedHashSet<>();
    context.families().vector(argument).forEach(family -> found.add(new Axis(family, 0)));
    axes.addAll(found);
    return found;
  }

  private boolean isImplied(Syntax.Reduction reduction) {
    return reduction.lower() == null && context.declaredRange(reduction.index().name()) == null;
  }

  /** The letters in an index that have no range of their own. */
  private List<Object> letters(Syntax index, @Nullable Bound scope, Root root) {
    List<Object> found = new ArrayList<>();
    for (Syntax.Name name : FreeNames.outsideSubscripts(index)) {
      if (!context.families().isFamily(name.name())) {
        isOpen &= !root.locals().contains(name.name());
        Bound bound = find(name.name(), scope);
        boolean isOwn =
            bound == null ? context.declaredRange(name.name()) == null : isImplied(bound.binder());
        if (isOwn && context.isIndex(name.name()) || isOwn && bound != null) {
          letters.add(name.name());
          found.add(name.name());
        }
      }
    }
    return found;
  }

  private static @Nullable Bound find(String name, @Nullable Bound scope) {
    for (Bound bound = scope; bound != null; bound = bound.outer()) {
      if (bound.binder().index().name().equals(name)) {
        return bound;
      }
    }
    return null;
  }

  private void tie(List<?> nodes) {
    for (int i = 1; i < nodes.size(); i++) {
      Object first = root(nodes.get(0));
      Object other = root(nodes.get(i));
      if (!first.equals(other)) {
        ties.put(other, first);
      }
    }
  }

  private Object root(Object node) {
    Object root = node;
    for (Object next = ties.get(root); next != null; next = ties.get(root)) {
      root = next;
    }
    return root;
  }
}
