package dev.slipway.cli.command.container;

import dev.slipway.linux.CaughtSignals;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Signals;
import dev.slipway.linux.Terminal;
import java.util.List;

/// The user's terminal while every key of it is a container's. It gets its own settings back when
/// this is closed, and whatever else ends us: see [TerminalGuard] for what no program can see
/// coming.
final class RawTerminal implements AutoCloseable {
  private static final List<Integer> ENDING =
      List.of(Signals.SIGHUP, Signals.SIGINT, Signals.SIGTERM);
  private static final int BY_SIGNAL = 128;

  private final Terminal terminal;
  private final Terminal.Settings before;
  private final TerminalGuard guard;

  private RawTerminal(Terminal terminal, Terminal.Settings before, TerminalGuard guard) {
    this.terminal = terminal;
    this.before = before;
    this.guard = guard;
  }

  /// @param terminal standard input
  /// @param ended whether signals are to end us, as they are not the container's
  static RawTerminal enter(Terminal terminal, boolean ended) throws LinuxException {
    var before = terminal.settings();
    var raw = new RawTerminal(terminal, before, TerminalGuard.start(before));
    if (ended) {
      ENDING.forEach(signal -> CaughtSignals.handle(signal, () -> raw.end(signal)));
    }
    Terminal.Settings _ = terminal.makeRaw();
    return raw;
  }

  /// The JVM would end without any more word to the thread that has the terminal.
  private void end(int signal) {
    try {
      close();
    } catch (LinuxException gone) {
      // Nobody is there to see it.
    }
    Runtime.getRuntime().halt(BY_SIGNAL + signal);
  }

  @Override
  public void close() throws LinuxException {
    terminal.restore(before);
    guard.close();
  }
}
