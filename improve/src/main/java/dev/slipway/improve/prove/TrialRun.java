package dev.slipway.improve.prove;

import dev.slipway.engine.Slipway;
import dev.slipway.engine.container.Containers;
import dev.slipway.engine.create.ContainerRequest;
import dev.slipway.engine.create.NetworkSettings;
import dev.slipway.linux.OpenFile;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ContainerState;
import dev.slipway.runtime.run.ExecRequest;
import dev.slipway.runtime.run.LogQuery;
import dev.slipway.runtime.run.PortRecord;
import dev.slipway.runtime.run.StartWatcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// A container that is looked at; closing it removes it.
final class TrialRun implements AutoCloseable {
  private static final int KILLED = 137;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Slipway slipway;
  private final Containers containers;
  private final String id;
  private final long started;

  private TrialRun(Slipway slipway, String id, long started) {
    this.slipway = slipway;
    containers = slipway.containers();
    this.id = id;
    this.started = started;
  }

  /// @param ports of the container, each published on any free port of loopback
  static TrialRun start(Slipway slipway, String image, List<String> command, List<Integer> ports)
      throws IOException, InterruptedException {
    return start(slipway, image, command, ports, StartWatcher.NONE);
  }

  /// As above, and tells of the first process before it is the program.
  static TrialRun start(
      Slipway slipway,
      String image,
      List<String> command,
      List<Integer> ports,
      StartWatcher watcher)
      throws IOException, InterruptedException {
    Containers containers = slipway.containers();
    Container container = containers.createToStart(request(image, command, ports));
    String id = container.id().hex();
    long now = System.nanoTime();
    try {
      containers.start(container, watcher);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      containers.remove(id, true, true);
      throw failed;
    }
    return new TrialRun(slipway, id, now);
  }

  private static ContainerRequest request(String image, List<String> command, List<Integer> ports) {
    List<String> published = ports.stream().map(port -> "127.0.0.1::" + port).toList();
    return ContainerRequest.of(image, command)
        .withNetwork(NetworkSettings.DEFAULT.withPorts(published));
  }

  Duration age() {
    return Duration.ofNanos(System.nanoTime() - started);
  }

  /// The host's port that leads to one of the container's, or 0.
  int hostPort(int port) throws IOException {
    for (PortRecord each : containers.find(id).publishedPorts()) {
      if (each.containerPort() == port) {
        return each.hostPort();
      }
    }
    return 0;
  }

  /// How it ended, if it has.
  OptionalInt exit() throws IOException {
    return containers.find(id).state() instanceof ContainerState.Exited ended
        ? OptionalInt.of(ended.exitCode().orElse(KILLED))
        : OptionalInt.empty();
  }

  /// Its first process, or 0.
  long pid() throws IOException {
    return containers.find(id).state() instanceof ContainerState.Running running
        ? running.pid()
        : 0;
  }

  /// The exit code of a further process, in words.
  String exec(List<String> command) throws IOException {
    var request = new ExecRequest(command, List.of(), "", "", false, false, false, false);
    try (OpenFile nothing = OpenFile.readWrite(Path.of("/dev/null"))) {
      var streams = List.of(nothing, nothing, nothing);
      int code = containers.exec(containers.find(id), request, Optional.empty(), streams);
      return "exit code " + code;
    } catch (ContainerException failed) {
      return String.valueOf(failed.getMessage());
    }
  }

  /// The directories in which files were made or changed, but for what a toolchain makes.
  ///
  /// @param volumes whose mount points are no files of the program's
  SortedSet<String> changed(Set<String> volumes) throws IOException {
    List<String> lines = slipway.containerContents().diff(containers.find(id));
    var parents = new TreeSet<String>();
    for (String line : lines) {
      parents.add(parent(line.substring(2)));
    }
    var changed = new TreeSet<String>();
    for (String line : lines) {
      String path = line.substring(2);
      boolean tools =
          path.contains("/go-build") || path.startsWith("/go/") || path.contains("/.config/go");
      if (!parents.contains(path) && !tools && !volumes.contains(path)) {
        changed.add(parent(path));
      }
    }
    return changed;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  String output() throws IOException, InterruptedException {
    var bytes = new ByteArrayOutputStream();
    containers.logs(
        containers.find(id),
        LogQuery.ALL,
        line -> {
          try {
            line.writeTo(bytes);
          } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
          }
          if (line.whole()) {
            bytes.write('\n');
          }
        });
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /// Tells it to end; empty where it had to be killed.
  Optional<Duration> stop() throws IOException, InterruptedException {
    long before = System.nanoTime();
    containers.stop(containers.find(id), Optional.empty(), Optional.of(GRACE));
    Duration taken = Duration.ofNanos(System.nanoTime() - before);
    return exit().orElse(KILLED) == KILLED ? Optional.empty() : Optional.of(taken);
  }

  @Override
  public void close() throws IOException {
    try {
      containers.remove(id, true, true);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a container was removed");
    }
  }
}
