package dev.slipway.cli.command.history;

import dev.slipway.builder.history.BuildHistory;
import dev.slipway.builder.history.BuildRecord;
import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.image.ImageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `slipway buildx history rm REF...`
final class HistoryRemoveCommand implements Command {
  private static final Option ALL = Option.flag("all", "Remove all build records");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("buildx history rm", "builder history rm"),
            "[OPTIONS] [REF...]",
            "Remove build records",
            Arity.atLeast(0))
        .withOptions(ALL)
        .withExamples(
            new Example("buildx history rm ^1", "the record of the last build but one"),
            new Example("buildx history rm --all", "all, but those of builds that run"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    boolean all = invocation.options().flag(ALL);
    if (invocation.arguments().isEmpty() && !all) {
      throw new CommandException("ERROR: rm requires at least one argument", "or --all");
    }
    if (!invocation.arguments().isEmpty() && all) {
      throw new CommandException(
          "ERROR: rm requires either --all or at least one argument", "leave one of them out");
    }
    BuildHistory history = invocation.slipway().buildHistory();
    if (all) {
      history.removeAll();
      return 0;
    }
    var found = new ArrayList<BuildRecord>();
    int code = 0;
    for (String ref : invocation.arguments()) {
      try {
        found.add(history.find(ref)); // All are found before ^1 comes to mean another one.
      } catch (ImageException absent) {
        UserErrors.print(invocation.console(), absent.getMessage(), absent.hint());
        code = 1;
      }
    }
    for (BuildRecord record : found) {
      history.remove(record);
    }
    return code;
  }
}
