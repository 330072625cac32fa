package org.chainrule.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.chainrule.answer.Texts;
import org.chainrule.error.Limit;

/** A file of statements. */
final class TextFile {
  private TextFile() {}

  /** The whole text, without the mark that some editors put before it. */
  static String read(String name) {
    String shown = Texts.shown(name);
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        throw new Failure(shown + " is a directory, not a file");
      }
      try (InputStream stream = Files.newInputStream(path)) {
        return read(stream, shown);
      }
    } catch (NoSuchFileException | InvalidPathException e) {
      throw new Failure("there is no file " + shown);
    } catch (AccessDeniedException e) {
      throw new Failure("the file " + shown + " may not be read");
    } catch (CharacterCodingException e) {
      throw new Failure("the file " + shown + " is not UTF-8 text");
    } catch (IOException e) {
      throw new Failure("the file " + shown + " cannot be read: " + e.getMessage());
    }
  }

  /** The whole text of standard input. */
  static String read(InputStream input) {
    try {
      // A file's own way to read all of it asks for a place, which a pipe has not.
      return read(new BufferedInputStream(input), "on standard input");
    } catch (CharacterCodingException e) {
      throw new Failure("standard input is not UTF-8 text");
    } catch (IOException e) {
      throw new Failure("standard input cannot be read: " + e.getMessage());
    }
  }

  private static String read(InputStream stream, String shown) throws IOException {
    int most = (int) Limit.INPUT_BYTES.most();
    byte[] bytes = stream.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new Failure("the file " + shown + " is larger than " + Texts.size(most));
    }
    String text = decode(bytes);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** The text that bytes are in UTF-8. */
  static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
