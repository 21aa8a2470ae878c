package dev.slipway.lint.rules;

import dev.slipway.dockerfile.Cmd;
import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.Entrypoint;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.lint.shell.ShellCommand;
import dev.slipway.lint.shell.ShellScript;
import dev.slipway.lint.shell.ShellWord;
import dev.slipway.lint.stage.StageView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a container of a stage starts.
final class ShippedStart {
  private ShippedStart() {}

  /// The `ENTRYPOINT` and `CMD` in force, the one that stands first in the file first.
  static List<Instruction> all(StageView stage) {
    var found = new ArrayList<Instruction>();
    Entrypoint entrypoint = stage.last(Entrypoint.class);
    Cmd cmd = stage.last(Cmd.class);
    if (entrypoint != null) {
      found.add(entrypoint);
    }
    if (cmd != null) {
      boolean before = entrypoint != null && cmd.span().startLine() < entrypoint.span().startLine();
      found.add(before ? 0 : found.size(), cmd);
    }
    return found;
  }

  /// The first of them, or null.
  static @Nullable Instruction of(StageView stage) {
    List<Instruction> all = all(stage);
    return all.isEmpty() ? null : all.getFirst();
  }

  static @Nullable Command command(Instruction instruction) {
    return switch (instruction) {
      case Cmd cmd -> cmd.command();
      case Entrypoint entrypoint -> entrypoint.command();
      case Instruction _ -> null;
    };
  }

  /// The words that are started: of a shell's line those of its last command.
  static List<String> words(Instruction instruction) {
    return switch (command(instruction)) {
      case Command.Exec exec -> exec.arguments();
      case Command.Shell shell -> {
        List<ShellCommand> commands = ShellScript.of(shell.line()).commands();
        var words = new ArrayList<String>();
        if (!commands.isEmpty()) {
          for (ShellWord word : commands.getLast().words()) {
            words.add(word.text());
          }
        }
        yield words;
      }
      case null -> List.of();
    };
  }
}
