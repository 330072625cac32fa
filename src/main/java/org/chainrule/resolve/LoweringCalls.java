package org.chainrule.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.expr.Apply;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/** The lowering of calls: of declared functions, of defined ones and of the table's. */
final class LoweringCalls {
  private final LoweringContext context;
  private final LoweringPass pass;

  LoweringCalls(LoweringContext context, LoweringPass pass) {
    this.context = context;
    this.pass = pass;
  }

  void expand(Syntax.Call call, LoweringScope scope) {
    DeclaredShape.Mapping mapping = context.declaredFunction(call.function());
    DefinedFunction defined = context.definedFunction(call.function());
    if (mapping != null) {
      Function function = declared(call, mapping);
      pass.combine(call, call.arguments(), scope, arguments -> Apply.of(function, arguments));
    } else if (defined != null) {
      pass.combine(
          call, call.arguments(), scope, arguments -> inserted(call, defined, arguments, scope));
    } else {
      Function row =
          Functions.named(call.function())
              .orElseThrow(
                  () ->
                      pass.refusal(
                          call.span(), "`" + call.spelling() + "` is no known function", null));
      if (isOfMatrix(call)) {
        expandOfMatrix(call, call, List.of(), scope);
      } else if (row.parameters().contains(Parameter.VECTOR)) {
        expandVector(call, row, scope);
      } else {
        pass.combine(
            call,
            call.arguments(),
            scope,
            arguments -> {
              collect(row, arguments, call.primes(), scope);
              return known(call, row, arguments);
            });
      }
    }
  }

  /** A call that makes a power, as sqrt and pow do, needs what the power does. */
  private static void collect(Function row, List<Expr> arguments, int primes, LoweringScope scope) {
    if (scope.needs() == null) {
      return;
    }
    boolean power =
        arguments.size() == 2
            && Apply.of(row, List.of(Symbol.opened(1), Symbol.opened(2)))
                == Power.of(Symbol.opened(1), Symbol.opened(2));
    scope.found(
        SideCondition.of(
            power ? SideCondition.Kind.POWER : SideCondition.Kind.CALL,
            power ? null : row,
            arguments));
    if (primes == 1) {
      scope.found(SideCondition.of(SideCondition.Kind.SLOPE, row, arguments));
    }
  }

  private Function declared(Syntax.Call call, DeclaredShape.Mapping mapping) {
    int count = call.arguments().size();
    boolean scalars = mapping.arguments().stream().allMatch(each -> each.dimensions().isEmpty());
    boolean coordinates =
        mapping.arguments().size() == 1
            && mapping.arguments().get(0).dimensions().size() == 1
            && mapping.arguments().get(0).dimensions().get(0) instanceof Syntax.NumberLiteral number
            && number.value().isInt()
            && number.value().intValueExact() == count;
    if (!mapping.result().dimensions().isEmpty()) {
      throw pass.refusal(
          call.span(),
          "`" + call.spelling() + "` has vectors as values, which cannot be used yet",
          "declare it by its components, f_i");
    }
    if (!(scalars && mapping.arguments().size() == count) && !coordinates) {
      throw pass.refusal(
          call.span(),
          "`" + call.spelling() + "` takes vectors, which cannot be given as one argument yet",
          "give the coordinates one by one");
    }
    List<Integer> orders = new ArrayList<>(Collections.nCopies(count, 0));
    if (call.primes() > 0) {
      orders.set(0, call.primes());
    }
    call.places().forEach(place -> orders.set(place - 1, orders.get(place - 1) + 1));
    return Function.declared(call.function(), orders);
  }

