package org.chainrule.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The shell, which the launcher starts: this stands for it in the help. */
@Command(name = "shell", description = "jshell with everything imported.")
final class ShellCommand implements Callable<Integer> {
  @Option(names = "--help", usageHelp = true, description = "Show this help.")
  private boolean helpAsked;

  @Override
  public Integer call() {
    throw new Failure("the shell is started by the launcher: ./chainrule shell");
  }
}
