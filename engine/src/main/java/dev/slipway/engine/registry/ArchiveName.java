package dev.slipway.engine.registry;

import dev.slipway.engine.image.SaveFormat;
import dev.slipway.image.ImageException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `docker-archive:FILE[:NAME]` or `oci-archive:FILE[:NAME]`: an image of an archive.
///
/// @param name the image's name in the archive; empty for the only one, or none
record ArchiveName(Path file, String name, SaveFormat format) {
  private static final String DOCKER = "docker-archive:";
  private static final String OCI = "oci-archive:";

  /// Null where the word is something else.
  static @Nullable ArchiveName parse(String word) {
    if (word.startsWith(DOCKER)) {
      return of(word.substring(DOCKER.length()), SaveFormat.DOCKER_ARCHIVE, word);
    }
    return word.startsWith(OCI)
        ? of(word.substring(OCI.length()), SaveFormat.OCI_ARCHIVE, word)
        : null;
  }

  private static ArchiveName of(String rest, SaveFormat format, String word) {
    int colon = rest.indexOf(':');
    String file = colon < 0 ? rest : rest.substring(0, colon);
    if (file.isEmpty()) {
      throw new ImageException(word + " names no file", "write docker-archive:FILE[:NAME]");
    }
    String name = colon < 0 ? "" : rest.substring(colon + 1);
    return new ArchiveName(Path.of(file).toAbsolutePath(), name, format);
  }
}
