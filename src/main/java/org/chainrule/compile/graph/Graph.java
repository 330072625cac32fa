package org.chainrule.compile.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.Limit;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Reduction;
import org.chainrule.function.Functions;
import org.jspecify.annotations.Nullable;

/** The nodes of a program, equal ones made once, and what is known folded at once. */
public final class Graph {
  static final Object NOTHING = "";

  /** So many steps are looked at to see that a number follows from what is given. */
  private static final int MOST_OF_INPUTS = 16;

  /** So many axes are left for what comes later. */
  private static final int ROOM = 8;

  private record Key(Node.Kind kind, List<Node> inputs, Object detail) {}

  private record AxisKey(Node lower, Node upper) {}

  private final Map<Key, Node> nodes = new HashMap<>();
  private final Map<AxisKey, List<Axis>> byBounds = new HashMap<>();
  private final List<Axis> axes = new ArrayList<>();
  private final long most;
  private final Map<Function, Boolean> totalFunctions = new HashMap<>();
  private int count;

  /**
   * @param most the most nodes that it makes before it refuses
   */
  public Graph(long most) {
    this.most = most;
  }

  Axis axis(int number) {
    return axes.get(number);
  }

  public List<Axis> axes() {
    return axes;
  }

  /**
   * An axis with these bounds that is none of some others, nor of those that their bounds depend
   * on; the same for the same question.
   */
  public Axis axis(Node lower, Node upper, long besides) {
    long taken = withBounds(besides);
    List<Axis> known =
        byBounds.computeIfAbsent(new AxisKey(lower, upper), key -> new ArrayList<>());
    for (Axis each : known) {
      if ((taken & each.bit()) == 0) {
        return each;
      }
    }
    Axis axis = newAxis(lower, upper, false);
    known.add(axis);
    return axis;
  }

  /** An axis of the same range that is none of some others. */
  public Axis another(Axis axis, long besides) {
    return axis(axis.lower, axis.upper, besides);
  }

  /** Some axes and those that their bounds depend on. */
  public long withBounds(long mask) {
    long all = mask;
    for (Axis axis : axes) {
      if ((mask & axis.bit()) != 0) {
        all |= axis.axes;
      }
    }
    return all;
  }

  /** Whether so many more axes may be made, with some for derivatives. */
  boolean hasRoomForAxes(int count) {
    return axes.size() + count + ROOM < Limit.PROGRAM_RANGES.most();
  }

  /** An axis of its own. */
  Axis newAxis(Node lower, Node upper, boolean sequential) {
    long most = Limit.PROGRAM_RANGES.most();
    if (axes.size() >= most) {
      throw Limit.PROGRAM_RANGES.refusal("more than " + most + " different ranges are too many");
    }
    Axis axis = new Axis(axes.size(), lower, upper, sequential);
    axes.add(axis);
    return axis;
  }

  /**
   * Orders the axes: loops that carry recurrences first, then as sums stand inside each other, as
   * far as these agree.
   */
  public void orderAxes() {
    long placed = 0;
    for (int rank = 0; rank < axes.size(); rank++) {
      Axis next = null;
      for (Axis axis : axes) {
        boolean isReady = (axis.axes & ~axis.bit() & ~placed) == 0;
        if ((placed & axis.bit()) == 0
            && isReady
            && (next == null || precedes(axis, next, placed))) {
          next = axis;
        }
      }
      if (next == null) {
        throw new IllegalStateException("the bounds of indices depend on each other");
      }
      next.rank = rank;
      placed |= next.bit();
    }
  }

  /** The axes of a set, outer ones first. */
  public List<Axis> inOrder(long mask) {
    return axes.stream()
        .filter(axis -> (mask & axis.bit()) != 0)
        .sorted(Comparator.comparingInt(axis -> axis.rank))
        .toList();
  }

  private static boolean precedes(Axis axis, Axis other, long placed) {
    if (axis.sequential != other.sequential) {
      return axis.sequential;
    }
    boolean isFree = (axis.outer & ~placed) == 0;
    return isFree && (other.outer & ~placed) != 0;
  }

