package dev.slipway.runtime.run;

import dev.slipway.linux.LinuxException;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.PidFd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keeps several files of a container's log (`--log-opt max-file`), in a process of its own, since
/// conmon keeps one: it begins a new file when it is asked to.
public final class LogKeeper {
  /// How much more than `max-size` a file may get depends on it.
  private static final Duration PAUSE = Duration.ofMillis(200);

  /// What conmon's control FIFO takes for the beginning of another file.
  private static final byte[] BEGIN = "2 0 0\n".getBytes(StandardCharsets.US_ASCII);

  private static final Duration STEP = Duration.ofMillis(2);
  private static final int STEPS = 2000;

  private final ContainerHost host;
  private final ContainerId id;

  public LogKeeper(ContainerHost host, ContainerId id) {
    this.host = host;
    this.id = id;
  }

  /// Starts one for a container that has just been started and wants it.
  static void spawn(ContainerHost host, ContainerRecord record, List<String> environment)
      throws IOException {
    if (LogOptions.of(record.settings()).needsKeeper()) {
      List<String> variables = new ArrayList<>(environment);
      variables.add("SLIPWAY_HEAP=16m");
      Supervisor.spawn(host, "logkeeper", record.id(), variables);
    }
  }

  /// Looks after the log until the container's present run has ended.
  public void run() throws IOException, InterruptedException {
    Optional<Container> container = host.records().find(id);
    RunRecord run = container.map(Container::run).orElse(null);
    if (container.isEmpty() || run == null || !run.monitor().alive()) {
      return;
    }
    LogOptions options = LogOptions.of(container.get().record().settings());
    var files = new LogFiles(host.records().files(id).log());
    try (PidFd monitor = PidFd.open(run.monitorPid())) {
      while (!monitor.waitExit(PAUSE)) {
        if (isFull(files.newest(), options.mostBytes())) {
          files.keepNewest(options.files());
          begin(files, monitor);
        }
      }
    } catch (LinuxException ended) {
      // Between two looks.
    }
  }

  private static boolean isFull(Path log, long most) throws IOException {
    try {
      return Files.size(log) >= most;
    } catch (NoSuchFileException removed) {
      return false;
    }
  }

  /// Has conmon begin another file.
  private void begin(LogFiles files, PidFd monitor) throws IOException {
    Object full = LogFiles.identity(files.newest());
    try (OpenFile control = OpenFile.readWrite(host.records().files(id).control())) {
      control.write(BEGIN, 0, BEGIN.length);
    }
    for (int i = 0; i < STEPS && files.after(full) == null; i++) {
      if (monitor.waitExit(STEP)) {
        return;
      }
    }
  }
}
