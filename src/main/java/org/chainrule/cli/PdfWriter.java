package org.chainrule.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.chainrule.answer.Texts;

/** A writer of PDF by whichever LaTeX is installed. */
final class PdfWriter {
  /** Programs in the order in which they are tried: the last know all of Unicode. */
  private static final List<String> PROGRAMS = List.of("pdflatex", "lualatex", "xelatex");

  private static final String NAME = "worksheet";

  private final String path;
  private final Duration timeout;

  /**
   * A writer.
   *
   * @param path where programs are looked for, as in the variable of the environment
   */
  PdfWriter(String path, Duration timeout) {
    this.path = path;
    this.timeout = timeout;
  }

  void write(String latex, Path to) {
    List<Path> programs = PROGRAMS.stream().flatMap(name -> found(name).stream()).toList();
    if (programs.isEmpty()) {
      throw new Failure(
          "--pdf needs LaTeX, and none of these is installed: " + String.join(", ", PROGRAMS));
    }
    String complaint = "";
    for (Path program : programs) {
      try {
        String said = made(program, latex, to);
        if (said.isEmpty()) {
          return;
        }
        complaint = complaint.isEmpty() ? said : complaint;
      } catch (IOException e) {
        throw new Failure(Texts.shown(to.toString()) + " cannot be written: " + e.getMessage());
      }
    }
    throw new Failure("LaTeX made no PDF: " + complaint);
  }

  /** Makes the PDF, or gives what a program says against it. */
  private String made(Path program, String latex, Path to) throws IOException {
    Path folder = Files.createTempDirectory("chainrule");
    try {
      Files.writeString(folder.resolve(NAME + ".tex"), latex);
      run(program, folder);
      Path made = folder.resolve(NAME + ".pdf");
      if (!Files.exists(made)) {
        return complaint(folder.resolve(NAME + ".log"));
      }
      Files.move(made, to, StandardCopyOption.REPLACE_EXISTING);
      return "";
    } finally {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
  }

  private Optional<Path> found(String name) {
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs it twice, as references want. */
  private void run(Path program, Path folder) throws IOException {
    for (int i = 0; i < 2; i++) {
      Process process =
          new ProcessBuilder(
                  program.toString(),
                  "-no-shell-escape",
                  "-interaction=nonstopmode",
                  "-halt-on-error",
                  NAME + ".tex")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("output.txt").toFile())
              .start();
      try {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
          throw new Failure("LaTeX did not end within " + Seconds.text(timeout));
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        throw new Failure("interrupted");
      }
    }
  }

  /** The first line with which LaTeX complains. */
  private static String complaint(Path log) throws IOException {
    if (!Files.exists(log)) {
      return "it says nothing";
    }
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("!"))
          .findFirst()
          .map(Texts::shown)
          .orElse("it says nothing");
    }
  }
}
