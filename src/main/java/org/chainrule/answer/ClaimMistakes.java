package org.chainrule.answer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.chainrule.error.Budget;
import org.chainrule.error.BudgetException;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.NamesException;
import org.chainrule.expr.Expr;
import org.chainrule.mistake.Mistakes;
import org.chainrule.model.Derivations;
import org.chainrule.model.Question;
import org.chainrule.result.CheckResult;
import org.chainrule.result.Mistake;
import org.chainrule.verify.Verification;

/** The mistake that explains a claim which was found to be wrong. */
final class ClaimMistakes {
  private final Derivations derivations;
  private final Question claimed;
  private final Options options;

  /** Where the claim was seen to be wrong, and an explanation has to hold: most differ there. */
  private final List<Map<String, Object>> place;

  ClaimMistakes(Derivations derivations, Question claimed, CheckResult refuted, Options options) {
    this.derivations = derivations;
    this.claimed = claimed;
    this.options = options;
    place = place(refuted);
  }

  /** Exact places, such as roots, are no decimals and cannot be read as a point. */
  private static List<Map<String, Object>> place(CheckResult refuted) {
    String point = refuted.counterexample();
    try {
      return point == null ? List.of() : List.of(PointText.read(point));
    } catch (ChainruleException exact) {
      return List.of();
    }
  }

  /** The mistake, where one explains the claim; none where the claim has another shape. */
  Optional<Mistake> find(ArrayClaim array, Presenter presenter) {
    if (place.isEmpty() || array.misfit().isPresent()) {
      return Optional.empty();
    }
    Mistakes mistakes =
        new Mistakes(
            derivations,
            each -> areEqual(claimed, array.claimed(each)),
            this::isIntegral,
            presenter::text);
    try {
      return Budget.current().with(options.checking().limit()).run(mistakes::find);
    } catch (BudgetException late) {
      return Optional.empty();
    }
  }

  private boolean areEqual(Question one, Expr other) {
    Verification check = new Verification(one, other, options.checking(), List.of());
    return isProbable(() -> check.check(place)) && isProbable(check::check);
  }

  private static boolean isProbable(Supplier<CheckResult> check) {
    try {
      return check.get().verdict() == CheckResult.Verdict.PROBABLE;
    } catch (NamesException more) {
      // It takes names that the claim does not have.
      return false;
    }
  }

  private boolean isIntegral() {
    Derivations back = new Derivations(claimed, derivations.by());
    return areEqual(derivations.question(), back.derivative());
  }
}
