package dev.slipway.runtime.cgroup;

import dev.slipway.linux.FileSystem;
import dev.slipway.runtime.HostCapabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds the control groups of this host.
public final class ControlGroups {
  private static final Path MOUNT = Path.of("/sys/fs/cgroup");
  private static final List<String> CONTROLLERS =
      List.of("memory", "cpu", "cpuacct", "pids", "freezer", "devices", "blkio");

  private ControlGroups() {}

  /// The group at `path` (`/slipway/ID`), which need not exist; empty where this process may not
  /// make groups.
  public static Optional<ControlGroup> at(String path) {
    if (!path.startsWith("/") || path.contains("..")) {
      return Optional.empty();
    }
    String relative = path.substring(1);
    if (HostCapabilities.inUserNamespace()) {
      return delegated().map(own -> new UnifiedGroup(own, relative));
    }
    if (isUnified()) {
      return Files.isWritable(MOUNT)
          ? Optional.of(new UnifiedGroup(MOUNT, relative))
          : Optional.empty();
    }
    Map<String, Path> controllers = new LinkedHashMap<>();
    for (String controller : CONTROLLERS) {
      Path mounted = MOUNT.resolve(controller);
      if (Files.isWritable(mounted.resolve(GroupFile.PROCESSES))) {
        controllers.put(controller, mounted);
      }
    }
    return controllers.isEmpty()
        ? Optional.empty()
        : Optional.of(new SplitGroup(controllers, MOUNT, relative));
  }

  private static Optional<Path> delegated() {
    try {
      return isUnified() ? Delegation.of(MOUNT) : Optional.empty();
    } catch (IOException unknown) {
      return Optional.empty();
    }
  }

  /// Whether a process that this one starts may be put into a group of ours.
  public static boolean mayBeJoined() {
    try {
      return !HostCapabilities.inUserNamespace() || Delegation.isReachable();
    } catch (IOException unknown) {
      return false;
    }
  }

  /// Whether the processes of the group at `path` are stopped where they are.
  public static boolean frozen(String path) throws IOException {
    if (HostCapabilities.inUserNamespace()) {
      Optional<ControlGroup> group = at(path);
      return group.isPresent() && group.get().frozen();
    }
    String relative = path.substring(1);
    String split =
        GroupFile.read(MOUNT.resolve("freezer").resolve(relative).resolve("freezer.state"));
    return split.isEmpty()
        ? GroupFile.field(
                GroupFile.read(MOUNT.resolve(relative).resolve("cgroup.events")), "frozen")
            == 1
        : split.startsWith("FR");
  }

  private static boolean isUnified() {
    try {
      return FileSystem.isCgroup2(MOUNT);
    } catch (IOException unknown) {
      return false;
    }
  }
}
