package org.chainrule.simplify;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.chainrule.error.BudgetException;
import org.chainrule.error.DomainException;
import org.chainrule.expr.Apply;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Power;
import org.chainrule.expr.Product;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Reduction;
import org.chainrule.expr.Sum;
import org.chainrule.number.Rational;
import org.chainrule.rewrite.Facts;
import org.chainrule.trace.Rule;
import org.jspecify.annotations.Nullable;

/** A node and the ways to other forms of it. */
final class Forms {
  private static final int MOST_UNROLLED = 8;

  /** What a node may be made of, which calls for a way to other forms. */
  private enum Part {
    /** A fraction that may be another than the node. */
    FRACTION,
    /** Terms. */
    TERM,
    /** A sum, a product or a power as a factor. */
    BRACKET,
    /** A function as a factor. */
    FUNCTION,
    /** A root as a factor. */
    ROOT,
    /** A sum or product over an index as a factor. */
    RANGE,
    /** Cases as a factor. */
    CASES
  }

  /** A way to other forms, which is tried where a node has such a part. */
  private record Way(Rule rule, Part part, BiConsumer<Forms, Candidates> forms) {}

  /** The order in which they are tried; of forms that cost the same the first is kept. */
  private static final List<Way> ORDER =
      List.of(
          new Way(Rule.FACTORED, Part.FRACTION, Forms::factored),
          new Way(Rule.EXPANDED, Part.FRACTION, Forms::expanded),
          new Way(Rule.FACTORED_EXPONENTIALS, Part.FRACTION, Forms::withExponentials),
          new Way(Rule.ONE_DIVISOR, Part.FRACTION, Forms::together),
          new Way(Rule.NUMERATOR, Part.FRACTION, Forms::byNumerator),
          new Way(Rule.EXPONENTIALS, Part.FRACTION, Forms::withoutExponentials),
          new Way(Rule.COLLECTED, Part.TERM, SharedFactors::addCollected),
          new Way(Rule.FACTORED_SQUARES, Part.BRACKET, SharedFactors::addWithSquares),
          new Way(Rule.TURNED, Part.BRACKET, SharedFactors::addTurned),
          new Way(Rule.DECIMALS, Part.BRACKET, SharedFactors::addWithDecimals),
          new Way(Rule.EVEN_POWERS, Part.ROOT, EvenPowers::add),
          new Way(Rule.MISSING_FACTOR, Part.RANGE, MissingFactor::add),
          new Way(Rule.IDENTITY, Part.FUNCTION, Forms::byIdentities),
          new Way(Rule.WRITTEN_OUT, Part.RANGE, Forms::unrolled),
          new Way(Rule.ORDERED_CASES, Part.CASES, Forms::byCases),
          new Way(Rule.MERGED_SUMS, Part.RANGE, MergedSums::add));

  private final Expr node;
  private final Facts known;
  private final Identities identities;
  private final Cost cost;

  /** How cases become their shortest form. */
  private final Function<Piecewise, Expr> ordering;

  private final Set<Part> parts = EnumSet.noneOf(Part.class);
  private final List<Apply> functions;
  private final RationalForm form = new RationalForm();
  private @Nullable Fraction fraction;

  Forms(
      Expr node,
      Facts known,
      Identities identities,
      Cost cost,
      Function<Piecewise, Expr> ordering) {
    this.node = node;
    this.known = known;
    this.identities = identities;
    this.cost = cost;
    this.ordering = ordering;
    functions = MirroredArguments.functions(node);
    survey();
  }

  /** All of them that can be made. */
  Candidates all() {
    Candidates found = new Candidates();
    for (Way way : ORDER) {
      if (parts.contains(way.part())) {
        add(way, found);
      }
    }
    return found;
  }

  private void add(Way way, Candidates found) {
    try {
      way.forms().accept(this, found.by(way.rule()));
    } catch (BudgetException tooMuch) {
      tooMuch.stop();
      giveUp();
    } catch (DomainException | ArithmeticException impossible) {
      giveUp();
    }
  }

  /** Where there is no fraction, no form of it is looked for again. */
  private void giveUp() {
    if (fraction == null) {
      parts.remove(Part.FRACTION);
    }
  }

  Expr node() {
    return node;
  }

  Facts known() {
    return known;
  }

  Cost cost() {
    return cost;
  }

  /** Notes what the node is made of. */
  private void survey() {
    if (node instanceof Sum sum) {
      parts.add(Part.TERM);
      parts.add(Part.FRACTION);
      sum.terms().forEach(term -> surveyTerm(term.expression()));
    } else {
      surveyTerm(node);
    }
    if (!functions.isEmpty() || identities.areOfAll()) {
      parts.add(Part.FUNCTION);
    }
  }

  private void surveyTerm(Expr term) {
    if (term instanceof Product product) {
      product.factors().forEach(factor -> survey(factor.base(), factor.exponent()));
      if (functions.size() > 1 && functions.stream().filter(RationalForm::isTurning).count() > 1) {
        parts.add(Part.FRACTION);
      }
    } else if (term instanceof Power power) {
      survey(power.base(), power.exponent());
    } else {
      survey(term, RationalNumber.ONE);
    }
  }

