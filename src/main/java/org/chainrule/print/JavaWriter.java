package org.chainrule.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.notation.Precedence;
import org.chainrule.number.Rational;

/**
 * A writer of Java of type double.
 *
 * <p>A name is a variable of type double. An element is a variable too, {@code x_1} or {@code
 * W_2_1}, unless its family also stands with an index that is not a whole number: then it is an
 * array's element, {@code x[1]}, with the numbers that the family has in the notation. A declared
 * function is a method of its name, {@code f$1} its derivative.
 */
final class JavaWriter extends Writer {
  private static final String STREAM = "java.util.stream.IntStream.rangeClosed(";
  private static final int LONGEST_PRODUCT = 3;

  private final Set<String> arrays;

  JavaWriter(Spelling spelling, Set<String> names, Set<String> arrays) {
    super(spelling, names);
    this.arrays = arrays;
  }

  @Override
  Precedence level(Layout layout) {
    if (layout instanceof Layout.Numeral number) {
      Rational value = number.value();
      return JavaNames.isFraction(value)
          ? Precedence.PRODUCT
          : value.signum() < 0 ? Precedence.PREFIX : Precedence.OPERAND;
    }
    Precedence level = super.level(layout);
    if (layout instanceof Layout.Power power && level == Precedence.POWER) {
      return repeated(power) > 0 ? Precedence.PRODUCT : Precedence.OPERAND;
    }
    return level;
  }

  /** How often a base is written in place of a power, or 0. */
  private static int repeated(Layout.Power power) {
    boolean small =
        power.base() instanceof Layout.Name
            || power.base() instanceof Layout.Index
            || power.base() instanceof Layout.Element;
    if (small
        && power.exponent() instanceof Layout.Numeral number
        && number.value().isInt()
        && number.value().signum() > 0) {
      int exponent = number.value().intValueExact();
      return exponent <= LONGEST_PRODUCT ? exponent : 0;
    }
    return 0;
  }

  @Override
  void expand(Layout layout, boolean tight) {
    if (layout instanceof Layout.Numeral number) {
      push(numeral(number.value()));
    } else if (layout instanceof Layout.Filled number) {
      push("(" + numeral(number.value()) + ")");
    } else if (layout instanceof Layout.Constant constant) {
      push(constant(constant.kind()));
    } else if (layout instanceof Layout.Name name) {
      push(JavaNames.identifier(symbol(name.name())));
    } else if (layout instanceof Layout.Index index) {
      push("(double) " + JavaNames.identifier(index(index)));
    } else if (layout instanceof Layout.Element element) {
      expandElement(element);
    } else if (layout instanceof Layout.Sum sum) {
      expandSum(sum);
    } else if (layout instanceof Layout.Product product) {
      expandProduct(product);
    } else if (layout instanceof Layout.Power power) {
      expandPower(power);
    } else if (layout instanceof Layout.Root root) {
      push("Math.sqrt(", whole(root.radicand()), ")");
    } else if (layout instanceof Layout.Exponential exponential) {
      push("Math.exp(", whole(exponential.argument()), ")");
    } else if (layout instanceof Layout.Call call) {
      expandCall(call);
    } else if (layout instanceof Layout.Reduction reduction) {
      expandReduction(reduction);
    } else if (layout instanceof Layout.Vector vector) {
      expandVector(vector);
    } else if (layout instanceof Layout.Delta delta) {
      Part left = part(delta.left(), Precedence.SUM);
      push("(", left, " == ", part(delta.right(), Precedence.SUM), " ? 1.0 : 0.0)");
    } else if (layout instanceof Layout.Cases cases) {
      expandCases(cases);
    } else if (layout instanceof Layout.Relation relation) {
      String sign = relation.sign().equals("=") ? " == " : " " + relation.sign() + " ";
      push(part(relation.left(), Precedence.SUM), sign, part(relation.right(), Precedence.SUM));
    } else if (layout instanceof Layout.Connective connective) {
      expandConnective(connective);
    } else if (layout instanceof Layout.Derivative) {
      throw new DomainException("a derivative that is not carried out has no form in Java");
    } else {
      throw new IllegalStateException("not spelt: " + layout);
    }
  }

  private static String numeral(Rational value) {
    return JavaNames.isFraction(value)
        ? JavaNames.literal(Rational.of(value.numerator()))
            + "/"
            + JavaNames.literal(Rational.of(value.denominator()))
        : JavaNames.literal(value);
  }

