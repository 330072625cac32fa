package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.chainrule.error.Limit;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.RationalNumber;
import org.chainrule.number.Rational;
import org.chainrule.parse.LengthTies;
import org.chainrule.parse.Names;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/** The knowledge of a problem's names that lowering goes by. */
final class LoweringContext {
  private final FamilyInference families;
  private long inserted;
  private final Map<String, IndexRange> indexRanges;
  private final Map<String, List<IndexRange>> declaredRanges;
  private final Map<String, DeclaredShape.Mapping> declaredFunctions;
  private final Map<LengthTies.Axis, IndexRange> tiedRanges = new LinkedHashMap<>();
  private final Map<String, DefinedFunction> definedFunctions = new LinkedHashMap<>();

  LoweringContext(
      FamilyInference families,
      Map<String, IndexRange> indexRanges,
      Map<String, List<IndexRange>> declaredRanges,
      Map<String, DeclaredShape.Mapping> declaredFunctions) {
    this.families = families;
    this.indexRanges = indexRanges;
    this.declaredRanges = declaredRanges;
    this.declaredFunctions = declaredFunctions;
  }

  /**
   * Counts what the insertion of a function built.
   *
   * @throws org.chainrule.error.BudgetException if that is too much
   */
  void countInserted(long nodes) {
    inserted += nodes;
    long most = Limit.INSERTED_TERMS.most();
    if (inserted > most) {
      throw Limit.INSERTED_TERMS.refusal(
          "the defined functions, inserted, make more than " + most + " terms");
    }
  }

  FamilyInference families() {
    return families;
  }

  DeclaredShape.@Nullable Mapping declaredFunction(String name) {
    return declaredFunctions.get(name);
  }

  Set<String> declaredFunctions() {
    return Set.copyOf(declaredFunctions.keySet());
  }

  @Nullable DefinedFunction definedFunction(String name) {
    return definedFunctions.get(name);
  }

  Map<String, DefinedFunction> definedFunctions() {
    return definedFunctions;
  }

  void define(DefinedFunction function) {
    definedFunctions.put(function.name(), function);
  }

  /** Gives an axis the range of a declared one that it is tied to. */
  void tie(LengthTies.Axis axis, IndexRange range) {
    tiedRanges.put(axis, range);
  }

  /** Whether this is a function that was declared or defined. */
  boolean isFunction(String name) {
    return declaredFunctions.containsKey(name) || definedFunctions.containsKey(name);
  }

  /** Whether a free name is an index: declared as one, or used in a subscript or a bound. */
  boolean isIndex(String name) {
    return indexRanges.containsKey(name) || families.indices().containsKey(name);
  }

  @Nullable IndexRange declaredRange(String index) {
    return indexRanges.get(index);
  }

  Map<String, IndexRange> indexRanges() {
    return indexRanges;
  }

  /** The range of an index without bounds. */
  IndexRange rangeOf(String index) {
    return indexRanges.getOrDefault(index, IndexRange.CONVENTIONAL);
  }

  /** The range of an axis of a family, the first where several are implied that begin alike. */
  IndexRange rangeOf(String family, int axis) {
    IndexRange widest = null;
    Set<IndexRange> whole = implied(family, axis, false);
    for (IndexRange range : whole.isEmpty() ? ranges(family, axis) : whole) {
      boolean isWider =
          widest == null
              || range.upper() == widest.upper()
                  && widest.lower().minus(range.lower()) instanceof RationalNumber more
                  && more.value().signum() > 0;
      widest = isWider ? range : widest;
    }
    return Objects.requireNonNull(widest);
  }

  List<IndexRange> rangesOf(String family) {
    List<IndexRange> ranges = new ArrayList<>();
    for (int axis = 0; axis < families.axes(family); axis++) {
      ranges.add(rangeOf(family, axis));
    }
    return ranges;
  }

  /** Whether an axis of a family is declared, or subscripted by anything but numbers. */
  boolean hasRange(String family, int axis) {
    return declaredRanges.containsKey(family)
        || families.isVector(family)
        || !families.uses(family, axis).isEmpty();
  }

  /** The range of all indices of a family, where that is declared or tied to a declared one. */
  Optional<IndexRange> knownRange(String family) {
    Set<IndexRange> ranges = new LinkedHashSet<>();
    for (int axis = 0; axis < families.axes(family); axis++) {
      boolean isKnown =
          declaredRanges.containsKey(family)
              || tiedRanges.containsKey(new LengthTies.Axis(family, axis));
      if (!isKnown) {
        return Optional.empty();
      }
      ranges.addAll(ranges(family, axis));
    }
    return ranges.size() == 1 ? Optional.of(ranges.iterator().next()) : Optional.empty();
  }

