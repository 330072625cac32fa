package org.chainrule.print;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;

/** The printer of expressions. */
public final class Printer {
  /** The length of a text from which on shared parts get names. */
  public static final int DEFAULT_LIMIT = 5_000;

  private static final List<String> PART_NAMES = List.of("u", "v", "q", "r", "p", "w");

  private Printer() {}

  /** Plain notation, which reads back as the same expression. */
  public static String text(Expr expression, Spelling spelling) {
    return text(expression, spelling, DEFAULT_LIMIT);
  }

  /** Plain notation with shared parts named past a number of characters. */
  public static String text(Expr expression, Spelling spelling, int limit) {
    return print(expression, spelling, limit, TextWriter::new, " where ", ", ");
  }

  /**
   * Plain notation with the condition of an answer behind it: {@code 1/x where x > 0}. It reads
   * back as an expression of the same values.
   */
  public static String withCondition(Expr expression, Spelling spelling) {
    if (!(expression instanceof Piecewise piecewise) || !piecewise.isRestriction()) {
      return text(expression, spelling);
    }
    Expr condition = piecewise.branches().get(0).condition();
    if (condition == Logical.TRUE) {
      return text(piecewise.branches().get(0).value(), spelling);
    }
    List<Expr> all =
        condition instanceof Logical logical && logical.operator() == Logical.Operator.AND
            ? logical.operands()
            : List.of(condition);
    String value = text(piecewise.branches().get(0).value(), spelling);
    String separator = value.contains(" where ") ? ", " : " where ";
    return value
        + separator
        + all.stream().map(each -> text(each, spelling)).collect(Collectors.joining(", "));
  }

  /** Plain notation with Greek letters and the signs of mathematics; it reads back as well. */
  public static String unicode(Expr expression, Spelling spelling) {
    return print(expression, spelling, DEFAULT_LIMIT, UnicodeWriter::new, " where ", ", ");
  }

  /** A {@code math} element, which shows what the LaTeX shows and is spoken as the text. */
  public static String mathml(Expr expression, Spelling spelling) {
    return MathMl.of(latex(expression, spelling), text(expression, spelling));
  }

  /** The same of LaTeX that is made of what is printed here. */
  public static String mathmlOf(String latex, String text) {
    return MathMl.of(latex, text);
  }

  /** A {@code math} element for LaTeX of anyone, where it has nothing that is not printed here. */
  public static Optional<String> mathmlOfAny(String latex) {
    return MathMl.ofAny(latex);
  }

  /** LaTeX for mathematics mode. */
  public static String latex(Expr expression, Spelling spelling) {
    return print(expression, spelling, DEFAULT_LIMIT, LatexWriter::new, "\\text{ where }", ",\\; ");
  }

  /**
   * Java of type double: an expression or, past a number of characters, the body of a method that
   * declares the shared parts as variables and returns the value.
   *
   * <p>A name is a variable of type double, named by an identifier that no other name has ({@code
   * hat(y)} is {@code hat$y}). An element is a variable, {@code x_1} or {@code W_2_1}, unless its
   * family also stands with an index that is not a number: then it is the element of an array,
   * {@code x[1]}, numbered as in the notation. A declared function is a method of its name.
   *
   * @throws org.chainrule.error.DomainException if there is none, as for a derivative that is not
   *     carried out
   */
  public static String java(Expr expression, Spelling spelling) {
    LayoutPass pass = new LayoutPass(spelling, true);
    Layout root = pass.layOut(expression);
    Set<String> arrays = new TreeSet<>();
    for (Expr node : new NodeOrder(expression).nodes()) {
      if (node instanceof IndexedSymbol element && !hasNumbers(element)) {
        arrays.add(element.family());
      }
    }
    Supplier<Writer> writers = () -> new JavaWriter(spelling, pass.names(), arrays);
    String whole = writers.get().write(root, DEFAULT_LIMIT, false);
    if (whole != null) {
      return whole;
    }
    Named named = name(root, pass.names(), writers.get());
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < named.parts().size(); i++) {
      out.append("double ").append(named.definition(i)).append(";\n");
    }
    return out.append("return ").append(named.text()).append(';').toString();
  }

  /**
   * Python with NumPy as {@code np}, in which a family is an array that counts from 0.
   *
   * @throws org.chainrule.error.DomainException if there is none
   */
  public static String numpy(Expr expression, Spelling spelling) {
    return program(new DefinedCalls(Function::numpy).apply(expression), spelling, NumpyWriter::new);
  }

  /**
   * MATLAB, in which a family is an array.
   *
   * @throws org.chainrule.error.DomainException if there is none
   */
  public static String matlab(Expr expression, Spelling spelling) {
    return program(
        new DefinedCalls(Function::matlab).apply(expression), spelling, MatlabWriter::new);
  }

  private static String program(
      Expr expression, Spelling spelling, BiFunction<Spelling, Set<String>, Writer> format) {
    LayoutPass pass = new LayoutPass(spelling, false);
    Layout root = pass.layOut(expression);
    Writer writer = format.apply(spelling, pass.names());
    return String.valueOf(writer.write(root, Integer.MAX_VALUE, false));
  }

  /** A name as an identifier of Java that no other name has. */
  public static String javaIdentifier(String name) {
    return JavaNames.identifier(name);
  }

  private static boolean hasNumbers(IndexedSymbol element) {
    return element.indices().stream()
        .allMatch(index -> index instanceof RationalNumber number && number.value().isInteger());
  }

  /** The nodes, a line each, parts below wholes; linear in the graph. */
  public static String tree(Expr expression) {
    return TreePrinter.print(expression);
  }

  /** The nodes as JSON, each once, with parts referred to by number; linear in the graph. */
  public static String json(Expr expression) {
    return JsonPrinter.print(expression);
  }

  private static String print(
      Expr expression,
      Spelling spelling,
      int limit,
      BiFunction<Spelling, Set<String>, Writer> format,
      String where,
      String separator) {
    LayoutPass pass = new LayoutPass(spelling, false);
    Layout root = pass.layOut(expression);
    String whole = format.apply(spelling, pass.names()).write(root, limit, false);
    if (whole != null) {
      return whole;
    }
    Named named = name(root, pass.names(), format.apply(spelling, pass.names()));
    StringBuilder out = new StringBuilder(named.text());
    for (int i = 0; i < named.parts().size(); i++) {
      out.append(i == 0 ? where : separator).append(named.definition(i));
    }
    return out.toString();
  }

  /** A text in which shared parts have names. */
  private record Named(
      String text, List<Layout> parts, IdentityHashMap<Layout, String> names, Writer writer) {
    String definition(int i) {
      Layout part = parts.get(i);
      return names.get(part) + " = " + writer.write(part, Integer.MAX_VALUE, true);
    }
  }

  private static Named name(Layout root, Set<String> taken, Writer writer) {
    List<Layout> shared = Sharing.of(root);
    String family = family(taken);
    IdentityHashMap<Layout, String> names = new IdentityHashMap<>();
    for (Layout each : shared) {
      names.put(each, writer.partName(family, names.size() + 1));
    }
    writer.use(names);
    String text = writer.write(root, Integer.MAX_VALUE, false);
    return new Named(Objects.requireNonNull(text), shared, names, writer);
  }

  private static String family(Set<String> taken) {
    for (String name : PART_NAMES) {
      if (!taken.contains(name)) {
        return name;
      }
    }
    int number = 1;
    while (taken.contains("u" + number)) {
      number++;
    }
    return "u" + number;
  }
}