  private Node node(Node.Kind kind, List<Node> inputs, Object detail) {
    Key key = new Key(kind, inputs, detail);
    Node known = nodes.get(key);
    if (known == null) {
      if (count >= most) {
        throw Limit.PROGRAM_STEPS.refusal("more than " + most + " steps are too many to compile");
      }
      known = new Node(count++, kind, inputs, detail, isTotal(kind, inputs, detail));
      nodes.put(key, known);
    }
    return known;
  }

  private Node node(Node.Kind kind, Node... inputs) {
    return node(kind, List.of(inputs), NOTHING);
  }

  private boolean isTotal(Node.Kind kind, List<Node> inputs, Object detail) {
    boolean isHere =
        switch (kind) {
          case NUMBER -> !Double.isNaN((Double) detail);
          case LOAD -> ((Buffer) detail).role != Buffer.Role.SCRATCH;
          case DIVIDE, SQUARE_ROOT -> false;
          case CALL ->
              totalFunctions.computeIfAbsent((Function) detail, Graph::hasNoDomain)
                  || isWholePower((Function) detail, inputs);
          case REDUCE ->
              ((Node.Over) detail).fold() == Reduction.Operator.SUM
                  || ((Node.Over) detail).fold() == Reduction.Operator.PRODUCT;
          default -> true;
        };
    return isHere && inputs.stream().allMatch(input -> input.isTotal);
  }

  private static boolean isWholePower(Function function, List<Node> inputs) {
    return function == Functions.POW
        && inputs.get(1).kind == Node.Kind.NUMBER
        && inputs.get(1).number() >= 0
        && inputs.get(1).number() == (long) inputs.get(1).number();
  }

  private static boolean hasNoDomain(Function function) {
    return function.domain(Collections.nCopies(function.arity(), Expr.symbol("x"))).isEmpty();
  }

  /** A node that does the same with other inputs. */
  public Node again(Node node, List<Node> inputs) {
    return node.kind.isEffect()
        ? effect(node.kind, node.buffer(), inputs.subList(0, inputs.size() - 1), last(inputs))
        : node(node.kind, inputs, node.detail);
  }

  private static Node last(List<Node> inputs) {
    return inputs.get(inputs.size() - 1);
  }

  /** The same if there is one. */
  @Nullable
  public Node known(Node node, List<Node> inputs) {
    return nodes.get(new Key(node.kind, inputs, node.detail));
  }

  /** A node's value where the index of an axis is another. */
  public Node element(Node node, Axis axis, Node index) {
    return node(Node.Kind.ELEMENT, List.of(node, index), new Node.Along(axis));
  }

  public Node number(double value) {
    // Keyed by bits, so that 0.0 and -0.0 are two.
    return node(Node.Kind.NUMBER, List.of(), value);
  }

  public Node whole(int value) {
    return node(Node.Kind.WHOLE, List.of(), value);
  }

  Node size(String name) {
    return node(Node.Kind.SIZE, List.of(), name);
  }

  public Node index(Axis axis) {
    return node(Node.Kind.INDEX, List.of(), axis);
  }

  Node toDouble(Node whole) {
    return whole.kind == Node.Kind.WHOLE ? number(whole.whole()) : node(Node.Kind.TO_DOUBLE, whole);
  }

  Node wholeSum(Node left, Node right) {
    if (left.kind == Node.Kind.WHOLE) {
      return wholeSumOf(right, left);
    }
    return wholeSumOf(left, right);
  }

  private Node wholeSumOf(Node left, Node right) {
    if (right.kind == Node.Kind.WHOLE) {
      if (left.kind == Node.Kind.WHOLE) {
        return whole(Math.addExact(left.whole(), right.whole()));
      }
      if (right.whole() == 0) {
        return left;
      }
      if (left.kind == Node.Kind.WHOLE_ADD && left.input(1).kind == Node.Kind.WHOLE) {
        return wholeSumOf(
            left.input(0), whole(Math.addExact(left.input(1).whole(), right.whole())));
      }
    }
    return node(Node.Kind.WHOLE_ADD, left, right);
  }

