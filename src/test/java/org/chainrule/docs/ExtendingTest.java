package org.chainrule.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Rewriter;
import org.chainrule.expr.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applies the differences that the page about extending shows, and runs what it says. */
class ExtendingTest {
  private static final Path PAGE = Path.of("docs", "extending.md");
  private static final String FUNCTIONS = "org.chainrule.function.";

  @Test
  void theDifferencesDoWhatThePageSays(@TempDir Path folder) throws Exception {
    List<List<String>> all = new ArrayList<>();
    List<String> sessions = new ArrayList<>();
    for (Documents.Block block : Documents.blocks()) {
      if (block.file().equals(PAGE) && block.language().equals("diff")) {
        all.add(block.lines());
      } else if (block.file().equals(PAGE) && block.language().equals("console changed")) {
        sessions.addAll(block.lines());
      }
    }
    ClassLoader loader = new ChangedLoader(compile(all, folder), "org.chainrule.");
    Method console = method(loader, "org.chainrule.docs.Rendering", "console", List.class);

    assertThat((List<?>) console.invoke(null, sessions)).isEqualTo(sessions);
    assertThat(sessions).filteredOn(line -> line.startsWith("$")).hasSizeGreaterThan(4);
  }

  @Test
  void aFunctionIsHeldToItsRow(@TempDir Path folder) throws Exception {
    ClassLoader loader = new ChangedLoader(compile(rowOfAFunction(), folder), FUNCTIONS);

    for (String check : List.of("RowCheck", "FoldCheck")) {
      assertThat(faults(loader, check)).as(check).isEmpty();
    }
  }

  @Test
  void aWrongDerivativeInTheRowIsFound(@TempDir Path folder) throws Exception {
    List<List<String>> wrong = new ArrayList<>();
    for (List<String> each : rowOfAFunction()) {
      wrong.add(Documents.each(each, line -> line.replace("sigmoid(x.negate())", "sigmoid(x)")));
    }

    assertThat(faults(new ChangedLoader(compile(wrong, folder), FUNCTIONS), "RowCheck"))
        .isNotEmpty();
  }

  private static List<?> faults(ClassLoader loader, String check) throws Exception {
    Method named = method(loader, FUNCTIONS + "Functions", "named", String.class);
    Object row = ((Optional<?>) named.invoke(null, "logsigmoid")).orElseThrow();
    return (List<?>) method(loader, FUNCTIONS + check, "faults", Function.class).invoke(null, row);
  }

  /** What has to know every kind of node is listed there. */
  @Test
  void thePageListsAllVisitors() throws IOException {
    List<String> visitors = new ArrayList<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("org.chainrule")) {
      boolean isOne =
          type.isAssignableTo(Visitor.class)
              && !type.isInterface()
              && (!type.isAssignableTo(Rewriter.class) || isOneOwn(type));
      if (isOne) {
        visitors.add(type.getName().replace("org.chainrule.", "").replace('$', '.'));
      }
    }
    List<String> listed =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .toList();

    assertThat(listed).containsExactlyInAnyOrderElementsOf(visitors);
  }

  /** Whether a class visits every kind by itself, not by what it inherits. */
  private static boolean isOneOwn(JavaClass type) {
    return List.of(Expr.class.getPermittedSubclasses()).stream()
        .allMatch(kind -> type.tryGetMethod("visit", kind).isPresent());
  }

  /** The first difference on the page. */
  private static List<List<String>> rowOfAFunction() throws IOException {
    return Documents.blocks().stream()
        .filter(block -> block.file().equals(PAGE) && block.language().equals("diff"))
        .limit(1)
        .map(Documents.Block::lines)
        .toList();
  }

  private static Method method(ClassLoader loader, String type, String name, Class<?> parameter)
      throws ReflectiveOperationException {
    Method method = loader.loadClass(type).getDeclaredMethod(name, parameter);
    method.setAccessible(true);
    return method;
  }

  /** Compiles the files with the differences applied, and gives the folder of their classes. */
  private static Path compile(List<List<String>> differences, Path folder) throws IOException {
    Map<Path, String> changed = new LinkedHashMap<>();
    for (List<String> difference : differences) {
      Path file = Path.of(difference.get(1).replaceFirst("^\\+\\+\\+ b/", ""));
      Path copy = folder.resolve(file.getFileName());
      boolean isNew = difference.get(0).equals("--- /dev/null");
      String before =
          isNew ? "" : changed.containsKey(copy) ? changed.get(copy) : Files.readString(file);
      changed.put(copy, apply(difference, before));
    }
    for (Map.Entry<Path, String> each : changed.entrySet()) {
      Files.writeString(each.getKey(), each.getValue());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of(
              "-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
      var sources = files.getJavaFileObjects(changed.keySet().toArray(Path[]::new));
      assertThat(compiler.getTask(messages, files, null, options, null, sources).call())
          .as(messages.toString())
          .isTrue();
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
      if (text.isEmpty()) {
        return side(hunk, '-');
      }
      assertThat(result.split(Pattern.quote(before), -1)).as(before).hasSize(2);
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

  /**
   * Loads Chainrule, or a package of it, anew, with what a folder holds in place of its classes.
   */
  private static final class ChangedLoader extends ClassLoader {
    private final Path folder;
    private final String packageName;

    /**
     * @param packageName with its dot, of what is loaded anew
     */
    ChangedLoader(Path folder, String packageName) {
      super(ExtendingTest.class.getClassLoader());
      this.folder = folder;
      this.packageName = packageName;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(packageName)) {
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
