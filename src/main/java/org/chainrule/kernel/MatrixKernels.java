package org.chainrule.kernel;

/** Products of matrices that lie in flat arrays, in any order of rows and columns. */
public final class MatrixKernels {
  /**
   * The memory that the terms of a factor lie in which are gone over at a time, as a number of
   * doubles: 64 pages, of which the processor knows some hundred.
   */
  private static final int NEAR = 64 * 512;

  private static final int FEWEST_TERMS = 64;

  private MatrixKernels() {}

  /**
   * Puts the product of a and b into c, which lies in no part of them. A matrix's number 0 says
   * where its first element is, the two after it how far apart neighbours are along each index.
   *
   * <p>Four rows and four columns at a time: 16 sums in registers share 8 loads. Each sum goes over
   * its terms in their order; where these lie far apart, over some after each other.
   */
  public static void multiply(
      double[] a,
      int a0,
      int aRow,
      int aTerm,
      double[] b,
      int b0,
      int bTerm,
      int bColumn,
      double[] c,
      int c0,
      int cRow,
      int cColumn,
      int rows,
      int columns,
      int terms) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        c[c0 + i * cRow + j * cColumn] = 0;
      }
    }
    int atATime = Math.max(FEWEST_TERMS, NEAR / Math.max(1, Math.max(aTerm, bTerm)));
    for (int k = 0; k < terms; k += atATime) {
      int some = Math.min(atATime, terms - k);
      int left = a0 + k * aTerm;
      int right = b0 + k * bTerm;
      add(
          a, left, aRow, aTerm, b, right, bTerm, bColumn, c, c0, cRow, cColumn, rows, columns,
          some);
    }
  }

  /** Adds the product of a and b to c. */
  private static void add(
      double[] a,
      int a0,
      int aRow,
      int aTerm,
      double[] b,
      int b0,
      int bTerm,
      int bColumn,
      double[] c,
      int c0,
      int cRow,
      int cColumn,
      int rows,
      int columns,
      int terms) {
    int evenRows = rows - rows % 4;
    int evenColumns = columns - columns % 4;
    for (int i = 0; i < evenRows; i += 4) {
      int left = a0 + i * aRow;
      int row = c0 + i * cRow;
      for (int j = 0; j < evenColumns; j += 4) {
        int right = b0 + j * bColumn;
        int at = row + j * cColumn;
        square(a, left, aRow, aTerm, b, right, bTerm, bColumn, c, at, cRow, cColumn, terms);
      }
      for (int j = evenColumns; j < columns; j++) {
        int right = b0 + j * bColumn;
        strip(a, left, aRow, aTerm, b, right, bTerm, c, row + j * cColumn, cRow, terms);
      }
    }
    for (int i = Math.max(0, evenRows); i < rows; i++) {
      int left = a0 + i * aRow;
      int row = c0 + i * cRow;
      for (int j = 0; j < evenColumns; j += 4) {
        int right = b0 + j * bColumn;
        strip(b, right, bColumn, bTerm, a, left, aTerm, c, row + j * cColumn, cColumn, terms);
      }
      for (int j = evenColumns; j < columns; j++) {
        int right = b0 + j * bColumn;
        double sum = 0;
        for (int k = 0; k < terms; k++) {
          sum += a[left + k * aTerm] * b[right + k * bTerm];
        }
        c[row + j * cColumn] += sum;
      }
    }
  }

  /**
   * Puts the inverse of a into c, by elimination with the largest pivot of each column. Below it
   * stand in the first column the determinant and its logarithm, and then, in a row, with which row
   * each was exchanged; so c has three rows more than a. A matrix without an inverse has none.
   */
  public static void invert(
      double[] a,
      int a0,
      int aRow,
      int aColumn,
      double[] c,
      int c0,
      int cRow,
      int cColumn,
      int size) {
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        c[c0 + i * cRow + j * cColumn] = a[a0 + i * aRow + j * aColumn];
      }
    }
    int below = c0 + size * cRow;
    int exchanges = below + 2 * cRow;
    double determinant = 1;
    double logarithm = 0;
    boolean isNegative = false;
    for (int k = 0; k < size; k++) {
      int diagonal = c0 + k * (cRow + cColumn);
      int largest = k + largest(c, diagonal, cRow, size - k);
      c[exchanges + k * cColumn] = largest;
      if (largest != k) {
        exchange(c, c0 + k * cRow, c0 + largest * cRow, cColumn, size);
        determinant = -determinant;
      }
      double pivot = c[diagonal];
      if (pivot == 0) {
        for (int i = 0; i < size * size; i++) {
          c[c0 + i / size * cRow + i % size * cColumn] = Double.NaN;
        }
        c[below] = 0;
        c[below + cRow] = Double.NEGATIVE_INFINITY;
        return;
      }
      determinant *= pivot;
      logarithm += Math.log(Math.abs(pivot));
      isNegative ^= pivot < 0 ^ largest != k;
      eliminate(c, c0, cRow, cColumn, size, k);
    }
    for (int k = size - 1; k >= 0; k--) {
      int other = (int) c[exchanges + k * cColumn];
      if (other != k) {
        exchange(c, c0 + k * cColumn, c0 + other * cColumn, cRow, size);
      }
    }
    if (size > 0) {
      c[below] = determinant;
      c[below + cRow] = isNegative ? Double.NaN : logarithm;
    }
  }

  /** Which of some elements is the largest, whatever its sign. */
  private static int largest(double[] c, int place, int step, int count) {
    int largest = 0;
    for (int i = 1; i < count; i++) {
      if (Math.abs(c[place + i * step]) > Math.abs(c[place + largest * step])) {
        largest = i;
      }
    }
    return largest;
  }

  private static void exchange(double[] c, int first, int second, int step, int count) {
    for (int i = 0; i < count; i++) {
      double number = c[first + i * step];
      c[first + i * step] = c[second + i * step];
      c[second + i * step] = number;
    }
  }

  /** Eliminates a column in all rows but that of its number, which it is divided by. */
  private static void eliminate(double[] c, int c0, int cRow, int cColumn, int size, int number) {
    int by = c0 + number * cRow;
    double pivot = c[by + number * cColumn];
    c[by + number * cColumn] = 1;
    for (int j = 0; j < size; j++) {
      c[by + j * cColumn] /= pivot;
    }
    for (int i = 0; i < size; i++) {
      if (i != number) {
        int row = c0 + i * cRow;
        double factor = c[row + number * cColumn];
        c[row + number * cColumn] = 0;
        for (int j = 0; j < size; j++) {
          c[row + j * cColumn] -= factor * c[by + j * cColumn];
        }
      }
    }
  }

  /**
   * Makes the elements of a product anew that have no value, a product of two elements being 0
   * where the one of a is.
   */
  public static void guard(
      double[] a,
      int a0,
      int aRow,
      int aTerm,
      double[] b,
      int b0,
      int bTerm,
      int bColumn,
      double[] c,
      int c0,
      int cRow,
      int cColumn,
      int rows,
      int columns,
      int terms) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int at = c0 + i * cRow + j * cColumn;
        if (Double.isNaN(c[at])) {
          double sum = 0;
          for (int k = 0; k < terms; k++) {
            double factor = a[a0 + i * aRow + k * aTerm];
            sum += factor == 0 ? 0 : factor * b[b0 + k * bTerm + j * bColumn];
          }
          c[at] = sum;
        }
      }
    }
  }

  /** Four rows and four columns. */
  private static void square(
      double[] a,
      int a0,
      int aRow,
      int aTerm,
      double[] b,
      int b0,
      int bTerm,
      int bColumn,
      double[] c,
      int c0,
      int cRow,
      int cColumn,
      int terms) {
    double s00 = 0;
    double s01 = 0;
    double s02 = 0;
    double s03 = 0;
    double s10 = 0;
    double s11 = 0;
    double s12 = 0;
    double s13 = 0;
    double s20 = 0;
    double s21 = 0;
    double s22 = 0;
    double s23 = 0;
    double s30 = 0;
    double s31 = 0;
    double s32 = 0;
    double s33 = 0;
    int left = a0;
    int right = b0;
    for (int k = 0; k < terms; k++) {
      double y0 = b[right];
      double y1 = b[right + bColumn];
      double y2 = b[right + 2 * bColumn];
      double y3 = b[right + 3 * bColumn];
      double x = a[left];
      s00 += x * y0;
      s01 += x * y1;
      s02 += x * y2;
      s03 += x * y3;
      x = a[left + aRow];
      s10 += x * y0;
      s11 += x * y1;
      s12 += x * y2;
      s13 += x * y3;
      x = a[left + 2 * aRow];
      s20 += x * y0;
      s21 += x * y1;
      s22 += x * y2;
      s23 += x * y3;
      x = a[left + 3 * aRow];
      s30 += x * y0;
      s31 += x * y1;
      s32 += x * y2;
      s33 += x * y3;
      left += aTerm;
      right += bTerm;
    }
    four(c, c0, cColumn, s00, s01, s02, s03);
    four(c, c0 + cRow, cColumn, s10, s11, s12, s13);
    four(c, c0 + 2 * cRow, cColumn, s20, s21, s22, s23);
    four(c, c0 + 3 * cRow, cColumn, s30, s31, s32, s33);
  }

  /** Four rows of one column. */
  private static void strip(
      double[] a,
      int a0,
      int aRow,
      int aTerm,
      double[] b,
      int b0,
      int bTerm,
      double[] c,
      int c0,
      int cRow,
      int terms) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int left = a0;
    int right = b0;
    for (int k = 0; k < terms; k++) {
      double y = b[right];
      s0 += a[left] * y;
      s1 += a[left + aRow] * y;
      s2 += a[left + 2 * aRow] * y;
      s3 += a[left + 3 * aRow] * y;
      left += aTerm;
      right += bTerm;
    }
    four(c, c0, cRow, s0, s1, s2, s3);
  }

  private static void four(
      double[] c, int place, int step, double s0, double s1, double s2, double s3) {
    c[place] += s0;
    c[place + step] += s1;
    c[place + 2 * step] += s2;
    c[place + 3 * step] += s3;
  }
}
