package org.chainrule.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.DecisionState;
import org.antlr.v4.runtime.atn.LL1Analyzer;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.chainrule.parse.gen.ChainruleParser;
import org.chainrule.parse.gen.LatexParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The two properties of the grammars on which the speed of reading rests. */
class GrammarTest {
  private static final Grammar PLAIN =
      new Grammar(
          ChainruleParser._ATN,
          ChainruleParser.ruleNames,
          20,
          ChainruleParser.LPAREN,
          ChainruleParser.LBRACE,
          ChainruleParser.LBRACKET,
          ChainruleParser.MATRIX,
          ChainruleParser.SUBSCRIPT_OPEN);
  private static final Grammar LATEX =
      new Grammar(
          LatexParser._ATN,
          LatexParser.ruleNames,
          10,
          LatexParser.LBRACE,
          LatexParser.LBRACKET,
          LatexParser.LEFT,
          LatexParser.BEGIN);

  /** A grammar, how many choices it has at least, and the tokens that open what nests. */
  private record Grammar(ATN network, String[] rules, int choices, int... brackets) {
    @Override
    public String toString() {
      return rules[0];
    }
  }

  static List<Grammar> grammars() {
    return List.of(PLAIN, LATEX);
  }

  @ParameterizedTest
  @MethodSource("grammars")
  void everyChoiceIsDecidedByOneToken(Grammar grammar) {
    assertThat(grammar.network().decisionToState).hasSizeGreaterThan(grammar.choices());
    for (DecisionState decision : grammar.network().decisionToState) {
      IntervalSet[] next = new LL1Analyzer(grammar.network()).getDecisionLookahead(decision);
      IntervalSet seen = new IntervalSet();
      for (IntervalSet each : next) {
        String rule = grammar.rules()[decision.ruleIndex];
        assertThat(each).as("an alternative in %s", rule).isNotNull();
        assertThat(seen.and(each).isNil()).as("alternatives in %s", rule).isTrue();
        seen.addAll(each);
      }
    }
  }

  /** A rule that comes back to itself without a bracket would recurse on a chain of operators. */
  @ParameterizedTest
  @MethodSource("grammars")
  void onlyBracketsNest(Grammar grammar) {
    int rules = grammar.network().ruleToStartState.length;
    boolean[][] reaches = new boolean[rules][rules];
    for (int rule = 0; rule < rules; rule++) {
      markCalls(grammar, rule, reaches[rule]);
    }
    for (int over = 0; over < rules; over++) {
      for (int from = 0; from < rules; from++) {
        for (int to = 0; to < rules; to++) {
          reaches[from][to] |= reaches[from][over] && reaches[over][to];
        }
      }
    }
    for (int rule = 0; rule < rules; rule++) {
      assertThat(reaches[rule][rule])
          .as("%s comes back to itself without a bracket", grammar.rules()[rule])
          .isFalse();
    }
  }

  /** Marks the rules that a rule calls outside the brackets that it opens itself. */
  private static void markCalls(Grammar grammar, int rule, boolean[] calls) {
    boolean[] seen = new boolean[grammar.network().states.size()];
    Deque<ATNState> pending = new ArrayDeque<>();
    pending.push(grammar.network().ruleToStartState[rule]);
    while (!pending.isEmpty()) {
      ATNState state = pending.pop();
      if (seen[state.stateNumber] || state == grammar.network().ruleToStopState[rule]) {
        continue;
      }
      seen[state.stateNumber] = true;
      for (Transition transition : state.getTransitions()) {
        if (transition instanceof RuleTransition call) {
          calls[call.target.ruleIndex] = true;
          pending.push(call.followState);
        } else if (!opensBracket(grammar, transition)) {
          pending.push(transition.target);
        }
      }
    }
  }

  private static boolean opensBracket(Grammar grammar, Transition transition) {
    IntervalSet label = transition.label();
    return label != null && Arrays.stream(grammar.brackets()).anyMatch(label::contains);
  }
}
