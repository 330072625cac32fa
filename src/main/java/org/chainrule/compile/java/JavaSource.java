package org.chainrule.compile.java;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.BufferPlaces;
import org.chainrule.compile.graph.Graph;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.graph.PowerNodes;
import org.chainrule.compile.graph.Table;
import org.chainrule.compile.jvm.ClassWriting;
import org.chainrule.compile.schedule.Block;
import org.chainrule.compile.schedule.Outline;
import org.chainrule.error.CompileException;
import org.chainrule.expr.Function;
import org.chainrule.kernel.MatrixKernels;
import org.jspecify.annotations.Nullable;

/**
 * A writer of value and gradient as a class in Java that needs nothing but the JDK: the methods
 * that {@link ClassWriting} would write, statement by statement.
 */
public final class JavaSource {
  private static final String MAIN = "valueAndGradient";
  private static final int LONGEST_TITLE = 300;

  /** The bytes of a class's name of which file systems that have 255 for a name make a file. */
  private static final int LONGEST_NAME = 200;

  private static final int MOST_DEFINITIONS = 20;
  private static final Pattern CALL = Pattern.compile("[\\w.]+\\([^()]*\\)");

  /** What can be a variable's name but no class's. */
  private static final Set<String> NO_TYPES = Set.of("var", "record", "yield", "sealed", "permits");

  /** What the class and its kernels mean by these names, a class of such a name would hide. */
  private static final Set<String> USED_TYPES =
      Set.of("Arrays", "IllegalArgumentException", "String", "Long", "Integer", "Object");

  private final Outline outline;
  private final Arrays arrays;
  private final UnaryOperator<String> identifiers;
  private static final String MATRIX_KERNELS = MatrixKernels.class.getName();

  private final JavaKernels kernels = new JavaKernels();
  private final BufferPlaces places;
  private final JavaNaming naming;
  private final Map<String, String> sizes = new LinkedHashMap<>();
  private final Map<Axis, String> indices = new HashMap<>();
  private final Map<String, Node> counts = new LinkedHashMap<>();
  private final Set<String> imports = new TreeSet<>();
  private final Map<Table, String> tables = new LinkedHashMap<>();
  private boolean usesGuarded;

  /**
   * The buffers, in the order in which they lie in each array.
   *
   * @param variables in the first array
   * @param parameters in the second, if there are any
   * @param gradient as the variables
   * @param scratch what is needed besides
   */
  public record Arrays(
      List<Buffer> variables,
      List<Buffer> parameters,
      List<Buffer> gradient,
      List<Buffer> scratch) {}

  public JavaSource(
      Graph graph,
      Outline outline,
      Arrays arrays,
      Collection<String> sizeNames,
      UnaryOperator<String> identifiers) {
    this.outline = outline;
    this.arrays = arrays;
    this.identifiers = identifiers;
    places = new BufferPlaces(graph);
    counts.put("variables", places.add(arrays.variables(), 0));
    if (!arrays.parameters().isEmpty()) {
      counts.put("parameters", places.add(arrays.parameters(), 0));
    }
    counts.put("gradient", places.add(arrays.gradient(), 0));
    if (outline.spills() > 0 || !arrays.scratch().isEmpty()) {
      counts.put("scratch", places.add(arrays.scratch(), outline.spills()));
    }
    for (Outline.Method method : outline.methods()) {
      noteKernels(method.block);
    }
    kernels.complete();
    Set<String> taken = new LinkedHashSet<>(kernels.types());
    taken.addAll(List.of("Arrays", "variables", "parameters", "gradient", "scratch", "count"));
    naming = new JavaNaming(identifiers, taken);
    tables.replaceAll((table, none) -> naming.numbered("TABLE"));
    sizeNames.forEach(name -> sizes.put(name, naming.local(name)));
  }

  private void noteKernels(Block block) {
    for (Block.Statement each : block.statements()) {
      if (each instanceof Block.Compute compute
          && compute.node().kind == Node.Kind.CALL
          && PowerNodes.halves(compute.node()) == 0) {
        template(compute.node().function(), compute.node().inputs.size());
      } else if (each instanceof Block.Compute compute
          && compute.node().detail instanceof Table table) {
        tables.put(table, "");
      } else if (each instanceof Block.MatrixProduct product) {
        multiplication();
        if (product.node().product().isGuarded()) {
          guard();
        }
      } else if (each instanceof Block.Inversion) {
        inversion();
      } else if (each instanceof Block.Loop loop) {
        noteKernels(loop.body());
      }
    }
  }

