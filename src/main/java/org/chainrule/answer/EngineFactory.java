package org.chainrule.answer;

/** What sets up a problem to put questions to. */
@FunctionalInterface
public interface EngineFactory {

  /** An engine for the problem, which answers as the options say. */
  Engine of(Problem problem, Options options);
}
