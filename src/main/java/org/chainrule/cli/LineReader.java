package org.chainrule.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A reader of lines as bytes, which never holds more of a line than it may have. */
final class LineReader {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream stream;
  private final int mostBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /** Where in the buffer what is not read yet begins and ends. */
  private int from;

  private int to;

  private boolean atStart = true;

  LineReader(InputStream stream, int mostBytes) {
    this.stream = stream;
    this.mostBytes = mostBytes;
  }

  /** A line without its end. */
  static final class Line {
    private final byte[] bytes;
    private final boolean tooLong;

    private Line(byte[] bytes, boolean tooLong) {
      this.bytes = bytes;
      this.tooLong = tooLong;
    }

    /** What it holds, nothing if it is too long. */
    byte[] bytes() {
      return bytes;
    }

    /** Whether it is longer than it may be. */
    boolean isTooLong() {
      return tooLong;
    }
  }

  /** The next line, if there is one. */
  @Nullable Line next() throws IOException {
    if (isAtEnd()) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean tooLong = false;
    boolean ended = false;
    while (!ended && !isAtEnd()) {
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      tooLong |= bytes.size() + end - from > mostBytes;
      if (tooLong) {
        bytes = new ByteArrayOutputStream();
      } else {
        bytes.write(buffer, from, end - from);
      }
      ended = end < to;
      from = ended ? end + 1 : end;
    }
    boolean first = atStart;
    atStart = false;
    byte[] line = bytes.toByteArray();
    return new Line(first ? withoutMark(line) : line, tooLong);
  }

  /** Whether nothing is left, in the buffer or behind it. */
  private boolean isAtEnd() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, stream.read(buffer));
    }
    return from == to;
  }

  /** The bytes without the byte order mark that some editors put before a text. */
  private static byte[] withoutMark(byte[] bytes) {
    return Arrays.mismatch(bytes, MARK) == MARK.length
        ? Arrays.copyOfRange(bytes, MARK.length, bytes.length)
        : bytes;
  }
}
