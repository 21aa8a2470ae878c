package dev.slipway.cli.command.image;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.engine.image.Images;
import dev.slipway.image.ImageException;
import java.io.IOException;
import java.util.List;

/// `slipway rmi IMAGE...`: each is tried, whatever becomes of the others.
final class ImageRemoveCommand implements Command {
  private static final Option FORCE = Option.flag("force", 'f', "Force removal of the image");
  private static final Option NO_PRUNE = Option.flag("no-prune", "Do not delete untagged parents");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image rm", "image remove", "rmi"),
            "[OPTIONS] IMAGE [IMAGE...]",
            "Remove one or more images",
            Arity.atLeast(1))
        .withOptions(FORCE, NO_PRUNE)
        .withNotYet(NotYet.option("platform", "an image here has one platform; leave it out"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    Images images = invocation.slipway().images();
    int code = 0;
    for (String name : invocation.arguments()) {
      try {
        List<String> lines =
            images.remove(name, options.flag(FORCE), options.flag(NO_PRUNE)).lines();
        lines.forEach(invocation.console().out()::println);
      } catch (ImageException refused) {
        UserErrors.print(invocation.console(), refused.getMessage(), refused.hint());
        code = 1;
      }
    }
    return code;
  }
}
