package org.chainrule.compile.java;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A source file of kernels, cut into the members of its class; it is formatted as all are. */
final class KernelSource {
  private static final Pattern HEADER =
      Pattern.compile("(?:public )?(?:final )?((?:class|record) .*) \\{");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");
  private static final Pattern TEXT = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'])'");
  private static final Pattern DECLARED =
      Pattern.compile(
          "^(?:[\\w<>\\[\\],.?@ ]+? )?(?:(?:class|record|interface|enum) )?(\\w+)\\s*[(=;{]");

  private final String type;
  private final String header;
  private final List<String> imports = new ArrayList<>();
  private final List<String> comment = new ArrayList<>();
  private final List<Member> members = new ArrayList<>();

  /**
   * A field, a method, a type or an initialiser.
   *
   * @param name its name; an initialiser's is that of the class
   * @param lines its text, less the indentation of a member
   * @param code the same without comments
   */
  record Member(String name, List<String> lines, String code) {
    /** Whether it is set off by blank lines. */
    boolean isLong() {
      return lines.size() > 1;
    }

    boolean isInitializer() {
      return code.startsWith("static {");
    }
  }

  KernelSource(String type, String text) {
    this.type = type;
    List<String> lines = text.lines().toList();
    int line = 0;
    Matcher found = HEADER.matcher(lines.get(line));
    while (!found.matches()) {
      String each = lines.get(line);
      if (each.startsWith("import ")) {
        imports.add(each.substring("import ".length(), each.length() - 1));
      } else if (each.startsWith("/**") || each.startsWith(" *")) {
        comment.add(each);
      }
      found = HEADER.matcher(lines.get(++line));
    }
    header = found.group(1);
    readMembers(lines.subList(line + 1, lines.lastIndexOf("}")));
  }

  private void readMembers(List<String> lines) {
    List<String> member = new ArrayList<>();
    for (String line : lines) {
      if (line.isBlank() && member.isEmpty()) {
        continue;
      }
      member.add(line.isBlank() ? "" : line.substring(2));
      String code = code(member);
      boolean isOver = (code.endsWith(";") || code.endsWith("}")) && isBalanced(code);
      if (isOver) {
        add(new Member(name(code), List.copyOf(member), code));
        member.clear();
      }
    }
  }

  private void add(Member member) {
    boolean isConstructor = member.name().equals(type) && !member.isInitializer();
    if (!isConstructor || hasInstances()) {
      members.add(member);
    }
  }

  private String name(String code) {
    Matcher matcher = DECLARED.matcher(code);
    return code.startsWith("static {") || !matcher.find() ? type : matcher.group(1);
  }

  private static String code(List<String> lines) {
    String text = String.join("\n", lines);
    return TEXT.matcher(COMMENT.matcher(text).replaceAll("")).replaceAll("0").strip();
  }

  private static boolean isBalanced(String code) {
    return code.chars().filter(each -> each == '{').count()
        == code.chars().filter(each -> each == '}').count();
  }

  String type() {
    return type;
  }

  /** The declaration, from the word {@code class} or {@code record} on. */
  String header() {
    return header;
  }

  List<String> imports() {
    return imports;
  }

  /** The comment of the class. */
  List<String> comment() {
    return comment;
  }

  /** Whether there are objects of it, so that it is needed as a whole. */
  boolean hasInstances() {
    return header.startsWith("record ");
  }

  List<Member> all() {
    return members;
  }

  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    members.forEach(each -> names.add(each.name()));
    return names;
  }

  /** The members of a name, and the initialisers that mention it. */
  List<Member> members(String name) {
    List<Member> found = new ArrayList<>();
    boolean isMember = members.stream().anyMatch(each -> each.name().equals(name));
    Pattern mention = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
    for (Member each : members) {
      boolean sets = isMember && each.isInitializer() && mention.matcher(each.code()).find();
      if (each.name().equals(name) || sets) {
        found.add(each);
      }
    }
    return found;
  }
}
