package org.chainrule.compile.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines of Java: indented, no longer than a page is wide, in ASCII whatever the encoding. */
final class JavaText {
  private static final int WIDTH = 100;
  private static final String OPERATORS = "+-*/?:&|<>=!";

  private final List<String> lines = new ArrayList<>();
  private int depth;

  /** Begins a block: what follows is indented. */
  void open(String code) {
    line(code + " {");
    depth++;
  }

  void close() {
    depth--;
    line("}");
  }

  void blank() {
    lines.add("");
  }

  /** A line of code without comments and texts in quotation marks; cut at spaces if too long. */
  void line(String code) {
    String rest = indentation() + code;
    int least = rest.length() - rest.stripLeading().length();
    String continued = " ".repeat(least + 4);
    while (rest.length() > WIDTH) {
      int cut = cut(rest, rest.length() - rest.stripLeading().length());
      int call = rest.lastIndexOf(").", WIDTH - 1) + 1;
      if (cut < 0 && call <= 0) {
        break;
      }
      lines.add(ascii(rest.substring(0, cut < 0 ? call : cut)));
      rest = continued + rest.substring(cut < 0 ? call : cut + 1);
    }
    lines.add(ascii(rest));
  }

  /** The space to cut a line at: the last before an operator, behind an assignment or a comma. */
  private static int cut(String text, int start) {
    int any = -1;
    for (int i = Math.min(WIDTH, text.length() - 1); i > start; i--) {
      if (text.charAt(i) != ' ') {
        continue;
      }
      boolean isGood =
          OPERATORS.indexOf(text.charAt(i + 1)) >= 0 && text.charAt(i + 2) == ' '
              || text.charAt(i - 1) == ','
              || text.charAt(i - 1) == ';';
      if (isGood && !text.startsWith("= ", i + 1)) {
        return i;
      }
      if (any < 0) {
        any = i;
      }
    }
    return any >= 0 ? any : text.indexOf(' ', WIDTH);
  }

  /** A javadoc comment of some paragraphs, each of which may begin with a tag. */
  void comment(List<String> paragraphs) {
    if (paragraphs.size() == 1
        && paragraphs.get(0).length() + indentation().length() + 7 <= WIDTH) {
      lines.add(ascii(indentation() + "/** " + paragraphs.get(0) + " */"));
      return;
    }
    lines.add(indentation() + "/**");
    boolean first = true;
    boolean inTags = false;
    for (String paragraph : paragraphs) {
      boolean isTag = paragraph.startsWith("@");
      if (!first && !(isTag && inTags)) {
        lines.add(indentation() + " *");
      }
      String prefix = indentation() + " * ";
      String text = first || isTag ? paragraph : "<p>" + paragraph;
      while (prefix.length() + text.length() > WIDTH) {
        int cut = text.lastIndexOf(' ', WIDTH - prefix.length());
        if (cut < 0) {
          cut = text.indexOf(' ');
        }
        if (cut < 0) {
          break;
        }
        lines.add(ascii(prefix + text.substring(0, cut)));
        text = (isTag ? "    " : "") + text.substring(cut + 1);
        if (text.isBlank()) {
          break;
        }
        if (isTag && text.strip().indexOf(' ') < 0 && prefix.length() + text.length() > WIDTH) {
          break;
        }
      }
      lines.add(ascii(prefix + text));
      first = false;
      inTags = isTag;
    }
    lines.add(indentation() + " */");
  }

  /** A line that is formatted already; one that the indentation makes too long is cut. */
  void formatted(String line) {
    if (line.isBlank()) {
      blank();
      return;
    }
    String rest = indentation() + line;
    String start = line.stripLeading();
    String mark = start.startsWith("* ") ? "* " : start.startsWith("// ") ? "// " : "";
    if (rest.length() <= WIDTH) {
      lines.add(ascii(rest));
    } else if (mark.isEmpty()) {
      line(line);
    } else {
      int cut = rest.lastIndexOf(' ', WIDTH);
      lines.add(ascii(rest.substring(0, cut)));
      lines.add(ascii(rest.substring(0, rest.indexOf(start)) + mark + rest.substring(cut + 1)));
    }
  }

  void addAll(JavaText other) {
    lines.addAll(other.lines);
  }

  /** An empty text that begins where this one stands. */
  JavaText below() {
    JavaText text = new JavaText();
    text.depth = depth;
    return text;
  }

  private String indentation() {
    return "  ".repeat(depth);
  }

  private static String ascii(String text) {
    if (text.chars().allMatch(each -> each < 128)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      out.append(
          each < 128 ? String.valueOf(each) : String.format(Locale.ROOT, "\\u%04x", (int) each));
    }
    return out.toString();
  }

  /** What is not the notation's but Java's or HTML's is kept from being taken for that. */
  static String code(String text) {
    String safe = text.replace("\\", "\\ ").replace("*/", "* /").replace("@", "(at)");
    return "{@code " + safe + "}";
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
