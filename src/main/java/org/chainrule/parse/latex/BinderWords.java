package org.chainrule.parse.latex;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.parse.gen.ChainruleLexer;
import org.chainrule.parse.latex.Markup.Kind;
import org.jspecify.annotations.Nullable;

/** The part of the pass that says sums, products, maxima and minima over an index. */
final class BinderWords {
  private final FormulaPass pass;
  private final RowScan scan;

  BinderWords(FormulaPass pass, RowScan scan) {
    this.pass = pass;
    this.scan = scan;
  }

  /** What a mark binds an index for, as the plain notation calls it, or null. */
  static @Nullable String binder(Markup mark) {
    String text =
        mark.is(Kind.WORD) ? NameMark.content(mark.text()) : mark.text().replace("\\", "");
    return switch (mark.kind()) {
      case COMMAND, SIGN, WORD ->
          switch (text) {
            case "sum", "∑" -> mark.is(Kind.WORD) ? null : "sum";
            case "prod", "∏" -> mark.is(Kind.WORD) ? null : "prod";
            case "max", "min" -> mark.script(true) == null ? null : text;
            default -> null;
          };
      default -> null;
    };
  }

  static boolean isBinder(Markup mark) {
    return binder(mark) != null;
  }

  /** Reads a sum or its like, or returns -1. */
  int read(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    String name = binder(mark);
    if (name == null) {
      return -1;
    }
    Markup below = mark.script(true);
    Markup above = mark.script(false);
    if (below == null || isEmpty(below)) {
      throw pass.refuse(
          mark.start(),
          mark.scriptsEnd(),
          "`%s` over what?".formatted(mark.text()),
          choices(items, i, to));
    }
    if (mark.count(true) > 1 || mark.count(false) > 1 || mark.primes() > 0) {
      throw pass.refuse(
          mark.start(), mark.scriptsEnd(), "two bounds in one place", "put braces around one");
    }
    Markup body = i + 1 < to ? items.get(i + 1) : null;
    boolean closed =
        body != null
            && body.is(Kind.GROUP)
            && !body.hasScripts()
            && !pass.onlyCell(body).isEmpty()
            && !isGroupInProduct(body);
    if (closed) {
      pass.openLater(mark.start());
    }
    if (above != null || !rangesLater(mark, name, below)) {
      pass.wordLater(ChainruleLexer.NAME, name, mark.start(), mark.end());
      boundsLater(mark, below, above);
    }
    if (!closed || body == null) {
      return i + 1;
    }
    pass.openLater(body.start());
    pass.cellLater(body);
    pass.closeLater(body.end());
    pass.closeLater(body.end());
    return i + 2;
  }

  /** Whether braces after the bounds are a fraction or a name, after which the body goes on. */
  private boolean isGroupInProduct(Markup body) {
    List<Markup> cell = pass.onlyCell(body);
    return NameMark.of(body) != null
        || cell.stream().anyMatch(each -> each.is(Kind.COMMAND, "\\over"));
  }

  private static boolean isEmpty(Markup below) {
    List<Markup> cell = below.is(Kind.GROUP) ? below.cell() : null;
    return cell != null && cell.isEmpty();
  }

  private void boundsLater(Markup mark, Markup below, @Nullable Markup above) {
    List<Markup> cell = lower(below);
    if (cell.get(0).is(Kind.EMPTY)) {
      throw pass.refuse(
          mark.start(), mark.scriptsEnd(), "bounds that cannot be read", "write \\sum_{i=1}^{n}");
    }
    int start = cell.get(0).start();
    int end = cell.get(cell.size() - 1).scriptsEnd();
    pass.attachedLater(ChainruleLexer.SUBSCRIPT_OPEN, "_{", start, start + 1);
    if (!mark.text().contains("max") && !mark.text().contains("min") || !rangeLater(cell)) {
      pass.rowLater(cell, 0, cell.size());
    }
    boolean bare = scan.relation(cell, 0, cell.size()) < 0;
    if (above != null && bare) {
      pass.note(
          mark.start(),
          mark.scriptsEnd(),
          "`%s` was read as starting at 1".formatted(pass.shown(mark.start(), mark.scriptsEnd())));
      pass.wordLater(ChainruleLexer.EQUAL, "=", end, end);
      pass.wordLater(ChainruleLexer.NUMBER, "1", end, end);
    }
    pass.wordLater(ChainruleLexer.RBRACE, "}", end - 1, end);
    if (above != null) {
      pass.attachedLater(ChainruleLexer.POWER, "^", above.start(), above.start());
      pass.attachedLater(ChainruleLexer.LBRACE, "{", above.start(), above.start() + 1);
      pass.argumentLater(above);
      pass.wordLater(ChainruleLexer.RBRACE, "}", above.scriptsEnd() - 1, above.scriptsEnd());
    }
  }

