package org.chainrule.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Function.Parameter;
import org.chainrule.expr.Function.Parity;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Symbol;
import org.chainrule.kernel.ActivationKernels;
import org.chainrule.precise.PreciseActivations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks the whole table; and plants faults, each of which the walk must find. */
class FunctionTableTest {
  static Stream<Function> scalarFunctions() {
    return Functions.all().stream()
        .filter(row -> row.parameters().stream().allMatch(kind -> kind == Parameter.SCALAR));
  }

  static Stream<Function> vectorFunctions() {
    return Functions.all().stream().filter(row -> row.parameters().contains(Parameter.VECTOR));
  }

  @ParameterizedTest
  @MethodSource("scalarFunctions")
  void aRowFitsWhatItComputes(Function row) {
    assertThat(RowCheck.faults(row)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("scalarFunctions")
  void foldingKeepsTheValue(Function row) {
    assertThat(FoldCheck.faults(row)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("vectorFunctions")
  void aVectorRowFitsItsDefinition(Function row) {
    assertThat(VectorRowCheck.faults(row)).isEmpty();
  }

  static Stream<Function> matrixFunctions() {
    return Functions.all().stream().filter(row -> row.parameters().contains(Parameter.MATRIX));
  }

  @ParameterizedTest
  @MethodSource("matrixFunctions")
  void aMatrixRowFitsWhatItComputes(Function row) {
    assertThat(MatrixRowCheck.faults(row)).isEmpty();
  }

  @Test
  void aMatrixRowWithAWrongDerivativeIsFound() {
    Function transposed =
        Function.function("det", Parameter.MATRIX)
            .matrixKernel(GaussianElimination::determinant)
            .elementPartial((of, y, at) -> y.times(Elementary.inv(of.get(0), at.get(0), at.get(1))))
            .latex("\\det\\left(#1\\right)")
            .build();
    assertThat(MatrixRowCheck.faults(transposed)).isNotEmpty();
  }

  @Test
  void everyRowIsOfAKindThatIsWalked() {
    assertThat(scalarFunctions().count() + vectorFunctions().count() + matrixFunctions().count())
        .isEqualTo(Functions.all().size());
  }

  @Test
  void namesAndAliasesAreUnique() {
    List<String> names = new ArrayList<>();
    for (Function row : Functions.all()) {
      names.add(row.name());
      names.addAll(row.aliases());
    }
    assertThat(names).doesNotHaveDuplicates();
    assertThat(names)
        .allSatisfy(name -> assertThat(Functions.named(name)).isPresent())
        .containsExactlyInAnyOrderElementsOf(Functions.names());
  }

  static Stream<Arguments> plantedFaults() {
    return Stream.of(
        arguments("derivative", sigmoid().derivative((x, y) -> y.times(Expr.of(1).plus(y)))),
        arguments("range", right(sigmoid()).range(0, 0.5, false, false)),
        arguments("range", right(sigmoid()).range(-1, 1, false, false)),
        arguments("parity", right(sigmoid()).parity(Parity.ODD)),
        arguments("parity", right(sigmoid()).parity(Parity.EVEN)),
        arguments(
            "domain",
            right(sigmoid())
                .domain(of -> List.of(org.chainrule.expr.Relation.greater(of.get(0), Expr.of(0))))),
        arguments("kink", right(sigmoid()).singularities(Rows::kinkAtZero)),
        arguments(
            "kernel", right(sigmoid()).unaryKernel(x -> 0.999999 * ActivationKernels.sigmoid(x))),
        arguments(
            "precise kernel",
            right(sigmoid())
                .preciseKernel(
                    (of, context) ->
                        PreciseActivations.sigmoid(
                            of.get(0).add(new BigDecimal("1e-9")), context))),
        arguments("LaTeX", right(sigmoid()).latex("\\sigma")),
        arguments("LaTeX", right(sigmoid()).latex("\\sigma\\left(#1, #2\\right)")),
        arguments("Java", right(sigmoid()).java("Math.sigmoid(#1)")),
        arguments("Java", right(sigmoid()).java("Math.tanh(#1)")));
  }

  private static Function.Builder sigmoid() {
    return Rows.unary("sigma", ActivationKernels::sigmoid, PreciseActivations::sigmoid)
        .range(0, 1, false, false)
        .latex("\\sigma\\left(#1\\right)")
        .java(Rows.call(ActivationKernels.class, "sigmoid"));
  }

  private static Function.Builder right(Function.Builder row) {
    return row.derivative((x, y) -> y.times(Expr.of(1).minus(y)));
  }

  @Test
  void aRightRowHasNoFaults() {
    assertThat(RowCheck.faults(right(sigmoid()).build())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("plantedFaults")
  void aWrongRowIsFound(String fault, Function.Builder wrong) {
    assertThat(RowCheck.faults(wrong.build())).as(fault).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("scalarFunctions")
  void exactlyTheRowsWithKinksNameAConventionThere(Function row) {
    List<Expr> symbols = List.of(Symbol.of("x"), Symbol.of("y"));
    List<Expr> given = row.isVariadic() ? symbols : symbols.subList(0, row.arity());
    boolean kinks =
        row.singularities(given).stream().anyMatch(each -> each.kind() == Function.Break.KINK);
    Expr result = Symbol.of("z");
    assertThat(row.partialAtKink(0, given, result).isPresent()).isEqualTo(kinks);
    assertThat(row.partialEverywhere(0, given, result).stream())
        .allMatch(each -> !(each instanceof Piecewise cases) || cases.otherwise().isPresent());
  }

  @Test
  void aMissingKinkIsFound() {
    Function.Builder relu =
        Rows.unary("relu", ActivationKernels::relu, PreciseActivations::relu)
            .derivative((x, y) -> Elementary.step(x))
            .range(Function.Range.NOT_NEGATIVE)
            .latex(Rows.operator("relu"))
            .java(Rows.call(ActivationKernels.class, "relu"));
    assertThat(RowCheck.faults(relu.build())).isNotEmpty();
    assertThat(RowCheck.faults(relu.singularities(Rows::kinkAtZero).build())).isEmpty();
  }

  @Test
  void aWrongFoldIsFound() {
    Function wrong = right(sigmoid()).fold(Rows.at(Expr.of(0), Expr.of(1, 3))).build();
    assertThat(FoldCheck.faults(wrong)).isNotEmpty();
    assertThat(FoldCheck.faults(right(sigmoid()).build())).isEmpty();
  }
}
