package org.chainrule.parse.latex;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.chainrule.parse.SourceText;
import org.chainrule.parse.gen.ChainruleLexer;
import org.chainrule.parse.latex.Markup.Kind;

/** The lines of displays: rows of {@code aligned} and its like, and lines of the text itself. */
final class Lines {
  private static final Set<String> ENVIRONMENTS =
      Set.of(
          "aligned",
          "align",
          "align*",
          "alignat",
          "alignat*",
          "alignedat",
          "subequations",
          "split",
          "gather",
          "gather*",
          "gathered",
          "equation",
          "equation*",
          "multline",
          "multline*",
          "eqnarray",
          "eqnarray*",
          "displaymath",
          "math",
          "flalign",
          "flalign*");

  private final FormulaPass pass;
  private final RowScan scan;
  private final SourceText source;
  private final List<Line> lines = new ArrayList<>();

  Lines(FormulaPass pass, RowScan scan, SourceText source) {
    this.pass = pass;
    this.scan = scan;
    this.source = source;
  }

  List<Line> of(List<Markup> displays) {
    for (Markup display : displays) {
      for (List<List<Markup>> row : rows(display)) {
        List<Markup> items = new ArrayList<>();
        row.forEach(items::addAll);
        split(items);
      }
    }
    return lines;
  }

  private List<List<List<Markup>>> rows(Markup display) {
    Markup around = display;
    while (true) {
      List<Markup> cell = around.cell();
      Markup inner = cell == null ? null : lone(cell);
      if (inner == null) {
        return around.rows();
      }
      around = inner;
    }
  }

  /** The environment that a cell consists of, or null. */
  private static @org.jspecify.annotations.Nullable Markup lone(List<Markup> cell) {
    Markup found = null;
    for (Markup each : cell) {
      boolean point = each.is(Kind.SIGN, ".") || each.is(Kind.SIGN, ",");
      boolean lines =
          each.is(Kind.ENVIRONMENT) && (ENVIRONMENTS.contains(each.text()) || areEquations(each));
      if (lines && found == null) {
        found = each;
      } else if (found == null || !point) {
        return null;
      }
    }
    return found;
  }

  /** Whether an array sets equations one below the other, their signs in a column. */
  private static boolean areEquations(Markup array) {
    return array.text().equals("array")
        && array.rows().stream()
            .allMatch(
                row ->
                    row.size() > 1
                        && !row.get(1).isEmpty()
                        && RowScan.operator(row.get(1), 0) == ChainruleLexer.EQUAL);
  }

  /** Parts a row by the lines of the text and by commas between equations. */
  private void split(List<Markup> row) {
    List<Markup> items = trimmed(row);
    boolean first = true;
    boolean conditional = items.stream().anyMatch(each -> says(each, "then"));
    int from = 0;
    for (int i = 1; i <= items.size(); i++) {
      boolean where = i < items.size() && isWhere(items, from, i);
      boolean ends = i == items.size() || where || !conditional && isLineBreak(items, i);
      if (!ends) {
        int partner = scan.partner(items, i);
        i = partner > i ? partner : i;
        continue;
      }
      List<Markup> line = trimmed(items.subList(from, i));
      int relation = scan.relation(line, 0, line.size());
      Line.Start start =
          relation <= 0 ? Line.Start.NOTHING : first ? Line.Start.STATEMENT : Line.Start.PERHAPS;
      equations(line, start);
      first = where;
      from = i;
    }
  }

  /** Whether a word parts an equation from one that tells what a name in it is. */
  private boolean isWhere(List<Markup> items, int from, int i) {
    return (says(items.get(i), "where") || says(items.get(i), "with"))
        && scan.relation(items, from, i) > from
        && scan.relation(items, i + 1, items.size()) > i + 1;
  }

  private static boolean says(Markup mark, String word) {
    return mark.is(Kind.WORD) && NameMark.content(mark.text()).equals(word);
  }

  private boolean isLineBreak(List<Markup> items, int i) {
    int from = items.get(i - 1).scriptsEnd();
    int to = items.get(i).start();
    boolean inside = RowScan.operator(items, i - 1) != 0 || RowScan.isText(items.get(i - 1));
    return from < to && !inside && source.normal(from, to).indexOf('\n') >= 0;
  }

  /** Adds a line, one that starts nothing to the end of the line before it. */
  private void add(List<Markup> line, Line.Start start) {
    if (start != Line.Start.NOTHING || lines.isEmpty()) {
      lines.add(new Line(line, start));
      return;
    }
    Line before = lines.remove(lines.size() - 1);
    List<Markup> joined = new ArrayList<>(before.items());
    joined.addAll(line);
    lines.add(new Line(List.copyOf(joined), before.start()));
  }

