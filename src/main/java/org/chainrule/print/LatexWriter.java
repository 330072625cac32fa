package org.chainrule.print;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.notation.Precedence;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/** A writer of LaTeX for mathematics mode. */
final class LatexWriter extends Writer {
  private static final Set<String> RAISED_BY_NAME =
      Set.of(
          "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch",
          "log");

  /** How templates start whose first argument stands in brackets where it needs them. */
  private static final String BRACKETED = "\\left(#1\\right)";

  LatexWriter(Spelling spelling, Set<String> names) {
    super(spelling, names);
  }

  @Override
  String open() {
    return "\\left(";
  }

  @Override
  String close() {
    return "\\right)";
  }

  @Override
  String partName(String family, int number) {
    return LatexNames.name(family) + subscripted(Integer.toString(number));
  }

  /** Fractions hold together, but not so that they could be raised to a power. */
  @Override
  Precedence level(Layout layout) {
    Precedence level = super.level(layout);
    if (level == Precedence.OPERAND) {
      boolean open =
          layout instanceof Layout.Exponential
              || layout instanceof Layout.Derivative
              || layout instanceof Layout.Call call && isPrefixed(call)
              || layout instanceof Layout.Operation operation
                  && operation.function() == MatrixFunction.INVERSE
              || isLabelled(layout);
      return layout instanceof Layout.Reduction || layout instanceof Layout.Total
          ? Precedence.PREFIX
          : open ? Precedence.POWER : level;
    }
    boolean fraction =
        layout instanceof Layout.Numeral number && isFraction(number.value())
            || layout instanceof Layout.Product product
                && (!product.below().isEmpty() || isFraction(product.coefficient()));
    if (fraction) {
      return layout.isNegative() ? Precedence.PREFIX : Precedence.POWER;
    }
    return level;
  }

  /** Whether what is raised to a power would seem to be a part of the call alone. */
  private static boolean isPrefixed(Layout.Call call) {
    String template = call.function().latex().orElse("");
    return template.startsWith("e^")
        || template.startsWith(BRACKETED)
        || template.contains("}^")
        || template.contains(")^");
  }

  /** Whether a label stands where a power would. */
  private static boolean isLabelled(Layout layout) {
    String name =
        layout instanceof Layout.Name symbol
            ? symbol.name()
            : layout instanceof Layout.Element element ? element.family() : "";
    return !LatexNames.label(name).isEmpty();
  }

  private boolean isFraction(Rational value) {
    return number(value.abs()).contains("/");
  }

  @Override
  void expand(Layout layout, boolean tight) {
    if (layout instanceof Layout.Numeral number) {
      push(numeral(number.value()));
    } else if (layout instanceof Layout.Filled number) {
      push(decimal(filled(number)));
    } else if (layout instanceof Layout.Constant constant) {
      push(constant(constant.kind()));
    } else if (layout instanceof Layout.Name name) {
      push(LatexNames.name(symbol(name.name())));
    } else if (layout instanceof Layout.Index index) {
      push(LatexNames.name(index(index)));
    } else if (layout instanceof Layout.Element element) {
      expandElement(element);
    } else if (layout instanceof Layout.Sum sum) {
      expandSum(sum, tight);
    } else if (layout instanceof Layout.Product product) {
      expandProduct(product);
    } else if (layout instanceof Layout.Power power) {
      expandPower(power);
    } else if (layout instanceof Layout.Root root) {
      push("\\sqrt{", whole(root.radicand()), "}");
    } else if (layout instanceof Layout.Exponential exponential) {
      boolean named = isEulerNamed();
      Part argument = whole(exponential.argument());
      push(named ? "e^{" : "\\exp\\left(", argument, named ? "}" : "\\right)");
    } else if (layout instanceof Layout.Call call) {
      expandCall(call);
    } else if (layout instanceof Layout.Reduction reduction) {
      expandReduction(reduction);
    } else if (layout instanceof Layout.Total total) {
      expandTotal(total);
    } else if (layout instanceof Layout.Vector vector) {
      expandVector(vector);
    } else if (layout instanceof Layout.Delta delta) {
      push("\\delta_{", tight(delta.left()), ",", tight(delta.right()), "}");
    } else if (layout instanceof Layout.Cases cases) {
      expandCases(cases);
    } else if (layout instanceof Layout.Relation relation) {
      String sign = relation(relation.sign());
      push(part(relation.left(), Precedence.SUM), sign, part(relation.right(), Precedence.SUM));
    } else if (layout instanceof Layout.Connective connective) {
      expandConnective(connective);
    } else if (layout instanceof Layout.Derivative derivative) {
      expandDerivative(derivative);
    } else if (layout instanceof Layout.Chain chain) {
      expandChain(chain);
    } else if (layout instanceof Layout.Hadamard product) {
      expandHadamard(product);
    } else if (layout instanceof Layout.Transpose transpose) {
      expandTranspose(transpose.operand());
    } else if (layout instanceof Layout.ElementPower power) {
      push(part(power.base(), Precedence.OPERAND), "^{\\circ ", whole(power.exponent()), "}");
    } else if (layout instanceof Layout.Operation operation) {
      expandOperation(operation);
    } else {
      throw new IllegalStateException("not spelt: " + layout);
    }
  }

