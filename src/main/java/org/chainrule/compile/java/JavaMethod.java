package org.chainrule.compile.java;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chainrule.compile.graph.Axis;
import org.chainrule.compile.graph.Buffer;
import org.chainrule.compile.graph.BufferPlaces;
import org.chainrule.compile.graph.Node;
import org.chainrule.compile.graph.PowerNodes;
import org.chainrule.compile.schedule.Block;
import org.chainrule.compile.schedule.BlockWriter;
import org.chainrule.compile.schedule.LoopCarried;
import org.chainrule.compile.schedule.Outline;
import org.jspecify.annotations.Nullable;

/** Java text of one method: values that are at hand are names, or texts put into others. */
final class JavaMethod extends BlockWriter<JavaCode> {
  /** The longest text that is put into another one rather than into a local. */
  private static final int LONGEST = 50;

  private final JavaSource source;
  private final JavaText out;
  private final JavaNaming naming;

  /** The indices that are declared where the text now stands. */
  private Set<String> declared = new HashSet<>();

  /** The places of arrays that the method computes at its head, with their names. */
  private final Map<Node, String> hoisted = new LinkedHashMap<>();

  JavaMethod(JavaSource source, Outline outline, JavaText out, Outline.Method method) {
    super(outline);
    this.source = source;
    this.out = out;
    naming = source.naming().copy();
    for (Axis axis : method.axes) {
      indices.put(axis, JavaCode.atom(source.index(axis)));
    }
  }

  void write(Outline.Method method, @Nullable Node value, JavaText head) {
    boolean mayHaveNone = value != null && !value.isTotal;
    List<Node> read = mayHaveNone ? List.of(value, value) : List.of();
    body(method, value == null || mayHaveNone ? read : List.of(value));
    if (value != null && mayHaveNone) {
      source.importType("java.util.Arrays");
      out.open("if (Double.isNaN(" + code(value).text() + "))");
      out.line("Arrays.fill(gradient, Double.NaN);");
      out.close();
    }
    if (value != null) {
      out.line("return " + code(value).text() + ";");
    }
    known.clear();
    hoisted.forEach(
        (node, name) -> {
          head.line("int " + name + " = " + evaluate(node).text() + ";");
          known.put(node, JavaCode.atom(name));
        });
  }

  @Override
  protected void takeSpilled(Node node) {
    declare(node, spilled(node));
  }

  @Override
  protected void recall(Node node, Block.Place place) {
    String kept = element(place.buffer(), place.subscripts());
    store(node, read(node, JavaCode.atom(kept)));
  }

  @Override
  protected void call(Outline.Method method) {
    List<String> axes = method.axes.stream().map(this::index).toList();
    out.line(source.name(method) + "(" + source.arguments(axes) + ");");
  }

  private String index(Axis axis) {
    return Objects.requireNonNull(indices.get(axis)).text();
  }

  @Override
  protected void put(Buffer buffer, List<Node> subscripts, Node value, boolean adds) {
    String sign = adds ? " += " : " = ";
    out.line(element(buffer, subscripts) + sign + written(value) + ";");
  }

  @Override
  protected void fill(Buffer buffer) {
    source.importType("java.util.Arrays");
    BufferPlaces.Place place = source.places().of(buffer);
    String first = code(place.start()).text();
    String end = code(place.end()).text();
    String value = JavaCode.of(buffer.initial).text();
    String array = JavaSource.array(buffer.role);
    out.line("Arrays.fill(" + array + ", " + first + ", " + end + ", " + value + ");");
  }

  @Override
  protected JavaCode first(Axis axis) {
    return code(axis.lower);
  }

  @Override
  protected void multiply(Block.MatrixProduct product) {
    Node.ProductAxes axes = product.node().product();
    List<String> arguments = new ArrayList<>();
    addMatrix(product.left(), axes.row(), axes.term(), arguments);
    addMatrix(product.right(), axes.term(), axes.column(), arguments);
    addMatrix(product.target(), axes.row(), axes.column(), arguments);
    product.axes().forEach(axis -> arguments.add(length(axis)));
    String all = "(" + String.join(", ", arguments) + ");";
    out.line(source.multiplication() + all);
    if (axes.isGuarded()) {
      out.line(source.guard() + all);
    }
  }

