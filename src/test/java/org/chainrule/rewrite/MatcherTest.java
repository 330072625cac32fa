package org.chainrule.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.Chainrule;
import org.chainrule.expr.Expr;
import org.chainrule.simplify.WrittenIdentity;
import org.junit.jupiter.api.Test;

class MatcherTest {
  private static Expr parse(String text) {
    return Chainrule.parse(text);
  }

  @Test
  void bindsSymbolsToWholeExpressions() {
    Map<Expr, Expr> bindings = new HashMap<>();

    assertThat(Matcher.matches(parse("sin(x)"), parse("sin(a + b)"), bindings)).isTrue();
    assertThat(bindings).containsEntry(parse("x"), parse("a + b"));
  }

  @Test
  void bindsASymbolToOneExpressionOnly() {
    assertThat(Matcher.matches(parse("atan2(x, x)"), parse("atan2(a, b)"), new HashMap<>()))
        .isFalse();
  }

  @Test
  void takesASymbolOfTheSubjectForAnotherThanThePatterns() {
    assertThat(Matcher.occurrences(parse("x*sign(x)"), parse("abs(x)*sign(x)"))).isEmpty();
    assertThat(Matcher.occurrences(parse("x*sign(x)"), parse("x*sign(x)"))).hasSize(1);
  }

  @Test
  void leavesWhatThePatternDoesNotTake() {
    List<Matcher.Match> matches =
        Matcher.occurrences(parse("sin(x)/cos(x)"), parse("3*a*sin(b)^2/cos(b)"));

    assertThat(matches).hasSize(1);
    assertThat(matches.get(0).cofactor()).isSameAs(parse("3*a*sin(b)"));
  }

  @Test
  void doesNotTakeAPowerFromItsReciprocal() {
    assertThat(Matcher.occurrences(parse("sin(x)^2"), parse("1/sin(a)^2"))).isEmpty();
  }

  @Test
  void usesAnIdentityForPowersOfItsLeftSide() {
    Identity identity = new WrittenIdentity("quotient", "sin(x)/cos(x) = tan(x)").read();

    assertThat(identity.rewritten(parse("sin(a)^3/cos(a)^3"), Facts.none()))
        .extracting(Identity.Use::expression)
        .contains(parse("tan(a)^3"));
  }

  @Test
  void asksForTheConditionsOfAnIdentity() {
    Identity identity = new WrittenIdentity("magnitude", "abs(x) = x", "x >= 0").read();

    assertThat(identity.rewritten(parse("abs(a)"), Facts.none())).isEmpty();
    assertThat(identity.rewritten(parse("abs(a)"), Facts.none().with(parse("a > 2"))))
        .containsExactly(new Identity.Use(parse("a"), List.of(parse("a >= 0"))));
  }
}
