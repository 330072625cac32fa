package org.chainrule.document;

import static org.chainrule.Chainrule.parse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.chainrule.document.Element.Verdict;
import org.chainrule.document.Element.Verdict.Outcome;
import org.chainrule.expr.Expr;
import org.chainrule.print.Printer;
import org.chainrule.print.Spelling;

/** Documents with something of every kind in them. */
final class SampleDocument {
  private SampleDocument() {}

  static Formula formula(String text) {
    Expr expression = parse(text);
    return new Formula(
        Printer.text(expression, Spelling.NONE),
        Printer.unicode(expression, Spelling.NONE),
        Printer.latex(expression, Spelling.NONE),
        Printer.mathml(expression, Spelling.NONE));
  }

  /** A formula in prose, where Chainrule reads the same letters. */
  static Optional<String> mathMl(String latex) {
    return latex.matches("[a-z0-9 +^_*()/]+")
        ? Optional.of(Printer.mathml(parse(latex), Spelling.NONE))
        : Optional.empty();
  }

  private static Inline.Words words(String text) {
    return new Inline.Words(text);
  }

  private static Inline.Mathematics math(String text) {
    return new Inline.Mathematics(formula(text));
  }

  private static DerivationLine line(
      int depth, String left, boolean isContinued, String right, Outcome outcome, String... rules) {
    return new DerivationLine(
        depth,
        formula(left),
        isContinued,
        formula(right),
        List.of(rules),
        List.of(new Verdict(outcome, "agrees at 12 points")));
  }

  static Plot plot() {
    return new Plot(
        "activations",
        new Plot.Axis(formula("r"), -6, 6, false),
        new Plot.Axis(formula("f_i(r)"), -1.5, 3, false),
        List.of(
            curve("sigma(r)", -6, 6, r -> 1 / (1 + Math.exp(-r)), List.of()),
            curve("tanh(r)", -6, 6, Math::tanh, List.of()),
            curve(
                "relu(r)",
                -6,
                6,
                r -> Math.max(0, r),
                List.of(
                    new Plot.Mark(
                        Plot.Mark.Kind.KINK,
                        new Plot.Spot(0, 0),
                        "kink at r = 0: left 0, right 1"))),
            new Plot.Curve(
                formula("sign(r)"),
                List.of(
                    List.of(new Plot.Spot(-6, -1), new Plot.Spot(0, -1)),
                    List.of(new Plot.Spot(0, 1), new Plot.Spot(6, 1))),
                List.of(
                    new Plot.Mark(Plot.Mark.Kind.OPEN_END, new Plot.Spot(0, -1), "jump at r = 0"),
                    new Plot.Mark(Plot.Mark.Kind.OPEN_END, new Plot.Spot(0, 1), "jump at r = 0"),
                    new Plot.Mark(
                        Plot.Mark.Kind.CLOSED_END, new Plot.Spot(0, 0), "sign(0) = 0")))));
  }

  static Plot losses() {
    List<Plot.Curve> curves = new ArrayList<>();
    for (double rate : new double[] {0.01, 0.1, 1.4}) {
      curves.add(
          curve("L*" + rate, 1, 10_000, n -> 2 * Math.exp(-rate * Math.log(n)) + 1e-4, List.of()));
    }
    return new Plot(
        "",
        new Plot.Axis(formula("n"), 1, 10_000, true),
        new Plot.Axis(formula("L"), 1e-4, 2, true),
        curves);
  }

  private static Plot.Curve curve(
      String label, double low, double high, DoubleUnaryOperator value, List<Plot.Mark> marks) {
    List<Plot.Spot> spots = new ArrayList<>();
    for (int i = 0; i <= 240; i++) {
      double at = low + (high - low) * i / 240;
      spots.add(new Plot.Spot(at, value.applyAsDouble(at)));
    }
    return new Plot.Curve(formula(label), List.of(spots), marks);
  }

