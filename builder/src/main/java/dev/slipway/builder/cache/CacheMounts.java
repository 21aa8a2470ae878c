package dev.slipway.builder.cache;

import dev.slipway.builder.graph.CacheDirectory;
import dev.slipway.image.Digest;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.Lock;
import dev.slipway.linux.DirectoryHandle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The directories of cache mounts, `cache-mounts/HEX/data`, by the digest of their id.
public final class CacheMounts {
  private final ImageStore store;
  private final Path directory;

  public CacheMounts(ImageStore store) throws IOException {
    this.store = store;
    this.directory = store.area("cache-mounts");
  }

  /// A cache in use: give it back by closing it.
  ///
  /// @param files what to mount
  public record Use(Path files, Lock lock) implements AutoCloseable {
    @Override
    public void close() {
      lock.close();
    }
  }

  /// Fills a new cache directory.
  @FunctionalInterface
  public interface Filling {
    void fill(Path empty) throws IOException, InterruptedException;
  }

  /// Waits where the cache is not to be shared and somebody uses it; a private one is made anew
  /// then.
  public Use use(CacheDirectory cache, Filling filling) throws IOException, InterruptedException {
    return switch (cache.sharing()) {
      case SHARED ->
          opened(cache, name(cache, 0), store.locks().shared(resource(name(cache, 0))), filling);
      case LOCKED ->
          opened(cache, name(cache, 0), store.locks().exclusive(resource(name(cache, 0))), filling);
      case PRIVATE -> privately(cache, filling);
    };
  }

  private Use privately(CacheDirectory cache, Filling filling)
      throws IOException, InterruptedException {
    for (int copy = 0; ; copy++) {
      Optional<Lock> lock = store.locks().tryExclusive(resource(name(cache, copy)));
      if (lock.isPresent()) {
        return opened(cache, name(cache, copy), lock.get(), filling);
      }
    }
  }

  private Use opened(CacheDirectory cache, String name, Lock lock, Filling filling)
      throws IOException, InterruptedException {
    boolean ready = false;
    try {
      Path files = directory.resolve(name).resolve("data");
      if (!Files.isDirectory(files)) {
        make(cache, files, filling);
      }
      ready = true;
      return new Use(files, lock);
    } finally {
      if (!ready) {
        lock.close();
      }
    }
  }

  private void make(CacheDirectory cache, Path files, Filling filling)
      throws IOException, InterruptedException {
    Path place = store.temporary("cache-mount");
    Path data = Files.createDirectories(place.resolve("data"));
    filling.fill(data);
    try (DirectoryHandle handle = DirectoryHandle.open(data)) {
      handle.setOwner(cache.uid(), cache.gid());
      handle.setMode(cache.mode());
    }
    Files.writeString(place.resolve("id"), cache.id());
    try {
      Files.move(place, files.getParent(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException taken) {
      if (!Files.isDirectory(files)) {
        throw taken;
      }
    }
  }

  private static String name(CacheDirectory cache, int copy) {
    String hex = Digest.sha256(cache.id().getBytes(StandardCharsets.UTF_8)).hex();
    return copy == 0 ? hex : hex + "-" + copy;
  }

  private static String resource(String name) {
    return "cache-mount-" + name;
  }
}
