package org.chainrule.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.notation.Precedence;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * A writer of a language that calculates with whole arrays. Lengths and the elements of families
 * are variables and arrays of the same name; what the language has no word for is refused.
 */
abstract class ProgramWriter extends Writer {
  private final String language;

  ProgramWriter(String language, Spelling spelling, Set<String> names) {
    super(spelling, names);
    this.language = language;
  }

  abstract String identifier(String name);

  abstract String constant(NamedConstant.Kind kind);

  abstract @Nullable String template(Function function);

  abstract @Nullable String template(MatrixFunction function, int arguments);

  /** Adds an element, whose indices count from 1. */
  abstract void addElement(String family, List<Layout> indices, List<Object> parts);

  abstract void expandReduction(Layout.Reduction reduction);

  abstract void expandCases(Layout.Cases cases);

  /** The sign of a product of two matrices. */
  abstract String matrixTimes();

  /** The signs of a product, a quotient and a power element by element. */
  abstract String elementTimes();

  abstract String elementDivide();

  abstract String elementPower();

  abstract String power();

  abstract String transposed();

  abstract String sign(String relation);

  abstract String sign(Logical.Operator connective);

  final DomainException refusal(String what) {
    return new DomainException(what + " has no form in " + language);
  }

  @Override
  Precedence level(Layout layout) {
    if (layout instanceof Layout.Call call) {
      return level(template(call.function()));
    } else if (layout instanceof Layout.Operation operation) {
      return level(template(operation.function(), operation.arguments().size()));
    }
    return super.level(layout);
  }

  /** How tightly a template holds together: by what stands in it outside of brackets. */
  private static Precedence level(@Nullable String template) {
    int depth = 0;
    Precedence level = Precedence.OPERAND;
    for (int i = 0; template != null && i < template.length(); i++) {
      char next = template.charAt(i);
      depth += next == '(' || next == '[' ? 1 : next == ')' || next == ']' ? -1 : 0;
      if (depth == 0 && (next == '+' || next == '-')) {
        return Precedence.SUM;
      } else if (depth == 0 && (next == '*' || next == '/' || next == '@')) {
        level = Precedence.PRODUCT;
      }
    }
    return level;
  }

  @Override
  void expand(Layout layout, boolean tight) {
    if (layout instanceof Layout.Numeral number) {
      push(number(number.value()));
    } else if (layout instanceof Layout.Filled number) {
      push("(" + filled(number) + ")");
    } else if (layout instanceof Layout.Constant constant) {
      push(constant(constant.kind()));
    } else if (layout instanceof Layout.Name name) {
      push(identifier(symbol(name.name())));
    } else if (layout instanceof Layout.Index index) {
      push(identifier(index(index)));
    } else if (layout instanceof Layout.Element element) {
      List<Object> parts = new ArrayList<>();
      addElement(identifier(element.family()), element.indices(), parts);
      push(parts);
    } else if (layout instanceof Layout.Sum sum) {
      expandSum(sum);
    } else if (layout instanceof Layout.Product product) {
      expandProduct(product);
    } else if (layout instanceof Layout.Power power) {
      push(part(power.base(), Precedence.OPERAND), power(), exponent(power.exponent()));
    } else if (layout instanceof Layout.ElementPower power) {
      push(part(power.base(), Precedence.OPERAND), elementPower(), exponent(power.exponent()));
    } else if (layout instanceof Layout.Root root) {
      fill(root(), List.of(root.radicand()));
    } else if (layout instanceof Layout.Exponential exponential) {
      fill(exponential(), List.of(exponential.argument()));
    } else if (layout instanceof Layout.Call call) {
      expandCall(call);
    } else if (layout instanceof Layout.Reduction reduction) {
      expandReduction(reduction);
    } else if (layout instanceof Layout.Total) {
      throw refusal("a sum over the columns or matrices of a family");
    } else if (layout instanceof Layout.Delta delta) {
      expandDelta(delta);
    } else if (layout instanceof Layout.Cases cases) {
      expandCases(cases);
    } else if (layout instanceof Layout.Relation relation) {
      String sign = " " + sign(relation.sign()) + " ";
      push(part(relation.left(), Precedence.SUM), sign, part(relation.right(), Precedence.SUM));
    } else if (layout instanceof Layout.Connective connective) {
      List<Object> parts = new ArrayList<>();
      String sign = " " + sign(connective.operator()) + " ";
      for (Layout operand : connective.operands()) {
        parts.add(parts.isEmpty() ? "(" : sign + "(");
        parts.add(whole(operand));
        parts.add(")");
      }
      push(parts);
    } else if (layout instanceof Layout.Chain chain) {
      expandChain(chain);
    } else if (layout instanceof Layout.Hadamard product) {
      expandHadamard(product);
    } else if (layout instanceof Layout.Transpose transpose) {
      push(part(transpose.operand(), Precedence.OPERAND), transposed());
    } else if (layout instanceof Layout.Operation operation) {
      expandOperation(operation);
    } else if (layout instanceof Layout.Derivative) {
      throw refusal("a derivative that is not carried out");
    } else {
      throw refusal("an array of elements");
    }
  }

