package org.chainrule.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.error.InputException;
import org.chainrule.parse.LatexText;

/**
 * The ranges of names that a question is asked for, as texts of conditions: {@code x in -6..6} says
 * {@code -6 <= x and x <= 6}, {@code x > 0} says itself, {@code x, y in R} says nothing.
 */
final class Ranges {
  private static final Pattern IN =
      Pattern.compile("(.+?)\\s*(?:\\bin\\b|\\\\in(?![a-z])|∈)\\s*(.+)", Pattern.DOTALL);
  private static final Pattern REALS = Pattern.compile("R|ℝ|\\\\mathbb\\{R\\}");
  private static final Pattern SPAN =
      Pattern.compile("(.+?)\\s*(?:\\.\\.|\\\\dots|\\\\ldots)\\s*(.+)", Pattern.DOTALL);
  private static final Pattern ENDS =
      Pattern.compile("([\\[(])\\s*(.+?)\\s*,\\s*(.+?)\\s*([\\])])", Pattern.DOTALL);

  private final List<String> conditions = new ArrayList<>();
  private final List<String> reals = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final boolean isLatex;

  private Ranges(boolean isLatex) {
    this.isLatex = isLatex;
  }

  static Ranges of(List<String> texts, boolean isLatex) {
    Ranges ranges = new Ranges(isLatex);
    List<String> parts = new ArrayList<>();
    for (String text : texts) {
      if (!text.isBlank()) {
        ranges.said.add(text.strip());
        parts.addAll(parts(text));
      }
    }
    List<String> names = new ArrayList<>();
    for (String part : parts) {
      Matcher in = IN.matcher(part.strip());
      if (in.matches()) {
        names.add(in.group(1).strip());
        for (String name : names) {
          ranges.add(name, in.group(2).strip());
        }
        names.clear();
      } else if (part.matches("(?s).*[<>=≤≥≠].*|(?s).*\\\\(le|ge|ne|lt|gt)\\b.*")) {
        ranges.conditions.add(ranges.text(part.strip()));
      } else {
        names.add(part.strip());
      }
    }
    if (!names.isEmpty()) {
      throw new InputException(
          "`" + names.get(0) + "` is no range such as x in -6..6, x in R or x > 0");
    }
    return ranges;
  }

  /** The parts between commas outside all brackets; those of {@code (0, 1]} do not match. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      depth += each == '(' || each == '[' || each == '{' ? 1 : 0;
      depth -= each == ')' || each == ']' || each == '}' ? 1 : 0;
      if (depth == 0 && (each == ',' || each == ';')) {
        parts.add(text.substring(from, at));
        from = at + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  private void add(String name, String range) {
    if (REALS.matcher(range).matches()) {
      reals.add(text(name));
      return;
    }
    Matcher span = SPAN.matcher(range);
    Matcher ends = ENDS.matcher(range);
    if (span.matches()) {
      add(span.group(1), "<=", name, "<=", span.group(2));
    } else if (ends.matches()) {
      add(
          ends.group(2),
          ends.group(1).equals("(") ? "<" : "<=",
          name,
          ends.group(4).equals(")") ? "<" : "<=",
          ends.group(3));
    } else {
      throw new InputException(
          "`" + range + "` is no range such as -6..6, (0, 1], or R for all real numbers");
    }
  }

  private void add(String low, String from, String name, String to, String high) {
    if (!isInfinite(low)) {
      conditions.add(text(low + " " + from + " " + name));
    }
    if (!isInfinite(high)) {
      conditions.add(text(name + " " + to + " " + high));
    }
    if (isInfinite(low) && isInfinite(high)) {
      reals.add(text(name));
    }
  }

  private static boolean isInfinite(String end) {
    return end.replaceAll("[\\s+−-]", "").matches("inf|∞|\\\\infty");
  }

  private String text(String sent) {
    return isLatex ? LatexText.of(sent) : sent;
  }

  /** The texts as they were given. */
  List<String> said() {
    return said;
  }

  /** What is said, as conditions. */
  List<String> conditions() {
    return conditions;
  }

  /** The names that may be any number. */
  List<String> reals() {
    return reals;
  }
}
