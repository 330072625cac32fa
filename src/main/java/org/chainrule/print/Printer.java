package org.chainrule.print;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.chainrule.expr.Expr;

/** Prints expressions. */
public final class Printer {
  /** The length of a text from which on shared parts get names. */
  public static final int DEFAULT_LIMIT = 5_000;

  private static final List<String> PART_NAMES = List.of("u", "v", "q", "r", "p", "w");

  private Printer() {}

  /** Plain notation, which reads back as the same expression. */
  public static String text(Expr expression, Spelling spelling) {
    return text(expression, spelling, DEFAULT_LIMIT);
  }

  /** Plain notation with shared parts named past a number of characters. */
  public static String text(Expr expression, Spelling spelling, int limit) {
    return print(expression, spelling, limit, TextWriter::new, " where ", ", ");
  }

  private static String print(
      Expr expression,
      Spelling spelling,
      int limit,
      BiFunction<Spelling, Set<String>, Writer> format,
      String where,
      String separator) {
    LayoutPass pass = new LayoutPass(spelling);
    Layout root = pass.apply(expression).layout();
    Writer writer = format.apply(spelling, pass.names());
    String text = writer.write(root, limit, false);
    if (text != null) {
      return text;
    }
    List<Layout> shared = Sharing.of(root);
    String family = family(pass.names());
    IdentityHashMap<Layout, String> names = new IdentityHashMap<>();
    for (Layout each : shared) {
      names.put(each, writer.partName(family, names.size() + 1));
    }
    writer = format.apply(spelling, pass.names());
    writer.use(names);
    StringBuilder out = new StringBuilder();
    out.append(writer.write(root, Integer.MAX_VALUE, false));
    String before = where;
    List<Layout> defined = new ArrayList<>(shared);
    for (Layout each : defined) {
      out.append(before).append(names.get(each)).append(" = ");
      out.append(writer.write(each, Integer.MAX_VALUE, true));
      before = separator;
    }
    return out.toString();
  }

  private static String family(Set<String> taken) {
    for (String name : PART_NAMES) {
      if (!taken.contains(name)) {
        return name;
      }
    }
    int number = 1;
    while (taken.contains("u" + number)) {
      number++;
    }
    return "u" + number;
  }
}
