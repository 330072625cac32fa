package org.chainrule.shape;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.chainrule.error.Interruption;
import org.chainrule.error.ParseException;
import org.chainrule.parse.SourceText;
import org.chainrule.shape.ElementForm.Stated;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * The shapes of names whose definitions lead to each other, such as {@code h_t = tanh(W*h_{t-1})}.
 *
 * <p>A start tells the shape, or a declaration. Else a number is tried, then a column, then a
 * matrix, with lengths that the step tells; what fits first is taken, and what the step says of a
 * column is told where nothing fits.
 */
final class RecurrentShapes {
  /** So many names are tried with all shapes each; more are all of one kind. */
  private static final int MOST_FREE = 3;

  private static final int KINDS = 3;

  private final Problem problem;
  private final Map<String, List<Stated>> definitions;
  private final Map<String, Set<String>> uses;
  private final Consumer<Stated> shape;

  /**
   * The names of one component.
   *
   * @param definitions those of the component, in order
   * @param uses the names that each uses
   * @param shape finds the shapes in a definition
   */
  RecurrentShapes(
      Problem problem,
      Map<String, List<Stated>> definitions,
      Map<String, Set<String>> uses,
      Consumer<Stated> shape) {
    this.problem = problem;
    this.definitions = definitions;
    this.uses = uses;
    this.shape = shape;
  }

  void find() {
    List<Stated> steps = new ArrayList<>();
    List<Stated> starts = new ArrayList<>();
    definitions.values().forEach(all -> all.forEach(each -> sort(each, starts, steps)));
    starts.forEach(shape);
    List<String> open = open();
    ParseException failure = null;
    Problem.Found found = problem.found();
    for (int[] kinds : attempts(open.size())) {
      Interruption.poll();
      try {
        if (fits(open, kinds, steps)) {
          starts.forEach(shape);
          open.forEach(each -> requireLengths(each));
          return;
        }
      } catch (ParseException refused) {
        boolean isOfColumns = true;
        for (int kind : kinds) {
          isOfColumns &= kind == 1;
        }
        failure = failure == null || isOfColumns ? refused : failure;
      }
      problem.reset(found);
    }
    if (failure != null) {
      throw failure;
    }
    throw undecided(open);
  }

  /** Whether a definition is of one element alone that uses nothing of the component. */
  private void sort(Stated stated, List<Stated> starts, List<Stated> steps) {
    Statement.Definition definition = (Statement.Definition) stated.statement();
    boolean isNumbered =
        definition.target() instanceof Syntax.Subscripted target
            && target.indices().stream().allMatch(Syntax.NumberLiteral.class::isInstance);
    boolean isOutside = DefinedShapes.used(definition).stream().noneMatch(definitions::containsKey);
    (isNumbered && isOutside ? starts : steps).add(stated);
  }

  /** The families without a shape that are used before they are defined. */
  private List<String> open() {
    Set<String> open = new LinkedHashSet<>();
    Set<String> earlier = new HashSet<>();
    for (String name : definitions.keySet()) {
      for (String used : Objects.requireNonNull(uses.get(name))) {
        boolean isOpen =
            definitions.containsKey(used)
                && !earlier.contains(used)
                && problem.family(used) == null
                && step(used) != null;
        if (isOpen) {
          open.add(used);
        }
      }
      earlier.add(name);
    }
    return List.copyOf(open);
  }

  /** A definition of a family for a letter. */
  private @Nullable Stated step(String name) {
    return Objects.requireNonNull(definitions.get(name)).stream()
        .filter(
            each ->
                ((Statement.Definition) each.statement()).target() instanceof Syntax.Subscripted)
        .reduce((first, last) -> last)
        .orElse(null);
  }

  private static List<int[]> attempts(int count) {
    List<int[]> attempts = new ArrayList<>();
    for (int kind = 0; kind < KINDS; kind++) {
      int[] all = new int[count];
      java.util.Arrays.fill(all, kind);
      attempts.add(all);
      if (count == 0) {
        return attempts;
      }
    }
    int mixed = count > MOST_FREE ? 0 : (int) Math.pow(KINDS, count);
    for (int number = 0; number < mixed; number++) {
      int[] kinds = new int[count];
      int rest = number;
      for (int i = 0; i < count; i++) {
        kinds[i] = rest % KINDS;
        rest /= KINDS;
      }
      attempts.add(kinds);
    }
    return attempts;
  }

  private boolean fits(List<String> open, int[] kinds, List<Stated> steps) {
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] > 0) {
        problem.family(assumed(open.get(i), kinds[i]));
      }
    }
    steps.forEach(shape);
    for (int i = 0; i < kinds.length; i++) {
      if (kinds[i] == 0 && problem.family(open.get(i)) != null) {
        return false;
      }
    }
    return true;
  }

  private ShapedName assumed(String name, int kind) {
    Stated stated = Objects.requireNonNull(step(name));
    Statement.Definition definition = (Statement.Definition) stated.statement();
    Length rows = problem.lengths().open();
    Shape assumed = kind == 1 ? Shape.column(rows) : Shape.of(rows, problem.lengths().open());
    int indices = ((Syntax.Subscripted) definition.target()).indices().size();
    return new ShapedName(
        name, assumed, assumed.lengths(), indices, false, false, definition.span(), stated.text());
  }

  private void requireLengths(String name) {
    ShapedName family = problem.family(name);
    if (family != null && problem.resolved(family).axes().stream().anyMatch(Length::isOpen)) {
      throw undecided(List.of(name));
    }
  }

  private ParseException undecided(List<String> names) {
    Stated stated = Objects.requireNonNull(step(names.get(0)));
    Statement.Definition definition = (Statement.Definition) stated.statement();
    return new SourceText(stated.text())
        .refusal(
            definition.span(),
            "nothing tells the shape of `%s`".formatted(definition.target()),
            "declare it, as in %s_0 : R^n".formatted(names.get(0)));
  }
}
