package org.chainrule.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.condition.DomainCondition;
import org.chainrule.condition.DomainConditions;
import org.chainrule.condition.Singularities;
import org.chainrule.differences.Domain;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Function;
import org.chainrule.expr.Logical;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Substitution;
import org.chainrule.expr.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * The domain on which a derivative is told to be there, which is all that a claim is compared on.
 * Of two expressions that are compared neither is promised anywhere: they are where both are there.
 */
final class PromisedDomain {
  private final Claim claim;
  private final ClaimSources sources;
  private final Map<Map<String, BigInteger>, List<Expr>> conditionsAt = new HashMap<>();
  private @Nullable List<DomainCondition> domainConditions;

  PromisedDomain(Claim claim, ClaimSources sources) {
    this.claim = claim;
    this.sources = sources;
  }

  /** The domain with the conditions that are told of the derivative, at chosen whole numbers. */
  Domain within(
      Domain domain, ClaimSources.Pair pair, Map<String, BigInteger> whole, List<String> names) {
    List<Assumptions> told = new ArrayList<>();
    return domain.promised(
        point -> {
          List<Expr> conditions = conditions(whole);
          if (told.isEmpty()) {
            told.add(sources.assuming(conditions, pair, whole, names));
          }
          return !conditions.contains(Logical.FALSE) && told.get(0).hold(point);
        });
  }

  /** What is told of the places where there is a derivative, at chosen whole numbers. */
  List<Expr> conditions(Map<String, BigInteger> whole) {
    return conditionsAt.computeIfAbsent(whole, this::conditionsOf);
  }

  private List<Expr> conditionsOf(Map<String, BigInteger> whole) {
    if (claim.by().isEmpty()) {
      return List.of(Logical.FALSE);
    }
    List<DomainCondition> domain = domainConditions;
    if (domain == null) {
      domain = DomainConditions.ofDerivative(claim.question(), claim.by());
      domainConditions = domain;
    }
    List<Expr> conditions = new ArrayList<>();
    domain.forEach(each -> conditions.addAll(each.instances(whole)));
    // Nor is there one promised at kinks, where max(x_i, x_j) is for j = i whatever x is.
    Substitution numbers = Claim.numbers(whole);
    for (Function.Singularity each : Singularities.of(claim.question().value())) {
      if (!each.everyInteger() && Symbol.largestOpened(each.locus()) == 0) {
        conditions.add(Relation.notEqual(numbers.apply(each.locus()), RationalNumber.ZERO));
      }
    }
    try {
      Expr asked = numbers.apply(claim.withDefinitions(claim.question().value()));
      for (Function.Singularity each : Singularities.writtenOut(asked)) {
        if (!each.everyInteger()) {
          conditions.add(Relation.notEqual(each.locus(), RationalNumber.ZERO));
        }
      }
    } catch (DomainException nowhere) {
      conditions.add(Logical.FALSE);
    }
    return conditions;
  }
}
