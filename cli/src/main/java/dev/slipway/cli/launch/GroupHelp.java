package dev.slipway.cli.launch;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.CommandGroup;
import java.util.List;

/// The help page of a noun: its commands, in Docker's layout.
final class GroupHelp {
  private static final int LEAST_WIDTH = 11;

  private GroupHelp() {}

  static String render(CommandGroup group) {
    String name = "slipway " + group.name();
    var page = new StringBuilder("Usage:  " + name + " COMMAND\n\n");
    page.append(group.summary()).append('\n');
    if (!group.nouns().isEmpty()) {
      page.append("\nManagement Commands:\n");
      for (String noun : group.nouns()) {
        CommandGroup below = group.group(noun);
        if (below != null) {
          appendLine(page, noun, below.summary());
        }
      }
    }
    page.append("\nCommands:\n");
    appendCommands(page, group, group.verbs());
    page.append("\nRun '").append(name);
    return page.append(" COMMAND --help' for more information on a command.\n").toString();
  }

  static void appendCommands(StringBuilder page, CommandGroup group, List<String> verbs) {
    for (String verb : verbs) {
      Command command = group.find(verb);
      if (command != null) {
        appendLine(page, verb, command.spec().summary());
      }
    }
  }

  static void appendLine(StringBuilder page, String name, String summary) {
    page.append("  ").append(name).repeat(' ', Math.max(1, LEAST_WIDTH - name.length()));
    page.append(' ').append(summary).append('\n');
  }
}
