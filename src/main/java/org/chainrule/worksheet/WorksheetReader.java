package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.answer.Nesting;
import org.chainrule.worksheet.Worksheet.Block;
import org.chainrule.worksheet.Worksheet.Break;
import org.chainrule.worksheet.Worksheet.Line;
import org.chainrule.worksheet.Worksheet.Mathematics;
import org.chainrule.worksheet.Worksheet.Prose;

/**
 * The reading of a worksheet's lines.
 *
 * <p>A file with fences (a line of three backticks or tildes) is Markdown, and mathematics is what
 * stands in fences that name no language or {@code chainrule}, or {@code latex}, {@code tex} or
 * {@code math} for LaTeX. A file without is mathematics, and prose is what stands behind a {@code
 * #} at the beginning of a line. A line of three dashes ends a problem in both.
 */
public final class WorksheetReader {
  private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,})\\s*([^`]*)");
  private static final Pattern RULE = Pattern.compile(" {0,3}(?:- *){3,}");
  private static final Pattern HEADING = Pattern.compile(" {0,3}#{1,6}\\s+(.+?)\\s*#*\\s*");
  private static final Set<String> PLAIN = Set.of("", "chainrule");
  private static final Set<String> LATEX = Set.of("latex", "tex", "math");

  /** What begins and ends a displayed formula in LaTeX, on a line of its own. */
  private static final Set<String> DISPLAY = Set.of("$$", "\\[", "\\]");

  private final List<String> lines;
  private final boolean isLatex;
  private final List<Block> blocks = new ArrayList<>();
  private final List<String> prose = new ArrayList<>();
  private String title = "";

  private WorksheetReader(String text, boolean isLatex) {
    lines = text.lines().toList();
    this.isLatex = isLatex;
  }

  /**
   * A worksheet.
   *
   * @param isLatex whether formulas are in LaTeX where no fence says what they are in
   */
  public static Worksheet read(String text, boolean isLatex) {
    WorksheetReader reader = new WorksheetReader(text, isLatex);
    if (reader.lines.stream().anyMatch(line -> FENCE.matcher(line).matches())) {
      reader.markdown();
    } else {
      reader.plain();
    }
    reader.endProse();
    return new Worksheet(reader.title, reader.blocks);
  }

  private void markdown() {
    int at = 0;
    while (at < lines.size()) {
      Matcher fence = FENCE.matcher(lines.get(at));
      if (!fence.matches()) {
        prose(lines.get(at++));
        continue;
      }
      int end = at + 1;
      while (end < lines.size() && !closes(lines.get(end), fence.group(1))) {
        end++;
      }
      String language = fence.group(2).strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT);
      boolean latex = LATEX.contains(language) || isLatex && language.isEmpty();
      if (latex || PLAIN.contains(language)) {
        mathematics(latex, at + 1, Math.min(end, lines.size()));
      } else {
        lines.subList(at, Math.min(end + 1, lines.size())).forEach(prose::add);
      }
      at = end + 1;
    }
  }

  private static boolean closes(String line, String opening) {
    String bare = line.strip();
    return bare.length() >= opening.length()
        && bare.chars().allMatch(each -> each == opening.charAt(0));
  }

  private void plain() {
    int at = 0;
    while (at < lines.size()) {
      String line = lines.get(at);
      if (line.startsWith("#")) {
        prose(line.substring(line.startsWith("# ") ? 2 : 1));
        at++;
      } else {
        int end = at;
        while (end < lines.size() && !lines.get(end).startsWith("#")) {
          end++;
        }
        if (lines.subList(at, end).stream().allMatch(String::isBlank)) {
          prose("");
        } else {
          mathematics(isLatex, at, end);
        }
        at = end;
      }
    }
  }

  /** Lines of mathematics, in the problems that they belong to. */
  private void mathematics(boolean latex, int from, int to) {
    endProse();
    int start = from;
    for (int at = from; at <= to; at++) {
      boolean isRule = at < to && RULE.matcher(lines.get(at)).matches();
      if (isRule || at == to) {
        List<Line> found = joined(start, at);
        if (!found.isEmpty()) {
          blocks.add(new Mathematics(latex, found));
        }
        start = at + 1;
      }
      if (isRule) {
        blocks.add(new Break());
      }
    }
  }

  private void prose(String line) {
    boolean isUnderline = !prose.isEmpty() && !prose.get(prose.size() - 1).isBlank();
    if (RULE.matcher(line).matches() && !isUnderline) {
      endProse();
      blocks.add(new Break());
      return;
    }
    Matcher heading = HEADING.matcher(line);
    if (title.isEmpty() && heading.matches()) {
      title = heading.group(1);
    }
    prose.add(line);
  }

  private void endProse() {
    String text = String.join("\n", prose).strip();
    if (!text.isEmpty()) {
      blocks.add(new Prose(text));
    }
    prose.clear();
  }

  /** Lines with those that go on with them: in brackets, further in, or with a sign before them. */
  private List<Line> joined(int from, int to) {
    List<Line> found = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    int start = from;
    Nesting nesting = new Nesting();
    int margin = 0;
    for (int at = from; at < to; at++) {
      String line = lines.get(at);
      if (line.isBlank() || DISPLAY.contains(line.strip())) {
        nesting = new Nesting();
        add(found, start, open);
        continue;
      }
      boolean isContinued =
          !open.isEmpty()
              && (indent(line) > margin || !nesting.isOutside())
              && !QuestionReader.isOwnLine(line.strip());
      if (!isContinued) {
        add(found, start, open);
        start = at;
        margin = indent(line);
        nesting = new Nesting();
      }
      open.append(open.isEmpty() ? "" : "\n").append(line.stripTrailing());
      read(line, nesting);
    }
    add(found, start, open);
    return found;
  }

  private static void add(List<Line> found, int start, StringBuilder open) {
    if (!open.isEmpty()) {
      found.add(new Line(start + 1, open.toString().strip()));
      open.setLength(0);
    }
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  /** Goes over a line up to its comment. */
  private static void read(String line, Nesting nesting) {
    for (int at = 0; at < line.length(); at++) {
      char each = line.charAt(at);
      if (each == '#' || each == '%' && (at == 0 || line.charAt(at - 1) != '\\')) {
        break;
      }
      nesting.over(line, at);
    }
  }
}
