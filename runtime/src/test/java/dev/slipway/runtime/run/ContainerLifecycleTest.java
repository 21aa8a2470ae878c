package dev.slipway.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.linux.PidFd;
import dev.slipway.linux.Signals;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf("dev.slipway.runtime.run.TestHost#canRun")
class ContainerLifecycleTest {
  @TempDir(cleanup = CleanupMode.NEVER)
  Path directory;

  TestHost host;

  @BeforeEach
  void open() throws IOException {
    host = TestHost.open(directory);
  }

  @AfterEach
  void close() throws IOException {
    host.close();
    FileTreeRemoval.remove(directory);
  }

  @Test
  void streamsAreSeparateAndTheExitCodeIsTheProgramsOwn() throws Exception {
    Container container = host.create("/bin/sh", "-c", "echo out; echo err >&2; exit 3");

    TestHost.Finished finished = host.run(container);

    assertThat(finished).isEqualTo(new TestHost.Finished(3, "out\n", "err\n"));
    assertThat(host.now(container).state())
        .isInstanceOfSatisfying(
            ContainerState.Exited.class,
            exited -> assertThat(exited.exitCode()).isEqualTo(OptionalInt.of(3)));
  }

  @Test
  void theRootIsMountedWhereNobodyElseSeesIt() throws Exception {
    Container container = host.create("/bin/sleep", "100");
    host.lifecycle.start(container.id(), false, Optional.empty()).close();

    assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
        .doesNotContain(directory.toString());
    long monitor = host.latestRun(container).monitorPid();
    assertThat(Files.readString(Path.of("/proc/" + monitor + "/mountinfo")))
        .doesNotContain(directory.toString());
  }

  @Test
  void aDetachedContainerRunsUntilItIsStoppedAndKeepsItsFiles() throws Exception {
    Container container =
        host.create(
            "/bin/sh", "-c", "trap 'exit 7' TERM; touch /mark; while :; do sleep 0.05; done");
    host.lifecycle.start(container.id(), false, Optional.empty()).close();
    awaitFile(host.records.files(container.id()).upper().resolve("mark"));
    assertThat(host.now(container).running()).isTrue();

    host.lifecycle.stop(container.id(), Signals.SIGTERM, Duration.ofSeconds(10));

    assertThat(host.now(container).state())
        .isInstanceOfSatisfying(
            ContainerState.Exited.class,
            exited -> assertThat(exited.exitCode()).isEqualTo(OptionalInt.of(7)));
    assertThat(host.leftovers()).isEmpty();
  }

  @Test
  void aProgramThatIgnoresTheSignalIsKilled() throws Exception {
    Container container = host.create("/bin/sleep", "100");
    host.lifecycle.start(container.id(), false, Optional.empty()).close();

    host.lifecycle.stop(container.id(), Signals.SIGTERM, Duration.ofMillis(50));

    assertThat(host.lifecycle.awaitEnd(container.id())).extracting(RunEnd::exitCode).isEqualTo(137);
  }

  @Test
  void aStoppedContainerStartsAgainWithWhatItWrote() throws Exception {
    Container container =
        host.create("/bin/sh", "-c", "cat /count 2>/dev/null; echo again >> /count");

    assertThat(host.run(container).out()).isEmpty();
    assertThat(host.run(container).out()).isEqualTo("again\n");
    assertThat(host.run(container).out()).isEqualTo("again\nagain\n");
  }

