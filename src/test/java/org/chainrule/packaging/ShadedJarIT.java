package org.chainrule.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The jar as it is packaged works beside another version of ANTLR's runtime. */
class ShadedJarIT {
  /** What the packaged command line is asked, and what it must answer. */
  private static final List<String> COMMAND = List.of("parse", "sin(x)^2 + 1");

  private static final int EXIT_CODE = 0;
  private static final String OUTPUT = "sin(x)^2 + 1";

  private static final Path JAR = Path.of(System.getProperty("chainrule.jar"));
  private static final Path CLASSES = Path.of(System.getProperty("chainrule.classes"));
  private static final Path FOREIGN_ANTLR = Path.of(System.getProperty("chainrule.foreign"));
  private static final Path LIBRARIES = Path.of(System.getProperty("chainrule.lib"));

  private static final String GENERATED = "org/chainrule/parse/gen/";
  private static final String SERVICES = "META-INF/services/";

  @Test
  void holdsAntlrUnderItsOwnNameOnly() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      List<String> names = jar.stream().map(JarEntry::getName).toList();

      assertThat(names)
          .contains("org/chainrule/shaded/antlr/v4/runtime/Parser.class", "META-INF/LICENSE")
          .noneMatch(name -> name.startsWith("org/antlr/"));
      assertThat(names.stream().filter(name -> name.endsWith(".class")))
          .allMatch(name -> name.startsWith("org/chainrule/") || name.equals("module-info.class"))
          .noneMatch(name -> read(jar, name).contains("org/antlr/"));
    }
  }

  @Test
  void isAModuleThatShowsWhatIsPublicAlone() throws ReflectiveOperationException {
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration()
            .resolve(ModuleFinder.of(JAR, LIBRARIES), ModuleFinder.of(), Set.of("org.chainrule"));
    ModuleLayer layer =
        boot.defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());
    Module module = layer.findModule("org.chainrule").orElseThrow();
    Class<?> chainrule = module.getClassLoader().loadClass("org.chainrule.Chainrule");

    Method diff = chainrule.getMethod("diff", String.class, String.class);
    assertThat(diff.invoke(null, "x^3", "x")).hasToString("3*x^2");
    Method parse = chainrule.getMethod("parse", String.class);
    Object cube = parse.invoke(null, "x^3");
    Object gradient =
        chainrule
            .getMethod("compile", cube.getClass().getSuperclass(), List.class)
            .invoke(null, cube, List.of("x"));
    double[] slope = new double[1];
    Method at = gradient.getClass().getMethod("at", double[].class, double[].class);
    assertThat(at.invoke(gradient, new double[] {2}, slope)).isEqualTo(8.0);
    assertThat(slope).containsExactly(12.0);

    assertThat(module.getPackages()).contains("org.chainrule.condition");
    assertThat(module.getPackages().stream().filter(module::isExported))
        .containsExactlyInAnyOrderElementsOf(PublicApi.PACKAGES);
  }

  @Test
  void keepsItsServices() throws IOException {
    Path services = CLASSES.resolve(SERVICES);
    assertThat(services).isDirectory();

    try (JarFile jar = new JarFile(JAR.toFile());
        Stream<Path> files = Files.list(services)) {
      assertThat(files)
          .allSatisfy(
              file ->
                  assertThat(read(jar, SERVICES + file.getFileName()).lines())
                      .containsAll(Files.readAllLines(file)));
    }
  }

  @Test
  void initializesItsParserBesideAForeignAntlr() throws IOException {
    List<String> generated = generatedClasses();
    assertThat(generated).isNotEmpty();

    try (URLClassLoader loader = loader(FOREIGN_ANTLR, JAR)) {
      assertThat(generated).allSatisfy(name -> Class.forName(name, true, loader));
    }
  }

  @Test
  void wouldNotInitializeItsParserWithoutRelocation() throws IOException {
    List<String> generated = generatedClasses();
    assertThat(generated).isNotEmpty();

    try (URLClassLoader loader = loader(FOREIGN_ANTLR, CLASSES)) {
      assertThatThrownBy(
              () -> {
                for (String name : generated) {
                  Class.forName(name, true, loader);
                }
              })
          .isInstanceOf(LinkageError.class);
    }
  }

  @Test
  void runsTheCommandLineBesideAForeignAntlr() throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command()).redirectErrorStream(false).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(errors).isEqualTo(EXIT_CODE);
    assertThat(output.strip()).as(errors).isEqualTo(OUTPUT);
    assertThat(errors).doesNotContain("Exception", "Error:");
  }

  private static List<String> command() throws IOException {
    List<Path> classPath = new ArrayList<>(List.of(FOREIGN_ANTLR, JAR));
    try (Stream<Path> libraries = Files.list(LIBRARIES)) {
      libraries.sorted().forEach(classPath::add);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dstdout.encoding=UTF-8");
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add("org.chainrule.cli.Main");
    command.addAll(COMMAND);
    return command;
  }

  private static List<String> generatedClasses() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream()
          .map(JarEntry::getName)
          .filter(name -> name.startsWith(GENERATED) && name.endsWith(".class"))
          .map(name -> name.replace('/', '.').replaceFirst("\\.class$", ""))
          .toList();
    }
  }

  /** A loader that knows the platform and these paths, in this order, and nothing else. */
  private static URLClassLoader loader(Path... paths) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (Path path : paths) {
      urls.add(path.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  private static String read(JarFile jar, String name) {
    try (InputStream stream = jar.getInputStream(jar.getJarEntry(name))) {
      return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
