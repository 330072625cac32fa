package org.chainrule.compile.graph;

import java.util.Arrays;

/** Numbers that are known when code is made, and that code reads by their places. */
public final class Table {
  private final double[] numbers;
  private final boolean isWhole;

  private Table(double[] numbers, boolean isWhole) {
    this.numbers = numbers;
    this.isWhole = isWhole;
  }

  static Table of(double[] numbers) {
    return new Table(numbers.clone(), false);
  }

  static Table of(int[] numbers) {
    return new Table(Arrays.stream(numbers).asDoubleStream().toArray(), true);
  }

  public int length() {
    return numbers.length;
  }

  public double number(int place) {
    return numbers[place];
  }

  public boolean isWhole() {
    return isWhole;
  }

  public int whole(int place) {
    return (int) numbers[place];
  }

  /** The largest or the smallest of whole numbers. */
  int extreme(boolean largest) {
    var all = Arrays.stream(numbers);
    return (int) (largest ? all.max() : all.min()).orElseThrow();
  }

  /** The array that code reads, of doubles or of whole numbers. */
  public Object array() {
    return isWhole
        ? Arrays.stream(numbers).mapToInt(each -> (int) each).toArray()
        : numbers.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Table table
        && isWhole == table.isWhole
        && Arrays.equals(numbers, table.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    return "table of " + numbers.length;
  }
}