  private String numeral(Rational value) {
    String sign = value.signum() < 0 ? "-" : "";
    Spelling.Quotient quotient = spelling.quotient(value.abs());
    String above = decimal(number(quotient.above()));
    return quotient.below().isOne()
        ? sign + above
        : sign + "\\frac{" + above + "}{" + decimal(number(quotient.below())) + "}";
  }

  /** A decimal with its exponent as a power of ten. */
  private static String decimal(String text) {
    int times = text.indexOf('*');
    if (times >= 0) {
      return decimal(text.substring(0, times)) + " \\cdot " + decimal(text.substring(times + 1));
    }
    int exponent = text.indexOf('e');
    return exponent < 0
        ? text
        : text.substring(0, exponent) + " \\cdot 10^{" + text.substring(exponent + 1) + "}";
  }

  private String constant(NamedConstant.Kind kind) {
    return switch (kind) {
      case E -> isEulerNamed() ? "e" : "\\exp\\left(1\\right)";
      case PI -> "\\pi";
      case INFINITY -> "\\infty";
    };
  }

  private static String relation(String sign) {
    return switch (sign) {
      case "!=" -> " \\neq ";
      case "<=" -> " \\leq ";
      case ">=" -> " \\geq ";
      default -> " " + sign + " ";
    };
  }

  private static String subscripted(String text) {
    return text.length() == 1 ? "_" + text : "_{" + text + "}";
  }

  private void expandElement(Layout.Element element) {
    List<Layout> indices = element.indices();
    String label = LatexNames.label(element.family());
    List<Object> parts = new ArrayList<>();
    String name = LatexNames.withoutLabel(element.family());
    boolean hasWord = TextWriter.hasWord(element.family());
    boolean isSubscripted = indices.size() > 1 || !isBare(indices.get(0));
    // The word below stands before the indices, in the same braces.
    parts.add(hasWord && isSubscripted ? name.substring(0, name.length() - 1) + "," : name);
    if (isSubscripted) {
      String only = indices.size() == 1 && !hasWord ? word(indices.get(0)) : null;
      if (only != null) {
        parts.add(subscripted(only));
      } else {
        parts.add(hasWord ? "" : "_{");
        addAll(indices, Precedence.SUM, true, ",", parts);
        parts.add("}");
      }
    }
    parts.add(label);
    push(parts);
  }

  /** The text of an index that is one number or name, or null. */
  private @Nullable String word(Layout layout) {
    if (layout instanceof Layout.Numeral number) {
      return numeral(number.value());
    } else if (layout instanceof Layout.Name name) {
      return LatexNames.name(symbol(name.name()));
    }
    return layout instanceof Layout.Index index ? LatexNames.name(index(index)) : null;
  }

  private void expandSum(Layout.Sum sum, boolean tight) {
    List<Object> parts = new ArrayList<>();
    for (Layout term : sum.terms()) {
      boolean negative = term.isNegative();
      if (!parts.isEmpty()) {
        String sign = negative ? "-" : "+";
        parts.add(tight ? sign : " " + sign + " ");
      } else if (negative) {
        parts.add("-");
      }
      Layout positive = negative ? Layout.scaled(Rational.MINUS_ONE, term) : term;
      parts.add(new Part(positive, Precedence.PRODUCT, tight));
    }
    push(parts);
  }

