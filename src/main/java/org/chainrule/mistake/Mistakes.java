package org.chainrule.mistake;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.chainrule.differentiate.Differentiator;
import org.chainrule.error.ChainruleException;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.RationalNumber;
import org.chainrule.expr.Symbol;
import org.chainrule.model.Derivations;
import org.chainrule.model.Question;
import org.chainrule.result.Mistake;
import org.chainrule.result.Mistake.Kind;
import org.chainrule.trace.Rule;
import org.chainrule.trace.Trace;
import org.chainrule.trace.TraceStep;
import org.jspecify.annotations.Nullable;

/** The search for the mistake that explains a claim. */
public final class Mistakes {
  private static final int MOST_CANDIDATES = 400;

  private static final Set<Rule> LESSONS =
      Set.of(
          Rule.PRODUCT,
          Rule.QUOTIENT,
          Rule.POWER,
          Rule.EXPONENT,
          Rule.FUNCTION,
          Rule.INDEXED_SUM,
          Rule.INDEXED_PRODUCT,
          Rule.CHAIN);

  private static final Set<Kind> SIGNS =
      EnumSet.of(Kind.FUNCTION_SIGN, Kind.QUOTIENT_ORDER, Kind.PRODUCT_SIGN, Kind.QUOTIENT_SIGN);

  /** A mistake that is tried: what would be claimed by it. */
  private record Candidate(Slip slip, Expr claimed, @Nullable TraceStep step) {}

  private final Derivations derivations;
  private final Predicate<Expr> isClaim;
  private final BooleanSupplier isIntegral;
  private final Function<Expr, String> text;
  private final Trace trace;
  private final SlippedTrace slipped;
  private final Map<Integer, List<Candidate>> byRank = new TreeMap<>();
  private final Set<Expr> known = new HashSet<>();
  private int candidates;

  /**
   * The search for a claim that is known to be wrong.
   *
   * @param derivations the right derivation
   * @param isClaim whether an expression is equal to the claim
   * @param isIntegral whether the derivative of the claim is the expression
   * @param text how an expression is written
   */
  public Mistakes(
      Derivations derivations,
      Predicate<Expr> isClaim,
      BooleanSupplier isIntegral,
      Function<Expr, String> text) {
    this.derivations = derivations;
    this.isClaim = isClaim;
    this.isIntegral = isIntegral;
    this.text = text;
    trace = derivations.trace();
    slipped = new SlippedTrace(trace);
  }

  /** The mistake, where there is one that explains the claim and no other does as well. */
  public Optional<Mistake> find() {
    known.add(trace.after());
    ofRules();
    ofAnswer(trace.after());
    ofNames();
    boolean isOpen = false;
    for (Map.Entry<Integer, List<Candidate>> rank : byRank.entrySet()) {
      if (isOpen && rank.getKey() < Kind.SIGN.rank()) {
        continue;
      }
      List<Candidate> found =
          rank.getValue().stream().filter(each -> isClaim(each.claimed())).toList();
      Optional<Mistake> told = told(found);
      if (told.isPresent()) {
        return told;
      }
      // Where several mistakes explain it, how it differs is left to be told.
      isOpen |= !found.isEmpty();
    }
    return !isOpen && isIntegral.getAsBoolean()
        ? Optional.of(new Mistake(Kind.INTEGRATED, Kind.INTEGRATED.sentence(), List.of()))
        : Optional.empty();
  }

  private boolean isClaim(Expr claimed) {
    try {
      return isClaim.test(claimed);
    } catch (ChainruleException none) {
      // What has no value is no explanation.
      return false;
    }
  }

  private void ofRules() {
    Map<Kind, Map<TraceStep, Expr>> everywhere = new LinkedHashMap<>();
    Question question = derivations.question();
    BinaryOperator<Expr> derive =
        (expression, variable) ->
            new Differentiator(variable, question.definitions(), question.facts())
                .differentiate(expression);
    for (TraceStep step : slipped.steps()) {
      for (Slip slip : RuleSlips.of(step, question.definitions(), derive)) {
        add(slip, () -> slipped.with(Map.of(step, slip.written())), step);
        everywhere
            .computeIfAbsent(slip.kind(), none -> new HashMap<>())
            .putIfAbsent(step, slip.written());
      }
    }
    everywhere.forEach(
        (kind, slips) -> {
          if (slips.size() > 1) {
            add(Slip.of(kind, trace.after()), () -> slipped.with(slips), null);
          }
        });
  }

