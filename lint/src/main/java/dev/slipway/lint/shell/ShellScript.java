package dev.slipway.lint.shell;

import java.util.List;

/// All commands of a shell's text, in order: those in loops, subshells and substitutions too.
///
/// @param complete whether quotes and parentheses end
public record ShellScript(List<ShellCommand> commands, boolean complete) {
  /// Nothing to run.
  public static final ShellScript EMPTY = new ShellScript(List.of(), true);

  /// Copies the commands.
  public ShellScript {
    commands = List.copyOf(commands);
  }

  /// Reads a text; what cannot be read ends it.
  public static ShellScript of(String text) {
    return new ShellParser(text).parse();
  }
}
