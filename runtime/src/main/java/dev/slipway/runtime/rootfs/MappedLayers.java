package dev.slipway.runtime.rootfs;

import dev.slipway.linux.Errno;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.MappedOwners;
import dev.slipway.linux.Mounts;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The directories of one root, seen with other owners in the calling thread's mount namespace
/// until the root stands.
final class MappedLayers implements AutoCloseable {
  private final Path place;
  private final MappedOwners owners;
  private final List<Path> shown = new ArrayList<>();

  MappedLayers(Path place, MappedOwners owners) {
    this.place = place;
    this.owners = owners;
  }

  List<Path> layers(List<Path> layers) throws IOException {
    List<Path> mapped = new ArrayList<>();
    for (Path layer : layers) {
      mapped.add(show(layer));
    }
    return mapped;
  }

  /// What is written lies with the owners that the container sees. Both directories must be on one
  /// mount.
  RootStack stack(RootStack stack) throws IOException {
    Path both = show(Objects.requireNonNull(stack.upper().getParent()));
    return new RootStack(
        stack.layersBottomFirst(),
        both.resolve(stack.upper().getFileName()),
        both.resolve(stack.work().getFileName()));
  }

  private Path show(Path source) throws IOException {
    Path target = Files.createDirectories(place.resolve(Integer.toString(shown.size())));
    try {
      owners.show(source, target);
    } catch (LinuxException refused) {
      if (refused.errno() == Errno.EINVAL || refused.errno() == Errno.EPERM) {
        throw new ContainerException(
            "--userns=auto: the files of the store cannot be shown with other owners: "
                + refused.getMessage(),
            "it takes Linux 5.19 and a store on a file system such as ext4, xfs, btrfs or tmpfs;"
                + " leave it out, or run Slipway as an ordinary user",
            refused);
      }
      throw refused;
    }
    shown.add(target);
    return target;
  }

  @Override
  public void close() throws LinuxException {
    for (Path target : shown) {
      Mounts.detach(target);
    }
    shown.clear();
  }
}
