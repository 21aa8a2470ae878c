package dev.slipway.runtime.run;

import dev.slipway.image.store.Lock;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.linux.Mounts;
import dev.slipway.linux.Namespaces;
import dev.slipway.linux.OpenFile;
import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.rootfs.MountPoint;
import dev.slipway.runtime.rootfs.MountPoints;
import dev.slipway.runtime.rootfs.OverlayRoot;
import dev.slipway.runtime.rootfs.RootStack;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A container's files as the container sees them, volumes included: through its first process
/// while it runs, else mounted for as long as this is open. Nothing that is opened through
/// [DirectoryHandle#openInRoot] leads out of it.
public final class ContainerRoot implements AutoCloseable {
  private final DirectoryHandle root;
  private final @Nullable DedicatedThread thread;
  private final @Nullable Lock lock;
  private final @Nullable Path mounted;

  private ContainerRoot(
      DirectoryHandle root,
      @Nullable DedicatedThread thread,
      @Nullable Lock lock,
      @Nullable Path mounted) {
    this.root = root;
    this.thread = thread;
    this.lock = lock;
    this.mounted = mounted;
  }

  public static ContainerRoot open(ContainerHost host, Container container)
      throws IOException, InterruptedException {
    ContainerLocks locks = new ContainerLocks(host.locks());
    Lock lock = locks.change(container.id());
    try {
      Container now =
          host.records()
              .find(container.id())
              .orElseThrow(() -> ContainerRecords.missing(container.name()));
      if (now.state() instanceof ContainerState.Running running) {
        DirectoryHandle root = DirectoryHandle.open(Path.of("/proc/" + running.pid() + "/root"));
        lock.close();
        return new ContainerRoot(root, null, null, null);
      }
      return mount(host, now, lock);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      lock.close();
      throw failed;
    }
  }

  /// While it is mounted nobody may start the container: the upper directory is in use.
  private static ContainerRoot mount(ContainerHost host, Container container, Lock lock)
      throws IOException, InterruptedException {
    ContainerFiles files = host.records().files(container.id());
    Path target =
        Files.createDirectories(
            host.volatileDirectory().resolve("cp").resolve(files.id().hex()).resolve("root"));
    Files.createDirectories(files.upper());
    Files.createDirectories(files.work());
    RootStack stack = PrivateRoot.stack(host, files, container.record());
    var thread = DedicatedThread.open("files of " + files.id().shortHex());
    try {
      DirectoryHandle root =
          thread.call(() -> {
            Namespaces.unshareMounts();
            OverlayRoot.mount(stack, target, OverlayRoot.Durability.NORMAL);
            DirectoryHandle opened = DirectoryHandle.open(target);
            var volumes = new ContainerVolumes(host, files, container.record());
            for (RuntimeMount mount : volumes.prepare(target)) {
              bind(opened, target, mount);
            }
            return opened;
          });
      return new ContainerRoot(root, thread, lock, target);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      thread.close();
      remove(target);
      throw failed;
    }
  }

  /// Over what the container's own links say, inside its root.
  private static void bind(DirectoryHandle root, Path target, RuntimeMount mount)
      throws IOException {
    if (!(mount instanceof RuntimeMount.Bind bind)) {
      return; // Memory is empty while nothing runs.
    }
    boolean directory = Files.isDirectory(bind.source());
    byte[] path = bind.target().getBytes(StandardCharsets.UTF_8);
    var _ = MountPoints.create(target, List.of(new MountPoint(bind.target(), directory)));
    if (directory) {
      try (DirectoryHandle point = root.openInRoot(path)) {
        Mounts.bind(bind.source(), point.visiblePath(), bind.readOnly());
      }
    } else {
      try (OpenFile point = root.openFileInRoot(path)) {
        Path visible = Path.of("/proc/" + ProcessHandle.current().pid() + "/fd/" + point.fd());
        Mounts.bind(bind.source(), visible, bind.readOnly());
      }
    }
  }

  public DirectoryHandle root() {
    return root;
  }

  @Override
  public void close() throws IOException {
    root.close();
    if (thread != null) {
      thread.close();
    }
    if (mounted != null) {
      remove(mounted);
    }
    if (lock != null) {
      lock.close();
    }
  }

  /// With what the mounts needed beside it.
  private static void remove(Path target) throws IOException {
    Path own = Objects.requireNonNull(target.getParent());
    Path all = Objects.requireNonNull(own.getParent());
    FileTreeRemoval.remove(own);
    try {
      Files.deleteIfExists(all);
      Files.deleteIfExists(Objects.requireNonNull(all.getParent()));
    } catch (DirectoryNotEmptyException used) {
      // By another copy, or by other containers.
    }
  }
}
