package org.chainrule.notation;

import java.math.BigInteger;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A name as a text of its own, as points and programs write it: {@code x}, {@code α}, {@code ŷ},
 * {@code tilde(x)}, {@code z^[2]}, {@code b_out}, {@code x_1}, {@code W_{2,1}}, {@code x[3]},
 * {@code w_out[3]}.
 *
 * @param base the canonical name with its label
 * @param word the canonical word below it, or null
 * @param indices the whole numbers below it, none where a word or nothing is
 */
public record NameText(String base, @Nullable String word, List<BigInteger> indices) {
  private static final String WORD = "\\p{L}[\\p{L}\\p{M}\\p{N}&&[^₀-₉ₐ-ₜᵢⱼᵣᵤᵥ]]*";
  private static final String LABEL = "(?:\\^\\[([\\p{L}\\p{N},+-]+)\\])?";
  private static final String NUMBERS = "\\s*-?\\d+(?:\\s*,\\s*-?\\d+)*\\s*";
  private static final Pattern NUMBERED =
      Pattern.compile("(.+_\\d+)(?:_\\{?(%s)\\}?|\\[(%s)\\])".formatted(NUMBERS, NUMBERS));

  private static final int LONGEST = 10_000;

  /** What stands behind a word below a name. */
  private static final String BEHIND_WORD =
      "(?:_(\\d+)|_\\{(%s)\\}|\\[(%s)\\])?".formatted(NUMBERS, NUMBERS);

  private static final Pattern NAME =
      Pattern.compile(
          "(?:(%s)\\(\\s*(%s)\\s*\\)|(%s))%s(?:_(\\d+|%s)|_\\{(%s|\\s*%s\\s*)\\}|\\[(%s)\\]|([₀-₉]+))?%s%s"
              .formatted(
                  String.join("|", Identifier.decorations()),
                  WORD,
                  WORD,
                  LABEL,
                  WORD,
                  WORD,
                  NUMBERS,
                  NUMBERS,
                  BEHIND_WORD,
                  LABEL));

  public NameText {
    indices = List.copyOf(indices);
  }

  /** Reads a text that is nothing but a name; nothing where it is none. */
  public static Optional<NameText> of(String text) {
    String normal = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
    Matcher matcher = NAME.matcher(normal);
    if (normal.length() > LONGEST || !matcher.matches()) {
      return Optional.empty();
    }
    String decorated = matcher.group(2);
    Identifier identifier = Identifier.of(decorated == null ? matcher.group(3) : decorated);
    String first = matcher.group(4);
    String last = matcher.group(12);
    if (identifier.kind() == Identifier.Kind.MALFORMED || first != null && last != null) {
      return Optional.empty();
    }
    String base =
        decorated == null
            ? identifier.canonical()
            : Identifier.decorated(matcher.group(1), identifier.canonical());
    String label = first == null ? last : first;
    String name = label == null ? base : base + "^[" + label(label) + "]";
    String below = null;
    for (int group = 5; group <= 8 && below == null; group++) {
      below = matcher.group(group);
    }
    String more = null;
    for (int group = 9; group <= 11 && more == null; group++) {
      more = matcher.group(group);
    }
    if (below == null) {
      return Optional.of(new NameText(name, null, List.of()));
    }
    String subscript = Normalizer.normalize(below, Normalizer.Form.NFKC).strip();
    if (Character.isLetter(subscript.codePointAt(0))) {
      String word = Identifier.of(subscript).canonical();
      return Optional.of(
          more == null
              ? new NameText(name, word, List.of())
              : new NameText(name + "_" + word, null, numbers(more)));
    }
    return more == null
        ? Optional.of(new NameText(name, null, numbers(subscript)))
        : Optional.empty();
  }

  /**
   * Reads an element of a column or matrix that has a number in its name, such as {@code W_1[2,3]};
   * nothing where the text is none.
   */
  public static Optional<NameText> ofNumbered(String text) {
    Matcher matcher = NUMBERED.matcher(text.strip());
    return matcher.matches()
        ? of(matcher.group(1))
            .filter(name -> name.indices().size() == 1)
            .map(
                name ->
                    new NameText(
                        name.canonical(),
                        null,
                        numbers(matcher.group(matcher.group(2) == null ? 3 : 2))))
        : Optional.empty();
  }

  private static List<BigInteger> numbers(String text) {
    List<BigInteger> numbers = new ArrayList<>();
    for (String number : text.split(",", -1)) {
      numbers.add(new BigInteger(number.strip()));
    }
    return numbers;
  }

  private static String label(String text) {
    return Pattern.compile("\\p{L}[\\p{L}\\p{N}]*")
        .matcher(text)
        .replaceAll(word -> Matcher.quoteReplacement(Identifier.of(word.group()).canonical()));
  }

  /** Whether this is an element, by numbers. */
  public boolean isElement() {
    return !indices.isEmpty();
  }

  /** The canonical name, of an element with its numbers. */
  public String canonical() {
    if (word != null) {
      return base + "_" + word;
    }
    if (indices.isEmpty()) {
      return base;
    }
    String list = indices.stream().map(String::valueOf).collect(Collectors.joining(","));
    boolean plain = indices.size() == 1 && indices.get(0).signum() >= 0;
    return base + "_" + (plain ? list : "{" + list + "}");
  }
}
