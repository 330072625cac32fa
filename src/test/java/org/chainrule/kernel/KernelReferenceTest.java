package org.chainrule.kernel;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Measures every kernel against references of arbitrary precision. */
class KernelReferenceTest {
  private static final double BOUND = 4;

  private static final List<String> FAMILIES =
      List.of(
          "elementary",
          "trigonometric",
          "hyperbolic",
          "activation",
          "error",
          "gamma",
          "polygamma",
          "vector");

  private static final Map<String, ToDoubleFunction<double[]>> KERNELS =
      Map.ofEntries(
          unary("exp", ExponentialKernels::exp),
          unary("log", ElementaryKernels::log),
          unary("log2", ElementaryKernels::log2),
          unary("log10", ElementaryKernels::log10),
          unary("log1p", ElementaryKernels::log1p),
          unary("expm1", ElementaryKernels::expm1),
          unary("cbrt", ElementaryKernels::cbrt),
          binary("hypot", ElementaryKernels::hypot),
          binary("pow", ElementaryKernels::pow),
          unary("sin", TrigonometricKernels::sin),
          unary("cos", TrigonometricKernels::cos),
          unary("tan", TrigonometricKernels::tan),
          unary("cot", TrigonometricKernels::cot),
          unary("sec", TrigonometricKernels::sec),
          unary("csc", TrigonometricKernels::csc),
          unary("asin", TrigonometricKernels::asin),
          unary("acos", TrigonometricKernels::acos),
          unary("atan", TrigonometricKernels::atan),
          unary("acot", TrigonometricKernels::acot),
          unary("asec", TrigonometricKernels::asec),
          unary("acsc", TrigonometricKernels::acsc),
          binary("atan2", TrigonometricKernels::atan2),
          unary("sinh", HyperbolicKernels::sinh),
          unary("cosh", HyperbolicKernels::cosh),
          unary("tanh", HyperbolicKernels::tanh),
          unary("coth", HyperbolicKernels::coth),
          unary("sech", HyperbolicKernels::sech),
          unary("csch", HyperbolicKernels::csch),
          unary("asinh", HyperbolicKernels::asinh),
          unary("acosh", HyperbolicKernels::acosh),
          unary("atanh", HyperbolicKernels::atanh),
          unary("acoth", HyperbolicKernels::acoth),
          unary("asech", HyperbolicKernels::asech),
          unary("acsch", HyperbolicKernels::acsch),
          unary("sigmoid", ActivationKernels::sigmoid),
          unary("softplus", ActivationKernels::softplus),
          unary("log_sigmoid", ActivationKernels::logSigmoid),
          unary("selu", ActivationKernels::selu),
          unary("gelu", ActivationKernels::gelu),
          unary("silu", ActivationKernels::silu),
          unary("mish", ActivationKernels::mish),
          unary("softsign", ActivationKernels::softsign),
          binary("leaky_relu", ActivationKernels::leakyRelu),
          binary("elu", ActivationKernels::elu),
          unary("erf", ErrorKernels::erf),
          unary("erfc", ErrorKernels::erfc),
          unary("Gamma", GammaKernels::gamma),
          unary("factorial", GammaKernels::factorial),
          unary("lgamma", GammaKernels::logGamma),
          binary("binomial", BinomialKernels::binomial),
          unary("digamma", PolygammaKernels::digamma),
          unary("trigamma", PolygammaKernels::trigamma),
          binary("polygamma", PolygammaKernels::polygamma),
          entry("logsumexp", VectorKernels::logSumExp),
          entry("softmax", values -> VectorKernels.softmax(tail(values), (int) values[0])),
          entry("log_softmax", values -> VectorKernels.logSoftmax(tail(values), (int) values[0])));

  private record Reference(double[] arguments, double value, double rest) {}

  @TestFactory
  Stream<DynamicTest> everyKernelIsWithinItsBound() {
    return FAMILIES.stream()
        .flatMap(family -> references(family).entrySet().stream())
        .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> measure(row)));
  }

  @Test
  void everyKernelHasReferences() {
    var covered = new TreeSet<String>();
    FAMILIES.forEach(family -> covered.addAll(references(family).keySet()));
    assertThat(covered).isEqualTo(new TreeSet<>(KERNELS.keySet()));
  }

  @Test
  void theMeasureSeesASingleUlp() {
    var reference = new Reference(new double[] {1}, Math.E, 0);
    assertThat(errorInUlps(Math.nextUp(Math.E), reference)).isEqualTo(1);
    assertThat(errorInUlps(Double.NaN, reference)).isInfinite();
    assertThat(errorInUlps(Math.E, new Reference(new double[] {1}, Math.E, 0.25))).isEqualTo(0.25);
  }

  private static void measure(Map.Entry<String, List<Reference>> row) {
    String name = row.getKey();
    ToDoubleFunction<double[]> kernel = Objects.requireNonNull(KERNELS.get(name), name);
    assertThat(row.getValue()).as("references of %s", name).hasSizeGreaterThan(100);
    double worst = 0;
    String place = "none";
    for (Reference reference : row.getValue()) {
      double computed = kernel.applyAsDouble(reference.arguments());
      double error = errorInUlps(computed, reference);
      if (error > worst) {
        worst = error;
        place =
            Arrays.toString(reference.arguments())
                + ": got "
                + computed
                + " for "
                + reference.value();
      }
    }
    if (Boolean.getBoolean("chainrule.kernels.report")) {
      System.out.printf(
          "%-12s %5d points  %.3f ulp at %s%n", name, row.getValue().size(), worst, place);
    }
    assertThat(worst)
        .as("largest error of %s in ulp, at %s", name, place)
        .isLessThanOrEqualTo(BOUND);
  }

  private static double errorInUlps(double computed, Reference reference) {
    if (computed == reference.value()) {
      return Math.abs(reference.rest());
    }
    if (Double.isInfinite(reference.value()) || !Double.isFinite(computed)) {
      return Double.POSITIVE_INFINITY;
    }
    double ulp = Math.ulp(reference.value());
    return Math.abs((computed - reference.value()) / ulp - reference.rest());
  }

  private static Map<String, List<Reference>> references(String family) {
    var rows = new LinkedHashMap<String, List<Reference>>();
    var stream =
        Objects.requireNonNull(
            KernelReferenceTest.class.getResourceAsStream(family + ".csv"), family);
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      String line;
      while ((line = reader.readLine()) != null) {
        if (line.startsWith("#")) {
          continue;
        }
        String[] parts = line.split(";");
        double[] arguments =
            Arrays.stream(parts[1].split(",")).mapToDouble(Double::parseDouble).toArray();
        rows.computeIfAbsent(parts[0], name -> new ArrayList<>())
            .add(
                new Reference(
                    arguments, Double.parseDouble(parts[2]), Double.parseDouble(parts[3])));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return rows;
  }

  private static Map.Entry<String, ToDoubleFunction<double[]>> unary(
      String name, DoubleUnaryOperator kernel) {
    return entry(name, arguments -> kernel.applyAsDouble(arguments[0]));
  }

  private static Map.Entry<String, ToDoubleFunction<double[]>> binary(
      String name, DoubleBinaryOperator kernel) {
    return entry(name, arguments -> kernel.applyAsDouble(arguments[0], arguments[1]));
  }

  private static double[] tail(double[] values) {
    return Arrays.copyOfRange(values, 1, values.length);
  }
}
