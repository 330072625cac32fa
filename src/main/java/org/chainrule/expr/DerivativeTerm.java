package org.chainrule.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A derivative that is named but not carried out, such as {@code dh_{t-1}/dw_1}. Mixed derivatives
 * are taken not to depend on the order.
 */
public final class DerivativeTerm extends Expr {
  private static final long serialVersionUID = 1L;
  private static final long SEED = Hash.of("derivative");

  /**
   * A variable and how often it is differentiated by.
   *
   * @param variable a {@link Symbol} or {@link IndexedSymbol}
   * @param order 1 or more
   */
  public record Variable(Expr variable, int order) {}

  private final Expr body;
  private final List<Variable> variables;

  private DerivativeTerm(Expr body, List<Variable> variables) {
    super(hash(body, variables), traits(body, variables));
    this.body = body;
    this.variables = variables;
  }

  private static long hash(Expr body, List<Variable> variables) {
    long hash = Hash.mix(SEED, body.structuralHash());
    for (Variable variable : variables) {
      hash = Hash.mix(Hash.mix(hash, variable.variable().structuralHash()), variable.order());
    }
    return hash;
  }

  private static Traits traits(Expr body, List<Variable> variables) {
    Traits traits = body.traits();
    for (Variable variable : variables) {
      traits = traits.and(variable.variable().traits());
    }
    return traits;
  }

  public static Expr of(Expr body, Expr variable) {
    return of(body, List.of(new Variable(variable, 1)));
  }

  /**
   * The derivative by all the variables.
   *
   * @throws IllegalArgumentException if a variable is neither a symbol nor an element of a family
   */
  public static Expr of(Expr body, List<Variable> variables) {
    TreeMap<Expr, Integer> orders = new TreeMap<>(StructuralOrder.INSTANCE);
    Expr inner = requireNumber(body);
    if (body instanceof DerivativeTerm derivative) {
      inner = derivative.body;
      derivative.variables.forEach(
          each -> orders.merge(each.variable(), each.order(), Integer::sum));
    }
    for (Variable each : variables) {
      if (!isVariable(each.variable())) {
        throw new IllegalArgumentException("a derivative is by a name or an element of a family");
      }
      orders.merge(each.variable(), each.order(), Integer::sum);
    }
    List<Variable> merged = new ArrayList<>();
    orders.forEach((variable, order) -> merged.add(new Variable(variable, order)));
    return Interner.intern(new DerivativeTerm(inner, List.copyOf(merged)));
  }

  /** Whether there are derivatives by an expression: by a name or an element of a family. */
  static boolean isVariable(Expr expression) {
    return expression instanceof Symbol || expression instanceof IndexedSymbol;
  }

  public Expr body() {
    return body;
  }

  public List<Variable> by() {
    return variables;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visit(this);
  }

  /** The body, then the variables. */
  @Override
  public List<Expr> children() {
    List<Expr> children = new ArrayList<>();
    children.add(body);
    variables.forEach(each -> children.add(each.variable()));
    return children;
  }

  @Override
  boolean sameAs(Expr other) {
    return other instanceof DerivativeTerm derivative
        && body == derivative.body
        && variables.equals(derivative.variables);
  }

  @Override
  String label() {
    StringBuilder label = new StringBuilder();
    variables.forEach(each -> label.append(' ').append(each.order()));
    return label.toString();
  }
}
