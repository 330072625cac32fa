package org.chainrule.differences;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A search for points at which a function has a value.
 *
 * <p>A point is drawn from the region wanted, and where that has none, from anywhere: by ways that
 * suit common domains (all positive, all in the unit interval, all small, in order), near numbers
 * of interest, and near points found before, so that a narrow domain once met gives as many as are
 * needed.
 */
final class Sampler {
  private static final int LARGEST_WHOLE_RANGE = 9;
  private static final int WAYS = 7;
  private static final MathContext DIGITS = new MathContext(8);

  private final List<String> names;
  private final Set<String> leading;
  private final Domain domain;
  private final SplittableRandom random;
  private final Predicate<Map<String, BigDecimal>> valid;
  private final List<Map<String, BigDecimal>> found = new ArrayList<>();
  private final Set<Map<String, BigDecimal>> seen = new HashSet<>();
  private int rejected;
  private int repeated;
  private boolean exhausted;

  /**
   * A search among the points with values for some names.
   *
   * @param leading the names whose values come from the region that is wanted; one that changes
   *     from point to point where none is given
   * @param valid whether the function has a value
   */
  Sampler(
      List<String> names,
      Set<String> leading,
      Domain domain,
      long seed,
      Predicate<Map<String, BigDecimal>> valid) {
    this.names = names;
    this.leading = leading;
    this.domain = domain;
    this.random = new SplittableRandom(seed);
    this.valid = valid;
  }

  /** The number of points drawn in vain. */
  int rejected() {
    return rejected;
  }

  /** Whether no point was found any more but those seen before. */
  boolean isExhausted() {
    return exhausted;
  }

  /** A new point of a region, or null where none was found in a number of attempts. */
  @Nullable Map<String, BigDecimal> in(Region region, int attempts) {
    for (int attempt = 0; attempt < attempts; attempt++) {
      Map<String, BigDecimal> point = new LinkedHashMap<>();
      Set<String> led = leading.isEmpty() ? anyName() : leading;
      for (String name : names) {
        point.put(name, coordinate(name, led.contains(name) ? region : companion(region)));
      }
      Map<String, BigDecimal> accepted = accept(point);
      if (accepted != null) {
        return accepted;
      }
    }
    return null;
  }

  /** A new common point that was changed, or null where none was found in a number of attempts. */
  @Nullable Map<String, BigDecimal> meeting(
      UnaryOperator<Map<String, BigDecimal>> change, int attempts) {
    for (int attempt = 0; attempt < attempts; attempt++) {
      Map<String, BigDecimal> point = new LinkedHashMap<>();
      for (String name : names) {
        point.put(name, coordinate(name, Region.COMMON));
      }
      Map<String, BigDecimal> accepted = accept(change.apply(point));
      if (accepted != null) {
        return accepted;
      }
    }
    return null;
  }

  /** A new point at which all numbers that need not be whole are equal, or null. */
  @Nullable Map<String, BigDecimal> diagonal(int attempts) {
    for (int attempt = 0; attempt < attempts; attempt++) {
      BigDecimal value = Region.COMMON.draw(random);
      Map<String, BigDecimal> point = new LinkedHashMap<>();
      for (String name : names) {
        Kind kind = domain.kind(name);
        point.put(
            name,
            kind instanceof Kind.Whole
                ? coordinate(name, Region.COMMON)
                : kind instanceof Kind.Positive ? value.abs() : value);
      }
      Map<String, BigDecimal> accepted = accept(point);
      if (accepted != null) {
        return accepted;
      }
    }
    return null;
  }

  /** A new point from anywhere, or null where none was found in a number of attempts. */
  @Nullable Map<String, BigDecimal> anywhere(int attempts) {
    int before = repeated;
    for (int attempt = 0; attempt < attempts; attempt++) {
      boolean near = !found.isEmpty() && random.nextInt(5) < 3;
      Map<String, BigDecimal> accepted = accept(near ? nearFound() : explore(attempt % WAYS));
      if (accepted != null) {
        return accepted;
      }
    }
    exhausted = repeated - before == attempts;
    return null;
  }

