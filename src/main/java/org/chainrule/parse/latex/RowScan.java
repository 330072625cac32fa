package org.chainrule.parse.latex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.Interruption;
import org.chainrule.parse.gen.ChainruleLexer;
import org.chainrule.parse.latex.Markup.Kind;

/** The look ahead in a row of marks: partners of brackets, and how far operands reach. */
final class RowScan {
  private final FormulaPass pass;
  private final Vocabulary vocabulary;
  private final Map<List<Markup>, int[]> partners = new IdentityHashMap<>();
  private final Map<List<Markup>, Boolean> fenced = new IdentityHashMap<>();
  private final Map<Markup, Integer> argumentEnds = new IdentityHashMap<>();

  RowScan(FormulaPass pass, Vocabulary vocabulary) {
    this.pass = pass;
    this.vocabulary = vocabulary;
  }

  /** Where the bracket or bar is that belongs to the one here, or -1. */
  int partner(List<Markup> items, int i) {
    return partners.computeIfAbsent(items, RowScan::pair)[i];
  }

  private static int[] pair(List<Markup> items) {
    int[] partner = new int[items.size()];
    Arrays.fill(partner, -1);
    List<Integer> open = new ArrayList<>();
    boolean afterOperand = false;
    for (int i = 0; i < partner.length; i++) {
      Interruption.poll();
      Markup mark = items.get(i);
      switch (mark.kind()) {
        case OPEN -> {
          open.add(i);
          afterOperand = false;
        }
        case CLOSE -> {
          while (!open.isEmpty() && items.get(open.get(open.size() - 1)).is(Kind.BAR)) {
            open.remove(open.size() - 1);
          }
          close(open, partner, i);
          afterOperand = true;
        }
        case BAR -> {
          boolean closes =
              afterOperand && !open.isEmpty() && items.get(open.get(open.size() - 1)).is(Kind.BAR);
          if (closes) {
            close(open, partner, i);
          } else {
            open.add(i);
          }
          afterOperand = closes;
        }
        case SIGN, COMMAND -> {
          int operator = Commands.operator(mark.text());
          boolean signs = operator != 0 || mark.text().equals("\\in");
          afterOperand = !signs;
        }
        default -> afterOperand = true;
      }
    }
    return partner;
  }

  /** Notes that a row is all that is in some brackets. */
  void fence(List<Markup> cell) {
    fenced.put(cell, true);
  }

  /** Whether a place is within brackets of its row, {@code f(x; y)}. */
  boolean isInside(List<Markup> items, int i) {
    if (fenced.containsKey(items)) {
      return true;
    }
    for (int k = 0; k < i; k++) {
      if (items.get(k).is(Kind.OPEN) && partner(items, k) > i) {
        return true;
      }
    }
    return false;
  }

  private static void close(List<Integer> open, int[] partner, int i) {
    if (!open.isEmpty()) {
      int start = open.remove(open.size() - 1);
      partner[start] = i;
      partner[i] = start;
    }
  }

  /** Just after the digits of a number that starts here. */
  int endOfNumber(List<Markup> items, int i, int to) {
    int end = i;
    boolean point = false;
    while (end < to) {
      Markup mark = items.get(end);
      boolean adjacent = end == i || items.get(end - 1).end() == mark.start();
      boolean digit = mark.is(Kind.DIGIT);
      boolean decimal =
          mark.is(Kind.SIGN, ".")
              && !point
              && !mark.hasScripts()
              && end + 1 < to
              && items.get(end + 1).is(Kind.DIGIT)
              && items.get(end + 1).start() == mark.end();
      if (!adjacent || !(digit || decimal)) {
        break;
      }
      point |= decimal;
      end++;
      if (mark.hasScripts()) {
        break;
      }
    }
    return end;
  }

  /** Just after letters that stand together, up to the first with a script. */
  int endOfLetters(List<Markup> items, int i, int to) {
    int end = i;
    while (end < to && items.get(end).is(Kind.LETTER)) {
      if (end > i && items.get(end - 1).end() != items.get(end).start()) {
        break;
      }
      end++;
      if (items.get(end - 1).hasScripts()) {
        break;
      }
    }
    return end;
  }

  static String text(List<Markup> items, int from, int to) {
    StringBuilder text = new StringBuilder();
    items.subList(from, to).forEach(each -> text.append(each.text()));
    return text.toString();
  }

  /** The type of the operator at a place, or 0. */
  static int operator(List<Markup> items, int i) {
    Markup mark = items.get(i);
    if (mark.is(Kind.COMMAND, "\\in")) {
      return ChainruleLexer.IN;
    }
    return mark.is(Kind.SIGN) || mark.is(Kind.COMMAND) ? Commands.operator(mark.text()) : 0;
  }

  /** Whether a word in clothes joins conditions, or is a remark. */
  static boolean isText(Markup mark) {
    if (!mark.is(Kind.WORD)) {
      return false;
    }
    String content = NameMark.content(mark.text());
    return switch (content) {
      case "and",
          "or",
          "not",
          "if",
          "for",
          "when",
          "otherwise",
          "else",
          "where",
          "then",
          "elseif",
          "in" ->
          true;
      default -> !content.isEmpty() && !NameMark.isName(content);
    };
  }

