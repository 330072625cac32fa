package org.chainrule.expr;

import java.util.HashMap;
import java.util.HashSet;
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
  private static final Map<Integer, String> NAMES = new HashMap<>();
  private static final Set<String> KNOWN = new HashSet<>();

  static {
    for (int i = 0; i < WORDS.length; i++) {
      String word = WORDS[i];
      if (!word.isEmpty()) {
        String capital = Character.toUpperCase(word.charAt(0)) + word.substring(1);
        NAMES.put('α' + i, word);
        NAMES.put('Α' + i, capital);
        KNOWN.add(word);
        KNOWN.add(capital);
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

  /** The name of a Greek letter, or null where the character is none. */
  public static @Nullable String nameOf(int letter) {
    return NAMES.get(letter);
  }

  /** Whether a word is the name of a Greek letter. */
  public static boolean isName(String word) {
    return KNOWN.contains(word);
  }
}
