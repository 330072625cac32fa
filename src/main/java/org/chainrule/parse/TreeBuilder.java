package org.chainrule.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.chainrule.error.Interruption;
import org.chainrule.error.Span;
import org.chainrule.parse.gen.ChainruleParser;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.RelationOperator;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.Syntax.Binary;
import org.chainrule.syntax.Syntax.Cases;
import org.chainrule.syntax.Syntax.Comparison;
import org.chainrule.syntax.Syntax.Constant;
import org.chainrule.syntax.Syntax.Derivative;
import org.chainrule.syntax.Syntax.Logical;
import org.chainrule.syntax.Syntax.MatrixLiteral;
import org.chainrule.syntax.Syntax.Name;
import org.chainrule.syntax.Syntax.Negate;
import org.chainrule.syntax.Syntax.Not;
import org.chainrule.syntax.Syntax.Transpose;
import org.jspecify.annotations.Nullable;

/**
 * The builder of the syntax tree while the parser reads, from a stack of finished parts.
 *
 * <p>No parse tree is kept, so memory is in proportion to the syntax tree, and nothing walks a tree
 * afterwards. A rule that gathers parts has a {@link RuleFrame}; when the parser leaves the rule,
 * the parts above the frame's base become one.
 */
final class TreeBuilder implements ParseTreeListener {
  /** Room for as many as a formula in a few brackets has; there are seven for each. */
  private static final int FRAMES = 60;

  private final SourceText source;
  private final Scope scope;
  private final Notes notes;
  private final SubscriptReader subscripts;
  private final CallBuilder calls;
  private final BinderBuilder binders;
  private final BuiltStack parts;
  private final Deque<RuleFrame> frames = new ArrayDeque<>(FRAMES);
  private final Pairs pairs = new Pairs();
  private final List<DeclaredShape.Space> spaces = new ArrayList<>();
  private boolean mapping;

  /** The word {@code symmetric} at the end of a shape. */
  private @Nullable Token symmetric;

  /** Set while something is amiss: the parser still leaves its rules, which then mean nothing. */
  private boolean stopped;

  TreeBuilder(SourceText source, Scope scope, Notes notes) {
    this.source = source;
    this.scope = scope;
    this.notes = notes;
    this.parts = new BuiltStack(source);
    this.subscripts = new SubscriptReader(source, scope, notes);
    this.calls = new CallBuilder(source, scope, subscripts);
    this.binders = new BinderBuilder(source, scope, parts, frames, calls, pairs, notes);
  }

  /** The parts that remain: the expression, or the bounds of a range. */
  List<Syntax> results() {
    return parts.nodes();
  }

  /**
   * The expression, in which sums over pairs bind what is bound nowhere else.
   *
   * @param outside names that are bound around it
   */
  Syntax result(Collection<String> outside) {
    NameTable table = scope.table();
    Names names = table.known();
    Syntax settled = pairs.settle(results().get(0), outside, notes);
    return LengthTies.filled(
        settled, names.subscripts().lengths(), names, table.functions(), source);
  }

  /** The shape that was declared. */
  DeclaredShape shape() {
    if (mapping) {
      if (symmetric != null) {
        throw source.refusal(source.span(symmetric), "a symmetric function", null);
      }
      int last = spaces.size() - 1;
      return new DeclaredShape.Mapping(spaces.subList(0, last), spaces.get(last));
    }
    if (spaces.size() > 1) {
      throw new IllegalStateException("several spaces without an arrow");
    }
    DeclaredShape.Space space =
        spaces.isEmpty() ? new DeclaredShape.Space(results()) : spaces.get(0);
    Token word = symmetric;
    if (word == null) {
      return space;
    }
    List<Syntax> dimensions = space.dimensions();
    if (dimensions.size() != 2 || !dimensions.get(0).equals(dimensions.get(1))) {
      throw source.refusal(
          source.span(word), "only square matrices are symmetric", "write R^{n x n} symmetric");
    }
    return new DeclaredShape.Space(dimensions, true);
  }

  /** How many spaces stand in the declaration, and whether an arrow parts them. */
  boolean isProductOfSpaces() {
    return !mapping && spaces.size() > 1;
  }

