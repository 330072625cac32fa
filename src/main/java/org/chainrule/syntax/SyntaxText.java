package org.chainrule.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.chainrule.error.Interruption;
import org.chainrule.syntax.Syntax.Array;
import org.chainrule.syntax.Syntax.Binary;
import org.chainrule.syntax.Syntax.Call;
import org.chainrule.syntax.Syntax.Cases;
import org.chainrule.syntax.Syntax.Comparison;
import org.chainrule.syntax.Syntax.Constant;
import org.chainrule.syntax.Syntax.Delta;
import org.chainrule.syntax.Syntax.Derivative;
import org.chainrule.syntax.Syntax.Element;
import org.chainrule.syntax.Syntax.Logical;
import org.chainrule.syntax.Syntax.MatrixLiteral;
import org.chainrule.syntax.Syntax.Name;
import org.chainrule.syntax.Syntax.Negate;
import org.chainrule.syntax.Syntax.Not;
import org.chainrule.syntax.Syntax.NumberLiteral;
import org.chainrule.syntax.Syntax.Reduction;
import org.chainrule.syntax.Syntax.Subscripted;
import org.chainrule.syntax.Syntax.Transpose;

/**
 * The text of a syntax tree in plain notation, with the fewest brackets, so that it reads back as
 * the same tree.
 */
public final class SyntaxText {
  private static final int ANY = 0;
  private static final int CONJUNCTION = 1;
  private static final int NEGATION = 2;
  private static final int RELATION = 3;
  private static final int SUM = 4;
  private static final int TERM = 5;
  private static final int FACTOR = 6;
  private static final int POWER = 7;
  private static final int OPERAND = 8;
  private static final int BRACKETED = 9;

  private static final String TIGHT_COMMA = ",";

  /** What is still to be written, the last first: text, or a node and how tight it must hold. */
  private final Deque<Object> pending = new ArrayDeque<>();

  private record Part(Syntax node, int level, boolean tight) {
    Part(Syntax node, int level) {
      this(node, level, false);
    }
  }

  private SyntaxText() {}

  /** The expression in plain notation. */
  public static String of(Syntax root) {
    return write(new Part(root, ANY));
  }

  /** Appends a word, with a space where a number such as .5 would make a range longer. */
  private static void append(StringBuilder out, String word) {
    boolean point = !out.isEmpty() && out.charAt(out.length() - 1) == '.';
    out.append(point && word.startsWith(".") ? " " : "").append(word);
  }

  private static String tight(Syntax root) {
    return write(new Part(root, SUM, true));
  }

  private static String write(Part root) {
    SyntaxText text = new SyntaxText();
    text.pending.push(root);
    StringBuilder out = new StringBuilder();
    while (!text.pending.isEmpty()) {
      Interruption.poll();
      Object next = text.pending.pop();
      if (next instanceof Part part) {
        text.expand(part);
      } else {
        append(out, (String) next);
      }
    }
    return out.toString();
  }

  /** The statement in plain notation. */
  public static String of(Statement statement) {
    if (statement instanceof Statement.Definition definition) {
      List<Name> parameters = definition.parameters();
      String head = of(definition.target());
      if (parameters != null) {
        head += parameters.stream().map(SyntaxText::of).collect(Collectors.joining(", ", "(", ")"));
      }
      return head + " = " + of(definition.value());
    } else if (statement instanceof Statement.IndexDeclaration declaration) {
      return names(declaration.names())
          + " in "
          + tight(declaration.lower())
          + ".."
          + tight(declaration.upper());
    } else if (statement instanceof Statement.ShapeDeclaration declaration) {
      return names(declaration.names()) + " : " + shape(declaration.shape());
    } else if (statement instanceof Statement.FamilyDeclaration declaration) {
      String ranges =
          declaration.ranges().stream()
              .map(SyntaxText::of)
              .collect(Collectors.joining(", ", " for ", ""));
      return names(declaration.names())
          + " : "
          + shape(declaration.shape())
          + (declaration.ranges().isEmpty() ? "" : ranges);
    }
    return "assume " + of(((Statement.Assumption) statement).relation());
  }

  private static String names(List<? extends Syntax> names) {
    return names.stream().map(SyntaxText::of).collect(Collectors.joining(", "));
  }

