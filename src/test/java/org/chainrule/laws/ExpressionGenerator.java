package org.chainrule.laws;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Product;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.chainrule.function.Functions;
import org.jspecify.annotations.Nullable;

/**
 * Random expressions of every kind of node, the same for the same seed. The names of families,
 * indices, functions and numbers are kept apart, as the notation wants them.
 */
public final class ExpressionGenerator {
  /** What the generated expressions use and a reader must know. */
  public static final List<String> DECLARATIONS = List.of("f : R -> R");

  private static final List<String> NAMES =
      List.of("x", "y", "z", "a", "b", "T", "alpha", "theta", "b_out", "hat(y)", "x1", "loss");
  private static final List<String> FAMILIES = List.of("v", "h", "s", "beta", "q^[2]");
  private static final List<Function> TABLE =
      Functions.all().stream()
          .filter(
              function ->
                  function.parameters().stream()
                      .allMatch(each -> each == Function.Parameter.SCALAR))
          .toList();
  private static final Function DECLARED = Function.declared("f", List.of(0));
  private static final int MOST_BINDERS = 3;

  private final Random random;
  private final List<Expr> bound = new ArrayList<>();

  public ExpressionGenerator(long seed) {
    random = new Random(seed);
  }

  /** An expression of about a number of nodes. */
  public Expr next(int size) {
    while (true) {
      bound.clear();
      Expr expression = attempt(size);
      if (expression != null) {
        return expression;
      }
    }
  }

  /** Random parts can have no value, such as a division by zero; then there is no expression. */
  private @Nullable Expr attempt(int size) {
    try {
      return value(size);
    } catch (DomainException nothing) {
      return null;
    }
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private Expr value(int size) {
    if (size <= 1) {
      return leaf();
    }
    int rest = size - 1;
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> sum(rest);
      case 3, 4, 5 -> product(rest);
      case 6 -> value(rest / 2).power(random.nextInt(7) - 3);
      case 7 -> value(rest / 2).power(Expr.of(random.nextInt(7) - 3, 2 + random.nextInt(2)));
      case 8 -> value(rest / 2).power(value(rest / 2));
      case 9, 10, 11 -> call(rest);
      case 12 -> reduction(rest);
      case 13 -> cases(rest);
      case 14 -> value(rest / 2).dividedBy(value(rest / 2));
      default -> rare(rest);
    };
  }

  private Expr leaf() {
    return switch (random.nextInt(9)) {
      case 0 -> Expr.of(random.nextInt(13) - 4);
      case 1 -> Expr.of(random.nextInt(9) - 4, 1 + random.nextInt(12));
      case 2 -> Expr.of(random.nextInt(2000) - 1000, 1000);
      case 3 ->
          NamedConstant.of(random.nextBoolean() ? NamedConstant.Kind.PI : NamedConstant.Kind.E);
      case 4, 5 -> element();
      default -> Expr.symbol(pick(NAMES));
    };
  }

  private Expr index() {
    Expr simple =
        !bound.isEmpty() && random.nextInt(3) > 0
            ? pick(bound)
            : random.nextBoolean()
                ? Expr.symbol(pick(List.of("i", "j", "m")))
                : Expr.of(random.nextInt(14));
    return switch (random.nextInt(6)) {
      case 0 -> simple.plus(Expr.of(random.nextInt(5) - 2));
      case 1 -> simple.times(Expr.of(2)).minus(Expr.symbol("j"));
      default -> simple;
    };
  }

  private Expr element() {
    if (random.nextInt(8) == 0) {
      return IndexedSymbol.of("v", IndexedSymbol.of("s", index()));
    }
    return random.nextInt(3) == 0
        ? IndexedSymbol.of(pick(List.of("w", "W")), index(), index())
        : IndexedSymbol.of(pick(FAMILIES), index());
  }

