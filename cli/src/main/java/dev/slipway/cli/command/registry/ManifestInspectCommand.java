package dev.slipway.cli.command.registry;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.render.JsonText;
import dev.slipway.engine.registry.ManifestInspection;
import dev.slipway.image.ImageReference;
import java.io.IOException;
import java.util.List;

/// `slipway manifest inspect NAME`
public final class ManifestInspectCommand implements Command {
  private static final Option VERBOSE =
      Option.flag("verbose", 'v', "Output additional info including layers and platform");
  private static final Option INSECURE =
      Option.flag("insecure", "Allow communication with an insecure registry");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("manifest inspect"),
            "[OPTIONS] MANIFEST",
            "Display an image manifest, or manifest list",
            Arity.exactly(1))
        .withOptions(VERBOSE)
        .withNotYet(
            NotYet.option(
                INSECURE.name(), "list the registry under insecure-registries in daemon.json"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ImageReference reference = ImageReference.parse(invocation.argument(0));
    ManifestInspection inspection =
        invocation.slipway().remoteImages().inspect(reference.withDefaultTag());
    Object shown =
        invocation.options().flag(VERBOSE) ? inspection.verbose() : inspection.document();
    invocation.console().out().println(JsonText.pretty(shown).replace("    ", "\t"));
    return 0;
  }
}
