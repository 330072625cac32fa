package org.chainrule.worksheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.document.Element;
import org.chainrule.document.Element.Verdict.Outcome;
import org.chainrule.document.Formula;
import org.chainrule.document.Graph;
import org.chainrule.document.HtmlPage;
import org.chainrule.document.Plot;
import org.chainrule.document.TextPage;
import org.junit.jupiter.api.Test;

class WorksheetRunnerTest {
  private static final WorksheetRunner.Work DIRECT =
      new WorksheetRunner.Work() {
        @Override
        public <T> T run(Callable<T> work) {
          try {
            return work.call();
          } catch (RuntimeException failure) {
            throw failure;
          } catch (Exception failure) {
            throw new IllegalStateException(failure);
          }
        }
      };

  private static final WorksheetRunner.Progress NO_PROGRESS =
      new WorksheetRunner.Progress() {
        @Override
        public void begins(int line, String question) {}

        @Override
        public void tells(String message) {}
      };

  private static final Map<String, String> FILES =
      Map.of("line.csv", "x,y,z\n0,1,5\n1,3,5\n2,5,5\n");

  static WorksheetRunner.Run run(String text) {
    return WorksheetRunner.run(
        WorksheetReader.read(text, false),
        new WorksheetRunner.Setting(
            Options.DEFAULT, true, new Problem(List.of(), List.of()), Map.of(), FILES::get),
        DIRECT,
        NO_PROGRESS,
        element -> {});
  }

  @Test
  void backwardsThroughMatricesAreWholeColumnsAndMatrices() {
    String asked =
        """
        W : R^{m x n}
        x : R^n
        y : R^m
        z = W*x
        L = 1/2*norm(sigma(z) - y)^2
        backward L
        """;
    assertThat(text(asked))
        .contains("dL/dz = (sigma(z) - y) .* sigma(z) .* (1 - sigma(z))\n")
        .contains("dL/dW = dL/dz*x^T\n", "dL/dx = W^T*dL/dz\n")
        .contains("PROBABLE: 4 of 4 derivatives agree");
    assertThat(text(asked + "given W = [[0,0],[0,0],[0,0]], x = [1,-1], y = [0,0,1]\nbackward L\n"))
        .contains("= [0.125, 0.125, -0.125]")
        .contains("dL/dW = dL/dz*x^T = [[0.125, -0.125], [0.125, -0.125], [-0.125, 0.125]]")
        .contains("dL/dx = W^T*dL/dz = [0, 0]");
    assertThat(text("A : R^{m x n}\nx : R^n\nbackward norm(A*x)^2"))
        .contains("L = norm(A*x)^2", "dL/dx = 2*A^T*A*x");
  }

  @Test
  void productsOfDerivativesAreAsked() {
    assertThat(
            text(
                """
                A : R^{m x n}
                x, v : R^n
                u : R^m
                given A = [[1,2],[3,4],[0,1]], x = [1,-1], v = [1,0], u = [1,1,1]
                jvp A*x by x along v
                vjp A*x by A, x with u
                hvp norm(A*x)^2 by x along v
                vjp A*x by x
                """))
        .contains("= A*v = [1, 3, 0]", "along v: by t at t = 0, with x + t*v in the place of x")
        .contains("dL/dA = u*x^T = [[1, -1], [1, -1], [1, -1]]", "dL/dx = A^T*u = [4, 7]")
        .contains("= 2*A^T*A*v = [20, 28]")
        .contains("`with …` is missing: vjp EXPR by NAME, … with COTANGENT");
  }

  static String text(String worksheet) {
    return TextPage.of(run(worksheet).document(), Formula::text);
  }

  @Test
  void valuesGoIntoAnswers() {
    assertThat(text("y = a*x^2\ngiven a = 3, x = 1/2\ndiff y by x\neval y\neval y at x = 2"))
        .contains("dy/dx = 2*a*x = 3\n")
        .contains("y = 0.75\n")
        .contains("y = 12\n");
  }

