package org.chainrule.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.result.CheckResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a student may claim of indexed questions: right in another form, or wrong by a sign, an
 * index, a delta, a sum or a range.
 */
class IndexedClaimsTest {
  /** A claim about the derivative of a question within a problem. */
  private record Claim(
      List<String> statements, String question, String variable, String claim, boolean isRight) {
    @Override
    public String toString() {
      return question + " by " + variable + ": " + claim;
    }
  }

  static List<Claim> claims() throws IOException {
    List<Claim> claims = new ArrayList<>();
    List<String> statements = List.of();
    String[] asked = {};
    try (InputStream in = IndexedClaimsTest.class.getResourceAsStream("indexed-claims.txt")) {
      assertThat(in).isNotNull();
      for (String line :
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList()) {
        if (line.isBlank()) {
          continue;
        }
        String rest = line.substring(2).strip();
        switch (line.charAt(0)) {
          case '=' -> statements = List.of(rest.split(" ; "));
          case '?' -> asked = rest.split(" ; ");
          default ->
              claims.add(new Claim(statements, asked[0], asked[1], rest, line.charAt(0) == '+'));
        }
      }
    }
    return claims;
  }

  @ParameterizedTest
  @MethodSource("claims")
  void rightClaimsAgreeAndWrongOnesAreRefuted(Claim claim) {
    decide(claim);
  }

  private static void decide(Claim claim) {
    CheckResult check =
        Problems.engine(claim.statements().toArray(new String[0]))
            .check(
                claim.question(), List.of(claim.variable().split(",")), 1, claim.claim(), List.of())
            .check();

    assertThat(check.verdict())
        .as("%s: %s", claim, check)
        .isEqualTo(claim.isRight() ? CheckResult.Verdict.PROBABLE : CheckResult.Verdict.REFUTED);
    if (!claim.isRight()) {
      // All that tells the claim from the derivative: indices, lengths and values.
      assertThat(check.counterexample()).matches("[a-zA-Z_{},0-9]+=-?[0-9.]+(,.+=-?[0-9.]+)*");
    }
  }
}
