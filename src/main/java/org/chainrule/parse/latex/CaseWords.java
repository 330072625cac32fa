package org.chainrule.parse.latex;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.parse.gen.ChainruleLexer;
import org.chainrule.parse.latex.Markup.Kind;
import org.jspecify.annotations.Nullable;

/** The part of the pass that says case distinctions, in whichever dress they come. */
final class CaseWords {
  private final FormulaPass pass;
  private final RowScan scan;

  /** One value and its condition, which is null for what holds otherwise. */
  private record Case(List<Markup> value, @Nullable List<Markup> condition) {}

  CaseWords(FormulaPass pass, RowScan scan) {
    this.pass = pass;
    this.scan = scan;
  }

  boolean isCases(Markup mark) {
    return switch (mark.text()) {
      case "cases", "dcases", "cases*", "dcases*", "numcases" -> mark.is(Kind.ENVIRONMENT);
      default -> false;
    };
  }

  void environment(Markup mark) {
    casesLater(mark, mark);
    pass.scriptsLater(mark, false);
  }

  /** Reads an array behind a brace of which the partner is left out, or returns -1. */
  int fenced(List<Markup> items, int i) {
    Markup mark = items.get(i);
    String open = mark.argument(0).text();
    boolean half =
        (open.equals("\\{") || open.equals("\\lbrace")) && mark.argument(1).text().equals(".");
    if (!half) {
      return -1;
    }
    List<Markup> cell = mark.cell();
    boolean one = cell != null && cell.size() == 1 && cell.get(0).is(Kind.ENVIRONMENT);
    casesLater(mark, one && cell != null ? cell.get(0) : mark);
    pass.scriptsLater(mark, false);
    return i + 1;
  }

  /** Reads an opening brace that nothing closes before an environment, or returns -1. */
  int bracketed(List<Markup> items, int i, int to) {
    Markup mark = items.get(i);
    boolean brace = mark.text().equals("\\{") || mark.text().equals("\\lbrace");
    if (!brace || scan.partner(items, i) >= 0 || i + 1 >= to) {
      return -1;
    }
    Markup next = items.get(i + 1);
    if (!next.is(Kind.ENVIRONMENT)) {
      return -1;
    }
    casesLater(next, next);
    return i + 2;
  }

  /** Reads Maxima's {@code \mathbf{if}\;c\;\mathbf{then}\;v\;\mathbf{else}\;w}, or returns -1. */
  int conditional(List<Markup> items, int i, int to) {
    if (!says(items.get(i), "if") || keyword(items, i + 1, to, "then") < 0) {
      return -1;
    }
    List<Case> cases = new ArrayList<>();
    int at = i;
    boolean more = true;
    while (more) {
      int then = keyword(items, at + 1, to, "then");
      if (then < 0) {
        throw pass.refuse(items.get(at), "`if` without `then`", null);
      }
      int end = keyword(items, then + 1, to, "elseif", "else");
      int stop = end < 0 ? scan.termEnd(items, then + 1, to) : end;
      cases.add(
          new Case(
              List.copyOf(items.subList(then + 1, stop)),
              List.copyOf(items.subList(at + 1, then))));
      at = stop;
      more = end >= 0 && says(items.get(end), "elseif");
      if (end >= 0 && !more) {
        int last = end + 1;
        while (last < to && scan.termEnd(items, last, to) > last) {
          last = scan.termEnd(items, last, to);
          boolean sum = last < to && isSign(items, last);
          last = sum ? last + 1 : last;
        }
        cases.add(new Case(List.copyOf(items.subList(end + 1, last)), null));
        at = last;
      }
    }
    sayLater(items.get(i), items.get(at - 1).scriptsEnd(), cases);
    return at;
  }

  private static boolean isSign(List<Markup> items, int i) {
    int operator = RowScan.operator(items, i);
    return operator == ChainruleLexer.PLUS || operator == ChainruleLexer.MINUS;
  }

  private static boolean says(Markup mark, String word) {
    return mark.is(Kind.WORD) && NameMark.content(mark.text()).equals(word);
  }

  private static int keyword(List<Markup> items, int from, int to, String... words) {
    for (int i = from; i < to; i++) {
      for (String word : words) {
        if (says(items.get(i), word)) {
          return i;
        }
      }
    }
    return -1;
  }

  private void casesLater(Markup mark, Markup rows) {
    List<Case> cases = new ArrayList<>();
    for (List<List<Markup>> row : rows.rows()) {
      boolean empty = row.stream().allMatch(List::isEmpty);
      if (!empty) {
        cases.add(read(row, rows));
      }
    }
    if (cases.isEmpty()) {
      throw pass.refuse(mark, "a case distinction without cases", null);
    }
    sayLater(mark, mark.end(), cases);
  }

  private void sayLater(Markup mark, int end, List<Case> cases) {
    pass.wordLater(ChainruleLexer.NAME, "cases", mark.start(), mark.start() + 1);
    pass.attachedLater(ChainruleLexer.LPAREN, "(", mark.start(), mark.start() + 1);
    for (int k = 0; k < cases.size(); k++) {
      Case each = cases.get(k);
      if (each.value().isEmpty()) {
        throw pass.refuse(mark.start(), end, "a case without a value", null);
      }
      int place = each.value().get(0).start();
      if (k > 0) {
        pass.wordLater(ChainruleLexer.COMMA, ",", place, place);
      }
      pass.rowLater(each.value(), 0, each.value().size());
      List<Markup> condition = each.condition();
      if (condition == null) {
        pass.wordLater(ChainruleLexer.OTHERWISE, "otherwise", place, place + 1);
      } else {
        int at = condition.get(0).start();
        pass.wordLater(ChainruleLexer.IF, "if", at, at);
        pass.rowLater(condition, 0, condition.size());
      }
    }
    pass.wordLater(ChainruleLexer.RPAREN, ")", end - 1, end);
  }

