package dev.slipway.cli.command.volume;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Option;
import dev.slipway.engine.container.VolumeStore;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.util.List;

/// `slipway volume rm`
final class VolumeRemoveCommand implements Command {
  private static final Option FORCE =
      Option.flag("force", 'f', "Force the removal of one or more volumes");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("volume rm", "volume remove"),
            "[OPTIONS] VOLUME [VOLUME...]",
            "Remove one or more volumes",
            Arity.atLeast(1))
        .withOptions(FORCE)
        .withDetails("You cannot remove a volume that is in use by a container.");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    VolumeStore volumes = invocation.slipway().volumes();
    boolean force = invocation.options().flag(FORCE);
    int code = 0;
    for (String name : invocation.arguments()) {
      try {
        if (!force || volumes.find(name).isPresent()) {
          volumes.remove(name);
        }
        invocation.console().out().println(name);
      } catch (ContainerException refused) {
        UserErrors.print(invocation.console(), refused.getMessage(), refused.hint());
        code = 1;
      }
    }
    return code;
  }
}
