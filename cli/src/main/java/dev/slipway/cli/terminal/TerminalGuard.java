package dev.slipway.cli.terminal;

import dev.slipway.linux.ChildProcess;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.Pipe;
import dev.slipway.linux.StandardStream;
import dev.slipway.linux.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A small process that gives standard input's terminal its settings back when we were killed by
/// `kill -9`, which it learns from the end of a pipe. It leaves alone a terminal that somebody else
/// has set meanwhile, as shells do.
final class TerminalGuard implements AutoCloseable {
  /// `$0` are the settings that we make, `$1` those that were there. A shell's own prompt has
  /// neither those nor what is raw in everybody's eyes.
  private static final String SCRIPT =
      """
      trap '' HUP INT QUIT TERM TSTP TTIN TTOU
      read -r _ <&3 && exit
      case $0 in
        lent) case $(stty -a) in *-opost*-isig*) ;; *) exit ;; esac ;;
        *) [ "$(stty -g)" = "$0" ] || exit ;;
      esac
      stty "$1"
      """;

  /// Instead of settings: those of another process, which makes it raw in its own way.
  private static final String LENT = "lent";

  private static final byte[] NOT_NEEDED = "ended\n".getBytes(StandardCharsets.US_ASCII);

  private final @Nullable OpenFile end;

  private TerminalGuard(@Nullable OpenFile end) {
    this.end = end;
  }

  /// Before the terminal gets other settings. Without a shell here there is no guard.
  static TerminalGuard start(Terminal.Settings before, Terminal.Settings other)
      throws LinuxException {
    return start(before, other.words());
  }

  /// Where a process that we start sets the terminal.
  static TerminalGuard startForLent(Terminal.Settings before) throws LinuxException {
    return start(before, LENT);
  }

  private static TerminalGuard start(Terminal.Settings before, String other) throws LinuxException {
    Pipe pipe = Pipe.open();
    try (OpenFile nothing = OpenFile.readWrite(Path.of("/dev/null"));
        ChildProcess _ =
            ChildProcess.spawn(
                Path.of("/bin/sh"),
                List.of("sh", "-c", SCRIPT, other, before.words()),
                List.of("PATH=/usr/bin:/bin"),
                List.of(StandardStream.INPUT, nothing, nothing, pipe.readEnd()))) {
      pipe.readEnd().close();
      return new TerminalGuard(pipe.writeEnd());
    } catch (LinuxException noShell) {
      pipe.close();
      return new TerminalGuard(null);
    }
  }

  @Override
  public void close() {
    if (end == null) {
      return;
    }
    try (end) {
      end.write(NOT_NEEDED, 0, NOT_NEEDED.length);
    } catch (IOException ended) {
      // It was killed.
    }
  }
}
