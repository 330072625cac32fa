package org.chainrule.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chainrule.cli.CommandLineRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the worked problem sets, and compares their numbers and verdicts with what is expected. */
class WorkedTest {
  private static final Path WORKED = Path.of("docs/worked");

  /** The number of claims up to which they are checked each time; others take their time. */
  private static final int MOST_QUICK = 15;

  private static final Pattern CLAIMS =
      Pattern.compile("^(?:check|equal) .*(?:\\n +.*)*", Pattern.MULTILINE);
  private static final Pattern NUMBER = Pattern.compile("(\\S+) (=|<-) (?:.* = )?(-?[0-9.e-]+)");
  private static final Pattern CLAIM = Pattern.compile("(check|equal) (.+?) (?:=|and) .*");
  private static final Pattern VERDICT = Pattern.compile(" +check: ([A-Z]+): .*");
  private static final Map<String, String> SIGNS =
      Map.of("PROVED", "+", "PROBABLE", "+", "REFUTED", "-", "UNDECIDED", "?");

  /**
   * What is expected of a worksheet.
   *
   * @param numbers that come in this order, {@code name = number}, others between them
   * @param verdicts all of them, a line for each question
   */
  record Expected(String file, List<String> numbers, List<String> verdicts) {
    @Override
    public String toString() {
      return file;
    }
  }

  static List<Expected> expected() {
    Map<String, Expected> expected = new LinkedHashMap<>();
    Expected current = null;
    for (String line : resource().lines().toList()) {
      if (line.startsWith("== ")) {
        String file = line.substring(3);
        current = new Expected(file, new ArrayList<>(), new ArrayList<>());
        expected.put(file, current);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        Expected to = Objects.requireNonNull(current);
        (line.startsWith("check ") || line.startsWith("equal ") ? to.verdicts() : to.numbers())
            .add(line);
      }
    }
    return List.copyOf(expected.values());
  }

  private static String resource() {
    try (InputStream stream =
        Objects.requireNonNull(WorkedTest.class.getResourceAsStream("worked.txt"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyWorksheetIsExpected() throws IOException {
    try (Stream<Path> files = Files.list(WORKED)) {
      assertThat(expected())
          .extracting(Expected::file)
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> !name.equals("README.md"))
                  .toList());
    }
  }

  @ParameterizedTest
  @MethodSource("expected")
  void numbersAreThoseOfThePrint(Expected expected) throws IOException {
    String unclaimed =
        CLAIMS.matcher(Files.readString(WORKED.resolve(expected.file()))).replaceAll("");
    List<String> lines = run("-", unclaimed).output().lines().toList();

    compareNumbers(expected.numbers(), numbers(lines));
    assertThat(verdicts(lines)).isEmpty();
    assertThat(lines).noneMatch(line -> line.strip().startsWith("error: "));
  }

  static Stream<Expected> quick() {
    return expected().stream().filter(each -> each.verdicts().size() <= MOST_QUICK);
  }

  static Stream<Expected> longer() {
    return expected().stream().filter(each -> each.verdicts().size() > MOST_QUICK);
  }

  @ParameterizedTest
  @MethodSource("quick")
  void verdictsAreAsExpected(Expected expected) {
    CommandLineRun run = run(WORKED.resolve(expected.file()).toString(), "");
    List<String> lines = run.output().lines().toList();

    assertThat(verdicts(lines)).isEqualTo(expected.verdicts());
    assertThat(lines).noneMatch(line -> line.strip().startsWith("error: "));
    boolean isWrongInPrint = expected.verdicts().stream().anyMatch(each -> each.endsWith("-"));
    assertThat(run.exitCode()).isEqualTo(isWrongInPrint ? 1 : 0);
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("longer")
  void verdictsOfLongWorksheetsAreAsExpected(Expected expected) {
    verdictsAreAsExpected(expected);
  }

  private static CommandLineRun run(String file, String input) {
    return CommandLineRun.onTerminal(List.of("run", "--no-check", file), input);
  }

  /** The left sides of claims, with a sign for each verdict on what they are claimed to be. */
  private static List<String> verdicts(List<String> lines) {
    List<String> verdicts = new ArrayList<>();
    for (String line : lines) {
      Matcher claim = CLAIM.matcher(line);
      Matcher verdict = VERDICT.matcher(line);
      if (claim.matches()) {
        verdicts.add(claim.group(1) + " " + claim.group(2) + " ");
      } else if (verdict.matches()) {
        int last = verdicts.size() - 1;
        verdicts.set(last, verdicts.get(last) + SIGNS.get(verdict.group(1)));
      }
    }
    return verdicts;
  }

  private static List<String> numbers(List<String> lines) {
    List<String> numbers = new ArrayList<>();
    for (String line : lines) {
      Matcher number = NUMBER.matcher(line.strip());
      if (line.startsWith("  ") && number.matches()) {
        numbers.add(number.group(1) + " " + number.group(2) + " " + number.group(3));
      }
    }
    return numbers;
  }

  private static void compareNumbers(List<String> expected, List<String> found) {
    int at = 0;
    for (String each : expected) {
      int space = each.lastIndexOf(' ');
      String name = each.substring(0, space + 1);
      while (at < found.size() && !found.get(at).startsWith(name)) {
        at++;
      }
      assertThat(at).as("%s in %s", each, found).isLessThan(found.size());
      double number = Double.parseDouble(each.substring(space + 1));
      double real = Double.parseDouble(found.get(at++).substring(space + 1));
      assertThat(real).as(name).isCloseTo(number, within(4 * Math.ulp(number)));
    }
  }
}