  @Override
  protected void invert(Block.Inversion inversion) {
    Axis row = inversion.axes().get(0);
    Axis column = inversion.axes().get(1);
    List<String> arguments = new ArrayList<>();
    addMatrix(inversion.source(), row, column, arguments);
    addMatrix(inversion.target(), row, column, arguments);
    arguments.add(length(row));
    out.line(source.inversion() + "(" + String.join(", ", arguments) + ");");
  }

  private String length(Axis axis) {
    if (axis.lower.isWhole(1)) {
      return code(axis.upper).text();
    }
    JavaCode end = JavaCode.sum(code(axis.upper), JavaCode.of(1));
    return JavaCode.binary(end, "-", code(axis.lower), JavaCode.SUM).text();
  }

  /** Adds the array of a matrix, its first place and two distances. */
  private void addMatrix(Block.Place place, Axis row, Axis column, List<String> arguments) {
    arguments.add(JavaSource.array(place.buffer().role));
    arguments.add(place(place.buffer(), place.subscripts()));
    for (Axis axis : List.of(row, column)) {
      Node stride = source.places().of(place.buffer()).strides().get(place.dimension(axis));
      arguments.add(hoist(stride, place.buffer(), "Step").text());
    }
  }

  @Override
  protected void compute(Node node, boolean isUsedOnce) {
    if (node.kind == Node.Kind.DETACH && outline.spill(node) < 0) {
      known.put(node, code(node.input(0)));
      return;
    }
    JavaCode code = evaluate(node);
    boolean isNamed = node.kind == Node.Kind.LOAD && (isSingle(node) || !isInput(node.buffer()));
    if (isUsedOnce && !isNamed && outline.spill(node) < 0 && code.text().length() <= LONGEST) {
      known.put(node, code);
    } else {
      store(node, code);
    }
  }

  /** Whether it loads the same element each time, so that it has a name of its own. */
  private static boolean isSingle(Node load) {
    return load.inputs.stream().allMatch(each -> each.kind == Node.Kind.WHOLE);
  }

  private static boolean isInput(Buffer buffer) {
    return buffer.role != Buffer.Role.SCRATCH && buffer.role != Buffer.Role.RESULTS;
  }

  /** Puts a value into a local, and into the scratch array where other methods need it. */
  private void store(Node node, JavaCode code) {
    declare(node, code);
    spill(node);
  }

  private void spill(Node node) {
    int spill = outline.spill(node);
    if (spill >= 0) {
      out.line("scratch[" + spill + "] = " + written(node) + ";");
    }
  }

  /** A value as a double, which is what arrays hold. */
  private String written(Node node) {
    String text = code(node).text();
    return node.kind.isCondition() ? text + " ? 1.0 : 0.0" : text;
  }

  private JavaCode spilled(Node node) {
    return read(node, JavaCode.atom("scratch[" + outline.spill(node) + "]"));
  }

  /** What {@link #written} wrote. */
  private static JavaCode read(Node node, JavaCode place) {
    if (node.kind.isCondition()) {
      return JavaCode.binary(place, "!=", JavaCode.of(0), JavaCode.EQUALITY);
    }
    return node.kind.isWhole() ? JavaCode.prefix("(int) ", place) : place;
  }

  private JavaCode declare(Node node, JavaCode code) {
    String name = nameFor(node);
    String type = node.kind.isCondition() ? "boolean" : node.kind.isWhole() ? "int" : "double";
    out.line(type + " " + name + " = " + code.text() + ";");
    JavaCode named = JavaCode.atom(name);
    known.put(node, named);
    return named;
  }