  /** Several equations in one line, parted by commas. */
  private void equations(List<Markup> line, Line.Start start) {
    if (tuples(line, start) || quantified(line, start)) {
      return;
    }
    List<Integer> ends = new ArrayList<>();
    int from = 0;
    boolean all = true;
    for (int comma : scan.commas(line, 0, line.size())) {
      int relation = scan.relation(line, from, comma);
      all &= relation > from && isStatement(line, relation);
      ends.add(comma);
      from = comma + 1;
    }
    int last = scan.relation(line, from, line.size());
    all &= last > from && isStatement(line, last);
    if (ends.isEmpty() || !all) {
      add(line, start);
      return;
    }
    ends.add(line.size());
    int begin = 0;
    for (int end : ends) {
      List<Markup> piece = List.copyOf(line.subList(begin, end));
      Line.Start first = begin == 0 ? start : Line.Start.STATEMENT;
      if (!tuples(piece, first)) {
        add(piece, first);
      }
      begin = end + 1;
    }
  }

  /** An equation for all values of an index, {@code …, i = 1, \dots, n} or {@code \forall i}. */
  private boolean quantified(List<Markup> line, Line.Start start) {
    int sign = line.size() - 1;
    while (sign > 0 && RowScan.operator(line, sign) != ChainruleLexer.EQUAL) {
      sign--;
    }
    int all = line.size() - 2;
    if (all > 0 && line.get(all).is(Kind.COMMAND, "\\forall") && isIndex(line.get(all + 1))) {
      leaveAside(line.get(all).start(), line.get(all + 1).end());
      equations(trimmed(line.subList(0, all)), start);
      return true;
    }
    int open = line.isEmpty() ? -1 : scan.partner(line, line.size() - 1);
    if (open > 0 && open < sign && isDotted(line, open) && scan.relation(line, 0, open) > 0) {
      List<Markup> bare = new ArrayList<>(line.subList(0, open));
      bare.add(new Markup(Kind.SIGN, ",", line.get(open).start(), line.get(open).end()));
      bare.addAll(line.subList(open + 1, line.size() - 1));
      return quantified(List.copyOf(bare), start);
    }
    for (int k = 1; k + 3 < line.size(); k++) {
      if (line.get(k).is(Kind.COMMAND, "\\forall")
          && isIndex(line.get(k + 1))
          && RowScan.operator(line, k + 2) == ChainruleLexer.IN) {
        equations(trimmed(line.subList(0, k)), start);
        add(List.copyOf(line.subList(k + 1, line.size())), Line.Start.STATEMENT);
        return true;
      }
    }
    List<Integer> commas = scan.commas(line, sign, line.size());
    boolean second =
        commas.size() == 3
            && commas.get(0) == sign + 2
            && commas.get(1) == sign + 4
            && line.get(sign + 1).is(Kind.DIGIT, "1")
            && line.get(sign + 3).is(Kind.DIGIT, "2");
    int dots = second ? 1 : 0;
    boolean range =
        sign > 2
            && isIndex(line.get(sign - 1))
            && commas.size() == dots + 2
            && commas.get(dots + 1) == commas.get(dots) + 2
            && Commands.isDots(line.get(commas.get(dots) + 1));
    if (!range) {
      return false;
    }
    int end = sign - 1;
    while (end > 0 && isQuantifier(line.get(end - 1))) {
      end--;
    }
    if (end == sign - 1 || scan.relation(line, 0, end) <= 0) {
      return false;
    }
    Markup equal = line.get(sign);
    List<Markup> declared = new ArrayList<>(line.subList(sign - 1, line.size()));
    declared.set(1, new Markup(Kind.COMMAND, "\\in", equal.start(), equal.end()));
    if (second) {
      declared.subList(3, 5).clear();
    }
    equations(List.copyOf(line.subList(0, end)), start);
    add(List.copyOf(declared), Line.Start.STATEMENT);
    return true;
  }

  private static boolean isDotted(List<Markup> line, int from) {
    return line.subList(from, line.size()).stream().anyMatch(Commands::isDots);
  }

  private static boolean isIndex(Markup mark) {
    return mark.is(Kind.LETTER) && !mark.hasScripts();
  }

  private static boolean isQuantifier(Markup mark) {
    return mark.is(Kind.SIGN, ",")
        || mark.is(Kind.COMMAND, "\\forall")
        || says(mark, "for")
        || says(mark, "for all")
        || says(mark, "for each");
  }

  private static boolean isStatement(List<Markup> line, int relation) {
    return switch (RowScan.operator(line, relation)) {
      case ChainruleLexer.EQUAL, ChainruleLexer.COLON, ChainruleLexer.IN -> true;
      default -> false;
    };
  }

