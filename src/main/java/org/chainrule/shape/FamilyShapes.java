package org.chainrule.shape;

import java.util.HashSet;
import java.util.Set;
import org.chainrule.parse.SourceText;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;

/**
 * The shapes of families whose elements are defined, and the refusals of values that do not fit.
 */
final class FamilyShapes {
  private final Problem problem;
  private final ShapePass pass;
  private final String text;

  FamilyShapes(Problem problem, ShapePass pass, String text) {
    this.problem = problem;
    this.pass = pass;
    this.text = text;
  }

  /** Gives the family of a definition the shape of its value, or compares it with the known one. */
  void define(Statement.Definition definition, Shape shape) {
    Syntax.Subscripted target = (Syntax.Subscripted) definition.target();
    String name = target.family().name();
    ShapedName known = problem.family(name);
    if (pass.isTouched(definition.value()) || known != null) {
      requireNoLengths(target);
    }
    if (known == null) {
      if (shape.isNumber()) {
        return;
      } else if (problem.named(name) != null) {
        throw isNumber(definition, shape);
      }
      int indices = target.indices().size();
      problem.family(
          new ShapedName(
              name, shape, shape.lengths(), indices, false, false, definition.span(), text));
    } else if (known.indices() != target.indices().size()) {
      pass.rules().requireElement(target);
      if (!shape.isNumber()) {
        throw isNumber(definition, shape);
      }
    } else if (shape.isNumber()
        ? !isStart(target) || !isConstant(definition.value())
        : !pass.rules().fit(known.shape(), shape)) {
      throw new SourceText(text)
          .refusal(
              definition.span(),
              "shapes do not fit: `%s` is %s %s, and its value here is %s"
                  .formatted(target, problem.resolved(known.shape()), known.source(), shape),
              shape.isNumber()
                  ? "declare what it is made of, or write a product with ones(n)"
                  : null);
    }
  }

  private RuntimeException isNumber(Statement.Definition definition, Shape shape) {
    return pass.rules()
        .refusal(
            definition.value(),
            "the element `%s` is a number, and its value here is %s"
                .formatted(definition.target(), shape),
            "define the elements of columns with two indices, as in h_{t,i} = sum_j …");
  }

  /** An index that is a length as well would be put in for the length. */
  private void requireNoLengths(Syntax.Subscripted target) {
    for (Syntax index : target.indices()) {
      if (index instanceof Syntax.Name letter && problem.isLength(letter.name())) {
        throw new SourceText(text)
            .refusal(
                target.span(),
                "`%s` is the index of `%s` and a length in a declaration"
                    .formatted(letter.name(), target),
                "write another letter for one of the two, as in %s_t"
                    .formatted(target.family().name()));
      }
    }
  }

  /** Whether a value is a number as it is written, which each element may be. */
  private static boolean isConstant(Syntax value) {
    Set<String> names = new HashSet<>();
    DefinedShapes.names(value, names);
    return names.isEmpty();
  }

  private static boolean isStart(Syntax.Subscripted target) {
    return target.indices().stream().allMatch(Syntax.NumberLiteral.class::isInstance);
  }
}
