package org.chainrule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.autograd.Dual;
import org.chainrule.autograd.Tape;
import org.chainrule.autograd.Variable;
import org.chainrule.expr.Expr;
import org.junit.jupiter.api.Test;

/** Null is refused at the door by an exception that names what is null. */
class NullsTest {
  private static final Set<String> OPERATIONS =
      Set.of("plus", "minus", "times", "dividedBy", "power", "symbol", "of");

  private static Object value(Class<?> type) {
    if (type == double.class) {
      return 1.0;
    } else if (type == int.class) {
      return 0;
    } else if (type == long.class) {
      return 1L;
    } else if (type == boolean.class) {
      return true;
    } else if (type == String.class) {
      return "x";
    } else if (type == Expr.class) {
      return Expr.symbol("x");
    } else if (type == List.class) {
      return List.of();
    } else if (type == Map.class) {
      return Map.of();
    } else if (type == Variable.class) {
      return new Tape().variable(1);
    } else if (type == Dual.class) {
      return Dual.constant(1);
    }
    return type.isArray() ? Array.newInstance(type.getComponentType(), 1) : null;
  }

  @Test
  void whatIsNullIsNamed() {
    Gradient gradient = Chainrule.compile(Chainrule.parse("x^2"), List.of("x"));
    Jacobian jacobian = Chainrule.compileAll(List.of(Chainrule.parse("x^2")), List.of("x"));
    List<Object> targets =
        List.of(gradient, jacobian, new Tape().variable(1), Dual.constant(1), Expr.symbol("x"));
    List<String> unnamed = new ArrayList<>();
    for (Object target : targets) {
      Class<?> type = target instanceof Expr ? Expr.class : target.getClass();
      for (Method method : type.getDeclaredMethods()) {
        boolean isOpen =
            Modifier.isPublic(method.getModifiers())
                && !method.isSynthetic()
                && !method.getName().equals("equals")
                && (type != Expr.class || OPERATIONS.contains(method.getName()));
        for (int i = 0; isOpen && i < method.getParameterCount(); i++) {
          if (!method.getParameterTypes()[i].isPrimitive()) {
            check(method, i, target, unnamed);
          }
        }
      }
    }
    assertThat(unnamed).isEmpty();
  }

  private static void check(Method method, int place, Object target, List<String> unnamed) {
    Object[] arguments = new Object[method.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = i == place ? null : value(method.getParameterTypes()[i]);
    }
    Throwable thrown = catchThrowable(() -> method.invoke(target, arguments));
    Throwable cause = thrown instanceof InvocationTargetException ? thrown.getCause() : thrown;
    if (!(cause instanceof NullPointerException)
        || !String.valueOf(cause.getMessage()).matches("[\\w ]+ is null")) {
      unnamed.add(method + " " + place + ": " + cause);
    }
  }
}