  private String nameFor(Node node) {
    if (node.kind == Node.Kind.LOAD) {
      return naming.local(isSingle(node) ? elementName(node) : name(node.buffer()));
    }
    if (node.kind == Node.Kind.REDUCE) {
      return naming.numbered(
          switch (node.over().fold()) {
            case SUM -> "sum";
            case PRODUCT -> "product";
            case MAXIMUM -> "largest";
            case MINIMUM -> "smallest";
          });
    }
    return naming.numbered(node.kind.isCondition() ? "holds" : node.kind.isWhole() ? "at" : "v");
  }

  /** The name of a family; of working memory, what it says without numbers and signs. */
  private static String name(Buffer buffer) {
    if (buffer.role != Buffer.Role.SCRATCH) {
      return buffer.name;
    }
    String letters = buffer.name.replaceAll("[^A-Za-z_].*", "");
    String name = letters.isEmpty() ? "kept" : letters;
    return buffer.name.endsWith("'") ? name + "Adjoint" : name;
  }

  private static String elementName(Node load) {
    if (!load.buffer().elements.isEmpty()) {
      return load.buffer().elements.get(load.input(0).whole());
    }
    StringBuilder name = new StringBuilder(name(load.buffer()));
    load.inputs.forEach(
        each -> name.append(each.whole() < 0 ? "_$" : "_").append(Math.abs(each.whole())));
    return name.toString();
  }

  /** The text of a node: its name, if it has one. */
  private JavaCode code(Node node) {
    JavaCode code = known.get(node);
    if (code != null) {
      return code;
    }
    // What has no name here was made by a method that was called from here, or needs no making.
    return outline.spill(node) >= 0 ? spilled(node) : evaluate(node);
  }

  private JavaCode evaluate(Node node) {
    return switch (node.kind) {
      case NUMBER -> JavaCode.of(node.number());
      case WHOLE -> JavaCode.of(node.whole());
      case SIZE -> JavaCode.atom(source.size((String) node.detail));
      case INDEX -> Objects.requireNonNull(indices.get((Axis) node.detail));
      case LOAD -> JavaCode.atom(element(node.buffer(), node.inputs));
      case CONSTANT, PLACE ->
          JavaCode.atom(source.table(node.table()) + "[" + code(node.input(0)).text() + "]");
      case ADD -> binary(node, "+", JavaCode.SUM);
      case SUBTRACT -> binary(node, "-", JavaCode.SUM);
      case MULTIPLY -> binary(node, "*", JavaCode.PRODUCT);
      case DIVIDE -> binary(node, "/", JavaCode.PRODUCT);
      case WHOLE_ADD -> wholeSum(node);
      case WHOLE_MULTIPLY -> wholeProduct(node);
      case GUARDED_MULTIPLY -> call(source.guarded(), node);
      case NEGATE -> JavaCode.prefix("-", code(node.input(0)));
      case SQUARE_ROOT -> call("Math.sqrt", node);
      case WHOLE_MAXIMUM -> call("Math.max", node);
      case WHOLE_MINIMUM -> call("Math.min", node);
      case TO_DOUBLE -> JavaCode.prefix("(double) ", code(node.input(0)));
      case DETACH -> code(node.input(0));
      case CALL -> function(node);
      case SELECT -> JavaCode.select(code(node.input(0)), code(node.input(1)), code(node.input(2)));
      case LESS -> binary(node, "<", JavaCode.RELATION);
      case LESS_OR_EQUAL -> binary(node, "<=", JavaCode.RELATION);
      case EQUAL -> binary(node, "==", JavaCode.EQUALITY);
      case AND -> binary(node, "&&", JavaCode.AND);
      case OR -> binary(node, "||", JavaCode.OR);
      case NOT -> JavaCode.prefix("!", code(node.input(0)));
      case REDUCE, MATRIX_PRODUCT, ELEMENT, STORE, ACCUMULATE, INVERT ->
          throw new IllegalStateException("no value at hand: " + node);
    };
  }

  private JavaCode binary(Node node, String sign, int level) {
    return JavaCode.binary(code(node.input(0)), sign, code(node.input(1)), level);
  }

