package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.PointText;
import org.chainrule.answer.Problem;
import org.chainrule.error.Budget;
import org.chainrule.error.Limit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir Path folder;

  private final FakeEngine engine = new FakeEngine();

  private Run run(String... arguments) {
    return Run.of(engine, arguments);
  }

  private void refuses(String message, String... arguments) {
    Run run = run(arguments);
    assertThat(run.errors()).startsWith("chainrule: ").contains(message);
    assertThat(run.errors()).doesNotContain("\tat ", "Exception");
    assertThat(run.output()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void aFileIsRefusedThatIsLargerThanTheBudgetAllows() throws IOException {
    Path file = Files.writeString(folder.resolve("problem"), "assume x > 0 and y > 0");

    Budget.standard()
        .with(Limit.INPUT_BYTES, 10)
        .run(
            () -> {
              refuses("is larger than 10 bytes", "parse", "x", "--in", file.toString());
              return true;
            });
    assertThat(run("parse", "x", "--in", file.toString()).exitCode()).isZero();
  }

  @Test
  void diffTellsTheAnswerThenTheRest() {
    assertThat(run("diff", "x^2", "x", "--at", "x=1.50,y=1"))
        .isEqualTo(
            new Run(
                0,
                """
                D[x^2; x; 1]
                value: 2.5
                condition: x > 0
                note: read as written
                check: PROBABLE: 20 points
                """,
                ""));
  }

  @Test
  void diffBySeveralIsAGradient() {
    assertThat(run("diff", "x*y", "x", "w_{1,2}", "--at", "x=2"))
        .isEqualTo(
            new Run(
                0,
                """
                x: D[x*y; x; 1]
                w_{1,2}: D[x*y; w_{1,2}; 1]
                value for x: 2
                value for w_{1,2}: 2
                condition: x > 0
                note: read as written
                check: PROBABLE: 20 points
                """,
                ""));
  }

  @Test
  void diffByOneAfterAnotherAndOftener() {
    assertThat(run("diff", "f", "x,w_{1,2}").output()).startsWith("D[f; x,w_{1,2}; 1]\n");
    assertThat(run("diff", "f", "x", "--order", "2").output()).startsWith("D[f; x; 2]\n");
    assertThat(run("diff", "f", "x", "y", "--order=2").output())
        .startsWith("x: D[f; x; 2]\ny: D[f; y; 2]\n");
    assertThat(run("diff", "f", "x", "x,y").output())
        .startsWith("x: D[f; x; 1]\nx,y: D[f; x,y; 1]\n");
    refuses("an order goes with one variable", "diff", "f", "x,y", "--order", "2");
    refuses("1 or more", "diff", "f", "x", "--order", "0");
    refuses("--order", "diff", "f", "x", "--order", "many");
    refuses("not a variable", "diff", "f", "x,,y");
    refuses("brackets", "diff", "f", "w_{1,2");
  }

  @Test
  void expressionsMayBeginWithAMinus() {
    assertThat(run("diff", "-x^2", "x").output()).startsWith("D[-x^2; x; 1]\n");
    assertThat(run("diff", "-h", "h").output()).startsWith("D[-h; h; 1]\n");
    assertThat(run("diff", "--no-check", "--", "--x", "x").output()).startsWith("D[--x; x; 1]\n");
    assertThat(run("eval", "-x", "--at", "-x=-2").errors()).contains("undefined at {-x=-2}");
    assertThat(run("check", "-x", "x", "-1").output()).startsWith("PROBABLE");
    assertThat(run("parse", "-1").output()).startsWith("-1\n");
    assertThat(run("parse", "@file").output()).startsWith("@file\n");
    assertThat(run("parse", "").output()).startsWith("\n");
    assertThat(run("diff", "x", "x", "--seed", "-5").exitCode()).isZero();
    assertThat(engine.options.get(engine.options.size() - 1).seed()).isEqualTo(-5);
  }

  @Test
  void optionsReachTheEngine() throws IOException {
    Path file = Files.writeString(folder.resolve("é.txt"), "\uFEFF# one\na = 1\nassume a > 0\n");
    run(
        "diff",
        "x",
        "x",
        "--define",
        "b = 2",
        "--define=c = 3",
        "--assume",
        "x > 0",
        "--assume",
        "y > 0",
        "--in",
        file.toString(),
        "--at-kinks",
        "mean",
        "--format",
        "latex",
        "--no-check",
        "--seed",
        "7",
        "--timeout",
        "1.5");

    assertThat(engine.problems)
        .containsExactly(
            new Problem(
                List.of("# one\na = 1\nassume a > 0\n", "b = 2", "c = 3"),
                List.of("x > 0", "y > 0")));
    assertThat(engine.options)
        .containsExactly(new Options(Format.LATEX, AtKinks.MEAN, 7, Duration.ofMillis(1500)));
  }

  @Test
  void optionsHaveDefaults() {
    run("diff", "x", "x");
    assertThat(engine.problems).containsOnly(new Problem(List.of(), List.of()));
    Options defaults = new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(60));
    assertThat(engine.options).containsExactly(defaults);
  }

  @Test
  void derivativeIsAnsweredBeforeItIsChecked() {
    Run late = run("diff", "slow check", "x", "--timeout", "100ms");
    assertThat(late.exitCode()).isEqualTo(2);
    assertThat(late.output()).startsWith("D[slow check; x; 1]\n").doesNotContain("check: ");
    assertThat(late.errors()).startsWith("chainrule: no answer within 0.1 s");
    assertThat(run("diff", "slow check", "x", "--no-check").exitCode()).isZero();
    assertThat(engine.checkTimes).hasSize(1);
  }

  @Test
  void checksShareTheTimeThatIsLeft() {
    run("diff", "f", "x", "y", "z", "--timeout", "4000s");
    assertThat(engine.options).hasSize(1);
    assertThat(engine.checkTimes)
        .extracting(time -> (time.toSeconds() + 60) / 100)
        .containsExactly(10L, 13L, 20L);
    assertThat(engine.checkTimes).allMatch(time -> time.toSeconds() < 2_000);
  }

  @Test
  void refusesFilesThatCannotBeRead() throws IOException {
    Path latin = Files.write(folder.resolve("latin"), new byte[] {'a', (byte) 0xE9});
    refuses("there is no file", "parse", "x", "--in", folder.resolve("missing").toString());
    refuses("there is no file", "parse", "x", "--in", "\0");
    refuses("is a directory", "parse", "x", "--in", folder.toString());
    refuses("is not UTF-8", "parse", "x", "--in", latin.toString());
  }

  @Test
  void evalPrintsTheNumberAlone() {
    assertThat(run("eval", "x", "--at", "x=0.1")).isEqualTo(new Run(0, "0.1\nnote: a note\n", ""));
    assertThat(run("eval", "x").output()).startsWith("0\n");
    assertThat(run("eval", "x", "--at", "x=10").exitCode()).isEqualTo(2);
    assertThat(run("eval", "x", "--at", "x=10").errors())
        .isEqualTo("chainrule: the value is not a finite number\n");
  }

  @ParameterizedTest
  @CsvSource({
    "PROVED, 0, PROVED",
    "PROBABLE, 0, PROBABLE",
    "REFUTED, 1, REFUTED at x=2",
    "UNDECIDED, 3, UNDECIDED"
  })
  void verdictsDecideTheExitCode(String verdict, int exitCode, String sentence) {
    assertThat(run("check", "f", "x", verdict))
        .isEqualTo(
            new Run(exitCode, sentence + "\nderivative: D[f; x; 1]\ncondition: x > 0\n", ""));
    Run diff = run("diff", verdict, "x");
    assertThat(diff.exitCode()).isEqualTo(exitCode);
    assertThat(diff.output()).endsWith("check: " + sentence + "\n");
    assertThat(run("diff", verdict, "x", "--no-check").exitCode()).isZero();
  }

  @Test
  void aMissingValueIsUnusableUnlessTheDerivativeIsRefuted() {
    Run missing = run("diff", "UNDECIDED", "x", "--at", "x=-1");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.output()).startsWith("D[UNDECIDED; x; 1]\ncondition");
    assertThat(missing.errors()).isEqualTo("chainrule: no value at x=-1: undefined at {x=-1}\n");
    assertThat(run("diff", "REFUTED", "x", "--at", "x=-1").exitCode()).isEqualTo(1);
  }

  @Test
  void parseExplainsWhereAsked() {
    assertThat(run("parse", "x")).isEqualTo(new Run(0, "x\nnote: a note\n", ""));
    assertThat(run("parse", "x", "--explain").output()).isEqualTo("x\nnote: a note\nx: a symbol\n");
  }

  @Test
  void failuresAreWords() {
    Run parse = run("diff", "bad(", "x");
    assertThat(parse.exitCode()).isEqualTo(2);
    assertThat(parse.errors())
        .startsWith("chainrule: line 2, column 9")
        .contains("\n  x = 1 + )\n");
    assertThat(parse.errors()).endsWith("\n          ^\n");
    assertThat(run("diff", "domain", "x"))
        .isEqualTo(new Run(2, "", "chainrule: outside the domain\n"));
    assertThat(run("eval", "memory"))
        .isEqualTo(new Run(2, "", "chainrule: this needs more memory than there is\n"));
    assertThat(run("eval", "stack"))
        .isEqualTo(new Run(2, "", "chainrule: this is nested too deeply\n"));
    assertThat(run("eval", "bug").errors())
        .matches("chainrule: an internal error, please report it: unforeseen \\(.*:\\d+\\)\n");
    refuses("no answer within 0.05 s", "eval", "sleep", "--timeout", "50ms");
    refuses("no answer within 0.05 s", "eval", "deaf", "--timeout", "0.05");
  }

  @Test
  void interruptionEndsTheWork() {
    Thread.currentThread().interrupt();
    Run run = run("eval", "sleep");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(run).isEqualTo(new Run(2, "", "chainrule: interrupted\n"));
  }

  @Test
  void stepsAreForReaders() {
    refuses("--detail goes with --steps", "diff", "x", "x", "--detail", "rules");
    refuses(
        "--steps is for --format text, unicode, latex, mathml",
        "diff",
        "x",
        "x",
        "--steps",
        "--format",
        "java");
    refuses(
        "expected one of answer, lecture, rules", "diff", "x", "x", "--steps", "--detail", "all");
    assertThat(engine.problems).isEmpty();
  }

  @Test
  void whatIsMissingIsTold() {
    refuses("there is no file sheet.txt", "run", "sheet.txt");
    refuses("FILE", "run");
    refuses("./chainrule shell", "shell");
    assertThat(engine.problems).isEmpty();
  }

  @Test
  void typosGetASuggestion() {
    refuses("did you mean diff", "dif", "x", "x");
    refuses("did you mean --format", "diff", "x", "x", "--formt", "latex");
    refuses("did you mean --define", "eval", "x", "--defin=a=1");
    refuses("see: chainrule help diff", "diff", "x");
    refuses("VAR", "diff", "x");
    refuses("EXPR", "eval");
    refuses("text, unicode, latex", "diff", "x", "x", "--format", "LATEX!");
    refuses("error, left, right, mean", "diff", "x", "x", "--at-kinks", "up");
    refuses("--no-check", "check", "x", "x", "1", "--no-check");
    refuses("--at takes", "check", "x", "x", "1", "--at", "x");
    refuses("--format", "diff", "x", "x", "--format", "text", "--format", "latex");
    refuses("--at", "eval", "x", "--at");
    refuses("Unknown option: '--nonsense'", "--nonsense");
    refuses("a command is missing");
    refuses("2", "eval", "x", "2");
  }

  @Test
  void optionsThatWouldDoNothingAreRefusedWithTheReason() {
    refuses("--seed does nothing for parse: nothing is checked", "parse", "x", "--seed", "2");
    refuses("--no-check does nothing for parse", "parse", "x", "--no-check");
    refuses("--at-kinks does nothing for parse", "parse", "x", "--at-kinks=left");
    refuses("--expand does nothing for eval: the answer is a number", "eval", "1", "--expand");
    refuses("--in-terms-of does nothing for eval", "eval", "1", "--in-terms-of", "y");
    refuses("--format does nothing for eval", "eval", "1", "--format", "latex");
    refuses("--seed does nothing for eval", "eval", "1", "--seed=3");
    refuses("--at-kinks does nothing for check", "check", "x", "x", "1", "--at-kinks", "left");
    refuses("--expand", "diff", "x", "x", "--java-class", "A", "--expand");
    refuses("--at-kinks", "diff", "x", "x", "--java-class", "A", "--at-kinks", "left");
    assertThat(run("help", "eval").output()).doesNotContain("--seed", "--format", "--expand");
    assertThat(run("help", "parse").output()).contains("--format", "--expand");
    assertThat(engine.problems).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1e3", "100000", "1d", ""})
  void refusesTimesThatAreNone(String time) {
    refuses("--timeout", "eval", "x", "--timeout", time);
  }

  @Test
  void helpAndVersionGoToStandardOutput() {
    Run help = run("--help");
    assertThat(help.exitCode()).isZero();
    assertThat(help.output())
        .contains("diff", "eval", "check", "parse", "run", "batch", "shell", "help");
    assertThat(run("help")).isEqualTo(help);
    assertThat(run("-h")).isEqualTo(help);
    assertThat(run("help", "diff").output()).contains("--order", "EXPR", "VAR").doesNotContain("@");
    assertThat(run("diff", "--help")).isEqualTo(run("help", "diff"));
    assertThat(run("help", "dif").exitCode()).isEqualTo(2);
    assertThat(run("--version").output()).startsWith("chainrule ").hasLineCount(1);
    assertThat(run("-V")).isEqualTo(run("--version"));
  }

  @Test
  void resultsAreUtf8() {
    assertThat(run("parse", "σ(x̂)²").output()).startsWith("σ(x̂)²\n");
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoError() {
    assertThat(failingWith("Broken pipe")).isEqualTo(new Run(0, "", ""));
    assertThat(failingWith("No space left on device"))
        .isEqualTo(
            new Run(
                2, "", "chainrule: the answer could not be written: No space left on device\n"));
  }

  private Run failingWith(String message) {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException(message);
          }
        };
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code =
        Main.run(
            new String[] {"parse", "x"},
            new ByteArrayInputStream(new byte[0]),
            closed,
            errors,
            engine);
    return new Run(code, "", errors.toString(StandardCharsets.UTF_8));
  }

  @Test
  void pointsAreRefusedThatNameNoValue() {
    refuses("'x' is not a name, = and a value", "eval", "x", "--at", "x");
    refuses("is not a name, = and a value", "eval", "x", "--at", "");
    refuses("is not a name, = and a value", "eval", "x", "--at", "x=1,");
    refuses("twice", "eval", "x", "--at", "x=1,x=2");
    refuses("brackets", "eval", "x", "--at", "x=[1,2");
    refuses("brackets", "eval", "x", "--at", "x=1]");
    for (String number : List.of("5.", "1_000", "0x10", "NaN", "inf", "1e99999", "--1", "[1]2")) {
      refuses(
          number.equals("1e99999") ? "out of range" : "not a number",
          "eval",
          "x",
          "--at",
          "x=" + number);
    }
    refuses("nested", "eval", "x", "--at", "x=" + "[".repeat(50) + "]".repeat(50));
  }

  @Test
  void namesAreWrittenOutWhereverThatIsAsked() {
    assertThat(writtenOut("--expand", "parse", "L + z").output()).startsWith("w^2*x^2 + w*x\n");
    assertThat(writtenOut("--in-terms-of=z", "parse", "L").output()).startsWith("z^2\n");
    assertThat(writtenOut("--expand", "check", "L", "w", "2*z*x").output())
        .contains("derivative: 2*w*x^2\n");
    assertThat(writtenOut("--expand", "diff", "L", "w", "x").output())
        .startsWith("w: 2*w*x^2\nx: 2*w^2*x\n");
  }

  private static CommandLineRun writtenOut(String option, String... question) {
    List<String> arguments = new ArrayList<>(List.of(question));
    arguments.addAll(List.of("--define", "z = w*x", "--define", "L = z^2", option));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void pointsTakeFractionsAndConstants() {
    assertThat(CommandLineRun.of("eval", "3*x", "--at", "x=1/3").output()).startsWith("1");
    assertThat(CommandLineRun.of("eval", "sin(x)", "--at", "x=pi/6").output()).startsWith("0.5");
    assertThat(CommandLineRun.of("eval", "log(x)", "--at", "x=e").output()).startsWith("1");
    assertThat(CommandLineRun.of("eval", "x", "--at", "x=1/0").exitCode()).isEqualTo(2);
  }

  @Test
  void pointsKeepTheirNumbersExact() {
    assertThat(PointText.read(" a = 3.10 , x=[0,−2, .5],W=[[1,2],[3,4e-3]],w_{1,2}=1,e=[]"))
        .isEqualTo(
            Map.of(
                "a", new BigDecimal("3.10"),
                "x", List.of(BigDecimal.ZERO, new BigDecimal("-2"), new BigDecimal("0.5")),
                "W",
                    List.of(
                        List.of(BigDecimal.ONE, new BigDecimal("2")),
                        List.of(new BigDecimal("3"), new BigDecimal("0.004"))),
                "w_{1,2}", BigDecimal.ONE,
                "e", List.of()));
  }
}