  /** Stops listening, since the parser refuses the text. */
  void stop() {
    stopped = true;
  }

  /** Hears of a token that was read. */
  void read(Token symbol) {
    stopped = true;
    Interruption.poll();
    stopped = false;
    mapping |= symbol.getType() == ChainruleParser.ARROW;
    symmetric = symbol.getType() == ChainruleParser.SYMMETRIC ? symbol : symmetric;
  }

  @Override
  public void visitTerminal(TerminalNode node) {
    read(node.getSymbol());
  }

  @Override
  public void visitErrorNode(ErrorNode node) {}

  @Override
  public void enterEveryRule(ParserRuleContext context) {
    switch (context.getRuleIndex()) {
      case ChainruleParser.RULE_condition,
          ChainruleParser.RULE_conjunction,
          ChainruleParser.RULE_negation,
          ChainruleParser.RULE_relation,
          ChainruleParser.RULE_sum,
          ChainruleParser.RULE_power,
          ChainruleParser.RULE_group,
          ChainruleParser.RULE_reference,
          ChainruleParser.RULE_call,
          ChainruleParser.RULE_subscript,
          ChainruleParser.RULE_reduction,
          ChainruleParser.RULE_range,
          ChainruleParser.RULE_reductionHead,
          ChainruleParser.RULE_binding,
          ChainruleParser.RULE_derivative,
          ChainruleParser.RULE_cases,
          ChainruleParser.RULE_caseItem,
          ChainruleParser.RULE_matrix,
          ChainruleParser.RULE_row,
          ChainruleParser.RULE_array,
          ChainruleParser.RULE_axis,
          ChainruleParser.RULE_space ->
          frames.push(new RuleFrame(parts.size(), null));
      case ChainruleParser.RULE_term ->
          frames.push(new RuleFrame(parts.size(), new ProductBuilder(source, notes)));
      case ChainruleParser.RULE_filter -> binders.enterFilter(context);
      default -> {}
    }
  }

  @Override
  public void exitEveryRule(ParserRuleContext context) {
    if (stopped) {
      return;
    }
    stopped = true;
    switch (context.getRuleIndex()) {
      case ChainruleParser.RULE_condition -> exitLogical(Logical.Operator.OR);
      case ChainruleParser.RULE_conjunction -> exitLogical(Logical.Operator.AND);
      case ChainruleParser.RULE_negation -> exitNegation();
      case ChainruleParser.RULE_relation -> exitRelation();
      case ChainruleParser.RULE_sum -> exitSum();
      case ChainruleParser.RULE_term -> parts.push(product(frames.pop()).close());
      case ChainruleParser.RULE_power -> exitPower();
      case ChainruleParser.RULE_sign -> product(frames.element()).sign(context.getStart());
      case ChainruleParser.RULE_termOperator ->
          product(frames.element()).operator(context.getStart());
      case ChainruleParser.RULE_negationSign,
          ChainruleParser.RULE_relationOperator,
          ChainruleParser.RULE_sumOperator,
          ChainruleParser.RULE_powerOperator,
          ChainruleParser.RULE_powerSign,
          ChainruleParser.RULE_rangeEnd -> {
        RuleFrame frame = frames.element();
        frame.addOperator(context.getStart(), parts.size() - frame.base);
      }
      case ChainruleParser.RULE_number -> parts.push(NumberText.read(source, symbol(context)));
      case ChainruleParser.RULE_name -> parts.push(name(symbol(context)));
      case ChainruleParser.RULE_group -> {
        RuleFrame frame = frames.pop();
        Built inside = parts.popFrom(frame).get(0);
        Span span = source.span(context);
        parts.push(
            new Built(
                frame.subscripts.isEmpty()
                    ? inside.node()
                    : subscripts.element(inside, frame.subscripts.get(0), span),
                span));
      }
      case ChainruleParser.RULE_transpose -> {
        Built operand = parts.value();
        parts.push(
            new Transpose(operand.extent().to(source.span(context.getStart())), operand.node()));
      }
      case ChainruleParser.RULE_row -> {
        List<Built> row = parts.popFrom(frames.pop());
        row.forEach(parts::checkValue);
        frames.element().addRow(nodes(row));
      }
      case ChainruleParser.RULE_matrix ->
          parts.push(new MatrixLiteral(source.span(context), frames.pop().rows));
      case ChainruleParser.RULE_reference -> exitReference(context);
      case ChainruleParser.RULE_subscript -> exitSubscript(context);
      case ChainruleParser.RULE_call -> {
        RuleFrame frame = frames.pop();
        parts.push(
            calls.call(
                symbol(context), parts.popFrom(frame), frame.subscripts, source.span(context)));
      }
      case ChainruleParser.RULE_derivative ->
          parts.push(calls.derivative(parts.popFrom(frames.pop()), source.span(context)));
      case ChainruleParser.RULE_quotient -> {
        Syntax variable = calls.variable(parts.pop());
        parts.push(
            new Derivative(
                source.span(context), parts.value().node(), List.of(variable), List.of(1)));
      }
      case ChainruleParser.RULE_derivativeHead -> exitDerivativeHead(context);
      case ChainruleParser.RULE_otherwise -> frames.element().addOperator(context.getStart());
      case ChainruleParser.RULE_caseItem -> exitCaseItem();
      case ChainruleParser.RULE_cases -> exitCases(context);
      case ChainruleParser.RULE_space -> {
        List<Syntax> dimensions = new ArrayList<>();
        parts.popFrom(frames.pop()).forEach(each -> dimensions.add(each.node()));
        spaces.add(new DeclaredShape.Space(dimensions));
      }
      default -> binders.exit(context);
    }
    stopped = false;
  }

