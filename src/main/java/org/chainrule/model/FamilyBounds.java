package org.chainrule.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Recurrence;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.number.Rational;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Definition;
import org.jspecify.annotations.Nullable;

/**
 * The first and last elements that families have: as they are declared, as they are defined, and as
 * far as the recurrences reach that they are defined by.
 */
final class FamilyBounds {
  private final Declarations declarations;
  private final Definitions definitions;
  private final Set<String> visited = new HashSet<>();
  private final Map<End, Optional<Expr>> ends = new HashMap<>();
  private final Map<Start, Optional<Expr>> starts = new HashMap<>();

  private record End(String family, int place, boolean isFirst, boolean isGeneral) {}

  private record Start(String family, int place, Expr conventional) {}

  FamilyBounds(Declarations declarations, Definitions definitions) {
    this.declarations = declarations;
    this.definitions = definitions;
  }

  /** The least index that an element may have, where that is known. */
  Optional<Expr> first(String family, int place) {
    return known(new End(family, place, true, false));
  }

  /** The largest index that an element may have, where that is known. */
  Optional<Expr> last(String family, int place) {
    return known(new End(family, place, false, false));
  }

  /** The least index for which the general definition holds, where that is known. */
  Optional<Expr> firstGeneral(String family, int place) {
    return known(new End(family, place, true, true));
  }

  /** The largest index for which the general definition holds, where that is known. */
  Optional<Expr> lastGeneral(String family, int place) {
    return known(new End(family, place, false, true));
  }

  private Optional<Expr> known(End asked) {
    Optional<Expr> found = ends.get(asked);
    if (found == null) {
      found =
          Optional.ofNullable(
              end(asked.family(), asked.place(), asked.isFirst(), asked.isGeneral()));
      ends.put(asked, found);
    }
    return found;
  }

  /**
   * The whole numbers that an index of a family is known to be of.
   *
   * @param lower the least, where there is one
   * @param upper the largest, where there is one
   */
  record Bounds(Optional<Expr> lower, Optional<Expr> upper) {}

  /**
   * What an index is known to be of: as declared, as far as the definitions reach, else from 1, or
   * the first element that a definition uses, to the family's length. A recurrence without a start
   * begins with as many free names as a step needs.
   */
  Bounds known(String family, int place, IndexRange conventional) {
    Optional<Expr> lower = Optional.of(conventional.lower());
    Optional<Expr> upper =
        declarations.hasOneEnd(family, place)
            ? Optional.of(conventional.upper())
            : Optional.empty();
    if (!declarations.declaredRanges(family).isEmpty()) {
      return new Bounds(lower, upper);
    }
    if (!definitions.hasGeneral(family)) {
      Optional<Expr> used =
          starts.computeIfAbsent(
              new Start(family, place, conventional.lower()),
              start -> firstUsed(family, place, start.conventional()));
      return new Bounds(used, upper);
    }
    Recurrence.Axis axis =
        definitions.recurrence(family).map(each -> each.axes().get(place)).orElse(null);
    if (axis == null) {
      return new Bounds(first(family, place).or(() -> lower), last(family, place).or(() -> upper));
    }
    if (!axis.goesDown()) {
      return new Bounds(Optional.empty(), last(family, place));
    }
    return new Bounds(first(family, place), upper);
  }

  /** The least index that definitions use, where that is before the conventional one. */
  private Optional<Expr> firstUsed(String family, int place, Expr conventional) {
    Expr least = conventional;
    for (Definition each : declarations.definitions()) {
      for (IndexedSymbol used : uses(each.value())) {
        if (used.family().equals(family) && place < used.indices().size()) {
          Expr index = used.indices().get(place);
          Optional<Expr> first =
              each.target() instanceof IndexedSymbol target
                  ? first(index, target, conventional)
                  : Optional.of(index);
          if (first.isEmpty()) {
            return first;
          }
          if (least.minus(first.get()) instanceof RationalNumber more
              && more.value().signum() > 0) {
            least = first.get();
          }
        }
      }
    }
    return Optional.of(least);
  }

