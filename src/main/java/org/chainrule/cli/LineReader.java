package org.chainrule.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines as bytes, and never holds more of a line than it may have. */
final class LineReader {
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream stream;
  private final int mostBytes;

  LineReader(InputStream stream, int mostBytes) {
    this.stream = new BufferedInputStream(stream, BUFFER_BYTES);
    this.mostBytes = mostBytes;
  }

  /**
   * A line without its end.
   *
   * @param bytes what it holds, nothing if it is too long
   * @param tooLong whether it is longer than it may be
   */
  record Line(byte[] bytes, boolean tooLong) {}

  /** The next line, if there is one. */
  @Nullable Line next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean tooLong = false;
    int one = stream.read();
    if (one < 0) {
      return null;
    }
    for (; one >= 0 && one != '\n'; one = stream.read()) {
      if (!tooLong && bytes.size() == mostBytes) {
        tooLong = true;
        bytes = new ByteArrayOutputStream();
      }
      if (!tooLong) {
        bytes.write(one);
      }
    }
    return new Line(bytes.toByteArray(), tooLong);
  }
}
