package org.chainrule.print;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Greek letters by the names that the notation gives them. */
final class Greek {
  private static final String[] WORDS = {
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
    "mu", "nu", "xi", "omicron", "pi", "rho", "", "sigma", "tau", "upsilon", "phi", "chi", "psi",
    "omega"
  };
  private static final Set<String> LATEX_CAPITALS =
      Set.of(
          "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi",
          "Omega");
  private static final Map<String, String> LETTERS = new HashMap<>();

  static {
    for (int i = 0; i < WORDS.length; i++) {
      String word = WORDS[i];
      if (!word.isEmpty()) {
        LETTERS.put(word, Character.toString('α' + i));
        LETTERS.put(
            Character.toUpperCase(word.charAt(0)) + word.substring(1), Character.toString('Α' + i));
      }
    }
  }

  private Greek() {}

  static boolean isName(String name) {
    return LETTERS.containsKey(name);
  }

  /** The letter of a name, or null. */
  static @Nullable String letter(String name) {
    return LETTERS.get(name);
  }

  /** Whether LaTeX has a command of this name; capitals like Latin ones have none. */
  static boolean isCommand(String name) {
    return isName(name)
        && !name.equals("omicron")
        && (Character.isLowerCase(name.charAt(0)) || LATEX_CAPITALS.contains(name));
  }
}
