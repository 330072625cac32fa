package org.chainrule.worksheet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.answer.Parameters;
import org.chainrule.answer.Presenter;
import org.chainrule.document.Cell;
import org.chainrule.document.Element;
import org.chainrule.document.Formula;
import org.chainrule.document.Plot;
import org.chainrule.error.InputException;
import org.chainrule.evaluate.Points;
import org.chainrule.expr.Expr;
import org.chainrule.optimize.CsvTable;
import org.chainrule.optimize.DataLoss;
import org.chainrule.optimize.DataSet;
import org.chainrule.optimize.Minimizer;
import org.chainrule.optimize.Minimum;
import org.chainrule.optimize.Objective;
import org.chainrule.optimize.Optimizer;
import org.chainrule.optimize.ProgressListener;
import org.chainrule.optimize.StopCriteria;
import org.chainrule.optimize.Training;
import org.chainrule.optimize.TrainingResult;
import org.chainrule.optimize.Trajectory;
import org.chainrule.print.PrintedNumbers;
import org.jspecify.annotations.Nullable;

/** Questions for parameters that are trained. */
final class TrainQuestions {
  private static final String EPOCHS = "epochs";
  private static final String BATCH = "batch";
  private static final String SEED = "seed";
  private static final Set<String> OWN = Set.of(EPOCHS, BATCH, SEED);
  private static final int EPOCHS_UNLESS_SET = 100;

  /** How many parameters are shown, and how many runs have them beside each other. */
  private static final int MOST_SHOWN = 40;

  private static final int MOST_RUNS_SHOWN = 4;

  /** From which ratio of losses on their axis is logarithmic. */
  private static final double WIDE = 100;

  private final Situation situation;
  private final Reply reply;
  private final @Nullable DataSet data;
  private final Parameters parameters;

  private TrainQuestions(Asked asked, Situation situation, Reply reply) {
    this.situation = situation;
    this.reply = reply;
    String loss = asked.text(asked.required("by"));
    UpdateQuestions.requireValue(loss, situation);
    DataSet all =
        asked.has("on")
            ? CsvTable.parse(situation.file(asked.required("on"))).numbers()
            : situation.data();
    List<String> columns = all == null ? List.of() : columns(all, loss);
    data = all == null ? null : all.select(columns);
    parameters =
        situation
            .engine()
            .parameters(
                loss,
                asked.subjects().stream().map(asked::name).toList(),
                columns,
                situation.values());
  }

  /** The columns that the loss has. */
  private List<String> columns(DataSet all, String loss) {
    Map<String, Object> named = new LinkedHashMap<>();
    all.names().forEach(each -> named.put(each, 0));
    List<String> foreign = Points.foreign(named, situation.engine().question(loss).allNames());
    if (!foreign.isEmpty()) {
      reply.notes(List.of("columns that are not in the loss: " + String.join(", ", foreign)));
    }
    named.keySet().removeAll(foreign);
    if (named.isEmpty()) {
      throw new InputException(
          "no column of the data is in the loss; there are " + String.join(", ", all.names()));
    }
    return List.copyOf(named.keySet());
  }

  static void train(Asked asked, Situation situation, Reply reply) {
    if (asked.subject().isEmpty()) {
      throw new InputException("what to train is missing: " + asked.kind().syntax());
    }
    List<MethodSettings> settings = MethodSettings.all(asked.required("with"), OWN);
    TrainQuestions questions = new TrainQuestions(asked, situation, reply);
    List<Descended> runs = new ArrayList<>();
    for (MethodSettings each : settings) {
      runs.add(questions.run(each, label(each, settings)));
    }
    questions.tell(runs, settings);
  }

  /** What is different from the other runs. */
  private static String label(MethodSettings one, List<MethodSettings> all) {
    return one.numbers().entrySet().stream()
        .filter(
            each ->
                all.stream()
                    .anyMatch(other -> !each.getValue().equals(other.numbers().get(each.getKey()))))
        .map(each -> each.getKey() + " = " + PrintedNumbers.text(each.getValue()))
        .collect(Collectors.joining(", "));
  }

