package dev.slipway.cli.launch;

import dev.slipway.cli.command.CommandGroup;
import dev.slipway.cli.grammar.HelpPage;

/// `slipway --help`
final class RootHelp {
  private RootHelp() {}

  static String render(RootGroup root) {
    var page = new StringBuilder("Usage:  slipway [OPTIONS] COMMAND\n\n");
    page.append(root.summary()).append("\n\nCommon Commands:\n");
    GroupHelp.appendCommands(page, root, root.common());
    page.append("\nManagement Commands:\n");
    for (String noun : root.nouns()) {
      CommandGroup group = root.noun(noun);
      if (group != null) {
        GroupHelp.appendLine(page, noun, group.summary());
      }
    }
    page.append("\nCommands:\n");
    GroupHelp.appendCommands(page, root, root.others());
    page.append("\nGlobal Options:\n").append(HelpPage.options(GlobalCommandLine.spec()));
    page.append("\nRun 'slipway COMMAND --help' for more information on a command.\n");
    return page.toString();
  }
}
