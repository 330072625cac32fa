package org.chainrule;

import java.time.Duration;
import java.util.Objects;

/**
 * How answers are to be given.
 *
 * @param format the form of results
 * @param atKinks what a derivative is exactly at a kink
 * @param verify whether derivatives are checked by other means
 * @param seed where the choice of points for checks starts
 * @param timeout the time that one question may take
 */
public record Options(Format format, AtKinks atKinks, boolean verify, long seed, Duration timeout) {
  public Options {
    Objects.requireNonNull(format);
    Objects.requireNonNull(atKinks);
    Objects.requireNonNull(timeout);
  }
}
