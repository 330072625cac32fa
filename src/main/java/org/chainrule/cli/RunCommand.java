package org.chainrule.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.answer.Texts;
import org.chainrule.document.Document;
import org.chainrule.document.Element;
import org.chainrule.document.Formula;
import org.chainrule.document.LatexPage;
import org.chainrule.document.MarkdownPage;
import org.chainrule.explain.Detail;
import org.chainrule.worksheet.Worksheet;
import org.chainrule.worksheet.WorksheetReader;
import org.chainrule.worksheet.WorksheetRunner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A worksheet, answered in order. */
@Command(
    name = "run",
    description = {
      "A worksheet: a file of definitions, values and questions among prose, answered in order.",
      "Without an output named the answers go to standard output, as text."
    },
    footer = {"", "  chainrule run docs/worked/network-n.md --html network-n.html"})
final class RunCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "FILE", description = "The worksheet; - is standard input.")
  private String file = "";

  @Option(
      names = "--html",
      paramLabel = "OUT",
      description = "Write a page that needs nothing else, with steps that fold.")
  private @Nullable String html;

  @Option(names = "--markdown", paramLabel = "OUT", description = "Write Markdown.")
  private @Nullable String markdown;

  @Option(names = "--latex", paramLabel = "OUT", description = "Write a document in LaTeX.")
  private @Nullable String latex;

  @Option(
      names = "--pdf",
      paramLabel = "OUT",
      description = "Write PDF, where lualatex, xelatex or pdflatex is installed.")
  private @Nullable String pdf;

  @Option(
      names = "--syntax",
      paramLabel = "NOTATION",
      description = "What formulas are in where no fence says it: plain (unless set), latex.")
  private String syntax = "plain";

  @Option(
      names = "--detail",
      paramLabel = "LEVEL",
      converter = EnumOption.OfDetail.class,
      description = "How much is told of steps: answer, lecture (unless set, in files), rules.")
  private @Nullable Detail detail;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      converter = EnumOption.OfFormat.class,
      description = "How formulas are printed as text: text (unless set), unicode, latex.")
  private Format format = Format.TEXT;

  @Option(names = "--no-check", description = "Do not check answers by other means.")
  private boolean unchecked;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Where the choice of points to check at starts (1 unless set).")
  private long seed = 1;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      converter = Seconds.class,
      description = "The time that each question may take (60 unless set).")
  private Duration timeout = Duration.ofSeconds(60);

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean helpAsked;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (!Set.of("plain", "latex").contains(syntax)) {
      throw new Failure("'" + Texts.shown(syntax) + "' is no notation: plain, latex");
    }
    Map<Path, Page> outputs = outputs();
    Worksheet worksheet =
        WorksheetReader.read(
            file.equals("-") ? TextFile.read(console.input()) : TextFile.read(file),
            syntax.equals("latex"));
    Detail told = detail == null && !outputs.isEmpty() ? Detail.LECTURE : detail;
    Options options = new Options(Format.TEXT, AtKinks.ERROR, seed, timeout).explaining(told);
    WorksheetRunner.Setting setting =
        new WorksheetRunner.Setting(
            options,
            !unchecked,
            new Problem(List.of(), List.of(), syntax.equals("latex")),
            Map.of(),
            name -> TextFile.read(beside(name)));
    Function<Formula, String> spelling = Pages.spelling(format);
    QuestionWork work = new QuestionWork(console, timeout);
    WorksheetRunner.Run run =
        WorksheetRunner.run(
            worksheet, setting, work, work, outputs.isEmpty() ? printer(spelling) : element -> {});
    Document document = run.document();
    outputs.forEach((path, page) -> page.write(document, path));
    return ExitCode.of(run);
  }

  /** Prints each part of a document when it is there, an empty line before all but the first. */
  private Consumer<Element> printer(Function<Formula, String> spelling) {
    boolean[] isBegun = {false};
    return element -> {
      if (isBegun[0]) {
        console.results().line("");
      }
      isBegun[0] = true;
      console.results().lines(Pages.lines(List.of(element), spelling));
    };
  }

  /** A file that is named in the worksheet, from the place where that is. */
  private String beside(String name) {
    Path folder = Path.of(file).toAbsolutePath().getParent();
    return folder == null ? name : folder.resolve(name).toString();
  }

  /** A form in which a document is written. */
  private interface Page {
    void write(Document document, Path path);
  }

  private Map<Path, Page> outputs() {
    Map<Path, Page> outputs = new LinkedHashMap<>();
    put(outputs, html, (document, path) -> Pages.write(path, Pages.html(document)));
    put(outputs, markdown, (document, path) -> Pages.write(path, MarkdownPage.of(document)));
    put(outputs, latex, (document, path) -> Pages.write(path, LatexPage.of(document)));
    PdfWriter writer =
        new PdfWriter(Objects.requireNonNullElse(System.getenv("PATH"), ""), timeout);
    put(outputs, pdf, (document, path) -> writer.write(LatexPage.of(document), path));
    return outputs;
  }

  private static void put(Map<Path, Page> outputs, @Nullable String name, Page page) {
    if (name != null && outputs.put(Path.of(name), page) != null) {
      throw new Failure("two outputs go to " + Texts.shown(name));
    }
  }
}
