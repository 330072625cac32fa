package org.chainrule.optimize;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.chainrule.error.Limit;
import org.chainrule.error.Require;
import org.chainrule.error.TrainingException;
import org.chainrule.error.UnknownNameException;

/** A table of finite numbers in columns that have names. Immutable. */
public final class DataSet {
  private final List<String> names;
  private final double[][] rows;

  private DataSet(List<String> names, double[][] rows) {
    this.names = names;
    this.rows = rows;
  }

  /**
   * The table of some rows.
   *
   * @param names the columns' names
   * @param rows the numbers of each row in the order of the names
   * @throws TrainingException if a name is there twice, a row has another length, or a number is
   *     not finite
   */
  public static DataSet of(List<String> names, double[][] rows) {
    List<String> known = Require.all(names, "the list of names", "a name");
    if (new HashSet<>(known).size() < known.size()) {
      throw new TrainingException("two columns have one name: " + String.join(", ", known));
    }
    int count = Require.required(rows, "the array of rows").length;
    Sizes.requireWithin(Limit.DATA_VALUES, (long) count * known.size(), "the data have");
    double[][] copies = new double[count][];
    for (int i = 0; i < count; i++) {
      double[] row = Require.required(rows[i], "a row").clone();
      Vectors.requireLength("row " + (i + 1), known.size(), row.length);
      for (int j = 0; j < row.length; j++) {
        if (!Double.isFinite(row[j])) {
          throw new TrainingException(known.get(j) + " is " + row[j] + " in row " + (i + 1));
        }
      }
      copies[i] = row;
    }
    return new DataSet(known, copies);
  }

  /** The table of some columns, in the order in which the map has them. */
  public static DataSet ofColumns(Map<String, double[]> columns) {
    List<String> names = List.copyOf(Require.required(columns, "the map of columns").keySet());
    List<double[]> all = new ArrayList<>(columns.values());
    double[][] rows = new double[all.isEmpty() ? 0 : all.get(0).length][names.size()];
    for (int j = 0; j < names.size(); j++) {
      Vectors.requireLength("the column " + names.get(j), rows.length, all.get(j).length);
      for (int i = 0; i < rows.length; i++) {
        rows[i][j] = all.get(j)[i];
      }
    }
    return of(names, rows);
  }

  /** The columns' names, in their order. */
  public List<String> names() {
    return names;
  }

  /** The number of rows. */
  public int size() {
    return rows.length;
  }

  /** The numbers of a row, counted from 0; a copy. */
  public double[] row(int index) {
    return rows[index].clone();
  }

  /**
   * The numbers of a column; a copy.
   *
   * @throws UnknownNameException if no column has the name
   */
  public double[] column(String name) {
    int place = placeOf(names, name);
    return Arrays.stream(rows).mapToDouble(row -> row[place]).toArray();
  }

  /**
   * The table of some of the columns, in another order perhaps: in that in which a loss takes them.
   *
   * @throws UnknownNameException if no column has such a name
   */
  public DataSet select(List<String> columns) {
    List<String> wanted = Require.all(columns, "the list of columns", "a column");
    int[] places = wanted.stream().mapToInt(name -> placeOf(names, name)).toArray();
    double[][] selected = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double[] row = rows[i];
      selected[i] = Arrays.stream(places).mapToDouble(place -> row[place]).toArray();
    }
    return of(wanted, selected);
  }

  /** The table of the rows from one, counted from 0, to before another. */
  public DataSet rows(int from, int to) {
    return new DataSet(names, Arrays.copyOfRange(rows, from, Math.min(to, rows.length)));
  }

  /** The table of the same rows in an order that the seed determines. */
  public DataSet shuffled(long seed) {
    double[][] shuffled = new double[rows.length][];
    int[] order = new RowOrder(rows.length, seed).shuffle();
    for (int i = 0; i < order.length; i++) {
      shuffled[i] = rows[order[i]];
    }
    return new DataSet(names, shuffled);
  }

  /** The rows themselves, for those who do not change them. */
  double[][] rows() {
    return rows;
  }

  static int placeOf(List<String> names, String name) {
    int place = names.indexOf(Require.required(name, "the name"));
    if (place < 0) {
      throw new UnknownNameException(
          "no column "
              + name
              + "; there "
              + (names.size() == 1 ? "is " : "are ")
              + String.join(", ", names));
    }
    return place;
  }

  @Override
  public String toString() {
    return size() + " rows of " + String.join(", ", names);
  }
}