  /**
   * Puts off the rows of a substack that starts with a range, {@code 1 \leq i \leq n}: each range
   * binds an index, other rows are conditions on the index before them.
   */
  private boolean rangesLater(Markup mark, String name, Markup below) {
    List<List<Markup>> rows = stacked(below);
    if (rows.isEmpty() || isRange(rows.get(0), rows.get(0).size()) < 0) {
      return false;
    }
    int i = 0;
    while (i < rows.size()) {
      List<Markup> range = rows.get(i);
      int first = isRange(range, range.size());
      int last = range.size();
      int end = range.get(last - 1).scriptsEnd();
      pass.wordLater(ChainruleLexer.NAME, name, mark.start(), mark.end());
      pass.attachedLater(ChainruleLexer.SUBSCRIPT_OPEN, "_{", range.get(0).start(), end);
      pass.rowLater(range, first + 1, first + 2);
      pass.wordLater(ChainruleLexer.EQUAL, "=", range.get(first).start(), range.get(first).end());
      pass.rowLater(range, 0, first);
      for (i++; i < rows.size() && isRange(rows.get(i), rows.get(i).size()) < 0; i++) {
        List<Markup> condition = rows.get(i);
        int place = condition.get(0).start();
        pass.wordLater(ChainruleLexer.COMMA, ",", place, place);
        pass.rowLater(condition, 0, condition.size());
      }
      pass.wordLater(ChainruleLexer.RBRACE, "}", end - 1, end);
      pass.attachedLater(ChainruleLexer.POWER, "^", end, end);
      pass.attachedLater(ChainruleLexer.LBRACE, "{", end, end);
      pass.rowLater(range, first + 3, last);
      pass.wordLater(ChainruleLexer.RBRACE, "}", end, end);
    }
    return true;
  }

  /** Puts off {@code 1 \leq k \leq n} as the range of k, if it is that. */
  private boolean rangeLater(List<Markup> cell) {
    List<Integer> commas = scan.commas(cell, 0, cell.size());
    int end = commas.isEmpty() ? cell.size() : commas.get(0);
    int first = isRange(cell, end);
    if (first < 0) {
      return false;
    }
    Markup sign = cell.get(first);
    Markup other = cell.get(first + 2);
    pass.rowLater(cell, first + 1, first + 2);
    pass.wordLater(ChainruleLexer.EQUAL, "=", sign.start(), sign.end());
    pass.rowLater(cell, 0, first);
    pass.wordLater(ChainruleLexer.DOTDOT, "..", other.start(), other.end());
    pass.rowLater(cell, first + 3, cell.size());
    return true;
  }

  /** Where the first sign of a range stands, or -1. */
  private int isRange(List<Markup> cell, int end) {
    int first = scan.relation(cell, 0, end);
    int second = first < 0 ? -1 : scan.relation(cell, first + 1, end);
    boolean range =
        second == first + 2
            && second + 1 < end
            && first > 0
            && RowScan.operator(cell, first) == ChainruleLexer.LESS_OR_EQUAL
            && RowScan.operator(cell, second) == ChainruleLexer.LESS_OR_EQUAL
            && scan.relation(cell, second + 1, end) < 0
            && NameMark.of(cell.get(first + 1)) != null;
    return range ? first : -1;
  }

