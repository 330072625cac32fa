package org.chainrule.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents in LaTeX compile, whatever is in them; skipped where there is no pdfTeX. */
@Tag("slow")
@Tag("browser")
class LatexPageTest {
  private static final String HOSTILE =
      """
      # \\end{document} & # $ % _ { } ~ ^ \\ < > | " ' `

      *[x](https://a.org/a_b%20c#d&e~f{g}) **α β Ω ϵ ≈ ≠ ½ é ł 中文 🙂 ₁² “q” … — −***

      - a
        1. b
           - c
             1. d
                - e
                  1. f

      > - q
      >
      > `a--b ,, '' \\x  y`

          [x] code
          \\begin{x}

      | a_1 | $b_2$ | 100% |
      |:--|--:|--|
      | [c](d) | \\| | & |

      $\\input{x}$ and $a_1$, $$\\frac{a}{b}$$

      $$
      \\begin{cases} a & b \\\\ c & d \\end{cases}
      $$

      ***

      ## \\
      """;

  private static String compiles(Document document, Path folder) throws Exception {
    boolean isThere =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(each -> Files.isExecutable(Path.of(each, "pdflatex")));
    Assumptions.assumeTrue(isThere, "there is no pdflatex here");
    Files.writeString(folder.resolve("page.tex"), LatexPage.of(document));
    Process process =
        new ProcessBuilder("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "page.tex")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String log = Files.readString(folder.resolve("page.log"), StandardCharsets.ISO_8859_1);
    assertThat(process.exitValue()).as(log.substring(Math.max(0, log.indexOf("\n!")))).isZero();
    return log;
  }

  @Test
  void aSample(@TempDir Path folder) throws Exception {
    assertThat(compiles(SampleDocument.whole(), folder)).doesNotContain("Overfull");
  }

  @Test
  void whateverIsWritten(@TempDir Path folder) throws Exception {
    List<Element> elements = new ArrayList<>();
    Kinds.ALL.values().forEach(each -> elements.add(each.apply(HOSTILE)));
    compiles(new Document(HOSTILE, elements), folder);
  }

  @Test
  void manyRows(@TempDir Path folder) throws Exception {
    List<Cell> row = List.of(Cell.words("[a]"), Cell.number("-1"));
    compiles(
        new Document(
            "",
            List.of(
                new Element.Table(
                    "c", List.of(Cell.words("h"), Cell.words("k")), Collections.nCopies(90, row)))),
        folder);
  }
}
