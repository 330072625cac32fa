package org.chainrule.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chainrule.expr.IndexRange;
import org.chainrule.model.LinearForm;

/** The goals of choices of indices and lengths, and which of them a choice shows. */
final class IntegerGoals {
  /** Values up to this are tried in every pair. */
  private static final int PAIRED = 3;

  /** Branches of either side within which everything is shown again. */
  private static final int MOST_CONTEXTS = 2;

  private static final String BRANCH = "branch";
  private static final String BOTH = "both";

  /** What a branch of one side counts for among the goals, and one of both sides. */
  private static final Map<String, Integer> WEIGHTS = Map.of(BRANCH, 24, BOTH, 4);

  private final IntegerNames whole;
  private final List<String> lengths;
  private final List<String> indices;
  private final int small;
  private final List<IntegerBranches.Branch> branches;
  private final List<IntegerBranches.Branch> contexts;

  /** So many of the branches are those of one side. */
  private final int ofOneSide;

  private final Map<String, List<String>> ends = new HashMap<>();

  /**
   * A goal that a choice of numbers may show.
   *
   * @param what what kind of thing
   * @param names of what
   * @param values which of them
   */
  record Goal(String what, List<String> names, List<Object> values) {}

  /**
   * The goals for some names.
   *
   * @param claimed the branches of the claim, which may have to hold for it to be wrong
   * @param asked those of the expression
   * @param small lengths up to this are tried with all indices
   */
  IntegerGoals(
      IntegerNames whole,
      List<String> lengths,
      List<IntegerBranches.Branch> claimed,
      List<IntegerBranches.Branch> asked,
      int small) {
    this.whole = whole;
    this.lengths = lengths;
    this.small = small;
    indices = List.copyOf(whole.indices());
    branches = IntegerBranches.together(claimed, asked);
    ofOneSide = claimed.size() + asked.size();
    Set<IntegerBranches.Branch> narrow =
        new LinkedHashSet<>(IntegerBranches.narrowest(claimed, MOST_CONTEXTS));
    narrow.addAll(IntegerBranches.narrowest(asked, MOST_CONTEXTS));
    contexts = List.copyOf(narrow);
  }

  /** Branches to fall into. */
  List<IntegerBranches.Branch> branches() {
    return branches;
  }

  /** The branches within which everything is shown again. */
  List<IntegerBranches.Branch> contexts() {
    return contexts;
  }

  /** How much a goal counts. */
  int weight(Goal goal) {
    return WEIGHTS.getOrDefault(goal.what(), 1);
  }

  private static BigInteger of(Map<String, BigInteger> choice, String name) {
    return Objects.requireNonNull(choice.get(name));
  }

  /** What a choice shows, and shows within branches. */
  Set<Goal> of(Map<String, BigInteger> choice) {
    Set<Goal> own = ownGoals(choice);
    Set<Goal> goals = new HashSet<>(own);
    for (int i = 0; i < contexts.size(); i++) {
      if (contexts.get(i).holds(choice)) {
        for (Goal goal : own) {
          if (!goal.what().startsWith("end") && !goal.what().equals("side")) {
            goals.add(new Goal(i + " " + goal.what(), goal.names(), goal.values()));
          }
        }
        for (int j = 0; j < contexts.size(); j++) {
          if (!contexts.get(j).holds(choice)) {
            goals.add(new Goal(BRANCH, List.of("without"), List.of(i, j)));
          }
        }
      }
    }
    for (int i = 0; i < branches.size(); i++) {
      if (branches.get(i).holds(choice)) {
        goals.add(new Goal(i < ofOneSide ? BRANCH : BOTH, List.of(), List.of(i)));
      }
    }
    return goals;
  }

