package dev.slipway.lint.rules;

import dev.slipway.lint.Description;
import dev.slipway.lint.Findings;
import dev.slipway.lint.Kind;
import dev.slipway.lint.Level;
import dev.slipway.lint.Rule;
import dev.slipway.lint.Subject;
import dev.slipway.lint.go.GoCommand;
import dev.slipway.lint.stage.Stages;
import java.util.List;

/// The program is linked with its symbol table and debugging data.
public final class StripBinary implements Rule {
  private static final Description ABOUT =
      new Description(
          "StripBinary",
          Kind.SIZE,
          Level.NOTE,
          "The program is linked with its symbol table and debugging data",
          "They are a third of a Go program, and only a debugger reads them");

  @Override
  public Description about() {
    return ABOUT;
  }

  @Override
  public void look(Subject subject, Findings findings) {
    for (GoCommand command : GoCommand.all(subject)) {
      GoCommand.Flag flags = command.flag("ldflags");
      List<String> words = flags == null ? List.of() : List.of(flags.value().split("\\s+", -1));
      boolean kept = command.value("gcflags").contains("-N") || command.has("race");
      if (!command.links()
          || !Stages.of(subject).leavesFiles(command.step().step().stage())
          || words.contains("-s")
          || words.contains("-w")
          || kept) {
        continue;
      }
      findings.add(
          command.step().span(command.command()),
          "the program keeps its symbols",
          "add -ldflags=\"-s -w\"",
          GoFlags.addLinkFlags(command, "-s -w", "leave out symbols and debugging data"));
    }
  }
}
