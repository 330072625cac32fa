package org.chainrule.parse;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.Limit;
import org.chainrule.error.Span;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.Syntax.Binary;
import org.chainrule.syntax.Syntax.Call;
import org.chainrule.syntax.Syntax.Constant;
import org.chainrule.syntax.Syntax.Delta;
import org.chainrule.syntax.Syntax.Derivative;
import org.chainrule.syntax.Syntax.Name;
import org.chainrule.syntax.Syntax.NumberLiteral;
import org.chainrule.syntax.Syntax.Reduction;
import org.chainrule.syntax.Syntax.Subscripted;

/** A builder of what looks like a call: functions, derivatives, and sums over an index. */
final class CallBuilder {

  private final SourceText source;
  private final Scope scope;
  private final SubscriptReader subscripts;

  CallBuilder(SourceText source, Scope scope, SubscriptReader subscripts) {
    this.source = source;
    this.scope = scope;
    this.subscripts = subscripts;
  }

  /** A function applied to arguments, perhaps with a subscript, or with a power at its name. */
  Syntax call(
      ParserToken function, List<Built> arguments, List<PendingSubscript> indices, Span span) {
    String name = function.name();
    Span place = source.span(function);
    List<Syntax> values = values(arguments);
    Arity arity = function.primes() > 0 ? Arity.of(1) : scope.table().arity(name);
    if (!arity.admits(values.size())) {
      throw source.refusal(
          place, "`" + function.spelling() + "` takes " + arity + ", found " + values.size(), null);
    }
    boolean own = scope.table().isOwnFunction(name);
    Syntax call;
    if (name.equals(NameTable.DELTA) && !own) {
      scope.read(place, function.spelling(), "the Kronecker delta");
      call = new Delta(span, values.get(0), values.get(1));
    } else {
      scope.read(
          place,
          function.spelling(),
          own ? "a defined or declared function" : "the function " + name);
      Span whole = indices.isEmpty() ? span : place.to(span);
      for (int by : function.places()) {
        if (by > values.size()) {
          throw source.refusal(
              place, "`%s` has no argument %s to be differentiated by".formatted(name, by), null);
        }
      }
      call =
          new Call(whole, name, function.spelling(), function.primes(), function.places(), values);
    }
    ParserToken exponent = function.exponent();
    if (exponent != null) {
      NumberLiteral power = NumberText.read(source, exponent);
      return new Binary(span, Binary.Operator.POWER, call, power, false);
    }
    return indices.isEmpty() ? call : subscripts.element(new Built(call), indices.get(0), span);
  }

  private List<Syntax> values(List<Built> arguments) {
    List<Syntax> values = new ArrayList<>(arguments.size());
    for (Built argument : arguments) {
      argument.checkValue(source);
      values.add(argument.node());
    }
    return values;
  }

  /** What is differentiated by, which has to be a name or an element. */
  Syntax variable(Built part) {
    Syntax node = part.node();
    if (node instanceof Name || node instanceof Subscripted) {
      return node;
    }
    String shown = source.shown(part.extent());
    throw source.refusal(
        part.extent(),
        "`" + shown + "` is no variable to differentiate by",
        node instanceof Constant
            ? "it is a constant; declare `" + shown + " : R` for a variable"
            : "write diff(f, x)");
  }

  /** {@code diff(f, x)}, {@code diff(f, x, 2)}, {@code diff(f, x, y)}. */
  Derivative derivative(List<Built> arguments, Span span) {
    List<Syntax> values = values(arguments);
    List<Syntax> variables = new ArrayList<>();
    List<Integer> orders = new ArrayList<>();
    for (int i = 1; i < values.size(); i++) {
      Syntax value = values.get(i);
      Span place = arguments.get(i).extent();
      if (value instanceof NumberLiteral order
          && i > 1
          && !(values.get(i - 1) instanceof NumberLiteral)) {
        long highest = Limit.DERIVATIVE_ORDER.most();
        if (!order.value().isInt()
            || order.value().signum() <= 0
            || order.value().intValueExact() > highest) {
          throw Limit.DERIVATIVE_ORDER.refusal(
              source.refusal(
                  place, "an order of a derivative is a whole number from 1 to " + highest, null));
        }
        orders.set(orders.size() - 1, order.value().intValueExact());
      } else {
        variables.add(variable(arguments.get(i)));
        orders.add(1);
      }
    }
    if (variables.isEmpty()) {
      throw source.refusal(span, "`diff` without a variable", "write diff(f, x)");
    }
    return new Derivative(span, values.get(0), variables, orders);
  }

  /** A sum or its like; several indices make several, the first outermost. */
  Syntax reduction(ParserToken token, RuleFrame frame, Syntax body, Span span) {
    Reduction.Operator operator =
        switch (token.name()) {
          case "sum" -> Reduction.Operator.SUM;
          case "prod" -> Reduction.Operator.PRODUCT;
          case "max" -> Reduction.Operator.MAXIMUM;
          default -> Reduction.Operator.MINIMUM;
        };
    Syntax result = body;
    List<Name> indices = frame.indices;
    for (int i = indices.size() - 1; i >= 0; i--) {
      boolean innermost = i == indices.size() - 1;
      result =
          new Reduction(
              span,
              operator,
              indices.get(i),
              frame.lower,
              frame.upper,
              innermost ? frame.condition : null,
              result);
    }
    return result;
  }
}
