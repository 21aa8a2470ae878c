package dev.slipway.cli.command.image;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import java.io.IOException;
import java.util.List;

/// `slipway tag SOURCE TARGET`
final class TagCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
        List.of("image tag", "tag"),
        "SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
        "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE",
        Arity.exactly(2));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    invocation.slipway().images().tag(invocation.argument(0), invocation.argument(1));
    return 0;
  }
}
