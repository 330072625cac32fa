package org.chainrule.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.error.ParseException;
import org.chainrule.notation.Convention;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxRebuild;
import org.chainrule.syntax.SyntaxWalk;
import org.jspecify.annotations.Nullable;

/**
 * The lengths that declared axes give to the indices that stand on them and, through these, to
 * other axes: with {@code V : R^{K x D}}, in {@code z_k = sum_j V_{k,j}*x_j} the index {@code j}
 * runs to D, as x does, and z to K.
 */
public final class LengthTies {
  /** One index of a family, counted from 0. */
  public record Axis(String family, int number) {
    @Override
    public String toString() {
      return "index " + (number + 1) + " of `" + family + "`";
    }
  }

  /** A letter that is bound; each binder is another one, whatever its letter. */
  private static final class Bound {
    private final Syntax binder;
    private final Syntax.Name index;
    private final @Nullable Bound outer;
    private final Set<Axis> axes = new LinkedHashSet<>();

    Bound(Syntax binder, Syntax.Name index, @Nullable Bound outer) {
      this.binder = binder;
      this.index = index;
      this.outer = outer;
    }
  }

  /** A letter that is free in one of the texts. */
  private record Free(int text, String letter) {}

  private record Item(Syntax node, @Nullable Bound scope, @Nullable Set<Axis> vector) {}

  private final FunctionNames functions;
  private final Set<String> families;
  private final Map<Axis, Syntax> declared;
  private final Map<String, Syntax> indices;
  private final Map<Object, Object> ties = new HashMap<>();
  private final Map<Object, Set<Syntax>> lengths = new LinkedHashMap<>();
  private final Set<Axis> axes = new LinkedHashSet<>();
  private final List<Bound> bounds = new ArrayList<>();
  private int texts;

  /** Whether the text that is looked through has any matrix in it. */
  private boolean hasMatrices;

  /**
   * Starts with what is declared.
   *
   * @param families all families
   * @param declared the lengths of axes
   * @param indices the last values of declared indices that begin with 1
   * @param functions the functions, some of which take vectors
   */
  public LengthTies(
      Set<String> families,
      Map<Axis, Syntax> declared,
      Map<String, Syntax> indices,
      FunctionNames functions) {
    this.functions = functions;
    this.families = families;
    this.declared = declared;
    this.indices = indices;
  }

  /** Looks through one text, in which a free letter is one index. */
  public void look(List<Syntax> roots) {
    texts++;
    hasMatrices = roots.stream().anyMatch(this::hasMatrix);
    Deque<Item> pending = new ArrayDeque<>();
    roots.forEach(root -> pending.push(new Item(root, null, null)));
    while (!pending.isEmpty()) {
      Interruption.poll();
      look(pending.pop(), pending);
    }
  }

