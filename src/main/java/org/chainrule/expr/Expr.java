package org.chainrule.expr;

import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chainrule.number.Rational;

/**
 * An expression: an immutable, interned node of a closed set of kinds.
 *
 * <p>Two expressions are equal exactly when they are the same object. Expressions that differ only
 * in the names of bound indices are the same expression.
 */
public abstract sealed class Expr implements Serializable
    permits RationalNumber,
        NamedConstant,
        Symbol,
        BoundIndex,
        IndexedSymbol,
        Sum,
        Product,
        Power,
        Apply,
        Reduction,
        Elements,
        KroneckerDelta,
        Piecewise,
        Relation,
        Logical,
        DerivativeTerm {
  private static final long serialVersionUID = 1L;

  private final transient long structuralHash;
  private final transient Traits traits;

  Expr(long structuralHash, Traits traits) {
    this.structuralHash = structuralHash;
    this.traits = traits;
  }

  /** Calls the visitor's method for this kind of node. */
  public abstract <R> R accept(Visitor<R> visitor);

  /**
   * The nodes that this one is made of, in a fixed order. Those of a binder are its bounds and,
   * with its index as a {@link BoundIndex}, its condition and body; passes that build new nodes go
   * by {@link Binder#open} instead.
   */
  public abstract List<Expr> children();

  /** Whether the other, of the same class, is made of the very same parts. */
  abstract boolean sameAs(Expr other);

  /** What tells this node from others with the same children, for the order of last resort. */
  abstract String label();

  /** The shape: empty for a scalar. */
  public Shape shape() {
    return Shape.SCALAR;
  }

  long structuralHash() {
    return structuralHash;
  }

  Traits traits() {
    return traits;
  }

  static long nameBit(String name) {
    long hash = Hash.mix(Hash.of(name), 77);
    return (1L << (hash & 63)) | (1L << ((hash >>> 6) & 63)) | (1L << ((hash >>> 12) & 63));
  }

  /** An integer. */
  public static Expr of(long value) {
    return RationalNumber.of(value);
  }

  /** A rational number. */
  public static Expr of(long numerator, long denominator) {
    return RationalNumber.of(Rational.of(numerator, denominator));
  }

  public static Expr of(Rational value) {
    Objects.requireNonNull(value, "value is null");
    return RationalNumber.of(value);
  }

  /**
   * The symbol of a name.
   *
   * @throws IllegalArgumentException if the text reads as something else: {@code x_1} is an
   *     element, which {@link IndexedSymbol#of} makes, and {@code sin} is a function
   */
  public static Symbol symbol(String name) {
    Objects.requireNonNull(name, "name is null");
    return Symbol.of(name);
  }

  public final Expr plus(Expr other) {
    Objects.requireNonNull(other, "other is null");
    return Sum.of(this, other);
  }

  public final Expr plus(long other) {
    return plus(of(other));
  }

  public final Expr minus(long other) {
    return minus(of(other));
  }

  public final Expr times(long other) {
    return times(of(other));
  }

  /**
   * The quotient.
   *
   * @throws org.chainrule.error.DomainException if the other is zero
   */
  public final Expr dividedBy(long other) {
    return dividedBy(of(other));
  }

  public final Expr minus(Expr other) {
    Objects.requireNonNull(other, "other is null");
    return Sum.of(this, other.negate());
  }

  public final Expr times(Expr other) {
    Objects.requireNonNull(other, "other is null");
    return Product.of(this, other);
  }

  /**
   * The quotient.
   *
   * @throws org.chainrule.error.DomainException if the other is the number zero
   */
  public final Expr dividedBy(Expr other) {
    Objects.requireNonNull(other, "other is null");
    return Product.of(this, Power.of(other, RationalNumber.MINUS_ONE));
  }

  public final Expr power(Expr exponent) {
    Objects.requireNonNull(exponent, "exponent is null");
    return Power.of(this, exponent);
  }

  public final Expr power(long exponent) {
    return Power.of(this, Expr.of(exponent));
  }

  public final Expr negate() {
    return Product.of(RationalNumber.MINUS_ONE, this);
  }

  /** Whether this is true or false, so that it is no number to calculate with. */
  public final boolean isCondition() {
    return this instanceof Relation || this instanceof Logical;
  }

  /**
   * A part of what is made of numbers.
   *
   * @throws IllegalArgumentException if it is a condition
   */
  static Expr requireNumber(Expr part) {
    if (part.isCondition()) {
      throw new IllegalArgumentException("a condition where a number belongs: " + part);
    }
    return part;
  }

  /**
   * A part of what is made where it holds.
   *
   * @throws IllegalArgumentException if it is a number
   */
  static Expr requireCondition(Expr part) {
    if (!part.isCondition()) {
      throw new IllegalArgumentException("a number where a condition belongs: " + part);
    }
    return part;
  }

  public final boolean isZero() {
    return this == RationalNumber.ZERO;
  }

  public final boolean isOne() {
    return this == RationalNumber.ONE;
  }

  /**
   * The value at a point given as names and numbers in turn, such as {@code at("x", 1, "y_2",
   * 0.5)}. An array binds a whole family, and sums that end at n run as far as the arrays of the
   * axes that their index stands on.
   *
   * @throws org.chainrule.error.ChainruleException if a name is missing or unknown, or if there is
   *     no real value
   */
  public final double at(Object... namesAndValues) {
    return Services.presentation().at(this, namesAndValues);
  }

  /**
   * The value at a point given by names.
   *
   * @param point a number for each name, an array for a whole family
   * @throws org.chainrule.error.ChainruleException as {@link #at(Object...)}
   */
  public final double at(Map<String, ?> point) {
    Objects.requireNonNull(point, "point is null");
    List<Object> namesAndValues = new ArrayList<>();
    point.forEach(
        (name, value) -> {
          namesAndValues.add(name);
          namesAndValues.add(value);
        });
    return at(namesAndValues.toArray());
  }

  /**
   * The simplified derivative by a variable, or by several in turn: "x,y".
   *
   * @return an expression without a value where there is no derivative
   * @throws org.chainrule.error.ChainruleException if the text is no variable, or there is no
   *     derivative in closed form
   */
  public final Expr diff(String variable) {
    Objects.requireNonNull(variable, "variable is null");
    return Services.presentation().derivative(this, variable);
  }

  /** An equal expression that is cheaper to read, its derivatives carried out. */
  public final Expr simplify() {
    return Services.presentation().simplified(this);
  }

  /**
   * The value and the gradient as JVM bytecode, which runs at the speed of code written by hand.
   * {@code Chainrule.compile} takes parameters too, and gives all that compiled code can do.
   *
   * @param variables names, elements or families; their order is the order in the arrays
   * @throws org.chainrule.error.CompileException if a free name is none of them
   */
  public final GradientFunction compile(String... variables) {
    Objects.requireNonNull(variables, "variables is null");
    return Services.compilation().compile(this, Arrays.asList(variables));
  }

  /** An equal expression in which products of sums are multiplied out, unless that is too long. */
  public final Expr expand() {
    return Services.presentation().expanded(this);
  }

  /**
   * This expression with another one in the place of a name or an element.
   *
   * @param name a plain name, or an element such as {@code x_1}, which is replaced where it stands
   *     with the same index; no index that is bound around it captures what is in the value
   */
  public final Expr substitute(String name, Expr value) {
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(value, "value is null");
    return Services.presentation().substituted(this, name, value);
  }

  /** This expression with a number in the place of a name or an element. */
  public final Expr substitute(String name, long value) {
    return substitute(name, of(value));
  }

  /**
   * The names that have to be given for a value, in the order of the alphabet: plain names, lengths
   * of sums among them, elements with numbers such as {@code x_1}, and families.
   */
  public final Set<String> variables() {
    return Services.presentation().variables(this);
  }

  /** This expression in LaTeX. */
  public final String latex() {
    return Services.presentation().latex(this);
  }

  /** This expression in Chainrule's notation. */
  @Override
  public final String toString() {
    return Services.presentation().text(this);
  }

  /**
   * A filter that lets expressions through and nothing else, for {@link
   * java.io.ObjectInputStream#setObjectInputFilter}: what a stream holds of other classes is
   * refused before an object of them is made. To let more through, merge it with a filter of your
   * own ({@link ObjectInputFilter#merge}).
   */
  public static ObjectInputFilter inputFilter() {
    return SerializedExpr::filter;
  }

  /** Structural, so that it is the same in every process; equality is identity. */
  @Override
  public final int hashCode() {
    return (int) (structuralHash ^ (structuralHash >>> 32));
  }

  /** Written as a list of nodes, so that the depth of an expression never is the stack's. */
  final Object writeReplace() {
    return new SerializedExpr(this);
  }

  /** Refuses a node that is in the stream itself, which no constructor made. */
  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a node is read as a part of a whole expression only");
  }

  /** Refuses the same where the stream leaves this class out. */
  private void readObjectNoData() throws InvalidObjectException {
    throw new InvalidObjectException("a node is read as a part of a whole expression only");
  }
}
