package dev.slipway.builder.copy;

import dev.slipway.builder.BuildException;
import dev.slipway.image.layer.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Local archives that `ADD` unpacks: a tar, plain or compressed, told by its content.
public final class Archives {
  private static final long ALWAYS_TAKEN = 1L << 30;
  private static final long MOST_RATIO = 2_000;
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
  Optional<Archive> open(SourceFiles files, SourceFiles.Node file) throws IOException {
    if (!isArchive(files, file)) {
      return Optional.empty();
    }
    Path tar = places.temporary();
    try (InputStream packed = files.open(file);
        InputStream in = Compression.decompressing(packed);
        OutputStream out = Files.newOutputStream(tar)) {
      copy(in, out, file);
    }
    return Optional.of(Archive.of(tar));
  }

  /// No archive that anybody made to be used unpacks to so much.
  private static void copy(InputStream in, OutputStream out, SourceFiles.Node file)
      throws IOException {
    long most = Math.max(ALWAYS_TAKEN, file.entry().size() * MOST_RATIO);
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      total += count;
      if (total > most) {
        throw BuildException.of(
            "archive "
                + file.path()
                + " unpacks to more than "
                + MOST_RATIO
                + " times its "
                + file.entry().size()
                + " bytes: refused as an archive bomb",
            "if you trust it, unpack it in a RUN with the tools of the image");
      }
      out.write(buffer, 0, count);
    }
  }

  /// Whether its first block, decompressed, is a tar header. A damaged stream is no archive.
  static boolean isArchive(SourceFiles files, SourceFiles.Node file) throws IOException {
    try (InputStream in = Compression.decompressing(files.open(file))) {
      return isHeader(in.readNBytes(BLOCK));
    } catch (IOException notCompressed) {
      try (InputStream in = files.open(file)) {
        return isHeader(in.readNBytes(BLOCK));
      }
    }
  }

  /// Whether these first bytes are those of a tar, or of something compressed.
  public static boolean looksLikeOne(byte[] start) {
    return Compression.detect(start) != Compression.NONE
        || isHeader(java.util.Arrays.copyOf(start, Math.min(BLOCK, start.length)));
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