  private void ofAnswer(Expr derivative) {
    List<Symbol> free = new ArrayList<>();
    derivations.question().freeIndices().keySet().forEach(each -> free.add(Symbol.named(each)));
    derivations.by().stream()
        .flatMap(each -> each.children().stream())
        .filter(Symbol.class::isInstance)
        .map(Symbol.class::cast)
        .filter(each -> !free.contains(each))
        .forEach(free::add);
    List<Expr> forms = new ArrayList<>(List.of(derivative));
    Expr expanded = derivative.expand();
    if (expanded != derivative) {
      forms.add(expanded);
    }
    for (Slip slip : AnswerSlips.of(derivative, forms, free, derivations.by())) {
      add(slip, () -> Optional.of(slip.written()), null);
    }
    Expr asked = derivations.question().expression();
    add(Slip.of(Kind.NOT_DERIVED, asked), () -> Optional.of(asked), null);
  }

  /** The derivatives by other names, alone and together with the right one. */
  private void ofNames() {
    if (derivations.by().size() != 1) {
      return;
    }
    for (String name : derivations.question().names()) {
      Expr other = Symbol.named(name);
      if (other == derivations.by().get(0)) {
        continue;
      }
      add(new Slip(Kind.OTHER_VARIABLE, other, other), () -> by(other), null);
      add(
          new Slip(Kind.CONSTANT_AS_VARIABLE, other, other),
          () -> by(other).map(derivations.derivative()::plus),
          null);
    }
  }

  private Optional<Expr> by(Expr name) {
    return Optional.of(derivations.by(name).derivative()).filter(each -> !each.isZero());
  }

  private interface Written {
    Optional<Expr> get();
  }

  private void add(Slip slip, Written written, @Nullable TraceStep step) {
    if (candidates >= MOST_CANDIDATES) {
      return;
    }
    candidates++;
    try {
      written
          .get()
          .filter(each -> !known.contains(each))
          .ifPresent(
              claimed ->
                  byRank
                      .computeIfAbsent(slip.kind().rank(), none -> new ArrayList<>())
                      .add(new Candidate(slip, claimed, step)));
    } catch (ChainruleException none) {
      // Nothing that could be claimed.
    }
  }

  private Optional<Mistake> told(List<Candidate> found) {
    Set<Kind> kinds = new LinkedHashSet<>();
    Map<String, Candidate> subjects = new LinkedHashMap<>();
    for (Candidate each : found) {
      kinds.add(each.slip().kind());
      Expr about = each.slip().about();
      if (about != null || each.step() != null) {
        subjects.putIfAbsent(String.valueOf(about == null ? each.step() : about), each);
      }
    }
    if (kinds.size() != 1 || found.stream().allMatch(this::isSignOfPart)) {
      return Optional.empty();
    }
    Kind kind = kinds.iterator().next();
    String sentence =
        subjects.size() == 1 ? sentence(subjects.values().iterator().next()) : kind.sentence();
    return Optional.of(new Mistake(kind, sentence, right(found)));
  }

  /** Whether a sign is turned in a part of the derivation, where it may be lost in many ways. */
  private boolean isSignOfPart(Candidate candidate) {
    return SIGNS.contains(candidate.slip().kind())
            && candidate.step() != null
            && candidate.step().before() != trace.before()
        || RationalNumber.MINUS_ONE.equals(candidate.slip().about());
  }

  private String sentence(Candidate candidate) {
    StringBuilder sentence = new StringBuilder(candidate.slip().kind().sentence());
    Expr about = candidate.slip().about();
    if (about != null && Symbol.largestOpened(about) == 0) {
      sentence.append(": ").append(text.apply(about));
      Expr value = slipped.value(about);
      if (value != about) {
        sentence.append(" = ").append(text.apply(value));
      }
    }
    TraceStep step = candidate.step();
    if (step != null && Symbol.largestOpened(step.before()) == 0) {
      sentence
          .append(", in ")
          .append(text.apply(step.before()))
          .append(" = ")
          .append(text.apply(step.after()));
    }
    return sentence.toString();
  }

  /** The uses of rules that no explanation finds fault with. */
  private List<String> right(List<Candidate> found) {
    Set<String> wrong = new HashSet<>();
    found.forEach(
        each -> {
          if (each.step() != null) {
            wrong.add(name(each.step()));
          }
        });
    Set<String> right = new LinkedHashSet<>();
    for (TraceStep step : slipped.steps()) {
      if (step.before() instanceof DerivativeTerm
          && LESSONS.contains(step.rule())
          && !wrong.contains(name(step))) {
        right.add(name(step));
      }
    }
    return List.copyOf(right);
  }

  private static String name(TraceStep step) {
    return step.subject().isEmpty()
        ? step.rule().text()
        : step.rule().text() + " " + step.subject();
  }
}