  private void expandProduct(Layout.Product product) {
    Rational coefficient = product.coefficient();
    List<Object> parts = new ArrayList<>();
    if (coefficient.signum() < 0) {
      parts.add("-");
    }
    Spelling.Quotient quotient = spelling.quotient(coefficient.abs());
    Rational divisor = quotient.below();
    Rational multiplier = quotient.above();
    if (product.below().isEmpty() && divisor.isOne()) {
      addFactors(multiplier, product.above(), false, parts);
    } else {
      parts.add("\\frac{");
      addFactors(multiplier, product.above(), true, parts);
      parts.add("}{");
      addFactors(divisor, product.below(), true, parts);
      parts.add("}");
    }
    push(parts);
  }

  private void addFactors(
      Rational multiplier, List<Layout> factors, boolean enclosed, List<Object> parts) {
    boolean first = true;
    if (!multiplier.isOne() || factors.isEmpty()) {
      parts.add(decimal(number(multiplier)));
      first = false;
    }
    for (int i = 0; i < factors.size(); i++) {
      Layout factor = factors.get(i);
      boolean alone = enclosed && first && factors.size() == 1;
      boolean last = i == factors.size() - 1 && factor instanceof Layout.Reduction;
      Precedence atLeast = last ? Precedence.PREFIX : Precedence.POWER;
      if (!first) {
        boolean call =
            i > 0 && isLikeFunction(factors.get(i - 1)) && startsWithBracket(factor, atLeast);
        boolean difference = i > 0 && isDifference(factors.get(i - 1));
        parts.add(call || difference || startsWithDigit(factor) ? " \\cdot " : " ");
      }
      parts.add(part(factor, alone ? Precedence.DISJUNCTION : atLeast));
      first = false;
    }
  }

  /** Whether a bracket after this would seem to hold its argument. */
  private boolean isLikeFunction(Layout layout) {
    return layout instanceof Layout.Name name && LatexNames.isLikeFunction(symbol(name.name()));
  }

  /** Whether this and a name after it would seem to be one name. */
  private boolean isDifference(Layout layout) {
    return layout instanceof Layout.Name name && LatexNames.isDifference(symbol(name.name()));
  }

  private boolean startsWithBracket(Layout layout, Precedence atLeast) {
    Layout first = layout instanceof Layout.Power power ? power.base() : layout;
    Precedence needed = first == layout ? atLeast : Precedence.OPERAND;
    return level(first).isBelow(needed);
  }

  private boolean startsWithDigit(Layout layout) {
    Layout first = layout instanceof Layout.Power power ? power.base() : layout;
    return first instanceof Layout.Filled
        || first instanceof Layout.Numeral number && level(number) == Precedence.OPERAND;
  }

  /** A power; that of a sine and its like stands at the name, as a book has it. */
  private void expandPower(Layout.Power power) {
    boolean whole =
        power.exponent() instanceof Layout.Numeral number
            && number.value().isInteger()
            && number.value().signum() > 0;
    if (whole
        && power.base() instanceof Layout.Call call
        && RAISED_BY_NAME.contains(call.function().name())
        && !call.function().isDeclared()
        && call.function().latex().isPresent()) {
      String template = call.function().latex().get();
      List<Object> parts = new ArrayList<>();
      parts.add(template.substring(0, template.indexOf(open())) + "^{");
      parts.add(whole(power.exponent()));
      parts.add("}" + open());
      addAll(call.arguments(), Precedence.DISJUNCTION, false, ", ", parts);
      parts.add(close());
      push(parts);
    } else {
      push(part(power.base(), Precedence.OPERAND), "^{", whole(power.exponent()), "}");
    }
  }

  private void expandCall(Layout.Call call) {
    Function function = call.function();
    List<Layout> arguments = new ArrayList<>(call.arguments());
    arguments.addAll(call.subscripts());
    List<Object> parts = new ArrayList<>();
    String template = function.latex().orElse(null);
    if (template == null) {
      parts.add(LatexNames.operator(function));
      parts.add(open());
      addAll(arguments, Precedence.DISJUNCTION, false, ", ", parts);
      parts.add(close());
    } else if (template.startsWith(BRACKETED)) {
      parts.add(part(arguments.get(0), Precedence.OPERAND));
      Templates.fill(template.substring(BRACKETED.length()), arguments, ", ", parts);
    } else {
      Templates.fill(template, arguments, ", ", parts);
    }
    push(parts);
  }

