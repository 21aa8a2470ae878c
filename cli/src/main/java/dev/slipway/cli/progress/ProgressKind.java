package dev.slipway.cli.progress;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.StandardStream;
import dev.slipway.linux.Terminal;
import java.util.Optional;

/// `--progress`
public enum ProgressKind {
  AUTO,
  PLAIN,
  TTY,
  QUIET;

  private static final LiveProgress.Size USUAL = new LiveProgress.Size(25, 80);

  public static ProgressKind parse(String name) {
    return switch (name) {
      case "", "auto" -> AUTO;
      case "plain" -> PLAIN;
      case "tty" -> TTY;
      case "quiet", "none" -> QUIET;
      case "rawjson" ->
          throw CommandException.missingOption("--progress rawjson", "use --progress plain");
      default ->
          throw new CommandException(
              "invalid progress mode " + name, "Use auto, plain, tty or quiet");
    };
  }

  /// Progress on standard error, and at its end the warnings.
  ///
  /// @param expanded whether a warning's reason and place are shown, too
  public BuildProgress start(Console console, boolean expanded) {
    if (this == QUIET) {
      return BuildProgress.QUIET;
    }
    boolean colours = console.errIsTerminal() && usesColours();
    return new WarningSummary(steps(console), console.err(), colours, expanded);
  }

  private BuildProgress steps(Console console) {
    return switch (this) {
      case QUIET -> BuildProgress.QUIET;
      case PLAIN -> new PlainProgress(console.err());
      case TTY -> live(console);
      case AUTO -> console.errIsTerminal() ? live(console) : new PlainProgress(console.err());
    };
  }

  private static BuildProgress live(Console console) {
    return LiveProgress.start(console.err(), ProgressKind::terminalSize, usesColours());
  }

  private static boolean usesColours() {
    return System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
  }

  private static LiveProgress.Size terminalSize() {
    return Terminal.of(StandardStream.ERROR).flatMap(ProgressKind::sizeOf).orElse(USUAL);
  }

  private static Optional<LiveProgress.Size> sizeOf(Terminal terminal) {
    try {
      return terminal.size().map(size -> new LiveProgress.Size(size.rows(), size.columns()));
    } catch (LinuxException unknown) {
      return Optional.empty();
    }
  }
}
