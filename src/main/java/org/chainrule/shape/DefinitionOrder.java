package org.chainrule.shape;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.chainrule.error.Interruption;

/**
 * The order of definitions, each after those that it uses: names that lead to each other make one
 * component (Tarjan's algorithm).
 */
final class DefinitionOrder {
  private record Frame(String name, Iterator<String> used) {}

  private final Map<String, Set<String>> uses;
  private final Map<String, Integer> entered = new HashMap<>();
  private final Map<String, Integer> lowest = new HashMap<>();
  private final Map<String, Integer> finished = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final List<List<String>> components = new ArrayList<>();

  private DefinitionOrder(Map<String, Set<String>> uses) {
    this.uses = uses;
  }

  /**
   * The components, each after those that it uses.
   *
   * @param uses for each name those that its definition uses
   */
  static List<List<String>> of(Map<String, Set<String>> uses) {
    DefinitionOrder order = new DefinitionOrder(uses);
    uses.keySet().forEach(order::visit);
    return order.components;
  }

  private void visit(String root) {
    Deque<Frame> stack = new ArrayDeque<>();
    if (!entered.containsKey(root)) {
      stack.push(enter(root));
    }
    while (!stack.isEmpty()) {
      Interruption.poll();
      Frame frame = stack.element();
      if (frame.used().hasNext()) {
        String next = frame.used().next();
        if (!entered.containsKey(next)) {
          stack.push(enter(next));
        } else if (open.contains(next)) {
          lowest.merge(frame.name(), number(entered, next), Math::min);
        }
        continue;
      }
      stack.pop();
      finish(frame.name());
      if (!stack.isEmpty()) {
        lowest.merge(stack.element().name(), number(lowest, frame.name()), Math::min);
      }
    }
  }

  private Frame enter(String name) {
    int number = entered.size();
    entered.put(name, number);
    lowest.put(name, number);
    open.add(name);
    path.push(name);
    return new Frame(
        name, Objects.requireNonNull(uses.get(name)).stream().filter(uses::containsKey).iterator());
  }

  private void finish(String name) {
    finished.put(name, finished.size());
    if (number(lowest, name) < number(entered, name)) {
      return;
    }
    List<String> component = new ArrayList<>();
    String member;
    do {
      member = path.pop();
      open.remove(member);
      component.add(member);
    } while (!member.equals(name));
    component.sort(Comparator.comparing(each -> number(finished, each)));
    components.add(component);
  }

  private static int number(Map<String, Integer> numbers, String name) {
    return Objects.requireNonNull(numbers.get(name));
  }
}
