package dev.slipway.runtime.rootfs;

import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Mounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The layers of one root as directories, tars among them mounted in the calling thread's mount
/// namespace until the root stands: an overlay holds what it is made of, so that the names of its
/// layers can go.
final class LayerMounts implements AutoCloseable {
  private final Path place;
  private final Map<Path, Path> mounted = new HashMap<>();

  LayerMounts(Path place) {
    this.place = place;
  }

  Path directory(LayerRoot layer) throws IOException {
    return switch (layer) {
      case LayerRoot.Directory(var path) -> path.toRealPath();
      case LayerRoot.Tar(var metadata, var tar) -> {
        Path known = mounted.get(metadata);
        yield known != null ? known : mount(metadata, tar);
      }
    };
  }

  private Path mount(Path metadata, Path tar) throws IOException {
    Path target = Files.createDirectories(place.resolve(Integer.toString(mounted.size())));
    Mounts.erofs(metadata, tar, target);
    mounted.put(metadata, target);
    return target;
  }

  @Override
  public void close() throws LinuxException {
    for (Path target : mounted.values()) {
      Mounts.detach(target);
    }
    mounted.clear();
  }
}
