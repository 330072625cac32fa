package org.chainrule.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.chainrule.parse.gen.ChainruleParser;
import org.chainrule.syntax.DeclaredShape;
import org.chainrule.syntax.RelationOperator;
import org.chainrule.syntax.Span;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.Syntax.Binary;
import org.chainrule.syntax.Syntax.Cases;
import org.chainrule.syntax.Syntax.Comparison;
import org.chainrule.syntax.Syntax.Constant;
import org.chainrule.syntax.Syntax.Derivative;
import org.chainrule.syntax.Syntax.Logical;
import org.chainrule.syntax.Syntax.Name;
import org.chainrule.syntax.Syntax.Negate;
import org.chainrule.syntax.Syntax.Not;
import org.jspecify.annotations.Nullable;

/**
 * Builds the syntax tree while the parser reads, from a stack of finished parts.
 *
 * <p>No parse tree is kept, so memory is in proportion to the syntax tree, and nothing walks a tree
 * afterwards. A rule that gathers parts has a {@link Frame}; when the parser leaves the rule, the
 * parts above the frame's base become one.
 */
final class TreeBuilder implements ParseTreeListener {
  private final SourceText source;
  private final Scope scope;
  private final Notes notes;
  private final SubscriptReader subscripts;
  private final CallBuilder calls;
  private final List<Part> parts = new ArrayList<>();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final List<DeclaredShape.Space> spaces = new ArrayList<>();
  private boolean mapping;

  /** Set while something is amiss: the parser still leaves its rules, which then mean nothing. */
  private boolean stopped;

  TreeBuilder(SourceText source, Scope scope, Notes notes) {
    this.source = source;
    this.scope = scope;
    this.notes = notes;
    this.subscripts = new SubscriptReader(source, scope, notes);
    this.calls = new CallBuilder(source, scope, subscripts);
  }

  /** The parts that remain: the expression, or the bounds of a range. */
  List<Syntax> results() {
    return parts.stream().map(Part::node).toList();
  }

  /** The shape that was declared. */
  DeclaredShape shape() {
    if (mapping) {
      int last = spaces.size() - 1;
      return new DeclaredShape.Mapping(spaces.subList(0, last), spaces.get(last));
    }
    if (spaces.size() > 1) {
      throw new IllegalStateException("several spaces without an arrow");
    }
    return spaces.isEmpty() ? new DeclaredShape.Space(results()) : spaces.get(0);
  }

  /** How many spaces stand in the declaration, and whether an arrow parts them. */
  boolean isProductOfSpaces() {
    return !mapping && spaces.size() > 1;
  }

  /** Stops listening, since the parser refuses the text. */
  void stop() {
    stopped = true;
  }

