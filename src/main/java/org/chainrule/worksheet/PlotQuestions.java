package org.chainrule.worksheet;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.chainrule.answer.Derived;
import org.chainrule.answer.NumberText;
import org.chainrule.answer.Presenter;
import org.chainrule.answer.Texts;
import org.chainrule.answer.Value;
import org.chainrule.document.Element;
import org.chainrule.document.Formula;
import org.chainrule.document.Plot;
import org.chainrule.error.ChainruleException;
import org.chainrule.error.InputException;
import org.chainrule.expr.Expr;
import org.chainrule.number.Rational;
import org.chainrule.result.Kink;

/** Questions for curves. */
final class PlotQuestions {
  private static final int SAMPLES = 241;

  /** How often a place of a jump is halved: to what no picture shows. */
  private static final int HALVINGS = 20;

  /** A part of the interval that no picture shows. */
  private static final long NEAR = 1_000_000;

  /** The part of the whole height that a jump between two samples has, at least. */
  private static final double STEEP = 0.05;

  private final Situation situation;
  private final NumberRange range;
  private final List<Rational> across;

  /** How far from a place without a value a curve is followed to it. */
  private final Rational near;

  private PlotQuestions(Situation situation, NumberRange range) {
    this.situation = situation;
    this.range = range;
    across = range.parts(SAMPLES);
    near = range.high().minus(range.low()).times(Rational.of(1, NEAR));
  }

  static void plot(Asked asked, Situation situation, Reply reply) {
    NumberRange range = NumberRange.of(asked);
    List<Plot.Curve> curves = new ArrayList<>();
    for (Case each : cases(asked, situation)) {
      PlotQuestions plot = new PlotQuestions(each.situation(), range);
      for (String subject : asked.subjects()) {
        curves.add(plot.curve(asked.text(subject), each.label(), reply));
      }
    }
    if (curves.stream().allMatch(curve -> curve.pieces().isEmpty())) {
      throw new InputException("no curve has a value there");
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Plot.Curve curve : curves) {
      double[] ends = ends(curve);
      low = Math.min(low, ends[0]);
      high = Math.max(high, ends[1]);
    }
    double margin = high > low ? (high - low) / 20 : Math.max(1, Math.abs(low)) / 2;
    Formula variable = ValueQuestions.formula(range.name(), situation);
    reply.add(
        new Element.Plotted(
            new Plot(
                "",
                new Plot.Axis(
                    variable, range.low().doubleValue(), range.high().doubleValue(), false),
                new Plot.Axis(
                    curves.size() == 1 ? curves.get(0).label() : Formulas.number(""),
                    low - margin,
                    high + margin,
                    false),
                curves)));
  }

  /** A situation with one value of what a family of curves has several of. */
  private record Case(Situation situation, List<Formula> label) {}

  private static List<Case> cases(Asked asked, Situation situation) {
    if (!asked.has("with")) {
      return List.of(new Case(situation, List.of()));
    }
    List<String> sides = ClaimQuestions.sides(asked.required("with"));
    if (sides.size() != 2) {
      throw new InputException("`with` takes values of a name, such as with a = 0.1, 0.5");
    }
    String name = asked.name(sides.get(0));
    List<Case> cases = new ArrayList<>();
    for (String value : Texts.split(sides.get(1), ',')) {
      cases.add(
          new Case(
              situation.at(Map.of(name, NumberText.read(value))),
              List.of(
                  Formulas.equal(
                      ValueQuestions.formula(name, situation), Formulas.number(value)))));
    }
    return cases;
  }

  private Plot.Curve curve(String text, List<Formula> with, Reply reply) {
    List<Value> values = ValueQuestions.pictured(text, range.name(), across, situation);
    double[] ends = ends(values);
    List<List<Plot.Spot>> pieces = new ArrayList<>();
    List<Plot.Mark> marks = new ArrayList<>();
    List<Plot.Spot> piece = new ArrayList<>();
    String why = "";
    for (int i = 0; i < values.size(); i++) {
      Double number = values.get(i).number();
      if (number == null || !Double.isFinite(number)) {
        why = why.isEmpty() && number == null ? String.valueOf(values.get(i).error()) : why;
        if (!piece.isEmpty()) {
          follow(text, i, near.negate(), ends, piece, marks);
        }
        end(pieces, piece);
        continue;
      }
      if (piece.isEmpty() && i > 0) {
        follow(text, i - 1, near, ends, piece, marks);
      }
      Plot.Spot spot = new Plot.Spot(across.get(i).doubleValue(), number);
      if (!piece.isEmpty()
          && Math.abs(number - piece.get(piece.size() - 1).up()) > STEEP * (ends[1] - ends[0])) {
        jump(text, i, piece, spot, pieces);
      }
      piece.add(spot);
    }
    end(pieces, piece);
    if (pieces.isEmpty()) {
      reply.notes(List.of("no value anywhere in the interval: " + why));
    }
    marks.addAll(marks(text, pieces));
    Formula itself = ValueQuestions.formula(text, situation);
    List<Formula> label = new ArrayList<>(List.of(itself));
    label.addAll(with);
    return new Plot.Curve(Formulas.joined(label, ", "), pieces, marks);
  }

  /**
   * Follows the curve to a sample at which it has no value, where it ends unless that is a pole.
   */
  private void follow(
      String text,
      int sample,
      Rational away,
      double[] shown,
      List<Plot.Spot> piece,
      List<Plot.Mark> marks) {
    Rational place = across.get(sample).plus(away);
    double up =
        number(ValueQuestions.pictured(text, range.name(), List.of(place), situation).get(0));
    if (!Double.isFinite(up)) {
      return;
    }
    piece.add(new Plot.Spot(place.doubleValue(), up));
    if (up >= shown[0] && up <= shown[1]) {
      Plot.Spot end = new Plot.Spot(across.get(sample).doubleValue(), up);
      marks.add(new Plot.Mark(Plot.Mark.Kind.OPEN_END, end, "no value here"));
    }
  }

