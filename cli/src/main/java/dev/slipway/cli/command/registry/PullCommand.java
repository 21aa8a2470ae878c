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
import dev.slipway.registry.client.PulledImage;
import dev.slipway.tasks.Termination;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `slipway pull NAME`
public final class PullCommand implements Command {
  static final Option PROGRESS =
      Option.text(
              "progress", "Set type of progress output (\"auto\", \"plain\", \"tty\", \"json\")")
          .defaultsTo("auto");

  private static final Option ALL_TAGS =
      Option.flag("all-tags", 'a', "Download all tagged images in the repository");
  private static final Option PLATFORM =
      Option.text("platform", "Set platform if server is multi-platform capable");
  private static final Option QUIET = Option.flag("quiet", 'q', "Suppress verbose output");

  /// How long a transfer that is told to stop may take to clean up.
  static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("image pull", "pull"),
            "[OPTIONS] NAME[:TAG|@DIGEST]",
            "Download an image from a registry",
            Arity.exactly(1))
        .withOptions(ALL_TAGS, PLATFORM, PROGRESS, QUIET)
        .withNotYet(
            NotYet.option(
                "disable-content-trust", "every byte is verified by its digest; leave it out"))
        .withExamples(
            new Example("pull golang:1.19-alpine", "from Docker Hub"),
            new Example("pull localhost:5000/echo@sha256:...", "exactly this image"),
            new Example("pull --platform linux/arm64 alpine", "for another machine"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    ImageReference reference = ImageReference.parse(invocation.argument(0));
    Platform platform =
        options.text(PLATFORM).isEmpty() ? null : Platform.parse(options.text(PLATFORM));
    TransferProgressKind kind =
        options.flag(QUIET)
            ? TransferProgressKind.QUIET
            : TransferProgressKind.parse(options.text(PROGRESS));
    Registries registries = invocation.slipway().registries();
    Console console = invocation.console();
    try (Termination _ = Termination.interruptsThisThread(PATIENCE)) {
      return options.flag(ALL_TAGS)
          ? pullAll(registries, reference, platform, kind, console)
          : pullOne(registries, reference, platform, kind, console);
    }
  }

  private static int pullOne(
      Registries registries,
      ImageReference reference,
      @Nullable Platform platform,
      TransferProgressKind kind,
      Console console)
      throws IOException, InterruptedException {
    boolean words = kind != TransferProgressKind.QUIET && kind != TransferProgressKind.JSON;
    if (words && reference.tag().isEmpty() && reference.digest().isEmpty()) {
      console.out().println("Using default tag: " + ImageReference.DEFAULT_TAG);
    }
    PulledImage pulled;
    try (TransferProgress progress = kind.start(console.out(), console.outIsTerminal())) {
      pulled = registries.pull(reference, platform, progress);
    }
    switch (kind) {
      case QUIET -> console.out().println(reference.withDefaultTag().full());
      case JSON -> JsonLines.print(console.out(), TransferProgress.conclusion(pulled));
      case AUTO, PLAIN, TTY -> {
        console.out().print(TransferProgress.conclusion(pulled));
        console.out().println(reference.withDefaultTag().full());
      }
    }
    return 0;
  }

  private static int pullAll(
      Registries registries,
      ImageReference reference,
      @Nullable Platform platform,
      TransferProgressKind kind,
      Console console)
      throws IOException, InterruptedException {
    if (reference.tag().isPresent() || reference.digest().isPresent()) {
      throw new CommandException("tag can't be used with --all-tags/-a");
    }
    boolean words = kind != TransferProgressKind.QUIET && kind != TransferProgressKind.JSON;
    List<PulledImage> pulled;
    try (TransferProgress progress = kind.start(console.out(), console.outIsTerminal())) {
      pulled =
          registries.pullAll(
              reference,
              platform,
              progress,
              image -> {
                if (words) {
                  console.out().println("Digest: " + image.digest());
                }
              });
    }
    boolean isNew = pulled.stream().anyMatch(PulledImage::isNew);
    if (words) {
      console
          .out()
          .println(
              "Status: "
                  + (isNew ? "Downloaded newer image for " : "Image is up to date for ")
                  + reference.familiarName());
    }
    console.out().println(reference.fullName());
    return 0;
  }
}
