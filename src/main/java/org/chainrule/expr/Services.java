package org.chainrule.expr;

import java.util.Optional;
import java.util.ServiceLoader;

/** What nodes need of packages that are built on them, found by {@link ServiceLoader}. */
public final class Services {
  private Services() {}

  /** Shows and evaluates expressions for {@link Expr#toString} and {@link Expr#at}. */
  public interface Presentation {
    /** The expression in Chainrule's notation. */
    String text(Expr expression);

    /** The value at names and numbers in turn. */
    double at(Expr expression, Object... namesAndValues);
  }

  /** Finds the rows of the function table, for reading expressions back from another process. */
  public interface FunctionLookup {
    Optional<Function> find(String name);
  }

  private static final class Holder {
    static final Presentation PRESENTATION = load(Presentation.class);
    static final FunctionLookup FUNCTIONS = load(FunctionLookup.class);

    private static <T> T load(Class<T> service) {
      return ServiceLoader.load(service, Services.class.getClassLoader())
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no provider of " + service.getName()));
    }
  }

  static Presentation presentation() {
    return Holder.PRESENTATION;
  }

  static FunctionLookup functions() {
    return Holder.FUNCTIONS;
  }
}