  static ProductBuilder product(RuleFrame frame) {
    if (frame.product == null) {
      throw new IllegalStateException("no product is open");
    }
    return frame.product;
  }

  static ParserToken symbol(ParserRuleContext context) {
    return (ParserToken) context.getStart();
  }

  private static Span span(List<Built> operands) {
    return operands.get(0).extent().to(operands.get(operands.size() - 1).extent());
  }

  private void exitLogical(Logical.Operator operator) {
    RuleFrame frame = frames.pop();
    if (parts.size() - frame.base > 1) {
      List<Built> operands = parts.popFrom(frame);
      operands.forEach(parts::checkCondition);
      parts.push(new Logical(span(operands), operator, nodes(operands)));
    }
  }

  private void exitNegation() {
    RuleFrame frame = frames.pop();
    for (int i = frame.operators.size() - 1; i >= 0; i--) {
      Built operand = parts.condition();
      Span span = source.span(frame.operators.get(i)).to(operand.extent());
      parts.push(new Not(span, operand.node()));
    }
  }

  private void exitRelation() {
    RuleFrame frame = frames.pop();
    if (frame.operators.isEmpty()) {
      return;
    }
    List<Built> operands = parts.popFrom(frame);
    operands.forEach(parts::checkValue);
    List<RelationOperator> operators = new ArrayList<>();
    frame.operators.forEach(each -> operators.add(relation(each.getType())));
    parts.push(new Comparison(span(operands), nodes(operands), operators));
  }

  private static RelationOperator relation(int type) {
    return switch (type) {
      case ChainruleParser.EQUAL -> RelationOperator.EQUAL;
      case ChainruleParser.NOT_EQUAL -> RelationOperator.NOT_EQUAL;
      case ChainruleParser.LESS -> RelationOperator.LESS;
      case ChainruleParser.LESS_OR_EQUAL -> RelationOperator.LESS_OR_EQUAL;
      case ChainruleParser.GREATER -> RelationOperator.GREATER;
      default -> RelationOperator.GREATER_OR_EQUAL;
    };
  }

  private static List<Syntax> nodes(List<Built> operands) {
    return operands.stream().map(Built::node).toList();
  }

  private void exitSum() {
    RuleFrame frame = frames.pop();
    if (frame.operators.isEmpty()) {
      return;
    }
    List<Built> operands = parts.popFrom(frame);
    operands.forEach(parts::checkValue);
    Built sum = operands.get(0);
    for (int i = 0; i < frame.operators.size(); i++) {
      Built right = operands.get(i + 1);
      boolean adds = frame.operators.get(i).getType() == ChainruleParser.PLUS;
      sum =
          new Built(
              new Binary(
                  sum.extent().to(right.extent()),
                  adds ? Binary.Operator.ADD : Binary.Operator.SUBTRACT,
                  sum.node(),
                  right.node(),
                  false));
    }
    parts.push(sum);
  }