  /**
   * What came of a run.
   *
   * @param losses the loss at the start and after each epoch
   * @param end the parameters at the end
   * @param told how it ended
   */
  private record Descended(
      String label,
      String method,
      List<Double> losses,
      List<Double> end,
      String told,
      boolean isFailed) {
    double first() {
      return losses.get(0);
    }

    double last() {
      return losses.get(losses.size() - 1);
    }
  }

  private static List<Double> listed(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private Descended run(MethodSettings settings, String label) {
    int epochs = settings.count(EPOCHS, EPOCHS_UNLESS_SET);
    ProgressListener listener =
        (done, loss) -> situation.tell("epoch " + done + ", loss " + PrintedNumbers.text(loss));
    if (settings.minimizer().isPresent()) {
      return minimized(settings, label, epochs, listener);
    }
    Optimizer optimizer = settings.optimizer(OWN);
    if (data == null) {
      requireNoBatches(settings, optimizer.rule().title() + " without data");
      Trajectory way = optimizer.trajectory(parameters::at, parameters.start(), epochs);
      return new Descended(
          label,
          optimizer.rule().title(),
          listed(way.values()),
          listed(way.last().point()),
          way.isDiverged() ? "not finite after step " + way.last().step() : "",
          way.isDiverged());
    }
    Training training =
        Training.on(loss())
            .by(optimizer)
            .epochs(epochs)
            .seed(settings.numbers().containsKey(SEED) ? settings.count(SEED, 1) : 1)
            .telling(listener);
    if (settings.numbers().containsKey(BATCH)) {
      training = training.batch(settings.count(BATCH, 1));
    }
    TrainingResult result = training.from(parameters.start());
    return new Descended(
        label,
        optimizer.rule().title(),
        listed(result.losses()),
        listed(result.parameters()),
        result.divergence().map(Object::toString).orElse(""),
        result.divergence().isPresent());
  }

  private Descended minimized(
      MethodSettings settings, String label, int epochs, ProgressListener listener) {
    Minimizer minimizer = settings.minimizer().orElseThrow();
    requireNoBatches(settings, minimizer.title());
    for (String name : settings.numbers().keySet()) {
      if (!OWN.contains(name)) {
        throw new InputException(minimizer.title() + " has no " + name);
      }
    }
    Objective objective = data == null ? parameters::at : loss();
    Minimum minimum =
        minimizer.minimize(
            objective,
            parameters.start(),
            new StopCriteria(StopCriteria.standard().gradient(), epochs),
            listener);
    return new Descended(
        label,
        minimizer.title(),
        listed(minimum.values()),
        listed(minimum.point()),
        minimum.reason().toString(),
        false);
  }

  private static void requireNoBatches(MethodSettings settings, String what) {
    for (String name : List.of(BATCH, SEED)) {
      if (settings.numbers().containsKey(name)) {
        throw new InputException("`" + name + "` does nothing for " + what);
      }
    }
  }

  private DataLoss loss() {
    return DataLoss.mean(Objects.requireNonNull(data), parameters::at);
  }

  private void tell(List<Descended> runs, List<MethodSettings> settings) {
    boolean isStepped = settings.get(0).minimizer().isPresent();
    boolean isTold = runs.stream().anyMatch(run -> !run.told().isEmpty());
    if (settings.get(0).minimizer().isEmpty()) {
      Optimizer optimizer = settings.get(0).optimizer(OWN);
      Map<String, Double> common = new LinkedHashMap<>(optimizer.values());
      settings.forEach(
          each -> common.entrySet().retainAll(each.optimizer(OWN).values().entrySet()));
      reply.add(UpdateQuestions.rule(optimizer, common));
    }
    List<Cell> head =
        new ArrayList<>(
            List.of(
                Cell.words("run"),
                Cell.words("loss at the start"),
                Cell.words(isStepped ? "steps" : EPOCHS),
                Cell.words("loss at the end")));
    if (isTold) {
      head.add(Cell.words("end"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (Descended run : runs) {
      List<Cell> row =
          new ArrayList<>(
              List.of(
                  Cell.words(run.label().isEmpty() ? run.method() : run.label()),
                  UpdateQuestions.number(run.first()),
                  Cell.number(String.valueOf(run.losses().size() - 1)),
                  UpdateQuestions.number(run.last())));
      if (isTold) {
        row.add(Cell.words(run.told()));
      }
      rows.add(row);
    }
    String over = data == null ? "" : "the mean over " + data.size() + " rows";
    reply.add(new Element.Table(over, head, rows));
    if (runs.stream().anyMatch(run -> run.losses().size() > 2)) {
      reply.add(new Element.Plotted(plot(runs, isStepped)));
    }
    if (parameters.names().size() <= MOST_SHOWN && runs.size() <= MOST_RUNS_SHOWN) {
      reply.add(ends(runs));
    }
    if (runs.size() == 1 && !runs.get(0).isFailed()) {
      keep(runs.get(0));
    }
  }

  private void keep(Descended run) {
    Presenter presenter = parameters.presenter();
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < run.end().size(); i++) {
      values.put(presenter.text(parameters.names().get(i)), run.end().get(i));
    }
    situation.keep(values);
    reply.notes(List.of("from here on the names have the values at the end"));
  }

  private Element ends(List<Descended> runs) {
    List<Cell> head = new ArrayList<>(List.of(Cell.words("parameter"), Cell.words("start")));
    runs.forEach(run -> head.add(Cell.words(run.label().isEmpty() ? "end" : run.label())));
    double[] start = parameters.start();
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < start.length; i++) {
      Expr name = parameters.names().get(i);
      List<Cell> row = new ArrayList<>();
      row.add(Cell.formula(Formulas.of(parameters.presenter(), name)));
      row.add(UpdateQuestions.number(start[i]));
      for (Descended run : runs) {
        row.add(UpdateQuestions.number(run.end().get(i)));
      }
      rows.add(row);
    }
    return new Element.Table("", head, rows);
  }

  private static Plot plot(List<Descended> runs, boolean isStepped) {
    double[] all =
        runs.stream()
            .flatMap(run -> run.losses().stream())
            .mapToDouble(Double::doubleValue)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double low = all[0];
    double high = all[all.length - 1];
    double first = runs.stream().mapToDouble(run -> run.first()).max().orElse(high);
    boolean isLogarithmic = low > 0 && high / low > WIDE;
    if (!isLogarithmic) {
      // A run that goes up and up would hide all others.
      high = Math.min(high, first + 2 * (first - low) + Double.MIN_NORMAL);
    }
    int steps = runs.stream().mapToInt(run -> run.losses().size() - 1).max().orElse(1);
    List<Plot.Curve> curves = new ArrayList<>();
    for (Descended run : runs) {
      List<Plot.Spot> spots = new ArrayList<>();
      for (int i = 0; i < run.losses().size() && Double.isFinite(run.losses().get(i)); i++) {
        spots.add(new Plot.Spot(i, run.losses().get(i)));
      }
      String label = run.label().isEmpty() ? "loss" : run.label();
      curves.add(new Plot.Curve(words(label), List.of(spots), List.of()));
    }
    double margin = isLogarithmic ? 0 : (high - low) / 20;
    return new Plot(
        "Loss",
        new Plot.Axis(words(isStepped ? "steps" : EPOCHS), 0, Math.max(1, steps), false),
        new Plot.Axis(
            words("loss"), low - margin, high > low ? high + margin : low + 1, isLogarithmic),
        curves);
  }

  private static Formula words(String text) {
    return Formulas.ofLatex(text, "\\text{" + text.replace("_", "\\_") + "}");
  }
}
