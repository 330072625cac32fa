package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.answer.Options;
import org.chainrule.answer.PointText;
import org.chainrule.answer.Problem;
import org.chainrule.answer.Texts;
import org.chainrule.document.Document;
import org.chainrule.document.Element;
import org.chainrule.document.Element.Verdict.Outcome;
import org.chainrule.document.Formula;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.InputException;
import org.chainrule.error.ParseException;
import org.chainrule.parse.LatexText;
import org.chainrule.parse.latex.LatexNotation;
import org.chainrule.worksheet.Worksheet.Line;

/** A runner of worksheets: goes through the lines, and makes a document of what it finds. */
public final class WorksheetRunner {
  private static final Pattern DERIVATIVE =
      Pattern.compile("[d∂]\\s*\\p{L}[^=]*/\\s*[d∂]|\\\\[dt]?frac\\s*\\{\\s*(?:\\\\partial|d)\\b");

  private static final Pattern DEFINED =
      Pattern.compile("(\\\\?\\p{L}[\\p{L}\\p{N}]*)[^=<>!]*=(?!=)");

  /** What an assumption begins with, which is no word of LaTeX. */
  private static final String ASSUME = "assume";

  /** Words in a row, as statements do not have them. */
  private static final Pattern PROSE =
      Pattern.compile("(?:^|\\s)\\p{L}{2,}[,.]?\\s+(?:\\p{L}+[,.]?\\s+){2,}");

  /** What does a question's work, in its time, and ends every failure in words. */
  public interface Work {
    <T> T run(Callable<T> work);
  }

  /** What is told of questions as they are begun. */
  public interface Progress {
    void begins(int line, String question);

    /** Takes note of how far long work has come. */
    void tells(String message);
  }

  /**
   * What came of a worksheet.
   *
   * @param outcomes how its checks ended
   * @param isFailed whether there is a mistake in it
   */
  public record Run(Document document, Set<Outcome> outcomes, boolean isFailed) {}

  /**
   * How a worksheet is answered.
   *
   * @param isChecked whether answers are checked by other means
   * @param problem what holds everywhere in it
   * @param values the values of names everywhere in it
   * @param files reads a file that is named in it
   */
  public record Setting(
      Options options,
      boolean isChecked,
      Problem problem,
      Map<String, Object> values,
      UnaryOperator<String> files) {
    public Setting {
      values = Map.copyOf(values);
    }
  }

  private final Setting setting;
  private final Work work;
  private final Progress progress;
  private final Consumer<Element> found;
  private final List<Element> elements = new ArrayList<>();
  private final Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
  private boolean isFailed;
  private Situation situation;

  /** The number of the last line that was stated with those before it. */
  private int stated;

  private final List<String> said = new ArrayList<>();

  /** What of it is in LaTeX, as formulas. */
  private final List<Formula> saidInLatex = new ArrayList<>();

  /** The names that the problem defines, and those that it was meant to, but could not be read. */
  private final Set<String> defined = new HashSet<>();

  private final Set<String> unread = new LinkedHashSet<>();

  /** The notes of the problem that have been told. */
  private final Set<String> told = new HashSet<>();

  private WorksheetRunner(Setting setting, Work work, Progress progress, Consumer<Element> found) {
    this.setting = setting;
    this.work = work;
    this.progress = progress;
    this.found = found;
    situation = fresh();
  }

  private Situation fresh() {
    return new Situation(setting, progress::tells);
  }

  /**
   * The document of a worksheet.
   *
   * @param found is told each part of it when that is done
   */
  public static Run run(
      Worksheet worksheet, Setting setting, Work work, Progress progress, Consumer<Element> found) {
    WorksheetRunner runner = new WorksheetRunner(setting, work, progress, found);
    for (Worksheet.Block block : worksheet.blocks()) {
      if (block instanceof Worksheet.Prose prose) {
        runner.add(new Element.Prose(prose.markdown()));
      } else if (block instanceof Worksheet.Break) {
        runner.add(new Element.Prose("---"));
        runner.situation = runner.fresh();
        runner.told.clear();
        runner.defined.clear();
        runner.unread.clear();
      } else if (block instanceof Worksheet.Mathematics mathematics) {
        runner.lines(mathematics.lines(), mathematics.isLatex());
        runner.endSaid();
      }
    }
    return new Run(
        new Document(worksheet.title(), runner.elements), runner.outcomes, runner.isFailed);
  }

