package org.chainrule.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.Chainrule;
import org.chainrule.Gradient;
import org.chainrule.error.Budget;
import org.chainrule.error.BudgetException;
import org.chainrule.error.Limit;
import org.chainrule.error.TrainingException;
import org.chainrule.error.UnknownNameException;
import org.junit.jupiter.api.Test;

class TrainingTest {
  private static final Gradient SQUARES =
      Chainrule.compile(Chainrule.parse("(w*x + b - t)^2/2"), List.of("w", "b"), List.of("x", "t"));
  private static final DataSet LINE =
      DataSet.of(List.of("x", "t"), new double[][] {{0, 1}, {1, 3}, {2, 5}, {4, 9}});

  private static final Gradient LOGISTIC =
      Chainrule.compile(
          Chainrule.parse("log(1 + exp(w*x + b)) - t*(w*x + b) + (w^2 + b^2)/100"),
          List.of("w", "b"),
          List.of("x", "t"));

  private static DataSet labelled() {
    double[][] rows = new double[40][];
    for (int i = 0; i < rows.length; i++) {
      double x = (i - 20) / 5.0;
      rows[i] = new double[] {x, i * 7 % 10 / 10.0 - 0.5 < x ? 1 : 0};
    }
    return DataSet.of(List.of("x", "t"), rows);
  }

  @Test
  void aLineIsFound() {
    TrainingResult result =
        Training.on(DataLoss.mean(LINE, SQUARES::at))
            .by(UpdateRule.ADAM.with("rate", 0.05))
            .epochs(2_000)
            .batch(2)
            .seed(7)
            .from(0, 0);

    assertThat(result.parameters()).containsExactly(new double[] {2, 1}, within(1e-6));
    assertThat(result.losses()).hasSize(2_001);
    assertThat(result.loss()).isLessThan(1e-12);
    assertThat(result.divergence()).isEmpty();
    assertThat(result).asString().startsWith("loss ").endsWith(" after 2000 epochs");
  }

  /** One epoch by hand: the mean gradient at (0, 0) is (-49/4, -18/4). */
  @Test
  void aStepOfAllRowsIsByTheMean() {
    Training once =
        Training.on(DataLoss.mean(LINE, SQUARES::at))
            .by(UpdateRule.GRADIENT_DESCENT.with("rate", 0.5));

    assertThat(once.from(0, 0).parameters()).containsExactly(6.125, 2.25);
    assertThat(once.from(0, 0).losses()).startsWith(116.0 / 8);
    assertThat(
            Training.on(DataLoss.sum(LINE, SQUARES::at))
                .by(UpdateRule.GRADIENT_DESCENT.with("rate", 0.125))
                .from(0, 0)
                .parameters())
        .containsExactly(6.125, 2.25);
  }

  @Test
  void singleExamplesInOrderAsByHand() {
    TrainingResult result =
        Training.on(DataLoss.mean(LINE.rows(0, 2), SQUARES::at))
            .by(UpdateRule.GRADIENT_DESCENT.with("rate", 0.5))
            .batch(1)
            .inOrder()
            .withBatchLosses()
            .from(0, 0);

    // (0, 0) -> (0, 0.5) by the first row; 0.5 - 3 = -2.5 there, so (1.25, 1.75) by the second.
    assertThat(result.parameters()).containsExactly(1.25, 1.75);
    assertThat(result.batchLosses()).containsExactly(0.5, 3.125);
    assertThat(result.losses()).containsExactly(2.5, 0.140625);
  }