  /** The rows of a substack below; none where there is no substack. */
  private List<List<Markup>> stacked(Markup below) {
    List<Markup> cell = below.is(Kind.GROUP) && !below.hasScripts() ? below.cell() : null;
    boolean stack =
        cell != null
            && cell.size() == 1
            && cell.get(0).is(Kind.STYLED)
            && NameMark.styles(cell.get(0)).contains("substack");
    List<List<Markup>> rows = new ArrayList<>();
    if (stack && cell != null) {
      for (List<List<Markup>> row : cell.get(0).argument(0).rows()) {
        List<Markup> items = row.stream().flatMap(List::stream).toList();
        if (!items.isEmpty()) {
          rows.add(items);
        }
      }
    }
    return rows;
  }

  /** What stands below, rows of a substack joined by commas. */
  private List<Markup> lower(Markup below) {
    if (!below.is(Kind.GROUP) || below.hasScripts()) {
      return List.of(below);
    }
    List<List<Markup>> rows = stacked(below);
    if (rows.isEmpty()) {
      return pass.onlyCell(below);
    }
    List<Markup> joined = new ArrayList<>();
    for (List<Markup> row : rows) {
      if (!joined.isEmpty()) {
        int place = joined.get(joined.size() - 1).scriptsEnd();
        joined.add(new Markup(Kind.SIGN, ",", place, place));
      }
      joined.addAll(row);
    }
    return List.copyOf(joined);
  }

  /** The indices that a sum without bounds could be over, as its body shows. */
  private String choices(List<Markup> items, int i, int to) {
    Set<String> letters = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    collect(items.subList(i + 1, scan.termEnd(items, i + 1, to)), letters, names, 0);
    if (!letters.isEmpty()) {
      return "write " + String.join(" or ", letters.stream().map("\\sum_{%s}"::formatted).toList());
    }
    return names.isEmpty()
        ? "write \\sum_{i=1}^{n}"
        : "write \\sum_{i} and the index at %s, as in %s_{i}"
            .formatted(String.join(" or ", names), names.iterator().next());
  }

  private void collect(List<Markup> items, Set<String> letters, Set<String> names, int depth) {
    for (Markup mark : items) {
      Markup below = mark.script(true);
      if (NameMark.of(mark) != null) {
        names.add(pass.shown(mark.start(), mark.end()));
      }
      if (below != null) {
        List<Markup> cell = below.is(Kind.GROUP) ? below.cell() : List.of(below);
        if (cell != null && cell.size() == 1 && cell.get(0).is(Kind.LETTER)) {
          letters.add(cell.get(0).text());
        }
      }
      if (depth < 2) {
        mark.rows().forEach(row -> row.forEach(cell -> collect(cell, letters, names, depth + 1)));
      }
    }
  }

  /** Reads a membership: of an index in a range, of a name in the real numbers. */
  int in(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    Markup next = i + 1 < to ? items.get(i + 1) : null;
    boolean reals =
        next != null
            && (next.is(Kind.WORD) || next.is(Kind.STYLED))
            && NameMark.styles(next).contains("mathbb");
    if (reals || next != null && next.is(Kind.COMMAND, "\\R")) {
      pass.wordLater(ChainruleLexer.COLON, ":", mark.start(), mark.end());
      return i + 1;
    }
    pass.wordLater(ChainruleLexer.IN, "in", mark.start(), mark.end());
    int partner = next != null && next.is(Kind.OPEN) ? scan.partner(items, i + 1) : -1;
    boolean braces =
        next != null
            && partner > 0
            && (next.text().equals("\\{") || next.text().equals("\\lbrace"));
    if (braces) {
      pass.rowLater(items, i + 2, partner);
      return partner + 1;
    }
    if (next != null && next.is(Kind.FENCED) && next.argument(0).text().equals("\\{")) {
      pass.cellLater(next);
      return i + 2;
    }
    return i + 1;
  }
}
