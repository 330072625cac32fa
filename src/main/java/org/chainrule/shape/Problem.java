package org.chainrule.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.parse.FunctionNames;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.Syntax;
import org.jspecify.annotations.Nullable;

/** The knowledge of a problem's names that shapes are found by. */
final class Problem {
  private final Map<String, ShapedName> names = new LinkedHashMap<>();
  private final Map<String, DeclaredShape.Mapping> mappings = new LinkedHashMap<>();
  private final Set<String> ownFunctions = new LinkedHashSet<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final Map<String, ShapedName> families = new LinkedHashMap<>();
  private final Set<String> lengthNames = new LinkedHashSet<>();
  private final Lengths lengths = new Lengths();
  private final FunctionNames functions;

  Problem(FunctionNames functions) {
    this.functions = functions;
  }

  Lengths lengths() {
    return lengths;
  }

  void shape(ShapedName name) {
    names.put(name.name(), name);
    known.add(name.name());
  }

  /** Adds a family of columns or matrices. */
  void family(ShapedName family) {
    families.put(family.name(), family);
    known.add(family.name());
  }

  /** The family of columns or matrices of a name. */
  @Nullable ShapedName family(String name) {
    return families.get(name);
  }

  /**
   * What an element stands for where it is more than a number: a name that what is below belongs
   * to, or a column or a matrix of a family.
   */
  @Nullable ShapedName shaped(Syntax.Subscripted element) {
    ShapedName whole = named(String.valueOf(ShapePass.whole(element)));
    ShapedName family = families.get(element.family().name());
    return whole == null && family != null && family.indices() == element.indices().size()
        ? family
        : whole;
  }

  /** Adds a name that stands for a length of something that is declared. */
  void length(String name) {
    known.add(name);
    lengthNames.add(name);
  }

  boolean isLength(String name) {
    return lengthNames.contains(name);
  }

  /** All that is found out so far. */
  record Found(
      Map<String, ShapedName> names,
      Map<String, ShapedName> families,
      Set<String> known,
      Lengths.Found lengths) {}

  Found found() {
    return new Found(
        new LinkedHashMap<>(names),
        new LinkedHashMap<>(families),
        new LinkedHashSet<>(known),
        lengths.found());
  }

  /** Forgets what was found out since. */
  void reset(Found found) {
    names.keySet().retainAll(found.names().keySet());
    names.putAll(found.names());
    families.keySet().retainAll(found.families().keySet());
    families.putAll(found.families());
    known.retainAll(found.known());
    lengths.reset(found.lengths());
  }

  /** Adds a name that is declared or defined, or the length of something. */
  void know(String name) {
    known.add(name);
  }

  void function(String name, DeclaredShape.@Nullable Mapping mapping) {
    known.add(name);
    ownFunctions.add(name);
    if (mapping != null) {
      mappings.put(name, mapping);
    }
  }

  /** Whether anything here is more than a number. */
  boolean hasShapes() {
    return !names.isEmpty() || !families.isEmpty();
  }

  @Nullable ShapedName named(String name) {
    return names.get(name);
  }

  /** All names that are no numbers, in the order in which their shapes were found. */
  List<ShapedName> names() {
    List<ShapedName> all = new ArrayList<>();
    names.values().forEach(each -> all.add(resolved(each)));
    families.values().forEach(each -> all.add(resolved(each)));
    return all;
  }

  /** A name with all that is known of its lengths put in. */
  ShapedName resolved(ShapedName name) {
    return new ShapedName(
        name.name(),
        resolved(name.shape()),
        name.axes().stream().map(lengths::resolved).toList(),
        name.indices(),
        name.isWhole(),
        name.isDeclared(),
        name.span(),
        name.text());
  }

  Shape resolved(Shape shape) {
    return new Shape(shape.lengths().stream().map(lengths::resolved).toList());
  }

  /** Whether a name stands for something in this problem, be it a length. */
  boolean knows(String name) {
    return known.contains(name);
  }

  boolean isOwnFunction(String name) {
    return ownFunctions.contains(name);
  }

  /** Whether an own function takes whole families. */
  boolean takesVectors(String function) {
    DeclaredShape.Mapping mapping = mappings.get(function);
    return mapping != null
        && mapping.arguments().stream().anyMatch(each -> !each.dimensions().isEmpty());
  }

  /** Whether a function of the table takes the elements of a family. */
  boolean isOfVectors(String function) {
    return !isOwnFunction(function) && functions.takesVector(function, 0);
  }

  /** The function of matrices of a name, where the problem gives the name no other meaning. */
  Optional<MatrixFunction> matrixFunction(String name) {
    return knows(name) ? Optional.empty() : Optional.ofNullable(MatrixFunction.named(name));
  }
}
