package org.chainrule.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.chainrule.answer.Texts;
import org.chainrule.worksheet.WorksheetRunner;

/** A runner of the questions of a worksheet, each in a time of its own. */
final class QuestionWork implements WorksheetRunner.Work, WorksheetRunner.Progress {
  private final Console console;
  private final Duration timeout;
  private String at = "";

  QuestionWork(Console console, Duration timeout) {
    this.console = console;
    this.timeout = timeout;
  }

  @Override
  public void begins(int line, String question) {
    at = "line " + line + ", " + Texts.shown(question) + ": ";
  }

  @Override
  public <T> T run(Callable<T> work) {
    return new Worker(
            timeout,
            passed -> {
              if (console.isWatched()) {
                console
                    .messages()
                    .line(
                        "chainrule: %sworking for %s, %s at most"
                            .formatted(at, Seconds.text(passed), Seconds.text(timeout)));
              }
            })
        .run(work);
  }
}
