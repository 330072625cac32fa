package org.chainrule.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.jspecify.annotations.Nullable;

/** Random expressions of three names, the same for the same seed. */
final class ScalarGenerator {
  static final List<String> NAMES = List.of("x", "y", "z");

  /** The functions of numbers. */
  static final List<Function> TABLE =
      Functions.all().stream()
          .filter(
              function ->
                  function.kernel().isPresent()
                      && function.parameters().stream()
                          .allMatch(each -> each == Function.Parameter.SCALAR))
          .toList();

  private final Random random;

  ScalarGenerator(long seed) {
    random = new Random(seed);
  }

  Expr next() {
    while (true) {
      Expr expression = attempt();
      if (expression != null) {
        return expression;
      }
    }
  }

  private @Nullable Expr attempt() {
    try {
      return value(3 + random.nextInt(14));
    } catch (DomainException nothing) {
      return null;
    }
  }

  private Expr value(int size) {
    if (size <= 1) {
      return random.nextInt(5) == 0
          ? Expr.of(random.nextInt(15) - 7, 1 + random.nextInt(4))
          : Symbol.of(NAMES.get(random.nextInt(3)));
    }
    int rest = size - 1;
    int half = (rest + 1) / 2;
    return switch (random.nextInt(10)) {
      case 0 -> Sum.of(value(half), value(rest - half));
      case 1 -> value(half).minus(value(rest - half));
      case 2, 3 -> Product.of(value(half), value(rest - half));
      case 4 -> value(half).dividedBy(value(rest - half));
      case 5 -> value(rest).power(Expr.of(random.nextInt(9) - 4, 1 + random.nextInt(2)));
      case 6 -> value(half).power(value(rest - half));
      case 7 -> {
        int third = (rest + 2) / 3;
        Expr condition =
            random.nextBoolean()
                ? Relation.less(value(third), value(third))
                : Relation.lessOrEqual(value(third), value(third));
        yield Piecewise.of(
            List.of(new Piecewise.Branch(value(third), condition)),
            random.nextInt(3) == 0 ? null : value(third));
      }
      default -> call(rest);
    };
  }

  private Expr call(int size) {
    Function function = TABLE.get(random.nextInt(TABLE.size()));
    int count = function.arity() + (function.isVariadic() ? random.nextInt(3) : 0);
    List<Expr> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean isWhole = function.name().equals("polygamma") && i == 0;
      arguments.add(isWhole ? Expr.of(1 + random.nextInt(3)) : value(size / count));
    }
    return Apply.of(function, arguments);
  }
}
