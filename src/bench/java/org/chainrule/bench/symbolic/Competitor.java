package org.chainrule.bench.symbolic;

import java.util.List;
import java.util.Map;

/**
 * A system that derives the answers of a {@link Program}.
 *
 * @param <T> its expressions
 */
interface Competitor<T> {
  Algebra<T> algebra();

  /** The answers as they are derived: in its canonical form, where the system has one. */
  List<T> derived(Program program, Map<String, T> values);

  T parsed(String text);
}