  private void expandReduction(Layout.Reduction reduction) {
    List<Object> end = new ArrayList<>();
    String index = LatexNames.name(beginScope(reduction.node(), end, false));
    List<Object> parts = new ArrayList<>();
    String command =
        switch (reduction.node().operator()) {
          case SUM -> "\\sum_{";
          case PRODUCT -> "\\prod_{";
          case MAXIMUM -> "\\max_{";
          case MINIMUM -> "\\min_{";
        };
    boolean extreme =
        reduction.node().operator() == org.chainrule.expr.Reduction.Operator.MAXIMUM
            || reduction.node().operator() == org.chainrule.expr.Reduction.Operator.MINIMUM;
    Layout condition = reduction.condition();
    parts.add(condition == null ? command : command + "\\substack{");
    if (extreme) {
      parts.add(tight(reduction.lower()));
      parts.add(" \\leq " + index + " \\leq ");
      parts.add(tight(reduction.upper()));
    } else {
      parts.add(index + "=");
      parts.add(tight(reduction.lower()));
    }
    if (condition != null) {
      parts.add(" \\\\ ");
      parts.add(whole(condition));
      parts.add("}");
    }
    if (!extreme) {
      parts.add("}^{");
      parts.add(tight(reduction.upper()));
    }
    parts.add("} ");
    parts.add(part(reduction.body(), Precedence.PRODUCT));
    parts.addAll(end);
    push(parts);
  }

  private void expandTotal(Layout.Total total) {
    List<Object> parts = new ArrayList<>();
    Layout condition = total.condition();
    parts.add(condition == null ? "\\sum_{" : "\\sum_{\\substack{");
    parts.add(LatexNames.name(total.index()) + "=");
    parts.add(tight(total.lower()));
    if (condition != null) {
      parts.add(" \\\\ ");
      parts.add(whole(condition));
      parts.add("}");
    }
    parts.add("}^{");
    parts.add(tight(total.upper()));
    parts.add("} ");
    parts.add(part(total.body(), Precedence.PRODUCT));
    push(parts);
  }

  private void expandVector(Layout.Vector vector) {
    List<Object> end = new ArrayList<>();
    if (vector.body() instanceof Layout.Vector row) {
      List<Object> parts = new ArrayList<>();
      parts.add("\\operatorname{array}" + open());
      for (Layout.Vector each : List.of(vector, row)) {
        parts.add(LatexNames.name(beginScope(each.node(), end, false)) + "=");
        parts.add(tight(each.lower()));
        parts.add(", \\ldots, ");
        parts.add(tight(each.upper()));
        parts.add(", ");
      }
      parts.add(part(row.body(), Precedence.DISJUNCTION));
      parts.add(close());
      Collections.reverse(end);
      parts.addAll(end);
      push(parts);
      return;
    }
    String index = LatexNames.name(beginScope(vector.node(), end, vector.bare()));
    List<Object> parts = new ArrayList<>();
    if (vector.bare()) {
      parts.add(whole(vector.body()));
    } else {
      parts.add(open());
      parts.add(whole(vector.body()));
      parts.add(close() + "_{" + index + "=");
      parts.add(tight(vector.lower()));
      parts.add("}^{");
      parts.add(tight(vector.upper()));
      parts.add("}");
    }
    parts.addAll(end);
    push(parts);
  }

  private void expandCases(Layout.Cases cases) {
    List<Object> parts = new ArrayList<>();
    parts.add("\\begin{cases} ");
    for (int i = 0; i < cases.values().size(); i++) {
      parts.add(i > 0 ? " \\\\ " : "");
      parts.add(whole(cases.values().get(i)));
      parts.add(" & \\text{if } ");
      parts.add(whole(cases.conditions().get(i)));
    }
    Layout otherwise = cases.otherwise();
    if (otherwise != null) {
      parts.add(" \\\\ ");
      parts.add(whole(otherwise));
      parts.add(" & \\text{otherwise}");
    } else if (cases.values().isEmpty()) {
      parts.add("0 & \\text{if } 1 < 0");
    }
    parts.add(" \\end{cases}");
    push(parts);
  }