  /** The network of two inputs, two hidden units and two outputs, without its biases. */
  static Graph network() {
    String[][] nodes = {
      {"x_1", "", "0.05", ""},
      {"x_2", "", "0.1", ""},
      {"w_1", "", "0.15", "0.000438568"},
      {"w_2", "", "0.2", "0.000877135"},
      {"z_1", "w_1*x_1 + w_2*x_2", "0.0275", "0.00877135"},
      {"h_1", "sigma(z_1)", "0.506874567", "0.0350925"},
      {"w_5", "", "0.4", "0.0821670"},
      {"z_3", "w_5*h_1", "0.202749827", "0.162105"},
      {"p_1", "sigma(z_3)", "0.550514543", "0.655099"},
      {"t_1", "", "0.01", "-0.540514543"},
      {"e_1", "(t_1 - p_1)^2", "0.292155971", "0.5"},
      {"L", "1/2*e_1", "0.146077986", "1"}
    };
    int[][] edges = {
      {0, 4}, {1, 4}, {2, 4}, {3, 4}, {4, 5}, {5, 7}, {6, 7}, {7, 8}, {8, 10}, {9, 10}, {10, 11}
    };
    String[] labels = {
      "w_1",
      "w_2",
      "x_1",
      "x_2",
      "h_1*(1 - h_1)",
      "w_5",
      "h_1",
      "p_1*(1 - p_1)",
      "-2*(t_1 - p_1)",
      "2*(t_1 - p_1)",
      "1/2"
    };
    List<Graph.Node> all = new ArrayList<>();
    for (String[] node : nodes) {
      boolean isGiven = node[1].isEmpty();
      all.add(
          new Graph.Node(
              formula(node[0]),
              isGiven
                  ? Graph.Node.Kind.INPUT
                  : node[0].equals("L") ? Graph.Node.Kind.OUTPUT : Graph.Node.Kind.INNER,
              node[2],
              node[3],
              isGiven ? "given" : node[1]));
    }
    List<Graph.Edge> between = new ArrayList<>();
    for (int i = 0; i < edges.length; i++) {
      between.add(new Graph.Edge(edges[i][0], edges[i][1], List.of(formula(labels[i]))));
    }
    return new Graph(all, between);
  }

  static final String PROSE =
      """
      # A network of two layers

      The *loss* is $x^2 + 1$, and what is **derived** by it stands in [the notes](https://example.org/a?b=1&c=2).
      A formula of one's own: $\\mathcal{L}$ costs 5$ or 6$.

      $$
      a_1 + b_2
      = c
      $$

      ## What is given

      1. `w_1` is a weight
      2. `x` is an input

      | name | meaning |
      |---|--:|
      | $w_1$ | 3 |

      > Said by somebody.

      ```
      L = (p - t)^2
      ```
      """;

  static final String SUM =
      "a_1*sin(x_1)^2 + b*exp(-x_2)/(1 + exp(-x_2))^2 + sum(k=1..n, w_k*x_k*h_k*(1 - h_k)) + log(1"
          + " + exp(z)) + sqrt(u^2 + v^2) + c*d";