  private JavaCode call(String function, Node node) {
    List<String> arguments = node.inputs.stream().map(each -> code(each).text()).toList();
    return JavaCode.atom(function + "(" + String.join(", ", arguments) + ")");
  }

  private JavaCode function(Node node) {
    int halves = PowerNodes.halves(node);
    if (halves == 0) {
      return source.function(node.function(), node.inputs.stream().map(this::code).toList());
    }
    Node base = node.input(0);
    if (code(base).level() < JavaCode.ATOM || code(base).text().endsWith(")")) {
      declare(base, code(base));
    }
    JavaCode power = JavaCode.atom("Math.sqrt(" + code(base).text() + ")");
    for (int i = 0; i < halves / 2; i++) {
      power = JavaCode.binary(code(base), "*", power, JavaCode.PRODUCT);
    }
    return power;
  }

  private JavaCode wholeSum(Node node) {
    return JavaCode.sum(code(node.input(0)), code(node.input(1)));
  }

  private JavaCode wholeProduct(Node node) {
    JavaCode left = code(node.input(0));
    JavaCode right = code(node.input(1));
    if (node.input(0).isWhole(-1)) {
      return JavaCode.prefix("-", right);
    }
    return node.input(1).isWhole(-1)
        ? JavaCode.prefix("-", left)
        : JavaCode.binary(left, "*", right, JavaCode.PRODUCT);
  }

  private String element(Buffer buffer, List<Node> subscripts) {
    return JavaSource.array(buffer.role) + "[" + place(buffer, subscripts) + "]";
  }

  private String place(Buffer buffer, List<Node> subscripts) {
    BufferPlaces.Place place = source.places().of(buffer);
    long constant = place.base().kind == Node.Kind.WHOLE ? place.base().whole() : 0;
    JavaCode sum =
        place.base().kind == Node.Kind.WHOLE ? null : hoist(place.base(), buffer, "Start");
    for (int i = 0; i < subscripts.size(); i++) {
      Node stride = place.strides().get(i);
      Node subscript = subscripts.get(i);
      if (stride.kind == Node.Kind.WHOLE && subscript.kind == Node.Kind.WHOLE) {
        constant += (long) stride.whole() * subscript.whole();
        continue;
      }
      JavaCode term = code(subscript);
      if (!stride.isWhole(1)) {
        JavaCode step = hoist(stride, buffer, "Step");
        term = JavaCode.binary(term, "*", step, JavaCode.PRODUCT);
      }
      sum = sum == null ? term : JavaCode.sum(sum, term);
    }
    JavaCode last = JavaCode.of(Math.toIntExact(constant));
    return sum == null ? last.text() : constant == 0 ? sum.text() : JavaCode.sum(sum, last).text();
  }

  /** A place or a distance, computed once at the head of the method unless it is simple. */
  private JavaCode hoist(Node node, Buffer buffer, String what) {
    if (node.kind == Node.Kind.WHOLE || node.kind == Node.Kind.SIZE) {
      return code(node);
    }
    return JavaCode.atom(hoisted.computeIfAbsent(node, key -> naming.local(name(buffer) + what)));
  }

  @Override
  protected JavaCode accumulator(Node reduction) {
    return declare(reduction, JavaCode.of(reduction.over().neutral()));
  }

  @Override
  protected void accumulate(Node reduction, JavaCode accumulator) {
    reduce(reduction, accumulator, code(reduction.input(0)));
  }

  @Override
  protected void join(Node reduction, List<JavaCode> accumulators) {
    JavaCode total = accumulators.get(0);
    accumulators.subList(1, accumulators.size()).forEach(each -> reduce(reduction, total, each));
    known.put(reduction, total);
    spill(reduction);
  }

  private void reduce(Node reduction, JavaCode accumulator, JavaCode term) {
    String name = accumulator.text();
    out.line(
        switch (reduction.over().fold()) {
          case SUM -> name + " += " + term.text() + ";";
          case PRODUCT -> name + " *= " + term.text() + ";";
          case MAXIMUM -> name + " = Math.max(" + name + ", " + term.text() + ");";
          case MINIMUM -> name + " = Math.min(" + name + ", " + term.text() + ");";
        });
  }

