package org.chainrule.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import picocli.CommandLine.Option;

/** The options of all commands that answer a question. */
final class CommonOptions {

  @Option(
      names = "--define",
      paramLabel = "STATEMENT",
      description = {
        "A definition or declaration, such as 'x_5 = sigma(x_1)' or 'i in 1..n'; repeatable."
      })
  private List<String> defines = new ArrayList<>();

  @Option(
      names = "--assume",
      paramLabel = "CONDITION",
      description = "What may be used, such as 'x > 0' or 'sum_k t_k = 1'; repeatable.")
  private List<String> assumptions = new ArrayList<>();

  @Option(
      names = "--in",
      paramLabel = "FILE",
      description = "A file of definitions, declarations and assumptions, a line each; repeatable.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORM",
      converter = EnumOption.OfFormat.class,
      description = {
        "How to print: text (unless set), unicode, latex, mathml, java, numpy, matlab, tree, json."
      })
  private Format format = Format.TEXT;

  @Option(
      names = "--at-kinks",
      paramLabel = "SIDE",
      converter = EnumOption.OfAtKinks.class,
      description = "The derivative exactly at a kink: error (unless set), left, right, mean.")
  private AtKinks atKinks = AtKinks.ERROR;

  @Option(
      names = "--in-terms-of",
      paramLabel = "NAMES",
      split = ",",
      description = "The defined names to give the answer in, such as y,z; the others written out.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--expand", description = "Give the answer with all definitions written out.")
  private boolean expanded;

  @Option(names = "--no-check", description = "Do not check the derivative by other means.")
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
      description = "The time that an answer may take (60 unless set), such as 5, 0.5 or 500ms.")
  private Duration timeout = Duration.ofSeconds(60);

  @Option(names = "--latex", description = "All texts, and the names of points, are LaTeX.")
  private boolean latexInput;

  /** The definitions and assumptions given, the files' first. */
  Problem problem() {
    List<String> statements = new ArrayList<>();
    files.forEach(file -> statements.add(TextFile.read(file)));
    statements.addAll(defines);
    return new Problem(statements, assumptions, latexInput);
  }

  /** How to answer. */
  Options options() {
    Set<String> chosen = expanded || !names.isEmpty() ? Set.copyOf(names) : null;
    return new Options(format, atKinks, seed, timeout, chosen);
  }

  /** Whether a derivative is checked. */
  boolean isChecked() {
    return !unchecked;
  }

  /** Whether nothing is said of what is printed or checked beside a value. */
  boolean isForValueAlone() {
    return atKinks == AtKinks.ERROR && !expanded && names.isEmpty() && !unchecked && seed == 1;
  }
}
