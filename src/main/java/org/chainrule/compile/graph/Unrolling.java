package org.chainrule.compile.graph;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.differentiate.Definitions;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexedSymbol;
import org.chainrule.expr.Logical;
import org.chainrule.expr.NamedConstant;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;

/** The choice of the sums that are written out term by term instead of run in a loop. */
public final class Unrolling {
  /** The longest sum that is written out though a loop would do. */
  public static final int SHORT = 8;

  /** The same where loops are of no use, since each element is needed by itself. */
  public static final int LONG = 128;

  private final NeedsElements needsElements;

  private final Inputs inputs;
  private final Definitions definitions;
  private final Subscripts subscripts;
  private final int longest;

  Unrolling(Inputs inputs, Definitions definitions, Subscripts subscripts, int longest) {
    this.inputs = inputs;
    this.definitions = definitions;
    this.subscripts = subscripts;
    this.longest = longest;
    needsElements = new NeedsElements(inputs, definitions);
  }

  /** The terms of a reduction that is to be written out; empty where a loop is to run. */
  List<Expr> terms(Reduction reduction) {
    registerLengths(reduction);
    Node lower = subscripts.whole(reduction.lower());
    Node upper = subscripts.whole(reduction.upper());
    if (lower.kind != Node.Kind.WHOLE || upper.kind != Node.Kind.WHOLE) {
      return List.of();
    }
    boolean needed = needsElements.apply(reduction);
    long length = (long) upper.whole() - lower.whole() + 1;
    long most = needed ? Limit.COMPILED_TERMS.most() : longest;
    if (length > most) {
      if (needed) {
        throw Limit.COMPILED_TERMS.refusal(
            "a sum over " + length + " single elements is too long to be written out");
      }
      return List.of();
    }
    List<Expr> terms = new ArrayList<>();
    for (long i = lower.whole(); i <= upper.whole(); i++) {
      Expr place = Expr.of(i);
      Expr condition = reduction.conditionAt(place);
      if (condition == Logical.FALSE) {
        continue;
      }
      Expr term = reduction.bodyAt(place);
      if (condition != Logical.TRUE) {
        if (!needed) {
          return List.of();
        }
        term =
            Piecewise.of(
                List.of(new Piecewise.Branch(term, condition)), neutral(reduction.operator()));
      }
      terms.add(term);
    }
    return terms;
  }

  /** What a term counts that does not count. */
  private static Expr neutral(Reduction.Operator operator) {
    return switch (operator) {
      case SUM -> RationalNumber.ZERO;
      case PRODUCT -> RationalNumber.ONE;
      case MAXIMUM -> NamedConstant.INFINITY.negate();
      case MINIMUM -> NamedConstant.INFINITY;
    };
  }

  /** Takes what an index is compared with for a whole number, as a bound is: {@code k != i}. */
  private void registerLengths(Reduction reduction) {
    Binder.Opened inside = reduction.open(0);
    List<Expr> pending = new ArrayList<>(List.of(inside.condition()));
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr condition = pending.remove(pending.size() - 1);
      if (condition instanceof Logical logical) {
        pending.addAll(logical.operands());
      } else if (condition instanceof Relation relation) {
        if (relation.left() == inside.index()) {
          registerLength(relation.right());
        } else if (relation.right() == inside.index()) {
          registerLength(relation.left());
        }
      }
    }
  }

  private void registerLength(Expr name) {
    if (name instanceof Symbol symbol
        && !symbol.isOpened()
        && inputs.find(symbol) == null
        && definitions.valueOf(symbol).isEmpty()) {
      subscripts.size(symbol.name());
    }
  }

  /** A test whether elements are selected of a family of which only single elements are known. */
  private static final class NeedsElements extends Pass<Boolean> {
    private final Inputs inputs;
    private final Definitions definitions;

    NeedsElements(Inputs inputs, Definitions definitions) {
      this.inputs = inputs;
      this.definitions = definitions;
    }

    @Override
    protected List<Expr> dependencies(Expr node) {
      return node.children();
    }

    @Override
    protected Boolean compute(Expr node) {
      if (node instanceof IndexedSymbol element
          && !element.indices().stream().allMatch(RationalNumber.class::isInstance)
          && !inputs.isFamily(element.family())
          && !definitions.hasGeneral(element.family())) {
        return true;
      }
      boolean any = node instanceof Binder binder && result(binder.body());
      for (Expr child : node.children()) {
        any |= result(child);
      }
      return any;
    }
  }
}
