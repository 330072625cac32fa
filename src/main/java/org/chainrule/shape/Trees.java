package org.chainrule.shape;

import java.util.List;
import org.chainrule.error.Span;
import org.chainrule.number.Rational;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxRebuild;
import org.chainrule.syntax.SyntaxWalk;

/** The making of trees that stand at the place of what they are made of. */
final class Trees {
  private Trees() {}

  static Syntax number(long value, Span place) {
    return new Syntax.NumberLiteral(place, Rational.of(value), Long.toString(value));
  }

  static Syntax.Name name(String name, Span place) {
    return new Syntax.Name(place, name, name);
  }

  static Syntax binary(Syntax.Binary.Operator operator, Syntax left, Syntax right, Span place) {
    return new Syntax.Binary(place, operator, left, right, false);
  }

  static Syntax times(Syntax left, Syntax right, Span place) {
    return binary(Syntax.Binary.Operator.MULTIPLY, left, right, place);
  }

  static Syntax call(String function, Syntax argument, Span place) {
    return new Syntax.Call(place, function, function, 0, List.of(argument));
  }

  /** A sum, product or extreme of a body over an index from 1. */
  static Syntax over(
      Syntax.Reduction.Operator operator, String index, Syntax length, Syntax body, Span place) {
    return new Syntax.Reduction(
        place, operator, name(index, place), number(1, place), length, null, body);
  }

  /** A tree whose names and numbers stand at another place, which may be in another text. */
  static Syntax at(Syntax tree, Span place) {
    return SyntaxWalk.fold(
        tree,
        (node, parts) -> {
          if (node instanceof Syntax.Name name) {
            return new Syntax.Name(place, name.name(), name.spelling());
          } else if (node instanceof Syntax.NumberLiteral number) {
            return new Syntax.NumberLiteral(place, number.value(), number.spelling());
          } else if (node instanceof Syntax.Subscripted element) {
            return new Syntax.Subscripted(
                place,
                (Syntax.Name) parts.get(0),
                parts.subList(1, parts.size()),
                element.bracketed());
          } else if (node instanceof Syntax.Binary binary) {
            return binary(binary.operator(), parts.get(0), parts.get(1), place);
          }
          return SyntaxRebuild.of(node, parts);
        });
  }
}