  /** The declared ranges of a family's axes; empty where none are declared. */
  List<IndexRange> declaredRanges(String family) {
    return declaredRanges.getOrDefault(family, List.of());
  }

  /** All ranges that are declared or implied for an axis of a family; the usual one if none is. */
  Set<IndexRange> ranges(String family, int axis) {
    Set<IndexRange> ranges = implied(family, axis, true);
    return ranges.isEmpty() ? Set.of(IndexRange.CONVENTIONAL) : ranges;
  }

  /**
   * Whether nothing tells how long an axis is, since only free indices without a range are there.
   */
  boolean isOpen(String family, int axis) {
    return !families.isVector(family) && implied(family, axis, true).isEmpty();
  }

  /** The ranges of sums with written bounds, which may be over a part of an axis. */
  Set<IndexRange> partial(String family, int axis) {
    Set<IndexRange> ranges = implied(family, axis, true);
    ranges.removeAll(implied(family, axis, false));
    return ranges;
  }

  /**
   * The ranges that an axis has by its uses.
   *
   * @param hasWritten whether the bounds that are written at sums count
   */
  private Set<IndexRange> implied(String family, int axis, boolean hasWritten) {
    List<IndexRange> declared = declaredRanges.get(family);
    Set<IndexRange> ranges = new LinkedHashSet<>();
    if (declared != null) {
      ranges.add(declared.get(axis));
      return ranges;
    }
    Syntax.Reduction last = null;
    int whole = 0;
    for (FamilyInference.Use use : families.uses(family, axis)) {
      Syntax.Reduction binder = use.binder();
      String index = use.index();
      if (index != null) {
        IndexRange range = indexRanges.get(index);
        if (range != null && (use.alone() || isFromStart(range.lower()))) {
          ranges.add(range);
          whole++;
        }
      } else if (binder != null
          && (hasWritten || binder.lower() == null)
          && (last == null || !FamilyInference.sameBounds(last, binder))) {
        rangeOf(binder, use.text())
            .filter(range -> binder.lower() == null || !isPart(family, axis, range))
            .ifPresent(ranges::add);
        last = binder;
      }
    }
    IndexRange tied = tiedRanges.get(new LengthTies.Axis(family, axis));
    if (tied != null && whole == 0) {
      ranges.add(tied);
    }
    return ranges;
  }

  /** Whether a written range leaves out an element that stands somewhere. */
  private boolean isPart(String family, int axis, IndexRange range) {
    return range.upper() instanceof RationalNumber last
        && families.hasBeyond(family, axis, last.value());
  }

  /** Whether a range that begins here is more than a part of one that is counted from 1. */
  private static boolean isFromStart(Expr lower) {
    return lower instanceof RationalNumber number && number.value().compareTo(Rational.ONE) <= 0;
  }

  /** Whether a name is declared as the last index of something. */
  boolean isDeclaredLength(String name) {
    Expr length = org.chainrule.expr.Symbol.named(name);
    return indexRanges.values().stream().anyMatch(each -> each.upper() == length)
        || declaredRanges.values().stream()
            .flatMap(List::stream)
            .anyMatch(each -> each.upper() == length);
  }

  /** Whether a name in a bound is the length of families, not an index that runs itself. */
  private boolean isLength(String name) {
    return !indexRanges.containsKey(name) && !Names.isOnlyIndex(name);
  }

  /**
   * The range that a sum implies for the families under it: its own where nothing is written, or
   * where it starts at 1 or below and ends at a number or a name. Others may be parts of a range.
   */
  private Optional<IndexRange> rangeOf(Syntax.Reduction binder, String text) {
    Syntax lower = binder.lower();
    Syntax upper = binder.upper();
    if (lower == null || upper == null) {
      return Optional.of(rangeOf(binder.index().name()));
    }
    Expr first = new LoweringPass(this, text).lower(lower, LoweringScope.EMPTY);
    Expr last = new LoweringPass(this, text).lower(upper, LoweringScope.EMPTY);
    boolean isWhole =
        isFromStart(first)
            && (last instanceof RationalNumber
                || last == NamedConstant.INFINITY
                || last instanceof org.chainrule.expr.Symbol name && isLength(name.name()));
    return isWhole ? Optional.of(new IndexRange(first, last)) : Optional.empty();
  }
}
