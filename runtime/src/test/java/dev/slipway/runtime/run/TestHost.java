package dev.slipway.runtime.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.network.Network;
import dev.slipway.runtime.network.NetworkEndpoint;
import dev.slipway.runtime.network.PortMapping;
import dev.slipway.runtime.network.UserNetworks;
import dev.slipway.runtime.rootfs.LayerRoot;
import dev.slipway.runtime.volume.Volumes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Containers of a busybox, in directories of the test.
final class TestHost implements AutoCloseable {
  private static final String LAYER = "sha256:" + "1".repeat(64);
  private static final List<String> APPLETS =
      List.of(
          "sh",
          "echo",
          "sleep",
          "cat",
          "true",
          "ls",
          "env",
          "id",
          "kill",
          "pwd",
          "stty",
          "touch",
          "mkdir",
          "tail",
          "hostname",
          "cut");

  private final Path directory;
  private final ImageStore store;
  final ContainerRecords records;
  final ContainerHost host;
  final ContainerLifecycle lifecycle;

  private TestHost(Path directory, List<String> cleanup) throws IOException {
    this.directory = directory;
    this.store = ImageStore.open(directory.resolve("store"));
    Path run = directory.resolve("run");
    this.records = new ContainerRecords(store.area("containers"), run);
    this.host =
        new ContainerHost(
            records,
            store.locks(),
            _ -> new LayerRoot.Directory(directory.resolve("busybox")),
            new Nowhere(),
            new UserNetworks(store.area("networks"), store.locks()),
            new Volumes(store.area("volumes"), store.locks(), (_, _) -> {}),
            run,
            cleanup);
    this.lifecycle = new ContainerLifecycle(host);
  }

  /// Whether this machine can run containers as the tests need it.
  static boolean canRun() {
    return "root".equals(System.getProperty("user.name"))
        && HostCapabilities.find("crun").isPresent()
        && HostCapabilities.find("conmon").isPresent()
        && Files.isExecutable(Path.of("/bin/busybox"));
  }

  static TestHost open(Path directory, String... cleanup) throws IOException {
    Path root = Files.createDirectories(directory.resolve("busybox"));
    Path bin = root.resolve("bin");
    if (!Files.exists(bin)) {
      Files.createDirectories(bin);
      Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
      for (String applet : APPLETS) {
        Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
      }
      Files.createDirectories(root.resolve("etc"));
      Files.writeString(
          root.resolve("etc/passwd"),
          "# comment\nroot:x:0:0:root:/root:/bin/sh\nnonroot:x:1001:1002::/home/nonroot:/bin/sh\n");
      Files.writeString(root.resolve("etc/group"), "root:x:0:\nnonroot:x:1002:\n");
    }
    return new TestHost(directory, List.of(cleanup));
  }

  /// Made to be changed by tests, one wish each.
  static ContainerRecord plan(ContainerId id, String name, String... command) {
    return new ContainerRecord(
        id.hex(),
        name,
        Instant.now(),
        "busybox",
        "sha256:" + "2".repeat(64),
        List.of(LAYER),
        null,
        List.of(command),
        List.of(),
        "/",
        "",
        id.shortHex(),
        false,
        false,
        "SIGTERM",
        false,
        NetworkMode.NONE,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        List.of(),
        Settings.NONE);
  }

  /// All containers, none of which is damaged.
  List<Container> list() throws IOException {
    return records.list(damaged -> {
      throw new AssertionError(damaged.message());
    });
  }

  interface Change {
    ContainerRecord apply(ContainerRecord plan);
  }

  Container create(String... command) throws IOException, InterruptedException {
    return create(plan -> plan, command);
  }

  Container create(Change change, String... command) throws IOException, InterruptedException {
    var id = ContainerId.random(new SecureRandom());
    return lifecycle.create(
        id, null, new SecureRandom(), false, name -> change.apply(plan(id, name, command)));
  }

  /// Runs a command to its end.
  Finished run(Container container) throws IOException, InterruptedException {
    try (StartedContainer started = lifecycle.start(container.id(), true, Optional.empty())) {
      Attachment attachment = started.attachment().orElseThrow();
      var out = new ByteArrayOutputStream();
      var err = new ByteArrayOutputStream();
      for (var packet = attachment.receive(); packet.isPresent(); packet = attachment.receive()) {
        Attachment.Output output = packet.get();
        output.writeTo(output.error() ? err : out);
      }
      RunEnd end = lifecycle.awaitEnd(container.id());
      lifecycle.settle(container.id());
      assertThat(end).isNotNull();
      return new Finished(
          end.exitCode(),
          out.toString(StandardCharsets.UTF_8),
          err.toString(StandardCharsets.UTF_8));
    }
  }

  record Finished(@Nullable Integer exitCode, String out, String err) {}

  /// The container as it is now.
  Container now(Container container) throws IOException {
    return records.find(container.id()).orElseThrow();
  }

  /// The processes of its latest run.
  RunRecord latestRun(Container container) throws IOException {
    return Objects.requireNonNull(now(container).run());
  }

  List<String> leftovers() throws IOException {
    if (!Files.exists(directory.resolve("run"))) {
      return List.of();
    }
    try (var below = Files.walk(directory.resolve("run"))) {
      return below.filter(path -> !Files.isDirectory(path)).map(Path::toString).toList();
    }
  }

  @Override
  public void close() throws IOException {
    List<ContainerId> ids = new ArrayList<>();
    records.list(damaged -> ids.add(damaged.id())).forEach(one -> ids.add(one.id()));
    for (ContainerId id : ids) {
      try {
        lifecycle.remove(id, id.hex(), true, false);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    store.close();
  }

  /// A network that no container of these tests asks for.
  private static final class Nowhere implements Network {
    @Override
    public NetworkEndpoint attach(String id, List<PortMapping> ports) {
      throw new IllegalStateException("not asked for");
    }

    @Override
    public void release(String id) {
      // It never gave anything.
    }

    @Override
    public void leave(String id) {
      release(id);
    }
  }
}
