package org.chainrule.expr;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.chainrule.error.Interruption;

/**
 * The fixed order of nodes inside sums and products: by structural hash, and in the rare case of
 * equal hashes by structure. It is the same in every process and means nothing to a reader.
 */
final class StructuralOrder implements Comparator<Expr> {
  static final StructuralOrder INSTANCE = new StructuralOrder();

  private StructuralOrder() {}

  @Override
  public int compare(Expr first, Expr second) {
    if (first == second) {
      return 0;
    }
    int byHash = Long.compareUnsigned(first.structuralHash(), second.structuralHash());
    return byHash != 0 ? byHash : compareStructure(first, second);
  }

  private static int compareStructure(Expr first, Expr second) {
    Deque<Expr[]> pending = new ArrayDeque<>();
    pending.push(new Expr[] {first, second});
    while (!pending.isEmpty()) {
      Interruption.poll();
      Expr[] pair = pending.pop();
      if (pair[0] == pair[1]) {
        continue;
      }
      int order = pair[0].getClass().getName().compareTo(pair[1].getClass().getName());
      order = order != 0 ? order : pair[0].label().compareTo(pair[1].label());
      List<Expr> left = pair[0].children();
      List<Expr> right = pair[1].children();
      order = order != 0 ? order : Integer.compare(left.size(), right.size());
      if (order != 0) {
        return order;
      }
      for (int i = left.size() - 1; i >= 0; i--) {
        pending.push(new Expr[] {left.get(i), right.get(i)});
      }
    }
    return 0;
  }
}
