package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.chainrule.rewrite.Identity;
import org.chainrule.simplify.Identities;
import org.chainrule.simplify.StandardIdentities;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every identity is true, and is there for something. */
class IdentitiesTest {
  private static Stream<Identity> all() {
    return StandardIdentities.ALL.all().stream();
  }

  static Stream<Arguments> named() {
    return all().map(identity -> Arguments.of(identity.name(), identity));
  }

  @Test
  void haveNamesOfTheirOwn() {
    assertThat(all().map(Identity::name)).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("named")
  void holdWhereTheLeftSideHasAValue(String name, Identity identity) {
    assertThat(IdentityLaw.fault(identity)).as(name).isEmpty();
  }

  /** Also where the domain is narrow, or far out. */
  @ParameterizedTest
  @CsvSource({
    "sigma(log(x/(1 - x))) = x",
    "log(sigma(x)/(1 - sigma(x))) = x",
    "exp(log(x)) = x",
    "acosh(x)^2/acosh(x) = acosh(x)"
  })
  void rightOnesPass(String equation) {
    assertThat(IdentityLaw.fault(Identities.identity("right", equation))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sqrt(x^2) = x",
    "asin(sin(x)) = x",
    "acosh(cosh(x)) = x",
    "abs(x)/x = cases(1 if x >= 0)",
    "sin(x) = cases(sin(x) if x != 0)"
  })
  void wrongOnesAreRefusedByName(String equation) {
    assertThat(IdentityLaw.fault(Identities.identity("the wrong one", equation)))
        .hasValueSatisfying(fault -> assertThat(fault).startsWith("the wrong one, "));
  }

  @Test
  void oneThatHasNoValuesIsRefused() {
    assertThat(IdentityLaw.fault(Identities.identity("nowhere", "log(-x^2) = x"))).isPresent();
  }
}
