package org.chainrule.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.chainrule.laws.RecurrenceProblem.Call;
import org.chainrule.laws.RecurrenceProblem.Constant;
import org.chainrule.laws.RecurrenceProblem.Counter;
import org.chainrule.laws.RecurrenceProblem.Element;
import org.chainrule.laws.RecurrenceProblem.Family;
import org.chainrule.laws.RecurrenceProblem.Fold;
import org.chainrule.laws.RecurrenceProblem.Index;
import org.chainrule.laws.RecurrenceProblem.Parameter;
import org.chainrule.laws.RecurrenceProblem.Plus;
import org.chainrule.laws.RecurrenceProblem.Square;
import org.chainrule.laws.RecurrenceProblem.Term;
import org.chainrule.laws.RecurrenceProblem.Times;

/** Recurrences, and questions about them, drawn from a seed. */
final class RecurrenceGenerator {
  private static final List<String> PARAMETERS = List.of("a", "b", "c");
  private static final Index T = new Index("t", 0);

  /**
   * A question.
   *
   * @param variables what to differentiate by, in turn: one or two
   * @param first the index near which the elements begin
   */
  record Question(
      RecurrenceProblem problem, Term expression, List<Term> variables, int first, boolean hasT) {
    @Override
    public String toString() {
      return expression + " by " + variables + " of " + problem.statements();
    }
  }

  private final Random random;
  private RecurrenceProblem problem;
  private int first;
  private int most;

  RecurrenceGenerator(long seed) {
    random = new Random(seed * 7919 + 13);
    random.nextInt();
    problem = new RecurrenceProblem(true);
  }

  Question next() {
    problem = new RecurrenceProblem(random.nextInt(10) > 0);
    first = problem.goesDown ? draw(0, 0, 0, 0, 1, 1, 2) : draw(5, 6);
    most = 0;
    int families = draw(1, 1, 1, 1, 1, 2, 2, 3);
    List<String> names = List.of("h", "g", "v").subList(0, families);
    boolean isCoupled = random.nextInt(3) > 0;
    boolean hasStart = random.nextInt(12) > 0 || !problem.goesDown;
    for (int i = 0; i < families; i++) {
      problem.add(family(names, i, isCoupled, hasStart));
    }
    if (random.nextInt(5) == 0) {
      Term step = new Times(List.of(element("h", 0), draw(element("h", 0), input(), parameter())));
      problem.add(new Family("y", step, 0, new TreeMap<>()));
    }
    List<String> all = new ArrayList<>(problem.families.keySet());
    Term expression = expression(all);
    List<Term> variables = new ArrayList<>(List.of(variable()));
    if (random.nextInt(5) == 0) {
      variables.add(random.nextInt(3) == 0 ? variables.get(0) : variable());
    }
    boolean hasT = (expression + " " + variables).matches(".*\\bt\\b.*|.*_t\\b.*|.*_\\{t.*");
    return new Question(problem, expression, variables, first, hasT);
  }

  /** The direction of the elements before. */
  private int back() {
    return problem.goesDown ? -1 : 1;
  }

  private Family family(List<String> names, int number, boolean isCoupled, boolean hasStart) {
    String name = names.get(number);
    int order = draw(1, 1, 1, 1, 2, 2, 3);
    List<Term> parts = new ArrayList<>();
    for (int i = draw(1, 1, 2); i > 0; i--) {
      int shift = i == 1 ? order : 1 + random.nextInt(order);
      parts.add(part(element(name, back() * shift)));
    }
    for (int other = 0; isCoupled && other < names.size(); other++) {
      if (other != number && random.nextBoolean()) {
        // Only those before may belong to the same step.
        int shift = other < number && random.nextBoolean() ? 0 : 1;
        parts.add(part(element(names.get(other), back() * shift)));
      }
    }
    if (random.nextBoolean()) {
      parts.add(draw(input(), parameter(), new Times(List.of(parameter(), input()))));
    }
    Term step = parts.size() == 1 ? parts.get(0) : new Plus(parts);
    if (random.nextInt(3) == 0) {
      step = new Call(draw("sin", "tanh", "sigma"), step);
    }
    TreeMap<Integer, Term> given = new TreeMap<>();
    int starts = !hasStart ? 0 : order + (random.nextInt(5) == 0 ? 1 : 0);
    for (int i = 0; i < starts; i++) {
      given.put(first - back() * i, start(name, first, i));
    }
    if (hasStart && random.nextInt(12) == 0) {
      given.put(first - back() * (starts + 1), start(name, first, 0));
    }
    most = Math.max(most, starts);
    return new Family(name, step, order, given);
  }