  private Set<Goal> ownGoals(Map<String, BigInteger> choice) {
    Set<Goal> goals = new HashSet<>();
    choice.forEach((name, value) -> goals.add(new Goal("value", List.of(name), List.of(value))));
    for (LinearForm border : whole.borders()) {
      border
          .at(choice)
          .ifPresent(
              value ->
                  goals.add(
                      new Goal(
                          "side",
                          List.copyOf(border.names()),
                          List.of(border.constant(), clamped(value.floor().longValue())))));
    }
    for (int i = 0; i < indices.size(); i++) {
      BigInteger first = of(choice, indices.get(i));
      for (String length : ends(indices.get(i))) {
        addEnd(indices.get(i), first, length, choice, goals);
      }
      for (int j = i + 1; j < indices.size(); j++) {
        BigInteger second = of(choice, indices.get(j));
        List<String> names = List.of(indices.get(i), indices.get(j));
        goals.add(new Goal("pair", names, List.of(clampedTo(first), clampedTo(second))));
        goals.add(new Goal("apart", names, List.of(clamped(first.subtract(second).longValue()))));
        for (String length : ends(indices.get(i))) {
          BigInteger end = of(choice, length);
          goals.add(
              new Goal(
                  "ends " + length,
                  names,
                  List.of(first.equals(end), second.equals(end), first.equals(second))));
        }
        for (int k = j + 1; k < indices.size(); k++) {
          BigInteger third = of(choice, indices.get(k));
          goals.add(
              new Goal(
                  "order",
                  List.of(indices.get(i), indices.get(j), indices.get(k)),
                  List.of(
                      first.compareTo(second), second.compareTo(third), first.compareTo(third))));
          for (int l = k + 1; l < indices.size(); l++) {
            goals.add(coincidence(List.of(i, j, k, l), choice));
          }
        }
      }
    }
    for (int i = 0; i < lengths.size(); i++) {
      for (int j = i + 1; j < lengths.size(); j++) {
        BigInteger first = of(choice, lengths.get(i));
        BigInteger second = of(choice, lengths.get(j));
        List<String> names = List.of(lengths.get(i), lengths.get(j));
        goals.add(new Goal("pair", names, List.of(clampedTo(first), clampedTo(second))));
        goals.add(new Goal("apart", names, List.of(first.compareTo(second))));
      }
    }
    return goals;
  }

  /** The lengths that end the range of an index, or are compared with it. */
  private List<String> ends(String index) {
    return ends.computeIfAbsent(
        index,
        key ->
            lengths.stream()
                .filter(
                    length ->
                        whole.ranges(index).stream().anyMatch(range -> mentions(range, length))
                            || whole.borders().stream()
                                .anyMatch(each -> each.names().containsAll(Set.of(index, length))))
                .toList());
  }

  private static boolean mentions(IndexRange range, String length) {
    return LinearForm.of(range.upper().minus(range.lower()))
        .map(form -> form.names().contains(length))
        .orElse(true);
  }

  private void addEnd(
      String index,
      BigInteger value,
      String length,
      Map<String, BigInteger> choice,
      Set<Goal> goals) {
    BigInteger end = of(choice, length);
    List<String> names = List.of(index, length);
    boolean isSmall = end.longValue() <= small;
    goals.add(new Goal("end", names, List.of(clamped(end.subtract(value).longValue()))));
    goals.add(
        new Goal("pair", names, isSmall ? List.of(value, end) : List.of(value.equals(end), end)));
  }

  private Goal coincidence(List<Integer> places, Map<String, BigInteger> choice) {
    List<String> names = places.stream().map(indices::get).toList();
    List<BigInteger> values = names.stream().map(choice::get).toList();
    List<Object> firsts = new ArrayList<>();
    values.forEach(value -> firsts.add(values.indexOf(value)));
    return new Goal("coincidence", names, firsts);
  }

  private static long clamped(long difference) {
    return Math.max(-2, Math.min(2, difference));
  }

  private static BigInteger clampedTo(BigInteger value) {
    return value.min(BigInteger.valueOf(PAIRED + 1L));
  }
}
