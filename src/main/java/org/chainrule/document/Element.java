package org.chainrule.document;

import java.util.List;

/** A part of a document, below others or beside them. */
public sealed interface Element {
  /** Has a visitor do what it does with this kind. */
  void accept(Visitor visitor);

  /** What is done with each kind of element. */
  interface Visitor {
    void prose(Prose prose);

    void given(Given given);

    void answered(Answered answered);

    void equation(Equation equation);

    void line(Line line);

    void remark(Remark remark);

    void verdict(Verdict verdict);

    void table(Table table);

    void derivation(Derivation derivation);

    void plotted(Plotted plotted);

    void drawn(Drawn drawn);

    void failed(Failed failed);
  }

  /**
   * Prose in Markdown (CommonMark), with formulas between dollar signs.
   *
   * @param markdown as it was written; nothing in it is trusted
   */
  record Prose(String markdown) implements Element {
    @Override
    public void accept(Visitor visitor) {
      visitor.prose(this);
    }
  }

  /**
   * What was written and asks nothing: definitions, declarations, assumptions and values.
   *
   * @param lines as they were written
   * @param read the same as they were read, a formula each, where that is known
   */
  record Given(List<String> lines, List<Formula> read) implements Element {
    public Given {
      lines = List.copyOf(lines);
      read = List.copyOf(read);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.given(this);
    }
  }

  /**
   * A question and its answer.
   *
   * @param asked the question as it was written
   * @param line the line of the file that it stands in, from 1
   */
  record Answered(String asked, int line, List<Element> answer) implements Element {
    public Answered {
      answer = List.copyOf(answer);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.answered(this);
    }
  }

  /** A formula that stands alone. */
  record Equation(Formula formula) implements Element {
    @Override
    public void accept(Visitor visitor) {
      visitor.equation(this);
    }
  }

  /** A line of words and formulas. */
  record Line(List<Inline> parts) implements Element {
    public Line {
      parts = List.copyOf(parts);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.line(this);
    }
  }

  /** A condition of an answer, a kink, a note; a line each. */
  record Remark(Kind kind, List<Inline> parts) implements Element {
    /** What a remark is about. */
    public enum Kind {
      CONDITION,
      NOTE
    }

    public Remark {
      parts = List.copyOf(parts);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.remark(this);
    }
  }

  /**
   * The result of a check.
   *
   * @param sentence what was found, with the counterexample where there is one
   */
  record Verdict(Outcome outcome, String sentence) implements Element {
    /** How a check can end. */
    public enum Outcome {
      PROVED,
      PROBABLE,
      REFUTED,
      UNDECIDED
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.verdict(this);
    }
  }

  /**
   * A table.
   *
   * @param caption what it shows, or nothing
   * @param head the cells above the columns
   * @param rows the cells of each row, as many as columns
   */
  record Table(String caption, List<Cell> head, List<List<Cell>> rows) implements Element {
    public Table {
      head = List.copyOf(head);
      rows = rows.stream().map(List::copyOf).toList();
      for (List<Cell> row : rows) {
        if (row.size() != head.size()) {
          throw new IllegalArgumentException("not as many cells as columns: " + row);
        }
      }
    }

    /** Whether a column has numbers in it, which stand below one another. */
    boolean isNumeric(int column) {
      return rows.stream().anyMatch(row -> row.get(column).isNumber());
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.table(this);
    }
  }

  /**
   * A derivation, folded where a document can fold.
   *
   * @param summary what it derives
   */
  record Derivation(List<Inline> summary, List<DerivationLine> lines) implements Element {
    public Derivation {
      summary = List.copyOf(summary);
      lines = List.copyOf(lines);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.derivation(this);
    }
  }

  /** Curves over an interval. */
  record Plotted(Plot plot) implements Element {
    @Override
    public void accept(Visitor visitor) {
      visitor.plotted(this);
    }
  }

  /** A computation as a graph. */
  record Drawn(Graph graph) implements Element {
    @Override
    public void accept(Visitor visitor) {
      visitor.drawn(this);
    }
  }

  /**
   * A mistake in its place.
   *
   * @param message what is wrong, and what was expected
   * @param source the line that it is in, or nothing where it is in none
   * @param column where in that line, in code points from 1; 0 for nowhere
   */
  record Failed(String message, String source, int column) implements Element {
    @Override
    public void accept(Visitor visitor) {
      visitor.failed(this);
    }
  }
}