  @Test
  void lossesMayBeTakenAsTheyAreMet() {
    Training training =
        Training.on(DataLoss.mean(LINE, SQUARES::at))
            .by(UpdateRule.GRADIENT_DESCENT.with("rate", 0.0625))
            .epochs(2)
            .batch(3)
            .withBatchLosses();
    TrainingResult exact = training.from(0, 0);
    TrainingResult met = training.lossesAsMet().from(0, 0);
    double[] batches = met.batchLosses();

    assertThat(met.parameters()).containsExactly(exact.parameters());
    assertThat(batches).containsExactly(exact.batchLosses());
    assertThat(met.losses())
        .containsExactly(
            new double[] {
              exact.losses()[0],
              (3 * batches[0] + batches[1]) / 4,
              (3 * batches[2] + batches[3]) / 4
            },
            within(1e-15));
    assertThat(
            Training.on(DataLoss.sum(LINE, SQUARES::at))
                .by(UpdateRule.GRADIENT_DESCENT.with("rate", 1e-9))
                .batch(3)
                .lossesAsMet()
                .from(0, 0)
                .loss())
        .isCloseTo(58, within(1e-4));
  }

  @Test
  void batchesMakeUpTheWhole() {
    DataSet data = labelled();
    DataLoss loss = DataLoss.mean(data, LOGISTIC::at);
    double[] point = {0.3, -0.2};
    double[] whole = new double[2];
    double value = loss.at(point, whole);
    int[] order = new RowOrder(data.size(), 3).shuffle();
    double[] sum = new double[3];
    for (int from = 0; from < data.size(); from += 7) {
      int to = Math.min(from + 7, data.size());
      double[] gradient = new double[2];
      sum[2] += (to - from) * loss.over(order, from, to, point, gradient);
      sum[0] += (to - from) * gradient[0];
      sum[1] += (to - from) * gradient[1];
    }

    assertThat(sum[0] / data.size()).isCloseTo(whole[0], within(1e-15));
    assertThat(sum[1] / data.size()).isCloseTo(whole[1], within(1e-15));
    assertThat(sum[2] / data.size()).isCloseTo(value, within(1e-15));
  }

  /** Newton's method with the second derivatives written out, which shares nothing with these. */
  private static double[] logisticOptimum(DataSet data) {
    double w = 0;
    double b = 0;
    for (int step = 0; step < 50; step++) {
      double gw = w / 50;
      double gb = b / 50;
      double ww = 1 / 50.0;
      double wb = 0;
      double bb = 1 / 50.0;
      for (int i = 0; i < data.size(); i++) {
        double x = data.row(i)[0];
        double p = 1 / (1 + Math.exp(-w * x - b));
        double slope = (p - data.row(i)[1]) / data.size();
        double curve = p * (1 - p) / data.size();
        gw += slope * x;
        gb += slope;
        ww += curve * x * x;
        wb += curve * x;
        bb += curve;
      }
      double determinant = ww * bb - wb * wb;
      w -= (bb * gw - wb * gb) / determinant;
      b -= (ww * gb - wb * gw) / determinant;
    }
    return new double[] {w, b};
  }

  @Test
  void aLogisticRegressionIsFittedInAllWays() {
    DataSet data = labelled();
    DataLoss loss = DataLoss.mean(data, LOGISTIC::at);
    double[] optimum = logisticOptimum(data);

    assertThat(optimum).as("by SciPy 1.17.1").containsExactly(OPTIMUM, within(1e-9));
    for (Minimizer each : Minimizer.values()) {
      assertThat(each.minimize(loss, 0, 0).point())
          .as(each.title())
          .containsExactly(optimum, within(1e-7));
    }
    for (UpdateRule rule :
        List.of(
            UpdateRule.GRADIENT_DESCENT,
            UpdateRule.MOMENTUM,
            UpdateRule.AVERAGED_MOMENTUM,
            UpdateRule.NESTEROV,
            UpdateRule.ADAM)) {
      assertThat(Training.on(loss).by(rule.with("rate", 0.1)).epochs(6_000).from(0, 0).parameters())
          .as(rule.title())
          .containsExactly(optimum, within(1e-5));
    }
    assertThat(
            Training.on(loss)
                .by(UpdateRule.GRADIENT_DESCENT.with("rate", 0.01))
                .epochs(2_000)
                .batch(4)
                .from(0, 0)
                .parameters())
        .containsExactly(optimum, within(0.05));
  }

