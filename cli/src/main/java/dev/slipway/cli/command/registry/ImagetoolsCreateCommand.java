package dev.slipway.cli.command.registry;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.progress.transfer.TransferProgress;
import dev.slipway.cli.progress.transfer.TransferProgressKind;
import dev.slipway.engine.registry.RemoteImages;
import dev.slipway.image.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// `slipway buildx imagetools create -t NAME SOURCE...`
public final class ImagetoolsCreateCommand implements Command {
  private static final Option TAG =
      Option.list("tag", 't', "Set reference for new image").valueName("stringArray");
  private static final Option DRY_RUN =
      Option.flag("dry-run", "Show final image instead of pushing");
  private static final String LATER = "give the images themselves as sources";

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("builder imagetools create", "buildx imagetools create"),
            "[OPTIONS] [SOURCE...]",
            "Create a new image based on source images",
            Arity.atLeast(1))
        .withOptions(DRY_RUN, PullCommand.PROGRESS, TAG)
        .withNotYet(
            NotYet.option("annotation", "annotate the images when they are built"),
            NotYet.option("append", LATER),
            NotYet.option("file", 'f', LATER),
            NotYet.option("platform", LATER),
            NotYet.option("prefer-index", "several sources make an index, one stays what it is"))
        .withExamples(
            new Example(
                "buildx imagetools create -t localhost:5000/echo localhost:5000/echo:amd64"
                    + " localhost:5000/echo:arm64",
                "one name for both"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    List<ImageReference> sources = new ArrayList<>();
    invocation.arguments().forEach(word -> sources.add(ImageReference.parse(word)));
    List<ImageReference> tags = new ArrayList<>();
    options.list(TAG).forEach(word -> tags.add(ImageReference.parse(word)));
    RemoteImages registries = invocation.slipway().remoteImages();
    if (options.flag(DRY_RUN)) {
      byte[] index = registries.join(sources);
      invocation.console().out().println(new String(index, StandardCharsets.UTF_8));
      return 0;
    }
    if (tags.isEmpty()) {
      throw new CommandException("no tag is given", "remedy: name the image with -t");
    }
    var console = invocation.console();
    TransferProgressKind kind = TransferProgressKind.parse(options.text(PullCommand.PROGRESS));
    for (ImageReference tag : tags) {
      try (TransferProgress progress = kind.start(console.err(), console.errIsTerminal())) {
        var pushed = registries.create(tag, sources, progress);
        console.out().println("pushed " + pushed + " to " + tag.withDefaultTag().full());
      }
    }
    return 0;
  }
}
