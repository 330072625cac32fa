package org.chainrule.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.chainrule.Gradient;

/** Emitted classes, compiled in memory and loaded with nothing but the JDK. */
public final class Emitted {
  private final Map<String, String> sources = new LinkedHashMap<>();

  /** The class of a name that a source text has. */
  public static Class<?> compiled(String name, String source) {
    Emitted emitted = new Emitted();
    emitted.add(name, source);
    return Objects.requireNonNull(emitted.load().get(name));
  }

  public void add(String name, String source) {
    sources.put(name, source);
  }

  public boolean isEmpty() {
    return sources.isEmpty();
  }

  /** Compiles all at once; a warning is an error. */
  public Map<String, Class<?>> load() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    Map<String, ByteArrayOutputStream> files = new LinkedHashMap<>();
    try (JavaFileManager memory =
        new Memory(compiler.getStandardFileManager(null, null, null), files)) {
      List<String> options =
          List.of("-proc:none", "-parameters", "-Xlint:all", "-Werror", "--release", "17");
      List<Source> texts = new ArrayList<>();
      sources.forEach((name, text) -> texts.add(new Source(name, text)));
      boolean isCompiled = compiler.getTask(messages, memory, null, options, null, texts).call();
      assertThat(isCompiled).as(messages + "\n" + shown()).isTrue();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    ClassLoader loader = new Loader(files);
    Map<String, Class<?>> classes = new LinkedHashMap<>();
    for (String name : sources.keySet()) {
      try {
        Class<?> type = loader.loadClass(name);
        for (Class<?> kernels : type.getDeclaredClasses()) {
          assertThat(kernels.getName()).startsWith(name);
        }
        classes.put(name, type);
      } catch (ClassNotFoundException e) {
        throw new AssertionError(e);
      }
    }
    return classes;
  }

  /** A text that javac reads; what stands beyond ASCII would not survive another encoding. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
      assertThat(text).as(name).isASCII();
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreErrors) {
      return text;
    }
  }

  /** Keeps what javac writes, and has no classes but the platform's. */
  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> files;

    Memory(JavaFileManager platform, Map<String, ByteArrayOutputStream> files) {
      super(platform);
      this.files = files;
    }

    @Override
    public Iterable<JavaFileObject> list(
        Location location,
        String packageName,
        java.util.Set<JavaFileObject.Kind> kinds,
        boolean all)
        throws IOException {
      boolean isOwn = location == javax.tools.StandardLocation.CLASS_PATH;
      return isOwn ? List.of() : super.list(location, packageName, kinds, all);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      URI place = URI.create("memory:///" + className.replace('.', '/') + ".class");
      return new SimpleJavaFileObject(place, kind) {
        @Override
        public OutputStream openOutputStream() {
          return files.computeIfAbsent(className, key -> new ByteArrayOutputStream());
        }
      };
    }
  }

  private static final class Loader extends ClassLoader {
    private final Map<String, ByteArrayOutputStream> files;

    Loader(Map<String, ByteArrayOutputStream> files) {
      super(ClassLoader.getPlatformClassLoader());
      this.files = files;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      ByteArrayOutputStream file = files.get(name);
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, file.toByteArray(), 0, file.size());
    }
  }

  private String shown() {
    String all = String.join("\n", sources.values());
    return all.length() > 5_000 ? all.substring(0, 5_000) : all;
  }

  private static Method method(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(each -> each.getName().equals("valueAndGradient"))
        .min(Comparator.comparing(Method::getParameterCount))
        .orElseThrow();
  }

  /** The value, and behind it the gradient; the lengths by the names that they have there. */
  public static double[] run(
      Class<?> type, double[] variables, double[] parameters, ToIntFunction<String> lengths) {
    int[] sizes =
        Arrays.stream(method(type).getParameters())
            .filter(each -> each.getType() == int.class)
            .map(Parameter::getName)
            .mapToInt(lengths)
            .toArray();
    return run(type, variables, parameters, sizes);
  }

  /** The value, and behind it the gradient. */
  public static double[] run(Class<?> type, double[] variables, double[] parameters, int... sizes) {
    double[] gradient = new double[variables.length];
    Arrays.fill(gradient, 77);
    List<Object> arguments = new ArrayList<>(List.of(variables));
    long arrays =
        Arrays.stream(method(type).getParameterTypes())
            .filter(each -> each == double[].class)
            .count();
    if (arrays > 2) {
      arguments.add(parameters);
    }
    arguments.add(gradient);
    for (int size : sizes) {
      arguments.add(size);
    }
    try {
      return joined((double) method(type).invoke(null, arguments.toArray()), gradient);
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
