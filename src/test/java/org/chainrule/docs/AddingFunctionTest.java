package org.chainrule.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.chainrule.expr.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applies the difference that the page about adding a function shows, and tries its row. */
class AddingFunctionTest {
  private static final Path PAGE = Path.of("docs", "adding-a-function.md");
  private static final String PACKAGE = "org.chainrule.function.";

  @Test
  void theDifferenceAddsAFunction(@TempDir Path folder) throws Exception {
    ClassLoader loader = new FunctionsLoader(compile(difference(), folder));

    Method named = method(loader, "Functions", "named", String.class);
    Object row = ((Optional<?>) named.invoke(null, "logsigmoid")).orElseThrow();

    for (String check : List.of("RowCheck", "FoldCheck")) {
      assertThat((List<?>) method(loader, check, "faults", Function.class).invoke(null, row))
          .as(check)
          .isEmpty();
    }
  }

  @Test
  void aWrongDerivativeInItIsFound(@TempDir Path folder) throws Exception {
    List<String> wrong =
        Documents.each(difference(), line -> line.replace("sigmoid(x.negate())", "sigmoid(x)"));
    ClassLoader loader = new FunctionsLoader(compile(wrong, folder));

    Method named = method(loader, "Functions", "named", String.class);
    Object row = ((Optional<?>) named.invoke(null, "logsigmoid")).orElseThrow();

    assertThat((List<?>) method(loader, "RowCheck", "faults", Function.class).invoke(null, row))
        .isNotEmpty();
  }

  private static List<String> difference() throws IOException {
    return Documents.blocks().stream()
        .filter(block -> block.file().equals(PAGE) && block.language().equals("diff"))
        .findFirst()
        .orElseThrow()
        .lines();
  }

  private static Method method(ClassLoader loader, String type, String name, Class<?> parameter)
      throws ReflectiveOperationException {
    Method method = loader.loadClass(PACKAGE + type).getDeclaredMethod(name, parameter);
    method.setAccessible(true);
    return method;
  }

  /** Compiles the file with the difference applied, and gives the folder of its classes. */
  private static Path compile(List<String> difference, Path folder) throws IOException {
    Path file = Path.of(difference.get(1).replaceFirst("^\\+\\+\\+ b/", ""));
    Path changed = folder.resolve(file.getFileName());
    Files.writeString(changed, apply(difference, Files.readString(file)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(changed))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    return folder;
  }

  /** The text with each hunk's old lines, found once, replaced by its new ones. */
  private static String apply(List<String> difference, String text) {
    String result = text;
    List<List<String>> hunks = new ArrayList<>();
    for (String line : difference.subList(2, difference.size())) {
      if (line.startsWith("@@")) {
        hunks.add(new ArrayList<>());
      } else {
        hunks.get(hunks.size() - 1).add(line);
      }
    }
    for (List<String> hunk : hunks) {
      String before = side(hunk, '+');
      assertThat(result.split(java.util.regex.Pattern.quote(before), -1)).hasSize(2);
      result = result.replace(before, side(hunk, '-'));
    }
    return result;
  }

  private static String side(List<String> hunk, char left) {
    StringBuilder text = new StringBuilder();
    for (String line : hunk) {
      if (line.isEmpty() || line.charAt(0) != left) {
        text.append(line.isEmpty() ? "" : line.substring(1)).append('\n');
      }
    }
    return text.toString();
  }

  /** Loads the table and its checks anew, with what a folder holds in place of their classes. */
  private static final class FunctionsLoader extends ClassLoader {
    private final Path folder;

    FunctionsLoader(Path folder) {
      super(AddingFunctionTest.class.getClassLoader());
      this.folder = folder;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      boolean mine = name.startsWith(PACKAGE) && name.indexOf('.', PACKAGE.length()) < 0;
      if (!mine) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String path = name.replace('.', '/') + ".class";
      try (InputStream old = getResourceAsStream(path)) {
        Path changed = folder.resolve(path);
        if (!Files.exists(changed) && old == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = Files.exists(changed) ? Files.readAllBytes(changed) : old.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