  /** A defined function's body with the arguments in place of the parameters. */
  private Expr inserted(
      Syntax.Call call, DefinedFunction function, List<Expr> arguments, LoweringScope scope) {
    if (arguments.size() != function.parameters().size()) {
      throw pass.refusal(
          call.span(),
          "`%s` takes %s arguments, found %s"
              .formatted(call.spelling(), function.parameters().size(), arguments.size()),
          null);
    }
    Map<Expr, Expr> replacements = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      replacements.put(function.parameters().get(i), arguments.get(i));
    }
    checkDerivatives(call, function, arguments);
    Substitution substitution = Substitution.of(replacements);
    Expr body = substitution.apply(function.body());
    if (scope.needs() != null) {
      function.needs().stream()
          .distinct()
          .map(need -> need.map(substitution::apply))
          .forEach(scope::found);
    }
    context.countInserted(substitution.steps());
    return call.primes() == 0 ? body : derivative(call, function, body, arguments.get(0));
  }

  /** A derivative inside a function would take its variable for the argument that is put there. */
  private void checkDerivatives(Syntax.Call call, DefinedFunction function, List<Expr> arguments) {
    Set<Expr> variables = LoweringDerivatives.variables(function.body());
    boolean moved =
        !variables.isEmpty()
            && (variables.stream().anyMatch(function.parameters()::contains)
                || variables.stream()
                    .anyMatch(
                        each ->
                            arguments.stream()
                                .anyMatch(a -> LoweringDerivatives.mayHold(a, each))));
    if (moved) {
      throw pass.refusal(
          call.span(),
          "`%s` holds a derivative by what is put in here, which cannot be inserted"
              .formatted(call.spelling()),
          "define the derivative's value as a function of its own");
    }
  }

  private Expr derivative(Syntax.Call call, DefinedFunction function, Expr value, Expr argument) {
    boolean variable =
        (argument instanceof Symbol symbol && !symbol.isOpened()
                || argument instanceof IndexedSymbol)
            && !LoweringDerivatives.mayHold(function.body(), argument);
    if (!variable) {
      throw pass.refusal(
          call.span(),
          "`%s` is the derivative of a defined function at what is no variable of its own"
              .formatted(call.spelling() + "'".repeat(call.primes())),
          "define it: write diff(%s(u), u) for a letter u, and put the value in"
              .formatted(call.spelling()));
    }
    return DerivativeTerm.of(value, List.of(new DerivativeTerm.Variable(argument, call.primes())));
  }

  private Expr known(Syntax.Call call, Function row, List<Expr> arguments) {
    Expr value = Apply.of(row, arguments);
    if (call.primes() == 0) {
      return value;
    }
    Expr argument = arguments.get(0);
    boolean variable =
        argument instanceof Symbol symbol && !symbol.isOpened()
            || argument instanceof IndexedSymbol;
    if (call.primes() > 1 && variable) {
      return DerivativeTerm.of(
          value, List.of(new DerivativeTerm.Variable(argument, call.primes())));
    }
    if (call.primes() > 1) {
      throw pass.refusal(
          call.span(),
          "a higher derivative of `%s` at what is no variable".formatted(call.spelling()),
          "write diff(%s(u), u, %s) for a letter u".formatted(call.spelling(), call.primes()));
    }
    Expr partial =
        row.partial(0, arguments, value)
            .orElseThrow(
                () ->
                    pass.refusal(
                        call.span(),
                        "`" + call.spelling() + "` has no derivative in closed form",
                        null));
    return awayFrom(row.singularities(arguments), partial);
  }

  /** A derivative without values on kinks and jumps. */
  private static Expr awayFrom(List<Function.Singularity> places, Expr partial) {
    List<Expr> away = places.stream().map(Functions::elsewhere).toList();
    Expr condition = Logical.of(Logical.Operator.AND, away);
    return Piecewise.of(List.of(new Piecewise.Branch(partial, condition)), null);
  }

  /** Whether a function of the table that takes a matrix is called. */
  boolean isOfMatrix(Syntax.Call call) {
    return context.declaredFunction(call.function()) == null
        && context.definedFunction(call.function()) == null
        && Functions.named(call.function())
            .filter(row -> row.parameters().contains(Parameter.MATRIX))
            .isPresent();
  }

  /**
   * The value of a function of a matrix.
   *
   * @param whole the call with the indices that select an element of what it gives
   */
  void expandOfMatrix(Syntax.Call call, Syntax whole, List<Syntax> indices, LoweringScope scope) {
    Function row = Functions.named(call.function()).orElseThrow();
    if (call.primes() > 0 || call.arguments().size() != 1) {
      throw pass.refusal(
          call.span(), "`" + call.spelling() + "` takes one matrix, and no prime", null);
    }
    if (row.selects() && indices.isEmpty()) {
      throw pass.refusal(
          call.span(),
          "`" + call.spelling() + "` gives a whole matrix, and one number is needed here",
          "write an element, %s(X)_{i,j}".formatted(call.spelling()));
    }
    if (indices.size() != row.arity() - 1) {
      throw pass.refusal(
          whole.span(),
          "`%s` %s, found %s indices"
              .formatted(
                  call.spelling(),
                  row.selects() ? "gives elements of two indices" : "gives one number",
                  indices.size()),
          null);
    }
    new LoweringMatrices(context, pass)
        .expand(
            whole,
            call.arguments().get(0),
            indices,
            scope,
            arguments -> {
              collect(row, arguments, 0, scope);
              return Apply.of(row, arguments);
            });
  }

  private void expandVector(Syntax.Call call, Function row, LoweringScope scope) {
    if (call.primes() > 0 || call.arguments().size() != 1) {
      throw pass.refusal(
          call.span(), "`" + call.spelling() + "` takes one family, and no prime", null);
    }
    boolean selects = row.parameters().contains(Parameter.INDEX);
    @Nullable Expr element = scope.element();
    if (selects && element == null) {
      throw pass.refusal(
          call.span(),
          "`" + call.spelling() + "` gives a whole family, and one number is needed here",
          "write an element, %s(x)_i".formatted(call.spelling()));
    }
    LoweringPass.Combination combination =
        vector -> {
          List<Expr> arguments = new ArrayList<>(vector);
          if (selects && element != null) {
            arguments.add(element);
          }
          return Apply.of(row, arguments);
        };
    if (call.arguments().get(0) instanceof Syntax.Array array) {
      new LoweringMatrices(context, pass).expand(call, array, List.of(), scope, combination);
    } else {
      pass.expandVector(call.arguments().get(0), scope, combination);
    }
  }
}