  private void survey(Expr base, Expr exponent) {
    if (base instanceof Sum) {
      parts.add(Part.FRACTION);
    }
    if (base instanceof Sum || base instanceof Product || base instanceof Power) {
      parts.add(Part.BRACKET);
    } else if (base instanceof Reduction) {
      parts.add(Part.RANGE);
    } else if (base instanceof Piecewise) {
      parts.add(Part.CASES);
    }
    if (exponent instanceof RationalNumber number && !number.value().isInteger()) {
      parts.add(Part.ROOT);
    }
  }

  private Fraction fraction() {
    Fraction made = fraction;
    if (made == null) {
      made = form.fraction(node);
      fraction = made;
    }
    return made;
  }

  private void factored(Candidates found) {
    found.add(form.factored(fraction()));
  }

  private void expanded(Candidates found) {
    if (!fraction().isTermAbove()) {
      found.add(Product.of(form.divisor(fraction()), Product.of(form.numerators(fraction()))));
    }
  }

  private void withExponentials(Candidates found) {
    form.withExponentials(fraction()).ifPresent(found::add);
  }

  private void together(Candidates found) {
    form.together(fraction()).ifPresent(found::add);
  }

  /** The fraction with identities applied to the factors of its numerator. */
  private void byNumerator(Candidates found) {
    if (!fraction().isDivided() || !identities.mayApply(form.kernels())) {
      return;
    }
    List<Expr> numerators = form.numerators(fraction());
    Product.Builder changed = new Product.Builder().multiply(form.divisor(fraction()));
    boolean isChanged = false;
    for (Expr numerator : numerators) {
      Expr best = byIdentities(numerator);
      isChanged |= best != numerator;
      changed.multiply(best);
    }
    if (isChanged) {
      RationalForm again = new RationalForm();
      found.add(again.factored(again.fraction(changed.build())));
    }
  }

  /** What identities make of an expression, as long as it gets cheaper. */
  private Expr byIdentities(Expr expression) {
    Expr best = expression;
    boolean improved = true;
    while (improved) {
      improved = false;
      Candidates rewritten = new Candidates();
      identities.addRewritten(best, MirroredArguments.functions(best), known, rewritten);
      for (Candidates.Candidate candidate : rewritten.all()) {
        if (cost.of(candidate.expression()) < cost.of(best)) {
          best = candidate.expression();
          improved = true;
        }
      }
    }
    return best;
  }

  /** The forms in which exponentials below the line are functions that are rational in them. */
  private void withoutExponentials(Candidates found) {
    if (!fraction().isDivided()) {
      return;
    }
    for (Expr kernel : form.kernels()) {
      if (kernel instanceof Apply apply) {
        Replacement.add(apply, form, fraction(), found);
      } else if (kernel instanceof Power root && form.divides(kernel, fraction())) {
        Replacement.addForRoot(node, root, found);
      }
    }
  }

  private void byIdentities(Candidates found) {
    identities.addRewritten(node, functions, known, found);
    MirroredArguments.aligned(node, functions)
        .ifPresent(
            aligned ->
                identities.addRewritten(
                    aligned, MirroredArguments.functions(aligned), known, found));
  }

  private void byCases(Candidates found) {
    Cases.multiplied(node).ifPresent(found::add);
    Cases.merged(node).ifPresent(found::add);
    Cases.crossed(node, known).ifPresent(cases -> found.add(ordering.apply(cases)));
    Cases.absorbed(node).ifPresent(cases -> found.add(ordering.apply(cases)));
  }

  /** The sum with short sums over numbers written out, where one of their terms may cancel. */
  private void unrolled(Candidates found) {
    if (!(node instanceof Sum sum)) {
      return;
    }
    Sum.Builder builder = new Sum.Builder().add(RationalNumber.of(sum.constant()));
    boolean changed = false;
    for (Sum.Term term : sum.terms()) {
      Optional<Expr> written =
          term.expression() instanceof Reduction reduction ? written(reduction) : Optional.empty();
      changed |= written.isPresent();
      builder.add(term.coefficient(), written.orElse(term.expression()));
    }
    if (changed) {
      found.add(builder.build());
    }
  }

  private static Optional<Expr> written(Reduction reduction) {
    if (reduction.operator() != Reduction.Operator.SUM
        || reduction.condition() != Logical.TRUE
        || !(reduction.lower() instanceof RationalNumber lower)
        || !(reduction.upper() instanceof RationalNumber upper)
        || upper.value().minus(lower.value()).compareTo(Rational.of(MOST_UNROLLED)) >= 0) {
      return Optional.empty();
    }
    Sum.Builder builder = new Sum.Builder();
    Rational index = lower.value();
    while (index.compareTo(upper.value()) <= 0) {
      builder.add(reduction.bodyAt(Expr.of(index)));
      index = index.plus(Rational.ONE);
    }
    return Optional.of(builder.build());
  }
}
