package org.chainrule.worksheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.worksheet.Worksheet.Break;
import org.chainrule.worksheet.Worksheet.Line;
import org.chainrule.worksheet.Worksheet.Mathematics;
import org.chainrule.worksheet.Worksheet.Prose;
import org.junit.jupiter.api.Test;

class WorksheetReaderTest {
  @Test
  void aFileWithoutFencesIsMathematics() {
    Worksheet worksheet =
        WorksheetReader.read("## Problem 1\n# Prose.\n\ny = x^2  # a square\ndiff y by x\n", false);

    assertThat(worksheet.title()).isEqualTo("Problem 1");
    assertThat(worksheet.blocks())
        .containsExactly(
            new Prose("# Problem 1\nProse."),
            new Mathematics(
                false, List.of(new Line(4, "y = x^2  # a square"), new Line(5, "diff y by x"))));
  }

  @Test
  void aFileWithFencesIsMarkdown() {
    Worksheet worksheet =
        WorksheetReader.read(
            """
            # Problem

            y = 1 is prose.
            ```
            y = x^2
            ```
            ~~~ latex
            z = \\frac{1}{x}
            ~~~
            ```python
            print(1)
            ```
            """,
            false);

    assertThat(worksheet.blocks())
        .containsExactly(
            new Prose("# Problem\n\ny = 1 is prose."),
            new Mathematics(false, List.of(new Line(5, "y = x^2"))),
            new Mathematics(true, List.of(new Line(8, "z = \\frac{1}{x}"))),
            new Prose("```python\nprint(1)\n```"));
  }

  @Test
  void linesGoOnInBracketsAndFurtherIn() {
    assertThat(lines("y = f(x,\n  1)\nz = a\n  + b\n\nw = 1"))
        .containsExactly(
            new Line(1, "y = f(x,\n  1)"), new Line(3, "z = a\n  + b"), new Line(6, "w = 1"));
  }

  @Test
  void aBracketThatIsLeftOpenEndsAtAQuestion() {
    assertThat(lines("y = (x + 1\ndiff y by x\ngiven x = (1\neval y"))
        .extracting(Line::number)
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void aQuestionGoesOnWithNothingBefore() {
    assertThat(lines("y = x\n\tdiff y by x\n  given x = 1"))
        .containsExactly(
            new Line(1, "y = x"), new Line(2, "diff y by x"), new Line(3, "given x = 1"));
  }

  @Test
  void onlyTheFirstWordOfAFenceIsItsLanguage() {
    assertThat(WorksheetReader.read("```chainrule lines\ny = 1\n```", false).blocks())
        .containsExactly(new Mathematics(false, List.of(new Line(2, "y = 1"))));
  }

  @Test
  void environmentsOfLatexAreOneStatement() {
    Worksheet worksheet =
        WorksheetReader.read(
            "$$\n\\begin{aligned}\nz &= x \\\\\ny &= 2\n\\end{aligned}\n$$\ndiff y by x", true);

    assertThat(worksheet.blocks())
        .containsExactly(
            new Mathematics(
                true,
                List.of(
                    new Line(2, "\\begin{aligned}\nz &= x \\\\\ny &= 2\n\\end{aligned}"),
                    new Line(7, "diff y by x"))));
  }

  @Test
  void dashesEndAProblemAndUnderlineHeadings() {
    assertThat(WorksheetReader.read("y = 1\n---\ny = 2", false).blocks())
        .hasSize(3)
        .contains(new Break());
    assertThat(WorksheetReader.read("Title\n---\n\n---\n```\ny = 2\n```\n", false).blocks())
        .containsExactly(
            new Prose("Title\n---"),
            new Break(),
            new Mathematics(false, List.of(new Line(6, "y = 2"))));
  }

  @Test
  void dashesEndAProblemWithinAFence() {
    assertThat(WorksheetReader.read("```\ny = 1\n---\ny = 2\n```", false).blocks())
        .containsExactly(
            new Mathematics(false, List.of(new Line(2, "y = 1"))),
            new Break(),
            new Mathematics(false, List.of(new Line(4, "y = 2"))));
  }

  @Test
  void aFenceThatIsNotClosedGoesToTheEnd() {
    assertThat(WorksheetReader.read("a\n```\ny = 2", false).blocks())
        .containsExactly(new Prose("a"), new Mathematics(false, List.of(new Line(3, "y = 2"))));
  }

  private static List<Line> lines(String text) {
    return ((Mathematics) WorksheetReader.read(text, false).blocks().get(0)).lines();
  }
}
