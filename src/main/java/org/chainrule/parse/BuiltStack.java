package org.chainrule.parse;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.syntax.Syntax;

/** The parts of the tree that are finished and still belong to nothing, the last on top. */
final class BuiltStack {
  private final SourceText source;
  private final List<Built> finished = new ArrayList<>();

  BuiltStack(SourceText source) {
    this.source = source;
  }

  int size() {
    return finished.size();
  }

  /** The nodes that remain at the end. */
  List<Syntax> nodes() {
    List<Syntax> nodes = new ArrayList<>(finished.size());
    finished.forEach(each -> nodes.add(each.node()));
    return nodes;
  }

  void push(Syntax node) {
    finished.add(new Built(node));
  }

  void push(Built part) {
    finished.add(part);
  }

  Built pop() {
    return finished.remove(finished.size() - 1);
  }

  /** The last part, which has to be a value. */
  Built value() {
    Built part = pop();
    checkValue(part);
    return part;
  }

  /** The last part, which has to be a condition. */
  Built condition() {
    Built part = pop();
    checkCondition(part);
    return part;
  }

  void checkCondition(Built part) {
    if (!part.isCondition()) {
      throw source.refusal(
          part.extent(), "a number where a condition belongs", "write a relation, x > 0");
    }
  }

  /** The parts that belong to a rule, in order. */
  List<Built> popFrom(RuleFrame frame) {
    List<Built> own = finished.subList(frame.base, finished.size());
    List<Built> copy = new ArrayList<>(own);
    own.clear();
    return copy;
  }

  void checkValue(Built part) {
    part.checkValue(source);
  }
}
