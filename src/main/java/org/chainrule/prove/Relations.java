package org.chainrule.prove;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;

/**
 * What the functions of a family are in those that they have in common. Each holds wherever the
 * left side has a value, but for places where a sign is 0, and is compared with the row's own
 * values before it is first used.
 */
final class Relations {
  private static final List<String> WRITTEN =
      List.of(
          "sigma(x) = 1/(1 + exp(-x))",
          "softplus(x) = log(1 + exp(x))",
          "silu(x) = x/(1 + exp(-x))",
          "mish(x) = x*((1 + exp(x))^2 - 1)/((1 + exp(x))^2 + 1)",
          "gelu(x) = x*(1 + erf(x/sqrt(2)))/2",
          "softsign(x) = x/(1 + abs(x))",
          "relu(x) = (x + abs(x))/2",
          "leaky_relu(x, y) = (x + abs(x))/2 + y*(x - abs(x))/2",
          "elu(x, y) = (x + abs(x))/2 + y*(exp(x) - 1)*(1 - sign(x))/2",
          "step(x) = (1 + sign(x))/2",
          "max(x, y) = (x + y + abs(x - y))/2",
          "min(x, y) = (x + y - abs(x - y))/2",
          "sinh(x) = (exp(x) - exp(-x))/2",
          "cosh(x) = (exp(x) + exp(-x))/2",
          "tanh(x) = (exp(2*x) - 1)/(exp(2*x) + 1)",
          "coth(x) = (exp(2*x) + 1)/(exp(2*x) - 1)",
          "sech(x) = 2/(exp(x) + exp(-x))",
          "csch(x) = 2/(exp(x) - exp(-x))",
          "asinh(x) = log(x + sqrt(x^2 + 1))",
          "acosh(x) = log(x + sqrt(x^2 - 1))",
          "atanh(x) = log((1 + x)/(1 - x))/2",
          "acoth(x) = log((x + 1)/(x - 1))/2",
          "tan(x) = sin(x)/cos(x)",
          "cot(x) = cos(x)/sin(x)",
          "sec(x) = 1/cos(x)",
          "csc(x) = 1/sin(x)",
          "acos(x) = pi/2 - asin(x)",
          "acot(x) = pi/2 - atan(x)",
          "asec(x) = pi/2 - asin(1/x)",
          "acsc(x) = asin(1/x)",
          "log1p(x) = log(1 + x)",
          "expm1(x) = exp(x) - 1",
          "log2(x) = log(x)/log(2)",
          "log10(x) = log(x)/log(10)",
          "hypot(x, y) = sqrt(x^2 + y^2)",
          "cbrt(x) = sign(x)*abs(x)^(1/3)",
          "erfc(x) = 1 - erf(x)");

  /** Those of the table. */
  static final Relations STANDARD = new Relations(WRITTEN);

  private final Map<Function, Relation> relations = new LinkedHashMap<>();

  /** A function with letters for its arguments, and what it is. */
  private record Relation(Apply left, Expr right) {}

  Relations(List<String> written) {
    for (String each : written) {
      int equals = each.indexOf('=');
      Expr left = read(each.substring(0, equals));
      if (left instanceof Apply apply) {
        relations.put(apply.function(), new Relation(apply, read(each.substring(equals + 1))));
      }
    }
  }

  private static Expr read(String text) {
    return Lowering.read(text, Declarations.NONE).expression();
  }

  /** The functions that have one. */
  Iterable<Function> functions() {
    return relations.keySet();
  }

  /** What a function of two or more arguments is in one of two, and the like. */
  Optional<Expr> of(Apply node) {
    Function function = node.function();
    Relation relation = relations.get(function);
    if (relation == null) {
      return Optional.empty();
    }
    List<Expr> arguments = node.arguments();
    int arity = relation.left().arguments().size();
    if (arguments.size() > arity) {
      Expr first = Apply.unfolded(function, arguments.subList(0, arguments.size() - 1));
      Expr last = arguments.get(arguments.size() - 1);
      return Optional.of(instance(relation, List.of(first, last)));
    }
    return arguments.size() == arity
        ? Optional.of(instance(relation, arguments))
        : Optional.empty();
  }

  private static Expr instance(Relation relation, List<Expr> arguments) {
    Map<Expr, Expr> values = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      values.put((Symbol) relation.left().arguments().get(i), arguments.get(i));
    }
    return Substitution.of(values).apply(relation.right());
  }
}
