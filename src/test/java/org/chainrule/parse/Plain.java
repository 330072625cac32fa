package org.chainrule.parse;

import java.util.List;
import java.util.stream.Collectors;
import org.chainrule.error.ParseException;
import org.chainrule.resolve.ProblemNames;
import org.chainrule.syntax.Statement;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;

/** Reads plain notation in tests, and shows trees with every bracket and every node. */
final class Plain {
  private Plain() {}

  static ParseResult parse(String text, String... statements) {
    return Parser.expression(text, ProblemNames.of(List.of(statements)), ContractFunctions.ALL);
  }

  static Syntax read(String text, String... statements) {
    return parse(text, statements).syntax();
  }

  static String tree(String text, String... statements) {
    return tree(read(text, statements));
  }

  static List<String> notes(String text, String... statements) {
    return parse(text, statements).notes().stream().map(Note::text).toList();
  }

  static List<Statement> statements(String... texts) {
    Names names = ProblemNames.of(List.of(texts));
    return List.of(texts).stream()
        .flatMap(
            text -> Parser.statements(text, names, ContractFunctions.ALL).statements().stream())
        .toList();
  }

  /** The refusal of a text, or the tree in its place where it is read after all. */
  static ParseException refusal(String text, String... statements) {
    try {
      throw new AssertionError("read as " + tree(text, statements));
    } catch (ParseException refusal) {
      return refusal;
    }
  }

  /** The tree in prefix form: {@code *.} is a product without a sign, {@code x_[i]} an element. */
  static String tree(Syntax root) {
    return SyntaxWalk.fold(
        root,
        (node, below) -> {
          String list = String.join(" ", below);
          if (node instanceof Syntax.Binary binary) {
            String sign =
                switch (binary.operator()) {
                  case ADD -> "+";
                  case SUBTRACT -> "-";
                  case MULTIPLY -> binary.implicit() ? "*." : "*";
                  case DIVIDE -> "/";
                  case POWER -> "^";
                  case MATRIX_MULTIPLY -> "@";
                  case ELEMENTWISE_MULTIPLY -> ".*";
                  case ELEMENTWISE_DIVIDE -> "./";
                  case ELEMENTWISE_POWER -> ".^";
                };
            return "(" + sign + " " + list + ")";
          } else if (node instanceof Syntax.NumberLiteral number) {
            return number.value().toString();
          } else if (node instanceof Syntax.Name name) {
            return name.name();
          } else if (node instanceof Syntax.Constant constant) {
            return constant.kind().toString();
          } else if (node instanceof Syntax.Negate) {
            return "(- " + list + ")";
          } else if (node instanceof Syntax.Subscripted || node instanceof Syntax.Element) {
            return below.get(0) + "_[" + String.join(",", below.subList(1, below.size())) + "]";
          } else if (node instanceof Syntax.Call call) {
            return call.function()
                + "'".repeat(call.primes())
                + "("
                + String.join(", ", below)
                + ")";
          } else if (node instanceof Syntax.Derivative derivative) {
            return "D(" + String.join(", ", below) + "; " + derivative.orders() + ")";
          } else if (node instanceof Syntax.Transpose) {
            return "(' " + list + ")";
          } else if (node instanceof Syntax.MatrixLiteral literal) {
            return "[" + literal.label() + " " + list + "]";
          } else if (node instanceof Syntax.Comparison comparison) {
            String signs =
                comparison.operators().stream()
                    .map(each -> each.sign())
                    .collect(Collectors.joining(" "));
            return "(" + signs + " " + list + ")";
          }
          String name =
              node instanceof Syntax.Reduction reduction
                  ? reduction.operator().toString()
                  : node instanceof Syntax.Logical logical
                      ? logical.operator().toString()
                      : node.getClass().getSimpleName();
          return name + "(" + String.join(", ", below) + ")";
        });
  }
}
