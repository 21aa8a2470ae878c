package dev.slipway.runtime.run;

import dev.slipway.linux.ChildProcess;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.OpenFile;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.RuntimeMount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The directories and files that a container sees beside its root: those that `-v` names on the
/// host, and those of the image's `VOLUME`s, which belong to the container.
final class ContainerVolumes {
  private static final Path COPY = Path.of("/bin/cp");

  private final ContainerFiles files;
  private final ContainerRecord record;

  ContainerVolumes(ContainerFiles files, ContainerRecord record) {
    this.files = files;
    this.record = record;
  }

  /// Makes what is missing. Called on the thread that sees the container's root.
  ///
  /// @return mounts, each before those below it
  List<RuntimeMount> prepare(Path root) throws IOException {
    List<RuntimeMount> mounts = new ArrayList<>();
    for (VolumeRecord volume : record.volumes()) {
      Path source = Path.of(volume.source());
      if (!Files.exists(source)) {
        makeSource(source);
      }
      mounts.add(new RuntimeMount.Bind(source, volume.target(), volume.readOnly()));
    }
    for (int i = 0; i < record.anonymousVolumes().size(); i++) {
      String target = record.anonymousVolumes().get(i);
      Path directory = files.anonymousVolume(i);
      if (!Files.exists(directory)) {
        Files.createDirectories(directory);
        copyUp(root, target, directory);
      }
      mounts.add(new RuntimeMount.Bind(directory, target, false));
    }
    mounts.sort((one, other) -> Integer.compare(depth(one.target()), depth(other.target())));
    return mounts;
  }

  private static int depth(String target) {
    int depth = 0;
    for (int i = 0; i < target.length(); i++) {
      depth += target.charAt(i) == '/' ? 1 : 0;
    }
    return depth;
  }

  /// As Docker's `-v` does: a directory that root owns.
  private static void makeSource(Path source) throws IOException {
    try {
      Files.createDirectories(source);
    } catch (IOException failure) {
      throw new ContainerException(
          "cannot make the directory " + source + " for -v: " + failure.getMessage(),
          "create it, or name another one",
          failure);
    }
  }

  /// Fills a new volume with what the image has in its place, owners, modes and all.
  private static void copyUp(Path root, String target, Path directory) throws IOException {
    try (DirectoryHandle tree = DirectoryHandle.open(root);
        DirectoryHandle source = tree.openInRoot(target.getBytes(StandardCharsets.UTF_8));
        OpenFile nothing = OpenFile.readWrite(Path.of("/dev/null"))) {
      String from = source.visiblePath() + "/.";
      List<String> command = List.of("cp", "-a", "--", from, directory.toString());
      try (ChildProcess copy =
          ChildProcess.spawn(
              COPY, command, List.of("LC_ALL=C.UTF-8"), List.of(nothing, nothing, nothing))) {
        int code = copy.waitFor();
        if (code != 0) {
          throw new IOException("copying " + target + " into its volume failed with " + code);
        }
      }
    } catch (LinuxException missing) {
      if (missing.errno() != Errno.ENOENT && missing.errno() != Errno.ENOTDIR) {
        throw missing;
      }
    }
  }
}
