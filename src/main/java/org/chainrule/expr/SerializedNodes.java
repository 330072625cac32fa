package org.chainrule.expr;

import java.io.InvalidObjectException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.Interruption;
import org.chainrule.number.Rational;

/**
 * The nodes of an expression in bytes: of each its kind, what it holds, and the places of its parts
 * in the row. What is read goes through the constructors, and each node that they make has to be
 * the very one that the bytes describe; so nothing is read that could not have been built.
 */
final class SerializedNodes {
  private static final byte VERSION = 2;

  /** The kinds; the order is part of the form. */
  private enum Kind {
    NUMBER,
    CONSTANT,
    SYMBOL,
    OPENED,
    BOUND,
    INDEXED,
    SUM,
    PRODUCT,
    POWER,
    APPLY,
    REDUCTION,
    ELEMENTS,
    DELTA,
    PIECEWISE,
    RELATION,
    LOGICAL,
    DERIVATIVE,
    RESTRICTION;

    static final Kind[] ALL = values();
  }

  private SerializedNodes() {}

  static byte[] write(Expr root) {
    Bytes bytes = new Bytes();
    Map<Expr, Integer> places = new HashMap<>();
    List<byte[]> records = new ArrayList<>();
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        // Binders stay closed.
        return parts(node);
      }

