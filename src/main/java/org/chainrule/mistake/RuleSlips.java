package org.chainrule.mistake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.chainrule.differentiate.Definitions;
import org.chainrule.differentiate.Dependence;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Sum;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Elementary;
import org.chainrule.result.Mistake.Kind;
import org.chainrule.trace.TraceStep;
import org.jspecify.annotations.Nullable;

/** What is written by mistake for a use of a rule: all that is, rule by rule. */
final class RuleSlips {
  private static final Expr ONE = RationalNumber.ONE;

  private final Expr body;
  private final Expr variable;
  private final Expr after;
  private final Dependence dependence;
  private final BinaryOperator<Expr> derive;
  private final List<Expr> terms;
  private final List<Slip> slips = new ArrayList<>();

  private RuleSlips(
      DerivativeTerm wanted, Expr after, Definitions definitions, BinaryOperator<Expr> derive) {
    this.derive = derive;
    body = wanted.body();
    variable = wanted.by().get(0).variable();
    this.after = after;
    dependence = new Dependence(variable, definitions);
    terms = addends(after);
  }

  /**
   * The slips for a step, none where it is no use of a rule of differentiation.
   *
   * @param derive the derivative of an expression by a variable
   */
  static List<Slip> of(TraceStep step, Definitions definitions, BinaryOperator<Expr> derive) {
    if (!(step.before() instanceof DerivativeTerm wanted)) {
      return List.of();
    }
    RuleSlips found = new RuleSlips(wanted, step.after(), definitions, derive);
    switch (step.rule()) {
      case FUNCTION -> found.function();
      case POWER -> found.power();
      case EXPONENT -> found.generalPower();
      case PRODUCT -> found.product();
      case QUOTIENT -> found.quotient();
      case SUM -> found.sum();
      case CONSTANT_FACTOR -> found.constantFactor();
      case ELEMENT -> found.add(Kind.DELTA, () -> ONE);
      case CHAIN -> found.chain();
      default -> {
        // The other rules rest on these, or are uses of a definition.
      }
    }
    return found.slips;
  }

  private void add(Kind kind, Supplier<Expr> written) {
    add(kind, written, null);
  }

  private void add(Kind kind, Supplier<Expr> written, @Nullable Expr about) {
    try {
      slips.add(new Slip(kind, written.get(), about));
    } catch (DomainException none) {
      // What has no value for any numbers is written by nobody.
    }
  }

  private void function() {
    inner();
    add(Kind.FUNCTION_SIGN, () -> after.negate());
    Optional<Expr> argument = argument();
    if (argument.isEmpty()) {
      return;
    }
    Expr wanted = DerivativeTerm.of(argument.get(), variable);
    Expr inner = argument.get() == variable ? ONE : wanted;
    if (inner != ONE) {
      add(Kind.OUTER_DERIVATIVE, () -> body.times(inner));
      Expr outer = Substitution.of(wanted, ONE).apply(after);
      Expr inside = Substitution.of(argument.get(), inner).apply(outer);
      if (inside != outer) {
        add(Kind.DERIVATIVE_INSIDE, () -> inside);
        add(Kind.DERIVATIVE_INSIDE, () -> inside.times(inner));
      }
    }
    if (body instanceof Apply logarithm && logarithm.function().name().startsWith("log")) {
      for (int base : new int[] {2, 10}) {
        Expr factor = Elementary.log(Expr.of(base));
        add(Kind.LOGARITHM_BASE, () -> after.times(factor), factor);
        add(Kind.LOGARITHM_BASE, () -> after.dividedBy(factor), factor);
      }
    }
    if (exponent().isPresent()) {
      Expr written = argument.get().times(body).dividedBy(Elementary.exp(ONE));
      add(Kind.EXPONENTIAL_AS_POWER, () -> written);
      add(Kind.EXPONENTIAL_AS_POWER, () -> written.times(inner));
    }
  }

  /** The single argument of a function, or of an exponential. */
  private Optional<Expr> argument() {
    Optional<Expr> exponent = exponent();
    return exponent.isEmpty()
            && body instanceof Apply apply
            && apply.arguments().size() == 1
            && apply.function().vectorKernel().isEmpty()
        ? Optional.of(apply.arguments().get(0))
        : exponent;
  }

  /** The argument, or the base of a power. */
  private Optional<Expr> inside() {
    return body instanceof Power power && exponent().isEmpty()
        ? Optional.of(power.base())
        : argument();
  }

  private Optional<Expr> exponent() {
    return Product.Factor.of(body).asExponential();
  }

  /** The chain rule without the derivatives of what is inside. */
  private void inner() {
    Map<Expr, Expr> ones = new LinkedHashMap<>();
    derivatives(after).forEach(each -> ones.put(each, ONE));
    if (!ones.isEmpty()) {
      Expr missing = ones.keySet().iterator().next();
      add(Kind.INNER_DERIVATIVE, () -> Substitution.of(ones).apply(after), missing);
    }
    // Without a step of its own it was put in at once.
    inside()
        .filter(each -> !ones.containsKey(DerivativeTerm.of(each, variable)))
        .ifPresent(
            inner -> {
              Expr missing = derive.apply(inner, variable);
              if (!missing.isZero()) {
                add(Kind.INNER_DERIVATIVE, () -> after.dividedBy(missing), missing);
              }
            });
  }