  private void expandConnective(Layout.Connective connective) {
    boolean and = connective.operator() == Logical.Operator.AND;
    if (connective.operands().isEmpty()) {
      push(and ? "0 < 1" : "1 < 0");
      return;
    }
    List<Object> parts = new ArrayList<>();
    Precedence operand = and ? Precedence.RELATION : Precedence.CONJUNCTION;
    addAll(connective.operands(), operand, false, and ? " \\land " : " \\lor ", parts);
    push(parts);
  }

  private void expandDerivative(Layout.Derivative derivative) {
    Layout body = derivative.body();
    boolean named = body instanceof Layout.Name || body instanceof Layout.Element;
    int total = derivative.orders().stream().mapToInt(Integer::intValue).sum();
    List<Object> parts = new ArrayList<>();
    parts.add("\\frac{\\partial" + (total == 1 ? "" : "^{" + total + "}"));
    if (named) {
      parts.add(" ");
      parts.add(whole(body));
    }
    parts.add("}{");
    for (int i = 0; i < derivative.variables().size(); i++) {
      int order = derivative.orders().get(i);
      parts.add(i == 0 ? "\\partial " : " \\partial ");
      parts.add(whole(derivative.variables().get(i)));
      parts.add(order == 1 ? "" : "^{" + order + "}");
    }
    parts.add("}");
    if (!named) {
      parts.add(open());
      parts.add(whole(body));
      parts.add(close());
    }
    push(parts);
  }

  /** A product of matrices, above the bar where a number made of matrices only divides it. */
  private void expandChain(Layout.Chain chain) {
    List<Object> parts = new ArrayList<>();
    Layout scalar = chain.scalar();
    boolean isDivided = isDivisor(scalar);
    if (isDivided) {
      parts.add(scalar.isNegative() ? "-\\frac{" : "\\frac{");
    } else if (isMinusOne(scalar)) {
      parts.add("-");
    } else if (!isOne(scalar)) {
      parts.add(part(scalar, Precedence.PRODUCT));
      parts.add(" ");
    }
    List<Layout> matrices = chain.matrices();
    for (int i = 0; i < matrices.size(); i++) {
      parts.add(i > 0 ? startsWithDigit(matrices.get(i)) ? " \\cdot " : " " : "");
      boolean isAlone = isDivided && matrices.size() == 1;
      parts.add(part(matrices.get(i), isAlone ? Precedence.DISJUNCTION : Precedence.POWER));
    }
    if (isDivided) {
      parts.add("}{");
      addFactors(Rational.ONE, ((Layout.Product) scalar).below(), true, parts);
      parts.add("}");
    }
    push(parts);
  }

  private void expandHadamard(Layout.Hadamard product) {
    List<Object> parts = new ArrayList<>();
    if (product.above().isEmpty()) {
      parts.add("1");
    }
    addAll(product.above(), Precedence.POWER, false, " \\odot ", parts);
    for (Layout divisor : product.below()) {
      parts.add(" \\oslash ");
      parts.add(part(divisor, Precedence.POWER));
    }
    push(parts);
  }

  /** A transpose; behind a layer's label it stands in the braces of that. */
  private void expandTranspose(Layout operand) {
    if (operand instanceof Layout.Name name && isLabelled(name)) {
      String text = LatexNames.name(name.name());
      push(text.substring(0, text.length() - 1) + "\\top}");
    } else if (operand instanceof Layout.Operation inverse
        && inverse.function() == MatrixFunction.INVERSE) {
      push(part(inverse.arguments().get(0), Precedence.OPERAND), "^{-\\top}");
    } else {
      push(part(operand, Precedence.OPERAND), "^{\\top}");
    }
  }

  private void expandOperation(Layout.Operation operation) {
    List<Object> parts = new ArrayList<>();
    String template = operation.function().latex();
    if (operation.arguments().isEmpty()) {
      parts.add("I");
    } else if (template.startsWith(BRACKETED)) {
      parts.add(part(operation.arguments().get(0), Precedence.OPERAND));
      Templates.fill(template.substring(BRACKETED.length()), operation.arguments(), ", ", parts);
    } else {
      Templates.fill(template, operation.arguments(), ", ", parts);
    }
    push(parts);
  }
}
