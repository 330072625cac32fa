package org.chainrule.verify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.expr.Binder;
import org.chainrule.expr.Expr;
import org.chainrule.expr.Logical;
import org.chainrule.expr.Pass;
import org.chainrule.expr.Piecewise;
import org.chainrule.expr.Relation;
import org.chainrule.expr.Symbol;

/** The conditions that have to hold together for the branches of an expression to be reached. */
final class BranchPaths {
  private final long most = Limit.CHECKED_PATHS.most();

  /** Whether there are cases in an expression, outside of sums. */
  private final Pass<Boolean> hasCases =
      new Pass<>() {
        @Override
        protected Boolean compute(Expr node) {
          return node instanceof Piecewise || dependencies(node).stream().anyMatch(this::result);
        }
      };

  private final Set<Set<Relation>> found = new LinkedHashSet<>();

  private BranchPaths() {}

  private record Visit(Expr node, Set<Relation> path) {}

  /**
   * The sets of two comparisons or more that are to hold at once: those of branches within branches
   * and of several conditions, and those of two lists of cases beside each other.
   */
  static List<Set<Relation>> of(Expr expression) {
    BranchPaths paths = new BranchPaths();
    paths.walk(expression);
    List<Set<Relation>> single = List.copyOf(paths.found);
    for (int i = 0; i < single.size() && !paths.isFull(); i++) {
      for (int j = i + 1; j < single.size() && !paths.isFull(); j++) {
        paths.found.add(joined(single.get(i), single.get(j)));
      }
    }
    return paths.found.stream().filter(each -> each.size() > 1).limit(paths.most).toList();
  }

  private boolean isFull() {
    if (found.size() < most) {
      return false;
    }
    Limit.CHECKED_PATHS.stop();
    return true;
  }

  private void walk(Expr expression) {
    Deque<Visit> pending = new ArrayDeque<>(List.of(new Visit(expression, Set.of())));
    Set<Visit> seen = new HashSet<>();
    long mostSteps = Limit.CHECKED_PATH_STEPS.most();
    for (int step = 0; !pending.isEmpty() && !isFull(); step++) {
      Interruption.poll();
      if (step >= mostSteps) {
        Limit.CHECKED_PATH_STEPS.stop();
        return;
      }
      Visit visit = pending.pop();
      boolean isInSum = visit.node() instanceof Binder;
      if (isInSum || !seen.add(visit) || !hasCases.apply(visit.node())) {
        continue;
      }
      if (visit.node() instanceof Piecewise cases) {
        push(cases, visit.path(), pending);
      } else {
        visit.node().children().forEach(each -> pending.push(new Visit(each, visit.path())));
      }
    }
  }

  private void push(Piecewise cases, Set<Relation> path, Deque<Visit> pending) {
    Set<Relation> before = path;
    for (Piecewise.Branch branch : cases.branches()) {
      Set<Relation> here = joined(before, together(branch.condition()));
      found.add(here);
      pending.push(new Visit(branch.value(), here));
      before = joined(before, together(Logical.not(branch.condition())));
    }
    Set<Relation> rest = before;
    cases
        .otherwise()
        .ifPresent(
            value -> {
              found.add(rest);
              pending.push(new Visit(value, rest));
            });
  }

  private static Set<Relation> joined(Set<Relation> first, Set<Relation> second) {
    Set<Relation> both = new LinkedHashSet<>(first);
    both.addAll(second);
    return both;
  }

  /** The comparisons that hold where a condition does, if these are all that it says. */
  private static Set<Relation> together(Expr condition) {
    Set<Relation> relations = new LinkedHashSet<>();
    List<Expr> operands =
        condition instanceof Logical logical && logical.operator() == Logical.Operator.AND
            ? logical.operands()
            : List.of(condition);
    for (Expr each : operands) {
      if (each instanceof Relation relation && Symbol.largestOpened(relation) == 0) {
        relations.add(relation);
      }
    }
    return relations;
  }
}
