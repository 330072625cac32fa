package org.chainrule.compile.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Node;
import org.jspecify.annotations.Nullable;

/**
 * The cut of long blocks into methods, since the JVM does not compile methods of more than 8,000
 * bytes; what one method makes and another uses goes through the scratch array.
 */
public final class Outline {
  /** The most bytes that stay in one method. */
  public static final int LARGEST = 4_000;

  /**
   * How deep loops stand in each other where a block is cut much earlier: the JIT keeps less in
   * registers the more loops a method has.
   */
  private static final int DEEP = 3;

  private static final int LARGEST_DEEP = 900;

  /** The bytes of a piece, of about a hundred statements. */
  public static final int PIECE = 1_500;

  /** A method of the class to be made. */
  public static final class Method {
    public final int number;
    public final List<Axis> axes;

    /** What is made before the method begins, and used in it. */
    public final Set<Node> incoming = new LinkedHashSet<>();

    private int begin;
    public Block block = new Block(List.of());

    Method(int number, List<Axis> axes) {
      this.number = number;
      this.axes = List.copyOf(axes);
    }
  }

  /** The method that makes a node, and when in the order of all. */
  private record Made(Method method, int place) {}

  private final List<Method> methods = new ArrayList<>();
  private final Map<Node, Integer> spills = new LinkedHashMap<>();
  private final Method main;
  private final int largest;
  private final int piece;

  /**
   * @param largest the most bytes that stay in one method
   * @param piece the bytes of a piece
   */
  public Outline(Block root, @Nullable Node value, int largest, int piece) {
    this.largest = largest;
    this.piece = piece;
    main = new Method(0, List.of());
    methods.add(main);
    main.block = cut(root, List.of());
    new Uses().block(main.block, main, new HashMap<>(), value == null ? List.of() : List.of(value));
  }

  public Method main() {
    return main;
  }

  public List<Method> methods() {
    return methods;
  }

  /** The place in the scratch array of a value that several methods use, or -1. */
  public int spill(Node node) {
    return spills.getOrDefault(node, -1);
  }

  /** The number of places that such values take. */
  public int spills() {
    return spills.size();
  }

  /** The block with its pieces cut out, where it is too long. */
  private Block cut(Block block, List<Axis> axes) {
    List<Block.Statement> statements = new ArrayList<>();
    for (Block.Statement each : block.statements()) {
      if (each instanceof Block.Loop loop) {
        List<Axis> inner = new ArrayList<>(axes);
        inner.add(loop.axis());
        statements.add(
            new Block.Loop(
                loop.axis(), loop.descends(), loop.reductions(), cut(loop.body(), inner)));
      } else {
        statements.add(each);
      }
    }
    long size = statements.stream().mapToLong(Outline::size).sum();
    int most = depth(statements) >= DEEP ? Math.min(largest, LARGEST_DEEP) : largest;
    if (size <= most) {
      return new Block(statements);
    }
    List<Block.Statement> pieces = new ArrayList<>();
    List<Block.Statement> next = new ArrayList<>();
    long length = 0;
    for (Block.Statement each : statements) {
      if (length > 0 && length + size(each) > piece) {
        pieces.add(method(next, axes));
        next = new ArrayList<>();
        length = 0;
      }
      next.add(each);
      length += size(each);
    }
    pieces.add(method(next, axes));
    return cutAgain(pieces, axes);
  }

  /** Where even the calls are too many for one method, calls of calls. */
  private Block cutAgain(List<Block.Statement> calls, List<Axis> axes) {
    List<Block.Statement> level = calls;
    int most = largest / size(calls.get(0));
    while (level.size() > most) {
      List<Block.Statement> next = new ArrayList<>();
      for (int i = 0; i < level.size(); i += most) {
        next.add(method(level.subList(i, Math.min(level.size(), i + most)), axes));
      }
      level = next;
    }
    return new Block(level);
  }

  private Block.Statement method(List<Block.Statement> statements, List<Axis> axes) {
    Method method = new Method(methods.size(), axes);
    method.block = new Block(statements);
    methods.add(method);
    return new Block.Piece(method);
  }

  /** How deep loops stand in each other. */
  private static int depth(List<Block.Statement> statements) {
    int deepest = 0;
    for (Block.Statement each : statements) {
      if (each instanceof Block.Loop loop) {
        deepest = Math.max(deepest, 1 + depth(loop.body().statements()));
      }
    }
    return deepest;
  }

  /** About how many bytes a statement takes. */
  private static int size(Block.Statement statement) {
    if (statement instanceof Block.Loop loop) {
      int total = 40 + 20 * loop.reductions().size();
      for (Block.Statement each : loop.body().statements()) {
        total += size(each);
      }
      return total;
    } else if (statement instanceof Block.Compute compute) {
      return switch (compute.node().kind) {
        case CALL -> 20;
        case SELECT -> 24;
        case LOAD -> 8 + 8 * compute.node().inputs.size();
        case GUARDED_MULTIPLY -> 24;
        default -> 11;
      };
    } else if (statement instanceof Block.MatrixProduct || statement instanceof Block.Inversion) {
      return 120;
    } else if (statement instanceof Block.Piece) {
      return 20;
    }
    return 24;
  }

  /** A search for the values that cross from one method to another. */
  private final class Uses {
    private int count;

    void block(Block block, Method method, Map<Node, Made> made, List<Node> atTheEnd) {
      for (Block.Statement each : block.statements()) {
        if (each instanceof Block.Compute compute) {
          compute.node().inputs.forEach(input -> use(input, method, made));
          made.put(compute.node(), new Made(method, count++));
        } else if (each instanceof Block.Effect effect) {
          effect.node().inputs.forEach(input -> use(input, method, made));
        } else if (each instanceof Block.Keep keep) {
          use(keep.node(), method, made);
          keep.place().subscripts().forEach(input -> use(input, method, made));
        } else if (each instanceof Block.Recall recall) {
          recall.place().subscripts().forEach(input -> use(input, method, made));
          made.put(recall.node(), new Made(method, count++));
        } else if (each instanceof Block.Inversion inversion) {
          inversion.uses().forEach(input -> use(input, method, made));
        } else if (each instanceof Block.MatrixProduct product) {
          product.uses().forEach(input -> use(input, method, made));
        } else if (each instanceof Block.Loop loop) {
          use(loop.axis().lower, method, made);
          use(loop.axis().upper, method, made);
          List<Node> bodies = loop.reductions().stream().map(node -> node.input(0)).toList();
          block(loop.body(), method, new HashMap<>(made), bodies);
          loop.reductions().forEach(node -> made.put(node, new Made(method, count++)));
        } else if (each instanceof Block.Piece piece) {
          piece.method().begin = count;
          // What the piece makes is there for what follows it.
          block(piece.method().block, piece.method(), made, List.of());
        }
      }
      atTheEnd.forEach(node -> use(node, method, made));
    }

    private void use(Node node, Method method, Map<Node, Made> made) {
      Made maker = made.get(node);
      if (maker != null && maker.method() != method) {
        spills.computeIfAbsent(node, key -> spills.size());
        if (maker.place() < method.begin) {
          method.incoming.add(node);
        }
      }
    }
  }
}
