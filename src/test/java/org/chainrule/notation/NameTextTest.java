package org.chainrule.notation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTextTest {
  @ParameterizedTest
  @CsvSource({
    "x_1, x, '[1]', x_1",
    "x[3], x, '[3]', x_3",
    "'W_{2,1}', W, '[2, 1]', 'W_{2,1}'",
    "b_out, b, '[]', b_out",
    "w_out[3], w_out, '[3]', w_out_3",
    "w_out_3, w_out, '[3]', w_out_3",
    "'w_out_{2,1}', w_out, '[2, 1]', 'w_out_{2,1}'",
    "z^[2]_4, z^[2], '[4]', z^[2]_4",
  })
  void namesAreReadWithTheirNumbers(String text, String base, String indices, String canonical) {
    NameText name = NameText.of(text).orElseThrow();

    assertThat(name.base()).isEqualTo(base);
    assertThat(name.indices()).hasToString(indices);
    assertThat(name.canonical()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x_1_2", "x_1[2]", "x[1][2]", "x_", "x y", "2x"})
  void whatIsNoNameIsNotRead(String text) {
    assertThat(NameText.of(text)).isEmpty();
  }
}
