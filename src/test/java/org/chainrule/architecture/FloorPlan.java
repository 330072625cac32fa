package org.chainrule.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The house as its classes make it: the rooms with what they use, each above all that it uses.
 *
 * @param uses the parts that each part's classes use
 */
record FloorPlan(Map<String, Set<String>> uses) {
  static FloorPlan of(JavaClasses classes) {
    Map<String, Set<String>> uses = new TreeMap<>();
    for (JavaClass user : classes) {
      String part = House.partOf(user.getPackageName());
      Set<String> used = uses.computeIfAbsent(part, key -> new TreeSet<>());
      for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
        String other = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (House.isOurs(other) && !House.partOf(other).equals(part)) {
          used.add(House.partOf(other));
        }
      }
    }
    return new FloorPlan(uses);
  }

  /** The parts from the ground up; a part stands on the floor above the highest that it uses. */
  private List<List<String>> floors() {
    List<List<String>> floors = new ArrayList<>();
    Set<String> built = new LinkedHashSet<>();
    while (built.size() < uses.size()) {
      List<String> floor =
          uses.keySet().stream()
              .filter(part -> !built.contains(part) && built.containsAll(uses.get(part)))
              .toList();
      if (floor.isEmpty()) {
        throw new IllegalStateException("a cycle among " + uses.keySet() + " above " + built);
      }
      floors.add(floor);
      built.addAll(floor);
    }
    return floors;
  }

  /** The arrows that are drawn and that no class goes along, itself or on the way to another. */
  Set<String> unusedArrows() {
    Set<String> unused = new TreeSet<>();
    for (String part : House.parts()) {
      for (String arrow : House.arrowsOf(part)) {
        boolean isUsed =
            uses.getOrDefault(part, Set.of()).stream()
                .anyMatch(used -> House.mayUse(arrow, used) && !reachesWithout(part, arrow, used));
        if (!isUsed) {
          unused.add(name(part) + " -> " + arrow);
        }
      }
    }
    return unused;
  }

  private static boolean reachesWithout(String part, String arrow, String used) {
    return House.arrowsOf(part).stream()
        .anyMatch(other -> !other.equals(arrow) && House.mayUse(other, used));
  }

  /** A line for each part, the highest first: its floor, its name, and all that it uses. */
  String text() {
    List<List<String>> floors = floors();
    StringBuilder text = new StringBuilder();
    for (int floor = floors.size() - 1; floor >= 0; floor--) {
      for (String part : floors.get(floor)) {
        String line = "%2d  %-13s  %s".formatted(floor, name(part), names(uses.get(part)));
        text.append(line.stripTrailing()).append("\n");
      }
    }
    return text.toString();
  }

  /** A picture of the arrows that are drawn. */
  String diagram() {
    StringBuilder text = new StringBuilder("flowchart TD\n");
    for (String part : House.parts()) {
      if (!House.arrowsOf(part).isEmpty()) {
        text.append("  ")
            .append(name(part))
            .append(" --> ")
            .append(String.join(" & ", new TreeSet<>(House.arrowsOf(part))))
            .append("\n");
      }
    }
    return text.toString();
  }

  private static String names(Set<String> parts) {
    return parts.stream().map(FloorPlan::name).collect(Collectors.joining(", "));
  }

  private static String name(String part) {
    return part.equals(House.FACADE) ? "root" : part;
  }
}
