package org.chainrule.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Symbol;
import org.chainrule.function.Functions;
import org.chainrule.resolve.Declarations;
import org.chainrule.resolve.Lowering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

/** MathML shows what LaTeX shows, and is well-formed whatever is printed. */
class MathMlTest {
  @Test
  void aMinusWithoutAnOperandBeforeItStandsCloser() {
    assertThat(mathml(read("x > -1"))).contains("<mo form=\"prefix\">−</mo><mn>1</mn>");
    assertThat(mathml(read("log(-y/2)"))).contains("<mo>(</mo><mo form=\"prefix\">−</mo><mfrac>");
    assertThat(mathml(read("a - b"))).contains("<mo>−</mo>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x*y; <mi>x</mi><mo>\u2062</mo><mi>y</mi>",
        "2*x_1^2; <mn>2</mn><mo>\u2062</mo><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>",
        "a/b; <mfrac><mi>a</mi><mi>b</mi></mfrac>",
        "a - b; <mi>a</mi><mo>−</mo><mi>b</mi>",
        "sin(x); <mi>sin</mi><mo>\u2061</mo><mrow><mo stretchy=\"false\">(</mo><mi>x</mi><mo"
            + " stretchy=\"false\">)</mo></mrow>",
        "exp(2*x); <msup><mi>e</mi><mrow><mn>2</mn><mo>\u2062</mo><mi>x</mi></mrow></msup>",
        "x*(y + 1); <mi>x</mi><mo>\u2062</mo><mrow><mo"
            + " stretchy=\"false\">(</mo><mi>y</mi><mo>+</mo><mn>1</mn><mo"
            + " stretchy=\"false\">)</mo></mrow>",
        "sqrt(x); <msqrt><mi>x</mi></msqrt>",
        "abs(x); <mrow><mo stretchy=\"false\">|</mo><mi>x</mi><mo stretchy=\"false\">|</mo></mrow>",
        "sum(k=1..n, x_k);"
            + " <munderover><mo>∑</mo><mrow><mi>k</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>x</mi><mi>k</mi></msub>",
        "alpha*hat(y); <mi>α</mi><mo>\u2062</mo><mover accent=\"true\"><mi>y</mi><mo"
            + " stretchy=\"false\">ˆ</mo></mover>",
        "yhat; <mi>yhat</mi>",
        "x*sin(y); <mi>x</mi><mo>⁢</mo><mspace width=\"0.17em\"/><mi>sin</mi><mo>⁡</mo><mrow><mo"
            + " stretchy=\"false\">(</mo><mi>y</mi><mo stretchy=\"false\">)</mo></mrow>",
        "sin(x/2);"
            + " <mi>sin</mi><mo>\u2061</mo><mrow><mo>(</mo><mfrac><mi>x</mi><mn>2</mn></mfrac><mo>)</mo></mrow>",
        "3/2; <mfrac><mn>3</mn><mn>2</mn></mfrac>",
      })
  void ofParts(String expression, String expected) {
    assertThat(mathml(read(expression)))
        .isEqualTo(
            "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" displaystyle=\"true\" alttext=\""
                + read(expression)
                + "\">"
                + expected
                + "</math>");
  }

  @Test
  void relationsAreEscaped() {
    assertThat(mathml(read("cases(x if x < 0, 0 otherwise)")))
        .contains("alttext=\"cases(x if x &lt; 0, 0 otherwise)\"", "<mo>&lt;</mo>", "<mtable");
  }

  private static Expr read(String text) {
    return Lowering.read(text, Declarations.NONE).expression();
  }

  private static String mathml(Expr expression) {
    return Printer.mathml(expression, Spelling.NONE);
  }

  static Stream<Expr> calls() {
    List<Expr> calls = new ArrayList<>();
    for (Function function : Functions.all()) {
      if (function.kernel().isPresent()) {
        List<Expr> arguments = new ArrayList<>();
        for (int i = 0; i < Math.max(1, function.arity()); i++) {
          arguments.add(Symbol.of("x").plus(i));
        }
        Expr call = Apply.of(function, arguments);
        calls.add(call.times(Symbol.of("y")).power(2));
      }
    }
    return calls.stream();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void everyFunctionIsWellFormed(Expr call) throws Exception {
    requireWellFormed(mathml(call));
  }

  @Test
  void everyAnswerOfTheClassicsIsWellFormed() throws Exception {
    int read = 0;
    for (String line :
        Files.readAllLines(Path.of("src/test/resources/org/chainrule/acceptance/classics.txt"))) {
      if (line.startsWith("> ")) {
        Expr answer;
        try {
          answer = read(line.substring(2));
        } catch (ChainruleException ofItsProblem) {
          continue;
        }
        requireWellFormed(mathml(answer));
        read++;
      }
    }
    assertThat(read).isGreaterThan(60);
  }

  private static void requireWellFormed(String mathml) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(mathml.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getDocumentElement().getTextContent()).isNotBlank().doesNotContain("\\");
  }
}
