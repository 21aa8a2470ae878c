package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.engine.container.Containers;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.util.List;

/// `slipway rm`
final class RemoveCommand implements Command {
  private static final Option FORCE =
      Option.flag("force", 'f', "Force the removal of a running container (uses SIGKILL)");
  private static final Option VOLUMES =
      Option.flag("volumes", 'v', "Remove anonymous volumes associated with the container");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container rm", "container remove", "rm"),
            "[OPTIONS] CONTAINER [CONTAINER...]",
            "Remove one or more containers",
            Arity.atLeast(1))
        .withOptions(FORCE, VOLUMES)
        .withNotYet(NotYet.option("link", 'l', "containers are not linked to each other here"))
        .withExamples(new Example("rm -f web", "end web and remove it"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    boolean force = invocation.options().flag(FORCE);
    Containers containers = invocation.slipway().containers();
    int code = 0;
    for (String word : invocation.arguments()) {
      boolean there = true;
      try {
        there = containers.exists(word);
        containers.remove(word, force, invocation.options().flag(VOLUMES));
        invocation.console().out().println(word);
      } catch (ContainerException refused) {
        UserErrors.print(invocation.console(), refused.getMessage(), refused.hint());
        // Docker's way: what is to be gone by force and is not there is as good as removed.
        code = force && !there ? code : 1;
      }
    }
    return code;
  }
}
