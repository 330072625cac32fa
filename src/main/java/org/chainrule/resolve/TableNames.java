package org.chainrule.resolve;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.function.Functions;
import org.chainrule.parse.Arity;
import org.chainrule.parse.FunctionNames;

/** The names of the function table. */
public final class TableNames implements FunctionNames {
  /** The names of all functions that there are. */
  public static final FunctionNames ALL = new TableNames();

  private TableNames() {}

  @Override
  public Optional<String> canonical(String name) {
    return name.startsWith("\\") ? Optional.empty() : Functions.named(name).map(Function::name);
  }

  /** The arguments in brackets: an index that selects an element is written as a subscript. */
  @Override
  public Arity arity(String canonical) {
    Function function = Functions.named(canonical).orElseThrow();
    int count = 0;
    for (Parameter each : function.parameters()) {
      count += each == Parameter.INDEX ? 0 : 1;
    }
    return function.isVariadic() ? Arity.atLeast(count) : Arity.of(count);
  }

  @Override
  public boolean takesVector(String canonical, int argument) {
    List<Parameter> parameters =
        Functions.named(canonical).map(Function::parameters).orElse(List.of());
    return argument < parameters.size() && parameters.get(argument) == Parameter.VECTOR;
  }

  @Override
  public boolean takesMatrix(String canonical) {
    return Functions.named(canonical)
        .filter(each -> each.parameters().contains(Parameter.MATRIX))
        .isPresent();
  }

  @Override
  public Collection<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Function function : Functions.all()) {
      names.add(function.name());
      function.aliases().stream().filter(alias -> !alias.startsWith("\\")).forEach(names::add);
    }
    return names;
  }
}
