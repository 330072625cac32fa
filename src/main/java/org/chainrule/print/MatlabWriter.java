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

/** A writer of MATLAB, in which cases are sums of values where they hold. */
final class MatlabWriter extends ProgramWriter {
  private static final Set<String> RESERVED =
      Set.of(
          ("break case catch classdef continue else elseif end for function global if otherwise"
                  + " parfor persistent return spmd switch try while pi Inf NaN eye ones zeros sum"
                  + " prod max min exp log sqrt")
              .split(" "));

  MatlabWriter(Spelling spelling, Set<String> names) {
    super("MATLAB", spelling, names);
  }

  @Override
  String identifier(String name) {
    return ProgramNames.identifier(name, RESERVED);
  }

  @Override
  String constant(NamedConstant.Kind kind) {
    return switch (kind) {
      case E -> "exp(1)";
      case PI -> "pi";
      case INFINITY -> "Inf";
    };
  }

  @Override
  @Nullable String template(Function function) {
    return function.matlab().orElse(null);
  }

  @Override
  @Nullable String template(MatrixFunction function, int arguments) {
    return switch (function) {
      case IDENTITY -> "eye(#1)";
      case ONES -> arguments == 1 ? "ones(#1, 1)" : "ones(#1, #2)";
      case ZEROS -> arguments == 1 ? "zeros(#1, 1)" : "zeros(#1, #2)";
      case TRACE -> "trace(#1)";
      case DETERMINANT -> "det(#1)";
      case LOG_DETERMINANT -> "log(det(#1))";
      case INVERSE -> "inv(#1)";
      case TRANSPOSE -> "transpose(#1)";
      case NORM -> "norm(#1, 'fro')";
      case NORM_2 -> "norm(#1)";
      case NORM_1 -> "norm(#1, 1)";
      case DOT -> "dot(#1, #2)";
      case OUTER -> "#1*#2'";
      case DIAGONAL_MATRIX, DIAGONAL -> "diag(#1)";
      case SUM -> "sum(#1, 'all')";
      case MEAN -> "mean(#1, 'all')";
      case MAXIMUM -> "max(#1, [], 'all')";
      case MINIMUM -> "min(#1, [], 'all')";
      case VECTORIZATION -> "reshape(#1, [], 1)";
      case KRONECKER -> "kron(#1, #2)";
      case SOFTMAX -> "exp(#1 - max(#1))./sum(exp(#1 - max(#1)))";
      case LOG_SUM_EXP -> "max(#1, [], 'all') + log(sum(exp(#1 - max(#1, [], 'all')), 'all'))";
      case MATRIX_EXPONENTIAL -> "expm(#1)";
    };
  }

  @Override
  void addElement(String family, List<Layout> indices, List<Object> parts) {
    parts.add(family + "(");
    addAll(indices, Precedence.SUM, false, ", ", parts);
    parts.add(")");
  }

  @Override
  void expandReduction(Layout.Reduction reduction) {
    if (NumpyWriter.isEndless(reduction)) {
      throw refusal("a sum without end");
    }
    if (reduction.condition() != null) {
      throw refusal("a sum over a part of a range");
    }
    List<Object> end = new ArrayList<>();
    String index = identifier(beginScope(reduction.node(), end, false));
    List<Object> parts = new ArrayList<>();
    parts.add(
        switch (reduction.node().operator()) {
          case SUM -> "sum(";
          case PRODUCT -> "prod(";
          case MAXIMUM -> "max(";
          case MINIMUM -> "min(";
        });
    parts.add("arrayfun(@(" + index + ") ");
    parts.add(part(reduction.body(), Precedence.SUM));
    parts.add(", ");
    parts.add(part(reduction.lower(), Precedence.SUM));
    parts.add(":");
    parts.add(part(reduction.upper(), Precedence.SUM));
    parts.add("))");
    parts.addAll(end);
    push(parts);
  }

  /** Each value where its condition holds and none before it; the rest is not a number. */
  @Override
  void expandCases(Layout.Cases cases) {
    List<Object> parts = new ArrayList<>();
    List<Layout> conditions = cases.conditions();
    parts.add("(");
    for (int i = 0; i < conditions.size(); i++) {
      parts.add("(");
      parts.add(part(conditions.get(i), Precedence.RELATION));
      addNegated(conditions.subList(0, i), parts);
      parts.add(").*(");
      parts.add(whole(cases.values().get(i)));
      parts.add(") + ");
    }
    Layout otherwise = cases.otherwise();
    parts.add(otherwise == null ? "0./(1" : "(1");
    if (otherwise == null) {
      parts.add(" - (1");
    }
    addNegated(conditions, parts);
    if (otherwise == null) {
      parts.add(")))");
    } else {
      parts.add(").*(");
      parts.add(whole(otherwise));
      parts.add("))");
    }
    push(parts);
  }

  private static void addNegated(List<Layout> conditions, List<Object> parts) {
    for (Layout condition : conditions) {
      parts.add(" & ~(");
      parts.add(whole(condition));
      parts.add(")");
    }
  }

  @Override
  void expandDelta(Layout.Delta delta) {
    push(
        "double(",
        part(delta.left(), Precedence.SUM),
        " == ",
        part(delta.right(), Precedence.SUM),
        ")");
  }

  @Override
  String matrixTimes() {
    return "*";
  }

  @Override
  String elementTimes() {
    return ".*";
  }

  @Override
  String elementDivide() {
    return "./";
  }

  @Override
  String elementPower() {
    return ".^";
  }

  @Override
  String power() {
    return "^";
  }

  @Override
  String transposed() {
    return "'";
  }

  @Override
  String root() {
    return "sqrt(#1)";
  }

  @Override
  String exponential() {
    return "exp(#1)";
  }

  @Override
  String sign(String relation) {
    return switch (relation) {
      case "=" -> "==";
      case "!=" -> "~=";
      default -> relation;
    };
  }

  @Override
  String sign(Logical.Operator connective) {
    return connective == Logical.Operator.AND ? "&" : "|";
  }
}
