package org.chainrule.syntax;

import java.util.List;
import org.chainrule.error.Span;
import org.jspecify.annotations.Nullable;

/** A definition, a declaration or an assumption, as it was written. */
public sealed interface Statement {
  /** Where this stands in the text. */
  Span span();

  /**
   * A definition: {@code x_5 = …}, {@code y_i = …}, {@code f(x, y) = …}, {@code h_t = …}.
   *
   * @param target a {@link Syntax.Name} (also the name of a function) or a {@link
   *     Syntax.Subscripted}
   * @param parameters the parameters of a function, or null where the target is none
   */
  record Definition(Span span, Syntax target, @Nullable List<Syntax.Name> parameters, Syntax value)
      implements Statement {
    public Definition {
      parameters = parameters == null ? null : List.copyOf(parameters);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /** The range of index variables: {@code i, j in 1..n}. */
  record IndexDeclaration(Span span, List<Syntax.Name> names, Syntax lower, Syntax upper)
      implements Statement {
    public IndexDeclaration {
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /** A declaration of names: {@code W : 4x5}, {@code y : R^n}, {@code f : R -> R}. */
  record ShapeDeclaration(Span span, List<Syntax.Name> names, DeclaredShape shape)
      implements Statement {
    public ShapeDeclaration {
      names = List.copyOf(names);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /**
   * A declaration of the columns or matrices of a family: {@code x_t : R^n}, {@code W_l : R^{n x n}
   * for l in 1..L}, or of one of them, {@code h_0 : R^n}.
   *
   * @param names what is declared, each with its indices
   * @param ranges the ranges of letters among these indices, as far as they are written
   */
  record FamilyDeclaration(
      Span span,
      List<Syntax.Subscripted> names,
      DeclaredShape.Space shape,
      List<IndexDeclaration> ranges)
      implements Statement {
    public FamilyDeclaration {
      names = List.copyOf(names);
      ranges = List.copyOf(ranges);
    }

    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }

  /** A relation that may be used: {@code assume sum_k t_k = 1}. */
  record Assumption(Span span, Syntax relation) implements Statement {
    @Override
    public String toString() {
      return SyntaxText.of(this);
    }
  }
}