  /** The answer to one question, which is not shown again. */
  public static Run ask(
      QuestionKind kind, String text, Setting setting, Work work, Progress progress) {
    WorksheetRunner runner = new WorksheetRunner(setting, work, progress, each -> {});
    progress.begins(1, kind.words() + " " + text);
    Reply reply = new Reply(runner.told);
    work.run(
        () -> {
          kind.answer(
              QuestionReader.read(kind, text, setting.problem().isLatex()),
              runner.situation,
              reply);
          return true;
        });
    return new Run(new Document("", reply.elements()), reply.outcomes(), reply.isFailed());
  }

  private void add(Element element) {
    elements.add(element);
    found.accept(element);
  }

  private void lines(List<Line> lines, boolean isLatex) {
    int next = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (i >= next) {
        next = i + 1;
        while (next < lines.size() && isStatement(lines.get(next), isLatex)) {
          next++;
        }
        if (next > i + 1 && isStatement(lines.get(i), isLatex)) {
          stateAtOnce(lines.subList(i, next), isLatex);
        }
      }
      line(lines.get(i), isLatex);
    }
  }

  private static boolean isStatement(Line line, boolean isLatex) {
    String text = QuestionReader.withoutComment(line.text(), isLatex);
    return !text.isEmpty()
        && !QuestionReader.isOwnLine(text)
        && !(isLatex && QuestionReader.startsWith(text, ASSUME));
  }

  /**
   * States lines that follow each other, as one after the other would read the problem anew for
   * each. Where that fails, it is found one by one which of them cannot be read.
   */
  private void stateAtOnce(List<Line> lines, boolean isLatex) {
    try {
      state(lines, isLatex);
      stated = lines.get(lines.size() - 1).number();
    } catch (ChainruleException oneOfThem) {
      // Each is told where it stands.
    }
  }

  private void state(List<Line> lines, boolean isLatex) {
    List<String> texts =
        lines.stream().map(Line::text).map(text -> isLatex ? LatexText.of(text) : text).toList();
    work.run(
        () -> {
          situation.state(texts);
          return true;
        });
  }

  private void line(Line line, boolean isLatex) {
    String text = QuestionReader.withoutComment(line.text(), isLatex);
    if (text.isEmpty()) {
      return;
    }
    try {
      Optional<Asked> asked = QuestionReader.read(text, isLatex);
      if (asked.isPresent()) {
        endSaid();
        answer(line, text, asked.get());
      } else if (QuestionReader.startsWith(text, QuestionReader.GIVEN)) {
        String values = text.substring(QuestionReader.GIVEN.length()).strip();
        give(values, isLatex);
        say(line, values, isLatex);
      } else if (isLatex && QuestionReader.startsWith(text, ASSUME)) {
        String condition = text.substring(ASSUME.length()).strip();
        work.run(
            () -> {
              situation.assume(LatexText.of(condition));
              return true;
            });
        say(line, condition, isLatex);
      } else if (QuestionReader.startsWith(text, DataLines.DATA)) {
        work.run(
            () -> {
              situation.setData(
                  DataLines.data(text.substring(DataLines.DATA.length()).strip(), situation));
              return true;
            });
        said.add(line.text());
      } else if (QuestionReader.startsWith(text, DataLines.DRAW)) {
        work.run(
            () -> {
              situation.give(
                  DataLines.draw(text.substring(DataLines.DRAW.length()).strip(), situation));
              return true;
            });
        said.add(line.text());
      } else {
        if (line.number() > stated) {
          state(List.of(line), isLatex);
        }
        say(line, text, isLatex);
        defined(text).ifPresent(defined::add);
        unread.removeAll(defined);
      }
    } catch (ChainruleException failure) {
      endSaid();
      add(failed(withMeaning(failure, text), text));
      isFailed = true;
      defined(text).filter(name -> !defined.contains(name)).ifPresent(unread::add);
    }
  }

  /** The name that a line defines, or was meant to, without its subscripts. */
  private static Optional<String> defined(String text) {
    Matcher matcher = DEFINED.matcher(text);
    return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Refuses what goes back to a definition that is not there. */
  private void checkDefined(String text) {
    for (String name : unread) {
      if (Pattern.compile("(?<![\\p{L}\\p{N}])d?" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])")
          .matcher(text)
          .find()) {
        throw new InputException("the definition of `" + name + "` above could not be read");
      }
    }
  }

  private void give(String text, boolean isLatex) {
    List<String> values = new ArrayList<>();
    for (String binding : Texts.split(text, ',')) {
      if (DERIVATIVE.matcher(binding).lookingAt()) {
        work.run(
            () -> {
              situation.giveDerivative(isLatex ? LatexText.of(binding) : binding);
              return true;
            });
      } else {
        values.add(binding);
      }
    }
    if (!values.isEmpty()) {
      situation.give(values(String.join(",", values), QuestionReader.GIVEN, isLatex));
    }
  }

  private static ChainruleException withMeaning(ChainruleException failure, String text) {
    return QuestionReader.meant(text)
        .<ChainruleException>map(
            word ->
                new InputException(
                    "this is no statement and no question; did you mean " + word + "?"))
        .orElseGet(
            () ->
                failure instanceof ParseException
                        && !QuestionReader.isOwnLine(text)
                        && PROSE.matcher(text).find()
                    ? new InputException(
                        "this is no statement and no question; prose stands behind `# `, or"
                            + " mathematics between lines of three backticks")
                    : failure);
  }

  private void answer(Line line, String text, Asked asked) {
    progress.begins(line.number(), text);
    Reply reply = new Reply(told);
    Situation there = situation;
    try {
      checkDefined(text);
      work.run(
          () -> {
            Situation at =
                asked.has("at")
                    ? there.at(values(asked.clause("at"), "at", asked.isLatex()))
                    : there;
            asked.kind().answer(asked, at, reply);
            return true;
          });
    } catch (ChainruleException failure) {
      reply.add(failed(failure, text));
      isFailed = true;
    }
    outcomes.addAll(reply.outcomes());
    isFailed |= reply.isFailed();
    add(new Element.Answered(text, line.number(), reply.elements()));
  }

  private void say(Line line, String formula, boolean isLatex) {
    said.add(line.text());
    if (isLatex) {
      Formulas.written(formula).ifPresent(saidInLatex::add);
    }
  }

  private void endSaid() {
    if (!said.isEmpty()) {
      boolean isRead = saidInLatex.size() == said.size();
      add(new Element.Given(said, isRead ? saidInLatex : List.of()));
      said.clear();
      saidInLatex.clear();
    }
  }

  private static Element failed(ChainruleException failure, String text) {
    return failure instanceof ParseException parse
        ? new Element.Failed(String.valueOf(parse.getMessage()), parse.sourceLine(), parse.column())
        : new Element.Failed(String.valueOf(failure.getMessage()), text, 0);
  }

  /** Values as they are written: {@code a = 3, [w_1, w_2] = [0.1, 0.2], x = [1, 2]}. */
  static Map<String, Object> values(String text, String word, boolean isLatex) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String binding : Texts.split(text, ',')) {
      List<String> sides = Texts.split(binding, '=');
      if (sides.size() == 2 && sides.get(0).startsWith("[") && sides.get(0).endsWith("]")) {
        List<String> names = inside(sides.get(0));
        List<String> numbers = inside(sides.get(1));
        if (names.size() != numbers.size()) {
          throw new InputException(names.size() + " names and " + numbers.size() + " values");
        }
        for (int i = 0; i < names.size(); i++) {
          put(values, PointText.read(names.get(i) + "=" + numbers.get(i), word), isLatex);
        }
      } else {
        put(values, PointText.read(binding, word), isLatex);
      }
    }
    return values;
  }

  private static List<String> inside(String list) {
    return Texts.split(list.substring(1, list.length() - 1), ',');
  }

  private static void put(Map<String, Object> values, Map<String, Object> more, boolean isLatex) {
    more.forEach(
        (name, value) -> {
          String plain = isLatex ? LatexNotation.plainName(name) : name;
          if (values.put(plain, value) != null) {
            throw new InputException("`" + name + "` has two values");
          }
        });
  }
}
