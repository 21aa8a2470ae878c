package dev.slipway.runtime.run;

import dev.slipway.image.Digest;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.MappedOwners;
import dev.slipway.linux.Namespaces;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.isolation.CrunIsolation;
import dev.slipway.runtime.rootfs.LayerRoots;
import dev.slipway.runtime.rootfs.OverlayRoot;
import dev.slipway.runtime.rootfs.OverlayRoot.Durability;
import dev.slipway.runtime.rootfs.RootStack;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A container's root, mounted where only one thread of ours sees it, until this is closed.
final class PrivateRoot implements AutoCloseable {
  private final DedicatedThread thread;
  private final Path namespace;
  private final List<RuntimeMount> volumes;
  private final ProcessSpec process;

  private PrivateRoot(
      DedicatedThread thread, Path namespace, List<RuntimeMount> volumes, ProcessSpec process) {
    this.thread = thread;
    this.namespace = namespace;
    this.volumes = volumes;
    this.process = process;
  }

  static PrivateRoot mount(ContainerHost host, ContainerFiles files, ContainerRecord record)
      throws IOException, InterruptedException {
    RootStack stack = stack(host, files, record);
    var thread = DedicatedThread.open("mounts " + files.id().shortHex());
    try (MappedOwners owners = UserRange.owners(record)) {
      return thread.call(() -> mountHere(host, thread, stack, files, record, owners));
    } catch (IOException | InterruptedException | RuntimeException failed) {
      thread.close();
      throw failed;
    }
  }

  static RootStack stack(ContainerHost host, ContainerFiles files, ContainerRecord record)
      throws IOException, InterruptedException {
    List<Digest> layers = new ArrayList<>();
    for (String layer : record.layers()) {
      layers.add(Digest.parse(layer));
    }
    return new RootStack(LayerRoots.provide(host.layers(), layers), files.upper(), files.work());
  }

  private static PrivateRoot mountHere(
      ContainerHost host,
      DedicatedThread thread,
      RootStack stack,
      ContainerFiles files,
      ContainerRecord record,
      @Nullable MappedOwners owners)
      throws IOException {
    Namespaces.unshareMounts();
    CrunIsolation.coverCgroups();
    // What a container that goes with its end has written need not survive a crash of the machine.
    Durability durability = record.autoRemove() ? Durability.VOLATILE : Durability.NORMAL;
    OverlayRoot.mount(stack, files.rootfs(), durability, owners);
    List<RuntimeMount> volumes =
        new ContainerVolumes(host, files, record, owners).prepare(files.rootfs());
    Path namespace =
        Path.of("/proc")
            .resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")))
            .resolve("ns/mnt");
    return new PrivateRoot(thread, namespace, volumes, process(files, record));
  }

  private static ProcessSpec process(ContainerFiles files, ContainerRecord record)
      throws LinuxException, IOException {
    try (DirectoryHandle root = DirectoryHandle.open(files.rootfs())) {
      return ProcessPlan.first(record, root);
    }
  }

  List<RuntimeMount> volumes() {
    return volumes;
  }

  ProcessSpec process() {
    return process;
  }

  /// `command`, run where the root is seen.
  List<String> enter(Path nsenter, List<String> command) {
    List<String> entering = new ArrayList<>();
    entering.add(nsenter.toString());
    entering.add("--mount=" + namespace);
    entering.addAll(command);
    return entering;
  }

  @Override
  public void close() {
    thread.close();
  }
}
