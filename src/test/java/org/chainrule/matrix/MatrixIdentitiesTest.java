package org.chainrule.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The textbooks' derivatives of matrices and columns: values, form and size of the answers. */
class MatrixIdentitiesTest {
  private static final Map<String, MatrixIdentity.Answer> ANSWERS = new ConcurrentHashMap<>();

  static List<MatrixIdentity> identities() {
    return MatrixIdentity.read("identities.jsonl");
  }

  private static MatrixIdentity.Answer answer(MatrixIdentity identity) {
    return ANSWERS.computeIfAbsent(identity.id(), id -> identity.ask());
  }

  @ParameterizedTest
  @MethodSource("identities")
  void hasTheTextbooksValues(MatrixIdentity identity) {
    identity.requireValue(identity.value());
    identity.requireDerivative(answer(identity).values());
  }

  @ParameterizedTest
  @MethodSource("identities")
  void isAMatrixFormAboutAsShortAsTheTextbooks(MatrixIdentity identity) {
    String result = answer(identity).result();

    assertThat(identity.namesWithoutMatrixForm(result)).as(result).isEmpty();
    assertThat(identity.ratio(result))
        .as("%s for %s", result, identity.textbook())
        .isLessThanOrEqualTo(1.5);
  }

  @Test
  void isAsShortAsTheTextbooksInTheMedian() {
    double[] ratios =
        identities().stream()
            .mapToDouble(each -> each.ratio(answer(each).result()))
            .sorted()
            .toArray();

    assertThat(ratios[ratios.length / 2]).isLessThanOrEqualTo(1);
  }
}
