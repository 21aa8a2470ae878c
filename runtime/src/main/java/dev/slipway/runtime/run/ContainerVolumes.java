package dev.slipway.runtime.run;

import dev.slipway.image.Digest;
import dev.slipway.image.store.Lock;
import dev.slipway.linux.ChildProcess;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.MappedOwners;
import dev.slipway.linux.OpenFile;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.rootfs.InsidePath;
import dev.slipway.runtime.rootfs.LayerRoot;
import dev.slipway.runtime.rootfs.MountPoint;
import dev.slipway.runtime.rootfs.MountPoints;
import dev.slipway.runtime.rootfs.OverlayRoot;
import dev.slipway.runtime.rootfs.RootStack;
import dev.slipway.runtime.volume.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a container sees beside its root: directories and files of the host, volumes, memory, other
/// images.
final class ContainerVolumes {
  private static final Path COPY = Path.of("/bin/cp");

  private final ContainerHost host;
  private final ContainerFiles files;
  private final ContainerRecord record;
  private final @Nullable MappedOwners owners;

  ContainerVolumes(ContainerHost host, ContainerFiles files, ContainerRecord record) {
    this(host, files, record, null);
  }

  /// @param owners as whose volumes are seen; null for those that they have
  ContainerVolumes(
      ContainerHost host,
      ContainerFiles files,
      ContainerRecord record,
      @Nullable MappedOwners owners) {
    this.owners = owners;
    this.host = host;
    this.files = files;
    this.record = record;
  }

  /// Makes what is missing. Called on the thread that sees the container's root.
  ///
  /// @return mounts, each before those below it
  List<RuntimeMount> prepare(Path root) throws IOException {
    List<RuntimeMount> mounts = new ArrayList<>();
    for (VolumeRecord volume : record.volumes()) {
      mounts.add(
          switch (volume.kind()) {
            case BIND -> bind(volume);
            case VOLUME -> volume(volume, root);
            case TMPFS -> memory(volume);
            case IMAGE -> image(volume, mounts.size());
          });
    }
    mounts.sort((one, other) -> Integer.compare(depth(one.target()), depth(other.target())));
    return resolved(mounts, root);
  }

  /// The image's own links say where in its root a mount is; what is missing there is made.
  private static List<RuntimeMount> resolved(List<RuntimeMount> mounts, Path root)
      throws IOException {
    List<MountPoint> wanted = new ArrayList<>();
    for (RuntimeMount mount : mounts) {
      boolean file = mount instanceof RuntimeMount.Bind bind && !Files.isDirectory(bind.source());
      wanted.add(new MountPoint(mount.target(), !file));
    }
    MountPoints points = MountPoints.create(root, wanted);
    List<RuntimeMount> resolved = new ArrayList<>();
    for (RuntimeMount mount : mounts) {
      String target = points.resolved(mount.target());
      resolved.add(
          mount instanceof RuntimeMount.Bind bind
              ? new RuntimeMount.Bind(bind.source(), target, bind.readOnly(), bind.propagation())
              : mount);
    }
    return resolved;
  }

  private static int depth(String target) {
    int depth = 0;
    for (int i = 0; i < target.length(); i++) {
      depth += target.charAt(i) == '/' ? 1 : 0;
    }
    return depth;
  }

  private static RuntimeMount bind(VolumeRecord volume) throws IOException {
    Path source = Path.of(volume.source());
    if (!Files.exists(source)) {
      if (volume.options().contains("must-exist")) {
        throw new ContainerException(
            "invalid mount config for type \"bind\": bind source path does not exist: " + source,
            "make it first, or use -v, which makes a directory");
      }
      makeSource(source);
    }
    return mount(source, volume);
  }

  private static RuntimeMount mount(Path source, VolumeRecord volume) {
    String propagation = volume.option("propagation");
    return new RuntimeMount.Bind(
        source, volume.target(), volume.readOnly(), propagation == null ? "rprivate" : propagation);
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

  /// A volume that is empty gets what the image has in its place.
  private RuntimeMount volume(VolumeRecord volume, Path root) throws IOException {
    Map<String, String> labels = volume.anonymous() ? Map.of(Volume.ANONYMOUS, "") : Map.of();
    Volume made = host.volumes().create(volume.source(), labels, Map.of());
    if (!Files.isDirectory(made.files())) {
      throw new ContainerException(
          "failed to mount local volume: " + made.files() + ": no such directory",
          "make it, or make the volume " + made.name() + " anew");
    }
    boolean fill = !volume.options().contains(VolumeRecord.NO_COPY);
    Path seen = seen(made);
    try (Lock _ = host.volumes().lock(made.name())) {
      if (fill && isEmpty(made.files())) {
        copyUp(root, volume.target(), seen);
      }
    }
    String inside = volume.option("volume-subpath");
    Path source = inside == null ? seen : InsidePath.existing(seen, inside);
    return mount(source, volume);
  }

  private Path seen(Volume volume) throws IOException {
    if (owners == null) {
      return volume.files();
    }
    Path target = Files.createDirectories(files.volatileDirectory().resolve("v-" + volume.name()));
    owners.show(volume.files(), target);
    return target;
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var children = Files.newDirectoryStream(directory)) {
      return !children.iterator().hasNext();
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

  /// Docker's options, and those of the user after them: the last one counts.
  private static RuntimeMount memory(VolumeRecord volume) {
    List<String> options = new ArrayList<>(List.of("nosuid", "nodev", "noexec"));
    for (String option : volume.options()) {
      switch (option) {
        case "exec", "suid", "dev" -> options.remove("no" + option);
        default -> options.add(option);
      }
    }
    if (volume.readOnly()) {
      options.add("ro");
    }
    return new RuntimeMount.Kernel("tmpfs", "tmpfs", volume.target(), options);
  }

  /// Read-only: what is written would be in nothing that anybody keeps.
  private RuntimeMount image(VolumeRecord volume, int number) throws IOException {
    List<LayerRoot> layers = new ArrayList<>();
    for (String layer : volume.values("layer")) {
      layers.add(host.layers().provide(Digest.parse(layer)));
    }
    Path root = Files.createDirectories(files.mountedImage(number));
    Path upper = Files.createDirectories(root.resolveSibling("upper"));
    Path work = Files.createDirectories(root.resolveSibling("work"));
    OverlayRoot.mount(new RootStack(layers, upper, work), root, OverlayRoot.Durability.VOLATILE);
    String inside = volume.option("image-subpath");
    Path source = inside == null ? root : InsidePath.existing(root, inside);
    return new RuntimeMount.Bind(source, volume.target(), true);
  }
}
