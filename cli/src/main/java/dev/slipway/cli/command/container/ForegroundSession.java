package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.terminal.HeldTerminal;
import dev.slipway.engine.container.Containers;
import dev.slipway.linux.CaughtSignals;
import dev.slipway.linux.Signals;
import dev.slipway.linux.StandardStream;
import dev.slipway.linux.Terminal;
import dev.slipway.runtime.run.Attachment;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ContainerId;
import dev.slipway.runtime.run.RunEnd;
import dev.slipway.runtime.run.StartedContainer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A container in the foreground: its streams are ours, and so are its signals, until it ends or
/// the user leaves it with ctrl-p ctrl-q.
final class ForegroundSession {
  /// Those that a user or a service manager sends. The JVM keeps QUIT to itself.
  private static final List<Integer> FORWARDED =
      List.of(
          Signals.SIGHUP,
          Signals.SIGINT,
          Signals.SIGTERM,
          Signals.number("USR1").orElseThrow(),
          Signals.number("USR2").orElseThrow());

  private static final int UNKNOWN_EXIT = 255;

  private final Console console;
  private final Containers containers;
  private final AttachedStreams streams;
  private final DetachKeys keys;
  private final boolean forwardSignals;
  private final List<Integer> early = new ArrayList<>();
  private @Nullable ContainerId running;
  private boolean left;

  ForegroundSession(
      Console console,
      Containers containers,
      AttachedStreams streams,
      DetachKeys keys,
      boolean forwardSignals) {
    this.console = console;
    this.containers = containers;
    this.streams = streams;
    this.keys = keys;
    this.forwardSignals = forwardSignals;
  }

  /// Docker's refusal of a terminal that cannot be one.
  static void checkTerminal(Console console, boolean stdin, boolean terminal) {
    if (stdin && terminal && !console.inIsTerminal()) {
      throw new CommandException(
          "the input device is not a TTY",
          "remedy: leave out -t where standard input is not a terminal");
    }
  }

  /// From now on signals wait for the container and then go to it.
  void catchSignals() {
    if (forwardSignals) {
      FORWARDED.forEach(signal -> CaughtSignals.handle(signal, () -> forward(signal)));
    }
  }

  private synchronized void forward(int signal) {
    if (running == null) {
      early.add(signal);
      return;
    }
    try {
      containers.signal(running, signal);
    } catch (IOException gone) {
      // It has ended, which the session is about to see.
    }
  }

  private synchronized void began(ContainerId id) {
    running = id;
    early.forEach(this::forward);
    early.clear();
  }

  /// Starts the container and stays with it.
  ///
  /// @return its exit code
  int start(Container container) throws IOException, InterruptedException {
    Optional<Terminal> terminal = terminal(container);
    Optional<Terminal.Size> size = terminal.isPresent() ? terminal.get().size() : Optional.empty();
    int code;
    try (StartedContainer started = containers.start(container, true, size)) {
      code = stay(container, started, terminal);
    }
    while (!left) {
      Optional<StartedContainer> again = containers.startAgain(container.id(), true, size);
      if (again.isEmpty()) {
        break;
      }
      try (StartedContainer started = again.get()) {
        code = stay(container, started, terminal);
      }
    }
    return code;
  }

  /// Stays with a container that runs already.
  int join(Container container) throws IOException, InterruptedException {
    Optional<Terminal> terminal = terminal(container);
    try (StartedContainer attached = containers.attach(container)) {
      Optional<Terminal.Size> size =
          terminal.isPresent() ? terminal.get().size() : Optional.empty();
      if (size.isPresent()) {
        // A shell shows its prompt again when it sees a change, and only then.
        Attachment attachment = attached.attachment().orElseThrow();
        attachment.resize(new Terminal.Size(size.get().rows() + 1, size.get().columns() + 1));
        containers.resize(container, attachment, size.get());
      }
      return stay(container, attached, terminal);
    }
  }

  /// Ours, if the container has one too.
  private Optional<Terminal> terminal(Container container) {
    if (!container.record().terminal()) {
      return Optional.empty();
    }
    Optional<Terminal> input = Terminal.of(StandardStream.INPUT);
    return input.isPresent() ? input : Terminal.of(StandardStream.OUTPUT);
  }

  private int stay(Container container, StartedContainer started, Optional<Terminal> terminal)
      throws IOException, InterruptedException {
    Attachment attachment = started.attachment().orElseThrow();
    began(container.id());
    boolean raw = terminal.isPresent() && streams.input() && console.inIsTerminal();
    var input = new InputPump(console.in(), attachment, raw, keys);
    try (HeldTerminal _ = raw ? HeldTerminal.raw(terminal.get(), !forwardSignals) : null) {
      terminal.ifPresent(own -> followSize(own, container, attachment));
      if (streams.input()) {
        input.start();
      }
      print(attachment);
    }
    if (input.userLeft()) {
      containers.noteLeft(container);
      left = true;
      return 0;
    }
    RunEnd end = containers.await(container.id());
    containers.settle(container.id());
    return exitCode(end);
  }

  private void followSize(Terminal own, Container container, Attachment attachment) {
    CaughtSignals.handle(
        Signals.SIGWINCH,
        () -> {
          try {
            Optional<Terminal.Size> size = own.size();
            if (size.isPresent()) {
              containers.resize(container, attachment, size.get());
            }
          } catch (IOException gone) {
            // The container has ended: nobody minds its size.
          }
        });
  }

  private void print(Attachment attachment) throws IOException {
    OutputStream out = console.out().asStream();
    OutputStream err = console.err().asStream();
    for (var packet = attachment.receive(); packet.isPresent(); packet = attachment.receive()) {
      Attachment.Output output = packet.get();
      if (output.error() ? streams.error() : streams.output()) {
        output.writeTo(output.error() ? err : out);
      }
    }
  }

  private int exitCode(@Nullable RunEnd end) {
    Integer code = end == null ? null : end.exitCode();
    if (code == null) {
      console.err().println("Error: nobody saw how the container ended: its monitor was killed");
      return UNKNOWN_EXIT;
    }
    return code;
  }
}