  @Override
  protected JavaCode index(Block.Loop loop, boolean isSetBefore) {
    String index = source.index(loop.axis());
    if (isSetBefore) {
      out.line(start(loop, index) + ";");
      declared.add(index);
    }
    return JavaCode.atom(index);
  }

  private String start(Block.Loop loop, String index) {
    Axis axis = loop.axis();
    String first = code(loop.descends() ? axis.upper : axis.lower).text();
    return (declared.contains(index) ? "" : "int ") + index + " = " + first;
  }

  /** That there are so many passes of a loop left. */
  private String goesOn(Block.Loop loop, int passes) {
    Axis axis = loop.axis();
    JavaCode last = code(loop.descends() ? axis.lower : axis.upper);
    JavaCode start = passes == 1 ? last : JavaCode.sum(last, JavaCode.of(1 - passes));
    return index(axis) + (loop.descends() ? " >= " : " <= ") + start.text();
  }

  private String step(Block.Loop loop) {
    return index(loop.axis()) + (loop.descends() ? "--" : "++");
  }

  @Override
  protected void repeat(Block.Loop loop, int passes, boolean isSetBefore, Runnable written) {
    String index = index(loop.axis());
    String start = isSetBefore ? "" : start(loop, index);
    out.open("for (" + start + "; " + goesOn(loop, passes) + "; " + step(loop) + ")");
    Set<String> outside = new HashSet<>(declared);
    declared.add(index);
    written.run();
    declared = outside;
    out.close();
  }

  @Override
  protected void once(Block.Loop loop, boolean isLast, Runnable pass) {
    out.open("if (" + goesOn(loop, 1) + ")");
    pass.run();
    if (!isLast) {
      next(loop);
    }
    out.close();
  }

  @Override
  protected void next(Block.Loop loop) {
    out.line(step(loop) + ";");
  }

  @Override
  protected JavaCode latest(LoopCarried carry, Block.Loop loop) {
    Node reader = carry.reader();
    String latest = naming.local(name(reader.buffer()));
    String first = element(reader.buffer(), reader.subscripts());
    out.line("double " + latest + " = " + goesOn(loop, 1) + " ? " + first + " : 0.0;");
    return JavaCode.atom(latest);
  }

  @Override
  protected JavaCode previous(LoopCarried carry) {
    return JavaCode.atom(naming.local(name(carry.reader().buffer()) + "Before"));
  }

  @Override
  protected void handOn(JavaCode latest, JavaCode previous) {
    out.line("double " + previous.text() + " = " + latest.text() + ";");
  }

  @Override
  protected void putLast(LoopCarried carry, Block.Loop loop, JavaCode latest) {
    Node reader = carry.reader();
    String lower = code(loop.axis().lower).text();
    out.open("if (" + lower + " <= " + code(loop.axis().upper).text() + ")");
    String element = element(reader.buffer(), reader.subscripts());
    out.line(element + " = " + latest.text() + ";");
    out.close();
  }

  @Override
  protected void putOnTop(Node effect, JavaCode previous) {
    String element = element(effect.buffer(), effect.subscripts());
    JavaCode sum = JavaCode.binary(previous, "+", code(effect.value()), JavaCode.SUM);
    out.line(element + " = " + sum.text() + ";");
  }

  @Override
  protected void putCarried(Node effect, JavaCode latest, boolean adds, boolean isKept) {
    String element = element(effect.buffer(), effect.subscripts());
    JavaCode value = code(effect.value());
    JavaCode sum = adds ? JavaCode.binary(JavaCode.atom(element), "+", value, JavaCode.SUM) : value;
    out.line(latest.text() + " = " + sum.text() + ";");
    if (!isKept) {
      out.line(element + " = " + latest.text() + ";");
    }
  }
}
