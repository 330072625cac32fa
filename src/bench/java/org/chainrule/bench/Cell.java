package org.chainrule.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A number in a graph of objects that knows what it was made of, as micrograd's. */
final class Cell {
  final double value;
  double gradient;

  private final @Nullable Cell left;
  private final @Nullable Cell right;
  private final double byLeft;
  private final double byRight;
  private boolean entered;
  private boolean done;

  Cell(double value, @Nullable Cell left, double byLeft, @Nullable Cell right, double byRight) {
    this.value = value;
    this.left = left;
    this.right = right;
    this.byLeft = byLeft;
    this.byRight = byRight;
  }

  static Cell of(double value) {
    return new Cell(value, null, 0, null, 0);
  }

  /** Adds the derivatives of this by what it was made of to their gradients. */
  void backward() {
    List<Cell> order = new ArrayList<>();
    Deque<Cell> open = new ArrayDeque<>();
    open.push(this);
    while (!open.isEmpty()) {
      Cell cell = open.peek();
      if (cell.entered) {
        open.pop();
        if (!cell.done) {
          cell.done = true;
          order.add(cell);
        }
      } else {
        cell.entered = true;
        if (cell.left != null && !cell.left.entered) {
          open.push(cell.left);
        }
        if (cell.right != null && !cell.right.entered) {
          open.push(cell.right);
        }
      }
    }
    gradient = 1;
    for (int i = order.size() - 1; i >= 0; i--) {
      Cell cell = order.get(i);
      if (cell.left != null) {
        cell.left.gradient += cell.gradient * cell.byLeft;
      }
      if (cell.right != null) {
        cell.right.gradient += cell.gradient * cell.byRight;
      }
    }
  }
}
