package org.chainrule.laws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.Model;
import org.chainrule.answer.AtKinks;
import org.chainrule.answer.DerivativeAnswer;
import org.chainrule.answer.DerivingEngine;
import org.chainrule.answer.Format;
import org.chainrule.answer.Options;
import org.chainrule.answer.Problem;
import org.chainrule.answer.Value;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.CompileException;
import org.chainrule.expr.DerivativeTerm;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Pass;
import org.chainrule.laws.RecurrenceProblem.Element;
import org.chainrule.laws.RecurrenceProblem.Index;
import org.chainrule.laws.RecurrenceProblem.MissingElement;
import org.chainrule.laws.RecurrenceProblem.Term;
import org.chainrule.result.CheckResult;

/** One generated question about a recurrence, asked in all ways and compared. */
final class RecurrenceTrial {
  private static final double TOLERANCE = 1e-9;

  private final RecurrenceGenerator.Question question;
  private final Random random;
  private final Map<String, Double> numbers;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Integer> compared = new TreeMap<>();

  /**
   * A point.
   *
   * @param letters the numbers of the free indices
   * @param expected the derivative; NaN where an element is needed that nothing defines
   * @param isCertain whether an error is no right answer
   */
  private record Place(
      Map<String, Integer> letters,
      Map<String, Double> given,
      double expected,
      double value,
      boolean isCertain) {}

  RecurrenceTrial(RecurrenceGenerator.Question question, long seed) {
    this.question = question;
    random = new Random(seed);
    numbers = RecurrenceGenerator.numbers(question, seed);
  }

  List<String> faults() {
    return faults;
  }

  /** How many numbers were compared, by what was. */
  Map<String, Integer> compared() {
    return compared;
  }

  private void fault(String kind, String what) {
    faults.add(kind + ": " + question + ": " + what);
  }

  private void count(String kind) {
    compared.merge(kind, 1, Integer::sum);
  }

  private List<Place> places() {
    boolean hasK = question.variables().toString().matches(".*[_{]k.*");
    List<Place> places = new ArrayList<>();
    int way = question.problem().goesDown ? 1 : -1;
    Set<Map<String, Integer>> letters = new LinkedHashSet<>();
    for (int i = 0; i < 6; i++) {
      Map<String, Integer> each = new LinkedHashMap<>();
      if (question.hasT()) {
        each.put("t", question.first() + way * i);
      }
      if (hasK) {
        for (int more = 0; more < 2; more++) {
          each = new LinkedHashMap<>(each);
          each.put("k", question.first() + way * (random.nextInt(8) - 1));
          letters.add(each);
        }
      }
      letters.add(each);
    }
    for (Map<String, Integer> each : letters) {
      places.add(place(each));
    }
    return places;
  }

  private Place place(Map<String, Integer> letters) {
    Map<String, Double> point = new LinkedHashMap<>(numbers);
    List<String> names = new ArrayList<>();
    boolean isCertain = true;
    for (String family : question.problem().families.keySet()) {
      int free = question.problem().isRecurrent(family) ? question.problem().free(family) : 0;
      for (int i = 0; i < free; i++) {
        if (question.problem().start(family) == null) {
          point.put(new Index("", i).of(family), 0.40625 - i / 8.0);
        }
      }
    }
    for (Term variable : question.variables()) {
      if (variable instanceof Element element) {
        int index = element.index().at(letters);
        String name = new Index("", index).of(element.family());
        names.add(name);
        boolean isDefined = question.problem().families.containsKey(element.family());
        // An element that nothing defines may be refused, and have the derivative 0.
        boolean exists = exists(point, element.family(), index);
        isCertain &= exists;
        if (isDefined && exists && !point.containsKey(name) && random.nextInt(4) == 0) {
          point.put(name, 0.28125);
        }
      } else {
        names.add(variable.toString());
      }
    }
    if (names.size() == 1) {
      names.add("");
    }
    RecurrenceProblem.Course course =
        question.problem().new Course(point, names.get(0), names.get(1));
    double expected = Double.NaN;
    double value = Double.NaN;
    try {
      Hyperdual result = question.expression().at(course, letters);
      expected = question.variables().size() == 1 ? result.first() : result.mixed();
      value = result.value();
      if (question.variables().size() == 2 && names.get(0).equals(names.get(1))) {
        expected = result.mixed();
      }
    } catch (MissingElement missing) {
      // The place is beyond what is defined.
    }
    return new Place(letters, point, expected, value, isCertain);
  }

  private boolean exists(Map<String, Double> point, String family, int index) {
    if (!question.problem().families.containsKey(family)) {
      return index >= 1;
    }
    try {
      question.problem().new Course(point, "", "").element(family, index);
      return question.problem().start(family) != null
          || !question.problem().isRecurrent(family)
          || index >= 0;
    } catch (MissingElement missing) {
      return false;
    }
  }

  private DerivingEngine engine() {
    return new DerivingEngine(
        new Problem(question.problem().statements(), List.of()),
        new Options(Format.TEXT, AtKinks.ERROR, 1, Duration.ofSeconds(10)));
  }

