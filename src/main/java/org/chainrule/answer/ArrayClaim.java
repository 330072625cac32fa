package org.chainrule.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chainrule.expr.Expr;
import org.chainrule.expr.FreeIndex;
import org.chainrule.expr.Substitution;
import org.chainrule.model.Question;
import org.chainrule.result.CheckResult;

/** A claim on a value that may be a column or a matrix: of the same shape, and by elements. */
final class ArrayClaim {
  private final List<FreeIndex> expected;
  private final List<FreeIndex> claimed;
  private final Expr claim;
  private final Presenter presenter;
  private final String claimedAs;
  private final String expectedAs;

  /** A claim on a derivative. */
  ArrayClaim(List<FreeIndex> expected, Question claim, Presenter presenter) {
    this(expected, claim, presenter, "the claim", "the derivative");
  }

  /**
   * A claim.
   *
   * @param expected the axes of what it is a claim on
   * @param claim the claim, an element at the indices of its own axes
   * @param claimedAs what the claim is called
   * @param expectedAs what it is a claim on
   */
  ArrayClaim(
      List<FreeIndex> expected,
      Question claim,
      Presenter presenter,
      String claimedAs,
      String expectedAs) {
    this.claimedAs = claimedAs;
    this.expectedAs = expectedAs;
    this.expected = expected;
    this.presenter = presenter;
    claimed = claim.axes();
    Map<Expr, Expr> renamed = new HashMap<>();
    for (int i = 0; i < claimed.size() && claimed.size() == expected.size(); i++) {
      renamed.put(claimed.get(i).index(), expected.get(i).index());
    }
    this.claim = Substitution.of(renamed).apply(claim.expression());
  }

  /** The claim, as an element at the indices of what it is a claim on. */
  Expr element() {
    return claim;
  }

  /** An element of what it is a claim on, at the indices of the claim's own axes. */
  Expr claimed(Expr element) {
    Map<Expr, Expr> renamed = new HashMap<>();
    for (int i = 0; i < claimed.size(); i++) {
      renamed.put(expected.get(i).index(), claimed.get(i).index());
    }
    return Substitution.of(renamed).apply(element);
  }

  /** The refusal of a claim of another shape; that all elements are 0 may be said by one 0. */
  Optional<CheckResult> misfit() {
    boolean isZero = claimed.isEmpty() && claim.isZero();
    if (isZero || lengths(expected).equals(lengths(claimed))) {
      return Optional.empty();
    }
    String text =
        "REFUTED: %s is %s, %s %s".formatted(claimedAs, told(claimed), expectedAs, told(expected));
    return Optional.of(new CheckResult(CheckResult.Verdict.REFUTED, null, 0, null, text + hint()));
  }

  private String hint() {
    List<Expr> other = new ArrayList<>(lengths(claimed));
    java.util.Collections.reverse(other);
    List<Expr> row = lengths(claimed);
    boolean isRow =
        row.size() == 2 && row.get(0).isOne() && lengths(expected).equals(row.subList(1, 2));
    return isRow || other.size() == 2 && other.equals(lengths(expected))
        ? ": its transpose has the shape"
        : "";
  }

  private static List<Expr> lengths(List<FreeIndex> axes) {
    return axes.stream().map(FreeIndex::length).toList();
  }

  private String told(List<FreeIndex> axes) {
    String lengths =
        axes.stream().map(each -> presenter.text(each.length())).collect(Collectors.joining(" x "));
    return switch (axes.size()) {
      case 0 -> "a number";
      case 1 -> "a column of " + lengths;
      default -> lengths;
    };
  }
}
