package org.chainrule.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A small document, as each writer writes it. */
class GoldenPagesTest {
  private static final Formula SQUARE =
      new Formula("2*x", "2·x", "2 x", "<math displaystyle=\"true\"><mn>2</mn><mi>x</mi></math>");

  private static final Formula SLOPE =
      new Formula("dy/dx", "∂y/∂x", "\\frac{dy}{dx}", "<math><mi>y′</mi></math>");

  private static final Document SMALL =
      new Document(
          "Squares",
          List.of(
              new Element.Prose("Let *y* be $x^2$."),
              new Element.Given(List.of("y = x^2"), List.of()),
              new Element.Answered(
                  "diff y by x",
                  3,
                  List.of(
                      new Element.Equation(SQUARE),
                      new Element.Remark(
                          Element.Remark.Kind.NOTE, List.of(new Inline.Words("for all x & y"))),
                      new Element.Verdict(Element.Verdict.Outcome.PROVED, "by the rule"),
                      new Element.Derivation(
                          List.of(new Inline.Words("Steps")),
                          List.of(
                              new DerivationLine(
                                  0, SLOPE, false, SQUARE, List.of("power"), List.of()))),
                      new Element.Table(
                          "",
                          List.of(Cell.words("x"), Cell.words("y")),
                          List.of(List.of(Cell.number("3"), Cell.number("-9")))))),
              new Element.Answered(
                  "diff y", 4, List.of(new Element.Failed("`by` is missing", "diff y", 7)))));

  @Test
  void text() {
    assertThat(TextPage.of(SMALL, Formula::unicode))
        .isEqualTo(
            """
            Squares
            =======

            Let *y* be $x^2$.

            y = x^2

            diff y by x
              2·x
              note: for all x & y
              check: PROVED: by the rule
              Steps
                ∂y/∂x = 2·x   [power]
              x   y
              3  -9

            diff y
              error: `by` is missing
                diff y
                      ^
            """);
  }

  @Test
  void markdown() {
    assertThat(MarkdownPage.of(SMALL))
        .isEqualTo(
            """
            # Squares

            Let *y* be $x^2$.

            ```
            y = x^2
            ```

            ## `diff y by x`

            $$
            2 x
            $$

            - **Note:** for all x \\& y

            - **Check: ✓ proved.** by the rule

            <details>
            <summary>Steps</summary>

            - $\\displaystyle \\frac{dy}{dx} = 2 x$ — power

            </details>

            | x | y |
            | ---: | ---: |
            | 3 | -9 |

            ## `diff y`

            **✗ Mistake:** \\`by\\` is missing

            ```
            diff y
                  ^
            ```
            """);
  }

  @Test
  void latex() {
    assertThat(LatexPage.of(SMALL).replaceAll("(?s)^.*\\\\begin\\{document\\}\n", ""))
        .isEqualTo(
            """
            \\section*{\\LARGE Squares}

            Let \\emph{y} be $x^2$.

            \\begin{flushleft}\\small
            \\texttt{y\\ =\\ x\\textasciicircum{}2}
            \\end{flushleft}

            \\question{\\section*}{\\texttt{diff\\ y\\ by\\ x}}

            \\[\\fitted{2 x}\\]

            \\remark{Note}{for all x \\& y}

            \\remark{\\outcome{good}{$\\checkmark$ proved}}{by the rule}

            \\derivation{Steps}
            \\step{0.0}{\\frac{dy}{dx} = 2 x}{power}

            \\begin{center}\\fittedbox{%
            \\begin{tabular}{rr}
            {}x & y \\\\
            \\hline
            {}3 & $-$9 \\\\
            \\end{tabular}}\\end{center}

            \\question{\\section*}{\\texttt{diff\\ y}}

            \\remark{\\outcome{bad}{$\\times$ mistake}}{\\textasciigrave{}by\\textasciigrave{} is missing}

            \\begin{flushleft}\\small
            \\texttt{diff\\ y}\\\\\\relax
            \\texttt{\\ \\ \\ \\ \\ \\ \\textasciicircum{}}
            \\end{flushleft}

            \\end{document}
            """);
  }

  @Test
  void html() {
    String page = HtmlPage.of(SMALL, latex -> Optional.of("<math><mi>f</mi></math>"));

    assertThat(page.substring(page.indexOf("<main>"), page.indexOf("<p id=\"told\"")))
        .isEqualTo(
            """
            <main>
            <h1>Squares</h1>
            <div class="prose">
            <p>Let <em>y</em> be <math class="inline" alttext="x^2"><mi>f</mi></math>.</p>
            </div>
            <div class="given">
            <pre><code>y = x^2</code></pre>
            </div>
            <section class="question" aria-labelledby="q1">
            <h2 id="q1" class="asked"><code>diff y by x</code></h2>
            <div class="equation" data-latex="2 x" data-text="2*x"><div class="scroll"><math alttext="2*x"><mn>2</mn><mi>x</mi></math></div></div>
            <p class="remark note"><span class="kind">note</span> for all x &amp; y</p>
            <p class="verdict"><span class="outcome proved"><span aria-hidden="true">✓</span> proved</span> by the rule</p>
            <details class="derivation"><summary>Steps</summary>
            <ol>
            <li class="d0"><div class="scroll"><math alttext="dy/dx"><mi>y′</mi></math><wbr/><math alttext="2*x"><mo form="infix">=</mo><mn>2</mn><mi>x</mi></math></div><div class="by">power</div></li>
            </ol>
            </details>
            <div class="scroll"><table>
            <thead><tr><th scope="col" class="number">x</th><th scope="col" class="number">y</th></tr></thead>
            <tbody>
            <tr><th scope="row" class="number">3</th><td class="number">−9</td></tr>
            </tbody>
            </table></div>
            </section>
            <section class="question" aria-labelledby="q2">
            <h2 id="q2" class="asked"><code>diff y</code></h2>
            <div class="failed"><p><span class="outcome refuted"><span aria-hidden="true">✗</span> mistake</span> <code>by</code> is missing</p>
            <pre><code>diff y
                  ^</code></pre>
            </div>
            </section>
            </main>
            """);
  }

  @Test
  void aPageOfThirtyDefinitionsIsBelowHalfAMegabyte() {
    Formula formula = SampleDocument.formula(SampleDocument.SUM);
    DerivationLine line =
        new DerivationLine(
            1,
            formula,
            false,
            formula,
            List.of("chain rule"),
            List.of(new Element.Verdict(Element.Verdict.Outcome.PROBABLE, "at 12 points")));
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      elements.add(new Element.Given(List.of(formula.text()), List.of(formula)));
      elements.add(
          new Element.Answered(
              "diff L by w_" + i,
              i,
              List.of(
                  new Element.Equation(formula),
                  new Element.Derivation(List.of(), Collections.nCopies(3, line)))));
    }
    elements.add(new Element.Drawn(SvgTest.random(60, 1)));
    elements.add(new Element.Plotted(SampleDocument.plot()));

    String page = HtmlPage.of(new Document("", elements), SampleDocument::mathMl);

    assertThat(page.length()).isLessThan(500_000);
  }
}
