package org.chainrule.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.notation.MatrixFunction;
import org.chainrule.print.MatrixLayouts;
import org.chainrule.print.MatrixLayouts.Part;
import org.chainrule.print.Spelling;

/**
 * A printer of forms. A matrix of ones with a number in front is written as that number where it
 * stands in a sum with others, since a number is added to each element; an identity that stands
 * alone has its size below it.
 */
public class MatrixPrinter implements MatrixForm.Visitor<Part> {
  final MatrixLayouts layouts;

  /** Whether identities have their size written below them. */
  private final boolean isSizeWritten;

  MatrixPrinter(Spelling spelling, boolean isSizeWritten) {
    layouts = new MatrixLayouts(spelling);
    this.isSizeWritten = isSizeWritten;
  }

  private static String print(
      MatrixForm form, Spelling spelling, BiFunction<MatrixLayouts, Part, String> format) {
    MatrixPrinter printer = new MatrixPrinter(spelling, isSized(form));
    return format.apply(printer.layouts, printer.part(form));
  }

  /** A form in plain notation, which reads back as the same formula. */
  public static String text(MatrixForm form, Spelling spelling) {
    return print(form, spelling, MatrixLayouts::text);
  }

  /** Plain notation with the signs of mathematics. */
  public static String unicode(MatrixForm form, Spelling spelling) {
    return print(form, spelling, MatrixLayouts::unicode);
  }

  /** LaTeX for mathematics mode. */
  public static String latex(MatrixForm form, Spelling spelling) {
    return print(form, spelling, MatrixLayouts::latex);
  }

  /** A {@code math} element. */
  public static String mathml(MatrixForm form, Spelling spelling) {
    return print(form, spelling, MatrixLayouts::mathml);
  }

  /** Python with NumPy as {@code np}, in which columns and rows are arrays of one axis. */
  public static String numpy(MatrixForm form, Spelling spelling) {
    MatrixPrinter printer = new NumpyPrinter(spelling);
    return printer.layouts.numpy(printer.part(form));
  }

  /** MATLAB. */
  public static String matlab(MatrixForm form, Spelling spelling) {
    MatrixPrinter printer = new MatrixPrinter(spelling, true);
    return printer.layouts.matlab(printer.part(form));
  }

  final Part part(MatrixForm form) {
    return form.accept(this);
  }

  final List<Part> parts(List<? extends MatrixForm> forms) {
    return forms.stream().map(this::part).toList();
  }

  @Override
  public Part visit(MatrixForm.Scalar number) {
    return layouts.number(number.value());
  }

  @Override
  public Part visit(MatrixForm.Name name) {
    return named(name.element());
  }

  private Part named(Expr element) {
    if (element instanceof IndexedSymbol indexed) {
      return layouts.name(
          indexed.family(),
          indexed.indices().stream()
              .filter(each -> !(each instanceof Symbol symbol && symbol.isOpened()))
              .toList());
    }
    if (element instanceof DerivativeTerm term && term.by().size() == 1) {
      return layouts.derivative(named(term.body()), named(term.by().get(0).variable()));
    }
    return layouts.number(element);
  }

  @Override
  public Part visit(MatrixForm.Sum sum) {
    List<Part> terms = new ArrayList<>();
    boolean hasShape = sum.terms().stream().anyMatch(each -> !isBroadcast(each) && !isSized(each));
    for (MatrixForm term : sum.terms()) {
      terms.add(
          !sum.shape().isNumber() && hasShape && isBroadcast(term) ? broadcast(term) : part(term));
    }
    return layouts.sum(terms);
  }

  /** Whether a term is a number times a matrix of ones. */
  private static boolean isBroadcast(MatrixForm term) {
    MatrixForm bare =
        term instanceof MatrixForm.Product product && product.chain().size() == 1
            ? product.chain().get(0)
            : term;
    return is(bare, MatrixFunction.ONES);
  }

  /** Whether a term takes its size from its surroundings. */
  private static boolean isSized(MatrixForm term) {
    return term instanceof MatrixForm.Product product
        ? product.chain().stream().allMatch(each -> is(each, MatrixFunction.IDENTITY))
        : is(term, MatrixFunction.IDENTITY);
  }