  @Test
  void aMissingProgramIs127AndLeavesNothingRunning() throws Exception {
    Container container = host.create("nosuch");

    assertThatThrownBy(() -> host.run(container))
        .isInstanceOfSatisfying(
            ContainerException.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(127);
              assertThat(failure)
                  .hasMessageContaining("exec: \"nosuch\": executable file not found in $PATH");
            });
    assertThat(host.now(container).state()).isInstanceOf(ContainerState.Created.class);
    assertThat(host.leftovers()).isEmpty();
  }

  @Test
  void aFileThatIsNoProgramIs126() throws Exception {
    for (String path : List.of("/etc/passwd", "/etc")) {
      Container container = host.create(path);
      assertThatThrownBy(() -> host.run(container))
          .isInstanceOfSatisfying(
              ContainerException.class, failure -> assertThat(failure.exitCode()).isEqualTo(126));
    }
  }

  @Test
  void anEndThatNobodySawIsUnknown() throws Exception {
    Container container = host.create("/bin/sleep", "100");
    host.lifecycle.start(container.id(), false, Optional.empty()).close();
    RunRecord run = host.latestRun(container);
    kill(run.monitorPid());
    assertThat(host.now(container).state())
        .isInstanceOfSatisfying(
            ContainerState.Running.class, running -> assertThat(running.watched()).isFalse());

    kill(run.pid());

    assertThat(host.now(container).state())
        .isEqualTo(new ContainerState.Exited(OptionalInt.empty(), null, false));
    assertThat(host.lifecycle.awaitEnd(container.id())).isEqualTo(new RunEnd(null, null, false));
    host.lifecycle.settle(container.id());
    assertThat(host.leftovers()).isEmpty();
  }

  @Test
  void aRunOfAnotherBootHasEnded() throws Exception {
    Container container = host.create("/bin/sleep", "100");
    host.lifecycle.start(container.id(), false, Optional.empty()).close();
    RunRecord run = host.latestRun(container);

    var afterReboot = new StateReader("another boot");

    assertThat(afterReboot.read(host.records.files(container.id()), container.record(), run))
        .isEqualTo(new ContainerState.Exited(OptionalInt.empty(), null, false));
  }

  @Test
  void removalOfARunningContainerNeedsForce() throws Exception {
    Container container = host.create("/bin/sleep", "100");
    host.lifecycle.start(container.id(), false, Optional.empty()).close();

    assertThatThrownBy(() -> host.lifecycle.remove(container.id(), "it", false, false))
        .hasMessage(
            "cannot remove container \"it\": container is running: stop the container before"
                + " removing or force remove");
    host.lifecycle.remove(container.id(), "it", true, false);

    assertThat(host.list()).isEmpty();
    assertThat(directory.resolve("store/containers").resolve(container.id().hex())).doesNotExist();
    assertThat(directory.resolve("run")).doesNotExist();
    try (var locks = Files.list(directory.resolve("store/locks"))) {
      assertThat(locks.filter(lock -> lock.toString().contains("container"))).isEmpty();
    }
  }

  @Test
  void twoThatWantOneNameGetItOnce() throws Exception {
    List<Thread> threads = new ArrayList<>();
    List<Object> results = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                var random = new java.security.SecureRandom();
                var id = ContainerId.random(random);
                try {
                  results.add(
                      host.lifecycle.create(
                          id, "web", random, false, name -> TestHost.plan(id, name, "/bin/true")));
                } catch (IOException | InterruptedException | ContainerException failure) {
                  results.add(failure);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(results).hasSize(8);
    assertThat(results.stream().filter(Container.class::isInstance)).hasSize(1);
    assertThat(results.stream().filter(ContainerException.class::isInstance))
        .hasSize(7)
        .allSatisfy(failure ->
            assertThat(((Exception) failure).getMessage())
                .startsWith("Conflict. The container name \"/web\" is already in use by"));
    assertThat(host.list()).hasSize(1);
  }

  @Test
  void aNameIsFreeAgainAfterTheRemoval() throws Exception {
    for (int i = 0; i < 2; i++) {
      var random = new java.security.SecureRandom();
      var id = ContainerId.random(random);
      host.lifecycle.create(id, "web", random, false, name -> TestHost.plan(id, name, "/bin/true"));
      host.lifecycle.remove(host.records.find("web").id(), "web", false, false);
    }
    assertThatThrownBy(() -> host.records.find("web")).hasMessage("No such container: web");
  }

  @Test
  void aNameWithoutItsHolderIsFree() throws Exception {
    Path names = Files.createDirectories(directory.resolve("store/containers/names"));
    Files.writeString(names.resolve("web"), "");
    var random = new java.security.SecureRandom();
    var id = ContainerId.random(random);

    host.lifecycle.create(id, "web", random, false, name -> TestHost.plan(id, name, "/bin/true"));

    assertThat(host.records.find("web").id()).isEqualTo(id);
    assertThat(names).isDirectoryNotContaining("glob:**.damaged");
  }

  @Test
  void standardInputReachesTheProgramAndEnds() throws Exception {
    Container container = host.create(TestHostChanges::withStdin, "/bin/cat");
    try (StartedContainer started = host.lifecycle.start(container.id(), true, Optional.empty())) {
      Attachment attachment = started.attachment().orElseThrow();
      byte[] text = "hello\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);
      Thread writer =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  attachment.send(text, text.length);
                  attachment.endInput();
                } catch (IOException failure) {
                  throw new java.io.UncheckedIOException(failure);
                }
              });
      var out = new java.io.ByteArrayOutputStream();
      for (var packet = attachment.receive(); packet.isPresent(); packet = attachment.receive()) {
        packet.get().writeTo(out);
      }
      writer.join();
      assertThat(out.toByteArray()).isEqualTo(text);
    }
  }

  @Test
  void aContainerThatGoesWithItsEndLeavesNothing() throws Exception {
    Container container = host.create(TestHostChanges::autoRemoved, "/bin/sh", "-c", "exit 5");

    assertThat(host.run(container).exitCode()).isEqualTo(5);

    assertThat(host.list()).isEmpty();
    assertThat(host.leftovers()).isEmpty();
    assertThat(directory.resolve("store/containers").resolve(container.id().hex())).doesNotExist();
    assertThatThrownBy(() -> host.records.find(container.name()))
        .hasMessageStartingWith("No such container");
  }

  @Test
  void whatNobodyKeepsIsCleanedUpByTheExitCommand() throws Exception {
    Path cleaned = directory.resolve("cleaned");
    try (TestHost watched = TestHost.open(directory, "/bin/sh", "-c", "echo $0 > " + cleaned)) {
      Container container = watched.create("/bin/sleep", "0.1");
      watched.lifecycle.start(container.id(), false, Optional.empty()).close();

      awaitFile(cleaned);
      while (Files.size(cleaned) == 0) {
        Thread.sleep(5);
      }
      assertThat(Files.readString(cleaned)).isEqualTo(container.id() + "\n");
    }
  }

  @Test
  void whatIsKeptIsNotCleanedUpByTheExitCommand() throws Exception {
    Path cleaned = directory.resolve("cleaned");
    try (TestHost watched = TestHost.open(directory, "/bin/sh", "-c", "echo $0 > " + cleaned)) {
      Container container = watched.create("/bin/true");
      long monitor;
      try (StartedContainer started =
          watched.lifecycle.start(container.id(), true, Optional.empty())) {
        monitor = watched.latestRun(container).monitorPid();
        watched.lifecycle.awaitEnd(container.id());
        watched.lifecycle.settle(container.id());
        assertThat(started.attachment()).isPresent();
      }
      while (Files.exists(Path.of("/proc/" + monitor + "/cmdline"))
          && Files.readAllBytes(Path.of("/proc/" + monitor + "/cmdline")).length > 0) {
        Thread.sleep(5);
      }
      assertThat(cleaned).doesNotExist();
    }
  }

  @Test
  void aStartThatWasKilledHalfwayIsTakenBackByTheNextUse() throws Exception {
    Container gone = host.create(TestHostChanges::autoRemoved, "/bin/true");
    Container kept = host.create("/bin/true");
    Path starting = Files.createDirectories(directory.resolve("store/containers/starting"));
    for (Container container : List.of(gone, kept)) {
      Files.writeString(starting.resolve(container.id().hex()), "4194304 1");
      Files.createDirectories(host.records.files(container.id()).rootfs());
    }

    Container next = host.create("/bin/true");

    assertThat(host.list())
        .extracting(Container::id)
        .containsExactlyInAnyOrder(kept.id(), next.id());
    assertThat(starting).isEmptyDirectory();
    assertThat(host.records.files(kept.id()).volatileDirectory()).doesNotExist();
    assertThat(host.run(kept).exitCode()).isZero();
  }

  @Test
  void aDamagedRecordHidesOnlyItsContainerAndIsRemovedByForce() throws Exception {
    Container running = host.create("/bin/sleep", "100");
    host.lifecycle.start(running.id(), false, Optional.empty()).close();
    RunRecord run = host.latestRun(running);
    Container other = host.create("/bin/true");
    ContainerFiles files = host.records.files(running.id());
    for (Path record : List.of(files.run(), files.record())) {
      Files.write(record, Arrays.copyOf(Files.readAllBytes(record), 30));
    }
    List<DamagedContainer> damaged = new ArrayList<>();

    assertThat(host.records.list(damaged::add))
        .extracting(Container::id)
        .containsExactly(other.id());
    assertThat(damaged)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.id()).isEqualTo(running.id());
          assertThat(one.file()).isEqualTo(files.record());
          assertThat(one.remedy())
              .isEqualTo("slipway rm -f " + running.id().shortHex() + " removes it");
        });
    assertThatThrownBy(() -> host.records.find(running.name()))
        .hasMessageContaining(files.record().toString());
    assertThatThrownBy(() -> host.lifecycle.remove(running.id(), "it", false, false))
        .hasMessageContaining("cannot be read");
    assertThat(host.run(other).exitCode()).isZero();

    ContainerId located = host.records.locate(running.name()).orElseThrow();
    host.lifecycle.remove(located, "it", true, false);

    assertThat(host.records.locate(running.name())).isEmpty();
    assertThat(files.directory()).doesNotExist();
    assertThat(files.volatileDirectory()).doesNotExist();
    assertThat(run.process().alive()).isFalse();
    assertThat(host.create("/bin/true").running()).isFalse();
  }

  @Test
  void aDamagedRunRecordIsRemovedByForceToo() throws Exception {
    Container container = host.create("/bin/sleep", "100");
    host.lifecycle.start(container.id(), false, Optional.empty()).close();
    RunRecord run = host.latestRun(container);
    Files.write(host.records.files(container.id()).run(), new byte[0]);

    host.lifecycle.remove(container.id(), "it", true, false);

    assertThat(host.list()).isEmpty();
    assertThat(run.process().alive()).isFalse();
    assertThat(host.leftovers()).isEmpty();
  }

  @Test
  void aDamagedContainerThatWasBeingStartedStopsNoOther() throws Exception {
    Container damaged = host.create(TestHostChanges::autoRemoved, "/bin/true");
    Path starting = Files.createDirectories(directory.resolve("store/containers/starting"));
    Files.writeString(starting.resolve(damaged.id().hex()), "4194304 1");
    Files.writeString(host.records.files(damaged.id()).record(), "{\"id\":");

    assertThat(host.run(host.create("/bin/true")).exitCode()).isZero();
    host.lifecycle.remove(damaged.id(), "it", true, false);

    assertThat(starting).isEmptyDirectory();
  }

  @Test
  void argumentsOf128KilobytesReachTheProgram() throws Exception {
    String longest = "x".repeat(128 * 1024 - 1);
    Container container = host.create("/bin/sh", "-c", "echo ${#1}", "sh", longest);

    assertThat(host.now(container).record().command()).endsWith(longest);
    assertThat(host.run(container).out()).isEqualTo("131071\n");
  }

  private static void kill(long pid) throws Exception {
    try (PidFd process = PidFd.open(pid)) {
      process.signal(Signals.SIGKILL);
      assertThat(process.waitExit(Duration.ofSeconds(20))).isTrue();
    }
  }

  private static void awaitFile(Path file) throws Exception {
    while (!Files.exists(file)) {
      Thread.sleep(5);
    }
  }
}