  private static String shape(DeclaredShape shape) {
    if (shape instanceof DeclaredShape.Mapping mapping) {
      return mapping.arguments().stream().map(SyntaxText::shape).collect(Collectors.joining(" x "))
          + " -> "
          + shape(mapping.result());
    }
    DeclaredShape.Space space = (DeclaredShape.Space) shape;
    List<Syntax> dimensions = space.dimensions();
    return dimensions.isEmpty()
        ? "R"
        : dimensions.stream().map(SyntaxText::of).collect(Collectors.joining(" x ", "R^{", "}"))
            + (space.isSymmetric() ? " symmetric" : "");
  }

  /** Writes the parts, which are text or nodes with their level, in place of a node. */
  private void write(Object... parts) {
    for (int i = parts.length - 1; i >= 0; i--) {
      pending.push(parts[i]);
    }
  }

  private void writeList(List<Syntax> nodes, int level, String separator) {
    boolean tight = separator.equals(TIGHT_COMMA);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      pending.push(new Part(nodes.get(i), level, tight));
      if (i > 0) {
        pending.push(separator);
      }
    }
  }

  private void expand(Part part) {
    if (level(part.node()) < part.level()) {
      write("(", new Part(part.node(), ANY, part.tight()), ")");
      return;
    }
    Syntax node = part.node();
    if (node instanceof NumberLiteral number) {
      write(number.spelling());
    } else if (node instanceof Name name) {
      write(name.spelling());
    } else if (node instanceof Constant constant) {
      write(constant.spelling());
    } else if (node instanceof Negate negate) {
      write("-", new Part(negate.operand(), FACTOR));
    } else if (node instanceof Binary binary) {
      expandBinary(binary, part.tight());
    } else if (node instanceof Call call) {
      pending.push(")");
      writeList(call.arguments(), ANY, ", ");
      write(call.spelling() + "'".repeat(call.primes()) + "(");
    } else if (node instanceof Subscripted subscripted) {
      expandIndices(subscripted.indices(), subscripted.bracketed());
      pending.push(new Part(subscripted.family(), ANY));
    } else if (node instanceof Element element) {
      expandIndices(element.indices(), element.bracketed());
      if (element.vector() instanceof Call) {
        pending.push(new Part(element.vector(), OPERAND));
      } else {
        write("(", new Part(element.vector(), ANY), ")");
      }
    } else if (node instanceof Reduction reduction) {
      expandReduction(reduction);
    } else if (node instanceof Cases cases) {
      expandCases(cases);
    } else if (node instanceof Derivative derivative) {
      expandDerivative(derivative);
    } else if (node instanceof Delta delta) {
      write("delta(", new Part(delta.left(), ANY), ", ", new Part(delta.right(), ANY), ")");
    } else if (node instanceof Transpose transpose) {
      write(new Part(transpose.operand(), OPERAND), "'");
    } else if (node instanceof MatrixLiteral literal) {
      expandRows(literal);
    } else if (node instanceof Array array) {
      expandArray(array);
    } else {
      expandCondition(node);
    }
  }

  private void expandCondition(Syntax node) {
    if (node instanceof Comparison comparison) {
      List<Syntax> operands = comparison.operands();
      for (int i = operands.size() - 1; i >= 0; i--) {
        pending.push(new Part(operands.get(i), SUM));
        if (i > 0) {
          pending.push(" " + comparison.operators().get(i - 1).sign() + " ");
        }
      }
    } else if (node instanceof Logical logical) {
      if (logical.operator() == Logical.Operator.AND) {
        writeList(logical.operands(), NEGATION, " and ");
      } else {
        writeList(logical.operands(), CONJUNCTION, " or ");
      }
    } else {
      write("not ", new Part(((Not) node).operand(), NEGATION));
    }
  }

  private void expandBinary(Binary binary, boolean tight) {
    Syntax left = binary.left();
    Syntax right = binary.right();
    boolean call = binary.implicit() && startsWithBracket(right) && couldBeFunction(left);
    int before = call ? BRACKETED : endsOpen(left) ? OPERAND : TERM;
    switch (binary.operator()) {
      case ADD ->
          write(new Part(left, SUM, tight), tight ? "+" : " + ", new Part(right, TERM, tight));
      case SUBTRACT ->
          write(new Part(left, SUM, tight), tight ? "-" : " - ", new Part(right, TERM, tight));
      case MULTIPLY ->
          write(
              new Part(left, before),
              binary.implicit() ? " " : "*",
              new Part(right, binary.implicit() ? POWER : FACTOR));
      case DIVIDE ->
          write(
              new Part(left, before),
              "/",
              startsLikeDifferential(right) ? "(" : "",
              new Part(right, FACTOR),
              startsLikeDifferential(right) ? ")" : "");
      case MATRIX_MULTIPLY -> write(new Part(left, before), " @ ", new Part(right, FACTOR));
      case ELEMENTWISE_MULTIPLY -> write(new Part(left, before), " .* ", new Part(right, FACTOR));
      case ELEMENTWISE_DIVIDE -> write(new Part(left, before), " ./ ", new Part(right, FACTOR));
      case POWER, ELEMENTWISE_POWER -> {
        int after = startsTransposed(right) ? BRACKETED : endsOpen(right) ? OPERAND : FACTOR;
        String sign = binary.operator() == Binary.Operator.POWER ? "^" : ".^";
        write(new Part(left, OPERAND), sign, new Part(right, after));
      }
    }
  }

  /** Whether a sign of transposition here could be taken for one of the power before. */
  private static boolean startsTransposed(Syntax exponent) {
    Syntax first = exponent;
    while (true) {
      if (first instanceof Negate negate) {
        first = negate.operand();
      } else if (first instanceof Binary power && level(power) == POWER) {
        first = power.left();
      } else {
        return first instanceof Transpose;
      }
    }
  }

  /** Whether a product without a sign stands in an entry of a matrix, where it could be two. */
  private static boolean hasImplicit(Syntax entry) {
    Deque<Syntax> open = new ArrayDeque<>(List.of(entry));
    while (!open.isEmpty()) {
      Syntax node = open.pop();
      if (node instanceof Binary binary && level(binary) <= TERM) {
        if (binary.implicit()) {
          return true;
        }
        open.push(binary.left());
        open.push(binary.right());
      } else if (node instanceof Negate negate) {
        open.push(negate.operand());
      } else if (node instanceof Reduction reduction && swallows(reduction)) {
        open.push(reduction.body());
      }
    }
    return false;
  }

  private void expandRows(MatrixLiteral literal) {
    pending.push("]");
    for (int i = literal.rows().size() - 1; i >= 0; i--) {
      List<Syntax> row = literal.rows().get(i);
      for (int k = row.size() - 1; k >= 0; k--) {
        pending.push(new Part(row.get(k), hasImplicit(row.get(k)) ? BRACKETED : ANY));
        if (k > 0) {
          pending.push(", ");
        }
      }
      pending.push(i > 0 ? "; " : "[");
    }
  }

  private void expandArray(Array array) {
    write(", ", new Part(array.body(), ANY), ")");
    for (int i = array.indices().size() - 1; i >= 0; i--) {
      write(
          i > 0 ? ", " : "array(",
          new Part(array.indices().get(i), ANY),
          "=1..",
          new Part(array.lengths().get(i), SUM, true));
    }
  }

  /**
   * Whether this ends with a prefix form, so that a factor after it would go to that one's body.
   */
  private static boolean endsOpen(Syntax node) {
    Syntax last = node;
    while (!swallows(last)) {
      if (last instanceof Negate negate) {
        last = negate.operand();
      } else if (last instanceof Binary binary && level(binary) == TERM) {
        last = binary.right();
      } else {
        return false;
      }
    }
    return true;
  }

  private static boolean startsWithBracket(Syntax node) {
    Syntax first = node;
    while (level(first) >= POWER) {
      if (first instanceof Transpose transpose && level(transpose.operand()) >= OPERAND) {
        first = transpose.operand();
      } else if (first instanceof Binary power && level(power.left()) >= OPERAND) {
        first = power.left();
      } else {
        return first instanceof Transpose || first instanceof Binary;
      }
    }
    return true;
  }

  /** Whether this ends with a name that, before a bracket, could be taken for a function's. */
  private static boolean couldBeFunction(Syntax node) {
    Syntax last = node;
    while (!(last instanceof Name)) {
      if (last instanceof Negate negate) {
        last = negate.operand();
      } else if (last instanceof Binary binary && level(binary) >= TERM) {
        last = binary.right();
      } else {
        return false;
      }
    }
    String name = ((Name) last).spelling();
    return name.length() == 1
        ? "fghσδγΓ".contains(name)
        : name.chars().allMatch(each -> each < 0x7F && Character.isLetterOrDigit(each));
  }

  /** Whether this is a prefix form, whose body reaches to the end of the product it stands in. */
  private static boolean swallows(Syntax node) {
    return node instanceof Reduction reduction && reduction.lower() == null;
  }

  /** Whether this, directly after a slash, could be taken for the foot of a derivative. */
  private static boolean startsLikeDifferential(Syntax node) {
    Syntax first = node;
    if (first instanceof Binary power && power.operator() == Binary.Operator.POWER) {
      first = power.left();
    }
    if (first instanceof Subscripted subscripted) {
      first = subscripted.family();
    }
    return first instanceof Name name
        && name.spelling().length() > 1
        && name.spelling().charAt(0) == 'd';
  }

  private void expandIndices(List<Syntax> indices, boolean bracketed) {
    boolean single = indices.size() == 1;
    if (bracketed) {
      pending.push("]");
      writeList(indices, ANY, TIGHT_COMMA);
      pending.push("[");
    } else if (single
        && (indices.get(0) instanceof NumberLiteral || indices.get(0) instanceof Name)) {
      write("_", new Part(indices.get(0), ANY));
    } else {
      pending.push("}");
      writeList(indices, ANY, TIGHT_COMMA);
      pending.push("_{");
    }
  }

  private void expandReduction(Reduction reduction) {
    String name =
        switch (reduction.operator()) {
          case SUM -> "sum";
          case PRODUCT -> "prod";
          case MAXIMUM -> "max";
          case MINIMUM -> "min";
        };
    Syntax lower = reduction.lower();
    Syntax upper = reduction.upper();
    Syntax condition = reduction.condition();
    if (lower != null && upper != null) {
      write(", ", new Part(reduction.body(), ANY), ")");
      if (condition != null) {
        write(", ", new Part(condition, ANY));
      }
      write(
          name + "(",
          new Part(reduction.index(), ANY),
          "=",
          new Part(lower, SUM, true),
          "..",
          new Part(upper, SUM, true));
    } else if (condition != null) {
      write(name + "_{", new Part(condition, ANY), "} ", new Part(reduction.body(), TERM));
    } else {
      write(name + "_", new Part(reduction.index(), ANY), " ", new Part(reduction.body(), TERM));
    }
  }

  private void expandCases(Cases cases) {
    pending.push(")");
    Syntax otherwise = cases.otherwise();
    if (otherwise != null) {
      write(", ", new Part(otherwise, SUM), " otherwise");
    }
    for (int i = cases.cases().size() - 1; i >= 0; i--) {
      Cases.Case each = cases.cases().get(i);
      write(
          i > 0 ? ", " : "", new Part(each.value(), SUM), " if ", new Part(each.condition(), ANY));
    }
    pending.push("cases(");
  }

  private void expandDerivative(Derivative derivative) {
    pending.push(")");
    for (int i = derivative.variables().size() - 1; i >= 0; i--) {
      int order = derivative.orders().get(i);
      write(", ", new Part(derivative.variables().get(i), ANY), order == 1 ? "" : ", " + order);
    }
    write("diff(", new Part(derivative.body(), ANY));
  }

  private static int level(Syntax node) {
    if (node instanceof Logical logical) {
      return logical.operator() == Logical.Operator.AND ? CONJUNCTION : ANY;
    } else if (node instanceof Not) {
      return NEGATION;
    } else if (node instanceof Comparison) {
      return RELATION;
    } else if (node instanceof Binary binary) {
      return switch (binary.operator()) {
        case ADD, SUBTRACT -> SUM;
        case MULTIPLY, DIVIDE, MATRIX_MULTIPLY, ELEMENTWISE_MULTIPLY, ELEMENTWISE_DIVIDE -> TERM;
        case POWER, ELEMENTWISE_POWER -> POWER;
      };
    } else if (node instanceof Negate) {
      return FACTOR;
    }
    return swallows(node) ? POWER : OPERAND;
  }
}
