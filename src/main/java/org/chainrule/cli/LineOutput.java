package org.chainrule.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stream of lines in UTF-8.
 *
 * <p>After the first failure to write it takes no more: a reader that has seen enough, as {@code
 * head} does, is no error, and any other failure is told once, at the end.
 */
final class LineOutput {
  private final OutputStream stream;
  private @Nullable IOException failure;

  LineOutput(OutputStream stream) {
    this.stream = stream;
  }

  /** Writes a line, and sends it on at once. */
  void line(String text) {
    if (failure != null) {
      return;
    }
    try {
      stream.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      stream.flush();
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Writes each as a line. */
  void lines(Iterable<String> texts) {
    texts.forEach(this::line);
  }

  /** A writer to the same place. */
  PrintWriter writer() {
    return new PrintWriter(
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            if (failure == null) {
              try {
                stream.write(bytes, from, length);
                stream.flush();
              } catch (IOException e) {
                failure = e;
              }
            }
          }
        },
        true,
        StandardCharsets.UTF_8);
  }

  /** Whether nobody will read what is written now. */
  boolean isClosed() {
    return failure != null;
  }

  /** Why what was written was lost, unless the reader did not want it or nothing was. */
  @Nullable String loss() {
    if (failure == null) {
      return null;
    }
    String message = String.valueOf(failure.getMessage());
    return message.toLowerCase(Locale.ROOT).contains("pipe") ? null : message;
  }
}
