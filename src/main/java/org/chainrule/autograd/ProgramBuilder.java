package org.chainrule.autograd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.autograd.FunctionProgram.Instruction;
import org.chainrule.error.TapeException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Elements;
import org.chainrule.expr.Expr;
import org.chainrule.expr.KroneckerDelta;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Sum;
import org.jspecify.annotations.Nullable;

/**
 * A builder of a {@link FunctionProgram} from a derivative of the table: it gives each node its
 * register.
 */
final class ProgramBuilder extends Pass<Integer> {
  private final Map<Expr, Integer> given;
  private final @Nullable Expr vector;
  private final List<Instruction> instructions = new ArrayList<>();
  private int registers;

  private ProgramBuilder(Map<Expr, Integer> given, @Nullable Expr vector) {
    this.given = given;
    this.vector = vector;
    registers = given.size();
  }

  /**
   * The program for a derivative.
   *
   * @param given what the first registers hold
   * @param vector what stands for the vector, or null
   */
  static FunctionProgram of(Expr derivative, Map<Expr, Integer> given, @Nullable Expr vector) {
    ProgramBuilder builder = new ProgramBuilder(given, vector);
    int result = builder.apply(derivative);
    return new FunctionProgram(builder.instructions, result, builder.registers);
  }

  @Override
  protected @Nullable Integer shortcut(Expr node) {
    return given.get(node);
  }

  @Override
  protected List<Expr> dependencies(Expr node) {
    if (node instanceof Elements) {
      return List.of();
    }
    if (node instanceof Apply apply && !apply.arguments().isEmpty() && vector != null) {
      return apply.arguments().stream().filter(each -> each != vector).toList();
    }
    return PlainNodes.parts(node);
  }

  @Override
  protected Integer compute(Expr node) {
    Optional<Expr> exponent = Factors.exponent(node);
    if (exponent.isPresent()) {
      return call(PreparedFunction.EXP, result(exponent.get()));
    }
    if (node instanceof RationalNumber number) {
      return constant(number.value().doubleValue());
    }
    if (node instanceof NamedConstant constant) {
      return constant(constant == NamedConstant.PI ? Math.PI : Math.E);
    }
    if (node instanceof Sum sum) {
      return sum(sum);
    }
    if (node instanceof Product product) {
      return product(product);
    }
    if (node instanceof Power power) {
      return power.exponent() instanceof RationalNumber number
          ? power(result(power.base()), number.value().doubleValue())
          : call(PreparedFunction.POW, result(power.base()), result(power.exponent()));
    }
    if (node instanceof Apply apply) {
      return application(apply);
    }
    if (node instanceof KroneckerDelta delta) {
      return compare(Relation.Operator.EQUAL, result(delta.left()), result(delta.right()));
    }
    return conditional(node);
  }

  private int conditional(Expr node) {
    if (node instanceof Relation relation) {
      return compare(relation.operator(), result(relation.left()), result(relation.right()));
    }
    if (node instanceof Logical logical) {
      boolean and = logical.operator() == Logical.Operator.AND;
      int all = constant(and ? 1 : 0);
      for (Expr operand : logical.operands()) {
        all = emit(and ? FunctionProgram.AND : FunctionProgram.OR, 0, 0, all, result(operand));
      }
      return all;
    }
    if (node instanceof Piecewise piecewise) {
      int value = piecewise.otherwise().map(this::result).orElseGet(() -> constant(Double.NaN));
      List<Piecewise.Branch> branches = piecewise.branches();
      for (int i = branches.size() - 1; i >= 0; i--) {
        int condition = result(branches.get(i).condition());
        value =
            emit(FunctionProgram.SELECT, 0, 0, condition, result(branches.get(i).value()), value);
      }
      return value;
    }
    throw new TapeException("a derivative in the table is more than tapes can compute");
  }

  private int sum(Sum sum) {
    int total = -1;
    double offset = sum.constant().doubleValue();
    for (Sum.Term term : sum.terms()) {
      int register = result(term.expression());
      double factor = term.coefficient().doubleValue();
      if (offset != 0 || factor != 1) {
        register = emit(FunctionProgram.AFFINE, offset, factor, register);
        offset = 0;
      }
      total = total < 0 ? register : emit(FunctionProgram.ADD, 0, 0, total, register);
    }
    return total;
  }

  private int product(Product product) {
    Factors factors = Factors.of(product);
    int above = multiplied(factors.above());
    int below = multiplied(factors.below());
    if (above < 0) {
      above = constant(factors.coefficient());
    } else if (factors.coefficient() != 1) {
      above = emit(FunctionProgram.AFFINE, 0, factors.coefficient(), above);
    }
    return below < 0 ? above : emit(FunctionProgram.DIVIDE, 0, 0, above, below);
  }

  private int multiplied(List<Expr> nodes) {
    int product = -1;
    for (Expr node : nodes) {
      int register = result(node);
      product = product < 0 ? register : emit(FunctionProgram.MULTIPLY, 0, 0, product, register);
    }
    return product;
  }

  private int application(Apply apply) {
    PreparedFunction rule = PreparedFunction.of(apply.function());
    int[] sources =
        apply.arguments().stream().filter(each -> each != vector).mapToInt(this::result).toArray();
    boolean ofVector = vector != null && apply.arguments().contains(vector);
    return ofVector ? emit(FunctionProgram.VECTOR_CALL, 0, 0, rule, sources) : call(rule, sources);
  }

  private int call(PreparedFunction rule, int... sources) {
    return emit(
        sources.length == 1 ? FunctionProgram.CALL_OF_ONE : FunctionProgram.CALL,
        0,
        0,
        rule,
        sources);
  }

  private int constant(double value) {
    return emit(FunctionProgram.NUMBER, value, 0);
  }

  private int power(int base, double exponent) {
    return emit(exponent == 2 ? FunctionProgram.SQUARE : FunctionProgram.POWER, exponent, 0, base);
  }

  private int compare(Relation.Operator operator, int left, int right) {
    return add(FunctionProgram.COMPARE, 0, 0, PreparedFunction.EXP, operator, left, right);
  }

  private int emit(int operation, double offset, double factor, int... sources) {
    return emit(operation, offset, factor, PreparedFunction.EXP, sources);
  }

  private int emit(
      int operation, double offset, double factor, PreparedFunction rule, int... sources) {
    return add(operation, offset, factor, rule, Relation.Operator.EQUAL, sources);
  }

  private int add(
      int operation,
      double offset,
      double factor,
      PreparedFunction rule,
      Relation.Operator relation,
      int... sources) {
    List<Integer> registersRead = Arrays.stream(sources).boxed().toList();
    instructions.add(new Instruction(operation, registersRead, offset, factor, rule, relation));
    return registers++;
  }
}
