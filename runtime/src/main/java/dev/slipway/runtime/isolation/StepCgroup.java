package dev.slipway.runtime.isolation;

import dev.slipway.linux.FileSystem;
import dev.slipway.linux.KernelRandom;
import dev.slipway.linux.Mounts;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A control group of a step's own, in a parent that the user names. The OCI runtime makes it.
final class StepCgroup implements AutoCloseable {
  private static final Path ROOT = Path.of("/sys/fs/cgroup");

  /// Where a host has both versions, the second has no controllers, and crun refuses to start
  /// beside it.
  private static final Path UNIFIED = ROOT.resolve("unified");

  private final String path;

  private StepCgroup(String path) {
    this.path = path;
  }

  /// A new one; the calling thread's own mount namespace is made fit for it.
  ///
  /// @throws ContainerException control groups cannot be made here
  static StepCgroup in(String parent) throws IOException {
    List<Path> hierarchies = hierarchies();
    if (hierarchies.isEmpty()) {
      throw refused(parent, "no control groups are mounted at " + ROOT);
    }
    for (Path hierarchy : hierarchies) {
      if (!Files.isWritable(hierarchy)) {
        throw refused(parent, hierarchy + " cannot be written");
      }
    }
    if (Files.isDirectory(UNIFIED) && FileSystem.isCgroup2(UNIFIED)) {
      Mounts.detach(UNIFIED);
    }
    return new StepCgroup(Path.of("/", parent, "slipway", KernelRandom.uniqueName()).toString());
  }

  private static ContainerException refused(String parent, String reason) {
    return new ContainerException(
        "cgroup parent " + parent + ": " + reason,
        "leave --cgroup-parent out, or build as root where /sys/fs/cgroup can be written");
  }

  /// As `cgroupsPath` in the OCI document.
  String path() {
    return path;
  }

  /// The second version's only one, or each of the first's.
  private static List<Path> hierarchies() throws IOException {
    if (!Files.isDirectory(ROOT)) {
      return List.of();
    }
    if (FileSystem.isCgroup2(ROOT)) {
      return List.of(ROOT);
    }
    var hierarchies = new ArrayList<Path>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(ROOT)) {
      for (Path child : children) {
        if (Files.isDirectory(child) && !child.equals(UNIFIED)) {
          hierarchies.add(child);
        }
      }
    }
    return hierarchies;
  }

  /// Removes what the runtime leaves.
  @Override
  public void close() throws IOException {
    for (Path hierarchy : hierarchies()) {
      Path own = hierarchy.resolve(path.substring(1));
      if (remove(own) && own.getParent() != null) {
        remove(own.getParent());
      }
    }
  }

  private static boolean remove(Path group) throws IOException {
    try {
      Files.delete(group);
      return true;
    } catch (NoSuchFileException gone) {
      return true;
    } catch (DirectoryNotEmptyException used) {
      return false;
    } catch (java.nio.file.FileSystemException busy) {
      return false; // Other steps are in it.
    }
  }
}
