package dev.slipway.image.store;

import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the parts of an open store share: its places, its locks, and the claim that keeps what this
/// process uses from garbage collection.
final class Workspace implements Lock {
  /// Held shared while a digest is claimed and looked up, exclusively while garbage is removed.
  private static final String COLLECTION = "collection";

  private final Path root;
  private final boolean readOnly;
  private final Locks locks;
  private @Nullable Claim claim;
  private boolean closed;

  Workspace(Path root, boolean readOnly) {
    this.root = root;
    this.readOnly = readOnly;
    this.locks = new Locks(root.resolve("locks"));
  }

  Path root() {
    return root;
  }

  /// Makes a directory and those above it where they are missing. Looks first: they are there but
  /// for the first time, and what the file system would throw then costs more than a look.
  static void makeDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
  }

  Locks locks() {
    return locks;
  }

  Path temporaryDirectory() {
    return root.resolve("tmp");
  }

  boolean readOnly() {
    return readOnly;
  }

  void requireWritable() {
    if (readOnly) {
      throw new ImageException(
          "the store at " + root + " is open for reading only",
          "check its owner and mode, or name another with --root");
    }
  }

  synchronized Claim claim() throws IOException {
    requireWritable();
    if (closed) {
      throw new IllegalStateException("the store is closed");
    }
    if (claim == null) {
      claim = Claim.open(temporaryDirectory());
    }
    return claim;
  }

  Path temporary(String kind) throws IOException {
    return claim().temporary(kind);
  }

  /// Holds garbage collection off; what is claimed meanwhile stays until the store is closed.
  Lock claiming(Digest digest) throws IOException {
    Claim own = claim();
    if (own.holds(digest)) {
      return () -> {};
    }
    Lock lock = locks.shared(COLLECTION);
    boolean claimed = false;
    try {
      own.add(digest);
      claimed = true;
      return lock;
    } finally {
      if (!claimed) {
        lock.close();
      }
    }
  }

  /// Claims further for `lease`, which garbage collection must not read half written.
  void claim(Claim lease, Digest digest) throws IOException {
    try (Lock _ = locks.shared(COLLECTION)) {
      lease.add(digest);
    }
  }

  Lock collecting() throws IOException {
    requireWritable();
    return locks.exclusive(COLLECTION);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (claim != null) {
      claim.close();
      claim = null;
    }
  }
}
