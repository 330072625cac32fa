package org.chainrule.parse;

import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.chainrule.error.Span;
import org.chainrule.notation.Convention;
import org.chainrule.parse.gen.ChainruleParser;
import org.chainrule.syntax.RelationOperator;
import org.chainrule.syntax.Syntax;
import org.chainrule.syntax.Syntax.Comparison;
import org.chainrule.syntax.Syntax.Logical;
import org.chainrule.syntax.Syntax.Name;
import org.jspecify.annotations.Nullable;

/** The part of the builder that binds indices: bounds, conditions, and where they are in scope. */
final class BinderBuilder {
  private final SourceText source;
  private final Scope scope;
  private final BuiltStack parts;
  private final Deque<RuleFrame> frames;
  private final CallBuilder calls;
  private final Pairs pairs;
  private final Notes notes;

  BinderBuilder(
      SourceText source,
      Scope scope,
      BuiltStack parts,
      Deque<RuleFrame> frames,
      CallBuilder calls,
      Pairs pairs,
      Notes notes) {
    this.source = source;
    this.pairs = pairs;
    this.notes = notes;
    this.scope = scope;
    this.parts = parts;
    this.frames = frames;
    this.calls = calls;
  }

  /** Leaves a rule, if it is one of those that bind an index. */
  void exit(ParserRuleContext context) {
    switch (context.getRuleIndex()) {
      case ChainruleParser.RULE_index, ChainruleParser.RULE_smallIndex -> {
        ParserToken index = TreeBuilder.symbol(context);
        Name name = new Name(source.span(index), index.name(), index.spelling());
        scope.read(name.span(), name.spelling(), "a bound index");
        frames.element().addIndex(name);
      }
      case ChainruleParser.RULE_range -> {
        RuleFrame range = frames.pop();
        RuleFrame reduction = frames.element();
        reduction.upper = parts.value().node();
        reduction.lower = parts.value().node();
        range.indices.forEach(reduction::addIndex);
        reduction.indices.forEach(each -> scope.bind(each.name()));
      }
      case ChainruleParser.RULE_reduction -> {
        RuleFrame frame = frames.pop();
        frame.indices.forEach(each -> scope.release(each.name()));
        Built body = parts.value();
        if (parts.size() > frame.base) {
          frame.condition = parts.condition().node();
        }
        parts.push(
            calls.reduction(TreeBuilder.symbol(context), frame, body.node(), source.span(context)));
      }
      case ChainruleParser.RULE_axis -> exitAxis();
      case ChainruleParser.RULE_array -> {
        RuleFrame frame = frames.pop();
        frame.indices.forEach(each -> scope.release(each.name()));
        Syntax body = parts.value().node();
        parts.push(new Syntax.Array(source.span(context), frame.indices, frame.lengths, body));
      }
      case ChainruleParser.RULE_filter -> exitFilter(context);
      case ChainruleParser.RULE_binding -> exitBinding();
      case ChainruleParser.RULE_upper -> {
        RuleFrame head = frames.element();
        if (head.upper != null) {
          throw source.refusal(source.span(context), "a second upper bound", null);
        }
        head.upper = parts.value().node();
      }
      case ChainruleParser.RULE_reductionHead -> exitReductionHead(context);
      default -> {}
    }
  }

  private void exitAxis() {
    RuleFrame axis = frames.pop();
    RuleFrame array = frames.element();
    Syntax length = parts.value().node();
    Syntax first = parts.value().node();
    if (!(first instanceof Syntax.NumberLiteral number) || !number.value().isOne()) {
      throw source.refusal(first.span(), "the index of an array begins with 1", null);
    }
    axis.indices.forEach(array::addIndex);
    axis.indices.forEach(each -> scope.bind(each.name()));
    array.addLength(length);
    if (array.lengths.size() > 2) {
      throw source.refusal(axis.indices.get(0).span(), "an array has one index or two", null);
    }
  }

  /** Binds the indices that a condition speaks of; the first word is the index if none is given. */
  void enterFilter(ParserRuleContext context) {
    RuleFrame frame = frames.element();
    if (frame.indices.isEmpty() && context.getStart() instanceof ParserToken first) {
      scope.bind(first.name());
    }
    frame.indices.forEach(each -> scope.bind(each.name()));
  }

  private void exitFilter(ParserRuleContext context) {
    Built filter = parts.condition();
    RuleFrame frame = frames.element();
    frame.condition = filter.node();
    if (!frame.indices.isEmpty()) {
      frame.indices.forEach(each -> scope.release(each.name()));
      return;
    }
    scope.release(TreeBuilder.symbol(context).name());
    Chain chain = Chain.of(filter.node());
    if (chain != null) {
      bindChain(chain, filter);
      return;
    }
    Syntax first = filter.node();
    while (first instanceof Logical logical) {
      first = logical.operands().get(0);
    }
    Name index = leadingName(first);
    if (index == null) {
      throw source.refusal(
          filter.extent(), "no index at the start of the condition", "write sum_{k != i} …");
    }
    frame.addIndex(index);
    frame.other = otherName(first);
  }

