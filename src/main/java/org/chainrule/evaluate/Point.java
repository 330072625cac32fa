package org.chainrule.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.error.PointException;
import org.chainrule.notation.NameText;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** A point: exact values of names, of elements of families, and of whole families as arrays. */
public final class Point {
  /** The point that binds nothing. */
  public static final Point EMPTY = new Builder().build();

  private final Shape shape;

  /** The numbers by the places that the shape gives them. */
  private final Rational[] numbers;

  private Point(Shape shape, Rational[] numbers) {
    this.shape = shape;
    this.numbers = numbers;
  }

  /**
   * What points bind that differ in their numbers alone.
   *
   * @param places the places of the numbers of names and elements, in the order in which they were
   *     given
   * @param arrays the lengths of arrays, in that order too, as what is wrong is told of the first
   */
  private record Shape(Map<Object, Integer> places, Map<String, List<Integer>> arrays) {
    Set<String> scalarNames() {
      Set<String> names = new LinkedHashSet<>();
      for (Object target : places.keySet()) {
        if (target instanceof String name) {
          names.add(name);
        }
      }
      return names;
    }

    List<Element> elements() {
      List<Element> elements = new ArrayList<>();
      for (Object target : places.keySet()) {
        if (target instanceof Element element) {
          elements.add(element);
        }
      }
      return elements;
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The canonical name, or the {@link Element}, that a text names. */
  static Object target(String text) {
    NameText name =
        NameText.of(text)
            .or(() -> NameText.ofNumbered(text))
            .orElseThrow(() -> new PointException("not a name: '" + escaped(text) + "'"));
    return name.isElement() ? new Element(name.base(), name.indices()) : name.canonical();
  }

  private static String escaped(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .limit(60)
        .forEach(
            point -> {
              if (Character.isISOControl(point)) {
                result.append("\\u").append(Integer.toHexString(0x10000 + point).substring(1));
              } else {
                result.appendCodePoint(point);
              }
            });
    return result.toString();
  }

  /** Texts that name what points bind, each read once. It belongs to one thread. */
  public static final class Names {
    private final Map<String, Object> targets = new HashMap<>();

    private Object target(String text) {
      return targets.computeIfAbsent(text, Point::target);
    }
  }

  /** The value of a plain name, or null where none is given. */
  public @Nullable Rational scalar(String name) {
    return number(name);
  }

  /** The value of an element, or null where none is given. */
  public @Nullable Rational element(Element element) {
    return number(element);
  }

  /** The elements of a family that have values, in the order in which they were given. */
  public List<Element> elements(String family) {
    return shape.elements().stream().filter(each -> each.family().equals(family)).toList();
  }

  /** The value of a plain name or an element, or null where none is given. */
  @Nullable Rational number(Object target) {
    Integer place = shape.places().get(target);
    return place == null ? null : numbers[place];
  }

  /** The place of a plain name or an element among the numbers, or -1 where it has none. */
  int place(Object target) {
    return shape.places().getOrDefault(target, -1);
  }

  /** The number at a place. */
  Rational at(int place) {
    return numbers[place];
  }

  /** Whether another point has its numbers at the same places. */
  boolean hasShapeOf(Point other) {
    return shape == other.shape;
  }

  /** Whether another point binds the same names, elements and arrays. */
  boolean bindsTheSame(Point other) {
    return shape == other.shape
        || shape.places().keySet().equals(other.shape.places().keySet()) && hasArraysOf(other);
  }

  /** Whether another point binds arrays of the same lengths. */
  boolean hasArraysOf(Point other) {
    return shape.arrays().equals(other.shape.arrays());
  }

  /** The lengths of the axes of a family that an array binds, or null where none does. */
  public @Nullable List<Integer> lengths(String family) {
    return shape.arrays().get(family);
  }

  /** The difference, relative to the larger, of numbers beside each other. */
  private static final double BESIDE = 1e-5;

  /** Whether another point binds the same to numbers that are equal or lie close by. */
  boolean isBeside(Point other) {
    if (shape != other.shape && !bindsTheSame(other)) {
      return false;
    }
    for (Map.Entry<Object, Integer> each : shape.places().entrySet()) {
      Rational value = numbers[each.getValue()];
      Rational before =
          shape == other.shape ? other.numbers[each.getValue()] : other.number(each.getKey());
      boolean isSame = value == before || value.equals(before);
      if (before == null || !isSame && !isBeside(near(value), near(before))) {
        return false;
      }
    }
    return true;
  }

  /** A number in about as many digits as a double has. */
  private static double near(Rational number) {
    double below = number.denominator().doubleValue();
    double near = number.numerator().doubleValue() / below;
    return Double.isFinite(near) && Double.isFinite(below) ? near : number.doubleValue();
  }

  private static boolean isBeside(double value, double other) {
    return Math.abs(value - other) <= BESIDE * Math.max(Math.abs(value), Math.abs(other));
  }

  /** The families that arrays bind, with the lengths of their axes. */
  public Map<String, List<Integer>> arrays() {
    return shape.arrays();
  }

  /** The names that are bound to numbers. */
  public Set<String> scalarNames() {
    return shape.scalarNames();
  }

  /** The families of which an element or the whole is bound. */
  public Set<String> families() {
    Set<String> families = new LinkedHashSet<>(shape.arrays().keySet());
    shape.elements().forEach(element -> families.add(element.family()));
    return families;
  }

  /**
   * The canonical name, or that of the family, that a text binds; empty where it is no name, which
   * is told when the point is made.
   */
  public static String nameOf(String text) {
    return NameText.of(text)
        .map(name -> name.isElement() ? name.base() : name.canonical())
        .orElse("");
  }

  /** The canonical name that a text names, with the numbers of an element; itself if it is none. */
  public static String canonicalName(String text) {
    return NameText.of(text).map(NameText::canonical).orElse(text);
  }

  /** The families that arrays bind. */
  public Set<String> arrayNames() {
    return shape.arrays().keySet();
  }

  /** This point with one more value, or another one. */
  public Point with(String name, Rational value) {
    return withNumber(name, value);
  }

  /** This point with one more value, or another one. */
  public Point with(Element element, Rational value) {
    return withNumber(element, value);
  }

  private Point withNumber(Object target, Rational value) {
    int place = place(target);
    if (place < 0) {
      Builder builder = new Builder();
      shape.places().forEach((each, at) -> builder.numbers.put(each, numbers[at]));
      builder.arrays.putAll(shape.arrays());
      builder.numbers.put(target, value);
      return builder.build();
    }
    Rational[] moved = numbers.clone();
    moved[place] = value;
    return new Point(shape, moved);
  }

  /** The same names with other numbers, in the order in which they were given. */
  public Point withNumbers(List<Rational> others) {
    if (others.size() != numbers.length) {
      throw new IllegalArgumentException("numbers for other names");
    }
    return new Point(shape, others.toArray(new Rational[0]));
  }

  /** A point in the making. */
  public static final class Builder {
    private final Map<Object, Rational> numbers = new LinkedHashMap<>();
    private final Map<String, List<Integer>> arrays = new LinkedHashMap<>();

    private Builder() {}

    /**
     * Binds a name such as {@code x}, or an element such as {@code x_1} or {@code W_{2,1}}.
     *
     * @throws PointException if it has a value already or cannot be read
     */
    public Builder set(String name, Rational value) {
      return set(target(name), value);
    }

    /** As {@link #set(String, Rational)}, of a name that may have been read before. */
    public Builder set(Names names, String name, Rational value) {
      return set(names.target(name), value);
    }

    private Builder set(Object target, Rational value) {
      if (numbers.putIfAbsent(target, value) != null) {
        throw new PointException(target + " is given two values");
      }
      return this;
    }

    /** As {@link #set(String, Rational)}, with the shortest decimal that reads as the double. */
    public Builder set(String name, double value) {
      return set(name, exact(name, value));
    }

    /**
     * Binds a whole family, counted from 1, to numbers or to lists of numbers or lists.
     *
     * @throws PointException if the lists are ragged or hold something else
     */
    public Builder setArray(String name, List<?> values) {
      Object target = target(name);
      if (target instanceof Element element && !element.isNumbered()) {
        throw new PointException("an array binds a whole family, not " + name);
      }
      // A column or matrix may have a number in its name, as W_1 has.
      String family = target.toString();
      List<Integer> lengths = new ArrayList<>();
      for (Object level = values; level instanceof List<?> list; level = list.get(0)) {
        if (list.isEmpty()) {
          throw new PointException("the array of " + family + " is empty");
        }
        lengths.add(list.size());
      }
      if (arrays.putIfAbsent(family, List.copyOf(lengths)) != null) {
        throw new PointException(family + " is given two arrays");
      }
      fill(family, lengths, values);
      return this;
    }

    private record Part(List<BigInteger> indices, Object value) {}

    private void fill(String family, List<Integer> lengths, List<?> values) {
      List<Part> level = List.of(new Part(List.of(), values));
      for (int length : lengths) {
        List<Part> next = new ArrayList<>();
        for (Part part : level) {
          if (!(part.value() instanceof List<?> list) || list.size() != length) {
            throw new PointException("the rows of " + family + " differ in length");
          }
          for (int i = 0; i < length; i++) {
            Interruption.poll();
            List<BigInteger> indices = new ArrayList<>(part.indices().size() + 1);
            indices.addAll(part.indices());
            indices.add(BigInteger.valueOf(i + 1L));
            next.add(new Part(indices, list.get(i)));
          }
        }
        level = next;
      }
      for (Part part : level) {
        Interruption.poll();
        set(new Element(family, part.indices()), number(family, part.value()));
      }
    }

    /**
     * The point.
     *
     * @throws PointException if an element has a value and an array too
     */
    public Point build() {
      for (String family : arrays.keySet()) {
        if (family.indexOf('_') > 0 && numbers.containsKey(target(family))) {
          throw new PointException(family + " is given two values");
        }
      }
      Map<Object, Integer> places = new LinkedHashMap<>();
      numbers.keySet().forEach(target -> places.put(target, places.size()));
      Shape shape = new Shape(places, Collections.unmodifiableMap(new LinkedHashMap<>(arrays)));
      return new Point(shape, numbers.values().toArray(new Rational[0]));
    }
  }

  /**
   * The exact value of a number that Java holds; of a double the shortest decimal that reads back.
   *
   * @throws PointException if it is no number, or none of a sensible size
   */
  public static Rational number(String name, Object value) {
    if (value instanceof Rational rational) {
      return rational;
    }
    if (value instanceof BigInteger integer) {
      return Rational.of(integer);
    }
    if (value instanceof BigDecimal decimal) {
      if (decimal.signum() == 0) {
        return Rational.ZERO;
      }
      long most = Limit.NUMBER_DIGITS.most();
      if (decimal.precision() > most
          || Math.abs((long) decimal.precision() - decimal.scale()) > most) {
        throw Limit.NUMBER_DIGITS.refusal(
            new PointException("the value of " + name + " is too large or too small"));
      }
      return Rational.of(decimal);
    }
    if (value instanceof Double || value instanceof Float) {
      return exact(name, ((Number) value).doubleValue());
    }
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return Rational.of(((Number) value).longValue());
    }
    throw new PointException("the value of " + name + " is not a number");
  }

  private static Rational exact(String name, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw new PointException("the value of " + name + " is not a number: " + value);
    }
    return Rational.of(new BigDecimal(Double.toString(value)));
  }
}