  /** Joins powers to the right, and hands the result to the product in which they stand. */
  private void exitPower() {
    RuleFrame frame = frames.pop();
    if (frame.operators.isEmpty()) {
      product(frames.element()).factor(parts.pop());
      return;
    }
    List<Built> operands = parts.popFrom(frame);
    int next = frame.operators.size() - 1;
    Built power = operands.get(operands.size() - 1);
    for (int i = operands.size() - 2; i >= 0; i--) {
      parts.checkValue(power);
      while (frame.operators.get(next).getType() == ChainruleParser.MINUS) {
        Span span = source.span(frame.operators.get(next)).to(power.extent());
        power = new Built(new Negate(span, power.node()));
        next--;
      }
      boolean isElementwise =
          frame.operators.get(next).getType() == ChainruleParser.ELEMENTWISE_POWER;
      next--;
      Built left = operands.get(i);
      parts.checkValue(left);
      power =
          new Built(
              new Binary(
                  left.extent().to(power.extent()),
                  isElementwise ? Binary.Operator.ELEMENTWISE_POWER : Binary.Operator.POWER,
                  left.node(),
                  power.node(),
                  false));
    }
    product(frames.element()).factor(power);
  }

  private Syntax name(ParserToken token) {
    Span span = source.span(token);
    String name = token.name();
    if (scope.isConstant(name)) {
      Constant.Kind kind =
          switch (name) {
            case "pi" -> Constant.Kind.PI;
            case "e" -> Constant.Kind.E;
            default -> Constant.Kind.INFINITY;
          };
      scope.read(span, token.spelling(), "the constant " + name);
      return new Constant(span, kind, token.spelling());
    }
    scope.readName(span, name, token.spelling());
    return new Name(span, name, token.spelling());
  }

  private void exitReference(ParserRuleContext context) {
    RuleFrame frame = frames.pop();
    ParserToken token = symbol(context);
    if (frame.subscripts.isEmpty()) {
      parts.push(name(token));
      return;
    }
    Name family = new Name(source.span(token), token.name(), token.spelling());
    parts.push(subscripts.read(family, frame.subscripts, source.span(context)));
  }

  private void exitSubscript(ParserRuleContext context) {
    RuleFrame frame = frames.pop();
    ParserToken token = symbol(context);
    boolean bare =
        token.getType() == ChainruleParser.SUBSCRIPT_NUMBER
            || token.getType() == ChainruleParser.SUBSCRIPT_NAME;
    String word = bare ? token.spelling().substring(1) : "";
    frames
        .element()
        .addSubscript(
            new PendingSubscript(
                token.getType(), word, parts.popFrom(frame), source.span(context)));
  }

  private void exitDerivativeHead(ParserRuleContext context) {
    Syntax variable = calls.variable(parts.pop());
    Span start = source.span(context.getStart());
    product(frames.element())
        .open(
            body -> {
              parts.checkValue(body);
              Span span = start.to(body.extent());
              List<Syntax> variables = List.of(variable);
              return new Built(new Derivative(span, body.node(), variables, List.of(1)));
            });
  }

  private void exitCaseItem() {
    RuleFrame item = frames.pop();
    RuleFrame cases = frames.element();
    if (cases.otherwise != null) {
      throw source.refusal(
          cases.otherwise.extent(), "a case after `otherwise`", "put `otherwise` last");
    }
    if (item.operators.isEmpty()) {
      Built condition = parts.condition();
      cases.addCase(new Cases.Case(parts.value().node(), condition.node()));
    } else {
      cases.otherwise = parts.value();
    }
  }

  private void exitCases(ParserRuleContext context) {
    RuleFrame frame = frames.pop();
    Built otherwise = frame.otherwise;
    if (frame.cases.isEmpty()) {
      throw source.refusal(
          source.span(context), "cases without a condition", "write cases(x if x > 0)");
    }
    parts.push(
        new Cases(source.span(context), frame.cases, otherwise == null ? null : otherwise.node()));
  }

  Collection<Interpretation> readings() {
    return scope.readings();
  }
}