  private static boolean is(MatrixForm form, MatrixFunction function) {
    return form instanceof MatrixForm.Operation operation && operation.function() == function;
  }

  private Part broadcast(MatrixForm term) {
    return term instanceof MatrixForm.Product product
        ? part(MatrixForm.Product.of(product.factor(), product.scalars(), List.of()))
        : layouts.number(RationalNumber.ONE);
  }

  @Override
  public Part visit(MatrixForm.Product product) {
    List<Part> above = new ArrayList<>();
    List<Part> below = new ArrayList<>();
    for (MatrixForm number : product.scalars()) {
      add(number, above, below);
    }
    return layouts.product(product.factor(), above, below, chain(product.chain()));
  }

  /** The matrices of a product from left to right. */
  List<Part> chain(List<MatrixForm> matrices) {
    return parts(matrices);
  }

  private void add(MatrixForm factor, List<Part> above, List<Part> below) {
    if (factor instanceof MatrixForm.Power power && divisor(power).isPresent()) {
      below.add(part(divisor(power).get()));
    } else {
      above.add(part(factor));
    }
  }

  /** What stands below the bar, of a power that does. */
  private static Optional<MatrixForm> divisor(MatrixForm.Power power) {
    return power.exponent() instanceof MatrixForm.Scalar number
            && number.value() instanceof RationalNumber exponent
            && exponent.value().signum() < 0
        ? Optional.of(MatrixForm.Power.of(power.base(), exponent.negate()))
        : Optional.empty();
  }

  @Override
  public Part visit(MatrixForm.Hadamard product) {
    List<Part> above = new ArrayList<>();
    List<Part> below = new ArrayList<>();
    for (MatrixForm factor : product.factors()) {
      add(factor, above, below);
    }
    return layouts.hadamard(above, below);
  }

  @Override
  public Part visit(MatrixForm.Transpose transpose) {
    return layouts.transpose(part(transpose.operand()));
  }

  @Override
  public Part visit(MatrixForm.Power power) {
    Optional<MatrixForm> divisor = divisor(power);
    if (divisor.isPresent()) {
      List<Part> below = List.of(part(divisor.get()));
      return power.shape().isNumber()
          ? layouts.product(RationalNumber.ONE, List.of(), below, List.of())
          : layouts.hadamard(List.of(), below);
    }
    Part base = part(power.base());
    Part exponent = part(power.exponent());
    return power.shape().isNumber()
        ? layouts.power(base, exponent)
        : layouts.elementPower(base, exponent);
  }

  @Override
  public Part visit(MatrixForm.Elementwise function) {
    return layouts.call(function.function(), parts(function.arguments()));
  }

  @Override
  public Part visit(MatrixForm.Operation operation) {
    MatrixShape shape = operation.shape();
    List<Part> arguments = new ArrayList<>(parts(operation.arguments()));
    switch (operation.function()) {
      case ONES, ZEROS -> {
        arguments.add(layouts.number(shape.rows()));
        if (!shape.columns().isOne()) {
          arguments.add(layouts.number(shape.columns()));
        }
      }
      case IDENTITY -> {
        if (isSizeWritten) {
          arguments.add(layouts.number(shape.rows()));
        }
      }
      default -> {}
    }
    return layouts.operation(operation.function(), arguments);
  }

  @Override
  public Part visit(MatrixForm.Cases cases) {
    List<Part> values = new ArrayList<>();
    List<Part> conditions = new ArrayList<>();
    for (MatrixForm.Branch branch : cases.branches()) {
      values.add(part(branch.value()));
      conditions.add(condition(branch.condition()));
    }
    MatrixForm otherwise = cases.otherwise();
    return layouts.cases(values, conditions, otherwise == null ? null : part(otherwise));
  }

  @Override
  public Part visit(MatrixForm.Total total) {
    Part body = part(total.body());
    return layouts.total(
        total.index().name(), total.lower(), total.upper(), total.condition(), body);
  }

  private Part condition(MatrixForm.Condition condition) {
    if (condition instanceof MatrixForm.Comparison comparison) {
      return layouts.relation(
          comparison.operator(), part(comparison.left()), part(comparison.right()));
    }
    MatrixForm.Connected connected = (MatrixForm.Connected) condition;
    return layouts.connective(
        connected.operator(), connected.operands().stream().map(this::condition).toList());
  }
}