  /** An index in the definition of an element, where its family begins; none if nowhere. */
  private Optional<Expr> first(Expr index, IndexedSymbol target, Expr conventional) {
    for (int i = 0; i < target.indices().size(); i++) {
      Expr letter = target.indices().get(i);
      if (letter instanceof Symbol && index.minus(letter) instanceof RationalNumber shift) {
        int place = i;
        Recurrence.Axis axis =
            definitions
                .recurrence(target.family())
                .map(each -> each.axes().get(place))
                .orElse(null);
        if (axis != null && !axis.goesDown()) {
          return Optional.empty();
        }
        boolean isRecurrent = definitions.isRecurrent(target.family());
        Expr begin = axis == null ? conventional : Expr.of(axis.firstGeneral(target.family()));
        return Optional.ofNullable(end(target.family(), place, true, isRecurrent))
            .or(() -> Optional.of(begin))
            .map(first -> first.plus(shift));
      }
    }
    return Optional.of(index);
  }

  private @Nullable Expr end(String family, int place, boolean isFirst, boolean isGeneral) {
    List<IndexRange> declared = declarations.declaredRanges(family);
    if (place < declared.size()) {
      return isFirst ? declared.get(place).lower() : declared.get(place).upper();
    }
    Recurrence.Axis axis =
        definitions.recurrence(family).map(each -> each.axes().get(place)).orElse(null);
    if (axis != null) {
      if (axis.goesDown() != isFirst || axis.start().isEmpty() && !axis.goesDown()) {
        return null;
      }
      // Free starts are from 0 on.
      return Expr.of(isGeneral ? axis.firstGeneral(family) : axis.start().orElse(Rational.ZERO));
    }
    return definitions.isRecurrent(family) || !visited.add(family)
        ? null
        : defined(family, place, isFirst, isGeneral);
  }

  private @Nullable Expr defined(String family, int place, boolean isFirst, boolean isGeneral) {
    Expr end = null;
    for (Definition each : declarations.definitions()) {
      if (each.target() instanceof IndexedSymbol target
          && target.family().equals(family)
          && place < target.indices().size()
          && target.indices().get(place) instanceof Symbol letter) {
        IndexRange range = declarations.indexRanges().get(letter.name());
        if (range != null) {
          end = narrower(end, isFirst ? range.lower() : range.upper(), isFirst);
        }
        for (IndexedSymbol used : uses(each.value())) {
          end = narrower(end, through(used, letter, isFirst, isGeneral), isFirst);
        }
      }
    }
    visited.remove(family);
    return isGeneral ? end : withGiven(family, place, end, isFirst);
  }

  /** What an element that a definition uses leaves for the definition's own index. */
  private @Nullable Expr through(
      IndexedSymbol used, Symbol letter, boolean isFirst, boolean isGeneral) {
    Expr end = null;
    for (int i = 0; i < used.indices().size(); i++) {
      if (used.indices().get(i).minus(letter) instanceof RationalNumber shift) {
        boolean holdsThere = isGeneral && shift.isZero();
        Expr own = end(used.family(), i, isFirst, holdsThere);
        end = narrower(end, own == null ? null : own.minus(shift), isFirst);
      }
    }
    return end;
  }

  private static @Nullable Expr narrower(
      @Nullable Expr end, @Nullable Expr other, boolean isFirst) {
    if (end == null || other == null) {
      return end == null ? other : end;
    }
    boolean isNarrower =
        other.minus(end) instanceof RationalNumber more
            && more.value().signum() == (isFirst ? 1 : -1);
    return isNarrower ? other : end;
  }

  /** The end with the elements beyond it that have definitions of their own. */
  private @Nullable Expr withGiven(String family, int place, @Nullable Expr end, boolean isFirst) {
    Expr wider = end;
    for (Definitions.Definition each : definitions.elements(family)) {
      Expr index = ((IndexedSymbol) each.target()).indices().get(place);
      if (wider != null
          && index.minus(wider) instanceof RationalNumber more
          && more.value().signum() == (isFirst ? -1 : 1)) {
        wider = index;
      }
    }
    return wider == NamedConstant.INFINITY ? null : wider;
  }

  /** The elements in an expression that it needs in any case. */
  private static List<IndexedSymbol> uses(Expr value) {
    List<IndexedSymbol> uses = new ArrayList<>();
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        if (node instanceof Binder binder) {
          return List.of(opened(binder).body());
        }
        return node instanceof Piecewise ? List.of() : super.dependencies(node);
      }

      @Override
      protected Boolean compute(Expr node) {
        return node instanceof IndexedSymbol element && uses.add(element);
      }
    }.apply(value);
    return uses;
  }
}
