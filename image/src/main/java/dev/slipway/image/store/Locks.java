package dev.slipway.image.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Locks on named resources, held against other threads and other processes alike.
///
/// One file per resource in one directory (`ROOT/locks` of a store); the kernel drops a killed
/// process's locks.
public final class Locks {
  private final Path directory;

  /// @param directory made when the first lock is taken
  public Locks(Path directory) {
    this.directory = directory;
  }

  /// Waits until nobody else holds `resource`.
  public Lock exclusive(String resource) throws IOException {
    return LockFile.of(file(resource)).acquire(false);
  }

  /// Waits until nobody holds `resource` exclusively.
  public Lock shared(String resource) throws IOException {
    return LockFile.of(file(resource)).acquire(true);
  }

  /// As [#exclusive], but gives up at once where somebody holds `resource`.
  public Optional<Lock> tryExclusive(String resource) throws IOException {
    return Optional.ofNullable(LockFile.of(file(resource)).tryAcquire(false));
  }

  /// Removes the file of a lock whose resource is gone. Only who holds it exclusively may.
  public void forget(String resource) throws IOException {
    Files.deleteIfExists(file(resource));
  }

  private Path file(String resource) throws IOException {
    if (!resource.chars().allMatch(Locks::isPlain) || resource.isEmpty()) {
      throw new IllegalArgumentException("not a resource name: " + resource);
    }
    Workspace.makeDirectory(directory);
    return directory.resolve(resource + ".lock");
  }

  private static boolean isPlain(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-_.".indexOf(c) >= 0;
  }
}