  abstract String root();

  abstract String exponential();

  /** The Kronecker delta as a number. */
  abstract void expandDelta(Layout.Delta delta);

  /** An exponent, in brackets unless it is one number or name. */
  private static Part exponent(Layout exponent) {
    return part(exponent, Precedence.OPERAND);
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
    List<Object> parts = new ArrayList<>();
    parts.add(product.coefficient().signum() < 0 ? "-" : "");
    addFactors(Rational.of(size.numerator()), product.above(), parts);
    Rational divisor = Rational.of(size.denominator());
    int below = product.below().size() + (divisor.isOne() ? 0 : 1);
    if (below > 0) {
      parts.add(below > 1 ? "/(" : "/");
      addFactors(divisor, product.below(), parts);
      parts.add(below > 1 ? ")" : "");
    }
    push(parts);
  }

  private void addFactors(Rational multiplier, List<Layout> factors, List<Object> parts) {
    if (!multiplier.isOne() || factors.isEmpty()) {
      parts.add(number(multiplier) + (factors.isEmpty() ? "" : "*"));
    }
    addAll(factors, Precedence.POWER, false, "*", parts);
  }

  private void expandChain(Layout.Chain chain) {
    List<Object> parts = new ArrayList<>();
    if (isMinusOne(chain.scalar())) {
      parts.add("-");
    } else if (!isOne(chain.scalar())) {
      parts.add(part(chain.scalar(), Precedence.PRODUCT));
      parts.add("*");
    }
    boolean isBracketed = !isOne(chain.scalar()) && chain.matrices().size() > 1;
    parts.add(isBracketed ? "(" : "");
    addAll(chain.matrices(), Precedence.POWER, false, " " + matrixTimes() + " ", parts);
    parts.add(isBracketed ? ")" : "");
    push(parts);
  }

  private void expandHadamard(Layout.Hadamard product) {
    List<Object> parts = new ArrayList<>();
    if (product.above().isEmpty()) {
      parts.add("1");
    }
    addAll(product.above(), Precedence.POWER, false, elementTimes(), parts);
    for (Layout divisor : product.below()) {
      parts.add(elementDivide());
      parts.add(part(divisor, Precedence.POWER));
    }
    push(parts);
  }

  private void expandCall(Layout.Call call) {
    String template = template(call.function());
    if (template == null || !call.subscripts().isEmpty()) {
      if (!call.function().isDeclared()) {
        throw refusal(call.function().name());
      }
      List<Object> parts = new ArrayList<>();
      parts.add(identifier(call.function().name()) + "(");
      addAll(call.arguments(), Precedence.DISJUNCTION, false, ", ", parts);
      parts.add(")");
      push(parts);
      return;
    }
    List<Layout> arguments = call.arguments();
    if (call.function().isVariadic()) {
      Layout nested = arguments.get(0);
      for (Layout next : arguments.subList(1, arguments.size() - 1)) {
        nested = new Layout.Call(call.function(), List.of(nested, next), List.of());
      }
      arguments = List.of(nested, arguments.get(arguments.size() - 1));
    }
    fill(template, arguments);
  }

  private void expandOperation(Layout.Operation operation) {
    String template = template(operation.function(), operation.arguments().size());
    if (template == null) {
      throw refusal(operation.function().plainName());
    }
    fill(template, operation.arguments());
  }

  /** Writes a template, its arguments in brackets where they do not stand alone in some. */
  final void fill(String template, List<Layout> arguments) {
    List<Object> parts = new ArrayList<>();
    int from = 0;
    for (int mark = template.indexOf('#'); mark >= 0; mark = template.indexOf('#', from)) {
      parts.add(template.substring(from, mark));
      from = mark + 2;
      boolean isAlone =
          (template.startsWith("(", mark - 1) || template.startsWith(", ", mark - 2))
              && (template.startsWith(")", from) || template.startsWith(",", from));
      parts.add(
          part(
              arguments.get(template.charAt(mark + 1) - '1'),
              isAlone ? Precedence.SUM : Precedence.OPERAND));
    }
    parts.add(template.substring(from));
    push(parts);
  }
}
