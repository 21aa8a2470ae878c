package dev.slipway.builder.remote;

import dev.slipway.builder.copy.CopySelector;
import dev.slipway.builder.copy.SingleFile;
import dev.slipway.builder.graph.Checksum;
import java.io.IOException;
import java.nio.file.Files;
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

  @Override
  public synchronized CopySelector files() throws IOException, InterruptedException {
    if (fetched == null) {
      fetched = downloads.fetch(address, checksum);
    }
    HttpDownloads.Fetched here = fetched;
    long size = Files.size(here.file());
    var file =
        new SingleFile(name, MODE, here.seconds(), size, () -> Files.newInputStream(here.file()));
    return CopySelector.exactly(file, file.path());
  }
}
