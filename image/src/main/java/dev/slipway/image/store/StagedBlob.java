package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.DigestingInputStream;
import dev.slipway.image.ImageException;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.layer.LayerIndex;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A blob that came from elsewhere and may be a layer: written to the store's disk, digested and,
/// if it is a tar, indexed in one pass, but not yet part of the store.
public final class StagedBlob {
  private static final int BUFFER = 256 * 1024;

  private final Path file;
  private final Descriptor descriptor;
  private final @Nullable Digest diffId;
  private final @Nullable Path index;
  private final @Nullable Exception refusal;
  private boolean committed;

  private StagedBlob(
      Path file,
      Descriptor descriptor,
      @Nullable Digest diffId,
      @Nullable Path index,
      @Nullable Exception refusal) {
    this.file = file;
    this.descriptor = descriptor;
    this.diffId = diffId;
    this.index = index;
    this.refusal = refusal;
  }

  /// Its digest, size and, as a layer, media type.
  public Descriptor descriptor() {
    return descriptor;
  }

  /// Its diffID as a layer.
  ///
  /// @throws ImageException it is no layer, or one that must not be unpacked
  public Digest diffId() {
    if (diffId == null) {
      String why = refusal == null ? "it is no tar" : String.valueOf(refusal.getMessage());
      throw new ImageException(
          "invalid layer " + descriptor.digest() + ": " + why,
          refusal instanceof ImageException unsafe ? unsafe.hint() : null);
    }
    return diffId;
  }

  /// Reads `source` to its end into `file`.
  static StagedBlob receive(InputStream source, long size, Path file, Path indexFile)
      throws IOException {
    try (OutputStream sink = Files.newOutputStream(file);
        var received = DigestingInputStream.beside(new CopyingInputStream(source, sink))) {
      var buffered = new BufferedInputStream(received, BUFFER);
      buffered.mark(Compression.DETECTION_BYTES);
      Compression compression =
          Compression.detect(buffered.readNBytes(Compression.DETECTION_BYTES));
      buffered.reset();
      Digest diffId = null;
      Exception refusal = null;
      boolean plain = compression == Compression.NONE;
      try {
        var tar =
            plain ? buffered : new DigestingInputStream(unpacked(compression, buffered, size));
        LayerIndex.scan(tar, ArchiveOrigin.FOREIGN_LAYER).write(indexFile);
        drain(tar);
        diffId = tar instanceof DigestingInputStream digesting ? digesting.digest() : null;
      } catch (ImageException | IOException refused) {
        refusal = refused;
      }
      drain(buffered);
      Digest digest = received.digest();
      if (plain && refusal == null) {
        diffId = digest;
      }
      Descriptor descriptor = Descriptor.of(mediaType(compression), digest, received.count());
      return new StagedBlob(file, descriptor, diffId, diffId == null ? null : indexFile, refusal);
    }
  }

  private static InputStream unpacked(Compression compression, InputStream blob, long size)
      throws IOException {
    return LayerLimit.current().bound(compression.decompress(blob), "it", size);
  }

  private static void drain(InputStream stream) throws IOException {
    byte[] buffer = new byte[BUFFER];
    while (stream.read(buffer) >= 0) {
      // what follows the end of the tar counts for the digest
    }
  }

  private static String mediaType(Compression compression) {
    return switch (compression) {
      case NONE -> MediaTypes.OCI_LAYER;
      case GZIP -> MediaTypes.OCI_LAYER_GZIP;
      case ZSTD -> MediaTypes.OCI_LAYER_ZSTD;
      case BZIP2 -> MediaTypes.OCI_LAYER + "+bzip2";
      case XZ -> MediaTypes.OCI_LAYER + "+xz";
    };
  }

  /// Makes it a blob of the store, and a layer.
  synchronized void commit(Blobs blobs, Layers layers) throws IOException {
    if (committed) {
      return; // An image may name one layer twice.
    }
    committed = true;
    blobs.adopt(file, descriptor.digest());
    if (diffId != null && index != null) {
      layers.register(diffId, descriptor);
      layers.adoptIndex(diffId, index);
    }
  }

  /// A stream that writes down what is read from it.
  private static final class CopyingInputStream extends InputStream {
    private final InputStream source;
    private final OutputStream sink;

    CopyingInputStream(InputStream source, OutputStream sink) {
      this.source = source;
      this.sink = sink;
    }

    @Override
    public int read() throws IOException {
      int value = source.read();
      if (value >= 0) {
        sink.write(value);
      }
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = source.read(bytes, offset, length);
      if (read > 0) {
        sink.write(bytes, offset, read);
      }
      return read;
    }
  }
}