  private static final double[] OPTIMUM = {2.171776298239195, 0.16115874571713715};

  @Test
  void oneSeedGivesOneResult() {
    Training training =
        Training.on(DataLoss.mean(labelled(), LOGISTIC::at))
            .by(UpdateRule.MOMENTUM.with("rate", 0.1))
            .epochs(5)
            .batch(3)
            .withBatchLosses();
    TrainingResult first = training.seed(7).from(0.5, -0.5);

    assertThat(training.seed(7).from(0.5, -0.5).batchLosses()).containsExactly(first.batchLosses());
    assertThat(training.seed(7).from(0.5, -0.5).parameters()).containsExactly(first.parameters());
    assertThat(training.seed(8).from(0.5, -0.5).batchLosses()).isNotEqualTo(first.batchLosses());
    assertThat(training.inOrder().from(0.5, -0.5).batchLosses()).isNotEqualTo(first.batchLosses());
    assertThat(first.batchLosses()).hasSize(5 * 14);
  }

  /** The order for a seed is part of what users rely on, on every JDK. */
  @Test
  void theOrderOfASeedStays() {
    assertThat(new RowOrder(10, 1).shuffle()).containsExactly(5, 9, 6, 8, 3, 1, 4, 2, 0, 7);
    assertThat(LINE.shuffled(1).column("x")).containsExactlyInAnyOrder(0, 1, 2, 4);
  }

  @Test
  void allOrdersAreEquallyLikely() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    RowOrder order = new RowOrder(4, 5);
    for (int i = 0; i < 24_000; i++) {
      counts.merge(Arrays.toString(order.shuffle()), 1, Integer::sum);
    }

