package org.chainrule.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.chainrule.error.Limit;
import org.chainrule.expr.Expr;
import org.chainrule.expr.IndexRange;
import org.chainrule.model.LinearForm;
import org.chainrule.number.Rational;
import org.jspecify.annotations.Nullable;

/**
 * The choices of indices and lengths for which a claim is compared: a covering array, in which each
 * value of each name, each pair of small values, each order of three indices, each end of a range,
 * and each side of each border that an expression has, occurs at least once.
 */
final class IntegerChoices {
  private static final int SMALL = 6;
  private static final int LARGE = 20;

  /** Beyond this a number that occurs is not tried, as sums of so many terms take long. */
  private static final int LARGEST = 64;

  private static final int ATTEMPTS = 8;

  /** Choices in which a length is large, each of which takes long. */
  private static final int MOST_LARGE = 5;

  /** After so many choices for which there are no points, those left are not asked. */
  private static final int MOST_REFUSED = 80;

  /** So many of them, and none with points, tell of all whose lengths compare alike. */
  private static final int LEAST_REFUSALS = 3;

  /** Choices that are made to fall into a branch, and into one of these. */
  private static final int OF_BRANCH = 6;

  private static final int OF_CONTEXT = 120;
  private static final int MENDS = 24;

  /** How far numbers are put apart that must not be equal, at most. */
  private static final int NEAR = 3;

  private final IntegerNames whole;
  private final Predicate<Map<String, BigInteger>> allowed;
  private final Predicate<Map<String, BigInteger>> feasible;
  private final List<String> lengths;
  private final List<String> indices;
  private final Random random;
  private final IntegerGoals goals;
  private final long mostCandidates = Limit.CHECKED_CANDIDATES.most();

  private IntegerChoices(
      IntegerNames whole,
      List<IntegerBranches.Branch> claimed,
      List<IntegerBranches.Branch> asked,
      Predicate<Map<String, BigInteger>> allowed,
      Predicate<Map<String, BigInteger>> feasible,
      long seed) {
    this.whole = whole;
    this.allowed = allowed;
    this.feasible = feasible;
    lengths = new ArrayList<>(whole.lengths());
    lengths.addAll(whole.bounds());
    indices = List.copyOf(whole.indices());
    random = new Random(seed);
    goals = new IntegerGoals(whole, lengths, claimed, asked, SMALL);
  }

  /**
   * The choices, those that show most first, and those of large numbers last.
   *
   * @param claimed the branches of the claim, which may have to hold for it to be wrong
   * @param asked those of the expression
   * @param allowed whether a choice is one that something is claimed for
   * @param feasible whether there may be points for a choice, which takes longer to tell
   */
  static List<Map<String, BigInteger>> of(
      IntegerNames whole,
      List<IntegerBranches.Branch> claimed,
      List<IntegerBranches.Branch> asked,
      Predicate<Map<String, BigInteger>> allowed,
      Predicate<Map<String, BigInteger>> feasible,
      long seed) {
    if (whole.names().isEmpty()) {
      Map<String, BigInteger> none = Map.of();
      return allowed.test(none) ? List.of(none) : List.of();
    }
    return new IntegerChoices(whole, claimed, asked, allowed, feasible, seed).covering();
  }

  private List<Map<String, BigInteger>> covering() {
    List<Map<String, BigInteger>> candidates = candidates();
    List<Map<String, BigInteger>> chosen = covering(candidates, feasible);
    // Where none is found that may have points, the search for points has the word.
    return chosen.isEmpty() ? covering(candidates, any -> true) : chosen;
  }

