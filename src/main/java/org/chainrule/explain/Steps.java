package org.chainrule.explain;

import java.util.AbstractList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The steps of a derivation, the whole before its parts; a line each as text. Immutable. */
public final class Steps extends AbstractList<Step> {
  /** What is derived may be so long for what it equals to stand behind it in every line. */
  private static final int LONGEST_REPEATED = 24;

  private final List<Step> steps;

  /** A list of steps. */
  public Steps(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  @Override
  public Step get(int place) {
    return steps.get(place);
  }

  @Override
  public int size() {
    return steps.size();
  }

  /** Whether a step goes on with the one before it, so that it is written below that. */
  public boolean isContinued(int place) {
    return place > 0 && steps.get(place).continues(steps.get(place - 1));
  }

  /**
   * A step as a line of text.
   *
   * @param depth how far it stands to the right
   * @param of what is derived
   * @param isContinued whether that stands in the line above
   * @param result what it equals
   * @param rules by which rules; empty for none
   */
  public static String line(
      int depth, String of, boolean isContinued, String result, String rules) {
    String left = isContinued ? " ".repeat(of.length() > LONGEST_REPEATED ? 2 : of.length()) : of;
    String end = rules.isEmpty() ? "" : "  (" + rules + ")";
    return "  ".repeat(depth) + left + " = " + result + end;
  }

  @Override
  public String toString() {
    return IntStream.range(0, steps.size())
        .mapToObj(
            place -> {
              Step step = steps.get(place);
              return line(
                  step.depth(),
                  step.of().toString(),
                  isContinued(place),
                  step.after().toString(),
                  String.join(", ", step.rules()));
            })
        .collect(Collectors.joining("\n"));
  }
}