  /** Two lists that are said to be equal, part by part: {@code [w_1, w_2] = [0.1, 0.2]}. */
  private boolean tuples(List<Markup> line, Line.Start start) {
    int sign = scan.relation(line, 0, line.size());
    boolean lists =
        sign > 2
            && RowScan.operator(line, sign) == ChainruleLexer.EQUAL
            && sign + 2 < line.size()
            && line.get(0).is(Kind.OPEN)
            && scan.partner(line, 0) == sign - 1
            && line.get(sign + 1).is(Kind.OPEN)
            && scan.partner(line, sign + 1) == line.size() - 1
            && !line.get(sign - 1).hasScripts()
            && !line.get(line.size() - 1).hasScripts();
    if (!lists) {
      return false;
    }
    List<Integer> names = scan.commas(line, 1, sign - 1);
    List<Integer> values = scan.commas(line, sign + 2, line.size() - 1);
    if (names.size() != values.size()) {
      return false;
    }
    names.add(sign - 1);
    values.add(line.size() - 1);
    int name = 1;
    int value = sign + 2;
    for (int k = 0; k < names.size(); k++) {
      List<Markup> equation = new ArrayList<>(line.subList(name, names.get(k)));
      equation.add(line.get(sign));
      equation.addAll(line.subList(value, values.get(k)));
      add(List.copyOf(equation), k == 0 ? start : Line.Start.STATEMENT);
      name = names.get(k) + 1;
      value = values.get(k) + 1;
    }
    return true;
  }

  /** A row without full stops, remarks and numbers of equations at its end. */
  private List<Markup> trimmed(List<Markup> row) {
    int from = 0;
    int to = row.size();
    while (to > from) {
      Markup last = row.get(to - 1);
      int partner = last.is(Kind.CLOSE) ? scan.partner(row, to - 1) : -1;
      boolean point =
          (last.is(Kind.SIGN, ".") || last.is(Kind.SIGN, ",") || last.is(Kind.SIGN, ";"))
              && !last.hasScripts();
      if (point) {
        to--;
      } else if (isRemark(last)) {
        leaveAside(last.start(), last.end());
        to--;
      } else if (partner > from && isNumbering(row, partner, to)) {
        leaveAside(row.get(partner).start(), last.end());
        to = partner;
      } else {
        break;
      }
    }
    while (from < to && (isRemark(row.get(from)) || isLead(row, from))) {
      leaveAside(row.get(from).start(), row.get(from).end());
      from++;
    }
    return List.copyOf(row.subList(from, to));
  }

  /** Whether a word leads to the equation behind it. */
  private static boolean isLead(List<Markup> row, int i) {
    if (!row.get(i).is(Kind.WORD) || row.get(i).hasScripts() || i + 1 >= row.size()) {
      return false;
    }
    boolean text = row.get(i).text().startsWith("\\text") || row.get(i).text().contains("box");
    return text
        && switch (NameMark.content(row.get(i).text()).toLowerCase(Locale.ROOT)) {
          case "let", "where", "with", "then", "so", "hence", "thus", "define", "given", "and" ->
              RowScan.operator(row, i + 1) == 0;
          default -> false;
        };
  }

  private void leaveAside(int start, int end) {
    pass.note(
        start, end, "`%s` was left aside as a remark".formatted(source.normal(start, end).strip()));
  }

  /** Whether this is text, in brackets or of several words. */
  private static boolean isRemark(Markup mark) {
    boolean text =
        mark.is(Kind.WORD)
            && NameMark.styles(mark).stream()
                .allMatch(each -> each.startsWith("text") || each.endsWith("box"));
    if (!text || mark.hasScripts()) {
      return false;
    }
    String content = NameMark.content(mark.text());
    boolean isWord =
        switch (content) {
          case "otherwise", "else", "assume" -> true;
          default -> NameMark.isName(content);
        };
    return !isWord && !content.isEmpty();
  }

  /** Whether brackets around a whole number, apart from an equation, number it. */
  private boolean isNumbering(List<Markup> row, int open, int to) {
    boolean whole = to - open > 2 && !row.get(to - 1).hasScripts();
    for (int i = open + 1; i < to - 1; i++) {
      whole &= row.get(i).is(Kind.DIGIT) && !row.get(i).hasScripts();
    }
    boolean apart = row.get(open - 1).scriptsEnd() < row.get(open).start();
    return whole && apart && scan.relation(row, 0, open) > 0 && isOperand(row.get(open - 1));
  }

  private static boolean isOperand(Markup mark) {
    return Commands.operator(mark.text()) == 0;
  }
}