  @Test
  void listsGiveValuesToNamesInTurn() {
    assertThat(text("given [a, b] = [1, -2]\neval a - b")).contains("a - b = 3\n");
    assertThat(text("given [a, b] = [1, 2, 3]")).contains("error: 2 names and 3 values");
  }

  @Test
  void aMistakeIsToldInItsPlaceAndTheRestGoesOn() {
    WorksheetRunner.Run run = run("y = x^2\nz = (1 +\ndiff q by\neval y at x = 3\n");
    String text = TextPage.of(run.document(), Formula::text);

    assertThat(run.isFailed()).isTrue();
    assertThat(text)
        .contains("error: found the end of the text, expected `)`")
        .contains("`by …` is missing: diff EXPR by NAME, …")
        .contains("  y = 9\n");
  }

  @Test
  void claimsHaveAVerdictEach() {
    WorksheetRunner.Run run = run("y = x^2\ncheck dy/dx = 2*x = x");

    assertThat(run.outcomes()).containsExactlyInAnyOrder(Outcome.PROBABLE, Outcome.REFUTED);
    assertThat(TextPage.of(run.document(), Formula::text))
        .contains("  claimed: 2*x\n  check: PROBABLE: ")
        .contains("  claimed: x\n  check: REFUTED: ");
  }

  @Test
  void dashesEndAProblem() {
    assertThat(text("y = x^2\n---\ny = x^3\ndiff y by x")).contains("dy/dx = 3*x^2\n");
  }

  @Test
  void mixedAndHigherDerivatives() {
    assertThat(text("f = x^3*y\ndiff f by x then y\ndiff f by x order 2"))
        .contains("= 3*x^2\n")
        .contains("= 6*x*y\n");
  }

  @Test
  void networksAreShownForwards() {
    assertThat(text("h = w*x + b\ny = h^2\ngiven w = 2, x = 3, b = -1\nforward y"))
        .contains("h = w*x + b = 2*3 + (-1) = 5\n")
        .contains("y = h^2 = 5^2 = 25\n");
  }

  @Test
  void tablesHaveARowForEachNumber() {
    assertThat(text("table x^2, 1/x for x in -1..1 step 1/2"))
        .contains("0.25")
        .contains("division by zero");
    assertThat(text("table x for x in 0..1 step 0.00001")).contains("more than 10000 numbers");
  }

  @Test
  void curvesAreBrokenWhereTheyHaveNoValue() {
    Plot plot = plot("plot 1/x for x in -2..2");

    assertThat(plot.curves()).hasSize(1);
    assertThat(plot.curves().get(0).pieces()).hasSize(2);
    assertThat(plot.up().high()).isLessThan(60);
  }

  @Test
  void curvesJumpAndHaveKinks() {
    assertThat(plot("plot sign(x) for x in -2..2.1").curves().get(0).pieces()).hasSize(2);
    assertThat(plot("plot relu(x) for x in -2..2").curves().get(0).marks())
        .extracting(Plot.Mark::spot)
        .containsExactly(new Plot.Spot(0, 0));
    assertThat(plot("plot exp(20*x) for x in -2..2").curves().get(0).pieces()).hasSize(1);
  }

  @Test
  void endsBelongToCurvesOrNot() {
    assertThat(marks("plot cases(1 if x >= 0, -1 otherwise) for x in -2..2"))
        .containsExactlyInAnyOrder("OPEN_END 0.0 -1.0", "CLOSED_END 0.0 1.0");
    assertThat(marks("plot sign(x) for x in -2..2.1"))
        .containsExactlyInAnyOrder("OPEN_END 0.0 -1.0", "OPEN_END 0.0 1.0", "CLOSED_END 0.0 0.0");
    assertThat(marks("plot cases(x if x > 1, x - 1 if x < 1) for x in 0..2"))
        .containsExactlyInAnyOrder("OPEN_END 1.0 -0.0", "OPEN_END 1.0 1.0");
  }

