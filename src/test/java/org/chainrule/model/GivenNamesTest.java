package org.chainrule.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chainrule.Chainrule.diff;
import static org.chainrule.Chainrule.model;
import static org.chainrule.Chainrule.parse;

import org.chainrule.error.ChainruleException;
import org.junit.jupiter.api.Test;

class GivenNamesTest {
  @Test
  void aVariableThatMayBeAnElementIsRefused() {
    assertThatThrownBy(() -> diff(parse("x_c^2"), "x_d"))
        .isInstanceOf(ChainruleException.class)
        .hasMessageContaining("occurs nowhere");
    assertThat(diff(parse("x_c^2"), "y_d")).isSameAs(parse("0"));
    assertThat(model("x_d : R").diff(parse("x_c^2"), "x_d")).isSameAs(parse("0"));
    assertThat(diff(parse("x_out^2"), "x_old")).isSameAs(parse("0"));
  }

  @Test
  void aPlainNameDoesNotMeetAFamilyOfItsSpelling() {
    assertThatThrownBy(() -> model("y_t = w*x_t").diff(parse("y_T"), "w"))
        .isInstanceOf(ChainruleException.class)
        .hasMessageContaining("`y` is a family here");
    assertThat(model("y_t = w*x_t").diff("y_T", "w").at("x", new double[] {3, 5}, "T", 2))
        .isEqualTo(5);
  }
}
