package dev.slipway.cli.command.registry;

import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.progress.transfer.TransferProgress;
import dev.slipway.cli.progress.transfer.TransferProgressKind;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Platform;
import dev.slipway.tasks.Termination;
import java.io.IOException;
import java.util.List;

/// `slipway image copy SOURCE DESTINATION`
public final class ImageCopyCommand implements Command {
  private static final Option PLATFORM =
      Option.text("platform", "Copy the image for this platform alone, not all of an index");
  private static final Option QUIET = Option.flag("quiet", 'q', "Print the digest alone");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image copy"),
            "[OPTIONS] SOURCE DESTINATION",
            "Copy an image between registries, layouts and archives, as it is",
            Arity.exactly(2))
        .withDetails(
            "SOURCE and DESTINATION are names in registries (with or without docker://), OCI image layouts"
                + " on disk,\noci:DIRECTORY[:NAME], or archives, docker-archive:FILE[:NAME] and"
                + " oci-archive:FILE[:NAME].\nNothing is unpacked and every digest stays. All platforms"
                + " are copied, but to an archive one:\nthis machine's, or that of --platform. What an"
                + " archive has uncompressed is compressed for a registry.")
        .withOptions(PLATFORM, PullCommand.PROGRESS, QUIET)
        .withExamples(
            new Example("image copy alpine localhost:5000/alpine", "to a registry of your own"),
            new Example("image copy localhost:5000/echo:1 oci:echo", "to a folder"),
            new Example(
                "image copy docker-archive:echo.tar localhost:5000/echo:1", "what 'save' wrote"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    boolean quiet = options.flag(QUIET);
    TransferProgressKind kind =
        quiet
            ? TransferProgressKind.QUIET
            : TransferProgressKind.parse(options.text(PullCommand.PROGRESS));
    Platform platform =
        options.text(PLATFORM).isEmpty() ? null : Platform.parse(options.text(PLATFORM));
    Descriptor copied;
    try (Termination _ = Termination.interruptsThisThread(PullCommand.PATIENCE);
        TransferProgress progress = kind.start(console.out(), console.outIsTerminal())) {
      copied =
          invocation
              .slipway()
              .remoteImages()
              .copy(invocation.argument(0), invocation.argument(1), platform, progress);
    }
    console.out().println((quiet ? "" : "Digest: ") + copied.digest());
    return 0;
  }
}