  private void look(Item item, Deque<Item> pending) {
    Syntax node = item.node();
    Bound scope = item.scope();
    Set<Axis> vector = item.vector();
    if (node instanceof Syntax.Name name) {
      if (vector != null && families.contains(name.name()) && find(name.name(), scope) == null) {
        vector.add(axis(name.name(), 0));
        tie(List.copyOf(vector));
      }
    } else if (node instanceof Syntax.Subscripted subscripted) {
      for (int i = 0; i < subscripted.indices().size(); i++) {
        stand(subscripted.indices().get(i), scope, axis(subscripted.family().name(), i));
        pending.push(new Item(subscripted.indices().get(i), scope, null));
      }
    } else if (node instanceof Syntax.Element element) {
      Set<Axis> inside = vector(element.vector(), scope);
      inside.forEach(axis -> stand(element.indices().get(0), scope, axis));
      node.children().forEach(each -> pending.push(new Item(each, scope, vector)));
    } else if (node instanceof Syntax.Reduction reduction) {
      Bound inner = new Bound(reduction, reduction.index(), scope);
      if (reduction.lower() != null && reduction.upper() != null) {
        pending.push(new Item(reduction.lower(), scope, null));
        pending.push(new Item(reduction.upper(), scope, null));
      } else if (indices.containsKey(reduction.index().name())) {
        give(inner, indices.get(reduction.index().name()));
      } else {
        bounds.add(inner);
      }
      if (reduction.condition() != null) {
        pending.push(new Item(reduction.condition(), inner, null));
      }
      pending.push(new Item(reduction.body(), inner, vector));
    } else if (node instanceof Syntax.Array array) {
      Bound inner = scope;
      for (int i = 0; i < array.indices().size(); i++) {
        inner = new Bound(array, array.indices().get(i), inner);
        give(inner, array.lengths().get(i));
        pending.push(new Item(array.lengths().get(i), scope, null));
      }
      pending.push(new Item(array.body(), inner, null));
    } else if (node instanceof Syntax.Call call) {
      for (int i = 0; i < call.arguments().size(); i++) {
        Set<Axis> inside = isOfNumbers(call) ? vector : null;
        if (functions.takesVector(call.function(), i) && isByElements(call.arguments().get(i))) {
          inside = new LinkedHashSet<>();
        }
        pending.push(new Item(call.arguments().get(i), scope, inside));
      }
    } else {
      if (node instanceof Syntax.Delta) {
        List<Object> letters = new ArrayList<>();
        for (Syntax index : node.children()) {
          Object letter = letter(index, scope);
          if (letter != null) {
            letters.add(letter);
          }
        }
        tie(letters);
      }
      node.children().forEach(each -> pending.push(new Item(each, scope, vector)));
    }
  }

  /** Whether a function is one of numbers, so that names in its arguments mean elements here. */
  private boolean isOfNumbers(Syntax.Call call) {
    String name = call.function();
    return MatrixFunction.named(name) == null
        || functions.isFunctionName(name)
            && functions.arity(name).minimum() <= call.arguments().size();
  }

  /** Whether names of families in a vector stand for its elements, with no product of matrices. */
  private boolean isByElements(Syntax vector) {
    return !hasMatrices || !hasMatrix(vector);
  }

  private boolean hasMatrix(Syntax tree) {
    boolean[] found = {false};
    SyntaxWalk.forEach(
        tree,
        node -> {
          boolean isTransposing =
              node instanceof Syntax.Binary power
                  && power.operator() == Syntax.Binary.Operator.POWER
                  && power.right() instanceof Syntax.Name name
                  && name.name().equals(Convention.TRANSPOSE);
          boolean isMatrix =
              node instanceof Syntax.Name name && declared.containsKey(new Axis(name.name(), 1));
          found[0] |=
              isTransposing
                  || isMatrix
                  || node instanceof Syntax.Transpose
                  || node instanceof Syntax.MatrixLiteral;
        });
    return found[0];
  }

  /** The axes of the families of which the elements are meant in what a function returns. */
  private Set<Axis> vector(Syntax argument, @Nullable Bound scope) {
    Set<Axis> found = new LinkedHashSet<>();
    FreeNames.outsideSubscripts(argument)
        .forEach(
            name -> {
              if (families.contains(name.name()) && find(name.name(), scope) == null) {
                found.add(axis(name.name(), 0));
              }
            });
    return found;
  }

  private Axis axis(String family, int number) {
    Axis axis = new Axis(family, number);
    if (axes.add(axis) && declared.containsKey(axis)) {
      give(axis, declared.get(axis));
    }
    return axis;
  }

  private void stand(Syntax index, @Nullable Bound scope, Axis axis) {
    Object letter = letter(index, scope);
    if (letter == null) {
      return;
    }
    tie(List.of(axis, letter));
    if (letter instanceof Bound bound) {
      bound.axes.add(axis);
    } else if (index instanceof Syntax.Name name && indices.containsKey(name.name())) {
      give(letter, indices.get(name.name()));
    }
  }

  private @Nullable Object letter(Syntax index, @Nullable Bound scope) {
    if (!(index instanceof Syntax.Name name)) {
      return null;
    }
    Bound bound = find(name.name(), scope);
    return bound == null ? new Free(texts, name.name()) : bound;
  }

  private static @Nullable Bound find(String name, @Nullable Bound scope) {
    for (Bound bound = scope; bound != null; bound = bound.outer) {
      if (bound.index.name().equals(name)) {
        return bound;
      }
    }
    return null;
  }

