package dev.slipway.builder.cache;

import dev.slipway.image.store.DiskUsage;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What is kept of steps that failed, `failed/REF`, as far as it takes space of the build cache.
final class FailedFiles {
  private final Path directory;

  FailedFiles(ImageStore store) throws IOException {
    this.directory = store.area("failed");
  }

  /// @param ref the ID of the build whose step it was
  /// @param size bytes of disk
  record Kept(String ref, Instant at, long size) {}

  List<Kept> all() throws IOException {
    List<Kept> all = new ArrayList<>();
    try (DirectoryStream<Path> failed = Files.newDirectoryStream(directory)) {
      for (Path each : failed) {
        try {
          var times = Files.readAttributes(each, BasicFileAttributes.class);
          Instant at = times.lastModifiedTime().toInstant();
          all.add(new Kept(each.getFileName().toString(), at, DiskUsage.of(each)));
        } catch (NoSuchFileException meanwhile) {
          // A build that succeeded has no use for it any more.
        }
      }
    }
    return all;
  }

  /// Takes it out of the store; the caller removes what it gets.
  boolean moveTo(Path grave, String ref) throws IOException {
    try {
      Files.move(directory.resolve(ref), grave, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    }
  }
}
