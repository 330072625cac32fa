package org.chainrule.parse;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The functions that the notation promises, with their aliases, as far as reading needs them. */
final class ContractFunctions implements FunctionNames {
  private static final String[] ONE = {
    "exp",
    "log ln",
    "log2",
    "log10",
    "log1p",
    "expm1",
    "sqrt",
    "cbrt",
    "abs",
    "sign",
    "sin",
    "cos",
    "tan",
    "cot",
    "sec",
    "csc",
    "asin arcsin",
    "acos arccos",
    "atan arctan",
    "acot arccot",
    "asec arcsec",
    "acsc arccsc",
    "sinh",
    "cosh",
    "tanh",
    "coth",
    "sech",
    "csch",
    "asinh arsinh",
    "acosh arcosh",
    "atanh artanh",
    "acoth arcoth",
    "asech arsech",
    "acsch arcsch",
    "floor",
    "ceil",
    "step",
    "sigmoid sigma logistic",
    "softplus",
    "relu",
    "selu",
    "gelu",
    "silu swish",
    "mish",
    "softsign",
    "erf",
    "erfc",
    "Gamma",
    "lgamma",
    "digamma",
    "factorial",
    "logsumexp",
    "softmax"
  };
  private static final String[] TWO = {"atan2", "hypot", "pow", "leaky_relu", "elu", "binomial"};

  private static final Set<String> VECTOR = Set.of("logsumexp", "softmax");

  static final FunctionNames ALL = new ContractFunctions();

  private final Map<String, String> canonical = new HashMap<>();
  private final Map<String, Arity> arities = new HashMap<>();

  private ContractFunctions() {
    add(Arity.of(1), ONE);
    add(Arity.of(2), TWO);
    add(Arity.atLeast(2), "min", "max");
  }

  private void add(Arity arity, String... rows) {
    for (String row : rows) {
      String[] names = row.split(" ");
      arities.put(names[0], arity);
      for (String name : names) {
        canonical.put(name, names[0]);
      }
    }
  }

  @Override
  public Optional<String> canonical(String name) {
    return Optional.ofNullable(canonical.get(name));
  }

  @Override
  public Arity arity(String name) {
    return Optional.ofNullable(arities.get(name)).orElseThrow();
  }

  @Override
  public boolean takesVector(String name, int argument) {
    return argument == 0 && VECTOR.contains(name);
  }

  @Override
  public Collection<String> names() {
    return canonical.keySet();
  }
}
