package dev.slipway.builder.remote;

import dev.slipway.builder.copy.CopySelector;
import dev.slipway.builder.copy.SingleFile;
import dev.slipway.builder.graph.Checksum;
import dev.slipway.image.ImageException;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.TarReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file at an address; fetched once in a build.
final class DownloadedFile implements RemoteFiles {
  private static final int MODE = 0600;

  private final HttpDownloads downloads;
  private final String address;
  private final String name;
  private final Checksum checksum;
  private HttpDownloads.@Nullable Fetched fetched;

  DownloadedFile(
      HttpDownloads downloads,
      String address,
      String name,
      Checksum checksum,
      HttpDownloads.@Nullable Fetched fetched) {
    this.downloads = downloads;
    this.address = address;
    this.name = name;
    this.checksum = checksum;
    this.fetched = fetched;
  }

  @Override
  public String identity() {
    return "http " + name + " " + checksum;
  }

  @Override
  public String revision() {
    return checksum.toString();
  }

  /// Without a word of the server's, that of the newest file in an archive.
  @Override
  public Optional<Instant> time() throws IOException, InterruptedException {
    HttpDownloads.Fetched here = fetched();
    return here.seconds() == 0
        ? newest(here.file())
        : Optional.of(Instant.ofEpochSecond(here.seconds()));
  }

  private static Optional<Instant> newest(Path file) throws IOException {
    long newest = Long.MIN_VALUE;
    try (InputStream packed = Files.newInputStream(file);
        InputStream in = Compression.decompressing(packed);
        var tar = new TarReader(in, ArchiveOrigin.ARCHIVE)) {
      for (LayerEntry entry = tar.next(); entry != null; entry = tar.next()) {
        if (entry.kind() == EntryKind.FILE) {
          newest = Math.max(newest, entry.mtimeSeconds());
        }
      }
    } catch (ImageException noArchive) {
      return Optional.empty();
    }
    return newest == Long.MIN_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochSecond(newest));
  }

  private synchronized HttpDownloads.Fetched fetched() throws IOException, InterruptedException {
    if (fetched == null) {
      fetched = downloads.fetch(address, checksum);
    }
    return fetched;
  }

  @Override
  public CopySelector files() throws IOException, InterruptedException {
    HttpDownloads.Fetched here = fetched();
    long size = Files.size(here.file());
    var file =
        new SingleFile(name, MODE, here.seconds(), size, () -> Files.newInputStream(here.file()));
    return CopySelector.exactly(file, file.path());
  }
}
