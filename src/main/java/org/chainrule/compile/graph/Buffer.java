package org.chainrule.compile.graph;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A run of numbers that nodes load from and store to: an array, a family, a variable. */
public final class Buffer {
  /** The places of a buffer's numbers. */
  public enum Role {
    VARIABLES,
    PARAMETERS,
    /** A direction to differentiate along, or the weights of several values. */
    DIRECTIONS,
    RESULTS,
    SCRATCH
  }

  /**
   * The indices of one dimension.
   *
   * @param lower the first
   * @param upper the last, whose bounds count where it depends on an axis
   */
  public record Extent(Node lower, Node upper) {}

  public final Role role;
  public final String name;

  /** The names of the elements, where they are single names beside each other. */
  public List<String> elements = List.of();

  /** The dimensions; of a recurrence's array they are known when all its uses are. */
  public List<Extent> extents;

  /** The axes inside whose loops the numbers live; they are no dimensions. */
  public final long scope;

  /** The number that stands there before anything is stored; NaN where that must not be read. */
  public double initial;

  /** Whether an element is loaded also where a subscript lies outside; there must be one then. */
  boolean needsElements;

  /** What stores to it or adds to it. */
  public final Set<Node> effects = new LinkedHashSet<>();

  /** The array whose loops must be over before anything is loaded from here. */
  @Nullable public Buffer after;

  public Buffer(Role role, String name, List<Extent> extents, long scope, double initial) {
    this.role = role;
    this.name = name;
    this.extents = List.copyOf(extents);
    this.scope = scope;
    this.initial = initial;
  }

  public boolean isFilled() {
    return !Double.isNaN(initial);
  }

  @Override
  public String toString() {
    return name;
  }
}
