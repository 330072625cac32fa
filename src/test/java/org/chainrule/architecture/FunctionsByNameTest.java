package org.chainrule.architecture;

import static java.util.Map.entry;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.chainrule.expr.Function;
import org.chainrule.function.Elementary;
import org.junit.jupiter.api.Test;

/** Which functions are known outside the table: what a row's traits say needs no name. */
class FunctionsByNameTest {
  private static final String TABLE = House.ROOT + ".function";
  private static final Path SOURCES = Path.of("src", "main", "java", "org", "chainrule");

  /** A name in quotation marks that a function's is compared with, or looked up by. */
  private static final Pattern BY_TEXT =
      Pattern.compile("\\.name\\(\\)\\.equals\\(\"|(Functions\\.named|\\.find|apply)\\(\"\\w+\"");

  /** What stands below the table, or beside it, and needs the exponential and the logarithm. */
  private static final Set<String> LOOKED_UP =
      Set.of("expr/Power.java", "evaluate/PreciseArithmetic.java", "evaluate/SeriesFunctions.java");

  /** The functions that are named, by package. */
  private static final Map<String, Set<String>> NAMED =
      Map.ofEntries(
          // Primitives, which the notation, its derivatives and its conditions consist of.
          entry("differentiate", Set.of("log", "max", "min")),
          entry("simplify", Set.of("abs", "exp", "sigmoid", "tanh")),
          entry("condition", Set.of("abs", "floor", "pow", "sign")),
          entry("bound", Set.of("exp", "log", "pow", "sqrt")),
          entry("verify", Set.of("log")),
          entry("answer", Set.of("abs", "step")),
          entry("mistake", Set.of("exp", "log")),
          entry("prove", Set.of("abs", "cos", "log", "sign", "sin", "step")),
          entry(
              "compile.graph",
              Set.of("det", "exp", "inv", "log", "pow", "power_slope", "sigmoid", "softplus")),
          entry("compile.adjoint", Set.of("pow")),
          // Tables: what Java calls by a method of its own, and what vectors have.
          entry(
              "autograd",
              Set.of(
                  "abs",
                  "cos",
                  "exp",
                  "log",
                  "logsumexp",
                  "max",
                  "min",
                  "pow",
                  "relu",
                  "sigmoid",
                  "sin",
                  "softmax",
                  "softplus",
                  "tanh")),
          entry(
              "compile.lanes",
              Set.of(
                  "abs",
                  "cbrt",
                  "cos",
                  "cosh",
                  "exp",
                  "expm1",
                  "log",
                  "log1p",
                  "max",
                  "min",
                  "pow",
                  "relu",
                  "sigmoid",
                  "sigmoid_slope",
                  "sign",
                  "sin",
                  "sinh",
                  "softplus",
                  "sqrt",
                  "step",
                  "tan",
                  "tanh",
                  "tanh_slope")));

  @Test
  void onlyPrimitivesAndTablesAreNamed() {
    Map<String, Set<String>> named =
        new ClassFileImporter()
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages(House.ROOT)
                .stream()
                .filter(type -> !type.getPackageName().startsWith(TABLE))
                .map(JavaClass::getAccessesFromSelf)
                .flatMap(Set::stream)
                .filter(FunctionsByNameTest::isOfTable)
                .collect(
                    groupingBy(
                        access -> packageOf(access.getOriginOwner()),
                        mapping(
                            access -> access.getTarget().getName().toLowerCase(Locale.ROOT),
                            toCollection(TreeSet::new))));

    assertThat(named).isEqualTo(NAMED);
  }

  /** Whether it names a function: a row, or what builds the value of one. */
  private static boolean isOfTable(JavaAccess<?> access) {
    boolean isRow =
        access instanceof JavaFieldAccess field
            && field.getTarget().getRawType().isEquivalentTo(Function.class);
    return access.getTargetOwner().getPackageName().equals(TABLE)
        && (isRow || access.getTargetOwner().isEquivalentTo(Elementary.class));
  }

  private static String packageOf(JavaClass type) {
    return type.getPackageName().substring(House.ROOT.length() + 1);
  }

  @Test
  void noNameIsComparedOrLookedUp() throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        if (!file.startsWith(SOURCES.resolve("function"))
            && BY_TEXT.matcher(Files.readString(file)).find()) {
          found.add(SOURCES.relativize(file).toString().replace('\\', '/'));
        }
      }
    }

    assertThat(found).isEqualTo(LOOKED_UP);
  }
}
