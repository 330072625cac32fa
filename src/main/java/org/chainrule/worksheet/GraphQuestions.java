package org.chainrule.worksheet;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.answer.BackwardAnswer;
import org.chainrule.answer.ForwardAnswer;
import org.chainrule.answer.Presenter;
import org.chainrule.answer.Value;
import org.chainrule.document.Element;
import org.chainrule.document.Graph;
import org.chainrule.error.ChainruleException;
import org.chainrule.evaluate.Points;
import org.chainrule.expr.Expr;
import org.chainrule.model.Computation;
import org.chainrule.model.Question;
import org.chainrule.number.Rational;
import org.chainrule.print.PrintedNumbers;
import org.jspecify.annotations.Nullable;

/** Questions for a computation as a graph. */
final class GraphQuestions {
  private static final MathContext SHORT = new MathContext(6);

  private GraphQuestions() {}

  static void graph(Asked asked, Situation situation, Reply reply) {
    String text = asked.text(asked.subject());
    Question question = situation.engine().question(text);
    Map<String, Object> values = situation.valuesFor(question);
    ForwardAnswer forward = situation.forward(text);
    Map<Expr, BackwardAnswer.Line> adjoints = new HashMap<>();
    try {
      BackwardAnswer backward =
          situation.engine().backward(text, situation.valuesFor(question), true);
      backward.lines().forEach(line -> adjoints.put(line.quantity(), line));
    } catch (ChainruleException none) {
      reply.notes(List.of("without adjoints: " + none.getMessage()));
    }
    Presenter presenter = forward.presenter();
    Map<Expr, ForwardAnswer.Line> defined = new LinkedHashMap<>();
    forward.lines().forEach(line -> defined.put(line.name(), line));
    Set<Expr> order = new LinkedHashSet<>();
    for (ForwardAnswer.Line line : forward.lines()) {
      order.addAll(Computation.mentioned(line.definition()));
    }
    order.removeAll(defined.keySet());
    order.addAll(defined.keySet());
    List<Expr> names = List.copyOf(order);
    Map<Expr, Integer> places = new HashMap<>();
    List<Graph.Node> nodes = new ArrayList<>();
    List<Graph.Edge> edges = new ArrayList<>();
    for (Expr name : names) {
      ForwardAnswer.Line line = defined.get(name);
      BackwardAnswer.Line adjoint = adjoints.get(name);
      boolean isLast = name == names.get(names.size() - 1);
      places.put(name, nodes.size());
      nodes.add(
          new Graph.Node(
              Formulas.of(presenter, name),
              line == null
                  ? Graph.Node.Kind.INPUT
                  : isLast ? Graph.Node.Kind.OUTPUT : Graph.Node.Kind.INNER,
              line == null ? given(name, values) : digits(line.value()),
              adjoint == null ? "" : adjoint.number().map(GraphQuestions::digits).orElse(""),
              line == null
                  ? ""
                  : presenter.text(name) + " = " + presenter.text(line.definition())));
      if (line != null) {
        for (Expr used : Computation.mentioned(line.definition())) {
          Integer from = places.get(used);
          if (from != null && used != name) {
            edges.add(new Graph.Edge(from, nodes.size() - 1, List.of()));
          }
        }
      }
    }
    reply.add(new Element.Drawn(new Graph(nodes, edges)));
    reply.notes(forward.notes());
  }

  private static String given(Expr name, Map<String, Object> values) {
    @Nullable Rational given = Computation.given(name, Points.of(values));
    return given == null ? "" : digits(Value.of(given.doubleValue()));
  }

  /** A number as it stands in a box: six digits. */
  private static String digits(Value value) {
    Double number = value.number();
    return number == null
        ? ""
        : PrintedNumbers.text(
            new BigDecimal(String.valueOf(value.digits())).round(SHORT).stripTrailingZeros());
  }
}