  /** How many numbers stand in tables. */
  public int numbersInTables() {
    return tables.keySet().stream().mapToInt(Table::length).sum();
  }

  /** The class, with the name that it is to have. */
  public String write(String className, List<String> description, Node value) {
    String simple = className.substring(className.lastIndexOf('.') + 1);
    requireName(className, simple);
    JavaText body = new JavaText();
    writeComment(body, description);
    body.open("public final class " + simple);
    body.line("private " + simple + "() {}");
    writeCounts(body);
    writeMethods(body, value);
    writeTables(body);
    writeRequire(body);
    if (usesGuarded) {
      writeGuarded(body);
    }
    kernels.write(body);
    body.close();
    JavaText whole = new JavaText();
    if (simple.length() < className.length()) {
      whole.line("package " + className.substring(0, className.lastIndexOf('.')) + ";");
      whole.blank();
    }
    imports.addAll(kernels.imports());
    imports.forEach(each -> whole.line("import " + each + ";"));
    if (!imports.isEmpty()) {
      whole.blank();
    }
    whole.addAll(body);
    return whole.toString();
  }

  private void requireName(String className, String simple) {
    for (String part : className.split("\\.", -1)) {
      // Only a variable of this name would hide packages.
      boolean isRoot = part.equals("org") && className.startsWith("org.");
      if (part.isEmpty() || !isRoot && !identifiers.apply(part).equals(part)) {
        throw new CompileException("`" + shown(className) + "` cannot be the name of a class");
      }
      requireShort(part, LONGEST_NAME);
    }
    requireShort(className, LONGEST_TITLE);
    if (NO_TYPES.contains(simple)
        || USED_TYPES.contains(simple)
        || kernels.types().contains(simple)
        || kernels.imports().stream().anyMatch(each -> each.endsWith("." + simple))) {
      throw new CompileException("a class of the name " + simple + " would hide another");
    }
  }

