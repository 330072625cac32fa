package org.chainrule.print;

import java.util.Locale;
import java.util.Set;

/**
 * Names in languages whose identifiers are made of letters without accents, digits and underscores:
 * {@code hat(y)} is {@code hat__y} and {@code W^[2]} is {@code W__2}. Different names have
 * different identifiers, since no name of the notation has two underscores side by side.
 */
final class ProgramNames {
  private ProgramNames() {}

  static String identifier(String name, Set<String> reserved) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i += Character.charCount(name.codePointAt(i))) {
      int point = name.codePointAt(i);
      if (point < 128 && Character.isLetterOrDigit(point) || point == '_') {
        out.appendCodePoint(point);
      } else if (point == '(' || point == '[') {
        out.append("__");
      } else if (point != ')' && point != ']' && point != '^') {
        out.append(String.format(Locale.ROOT, "__u%x__", point));
      }
    }
    if (Character.isDigit(out.charAt(0)) || out.charAt(0) == '_') {
      out.insert(0, "x__");
    }
    return reserved.contains(out.toString()) ? out + "__" : out.toString();
  }
}
