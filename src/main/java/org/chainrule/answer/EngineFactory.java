package org.chainrule.answer;

/** A maker of engines, each for a problem to put questions to. */
@FunctionalInterface
public interface EngineFactory {

  /** An engine for the problem, which answers as the options say. */
  Engine of(Problem problem, Options options);
}
