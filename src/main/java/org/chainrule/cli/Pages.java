package org.chainrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.chainrule.answer.Format;
import org.chainrule.answer.Texts;
import org.chainrule.document.Document;
import org.chainrule.document.Element;
import org.chainrule.document.Formula;
import org.chainrule.document.HtmlPage;
import org.chainrule.document.TextPage;
import org.chainrule.print.Printer;

/** Documents in the forms that a command gives them. */
final class Pages {
  private Pages() {}

  /** How formulas are spelled in a format that people read. */
  static Function<Formula, String> spelling(Format format) {
    return switch (format) {
      case TEXT -> Formula::text;
      case UNICODE -> Formula::unicode;
      case LATEX -> Formula::latex;
      case MATHML -> Formula::mathMl;
      case JAVA, NUMPY, MATLAB, TREE, JSON ->
          throw new Failure(
              "answers of questions are text, unicode, latex or mathml, and not " + format.word());
    };
  }

  static List<String> lines(List<Element> elements, Function<Formula, String> spelling) {
    return TextPage.of(new Document("", elements), spelling).lines().toList();
  }

  /** The same without empty lines. */
  static List<String> compact(List<Element> elements, Function<Formula, String> spelling) {
    return lines(elements, spelling).stream().filter(line -> !line.isBlank()).toList();
  }

  static String html(Document document) {
    return HtmlPage.of(document, Printer::mathmlOfAny);
  }

  /** A summary as a sentence. */
  static String sentence(String summary) {
    return summary.substring(0, 1).toUpperCase(Locale.ROOT) + summary.substring(1) + ".";
  }

  static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new Failure(Texts.shown(path.toString()) + " cannot be written: " + e.getMessage());
    }
  }
}