  Node wholeProduct(Node left, Node right) {
    if (left.kind == Node.Kind.WHOLE && right.kind == Node.Kind.WHOLE) {
      return whole(Math.multiplyExact(left.whole(), right.whole()));
    }
    if (right.isWhole(1) || left.isWhole(0)) {
      return left;
    }
    if (left.isWhole(1) || right.isWhole(0)) {
      return right;
    }
    return node(Node.Kind.WHOLE_MULTIPLY, left, right);
  }

  Node wholeExtremum(boolean largest, Node left, Node right) {
    if (left == right) {
      return left;
    }
    if (left.kind == Node.Kind.WHOLE && right.kind == Node.Kind.WHOLE) {
      int first = left.whole();
      int second = right.whole();
      return whole(largest ? Math.max(first, second) : Math.min(first, second));
    }
    return node(largest ? Node.Kind.WHOLE_MAXIMUM : Node.Kind.WHOLE_MINIMUM, left, right);
  }

  /** The number of indices from a lower to an upper bound, as a double. */
  public Node count(Axis axis) {
    Node length = wholeSum(wholeSum(axis.upper, whole(1)), wholeProduct(whole(-1), axis.lower));
    return toDouble(wholeExtremum(true, length, whole(0)));
  }

  /** The element of a table at a place. */
  Node element(Table table, Node place) {
    return node(table.isWhole() ? Node.Kind.PLACE : Node.Kind.CONSTANT, List.of(place), table);
  }

  public Node load(Buffer buffer, List<Node> subscripts) {
    return node(Node.Kind.LOAD, List.copyOf(subscripts), buffer);
  }

  public Node store(Buffer buffer, List<Node> subscripts, Node value) {
    return effect(Node.Kind.STORE, buffer, subscripts, value);
  }

  public Node accumulate(Buffer buffer, List<Node> subscripts, Node value) {
    return effect(Node.Kind.ACCUMULATE, buffer, subscripts, value);
  }

  Node invert(Buffer buffer, List<Node> subscripts, Node value) {
    return effect(Node.Kind.INVERT, buffer, subscripts, value);
  }

  private Node effect(Node.Kind kind, Buffer buffer, List<Node> subscripts, Node value) {
    List<Node> inputs = new ArrayList<>(subscripts);
    inputs.add(value);
    Node effect = node(kind, List.copyOf(inputs), buffer);
    buffer.effects.add(effect);
    return effect;
  }

  public Node add(Node left, Node right) {
    if (left.kind == Node.Kind.NUMBER && right.kind == Node.Kind.NUMBER) {
      return number(left.number() + right.number());
    }
    if (left.isNumber(0)) {
      return right;
    }
    if (right.isNumber(0)) {
      return left;
    }
    if (right.kind == Node.Kind.NEGATE) {
      return subtract(left, right.input(0));
    }
    if (left.kind == Node.Kind.NEGATE) {
      return subtract(right, left.input(0));
    }
    return left.id <= right.id
        ? node(Node.Kind.ADD, left, right)
        : node(Node.Kind.ADD, right, left);
  }

  public Node subtract(Node left, Node right) {
    if (left == right) {
      return number(0);
    }
    if (left.kind == Node.Kind.NUMBER && right.kind == Node.Kind.NUMBER) {
      return number(left.number() - right.number());
    }
    if (right.isNumber(0)) {
      return left;
    }
    if (left.isNumber(0)) {
      return negate(right);
    }
    if (right.kind == Node.Kind.NEGATE) {
      return add(left, right.input(0));
    }
    if (left.kind == Node.Kind.NEGATE) {
      return negate(add(left.input(0), right));
    }
    return node(Node.Kind.SUBTRACT, left, right);
  }

  public Node negate(Node node) {
    return switch (node.kind) {
      case NUMBER -> number(-node.number());
      case NEGATE -> node.input(0);
      case SUBTRACT -> node(Node.Kind.SUBTRACT, node.input(1), node.input(0));
      default -> node(Node.Kind.NEGATE, node);
    };
  }

