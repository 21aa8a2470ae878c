package dev.slipway.builder.remote;

import dev.slipway.builder.copy.CopySelector;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Files that are fetched when they are needed.
public interface RemoteFiles {
  /// What tells their content: equal identities are equal files.
  String identity();

  /// What the address stands for now: a file's checksum, `sha256:HEX`, or a commit's ID.
  String revision();

  /// All of them, fetched now unless they are here.
  CopySelector files() throws IOException, InterruptedException;

  /// How old they are, as far as anything says it; fetches them.
  Optional<Instant> time() throws IOException, InterruptedException;
}
