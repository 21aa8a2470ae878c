package dev.slipway.builder.solve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Why a step's process may have failed that says nothing of it, or no more than "I/O error".
final class FullDisk {
  private static final long NOTHING = 1 << 20;

  private FullDisk() {}

  /// Null where there is space left.
  static @Nullable String hint(Path store) throws IOException {
    long free = Files.getFileStore(store).getUsableSpace();
    return free >= NOTHING
        ? null
        : "the disk of the store is full, "
            + free
            + " bytes are left: free some space, for example with 'slipway system prune'";
  }
}