  static Document whole() {
    List<Element> elements = new ArrayList<>();
    elements.add(new Element.Prose(PROSE));
    elements.add(
        new Element.Given(
            List.of("h_1 = sigma(w_1 x_1)", "L = 1/2 (p_1 - t_1)^2"),
            List.of(formula("sigma(w_1*x_1)"), formula("1/2*(p_1 - t_1)^2"))));
    elements.add(new Element.Given(List.of("w_1 = 0.15; x_1 = 0.05"), List.of()));
    elements.add(
        new Element.Answered(
            "diff L by w_1",
            7,
            List.of(
                new Element.Equation(formula("(p_1 - t_1)*p_1*(1 - p_1)*w_5*h_1*(1 - h_1)*x_1")),
                new Element.Remark(
                    Element.Remark.Kind.CONDITION,
                    List.of(math("x > 0"), words(" and "), math("y != 0"))),
                new Element.Remark(
                    Element.Remark.Kind.NOTE,
                    List.of(words("kink at "), math("r = 0"), words(": left 0, right 1"))),
                new Verdict(
                    Outcome.PROBABLE,
                    "agrees with finite differences at 95 points, largest relative error 1.2e-20"),
                new Element.Derivation(
                    List.of(words("Steps to "), math("diff(L, w_1)")),
                    List.of(
                        line(
                            0,
                            "diff(L, w_1)",
                            false,
                            "diff(L, p_1)*diff(p_1, h_1)*diff(h_1, w_1)",
                            Outcome.PROVED,
                            "chain rule"),
                        line(
                            1,
                            "diff(L, p_1)",
                            false,
                            "p_1 - t_1",
                            Outcome.PROVED,
                            "definition of L",
                            "power rule"),
                        line(
                            1,
                            "diff(h_1, w_1)",
                            false,
                            "h_1*(1 - h_1)*diff(w_1*x_1, w_1)",
                            Outcome.PROBABLE,
                            "function sigma",
                            "chain rule"),
                        line(
                            2,
                            "diff(w_1*x_1, w_1)",
                            false,
                            "x_1",
                            Outcome.UNDECIDED,
                            "product rule"),
                        line(
                            0,
                            "diff(L, w_1)",
                            true,
                            "(p_1 - t_1)*p_1*(1 - p_1)*w_5*h_1*(1 - h_1)*x_1",
                            Outcome.REFUTED,
                            "substituted"))))));
    elements.add(
        new Element.Answered(
            "diff S by x_1",
            8,
            List.of(
                new Element.Equation(formula(SUM)),
                new Element.Equation(formula("cases(alpha*(exp(x) - 1) if x < 0, x if x >= 0)")),
                new Element.Line(
                    List.of(
                        words("Holds where "),
                        math("a_1*sin(x_1)^2 + b*exp(-x_2)/(1 + exp(-x_2))^2 > log(1 + exp(z))"),
                        words(" as in "),
                        new Inline.Code("assume a_1 > 0"),
                        words("."))),
                new Verdict(Outcome.REFUTED, "at x = 1 the claim is 2 and the derivative 3"))));
    elements.add(
        new Element.Answered(
            "forward L",
            9,
            List.of(
                new Element.Table(
                    "Values in order",
                    List.of(Cell.words("quantity"), Cell.words("computed by"), Cell.words("value")),
                    List.of(
                        List.of(
                            Cell.formula(formula("z_1")),
                            Cell.formula(formula("w_1*x_1 + w_2*x_2 + b_1")),
                            Cell.number("0.3775")),
                        List.of(
                            Cell.formula(formula("h_1")),
                            Cell.formula(formula("1/(1 + exp(-z_1))")),
                            Cell.number("0.593269992")),
                        List.of(
                            Cell.formula(formula("L")),
                            Cell.formula(formula("1/2*(t_1 - p_1)^2")),
                            Cell.number("-0.2748")))))));
    elements.add(new Element.Prose("## Pictures\n\nThey have text that is text.\n"));
    elements.add(
        new Element.Answered(
            "plot sigma(r), tanh(r), relu(r), sign(r) for r in -6..6",
            12,
            List.of(new Element.Plotted(plot()))));
    elements.add(new Element.Answered("plot loss", 13, List.of(new Element.Plotted(losses()))));
    elements.add(new Element.Answered("graph L", 14, List.of(new Element.Drawn(network()))));
    elements.add(
        new Element.Answered(
            "diff by w_1 of",
            15,
            List.of(
                new Element.Failed(
                    "expected an expression, found the end", "diff by w_1 of", 15))));
    return new Document("A network of two layers", elements);
  }

  /** Writes the pages into a folder, with pictures of what a browser makes of them. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path page =
        Files.writeString(
            folder.resolve("sample.html"), HtmlPage.of(whole(), SampleDocument::mathMl));
    Files.writeString(folder.resolve("sample.md"), MarkdownPage.of(whole()));
    Files.writeString(folder.resolve("sample.tex"), LatexPage.of(whole()));
    Files.writeString(folder.resolve("sample.dot"), DotText.of(network()));
    Files.writeString(folder.resolve("sample.txt"), TextPage.of(whole(), Formula::unicode));
    Path profile = Files.createTempDirectory("profile");
    try (Browser browser = new Browser(Browser.program().orElseThrow(), profile)) {
      for (String scheme : List.of("light", "dark")) {
        for (int width : new int[] {390, 900}) {
          browser.look(width, "screen", scheme);
          browser.open(page);
          browser.picture(folder.resolve("sample-" + width + "-" + scheme + ".png"));
        }
      }
    }
  }
}
