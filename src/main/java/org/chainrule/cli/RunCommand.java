package org.chainrule.cli;

import java.util.concurrent.Callable;
import org.chainrule.answer.Texts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A worksheet, answered in order: a promise so far. */
@Command(name = "run", description = "A worksheet, answered in order (not there yet).")
final class RunCommand implements Callable<Integer> {
  @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The worksheet.")
  private String file = "";

  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  boolean helpAsked;

  @Override
  public Integer call() {
    throw new Failure(
        "worksheets are not there yet"
            + (file.isEmpty() ? "" : ", so " + Texts.shown(file) + " was not run")
            + ": diff, eval and check with --in FILE take its definitions");
  }
}
