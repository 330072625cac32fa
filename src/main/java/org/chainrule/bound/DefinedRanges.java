package org.chainrule.bound;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.chainrule.differentiate.Definitions;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.number.Interval;
import org.chainrule.number.Interval.Decoration;

/**
 * The numbers that elements of recurrences may be, whatever their index: from any numbers on, each
 * round puts what is known into the definition, {@code h_t = sigma(…)} into 0 to 1. A start is one
 * of them.
 */
public final class DefinedRanges {
  private static final int ROUNDS = 3;
  private static final int DEEPEST = 6;

  private final Definitions definitions;
  private final Function<Expr, Interval> given;
  private final Map<String, Interval> families = new HashMap<>();

  /**
   * @param given the ranges of names that nothing defines
   */
  public DefinedRanges(Definitions definitions, Function<Expr, Interval> given) {
    this.definitions = definitions;
    this.given = given;
  }

  /** The numbers that a name may be. */
  public Interval of(Expr name) {
    return of(name, 0);
  }

  private Interval of(Expr name, int depth) {
    if (depth > DEEPEST) {
      return Interval.ENTIRE;
    }
    if (name instanceof IndexedSymbol element && isDefined(element)) {
      return family(element.family(), depth);
    }
    return definitions
        .valueOf(name)
        .map(value -> image(value, depth))
        .orElseGet(() -> given.apply(name));
  }

  private boolean isDefined(IndexedSymbol element) {
    return !definitions.definitionsOf(element.family()).isEmpty();
  }

  private Interval family(String name, int depth) {
    Interval known = families.get(name);
    if (known != null) {
      return known;
    }
    Interval range = Interval.ENTIRE;
    for (int round = 0; round < ROUNDS; round++) {
      families.put(name, range);
      Interval next = Interval.EMPTY;
      for (Definitions.Definition each : definitions.definitionsOf(name)) {
        next = next.hull(image(each.value(), depth));
      }
      range = next.isEmpty() ? range : next.decorated(Decoration.CONTINUOUS);
    }
    families.put(name, range);
    return range;
  }

  private Interval image(Expr value, int depth) {
    try {
      List<Expr> names = Names.in(value);
      Interval[] box = new Interval[names.size()];
      for (int i = 0; i < box.length; i++) {
        box[i] = of(names.get(i), depth + 1);
        if (box[i].isEmpty()) {
          return Interval.ENTIRE;
        }
      }
      Interval image = new IntervalProgram(names, List.of(value)).on(box)[0];
      return image.isEmpty() ? Interval.ENTIRE : image.decorated(Decoration.CONTINUOUS);
    } catch (ChainruleException unknown) {
      return Interval.ENTIRE;
    }
  }

  /** Whether a name has a definition. */
  public boolean isDefined(Expr name) {
    return name instanceof IndexedSymbol element && isDefined(element)
        || definitions.valueOf(name).isPresent();
  }

  /** The names among some that are defined. */
  public Set<Expr> defined(List<Expr> names) {
    Set<Expr> found = new LinkedHashSet<>(names);
    found.removeIf(each -> !isDefined(each));
    return found;
  }
}
