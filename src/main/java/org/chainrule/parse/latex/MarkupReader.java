package org.chainrule.parse.latex;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.chainrule.error.Interruption;
import org.chainrule.error.Limit;
import org.chainrule.error.ParseException;
import org.chainrule.parse.DeepStack;
import org.chainrule.parse.Refusing;
import org.chainrule.parse.SourceText;
import org.chainrule.parse.gen.LatexLexer;
import org.chainrule.parse.gen.LatexParser;
import org.chainrule.parse.latex.Markup.Kind;
import org.jspecify.annotations.Nullable;

/** The reader of the structure of LaTeX: marks by the lexer, groups and scripts by the parser. */
final class MarkupReader implements ParseTreeListener {
  /** Digits that are powers in themselves, as phones write them. */
  private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private final SourceText source;
  private final List<Markup> finished = new ArrayList<>();
  private final Deque<Integer> bases = new ArrayDeque<>();
  private boolean stopped;

  private MarkupReader(SourceText source) {
    this.source = source;
  }

  /** The displays of a text, each of rows of cells; one where there are no dollar signs. */
  static List<Markup> read(SourceText source) {
    List<Markup> displays = new ArrayList<>();
    for (List<Token> tokens : displays(source)) {
      MarkupReader reader = new MarkupReader(source);
      reader.parse(tokens);
      displays.add(reader.finished.get(0));
    }
    return displays;
  }

  /** The marks of each display; what stands around displays is prose. */
  private static List<List<Token>> displays(SourceText source) {
    LatexLexer lexer = new LatexLexer(CharStreams.fromString(source.folded()));
    lexer.removeErrorListeners();
    List<List<Token>> displays = new ArrayList<>();
    List<Token> all = new ArrayList<>();
    List<Token> inside = null;
    Token opened = null;
    @Nullable Token wordBefore = null;
    for (Token next = lexer.nextToken(); next.getType() != Token.EOF; next = lexer.nextToken()) {
      Interruption.poll();
      List<Token> row = inside == null ? all : inside;
      CommonToken word =
          next.getType() == LatexLexer.DELIMITER && wordBefore == null
              ? wordBefore(row, next)
              : null;
      if (wordBefore != null && next.getType() == LatexLexer.DELIMITER) {
        Token close = lexer.nextToken();
        if (close.getText().equals(",") || close.getText().equals(".")) {
          close = lexer.nextToken();
        }
        if (close.getType() != LatexLexer.RBRACE) {
          throw source.refusal(
              source.span(wordBefore.getStartIndex(), close.getStopIndex() + 1),
              "a formula between words",
              "write \\text{if} and the condition behind it");
        }
        wordBefore = null;
      } else if (next.getType() != LatexLexer.DELIMITER) {
        row.add(next);
      } else if (word != null) {
        wordBefore = word;
        row.add(word);
      } else if (inside == null) {
        inside = new ArrayList<>();
        opened = next;
      } else {
        displays.add(inside);
        inside = null;
      }
    }
    if (inside != null && opened != null) {
      throw source.refusal(
          source.span(opened.getStartIndex(), opened.getStopIndex() + 1),
          "`" + opened.getText() + "` is not closed",
          null);
    }
    if (displays.isEmpty()) {
      displays.add(all);
    }
    return displays;
  }

  /** The word before a formula within text, {@code \text{if $x < 0$}}, in place of its marks. */
  private static @Nullable CommonToken wordBefore(List<Token> row, Token dollar) {
    int open = row.size() - 1;
    while (open > 0 && row.get(open).getType() == LatexLexer.LETTER) {
      open--;
    }
    boolean text =
        open > 0
            && dollar.getText().equals("$")
            && row.get(open).getType() == LatexLexer.LBRACE
            && row.get(open - 1).getType() == LatexLexer.STYLED;
    if (!text) {
      return null;
    }
    CommonToken word = new CommonToken(row.get(open - 1));
    word.setType(LatexLexer.WORD);
    word.setStopIndex(dollar.getStopIndex());
    row.subList(open - 1, row.size()).clear();
    return word;
  }