  private Expr sum(int size) {
    List<Expr> terms = new ArrayList<>();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Expr term = value(size / count);
      terms.add(random.nextInt(3) == 0 ? term.negate() : term);
    }
    return Sum.of(terms);
  }

  private Expr product(int size) {
    List<Expr> factors = new ArrayList<>();
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      Expr factor = value(size / count);
      factors.add(random.nextInt(4) == 0 ? factor.power(-1) : factor);
    }
    return Product.of(factors);
  }

  private Expr call(int size) {
    Function function = pick(TABLE);
    int count = function.arity() + (function.isVariadic() ? random.nextInt(3) : 0);
    List<Expr> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean whole = function.name().equals("polygamma") && i == 0;
      arguments.add(whole ? Expr.of(2 + random.nextInt(3)) : value(size / count));
    }
    return Apply.of(function, arguments);
  }

  private Expr reduction(int size) {
    if (bound.size() >= MOST_BINDERS) {
      return leaf();
    }
    Expr lower = random.nextInt(3) == 0 ? index() : Expr.of(random.nextInt(3));
    Expr upper = random.nextInt(3) == 0 ? index().plus(Expr.of(9)) : Expr.symbol("n");
    Expr index = Expr.symbol(List.of("k", "l", "t").get(bound.size()));
    bound.add(index);
    Expr condition =
        random.nextInt(3) == 0 ? Relation.notEqual(index, Expr.symbol("i")) : Logical.TRUE;
    Expr body = random.nextInt(3) == 0 ? value(size) : value(size).times(element());
    bound.remove(index);
    Reduction.Operator operator = pick(List.of(Reduction.Operator.values()));
    return Reduction.of(operator, index, lower, upper, condition, body);
  }

  private Expr condition(int size) {
    return switch (random.nextInt(size > 4 ? 7 : 5)) {
      case 0 -> Relation.equal(value(size / 2), value(size / 2));
      case 1 -> Relation.notEqual(value(size / 2), value(size / 2));
      case 2 -> Relation.lessOrEqual(value(size / 2), value(size / 2));
      case 3, 4 -> Relation.less(value(size / 2), value(size / 2));
      case 5 -> Logical.and(condition(size / 2), condition(size / 2));
      default -> Logical.or(condition(size / 2), condition(size / 2));
    };
  }

  private Expr cases(int size) {
    List<Piecewise.Branch> branches = new ArrayList<>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      branches.add(new Piecewise.Branch(value(size / 4), condition(size / 4)));
    }
    return Piecewise.of(branches, random.nextBoolean() ? null : value(size / 4));
  }

  private Expr rare(int size) {
    return switch (random.nextInt(6)) {
      case 0 -> KroneckerDelta.of(index(), index());
      case 1 -> DerivativeTerm.of(IndexedSymbol.of("h", index()), element());
      case 2 -> DerivativeTerm.of(Apply.of(DECLARED, value(size)), Expr.symbol("x"));
      case 3 -> Apply.of(DECLARED.derivedBy(0), value(size));
      case 4 -> Apply.of(Functions.LOGSUMEXP, vector());
      default -> Apply.of(Functions.SOFTMAX, vector(), freeIndex());
    };
  }

  private Expr freeIndex() {
    return random.nextBoolean() ? Expr.symbol(pick(List.of("i", "j"))) : Expr.of(3);
  }

  /** All of a family that stands nowhere else, so that its range is the usual one. */
  private Expr vector() {
    Expr index = Expr.symbol("k1");
    Expr body = IndexedSymbol.of(pick(List.of("p", "r")), index);
    Expr scaled = random.nextBoolean() ? body : body.dividedBy(Expr.symbol("T"));
    return Elements.of(index, Expr.of(1), Expr.symbol("n"), scaled);
  }

  /** The smallest part found of an expression that still has a property of the whole. */
  public static Expr shrink(Expr expression, Predicate<Expr> property) {
    Expr smallest = expression;
    Deque<Expr> pending = new ArrayDeque<>(parts(smallest));
    while (!pending.isEmpty()) {
      Expr part = pending.pop();
      if (property.test(part)) {
        smallest = part;
        pending = new ArrayDeque<>(parts(part));
      }
    }
    return smallest;
  }

  /** Simpler expressions of the same sort: parts, and the whole with one part left out. */
  private static List<Expr> parts(Expr node) {
    List<Expr> parts = new ArrayList<>();
    if (node instanceof Sum sum) {
      List<Expr> addends = sum.addends();
      parts.addAll(addends);
      addends.forEach(addend -> parts.add(sum.minus(addend)));
    } else if (node instanceof Product product) {
      for (Product.Factor factor : product.factors()) {
        parts.add(factor.toExpr());
        parts.add(product.dividedBy(factor.toExpr()));
      }
      parts.add(product.withoutCoefficient());
    } else if (node instanceof Piecewise piecewise) {
      for (Piecewise.Branch branch : piecewise.branches()) {
        parts.add(branch.value());
        if (piecewise.branches().size() > 1 || piecewise.otherwise().isPresent()) {
          parts.add(Piecewise.of(List.of(branch), null));
        }
        for (Expr side : branch.condition().children()) {
          parts.add(
              side instanceof Relation
                  ? Piecewise.of(List.of(new Piecewise.Branch(branch.value(), side)), null)
                  : side);
        }
      }
      piecewise.otherwise().ifPresent(parts::add);
    } else if (node instanceof Reduction reduction) {
      parts.add(reduction.lower());
      parts.add(reduction.upper());
      parts.add(reduction.bodyAt(Expr.symbol("k")));
    } else if (!(node instanceof Elements)
        && !(node instanceof DerivativeTerm)
        && !(node instanceof IndexedSymbol)) {
      node.children().stream()
          .filter(each -> !(each instanceof Elements) && !(each instanceof Logical))
          .forEach(parts::add);
    }
    parts.removeIf(part -> part == node);
    return parts;
  }
}
