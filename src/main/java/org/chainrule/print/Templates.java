package org.chainrule.print;

import java.util.List;
import org.chainrule.notation.Precedence;

/** The filling of the templates of function rows. */
final class Templates {
  private Templates() {}

  /**
   * Adds the text of a template and, for {@code #1}, {@code #2} and {@code #*}, the arguments.
   *
   * @param separator what stands between arguments that are all written
   */
  static void fill(String template, List<Layout> arguments, String separator, List<Object> parts) {
    int from = 0;
    int mark = template.indexOf('#');
    while (mark >= 0 && mark + 1 < template.length()) {
      parts.add(template.substring(from, mark));
      char which = template.charAt(mark + 1);
      if (which == '*') {
        Writer.addAll(arguments, Precedence.DISJUNCTION, false, separator, parts);
      } else {
        parts.add(Writer.whole(arguments.get(which - '1')));
      }
      from = mark + 2;
      mark = template.indexOf('#', from);
    }
    parts.add(template.substring(from));
  }
}