  private List<Map<String, BigInteger>> covering(
      List<Map<String, BigInteger>> candidates, Predicate<Map<String, BigInteger>> feasible) {
    Map<IntegerGoals.Goal, Integer> numbers = new HashMap<>();
    List<BitSet> shown = new ArrayList<>();
    BitSet missing = new BitSet();
    for (Map<String, BigInteger> candidate : candidates) {
      BitSet own = new BitSet();
      goals
          .of(candidate)
          .forEach(goal -> own.set(numbers.computeIfAbsent(goal, key -> numbers.size())));
      shown.add(own);
      missing.or(own);
    }
    int[] weights = new int[numbers.size()];
    numbers.forEach((goal, number) -> weights[number] = goals.weight(goal));
    List<Map<String, BigInteger>> chosen = new ArrayList<>();
    Map<List<Integer>, Integer> refusals = new HashMap<>();
    int refused = 0;
    int large = 0;
    long mostChoices = Limit.CHECKED_CHOICES.most();
    while (!missing.isEmpty()) {
      if (chosen.size() >= mostChoices) {
        Limit.CHECKED_CHOICES.stop();
        break;
      }
      int best = best(shown, missing, weights);
      List<Integer> order = order(candidates.get(best));
      if (refused < MOST_REFUSED && !feasible.test(candidates.get(best))) {
        refused++;
        shown.get(best).clear();
        if (!order.isEmpty() && refusals.merge(order, 1, Integer::sum) == LEAST_REFUSALS) {
          // So it is with others, as it seems: matrices that have to be square, for example.
          for (int i = 0; i < candidates.size(); i++) {
            if (order(candidates.get(i)).equals(order)) {
              shown.get(i).clear();
            }
          }
        }
        missing = missing(chosen, candidates, shown);
        continue;
      }
      refusals.put(order, Integer.MIN_VALUE);
      if (isLarge(candidates.get(best))) {
        if (++large > MOST_LARGE) {
          for (int i = 0; i < candidates.size(); i++) {
            if (isLarge(candidates.get(i))) {
              shown.get(i).clear();
            }
          }
          missing = missing(chosen, candidates, shown);
          continue;
        }
      }
      missing.andNot(shown.get(best));
      chosen.add(candidates.get(best));
    }
    chosen.sort(Comparator.comparing(this::isLarge));
    return chosen;
  }

