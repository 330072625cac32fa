package org.chainrule.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.chainrule.answer.Texts;
import org.chainrule.worksheet.WorksheetRunner;

/** A runner of the questions of a worksheet, each in a time of its own. */
final class QuestionWork implements WorksheetRunner.Work, WorksheetRunner.Progress {
  private static final long SECOND = 1_000_000_000L;

  private final Console console;
  private final Duration timeout;
  private String at = "";
  private long told = System.nanoTime();

  QuestionWork(Console console, Duration timeout) {
    this.console = console;
    this.timeout = timeout;
  }

  @Override
  public void begins(int line, String question) {
    at = "line " + line + ", " + Texts.shown(question) + ": ";
  }

  @Override
  public void tells(String message) {
    long now = System.nanoTime();
    if (console.isWatched() && now - told >= SECOND) {
      told = now;
      console.messages().line("chainrule: " + at + message);
    }
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
