package dev.slipway.builder.copy;

import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.TarLayer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Local archives that `ADD` unpacks: a tar, plain or compressed, told by its content.
public final class Archives {
  private static final int BLOCK = 512;
  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_LENGTH = 8;

  private final Places places;

  /// Where an archive is laid down uncompressed while it is read.
  @FunctionalInterface
  public interface Places {
    Path temporary() throws IOException;
  }

  public Archives(Places places) {
    this.places = places;
  }

  /// The files in an archive; nothing where the file is none.
  Optional<TarLayer> open(SourceFiles files, SourceFiles.Node file) throws IOException {
    if (!isArchive(files, file)) {
      return Optional.empty();
    }
    Path tar = places.temporary();
    try (InputStream in = Compression.decompressing(files.open(file))) {
      Files.copy(in, tar);
    }
    return Optional.of(new TarLayer(tar, LayerIndex.scan(tar, ArchiveOrigin.ARCHIVE)));
  }

  /// Whether its first block, decompressed, is a tar header. A damaged stream is no archive.
  private static boolean isArchive(SourceFiles files, SourceFiles.Node file) throws IOException {
    try (InputStream in = Compression.decompressing(files.open(file))) {
      return isHeader(in.readNBytes(BLOCK));
    } catch (IOException notCompressed) {
      try (InputStream in = files.open(file)) {
        return isHeader(in.readNBytes(BLOCK));
      }
    }
  }

  private static boolean isHeader(byte[] block) {
    if (block.length < BLOCK || block[0] == 0) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      boolean inChecksum = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_LENGTH;
      sum += inChecksum ? ' ' : block[i] & 0xff;
    }
    return sum == octal(block);
  }

  private static int octal(byte[] block) {
    int value = 0;
    for (int i = CHECKSUM; i < CHECKSUM + CHECKSUM_LENGTH; i++) {
      if (block[i] >= '0' && block[i] <= '7') {
        value = value * 8 + block[i] - '0';
      }
    }
    return value;
  }
}
