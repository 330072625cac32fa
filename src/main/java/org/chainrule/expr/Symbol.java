package org.chainrule.expr;

import java.util.List;

/** A name that stands for a number: a variable, a parameter or a free index. */
public final class Symbol extends Expr {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("symbol");
  private static final char OPENED = '#';

  private final String name;
  private final int openedNumber;

  private Symbol(String name, int openedNumber) {
    super(Hash.mix(SEED, Hash.of(name)), new Traits(Expr.nameBit(name), 0, openedNumber));
    this.name = name;
    this.openedNumber = openedNumber;
  }

  /**
   * The symbol of a name.
   *
   * @throws IllegalArgumentException if the name is empty or begins with {@code #}
   */
  public static Symbol of(String name) {
    if (name.isEmpty() || name.charAt(0) == OPENED) {
      throw new IllegalArgumentException("not a name: '" + name + "'");
    }
    return (Symbol) Interner.intern(new Symbol(name, 0));
  }

  /**
   * The stand-in for the index of a binder while its body is worked on. No text reads as one, so
   * none is ever captured.
   *
   * @param number 1 or above
   */
  public static Symbol opened(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("not the number of an opened index: " + number);
    }
    return (Symbol) Interner.intern(new Symbol(OPENED + Integer.toString(number), number));
  }

  public String name() {
    return name;
  }

  /** Whether this stands for the index of a binder that was opened. */
  public boolean isOpened() {
    return openedNumber > 0;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public List<Expr> children() {
    return List.of();
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof Symbol symbol && name.equals(symbol.name);
  }

  @Override
  String label() {
    return name;
  }
}
