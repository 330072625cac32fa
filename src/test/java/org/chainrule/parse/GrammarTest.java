package org.chainrule.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.DecisionState;
import org.antlr.v4.runtime.atn.LL1Analyzer;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.chainrule.parse.gen.ChainruleParser;
import org.junit.jupiter.api.Test;

/** The two properties of the grammar on which the speed of reading rests. */
class GrammarTest {
  private static final ATN NETWORK = ChainruleParser._ATN;

  @Test
  void everyChoiceIsDecidedByOneToken() {
    assertThat(NETWORK.decisionToState).hasSizeGreaterThan(20);
    for (DecisionState decision : NETWORK.decisionToState) {
      IntervalSet[] next = new LL1Analyzer(NETWORK).getDecisionLookahead(decision);
      IntervalSet seen = new IntervalSet();
      for (IntervalSet each : next) {
        String rule = ChainruleParser.ruleNames[decision.ruleIndex];
        assertThat(each).as("an alternative in %s", rule).isNotNull();
        assertThat(seen.and(each).isNil()).as("alternatives in %s", rule).isTrue();
        seen.addAll(each);
      }
    }
  }

  /** A rule that comes back to itself without a bracket would recurse on a chain of operators. */
  @Test
  void onlyBracketsNest() {
    int rules = NETWORK.ruleToStartState.length;
    boolean[][] reaches = new boolean[rules][rules];
    for (int rule = 0; rule < rules; rule++) {
      markCalls(rule, reaches[rule]);
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
          .as("%s comes back to itself without a bracket", ChainruleParser.ruleNames[rule])
          .isFalse();
    }
  }

  /** Marks the rules that a rule calls outside the brackets that it opens itself. */
  private static void markCalls(int rule, boolean[] calls) {
    boolean[] seen = new boolean[NETWORK.states.size()];
    Deque<ATNState> pending = new ArrayDeque<>();
    pending.push(NETWORK.ruleToStartState[rule]);
    while (!pending.isEmpty()) {
      ATNState state = pending.pop();
      if (seen[state.stateNumber] || state == NETWORK.ruleToStopState[rule]) {
        continue;
      }
      seen[state.stateNumber] = true;
      for (Transition transition : state.getTransitions()) {
        if (transition instanceof RuleTransition call) {
          calls[call.target.ruleIndex] = true;
          pending.push(call.followState);
        } else if (!opensBracket(transition)) {
          pending.push(transition.target);
        }
      }
    }
  }

  private static boolean opensBracket(Transition transition) {
    IntervalSet label = transition.label();
    return label != null
        && (label.contains(ChainruleParser.LPAREN)
            || label.contains(ChainruleParser.LBRACE)
            || label.contains(ChainruleParser.LBRACKET)
            || label.contains(ChainruleParser.SUBSCRIPT_OPEN));
  }
}
