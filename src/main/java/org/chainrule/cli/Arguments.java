package org.chainrule.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The telling of options from expressions, which may begin with a minus sign too.
 *
 * <p>Options have long names only, so that what begins with one hyphen is an operand; picocli is
 * told to take whatever it does not know for an operand, and misspelt options are found here.
 */
final class Arguments {
  private Arguments() {}

  /** Takes from a command the options that would do nothing for its question. */
  static void removeIdleOptions(CommandLine command) {
    if (command.getCommand() instanceof QuestionArguments question) {
      CommandSpec spec = command.getCommandSpec();
      question.idleOptions().keySet().forEach(name -> spec.remove(spec.findOption(name)));
    }
  }

  /** Refuses what looks like an option of the command but is none. */
  static void refuseUnknownOptions(CommandLine command, List<String> arguments) {
    for (int at = 0; at < arguments.size() && !arguments.get(at).equals("--"); at++) {
      String argument = arguments.get(at);
      if (!argument.startsWith("--")) {
        continue;
      }
      int sign = argument.indexOf('=');
      String name = sign < 0 ? argument : argument.substring(0, sign);
      OptionSpec option = command.getCommandSpec().findOption(name);
      if (option == null) {
        String reason =
            command.getCommand() instanceof QuestionArguments question
                ? question.idleOptions().get(name)
                : null;
        if (reason != null) {
          String text = "%s does nothing for %s: %s";
          throw new ParameterException(
              command, text.formatted(name, command.getCommandName(), reason));
        }
        throw new UnmatchedArgumentException(command, List.of(name));
      }
      if (sign < 0 && option.arity().min() > 0) {
        at++;
      }
    }
  }
}
