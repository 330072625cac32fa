package org.chainrule.verify;

import java.util.List;
import java.util.Map;
import org.chainrule.differences.Settings;
import org.chainrule.expr.Expr;
import org.chainrule.model.Question;
import org.chainrule.result.CheckResult;

/**
 * The check whether two expressions are equal wherever both have a value: compared at points by the
 * same means as a derivative and its claim, and proved where they have one form.
 */
public final class Equality {
  private final Question left;
  private final Expr right;
  private final Settings settings;

  /**
   * @param left one side, as it was written
   * @param right the other, within the same problem
   */
  public Equality(Question left, Expr right, Settings settings) {
    this.left = left;
    this.right = right;
    this.settings = settings;
  }

  /** What is found; a point that tells the sides apart counts for more than any rule. */
  public CheckResult check() {
    return new ClaimProof(left, List.of()).with(verification().check(), right);
  }

  /** What is found at given points alone. */
  public CheckResult check(List<Map<String, Object>> points) {
    return verification().check(points);
  }

  private Verification verification() {
    return new Verification(left, right, settings, List.of());
  }
}
