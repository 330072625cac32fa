package org.chainrule.evaluate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Function;

/**
 * The arrays that an evaluation has computed, each behind a number of its own that stands for it.
 *
 * @param <T> the numbers of the arithmetic
 */
final class ArrayValues<T> {
  private final Arithmetic<T> arithmetic;
  private final EvaluationSteps budget;
  private final Map<T, Vector<T>> vectors = new IdentityHashMap<>();

  /** The elements of an array, which may be arrays, from its first index on. */
  private record Vector<T>(BigInteger first, List<T> elements, Map<Function, List<T>> results) {}

  ArrayValues(Arithmetic<T> arithmetic, EvaluationSteps budget) {
    this.arithmetic = arithmetic;
    this.budget = budget;
  }

  /** What stands for an array. */
  T put(BigInteger first, List<T> elements) {
    T token = arithmetic.token();
    vectors.put(token, new Vector<>(first, List.copyOf(elements), new HashMap<>()));
    return token;
  }

  /**
   * A function's value of an array, or of the element of the result that indices select.
   *
   * @throws DomainException if there is none
   */
  T applied(Function function, T array, List<BigInteger> indices) {
    Vector<T> vector = found(array);
    int size = vector.elements().size();
    List<T> result = vector.results().get(function);
    if (result == null) {
      result = result(function, vector);
      vector.results().put(function, result);
    }
    int position = 0;
    for (int axis = 0; axis < indices.size(); axis++) {
      BigInteger first = axis == 0 ? vector.first() : found(vector.elements().get(0)).first();
      BigInteger place = indices.get(axis).subtract(first);
      if (place.signum() < 0 || place.compareTo(BigInteger.valueOf(size)) >= 0) {
        throw new DomainException(function.name() + " is asked for an element outside its matrix");
      }
      position = position * size + place.intValueExact();
    }
    return result.get(position);
  }

  private Vector<T> found(T token) {
    Vector<T> vector = vectors.get(token);
    if (vector == null) {
      throw new DomainException("a number where a matrix belongs");
    }
    return vector;
  }

  private List<T> result(Function function, Vector<T> matrix) {
    List<List<T>> rows = new ArrayList<>();
    int size = matrix.elements().size();
    for (T each : matrix.elements()) {
      List<T> row = found(each).elements();
      if (row.size() != size) {
        throw new DomainException(
            "%s takes a square matrix, and this one is %s x %s"
                .formatted(function.name(), size, row.size()));
      }
      rows.add(row);
    }
    budget.spend((long) size * size * size);
    return function
        .matrixKernel()
        .orElseThrow(() -> new DomainException(function.name() + " has no values"))
        .apply(rows, arithmetic);
  }
}
