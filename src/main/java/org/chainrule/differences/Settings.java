package org.chainrule.differences;

import java.time.Duration;

/**
 * The settings of a check.
 *
 * @param domain where its points come from
 * @param seed the seed of the points
 * @param points how many points are wanted, half of which are needed
 * @param limit the time after which the check stops
 * @param part which part of the regions of points this check visits, counted from 0
 * @param parts how many checks share the regions
 */
public record Settings(Domain domain, long seed, int points, Duration limit, int part, int parts) {
  /** 24 points among all real numbers, within five seconds. */
  public static final Settings DEFAULT =
      new Settings(Domain.REALS, 1, 24, Duration.ofSeconds(5), 0, 1);

  public Settings {
    if (points < 1) {
      throw new IllegalArgumentException("a check takes at least one point");
    }
    if (part < 0 || part >= parts) {
      throw new IllegalArgumentException("part " + part + " of " + parts);
    }
  }

  /** The same with another domain. */
  public Settings over(Domain other) {
    return new Settings(other, seed, points, limit, part, parts);
  }

  /** The same with another seed. */
  public Settings seeded(long other) {
    return new Settings(domain, other, points, limit, part, parts);
  }

  /** The same with another number of points. */
  public Settings trying(int other) {
    return new Settings(domain, seed, other, limit, part, parts);
  }

  /** The same with another limit of time. */
  public Settings within(Duration other) {
    return new Settings(domain, seed, points, other, part, parts);
  }

  /** The same for one of several checks that share the regions among them. */
  public Settings sharing(int which, int count) {
    return new Settings(domain, seed, points, limit, which, count);
  }
}
