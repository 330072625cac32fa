package org.chainrule.expr;

import java.util.List;

/** A constant that has a name of its own. */
public final class NamedConstant extends Expr {
  private static final long serialVersionUID = 1L;

  /** The constants that there are. */
  public enum Kind {
    PI("pi"),
    E("e"),
    INFINITY("inf");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** How Chainrule's notation writes it. */
    public String text() {
      return text;
    }
  }

  public static final NamedConstant PI = make(Kind.PI);
  public static final NamedConstant E = make(Kind.E);
  public static final NamedConstant INFINITY = make(Kind.INFINITY);

  private final Kind kind;

  private NamedConstant(Kind kind) {
    super(Hash.mix(Hash.of("constant"), Hash.of(kind.text())), Traits.NONE);
    this.kind = kind;
  }

  private static NamedConstant make(Kind kind) {
    return (NamedConstant) Interner.intern(new NamedConstant(kind));
  }

  public static NamedConstant of(Kind kind) {
    return switch (kind) {
      case PI -> PI;
      case E -> E;
      case INFINITY -> INFINITY;
    };
  }

  public Kind kind() {
    return kind;
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
    return other instanceof NamedConstant constant && kind == constant.kind;
  }

  @Override
  String label() {
    return kind.text();
  }
}