  private static String constant(NamedConstant.Kind kind) {
    return switch (kind) {
      case E -> "Math.E";
      case PI -> "Math.PI";
      case INFINITY -> "Double.POSITIVE_INFINITY";
    };
  }

  private void expandElement(Layout.Element element) {
    List<Object> parts = new ArrayList<>();
    parts.add(JavaNames.identifier(element.family()));
    for (Layout index : element.indices()) {
      if (arrays.contains(element.family())) {
        parts.add("[");
        addInt(index, parts);
        parts.add("]");
      } else {
        Rational number = ((Layout.Numeral) index).value();
        parts.add((number.signum() < 0 ? "_$" : "_") + number.abs());
      }
    }
    push(parts);
  }

  /** Adds something of type int. */
  private void addInt(Layout layout, List<Object> parts) {
    if (layout instanceof Layout.Numeral number && number.value().isInt()) {
      parts.add(number.value().toString());
    } else if (layout instanceof Layout.Index index) {
      parts.add(JavaNames.identifier(index(index)));
    } else {
      parts.add("(int) ");
      parts.add(part(layout, Precedence.OPERAND));
    }
  }

  private void expandSum(Layout.Sum sum) {
    List<Object> parts = new ArrayList<>();
    for (Layout term : sum.terms()) {
      boolean negative = term.isNegative();
      if (!parts.isEmpty()) {
        parts.add(negative ? " - " : " + ");
      } else if (negative) {
        parts.add("-");
      }
      Layout positive = negative ? Layout.scaled(Rational.MINUS_ONE, term) : term;
      parts.add(part(positive, Precedence.PRODUCT));
    }
    push(parts);
  }

  private void expandProduct(Layout.Product product) {
    Rational size = product.coefficient().abs();
    boolean fraction = JavaNames.isFraction(size);
    Rational divisor = fraction ? Rational.of(size.denominator()) : Rational.ONE;
    Rational multiplier = fraction ? Rational.of(size.numerator()) : size;
    List<Object> parts = new ArrayList<>();
    parts.add(product.coefficient().signum() < 0 ? "-" : "");
    addFactors(multiplier, product.above(), parts);
    int below = product.below().size() + (divisor.isOne() ? 0 : 1);
    if (below > 0) {
      parts.add(below > 1 ? "/(" : "/");
      addFactors(divisor, product.below(), parts);
      parts.add(below > 1 ? ")" : "");
    }
    push(parts);
  }

  private static void addFactors(Rational multiplier, List<Layout> factors, List<Object> parts) {
    boolean numbered = !multiplier.isOne() || factors.isEmpty();
    if (numbered) {
      parts.add(JavaNames.literal(multiplier) + (factors.isEmpty() ? "" : "*"));
    }
    addAll(factors, Precedence.OPERAND, false, "*", parts);
  }

  private void expandPower(Layout.Power power) {
    int repeated = repeated(power);
    if (repeated > 0) {
      List<Object> parts = new ArrayList<>();
      addAll(
          java.util.Collections.nCopies(repeated, power.base()),
          Precedence.OPERAND,
          false,
          "*",
          parts);
      push(parts);
    } else {
      push("Math.pow(", whole(power.base()), ", ", whole(power.exponent()), ")");
    }
  }

  private void expandCall(Layout.Call call) {
    Function function = call.function();
    List<Layout> arguments = call.arguments();
    List<Object> parts = new ArrayList<>();
    if (function.java().isPresent()) {
      String template = function.java().get();
      if (!function.isVariadic()) {
        List<Layout> all = new ArrayList<>(arguments);
        all.addAll(call.subscripts());
        Templates.fill(template, all, ", ", parts);
      } else {
        fold(template, arguments, parts);
      }
    } else if (function.vectorKernel().isPresent()) {
      addVectorCall(call, parts);
    } else if (function.takesArray()) {
      throw new DomainException(function.name() + " of a matrix has no form in Java yet");
    } else {
      List<Integer> orders = function.derivativeOrders();
      boolean derived = orders.stream().anyMatch(order -> order > 0);
      StringBuilder name = new StringBuilder(JavaNames.identifier(function.name()));
      if (derived) {
        orders.forEach(order -> name.append('$').append(order));
      }
      parts.add(name.append('(').toString());
      addAll(arguments, Precedence.DISJUNCTION, false, ", ", parts);
      parts.add(")");
    }
    push(parts);
  }

