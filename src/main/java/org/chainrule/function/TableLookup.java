package org.chainrule.function;

import java.util.Optional;
import org.chainrule.expr.Function;
import org.chainrule.expr.Services;

/** The finder of the table's rows for the nodes, which know no function by themselves. */
public final class TableLookup implements Services.FunctionLookup {
  @Override
  public Optional<Function> find(String name) {
    return Functions.named(name);
  }
}
