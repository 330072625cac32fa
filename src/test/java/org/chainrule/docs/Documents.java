package org.chainrule.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The documents for users, and the fenced blocks in them. */
final class Documents {
  private static final Path WORKED = Path.of("docs/worked");

  private Documents() {}

  /**
   * A fenced block.
   *
   * @param file where it stands
   * @param line the line of its fence, counted from 1
   * @param language what is written on the fence
   * @param lines what it holds
   */
  record Block(Path file, int line, String language, List<String> lines) {
    @Override
    public String toString() {
      return file + ":" + line + " " + language;
    }
  }

  /** README and all pages in docs but worksheets, which {@link WorkedTest} runs. */
  static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(List.of(Path.of("README.md")));
    try (Stream<Path> pages = Files.walk(Path.of("docs"))) {
      pages
          .filter(page -> page.toString().endsWith(".md"))
          .filter(page -> !page.startsWith(WORKED) || page.endsWith("README.md"))
          .sorted()
          .forEach(files::add);
    }
    return files;
  }

  static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path file : files()) {
      rewrite(
          file,
          block -> {
            blocks.add(block);
            return block.lines();
          });
    }
    return blocks;
  }

  /** What becomes of a block. */
  interface Rendering {
    List<String> of(Block block);
  }

  /** The document with its blocks rendered. */
  static List<String> rewrite(Path file, Rendering rendering) throws IOException {
    List<String> result = new ArrayList<>();
    List<String> inside = null;
    String language = "";
    int start = 0;
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (!line.startsWith("```")) {
        (inside == null ? result : inside).add(line);
      } else if (inside == null) {
        inside = new ArrayList<>();
        language = line.substring(3).strip();
        start = number;
        result.add(line);
      } else {
        result.addAll(rendering.of(new Block(file, start, language, List.copyOf(inside))));
        result.add(line);
        inside = null;
      }
    }
    if (inside != null) {
      throw new IllegalStateException(file + ":" + start + " has a fence that is not closed");
    }
    return result;
  }

  /** Lines with every line changed. */
  static List<String> each(List<String> lines, UnaryOperator<String> change) {
    return lines.stream().map(change).toList();
  }
}
