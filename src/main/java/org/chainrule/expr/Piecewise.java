package org.chainrule.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The value of the first branch whose condition holds; without an otherwise, undefined elsewhere.
 */
public final class Piecewise extends Expr {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("piecewise");

  /**
   * One branch.
   *
   * @param value the value where the condition holds
   * @param condition a {@link Relation} or {@link Logical}
   */
  public record Branch(Expr value, Expr condition) {
    public Branch {
      requireNumber(value);
      requireCondition(condition);
    }
  }

  private final boolean restriction;
  private final List<Branch> branches;
  private final @Nullable Expr otherwise;
  private final List<Expr> children;

  private Piecewise(
      boolean restriction, List<Branch> branches, @Nullable Expr otherwise, List<Expr> children) {
    super(
        Hash.of(Hash.mix(SEED, restriction ? 2 : otherwise == null ? 0 : 1), children),
        Traits.of(children));
    this.restriction = restriction;
    this.branches = branches;
    this.otherwise = otherwise;
    this.children = children;
  }

  /**
   * The expression by cases; branches that cannot be reached are left out.
   *
   * @param otherwise the value where no condition holds, or null where there is none
   */
  public static Expr of(List<Branch> branches, @Nullable Expr otherwise) {
    if (otherwise != null) {
      requireNumber(otherwise);
    }
    List<Branch> kept = new ArrayList<>();
    Expr rest = otherwise;
    for (Branch branch : branches) {
      if (branch.condition() == Logical.TRUE) {
        rest = branch.value();
        break;
      }
      boolean repeated =
          kept.stream().anyMatch(earlier -> earlier.condition() == branch.condition());
      if (branch.condition() != Logical.FALSE && !repeated) {
        kept.add(branch);
      }
    }
    while (rest != null && !kept.isEmpty() && kept.get(kept.size() - 1).value() == rest) {
      kept.remove(kept.size() - 1);
    }
    if (kept.isEmpty() && rest != null) {
      return rest;
    }
    List<Expr> children = new ArrayList<>();
    for (Branch branch : kept) {
      children.add(branch.value());
      children.add(branch.condition());
    }
    if (rest != null) {
      children.add(rest);
    }
    return Interner.intern(new Piecewise(false, List.copyOf(kept), rest, List.copyOf(children)));
  }

  /**
   * An answer that holds under a condition: elsewhere it has no value. It is printed as the answer
   * alone, since its condition is told beside it.
   */
  public static Expr restriction(Expr answer, Expr condition) {
    return restriction(answer, condition, answer);
  }

  /**
   * An answer that holds under a condition and is printed in another form, which lacks the places
   * that are told beside it: {@code cases(2*x if x > 0, 0 if x < 0)} of one that is 0 at 0 too.
   */
  public static Expr restriction(Expr answer, Expr condition, Expr shown) {
    requireNumber(shown);
    if (answer instanceof Piecewise inner && inner.restriction) {
      Branch only = inner.branches.get(0);
      return restriction(
          only.value(),
          Logical.and(only.condition(), condition),
          shown == answer ? inner.shown() : shown);
    }
    if (condition == Logical.TRUE && shown == answer) {
      return answer;
    }
    return Interner.intern(
        new Piecewise(
            true,
            List.of(new Branch(answer, condition)),
            null,
            shown == answer ? List.of(answer, condition) : List.of(answer, condition, shown)));
  }

  /** Whether this is an answer under a condition that is told beside it. */
  public boolean isRestriction() {
    return restriction;
  }

  /** The form in which an answer under a condition is printed. */
  public Expr shown() {
    return children.get(children.size() == 2 ? 0 : 2);
  }

  /** The same kind of expression with other branches, as what it is now. */
  Expr with(List<Branch> changed, @Nullable Expr otherwise) {
    return restriction
        ? restriction(changed.get(0).value(), changed.get(0).condition())
        : of(changed, otherwise);
  }

  public List<Branch> branches() {
    return branches;
  }

  public Optional<Expr> otherwise() {
    return Optional.ofNullable(otherwise);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  /**
   * The values and conditions in turn, then the otherwise where there is one; of an answer under a
   * condition, the form that is printed where it is another.
   */
  @Override
  public List<Expr> children() {
    return children;
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof Piecewise piecewise
        && restriction == piecewise.restriction
        && children.size() == piecewise.children.size()
        && (!restriction || shown() == piecewise.shown())
        && branches.equals(piecewise.branches)
        && Objects.equals(otherwise, piecewise.otherwise);
  }

  @Override
  String label() {
    if (restriction) {
      return "restriction";
    }
    return otherwise == null ? "" : "otherwise";
  }
}