  private void give(Object node, @Nullable Syntax length) {
    if (length != null) {
      lengths.computeIfAbsent(root(node), key -> new LinkedHashSet<>()).add(length);
    }
  }

  private void tie(List<?> nodes) {
    for (int i = 1; i < nodes.size(); i++) {
      Object first = root(nodes.get(0));
      Object other = root(nodes.get(i));
      if (!first.equals(other)) {
        ties.put(other, first);
        Set<Syntax> more = lengths.remove(other);
        if (more != null) {
          lengths.computeIfAbsent(first, key -> new LinkedHashSet<>()).addAll(more);
        }
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

  /** The lengths of all axes that have one: declared, else the only one that is tied to them. */
  public Map<Axis, Syntax> lengths() {
    Map<Axis, Syntax> known = new LinkedHashMap<>();
    for (Axis axis : axes) {
      Syntax own = declared.get(axis);
      Set<Syntax> tied = lengths.getOrDefault(root(axis), Set.of());
      if (own != null) {
        known.put(axis, own);
      } else if (tied.size() == 1) {
        known.put(axis, tied.iterator().next());
      }
    }
    return known;
  }

  /**
   * A tree in which sums without bounds that run over axes of known lengths have these for bounds.
   *
   * @throws ParseException if an index stands on axes of different lengths
   */
  static Syntax filled(
      Syntax root,
      Map<Axis, Syntax> lengths,
      Names names,
      FunctionNames functions,
      SourceText source) {
    if (lengths.isEmpty()) {
      return root;
    }
    Set<String> families = new LinkedHashSet<>();
    lengths.keySet().forEach(axis -> families.add(axis.family()));
    LengthTies ties = new LengthTies(families, lengths, Map.of(), functions);
    ties.look(List.of(root));
    IdentityHashMap<Syntax, Syntax> uppers = new IdentityHashMap<>();
    for (Bound bound : ties.bounds) {
      Syntax length = ties.length(bound, source);
      if (length != null && !names.isDeclaredIndex(bound.index.name())) {
        uppers.put(bound.binder, length);
      }
    }
    return uppers.isEmpty()
        ? root
        : SyntaxWalk.fold(
            root,
            (node, parts) -> {
              Syntax rebuilt = SyntaxRebuild.of(node, parts);
              Syntax upper = uppers.get(node);
              return upper == null ? rebuilt : bounded((Syntax.Reduction) rebuilt, upper);
            });
  }

  private @Nullable Syntax length(Bound bound, SourceText source) {
    Set<Syntax> tied = lengths.getOrDefault(root(bound), Set.of());
    if (tied.size() <= 1) {
      return tied.isEmpty() ? null : tied.iterator().next();
    }
    Axis first = null;
    for (Axis axis : bound.axes) {
      Syntax length = declared.get(axis);
      Syntax earlier = first == null ? null : declared.get(first);
      if (first != null && length != null && earlier != null && !length.equals(earlier)) {
        throw source.refusal(
            bound.binder.span(),
            "two lengths for one range: `%s` runs over %s, 1..%s, and over %s, 1..%s"
                .formatted(bound.index.spelling(), first, earlier, axis, length),
            "declare them alike, or give another index");
      }
      first = length == null ? first : axis;
    }
    return first == null ? null : declared.get(first);
  }

  private static Syntax bounded(Syntax.Reduction sum, Syntax upper) {
    org.chainrule.error.Span place = sum.index().span();
    Syntax last =
        SyntaxWalk.fold(
            upper,
            (node, parts) ->
                node instanceof Syntax.Name name
                    ? new Syntax.Name(place, name.name(), name.spelling())
                    : node instanceof Syntax.NumberLiteral number
                        ? new Syntax.NumberLiteral(place, number.value(), number.spelling())
                        : SyntaxRebuild.of(node, parts));
    return new Syntax.Reduction(
        sum.span(),
        sum.operator(),
        sum.index(),
        new Syntax.NumberLiteral(place, org.chainrule.number.Rational.ONE, "1"),
        last,
        sum.condition(),
        sum.body());
  }
}