  public Node multiply(Node left, Node right) {
    if (left.kind == Node.Kind.NUMBER && right.kind == Node.Kind.NUMBER) {
      return number(left.number() * right.number());
    }
    if (left.isNumber(0) || right.isNumber(0)) {
      return number(0);
    }
    if (left.isNumber(1)) {
      return right;
    }
    if (right.isNumber(1)) {
      return left;
    }
    if (left.isNumber(-1)) {
      return negate(right);
    }
    if (right.isNumber(-1)) {
      return negate(left);
    }
    if (left.kind == Node.Kind.NEGATE) {
      return negate(multiply(left.input(0), right));
    }
    if (right.kind == Node.Kind.NEGATE) {
      return negate(multiply(left, right.input(0)));
    }
    if (right.kind == Node.Kind.NUMBER) {
      return multiply(right, left);
    }
    if (left.kind == Node.Kind.NUMBER
        && right.kind == Node.Kind.MULTIPLY
        && right.input(0).kind == Node.Kind.NUMBER) {
      return multiply(number(left.number() * right.input(0).number()), right.input(1));
    }
    return left.kind == Node.Kind.NUMBER || left.id <= right.id
        ? node(Node.Kind.MULTIPLY, left, right)
        : node(Node.Kind.MULTIPLY, right, left);
  }

  /** The product, 0 where the adjoint is. */
  public Node guarded(Node adjoint, Node partial) {
    if (adjoint.kind == Node.Kind.NUMBER || partial.kind == Node.Kind.NUMBER) {
      return multiply(adjoint, partial);
    }
    return node(Node.Kind.GUARDED_MULTIPLY, adjoint, partial);
  }

  public Node divide(Node left, Node right) {
    if (left.isNumber(0) || right.isNumber(1)) {
      return left;
    }
    if (right.kind == Node.Kind.NUMBER) {
      if (left.kind == Node.Kind.NUMBER) {
        return number(left.number() / right.number());
      }
      double reciprocal = 1 / right.number();
      if (isPowerOfTwo(right.number())) {
        return multiply(number(reciprocal), left);
      }
    }
    if (left.kind == Node.Kind.NEGATE) {
      return negate(divide(left.input(0), right));
    }
    if (right.kind == Node.Kind.NEGATE) {
      return negate(divide(left, right.input(0)));
    }
    return node(Node.Kind.DIVIDE, left, right);
  }

  private static boolean isPowerOfTwo(double value) {
    int exponent = Math.getExponent(value);
    return Math.abs(exponent) < 1_000 && Math.abs(value) == Math.scalb(1.0, exponent);
  }

  Node squareRoot(Node node) {
    return node.kind == Node.Kind.NUMBER
        ? number(Math.sqrt(node.number()))
        : node(Node.Kind.SQUARE_ROOT, node);
  }

  Node call(Function function, List<Node> arguments) {
    return node(Node.Kind.CALL, List.copyOf(arguments), function);
  }

  /**
   * The power with a number for its exponent: a step of its own also where that is a half, so that
   * its derivative at 0 need not be that of a root.
   */
  public Node power(Node base, double exponent) {
    if (exponent == 0) {
      return number(1);
    } else if (exponent == 1) {
      return base;
    } else if (exponent == 0.5) {
      return squareRoot(base);
    }
    return call(Functions.POW, List.of(base, number(exponent)));
  }

  public Node select(Node condition, Node value, Node otherwise) {
    return value == otherwise ? value : node(Node.Kind.SELECT, condition, value, otherwise);
  }

  public Node compare(Node.Kind kind, Node left, Node right) {
    Node first = asWhole(left);
    Node second = asWhole(right);
    return first.kind.isWhole() && second.kind.isWhole()
        ? node(kind, first, second)
        : node(kind, asDouble(left), asDouble(right));
  }

  private Node asWhole(Node node) {
    if (node.kind == Node.Kind.TO_DOUBLE) {
      return node.input(0);
    }
    return node.kind == Node.Kind.NUMBER && node.number() == (int) node.number()
        ? whole((int) node.number())
        : node;
  }

  private Node asDouble(Node node) {
    return node.kind.isWhole() ? toDouble(node) : node;
  }

  Node both(Node left, Node right) {
    return left == right ? left : node(Node.Kind.AND, left, right);
  }

  Node either(Node left, Node right) {
    return left == right ? left : node(Node.Kind.OR, left, right);
  }

