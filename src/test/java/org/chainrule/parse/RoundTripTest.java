package org.chainrule.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.chainrule.error.ParseException;
import org.chainrule.error.Span;
import org.chainrule.resolve.ProblemNames;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.SyntaxWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.CsvSource;

/** What was read, printed and read again, is the same; and nothing but a refusal ever escapes. */
class RoundTripTest {
  private static final String[] STATEMENTS = {
    "F : R -> R", "G(x, y) = x*y", "y_i = x_i", "b_i : R", "s in 1..m", "loss = x^2", "v : R^n"
  };
  private static final Names NAMES = ProblemNames.of(List.of(STATEMENTS));

  /** Every text whose reading {@link InterpretationTest} states. */
  private static List<String> corpus() {
    List<String> texts = new ArrayList<>();
    for (Method method : InterpretationTest.class.getDeclaredMethods()) {
      CsvSource source = method.getAnnotation(CsvSource.class);
      if (source != null) {
        for (String row : source.value()) {
          texts.add(row.substring(0, row.indexOf('→')).strip());
        }
      }
    }
    texts.sort(null);
    return texts;
  }

  private static Syntax read(String text) {
    return Parser.expression(text, NAMES, ContractFunctions.ALL).syntax();
  }

  private static void check(String text, Syntax tree) {
    String printed = tree.toString();
    Syntax again;
    try {
      again = read(printed);
    } catch (ParseException refusal) {
      throw new AssertionError(text + " printed as\n" + refusal.rendered(), refusal);
    }
    assertThat(again).as("%s printed as %s", text, printed).isEqualTo(tree);
    assertThat(again.hashCode()).isEqualTo(tree.hashCode());
    assertThat(again).hasToString(printed);
  }

  @Test
  void theCorpus() {
    assertThat(corpus()).hasSizeGreaterThan(150);
    for (String text : corpus()) {
      check(text, read(text));
    }
  }

  @Test
  void spansLieWithinTheirParents() {
    for (String text : corpus()) {
      int length = text.codePointCount(0, text.length());
      Syntax root = read(text);
      assertThat(root.span().end()).as(text).isLessThanOrEqualTo(length);
      SyntaxWalk.forEach(
          root,
          node -> {
            Span outer = node.span();
            assertThat(outer.start()).as("%s in %s", node, text).isLessThan(outer.end());
            for (Syntax child : node.children()) {
              assertThat(child.span().start()).as(text).isGreaterThanOrEqualTo(outer.start());
              assertThat(child.span().end()).as(text).isLessThanOrEqualTo(outer.end());
            }
          });
    }
  }

  /** Random texts of the grammar, with every operator next to every other. */
  @Test
  void generatedTexts() {
    Random random = new Random(20240229);
    int read = 0;
    for (int i = 0; i < 4_000; i++) {
      String text = sum(random, 2);
      try {
        check(text, read(text));
        read++;
      } catch (ParseException refusal) {
        assertThat(refusal.getMessage()).isNotEmpty();
      }
    }
    assertThat(read).isGreaterThan(3_500);
  }

  private static String sum(Random random, int depth) {
    StringBuilder text = new StringBuilder(term(random, depth));
    while (random.nextInt(3) == 0) {
      text.append(pick(random, " + ", " - ", "-", "+", " -")).append(term(random, depth));
    }
    return text.toString();
  }

  private static String term(Random random, int depth) {
    StringBuilder text = new StringBuilder(factor(random, depth));
    while (random.nextInt(3) == 0) {
      text.append(pick(random, "*", "/", " ", " ", "*-", "/-", "·")).append(factor(random, depth));
    }
    return text.toString();
  }

  private static String factor(Random random, int depth) {
    String prefix =
        pick(
            random,
            "",
            "",
            "",
            "",
            "",
            "-",
            "sum_k ",
            "prod_{k != i} ",
            "d/dx ",
            "2 ",
            "Σ_{j=1}^n ");
    String power = operand(random, depth);
    while (random.nextInt(4) == 0) {
      power += pick(random, "^", "^-", "**") + operand(random, depth);
    }
    return prefix + power;
  }

  private static String operand(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return pick(
          random,
          "x",
          "y_i",
          "2",
          "0.5",
          "e",
          "pi",
          "α",
          "b_i",
          "b_out",
          "z^[1]_k",
          "h_{t-1}",
          "W_{i,j}",
          "x[a+1]",
          "(x_3²)",
          "ŷ",
          "(dloss/dw)",
          "(∂L/∂x_1)",
          "v",
          "3e2",
          "loss",
          "y_T");
    }
    String inner = sum(random, depth - 1);
    return switch (random.nextInt(10)) {
      case 0 -> "exp(" + inner + ")";
      case 1 -> "sin^2(" + inner + ")";
      case 2 -> "sum(i=1.." + operand(random, 0) + ", " + inner + ")";
      case 3 -> "cases(" + inner + " if x > 0 and not y < " + inner + ", 1 otherwise)";
      case 4 -> "softmax(" + inner + ")_i";
      case 5 -> "diff(" + inner + ", x, 2)";
      case 6 -> "G(" + inner + ", F'(x))";
      case 7 -> "v[" + inner + "]";
      default -> "(" + inner + ")";
    };
  }

  private static String pick(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  /** Texts with a few characters changed: refused with a place, or read and printed faithfully. */
  @Test
  void damagedTexts() {
    Random random = new Random(7);
    List<String> corpus = corpus();
    String letters = "xyzabcdehiknt012.,()[]{}_^'+-*/ =<>!|αΣ∂²₁√∞if_e..\n#";
    int read = 0;
    for (int i = 0; i < 30_000; i++) {
      StringBuilder text = new StringBuilder(corpus.get(random.nextInt(corpus.size())));
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        int at = random.nextInt(text.length() + 1);
        char letter = letters.charAt(random.nextInt(letters.length()));
        switch (random.nextInt(3)) {
          case 0 -> text.insert(at, letter);
          case 1 -> text.replace(at, Math.min(text.length(), at + 1), String.valueOf(letter));
          default -> text.delete(at, Math.min(text.length(), at + 1));
        }
      }
      String damaged = text.toString();
      Syntax tree;
      try {
        tree = read(damaged);
      } catch (ParseException refusal) {
        checkPlace(damaged, refusal);
        continue;
      } catch (RuntimeException exception) {
        throw new AssertionError("for `" + damaged + "`", exception);
      }
      check(damaged, tree);
      read++;
    }
    assertThat(read).isGreaterThan(5_000);
  }

  private static void checkPlace(String text, ParseException refusal) {
    List<String> lines = text.lines().toList();
    assertThat(refusal.line()).as(text).isBetween(1, Math.max(1, lines.size()));
    String line = lines.isEmpty() ? "" : lines.get(refusal.line() - 1);
    assertThat(refusal.column())
        .as("%s in `%s`", refusal.getMessage(), text)
        .isBetween(1, line.codePointCount(0, line.length()) + 1);
    assertThat(refusal.rendered()).contains("^");
  }

  @Test
  void statements() {
    for (String text :
        List.of(
            "x_5 = sigma(x_1)",
            "y_i = exp(x_i)/sum_k exp(x_k)",
            "f(x, y) = x*y",
            "h_t = sigma(w_1 x_t + w_2 h_{t-1})",
            "i, j in 1..n-1",
            "W : R^{m x n}",
            "x : R",
            "f : R x R^{2} -> R",
            "assume sum_k t_k = 1",
            "assume i != j and x > 0")) {
      assertThat(Plain.statements(text)).as(text).hasToString("[" + text + "]");
    }
  }
}
