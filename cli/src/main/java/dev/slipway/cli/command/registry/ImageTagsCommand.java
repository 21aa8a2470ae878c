package dev.slipway.cli.command.registry;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.image.ImageReference;
import java.io.IOException;
import java.util.List;

/// `slipway image tags REPOSITORY`
public final class ImageTagsCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image tags"),
            "REPOSITORY",
            "List the tags that a registry has of a repository",
            Arity.exactly(1))
        .withExamples(new Example("image tags golang", "those of Docker Hub"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ImageReference repository = ImageReference.parse(invocation.argument(0));
    for (String tag : invocation.slipway().remoteImages().tags(repository)) {
      invocation.console().out().println(tag);
    }
    return 0;
  }
}
