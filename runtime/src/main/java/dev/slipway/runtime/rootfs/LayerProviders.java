package dev.slipway.runtime.rootfs;

import dev.slipway.image.Digest;
import dev.slipway.image.erofs.ErofsMetadata;
import dev.slipway.image.erofs.NotMountableException;
import dev.slipway.image.layer.EmptyLayer;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.store.ImageStore;
import dev.slipway.linux.Mounts;
import dev.slipway.linux.Namespaces;
import dev.slipway.linux.UserIds;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/// Chooses how a store's layers become available. A machine is asked when the first layer is
/// wanted, by offering it the file system of an empty layer.
public final class LayerProviders implements LayerProvider {
  private final ImageStore store;
  private final RootfsKind kind;
  private volatile @Nullable LayerProvider chosen;

  private LayerProviders(ImageStore store, RootfsKind kind) {
    this.store = store;
    this.kind = kind;
  }

  public static LayerProvider of(ImageStore store, RootfsKind kind) {
    return new LayerProviders(store, kind);
  }

  @Override
  public LayerRoot provide(Digest diffId) throws IOException {
    return chosen().provide(diffId);
  }

  @Override
  public boolean isReady(Digest diffId) throws IOException {
    return chosen().isReady(diffId);
  }

  private LayerProvider chosen() throws IOException {
    LayerProvider known = chosen;
    if (known == null) {
      known = choose();
      chosen = known;
    }
    return known;
  }

  private LayerProvider choose() throws IOException {
    return switch (kind) {
      case AUTO -> mounts(store) ? new MountedLayers(store.layers()) : extracting();
      case DIRECTORY -> extracting();
      case EROFS -> {
        if (!mounts(store)) {
          throw new ContainerException(
              "--rootfs=erofs: layers of the store at " + store.root() + " cannot be mounted",
              "it takes root, Linux 6.12 or later, and a store that is not on overlayfs; leave"
                  + " the option out to unpack them");
        }
        yield new MountedLayers(store.layers());
      }
    };
  }

  private LayerProvider extracting() {
    return new ExtractedLayers(store.layers());
  }

  /// Whether layers of this store can be mounted here.
  public static boolean mounts(ImageStore store) throws IOException {
    if (!UserIds.isRoot() || Namespaces.inUserNamespace()) {
      return false;
    }
    Path probe = store.area("probe");
    Path tar = probe.resolve("tar");
    Path metadata = probe.resolve("erofs");
    if (!Files.exists(tar) || !ErofsMetadata.isWhole(metadata)) {
      try {
        byte[] empty = EmptyLayer.tar();
        write(tar, empty);
        write(metadata, ErofsMetadata.of(LayerIndex.EMPTY, EmptyLayer.DIFF_ID, empty.length));
      } catch (NotMountableException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    return Mounts.takesErofs(metadata, tar);
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path temporary = Files.createTempFile(file.getParent(), "new", "");
    Files.write(temporary, content);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