  @Override
  public void visitTerminal(TerminalNode node) {
    mapping |= node.getSymbol().getType() == ChainruleParser.ARROW;
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
          ChainruleParser.RULE_space ->
          frames.push(new Frame(parts.size(), null));
      case ChainruleParser.RULE_term ->
          frames.push(new Frame(parts.size(), new Product(source, notes)));
      case ChainruleParser.RULE_filter -> enterFilter(context);
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
      case ChainruleParser.RULE_term -> push(product(frames.pop()).close());
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
        Frame frame = frames.element();
        frame.operators.add(context.getStart());
        frame.places.add(parts.size() - frame.base);
      }
      case ChainruleParser.RULE_number -> push(NumberText.read(source, symbol(context)));
      case ChainruleParser.RULE_name -> push(name(symbol(context)));
      case ChainruleParser.RULE_group -> push(new Part(pop().node(), span(context)));
      case ChainruleParser.RULE_reference -> exitReference(context);
      case ChainruleParser.RULE_subscript -> exitSubscript(context);
      case ChainruleParser.RULE_call -> {
        Frame frame = frames.pop();
        push(calls.call(symbol(context), popFrom(frame), frame.subscripts, span(context)));
      }
      case ChainruleParser.RULE_derivative ->
          push(calls.derivative(popFrom(frames.pop()), span(context)));
      case ChainruleParser.RULE_quotient -> {
        Part variable = pop();
        push(new Derivative(span(context), value().node(), List.of(variable.node()), List.of(1)));
      }
      case ChainruleParser.RULE_derivativeHead -> exitDerivativeHead(context);
      case ChainruleParser.RULE_otherwise -> frames.element().operators.add(context.getStart());
      case ChainruleParser.RULE_caseItem -> exitCaseItem();
      case ChainruleParser.RULE_cases -> exitCases(context);
      default -> exitBinder(context);
    }
    stopped = false;
  }

  private void exitBinder(ParserRuleContext context) {
    switch (context.getRuleIndex()) {
      case ChainruleParser.RULE_index, ChainruleParser.RULE_smallIndex -> {
        Symbol index = symbol(context);
        Name name = new Name(source.span(index), index.name(), index.spelling());
        scope.read(name.span(), name.spelling(), "a bound index");
        frames.element().indices.add(name);
      }
      case ChainruleParser.RULE_range -> {
        Frame range = frames.pop();
        Frame reduction = frames.element();
        reduction.upper = value().node();
        reduction.lower = value().node();
        reduction.indices.addAll(range.indices);
        reduction.indices.forEach(each -> scope.bind(each.name()));
      }
      case ChainruleParser.RULE_reduction -> {
        Frame frame = frames.pop();
        frame.indices.forEach(each -> scope.release(each.name()));
        Part body = value();
        if (parts.size() > frame.base) {
          frame.condition = condition().node();
        }
        push(calls.reduction(symbol(context), frame, body.node(), span(context)));
      }
      case ChainruleParser.RULE_filter -> exitFilter(context);
      case ChainruleParser.RULE_binding -> exitBinding();
      case ChainruleParser.RULE_upper -> {
        Frame head = frames.element();
        if (head.upper != null) {
          throw source.refusal(span(context), "a second upper bound", null);
        }
        head.upper = value().node();
      }
      case ChainruleParser.RULE_reductionHead -> exitReductionHead(context);
      case ChainruleParser.RULE_space -> {
        List<Syntax> dimensions = new ArrayList<>();
        popFrom(frames.pop()).forEach(each -> dimensions.add(each.node()));
        spaces.add(new DeclaredShape.Space(dimensions));
      }
      default -> {}
    }
  }

  private void push(Syntax node) {
    parts.add(new Part(node));
  }

  private void push(Part part) {
    parts.add(part);
  }

  private Part pop() {
    return parts.remove(parts.size() - 1);
  }

  /** The last part, which has to be a value. */
  private Part value() {
    Part part = pop();
    if (part.isCondition()) {
      throw source.refusal(part.extent(), "a condition where a number belongs", null);
    }
    return part;
  }

  /** The last part, which has to be a condition. */
  private Part condition() {
    Part part = pop();
    checkCondition(part);
    return part;
  }

  private void checkCondition(Part part) {
    if (!part.isCondition()) {
      throw source.refusal(
          part.extent(), "a number where a condition belongs", "write a relation, x > 0");
    }
  }

  /** The parts that belong to a rule, in order. */
  private List<Part> popFrom(Frame frame) {
    List<Part> own = parts.subList(frame.base, parts.size());
    List<Part> copy = new ArrayList<>(own);
    own.clear();
    return copy;
  }

  private Product product(Frame frame) {
    if (frame.product == null) {
      throw new IllegalStateException("no product is open");
    }
    return frame.product;
  }

  private static Symbol symbol(ParserRuleContext context) {
    return (Symbol) context.getStart();
  }

  private Span span(ParserRuleContext context) {
    return source.span(context.getStart()).to(source.span(context.getStop()));
  }

  private static Span span(List<Part> operands) {
    return operands.get(0).extent().to(operands.get(operands.size() - 1).extent());
  }

  private void exitLogical(Logical.Operator operator) {
    Frame frame = frames.pop();
    if (parts.size() - frame.base > 1) {
      List<Part> operands = popFrom(frame);
      operands.forEach(this::checkCondition);
      push(new Logical(span(operands), operator, nodes(operands)));
    }
  }

  private void exitNegation() {
    Frame frame = frames.pop();
    for (int i = frame.operators.size() - 1; i >= 0; i--) {
      Part operand = condition();
      Span span = source.span(frame.operators.get(i)).to(operand.extent());
      push(new Not(span, operand.node()));
    }
  }

  private void exitRelation() {
    Frame frame = frames.pop();
    if (frame.operators.isEmpty()) {
      return;
    }
    List<Part> operands = popFrom(frame);
    operands.forEach(this::checkValue);
    List<RelationOperator> operators = new ArrayList<>();
    frame.operators.forEach(each -> operators.add(relation(each.getType())));
    push(new Comparison(span(operands), nodes(operands), operators));
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

  private void checkValue(Part part) {
    if (part.isCondition()) {
      throw source.refusal(part.extent(), "a condition where a number belongs", null);
    }
  }

  private static List<Syntax> nodes(List<Part> operands) {
    return operands.stream().map(Part::node).toList();
  }

  private void exitSum() {
    Frame frame = frames.pop();
    if (frame.operators.isEmpty()) {
      return;
    }
    List<Part> operands = popFrom(frame);
    operands.forEach(this::checkValue);
    Part sum = operands.get(0);
    for (int i = 0; i < frame.operators.size(); i++) {
      Part right = operands.get(i + 1);
      boolean adds = frame.operators.get(i).getType() == ChainruleParser.PLUS;
      sum =
          new Part(
              new Binary(
                  sum.extent().to(right.extent()),
                  adds ? Binary.Operator.ADD : Binary.Operator.SUBTRACT,
                  sum.node(),
                  right.node(),
                  false));
    }
    push(sum);
  }

  /** Joins powers to the right, and hands the result to the product in which they stand. */
  private void exitPower() {
    Frame frame = frames.pop();
    List<Part> operands = popFrom(frame);
    int next = frame.operators.size() - 1;
    Part power = operands.get(operands.size() - 1);
    for (int i = operands.size() - 2; i >= 0; i--) {
      checkValue(power);
      while (frame.operators.get(next).getType() == ChainruleParser.MINUS) {
        Span span = source.span(frame.operators.get(next)).to(power.extent());
        power = new Part(new Negate(span, power.node()));
        next--;
      }
      next--;
      Part left = operands.get(i);
      checkValue(left);
      power =
          new Part(
              new Binary(
                  left.extent().to(power.extent()),
                  Binary.Operator.POWER,
                  left.node(),
                  power.node(),
                  false));
    }
    product(frames.element()).factor(power);
  }

  private Syntax name(Symbol token) {
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
    Frame frame = frames.pop();
    Symbol token = symbol(context);
    if (frame.subscripts.isEmpty()) {
      push(name(token));
      return;
    }
    Name family = new Name(source.span(token), token.name(), token.spelling());
    push(subscripts.read(family, frame.subscripts, span(context)));
  }

  private void exitSubscript(ParserRuleContext context) {
    Frame frame = frames.pop();
    Symbol token = symbol(context);
    boolean bare =
        token.getType() == ChainruleParser.SUBSCRIPT_NUMBER
            || token.getType() == ChainruleParser.SUBSCRIPT_NAME;
    String word = bare ? token.spelling().substring(1) : "";
    frames
        .element()
        .subscripts
        .add(new Indices(token.getType(), word, popFrom(frame), span(context)));
  }

  private void exitDerivativeHead(ParserRuleContext context) {
    Part variable = pop();
    Span start = source.span(context.getStart());
    product(frames.element())
        .open(
            body -> {
              checkValue(body);
              Span span = start.to(body.extent());
              List<Syntax> variables = List.of(variable.node());
              return new Part(new Derivative(span, body.node(), variables, List.of(1)));
            });
  }

  private void exitCaseItem() {
    Frame item = frames.pop();
    Frame cases = frames.element();
    if (cases.otherwise != null) {
      throw source.refusal(
          cases.otherwise.extent(), "a case after `otherwise`", "put `otherwise` last");
    }
    if (item.operators.isEmpty()) {
      Part condition = condition();
      cases.cases.add(new Cases.Case(value().node(), condition.node()));
    } else {
      cases.otherwise = value();
    }
  }

  private void exitCases(ParserRuleContext context) {
    Frame frame = frames.pop();
    Part otherwise = frame.otherwise;
    if (frame.cases.isEmpty()) {
      throw source.refusal(span(context), "cases without a condition", "write cases(x if x > 0)");
    }
    push(new Cases(span(context), frame.cases, otherwise == null ? null : otherwise.node()));
  }

  /** Binds the indices that a condition speaks of; the first word is the index if none is given. */
  private void enterFilter(ParserRuleContext context) {
    if (stopped) {
      return;
    }
    Frame frame = frames.element();
    if (frame.indices.isEmpty() && context.getStart() instanceof Symbol first) {
      scope.bind(first.name());
    }
    frame.indices.forEach(each -> scope.bind(each.name()));
  }

  private void exitFilter(ParserRuleContext context) {
    Part filter = condition();
    Frame frame = frames.element();
    frame.condition = filter.node();
    if (!frame.indices.isEmpty()) {
      frame.indices.forEach(each -> scope.release(each.name()));
      return;
    }
    scope.release(symbol(context).name());
    Syntax first = filter.node();
    while (first instanceof Logical logical) {
      first = logical.operands().get(0);
    }
    Name index = leadingName(first);
    if (index == null) {
      throw source.refusal(
          filter.extent(), "no index at the start of the condition", "write sum_{k != i} …");
    }
    frame.indices.add(index);
  }

  private static @Nullable Name leadingName(Syntax condition) {
    return condition instanceof Comparison comparison
            && comparison.operands().get(0) instanceof Name name
        ? name
        : null;
  }

  private void exitBinding() {
    Frame binding = frames.pop();
    Frame head = frames.element();
    head.indices.addAll(binding.indices);
    head.condition = binding.condition;
    if (!binding.operators.isEmpty()) {
      if (head.upper != null) {
        throw source.refusal(source.span(binding.operators.get(0)), "a second upper bound", null);
      }
      head.upper = value().node();
    }
    if (parts.size() > binding.base) {
      head.lower = value().node();
    }
  }

  private void exitReductionHead(ParserRuleContext context) {
    Frame head = frames.pop();
    Symbol token = symbol(context);
    if ((head.lower == null) != (head.upper == null)) {
      String missing = head.lower == null ? "lower" : "upper";
      throw source.refusal(
          span(context),
          "`" + token.spelling() + "` without its " + missing + " bound",
          "write " + token.name() + "_{k=1}^{n} …");
    }
    if (head.lower == null) {
      head.indices.forEach(this::checkRange);
    }
    Span start = source.span(token);
    head.indices.forEach(each -> scope.bind(each.name()));
    product(frames.element())
        .open(
            body -> {
              checkValue(body);
              head.indices.forEach(each -> scope.release(each.name()));
              Span span = start.to(body.extent());
              return new Part(calls.reduction(token, head, body.node(), span));
            });
  }

  /** Refuses n as an index without a range, since an index runs from 1 to n if nothing is said. */
  private void checkRange(Name index) {
    if (index.name().equals("n") && !scope.table().known().isDeclaredIndex("n")) {
      throw source.refusal(
          index.span(),
          "the index n has no range",
          "write sum(n=1..m, …), or declare it, as in `n in 1..m`");
    }
  }

  Collection<Reading> readings() {
    return scope.readings();
  }
}