  private @Nullable Map<String, BigDecimal> accept(Map<String, BigDecimal> drawn) {
    Map<String, BigDecimal> point = domain.adjust(drawn);
    if (!seen.add(point)) {
      repeated++;
      return null;
    }
    if (domain.admits(point) && valid.test(point)) {
      found.add(point);
      return point;
    }
    rejected++;
    return null;
  }

  private Set<String> anyName() {
    return names.isEmpty() ? Set.of() : Set.of(names.get(random.nextInt(names.size())));
  }

  /** Where the other coordinates lie: mostly among the usual numbers. */
  private Region companion(Region region) {
    int way = random.nextInt(10);
    if (way < 4) {
      return Region.COMMON;
    }
    if (way < 6) {
      return Region.UNIT;
    }
    return way < 8 ? region : anyRegion();
  }

  private Region anyRegion() {
    return Region.PLAN.get(random.nextInt(Region.PLAN.size()));
  }

  private Map<String, BigDecimal> explore(int way) {
    Map<String, BigDecimal> point = new LinkedHashMap<>();
    Region small = Region.even(-1, 1);
    BigDecimal shrink = BigDecimal.ONE.scaleByPowerOfTen(-random.nextInt(5));
    for (String name : names) {
      BigDecimal value =
          switch (way) {
            case 0 -> coordinate(name, anyRegion());
            case 1, 2 -> coordinate(name, Region.POSITIVE);
            case 3 -> coordinate(name, Region.UNIT);
            case 4 -> whole(name) ? coordinate(name, small) : small.draw(random).multiply(shrink);
            default -> coordinate(name, besideLandmark());
          };
      point.put(name, value);
    }
    if (way == 2) {
      order(point);
    }
    return point;
  }

  private Region besideLandmark() {
    List<BigDecimal> landmarks = domain.landmarks();
    if (landmarks.isEmpty() || random.nextInt(4) == 0) {
      return anyRegion();
    }
    List<Region> regions = Region.beside(landmarks.get(random.nextInt(landmarks.size())));
    return regions.get(random.nextInt(regions.size()));
  }

  /** Puts the coordinates that are real numbers in order, rising or falling. */
  private void order(Map<String, BigDecimal> point) {
    List<String> real = names.stream().filter(name -> !whole(name)).toList();
    List<BigDecimal> values = new ArrayList<>(real.stream().map(point::get).sorted().toList());
    boolean falling = random.nextBoolean();
    for (int i = 0; i < real.size(); i++) {
      point.put(real.get(i), values.get(falling ? real.size() - 1 - i : i));
    }
  }

  private Map<String, BigDecimal> nearFound() {
    Map<String, BigDecimal> from = found.get(random.nextInt(found.size()));
    Map<String, BigDecimal> point = new LinkedHashMap<>();
    double size = Math.pow(10, -5 * random.nextDouble());
    boolean recombine = random.nextInt(4) == 0;
    for (String name : names) {
      Map<String, BigDecimal> source = recombine ? found.get(random.nextInt(found.size())) : from;
      BigDecimal value = source.getOrDefault(name, BigDecimal.ONE);
      BigDecimal scale = value.signum() == 0 ? BigDecimal.ONE : value;
      BigDecimal change = BigDecimal.valueOf(size * (2 * random.nextDouble() - 1));
      point.put(
          name,
          whole(name)
              ? coordinate(name, Region.COMMON)
              : value.add(scale.multiply(change), DIGITS));
    }
    return point;
  }

  private boolean whole(String name) {
    return domain.kind(name) instanceof Kind.Whole;
  }

  private BigDecimal coordinate(String name, Region region) {
    Kind kind = domain.kind(name);
    if (kind instanceof Kind.Whole whole) {
      long width = Math.min(LARGEST_WHOLE_RANGE, (long) whole.upper() - whole.lower() + 1);
      return BigDecimal.valueOf(whole.lower() + random.nextLong(width));
    }
    BigDecimal value = region.draw(random);
    return kind instanceof Kind.Positive ? value.abs() : value;
  }
}
