package org.chainrule.simplify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Sum;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of an identity before it is read, against what reading it tells. */
class WrittenIdentityTest {
  static Stream<WrittenIdentity> all() {
    return StandardIdentities.ALL.all().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isKnownFromItsText(WrittenIdentity identity) {
    Expr left = identity.read().left();
    assertThat(identity.isOfSum()).isEqualTo(left instanceof Sum);
    assertThat(identity.functions()).isEqualTo(names(left));
    assertThat(names(identity.read().sought())).isNotEmpty();
  }

  private static Set<String> names(Expr expression) {
    return MirroredArguments.functions(expression).stream()
        .map(each -> each.function().name())
        .collect(Collectors.toSet());
  }
}
