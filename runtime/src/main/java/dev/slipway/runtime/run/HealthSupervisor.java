package dev.slipway.runtime.run;

import dev.slipway.linux.LinuxException;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.PidFd;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Asks a running container for its health, as often as it was made to be asked, until it ends. A
/// process of its own beside each container that has a check.
public final class HealthSupervisor {
  private static final Duration USUAL = Duration.ofSeconds(30);
  private static final Duration STARTING = Duration.ofSeconds(5);
  private static final int RETRIES = 3;
  private static final int MOST_OUTPUT = 4096;

  private final ContainerHost host;
  private final ContainerId id;

  public HealthSupervisor(ContainerHost host, ContainerId id) {
    this.host = host;
    this.id = id;
  }

  /// Starts one for a container that has just been started; it outlives this process.
  static void spawn(ContainerHost host, ContainerRecord record, List<String> environment)
      throws IOException {
    ContainerFiles files = host.records().files(record.containerId());
    Files.deleteIfExists(files.health());
    if (!record.settings().has(Setting.HEALTH_CMD) || host.cleanup().isEmpty()) {
      return;
    }
    RecordFile.write(files.health(), Health.STARTING, Health::write);
    Supervisor.spawn(host, "health", record.id(), environment);
  }

  /// Checks until the container's present run has ended.
  public void run() throws IOException, InterruptedException {
    Optional<Container> first = host.records().find(id);
    RunRecord run = first.map(Container::run).orElse(null);
    if (first.isEmpty() || run == null || !first.get().running()) {
      return;
    }
    Settings settings = first.get().record().settings();
    try (PidFd process = PidFd.open(run.pid())) {
      Health health = Health.STARTING;
      while (!process.waitExit(pause(settings, health, run.startedAt()))) {
        Optional<Container> now = host.records().find(id);
        if (now.isEmpty() || !(now.get().state() instanceof ContainerState.Running state)) {
          return;
        }
        if (!state.paused()) {
          health = check(now.get(), settings, health, run.startedAt());
        }
      }
    } catch (LinuxException ended) {
      // Between two looks.
    }
  }

  private Health check(Container container, Settings settings, Health before, Instant started)
      throws IOException {
    Health.Probe probe = probe(container, settings);
    int retries =
        settings.has(Setting.HEALTH_RETRIES)
            ? (int) settings.number(Setting.HEALTH_RETRIES)
            : RETRIES;
    Instant grown = started.plus(time(settings, Setting.HEALTH_START_PERIOD, Duration.ZERO));
    boolean counts = before.status() != Health.Status.STARTING || !probe.start().isBefore(grown);
    Health health = before.with(probe, Math.max(1, retries), counts);
    RecordFile.write(host.records().files(id).health(), health, Health::write);
    if (health.status() != before.status()) {
      host.records()
          .events()
          .append(container.record(), "health_status: " + health.status().word());
    }
    return health;
  }

  private static Duration time(Settings settings, Setting setting, Duration usual) {
    long nanos = settings.number(setting);
    return nanos == 0 ? usual : Duration.ofNanos(nanos);
  }

  private static Duration pause(Settings settings, Health health, Instant started) {
    Duration period = time(settings, Setting.HEALTH_START_PERIOD, Duration.ZERO);
    boolean starting =
        health.status() == Health.Status.STARTING && Instant.now().isBefore(started.plus(period));
    return starting
        ? time(settings, Setting.HEALTH_START_INTERVAL, STARTING)
        : time(settings, Setting.HEALTH_INTERVAL, USUAL);
  }

  private static List<String> command(List<String> test) {
    return test.getFirst().equals("CMD-SHELL")
        ? List.of("/bin/sh", "-c", String.join(" ", test.subList(1, test.size())))
        : test.subList(1, test.size());
  }

  private Health.Probe probe(Container container, Settings settings) throws IOException {
    Duration timeout = time(settings, Setting.HEALTH_TIMEOUT, USUAL);
    Path output = host.records().files(id).volatileDirectory().resolve("health");
    Instant start = Instant.now();
    int code;
    String text;
    try {
      Files.writeString(output, "");
      var request =
          new ExecRequest(
              command(settings.list(Setting.HEALTH_CMD)),
              List.of(),
              "",
              "",
              false,
              false,
              false,
              false);
      try (OpenFile nothing = OpenFile.readWrite(Path.of("/dev/null"));
          OpenFile sink = OpenFile.readWrite(output)) {
        code =
            new ContainerExec(host)
                .run(container, request, Optional.empty(), List.of(nothing, sink, sink), timeout);
      }
      text =
          code < 0
              ? "Health check exceeded timeout (" + timeout.toMillis() / 1000.0 + "s)"
              : start(output);
    } catch (ContainerException notRun) {
      code = notRun.exitCode();
      text = String.valueOf(notRun.getMessage());
    } finally {
      Files.deleteIfExists(output);
    }
    return new Health.Probe(start, Instant.now(), code, text);
  }

  private static String start(Path output) throws IOException {
    try (InputStream input = Files.newInputStream(output)) {
      return new String(input.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
    }
  }
}
