package org.chainrule.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All writers show all kinds of elements, and let no text be more than text. */
class WritersTest {
  private static final Map<String, Function<Document, String>> WRITERS = new LinkedHashMap<>();

  static {
    WRITERS.put("text", document -> TextPage.of(document, Formula::unicode));
    WRITERS.put("Markdown", MarkdownPage::of);
    WRITERS.put("LaTeX", LatexPage::of);
    WRITERS.put("HTML", WritersTest::html);
  }

  private static final Set<String> IN_HTML =
      Set.of(
          "html head meta title style body main script h1 h2 h3 h4 h5 h6 nav details summary ol ul li a p div span section pre code math mtext mo wbr table caption thead tbody tr th td figure figcaption svg desc g path text circle rect em strong blockquote br hr"
              .split(" "));

  private static String html(Document document) {
    return HtmlPage.of(document, latex -> Optional.empty());
  }

  static Stream<Class<?>> kinds() {
    return Stream.of(Element.class.getPermittedSubclasses());
  }

  @Test
  void thereIsAnElementOfEachKind() {
    assertThat(Kinds.ALL.keySet()).containsExactlyInAnyOrderElementsOf(kinds().toList());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyWriterShowsIt(Class<?> kind) {
    Document document = new Document("", List.of(element(kind, "marker")));

    WRITERS.forEach(
        (name, writer) -> assertThat(writer.apply(document)).as(name).contains("marker"));
  }

  private static Element element(Class<?> kind, String text) {
    return Kinds.ALL.get(kind).apply(text);
  }

  private static Document whole(String text) {
    List<Element> elements = new ArrayList<>();
    Kinds.ALL.values().forEach(each -> elements.add(each.apply(text)));
    return new Document(text, elements);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</script><script>alert(1)</script>",
        "</style><img src=x onerror=alert(1)>",
        "\"><b onclick='x'>",
        "' onmouseover='x",
        "]]>",
        "<!-- --><![CDATA[",
        "[a](javascript:alert(1)) [b](<JaVaScRiPt:x>) [c](data:text/html,x)"
            + " ![d](https://x.org/y.png)",
        "[a](vbscript:x \"t\") <javascript:x> <https://ok.org>",
        "a\u202Eb\u2066c\u0000d\u001B[31m\uFFFE",
        "```\n</code>\n````",
        "# A\n\n<div onclick=\"x\">\n\n<iframe src=\"//x\"></iframe>",
        "a | b\n--|--\n<i>c</i> | `|`",
        "$\\input{/etc/passwd}$ $$\\write18{x}$$ $</math><script>$",
        "\\end{document}\\input{x}",
        "%HASH %NAME %STYLE ${x}",
        "- a\n  - b\n    - c\n      - d\n        - e\n          - f",
        "> > > > > > > > x",
        "[x]: javascript:alert(1)\n\n[x]",
      })
  void hostileTextIsText(String text) {
    String page = html(whole(text));
    org.w3c.dom.Element root = PageXml.root(page);

    Set<String> ids = new HashSet<>();
    for (org.w3c.dom.Element each : PageXml.all(root, "*")) {
      assertThat(IN_HTML).contains(each.getTagName());
      for (int i = 0; i < each.getAttributes().getLength(); i++) {
        String name = each.getAttributes().item(i).getNodeName();
        String value = each.getAttributes().item(i).getNodeValue();
        assertThat(name).doesNotStartWith("on").doesNotContain("src");
        if (name.equals("id")) {
          assertThat(ids.add(value)).as(value).isTrue();
        }
        if (name.equals("href")) {
          assertThat(value).matches("(https?:|mailto:|#).*");
        }
      }
    }
    assertThat(PageXml.all(root, "script")).hasSize(1);
    for (String each : List.of("aria-labelledby")) {
      for (org.w3c.dom.Element named : PageXml.all(root, "*")) {
        for (String id : named.getAttribute(each).split(" ")) {
          assertThat(id.isEmpty() || ids.contains(id)).as(id).isTrue();
        }
      }
    }
    WRITERS.forEach(
        (name, writer) ->
            assertThat(writer.apply(whole(text)))
                .as(name)
                .doesNotContainPattern("[\\x00-\\x08\\x0B-\\x1F\u202A-\u202E\u2066-\u2069]"));
  }

  @Test
  void noCommandOfUsersReachesLatex() {
    String page = LatexPage.of(whole("$\\input{x}$ \\input{x} $$\\write18{y}$$ $a_1$"));

    assertThat(page.replaceAll("(?s)^.*\\\\begin\\{document\\}", ""))
        .doesNotContainPattern("\\\\(input|write)\\b")
        .contains("$a_1$");
  }

  @Test
  void markdownOfUsersIsNoHtml() {
    String page =
        MarkdownPage.of(
            new Document(
                "",
                List.of(
                    new Element.Prose("<script>x</script>\n\na <b>c</b> 5$ [d](javascript:e)"))));

    assertThat(page).doesNotContainPattern(Pattern.compile("(?<!\\\\)<")).doesNotContain("script:");
    assertThat(page).contains("5\\$");
  }

  @Test
  void theSameBytesTwice() {
    WRITERS.forEach(
        (name, writer) ->
            assertThat(writer.apply(SampleDocument.whole()))
                .as(name)
                .isEqualTo(writer.apply(SampleDocument.whole())));
  }

  @Test
  void headingsLeaveOutNoLevel() {
    Document document =
        new Document(
            "T",
            List.of(
                new Element.Prose("### A\n\n# B\n\n#### C"),
                element(Element.Answered.class, "q"),
                new Element.Prose("## D\n\n## A")));

    List<String> headings =
        PageXml.all(PageXml.root(html(document)), "*").stream()
            .filter(each -> each.getTagName().matches("h\\d"))
            .map(
                each ->
                    each.getTagName() + " " + each.getTextContent() + " " + each.getAttribute("id"))
            .toList();

    assertThat(headings)
        .containsExactly(
            "h1 T ", "h2 A s-a", "h2 B s-b", "h3 C s-c", "h4 q q1", "h3 D s-d", "h3 A s-a-2");
  }

  @Test
  void aTitleIsSaidOnce() {
    Document document = new Document("", List.of(new Element.Prose("# A title\n\nWords.")));

    WRITERS.forEach(
        (name, writer) -> {
          String page = writer.apply(document).replaceAll("<title>.*", "");
          assertThat(page.split("A title", -1)).as(name).hasSize(2);
        });
  }

  @Test
  void nothingIsFetched() {
    String page = html(SampleDocument.whole());

    assertThat(page).doesNotContain(" src=").doesNotContain("url(").doesNotContain("@import");
    assertThat(page).contains("default-src 'none'");
  }
}
