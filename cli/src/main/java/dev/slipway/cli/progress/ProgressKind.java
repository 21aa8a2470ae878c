package dev.slipway.cli.progress;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.StandardStream;
import dev.slipway.linux.Terminal;
import java.time.InstantSource;
import java.util.Optional;

/// `--progress`
public enum ProgressKind {
  AUTO,
  PLAIN,
  TTY,
  RAW_JSON,
  QUIET,
  NONE;

  private static final LiveProgress.Size USUAL = new LiveProgress.Size(25, 80);

  public static ProgressKind parse(String name) {
    return switch (name) {
      case "", "auto" -> AUTO;
      case "plain" -> PLAIN;
      case "tty" -> TTY;
      case "quiet" -> QUIET;
      case "none" -> NONE;
      case "rawjson" -> RAW_JSON;
      default ->
          throw new CommandException(
              "invalid progress mode " + name, "Use auto, plain, tty, rawjson, quiet or none");
    };
  }

  /// Progress on standard error, and at its end the warnings.
  ///
  /// @param expanded whether a warning's reason and place are shown, too
  public BuildProgress start(Console console, boolean expanded) {
    if (this == QUIET || this == NONE) {
      return BuildProgress.QUIET;
    }
    if (this == RAW_JSON) {
      return new RawJsonProgress(console.err(), InstantSource.system());
    }
    boolean colours = console.errIsTerminal() && usesColours();
    return new WarningSummary(steps(console), console.err(), colours, expanded);
  }

  /// Shows a build that has ended, on standard error.
  ///
  /// @param clock the time at which the event that is told was recorded
  public BuildProgress again(Console console, InstantSource clock) {
    return switch (this) {
      case QUIET, NONE -> BuildProgress.QUIET;
      case AUTO, PLAIN -> new PlainProgress(console.err());
      case RAW_JSON -> new RawJsonProgress(console.err(), clock);
      case TTY ->
          LiveProgress.still(console.err(), ProgressKind::terminalSize, clock, usesColours());
    };
  }

  private BuildProgress steps(Console console) {
    return switch (this) {
      case QUIET, NONE -> BuildProgress.QUIET;
      case RAW_JSON -> new RawJsonProgress(console.err(), InstantSource.system());
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
