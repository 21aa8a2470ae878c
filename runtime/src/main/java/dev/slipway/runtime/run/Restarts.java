package dev.slipway.runtime.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether a container that has ended is started again, and when: `--restart`.
///
/// Docker's delays: a tenth of a second, doubled each time up to a minute, and from the beginning
/// after a run of ten seconds.
public final class Restarts {
  private static final String WITH_MACHINE = "with the machine";
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration SETTLED = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 100;

  private final ContainerRecords records;

  public Restarts(ContainerRecords records) {
    this.records = records;
  }

  /// How often it was restarted since its user started it, and the delay before the last time.
  private record Count(int times, long delayMillis) {
    static final Count NONE = new Count(0, 0);
  }

  private static Count count(ContainerFiles files) throws IOException {
    try {
      String[] words = Files.readString(files.restarts()).strip().split(" ", -1);
      return new Count(Integer.parseInt(words[0]), Long.parseLong(words[1]));
    } catch (NoSuchFileException | NumberFormatException | IndexOutOfBoundsException none) {
      return Count.NONE;
    }
  }

  /// How often the container was restarted since its user started it.
  public int times(ContainerId id) throws IOException {
    return count(records.files(id)).times();
  }

  /// Its user starts it: everything begins anew.
  static void forget(ContainerFiles files) throws IOException {
    Files.deleteIfExists(files.restarts());
    Files.deleteIfExists(files.stoppedByUser());
  }

  /// Its user wants it to end: it is not restarted.
  static void stoppedByUser(ContainerFiles files) throws IOException {
    stopped(files, "");
  }

  /// The machine goes down: it is not restarted before the machine is up again.
  public void stoppedWithMachine(ContainerId id) throws IOException {
    stopped(records.files(id), WITH_MACHINE);
  }

  private static void stopped(ContainerFiles files, String why) throws IOException {
    try {
      Files.writeString(files.stoppedByUser(), why);
    } catch (NoSuchFileException removed) {
      // Then nothing restarts it.
    }
  }

  /// Whether it was ended by its user, or with the machine.
  public boolean wasStoppedByUser(ContainerId id) {
    return Files.exists(records.files(id).stoppedByUser());
  }

  public boolean wasStoppedWithMachine(ContainerId id) throws IOException {
    try {
      return Files.readString(records.files(id).stoppedByUser()).equals(WITH_MACHINE);
    } catch (NoSuchFileException runs) {
      return false;
    }
  }

  /// Waits until the container is to be started again.
  ///
  /// @return false: it is not
  public boolean await(ContainerId id) throws IOException, InterruptedException {
    Optional<Container> ended = records.find(id);
    if (ended.isEmpty() || !wanted(ended.get())) {
      return false;
    }
    ContainerFiles files = records.files(id);
    Count before = count(files);
    Duration delay = delay(before, ended.get());
    Files.writeString(files.restarts(), (before.times() + 1) + " " + delay.toMillis());
    ProcessIdentity own = ProcessIdentity.of(ProcessHandle.current().pid());
    Files.writeString(files.restarting(), own.pid() + " " + own.startTicks());
    try {
      long until = System.nanoTime() + delay.toNanos();
      while (System.nanoTime() < until) {
        Thread.sleep(Math.min(LOOK_MILLIS, delay.toMillis()));
        if (wasStoppedByUser(id)) {
          return false;
        }
      }
    } finally {
      Files.deleteIfExists(files.restarting());
    }
    Optional<Container> now = records.find(id);
    return now.isPresent() && !now.get().running() && !wasStoppedByUser(id);
  }

  private boolean wanted(Container container) throws IOException {
    if (container.running() || wasStoppedByUser(container.id())) {
      return false;
    }
    String policy = container.record().settings().text(Setting.RESTART);
    if (policy.equals("always") || policy.equals("unless-stopped")) {
      return true;
    }
    if (!policy.startsWith("on-failure") || succeeded(container.state())) {
      return false;
    }
    int colon = policy.indexOf(':');
    int most = colon < 0 ? 0 : Integer.parseInt(policy.substring(colon + 1));
    return most == 0 || count(records.files(container.id())).times() < most;
  }

  private static boolean succeeded(ContainerState state) {
    return switch (state) {
      case ContainerState.Exited exited -> exited.exitCode().orElse(1) == 0;
      case ContainerState.Restarting restarting -> restarting.exitCode().orElse(1) == 0;
      case ContainerState.Created _, ContainerState.Running _ -> true;
    };
  }

  private static Duration delay(Count before, Container ended) {
    RunRecord run = ended.run();
    Instant end = run == null || run.end() == null ? null : run.end().finishedAt();
    boolean settled =
        run != null && end != null && Duration.between(run.startedAt(), end).compareTo(SETTLED) > 0;
    if (settled || before.delayMillis() == 0) {
      return SHORTEST;
    }
    Duration doubled = Duration.ofMillis(2 * before.delayMillis());
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  /// Whether somebody waits to start the container again.
  static boolean isWaiting(ContainerFiles files) throws IOException {
    try {
      String[] words = Files.readString(files.restarting()).strip().split(" ", -1);
      return new ProcessIdentity(Long.parseLong(words[0]), Long.parseLong(words[1])).alive();
    } catch (NoSuchFileException | NumberFormatException | IndexOutOfBoundsException nobody) {
      return false;
    }
  }
}
