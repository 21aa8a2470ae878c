package dev.slipway.cli.progress.transfer;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.TextOutput;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.StandardStream;
import dev.slipway.linux.Terminal;
import java.time.InstantSource;

/// `--progress` of pulls and pushes.
public enum TransferProgressKind {
  AUTO,
  PLAIN,
  TTY,
  JSON,
  QUIET;

  private static final Terminal.Size USUAL = new Terminal.Size(25, 80);

  public static TransferProgressKind parse(String name) {
    return switch (name) {
      case "", "auto" -> AUTO;
      case "plain" -> PLAIN;
      case "tty" -> TTY;
      case "json", "rawjson" -> JSON;
      case "quiet", "none" -> QUIET;
      default ->
          throw new CommandException(
              "invalid progress mode " + name, "Use auto, plain, tty, json or quiet");
    };
  }

  /// @param terminal whether the output is one
  public TransferProgress start(TextOutput output, boolean terminal) {
    return switch (this) {
      case AUTO -> terminal ? live(output) : new PlainTransfer(output);
      case PLAIN -> new PlainTransfer(output);
      case TTY -> live(output);
      case JSON -> new JsonTransfer(output);
      case QUIET -> TransferProgress.QUIET;
    };
  }

  private static TransferProgress live(TextOutput output) {
    return new LiveTransfer(output, TransferProgressKind::size, InstantSource.system());
  }

  private static Terminal.Size size() {
    for (StandardStream stream :
        new StandardStream[] {StandardStream.OUTPUT, StandardStream.ERROR}) {
      try {
        var terminal = Terminal.of(stream);
        if (terminal.isPresent() && terminal.get().size().isPresent()) {
          return terminal.get().size().get();
        }
      } catch (LinuxException unknown) {
        // The usual size does.
      }
    }
    return USUAL;
  }
}
