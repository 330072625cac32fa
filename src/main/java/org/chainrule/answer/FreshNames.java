package org.chainrule.answer;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.error.NoDerivativeException;
import org.chainrule.parse.LatexText;

/** A supply of names that stand nowhere in the texts of a problem, in either notation. */
final class FreshNames {
  private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{N}]*");
  private static final Pattern COMMAND = Pattern.compile("\\\\(\\p{L}+)");

  private final Set<String> taken = new LinkedHashSet<>();

  FreshNames(Collection<String> texts) {
    texts.forEach(this::take);
  }

  /** Every word is taken; in LaTeX, where letters side by side are products, every letter too. */
  private void take(String text) {
    String plain = LatexText.sent(text);
    if (LatexText.is(text)) {
      COMMAND.matcher(plain).results().forEach(each -> taken.add(each.group(1)));
      COMMAND
          .matcher(plain)
          .replaceAll(" ")
          .codePoints()
          .filter(Character::isLetter)
          .forEach(letter -> taken.add(Character.toString(letter)));
    }
    Matcher words = WORD.matcher(plain);
    while (words.find()) {
      taken.add(words.group());
    }
  }

  /** The first of some names that is not taken, which it is then. */
  String next(List<String> names) {
    return names.stream()
        .filter(taken::add)
        .findFirst()
        .orElseThrow(
            () ->
                new NoDerivativeException(
                    "all of the names " + String.join(", ", names) + " are taken in the problem"));
  }
}