  private static void end(List<List<Plot.Spot>> pieces, List<Plot.Spot> piece) {
    if (!piece.isEmpty()) {
      pieces.add(List.copyOf(piece));
      piece.clear();
    }
  }

  /** Looks between two samples far from each other for a place where the curve is broken. */
  private void jump(
      String text,
      int place,
      List<Plot.Spot> piece,
      Plot.Spot after,
      List<List<Plot.Spot>> pieces) {
    Rational left = across.get(place - 1);
    Rational right = across.get(place);
    double low = piece.get(piece.size() - 1).up();
    double high = after.up();
    double gap = Math.abs(high - low);
    boolean isOpen = false;
    for (int i = 0; i < HALVINGS; i++) {
      Rational middle = left.plus(right).times(Rational.HALF);
      Double value =
          ValueQuestions.pictured(text, range.name(), List.of(middle), situation).get(0).number();
      if (value == null || !Double.isFinite(value)) {
        isOpen = true;
        break;
      }
      if (Math.abs(value - low) > Math.abs(value - high)) {
        right = middle;
        high = value;
      } else {
        left = middle;
        low = value;
      }
    }
    if (!isOpen && Math.abs(high - low) < gap / 2) {
      return;
    }
    piece.add(new Plot.Spot(left.doubleValue(), low));
    end(pieces, piece);
    piece.add(new Plot.Spot(right.doubleValue(), high));
  }

  /** The kinks of an expression, and the ends of its pieces, at places that are numbers. */
  private List<Plot.Mark> marks(String text, List<List<Plot.Spot>> pieces) {
    List<Plot.Mark> marks = new ArrayList<>();
    Derived derived;
    try {
      derived = situation.engine().derive(text, range.name(), 1);
    } catch (ChainruleException noDerivative) {
      return marks;
    }
    Presenter presenter = derived.presenter();
    for (Kink kink : derived.kinks()) {
      Expr place = kink.place();
      double at = place == null ? Double.NaN : number(presenter.text(place));
      if (at >= range.low().doubleValue() && at <= range.high().doubleValue()) {
        Rational there = Rational.of(new BigDecimal(at));
        double up =
            number(ValueQuestions.pictured(text, range.name(), List.of(there), situation).get(0));
        marks.addAll(marks(new Plot.Spot(at, up), ends(pieces, at), kink.text()));
      }
    }
    return marks;
  }

  /** The ends of pieces at a place. */
  private List<Plot.Spot> ends(List<List<Plot.Spot>> pieces, double at) {
    double width = across.get(1).minus(across.get(0)).doubleValue() / 100;
    return pieces.stream()
        .flatMap(piece -> Stream.of(piece.get(0), piece.get(piece.size() - 1)))
        .filter(end -> Math.abs(end.across() - at) < width)
        .distinct()
        .toList();
  }

  /**
   * What is to be seen at a place that is not smooth.
   *
   * @param there the place with the value there, NaN for none
   * @param ends the ends of pieces there, none where the curve goes through
   */
  private static List<Plot.Mark> marks(Plot.Spot there, List<Plot.Spot> ends, String text) {
    if (ends.size() < 2) {
      return Double.isFinite(there.up())
          ? List.of(new Plot.Mark(Plot.Mark.Kind.KINK, there, text))
          : List.of();
    }
    List<Plot.Mark> marks = new ArrayList<>();
    boolean isMet = !Double.isFinite(there.up());
    double height = Math.abs(ends.get(0).up() - ends.get(1).up());
    for (Plot.Spot end : ends) {
      boolean isClosed = Math.abs(end.up() - there.up()) < height / 100;
      isMet |= isClosed;
      marks.add(
          new Plot.Mark(
              isClosed ? Plot.Mark.Kind.CLOSED_END : Plot.Mark.Kind.OPEN_END,
              new Plot.Spot(there.across(), end.up()),
              text));
    }
    if (!isMet) {
      marks.add(new Plot.Mark(Plot.Mark.Kind.CLOSED_END, there, text));
    }
    return marks;
  }

  private double number(String text) {
    try {
      return number(
          situation
              .engine()
              .evaluate(text, List.of(situation.valuesFor(situation.engine().question(text))))
              .values()
              .get(0));
    } catch (ChainruleException noValue) {
      return Double.NaN;
    }
  }

  private static double number(Value value) {
    Double number = value.number();
    return number == null ? Double.NaN : number;
  }

  private static double[] ends(Plot.Curve curve) {
    double[] numbers =
        curve.pieces().stream().flatMap(List::stream).mapToDouble(Plot.Spot::up).sorted().toArray();
    return ends(numbers);
  }

  private static double[] ends(List<Value> values) {
    return ends(
        values.stream()
            .mapToDouble(PlotQuestions::number)
            .filter(Double::isFinite)
            .sorted()
            .toArray());
  }

  /** The lowest and the highest number, poles left out. */
  private static double[] ends(double[] sorted) {
    if (sorted.length == 0) {
      return new double[] {0, 0};
    }
    int out = sorted.length / 20;
    double low = sorted[out];
    double high = sorted[sorted.length - 1 - out];
    double room = 1.5 * (high - low);
    double lowest = sorted[0] < low - room ? low - room / 3 : sorted[0];
    double highest =
        sorted[sorted.length - 1] > high + room ? high + room / 3 : sorted[sorted.length - 1];
    return high > low
        ? new double[] {lowest, highest}
        : new double[] {sorted[0], sorted[sorted.length - 1]};
  }
}
