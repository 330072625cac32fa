package org.chainrule.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.Chainrule;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Symbol;
import org.chainrule.rewrite.Facts;
import org.chainrule.rewrite.Identity;
import org.chainrule.simplify.Identities;
import org.chainrule.simplify.Simplifier;
import org.chainrule.simplify.StandardIdentities;
import org.chainrule.simplify.WrittenIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every identity is true, and is there for something. */
class IdentitiesTest {
  /** What others come to as well, and by which way. */
  private static final Map<String, String> NOT_NEEDED =
      Map.of(
          "square of a sign, of an absolute value",
          "sign times absolute value, and absolute value from a sign, one after the other");

  private static Stream<Identity> all() {
    return StandardIdentities.ALL.all().stream().map(WrittenIdentity::read);
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

  /** Without it something is simplified less: the others do not come to the same. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("named")
  void areNeeded(String name, Identity identity) {
    WrittenIdentity[] others =
        StandardIdentities.ALL.all().stream()
            .filter(each -> each.read() != identity)
            .toArray(WrittenIdentity[]::new);
    Facts facts = Facts.none();
    for (Expr condition : identity.conditions()) {
      facts = facts.with(condition);
    }
    Simplifier with = new Simplifier(facts);
    Simplifier without = new Simplifier(facts, new Identities(others));

    assertThat(
            subjects(identity).stream()
                .anyMatch(subject -> with.simplify(subject) != without.simplify(subject)))
        .as("%s; %s", name, NOT_NEEDED.getOrDefault(name, "others do not come to the same"))
        .isEqualTo(!NOT_NEEDED.containsKey(name));
  }

  /** The left side alone and within others, at a name, at what is no name, and at a negative. */
  private static List<Expr> subjects(Identity identity) {
    Expr left = identity.left();
    Expr q = Symbol.of("q");
    List<Expr> around =
        List.of(
            left,
            left.times(q),
            left.plus(q),
            q.minus(left),
            left.power(2),
            q.dividedBy(left),
            left.plus(Expr.of(1)),
            Expr.of(1).minus(left),
            q.dividedBy(q.plus(left)));
    List<Expr> subjects = new ArrayList<>(around);
    if (identity.right() != Expr.of(0)) {
      subjects.add(left.dividedBy(identity.right()));
    }
    if (identity.conditions().isEmpty()) {
      for (String argument : List.of("2*a + b", "-x", "x/2", "exp(x)")) {
        around.forEach(each -> subjects.add(each.substitute("x", Chainrule.parse(argument))));
      }
    }
    return subjects;
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
    assertThat(IdentityLaw.fault(new WrittenIdentity("right", equation).read())).isEmpty();
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
    assertThat(IdentityLaw.fault(new WrittenIdentity("the wrong one", equation).read()))
        .hasValueSatisfying(fault -> assertThat(fault).startsWith("the wrong one, "));
  }

  @Test
  void oneThatHasNoValuesIsRefused() {
    assertThat(IdentityLaw.fault(new WrittenIdentity("nowhere", "log(-x^2) = x").read()))
        .isPresent();
  }
}
