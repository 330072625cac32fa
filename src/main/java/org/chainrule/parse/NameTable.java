package org.chainrule.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.chainrule.notation.Greek;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.notation.NearestWord;
import org.jspecify.annotations.Nullable;

/** The facts known of names, from the definitions and from the functions. */
final class NameTable {
  /** The Kronecker delta, which is no function of numbers. */
  static final String DELTA = "delta";

  /** The words that the notation itself uses like functions. */
  private static final Set<String> WORDS = Set.of("sum", "prod", "max", "min", "cases", "diff");

  private static final Set<String> CONSTANTS = Set.of("pi", "e", "inf");

  private final Names known;
  private final FunctionNames functions;

  NameTable(Names known, FunctionNames functions) {
    this.known = known;
    this.functions = functions;
  }

  Names known() {
    return known;
  }

  FunctionNames functions() {
    return functions;
  }

  /** The canonical name of the function of this name; what is defined hides what is known. */
  Optional<String> function(String name) {
    if (known.isFunction(name) || name.equals(DELTA) || matrixFunction(name) != null) {
      return Optional.of(name);
    }
    return functions
        .canonical(name)
        .filter(each -> !functions.takesMatrix(each) || !known.knows(name));
  }

  /** Whether the name of a function without brackets is a name like others. */
  boolean isNameAlone(String canonical) {
    return !known.isShaped() && !known.isFunction(canonical) && functions.takesMatrix(canonical);
  }

  /** The function of matrices of this name, in a problem that has some and no such name itself. */
  private @Nullable MatrixFunction matrixFunction(String name) {
    int base = name.indexOf('_');
    boolean isOwn = known.knows(name) || base > 0 && known.knows(name.substring(0, base));
    MatrixFunction function = known.isShaped() && !isOwn ? MatrixFunction.named(name) : null;
    return function == MatrixFunction.IDENTITY ? null : function;
  }

  /** Whether this is a function that was defined or declared. */
  boolean isOwnFunction(String name) {
    return known.isFunction(name);
  }

  /** How many arguments the function of this canonical name takes. */
  Arity arity(String canonical) {
    return known.arity(canonical).orElseGet(() -> foreignArity(canonical));
  }

  private Arity foreignArity(String canonical) {
    if (canonical.equals(DELTA)) {
      return Arity.of(2);
    }
    MatrixFunction function = matrixFunction(canonical);
    if (function == null) {
      return functions.arity(canonical);
    }
    boolean isBoth = functions.isFunctionName(canonical);
    int most = isBoth ? functions.arity(canonical).maximum() : function.most();
    return new Arity(function.least(), most);
  }

  boolean isConstant(String name) {
    return CONSTANTS.contains(name);
  }

  /** Whether a name is known as something: defined, declared, Greek, a function or a constant. */
  boolean knows(String name) {
    return known.knows(name)
        || Greek.isName(name)
        || WORDS.contains(name)
        || isConstant(name)
        || matrixFunction(name) != null
        || functions.isFunctionName(name);
  }

  /** The function that was likely meant. */
  Optional<String> nearestFunction(String word) {
    List<String> all = new ArrayList<>(functions.names());
    all.addAll(known.functions());
    all.addAll(WORDS);
    if (known.isShaped()) {
      Stream.of(MatrixFunction.values()).map(MatrixFunction::plainName).forEach(all::add);
    }
    return NearestWord.nearest(word, all);
  }
}
