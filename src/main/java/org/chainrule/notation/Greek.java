package org.chainrule.notation;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Greek letters and their names, which are one symbol each. */
public final class Greek {
  private static final String[] WORDS = {
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda",
    "mu", "nu", "xi", "omicron", "pi", "rho", "", "sigma", "tau", "upsilon", "phi", "chi", "psi",
    "omega"
  };
  private static final Set<String> LATEX_CAPITALS =
      Set.of(
          "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi",
          "Omega");
  private static final Map<Integer, String> NAMES = new HashMap<>();
  private static final Map<String, String> LETTERS = new HashMap<>();

  static {
    for (int i = 0; i < WORDS.length; i++) {
      String word = WORDS[i];
      if (!word.isEmpty()) {
        String capital = Character.toUpperCase(word.charAt(0)) + word.substring(1);
        put(word, 'α' + i);
        put(capital, 'Α' + i);
      }
    }
    NAMES.put((int) 'ϵ', "epsilon");
    NAMES.put((int) 'ϑ', "theta");
    NAMES.put((int) 'ϕ', "phi");
    NAMES.put((int) 'ϱ', "rho");
    NAMES.put((int) 'ϰ', "kappa");
    NAMES.put((int) 'µ', "mu");
  }

  private Greek() {}

  private static void put(String name, int letter) {
    NAMES.put(letter, name);
    LETTERS.put(name, Character.toString(letter));
  }

  /** The name of a Greek letter, or null where the character is none. */
  public static @Nullable String nameOf(int letter) {
    return NAMES.get(letter);
  }

  /** Whether a word is the name of a Greek letter. */
  public static boolean isName(String word) {
    return LETTERS.containsKey(word);
  }

  /** The letter of a name, or null where it is the name of none. */
  public static @Nullable String letter(String name) {
    return LETTERS.get(name);
  }

  /** Whether LaTeX has a command of this name; letters that look like Latin ones have none. */
  public static boolean isCommand(String name) {
    return isName(name)
        && !name.equals("omicron")
        && (Character.isLowerCase(name.charAt(0)) || LATEX_CAPITALS.contains(name));
  }
}