  private void parse(List<Token> tokens) {
    int depth = depth(tokens);
    int last = tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).getStopIndex() + 1;
    LatexParser parser = new LatexParser(new CommonTokenStream(new ListTokenSource(tokens)));
    parser.removeErrorListeners();
    parser.setErrorHandler(new AtMark(last));
    parser.setBuildParseTree(false);
    parser.addParseListener(this);
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    DeepStack.run(depth, parser::formula);
  }

  private int depth(List<Token> tokens) {
    long most = Limit.BRACKET_NESTING.most();
    int depth = 0;
    int deepest = 0;
    for (Token token : tokens) {
      switch (token.getType()) {
        case LatexLexer.LBRACE, LatexLexer.LEFT, LatexLexer.BEGIN -> depth++;
        case LatexLexer.RBRACE, LatexLexer.RIGHT, LatexLexer.END -> depth--;
        default -> {}
      }
      deepest = Math.max(deepest, depth);
      if (depth > most) {
        throw Limit.BRACKET_NESTING.refusal(
            source.refusal(
                source.span(token.getStartIndex(), token.getStopIndex() + 1),
                "brackets nest more than " + most + " deep",
                "give parts a name"));
      }
    }
    return deepest;
  }

  @Override
  public void visitTerminal(TerminalNode node) {
    stopped = true;
    Interruption.poll();
    stopped = false;
  }

  @Override
  public void visitErrorNode(ErrorNode node) {}

  @Override
  public void enterEveryRule(ParserRuleContext context) {
    switch (context.getRuleIndex()) {
      case LatexParser.RULE_formula,
          LatexParser.RULE_group,
          LatexParser.RULE_fenced,
          LatexParser.RULE_environment,
          LatexParser.RULE_fraction,
          LatexParser.RULE_root,
          LatexParser.RULE_rootOrder,
          LatexParser.RULE_styled ->
          bases.push(finished.size());
      default -> {}
    }
  }

  @Override
  public void exitEveryRule(ParserRuleContext context) {
    if (stopped || context.exception != null) {
      return;
    }
    switch (context.getRuleIndex()) {
      case LatexParser.RULE_leaf -> {
        Token token = context.getStart();
        int digit = RAISED.indexOf(token.getText());
        boolean item =
            context.getParent() != null
                && context.getParent().getRuleIndex() == LatexParser.RULE_item;
        if (digit < 0 || !item) {
          finished.add(leaf(token));
          return;
        }
        int start = token.getStartIndex();
        String text = Integer.toString(digit);
        previous(token)
            .addScript(
                new Markup.Script(false, new Markup(Kind.DIGIT, text, start, start + 1), start),
                start + 1);
      }
      case LatexParser.RULE_simple -> finished.add(leaf(context.getStart()));
      case LatexParser.RULE_scriptPrime -> finished.add(leaf(context.getStart()));
      case LatexParser.RULE_separator -> finished.add(separator(context.getStart()));
      case LatexParser.RULE_prime -> {
        Token token = context.getStart();
        previous(token).addPrime(token.getStopIndex() + 1);
      }
      case LatexParser.RULE_script -> {
        Token token = context.getStart();
        Markup content = finished.remove(finished.size() - 1);
        boolean below = token.getType() == LatexParser.SUB;
        previous(token)
            .addScript(
                new Markup.Script(below, content, token.getStartIndex()), content.scriptsEnd());
      }
      case LatexParser.RULE_formula -> container(Kind.GROUP, "", List.of(), context);
      case LatexParser.RULE_group -> container(Kind.GROUP, "{", List.of(), context);
      case LatexParser.RULE_environment -> environment(context);
      case LatexParser.RULE_fenced -> fenced(context);
      case LatexParser.RULE_fraction -> command(Kind.FRACTION, context);
      case LatexParser.RULE_root -> command(Kind.ROOT, context);
      case LatexParser.RULE_rootOrder -> container(Kind.GROUP, "[", List.of(), context);
      case LatexParser.RULE_styled -> styled(context);
      default -> {}
    }
  }

  /** The mark that a script belongs to. */
  private Markup previous(Token token) {
    int base = bases.isEmpty() ? 0 : bases.element();
    Markup last = finished.size() > base ? finished.get(finished.size() - 1) : null;
    if (last == null || last.is(Kind.SEPARATOR)) {
      last = new Markup(Kind.EMPTY, "", token.getStartIndex(), token.getStartIndex());
      finished.add(last);
    }
    return last;
  }

  private Markup separator(Token token) {
    String text = token.getType() == LatexParser.ALIGN ? "&" : "\\\\";
    return new Markup(Kind.SEPARATOR, text, token.getStartIndex(), token.getStopIndex() + 1);
  }

  private Markup leaf(Token token) {
    int start = token.getStartIndex();
    int end = token.getStopIndex() + 1;
    String text = token.getType() == LatexParser.DEFINES ? "=" : source.normal(start, end);
    Kind kind =
        switch (token.getType()) {
          case LatexParser.LETTER -> Kind.LETTER;
          case LatexParser.DIGIT -> Kind.DIGIT;
          case LatexParser.COMMAND -> Kind.COMMAND;
          case LatexParser.WORD -> Kind.WORD;
          case LatexParser.OPEN, LatexParser.LBRACKET -> Kind.OPEN;
          case LatexParser.CLOSE, LatexParser.RBRACKET -> Kind.CLOSE;
          case LatexParser.BAR -> Kind.BAR;
          case LatexParser.PRIME -> Kind.PRIME;
          default -> Kind.SIGN;
        };
    return new Markup(kind, text, start, end);
  }

  private List<Markup> own() {
    List<Markup> part = finished.subList(bases.pop(), finished.size());
    List<Markup> own = List.copyOf(part);
    part.clear();
    return own;
  }

  private void container(
      Kind kind, String text, List<Markup> arguments, ParserRuleContext context) {
    finished.add(container(kind, text, arguments, own(), context));
  }

  private static Markup container(
      Kind kind,
      String text,
      List<Markup> arguments,
      List<Markup> content,
      ParserRuleContext context) {
    List<List<List<Markup>>> rows = new ArrayList<>();
    List<List<Markup>> row = new ArrayList<>();
    List<Markup> cell = new ArrayList<>();
    for (Markup each : content) {
      if (!each.is(Kind.SEPARATOR)) {
        cell.add(each);
        continue;
      }
      row.add(cell);
      cell = new ArrayList<>();
      if (!each.text().equals("&")) {
        rows.add(row);
        row = new ArrayList<>();
      }
    }
    row.add(cell);
    rows.add(row);
    Token stop = context.getStop() == null ? context.getStart() : context.getStop();
    int start = context.getStart().getStartIndex();
    int end = Math.max(start, stop.getStopIndex() + 1);
    return new Markup(kind, text, start, end, arguments, rows);
  }

  private void environment(ParserRuleContext context) {
    String name = environmentName(context.getStart());
    String ended = environmentName(context.getStop());
    if (!name.equals(ended)) {
      Token stop = context.getStop();
      stopped = true;
      throw source.refusal(
          source.span(stop.getStartIndex(), stop.getStopIndex() + 1),
          "found `\\end{" + ended + "}`",
          "`\\end{" + name + "}`",
          null);
    }
    container(Kind.ENVIRONMENT, name, List.of(), context);
  }

  private String environmentName(Token token) {
    String text = source.normal(token.getStartIndex(), token.getStopIndex() + 1);
    int open = text.indexOf('{');
    return text.substring(open + 1, text.indexOf('}', open));
  }

  private void fenced(ParserRuleContext context) {
    List<Markup> own = new ArrayList<>(own());
    Markup close = own.remove(own.size() - 1);
    Markup open = own.remove(0);
    finished.add(container(Kind.FENCED, "", List.of(open, close), own, context));
  }

  private void command(Kind kind, ParserRuleContext context) {
    List<Markup> arguments = own();
    Token start = context.getStart();
    finished.add(
        new Markup(
            kind,
            start.getText(),
            start.getStartIndex(),
            context.getStop().getStopIndex() + 1,
            arguments,
            List.of()));
  }

  private void styled(ParserRuleContext context) {
    List<Markup> own = own();
    // The commands are tokens of the rule itself; their text is before the argument.
    int start = context.getStart().getStartIndex();
    String commands = source.normal(start, own.get(0).start()).replaceAll("[\\s*]", "");
    finished.add(
        new Markup(
            Kind.STYLED, commands, start, context.getStop().getStopIndex() + 1, own, List.of()));
  }

  /** The refusal of a text at the first mark that does not fit. */
  private final class AtMark extends Refusing {
    private final int last;

    AtMark(int last) {
      this.last = last;
    }

    @Override
    protected ParseException refusal(Parser parser) {
      stopped = true;
      Token token = parser.getCurrentToken();
      boolean end = token.getType() == Token.EOF;
      int from = end ? last : token.getStartIndex();
      int to = end ? last : token.getStopIndex() + 1;
      String found = end ? "the end of the text" : "`" + source.normal(from, to) + "`";
      @Nullable String expected =
          switch (parser.getContext().getRuleIndex()) {
            case LatexParser.RULE_group -> "`}`";
            case LatexParser.RULE_fenced -> "`\\right`";
            case LatexParser.RULE_environment -> "`\\end`";
            case LatexParser.RULE_rootOrder -> "`]`";
            case LatexParser.RULE_formula -> "an operator or the end of the text";
            default -> "an argument";
          };
      return source.refusal(source.span(from, to), "found " + found, expected, null);
    }
  }
}
