package org.chainrule.cli;

/** The entry point of the command line. */
public final class Main {
  private Main() {}

  /** Runs one command. */
  public static void main(String[] arguments) {
    System.err.println("usage: chainrule diff|eval|check|parse|run|batch|shell ...");
    System.exit(2);
  }
}
