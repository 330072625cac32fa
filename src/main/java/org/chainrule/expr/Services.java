package org.chainrule.expr;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * The services that nodes need of packages that are built on them, found by {@link ServiceLoader}.
 */
public final class Services {
  private Services() {}

  /** The operations of an {@link Expr} that need what is built on it. */
  public interface Presentation {
    /** The expression in Chainrule's notation. */
    String text(Expr expression);

    /** The expression in LaTeX. */
    String latex(Expr expression);

    /** The value at names and numbers in turn. */
    double at(Expr expression, Object... namesAndValues);

    /** The simplified derivative by the variables in a list, in turn. */
    Expr derivative(Expr expression, String variables);

    /** An equal expression that is cheaper to read. */
    Expr simplified(Expr expression);

    /** An equal expression in which products of sums are multiplied out. */
    Expr expanded(Expr expression);

    /** The expression with another in the place of a name. */
    Expr substituted(Expr expression, String name, Expr value);

    /** The names that have to be given for a value. */
    Set<String> variables(Expr expression);
  }

  /** A maker of bytecode of expressions. */
  public interface Compilation {
    /**
     * The value and the gradient of an expression.
     *
     * @param variables names, elements or families, in the order of the arrays
     */
    GradientFunction compile(Expr expression, List<String> variables);
  }

  /**
   * The service that finds rows of the function table, for reading expressions back from another
   * process.
   */
  public interface FunctionLookup {
    Optional<Function> find(String name);
  }

  private static final class Holder {
    static final Presentation PRESENTATION = load(Presentation.class);
    static final FunctionLookup FUNCTIONS = load(FunctionLookup.class);
  }

  /** A holder by itself, since few that read and print expressions compile them too. */
  private static final class CompilationHolder {
    static final Compilation COMPILATION = load(Compilation.class);
  }

  private static <T> T load(Class<T> service) {
    return ServiceLoader.load(service, Services.class.getClassLoader())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no provider of " + service.getName()));
  }

  static Presentation presentation() {
    return Holder.PRESENTATION;
  }

  static Compilation compilation() {
    return CompilationHolder.COMPILATION;
  }

  static FunctionLookup functions() {
    return Holder.FUNCTIONS;
  }
}
