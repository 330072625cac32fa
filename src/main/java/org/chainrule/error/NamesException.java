package org.chainrule.error;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A failure because names lack a value, or because a point gives values to names unknown. */
public final class NamesException extends ChainruleException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> missing;
  private final transient List<String> unknown;

  /** The failure, which names all that are missing and all that are unknown. */
  public NamesException(Collection<String> missing, Collection<String> unknown) {
    super(message(missing, unknown));
    this.missing = List.copyOf(missing);
    this.unknown = List.copyOf(unknown);
  }

  private static String message(Collection<String> missing, Collection<String> unknown) {
    List<String> parts = new ArrayList<>();
    if (!missing.isEmpty()) {
      parts.add("no value is given for " + String.join(", ", missing));
    }
    if (!unknown.isEmpty()) {
      parts.add("the expression has no " + String.join(", ", unknown));
    }
    return String.join("; ", parts);
  }

  /** The names without a value. */
  public List<String> missing() {
    return missing == null ? List.of() : missing;
  }

  /** The names of the point that occur nowhere. */
  public List<String> unknown() {
    return unknown == null ? List.of() : unknown;
  }
}
