package org.chainrule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.chainrule.answer.Value;
import org.chainrule.error.PointException;
import org.chainrule.error.Require;

/** Values of columns and matrices, as commons-math3 has them. */
final class ArrayResults {
  private ArrayResults() {}

  /** The value at a point of names and values in turn. */
  static Value at(
      Object[] namesAndValues, Function<List<Map<String, Object>>, List<Value>> values) {
    Require.required(namesAndValues, "the array of names and values");
    if (namesAndValues.length % 2 != 0) {
      throw new PointException("names and values come in pairs");
    }
    Map<String, Object> point = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = String.valueOf(namesAndValues[i]);
      if (point.put(name, Require.required(namesAndValues[i + 1], "a value")) != null) {
        throw new PointException(name + " is given two values");
      }
    }
    Value value = values.apply(List.of(point)).get(0);
    if (value.error() != null) {
      throw new PointException(value.error());
    }
    return value;
  }

  static RealVector column(Value value) {
    if (value.elements().isEmpty() || !value.elements().get(0).elements().isEmpty()) {
      throw new PointException("the value is no column: " + value.digits());
    }
    return new ArrayRealVector(numbers(value), false);
  }

  static RealMatrix matrix(Value value) {
    if (value.elements().isEmpty() || value.elements().get(0).elements().isEmpty()) {
      throw new PointException("the value is no matrix: " + value.digits());
    }
    double[][] rows = value.elements().stream().map(ArrayResults::numbers).toArray(double[][]::new);
    return new Array2DRowRealMatrix(rows, false);
  }

  private static double[] numbers(Value row) {
    return row.elements().stream()
        .mapToDouble(each -> Objects.requireNonNull(each.number()))
        .toArray();
  }
}
