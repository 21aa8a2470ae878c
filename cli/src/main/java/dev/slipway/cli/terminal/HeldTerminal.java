package dev.slipway.cli.terminal;

import dev.slipway.linux.CaughtSignals;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Signals;
import dev.slipway.linux.Terminal;
import java.util.List;

/// Standard input's terminal while it has other settings than the user's. It gets those back when
/// this is closed, and whatever else ends us: see [TerminalGuard] for what no program can see
/// coming.
public final class HeldTerminal implements AutoCloseable {
  private static final List<Integer> ENDING =
      List.of(Signals.SIGHUP, Signals.SIGINT, Signals.SIGTERM);
  private static final int BY_SIGNAL = 128;

  private final Terminal terminal;
  private final Terminal.Settings before;
  private final TerminalGuard guard;

  private HeldTerminal(Terminal terminal, Terminal.Settings before, TerminalGuard guard) {
    this.terminal = terminal;
    this.before = before;
    this.guard = guard;
  }

  /// Every key is a container's.
  ///
  /// @param ended whether signals are to end us, as they are not the container's
  public static HeldTerminal raw(Terminal terminal, boolean ended) throws LinuxException {
    Terminal.Settings before = terminal.settings();
    var held = new HeldTerminal(terminal, before, TerminalGuard.start(before, before.raw()));
    if (ended) {
      held.catchSignals(false);
    }
    terminal.apply(before.raw());
    return held;
  }

  /// A process that we start makes it raw, and ends when a signal ends us.
  public static HeldTerminal lent(Terminal terminal) throws LinuxException {
    Terminal.Settings before = terminal.settings();
    var held = new HeldTerminal(terminal, before, TerminalGuard.startForLent(before));
    held.catchSignals(true);
    return held;
  }

  /// What is typed is not shown.
  public static HeldTerminal silent(Terminal terminal) throws LinuxException {
    Terminal.Settings before = terminal.settings();
    var held = new HeldTerminal(terminal, before, TerminalGuard.start(before, before.silent()));
    held.catchSignals(false);
    terminal.apply(before.silent());
    return held;
  }

  private void catchSignals(boolean withChildren) {
    ENDING.forEach(signal -> CaughtSignals.handle(signal, () -> end(signal, withChildren)));
  }

  /// The JVM would end without any more word to the thread that has the terminal, which sees no end
  /// of its own before this one: it waits for this object.
  private synchronized void end(int signal, boolean withChildren) {
    if (withChildren) {
      ProcessHandle.current()
          .children()
          .forEach(child -> {
            child.destroyForcibly();
            child.onExit().join();
          });
    }
    try {
      close();
    } catch (LinuxException gone) {
      // Nobody is there to see it.
    }
    Runtime.getRuntime().halt(BY_SIGNAL + signal);
  }

  @Override
  public synchronized void close() throws LinuxException {
    terminal.apply(before);
    guard.close();
  }
}
