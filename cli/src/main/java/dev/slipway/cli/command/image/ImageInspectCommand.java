package dev.slipway.cli.command.image;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.render.listing.Inspection;
import dev.slipway.cli.render.listing.OutputFormat;
import dev.slipway.engine.image.Images;
import dev.slipway.image.ImageNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `slipway image inspect IMAGE...`
final class ImageInspectCommand implements Command {
  private static final Option FORMAT = OutputFormat.option();

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image inspect"),
            "[OPTIONS] IMAGE [IMAGE...]",
            "Display detailed information on one or more images",
            Arity.atLeast(1))
        .withOptions(FORMAT)
        .withNotYet(NotYet.option("platform", "an image here has one platform; leave it out"))
        .withExamples(
            new Example("image inspect -f '{{json .Config.Env}}' golang", "one part, as JSON"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Inspection inspection = Inspection.of(invocation.options().text(FORMAT));
    Images images = invocation.slipway().images();
    var found = new ArrayList<Object>();
    var missing = new ArrayList<ImageNotFoundException>();
    for (String name : invocation.arguments()) {
      try {
        found.add(images.inspect(name));
      } catch (ImageNotFoundException absent) {
        missing.add(absent);
      }
    }
    invocation.console().out().print(inspection.render(found));
    for (ImageNotFoundException absent : missing) {
      UserErrors.print(invocation.console(), absent.getMessage(), absent.hint());
    }
    return missing.isEmpty() ? 0 : 1;
  }
}
