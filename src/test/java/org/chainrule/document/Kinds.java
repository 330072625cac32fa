package org.chainrule.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An element of each kind that shows a text wherever it can show one. */
final class Kinds {
  private Kinds() {}

  /** A formula that is a text in words; its spellings are what Chainrule would print of such. */
  static Formula formula(String text) {
    String safe = SafeText.escaped(text);
    return new Formula(
        text,
        text,
        "\\text{" + text.replaceAll("[^A-Za-z0-9 ]", "") + "}",
        "<math><mtext>" + safe + "</mtext></math>");
  }

  static final Map<Class<?>, Function<String, Element>> ALL = new LinkedHashMap<>();

  static {
    ALL.put(Element.Prose.class, Element.Prose::new);
    ALL.put(Element.Given.class, text -> new Element.Given(List.of(text), List.of()));
    ALL.put(
        Element.Answered.class,
        text -> new Element.Answered(text, 1, List.of(new Element.Line(inline(text)))));
    ALL.put(Element.Equation.class, text -> new Element.Equation(formula(text)));
    ALL.put(Element.Line.class, text -> new Element.Line(inline(text)));
    ALL.put(
        Element.Remark.class,
        text -> new Element.Remark(Element.Remark.Kind.CONDITION, inline(text)));
    ALL.put(
        Element.Verdict.class, text -> new Element.Verdict(Element.Verdict.Outcome.REFUTED, text));
    ALL.put(
        Element.Table.class,
        text ->
            new Element.Table(
                text,
                List.of(Cell.words(text), Cell.formula(formula(text))),
                List.of(List.of(new Cell(inline(text), false), Cell.number(text)))));
    ALL.put(
        Element.Derivation.class,
        text ->
            new Element.Derivation(
                inline(text),
                List.of(
                    new DerivationLine(
                        3,
                        formula(text),
                        false,
                        formula(text),
                        List.of(text),
                        List.of(new Element.Verdict(Element.Verdict.Outcome.REFUTED, text))))));
    ALL.put(
        Element.Plotted.class,
        text ->
            new Element.Plotted(
                new Plot(
                    text,
                    new Plot.Axis(formula(text), 0, 1, false),
                    new Plot.Axis(formula(text), 1, 100, true),
                    List.of(
                        new Plot.Curve(
                            formula(text),
                            List.of(List.of(new Plot.Spot(0, 1), new Plot.Spot(1, 50))),
                            List.of(
                                new Plot.Mark(
                                    Plot.Mark.Kind.KINK, new Plot.Spot(0.5, 10), text)))))));
    ALL.put(
        Element.Drawn.class,
        text ->
            new Element.Drawn(
                new Graph(
                    List.of(
                        new Graph.Node(formula(text), Graph.Node.Kind.INPUT, text, text, text),
                        new Graph.Node(formula(text), Graph.Node.Kind.OUTPUT, text, text, text)),
                    List.of(new Graph.Edge(0, 1, List.of(formula(text)))))));
    ALL.put(Element.Failed.class, text -> new Element.Failed(text, text, 2));
  }

  private static List<Inline> inline(String text) {
    return List.of(
        new Inline.Words(text), new Inline.Code(text), new Inline.Mathematics(formula(text)));
  }
}