  /** Nests a template of two arguments: {@code max(a, max(b, c))}. */
  private static void fold(String template, List<Layout> arguments, List<Object> parts) {
    int second = template.indexOf("#2");
    String head = template.substring(0, second);
    String tail = template.substring(second + 2);
    for (int i = 0; i < arguments.size() - 1; i++) {
      Templates.fill(head, arguments.subList(i, i + 1), ", ", parts);
    }
    parts.add(whole(arguments.get(arguments.size() - 1)));
    parts.add(tail.repeat(arguments.size() - 1));
  }

  private void addVectorCall(Layout.Call call, List<Object> parts) {
    parts.add("org.chainrule.function.Functions.named(\"" + call.function().name() + "\")");
    parts.add(".orElseThrow().vectorKernel().orElseThrow().apply(");
    parts.add(whole(call.arguments().get(0)));
    parts.add(", ");
    if (call.subscripts().isEmpty()) {
      parts.add("0");
    } else {
      addInt(call.subscripts().get(0), parts);
      parts.add(" - ");
      if (call.arguments().get(0) instanceof Layout.Vector vector) {
        addInt(vector.lower(), parts);
      }
    }
    parts.add(")");
  }

  private void addRange(Layout lower, Layout upper, List<Object> parts) {
    parts.add(STREAM);
    addInt(lower, parts);
    parts.add(", ");
    addInt(upper, parts);
    parts.add(")");
  }

  private void expandReduction(Layout.Reduction reduction) {
    refuseInfinity(reduction.lower());
    refuseInfinity(reduction.upper());
    List<Object> end = new ArrayList<>();
    String index = JavaNames.identifier(beginScope(reduction.node(), end, false));
    List<Object> parts = new ArrayList<>();
    addRange(reduction.lower(), reduction.upper(), parts);
    Layout condition = reduction.condition();
    if (condition != null) {
      parts.add(".filter(" + index + " -> ");
      parts.add(whole(condition));
      parts.add(")");
    }
    parts.add(".mapToDouble(" + index + " -> ");
    parts.add(whole(reduction.body()));
    parts.add(")");
    parts.add(
        switch (reduction.node().operator()) {
          case SUM -> ".sum()";
          case PRODUCT -> ".reduce(1.0, (a$, b$) -> a$*b$)";
          case MAXIMUM -> ".max().orElse(Double.NaN)";
          case MINIMUM -> ".min().orElse(Double.NaN)";
        });
    parts.addAll(end);
    push(parts);
  }

  private static void refuseInfinity(Layout bound) {
    if (bound instanceof Layout.Constant constant
        && constant.kind() == NamedConstant.Kind.INFINITY) {
      throw new DomainException("a sum without end has no form in Java");
    }
  }

  private void expandVector(Layout.Vector vector) {
    List<Object> end = new ArrayList<>();
    String index = JavaNames.identifier(beginScope(vector.node(), end, false));
    List<Object> parts = new ArrayList<>();
    addRange(vector.lower(), vector.upper(), parts);
    parts.add(".mapToDouble(" + index + " -> ");
    parts.add(whole(vector.body()));
    parts.add(").toArray()");
    parts.addAll(end);
    push(parts);
  }

  private void expandCases(Layout.Cases cases) {
    List<Object> parts = new ArrayList<>();
    parts.add("(");
    for (int i = 0; i < cases.values().size(); i++) {
      parts.add(part(cases.conditions().get(i), Precedence.DISJUNCTION));
      parts.add(" ? ");
      parts.add(whole(cases.values().get(i)));
      parts.add(" : ");
    }
    Layout otherwise = cases.otherwise();
    parts.add(otherwise == null ? "Double.NaN" : whole(otherwise));
    parts.add(")");
    push(parts);
  }

  private void expandConnective(Layout.Connective connective) {
    boolean and = connective.operator() == Logical.Operator.AND;
    if (connective.operands().isEmpty()) {
      push(and ? "true" : "false");
      return;
    }
    List<Object> parts = new ArrayList<>();
    Precedence operand = and ? Precedence.RELATION : Precedence.CONJUNCTION;
    addAll(connective.operands(), operand, false, and ? " && " : " || ", parts);
    push(parts);
  }
}
