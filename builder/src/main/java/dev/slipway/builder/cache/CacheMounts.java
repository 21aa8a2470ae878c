package dev.slipway.builder.cache;

import dev.slipway.builder.graph.CacheDirectory;
import dev.slipway.image.store.DiskUsage;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.Lock;
import dev.slipway.linux.DirectoryHandle;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The directories of cache mounts, `cache-mounts/HEX/data`, by the digest of their id.
public final class CacheMounts {
  private final ImageStore store;
  private final Path directory;

  private final Imported imported;

  public CacheMounts(ImageStore store) throws IOException {
    this(store, (_, _) -> false);
  }

  /// @param imported where a cache that is not there may be had from
  public CacheMounts(ImageStore store, Imported imported) throws IOException {
    this.store = store;
    this.imported = imported;
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

  /// Fills a new cache directory from elsewhere, its own owner and mode included.
  @FunctionalInterface
  public interface Imported {
    /// @return whether there was anything
    boolean fill(String id, Path empty) throws IOException, InterruptedException;
  }

  /// The cache of this id, alone, if it is there: to be read.
  public Optional<Use> existing(String id) throws IOException {
    String name = CacheMountArtifact.name(id);
    Path files = directory.resolve(name).resolve("data");
    if (!Files.isDirectory(files)) {
      return Optional.empty();
    }
    return Optional.of(new Use(files, store.locks().exclusive(resource(name))));
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
      Files.setLastModifiedTime(
          directory.resolve(name).resolve("id"), FileTime.fromMillis(System.currentTimeMillis()));
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
    if (!imported.fill(cache.id(), data)) {
      filling.fill(data);
      try (DirectoryHandle handle = DirectoryHandle.open(data)) {
        handle.setOwner(cache.uid(), cache.gid());
        handle.setMode(cache.mode());
      }
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

  /// A cache in the store.
  ///
  /// @param name of its directory
  /// @param id as the Dockerfile has it; of a copy too
  record Kept(String name, String id, Instant created, Instant lastUsed, boolean inUse) {}

  List<Kept> all() throws IOException {
    List<Kept> all = new ArrayList<>();
    try (DirectoryStream<Path> caches = Files.newDirectoryStream(directory)) {
      for (Path cache : caches) {
        all.add(kept(cache));
      }
    }
    return all;
  }

  private Kept kept(Path cache) throws IOException {
    String name = cache.getFileName().toString();
    Path id = cache.resolve("id");
    boolean whole = Files.exists(id);
    var times = Files.readAttributes(whole ? id : cache, BasicFileAttributes.class);
    return new Kept(
        name,
        whole ? Files.readString(id) : "",
        times.creationTime().toInstant(),
        times.lastModifiedTime().toInstant(),
        isInUse(name));
  }

  private boolean isInUse(String name) throws IOException {
    Optional<Lock> lock = store.locks().tryExclusive(resource(name));
    lock.ifPresent(Lock::close);
    return lock.isEmpty();
  }

  long diskUsage(String name) throws IOException {
    return DiskUsage.of(directory.resolve(name));
  }

  /// Takes it out of the store, unless a step uses it; the caller removes what it gets.
  boolean moveTo(Path grave, String name) throws IOException {
    Optional<Lock> lock = store.locks().tryExclusive(resource(name));
    if (lock.isEmpty()) {
      return false;
    }
    try (Lock _ = lock.get()) {
      Files.move(directory.resolve(name), grave, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  private static String name(CacheDirectory cache, int copy) {
    String hex = CacheMountArtifact.name(cache.id());
    return copy == 0 ? hex : hex + "-" + copy;
  }

  private static String resource(String name) {
    return "cache-mount-" + name;
  }
}
