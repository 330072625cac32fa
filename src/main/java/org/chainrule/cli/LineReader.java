package org.chainrule.cli;

import java.io.BufferedInputStream;
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
  private boolean atStart = true;

  LineReader(InputStream stream, int mostBytes) {
    this.stream = new BufferedInputStream(stream, BUFFER_BYTES);
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
    boolean first = atStart;
    atStart = false;
    byte[] line = bytes.toByteArray();
    return new Line(first ? withoutMark(line) : line, tooLong);
  }

  /** The bytes without the byte order mark that some editors put before a text. */
  private static byte[] withoutMark(byte[] bytes) {
    return Arrays.mismatch(bytes, MARK) == MARK.length
        ? Arrays.copyOfRange(bytes, MARK.length, bytes.length)
        : bytes;
  }
}
