package org.chainrule.compile.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.chainrule.expr.Function;
import org.chainrule.expr.Reduction;

/** A step of a computation, done once for each combination of the axes that it depends on. */
public final class Node {
  /** The operations of nodes. */
  public enum Kind {
    NUMBER,
    LOAD,
    ADD,
    SUBTRACT,
    MULTIPLY,
    /** A product that is 0 where its first factor is, whatever the second. */
    GUARDED_MULTIPLY,
    DIVIDE,
    NEGATE,
    SQUARE_ROOT,
    CALL,
    /** The second input where the first, a condition, holds, else the third. */
    SELECT,
    REDUCE,
    /** The sum of the products of two inputs over an axis, as an array over two others. */
    MATRIX_PRODUCT,
    /** The first input at another place of an axis: where its index is what the second input is. */
    ELEMENT,
    TO_DOUBLE,
    /** The input, taken for a constant by derivatives. */
    DETACH,
    /** The element of a {@link Table} at the place that the input is, a double. */
    CONSTANT,
    WHOLE,
    SIZE,
    INDEX,
    /** The same of whole numbers. */
    PLACE,
    WHOLE_ADD,
    WHOLE_MULTIPLY,
    WHOLE_MAXIMUM,
    WHOLE_MINIMUM,
    LESS,
    LESS_OR_EQUAL,
    EQUAL,
    AND,
    OR,
    NOT,
    STORE,
    ACCUMULATE,
    /** Puts the inverse of the matrix of an input's values into an array; see {@link Inverses}. */
    INVERT;

    public boolean isWhole() {
      return switch (this) {
        case WHOLE, SIZE, INDEX, PLACE, WHOLE_ADD, WHOLE_MULTIPLY, WHOLE_MAXIMUM, WHOLE_MINIMUM ->
            true;
        default -> false;
      };
    }

    public boolean isCondition() {
      return switch (this) {
        case LESS, LESS_OR_EQUAL, EQUAL, AND, OR, NOT -> true;
        default -> false;
      };
    }

    public boolean isEffect() {
      return this == STORE || this == ACCUMULATE || this == INVERT;
    }
  }

  /**
   * A reduction's way and axis.
   *
   * @param fold what it does
   * @param axis what it runs over
   */
  public record Over(Reduction.Operator fold, Axis axis) {
    /** What a reduction starts with, and what a term that does not count is. */
    public double neutral() {
      return neutral(fold);
    }

    static double neutral(Reduction.Operator fold) {
      return switch (fold) {
        case SUM -> 0;
        case PRODUCT -> 1;
        case MAXIMUM -> Double.NEGATIVE_INFINITY;
        case MINIMUM -> Double.POSITIVE_INFINITY;
      };
    }
  }

  /**
   * The axes of a matrix product: the first input depends on those of rows and terms, the second on
   * those of terms and columns, and neither on any other.
   *
   * @param isGuarded whether a product of two elements is 0 where the first is, whatever the second
   */
  public record ProductAxes(Axis row, Axis column, Axis term, boolean isGuarded) {}

  /**
   * The axis along which an element is taken.
   *
   * @param axis whose index is replaced
   */
  record Along(Axis axis) {}

  public final int id;
  public final Kind kind;
  public final List<Node> inputs;

  /**
   * A number, an axis, a buffer, a table, a function, a size's name, or what a reduction or product
   * does.
   */
  public final Object detail;

  /** Whether there is a value wherever the inputs of the whole have finite ones. */
  public final boolean isTotal;

  /** The axes that the value depends on, with those that their bounds depend on. */
  public final long axes;

  Node(int id, Kind kind, List<Node> inputs, Object detail, boolean isTotal) {
    this.id = id;
    this.kind = kind;
    this.inputs = inputs;
    this.detail = detail;
    this.isTotal = isTotal;
    long all = 0;
    for (Node input : inputs) {
      all |= input.axes;
    }
    if (detail instanceof Axis axis) {
      all |= axis.axes;
    } else if (detail instanceof Buffer buffer) {
      all |= buffer.scope;
    } else if (detail instanceof Along along) {
      all = inputs.get(0).axes & ~along.axis().bit() | inputs.get(1).axes;
    } else if (detail instanceof Over over) {
      all &= ~over.axis().bit();
    } else if (detail instanceof ProductAxes product) {
      all &= ~product.term().bit();
    }
    axes = all;
  }

  public Node input(int place) {
    return inputs.get(place);
  }

  public double number() {
    return (Double) detail;
  }

  public int whole() {
    return (Integer) detail;
  }

  /** Of an element of a table, the table. */
  public Table table() {
    return (Table) detail;
  }

  public Buffer buffer() {
    return (Buffer) detail;
  }

  public Over over() {
    return (Over) detail;
  }

  /** Whether the node is made as an array as a whole, outside the loops over its elements. */
  public boolean isArray() {
    return kind == Kind.MATRIX_PRODUCT || kind == Kind.INVERT;
  }

  /** Of what is made as a whole, the axes of its elements. */
  public long ownAxes() {
    return kind == Kind.INVERT
        ? input(0).axes | input(1).axes
        : product().row().bit() | product().column().bit();
  }

  public ProductAxes product() {
    return (ProductAxes) detail;
  }

  /** Of an element, the axis. */
  public Axis along() {
    return ((Along) detail).axis();
  }

  public Function function() {
    return (Function) detail;
  }

  /** A whole number where some indices are known; nothing where more is needed. */
  public OptionalInt whole(Map<Axis, Integer> indices) {
    switch (kind) {
      case WHOLE -> {
        return OptionalInt.of(whole());
      }
      case INDEX -> {
        Integer index = indices.get((Axis) detail);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
      }
      case PLACE, WHOLE_ADD, WHOLE_MULTIPLY -> {
        OptionalInt first = input(0).whole(indices);
        OptionalInt second = kind == Kind.PLACE ? first : input(1).whole(indices);
        if (first.isEmpty() || second.isEmpty()) {
          return first.isEmpty() ? first : second;
        }
        int left = first.getAsInt();
        int right = second.getAsInt();
        return OptionalInt.of(
            kind == Kind.PLACE
                ? table().whole(left)
                : kind == Kind.WHOLE_ADD ? left + right : left * right);
      }
      default -> {
        return OptionalInt.empty();
      }
    }
  }

  public boolean isNumber(double value) {
    return kind == Kind.NUMBER && number() == value;
  }

  public boolean isWhole(int value) {
    return kind == Kind.WHOLE && whole() == value;
  }

  /** The subscripts of a load, a store or an accumulation. */
  public List<Node> subscripts() {
    return kind.isEffect() ? inputs.subList(0, inputs.size() - 1) : inputs;
  }

  /** Whether a load or an effect runs once over each element of its buffer. */
  public boolean isOfWholeBuffer() {
    Set<Object> seen = new HashSet<>();
    for (int i = 0; i < subscripts().size(); i++) {
      Node place = subscripts().get(i);
      if (place.kind != Kind.INDEX || !seen.add(place.detail)) {
        return false;
      }
      Axis axis = (Axis) place.detail;
      Buffer.Extent extent = buffer().extents.get(i);
      if (axis.lower != extent.lower() || axis.upper != extent.upper()) {
        return false;
      }
    }
    return true;
  }

  /** What a store or an accumulation puts. */
  public Node value() {
    return inputs.get(inputs.size() - 1);
  }

  @Override
  public String toString() {
    return kind + "#" + id + (detail == Graph.NOTHING ? "" : "[" + detail + "]") + ids();
  }

  private String ids() {
    return inputs.stream().map(each -> "#" + each.id).toList().toString();
  }
}
