package org.chainrule.function;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.expr.Function;

/**
 * Checks a row's templates: each argument occurs once, and the Java one calls what the row does.
 */
final class TemplateCheck {
  private static final Pattern PLACE = Pattern.compile("#(.)");
  private static final Pattern CALL = Pattern.compile("([\\w.]+)\\.(\\w+)\\((#1(?:, #2)?)\\)");
  private static final double[] SAMPLE = {0.375, 0.8125, 1.5, 2};

  private TemplateCheck() {}

  static List<String> faults(Function function) {
    List<String> faults = new ArrayList<>();
    String latex = function.latex().orElse("");
    List<String> expected = new ArrayList<>();
    if (function.isVariadic()) {
      expected.add("*");
    } else {
      for (int argument = 1; argument <= function.arity(); argument++) {
        expected.add(Integer.toString(argument));
      }
    }
    if (!places(latex).equals(expected) || !isBalanced(latex)) {
      faults.add(function.name() + " has the LaTeX '" + latex + "'");
    }
    if (function.kernel().isPresent()) {
      java(function, faults);
    }
    return faults;
  }

  private static List<String> places(String template) {
    return PLACE.matcher(template).results().map(place -> place.group(1)).toList();
  }

  private static boolean isBalanced(String latex) {
    long opened = latex.chars().filter(c -> c == '{').count();
    long closed = latex.chars().filter(c -> c == '}').count();
    return opened == closed && latex.split("left").length == latex.split("right").length;
  }

  private static void java(Function function, List<String> faults) {
    String template = function.java().orElse("");
    Matcher call = CALL.matcher(template);
    int arity = function.isVariadic() ? 2 : function.arity();
    if (!call.matches() || places(template).size() != arity) {
      faults.add(function.name() + " has the Java '" + template + "'");
      return;
    }
    try {
      String kernels = call.group(1).equals("Math") ? "java.lang.Math" : call.group(1);
      Class<?>[] types = new Class<?>[arity];
      Arrays.fill(types, double.class);
      Method method = Class.forName(kernels).getMethod(call.group(2), types);
      for (double first : SAMPLE) {
        double[] arguments = arity == 1 ? new double[] {first} : new double[] {first, 0.625};
        Object[] boxed = Arrays.stream(arguments).boxed().toArray();
        double called = (double) method.invoke(null, boxed);
        double expected = function.kernel().orElseThrow().apply(arguments);
        if (Double.compare(called, expected) != 0) {
          faults.add(function.name() + " in Java is " + called + ", not " + expected);
        }
      }
    } catch (ReflectiveOperationException missing) {
      faults.add(function.name() + " calls what is not there: " + template);
    }
  }
}
