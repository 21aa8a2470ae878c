package dev.slipway.builder.remote;

import dev.slipway.builder.copy.CopySelector;
import dev.slipway.builder.copy.SingleFile;
import dev.slipway.builder.graph.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// A file that a build was given and that nobody has to fetch.
///
/// @param checksum of its bytes
public record GivenFile(Path file, String name, Checksum checksum) implements RemoteFiles {
  private static final int MODE = 0600;

  @Override
  public String identity() {
    return "given " + checksum;
  }

  @Override
  public String revision() {
    return checksum.toString();
  }

  /// Nobody says it.
  @Override
  public Optional<Instant> time() {
    return Optional.empty();
  }

  @Override
  public CopySelector files() throws IOException {
    var single = new SingleFile(name, MODE, 0, Files.size(file), () -> Files.newInputStream(file));
    return CopySelector.exactly(single, single.path());
  }
}
