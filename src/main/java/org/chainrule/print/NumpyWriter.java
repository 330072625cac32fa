package org.chainrule.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.notation.Precedence;
import org.jspecify.annotations.Nullable;

/** A writer of Python with NumPy, in which a column is an array of one axis. */
final class NumpyWriter extends ProgramWriter {
  private static final Set<String> RESERVED =
      Set.of(
          ("False None True and as assert async await break class continue def del elif else except"
                  + " finally for from global if import in is lambda nonlocal not or pass raise"
                  + " return try while with yield np scipy sum range")
              .split(" "));

  NumpyWriter(Spelling spelling, Set<String> names) {
    super("NumPy", spelling, names);
  }

  @Override
  String identifier(String name) {
    return ProgramNames.identifier(name, RESERVED);
  }

  @Override
  String constant(NamedConstant.Kind kind) {
    return switch (kind) {
      case E -> "np.e";
      case PI -> "np.pi";
      case INFINITY -> "np.inf";
    };
  }

  @Override
  @Nullable String template(Function function) {
    return function.numpy().orElse(null);
  }

  @Override
  @Nullable String template(MatrixFunction function, int arguments) {
    return switch (function) {
      case IDENTITY -> "np.eye(#1)";
      case ONES -> arguments == 1 ? "np.ones(#1)" : "np.ones((#1, #2))";
      case ZEROS -> arguments == 1 ? "np.zeros(#1)" : "np.zeros((#1, #2))";
      case TRACE -> "np.trace(#1)";
      case DETERMINANT -> "np.linalg.det(#1)";
      case LOG_DETERMINANT -> "np.linalg.slogdet(#1)[1]";
      case INVERSE -> "np.linalg.inv(#1)";
      case TRANSPOSE -> "np.transpose(#1)";
      case NORM, NORM_2 -> "np.linalg.norm(#1)";
      case NORM_1 -> "np.sum(np.abs(#1))";
      case DOT -> "np.dot(#1, #2)";
      case OUTER -> "np.outer(#1, #2)";
      case DIAGONAL_MATRIX, DIAGONAL -> "np.diag(#1)";
      case SUM -> "np.sum(#1)";
      case MEAN -> "np.mean(#1)";
      case MAXIMUM -> "np.max(#1)";
      case MINIMUM -> "np.min(#1)";
      case VECTORIZATION -> "np.ravel(#1, order='F')";
      case KRONECKER -> "np.kron(#1, #2)";
      case SOFTMAX -> "scipy.special.softmax(#1, axis=0)";
      case LOG_SUM_EXP -> "scipy.special.logsumexp(#1)";
      case MATRIX_EXPONENTIAL -> "scipy.linalg.expm(#1)";
    };
  }

  @Override
  void addElement(String family, List<Layout> indices, List<Object> parts) {
    parts.add(family + "[");
    for (int i = 0; i < indices.size(); i++) {
      parts.add(i > 0 ? ", " : "");
      if (indices.get(i) instanceof Layout.Numeral number && number.value().isInt()) {
        parts.add(String.valueOf(number.value().intValueExact() - 1));
      } else {
        parts.add(part(indices.get(i), Precedence.SUM));
        parts.add(" - 1");
      }
    }
    parts.add("]");
  }

  @Override
  void expandReduction(Layout.Reduction reduction) {
    if (isEndless(reduction)) {
      throw refusal("a sum without end");
    }
    List<Object> end = new ArrayList<>();
    String index = identifier(beginScope(reduction.node(), end, false));
    List<Object> parts = new ArrayList<>();
    parts.add(
        switch (reduction.node().operator()) {
          case SUM -> "sum(";
          case PRODUCT -> "np.prod([";
          case MAXIMUM -> "max(";
          case MINIMUM -> "min(";
        });
    parts.add(part(reduction.body(), Precedence.SUM));
    parts.add(" for " + index + " in range(");
    parts.add(part(reduction.lower(), Precedence.SUM));
    parts.add(", ");
    parts.add(part(reduction.upper(), Precedence.SUM));
    parts.add(" + 1)");
    if (reduction.condition() != null) {
      parts.add(" if ");
      parts.add(whole(reduction.condition()));
    }
    parts.add(
        reduction.node().operator() == org.chainrule.expr.Reduction.Operator.PRODUCT ? "])" : ")");
    parts.addAll(end);
    push(parts);
  }

  static boolean isEndless(Layout.Reduction reduction) {
    return reduction.upper() instanceof Layout.Constant
        || reduction.lower() instanceof Layout.Constant;
  }

  @Override
  void expandCases(Layout.Cases cases) {
    List<Object> parts = new ArrayList<>();
    for (int i = 0; i < cases.values().size(); i++) {
      parts.add("np.where(");
      parts.add(whole(cases.conditions().get(i)));
      parts.add(", ");
      parts.add(whole(cases.values().get(i)));
      parts.add(", ");
    }
    Layout otherwise = cases.otherwise();
    parts.add(otherwise == null ? "np.nan" : whole(otherwise));
    parts.add(")".repeat(cases.values().size()));
    push(parts);
  }

  @Override
  void expandDelta(Layout.Delta delta) {
    push(
        "float(",
        part(delta.left(), Precedence.SUM),
        " == ",
        part(delta.right(), Precedence.SUM),
        ")");
  }

  @Override
  String matrixTimes() {
    return "@";
  }

  @Override
  String elementTimes() {
    return "*";
  }

  @Override
  String elementDivide() {
    return "/";
  }

  @Override
  String elementPower() {
    return "**";
  }

  @Override
  String power() {
    return "**";
  }

  @Override
  String transposed() {
    return ".T";
  }

  @Override
  String root() {
    return "np.sqrt(#1)";
  }

  @Override
  String exponential() {
    return "np.exp(#1)";
  }

  @Override
  String sign(String relation) {
    return relation.equals("=") ? "==" : relation;
  }

  @Override
  String sign(Logical.Operator connective) {
    return connective == Logical.Operator.AND ? "&" : "|";
  }
}
