package dev.slipway.cli.command.registry;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
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
import dev.slipway.engine.registry.Registries;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import dev.slipway.registry.client.PushedImage;
import dev.slipway.tasks.Termination;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `slipway push NAME`
public final class PushCommand implements Command {
  private static final Option ALL_TAGS =
      Option.flag("all-tags", 'a', "Push all tags of an image to the repository");
  private static final Option PLATFORM =
      Option.text("platform", "Push the image for this platform alone, not all of an index");
  private static final Option QUIET = Option.flag("quiet", 'q', "Suppress verbose output");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image push", "push"),
            "[OPTIONS] NAME[:TAG]",
            "Upload an image to a registry",
            Arity.exactly(1))
        .withOptions(ALL_TAGS, PLATFORM, PullCommand.PROGRESS, QUIET)
        .withNotYet(NotYet.option("disable-content-trust", "images are not signed; leave it out"))
        .withExamples(
            new Example("push localhost:5000/echo", "its tag latest"),
            new Example("push -a registry.example/team/echo", "every tag that is here"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    ImageReference reference = ImageReference.parse(invocation.argument(0));
    TransferProgressKind kind =
        options.flag(QUIET)
            ? TransferProgressKind.QUIET
            : TransferProgressKind.parse(options.text(PullCommand.PROGRESS));
    Platform platform =
        options.text(PLATFORM).isEmpty() ? null : Platform.parse(options.text(PLATFORM));
    Console console = invocation.console();
    boolean all = options.flag(ALL_TAGS);
    if (all && (reference.tag().isPresent() || reference.digest().isPresent())) {
      throw new CommandException("tag can't be used with --all-tags/-a");
    }
    if (all && platform != null) {
      throw new CommandException(
          "--platform and --all-tags cannot be used together", "remedy: push one tag at a time");
    }
    boolean words = kind != TransferProgressKind.QUIET && kind != TransferProgressKind.JSON;
    if (words && !all && reference.tag().isEmpty() && reference.digest().isEmpty()) {
      console.out().println("Using default tag: " + ImageReference.DEFAULT_TAG);
    }
    Registries registries = invocation.slipway().registries();
    List<PushedImage> pushed = new ArrayList<>();
    try (Termination _ = Termination.interruptsThisThread(PullCommand.PATIENCE);
        TransferProgress progress = kind.start(console.out(), console.outIsTerminal())) {
      if (all) {
        pushed.addAll(registries.pushAll(reference, progress, _ -> {}));
      } else {
        pushed.add(registries.push(reference, platform, progress));
      }
    }
    for (PushedImage image : pushed) {
      conclude(console, kind, image);
    }
    return 0;
  }

  private static void conclude(Console console, TransferProgressKind kind, PushedImage image) {
    String label = image.reference().tag().orElseGet(() -> image.manifest().digest().toString());
    String line =
        label + ": digest: " + image.manifest().digest() + " size: " + image.manifest().size();
    switch (kind) {
      case QUIET -> console.out().println(image.reference().full());
      case JSON -> JsonLines.print(console.out(), line);
      case AUTO, PLAIN, TTY -> console.out().println(line);
    }
  }
}
