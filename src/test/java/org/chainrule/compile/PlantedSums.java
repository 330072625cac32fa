package org.chainrule.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Written-out expressions in which many parts are alike, and some are not quite: a weight is
 * missing, a sign is turned, two families stand among each other, a part is used once more.
 */
final class PlantedSums {
  private static final List<String> FUNCTIONS =
      List.of(
          "sigma(%s)", "exp(-(%s))", "1/(1 + (%s)^2)", "sqrt(1 + (%s)^2)", "tanh(%s)^2", "(%s)^2");

  /** Of sums: what makes no small error of a sum a large one. */
  private static final List<String> OUTER =
      List.of("sqrt(1 + (%s)^2)", "log(2 + %s)", "1/(1 + %s)");

  private static final int SHORTEST = 30;
  private static final int LONGEST = 60;

  private final Random random;
  private boolean isExact;
  private int levels;
  private final List<String> names = new ArrayList<>();

  PlantedSums(long seed) {
    random = new Random(seed);
  }

  /** The names of an expression that was made, in an order of variables. */
  List<String> names() {
    return names;
  }

  /** Whether derivatives by what stands in one term are made as they were written. */
  boolean isExact() {
    return isExact;
  }

  /** The most terms that a sum has. */
  int longest() {
    return LONGEST;
  }

  /** How deep sums stand in each other that may become loops. */
  int levels() {
    return levels;
  }

  /** Next expression, all of whose terms are above 0 where the variables are. */
  String expression() {
    names.clear();
    int kind = random.nextInt(5);
    isExact = kind == 3;
    levels = kind == 0 || kind == 3 ? 1 : 2;
    String text =
        switch (kind) {
          case 0 -> "%s".formatted(layer(length(), 1 + random.nextInt(3)));
          case 1 -> "log(1 + %s)".formatted(layer(length(), 3));
          case 2 -> twoLayers(length(), 4 + random.nextInt(8));
          case 3 -> neighbours(length());
          default -> softmax(length());
        };
    order();
    return text;
  }

  private int length() {
    return SHORTEST + random.nextInt(LONGEST - SHORTEST);
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String name(String name) {
    if (!names.contains(name)) {
      names.add(name);
    }
    return name;
  }

  /** Sometimes elements of families, sometimes names with numbers, sometimes in disorder. */
  private void order() {
    if (chance(40)) {
      Collections.sort(names);
    } else if (chance(20)) {
      Collections.shuffle(names, random);
    }
  }

  private String function() {
    return FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
  }

  /** Sum of functions of sums of products. */
  private String layer(int units, int inputs) {
    String first = function();
    String second = chance(30) ? function() : first;
    int odd = chance(50) ? random.nextInt(units) : -1;
    int turned = chance(30) ? random.nextInt(units) : -1;
    boolean hasBias = chance(50);
    boolean hasFactors = chance(50);
    // Of more terms, the order may differ from unit to unit.
    isExact = levels == 1 && inputs + (hasBias ? 1 : 0) <= 2;
    IntFunction<String> unit =
        i -> {
          List<String> terms = new ArrayList<>();
          for (int j = 1; j <= inputs; j++) {
            if (i != odd || j > 1 || inputs == 1) {
              terms.add(name(weight(i, j)) + "*" + name("x_" + j));
            }
          }
          if (hasBias && i != odd) {
            terms.add(name("b_" + i));
          }
          String sum = String.join(" + ", terms);
          return (i % 2 == 0 ? first : second).formatted(i == turned ? "1/3 - (" + sum + ")" : sum);
        };
    List<String> terms = new ArrayList<>();
    for (int i = 1; i <= units; i++) {
      String factor = hasFactors ? name("v_" + i) + "*" : chance(20) ? (1 + i % 7) + "*" : "";
      terms.add(factor + unit.apply(i));
    }
    if (chance(30)) {
      Collections.shuffle(terms, random);
    }
    String again = chance(30) ? " + exp(" + unit.apply(1 + random.nextInt(units)) + ")" : "";
    isExact &= again.isEmpty();
    return "(" + String.join(" + ", terms) + again + ")";
  }

  private static String weight(int i, int j) {
    return "w_{" + i + "," + j + "}";
  }

  /** Units that several others use. */
  private String twoLayers(int hidden, int outputs) {
    String inner = function();
    String outer = OUTER.get(random.nextInt(OUTER.size()));
    int missing = chance(50) ? random.nextInt(hidden) + 1 : 0;
    List<String> units =
        IntStream.rangeClosed(1, hidden)
            .mapToObj(
                i -> inner.formatted(name("u_" + i) + "*" + name("x_1") + " + " + name("b_" + i)))
            .toList();
    List<String> all = new ArrayList<>();
    for (int k = 1; k <= outputs; k++) {
      int output = k;
      String sum =
          IntStream.rangeClosed(1, hidden)
              .filter(i -> output != 2 || i != missing)
              .mapToObj(i -> name(weight(output, i)) + "*" + units.get(i - 1))
              .collect(Collectors.joining(" + "));
      all.add(outer.formatted(sum));
    }
    return String.join(" + ", all);
  }

  /** Sums over elements that lie beside each other. */
  private String neighbours(int length) {
    String function = function();
    int odd = chance(40) ? random.nextInt(length) : -1;
    int step = 1 + random.nextInt(3);
    return IntStream.rangeClosed(1, length)
        .mapToObj(
            i ->
                (i == odd ? "2*" : "")
                    + function.formatted(name("x_" + i * step) + "*" + name("x_" + (i * step + 1)))
                    + "/"
                    + (chance(10) ? "3" : "7"))
        .collect(Collectors.joining(" + "));
  }

  private String softmax(int classes) {
    IntFunction<String> score = k -> name("z_" + k) + "*2/3";
    String total =
        IntStream.rangeClosed(1, classes)
            .mapToObj(k -> "exp(" + score.apply(k) + ")")
            .collect(Collectors.joining(" + "));
    return IntStream.rangeClosed(1, classes)
        .mapToObj(k -> name("t_" + k) + "*log((" + total + ")/exp(" + score.apply(k) + "))")
        .collect(Collectors.joining(" + "));
  }
}