  Node not(Node condition) {
    return condition.kind == Node.Kind.NOT ? condition.input(0) : node(Node.Kind.NOT, condition);
  }

  Node detach(Node node) {
    return node.kind == Node.Kind.NUMBER ? node : node(Node.Kind.DETACH, node);
  }

  /** The sum over an axis of the products of two nodes, the rows of the first and the other's. */
  public Node matrixProduct(Node left, Node right, Node.ProductAxes product) {
    return node(Node.Kind.MATRIX_PRODUCT, List.of(left, right), product);
  }

  /** The reduction of a body over an axis, on which it need not depend. */
  public Node reduce(Reduction.Operator fold, Axis axis, Node body) {
    if ((body.axes & axis.bit()) == 0 && fold == Reduction.Operator.SUM) {
      return overSome(axis, body, multiply(count(axis), body));
    }
    if (fold == Reduction.Operator.SUM) {
      if (body.kind == Node.Kind.NEGATE) {
        return negate(reduce(fold, axis, body.input(0)));
      }
      if (body.kind == Node.Kind.MULTIPLY && (body.input(0).axes & axis.bit()) == 0) {
        Node factor = body.input(0);
        return overSome(axis, factor, multiply(factor, reduce(fold, axis, body.input(1))));
      }
      if (body.kind == Node.Kind.MULTIPLY && (body.input(1).axes & axis.bit()) == 0) {
        Node factor = body.input(1);
        return overSome(axis, factor, multiply(factor, reduce(fold, axis, body.input(0))));
      }
    }
    if ((body.axes & axis.bit()) == 0) {
      // Over nothing, a product is 1 and an extremum has no value: the loop itself is needed.
      return node(Node.Kind.REDUCE, List.of(carried(axis, body)), new Node.Over(fold, axis));
    }
    return node(Node.Kind.REDUCE, List.of(body), new Node.Over(fold, axis));
  }

  /** The sum of a body over some axes. */
  public Node sum(Collection<Axis> over, Node body) {
    long mask = 0;
    for (Axis axis : over) {
      mask |= axis.bit();
    }
    List<Axis> inside = inOrder(mask);
    Node sum = body;
    for (int i = inside.size() - 1; i >= 0; i--) {
      sum = reduce(Reduction.Operator.SUM, inside.get(i), sum);
    }
    return sum;
  }

  /** A sum with a factor in front, which may have no value and does not count over nothing. */
  private Node overSome(Axis axis, Node factor, Node sum) {
    boolean isSome =
        axis.lower.kind == Node.Kind.WHOLE
            && axis.upper.kind == Node.Kind.WHOLE
            && axis.lower.whole() <= axis.upper.whole();
    return isSome || isInput(factor)
        ? sum
        : select(compare(Node.Kind.LESS_OR_EQUAL, axis.lower, axis.upper), sum, number(0));
  }

  /** Whether a node is a number that is given, or made of few such without what may overflow. */
  private static boolean isInput(Node root) {
    Deque<Node> pending = new ArrayDeque<>(List.of(root));
    for (int seen = 0; !pending.isEmpty(); seen++) {
      Node node = pending.pop();
      boolean isLoad = node.kind == Node.Kind.LOAD && node.buffer().role != Buffer.Role.SCRATCH;
      boolean isArithmetic =
          node.kind == Node.Kind.NEGATE
              || node.kind == Node.Kind.ADD
              || node.kind == Node.Kind.SUBTRACT
              || node.kind == Node.Kind.MULTIPLY;
      if (seen == MOST_OF_INPUTS
          || !(isLoad || isArithmetic || node.kind == Node.Kind.NUMBER || node.kind.isWhole())
              && node.kind != Node.Kind.TO_DOUBLE) {
        return false;
      }
      if (isArithmetic) {
        node.inputs.forEach(pending::push);
      }
    }
    return true;
  }

  /** A body made to depend on an axis, its value unchanged. */
  private Node carried(Axis axis, Node body) {
    Node always = compare(Node.Kind.LESS_OR_EQUAL, axis.lower, index(axis));
    return node(Node.Kind.SELECT, always, body, number(Double.NaN));
  }
}