  /** How the lengths compare with each other. */
  private List<Integer> order(Map<String, BigInteger> choice) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < lengths.size(); i++) {
      for (int j = i + 1; j < lengths.size(); j++) {
        order.add(of(choice, lengths.get(i)).compareTo(of(choice, lengths.get(j))));
      }
    }
    return order;
  }

  /** What is not shown by those chosen, of what any can show. */
  private static BitSet missing(
      List<Map<String, BigInteger>> chosen,
      List<Map<String, BigInteger>> candidates,
      List<BitSet> shown) {
    BitSet missing = new BitSet();
    shown.forEach(missing::or);
    for (int i = 0; i < candidates.size(); i++) {
      if (chosen.contains(candidates.get(i))) {
        missing.andNot(shown.get(i));
      }
    }
    return missing;
  }

  private boolean isLarge(Map<String, BigInteger> choice) {
    return lengths.stream()
        .anyMatch(length -> of(choice, length).longValue() > whole.shortest() + SMALL);
  }

  private static BigInteger of(Map<String, BigInteger> choice, String name) {
    return Objects.requireNonNull(choice.get(name));
  }

  private static int best(List<BitSet> shown, BitSet missing, int[] weights) {
    int best = 0;
    int most = -1;
    for (int i = 0; i < shown.size(); i++) {
      BitSet more = (BitSet) shown.get(i).clone();
      more.and(missing);
      int score = more.stream().map(goal -> weights[goal]).sum();
      if (score > most) {
        most = score;
        best = i;
      }
    }
    return best;
  }

  private static long largest(Map<String, BigInteger> choice) {
    return choice.values().stream().mapToLong(BigInteger::longValue).max().orElse(0);
  }

  /** All that may be chosen where that is little, else some of it, drawn so that indices meet. */
  private List<Map<String, BigInteger>> candidates() {
    Set<Map<String, BigInteger>> candidates = new LinkedHashSet<>();
    List<Map<String, BigInteger>> ofLengths = ofLengths();
    List<Map<String, BigInteger>> all = new ArrayList<>(ofLengths);
    for (int i = 0; i < indices.size() && all.size() <= mostCandidates; i++) {
      List<Map<String, BigInteger>> longer = new ArrayList<>();
      for (Map<String, BigInteger> each : all) {
        for (BigInteger value : values(indices.get(i), each)) {
          longer.add(with(each, indices.get(i), value));
        }
      }
      all = longer;
    }
    if (all.size() <= mostCandidates) {
      candidates.addAll(all);
    } else {
      Limit.CHECKED_CANDIDATES.stop();
      for (int i = 0;
          i < ATTEMPTS * mostCandidates / 2 && candidates.size() < mostCandidates;
          i++) {
        drawn(ofLengths.get(i % ofLengths.size())).ifPresent(candidates::add);
      }
      goals.branches().forEach(branch -> addWithin(branch, OF_BRANCH, ofLengths, candidates));
      goals.contexts().forEach(branch -> addWithin(branch, OF_CONTEXT, ofLengths, candidates));
    }
    return candidates.stream().filter(this::isAllowed).toList();
  }

  private static Map<String, BigInteger> with(
      Map<String, BigInteger> choice, String name, BigInteger value) {
    Map<String, BigInteger> longer = new TreeMap<>(choice);
    longer.put(name, value);
    return longer;
  }

  private Optional<Map<String, BigInteger>> drawn(Map<String, BigInteger> ofLengths) {
    Map<String, BigInteger> choice = ofLengths;
    List<BigInteger> before = new ArrayList<>();
    for (String index : indices) {
      List<BigInteger> values = List.copyOf(values(index, choice));
      if (values.isEmpty()) {
        return Optional.empty();
      }
      BigInteger value = values.get(random.nextInt(values.size()));
      if (!before.isEmpty() && random.nextBoolean()) {
        BigInteger other = before.get(random.nextInt(before.size()));
        value = values.contains(other) ? other : value;
      }
      before.add(value);
      choice = with(choice, index, value);
    }
    return Optional.of(choice);
  }

  /** Adds choices that were drawn and changed so that they fall into a branch. */
  private void addWithin(
      IntegerBranches.Branch branch,
      int number,
      List<Map<String, BigInteger>> ofLengths,
      Set<Map<String, BigInteger>> candidates) {
    for (int i = 0; i < number; i++) {
      drawn(ofLengths.get(random.nextInt(ofLengths.size())))
          .flatMap(choice -> mended(choice, branch))
          .filter(this::isAllowed)
          .ifPresent(candidates::add);
    }
  }

  /** The choice with numbers changed, one at a time, until what a branch asks for holds. */
  private Optional<Map<String, BigInteger>> mended(
      Map<String, BigInteger> choice, IntegerBranches.Branch branch) {
    Map<String, BigInteger> mended = choice;
    for (int i = 0; i < MENDS; i++) {
      Optional<IntegerBranches.Literal> broken = branch.broken(mended);
      if (broken.isEmpty()) {
        return Optional.of(mended);
      }
      List<String> names = List.copyOf(broken.get().form().names());
      String name = names.get(random.nextInt(names.size()));
      BigInteger value = broken.get().solved(name, mended, random.nextInt(NEAR));
      if (value != null && isUsual(name, value)) {
        mended = with(mended, name, value);
      }
    }
    return branch.holds(mended) ? Optional.of(mended) : Optional.empty();
  }

  private boolean isUsual(String name, BigInteger value) {
    return whole.indices().contains(name)
        ? value.bitLength() <= LARGE && whole.allows(name, value)
        : ofLength(name).contains(value);
  }

  /** Values of the lengths, of which one at a time is large. */
  private List<Map<String, BigInteger>> ofLengths() {
    List<Map<String, BigInteger>> all = List.of(new TreeMap<>());
    for (String length : lengths) {
      List<Map<String, BigInteger>> longer = new ArrayList<>();
      for (Map<String, BigInteger> each : all) {
        for (BigInteger value : ofLength(length)) {
          if (value.longValue() <= SMALL || largest(each) <= SMALL) {
            longer.add(with(each, length, value));
          }
        }
      }
      if (longer.size() > mostCandidates) {
        Limit.CHECKED_CANDIDATES.stop();
        List<Map<String, BigInteger>> some = new ArrayList<>();
        for (int i = 0; i < mostCandidates; i++) {
          some.add(longer.get(random.nextInt(longer.size())));
        }
        longer = some;
      }
      all = longer;
    }
    return all;
  }

  private Set<BigInteger> ofLength(String length) {
    int least = whole.lengths().contains(length) ? whole.shortest() : 1;
    Set<BigInteger> values = new TreeSet<>();
    if (!whole.matters(length)) {
      add(least + 1L, least + 1L, values);
      return values;
    }
    add(least, least + SMALL - 1L, values);
    add(LARGE, LARGE, values);
    for (BigInteger border : whole.borders(length)) {
      add(border.longValue() - 1, border.longValue() + 1, values);
    }
    values.removeIf(value -> value.longValue() < least);
    return values;
  }

  private static void add(long from, long to, Collection<BigInteger> values) {
    for (long value = from; value <= to; value++) {
      values.add(BigInteger.valueOf(value));
    }
  }

  /** The values of an index that are worth trying beside those of other names. */
  private Set<BigInteger> values(String index, Map<String, BigInteger> known) {
    BigInteger least = BigInteger.ONE;
    BigInteger most = null;
    for (IndexRange range : whole.ranges(index)) {
      BigInteger lower = number(range.lower(), known);
      BigInteger upper = number(range.upper(), known);
      boolean isFirst = range == whole.ranges(index).get(0);
      least = lower == null ? least : isFirst ? lower : least.max(lower);
      most = upper == null ? most : most == null ? upper : most.min(upper);
    }
    least = whole.nearest(index, least);
    most = whole.nearest(index, most == null ? least.add(BigInteger.valueOf(SMALL - 1)) : most);
    Set<BigInteger> values = new TreeSet<>();
    add(least.longValue(), least.longValue() + SMALL - 1, values);
    add(most.longValue() - 1, most.longValue(), values);
    for (BigInteger border : whole.borders(index)) {
      add(border.longValue() - 1, border.longValue() + 1, values);
    }
    for (BigInteger value : Set.copyOf(values)) {
      boolean isWithin =
          value.compareTo(least) >= 0
              && (value.compareTo(most) <= 0 || whole.ranges(index).isEmpty())
              && value.subtract(least).bitLength() <= BigInteger.valueOf(LARGEST).bitLength();
      if (!isWithin || !whole.allows(index, value)) {
        values.remove(value);
      }
    }
    return values;
  }

  private static @Nullable BigInteger number(Expr bound, Map<String, BigInteger> known) {
    return LinearForm.of(bound)
        .flatMap(form -> form.at(known))
        .filter(Rational::isInteger)
        .map(Rational::numerator)
        .orElse(null);
  }

  /** Whether the indices are in ranges that speak of each other too. */
  private boolean isAllowed(Map<String, BigInteger> choice) {
    for (String index : indices) {
      BigInteger value = choice.get(index);
      for (IndexRange range : whole.ranges(index)) {
        BigInteger lower = number(range.lower(), choice);
        BigInteger upper = number(range.upper(), choice);
        boolean isOutside =
            value == null
                || lower != null && value.compareTo(lower) < 0
                || upper != null && value.compareTo(upper) > 0;
        if (isOutside) {
          return false;
        }
      }
    }
    return allowed.test(choice);
  }

  /** The choices in words, such as {@code n = 1..6, 20; i, j = 1..6, 19, 20}. */
  static String told(List<Map<String, BigInteger>> choices) {
    Map<String, Set<BigInteger>> values = new TreeMap<>();
    choices.forEach(
        choice ->
            choice.forEach(
                (name, value) -> values.computeIfAbsent(name, key -> new TreeSet<>()).add(value)));
    values.values().removeIf(own -> own.size() == 1);
    Map<Set<BigInteger>, List<String>> names = new LinkedHashMap<>();
    values.forEach((name, own) -> names.computeIfAbsent(own, key -> new ArrayList<>()).add(name));
    List<String> parts = new ArrayList<>();
    names.forEach((own, list) -> parts.add(together(list, choices) + " = " + spans(own)));
    return parts.isEmpty() ? "" : ", for " + String.join("; ", parts);
  }

  /** Names of the same values: those that are equal in all choices as an equation. */
  private static String together(List<String> names, List<Map<String, BigInteger>> choices) {
    StringBuilder text = new StringBuilder(names.get(0));
    for (int i = 1; i < names.size(); i++) {
      String before = names.get(i - 1);
      String name = names.get(i);
      boolean areEqual = choices.stream().allMatch(each -> of(each, before).equals(of(each, name)));
      text.append(areEqual ? " = " : ", ").append(name);
    }
    return text.toString();
  }

  /** What of some choices is in none of those that were compared, as a remark. */
  static String untold(
      List<Map<String, BigInteger>> others, List<Map<String, BigInteger>> compared) {
    Map<String, Set<BigInteger>> values = new TreeMap<>();
    others.forEach(
        choice ->
            choice.forEach(
                (name, value) -> {
                  if (compared.stream().noneMatch(each -> value.equals(each.get(name)))) {
                    values.computeIfAbsent(name, key -> new TreeSet<>()).add(value);
                  }
                }));
    List<String> parts = new ArrayList<>();
    values.forEach((name, own) -> parts.add(name + " = " + spans(own)));
    return ", nothing to compare for "
        + (parts.isEmpty() ? "some of these together" : String.join("; ", parts));
  }

  private static String spans(Set<BigInteger> values) {
    List<String> spans = new ArrayList<>();
    List<BigInteger> list = List.copyOf(values);
    List<BigInteger> sorted = list.stream().sorted().toList();
    for (int i = 0; i < sorted.size(); ) {
      int end = i;
      while (end + 1 < sorted.size()
          && sorted.get(end + 1).subtract(sorted.get(end)).equals(BigInteger.ONE)) {
        end++;
      }
      spans.add(end > i + 1 ? sorted.get(i) + ".." + sorted.get(end) : sorted.get(i).toString());
      i = end > i + 1 ? end + 1 : i + 1;
    }
    return String.join(", ", spans);
  }
}