  /**
   * Asks and compares.
   *
   * @param isVerifying whether the check is asked for its verdict too, which takes most of the time
   */
  void run(boolean isVerifying) {
    String text = question.expression().toString();
    List<String> by = question.variables().stream().map(Term::toString).toList();
    List<Place> places = places();
    List<Map<String, Object>> points = new ArrayList<>();
    for (Place each : places) {
      Map<String, Object> point = new LinkedHashMap<>(each.given());
      point.putAll(each.letters());
      points.add(point);
    }
    DerivativeAnswer answer;
    try {
      answer = engine().differentiate(text, by, 1, points);
    } catch (ChainruleException refused) {
      String message = String.valueOf(refused.getMessage());
      if (!message.contains("has two meanings")
          && !(message.contains("has no start") && !isOfFreeStart())
          && places.stream().anyMatch(each -> !Double.isNaN(each.expected()) && each.isCertain())) {
        fault("refused", message);
      }
      return;
    }
    for (int i = 0; i < places.size(); i++) {
      compare("value", places.get(i), answer.values().get(i), answer.result());
    }
    CheckResult check = isVerifying ? answer.check() : null;
    if (check != null && check.verdict() != CheckResult.Verdict.PROBABLE) {
      fault("check", check.sentence() + " of " + answer.result());
    }
    closedForm(text, by, places, points);
    compiled(text, by, places);
  }

  /** Whether a variable is a state of a recurrence without a start, so that starts are free. */
  private boolean isOfFreeStart() {
    RecurrenceProblem problem = question.problem();
    return question.variables().stream()
        .anyMatch(
            each ->
                each instanceof Element own
                    && problem.isRecurrent(own.family())
                    && problem.start(own.family()) == null);
  }

  private void compare(String kind, Place place, Value value, String of) {
    boolean isClosed = kind.equals("closed form");
    boolean isElementMissing =
        Double.isNaN(place.expected()) && question.expression() instanceof Element;
    if (isClosed && (!place.isCertain() || isElementMissing)) {
      // A closed form is of the elements from the start on.
      return;
    }
    Double number = value.number();
    String at = place.letters() + " " + of + " " + place.given();
    if (Double.isNaN(place.expected())) {
      if (number != null && (number != 0 || !isClosed) && place.isCertain()) {
        fault(kind + " beyond", number + " at " + at);
      }
    } else if (number == null) {
      if (place.isCertain()) {
        fault(kind + " missing", value.error() + ", not " + place.expected() + " at " + at);
      }
    } else if (!isClose(number, place.expected())) {
      fault(kind + " wrong", number + ", not " + place.expected() + " at " + at);
    } else {
      count(kind);
    }
  }

  private static boolean isClose(double value, double expected) {
    return Math.abs(value - expected) <= TOLERANCE * Math.max(1e-3, Math.abs(expected));
  }

  private void closedForm(
      String text, List<String> by, List<Place> places, List<Map<String, Object>> points) {
    Model model = Chainrule.model(question.problem().statements().toArray(String[]::new));
    Expr closed = model.closedForm(text, String.join(",", by));
    if (holdsDerivative(closed)) {
      return;
    }
    List<Value> values;
    try {
      // A closed form may have fewer names than the question; here all are known.
      String all = closed + " + 0*(" + String.join(" + ", points.get(0).keySet()) + ")";
      values = engine().evaluate(all, points).values();
    } catch (ChainruleException refused) {
      fault("closed form unreadable", refused.getMessage() + " " + closed);
      return;
    }
    for (int i = 0; i < places.size(); i++) {
      compare("closed form", places.get(i), values.get(i), closed.toString());
    }
  }

  private static boolean holdsDerivative(Expr expression) {
    return new Pass<Boolean>() {
      @Override
      protected Boolean compute(Expr node) {
        return node instanceof DerivativeTerm || dependencies(node).stream().anyMatch(this::result);
      }
    }.apply(expression);
  }

  /** The compiled value and gradient, where the question has numbers for its indices. */
  private void compiled(String text, List<String> by, List<Place> places) {
    if (question.hasT() || by.size() > 1 || by.get(0).matches(".*[_{][kt].*")) {
      return;
    }
    Place place = places.get(0);
    if (Double.isNaN(place.expected()) || !place.isCertain()) {
      return;
    }
    List<String> parameters = new ArrayList<>(place.given().keySet());
    parameters.remove(by.get(0));
    Model model = Chainrule.model(question.problem().statements().toArray(String[]::new));
    Gradient gradient;
    try {
      gradient = model.compile(text, by, parameters);
    } catch (CompileException refused) {
      fault("compiled refused", String.valueOf(refused.getMessage()));
      return;
    }
    double[] out = new double[1];
    double[] given = parameters.stream().mapToDouble(place.given()::get).toArray();
    double variable = variable(by.get(0), place);
    double value = gradient.at(new double[] {variable}, given, out);
    if (!isClose(value, place.value()) || !isClose(out[0], place.expected())) {
      fault(
          "compiled wrong",
          "%s and %s, not %s and %s at %s"
              .formatted(value, out[0], place.value(), place.expected(), place.given()));
    } else {
      count("compiled");
    }
  }

  private double variable(String name, Place place) {
    Double given = place.given().get(name);
    if (given != null) {
      return given;
    }
    Element element = (Element) question.variables().get(0);
    return question.problem().new Course(place.given(), "", "")
        .element(element.family(), element.index().at(Map.of()))
        .value();
  }
}