  private static List<String> marks(String question) {
    return plot(question).curves().get(0).marks().stream()
        .map(
            each ->
                each.kind()
                    + " "
                    + Math.rint(each.spot().across() * 1000) / 1000
                    + " "
                    + Math.rint(each.spot().up() * 1000) / 1000)
        .toList();
  }

  @Test
  void aCurveForEachValueOfAParameter() {
    assertThat(plot("plot a*x for x in 0..1 with a = 1, 2").curves())
        .extracting(curve -> curve.label().text())
        .containsExactly("a*x, a = 1", "a*x, a = 2");
  }

  @Test
  void anUnknownLossIsGoneBackThrough() {
    String text =
        text(
            """
            y = a*x^2
            given a = 3, x = 2
            given dLoss/dy = 5
            diff Loss by a
            backward Loss
            check dLoss/da = 5*x^2 = 20 = 19.9
            check a - 0.1*dLoss/da = 1
            """);

    assertThat(text)
        .contains("dLoss/da = x^2*dLoss/dy = 20\n")
        .contains("dLoss/dx = dLoss/dy*dy/dx = 2*a*x*dLoss/dy = 60\n")
        .contains("claimed: 5*x^2\n  check: PROBABLE: ")
        .contains("claimed: 20\n  check: PROVED: right to the digits printed")
        .contains("claimed: 19.9\n  check: REFUTED: wrong: the value is 20")
        .contains("PROVED: right to the digits printed: the value is 1\n");
  }

  @Test
  void numbersAreClaimedAtTheValuesGiven() {
    assertThat(text("y = x/3\ngiven x = 1\ncheck y = 0.333 = 0.334 = 1/3 = 2/6 + 1"))
        .contains("claimed: 0.333\n  check: PROVED: ")
        .contains("claimed: 0.334\n  check: REFUTED: ")
        .contains("claimed: 1/3\n  check: PROBABLE: ")
        .contains("claimed: 2/6 + 1\n  check: REFUTED: ");
  }

  @Test
  void aNumberMayBeClaimedOfAnExpressionWithoutValues() {
    assertThat(text("check sin(u)^2 + cos(u)^2 = 2/2")).contains("PROVED: the difference is 0");
    assertThat(text("check u^2 = 4/2")).contains("REFUTED: at u=").doesNotContain("error");
    assertThat(text("check sin(u)^2 + cos(u)^2 = 1\ncheck u^2 = 4"))
        .contains("PROVED: the difference is 0")
        .contains("note: at the values given there is no value: no value is given for u")
        .contains("REFUTED: at u=");
  }

  @Test
  void mistakesSayWhatToWrite() {
    assertThat(text("Hello world, this is prose.\n")).contains("prose stands behind `# `");
    assertThat(text("y = x^2\nbackward q")).contains("`q` is not defined");
    assertThat(text("data 0 rows with x = uniform 0..1")).contains("at least one row");
    assertThat(text("draw a from uniform 1..0")).contains("goes from a number to one below it");
    assertThat(text("y = x\neval y at x")).contains("at takes bindings such as x=1");
  }

  @Test
  void aPointDoesNotContradictWhatIsAssumed() {
    assertThat(text("assume u > 0\ndiff abs(u) by u at u = -1\neval u at u = -1\neval u at u = 2"))
        .contains("no value at the values given: the point contradicts what is assumed: u > 0")
        .contains("error: the point contradicts what is assumed: u > 0")
        .contains("  u = 2\n");
    assertThat(text("assume a = 2*b\neval a/b at a = 1, b = 0.5001")).contains("a/b = 1.9996");
  }

  @Test
  void expressionsAreEqualOrNot() {
    assertThat(text("equal sin(u)^2 and 1 - cos(u)^2\nequal u and u^2"))
        .contains("PROVED: ")
        .contains("REFUTED: at u=");
  }

