package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.chainrule.error.ParseException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.parse.LengthTies;
import org.chainrule.parse.SourceText;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/**
 * The families of columns and matrices that are declared or defined: how many indices their
 * elements have, and the ranges of these as far as anything tells them.
 */
final class DeclaredColumns {
  private final Map<String, List<@Nullable IndexRange>> families = new LinkedHashMap<>();

  /**
   * Adds a declaration of one member of a family.
   *
   * @param bound the expression of an end
   * @throws ParseException if an index has two ranges
   */
  void declare(
      Syntax.Subscripted member,
      Statement.FamilyDeclaration declaration,
      String text,
      Function<Syntax, Expr> bound) {
    Map<String, IndexRange> written = new HashMap<>();
    for (Statement.IndexDeclaration range : declaration.ranges()) {
      IndexRange both = new IndexRange(bound.apply(range.lower()), bound.apply(range.upper()));
      range.names().forEach(each -> written.put(each.name(), both));
    }
    int indices = member.indices().size();
    List<Syntax> lengths = declaration.shape().dimensions();
    List<@Nullable IndexRange> ranges =
        families.computeIfAbsent(
            member.family().name(),
            key -> new ArrayList<>(Collections.nCopies(indices + lengths.size(), null)));
    for (int i = 0; i < indices; i++) {
      IndexRange range =
          member.indices().get(i) instanceof Syntax.Name letter ? written.get(letter.name()) : null;
      IndexRange known = ranges.get(i);
      if (range != null && known != null && !known.equals(range)) {
        throw new SourceText(text)
            .refusal(
                declaration.span(), "`" + member.family() + "` is declared with two ranges", null);
      }
      ranges.set(i, known == null ? range : known);
    }
    for (int i = 0; i < lengths.size(); i++) {
      ranges.set(indices + i, new IndexRange(Expr.of(1), bound.apply(lengths.get(i))));
    }
  }

  /** The number of indices of the elements of each family. */
  Map<String, Integer> axes() {
    Map<String, Integer> axes = new LinkedHashMap<>();
    families.forEach((family, ranges) -> axes.put(family, ranges.size()));
    return axes;
  }

  /** The families of which all ranges are known. */
  Map<String, List<IndexRange>> ranges() {
    Map<String, List<IndexRange>> known = new LinkedHashMap<>();
    families.forEach(
        (family, ranges) -> {
          if (ranges.stream().allMatch(Objects::nonNull)) {
            List<IndexRange> all = new ArrayList<>();
            ranges.forEach(each -> all.add(Objects.requireNonNull(each)));
            known.put(family, all);
          }
        });
    return known;
  }

  /** Gives the axes of which a range is known that range. */
  void tie(LoweringContext context) {
    families.forEach(
        (family, ranges) -> {
          for (int i = 0; i < ranges.size(); i++) {
            IndexRange range = ranges.get(i);
            if (range != null) {
              context.tie(new LengthTies.Axis(family, i), range);
            }
          }
        });
  }
}
