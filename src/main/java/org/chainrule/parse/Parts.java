package org.chainrule.parse;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.syntax.Syntax;

/** The parts of the tree that are finished and still belong to nothing, the last on top. */
final class Parts {
  private final SourceText source;
  private final List<Part> finished = new ArrayList<>();

  Parts(SourceText source) {
    this.source = source;
  }

  int size() {
    return finished.size();
  }

  /** The nodes that remain at the end. */
  List<Syntax> nodes() {
    return finished.stream().map(Part::node).toList();
  }

  void push(Syntax node) {
    finished.add(new Part(node));
  }

  void push(Part part) {
    finished.add(part);
  }

  Part pop() {
    return finished.remove(finished.size() - 1);
  }

  /** The last part, which has to be a value. */
  Part value() {
    Part part = pop();
    checkValue(part);
    return part;
  }

  /** The last part, which has to be a condition. */
  Part condition() {
    Part part = pop();
    checkCondition(part);
    return part;
  }

  void checkCondition(Part part) {
    if (!part.isCondition()) {
      throw source.refusal(
          part.extent(), "a number where a condition belongs", "write a relation, x > 0");
    }
  }

  /** The parts that belong to a rule, in order. */
  List<Part> popFrom(Frame frame) {
    List<Part> own = finished.subList(frame.base, finished.size());
    List<Part> copy = new ArrayList<>(own);
    own.clear();
    return copy;
  }

  void checkValue(Part part) {
    part.checkValue(source);
  }
}