  private void power() {
    inner();
    for (Product.Factor factor : factors(body)) {
      Expr exponent = factor.exponent();
      if (exponent.isOne()) {
        continue;
      }
      Expr base = factor.base();
      add(Kind.POWER_NOT_REDUCED, () -> after.times(base));
      add(Kind.POWER_RAISED, () -> after.times(base).times(base));
      if (exponent != ONE.negate()) {
        add(Kind.POWER_FACTOR, () -> after.dividedBy(exponent), exponent);
      }
    }
  }

  private void generalPower() {
    inner();
    if (body instanceof Power power) {
      Expr log = Elementary.log(power.base());
      add(Kind.BASE_LOGARITHM, () -> after.dividedBy(log), log);
      Expr written = power.exponent().times(body).dividedBy(power.base());
      add(Kind.EXPONENTIAL_AS_POWER, () -> written);
      Expr inner = DerivativeTerm.of(power.exponent(), variable);
      if (derivatives(after).contains(inner)) {
        add(Kind.EXPONENTIAL_AS_POWER, () -> written.times(inner));
      }
    }
  }

  private void product() {
    if (terms.size() < 2) {
      return;
    }
    Expr all = Product.of(terms);
    add(Kind.PRODUCT_OF_DERIVATIVES, () -> all.dividedBy(body.power(terms.size() - 1L)));
    for (Expr term : terms) {
      add(Kind.PRODUCT_TERM, () -> after.minus(term), term);
      add(Kind.PRODUCT_SIGN, () -> after.minus(term.times(2)), term);
    }
  }

  private void quotient() {
    if (terms.size() != 2) {
      return;
    }
    add(Kind.QUOTIENT_ORDER, () -> after.negate());
    for (int i = 0; i < 2; i++) {
      Expr term = terms.get(i);
      Expr other = terms.get(1 - i);
      add(Kind.QUOTIENT_TERM, () -> other, term);
      add(Kind.QUOTIENT_SIGN, () -> other.minus(term));
      add(Kind.QUOTIENT_OF_DERIVATIVES, () -> term.times(body).dividedBy(other).negate());
    }
    for (Product.Factor factor : factors(body)) {
      if (factor.divides()) {
        add(Kind.QUOTIENT_SQUARE, () -> after.times(factor.inverse().toExpr()));
      }
    }
  }

  private void sum() {
    for (Expr term : addends(body)) {
      if (isConstant(term)) {
        add(Kind.CONSTANT_KEPT, () -> after.plus(term), term);
        Expr name = term instanceof Product scaled ? scaled.withoutCoefficient() : term;
        if (name instanceof Symbol) {
          add(Kind.CONSTANT_AS_VARIABLE, () -> after.plus(term.dividedBy(name)), name);
        }
      }
    }
    if (terms.size() > 1) {
      terms.forEach(term -> add(Kind.SUM_TERM, () -> after.minus(term), term));
    }
  }

  private void constantFactor() {
    Product.Builder constant = new Product.Builder();
    Product.Builder moving = new Product.Builder();
    for (Product.Factor factor : factors(body)) {
      (isConstant(factor.toExpr()) ? constant : moving).multiply(factor.toExpr());
    }
    if (body instanceof Product product) {
      constant.multiply(product.coefficient());
      if (!product.coefficient().abs().isOne()) {
        Expr number = Expr.of(product.coefficient());
        add(Kind.CONSTANT_FACTOR, () -> after.dividedBy(number), number);
      }
    }
    Expr factor = constant.build();
    if (!factor.isOne() && !(factor instanceof RationalNumber)) {
      add(Kind.CONSTANT_FACTOR, () -> after.dividedBy(factor), factor);
      add(Kind.CONSTANT_AS_VARIABLE, () -> after.plus(moving.build()), factor);
    }
  }

  private void chain() {
    if (terms.size() > 1) {
      terms.forEach(term -> add(Kind.PATH, () -> after.minus(term), term));
    }
    for (Expr link : derivatives(after)) {
      add(Kind.LINK, () -> Substitution.of(link, ONE).apply(after), link);
    }
    for (Expr term : terms) {
      for (Product.Factor factor : factors(term)) {
        Expr link = factor.toExpr();
        if (term instanceof Product && !(link instanceof DerivativeTerm)) {
          add(Kind.LINK, () -> after.minus(term).plus(term.dividedBy(link)), link);
        }
      }
    }
  }

  private boolean isConstant(Expr part) {
    return !dependence.of(part);
  }

  private static List<Expr> addends(Expr expression) {
    return expression instanceof Sum sum ? sum.addends() : List.of(expression);
  }

  /** The factors of a product, and what is none as one. */
  static List<Product.Factor> factors(Expr expression) {
    return expression instanceof Product product
        ? product.factors()
        : List.of(Product.Factor.of(expression));
  }

  /** The derivatives that are still to be found. */
  static Set<Expr> derivatives(Expr expression) {
    Set<Expr> found = new LinkedHashSet<>();
    new Pass<Boolean>() {
      @Override
      protected List<Expr> dependencies(Expr node) {
        return node instanceof DerivativeTerm ? List.of() : super.dependencies(node);
      }

      @Override
      protected Boolean compute(Expr node) {
        return node instanceof DerivativeTerm && found.add(node);
      }
    }.apply(expression);
    return found;
  }
}
