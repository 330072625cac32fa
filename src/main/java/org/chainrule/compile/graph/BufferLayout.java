package org.chainrule.compile.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.chainrule.error.CompileException;

/**
 * The layout of buffers, where they begin and how their elements are counted: fixed as far as
 * lengths are numbers, else in an array of whole numbers that is made when the lengths are known.
 */
public final class BufferLayout {
  private final Map<String, Integer> sizes = new LinkedHashMap<>();
  private final Map<Buffer, Integer> slots = new HashMap<>();

  /** What other whole numbers are read: strides, one place for all that are alike. */
  private final Map<Node, Integer> numbers = new LinkedHashMap<>();

  private final BufferPlaces places;
  private final Map<Buffer, int[]> fixed = new HashMap<>();
  private final List<List<Buffer>> regions = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private int length;

  public BufferLayout(Collection<String> names, Graph graph) {
    places = new BufferPlaces(graph);
    for (String name : names) {
      sizes.put(name, length++);
    }
  }

  /** The names of the lengths that have to be known. */
  public Collection<String> sizes() {
    return sizes.keySet();
  }

  /** Lays buffers out one after the other, from a place on. */
  public void add(List<Buffer> buffers, int start) {
    regions.add(List.copyOf(buffers));
    starts.add(start);
    places.add(buffers, start);
    long[] none = new long[0];
    OptionalInt next = OptionalInt.of(start);
    for (Buffer buffer : buffers) {
      boolean isFixed =
          next.isPresent()
              && buffer.extents.stream()
                  .allMatch(
                      each ->
                          each.lower().kind == Node.Kind.WHOLE
                              && each.upper().kind == Node.Kind.WHOLE);
      if (isFixed) {
        int[] own = new int[buffer.extents.size() + 1];
        next = OptionalInt.of(place(buffer, next.getAsInt(), none, own));
        fixed.put(buffer, own);
      } else {
        next = OptionalInt.empty();
        slots.put(buffer, length++);
        for (Node stride : strides(buffer)) {
          if (stride.kind != Node.Kind.WHOLE && stride.kind != Node.Kind.SIZE) {
            numbers.computeIfAbsent(stride, key -> length++);
          }
        }
      }
    }
  }

  /** The numbers of a buffer where they are fixed: its base, then the stride of each index. */
  public int[] fixed(Buffer buffer) {
    return fixed.getOrDefault(buffer, new int[0]);
  }

  /** Where the base of a buffer stands, the place of the element whose indices are all 0. */
  public int slot(Buffer buffer) {
    return Objects.requireNonNull(slots.get(buffer));
  }

  /** The same where it is a number though lengths are not; nothing where it is none. */
  public OptionalInt base(Buffer buffer) {
    Node base = places.of(buffer).base();
    return base.kind == Node.Kind.WHOLE ? OptionalInt.of(base.whole()) : OptionalInt.empty();
  }

  /** How far apart neighbours of a buffer are, by each index. */
  public List<Node> strides(Buffer buffer) {
    return places.of(buffer).strides();
  }

  /** Where a stride stands that is neither a number nor a length. */
  public int slot(Node stride) {
    return Objects.requireNonNull(numbers.get(stride));
  }

  public int slot(String size) {
    return Objects.requireNonNull(sizes.get(size));
  }

  /** The whole numbers for given lengths, and the number of elements in each region. */
  public Bound bind(Map<String, Integer> lengths) {
    int[] all = new int[length];
    sizes.forEach(
        (name, slot) -> {
          Integer value = lengths.get(name);
          if (value == null) {
            throw new CompileException(
                "the length " + name + " is not known; sized(\"" + name + "\", …) gives it");
          }
          all[slot] = value;
        });
    long[] values = new long[sizes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = all[i];
    }
    int[] ends = new int[regions.size()];
    Map<Buffer, int[]> found = new HashMap<>();
    for (int i = 0; i < regions.size(); i++) {
      int next = starts.get(i);
      for (Buffer buffer : regions.get(i)) {
        int[] own = new int[buffer.extents.size() + 1];
        int start = next;
        next = place(buffer, next, values, own);
        found.put(buffer, new int[] {start, next});
        Integer slot = slots.get(buffer);
        if (slot != null) {
          all[slot] = own[0];
        }
      }
      ends[i] = next;
    }
    numbers.forEach((stride, slot) -> all[slot] = Math.toIntExact(value(stride, values)));
    return new Bound(all, ends, found);
  }

  /** Sets base and strides of a buffer, and gives the place after its last element. */
  private int place(Buffer buffer, int start, long[] values, int[] own) {
    long stride = 1;
    long base = start;
    for (int i = buffer.extents.size() - 1; i >= 0; i--) {
      long lower = value(buffer.extents.get(i).lower(), values);
      long upper = value(buffer.extents.get(i).upper(), values);
      own[1 + i] = Math.toIntExact(stride);
      base -= lower * stride;
      stride = Math.multiplyExact(stride, Math.max(0, upper - lower + 1));
      if (stride == 0 && buffer.needsElements) {
        throw new CompileException(
            "an element of " + buffer + " is needed, which has none for these lengths");
      }
      if (stride > Integer.MAX_VALUE - 16) {
        throw new CompileException(buffer + " would have more elements than an array holds");
      }
    }
    own[0] = Math.toIntExact(base);
    return Math.toIntExact(start + stride);
  }

  private long value(Node whole, long[] values) {
    return switch (whole.kind) {
      case WHOLE -> whole.whole();
      case SIZE -> values[Objects.requireNonNull(sizes.get((String) whole.detail))];
      case WHOLE_ADD -> value(whole.input(0), values) + value(whole.input(1), values);
      case WHOLE_MULTIPLY -> value(whole.input(0), values) * value(whole.input(1), values);
      case WHOLE_MAXIMUM -> Math.max(value(whole.input(0), values), value(whole.input(1), values));
      case WHOLE_MINIMUM -> Math.min(value(whole.input(0), values), value(whole.input(1), values));
      default -> throw new IllegalStateException("not a length: " + whole);
    };
  }

  /** A layout with its lengths known. */
  public static final class Bound {
    private final int[] numbers;
    private final int[] ends;
    private final Map<Buffer, int[]> places;

    Bound(int[] numbers, int[] ends, Map<Buffer, int[]> places) {
      this.numbers = numbers;
      this.ends = ends;
      this.places = places;
    }

    /** What compiled code reads. */
    public int[] numbers() {
      return numbers;
    }

    /** Of each region, the number of elements. */
    public int[] ends() {
      return ends;
    }

    /** Of each buffer, its first place and the one after its last. */
    Map<Buffer, int[]> places() {
      return places;
    }
  }
}
