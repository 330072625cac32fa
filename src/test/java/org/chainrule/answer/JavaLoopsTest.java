package org.chainrule.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns and matrices as loops in Java, compiled and run. */
class JavaLoopsTest {
  private static final List<String> LAYER =
      List.of("W : R^{m x n}", "x : R^n", "y : R^m", "L = 1/2*norm(sigma(W*x) - y)^2");
  private static final double[][] W = {{}, {0, 0.5, -1, 2}, {0, 1.5, 0.25, -0.5}};
  private static final double[] X = {0, 1, 2, -3};
  private static final double[] Y = {0, 0.5, -1};

  @TempDir private Path folder;

  private static DerivativeAnswer asked(String variable, Format format) {
    Problem problem = new Problem(LAYER, List.of(), false);
    return new DerivingEngine(
            problem, new Options(format, AtKinks.ERROR, 1, java.time.Duration.ofSeconds(60)))
        .differentiate(
            "L",
            List.of(variable),
            1,
            List.of(
                Map.of(
                    "W",
                    List.of(numbers(0.5, -1, 2), numbers(1.5, 0.25, -0.5)),
                    "x",
                    numbers(1, 2, -3),
                    "y",
                    numbers(0.5, -1))));
  }

  private static List<Object> numbers(double... values) {
    return java.util.Arrays.stream(values)
        .mapToObj(each -> (Object) java.math.BigDecimal.valueOf(each))
        .toList();
  }

  private Object run(String type, String loops) throws IOException, ReflectiveOperationException {
    String source =
        """
        public class Filled {
          public static %s fill(double[][] W, double[] x, double[] y, double m, double n) {
            %s
            return result;
          }
        }
        """
            .formatted(type, loops);
    Path file = Files.writeString(folder.resolve("Filled.java"), source);
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), file.toString()))
        .as(source)
        .isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      return loader
          .loadClass("Filled")
          .getMethod(
              "fill", double[][].class, double[].class, double[].class, double.class, double.class)
          .invoke(null, W, X, Y, 2.0, 3.0);
    } catch (InvocationTargetException failed) {
      throw new AssertionError(source, failed.getCause());
    }
  }

  @Test
  void aMatrixIsFilledElementByElement() throws IOException, ReflectiveOperationException {
    DerivativeAnswer answer = asked("W", Format.JAVA);

    double[][] filled = (double[][]) run("double[][]", answer.result());

    Value value = answer.values().get(0);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        Double expected = value.elements().get(i).elements().get(j).number();
        assertThat(filled[i + 1][j + 1])
            .isCloseTo(expected, org.assertj.core.data.Offset.offset(1e-14));
      }
    }
  }

  @Test
  void aColumnIsOneLoop() throws IOException, ReflectiveOperationException {
    DerivativeAnswer answer = asked("x", Format.JAVA);

    double[] filled = (double[]) run("double[]", answer.result());

    Value value = answer.values().get(0);
    for (int i = 0; i < 3; i++) {
      assertThat(filled[i + 1])
          .isCloseTo(value.elements().get(i).number(), org.assertj.core.data.Offset.offset(1e-14));
    }
    assertThat(answer.result())
        .startsWith("double[] result = new double[(int) n + 1];\nfor (int i");
  }
}
