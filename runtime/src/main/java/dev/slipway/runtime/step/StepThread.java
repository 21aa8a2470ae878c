package dev.slipway.runtime.step;

import static java.util.Objects.requireNonNull;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Mounts;
import dev.slipway.linux.Namespaces;
import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.isolation.AttachedProcess;
import dev.slipway.runtime.isolation.IsolatedProcess;
import dev.slipway.runtime.isolation.Isolation;
import dev.slipway.runtime.isolation.IsolationSpec;
import dev.slipway.runtime.isolation.NetworkChoice;
import dev.slipway.runtime.network.ResolvConf;
import dev.slipway.runtime.rootfs.LayerRoot;
import dev.slipway.runtime.rootfs.MountPoint;
import dev.slipway.runtime.rootfs.MountPoints;
import dev.slipway.runtime.rootfs.OverlayRoot;
import dev.slipway.runtime.rootfs.ProgramSearch;
import dev.slipway.runtime.rootfs.RootStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What of one step happens on its own thread, in its own mount namespace; its output does not pass
/// here.
final class StepThread {
  private static final List<String> KERNEL_DIRECTORIES = List.of("/proc", "/dev", "/sys");
  private static final List<String> FILES = List.of("resolv.conf", "hosts");

  private final Path place;
  private final Isolation isolation;
  private final StepRequest request;
  private final Path root;
  private final List<RuntimeMount> mounts = new ArrayList<>();
  private @Nullable MountPoints points;

  /// @param place a directory that is covered by a memory file system of this thread's own
  StepThread(Path place, Isolation isolation, StepRequest request) {
    this.place = place;
    this.isolation = isolation;
    this.request = request;
    this.root = place.resolve("root");
  }

  /// Mounts the step's root in a mount namespace of the calling thread's own.
  void mount() throws IOException {
    Namespaces.unshareMounts();
    Mounts.tmpfs(place, Mounts.NOSUID | Mounts.NODEV, "mode=700");
    Files.createDirectory(root);
    OverlayRoot.mount(withUsualMountPoints(), root, OverlayRoot.Durability.VOLATILE);
    mounts.addAll(mounts());
    points = MountPoints.create(root, mountPoints(mounts));
  }

  /// Unmounts it; the upper directory holds nothing then that was only there for the container.
  void unmount() throws IOException {
    if (points != null) {
      points.remove();
      Mounts.detach(root);
      points.prune(request.root().upper());
    }
  }

  /// Below everything lies a layer of the mount points that each container needs: an image that
  /// lacks them need not get and lose them, which takes the kernel milliseconds. Nothing is ever
  /// written to it.
  private RootStack withUsualMountPoints() throws IOException {
    Path usual = Files.createDirectory(place.resolve("mountpoints"));
    for (String directory : KERNEL_DIRECTORIES) {
      Files.createDirectory(usual.resolve(directory.substring(1)));
    }
    Path etc = Files.createDirectory(usual.resolve("etc"));
    for (String file : FILES) {
      Files.createFile(etc.resolve(file));
    }
    List<LayerRoot> layers = new ArrayList<>(List.of(new LayerRoot.Directory(usual)));
    layers.addAll(request.root().layersBottomFirst());
    return new RootStack(layers, request.root().upper(), request.root().work());
  }

  /// Why the program cannot run, as a line in Docker's words, or empty.
  Optional<String> refusal() throws IOException {
    String program = request.process().arguments().getFirst();
    try (DirectoryHandle handle = DirectoryHandle.open(root)) {
      return switch (new ProgramSearch(handle, mounts).find(request.process())) {
        case PROGRAM -> Optional.empty();
        case NO_SUCH_FILE -> refusal(program, "stat " + program + ": no such file or directory");
        case NOT_IN_PATH -> refusal(program, "executable file not found in $PATH");
        case DIRECTORY -> refusal(program, "is a directory");
        case NOT_EXECUTABLE -> refusal(program, "permission denied");
      };
    }
  }

  private static Optional<String> refusal(String program, String reason) {
    return Optional.of(
        "unable to start container process: error during container init: exec: \""
            + program
            + "\": "
            + reason
            + "\n");
  }

  IsolatedProcess start() throws IOException, InterruptedException {
    return isolation.start(Files.createDirectory(place.resolve("bundle")), spec());
  }

  private IsolationSpec spec() throws IOException {
    List<RuntimeMount> resolved = new ArrayList<>();
    for (RuntimeMount mount : mounts) {
      resolved.add(resolved(mount, requireNonNull(points)));
    }
    return IsolationSpec.forStep(
            root,
            request.process(),
            resolved,
            network(),
            request.hostname(),
            request.security(),
            request.resources(),
            request.emulator())
        .withDevices(request.devices());
  }

  AttachedProcess attach() throws IOException, InterruptedException {
    return isolation.attach(Files.createDirectory(place.resolve("bundle")), spec());
  }

  /// The files that a container needs and no image can have, then the request's own mounts.
  private List<RuntimeMount> mounts() throws IOException {
    List<RuntimeMount> mounts = new ArrayList<>();
    mounts.add(file("resolv.conf", resolvConf()));
    mounts.add(file("hosts", HostsFile.of(request.hostname(), request.extraHosts())));
    mounts.addAll(new StepMounts(place).prepare(request.mounts()));
    return mounts;
  }

  private RuntimeMount file(String name, String text) throws IOException {
    Path source = Files.writeString(place.resolve(name), text);
    return new RuntimeMount.Bind(source, "/etc/" + name, true);
  }

  private String resolvConf() throws IOException {
    return switch (request.network()) {
      case StepNetwork.Host() -> ResolvConf.ofHost();
      case StepNetwork.None() -> ResolvConf.forContainer();
      case StepNetwork.Namespace(_, var text) -> text;
    };
  }

  private NetworkChoice network() {
    return switch (request.network()) {
      case StepNetwork.Host() -> new NetworkChoice.Host();
      case StepNetwork.None() -> new NetworkChoice.None();
      case StepNetwork.Namespace(var namespace, _) -> new NetworkChoice.Existing(namespace);
    };
  }

  private static List<MountPoint> mountPoints(List<RuntimeMount> mounts) {
    List<MountPoint> points = new ArrayList<>();
    for (String path : KERNEL_DIRECTORIES) {
      points.add(new MountPoint(path, true));
    }
    for (RuntimeMount mount : mounts) {
      boolean directory =
          switch (mount) {
            case RuntimeMount.Bind bind -> Files.isDirectory(bind.source());
            case RuntimeMount.Host(var source, _, _) -> Files.isDirectory(source);
            case RuntimeMount.Kernel _ -> true;
            case RuntimeMount.Tmpfs _ -> true;
          };
      points.add(new MountPoint(mount.target(), directory));
    }
    return points;
  }

  private static RuntimeMount resolved(RuntimeMount mount, MountPoints points) {
    String target = points.resolved(mount.target());
    return switch (mount) {
      case RuntimeMount.Bind bind ->
          new RuntimeMount.Bind(bind.source(), target, bind.readOnly(), bind.propagation());
      case RuntimeMount.Host(var source, _, var options) ->
          new RuntimeMount.Host(source, target, options);
      case RuntimeMount.Kernel(var type, var source, _, var options) ->
          new RuntimeMount.Kernel(type, source, target, options);
      case RuntimeMount.Tmpfs(_, var size, var mode, var programs, var readOnly) ->
          new RuntimeMount.Tmpfs(target, size, mode, programs, readOnly);
    };
  }
}