  private Case read(List<List<Markup>> row, Markup around) {
    List<Markup> value = new ArrayList<>(row.get(0));
    List<Markup> condition = new ArrayList<>();
    row.subList(1, row.size()).forEach(condition::addAll);
    if (row.size() == 1) {
      int split = split(value);
      if (split < 0) {
        throw pass.refuse(
            value.get(0).start(),
            value.get(value.size() - 1).scriptsEnd(),
            "a case without a condition",
            "write & before it, or & \\text{otherwise}");
      }
      condition.addAll(value.subList(split, value.size()));
      value = new ArrayList<>(value.subList(0, split));
    }
    List<Markup> trimmed = List.copyOf(trimmed(value, false));
    List<Markup> when = trimmed(condition, true);
    if (when.isEmpty()) {
      if (condition.isEmpty()) {
        pass.note(
            trimmed.isEmpty() ? around.start() : trimmed.get(0).start(),
            around.end(),
            "a case without a condition was read as what holds otherwise");
      }
      return new Case(trimmed, null);
    }
    return new Case(trimmed, joined(List.copyOf(when)));
  }

  /** Where the condition starts in a row without cells, or -1. */
  private int split(List<Markup> items) {
    for (int i = 1; i < items.size(); i++) {
      if (isIf(items, i) > i || isOtherwise(items, i) > i) {
        return i;
      }
    }
    List<Integer> commas = scan.commas(List.copyOf(items), 0, items.size());
    return commas.isEmpty() ? -1 : commas.get(commas.size() - 1);
  }

  /** Conditions that commas part all hold. */
  private List<Markup> joined(List<Markup> condition) {
    List<Integer> commas = scan.commas(condition, 0, condition.size());
    if (commas.isEmpty()) {
      return condition;
    }
    int from = 0;
    for (int comma : commas) {
      if (scan.relation(condition, from, comma) < 0) {
        return condition;
      }
      from = comma + 1;
    }
    List<Markup> and = new ArrayList<>(condition);
    for (int comma : commas) {
      Markup sign = condition.get(comma);
      and.set(comma, new Markup(Kind.COMMAND, "\\land", sign.start(), sign.end()));
    }
    return List.copyOf(and);
  }

  private List<Markup> trimmed(List<Markup> whole, boolean condition) {
    List<Markup> cell = condition ? unwrapped(whole) : whole;
    int from = 0;
    int to = cell.size();
    boolean changed = true;
    while (changed && from < to) {
      changed = false;
      if (isPunctuation(cell.get(to - 1))) {
        to--;
        changed = true;
      } else if (condition && isPunctuation(cell.get(from))) {
        from++;
        changed = true;
      } else if (condition) {
        int next =
            Math.max(isIf(cell.subList(0, to), from), isOtherwise(cell.subList(0, to), from));
        changed = next > from;
        from = Math.max(from, next);
      }
    }
    return cell.subList(from, to);
  }

  /** What stands in braces that are all of a condition. */
  private static List<Markup> unwrapped(List<Markup> cell) {
    boolean braces =
        cell.size() == 1
            && cell.get(0).is(Kind.GROUP)
            && !cell.get(0).hasScripts()
            && cell.get(0).cell() != null;
    return braces ? java.util.Objects.requireNonNull(cell.get(0).cell()) : cell;
  }

  private static boolean isPunctuation(Markup mark) {
    return mark.is(Kind.SIGN)
        && !mark.hasScripts()
        && (mark.text().equals(",") || mark.text().equals(";") || mark.text().equals("."));
  }

  /** Just after a word that starts a condition here, or -1. */
  private static int isIf(List<Markup> items, int i) {
    return word(items, i, "if", "for", "when", "where", "falls", "si");
  }

  /** Just after a word that says that nothing else holds, or -1. */
  private static int isOtherwise(List<Markup> items, int i) {
    if (items.get(i).is(Kind.COMMAND, "\\top")) {
      return i + 1;
    }
    return word(
        items,
        i,
        "otherwise",
        "else",
        "True",
        "true",
        "otherwise.",
        "otherwise,",
        "elsewhere",
        "sonst");
  }

  private static int word(List<Markup> items, int i, String... words) {
    Markup mark = items.get(i);
    int end = i + 1;
    String text;
    if (mark.is(Kind.WORD)) {
      text = NameMark.content(mark.text()).replaceAll("^[,;\\s]+|[,;.:\\s]+$", "");
    } else if (mark.is(Kind.LETTER)) {
      while (end < items.size()
          && items.get(end).is(Kind.LETTER)
          && items.get(end - 1).end() == items.get(end).start()) {
        end++;
      }
      text = RowScan.text(items, i, end);
    } else {
      return -1;
    }
    for (String word : words) {
      if (text.equals(word)) {
        return end;
      }
    }
    return -1;
  }
}
