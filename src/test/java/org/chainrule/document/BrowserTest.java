package org.chainrule.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pages in a browser: formulas have boxes, nothing sticks out, colours can be told from what is
 * behind them. It needs Chromium, and is skipped where there is none.
 */
@Tag("slow")
@Tag("browser")
class BrowserTest {
  private static final String SHOWN =
      "[...document.querySelectorAll('math')].filter(each => each.checkVisibility())";

  @TempDir static Path folder;
  private static Browser browser;
  private static Path sample;
  private static Path wide;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> program = Browser.program();
    Assumptions.assumeTrue(program.isPresent(), "there is no Chromium here");
    browser = new Browser(program.get(), folder.resolve("profile"));
    sample = Files.writeString(folder.resolve("sample.html"), html(SampleDocument.whole()));
    wide = Files.writeString(folder.resolve("wide.html"), html(wide()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  private static String html(Document document) {
    return HtmlPage.of(document, SampleDocument::mathMl);
  }

  /** What does not fit on a telephone, in every place. */
  private static Document wide() {
    String word = "x".repeat(120);
    Formula formula =
        SampleDocument.formula(
            "sqrt(" + SampleDocument.SUM + ") + (a_1 + b)^(g + " + SampleDocument.SUM + ")");
    List<Inline> parts =
        List.of(new Inline.Words(word), new Inline.Code(word), new Inline.Mathematics(formula));
    return new Document(
        word,
        List.of(
            new Element.Prose(
                "## "
                    + word
                    + "\n\n"
                    + word
                    + " `"
                    + word
                    + "`\n\n    "
                    + word
                    + "\n\n| "
                    + word
                    + " | "
                    + word
                    + " |\n|--|--|\n| 1 | 2 |\n\n$"
                    + word
                    + "$\n\n$$\n"
                    + word
                    + "\n$$\n"),
            new Element.Given(List.of(word + " = 1"), List.of(formula)),
            new Element.Answered(
                word,
                1,
                List.of(
                    new Element.Equation(formula),
                    new Element.Line(parts),
                    new Element.Remark(Element.Remark.Kind.NOTE, parts),
                    new Element.Verdict(Element.Verdict.Outcome.UNDECIDED, word),
                    new Element.Table(
                        word,
                        List.of(Cell.words(word), Cell.words(word)),
                        List.of(List.of(Cell.formula(formula), Cell.number(word)))),
                    new Element.Derivation(
                        parts,
                        List.of(
                            new DerivationLine(
                                6, formula, false, formula, List.of(word), List.of()))),
                    new Element.Drawn(SvgTest.random(40, 3)),
                    new Element.Failed(word, word, 100)))));
  }

  @ParameterizedTest
  @CsvSource({"390,screen", "1200,screen", "390,print", "700,print"})
  void formulasHaveBoxesAndNothingSticksOut(int width, String medium) throws Exception {
    for (Path page : List.of(sample, wide)) {
      browser.look(width, medium, "light");
      browser.open(page);
      browser.value("document.querySelectorAll('details').forEach(each => { each.open = true; })");

      assertThat(browser.value(SHOWN + ".length").asInt()).isGreaterThan(3);
      assertThat(
              browser.value(
                  SHOWN
                      + ".filter(each => { const box = each.getBoundingClientRect();"
                      + " return box.width < 3 || box.height < 3; }).map(each => each.outerHTML)"))
          .isEmpty();
      if (medium.equals("screen")) {
        assertThat(browser.value(stickingOut(width))).as("%s at %s", page, width).isEmpty();
        assertThat(browser.value(CUT_AT_THE_LEFT)).as("%s at %s", page, width).isEmpty();
        assertThat(browser.value("document.documentElement.scrollWidth").asInt())
            .as("%s at %s", page, width)
            .isLessThanOrEqualTo(width);
      }
      assertThat(browser.mistakes()).isEmpty();
    }
  }

  /** Formulas that begin before a box in which nobody can scroll to there. */
  private static final String CUT_AT_THE_LEFT =
      """
      [...document.querySelectorAll('math')].filter(each => {
        if (!each.checkVisibility()) return false;
        for (let box = each.parentElement; box; box = box.parentElement) {
          if (getComputedStyle(box).overflowX !== 'visible'
              && each.getBoundingClientRect().left < box.getBoundingClientRect().left - 0.5) return true;
        }
        return false;
      }).map(each => each.outerHTML.slice(0, 200))\
      """;

  /** What is beyond the right edge and in no box that scrolls. */
  private static String stickingOut(int width) {
    return """
    [...document.querySelectorAll('main *')].filter(each => {
      if (!each.checkVisibility() || each.closest('svg')) return false;
      if (each.getBoundingClientRect().right <= WIDTH + 1) return false;
      for (let box = each.parentElement; box; box = box.parentElement) {
        if (['auto', 'scroll', 'hidden'].includes(getComputedStyle(box).overflowX)) return false;
      }
      return true;
    }).map(each => each.outerHTML.slice(0, 200))\
    """
        .replace("WIDTH", Integer.toString(width));
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void textCanBeReadOnWhatIsBehindIt(String scheme) throws Exception {
    browser.look(800, "screen", scheme);
    browser.open(sample);
    browser.value("document.querySelectorAll('details').forEach(each => { each.open = true; })");

    JsonNode faint =
        browser.value(
            """
            (() => {
              const part = value => { value /= 255; return value <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4; };
              const light = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(Number); return .2126 * part(r) + .7152 * part(g) + .0722 * part(b); };
              const behind = each => {
                for (let box = each; box; box = box.parentElement) {
                  const colour = getComputedStyle(box).backgroundColor;
                  if (!/, 0\\)$/.test(colour)) return colour;
                }
                return 'rgb(255, 255, 255)';
              };
              const faint = [];
              for (const each of document.querySelectorAll('main *')) {
                if (!each.checkVisibility() || ![...each.childNodes].some(child => child.nodeType === 3 && child.data.trim())) continue;
                const style = getComputedStyle(each);
                const colour = each.closest('svg') ? style.fill : style.color;
                const [a, b] = [light(colour), light(behind(each))].sort((x, y) => y - x);
                if ((a + .05) / (b + .05) < 4.5) faint.push(each.outerHTML.slice(0, 120) + ' ' + colour + ' on ' + behind(each));
              }
              return faint;
            })()\
            """);

    assertThat(faint).isEmpty();
    assertThat(browser.value("getComputedStyle(document.body).backgroundColor").asText())
        .isEqualTo(scheme.equals("dark") ? "rgb(22, 24, 28)" : "rgb(255, 255, 255)");
  }

  @Test
  void onPaperDerivationsAreOpenAndThereAreNoButtons() throws Exception {
    browser.look(700, "print", "dark");
    browser.open(sample);

    assertThat(
            browser
                .value(
                    "[...document.querySelectorAll('.derivation ol')].every(each =>"
                        + " each.getBoundingClientRect().height > 50)")
                .asBoolean())
        .isTrue();
    assertThat(
            browser
                .value(
                    "[...document.querySelectorAll('button, nav')].some(each =>"
                        + " each.checkVisibility())")
                .asBoolean())
        .isFalse();
    assertThat(browser.value("getComputedStyle(document.body).color").asText())
        .isEqualTo("rgb(27, 29, 33)");
  }

  @Test
  void formulasCanBeCopiedByKeyboard() throws Exception {
    browser.look(800, "screen", "light");
    browser.open(sample);

    assertThat(browser.value("document.querySelectorAll('.one button').length").asInt())
        .isEqualTo(2 * browser.value("document.querySelectorAll('[data-latex]').length").asInt())
        .isPositive();
    assertThat(
            browser
                .value(
                    """
                    (async () => {
                      const button = document.querySelector('.copy button');
                      button.focus();
                      if (document.activeElement !== button || !button.getAttribute('aria-label')) return 'no focus';
                      button.click();
                      await new Promise(done => setTimeout(done, 300));
                      return document.getElementById('told').textContent;
                    })()\
                    """)
                .asText())
        .isEqualTo("Copied");
    assertThat(browser.mistakes()).isEmpty();
  }

  @Test
  void thePageIsWholeWithoutItsScript() throws Exception {
    browser.look(390, "screen", "light");
    browser.call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    try {
      browser.open(sample);

      assertThat(browser.value("document.querySelectorAll('button').length").asInt()).isZero();
      assertThat(browser.value(SHOWN + ".length").asInt()).isGreaterThan(3);
    } finally {
      browser.call("Emulation.setScriptExecutionDisabled", Map.of("value", false));
    }
  }

  @Test
  void nothingIsFetched() throws Exception {
    browser.open(sample);

    assertThat(browser.events("Network.requestWillBeSent"))
        .allSatisfy(
            each ->
                assertThat(each.get("params").get("request").get("url").asText())
                    .startsWith("file:"))
        .hasSize(1);
  }

  @Test
  void textOfGraphsIsInItsBoxes() throws Exception {
    browser.look(1200, "screen", "light");
    for (Path page : List.of(sample, wide)) {
      browser.open(page);

      assertThat(
              browser.value(
                  """
                  [...document.querySelectorAll('svg .node')].flatMap(node => {
                    const box = node.querySelector('rect').getBoundingClientRect();
                    return [...node.querySelectorAll('text')].filter(text => {
                      const own = text.getBoundingClientRect();
                      return own.left < box.left || own.right > box.right || own.top < box.top - 1 || own.bottom > box.bottom + 1;
                    }).map(text => text.textContent);
                  })\
                  """))
          .isEmpty();
      assertThat(
              browser.value(
                  """
                  (() => {
                    const boxes = [...document.querySelectorAll('svg .node rect, svg .label')].map(each => [each, each.getBoundingClientRect()]);
                    const met = [];
                    boxes.forEach(([one, a], i) => boxes.slice(0, i).forEach(([other, b]) => {
                      if (one.ownerSVGElement === other.ownerSVGElement && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) met.push(one.textContent + ' ' + other.textContent);
                    }));
                    return met;
                  })()\
                  """))
          .isEmpty();
    }
  }
}
