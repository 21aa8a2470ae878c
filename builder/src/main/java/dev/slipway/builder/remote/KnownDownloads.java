package dev.slipway.builder.remote;

import dev.slipway.builder.graph.Checksum;
import dev.slipway.image.Digest;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// `downloads/HEX`, by the digest of the address: three lines each.
final class KnownDownloads {
  private final ImageStore store;
  private final Path directory;

  KnownDownloads(ImageStore store) throws IOException {
    this.store = store;
    this.directory = store.area("downloads");
  }

  Optional<KnownDownload> find(String address) throws IOException {
    try {
      List<String> lines = Files.readAllLines(file(address));
      return lines.size() == 3
          ? Checksum.parse(lines.getFirst())
              .map(checksum -> new KnownDownload(checksum, lines.get(1), lines.get(2)))
          : Optional.empty();
    } catch (NoSuchFileException unknown) {
      return Optional.empty();
    }
  }

  void put(String address, KnownDownload download) throws IOException {
    if (!download.canBeAskedFor()) {
      Files.deleteIfExists(file(address));
      return;
    }
    Path unfinished = store.temporary("download");
    Files.writeString(
        unfinished,
        download.checksum() + "\n" + download.etag() + "\n" + download.lastModified() + "\n");
    Files.move(unfinished, file(address), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path file(String address) {
    return directory.resolve(Digest.sha256(address.getBytes(StandardCharsets.UTF_8)).hex());
  }
}