  /** The other letter of {@code i != j}, unless it is bound around. */
  private @Nullable Name otherName(Syntax condition) {
    return condition instanceof Comparison comparison
            && comparison.operands().size() == 2
            && comparison.operators().get(0) == RelationOperator.NOT_EQUAL
            && comparison.operands().get(1) instanceof Name name
            && !scope.isBound(name.name())
        ? name
        : null;
  }

  private static boolean bodyHas(Syntax body, Name name) {
    return FreeNames.in(body).stream().anyMatch(each -> each.name().equals(name.name()));
  }

  /** Binds the letters of {@code i < j} that nothing around binds. */
  private void bindChain(Chain chain, Built filter) {
    RuleFrame frame = frames.element();
    List<Name> letters = chain.letters();
    letters.stream().filter(each -> !scope.isBound(each.name())).forEach(frame::addIndex);
    if (frame.indices.isEmpty()) {
      throw source.refusal(
          filter.extent(), "every index here is bound already", "write the condition inside a sum");
    }
    frame.pair = frame.indices.size() > 1;
    if (frame.indices.size() < letters.size()) {
      pairs.note(notes, filter.extent(), frame.indices);
    } else if (letters.stream().noneMatch(this::isDeclared)) {
      frame.chain = chain;
      if (chain.last() != null) {
        setEnds(frame, chain);
      }
    }
  }

  private boolean isDeclared(Name index) {
    return scope.table().known().isDeclaredIndex(index.name());
  }

  private static void setEnds(RuleFrame frame, Chain chain) {
    frame.lower = chain.firstOrOne();
    frame.upper = chain.last();
    frame.condition = chain.condition();
  }

  /**
   * Takes the last letter for the last value where the body shows that no pairs are meant: in
   * {@code sum_{k<=K} x_k}.
   */
  private void settleEnd(RuleFrame head, Syntax body, Span place) {
    Chain chain = head.chain;
    if (chain == null || chain.last() != null || chain.letters().size() < 2) {
      return;
    }
    Name last = chain.letters().get(chain.letters().size() - 1);
    Name before = chain.letters().get(chain.letters().size() - 2);
    boolean hasLast = bodyHas(body, last);
    if (bodyHas(body, before) == hasLast) {
      return;
    }
    if (hasLast || Names.isOnlyIndex(last.name())) {
      String absent = (hasLast ? before : last).spelling();
      String present = (hasLast ? last : before).spelling();
      notes.add(
          place,
          ("the sum runs over all pairs `%s`, `%s`, though `%s` is not in it; for one `%s` bind"
                  + " `%s` alone, as in sum(%s=1..n, …)")
              .formatted(before.spelling(), last.spelling(), absent, absent, present, present));
    } else {
      setEnds(head, chain.withLast());
      head.indices.remove(head.indices.size() - 1);
      head.pair = head.indices.size() > 1;
    }
  }

  private static @Nullable Name leadingName(Syntax condition) {
    return condition instanceof Comparison comparison
            && comparison.operands().get(0) instanceof Name name
        ? name
        : null;
  }

  private void exitBinding() {
    RuleFrame binding = frames.pop();
    RuleFrame head = frames.element();
    binding.indices.forEach(head::addIndex);
    head.condition = binding.condition;
    if (!binding.operators.isEmpty()) {
      if (head.upper != null) {
        throw source.refusal(source.span(binding.operators.get(0)), "a second upper bound", null);
      }
      head.upper = parts.value().node();
    }
    if (parts.size() > binding.base) {
      head.lower = parts.value().node();
    }
  }

  private void exitReductionHead(ParserRuleContext context) {
    RuleFrame head = frames.pop();
    ParserToken token = TreeBuilder.symbol(context);
    if ((head.lower == null) != (head.upper == null)) {
      String missing = head.lower == null ? "lower" : "upper";
      throw source.refusal(
          source.span(context),
          "`" + token.spelling() + "` without its " + missing + " bound",
          "write " + token.name() + "_{k=1}^{n} …");
    }
    if (head.lower == null) {
      head.indices.forEach(this::checkRange);
    }
    Span start = source.span(token);
    List<Name> bound = List.copyOf(head.indices);
    bound.forEach(each -> scope.bind(each.name()));
    TreeBuilder.product(frames.element())
        .open(
            body -> {
              parts.checkValue(body);
              bound.forEach(each -> scope.release(each.name()));
              Span span = start.to(body.extent());
              settleEnd(head, body.node(), span);
              Syntax reduction = calls.reduction(token, head, body.node(), span);
              if (head.pair) {
                pairs.add(reduction, head.indices, source);
              } else if (head.other != null && bodyHas(body.node(), head.other)) {
                pairs.addUnequal(reduction, head.indices.get(0), head.other);
              }
              return new Built(reduction);
            });
  }

  /** Refuses n as an index without a range, since an index runs from 1 to n if nothing is said. */
  private void checkRange(Name index) {
    if (index.name().equals(Convention.LENGTH)
        && !scope.table().known().isDeclaredIndex(Convention.LENGTH)) {
      throw source.refusal(
          index.span(),
          "the index n has no range",
          "write sum(n=1..m, …), or declare it, as in `n in 1..m`");
    }
  }
}
