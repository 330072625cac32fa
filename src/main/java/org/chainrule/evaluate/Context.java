package org.chainrule.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.chainrule.error.Limit;
import org.chainrule.expr.Function;

/**
 * The surroundings of an evaluation besides the point.
 *
 * @param functions finds the row of a function by its canonical name
 * @param definitions what names without a value stand for
 * @param families of a family, the upper bounds of its axes, each of which is counted from 1
 * @param open of a family, the axes whose bound is only a guess: their length gives it where no
 *     other does
 * @param partial of a family, by axis the upper bounds of sums that may be over a part of it: its
 *     array may be longer
 * @param indices the declared ranges of index variables
 * @param known further names that a point may give values to, such as those that cancelled
 * @param strict whether a point may give values to no other names; else they are left aside
 * @param steps the most steps that an evaluation may take
 * @param deadline the {@link System#nanoTime} at which it must stop, if there is one
 * @param <N> the kind of tree
 */
public record Context<N>(
    Lookup functions,
    NameMeanings<N> definitions,
    Map<String, List<N>> families,
    Map<String, Set<Integer>> open,
    Map<String, Map<Integer, List<N>>> partial,
    Map<String, Bounds<N>> indices,
    Set<String> known,
    boolean strict,
    long steps,
    OptionalLong deadline) {
  /** A lookup of functions. */
  @FunctionalInterface
  public interface Lookup {
    Optional<Function> find(String name);
  }

  /**
   * The range of an index.
   *
   * @param lower its first value
   * @param upper its last value
   */
  public record Bounds<N>(N lower, N upper) {}

  public Context {
    families = Map.copyOf(families);
    open = Map.copyOf(open);
    partial = Map.copyOf(partial);
    indices = Map.copyOf(indices);
    known = Set.copyOf(known);
  }

  /** A context without definitions, declarations and deadline. */
  public static <N> Context<N> of(Lookup functions) {
    return new Context<>(
        functions,
        NameMeanings.none(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Set.of(),
        false,
        Limit.EVALUATION_STEPS.most(),
        OptionalLong.empty());
  }

  public Context<N> withFunctions(Lookup value) {
    return new Context<>(
        value, definitions, families, open, partial, indices, known, strict, steps, deadline);
  }

  public Context<N> withDefinitions(NameMeanings<N> value) {
    return new Context<>(
        functions, value, families, open, partial, indices, known, strict, steps, deadline);
  }

  public Context<N> withFamilies(Map<String, List<N>> value) {
    return new Context<>(
        functions, definitions, value, open, partial, indices, known, strict, steps, deadline);
  }

  public Context<N> withOpen(Map<String, Set<Integer>> value) {
    return new Context<>(
        functions, definitions, families, value, partial, indices, known, strict, steps, deadline);
  }

  public Context<N> withPartial(Map<String, Map<Integer, List<N>>> value) {
    return new Context<>(
        functions, definitions, families, open, value, indices, known, strict, steps, deadline);
  }

  public Context<N> withIndices(Map<String, Bounds<N>> value) {
    return new Context<>(
        functions, definitions, families, open, partial, value, known, strict, steps, deadline);
  }

  public Context<N> withKnown(Set<String> value) {
    return new Context<>(
        functions, definitions, families, open, partial, indices, value, strict, steps, deadline);
  }

  /** The same, for points that may give values to no names but those that occur. */
  public Context<N> strictly() {
    return new Context<>(
        functions, definitions, families, open, partial, indices, known, true, steps, deadline);
  }

  public Context<N> withSteps(long value) {
    return new Context<>(
        functions, definitions, families, open, partial, indices, known, strict, value, deadline);
  }

  /** The same, to stop at a {@link System#nanoTime}. */
  public Context<N> withDeadline(long value) {
    return new Context<>(
        functions,
        definitions,
        families,
        open,
        partial,
        indices,
        known,
        strict,
        steps,
        OptionalLong.of(value));
  }
}
