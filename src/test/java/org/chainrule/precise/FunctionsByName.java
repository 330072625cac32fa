package org.chainrule.precise;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** The functions of the package under the names that the tables of reference values use. */
final class FunctionsByName {
  /** A function of one or two arguments; the second is ignored by those of one. */
  interface Precise {
    BigDecimal at(BigDecimal first, BigDecimal second, MathContext context);
  }

  private interface Unary {
    BigDecimal at(BigDecimal x, MathContext context);
  }

  static final Map<String, Precise> UNARY = new LinkedHashMap<>();
  static final Map<String, Precise> BINARY = new LinkedHashMap<>();

  static {
    unary("exp", PreciseElementary::exp);
    unary("expm1", PreciseElementary::expm1);
    unary("log", PreciseElementary::log);
    unary("log1p", PreciseElementary::log1p);
    unary("log2", PreciseElementary::log2);
    unary("log10", PreciseElementary::log10);
    unary("sqrt", PreciseElementary::sqrt);
    unary("cbrt", PreciseElementary::cbrt);
    unary("sin", PreciseTrigonometry::sin);
    unary("cos", PreciseTrigonometry::cos);
    unary("tan", PreciseTrigonometry::tan);
    unary("cot", PreciseTrigonometry::cot);
    unary("sec", PreciseTrigonometry::sec);
    unary("csc", PreciseTrigonometry::csc);
    unary("asin", PreciseTrigonometry::asin);
    unary("acos", PreciseTrigonometry::acos);
    unary("atan", PreciseTrigonometry::atan);
    unary("acot", PreciseTrigonometry::acot);
    unary("asec", PreciseTrigonometry::asec);
    unary("acsc", PreciseTrigonometry::acsc);
    unary("sinh", PreciseHyperbolic::sinh);
    unary("cosh", PreciseHyperbolic::cosh);
    unary("tanh", PreciseHyperbolic::tanh);
    unary("coth", PreciseHyperbolic::coth);
    unary("sech", PreciseHyperbolic::sech);
    unary("csch", PreciseHyperbolic::csch);
    unary("asinh", PreciseHyperbolic::asinh);
    unary("acosh", PreciseHyperbolic::acosh);
    unary("atanh", PreciseHyperbolic::atanh);
    unary("acoth", PreciseHyperbolic::acoth);
    unary("asech", PreciseHyperbolic::asech);
    unary("acsch", PreciseHyperbolic::acsch);
    unary("sigmoid", PreciseActivations::sigmoid);
    unary("softplus", PreciseActivations::softplus);
    unary("relu", PreciseActivations::relu);
    unary("selu", PreciseActivations::selu);
    unary("gelu", PreciseActivations::gelu);
    unary("silu", PreciseActivations::silu);
    unary("mish", PreciseActivations::mish);
    unary("softsign", PreciseActivations::softsign);
    unary("erf", PreciseError::erf);
    unary("erfc", PreciseError::erfc);
    unary("normal_cumulative", PreciseError::normalCumulative);
    unary("normal_density", PreciseError::normalDensity);
    unary("gamma", PreciseGamma::gamma);
    unary("factorial", PreciseGamma::factorial);
    unary("lgamma", PreciseGamma::logGamma);
    unary("digamma", PrecisePolygamma::digamma);
    unary("trigamma", PrecisePolygamma::trigamma);
    BINARY.put("hypot", PreciseElementary::hypot);
    BINARY.put("pow", PreciseElementary::pow);
    BINARY.put("atan2", PreciseTrigonometry::atan2);
    BINARY.put("leaky_relu", PreciseActivations::leakyRelu);
    BINARY.put("elu", PreciseActivations::elu);
    BINARY.put("binomial", PreciseGamma::binomial);
    BINARY.put(
        "polygamma", (n, x, context) -> PrecisePolygamma.polygamma(n.intValueExact(), x, context));
  }

  private FunctionsByName() {}

  private static void unary(String name, Unary function) {
    UNARY.put(name, (x, ignored, context) -> function.at(x, context));
  }

  static Precise named(String name) {
    Precise unary = UNARY.get(name);
    Precise found = unary != null ? unary : BINARY.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no function " + name);
    }
    return found;
  }
}
