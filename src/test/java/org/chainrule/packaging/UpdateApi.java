package org.chainrule.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code docs/api.txt} anew, where what is public is meant to change. */
final class UpdateApi {
  private UpdateApi() {}

  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of("docs", "api.txt"), PublicApi.text());
  }
}