  /** Refuses a name of which no file could be made. */
  private static void requireShort(String name, int longest) {
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length > longest) {
      throw new CompileException(
          "the name of a class is a file's too, and `"
              + shown(name)
              + "` has "
              + length
              + " bytes; "
              + longest
              + " are the most");
    }
  }

  private static String shown(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME / 10) + "...";
  }

  private static void writeComment(JavaText out, List<String> description) {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add("Value and gradient of " + title(description.get(0)) + ".");
    List<String> definitions = description.subList(1, description.size());
    if (!definitions.isEmpty()) {
      paragraphs.add(
          "Where "
              + definitions.stream()
                  .limit(MOST_DEFINITIONS)
                  .map(JavaSource::title)
                  .collect(Collectors.joining(", "))
              + (definitions.size() > MOST_DEFINITIONS ? " and so on." : "."));
    }
    paragraphs.add(
        "Written by Chainrule; it needs nothing but the JDK. There is no state: threads may share"
            + " it, each with arrays of its own.");
    out.comment(paragraphs);
  }

  private static String title(String text) {
    if (text.length() <= LONGEST_TITLE) {
      return JavaText.code(text);
    }
    String start = text.substring(0, text.offsetByCodePoints(0, LONGEST_TITLE / 2));
    return JavaText.code(start.replace('{', '(').replace('}', ')') + " ...");
  }

  private void writeCounts(JavaText out) {
    counts.forEach(
        (array, count) -> {
          if (array.equals("gradient")) {
            return;
          }
          out.blank();
          out.comment(List.of("How many elements the array of " + described(array) + " has."));
          out.open("public static int " + counter(array) + "(" + sizeParameters() + ")");
          writeCount(out, count);
          out.close();
        });
  }

  private void writeCount(JavaText out, Node count) {
    List<Node> terms = new ArrayList<>();
    Node rest = count;
    while (rest.kind == Node.Kind.WHOLE_ADD) {
      terms.add(0, rest.input(1));
      rest = rest.input(0);
    }
    if (terms.size() < 2) {
      out.line("return " + exact(count).text() + ";");
      return;
    }
    out.line("int count = " + exact(rest).text() + ";");
    terms.forEach(each -> out.line("count = Math.addExact(count, " + exact(each).text() + ");"));
    out.line("return count;");
  }

  private static String described(String array) {
    return array.equals("scratch") ? "working memory" : array;
  }

  private static String counter(String array) {
    return switch (array) {
      case "parameters" -> "parameterCount";
      case "scratch" -> "scratchCount";
      default -> "variableCount";
    };
  }

  private String sizeParameters() {
    return sizes.values().stream().map(each -> "int " + each).collect(Collectors.joining(", "));
  }

  private String sizeArguments() {
    return String.join(", ", sizes.values());
  }

  /** A number of elements, told when it is more than an int holds. */
  private JavaCode exact(Node node) {
    return switch (node.kind) {
      case WHOLE -> JavaCode.of(node.whole());
      case SIZE -> JavaCode.atom(size((String) node.detail));
      case WHOLE_ADD -> exact("Math.addExact", node);
      case WHOLE_MULTIPLY -> exact("Math.multiplyExact", node);
      case WHOLE_MAXIMUM -> exact("Math.max", node);
      case WHOLE_MINIMUM -> exact("Math.min", node);
      default -> throw new IllegalStateException("not a length: " + node);
    };
  }

  private JavaCode exact(String function, Node node) {
    String arguments = exact(node.input(0)).text() + ", " + exact(node.input(1)).text();
    return JavaCode.atom(function + "(" + arguments + ")");
  }

  private void writeMethods(JavaText out, Node value) {
    boolean hasScratch = counts.containsKey("scratch");
    if (hasScratch) {
      out.blank();
      out.comment(List.of("The same with working memory that is made for each call."));
      out.open("public static double " + MAIN + "(" + parameters(List.of(), false) + ")");
      String scratch = "new double[scratchCount(" + sizeArguments() + ")]";
      out.line("return " + MAIN + "(" + arguments(List.of()).replace("scratch", scratch) + ");");
      out.close();
    }
    out.blank();
    out.comment(description());
    out.open("public static double " + MAIN + "(" + parameters(List.of(), true) + ")");
    sizes.values().forEach(each -> out.line("require(\"" + each + "\", " + each + " >= 0);"));
    for (String array : counts.keySet()) {
      String count = counter(array.equals("gradient") ? "variables" : array);
      String relation = array.equals("scratch") ? " >= " : " == ";
      String length = array + ".length" + relation + count + "(" + sizeArguments() + ")";
      out.line("require(\"" + array + "\", " + length + ");");
    }
    write(outline.main(), value, out);
    for (Outline.Method method : outline.methods()) {
      if (method != outline.main()) {
        out.blank();
        List<String> axes = method.axes.stream().map(each -> "int " + index(each)).toList();
        out.open("private static void " + name(method) + "(" + parameters(axes, true) + ")");
        write(method, null, out);
      }
    }
  }

  private void write(Outline.Method method, @Nullable Node value, JavaText out) {
    JavaText body = out.below();
    new JavaMethod(this, outline, body, method).write(method, value, out);
    out.addAll(body);
    out.close();
  }

  private List<String> description() {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add("The value; and the gradient, which is put into an array.");
    paragraphs.add("@param variables " + list(arrays.variables()));
    if (counts.containsKey("parameters")) {
      paragraphs.add("@param parameters " + list(arrays.parameters()));
    }
    paragraphs.add("@param gradient gets the derivatives by the variables, in their order");
    if (counts.containsKey("scratch")) {
      paragraphs.add("@param scratch working memory, which may be used again and again");
    }
    return paragraphs;
  }

  private String list(List<Buffer> buffers) {
    String names =
        buffers.stream().flatMap(this::shown).map(JavaText::code).collect(Collectors.joining(", "));
    boolean hasRows = buffers.stream().anyMatch(each -> each.extents.size() > 1);
    return names.isEmpty() ? "none" : names + (hasRows ? "; the last index runs fastest" : "");
  }

  private Stream<String> shown(Buffer buffer) {
    if (!buffer.elements.isEmpty()) {
      return buffer.elements.stream();
    }
    return Stream.of(
        buffer.extents.stream()
            .map(each -> exact(each.lower()).text() + ".." + exact(each.upper()).text())
            .collect(Collectors.joining(",", buffer.name + "_{", "}")));
  }

  private String parameters(List<String> axes, boolean withScratch) {
    List<String> all = new ArrayList<>();
    for (String array : counts.keySet()) {
      if (withScratch || !array.equals("scratch")) {
        all.add("double[] " + array);
      }
    }
    sizes.values().forEach(each -> all.add("int " + each));
    all.addAll(axes);
    return String.join(", ", all);
  }

  /** What every method gets, and the indices that a method needs. */
  String arguments(List<String> axes) {
    List<String> all = new ArrayList<>(counts.keySet());
    all.addAll(sizes.values());
    all.addAll(axes);
    return String.join(", ", all);
  }

  private void writeTables(JavaText out) {
    tables.forEach(
        (table, name) -> {
          out.blank();
          String numbers =
              IntStream.range(0, table.length())
                  .mapToObj(
                      i ->
                          table.isWhole()
                              ? JavaCode.of(table.whole(i))
                              : JavaCode.of(table.number(i)))
                  .map(JavaCode::text)
                  .collect(Collectors.joining(", "));
          String type = table.isWhole() ? "int[] " : "double[] ";
          out.line("private static final " + type + name + " = {" + numbers + "};");
        });
  }

  private static void writeRequire(JavaText out) {
    out.blank();
    out.open("private static void require(String what, boolean holds)");
    out.open("if (!holds)");
    out.line("throw new IllegalArgumentException(what + \" has the wrong length\");");
    out.close();
    out.close();
  }

  private static void writeGuarded(JavaText out) {
    out.blank();
    out.comment(List.of("The product, 0 where the adjoint is: a case not taken adds nothing."));
    out.open("private static double guarded(double adjoint, double partial)");
    out.line("return adjoint == 0 ? 0 : adjoint * partial;");
    out.close();
  }

  JavaNaming naming() {
    return naming;
  }

  BufferPlaces places() {
    return places;
  }

  String size(String name) {
    return Objects.requireNonNull(sizes.get(name));
  }

  /** The name of an index; that of a recurrence is a time. */
  String index(Axis axis) {
    return indices.computeIfAbsent(axis, key -> naming.lettered(key.sequential ? "ts" : "ijkl"));
  }

  String name(Outline.Method method) {
    return "part" + method.number;
  }

  String guarded() {
    usesGuarded = true;
    return "guarded";
  }

  /** The name of a table. */
  String table(Table table) {
    return Objects.requireNonNull(tables.get(table));
  }

  void importType(String name) {
    imports.add(name);
  }

  static String array(Buffer.Role role) {
    return switch (role) {
      case VARIABLES -> "variables";
      case PARAMETERS -> "parameters";
      case RESULTS -> "gradient";
      case SCRATCH -> "scratch";
      case DIRECTIONS -> throw new IllegalStateException("a gradient has no direction");
    };
  }

  private String template(Function function, int arguments) {
    String template = function.java().orElse("");
    if (!template.contains("#" + arguments) || template.contains("#" + (arguments + 1))) {
      throw new CompileException(
          function.name() + " of " + arguments + " arguments has no Java that stands alone");
    }
    return kernels.local(template);
  }

  /** The name of the kernel that multiplies matrices. */
  String multiplication() {
    return kernels.local(MATRIX_KERNELS + ".multiply");
  }

  /** The name of the one that inverts them. */
  String inversion() {
    return kernels.local(MATRIX_KERNELS + ".invert");
  }

  /** The name of the one that then puts right what has no value. */
  String guard() {
    return kernels.local(MATRIX_KERNELS + ".guard");
  }

  /** A function of some arguments. */
  JavaCode function(Function function, List<JavaCode> arguments) {
    String template = template(function, arguments.size());
    boolean isCall = CALL.matcher(template).matches();
    String text = template;
    for (int i = arguments.size(); i > 0; i--) {
      JavaCode argument = arguments.get(i - 1);
      text = text.replace("#" + i, isCall ? argument.text() : argument.at(JavaCode.ATOM));
    }
    return isCall ? JavaCode.atom(text) : new JavaCode(text, JavaCode.CONDITIONAL);
  }
}