  @Test
  void updatesAreWorkedOut() {
    assertThat(text("L = (w*x - y)^2\ngiven w = 0.1, x = 2, y = 1\nupdate w by L with rate 0.05"))
        .contains("By gradient descent, W <- W - alpha*dJ/dW: rate 0.05.\n")
        .contains("w <- w - 0.05*dL/dw = 0.1 - 0.05*(-3.2) = 0.26\n");
    assertThat(text("given w = 1\nupdate w by w^2 with rate 0.1, momentum 0.5, steps 2"))
        .containsPattern("0 +1 +1\n +1 +0.64\\d* +0.8\n +2 +0.2916 +0.54\n");
    assertThat(text("given w = 1\nupdate w by w^2 with rate 0.1, speed 3"))
        .contains("`speed 3` is no method and no setting such as rate 0.1");
  }

  @Test
  void trainingGoesOverDataAndKeepsWhatItFinds() {
    assertThat(
            text(
                """
                loss = (a*x + b - y)^2
                data from line.csv
                given a = 0, b = 0
                train a, b by loss with L-BFGS
                check a = 2.000
                check b = 1.000
                """))
        .contains("the mean over 3 rows")
        .contains("columns that are not in the loss: z")
        .contains("PROVED: right to the digits printed: the value is 2")
        .contains("PROVED: right to the digits printed: the value is 1");
  }

  @Test
  void whatIsTrainedAtValuesOfItsOwnLastsAsWell() {
    assertThat(
            text(
                """
                given a = 0, b = 7
                data x = [1, 2], y = [2, 4]
                train a by (a*x - y)^2 + b with L-BFGS at b = 1
                check a = 2.000
                eval b
                """))
        .contains("PROVED: right to the digits printed: the value is 2")
        .contains("  b = 7\n");
  }

  @Test
  void trainingRunsOnceForEachRate() {
    String text =
        text(
            """
            data 20 rows with x = even -1..1, noise = normal 0 0.01, y = 3*x + noise seed 4
            draw a from uniform 0..1 seed 2
            train a by (a*x - y)^2 with rate [0.1, 0.5, 9], epochs 20, batch 5, seed 3
            """);

    assertThat(text).contains("rate = 0.1 ").contains("rate = 0.5 ").contains("rate = 9 ");
    assertThat(text)
        .isEqualTo(
            text(
                """
                data 20 rows with x = even -1..1, noise = normal 0 0.01, y = 3*x + noise seed 4
                draw a from uniform 0..1 seed 2
                train a by (a*x - y)^2 with rate [0.1, 0.5, 9], epochs 20, batch 5, seed 3
                """));
  }

  @Test
  void familiesAreDrawnAndTrainedAsWholes() {
    assertThat(
            text(
                """
                i in 1..2
                k in 1..3
                h_k = tanh(sum(i=1..2, W_{i,k}*x_i))
                out = sum(k=1..3, v_k*h_k)
                draw W, v from normal 0 0.5 seed 1
                data x_1 = [0, 0, 1, 1], x_2 = [0, 1, 0, 1], y = [0, 1, 1, 0]
                count W, v
                train W, v by (out - y)^2 with Adam, rate 0.1, epochs 30
                eval W_{1,1}
                """))
        .contains("total = 9")
        .contains("the mean over 4 rows")
        .doesNotContain("error");
  }

  @Test
  void graphsHaveValuesAndAdjoints() {
    Element.Answered answered =
        (Element.Answered)
            run("h = w*x\ny = h^2 + w\ngiven w = 2, x = 3\ngraph y").document().elements().get(1);
    Graph graph = ((Element.Drawn) answered.answer().get(0)).graph();

    assertThat(graph.nodes())
        .extracting(
            each ->
                each.name().text() + " " + each.kind() + " " + each.value() + " " + each.adjoint())
        .containsExactly("w INPUT 2 37", "x INPUT 3 24", "h INNER 6 12", "y OUTPUT 38 ");
    assertThat(graph.edges()).hasSize(4);
  }

  @Test
  void otherForms() {
    assertThat(
            text(
                """
                substitute a = b + 1, b = 2 in a*b
                expand (u + v)^2
                factor u^2 - 1
                """))
        .contains("  2*(b + 1)\n")
        .contains("(u + v)^2 = u^2 + 2*u*v + v^2\n")
        .contains("u^2 - 1 = (u - 1)*(u + 1)\n");
  }

