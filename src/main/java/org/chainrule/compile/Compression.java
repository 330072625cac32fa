package org.chainrule.compile;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.chainrule.result.SparsityPattern;

/**
 * Directions along which few products with a matrix tell all its places: columns that have no row
 * in common share one.
 *
 * <p>The columns are put into groups greedily (Curtis, Powell and Reid 1974). Of a symmetric
 * matrix, the fullest columns have groups of their own; what stands in their rows is read from
 * there, so that these rows keep no columns apart (a case of the star colouring of Coleman and Moré
 * 1984). As many columns are taken for full as makes the number of groups small.
 */
public final class Compression {
  private final SparsityPattern pattern;
  private final boolean isByRows;
  private final int[][] groups;

  /** Of each group: the places that its product tells, and in which elements. */
  private final int[][] places;

  private final int[][] elements;

  private Compression(SparsityPattern pattern, Grouping grouping, boolean isByRows) {
    this.pattern = pattern;
    this.isByRows = isByRows;
    groups = inverse(grouping.groups, grouping.count);
    int[] group = new int[pattern.count()];
    int[] element = new int[pattern.count()];
    int place = 0;
    for (int row = 0; row < pattern.rows(); row++) {
      for (int column : pattern.columnsOf(row)) {
        boolean isReadAcross = isByRows || grouping.isFull(row) && !grouping.isFull(column);
        group[place] = grouping.groups[isReadAcross ? row : column];
        element[place++] = isReadAcross ? column : row;
      }
    }
    places = inverse(group, grouping.count);
    elements =
        Arrays.stream(places)
            .map(each -> Arrays.stream(each).map(told -> element[told]).toArray())
            .toArray(int[][]::new);
  }

  /** The directions for products with a matrix of any kind, from its right or from its left. */
  public static Compression of(SparsityPattern pattern) {
    int[][] rows = rows(pattern);
    int[][] columns = transposed(rows, pattern.columns());
    Grouping ofColumns = new Grouping(rows, columns, new boolean[pattern.columns()]);
    Grouping ofRows = new Grouping(columns, rows, new boolean[pattern.rows()]);
    return ofRows.count < ofColumns.count
        ? new Compression(pattern, ofRows, true)
        : new Compression(pattern, ofColumns, false);
  }

  /** The directions for products with a symmetric matrix. */
  public static Compression ofSymmetric(SparsityPattern pattern) {
    int[][] rows = rows(pattern);
    Integer[] byDegree = IntStream.range(0, rows.length).boxed().toArray(Integer[]::new);
    Arrays.sort(byDegree, Comparator.comparingInt(row -> -rows[row].length));
    int full = 0;
    for (int k = 0; k < rows.length; k++) {
      if (k + rows[byDegree[k]].length < full + rows[byDegree[full]].length) {
        full = k;
      }
    }
    boolean[] isFull = new boolean[rows.length];
    for (int k = 0; k < full; k++) {
      isFull[byDegree[k]] = true;
    }
    return new Compression(pattern, new Grouping(rows, rows, isFull), false);
  }

  private static int[][] rows(SparsityPattern pattern) {
    return IntStream.range(0, pattern.rows()).mapToObj(pattern::columnsOf).toArray(int[][]::new);
  }

  private static int[][] transposed(int[][] rows, int width) {
    int[] counts = new int[width];
    for (int[] row : rows) {
      for (int column : row) {
        counts[column]++;
      }
    }
    int[][] columns = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
    Arrays.fill(counts, 0);
    for (int row = 0; row < rows.length; row++) {
      for (int column : rows[row]) {
        columns[column][counts[column]++] = row;
      }
    }
    return columns;
  }

  /** What is put into each of some classes, by the class of each. */
  private static int[][] inverse(int[] classes, int count) {
    return transposed(
        Arrays.stream(classes).mapToObj(each -> new int[] {each}).toArray(int[][]::new), count);
  }

  /** The groups of the columns of a matrix: a number for each. */
  private static final class Grouping {
    final int[] groups;
    final boolean[] isFull;
    int count;

    /**
     * @param rowsOf of each column the rows that it has
     * @param isFull the columns that have groups of their own, and whose rows keep none apart
     */
    Grouping(int[][] rows, int[][] rowsOf, boolean[] isFull) {
      this.isFull = isFull;
      groups = new int[rowsOf.length];
      Arrays.fill(groups, -1);
      int[] takenFor = new int[groups.length];
      Arrays.fill(takenFor, -1);
      boolean[] keepsApart = keepApart(rows);
      for (int column = 0; column < groups.length; column++) {
        if (!isFull[column]) {
          groups[column] = free(column, rows, rowsOf[column], keepsApart, takenFor);
          count = Math.max(count, groups[column] + 1);
        }
      }
      for (int column = 0; column < groups.length; column++) {
        if (isFull[column]) {
          groups[column] = count++;
        }
      }
    }

    /** The first group that has no column with which a column shares a row. */
    private int free(
        int column, int[][] rows, int[] ownRows, boolean[] keepsApart, int[] takenFor) {
      for (int row : ownRows) {
        if (keepsApart[row]) {
          for (int other : rows[row]) {
            if (groups[other] >= 0) {
              takenFor[groups[other]] = column;
            }
          }
        }
      }
      int free = 0;
      while (takenFor[free] == column) {
        free++;
      }
      return free;
    }

    /** The rows that keep columns apart: not those of full columns, and each of many alike once. */
    private boolean[] keepApart(int[][] rows) {
      boolean[] keepsApart = new boolean[rows.length];
      Set<IntBuffer> known = new HashSet<>();
      for (int row = 0; row < rows.length; row++) {
        keepsApart[row] = !isFull(row) && known.add(IntBuffer.wrap(rows[row]));
      }
      return keepsApart;
    }

    /** Whether the row is that of a full column; of a matrix that is not symmetric, none is. */
    boolean isFull(int row) {
      return row < isFull.length && isFull[row];
    }
  }

  /** The number of products. */
  public int products() {
    return groups.length;
  }

  /**
   * Whether the products are those of a direction with the matrix, in the place of the other way.
   */
  public boolean isByRows() {
    return isByRows;
  }

  /** A product of the matrix with a direction, which is put into an array. */
  public interface Product {
    /** Puts the product into an array that has as many elements as it. */
    void put(double[] direction, double[] product);
  }

  /** The values of all places, from products of the kind that {@link #isByRows} tells. */
  public void put(Product matrix, double[] values) {
    double[] direction = new double[isByRows ? pattern.rows() : pattern.columns()];
    double[] product = new double[isByRows ? pattern.columns() : pattern.rows()];
    for (int i = 0; i < groups.length; i++) {
      for (int each : groups[i]) {
        direction[each] = 1;
      }
      matrix.put(direction, product);
      for (int each : groups[i]) {
        direction[each] = 0;
      }
      for (int k = 0; k < places[i].length; k++) {
        values[places[i][k]] = product[elements[i][k]];
      }
    }
  }
}