  private Term start(String name, int from, int number) {
    return switch (random.nextInt(number > 0 ? 8 : 6)) {
      case 0 -> new Constant("0");
      case 1 -> new Constant("1");
      case 2, 3 -> parameter();
      case 4 -> new Call(draw("sin", "exp"), new Times(List.of(new Constant("0.3"), parameter())));
      case 5 ->
          new Times(List.of(parameter(), new Element("x", new Index("", from - back() * number))));
      default ->
          new Times(
              List.of(
                  draw(parameter(), new Constant("0.5")),
                  new Element(name, new Index("", from - back() * (number - 1)))));
    };
  }

  /** What a step makes of an element before. */
  private Term part(Term state) {
    return switch (random.nextInt(9)) {
      case 0 -> state;
      case 1, 2 -> new Times(List.of(parameter(), state));
      case 3 -> new Times(List.of(input(), state));
      case 4 -> new Square(new Times(List.of(parameter(), state)));
      case 5 -> new Call("sin", state);
      case 6 -> new Times(List.of(parameter(), new Call("tanh", state)));
      case 7 -> new Times(List.of(new Constant("0.1"), new Counter(T), state));
      default -> new Call("sigma", new Plus(List.of(state, parameter())));
    };
  }

  private Term expression(List<String> families) {
    String family = families.get(random.nextInt(families.size()));
    Term state = element(family, 0);
    int low = first + random.nextInt(3);
    Index end = draw(T, T, T, new Index("", first + 4));
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3, 4 -> state;
      case 5 -> new Element(family, new Index("t", draw(-1, 1, 1)));
      case 6, 7, 8 -> new Element(family, new Index("", first - back() * random.nextInt(5)));
      case 9, 10 -> fold(true, family, low, end);
      case 11 -> fold(false, family, low, end);
      case 12 -> new Times(List.of(state, element(family, -1)));
      case 13 -> new Plus(List.of(new Square(state), parameter()));
      case 14 -> new Call("sin", new Plus(List.of(state, input())));
      default -> new Plus(List.of(state, new Element(family, new Index("", first - back() * 2))));
    };
  }

  private Term fold(boolean isSum, String family, int low, Index end) {
    Term running = new Element(family, new Index("j", 0));
    Term body =
        switch (random.nextInt(4)) {
          case 0, 1 -> running;
          case 2 -> new Square(running);
          default -> new Times(List.of(new Element("x", new Index("j", 0)), running));
        };
    Index lower =
        problem.goesDown ? new Index("", low) : end.letter().isEmpty() ? new Index("", 1) : T;
    Index upper = problem.goesDown ? end : new Index("", first);
    return new Fold(isSum, "j", lower, upper, body);
  }

  private Term variable() {
    String family =
        List.copyOf(problem.families.keySet()).get(random.nextInt(2) % problem.families.size());
    Index index =
        switch (random.nextInt(6)) {
          case 0, 1 -> new Index("", first - back() * random.nextInt(4));
          case 2, 3 -> new Index("k", 0);
          case 4 -> new Index("k", -1);
          default -> new Index("t", draw(0, -1, -1, -2, 1));
        };
    int kind = random.nextInt(10);
    return kind < 4 ? new Element(family, index) : kind < 6 ? new Element("x", index) : parameter();
  }

  private Term parameter() {
    return new Parameter(PARAMETERS.get(random.nextInt(PARAMETERS.size())));
  }

  private Term input() {
    return element("x", draw(0, 0, 0, -1));
  }

  private static Term element(String family, int shift) {
    return new Element(family, new Index("t", shift));
  }

  @SafeVarargs
  private <T> T draw(T... of) {
    return of[random.nextInt(of.length)];
  }

  /** Numbers for all names, without those that the definitions give. */
  static Map<String, Double> numbers(Question question, long seed) {
    Random numbers = new Random(seed);
    Map<String, Double> point = new java.util.LinkedHashMap<>();
    TreeSet<String> used = new TreeSet<>();
    String text = question.toString();
    for (String name : PARAMETERS) {
      if (text.matches("(?s).*\\b" + name + "\\b.*")) {
        used.add(name);
      }
    }
    for (int i = -4; i <= 14 && text.contains("x_"); i++) {
      used.add(new Index("", i).of("x"));
    }
    for (String name : used) {
      point.put(name, (numbers.nextInt(180) - 90) / 128.0 + 1 / 256.0);
    }
    return point;
  }
}