  private static Plot plot(String question) {
    Element.Answered answered = (Element.Answered) run(question).document().elements().get(0);
    return ((Element.Plotted) answered.answer().get(0)).plot();
  }

  @Test
  void latexAssumesSplitsAndBindsAsPlainTextDoes() {
    String text =
        text(
            """
            ```latex
            y_i = \\frac{e^{x_i}}{\\sum_k e^{x_k}}
            check \\frac{\\partial y_i}{\\partial x_j} =
              \\begin{cases} y_i (1 - y_i) & i = j \\\\ - y_i y_j & i \\neq j \\end{cases}
            assume i \\neq j
            diff y_i by x_j
            assume i \\neq
            ---
            a = \\alpha x
            table a for \\alpha in 1..2 at x = 3
            plot a for x in 0..1 with \\alpha = 1, 2
            ```
            """);

    assertThat(text)
        .contains("  check: PROBABLE: agrees with finite differences")
        .contains("dy_i/dx_j = -y_i*y_j\n")
        .contains("error: found the end of the text, expected an operand\n")
        .contains("      2  6\n")
        .contains(" a, alpha = 2\n")
        .doesNotContain("\uFDD0");
  }

  @Test
  void aStatementInLatexIsQuotedAsItWasSent() {
    assertThat(text("```latex\ny_i = x_i^2\nz = x + 1\n```"))
        .contains("at `y_i = x_i^2`")
        .doesNotContain("\uFDD0");
  }

  @Test
  void aNoteIsToldOnceInAProblem() {
    String asked = "eval exp(-x)/2y at x = 0, y = 1\n";

    assertThat(text(asked + asked)).containsOnlyOnce("note: `exp(-x)/2y` was read as");
    assertThat(text(asked + "---\n" + asked).split("note: ", -1)).hasSize(3);
  }

  @Test
  void latexIsShownAsFormulas() {
    String page =
        HtmlPage.of(
            run("```latex\nh = \\frac{w}{2}\ngiven w = 3\ncheck h = \\frac{3}{2}\n```").document(),
            latex -> Optional.empty());

    assertThat(page)
        .containsPattern("(?s)class=\"given\">.*<mfrac>.*<summary>as written")
        .containsPattern("claimed: .*<mfrac>");
  }

  @Test
  void anElementTakesTheValueThatItsFamilyHas() {
    String text =
        text(
            """
            y = sum_i w_i*x_i
            given w = [1, 2], x = [10, 20]
            eval y at x_2 = 0
            table y for w_1 in 0..1
            given w_1 = 5
            eval y
            given w = [0, 1]
            eval y
            eval y at w_3 = 1
            """);

    assertThat(text)
        .contains("  y = 10\n")
        .contains("    0  40\n    1  50\n")
        .contains("  y = 90\n")
        .contains("  y = 20\n")
        .contains("error: the values given for `w` have no `w_3`\n");
  }

  @Test
  void nothingIsAnsweredOfADefinitionThatWasNotRead() {
    String text = text("h_i = (x_i\n\nz = 2*x\ndiff h_1 by x\ncheck dh_1/dx = 0\neval z at x = 1");

    assertThat(text)
        .contains("diff h_1 by x\n  error: the definition of `h` above could not be read")
        .contains("= 0\n  error: the definition of `h` above could not be read")
        .contains("  z = 2\n");
    assertThat(text("y = (\n\ny = x^2\ndiff y by x\ny = x^3\neval y at x = 3"))
        .contains("  dy/dx = 2*x\n")
        .contains("error: `y` is defined twice")
        .contains("  y = 9\n");
  }

  @Test
  void whatAQuestionLacksIsNamed() {
    assertThat(text("eval\nfactor\nupdate x by x^2 with rate"))
        .contains("error: `eval` of what? eval EXPR, …")
        .contains("error: `factor` of what? factor EXPR")
        .contains("error: `rate` is to have a number, such as rate 0.1");
  }
}
