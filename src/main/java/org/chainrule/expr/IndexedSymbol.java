package org.chainrule.expr;

import java.util.List;

/** An element of a family, such as {@code x_i} or {@code W_{2,1}}. */
public final class IndexedSymbol extends Expr {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("indexed");

  private final String family;
  private final List<Expr> indices;

  private IndexedSymbol(String family, List<Expr> indices) {
    super(
        Hash.of(Hash.mix(SEED, Hash.of(family)), indices),
        new Traits(Expr.nameBit(family), 0, 0).and(Traits.of(indices)));
    this.family = family;
    this.indices = indices;
  }

  /**
   * The element of a family.
   *
   * @throws IllegalArgumentException if there is no index
   */
  public static IndexedSymbol of(String family, List<? extends Expr> indices) {
    if (indices.isEmpty() || family.isEmpty()) {
      throw new IllegalArgumentException("an element needs a family and an index");
    }
    indices.forEach(Expr::requireNumber);
    return (IndexedSymbol) Interner.intern(new IndexedSymbol(family, List.copyOf(indices)));
  }

  public static IndexedSymbol of(String family, Expr... indices) {
    return of(family, List.of(indices));
  }

  public String family() {
    return family;
  }

  public List<Expr> indices() {
    return indices;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  @Override
  public List<Expr> children() {
    return indices;
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof IndexedSymbol indexed
        && family.equals(indexed.family)
        && indices.equals(indexed.indices);
  }

  @Override
  String label() {
    return family;
  }
}
