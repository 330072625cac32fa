package org.chainrule.cli;

import java.io.InputStream;
import org.chainrule.answer.EngineFactory;
import org.chainrule.answer.Texts;

/**
 * The surroundings of a command.
 *
 * @param engines what answers
 * @param input standard input
 * @param results standard output
 * @param messages standard error
 * @param isWatched whether a person reads the messages as they come
 */
record Console(
    EngineFactory engines,
    InputStream input,
    LineOutput results,
    LineOutput messages,
    boolean isWatched) {

  /** Tells what went wrong. */
  void tell(Failure failure) {
    messages.line("chainrule: " + Texts.visible(failure.rendered()));
  }
}
