package org.chainrule.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.model.Question;
import org.chainrule.prove.Proof;
import org.chainrule.resolve.Declarations;
import org.junit.jupiter.api.Test;

/** Claims as people make them: no wrong one is ever proved, and most of the right ones are. */
class ClaimProofTest {
  private static final Path FOLDER = Path.of("src/test/resources/org/chainrule/prove");

  /** Of a hundred right claims, so many are to be proved. */
  private static final int LEAST_PROVED = 95;

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(FOLDER.resolve(file)).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  private static Proof proof(String line) {
    String[] parts = line.split(" ; ");
    Declarations problem =
        Declarations.of(line.contains("f(") ? List.of("f : R -> R") : List.of())
            .among(List.of(parts[2]), List.of(parts[1]));
    Question question = new Question(parts[0], List.of(parts[1]), problem);
    List<Expr> by = new ArrayList<>();
    question.variables(parts[1]).forEach(each -> by.add(each.variable()));
    Expr claim = new Question(parts[2], List.of(), question.declarations()).expression();
    return new ClaimProof(question, by).of(claim);
  }

  @Test
  void noWrongClaimIsProved() throws IOException {
    for (String line : lines("wrong.txt")) {
      assertThat(proof(line).isProved()).as(line).isFalse();
    }
  }

  @Test
  void rightClaimsAreProved() throws IOException {
    List<String> open = new ArrayList<>();
    List<String> all = lines("right.txt");
    for (String line : all) {
      Proof proof = proof(line);
      if (!proof.isProved()) {
        open.add(line + ": " + proof.reason());
      }
    }
    assertThat(open)
        .as("%s", open)
        .hasSizeLessThanOrEqualTo((100 - LEAST_PROVED) * all.size() / 100);
  }
}
