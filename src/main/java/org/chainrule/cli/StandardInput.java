package org.chainrule.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The process's standard input, which cannot be read where it is closed.
 *
 * <p>A process that starts without a standard input gives its place to the next file that it opens,
 * which for Java is the one with Java's own classes: 100 MB of no request.
 */
final class StandardInput {
  private static final Path OPENED = Path.of("/proc/self/fd/0");

  private StandardInput() {}

  static InputStream open() {
    return isUnder(OPENED, Path.of(System.getProperty("java.home")))
        ? new Closed()
        : new FileInputStream(FileDescriptor.in);
  }

  /** Whether a file lies in a folder, links followed; where systems cannot tell, it does not. */
  static boolean isUnder(Path file, Path folder) {
    try {
      return file.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException unknown) {
      return false;
    }
  }

  /** An input of which nothing can be read. */
  static final class Closed extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("it is closed");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return read();
    }
  }
}
