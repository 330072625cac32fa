package org.chainrule.parse;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.error.Span;

/** The notes on a text, of which the first hundred are kept. */
final class Notes {
  private static final int MOST = 100;

  private final List<Note> notes = new ArrayList<>();

  void add(Span span, String text) {
    if (notes.size() < MOST) {
      notes.add(new Note(span, text));
    }
  }

  boolean isFull() {
    return notes.size() == MOST;
  }

  List<Note> list() {
    return notes;
  }
}
