package dev.slipway.runtime.step;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Mounts;
import dev.slipway.linux.OpenFile;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.rootfs.InsidePath;
import dev.slipway.runtime.rootfs.OverlayRoot;
import dev.slipway.runtime.rootfs.RootStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes a step's mounts ready in the calling thread's mount namespace: afterwards each is
/// something of this namespace that a container can bind.
final class StepMounts {
  private static final int SECRET_FLAGS = Mounts.NOSUID | Mounts.NODEV | Mounts.NOEXEC;

  private final Path place;
  private @Nullable Path secrets;
  private int count;

  /// @param place a directory in memory that nobody else sees
  StepMounts(Path place) {
    this.place = place;
  }

  List<RuntimeMount> prepare(List<StepMount> mounts) throws IOException {
    var prepared = new ArrayList<RuntimeMount>();
    for (StepMount mount : mounts) {
      prepared.add(
          switch (mount) {
            case StepMount.Plain(var plain) -> plain;
            case StepMount.Files(var stack, var source, var target, var readOnly) ->
                new RuntimeMount.Bind(source(stack, source), target, readOnly);
            case StepMount.InMemory file -> new RuntimeMount.Bind(file(file), file.target(), true);
          });
    }
    return prepared;
  }

  private Path source(RootStack stack, String source) throws IOException {
    Path root = Files.createDirectory(place.resolve("files-" + count++));
    OverlayRoot.mount(stack, root, OverlayRoot.Durability.VOLATILE);
    try {
      return InsidePath.existing(root, source);
    } catch (LinuxException failure) {
      if (failure.errno() == Errno.ENOENT || failure.errno() == Errno.ENOTDIR) {
        throw new ContainerException(
            "failed to mount \"" + source + "\": not found", "name a path that is there", failure);
      }
      throw failure;
    }
  }

  private Path file(StepMount.InMemory file) throws IOException {
    Path directory = file.program() ? place : secretDirectory();
    String name = "file-" + count++;
    try (DirectoryHandle handle = DirectoryHandle.open(directory);
        OpenFile made = handle.createFile(name.getBytes(StandardCharsets.UTF_8), 0600)) {
      made.write(file.content(), 0, file.content().length);
      made.setOwner(file.uid(), file.gid());
      made.setMode(file.mode());
    }
    return directory.resolve(name);
  }

  private Path secretDirectory() throws IOException {
    if (secrets == null) {
      secrets = Files.createDirectory(place.resolve("secrets"));
      Mounts.tmpfs(secrets, SECRET_FLAGS, "mode=700");
    }
    return secrets;
  }
}
