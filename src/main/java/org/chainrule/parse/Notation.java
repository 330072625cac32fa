package org.chainrule.parse;

/** A notation: the way from a text to its words. */
@FunctionalInterface
public interface Notation {
  /** The notation of plain text. */
  Notation PLAIN = text -> new TokenText(new SourceText(text));

  /**
   * The words of a text.
   *
   * @throws org.chainrule.error.ParseException if it has no such words
   */
  TokenText words(String text);

  /** Whether texts are read alike by another notation. */
  default boolean readsLike(Notation other) {
    return this == other;
  }
}
