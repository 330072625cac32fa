package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.chainrule.answer.DerivingEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
  @TempDir Path folder;

  private static Run run(String... arguments) {
    return Run.of(DerivingEngine::new, arguments);
  }

  private String sheet(String text) throws IOException {
    return Files.writeString(folder.resolve("sheet.txt"), text).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "check dy/dx = 2*x, 0",
    "check dy/dx = 3*x, 1",
    "eval y, 2",
    "dif y by x, 2",
    "check dy/dx = 3*x|eval y, 1",
  })
  void theExitCodeTellsTheWorst(String questions, int code) throws IOException {
    assertThat(run("run", sheet("y = x^2\n" + questions.replace('|', '\n'))).exitCode())
        .isEqualTo(code);
  }

  @Test
  void answersComeAsText() throws IOException {
    Run run = run("run", sheet("y = x^2\ndiff y by x\n"), "--no-check", "--format", "unicode");

    assertThat(run.output()).isEqualTo("y = x^2\n\ndiff y by x\n  ∂y/∂x = 2·x\n");
    assertThat(run.errors()).isEmpty();
  }

  @Test
  void pagesAreTheSameTwiceAndNothingElseIsSaid() throws IOException {
    String sheet = sheet("# Prose.\ny = x^2\ndiff y by x\nplot y for x in -1..1\n");
    Path one = folder.resolve("one.html");
    Path two = folder.resolve("two.html");

    assertThat(run("run", sheet, "--html", one.toString()).output()).isEmpty();
    run("run", sheet, "--html", two.toString());

    assertThat(one).hasSameBinaryContentAs(two);
    assertThat(one).content().contains("<math", "<svg", "Prose.");
  }

  @Test
  void otherFormsAreWritten() throws IOException {
    Path markdown = folder.resolve("out.md");
    Path latex = folder.resolve("out.tex");

    run(
        "run",
        sheet("y = x^2\ndiff y by x\n"),
        "--markdown",
        markdown.toString(),
        "--latex",
        latex.toString());

    assertThat(markdown).content().contains("2 x$");
    assertThat(latex).content().contains("\\documentclass", "2 x");
  }

  @Test
  void twoOutputsGoToTwoFiles() throws IOException {
    assertThat(run("run", sheet("y = 1"), "--html", "x", "--markdown", "x").errors())
        .contains("two outputs go to x");
  }

  @Test
  void filesAreReadFromBesideTheWorksheet() throws IOException {
    Files.writeString(folder.resolve("points.csv"), "x,y\n1,2\n2,4\n");

    assertThat(
            run(
                    "run",
                    sheet(
                        "data from points.csv\ngiven a = 0\n"
                            + "train a by (a*x - y)^2 with L-BFGS\neval a"))
                .output())
        .contains("the mean over 2 rows")
        .contains("  a = 2\n");
  }

  @Test
  void questionsAreCommands() {
    assertThat(run("forward", "y", "--define", "y = x^2", "--at", "x=3").output())
        .isEqualTo("y = x^2 = 3^2 = 9\n");
    assertThat(run("update", "w", "by", "w^2", "with", "rate", "0.1", "--at", "w=1").output())
        .endsWith("w <- w - 0.1*diff(w^2, w) = 1 - 0.1*2 = 0.8\n");
    assertThat(run("equal", "x", "and", "x^2").exitCode()).isEqualTo(1);
    assertThat(run("unroll", "y", "--expand").errors())
        .contains("--expand does nothing for unroll");
    assertThat(run("unroll", "y", "--format", "tree").errors())
        .contains("text, unicode, latex or mathml, and not tree");
  }

  @Test
  void aQuestionMayBeWrittenAsAPage() {
    Path page = folder.resolve("page.html");

    assertThat(run("plot", "sigma(r)", "for", "r in -6..6", "--html", page.toString()).exitCode())
        .isZero();

    assertThat(page).content().contains("<svg");
  }

  @Test
  void withoutLatexThereIsNoPdf() {
    assertThatThrownBy(
            () ->
                new PdfWriter(folder.toString(), Duration.ofSeconds(5))
                    .write("x", folder.resolve("x.pdf")))
        .hasMessageContaining("--pdf needs LaTeX, and none of these is installed: pdflatex");
  }

  @Test
  void theNextLatexIsTriedWhereOneFails() throws IOException {
    program("pdflatex", "echo '! Undefined.' > worksheet.log; exit 1");
    program("xelatex", "cp worksheet.tex worksheet.pdf");
    Path made = folder.resolve("x.pdf");

    new PdfWriter(folder.toString(), Duration.ofSeconds(20)).write("text", made);

    assertThat(made).content().isEqualTo("text");
  }

  @Test
  void whatLatexSaysIsTold() throws IOException {
    program("pdflatex", "echo '! Undefined.' > worksheet.log; exit 1");

    assertThatThrownBy(
            () ->
                new PdfWriter(folder.toString(), Duration.ofSeconds(20))
                    .write("text", folder.resolve("x.pdf")))
        .hasMessage("LaTeX made no PDF: ! Undefined.");
  }

  private void program(String name, String script) throws IOException {
    Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }
}
