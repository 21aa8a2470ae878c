package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.render.listing.Inspection;
import dev.slipway.cli.render.listing.OutputFormat;
import dev.slipway.engine.container.Containers;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `slipway container inspect CONTAINER...`
final class ContainerInspectCommand implements Command {
  private static final Option FORMAT = OutputFormat.option();

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container inspect"),
            "[OPTIONS] CONTAINER [CONTAINER...]",
            "Display detailed information on one or more containers",
            Arity.atLeast(1))
        .withOptions(FORMAT)
        .withNotYet(NotYet.option("size", 's', "'du -sh' on the container's directory tells it"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Inspection inspection = Inspection.of(invocation.options().text(FORMAT));
    Containers containers = invocation.slipway().containers();
    List<Object> found = new ArrayList<>();
    List<ContainerException> missing = new ArrayList<>();
    for (String word : invocation.arguments()) {
      try {
        found.add(containers.inspect(word));
      } catch (ContainerException absent) {
        missing.add(absent);
      }
    }
    invocation.console().out().print(inspection.render(found));
    for (ContainerException absent : missing) {
      UserErrors.print(invocation.console(), absent.getMessage(), absent.hint());
    }
    return missing.isEmpty() ? 0 : 1;
  }
}
