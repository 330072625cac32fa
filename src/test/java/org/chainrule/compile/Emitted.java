package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.chainrule.Gradient;

/** Emitted classes, compiled and loaded with nothing but the JDK. */
public final class Emitted {
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Path folder;

  Emitted(Path folder) {
    this.folder = folder;
  }

  /** The class of a name that a source text has. */
  public static Class<?> compiled(Path folder, String name, String source) {
    Emitted emitted = new Emitted(folder);
    emitted.add(name, source);
    return emitted.load().get(name);
  }

  void add(String name, String source) {
    sources.put(name, source);
  }

  /** Compiles all at once; a warning is an error. */
  Map<String, Class<?>> load() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    Map<String, Class<?>> classes = new LinkedHashMap<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> paths = new ArrayList<>();
      for (Map.Entry<String, String> each : sources.entrySet()) {
        Path path = folder.resolve(each.getKey().replace('.', '/') + ".java");
        Files.createDirectories(path.getParent());
        Files.writeString(path, each.getValue());
        paths.add(path);
      }
      String place = folder.toString();
      List<String> options =
          List.of(
              "-proc:none",
              "-Xlint:all",
              "-Werror",
              "--release",
              "17",
              "-encoding",
              "US-ASCII",
              "-cp",
              place,
              "-d",
              place);
      boolean isCompiled =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(paths))
              .call();
      assertThat(isCompiled).as(messages + "\n" + shown()).isTrue();
      try (URLClassLoader loader =
          new URLClassLoader(
              new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
        for (String name : sources.keySet()) {
          Class<?> type = loader.loadClass(name);
          for (Class<?> kernels : type.getDeclaredClasses()) {
            assertThat(kernels.getName()).startsWith(name);
          }
          classes.put(name, type);
          // What is loaded late must be found while the loader is open.
          for (Path each : classFiles(name)) {
            String file = each.getFileName().toString();
            String packageName = name.substring(0, name.lastIndexOf('.') + 1);
            loader.loadClass(packageName + file.substring(0, file.length() - ".class".length()));
          }
        }
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError(e);
    }
    return classes;
  }

  private List<Path> classFiles(String name) throws IOException {
    Path folderOfClass = folder.resolve(name.replace('.', '/')).getParent();
    String simple = name.substring(name.lastIndexOf('.') + 1);
    try (var files = Files.list(folderOfClass)) {
      return files
          .filter(each -> each.getFileName().toString().startsWith(simple + "$"))
          .filter(each -> each.toString().endsWith(".class"))
          .toList();
    }
  }

  private String shown() {
    String all = String.join("\n", sources.values());
    return all.length() > 5_000 ? all.substring(0, 5_000) : all;
  }

  /** The value, and behind it the gradient. */
  public static double[] run(Class<?> type, double[] variables, double[] parameters, int... sizes) {
    Method method =
        Arrays.stream(type.getMethods())
            .filter(each -> each.getName().equals("valueAndGradient"))
            .min(Comparator.comparing(Method::getParameterCount))
            .orElseThrow();
    double[] gradient = new double[variables.length];
    Arrays.fill(gradient, 77);
    List<Object> arguments = new ArrayList<>(List.of(variables));
    long arrays =
        Arrays.stream(method.getParameterTypes()).filter(each -> each == double[].class).count();
    if (arrays > 2) {
      arguments.add(parameters);
    }
    arguments.add(gradient);
    for (int size : sizes) {
      arguments.add(size);
    }
    try {
      return joined((double) method.invoke(null, arguments.toArray()), gradient);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new AssertionError(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** The same as compiled code has it. */
  static double[] run(Gradient compiled, double[] variables, double[] parameters) {
    double[] gradient = new double[variables.length];
    return joined(compiled.at(variables, parameters, gradient), gradient);
  }

  private static double[] joined(double value, double[] gradient) {
    double[] all = new double[gradient.length + 1];
    all[0] = value;
    System.arraycopy(gradient, 0, all, 1, gradient.length);
    return all;
  }
}