    assertThat(counts).hasSize(24);
    assertThat(counts.values()).allMatch(count -> Math.abs(count - 1_000) < 150);
  }

  @Test
  void divergenceIsTold() {
    Training steep =
        Training.on(DataLoss.mean(LINE, SQUARES::at))
            .by(UpdateRule.GRADIENT_DESCENT.with("rate", 1e60));
    TrainingResult whole = steep.epochs(10).from(0, 0);

    assertThat(whole.divergence()).contains(new Divergence(3, 0, Double.POSITIVE_INFINITY));
    assertThat(whole.losses()).hasSize(3);
    assertThat(whole.parameters()).containsExactly(steep.epochs(2).from(0, 0).parameters());
    assertThat(whole).asString().endsWith("after 2 epochs; the loss is Infinity after epoch 3");
    TrainingResult single =
        Training.on(DataLoss.mean(LINE, SQUARES::at))
            .by(UpdateRule.GRADIENT_DESCENT.with("rate", 1e60))
            .epochs(10)
            .batch(1)
            .inOrder()
            .from(0, 0);

    assertThat(single.divergence()).contains(new Divergence(1, 4, Double.POSITIVE_INFINITY));
    assertThat(single.parameters()).containsExactly(0, 0);
    assertThat(single).asString().endsWith("the loss is Infinity in epoch 1, batch 4");
  }

  /**
   * As where a function has a value and no derivative, and what it multiplies is 0 from then on.
   */
  @Test
  void aLostParameterIsTold() {
    RowLoss lossy =
        (parameters, row, out) -> {
          out[0] = row[0] == 0 ? Double.NaN : 1;
          return 2;
        };
    Training training =
        Training.on(DataLoss.mean(LINE.select(List.of("x")).shuffled(2), lossy)).batch(2);

    assertThatThrownBy(() -> training.from(0))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching("the gradient is not finite at \\(0.0\\), in row [1-4] of the data");
    RowLoss later =
        (parameters, row, out) -> {
          out[0] = parameters[0] < 0 ? Double.NaN : 1;
          return 2;
        };
    TrainingResult result =
        Training.on(DataLoss.mean(LINE, later))
            .by(UpdateRule.GRADIENT_DESCENT.with("rate", 1))
            .epochs(9)
            .batch(2)
            .from(0);

    assertThat(result.divergence()).contains(new Divergence(1, 0, 2));
    assertThat(result)
        .asString()
        .endsWith("after 0 epochs; a parameter is not finite after epoch 1");
    assertThat(result.parameters()).containsExactly(0);
  }

  @Test
  void progressIsToldAsItGoes() {
    List<String> told = new ArrayList<>();
    TrainingResult result =
        Training.on(DataLoss.mean(LINE, SQUARES::at))
            .epochs(2)
            .telling((epoch, loss) -> told.add(epoch + " " + loss))
            .from(0, 0);

    assertThat(told)
        .containsExactly(
            "0 " + result.losses()[0], "1 " + result.losses()[1], "2 " + result.losses()[2]);
  }

  @Test
  void whatCannotBeTrainedIsRefused() {
    Gradient root = Chainrule.compile(Chainrule.parse("w*sqrt(x)"), List.of("w"), List.of("x"));
    DataSet data = DataSet.of(List.of("x"), new double[][] {{1}, {-4}});

    assertThatThrownBy(() -> Training.on(DataLoss.mean(data, root::at)).from(1))
        .isInstanceOf(TrainingException.class)
        .hasMessage("the loss is NaN at (1.0), in row 2 of the data");
    assertThatThrownBy(() -> Minimizer.L_BFGS.minimize(DataLoss.mean(data, root::at), 1))
        .isInstanceOf(TrainingException.class)
        .hasMessage("the loss is NaN at (1.0), in row 2 of the data");
    assertThatThrownBy(() -> DataLoss.mean(data.rows(0, 0), root::at))
        .isInstanceOf(TrainingException.class)
        .hasMessage("the data set has no row");
    Training training = Training.on(DataLoss.mean(LINE, SQUARES::at));
    assertThatThrownBy(() -> training.batch(0)).isInstanceOf(TrainingException.class);
    assertThatThrownBy(() -> training.epochs(-1)).isInstanceOf(TrainingException.class);
    assertThatThrownBy(
            () ->
                Budget.standard()
                    .with(Limit.TRAINING_GRADIENTS, 7)
                    .run(() -> training.epochs(2).from(0, 0)))
        .isInstanceOfSatisfying(
            BudgetException.class,
            refused -> {
              assertThat(refused.limit()).contains(Limit.TRAINING_GRADIENTS);
              assertThat(refused)
                  .hasMessage(
                      "the epochs need 8 gradients of a loss in a descent or a training, more than"
                          + " 7");
            });
  }

  @Test
  void dataSetsAreCheckedAndSelected() {
    assertThat(LINE.select(List.of("t", "x")).row(3)).containsExactly(9, 4);
    assertThat(LINE.rows(1, 3).column("t")).containsExactly(3, 5);
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("a", new double[] {1, 2});
    columns.put("b", new double[] {3, 4});
    assertThat(DataSet.ofColumns(columns).row(1)).containsExactly(2, 4);
    columns.put("c", new double[] {3});
    assertThatThrownBy(() -> DataSet.ofColumns(columns))
        .isInstanceOf(TrainingException.class)
        .hasMessage("the column c has 1 elements, not 2");
    assertThatThrownBy(() -> DataSet.of(List.of("a", "a"), new double[0][]))
        .isInstanceOf(TrainingException.class);
    assertThatThrownBy(() -> DataSet.of(List.of("a"), new double[][] {{1}, {Double.NaN}}))
        .isInstanceOf(TrainingException.class)
        .hasMessage("a is NaN in row 2");
    assertThatThrownBy(() -> LINE.column("y"))
        .isInstanceOf(UnknownNameException.class)
        .hasMessage("no column y; there are x, t");
  }
}