      @Override
      protected Boolean compute(Expr node) {
        records.add(record(node, places));
        places.put(node, places.size());
        return true;
      }
    }.apply(root);
    bytes.write(VERSION);
    bytes.writeInt(records.size());
    records.forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /** The parts of a node that stand in the row before it. */
  private static List<Expr> parts(Expr node) {
    if (!(node instanceof Product product)) {
      return node.children();
    }
    List<Expr> parts = new ArrayList<>();
    for (Product.Factor factor : product.factors()) {
      parts.add(factor.base());
      parts.add(factor.exponent());
    }
    return parts;
  }

  private static byte[] record(Expr node, Map<Expr, Integer> places) {
    Bytes bytes = new Bytes();
    node.accept(new Writing(bytes));
    List<Expr> parts = parts(node);
    bytes.writeInt(parts.size());
    parts.forEach(part -> bytes.writeInt(places.getOrDefault(part, -1)));
    return bytes.toByteArray();
  }

  /**
   * The expression.
   *
   * @throws InvalidObjectException if the bytes are none
   */
  static Expr read(byte[] bytes) throws InvalidObjectException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      if (buffer.get() != VERSION) {
        throw new InvalidObjectException("an expression in a form of another version");
      }
      return row(buffer);
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | ArithmeticException
        | ChainruleException failure) {
      InvalidObjectException invalid =
          new InvalidObjectException("not an expression: " + failure.getMessage());
      invalid.initCause(failure);
      throw invalid;
    }
  }

  private static Expr row(ByteBuffer buffer) throws InvalidObjectException {
    int count = buffer.getInt();
    Map<Expr, Integer> places = new HashMap<>();
    List<Expr> nodes = new ArrayList<>();
    List<Set<Integer>> free = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Interruption.poll();
      int start = buffer.position();
      Expr node = new Reading(buffer, nodes).node();
      byte[] given = new byte[buffer.position() - start];
      buffer.get(start, given);
      if (places.containsKey(node) || !Arrays.equals(given, record(node, places))) {
        throw new InvalidObjectException("a node that no constructor makes: number " + i);
      }
      places.put(node, i);
      nodes.add(node);
      free.add(freeIn(node, places, free));
    }
    if (nodes.isEmpty() || buffer.hasRemaining()) {
      throw new InvalidObjectException("not an expression: its length is wrong");
    }
    if (!free.get(count - 1).isEmpty()) {
      throw new InvalidObjectException("an index that nothing binds");
    }
    return nodes.get(count - 1);
  }

  /** The heights of the indices that nothing in the node binds. */
  private static Set<Integer> freeIn(
      Expr node, Map<Expr, Integer> places, List<Set<Integer>> known) {
    if (node instanceof BoundIndex index) {
      return Set.of(index.height());
    }
    Set<Integer> all = Set.of();
    for (Expr part : parts(node)) {
      Set<Integer> more = known.get(places.getOrDefault(part, -1));
      if (!all.containsAll(more)) {
        Set<Integer> joined = new HashSet<>(all);
        joined.addAll(more);
        all = joined;
      }
    }
    if (node instanceof Binder binder && all.contains(binder.height())) {
      Set<Integer> rest = new HashSet<>(all);
      rest.remove(binder.height());
      return rest;
    }
    return all;
  }

  private static <T> int placeIn(T[] choices, T wanted) {
    return Arrays.asList(choices).indexOf(wanted);
  }

  /** Bytes that grow. */
  private static final class Bytes extends java.io.ByteArrayOutputStream {
    void writeInt(int value) {
      writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    void put(Kind kind) {
      write(placeIn(Kind.ALL, kind));
    }

    void put(byte[]... values) {
      for (byte[] value : values) {
        writeInt(value.length);
        writeBytes(value);
      }
    }

    void put(String text) {
      put(text.getBytes(StandardCharsets.UTF_16BE));
    }

    void put(Rational value) {
      put(value.numerator().toByteArray(), value.denominator().toByteArray());
    }
  }

  /** The writer of what a node holds besides its parts. */
  private static final class Writing implements Visitor<Bytes> {
    private final Bytes bytes;

    Writing(Bytes bytes) {
      this.bytes = bytes;
    }

    private Bytes kind(Kind kind) {
      bytes.put(kind);
      return bytes;
    }

    @Override
    public Bytes visit(RationalNumber number) {
      kind(Kind.NUMBER).put(number.value());
      return bytes;
    }

    @Override
    public Bytes visit(NamedConstant constant) {
      kind(Kind.CONSTANT).writeInt(placeIn(NamedConstant.Kind.values(), constant.kind()));
      return bytes;
    }

    @Override
    public Bytes visit(Symbol symbol) {
      if (symbol.isOpened()) {
        kind(Kind.OPENED).writeInt(Symbol.largestOpened(symbol));
      } else {
        kind(Kind.SYMBOL).put(symbol.name());
      }
      return bytes;
    }

    @Override
    public Bytes visit(BoundIndex index) {
      kind(Kind.BOUND).writeInt(index.height());
      return bytes;
    }

    @Override
    public Bytes visit(IndexedSymbol indexed) {
      kind(Kind.INDEXED).put(indexed.family());
      return bytes;
    }

    @Override
    public Bytes visit(Sum sum) {
      kind(Kind.SUM).put(sum.constant());
      bytes.writeInt(sum.size());
      sum.terms().forEach(term -> bytes.put(term.coefficient()));
      return bytes;
    }

    @Override
    public Bytes visit(Product product) {
      kind(Kind.PRODUCT).put(product.coefficient());
      return bytes;
    }

    @Override
    public Bytes visit(Power power) {
      return kind(Kind.POWER);
    }

    @Override
    public Bytes visit(Apply apply) {
      Function function = apply.function();
      kind(Kind.APPLY).put(function.name());
      bytes.writeInt(function.isDeclared() ? function.derivativeOrders().size() : -1);
      if (function.isDeclared()) {
        function.derivativeOrders().forEach(bytes::writeInt);
      }
      return bytes;
    }

    @Override
    public Bytes visit(Reduction reduction) {
      kind(Kind.REDUCTION).writeInt(placeIn(Reduction.Operator.values(), reduction.operator()));
      bytes.writeInt(reduction.height());
      return bytes;
    }

    @Override
    public Bytes visit(Elements elements) {
      kind(Kind.ELEMENTS).writeInt(elements.height());
      return bytes;
    }

    @Override
    public Bytes visit(KroneckerDelta delta) {
      return kind(Kind.DELTA);
    }

    @Override
    public Bytes visit(Piecewise piecewise) {
      return kind(piecewise.isRestriction() ? Kind.RESTRICTION : Kind.PIECEWISE);
    }

    @Override
    public Bytes visit(Relation relation) {
      kind(Kind.RELATION).writeInt(placeIn(Relation.Operator.values(), relation.operator()));
      return bytes;
    }

    @Override
    public Bytes visit(Logical logical) {
      kind(Kind.LOGICAL).writeInt(placeIn(Logical.Operator.values(), logical.operator()));
      return bytes;
    }

    @Override
    public Bytes visit(DerivativeTerm derivative) {
      kind(Kind.DERIVATIVE).writeInt(derivative.by().size());
      derivative.by().forEach(each -> bytes.writeInt(each.order()));
      return bytes;
    }
  }

  /** The reader of one node, all before it being there. */
  private static final class Reading {
    private final ByteBuffer buffer;
    private final List<Expr> nodes;

    Reading(ByteBuffer buffer, List<Expr> nodes) {
      this.buffer = buffer;
      this.nodes = nodes;
    }

    Expr node() throws InvalidObjectException {
      return switch (one(Kind.ALL, buffer.get())) {
        case NUMBER -> leaf(RationalNumber.of(rational()));
        case CONSTANT -> leaf(NamedConstant.of(one(NamedConstant.Kind.values(), buffer.getInt())));
        case SYMBOL -> leaf(Symbol.named(text()));
        case OPENED -> leaf(Symbol.opened(buffer.getInt()));
        case BOUND -> leaf(BoundIndex.of(positive(buffer.getInt())));
        case INDEXED -> IndexedSymbol.of(text(), parts());
        case SUM -> sum();
        case PRODUCT -> product();
        case POWER -> power();
        case APPLY -> apply();
        case REDUCTION -> reduction();
        case ELEMENTS -> elements();
        case DELTA -> delta();
        case PIECEWISE -> piecewise(parts());
        case RELATION -> relation();
        case LOGICAL -> Logical.of(one(Logical.Operator.values(), buffer.getInt()), parts());
        case DERIVATIVE -> derivative();
        case RESTRICTION -> restriction(parts());
      };
    }

    private Expr leaf(Expr leaf) throws InvalidObjectException {
      parts(0);
      return leaf;
    }

    private static <T> T one(T[] choices, int number) throws InvalidObjectException {
      if (number < 0 || number >= choices.length) {
        throw new InvalidObjectException("not an expression: a kind that is none");
      }
      return choices[number];
    }

    private static int positive(int number) throws InvalidObjectException {
      if (number < 1) {
        throw new InvalidObjectException("not an expression: a count below 1");
      }
      return number;
    }

    /** A length that is not longer than what is left. */
    private int length(int bytesEach) throws InvalidObjectException {
      int length = buffer.getInt();
      if (length < 0 || length > buffer.remaining() / bytesEach) {
        throw new InvalidObjectException("not an expression: a length that is wrong");
      }
      return length;
    }

    private byte[] bytes() throws InvalidObjectException {
      byte[] bytes = new byte[length(1)];
      buffer.get(bytes);
      return bytes;
    }

    private String text() throws InvalidObjectException {
      return new String(bytes(), StandardCharsets.UTF_16BE);
    }

    private Rational rational() throws InvalidObjectException {
      BigInteger above = integer();
      BigInteger below = integer();
      if (below.signum() <= 0) {
        throw new InvalidObjectException("not an expression: a denominator not above 0");
      }
      return new Rational(above, below);
    }

    private BigInteger integer() throws InvalidObjectException {
      byte[] bytes = bytes();
      if (bytes.length == 0) {
        throw new InvalidObjectException("not an expression: a number without digits");
      }
      return new BigInteger(bytes);
    }

    private List<Expr> parts() throws InvalidObjectException {
      int count = length(Integer.BYTES);
      List<Expr> parts = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int place = buffer.getInt();
        if (place < 0 || place >= nodes.size()) {
          throw new InvalidObjectException("not an expression: a part that is not there");
        }
        parts.add(nodes.get(place));
      }
      return parts;
    }

    private List<Expr> parts(int count) throws InvalidObjectException {
      List<Expr> parts = parts();
      if (parts.size() != count) {
        throw new InvalidObjectException("not an expression: " + parts.size() + " parts");
      }
      return parts;
    }

    private Expr sum() throws InvalidObjectException {
      Rational constant = rational();
      List<Rational> coefficients = new ArrayList<>();
      for (int left = length(2 * Integer.BYTES); left > 0; left--) {
        coefficients.add(rational());
      }
      List<Expr> parts = parts(coefficients.size());
      Sum.Builder builder = new Sum.Builder().add(RationalNumber.of(constant));
      for (int i = 0; i < parts.size(); i++) {
        builder.add(coefficients.get(i), parts.get(i));
      }
      return builder.build();
    }

    private Expr product() throws InvalidObjectException {
      Product.Builder builder = new Product.Builder().multiply(rational());
      List<Expr> parts = parts();
      if (parts.size() % 2 != 0) {
        throw new InvalidObjectException("not an expression: a base without an exponent");
      }
      for (int i = 0; i < parts.size(); i += 2) {
        builder.multiply(Power.of(parts.get(i), parts.get(i + 1)));
      }
      return builder.build();
    }

    private Expr apply() throws InvalidObjectException {
      String name = text();
      int orders = buffer.getInt();
      Function function;
      if (orders < 0) {
        function =
            Services.functions()
                .find(name)
                .orElseThrow(() -> new InvalidObjectException("no function is called " + name));
      } else {
        List<Integer> derivativeOrders = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
          int order = buffer.getInt();
          if (order < 0) {
            throw new InvalidObjectException("not an expression: an order below 0");
          }
          derivativeOrders.add(order);
        }
        function = Function.declared(name, derivativeOrders);
      }
      return Apply.of(function, parts());
    }

    private Expr power() throws InvalidObjectException {
      List<Expr> parts = parts(2);
      return Power.of(parts.get(0), parts.get(1));
    }

    private Expr delta() throws InvalidObjectException {
      List<Expr> parts = parts(2);
      return KroneckerDelta.of(parts.get(0), parts.get(1));
    }

    private Expr reduction() throws InvalidObjectException {
      Reduction.Operator operator = one(Reduction.Operator.values(), buffer.getInt());
      Expr index = BoundIndex.of(positive(buffer.getInt()));
      List<Expr> parts = parts(4);
      return Reduction.of(operator, index, parts.get(0), parts.get(1), parts.get(2), parts.get(3));
    }

    private Expr elements() throws InvalidObjectException {
      Expr index = BoundIndex.of(positive(buffer.getInt()));
      List<Expr> parts = parts(3);
      return Elements.of(index, parts.get(0), parts.get(1), parts.get(2));
    }

    private static Expr piecewise(List<Expr> parts) {
      List<Piecewise.Branch> branches = new ArrayList<>();
      for (int i = 0; i + 1 < parts.size(); i += 2) {
        branches.add(new Piecewise.Branch(parts.get(i), parts.get(i + 1)));
      }
      return Piecewise.of(branches, parts.size() % 2 == 0 ? null : parts.get(parts.size() - 1));
    }

    private static Expr restriction(List<Expr> parts) throws InvalidObjectException {
      if (parts.size() < 2 || parts.size() > 3) {
        throw new InvalidObjectException("not an expression: " + parts.size() + " parts");
      }
      return Piecewise.restriction(
          parts.get(0), parts.get(1), parts.get(parts.size() == 2 ? 0 : 2));
    }

    private Expr relation() throws InvalidObjectException {
      Relation.Operator operator = one(Relation.Operator.values(), buffer.getInt());
      List<Expr> parts = parts(2);
      return Relation.of(operator, parts.get(0), parts.get(1));
    }

    private Expr derivative() throws InvalidObjectException {
      List<Integer> orders = new ArrayList<>();
      for (int left = length(Integer.BYTES); left > 0; left--) {
        orders.add(positive(buffer.getInt()));
      }
      List<Expr> parts = parts(orders.size() + 1);
      List<DerivativeTerm.Variable> variables = new ArrayList<>();
      for (int i = 0; i < orders.size(); i++) {
        variables.add(new DerivativeTerm.Variable(parts.get(i + 1), orders.get(i)));
      }
      return DerivativeTerm.of(parts.get(0), variables);
    }
  }
}
