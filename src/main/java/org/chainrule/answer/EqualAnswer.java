package org.chainrule.answer;

import java.util.List;
import org.chainrule.expr.Expr;
import org.chainrule.result.CheckResult;

/**
 * Whether expressions are equal.
 *
 * @param links a verdict for each expression after the first
 * @param presenter prints the expressions in it
 * @param notes remarks on how the expressions were read
 */
public record EqualAnswer(List<Link> links, Presenter presenter, List<String> notes) {
  public EqualAnswer {
    links = List.copyOf(links);
    notes = List.copyOf(notes);
  }

  /** What all of them come to: the worst verdict of a link. */
  public CheckResult.Verdict verdict() {
    return links.stream()
        .map(each -> each.previous().verdict())
        .max(EqualAnswer::compare)
        .orElse(CheckResult.Verdict.PROVED);
  }

  private static int compare(CheckResult.Verdict one, CheckResult.Verdict other) {
    return Integer.compare(badness(one), badness(other));
  }

  private static int badness(CheckResult.Verdict verdict) {
    return switch (verdict) {
      case PROVED -> 0;
      case PROBABLE -> 1;
      case UNDECIDED -> 2;
      case REFUTED -> 3;
    };
  }

  /**
   * A link of a chain {@code A = B = C}.
   *
   * @param left the expression before it
   * @param right the expression
   * @param previous how it compares with the expression before it
   * @param first how it compares with the first expression; the same as before in the first link
   * @param domains where one of the two has a value and the other need not; empty where they agree
   */
  public record Link(
      Expr left, Expr right, CheckResult previous, CheckResult first, List<String> domains) {
    public Link {
      domains = List.copyOf(domains);
    }
  }
}
