package org.chainrule.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.Format;
import org.chainrule.answer.Texts;
import org.chainrule.explain.Detail;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One of a few words as an argument. */
abstract class EnumOption<E extends Enum<E>> implements ITypeConverter<E> {
  private final List<E> choices;

  EnumOption(E[] choices) {
    this.choices = Arrays.asList(choices);
  }

  @Override
  public E convert(String text) {
    return choices.stream()
        .filter(choice -> word(choice).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of "
                        + String.join(", ", choices.stream().map(EnumOption::word).toList())
                        + " but was '"
                        + Texts.shown(text)
                        + "'"));
  }

  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  /** The choice of a format. */
  static final class OfFormat extends EnumOption<Format> {
    OfFormat() {
      super(Format.values());
    }
  }

  /** The choice of how much steps tell. */
  static final class OfDetail extends EnumOption<Detail> {
    OfDetail() {
      super(Detail.values());
    }
  }

  /** The choice of a side at kinks. */
  static final class OfAtKinks extends EnumOption<AtKinks> {
    OfAtKinks() {
      super(AtKinks.values());
    }
  }
}
