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
import org.jspecify.annotations.Nullable;

/** The knowledge of a problem's names that shapes are found by. */
final class Problem {
  private final Map<String, ShapedName> names = new LinkedHashMap<>();
  private final Map<String, DeclaredShape.Mapping> mappings = new LinkedHashMap<>();
  private final Set<String> ownFunctions = new LinkedHashSet<>();
  private final Set<String> known = new LinkedHashSet<>();
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
    return !names.isEmpty();
  }

  @Nullable ShapedName named(String name) {
    return names.get(name);
  }

  /** All names that are no numbers, in the order in which their shapes were found. */
  List<ShapedName> names() {
    List<ShapedName> all = new ArrayList<>();
    names.values().forEach(each -> all.add(resolved(each)));
    return all;
  }

  private ShapedName resolved(ShapedName name) {
    return new ShapedName(
        name.name(),
        resolved(name.shape()),
        name.axes().stream().map(lengths::resolved).toList(),
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