  /** Just after the product, or the sum's term, that starts here. */
  int termEnd(List<Markup> items, int i, int to) {
    boolean afterOperand = false;
    int end = i;
    while (end < to) {
      Interruption.poll();
      Markup mark = items.get(end);
      int operator = operator(items, end);
      boolean adds = operator == ChainruleLexer.PLUS || operator == ChainruleLexer.MINUS;
      boolean ends =
          operator != 0 && !Commands.multiplies(operator) && !(adds && !afterOperand)
              || mark.is(Kind.CLOSE)
              || mark.is(Kind.BAR) && partner(items, end) < end
              || isText(mark);
      if (ends) {
        break;
      }
      afterOperand = operator == 0;
      int partner = mark.is(Kind.OPEN) || mark.is(Kind.BAR) ? partner(items, end) : -1;
      end = partner > end ? Math.min(partner + 1, to) : end + 1;
    }
    return end;
  }

  /** Whether brackets, braces or bars start here that close an argument. */
  boolean isClosed(List<Markup> items, int i) {
    Markup mark = items.get(i);
    return switch (mark.kind()) {
      case FENCED -> true;
      case OPEN, BAR -> partner(items, i) > i;
      case GROUP -> true;
      default -> false;
    };
  }

  /** Just after the brackets that start here. */
  int endOfClosed(List<Markup> items, int i) {
    Markup mark = items.get(i);
    return mark.is(Kind.OPEN) || mark.is(Kind.BAR) ? partner(items, i) + 1 : i + 1;
  }

  /**
   * Just after an argument without brackets: a product up to a sign, a relation, another function,
   * or a sign of multiplication.
   */
  int argumentEnd(List<Markup> items, int i, int to) {
    int end = i;
    List<Markup> heads = new ArrayList<>();
    while (end < to && operator(items, end) == ChainruleLexer.MINUS) {
      end++;
    }
    while (end < to && pass.functions().nameEnd(items, end, to) > end) {
      Integer known = argumentEnds.get(items.get(end));
      if (known != null) {
        return known;
      }
      heads.add(items.get(end));
      end = pass.functions().nameEnd(items, end, to);
      if (end < to && isClosed(items, end)) {
        end = endOfClosed(items, end);
        return remember(heads, end);
      }
    }
    int first = end;
    while (end < to) {
      Interruption.poll();
      Markup mark = items.get(end);
      boolean ends =
          operator(items, end) != 0
              || mark.is(Kind.CLOSE)
              || mark.is(Kind.BAR) && partner(items, end) < end
              || isText(mark)
              || end > first && pass.functions().nameEnd(items, end, to) > end;
      if (ends) {
        break;
      }
      if (BinderWords.isBinder(mark) || pass.functions().isOperator(items, end)) {
        return remember(heads, termEnd(items, end, to));
      }
      int partner = mark.is(Kind.OPEN) || mark.is(Kind.BAR) ? partner(items, end) : -1;
      end = partner > end ? partner + 1 : end + 1;
    }
    return remember(heads, end);
  }

  private int remember(List<Markup> heads, int end) {
    heads.forEach(each -> argumentEnds.put(each, end));
    return end;
  }

  /** How many factors stand between two places. */
  int factors(List<Markup> items, int from, int to) {
    int factors = 0;
    int i = from;
    while (i < to) {
      Markup mark = items.get(i);
      if (operator(items, i) != 0 || mark.is(Kind.SIGN, "!")) {
        i++;
        continue;
      }
      factors++;
      int partner = mark.is(Kind.OPEN) || mark.is(Kind.BAR) ? partner(items, i) : -1;
      if (mark.is(Kind.DIGIT)) {
        i = endOfNumber(items, i, to);
      } else if (mark.is(Kind.LETTER) && isWord(items, i, to)) {
        i = endOfLetters(items, i, to);
      } else {
        i = partner > i ? partner + 1 : i + 1;
      }
    }
    return factors;
  }

  /** Whether letters that stand together here make one name. */
  boolean isWord(List<Markup> items, int i, int to) {
    int end = endOfLetters(items, i, to);
    return end - i > 1 && vocabulary.words.contains(text(items, i, end));
  }

  /** The first relation, colon or membership outside brackets, or -1. */
  int relation(List<Markup> items, int from, int to) {
    int i = from;
    while (i < to) {
      int type = operator(items, i);
      if (Commands.isRelation(type) || type == ChainruleLexer.COLON || type == ChainruleLexer.IN) {
        return i;
      }
      Markup mark = items.get(i);
      int partner = mark.is(Kind.OPEN) || mark.is(Kind.BAR) ? partner(items, i) : -1;
      i = partner > i ? partner + 1 : i + 1;
    }
    return -1;
  }

  /** The commas between two places that are in no bracket. */
  List<Integer> commas(List<Markup> items, int from, int to) {
    List<Integer> commas = new ArrayList<>();
    int i = from;
    while (i < to) {
      Markup mark = items.get(i);
      if (mark.is(Kind.SIGN, ",")) {
        commas.add(i);
      }
      int partner = mark.is(Kind.OPEN) || mark.is(Kind.BAR) ? partner(items, i) : -1;
      i = partner > i ? partner + 1 : i + 1;
    }
    return commas;
  }
}
