package org.chainrule.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes what the snippets print now into the documents. The difference is to be read. */
final class UpdateSnippets {
  private UpdateSnippets() {}

  public static void main(String[] arguments) throws IOException {
    List<Path> files =
        arguments.length == 0
            ? Documents.files()
            : List.of(arguments).stream().map(Path::of).toList();
    for (Path file : files) {
      List<String> lines =
          Documents.rewrite(
              file,
              block ->
                  List.of("diff", "text", "").contains(block.language())
                      ? block.lines()
                      : Documents.each(Rendering.of(block), UpdateSnippets::withoutLargestError));
      Files.write(file, lines);
    }
    System.exit(0);
  }

  /** The largest error says nothing to a reader, and moves with every change of the check. */
  private static String withoutLargestError(String line) {
    return line.replaceAll("(largest relative error|largest error) [0-9.eE+-]+", "$1 …")
        .replaceAll("@[0-9a-f]{4,8}$", "@…");
  }
}
