package org.chainrule.print;

import java.util.List;
import java.util.Set;
import org.chainrule.expr.Function;
import org.chainrule.notation.Greek;
import org.chainrule.notation.Identifier;

/** Names as LaTeX: Greek letters, decorations, words, subscripts of words and layer labels. */
final class LatexNames {
  /** The letters that are functions before a bracket where nothing else is said. */
  private static final Set<String> FUNCTION_LETTERS =
      Set.of("f", "g", "h", "sigma", "gamma", "Gamma", "delta", "psi", "theta");

  private static final String DIFFERENCE = "Delta";

  private LatexNames() {}

  static String name(String name) {
    return withoutLabel(name) + label(name);
  }

  /** The name without its layer label. */
  static String withoutLabel(String name) {
    int label = name.indexOf("^[");
    String plain = label < 0 ? name : name.substring(0, label);
    int underscore = plain.indexOf('_');
    if (underscore <= 0) {
      return word(plain);
    }
    return word(plain.substring(0, underscore))
        + "_{"
        + word(plain.substring(underscore + 1))
        + "}";
  }

  /** The layer label as a superscript; empty where there is none. */
  static String label(String name) {
    int label = name.indexOf("^[");
    return label < 0 ? "" : "^{" + escape(name.substring(label + 1)) + "}";
  }

  private static String word(String word) {
    int bracket = word.indexOf('(');
    if (bracket > 0 && word.endsWith(")") && Identifier.isDecoration(word.substring(0, bracket))) {
      String inside = word.substring(bracket + 1, word.length() - 1);
      return "\\" + word.substring(0, bracket) + "{" + plain(inside) + "}";
    }
    return plain(word);
  }

  private static String plain(String word) {
    if (Greek.isCommand(word)) {
      return "\\" + word;
    }
    boolean single = word.codePointCount(0, word.length()) == 1;
    return single ? word : "\\mathrm{" + escape(word) + "}";
  }

  /** Whether a name is the sign of a difference to most readers. */
  static boolean isDifference(String name) {
    return DIFFERENCE.equals(name);
  }

  /** Whether a bracket after a name would seem to hold its argument. */
  static boolean isLikeFunction(String name) {
    return FUNCTION_LETTERS.contains(name)
        || name.codePointCount(0, name.length()) > 1
            && !Greek.isName(name)
            && name.chars().allMatch(Character::isLetterOrDigit);
  }

  /** A function without LaTeX of its own: its name, with primes or orders where it is derived. */
  static String operator(Function function) {
    List<Integer> orders = function.derivativeOrders();
    String name = function.name();
    boolean letter = name.length() == 1 || Greek.isCommand(name);
    String head = letter ? name(name) : "\\operatorname{" + escape(name) + "}";
    if (orders.size() == 1) {
      return head + "'".repeat(orders.get(0));
    }
    boolean derived = orders.stream().anyMatch(order -> order > 0);
    return derived
        ? head + "^{" + orders.toString().replace('[', '(').replace(']', ')') + "}"
        : head;
  }

  private static String escape(String text) {
    return text.replace("_", "\\_").replace("#", "\\#").replace("$", "\\$").replace("%", "\\%");
  }
}
